import pytest
import spacy
import thinc.api
from threadpoolctl import threadpool_info

from selon.annotate import Parser
from selon.annotate.sparing import on_one_thread
from selon.lang import LanguagePack

TEXTS = (
    "Le préfet de l'Aude, Jean Martin, a déclaré mardi que les pompiers avaient sauvé trois chevaux.",
    "Les élus aimeraient que la ville de Lyon rachète, dès 2021, les anciennes usines textiles.",
    "« Oui », répète-t-elle ; puis :   rien. 25 % des Français s'en moquent-ils, d'après l'Insee ?",
)


@pytest.mark.parser
def test_a_spared_parser_reads_what_the_bare_one_reads(parser: Parser, pack: LanguagePack) -> None:
    bare = spacy.load(pack.model)
    with on_one_thread():
        spared = list(parser.pipe([parser.make_doc(text) for text in TEXTS], batch_size=8))
    for one, other in zip(spared, bare.pipe(TEXTS), strict=True):
        assert [(t.text, t.lemma_, t.pos_, str(t.morph), t.dep_, t.head.i, t.ent_type_) for t in one] == [
            (t.text, t.lemma_, t.pos_, str(t.morph), t.dep_, t.head.i, t.ent_type_) for t in other
        ]


@pytest.mark.parser
def test_the_model_multiplies_by_numpy_on_one_thread(parser: Parser) -> None:
    def threads() -> list[int]:
        return [entry["num_threads"] for entry in threadpool_info() if entry["user_api"] == "blas"]

    before = threads()
    with on_one_thread():
        assert set(threads()) == {1}
    assert threads() == before
    nodes = parser.get_pipe("ner").model.walk()  # type: ignore[attr-defined]
    assert not any(node.ops.use_blis for node in nodes if type(node.ops) is thinc.api.NumpyOps)
