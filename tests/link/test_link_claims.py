"""Which event reports are one claim, and who stands where on it."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_pages import Made

from selon import store
from selon.lang import LanguagePack
from selon.link import link
from selon.link.objects import compare_objects
from selon.link.propositions import Fit, compare_times
from selon.records import Act, Changes, PageRead


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Any]:
    connection = store.connect(tmp_path / "d.selon", create=True)
    yield connection
    connection.close()


def fold(db: Any, pack: LanguagePack, *pages: PageRead) -> Changes:
    for page in pages:
        with store.transaction(db):
            store.save_raw(db, page.document.id, None, page.document.source)
            store.save_page(db, page)
            store.save_changes(db, link(store.StoredState(db), [page], pack))
    return store.fold(db)


def stances(changes: Changes) -> set[tuple[str, str, str]]:
    """Claim, name, value."""
    names = {actor.id: actor.name for actor in changes.actors}
    return {(stance.claim, names[stance.actor], stance.value) for stance in changes.stances}


def delivery(day: str | None = None, edtf: str | None = None, text: str = "", **more: Any) -> PageRead:
    """France delivers arms to Chad, according to Belgium."""
    made = Made(f"{text}Selon la Belgique, la France a livré des obus au Tchad {day or ''}.")
    belgium, france = made.entity("Belgique", country="BEL"), made.entity("France", country="FRA")
    chad = made.entity("Tchad", country="TCD")
    said = made.quotation("la France a livré des obus au Tchad", (belgium,), "Selon", **more.pop("said", {}))
    time = made.time(day, edtf) if day else None
    roles = {"supplier": france, "recipient": chad}
    made.event("livré", roles=roles, time=time, according_to=(said,), **more)
    return made.page()


def test_same_kind_roles_and_time_are_one_claim(db: Any, pack: LanguagePack) -> None:
    changes = fold(db, pack, delivery(), delivery(text="Bis. "))
    (claim,) = changes.claims
    assert len(claim.reports) == 2
    assert claim.roles == {"supplier": ("a2",), "recipient": ("a3",)}
    assert stances(changes) == {("c1", "Belgique", "asserts")}
    assert len(changes.stances[0].evidence) == 2


def test_a_dated_claim_is_narrower_than_one_without_a_date(db: Any, pack: LanguagePack) -> None:
    changes = fold(db, pack, delivery(), delivery("en 2022", "2022"), delivery("en mai 2022", "2022-05"))
    none, year, month = changes.claims
    assert none.narrower == ("c2", "c3")
    assert (year.broader, year.narrower) == (("c1",), ("c3",))
    assert month.broader == ("c1", "c2")


def test_times_that_exclude_each_other_are_two_unrelated_claims(db: Any, pack: LanguagePack) -> None:
    one, two = fold(db, pack, delivery("en mai 2022", "2022-05"), delivery("en juin 2022", "2022-06")).claims
    assert (one.broader, one.narrower, two.broader, two.narrower) == ((), (), (), ())


def test_a_candidate_set_takes_the_day_that_another_page_tells(db: Any, pack: LanguagePack) -> None:
    sets = delivery("jeudi", "[2024-06-06,2024-06-13]")
    (claim,) = fold(db, pack, sets, delivery("le 13 juin 2024", "2024-06-13")).claims
    assert claim.time == "2024-06-13"


@pytest.mark.parametrize(
    ("one", "two", "fit"),
    [
        (None, None, "same"),
        (None, "2022", "broader"),
        ("2022-11", "2022", "narrower"),
        ("2022", "2023", "apart"),
        ("2022-06/2022-08", "2022-08/2022-09", "same"),
        ("2022~", "2022-05-03", "same"),
    ],
)
def test_times(one: str | None, two: str | None, fit: Fit) -> None:
    assert compare_times(one, two) == fit


def test_a_threat_is_not_the_deed(db: Any, pack: LanguagePack) -> None:
    threat = delivery(text="Menace. ", status="threatened", factuality="PS+", said={"act": "threaten"})
    changes = fold(db, pack, delivery(), threat)
    assert [claim.modality for claim in changes.claims] == ["actual", "prospective"]
    assert stances(changes) == {("c1", "Belgique", "asserts"), ("c2", "Belgique", "threatens")}


def threat(day: str, edtf: str | None, timex: str | None = None) -> PageRead:
    made = Made(f"La Belgique a menacé {day} de livrer des armes au Tchad.")
    belgium, chad = made.entity("Belgique", country="BEL"), made.entity("Tchad", country="TCD")
    time = made.time(day, edtf, timex)
    said = made.quotation("livrer des armes au Tchad", (belgium,), "a menacé", "threaten", uttered=time)
    roles = {"supplier": belgium, "recipient": chad}
    made.event("livrer", roles=roles, status="threatened", factuality="PS+", according_to=(said,))
    return made.page()


def test_threats_of_different_days_are_apart(db: Any, pack: LanguagePack) -> None:
    changes = fold(
        db,
        pack,
        threat("lundi", "2024-06-03"),
        threat("jeudi", "2024-06-20"),
        threat("le 20 juin", "2024-06-20"),
    )
    assert [len(claim.reports) for claim in changes.claims] == [1, 2]


def test_who_denies_what_others_say(db: Any, pack: LanguagePack) -> None:
    made = Made("La Belgique affirme que la France a livré des obus au Tchad, ce que Paris nie.")
    belgium, france = made.entity("Belgique", country="BEL"), made.entity("France", country="FRA")
    chad = made.entity("Tchad", country="TCD")
    said = made.quotation("la France a livré des obus au Tchad", (belgium,), "affirme")
    made.event("livré", roles={"supplier": france, "recipient": chad}, according_to=(said,))
    made.quotation("ce que", (france,), "nie", "deny")
    assert stances(fold(db, pack, made.page())) == {("c1", "Belgique", "asserts"), ("c1", "France", "denies")}


def denial(text: str = "") -> PageRead:
    made = Made(f"{text}La France et le Tchad ont nié les allégations de la Belgique concernant les armes.")
    speakers = (made.entity("France", country="FRA"), made.entity("Tchad", country="TCD"))
    made.entity("Belgique", country="BEL")
    content = "les allégations de la Belgique concernant les armes"
    made.quotation(content, speakers, "ont nié", "deny")
    return made.page()


def test_a_denial_of_a_matter_meets_every_claim_of_the_kind(db: Any, pack: LanguagePack) -> None:
    made = Made("La France a livré des armes au Gabon.")
    france, gabon = made.entity("France", country="FRA"), made.entity("Gabon", country="GAB")
    made.event("livré", roles={"supplier": france, "recipient": gabon})
    changes = fold(db, pack, delivery(), made.page(), denial())
    assert {row for row in stances(changes) if row[2] == "denies"} == {
        ("c1", "France", "denies"),
        ("c1", "Tchad", "denies"),
    }
    assert {stance.scope for stance in changes.stances if stance.value == "denies"} == {"generic"}


def test_a_generic_denial_also_meets_claims_that_come_later(db: Any, pack: LanguagePack) -> None:
    changes = fold(db, pack, delivery(), denial(), delivery("en 2022", "2022"))
    assert ("c2", "France", "denies") in stances(changes)


def told_denial(denier: str) -> tuple[Made, dict[str, Any]]:
    made = Made(
        f"Dupuis a dit que malgré les démentis {denier} sur la vente d'armes au Tchad, tout est clair."
    )
    dupuis, chad = made.entity("Dupuis", "person"), made.entity("Tchad", country="TCD")
    content = f"malgré les démentis {denier} sur la vente d'armes au Tchad, tout est clair"
    said = made.quotation(content, (dupuis,), "a dit")
    return made, {
        "roles": {"recipient": chad},
        "status": "denied",
        "factuality": "CT-",
        "according_to": (said,),
    }


def test_a_denial_told_by_another_is_that_of_whom_it_names(db: Any, pack: LanguagePack) -> None:
    made, told = told_denial("de Paris")
    made.entity("Paris", country="FRA")
    event = made.event("vente", **told)
    changes = fold(db, pack, made.page())
    (stance,) = changes.stances
    names = {actor.id: actor.name for actor in changes.actors}
    assert (names[stance.actor], stance.value, names[stance.reported_by or ""]) == (
        "France",
        "denies",
        "Dupuis",
    )
    assert stance.evidence == (event,)


def test_nobody_denies_by_telling_of_a_denial(db: Any, pack: LanguagePack) -> None:
    made, told = told_denial("répétés")
    made.event("vente", **told)
    assert stances(fold(db, pack, made.page())) == set()


def test_the_page_takes_no_stance(db: Any, pack: LanguagePack) -> None:
    made = Made("La France a livré des armes au Tchad.")
    roles = {
        "supplier": made.entity("France", country="FRA"),
        "recipient": made.entity("Tchad", country="TCD"),
    }
    made.event("livré", roles=roles)
    assert fold(db, pack, made.page()).stances == ()


def test_relays_and_those_who_quote_are_reporters(db: Any, pack: LanguagePack) -> None:
    made = Made("Dupuis ajoute que la Belgique pense que la France a livré des obus au Tchad.")
    dupuis, belgium = made.entity("Dupuis", "person"), made.entity("Belgique", country="BEL")
    france, chad = made.entity("France", country="FRA"), made.entity("Tchad", country="TCD")
    outer = made.quotation("la Belgique pense que la France a livré des obus au Tchad", (dupuis,), "ajoute")
    inner = made.quotation("la France a livré des obus au Tchad", (belgium,), "pense", nested_in=outer)
    made.event("livré", roles={"supplier": france, "recipient": chad}, according_to=(inner,))
    changes = fold(db, pack, made.page())
    (stance,) = changes.stances
    names = {actor.id: actor.name for actor in changes.actors}
    assert (names[stance.actor], stance.value, names[stance.reported_by or ""]) == (
        "Belgique",
        "believes",
        "Dupuis",
    )


@pytest.mark.parametrize(
    ("words", "modality", "value"),
    [
        ("s'est engagée à ne pas livrer", "renounced", "asserts"),
        ("affirme ne pas avoir livré", "actual", "denies"),
        ("n'a pas livré", "actual", "denies"),
    ],
)
def test_not_to_do_is_not_to_deny(db: Any, pack: LanguagePack, words: str, modality: str, value: str) -> None:
    made = Made(f"Selon la Belgique, la France {words} des armes au Tchad.")
    belgium, france = made.entity("Belgique", country="BEL"), made.entity("France", country="FRA")
    chad = made.entity("Tchad", country="TCD")
    said = made.quotation(f"la France {words} des armes au Tchad", (belgium,), "Selon")
    roles = {"supplier": france, "recipient": chad}
    made.event(
        words.rsplit(maxsplit=1)[-1], roles=roles, status="denied", factuality="CT-", according_to=(said,)
    )
    changes = fold(db, pack, made.page())
    assert [claim.modality for claim in changes.claims] == [modality]
    assert stances(changes) == {("c1", "Belgique", value)}


def meeting(words: str, country: str, role: str, **more: Any) -> PageRead:
    made = Made(f"{words} a rencontré Kim Jong Un. Bis {more}.")
    kind: Any = "person" if role else "state"
    state = made.entity("Bis", "state", country) if role else None
    who = made.entity(words, kind, country, role=role or None, organisation=state)
    made.event("rencontré", "meeting", roles={"participants": who}, worded={"place": "Kim"})
    return made.page()


def test_a_person_is_the_state_but_not_its_other_persons(db: Any, pack: LanguagePack) -> None:
    president = meeting("Vladimir Poutine", "RUS", "président")
    minister = meeting("Sergueï Choïgou", "RUS", "ministre")
    assert len(fold(db, pack, president, minister).claims) == 2
    changes = fold(db, pack, meeting("Russie", "RUS", ""))
    assert [len(claim.reports) for claim in changes.claims] == [2, 1]


@pytest.mark.parametrize(("second", "claims"), [("XXXX-06", 2), ("XXXX-WXX-4", 1)])
def test_threats_of_a_page_without_a_date(db: Any, pack: LanguagePack, second: str, claims: int) -> None:
    made = Made("La Belgique menace jeudi d'armer le Tchad. Elle menaçait avant de livrer des armes.")
    belgium, chad = made.entity("Belgique", country="BEL"), made.entity("Tchad", country="TCD")
    roles = {"supplier": belgium, "recipient": chad}
    for day, timex, cue, words in (
        ("jeudi", "XXXX-WXX-4", "menace", "armer"), ("avant", second, "menaçait", "livrer"),
    ):  # fmt: skip
        said = made.quotation(words, (belgium,), cue, "threaten", uttered=made.time(day, None, timex))
        made.event(words, roles=roles, status="threatened", factuality="PS+", according_to=(said,))
    assert len(fold(db, pack, made.page()).claims) == claims


@pytest.mark.parametrize(
    ("one", "two", "fit"),
    [
        ("des obus d'artillerie", "des armes", "narrower"),
        ("des armes", "des missiles et des drones", "broader"),
        ("des munitions", "des obus", "broader"),
        ("des armes, dont des missiles", "de l'armement", "same"),
        ("des chars", "des chars lourds", "same"),
        ("des chars", "des missiles", "apart"),
        ("des technologies d'armement", "des armes", "apart"),
        ("des vivres", "des armes", "same"),
    ],
)
def test_objects(pack: LanguagePack, one: str, two: str, fit: Fit) -> None:
    assert compare_objects({"weapon": (one,)}, {"weapon": (two,)}, pack) == fit


def sale(weapon: str, **more: Any) -> PageRead:
    made = Made(f"La France a livré {weapon} au Tchad.")
    france, chad = made.entity("France", country="FRA"), made.entity("Tchad", country="TCD")
    made.event("livré", roles={"supplier": france, "recipient": chad}, worded={"weapon": weapon}, **more)
    return made.page()


def test_a_narrower_object_makes_a_narrower_claim(db: Any, pack: LanguagePack) -> None:
    changes = fold(db, pack, sale("des armes"), sale("des obus"), sale("de l'armement"), sale("des brevets"))
    assert [len(claim.reports) for claim in changes.claims] == [3, 1]
    assert [(claim.broader, claim.narrower) for claim in changes.claims] == [((), ("c2",)), (("c1",), ())]


def test_an_alleged_attempt_is_no_deed(db: Any, pack: LanguagePack) -> None:
    changes = fold(db, pack, sale("des armes"), sale("des  armes", status="alleged", factuality="PS+"))
    assert [claim.modality for claim in changes.claims] == ["actual", "prospective"]


def test_somebody_described_alike_is_one_in_a_claim(db: Any, pack: LanguagePack) -> None:
    pages = []
    for text in ("La France a puni un Slovaque.", "Le même jour, la France a puni un Slovaque."):
        made = Made(text)
        france, man = made.entity("France", country="FRA"), made.entity("Slovaque", "unnamed", "SVK")
        made.event("puni", "sanction", roles={"imposer": france, "target": man})
        pages.append(made.page())
    (claim,) = fold(db, pack, *pages).claims
    assert len(claim.reports) == 2


def test_what_is_dated_is_a_claim_without_an_actor_too(db: Any, pack: LanguagePack) -> None:
    made = Made("Une rencontre aura lieu le 3 mai.")
    made.event("rencontre", "meeting", time=made.time("le 3 mai", "2022-05-03"))
    (claim,) = fold(db, pack, made.page()).claims
    assert (claim.kind, claim.time, claim.roles) == ("meeting", "2022-05-03", {})


@pytest.mark.parametrize(
    ("act", "status", "factuality", "wanted"),
    [
        ("concern", "asserted", "CT+", {"concerned"}),
        ("concern", "possible", "PS+", {"fears"}),
        ("assert", "hypothetical", "Uu", set()),
    ],
)
def test_one_fears_what_may_come(
    db: Any, pack: LanguagePack, act: Any, status: Any, factuality: Any, wanted: set[str]
) -> None:
    changes = fold(db, pack, delivery(said={"act": act}, status=status, factuality=factuality))
    assert {stance.value for stance in changes.stances} == wanted


def test_what_harms_on_a_condition_is_threatened(db: Any, pack: LanguagePack) -> None:
    made = Made("La France annonce qu'elle punira le Tchad si cela est approprié.")
    france, chad = made.entity("France", country="FRA"), made.entity("Tchad", country="TCD")
    said = made.quotation("elle punira le Tchad si cela est approprié", (france,), "annonce", "announce")
    roles = {"imposer": france, "target": chad}
    made.event(
        "punira", "sanction", roles=roles, status="hypothetical", factuality="Uu", according_to=(said,)
    )
    made.events[0] = dataclasses.replace(made.events[0], condition=(made.span("si cela est approprié"),))
    assert stances(fold(db, pack, made.page())) == {("c1", "France", "threatens")}


def test_every_merge_has_a_score_and_a_reason(db: Any, pack: LanguagePack) -> None:
    first, second, third = delivery("en mai", "2022-05"), delivery("en mai 2022", "2022-05"), delivery()
    dated, undated = fold(db, pack, first, second, third, delivery(text="Bis. ")).claims
    assert [(join.score, join.why) for join in dated.joins] == [
        (1.0, "first report"),
        (0.95, "same roles and time"),
    ]
    assert [(join.score, join.why) for join in undated.joins] == [
        (1.0, "first report"),
        (0.85, "same roles, no time told"),
    ]
    assert tuple(join.report for join in dated.joins) == dated.reports


def warning(text: str, day: str, *, told: bool) -> PageRead:
    """Belgium warns on a day against a delivery to Chad, by France where that is told."""
    made = Made(
        f"{text} La Belgique a averti {day} que livrer des armes au Tchad serait grave pour la France."
    )
    belgium, chad = made.entity("Belgique", country="BEL"), made.entity("Tchad", country="TCD")
    roles = {"recipient": chad} | ({"supplier": made.entity("France", country="FRA")} if told else {})
    time = made.time(day, {"lundi": "2024-06-03", "mardi": "2024-06-04"}[day])
    content = "livrer des armes au Tchad serait grave"
    said = made.quotation(content, (belgium,), "a averti", "warn", uttered=time)
    made.event("livrer", roles=roles, status="hypothetical", factuality="Uu", according_to=(said,))
    return made.page()


@pytest.mark.parametrize(("day", "claims"), [("lundi", 1), ("mardi", 2)])
def test_one_utterance_in_two_wordings_is_one_claim(
    db: Any, pack: LanguagePack, day: str, claims: int
) -> None:
    changes = fold(db, pack, warning("Un.", "lundi", told=True), warning("Deux.", day, told=False))
    assert len(changes.claims) == claims
    joins = [join.why for claim in changes.claims for join in claim.joins]
    assert ("one utterance in other words" in joins) is (claims == 1)


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("ne livrerait pas", "renounced"),
        ("ne livrera pas", "renounced"),
        ("n'enverront plus", "renounced"),
        ("ne livrait pas", "actual"),
        ("ne tirait pas", "actual"),
        ("ne libérait pas", "actual"),
        ("n'a pas livré", "actual"),
    ],
)
def test_what_will_not_be_is_renounced(db: Any, pack: LanguagePack, words: str, modality: str) -> None:
    made = Made(f"La France dit qu'elle {words} d'armes au Tchad.")
    france, chad = made.entity("France", country="FRA"), made.entity("Tchad", country="TCD")
    said = made.quotation(f"elle {words} d'armes au Tchad", (france,), "dit")
    verb = next(word for word in words.replace("n'", "ne ").split()[::-1] if word not in ("pas", "plus"))
    roles = {"supplier": france, "recipient": chad}
    made.event(verb, roles=roles, status="denied", factuality="CT-", according_to=(said,))
    changes = fold(db, pack, made.page())
    assert [claim.modality for claim in changes.claims] == [modality]
    assert {row[2] for row in stances(changes)} == {"commits" if modality == "renounced" else "denies"}


def test_a_changed_stance_is_kept_as_a_sequence(db: Any, pack: LanguagePack) -> None:
    said_on: list[tuple[Act, str, str]] = [
        ("deny", "lundi", "2024-06-03"),
        ("assert", "mardi", "2024-06-04"),
        ("deny", "jeudi", "2024-06-06"),
    ]
    pages = []
    for act, day, edtf in said_on:
        made = Made(f"La France a dit {day} de la livraison de chars au Tchad que oui ou non.")
        france, chad = made.entity("France", country="FRA"), made.entity("Tchad", country="TCD")
        said = made.quotation(
            "la livraison de chars au Tchad", (france,), "a dit", act, uttered=made.time(day, edtf)
        )
        roles = {"supplier": france, "recipient": chad}
        made.event("livraison", roles=roles, according_to=(said,))
        pages.append(made.page())
    changes = fold(db, pack, *pages)
    assert len(changes.claims) == 1
    assert [(stance.value, stance.uttered) for stance in changes.stances] == [
        ("denies", "2024-06-03"),
        ("asserts", "2024-06-04"),
        ("denies", "2024-06-06"),
    ]


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("exige l'arrêt de la visite", "renounced"),
        ("exige de suspendre toute visite", "renounced"),
        ("exige de mettre fin à la visite", "renounced"),
        ("exige fin mars une visite", "prospective"),
        ("exige, à la fin de la visite", "prospective"),
        ("exige une visite", "prospective"),
    ],
)
def test_who_demands_the_end_of_it_does_not_demand_it(
    db: Any, pack: LanguagePack, words: str, modality: str
) -> None:
    made = Made(f"La Belgique {words} de la France.")
    belgium, france = made.entity("Belgique", country="BEL"), made.entity("France", country="FRA")
    said = made.quotation(words.removeprefix("exige").strip(" ,"), (belgium,), "exige", "demand")
    roles = {"visitor": france}
    made.event("visite", "visit", roles=roles, status="hypothetical", factuality="Uu", according_to=(said,))
    changes = fold(db, pack, made.page())
    assert [claim.modality for claim in changes.claims] == [modality]
    assert {row[2] for row in stances(changes)} == {"demands"}


@pytest.mark.parametrize(
    ("content", "event", "rule", "value"),
    [
        ("la frappe de la France", "frappe", "fr/frappe/raid", "opposes"),
        ("le silence de ses voisins sur la frappe de la France", "frappe", "fr/frappe/raid", "asserts"),
        ("la France a frappé hier", "frappé", "fr/frapper/strike", "asserts"),
    ],
)
def test_what_is_condemned_is_what_the_words_open_with(
    db: Any, pack: LanguagePack, content: str, event: str, rule: str, value: str
) -> None:
    made = Made(f"La Belgique dénonce {content}.")
    belgium, france = made.entity("Belgique", country="BEL"), made.entity("France", country="FRA")
    said = made.quotation(content, (belgium,), "dénonce", "condemn")
    made.event(event, "attack", roles={"attacker": france}, according_to=(said,))
    made.events[0] = dataclasses.replace(made.events[0], rule=rule)
    assert stances(fold(db, pack, made.page())) == {("c1", "Belgique", value)}


def test_who_forbids_is_against_it(db: Any, pack: LanguagePack) -> None:
    made = Made("La Belgique a interdit de livrer des armes à la France.")
    belgium, france = made.entity("Belgique", country="BEL"), made.entity("France", country="FRA")
    said = made.quotation("livrer des armes", (belgium,), "a interdit", "demand")
    roles = {"recipient": france}
    made.event("livrer", roles=roles, status="hypothetical", factuality="Uu", according_to=(said,))
    assert stances(fold(db, pack, made.page())) == {("c1", "Belgique", "opposes")}
