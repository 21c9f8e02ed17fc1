"""Who is who over pages, and who speaks for whom."""

from pathlib import Path
from typing import Any

import pytest
from made_pages import Made

from selon import store
from selon.lang import LanguagePack
from selon.link import link, name_keys
from selon.link.names import spelling_keys
from selon.records import Actor, Changes, PageRead


@pytest.fixture
def db(tmp_path: Path) -> Any:
    connection = store.connect(tmp_path / "d.selon", create=True)
    yield connection
    connection.close()


def fold(db: Any, pages: list[PageRead], pack: LanguagePack) -> Changes:
    with store.transaction(db):
        for page in pages:
            store.save_raw(db, page.document.id, None, page.document.source)
            store.save_page(db, page)
        store.save_changes(db, link(store.StoredState(db), pages, pack))
    return store.fold(db)


def people(changes: Changes) -> dict[str, Actor]:
    return {actor.name: actor for actor in changes.actors if actor.kind == "person"}


def spokesman(text: str, name: str, **more: Any) -> PageRead:
    made = Made(text)
    house = made.entity("Maison Blanche", "organisation", "USA")
    made.entity(name, "person", role="porte-parole", organisation=house, **more)
    return made.page()


def test_one_person_under_a_full_name_and_a_surname(db: Any, pack: LanguagePack) -> None:
    pages = [
        spokesman("Le porte-parole de la Maison Blanche, Jean Dupuis, parle.", "Jean Dupuis"),
        spokesman("M. Dupuis, porte-parole de la Maison Blanche.", "Dupuis"),
        spokesman("Jean Dupuis, porte-parole de la Maison-Blanche ou Maison Blanche.", "Jean Dupuis"),
    ]
    changes = fold(db, pages, pack)
    assert list(people(changes)) == ["Jean Dupuis"]
    members = [m for m in changes.memberships if m.actor == people(changes)["Jean Dupuis"].id]
    assert len(members) == 3
    assert [member.why for member in members][1].startswith("surname")
    assert all(0 < member.score <= 1 for member in members)


def test_surname_before_the_full_name_grows_into_it(db: Any, pack: LanguagePack) -> None:
    pages = [
        spokesman("M. Dupuis, porte-parole de la Maison Blanche.", "Dupuis"),
        spokesman("Jean Dupuis, porte-parole de la Maison Blanche.", "Jean Dupuis"),
    ]
    assert list(people(fold(db, pages, pack))) == ["Jean Dupuis"]


def test_surname_alone_joins_nobody_without_another_sign(db: Any, pack: LanguagePack) -> None:
    one = Made("Jean Martin, maire de Lille, sourit.")
    one.entity("Jean Martin", "person", role="maire")
    two = Made("Selon Martin, footballeur, tout va bien.")
    two.entity("Martin", "person", role="footballeur")
    assert len(people(fold(db, [one.page(), two.page()], pack))) == 2


def test_several_of_one_surname_stay_apart(db: Any, pack: LanguagePack) -> None:
    one = Made("Kim Jong Un et Kim Yo Jong.")
    one.entity("Kim Jong Un", "person", "PRK", aliases=("M. Kim",))
    one.entity("Kim Yo Jong", "person", "PRK")
    two = Made("Kim a parlé.")
    two.entity("Kim", "person", "PRK")
    assert sorted(people(fold(db, [one.page(), two.page()], pack))) == ["Kim", "Kim Jong Un", "Kim Yo Jong"]


def test_surname_first_where_the_state_writes_so(db: Any, pack: LanguagePack) -> None:
    one = Made("Kim Jong Un parle.")
    one.entity("Kim Jong Un", "person", "PRK")
    two = Made("M. Kim parle.")
    two.entity("Kim", "person", "PRK")
    assert list(people(fold(db, [one.page(), two.page()], pack))) == ["Kim Jong Un"]


@pytest.mark.parametrize(
    ("one", "two"), [("Sergueï Choïgou", "Sergueï Shoïgou"), ("Volodymyr Zelensky", "Volodymyr Zelenski")]
)
def test_spelling_variants(db: Any, pack: LanguagePack, one: str, two: str) -> None:
    pages = []
    for name in (one, two):
        made = Made(f"{name} parle.")
        made.entity(name, "person")
        pages.append(made.page())
    changes = fold(db, pages, pack)
    assert len(people(changes)) == 1
    assert changes.memberships[1].why == "spelling variant"


def test_what_most_pages_say_of_a_person_counts(db: Any, pack: LanguagePack) -> None:
    pages = []
    for number, country in enumerate(("FRA", "BEL", "BEL", "FRA", "BEL")):
        made = Made(f"{number}. Le ministre Paul Leroy ({country}) parle.")
        state = made.entity(country, "state", country)
        made.entity("Paul Leroy", "person", country, role="ministre", organisation=state)
        pages.append(made.page())
    changes = fold(db, pages, pack)
    (leroy,) = people(changes).values()
    names = {actor.id: actor.name for actor in changes.actors}
    assert (leroy.country, names[leroy.acts_for or ""]) == ("BEL", "Belgique")
    assert [m.score for m in changes.memberships if m.actor == leroy.id] == [1.0, 0.7, 0.98, 0.7, 0.7]


def test_two_of_one_name_on_one_page_are_two(db: Any, pack: LanguagePack) -> None:
    made = Made("Paul Leroy, maire, et Paul  Leroy, son fils.")
    made.entity("Paul Leroy", "person", role="maire")
    made.entity("Paul  Leroy", "person", role="fils")
    assert len(fold(db, [made.page()], pack).actors) == 2


def test_a_state_is_one_whatever_it_is_called(db: Any, pack: LanguagePack) -> None:
    one, two = Made("La Corée du Nord nie."), Made("La RPDC nie.")
    one.entity("Corée du Nord", "state", "PRK")
    two.entity("RPDC", "state", "PRK")
    changes = fold(db, [one.page(), two.page()], pack)
    assert [actor.name for actor in changes.actors] == ["Corée du Nord"]
    assert store.find_actors(db, ["rpdc"], "") == store.find_actors(db, ["pyongyang"], "") == ["a1"]


def test_bodies_act_for_their_state_and_spokesmen_for_their_body(db: Any, pack: LanguagePack) -> None:
    changes = fold(db, [spokesman("Jean Dupuis, porte-parole de la Maison Blanche.", "Jean Dupuis")], pack)
    names = {actor.id: actor.name for actor in changes.actors}
    acts_for = {actor.name: names.get(actor.acts_for or "") for actor in changes.actors}
    assert acts_for == {"Maison Blanche": "États-Unis", "Jean Dupuis": "Maison Blanche", "États-Unis": None}
    assert store.acting_for(db, store.find_actors(db, ["etats unis"], "")) == set(names)


@pytest.mark.parametrize(
    ("body", "state"), [("autorités russes", "Russie"), ("société russe", None), ("armée russe", "Russie")]
)
def test_what_is_of_the_state_acts_for_it(db: Any, pack: LanguagePack, body: str, state: str | None) -> None:
    made = Made(f"Les {body} de Moscou ont Parlé.")
    speaker = made.entity(body, "organisation", "RUS")
    made.quotation("Parlé", (speaker,), "ont")
    changes = fold(db, [made.page()], pack)
    names = {actor.id: actor.name for actor in changes.actors}
    assert next(names.get(a.acts_for or "") for a in changes.actors if a.name == body) == state


def test_a_former_office_speaks_for_nobody(db: Any, pack: LanguagePack) -> None:
    made = Made("L'ancien ministre Jean Dupuis regrette.")
    made.entity("Jean Dupuis", "person", "FRA", role="ancien ministre")
    assert [actor.acts_for for actor in fold(db, [made.page()], pack).actors] == [None]


def test_unnamed_sources_stay_each_on_its_page(db: Any, pack: LanguagePack) -> None:
    pages = []
    for day in ("lundi", "mardi"):
        made = Made(f"Une porte-parole de la Maison Blanche a parlé {day}.")
        house = made.entity("Maison Blanche", "organisation", "USA")
        speaker = made.entity("Une porte-parole", "unnamed", role="porte-parole", organisation=house)
        made.quotation(day, (speaker,), "a parlé")
        pages.append(made.page())
    unnamed = [actor for actor in fold(db, pages, pack).actors if actor.kind == "unnamed"]
    assert len(unnamed) == 2
    assert {actor.acts_for for actor in unnamed} == {"a1"}


def test_keys_fold_case_accents_hyphens_titles_and_articles(pack: LanguagePack) -> None:
    assert name_keys("M. Dupuis", pack) == name_keys("DUPUIS", pack) == {"dupuis"}
    assert name_keys("la Maison-Blanche", pack) == name_keys("Maison Blanche", pack)
    assert name_keys("Kim Jong-un", pack) == name_keys("KIM JONG UN", pack)
    assert name_keys("«»", pack) == frozenset()
    assert spelling_keys("Choïgou", pack) == frozenset()
