"""Which pages come together: made pages of two matters, in several orders of batches."""

import dataclasses
import itertools
import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pages import Made

from selon import store
from selon.lang import LanguagePack
from selon.link import link
from selon.link.stories import likeness, nearness, trace_of
from selon.link.terms import doings_of, page_terms
from selon.records import Changes, PageRead, Placement, Trace

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


def folded(pages: Sequence[PageRead], pack: LanguagePack, size: int = 1) -> Changes:
    with TemporaryDirectory() as folder:
        db = store.connect(Path(folder) / "d.selon", create=True)
        for at in range(0, len(pages), size):
            batch = pages[at : at + size]
            with store.transaction(db):
                for page in batch:
                    store.save_raw(db, page.document.id, None, page.document.source)
                    store.save_page(db, page)
                store.save_changes(db, link(store.StoredState(db), batch, pack))
        changes = store.fold(db)
        db.close()
    return changes


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
        return Trace("", {}, (), (), first, last)

    day, month = dated("2023-03-02", "2023-03-02"), dated("2023-04-01", "2023-04-30")
    assert nearness(day, dated(None, None)) is None
    assert nearness(day, day) == 1
    near, far = nearness(day, month), nearness(day, dated("2023-06-01", "2023-06-30"))
    assert near == nearness(month, day)
    assert near is not None
    assert far is not None
    assert 0 < far < near < 1


def test_names_and_numbers_tell_more(pack: LanguagePack) -> None:
    page = told("Titre sobre.\nUn homme voit Brézac puis brume et 473 tuiles rondes.", 0, None)
    terms = page_terms(page.document, pack.variants.plurals)
    assert "brézac" in terms.names
    assert {"473", "tuile", "ronde"} <= set(terms.counts)
    counted = {"": 1, **dict.fromkeys(terms.counts, 1)}
    weights = trace_of(page.document, terms, counted, pack.stories).weights
    assert weights["473"] > weights["brézac"] > weights["tuile"]


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
        counted = {"": 3, **dict.fromkeys(terms.counts, 1)}
        traces.append(trace_of(page.document, terms, counted, pack.stories))
    for one, two in itertools.combinations(traces, 2):
        assert likeness(one, two) == likeness(two, one) < 0.1
        assert likeness(one, one) == pytest.approx(1, abs=0.01)
