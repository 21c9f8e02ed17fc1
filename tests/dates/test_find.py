"""What the table of cases cannot say: anchors, weights, evidence, blocks, quotations, and any text at all."""

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.dates import find_times
from selon.dates._find import Quotations
from selon.lang import LanguagePack
from selon.records import Block, Document, Edtf, Span

Page = Callable[..., Document]


def test_candidates_have_weights_that_sum_to_one(pack: LanguagePack, page: Page) -> None:
    (found,) = find_times(page("La Maison Blanche a réagi jeudi.", "2024-06"), pack)
    assert found.weights == (0.17, 0.23, 0.23, 0.23, 0.14)
    assert len(Edtf.parse(found.edtf or "").candidates) == 5
    assert found.anchored_to == "publication"
    assert found.rule == "fr/weekday"


def test_what_counts_from_a_mention_names_it(pack: LanguagePack, page: Page) -> None:
    text = "Il a été élu le 3 mars. Le lendemain, il partait."
    first, second = find_times(page(text, "2024-03-14"), pack)
    assert second.anchored_to == "mention"
    assert second.anchor == (first.start, first.end)


def test_narrowing_names_its_evidence(pack: LanguagePack, page: Page) -> None:
    text = "Elle l'a déclaré lundi, jour de la fête nationale russe. Mardi, elle est partie."
    monday, holiday, tuesday = find_times(page(text, "2023-06"), pack)
    assert monday.edtf == "2023-06-12"
    assert monday.narrowed_by == (holiday.id,)
    assert holiday.narrowed_by == ()
    assert tuesday.edtf == "[2023-06-06,2023-06-13]"
    assert tuesday.narrowed_by == (holiday.id,)


def test_inside_a_quotation_the_moment_of_speech_counts(pack: LanguagePack, page: Page) -> None:
    text = "Il a réagi mardi. « Hier, il pleuvait encore », a-t-il dit."
    start = text.index("«")
    quote = (start, text.index("»") + 1)
    tuesday, yesterday = find_times(page(text, "2024-03-14"), pack, [quote])
    assert (tuesday.edtf, yesterday.edtf) == ("2024-03-12", "2024-03-11")
    assert yesterday.anchored_to == "speech"
    assert yesterday.anchor == (tuesday.start, tuesday.end)
    assert find_times(page(text, "2024-03-14"), pack)[1].edtf == "2024-03-13"


def test_the_day_of_speech_may_follow_the_quotation(pack: LanguagePack, page: Page) -> None:
    text = "« Hier, il pleuvait encore », a-t-il dit mardi. Il est parti hier."
    quote = (0, text.index("»") + 1)
    yesterday, tuesday, again = find_times(page(text, "2024-03-14"), pack, [quote])
    assert (yesterday.edtf, tuesday.edtf, again.edtf) == ("2024-03-11", "2024-03-12", "2024-03-13")
    assert yesterday.anchor == (tuesday.start, tuesday.end)
    text = "« Hier, il pleuvait encore. » Mardi, il est parti."
    yesterday, _ = find_times(page(text, "2024-03-14"), pack, [(0, text.index("»") + 1)])
    assert yesterday.edtf == "2024-03-13"


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda s: (s[0], s[0] + s[1])), max_size=8
    ),
    st.integers(0, 60),
)
def test_a_quotation_around_a_place_is_found(quotes: list[Span], place: int) -> None:
    around = [quote for quote in sorted(quotes) if quote[0] <= place < quote[1]]
    found = Quotations(quotes).around(place)
    assert (found is None) == (not around)
    assert found is None or found in around


def test_zones_are_kept(pack: LanguagePack, page: Page) -> None:
    (found,) = find_times(page("Il l'a dit mercredi (heure de Washington) à la presse.", "2024-03-14"), pack)
    assert found.zone == "America/New_York"
    (found,) = find_times(page("Le 31 août 2023 à 16:12 (UTC+01:00)", None), pack)
    assert (found.edtf, found.zone) == ("2023-08-31T16:12+01:00", "+01:00")


def test_boilerplate_and_links_are_passed_over(pack: LanguagePack, page: Page) -> None:
    text = "Lundi 3 juin 2024\nIl pleut lundi.\nHier encore."
    blocks = (Block(0, 17, "dateline"), Block(18, 33, "related"), Block(34, 46, "boilerplate"))
    assert [found.edtf for found in find_times(page(text, "2024-06-04", blocks), pack)] == ["2024-06-03"]


def test_a_dateline_is_no_anchor(pack: LanguagePack, page: Page) -> None:
    text = "Paris, 2 mars 2020\nLa veille, il avait plu."
    blocks = (Block(0, 18, "dateline"), Block(19, len(text), "body"))
    assert find_times(page(text, "2020-03-02", blocks), pack)[1].edtf is None


WORDS = """lundi|le|la|31|février|2024|12|h|30|veille|de|prochain|dernier|à|il y a|trois|mille|ans|week-end|
99/99/9999|0000-00-00|9999|fin|mi-|XXe siècle|années|29 février|29 février dernier|Pâques|0|l’|aujourd’hui|
24 h|00:00|(UTC+99:99)|heure de Paris|« hier »|,|.|d'ici|dans|chaque|tous les|999999999999999999999|
plus tard|2e trimestre|été|demain soir|30 février 2021|\n\n|\u00a0|\u202f"""
PIECES = st.sampled_from(WORDS.split("|"))
PUBLISHED = st.sampled_from(
    [None, "2024-06", "2024-02-29", "2023-09-14T10:24", "0001-01-01", "9999-12-31", "2024", "x"]
)


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(st.lists(PIECES, max_size=12).map(" ".join), st.text(max_size=60)), published=PUBLISHED)
def test_any_text_is_read(page: Page, pack: LanguagePack, text: str, published: str | None) -> None:
    document = page(text, published)
    times = find_times(document, pack)
    assert times == find_times(document, pack)
    end = 0
    for found in times:
        assert end <= found.start < found.end <= len(text)
        end = found.end
        assert found.timex
        if found.edtf is not None:
            assert str(Edtf.parse(found.edtf)) == found.edtf
        if found.weights:
            assert abs(sum(found.weights) - 1) < 0.011
            assert len(found.weights) == len(Edtf.parse(found.edtf or "").candidates)
        if found.anchor is not None:
            assert 0 <= found.anchor[0] < found.anchor[1] <= len(text)


GROWING = [
    "Le 3 mars, il a dit lundi : « Hier, il y a trois ans, tout allait bien », a-t-il dit jeudi. Le 12 juin, "
    "jour de la fête nationale russe, il pleuvait. Jeudi 20 juin, il a neigé.\n",
    "lundi mardi et le 3 mars hier ",
    "1 2 3 4 5 6 7 8 ",
    "le 14 et ",
    "deux cent mille ",
    "vingt-deux-",
    "1.000.",
    " \n ",
    "... ",
    "le la les de du ",
]


@pytest.mark.parametrize("piece", GROWING)
def test_time_grows_with_length_only(piece: str, pack: LanguagePack, page: Page) -> None:
    """Four times the text takes about four times as long (under eight), as against sixteen if quadratic."""

    def taken(size: int) -> float:
        text = piece * (size // len(piece))
        document = page(text, "2024-06")
        quotes = [match.span() for match in re.finditer(r"«[^»]*»", text)]
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            find_times(document, pack, quotes)
            best = min(best, time.process_time() - start)
        return best

    taken(1_000)
    assert taken(16_000) < 8 * taken(4_000) + 0.1


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, list[dict[str, object]]]:
    lines = (shared / "gold" / "times" / "seeds" / "gold.jsonl").read_text(encoding="utf8").splitlines()
    return {row["doc"]: row["times"] for row in map(json.loads, lines)}


@pytest.mark.parametrize(
    ("number", "published"),
    [
        ("000", "2024-06"),
        ("001", "2023-09-14T10:24"),
        ("002", "2023-08-31T16:12+01:00"),
        ("003", None),
        ("004", "2023-06"),
    ],
)
def test_the_five_pages(
    number: str,
    published: str | None,
    shared: Path,
    gold: dict[str, list[dict[str, object]]],
    pack: LanguagePack,
    page: Page,
) -> None:
    name = next(doc for doc in gold if doc.startswith(number))
    text = (shared / "seeds" / name).read_bytes().decode("utf8")
    found = find_times(page(text, published), pack, _marked(text))
    for wanted in gold[name]:
        if wanted["decided"] is None:
            continue
        here = [t for t in found if t.start < int(str(wanted["end"])) and t.end > int(str(wanted["start"]))]
        values = [(t.edtf or "").replace("T10:24", "T10:24:00").replace("T16:12", "T16:12:00") for t in here]
        assert (wanted["page_edtf"] or "") in values, wanted["start"]


def _marked(text: str) -> list[tuple[int, int]]:
    """What stands between guillemets: enough to know the speech of these pages."""
    return [match.span() for match in re.finditer(r"«[^»]*»", text)]


SIDES = ("past", "today", "ahead")


def test_bare_weekdays_of_the_corpus_lie_on_their_side(
    shared: Path, pack: LanguagePack, page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    """Past or future of weekdays without a date, on the gold: how many are right, by side."""
    folder = shared / "gold" / "times" / "frtb"
    bare = re.compile(r"(?:ce |le )?(?:lun|mar|mercre|jeu|vendre|same)di|(?:ce )?dimanche", re.IGNORECASE)
    sides = {-1: [0, 0], 0: [0, 0], 1: [0, 0]}
    for row in map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf8").splitlines()):
        text = (folder / row["doc"]).read_bytes().decode("utf8")
        found = {(t.start, t.end): t.timex for t in find_times(page(text, row["published"]), pack)}
        for wanted in row["times"]:
            first = bare.match(wanted["text"])
            if first is None or wanted["kind"] == "set" or re.search(r"\d|proch|derni", wanted["text"]):
                continue
            day = wanted["timex"][:10]
            side = sides[(day > row["published"]) - (day < row["published"])]
            side[0] += (found.get((wanted["start"], wanted["end"])) or "")[:10] == day
            side[1] += 1
    with capsys.disabled():
        told = ", ".join(
            f"{name} {right} of {all_}" for name, (right, all_) in zip(SIDES, sides.values(), strict=True)
        )
        sys.stdout.write(f"weekdays without a date: {told}\n")
    right, all_ = (sum(side[n] for side in sides.values()) for n in (0, 1))
    assert all_ >= 10
    assert right >= 0.9 * all_
