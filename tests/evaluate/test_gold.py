import json

import pytest

from selon.evaluate import FoundPage, FoundQuotation, FoundTime, found_page, read_gold, read_predictions
from selon.records import Analysis, Entity, InvalidRecord, Quotation, TimeExpression

TEXTS = {"a.txt": "Il pleut, dit Anne."}
QUOTATION = {"content": [[0, 8]], "cue": [10, 13], "source": [14, 18], "act": "assert"}


def test_the_record_and_gold_s_own_shape_say_the_same() -> None:
    record = {
        "type": "document",
        "source": "some/where/a.txt",
        "text": TEXTS["a.txt"],
        "entities": [{"id": "n1", "name": "Anne", "aliases": ["Mme A."]}],
        "quotations": [{**QUOTATION, "speakers": ["n1"]}],
    }
    plain = {"doc": "a.txt", "quotations": [{**QUOTATION, "speaker": "Anne"}]}
    read = read_predictions([json.dumps(record), "", json.dumps({"type": "claim"})], TEXTS)
    assert read["a.txt"].quotations[0].speakers == (("Anne", "Mme A."),)
    assert read_predictions([json.dumps(plain)], TEXTS)["a.txt"].quotations[0].speakers == (("Anne",),)


def test_an_analysis_predicts_what_its_record_does() -> None:
    analysis = Analysis(
        "sha256:0",
        times=(TimeExpression("t", 0, 2, "date", "2023", "2023"),),
        entities=(Entity("n1", "Anne", ("Mme A.",), "person"),),
        quotations=(Quotation("q", ((0, 8),), "indirect", (10, 13), (14, 18), ("n1",)),),
    )
    assert found_page(analysis) == FoundPage(
        (FoundQuotation(((0, 8),), (10, 13), (14, 18), (("Anne", "Mme A."),), "assert", 0.0),),
        (FoundTime(0, 2, "2023", "2023"),),
    )


def test_a_prediction_on_another_text_is_refused() -> None:
    with pytest.raises(InvalidRecord, match=r"a\.txt"):
        read_predictions([json.dumps({"doc": "a.txt", "text": "Il neige."})], TEXTS)


@pytest.mark.parametrize("line", ["{", "[]", '{"quotations": []}', '{"doc": "a", "quotations": [{}]}'])
def test_lines_of_another_shape_are_refused_with_their_number(line: str) -> None:
    for read in (read_gold, lambda lines: read_predictions(lines, {})):
        with pytest.raises(InvalidRecord, match="line 2"):
            read(["", line])
