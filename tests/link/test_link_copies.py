"""Copies: which passages of a text stand in another, of which kind, and what is none."""

import dataclasses
import itertools
import random
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pages import Made

from selon import store
from selon.lang import load_pack
from selon.link import link
from selon.link.alignment import aligned
from selon.link.copies import compare
from selon.link.fingerprints import fingerprints, stable_hash
from selon.link.words import body_spans, body_words, lowered, words_in
from selon.records import Body, Copy, CopyKind, PageContent, PageRead

WORDS = re.findall(
    r"\w+",
    """pont vallée conseil crue mars passerelle ingénieur riverain rentrée école budget vote soir mardi
maire colline rivière barrage usine ouvrier atelier marché halle tram ligne gare quai port digue
phare marée pêche bateau filet criée hangar grue camion route carrière pierre chantier fouille musée
archive lettre notaire héritage ferme verger cidre moulin farine four levain marchand foire manège
fanfare bal lampion orage grêle toiture tuile ardoise clocher cloche sonneur curé sacristie vitrail
verrier peintre fresque plafond dorure""",
)

NUMBERS = itertools.count(1)


def prose(seed: int, words: int = 60) -> str:
    """A paragraph like no other: sentences of ten words."""
    draw = random.Random(seed)
    picked = [draw.choice(WORDS) for _ in range(words)]
    return " ".join(" ".join(picked[at : at + 10]).capitalize() + "." for at in range(0, words, 10))


def page(*paragraphs: str, **fields: Any) -> PageRead:
    """A page of these paragraphs; `fields` are those of its document."""
    made = Made("\n".join(paragraphs), published="2024-06-06").page()
    name = f"sha256:{next(NUMBERS):064x}"
    document = dataclasses.replace(made.document, id=name, **fields)
    return PageRead(document, dataclasses.replace(made.analysis, document=name))


def body(*paragraphs: str, name: str = "x", **fields: Any) -> Body:
    text = "\n".join(paragraphs)
    return Body(name, text, ((0, len(text)),), **fields)


def linked(pages: Sequence[PageRead], sizes: Sequence[int] = ()) -> list[Copy]:
    """The copies that a dossier of these pages holds, added in batches of these sizes, then one by one."""
    pack, rest, waiting = load_pack("fr"), list(pages), list(sizes)
    with TemporaryDirectory() as folder:
        db = store.connect(Path(folder) / "d.selon", create=True)
        while rest:
            size = waiting.pop(0) if waiting else 1
            batch, rest = rest[:size], rest[size:]
            with store.transaction(db):
                for read in batch:
                    store.save_raw(db, read.document.id, None, read.document.source)
                    store.save_page(db, read)
                store.save_changes(db, link(store.StoredState(db), batch, pack))
        found = [it for it in store.overlays(db) if isinstance(it, Copy)]
        for read in pages:
            shown = store.show(db, read.document.id)
            assert isinstance(shown, PageContent)
            ties = [(row.page.id, row.before) for row in shown.copies]
            wanted = [(it.of, True) for it in found if it.in_ == read.document.id]
            assert ties == wanted + [(it.in_, False) for it in found if it.of == read.document.id]
        db.close()
    return found


def kinds(pages: Sequence[PageRead]) -> list[tuple[int, int, CopyKind]]:
    """Of each copy the number of the two pages and the kind."""
    numbers = {read.document.id: at for at, read in enumerate(pages)}
    return [(numbers[copy.of], numbers[copy.in_], copy.kind) for copy in linked(pages)]


A, B, C, D = prose(1), prose(2), prose(3), prose(4)


def test_hashes_are_the_same_everywhere() -> None:
    assert stable_hash("le pont de la vallée") == 7272311336071771260
    found = fingerprints(body_words(A, [(0, len(A))]).numbers)
    assert list(found.values()) == [51, 38, 34, 31, 23, 18, 11, 2]
    assert (found[-2348742914814888288], found[1927748585967297536]) == (51, 2)


def test_words_have_the_same_number_wherever_they_stand() -> None:
    """Whether the number is kept at hand or reckoned anew; letters of all planes."""
    many = " ".join(f"mot{at} \U00020000{at}" for at in range(150_000))  # more than are kept at hand
    words = body_words(many, [(0, len(many))])
    assert len(words) == len(set(words.numbers.tolist())) == 300_000
    some = " ".join(words[at] for at in range(299_999, 0, -1_000))
    again = body_words(some, [(0, len(some))])
    assert again.numbers.tolist() == words.numbers[299_999:0:-1_000].tolist()


def test_a_passage_brings_its_fingerprints_along() -> None:
    inside, whole = (fingerprints(body_words(it, [(0, len(it))]).numbers) for it in (A, A + B))
    assert 2 <= len(inside) < 20
    assert inside.keys() <= whole.keys()


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ((A, B), (A, B), "exact"),
        ((A, B), (A.upper(), B.replace(" ", "\N{NO-BREAK SPACE}")), "exact"),
        ((A, B, C), (A, B), "wire"),  # cut
        ((A,), (A, B, C), "wire"),  # continued
        ((A, B), (B, A), "wire"),  # put together anew
        ((A, B, C), (C, D, prose(5), prose(6)), "partial"),
        ((A, B), (C, D), None),
    ],
)
def test_kinds(first: tuple[str, ...], second: tuple[str, ...], kind: CopyKind | None) -> None:
    found = kinds([page(*first), page(*second, source="other.txt")])
    expected = [] if kind is None else [(0, 1, "exact" if kind == "wire" and second == (B, A) else kind)]
    assert found == expected


def test_offsets_are_those_of_the_passages() -> None:
    (copy,) = linked([page(A, B, C, D), page(prose(5), prose(6), prose(7), B)])
    start = len(A) + 1
    assert copy.kind == "partial"
    assert copy.spans[0][0] == (start, start + len(B) - 1)  # the last stop is no word
    assert copy.containment == 0.25


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"url": "https://gazette.example/pont"}, "version"),
        ({"publisher": "Gazette", "title": "Le pont ferme"}, "version"),
        ({"title": "Le pont ferme"}, "wire"),
        ({"publisher": "Gazette"}, "wire"),
    ],
)
def test_updates_of_one_page_are_versions(fields: dict[str, str], kind: CopyKind) -> None:
    assert kinds([page(A, B, **fields), page(A, B, C, **fields)]) == [(0, 1, kind)]


def test_another_text_at_the_same_address_is_no_copy() -> None:
    address = {"url": "https://gazette.example/direct"}
    assert kinds([page(A, B, **address), page(C, D, **address)]) == []


def test_an_agency_s_credit_tells_shorter_passages() -> None:
    shared = prose(9, 50)
    first, second = (A, B, C, shared), (D, prose(5), prose(6), shared)
    credited = {"agencies": ("AFP",)}
    assert kinds([page(*first), page(*second)]) == []
    assert kinds([page(*first, **credited), page(*second)]) == []
    assert kinds([page(*first, **credited), page(*second, **credited)]) == [(0, 1, "partial")]


def test_quoted_speech_is_no_copy() -> None:
    said = prose(9, 80)
    for quoted in (f"« {said} »", f"“{said}”", f'"{said}"'):
        assert kinds([page(A, B, quoted), page(C, D, quoted)]) == []
    assert kinds([page(A, B, said), page(C, D, said)]) == [(0, 1, "partial")]


def test_what_is_not_prose_is_not_compared() -> None:
    menu = "MENU " + prose(9, 80)
    assert kinds([page(menu, A, B), page(menu, C, D)]) == []


@pytest.mark.parametrize("house", [None, "Gazette"])
def test_what_many_pages_share_is_a_formula(house: str | None) -> None:
    formula = prose(99, 70)
    pages = [page(prose(100 + 3 * at, 120), formula, publisher=house) for at in range(20)]
    assert kinds(pages) == []


def test_the_formula_of_a_house_on_short_pages() -> None:
    formula = prose(99, 70)
    pages = [page(prose(100 + 3 * at, 30), formula, publisher="Gazette", title=f"{at}") for at in range(20)]
    assert kinds(pages) == []


def test_a_dispatch_in_many_outlets_stays_one_text() -> None:
    pages = [page(A, B, C, prose(50 + at, 20), publisher=f"outlet {at}") for at in range(40)]
    found = kinds(pages)
    assert {later for _, later, _ in found} == set(range(1, 40))
    assert {kind for *_, kind in found} == {"wire"}


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, ...]:
    """Paragraphs, some of which other texts have too, perhaps with a word changed."""
    found = []
    for seed in draw(st.lists(st.integers(1, 8), min_size=1, max_size=5)):
        words = prose(seed).split()
        if draw(st.booleans()):
            words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(["«", "autre", "İ", "»"]))
        found.append(draw(st.sampled_from([" ", "\u00a0", "\n"])).join(words))
    return tuple(found)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@settings(max_examples=50, deadline=None)
@given(first=texts(), second=texts())
def test_passages_are_equal_and_in_range(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    one, two = body(*first), body(*second, name="y")
    copy, back = compare(one, two), compare(two, one)
    assert (copy is None) == (back is None)
    if copy is None or back is None:
        return
    assert copy.kind == back.kind
    assert sorted((b, a) for a, b in back.spans) == sorted(copy.spans)
    assert 0 < copy.containment <= 1
    for (start, end), (begin, stop) in copy.spans:
        assert 0 <= start < end <= len(one.text)
        assert 0 <= begin < stop <= len(two.text)
        assert _words(one.text[start:end]) == _words(two.text[begin:stop])
    for side in (0, 1):
        spans = sorted(pair[side] for pair in copy.spans)
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


@settings(max_examples=50, deadline=None)
@given(text=st.text(), other=st.text())
def test_any_text_can_be_compared(text: str, other: str) -> None:
    one, two = body(text), body(other)
    words = body_words(one.text, one.spans)
    assert words_in(text, one.spans) == [words[at] for at in range(len(words))]
    spans = [words.span(at, at) for at in range(len(words))]
    assert len(set(words.numbers.tolist())) == len({words[at] for at in range(len(words))})
    assert [match.span() for match in re.finditer(r"\w+", text)] == spans or lowered(text) != text.lower()
    assert aligned(words, body_words(two.text, two.spans)) == () or set(_words(text)) & set(_words(other))
    compare(one, two)


@settings(max_examples=15, deadline=None)
@given(
    made=st.lists(texts(), min_size=2, max_size=8, unique=True),
    sizes=st.lists(st.integers(1, 5), max_size=5),
)
def test_batches_do_not_matter(made: list[tuple[str, ...]], sizes: list[int]) -> None:
    pages = [page(*paragraphs, publisher="Gazette") for paragraphs in made]
    pages = list({read.document.id: read for read in pages}.values())
    assert linked(pages, [len(pages)]) == linked(pages, sizes) == linked(pages)


def test_what_interrupts_the_prose_parts_passages() -> None:
    first, second = page(A + " " + B), page(A, "MENU du jour", B)
    (copy,) = linked([first, second])
    assert len(copy.spans) == 2
    assert body_spans(second.document.blocks) == (
        (0, len(A)),
        (len(A) + len("MENU du jour") + 2, len(second.document.text)),
    )


def test_formulas_leave_what_they_were_taken_for() -> None:
    """The first pages that share a formula seem copies; when it turns out to be one, they are none."""
    formula, real, other = prose(99, 70), prose(90, 80), prose(91, 80)
    pages = [
        page(
            prose(100 + 3 * at, 120),
            formula,
            prose(200 + at, 20),
            *([real] if at in (2, 5) else []),
            *([other] if at in (7, 8) else []),
        )
        for at in range(14)
    ]
    assert [kind for *_, kind in kinds(pages[:2])] == ["partial"]
    found = linked(pages)
    assert [(len(copy.spans), copy.of, copy.in_) for copy in found] == [
        (1, pages[2].document.id, pages[5].document.id),
        (1, pages[7].document.id, pages[8].document.id),
    ]
    assert linked(pages, [14]) == linked(pages, [6, 3, 5]) == found
