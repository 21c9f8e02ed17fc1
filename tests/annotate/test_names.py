"""Names, descriptions and pronouns on sentences made for the purpose, and on the five pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selon.annotate.names import find_mentions, mention_of
from selon.annotate.parsing import parse
from selon.extract import extract
from selon.lang import LanguagePack
from selon.records import Block, Document, Entity, Mention, Published, RawPage, document_id

pytestmark = pytest.mark.parser

Reading = tuple[str, tuple[Mention, ...], dict[str, Entity]]
Read = Callable[[str], Reading]


def _document(text: str) -> Document:
    return Document(
        id=document_id(text.encode()),
        source="made.txt",
        url=None,
        retrieved=None,
        media_type="text/plain",
        charset="utf-8",
        title=None,
        publisher=None,
        authors=(),
        agencies=(),
        language="fr",
        published=Published(),
        text=text,
        blocks=(Block(0, len(text), "body"),) if text else (),
    )


@pytest.fixture(scope="module")
def read(pack: LanguagePack, parser: Any) -> Read:
    def reading(text: str) -> Reading:
        document = _document(text)
        mentions, entities = find_mentions(document, parse(document, pack, parser), pack)
        return text, mentions, {entity.id: entity for entity in entities}

    return reading


def _who(reading: Reading, words: str, nth: int = 0) -> str | None:
    """The name of the entity that the nth stretch of `words` stands for; null when it is no mention."""
    text, mentions, entities = reading
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    mention = mention_of(mentions, (start, start + len(words)))
    return entities[mention.entity].name if mention else None


def _entity(reading: Reading, name: str) -> Entity:
    return next(entity for entity in reading[2].values() if entity.name == name)


def test_a_person_by_role_full_name_title_and_surname(read: Read) -> None:
    reading = read(
        "Le porte-parole de la Maison Blanche, Paul Harding, a parlé lundi. "
        "M. Harding a dit que tout allait bien. "
        "Harding a ensuite quitté la salle."
    )
    assert {_who(reading, words) for words in ("Le porte-parole", "M. Harding", "Harding a ensuite")} == {
        "Paul Harding"
    }
    person = _entity(reading, "Paul Harding")
    assert (person.kind, person.country, person.aliases) == ("person", "USA", ("M. Harding", "Harding"))
    mention = next(m for m in reading[1] if m.role == "porte-parole")
    assert mention.organisation is not None
    assert reading[2][mention.organisation].name == "Maison Blanche"
    assert reading[0][mention.start : mention.end] == "Le porte-parole de la Maison Blanche, Paul Harding"


def test_a_role_before_and_an_apposition_after_the_name(read: Read) -> None:
    reading = read(
        "Le président russe Vladimir Ivanov est arrivé. Anne Lebrun, directrice de l'agence, l'a reçu. "
        "Le président russe a remercié la directrice."
    )
    assert _who(reading, "Le président russe", 1) == "Vladimir Ivanov"
    assert _who(reading, "la directrice") == "Anne Lebrun"
    assert _entity(reading, "Vladimir Ivanov").country == "RUS"


def test_first_names_keep_two_of_a_surname_apart(read: Read) -> None:
    reading = read("Kim Jong-un a reçu Kim Yo Jong. Kim Jong Un a salué les soldats.")
    assert _who(reading, "Kim Jong-un") == _who(reading, "Kim Jong Un") == "Kim Jong-un"
    assert _who(reading, "Kim Yo Jong") == "Kim Yo Jong"


def test_surnames_in_capitals_and_with_particles(read: Read) -> None:
    reading = read(
        "Antoine LEGRAND a écrit à Bernard de La Tour. M. Legrand attend la réponse de M. de La Tour."
    )
    assert _who(reading, "M. Legrand") == "Antoine LEGRAND"
    assert _who(reading, "Bernard de La Tour") == "Bernard de La Tour"


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("Rare soutien officiel, le maire Jean Dupont a estimé que la visite était utile.", "Rare", None),
        ("Farouche opposant à la guerre, Ahmet Kaya a parlé.", "Farouche", None),
        ("Brève rencontre à Moscou, a dit Ahmet Kaya.", "Brève", None),
        ("Quatre d'entre eux avaient été mis en examen.", "Quatre", None),
        ("Véran prêt à injecter six milliards.", "Véran", "Véran"),
        ("Capriles favorable à une enquête. Henrique Capriles a parlé.", "Capriles", "Henrique Capriles"),
        ("Renault voiture de l'année. Selon Renault, les ventes montent.", "Renault", "Renault"),
        ("Paris intra-muros sera fermé, dit la maire.", "Paris", "France"),
    ],
)
def test_a_word_that_only_opens_a_sentence_is_no_name(
    read: Read, text: str, word: str, who: str | None
) -> None:
    assert _who(read(text), word) == who


def test_a_headline_in_capitals_makes_no_persons(read: Read) -> None:
    reading = read("LES ÉTATS-UNIS METTENT EN GARDE LA CORÉE DU NORD CONTRE TOUTE LIVRAISON")
    assert {entity.kind for entity in reading[2].values()} <= {"state", "document"}
    assert {entity.country for entity in reading[2].values() if entity.kind == "state"} == {"USA", "PRK"}


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        ("Moscou dément avoir reçu des munitions.", "Moscou", "Russie"),
        ("L'accord que nient Moscou et Pyongyang existe.", "Pyongyang", "Corée du Nord"),
        ("Il s'agit de vendre des obus à Moscou.", "Moscou", "Russie"),
        ("Les démentis de Pyongyang n'ont convaincu personne.", "Pyongyang", "Corée du Nord"),
        ("Les relations entre Séoul et Tokyo se réchauffent.", "Séoul", "Corée du Sud"),
        ("Paul est arrivé à Moscou mardi.", "Moscou", None),
        ("Elle parlait depuis Washington.", "Washington", None),
        ("Il vit dans la banlieue de Londres.", "Londres", None),
        ("WASHINGTON, 3 mai (Agence) -- Rien n'est décidé.", "WASHINGTON", None),
        ("Le maire de Paris a pris la parole.", "Paris", None),
    ],
)
def test_a_capital_is_its_state_when_it_acts(read: Read, text: str, words: str, state: str | None) -> None:
    text, mentions, entities = read(text)
    start = text.index(words)
    found = [entities[m.entity].name for m in mentions if (m.start, m.end) == (start, start + len(words))]
    assert found == ([state] if state else [])


def test_institutions_are_organisations_of_their_own(read: Read) -> None:
    reading = read("La Maison-Blanche et le Kremlin se taisent. Selon KCNA, les États-Unis mentent.")
    kinds = {entity.name: (entity.kind, entity.country) for entity in reading[2].values()}
    assert kinds == {
        "Maison-Blanche": ("organisation", "USA"),
        "Kremlin": ("organisation", "RUS"),
        "KCNA": ("organisation", None),
        "États-Unis": ("state", "USA"),
    }


def test_a_name_inside_a_longer_one_is_no_state(read: Read) -> None:
    reading = read("Air France et la région Hauts-de-France ont signé un contrat.")
    assert all(entity.kind != "state" for entity in reading[2].values())


def test_demonyms_stand_for_their_state(read: Read) -> None:
    reading = read("Les soldats nord-coréens ont rejoint l'armée russe.")
    demonyms = [reading[2][m.entity].country for m in reading[1] if m.kind == "demonym"]
    assert demonyms == ["PRK", "RUS"]
    assert _entity(reading, "armée russe").country == "RUS"


def test_an_acronym_finds_its_full_name(read: Read) -> None:
    reading = read("L'Agence lunaire de recherche (ALR) a publié un plan. Pour l'ALR, tout est prêt.")
    assert _who(reading, "l'ALR, tout") == "Agence lunaire de recherche (ALR)"


def test_an_unnamed_source_stays_unnamed_and_is_taken_up(read: Read) -> None:
    reading = read(
        "Une porte-parole du département d'État a parlé lundi. La porte-parole a refusé de préciser la date."
    )
    name = "porte-parole du département d'État"
    assert _who(reading, "La porte-parole") == _who(reading, "Une porte-parole") == name
    assert _entity(reading, name).kind == "unnamed"
    assert _entity(reading, name).aliases == ()


def test_a_description_before_the_name_is_the_person(read: Read) -> None:
    reading = read(
        "La maire de Nantes proteste.\nLa maire PS de Nantes, Jeanne Rolland, a écrit au ministre."
    )
    assert _who(reading, "La maire de Nantes") == "Jeanne Rolland"


def test_a_portfolio_is_no_body(read: Read) -> None:
    reading = read(
        "Le ministre de l'Intérieur, Paul Harding, a salué la police. Il a ensuite reçu la presse."
    )
    assert {entity.name for entity in reading[2].values() if entity.kind == "person"} == {"Paul Harding"}
    assert all(entity.name != "Intérieur" for entity in reading[2].values())


def test_a_minister_of_one_country_is_not_that_of_another(read: Read) -> None:
    reading = read(
        "Le ministre russe de la Défense, Sergueï Ivanov, est à Minsk. "
        "Le ministre ukrainien de la Défense a protesté. Le ministre russe de la Défense n'a pas répondu."
    )
    assert _who(reading, "Le ministre ukrainien") == "ministre ukrainien de la Défense"
    assert _who(reading, "Le ministre russe", 1) == "Sergueï Ivanov"


def test_pronouns_agree_in_gender_and_prefer_who_spoke(read: Read) -> None:
    reading = read(
        "Le ministre Paul Harding a reçu Anne Lebrun mardi. "
        '"Nous avons bien travaillé", a-t-il déclaré. "Le texte est prêt", a-t-elle ajouté.'
    )
    assert _who(reading, "il déclaré") == "Paul Harding"
    assert _who(reading, "elle ajouté") == "Anne Lebrun"


def test_an_impersonal_pronoun_stands_for_nobody(read: Read) -> None:
    reading = read("Paul Harding est venu. Il faut attendre. Il y a du monde. Il s'agit d'un début.")
    assert [m for m in reading[1] if m.kind == "pronoun"] == []


def test_who_and_the_latter(read: Read) -> None:
    reading = read("Paul Harding, qui dirige l'agence, a vu Marc Lebrun. Ce dernier a refusé de répondre.")
    assert _who(reading, "qui") == "Paul Harding"
    assert _who(reading, "Ce dernier") == "Marc Lebrun"


def test_a_paper_speaks_for_who_made_it(read: Read) -> None:
    reading = read("Selon une étude de l'Insee, les prix montent.")
    assert _who(reading, "une étude") == "Insee"


def test_an_office_that_two_persons_may_hold_is_given_to_neither(read: Read) -> None:
    reading = read(
        "Park Chan Un a écrit à Boris Vassiliev. M. Park a promis au président turc de l'aider. "
        "Le président turc a remercié."
    )
    assert _who(reading, "président turc") == "président turc"


def test_a_country_told_later_on_the_page_counts(read: Read) -> None:
    reading = read(
        "Park Chan Un a écrit à Emre Demir. Le dirigeant grec a promis de l'aider. "
        "Le président turc Emre Demir a remercié."
    )
    assert _entity(reading, "Emre Demir").country == "TUR"
    assert _who(reading, "Le dirigeant grec") == "Park Chan Un"


def test_somebody_of_a_nation_is_a_person_and_taken_up(read: Read) -> None:
    reading = read("Paul Durand a parlé. Oslo a puni un Slovaque. L'homme aurait vendu des armes.")
    person = _entity(reading, "Slovaque")
    assert (person.kind, person.country) == ("unnamed", "SVK")
    assert _who(reading, "L'homme") == "Slovaque"


def test_a_time_is_nobody(read: Read) -> None:
    reading = read("La veille, Oslo et Stockholm avaient conclu un accord.")
    assert {entity.name for entity in reading[2].values()} == {"Norvège", "Suède", "accord"}


def test_a_name_that_ends_like_an_article_takes_no_noun(read: Read) -> None:
    reading = read("En mars, Park Chan Un rencontre Emma Larsen.")
    assert {entity.name for entity in reading[2].values()} == {"Park Chan Un", "Emma Larsen"}


@pytest.mark.parametrize(("body", "country"), [("Le département d'État", "USA"), ("La mairie", None)])
def test_an_office_is_of_the_body_that_the_page_names(read: Read, body: str, country: str | None) -> None:
    reading = read(f"Le secrétaire d'État Anton Berg a averti Oslo. {body} a publié ses propos.")
    assert _entity(reading, "Anton Berg").country == country


def test_a_group_of_states_by_its_adjective(read: Read) -> None:
    reading = read("Les sanctions occidentales pèsent sur Oslo.")
    assert _who(reading, "occidentales") == "Occident"


def test_a_pronoun_in_somebodys_words_is_not_who_says_them(read: Read) -> None:
    reading = read(
        "Boris Petrov a reçu Emma Larsen. "
        "Le porte-parole Paul Durand a déclaré lundi : « Il supplie tout le monde. »"
    )
    assert _who(reading, "Il supplie") == "Boris Petrov"


def test_reading_is_the_same_twice_and_ids_are_of_the_page(read: Read, pack: LanguagePack) -> None:
    text = "M. Harding et la ministre Anne Lebrun ont salué Moscou. Elle a souri à M. Harding."
    assert read(text) == read(text)
    _, mentions, entities = read(text)
    prefix = document_id(text.encode()).removeprefix("sha256:")[:12]
    assert all(m.id.startswith(f"{prefix}:m:{m.start}-{m.end}") for m in mentions)
    assert all(m.entity in entities for m in mentions)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)


WORDS = [
    "M.",
    "Kim",
    "Moscou",
    "à",
    "Le",
    "président",
    "russe",
    "qui",
    "il",
    "dit",
    "(ABC)",
    ",",
    "«",
    "»",
    "a-t-il",
]
WORDS += [
    "de",
    "l'",
    "d’",
    "selon",
    "NORD",
    "Corée",
    "du",
    "un",
    "des",
    "deux",
    "Jean-",
    "\u00a0",
    "\n",
    ".",
    "-",
    "Élysée",
]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_and_spans_lie_in_it(read: Read, text: str) -> None:
    text, mentions, entities = read(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert len({m.id for m in mentions}) == len(mentions)
    assert {m.organisation for m in mentions if m.organisation} | {m.entity for m in mentions} == set(
        entities
    )
    assert all(entity.name for entity in entities.values())


def _page(shared: Path, number: str, pack: LanguagePack, parser: Any) -> Reading:
    path = next((shared / "seeds").glob(f"{number}_*.txt"))
    document = extract(RawPage(str(path), path.read_bytes(), media_type="text/plain"), pack)
    assert isinstance(document, Document)
    mentions, entities = find_mentions(document, parse(document, pack, parser), pack)
    return document.text, mentions, {entity.id: entity for entity in entities}


@pytest.mark.parametrize(
    ("number", "persons"),
    [
        ("000", {"John Kirby": "USA", "Vladimir Poutine": "RUS"}),
        (
            "001",
            {
                "John Kirby": "USA",
                "Vladimir Poutine": "RUS",
                "Kim Jong-un": "PRK",
                "Antony Blinken": "USA",
                "Matthew Miller": "USA",
            },
        ),
        (
            "002",
            {"John Kirby": "USA", "Sergueï Shoïgou": "RUS", "Kim Jong Un": None, "Vladimir Poutine": "RUS"},
        ),
        ("003", {"Vladimir Poutine": "RUS", "Matthew Miller": "USA", "Kim Jong-un": None}),
        ("004", {"Kim Jong Un": "PRK", "Vladimir Poutine": "RUS"}),
    ],
)
def test_the_five_pages_name_these_persons_once_each(
    shared: Path, pack: LanguagePack, parser: Any, number: str, persons: dict[str, str | None]
) -> None:
    _, _, entities = _page(shared, number, pack, parser)
    found = {e.name: e.country for e in entities.values() if e.kind == "person"}
    assert {name: found.get(name) for name in found} == {
        name: country for name, country in persons.items() if name in found
    }
    assert set(found) >= set(persons) - {"Kim Jong-un" if number == "003" else ""}


@pytest.mark.parametrize(
    ("number", "start", "name"),
    [
        ("000", 218, "John Kirby"),
        ("000", 986, "John Kirby"),
        ("000", 1289, "John Kirby"),
        ("001", 2172, "John Kirby"),
        ("002", 1388, "John Kirby"),
        ("004", 145, "porte-parole du département d'État américain"),
    ],
)
def test_the_spokesman_is_who_he_is(
    shared: Path, pack: LanguagePack, parser: Any, number: str, start: int, name: str
) -> None:
    _, mentions, entities = _page(shared, number, pack, parser)
    assert name in {entities[m.entity].name for m in mentions if m.start <= start < m.end}


def test_what_a_matter_is_named_after_is_the_name(read: Read) -> None:
    reading = read("Affaire Harding : Paul Harding relaxé. Meurtre d'Amélie : une enquête est ouverte.")
    assert _who(reading, "Harding") == "Paul Harding"
    assert not any(name.startswith(("Affaire", "Meurtre")) for name in _names(reading))


def test_a_first_name_that_is_a_noun_too_stays_with_its_name(read: Read) -> None:
    reading = read("Invitée mardi, Marine Durand a parlé. La marine a tiré sur Marine Durand.")
    assert _who(reading, "Marine Durand") == "Marine Durand"


def test_a_surname_of_two_persons_is_no_alias(read: Read) -> None:
    reading = read("Paul Harding et Zorgia Harding sont là. M. Harding a parlé. M. Harding a souri.")
    assert "Harding" not in [alias for entity in reading[2].values() for alias in entity.aliases]
    reading = read("Paul Harding est là. Harding a parlé.")
    assert "Harding" in [alias for entity in reading[2].values() for alias in entity.aliases]


def test_bodies_under_one_noun_are_apart_by_their_complements(read: Read) -> None:
    text = "L'office fédéral de la santé a dit non. L'office fédéral de la justice a dit oui. "
    reading = read(text + "L'office fédéral de la santé a insisté.")
    assert _who(reading, "L'office", 0) == _who(reading, "L'office", 2)
    assert _who(reading, "L'office", 0) != _who(reading, "L'office", 1)


def test_groups_of_two_nations_are_two(read: Read) -> None:
    text = "Les garde-côtes turcs ont accusé les garde-côtes grecs. Les garde-côtes grecs ont nié."
    _, mentions, entities = read(text)
    groups = {
        mention.start: mention.entity for mention in mentions if entities[mention.entity].kind == "group"
    }
    assert groups[0] != groups[text.index("les garde")] == groups[text.index("Les garde", 5)]


def test_an_acronym_gives_its_body_the_name_it_stands_for(read: Read) -> None:
    reading = read("La ligne est coupée, a dit la RTZ (régie des trams zurichois). La RTZ s'excuse.")
    entity = next(entity for entity in reading[2].values() if "RTZ" in (entity.name, *entity.aliases))
    assert "régie des trams zurichois" in (entity.name, *entity.aliases)


def test_a_noun_for_the_kind_of_another_has_no_name_beside_it(read: Read) -> None:
    reading = read("Lors d'une conférence de presse Paul Harding, préfet de l'Oise, a souri.")
    assert _who(reading, "Paul Harding") == "Paul Harding"
    assert _who(reading, "préfet de l'Oise") in (None, "Paul Harding")


def test_a_former_office_is_one_of_its_noun(read: Read) -> None:
    reading = read("Paul Harding, animateur, est parti. L'ex-animateur a dit non.")
    assert _who(reading, "L'ex-animateur") == "Paul Harding"


def _names(reading: Reading) -> list[str]:
    return [entity.name for entity in reading[2].values()]
