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
            ("noun-of", "appels", "", "la démission"),
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
        (
            "Le préfet a dit que la route serait fermée, alors qu'il avait promis le contraire.",
            ("that", "a dit", "Le préfet", "la route serait fermée"),
        ),
        (
            "Le préfet a jugé que la route était dangereuse, ce qui avait surpris les habitants.",
            ("that", "a jugé", "Le préfet", "la route était dangereuse"),
        ),
        (
            "Estimant que la réforme est injuste, le syndicat a quitté la table.",
            ("that", "Estimant", "", "la réforme est injuste"),
        ),
        (
            "Alors que le maire a assuré que le pont rouvrirait, les travaux durent encore.",
            ("that", "a assuré", "le maire", "le pont rouvrirait"),
        ),
        (
            "Environ la moitié des habitants déclarent dormir mal, contre 33 % hier.",
            ("inf", "déclarent", "Environ la moitié des habitants", "dormir mal"),
        ),
        (
            "Le maire a promis de payer les travaux, avant de revenir sur sa parole.",
            ("inf", "a promis", "Le maire", "payer les travaux"),
        ),
        (
            "Les personnes disant souffrir de la chaleur doivent être reçues.",
            ("inf", "disant", "Les personnes", "souffrir de la chaleur"),
        ),
        (
            "Le syndicat rejette l'offre de la direction.",
            ("obj", "rejette", "Le syndicat", "l'offre de la direction"),
        ),
        (
            "Le maire s'est félicité que la route ait été ouverte et a averti que l'école serait fermée.",
            ("that", "s'est félicité", "Le maire", "la route ait été ouverte"),
        ),
        (
            "Le maire s'est félicité que la route ait été ouverte et a averti que l'école serait fermée.",
            ("that", "a averti", "Le maire", "l'école serait fermée"),
        ),
        (
            "Il ne viendra pas, comme il le déclare dans une vidéo.",
            ("inquit", "le déclare", "il", "Il ne viendra pas"),
        ),
        (
            "Le pain va manquer, indique ce lundi 3 mai le ministre.",
            ("inquit", "indique", "le ministre", "Le pain va manquer"),
        ),
        (
            "La ferme vend un fromage qui, selon le député, fait concurrence aux producteurs.",
            ("according", "selon", "le député", "fait concurrence aux producteurs"),
        ),
        (
            "Elle avait évoqué, selon la presse locale, une somme de 300 euros.",
            ("according", "selon", "la presse locale", "Elle avait évoqué … une somme de 300 euros"),
        ),
        (
            "La ville a dépensé, selon lui, plus de dix millions d'euros.",
            ("according", "selon", "lui", "La ville a dépensé … plus de dix millions d'euros"),
        ),
        (
            "Le ministre a publié une note montrant, selon lui, la baisse des prix.",
            ("according", "selon", "lui", "la baisse des prix"),
        ),
        (
            "Le refus de la direction d'ouvrir le dossier a choqué la ville.",
            ("noun", "refus", "la direction", "ouvrir le dossier"),
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


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        (  # the figure is held against another of what is said
            "Le ministre affirme que 12 % des routes sont fermées, contre 33 % hier.",
            ("that", "affirme", "Le ministre", "12 % des routes sont fermées, contre 33 % hier"),
        ),
        (  # no comma: part of the promise
            "Le maire a promis de payer avant de partir.",
            ("inf", "a promis", "Le maire", "payer avant de partir"),
        ),
        (  # inside the same marks
            'Le maire dit que "la route est fermée, ce qui est grave".',
            ("that", "dit", "Le maire", '"la route est fermée, ce qui est grave"'),
        ),
        (  # what a source without a verb attributes is whole
            "Selon le maire, la route est fermée, ce qui augmente le risque.",
            ("according", "Selon", "le maire", "la route est fermée, ce qui augmente le risque"),
        ),
        (  # a list, no clause of its own
            "Estimant que la route est fermée, le pont coupé et la ville isolée, le maire appelle à l'aide.",
            ("that", "Estimant", "", "la route est fermée, le pont coupé et la ville isolée"),
        ),
        (  # the second verb agrees with the subject of what is reported
            "Le maire a dit que les experts croient que le pont tient et assurent que la ville est sûre.",
            (
                "that",
                "a dit",
                "Le maire",
                "les experts croient que le pont tient et assurent que la ville est sûre",
            ),
        ),
        (  # the clause is whole: what follows are further sources
            "La ferme a brûlé dans la nuit, selon le maire, une proche des pompiers et la radio.",
            (
                "according",
                "selon",
                "le maire, une proche des pompiers et la radio",
                "La ferme a brûlé dans la nuit",
            ),
        ),
    ],
)
def test_what_belongs_to_the_content_stays_in_it(
    text: str, reading: tuple[str, str, str, str], pack: LanguagePack, parser: Any
) -> None:
    assert reading in ruled(text, pack, parser)


def test_a_content_around_its_verb_is_proposed(pack: LanguagePack, parser: Any) -> None:
    text = "Le coût des travaux est estimé à trois millions d'euros par la mairie."
    document = page(text)
    found = [
        [text[slice(*span)] for span in (*item.content, item.source or (0, 0))]
        for item in passages(document, parse(document, pack, parser), pack)
        if len(item.content) == 2
    ]
    assert ["Le coût des travaux", "à trois millions d'euros", "la mairie"] in found
