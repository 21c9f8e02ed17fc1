"""Candidates: what the rules read in made sentences before any fitted weight, and where they must not."""

from typing import Any

import pytest

from selon.annotate.parsing import parse
from selon.annotate.passages import passages
from selon.annotate.standing import is_ruled
from selon.lang import LanguagePack

from .pages import page

pytestmark = pytest.mark.parser


def ruled(text: str, pack: LanguagePack, parser: Any) -> list[tuple[str, str, str, str]]:
    """Frame, cue, source and content of what the rules read themselves; empty where there is none."""
    document = page(text)
    return [
        (
            item.candidate.frame,
            text[slice(*item.cue)] if item.cue else "",
            text[slice(*item.source)] if item.source else "",
            " … ".join(text[start:end] for start, end in item.content),
        )
        for item in passages(document, parse(document, pack, parser), pack)
        if is_ruled(item)
    ]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        (
            'Le préfet juge "inadmissible" que des routes soient bloquées.',
            ("pred", "juge", "Le préfet", '"inadmissible" que des routes soient bloquées'),
        ),
        (
            "Le préfet estime nécessaire de fermer le pont.",
            ("pred", "estime", "Le préfet", "nécessaire de fermer le pont"),
        ),
        (
            'Le préfet a jugé lundi 3 mai "stupide" la décision du conseil.',
            ("pred", "a jugé", "Le préfet", '"stupide" la décision du conseil'),
        ),
        (
            "Ils ont appelé « extrêmement grave » cette décision du préfet.",
            ("pred", "ont appelé", "Ils", "« extrêmement grave » cette décision du préfet"),
        ),
        (
            "La mairie considère la substance comme « probablement » dangereuse.",
            ("pred", "considère", "La mairie", "la substance comme « probablement » dangereuse"),
        ),
        (
            'Le maire s\'est dit "choqué" par les propos du préfet.',
            ("adj", "s'est dit", "Le maire", '"choqué" par les propos du préfet'),
        ),
        (
            "Paul Valmont a dit « profondément inquiet » de ce retard, tandis que la mairie se taisait.",
            ("adj", "a dit", "Paul Valmont", "« profondément inquiet » de ce retard"),
        ),
        (
            'Il a dénoncé une campagne "de dénigrement" contre son dernier livre.',
            ("obj", "a dénoncé", "Il", 'une campagne "de dénigrement" contre son dernier livre'),
        ),
        (
            "Selon Lucie Ortiz, citée par Le Courrier, la digue tiendra tout l'hiver.",
            ("according", "Selon", "Lucie Ortiz", "la digue tiendra tout l'hiver"),
        ),
        (
            "D'après le syndicat, qui appelle à la grève, les salaires ont baissé.",
            ("according", "D'après", "le syndicat", "les salaires ont baissé"),
        ),
        (
            "A ses yeux, le pont doit être fermé.",
            ("opinion", "A ses yeux", "ses", "le pont doit être fermé"),
        ),
        (
            "Il est sorti de la mairie vers midi précise la gendarmerie de Brives.",
            ("inquit", "précise", "la gendarmerie de Brives", "Il est sorti de la mairie vers midi"),
        ),
        (
            "Le pont rouvrira lundi, comme le maire l'a annoncé mardi.",
            ("inquit", "l'a annoncé", "le maire", "Le pont rouvrira lundi"),
        ),
        ("Le maire dément avoir signé le contrat.", ("inf", "dément", "Le maire", "avoir signé le contrat")),
        (
            "Un habitant sur trois juge que la route est dangereuse.",
            ("that", "juge", "Un habitant sur trois", "la route est dangereuse"),
        ),
        (
            "L'engagement que Paul Valmont a pris de ne pas vendre la ferme tient toujours.",
            ("noun", "engagement", "Paul Valmont", "ne pas vendre la ferme"),
        ),
        (
            "Avec en prime le refus, par la mairie de Brives, d'ouvrir le dossier.",
            ("noun", "refus", "la mairie de Brives", "ouvrir le dossier"),
        ),
        (
            "Les appels à la démission se sont multipliés depuis lundi.",
            ("noun", "appels", "", "la démission"),
        ),
        (
            "Le syndicat accuse la mairie d'avoir caché une note. Une affirmation démentie par Paul Valmont.",
            ("previous", "démentie", "Paul Valmont", "avoir caché une note"),
        ),
        (
            "Le syndicat a affirmé que le pont était fermé. La mairie a démenti et a porté plainte.",
            ("previous", "a démenti", "La mairie", "le pont était fermé"),
        ),
        (
            "Selon un témoin, le camion a reculé. Une version que confirme Paul Valmont.",
            ("previous", "confirme", "Paul Valmont", "le camion a reculé"),
        ),
        (
            "Un pont a cédé lundi. C'est ce qu'affirme la gendarmerie de Brives.",
            ("previous", "affirme", "la gendarmerie de Brives", "Un pont a cédé lundi"),
        ),
    ],
)
def test_a_construction_is_read(
    text: str, reading: tuple[str, str, str, str], pack: LanguagePack, parser: Any
) -> None:
    assert reading in ruled(text, pack, parser)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("Le juge que tu as vu est parti.", "that"),
        ("La maison que le maire a construite domine la ville de Lyon.", "inquit"),
        ("Le chien qui a mordu hier inquiète la mairie.", "inquit"),
        ("Comme il le dit souvent, il viendra.", "inquit"),
        ("Le syndicat est en grève. Le préfet a confirmé sa venue.", "previous"),
        ("La mairie n'a pris aucun engagement de vendre la ferme.", "noun"),
        ("Le préfet estime aussi que la route est sûre.", "pred"),
        ("Ses yeux sont rouges, la route est longue.", "opinion"),
    ],
)
def test_a_construction_is_not_read_where_it_is_none(
    text: str, frame: str, pack: LanguagePack, parser: Any
) -> None:
    assert frame not in [reading[0] for reading in ruled(text, pack, parser)]
