"""Which pages come together: made pages of two matters, in several orders of batches."""

import dataclasses
import itertools
import random
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pages import Made

from selon import store
from selon.lang import LanguagePack
from selon.link import link
from selon.link.compared import likeness, nearness
from selon.link.packed import FOUND
from selon.link.stories import link_story, trace_of
from selon.link.telling import Telling, numbered, telling
from selon.link.terms import PageTerms, doings_of, page_terms
from selon.link.traces import LATEST, Traces, number_of
from selon.link.work import Work
from selon.records import Changes, Found, PageRead, Placement, Trace, TraceRow

FLOOD = (
    "La rivière a débordé à Morvan dans la nuit.\nLe maire de Morvan, Paul Sabry, a fait évacuer le quartier"
    " des Tanneurs. Les pompiers ont secouru {n} habitants pris par les eaux de la Vouzonne."
)
STRIKE = (
    "Les cheminots de Brézac prolongent leur grève.\nLe syndicat des aiguilleurs, que dirige Lucie Ferrand,"
    " veut {n} embauches à la gare de Brézac. La direction refuse toute négociation avant lundi."
)
PACT = (
    "Le traité de Larmor est signé.\nLes ministres de la Baronnie et du Comté ont paraphé {n} pages à Larmor."
)


def told(text: str, number: int, published: str | None) -> PageRead:
    page = Made(text.format(n=number), published=published, source=f"{number}.txt").page()
    title = text.partition("\n")[0].rstrip(".")
    return dataclasses.replace(page, document=dataclasses.replace(page.document, title=title))


@contextmanager
def opened() -> Iterator[sqlite3.Connection]:
    with TemporaryDirectory() as folder:
        db = store.connect(Path(folder) / "d.selon", create=True)
        try:
            yield db
        finally:
            db.close()


def add(db: sqlite3.Connection, pages: Sequence[PageRead], pack: LanguagePack) -> None:
    with store.transaction(db):
        for page in pages:
            store.save_raw(db, page.document.id, None, page.document.source)
            store.save_page(db, page)
        store.save_changes(db, link(store.StoredState(db), pages, pack))


def folded(pages: Sequence[PageRead], pack: LanguagePack, size: int = 1) -> Changes:
    with opened() as db:
        for at in range(0, len(pages), size):
            add(db, pages[at : at + size], pack)
        return store.fold(db)


def places(changes: Changes) -> list[Placement]:
    return list(changes.placements)


def test_two_matters_are_two_stories_and_keep_their_evidence(pack: LanguagePack) -> None:
    pages = [told(FLOOD, 11, "2023-03-02"), told(STRIKE, 12, "2023-03-02"), told(FLOOD, 13, "2023-03-03")]
    flood, strike, again = places(folded(pages, pack))
    assert (flood.story, strike.story, again.story) == ("s1", "s2", "s1")
    assert again.chapter == flood.chapter == flood.document
    (tie,) = again.ties
    assert (tie.document, tie.to) == (again.document, flood.document)
    assert 0.18 <= tie.score <= 1
    assert {"morvan", "vouzonne"} & set(tie.terms)
    assert flood.ties == strike.ties == ()


def test_a_matter_that_comes_back_opens_a_chapter(pack: LanguagePack) -> None:
    pages = [told(FLOOD, 11, "2023-03-02"), told(STRIKE, 12, "2023-03-03"), told(FLOOD, 13, "2024-03-03")]
    flood, _, again = places(folded(pages, pack))
    assert again.story == flood.story
    assert again.chapter == again.document


@pytest.mark.parametrize("published", [None, "2023", "2023-03"])
def test_a_wide_date_parts_nothing_that_it_may_hold(pack: LanguagePack, published: str | None) -> None:
    flood, again = places(folded([told(FLOOD, 1, "2023-03-02"), told(FLOOD, 2, published)], pack))
    assert again.chapter == flood.chapter


def test_an_undated_page_lies_where_its_episode_lies(pack: LanguagePack) -> None:
    pages = [told(FLOOD, 1, "2023-03-02"), told(FLOOD, 2, None), told(FLOOD, 3, "2024-03-02")]
    first, undated, later = places(folded(pages, pack))
    assert undated.chapter == first.chapter
    assert later.story == first.story
    assert later.chapter != first.chapter


def test_nearness_is_that_of_the_least_gap() -> None:
    def dated(first: str | None, last: str | None) -> Trace:
        days = [date.fromisoformat(day).toordinal() if day else None for day in (first, last)]
        return Trace("", 1, b"", "", days[0], days[1])

    day, month = dated("2023-03-02", "2023-03-02"), dated("2023-04-01", "2023-04-30")
    assert nearness(day, dated(None, None)) is None
    assert nearness(day, day) == 1
    near, far = nearness(day, month), nearness(day, dated("2023-06-01", "2023-06-30"))
    assert near == nearness(month, day)
    assert near is not None
    assert far is not None
    assert 0 < far < near < 1


def told_first(terms: PageTerms, pack: LanguagePack) -> Telling:
    """What tells a document that comes in before all others."""
    (its_own,) = numbered([terms], pack.stories)
    return telling(its_own, np.zeros(len(its_own.numbers), np.int64), pack.stories)


def test_names_and_numbers_tell_more(pack: LanguagePack) -> None:
    page = told("Titre sobre.\nUn homme voit Brézac puis brume et 473 tuiles rondes.", 0, None)
    terms = page_terms(page.document, pack.variants.plurals)
    assert "brézac" in terms.names
    assert {"473", "tuile", "ronde"} <= set(terms.counts)
    it = told_first(terms, pack)
    weights = dict(zip(it.words, it.weights.values(), strict=True))
    assert weights["473"] > weights["brézac"] > weights["tuile"]


def test_lines_that_recur_over_the_site_are_not_read(pack: LanguagePack) -> None:
    page = told("Titre.\nUne brume épaisse.\nLisez notre zéphyr.\nUn orage bref.", 0, None)
    lines = page.document.text.split("\n")
    (furniture,) = (
        number
        for number, block in enumerate(page.document.blocks)
        if "zéphyr" in page.document.text[block.start : block.end]
    )
    whole = page_terms(page.document, pack.variants.plurals).counts
    parts = page_terms(page.document, pack.variants.plurals, {furniture}).counts
    assert len(lines) == 4
    assert {"brume", "zéphyr", "orage"} <= whole.keys()
    assert {"brume", "orage"} <= parts.keys()
    assert "zéphyr" not in parts


def test_a_matter_does_not_make_its_own_words_common(pack: LanguagePack) -> None:
    # Each page tells one thing more of the flood; what they all tell is counted once, for the episode.
    pages = [told(FLOOD, number, "2023-03-02") for number in range(5)]
    changes = folded(pages, pack)
    assert len({place.chapter for place in changes.placements}) == 1
    apart = [told(text, number, "2023-03-02") for number, text in enumerate([FLOOD, STRIKE, PACT])]
    assert counted(pages, pack, "vouzonne") == counted(apart, pack, "vouzonne") == 1


def counted(pages: Sequence[PageRead], pack: LanguagePack, term: str) -> int:
    """How often a term is counted once these pages have come in."""
    with opened() as db:
        add(db, pages, pack)
        return store.StoredState(db).term_counts([number_of(term)]).get(number_of(term), 0)


def test_a_story_that_is_renamed_is_found_by_its_new_name(pack: LanguagePack) -> None:
    with opened() as db:
        add(db, [told(FLOOD, 1, "2023-03-02")], pack)
        fold = store.fold(db)
        renamed = [dataclasses.replace(place, story="s9") for place in fold.placements]
        with store.transaction(db):
            store.replace_fold(db, dataclasses.replace(fold, placements=tuple(renamed)), {"s": 10})
        (row,) = store.StoredState(db).traces([1])
        trace = Trace(*row)
        assert (trace.story, trace.chapter) == ("s9", fold.placements[0].chapter)
        add(db, [told(FLOOD, 2, "2023-03-03")], pack)
        assert {it.story for it in store.fold(db).placements} == {"s9"}


def test_boilerplate_is_not_read(pack: LanguagePack) -> None:
    page = told("Titre.\nMENU Abonnement zéphyr\nLe texte.", 0, None)
    assert "zéphyr" not in page_terms(page.document, pack.variants.plurals).counts


def test_doings_are_who_takes_part_in_what(pack: LanguagePack) -> None:
    made = Made("La Belgique livre des chars à Jean Dupont.")
    state = made.entity("La Belgique", "state", "BEL")
    person = made.entity("Jean Dupont", "person")
    made.event("livre", roles={"supplier": state, "recipient": person})
    assert doings_of(made.page()) == ("BEL|arms-transfer", "jean dupont|arms-transfer")


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), sizes=st.lists(st.integers(1, 5), min_size=1, max_size=3))
def test_batches_give_the_stories_of_one_pass(pack: LanguagePack, seed: int, sizes: list[int]) -> None:
    draw = random.Random(seed)
    days = [None, "2023", "2023-03", "2023-03-02", "2023-03-09", "2024-03-02"]
    pages = [told(draw.choice([FLOOD, STRIKE, PACT]), number, draw.choice(days)) for number in range(8)]
    whole = folded(pages, pack, size=8)
    for size in sizes:
        assert folded(pages, pack, size) == whole


def test_the_likeness_of_two_documents_is_symmetric(pack: LanguagePack) -> None:
    texts = [FLOOD, STRIKE, PACT]
    traces = []
    for text in texts:
        page = told(text, 1, None)
        terms = page_terms(page.document, pack.variants.plurals)
        traces.append(trace_of(page.document, told_first(terms, pack)))
    for one, two in itertools.combinations(traces, 2):
        assert likeness(one, two) == likeness(two, one) < 0.1
        assert likeness(one, one) == pytest.approx(1, abs=0.01)


WORDS = [
    "".join(draw)
    for draw in itertools.product(
        ("bar", "col", "dun", "fer", "gal", "mor"), ("ave", "ine", "oux"), ("ac", "il", "on")
    )
]


def dense(number: int) -> PageRead:
    """A page of one of six matters, which share words: the more come in, the more are found under each."""
    draw = random.Random(number)
    matter = WORDS[9 * (number % 6) : 9 * (number % 6) + 9]
    words = [draw.choice(matter if draw.random() < 0.5 else WORDS).capitalize() for _ in range(40)]
    day = f"2023-03-{1 + number // 60:02}"
    return told(f"Le cas {words[0]} et {words[1]}.\nOn voit {' puis '.join(words)}.", number, day)


class Counting:
    """The state of a dossier as far as stories look at it, and how many things were asked of it."""

    def __init__(self, state: store.StoredState) -> None:
        self.state, self.read = state, Counter[str]()

    def next_number(self, kind: str) -> int:
        return self.state.next_number(kind)

    def term_counts(self, terms: Collection[int]) -> Mapping[int, int]:
        self.read["terms"] += len(terms)
        return self.state.term_counts(terms)

    def found_under(self, keys: Collection[int]) -> Mapping[int, Found]:
        found = self.state.found_under(keys)
        self.read["keys"] += len(keys)
        self.read["found"] = max(self.read["found"], *(len(it) // FOUND for it in found.values()), 0)
        return found

    def traces(self, numbers: Collection[int]) -> Sequence[TraceRow]:
        self.read["traces"] += len(numbers)
        return self.state.traces(numbers)

    def placements(self, documents: Collection[str]) -> Sequence[Placement]:
        return self.state.placements(documents)


def stories_of(
    db: sqlite3.Connection, pages: Sequence[PageRead], pack: LanguagePack
) -> tuple[Counter[str], int]:
    """Put pages into stories alone; gives what was read of the dossier, and how many rows were written."""
    state: Any = Counting(store.StoredState(db))
    traces, work = Traces(state), Work(state)
    with store.transaction(db):
        for page in pages:
            store.save_raw(db, page.document.id, None, page.document.source)
            store.save_page(db, page)
        for page in pages:
            link_story(traces, work, page.document, pack)
        before = db.total_changes
        told = Changes(
            traces=traces.added, placements=traces.placements, terms=traces.terms, found=traces.found
        )
        store.save_changes(db, told)
        return state.read, db.total_changes - before


def test_ten_pages_cost_what_ten_pages_cost(pack: LanguagePack) -> None:
    pages = [dense(number) for number in range(610)]
    spent, placed = [], []
    for size in (150, 600):
        with opened() as db:
            stories_of(db, pages[:size], pack)
            spent.append(stories_of(db, pages[size : size + 10], pack))
            placed.append({it.document: (it.story, it.chapter) for it in store.fold(db).placements})
    for read, written in spent:
        # Ten pages: at most 8 keys of 40 pages, 24 traces and their own words each; no more is written.
        assert read["keys"] <= 80
        assert read["found"] <= LATEST
        assert read["traces"] <= 240
        assert read["terms"] <= 10 * 60
        assert written <= 10 * (1 + 1 + 8 + 60) + 1
    assert spent[1][0]["found"] == LATEST  # the larger dossier has more than are looked at
    with opened() as db:
        stories_of(db, pages, pack)
        whole = {it.document: (it.story, it.chapter) for it in store.fold(db).placements}
    assert placed[1] == whole
    assert placed[0].items() <= whole.items()
