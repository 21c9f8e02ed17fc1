"""Who is meant by a description, pronoun or short name, and where nobody is."""

from collections.abc import Callable
from typing import Any

import pytest

from selon.annotate.names import find_mentions
from selon.annotate.parsing import parse
from selon.lang import LanguagePack

from .pages import page

pytestmark = pytest.mark.parser

Who = Callable[[str, str], str | None]

CASES = [
    # text, the words asked for (the last stretch of them), whom they stand for
    (
        "© Marc Delmas, AFP\nAnne Lebrun est arrivée. Elle a parlé aux élus. Il pleut. Le maire a souri.",
        "Marc Delmas",
        None,
    ),
    ("Marc Delmas, AFP, est arrivé lundi. Il a souri.", "Il", "Marc Delmas"),
    ("Paul Harding a parlé. Il est encore temps de partir.", "Il est", None),
    ("Paul Harding a parlé. Il n'y avait pas de file.", "Il n", None),
    ("Paul Harding a parlé. Il est certain de gagner sans peine.", "Paul Harding", "Paul Harding"),
    ("Paul Harding a parlé. Il reste trois jours.", "Il reste", None),
    ("Paul Harding est arrêté. Aucun suspect n'a parlé.", "suspect n", None),
    ("Paul Harding a parlé. Il est arrivé hier.", "Il est", "Paul Harding"),
    ("Paul Harding a parlé. Le bâtiment a ouvert en mai. Il abrite une école.", "Il abrite", None),
    ("Paul Harding a ouvert le bâtiment en mai. Il habite à côté.", "Il habite", "Paul Harding"),
    ("Le bâtiment que Paul Harding voulait a brûlé. Il est en deuil, a-t-il dit.", "il dit", "Paul Harding"),
    ("Anne Lebrun est venue. Paul Harding défend le droit existant qui protège.", "qui", None),
    ("Anne Lebrun a salué Paul Harding, qui souriait.", "qui", "Paul Harding"),
    (
        "Marie Ortiz, la sœur du président Paul Harding, a parlé. M. Harding se tait.",
        "M. Harding",
        "Paul Harding",
    ),
    (
        "Le secrétaire d'État Paul Harding a parlé. Le secrétaire d'État est parti.",
        "Le secrétaire",
        "Paul Harding",
    ),
    ("Le ministre de la Santé Paul Harding a parlé.", "la Santé", None),
    (
        "Le directeur général de la Santé, Paul Harding, a écrit au directeur général de l'Unicef.",
        "directeur général de l'Unicef",
        "directeur général de l'Unicef",
    ),
    (
        "Le président de la région Bretagne, Paul Harding, a dit oui. Le président de la République non.",
        "Le président de la République",
        "président de la République",
    ),
    (
        "Le président de la région Bretagne, Paul Harding, a dit oui. Le président a dit merci.",
        "Le président",
        "Paul Harding",
    ),
    ("Le ministre Paul Harding a reçu le Premier ministre.", "le Premier ministre", "Premier ministre"),
    (
        "Paul Harding, le Premier ministre, a parlé. Le Premier ministre a ri.",
        "Le Premier ministre",
        "Paul Harding",
    ),
    ("François Delmas est mort. Le pape François a prié.", "Le pape", "François"),
    ("François Delmas est venu avec son frère. François a ri.", "François", "François Delmas"),
    ("Kim Jong-un a dit oui. Kim Yo-jong, sa sœur, a dit non. M. Kim est parti.", "M. Kim", "Kim Jong-un"),
    ("Le chef de Massy a été arrêté. Il a nié.", "Massy", None),
    ("Les proches de Delmas se taisent. Marc Delmas aussi.", "Delmas se", "Marc Delmas"),
    ("Me Lebrun, le gardien de la paix et le témoin ont parlé.", "le gardien", "gardien de la paix"),
    ("Le maréchal Paul Harding, chef de l'armée de l'Est, a parlé.", "chef de l'armée", "Paul Harding"),
    ('"Oui", a déclaré à l\'AFP Marie Ortiz.', "Marie Ortiz", "Marie Ortiz"),
    ("La porte-parole de la Maison Blanche Blanche Ortiz a parlé.", "Blanche Ortiz", None),
    ("Les cas ont doublé au cours de la semaine.", "cours de la semaine", None),
    ("L'accord a été signé dans le cadre de la visite.", "le cadre", None),
    ("Un cadre de la banque a parlé.", "Un cadre", "cadre de la banque"),
    ("Il défend la réforme des retraites.", "retraites", None),
    ("Des retraités ont protesté.", "Des retraités", "retraités"),
    ("L'Asie, représentant 60 % des cas, inquiète.", "représentant", None),
    ("Le représentant de l'Unicef a parlé.", "Le représentant", "représentant de l'Unicef"),
    ("Anne Lebrun a vu Paul Harding. Elle lui adresse un signe.", "lui", "Paul Harding"),
    ("Paul Harding, jugé pour vol, s'est tu. Le juge l'a interrogé.", "Le juge", "juge"),
    (
        "Le président Paul Harding est venu. L'émissaire chinois a parlé.",
        "L'émissaire chinois",
        "émissaire chinois",
    ),
    ("L'ambassadrice Anne Lebrun est venue. La diplomate a parlé.", "La diplomate", "Anne Lebrun"),
    ("Un jeune homme est accusé. La vieille dame a été blessée.", "La vieille dame", "vieille dame"),
]


@pytest.fixture(scope="module")
def who(pack: LanguagePack, parser: Any) -> Who:
    def asked(text: str, words: str) -> str | None:
        document = page(text)
        mentions, entities = find_mentions(document, parse(document, pack, parser), pack)
        start = text.rindex(words)
        near = [m for m in mentions if abs(m.start - start) <= 4]
        mention = min(near, key=lambda m: (abs(m.start - start), -m.end), default=None)
        names = {entity.id: entity.name for entity in entities}
        return names[mention.entity] if mention else None

    return asked


@pytest.mark.parametrize(("text", "words", "entity"), CASES, ids=[case[0][:60] for case in CASES])
def test_who_is_meant(text: str, words: str, entity: str | None, who: Who) -> None:
    assert who(text, words) == entity


def test_a_mention_ends_before_where_its_office_is_received(pack: LanguagePack, parser: Any) -> None:
    text = "Paul Harding reçoit le Premier ministre espagnol à l'Elysée."
    document = page(text)
    mentions, _ = find_mentions(document, parse(document, pack, parser), pack)
    assert "le Premier ministre espagnol" in {text[m.start : m.end] for m in mentions}
