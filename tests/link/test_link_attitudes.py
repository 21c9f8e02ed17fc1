"""Attitudes that stand beside the reporting clause, and where there is none."""

from pathlib import Path
from typing import Any

import pytest
from made_pages import Made

from selon import store
from selon.lang import LanguagePack
from selon.link import link
from selon.link.attitudes import held_within, is_question, named_by_noun, told_by_verb
from selon.records import Changes, PageRead


@pytest.fixture
def db(tmp_path: Path) -> Any:
    connection = store.connect(tmp_path / "d.selon", create=True)
    yield connection
    connection.close()


def fold(db: Any, page: PageRead, pack: LanguagePack) -> Changes:
    with store.transaction(db):
        store.save_raw(db, page.document.id, None, page.document.source)
        store.save_page(db, page)
        store.save_changes(db, link(store.StoredState(db), [page], pack))
    return store.fold(db)


def sale(text: str, status: Any = "alleged", **more: Any) -> Made:
    """A page of the sale (*vente*) to Chad, of which France may speak."""
    made = Made(text)
    if "France" in text:
        made.entity("France", country="FRA")
    chad = made.entity("Tchad", country="TCD")
    made.event("vente", roles={"recipient": chad}, status=status, **more)
    return made


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Les accusations de la France sur la vente de chars au Tchad étonnent.", "accuse"),
        ("Les accusations de la France, concernant la vente de chars au Tchad, étonnent.", None),
        ("Les accusations de la France étonnent. La vente de chars au Tchad aura lieu.", None),
        ("La crainte de la France d’une vente de chars au Tchad grandit.", "concern"),
        ("Les accusations pleuvent quand on apprend hier soir à la radio de Paris la vente au Tchad.", None),
        ("Aucune accusation de la France sur la vente de chars au Tchad.", None),
        ("L'accusation de la France sur la vente de chars au Tchad étonne.", "accuse"),
    ],
)
def test_a_noun_reaches_the_event_in_its_phrase(text: str, act: str | None, pack: LanguagePack) -> None:
    page = sale(text).page()
    named = named_by_noun(page, page.analysis.events[0], pack)
    assert (named.act if named else None) == act


def test_the_noun_tells_whose_stance_it_is(db: Any, pack: LanguagePack) -> None:
    changes = fold(db, sale("Les accusations de la France sur la vente au Tchad.").page(), pack)
    names = {actor.id: actor.name for actor in changes.actors}
    assert [(names[s.actor], s.value, s.reported_by) for s in changes.stances] == [
        ("France", "alleges", None)
    ]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("La France a promis une vente de chars au Tchad.", "promise"),
        ("La France, a promis, une vente de chars au Tchad.", None),
        ("La France a étudié une vente de chars au Tchad.", None),
        ("Le voisin de la France a condamné la vente de chars au Tchad.", None),
        ("La France condamne la vente de chars au Tchad.", "condemn"),
        ("La France n'a pas promis une vente de chars au Tchad.", None),
        ("La France a été menacée de vente de chars au Tchad.", None),
        ("La France menacée d'une vente de chars au Tchad rit.", None),
        ("La France, et le Tchad menacé d'une vente de chars.", None),
        ("La France menace d'une vente de chars au Tchad.", "threaten"),
    ],
)
def test_a_verb_of_the_narration(text: str, act: str | None, pack: LanguagePack) -> None:
    page = sale(text, "planned").page()
    told = told_by_verb(page, page.analysis.events[0], pack)
    assert (told.act if told else None) == act


def concern(content: str, pack: LanguagePack, act: Any = "concern") -> str | None:
    made = Made(f"Dupuis a dit que {content} hier soir.")
    made.entity("Dupuis", "person")
    for name in ("France", "Tchad"):
        if name in content:
            made.entity(name, country=name[:3].upper())
    made.quotation(content, (made.entities[0].id,), "a dit", act)
    page = made.page()
    mention = held_within(page, page.analysis.quotations[0], pack)
    return page.document.text[mention.start : mention.end] if mention else None


def test_who_feels_within_what_is_said(pack: LanguagePack) -> None:
    assert concern("la France était préoccupée par la vente au Tchad", pack) == "France"
    assert concern("la vente est une source d'inquiétude pour la France", pack) == "France"
    assert concern("nous sommes préoccupés par la vente de la France", pack) is None
    assert concern("la France était préoccupée par la vente au Tchad", pack, "assert") is None


@pytest.mark.parametrize(
    ("content", "asks"),
    [
        ("la vente aura-t-elle lieu ?", True),
        ("la vente à M. Dupuis aura-t-elle lieu ?", True),
        ("la vente aura lieu. Pourquoi ?", False),
        ("la vente aura lieu", False),
    ],
)
def test_questions(content: str, asks: bool, pack: LanguagePack) -> None:
    made = Made(f"Il a dit : {content}")
    made.quotation(content, (), "a dit")
    page = made.page()
    assert is_question(page, page.analysis.quotations[0], made.span("vente")[0], pack) is asks


def test_an_accuser_has_no_part_in_the_event(db: Any, pack: LanguagePack) -> None:
    made = Made("Les accusations de la France sur la vente au Tchad.")
    france, chad = made.entity("France", country="FRA"), made.entity("Tchad", country="TCD")
    made.event("vente", roles={"supplier": france, "recipient": chad}, status="alleged")
    (claim,) = fold(db, made.page(), pack).claims
    assert list(claim.roles) == ["recipient"]
