"""Who speaks where the source is a paper, *on*, a description taken up again, or torn; one by one."""

from typing import Any

import pytest

from selon.annotate import annotate
from selon.lang import LanguagePack

from .pages import page

pytestmark = pytest.mark.parser

WHO = [
    # whoever published a paper speaks in it
    ("Selon une étude réalisée par la Banque de France, les prix baissent.", ["Banque de France"]),
    ("Selon un rapport de l'Unesco, les forêts reculent.", ["Unesco"]),
    ("Un sondage Ifop indique que les Français lisent moins.", ["Ifop"]),
    # but not whoever paid for it, nor whom it is about
    ("Selon une étude américaine, les prix baissent.", ["étude américaine"]),
    # who told the agency
    (
        "L'usine fermera en mars, a appris l'AFP auprès du ministère de la Culture.",
        ["ministère de la Culture"],
    ),
    ("Le pont a rouvert, a-t-on appris auprès de la préfecture de Brives.", ["préfecture de Brives"]),
    # the medium that is told is no part of who tells
    ("« Le pont rouvrira », a déclaré Lucie Ortiz à l'AFP.", ["Lucie Ortiz"]),
    ("Ces derniers jours, Paul Valmont a affirmé que le pont fermerait.", ["Paul Valmont"]),
    ("Le pont a été fermé samedi, a appris l'AFP de source judiciaire.", ["source judiciaire"]),
    # where *on* said it, unless that is to whom
    ("Le pont rouvrira en mars, a-t-on expliqué à Matignon.", ["Matignon"]),
    # behind a day, with its adjective or before *des*
    ("Le pont rouvrira l'an prochain, avait annoncé samedi dernier le maire, Éric Morel.", ["Éric Morel"]),
    ("Le pont a été fermé, ont annoncé mardi des responsables.", ["responsables"]),
    # a name that begins with an article, behind a noun or a first name
    ("Selon le quotidien régional Le Télégramme, le pont a été fermé.", ["Le Télégramme"]),
    ("Le pont rouvrira, a indiqué Bruno Le Guen.", ["Bruno Le Guen"]),
    # a participle goes with the subject of the main verb
    (
        "Paul Valmont, un frère du maire, a saisi la justice de Brives, arguant que le pont était à lui.",
        ["Paul Valmont"],
    ),
]

SAID = [
    # a verb of saying with an infinitive, one that stands behind its words
    ("Paul Valmont a rapporté s'être entretenu avec le maire.", 1),
    ("Le maire aurait vendu le pont, avance RTL.", 1),
    # no words of anybody: a farewell, the dead counted, what something was done for
    ("La ville dit au revoir à Lucie.", 0),
    ("Le pays déplore 12 morts et 30 blessés.", 0),
    ("Le maire déplore la mort de deux élèves.", 1),
    ("Le tribunal a condamné Paul Valmont à deux ans de prison.", 0),
    ("Paul Valmont a condamné l'attentat.", 1),
    ("Lucie Ortiz est venue mercredi, pour la messe organisée à la cathédrale de Brives, en train.", 0),
]


@pytest.mark.parametrize(("text", "count"), SAID)
def test_what_is_said_and_what_only_looks_like_it(
    text: str, count: int, pack: LanguagePack, parser: Any
) -> None:
    assert len(annotate(page(text), pack, parser).quotations) == count


def test_nobody_is_he_in_his_own_words(pack: LanguagePack, parser: Any) -> None:
    text = (
        "Paul Valmont accuse Jean Morel.\n"
        "« Il dit avoir vendu le pont. C'est faux », a affirmé Paul Valmont lundi à Brives."
    )
    inner = [who for who in _speakers(text, pack, parser) if who != ["Paul Valmont"]]
    assert inner == [["Jean Morel"]]


def test_the_paper_in_which_somebody_spoke_is_his(pack: LanguagePack, parser: Any) -> None:
    text = (
        "« Le ministère étudie les recours », ajoute le ministère de la Culture dans un communiqué.\n"
        "Le pont a coûté trois millions, souligne le communiqué."
    )
    assert _speakers(text, pack, parser)[-1] == ["ministère de la Culture"]


@pytest.mark.parametrize(("text", "who"), WHO)
def test_the_speaker_of_a_sentence(text: str, who: list[str], pack: LanguagePack, parser: Any) -> None:
    assert _speakers(text, pack, parser)[-1] == who


def _speakers(text: str, pack: LanguagePack, parser: Any) -> list[list[str]]:
    analysis = annotate(page(text), pack, parser)
    names = {entity.id: entity.name for entity in analysis.entities}
    return [[names[speaker] for speaker in quotation.speakers] for quotation in analysis.quotations]


def test_the_same_source_is_who_spoke_last(pack: LanguagePack, parser: Any) -> None:
    text = (
        "Lucie Ortiz a rencontré Paul Valmont lundi.\n"
        "Une source policière a affirmé que la route était coupée.\n"
        "« Elle rouvrira », a précisé la même source."
    )
    assert _speakers(text, pack, parser)[-1] == ["source policière"]


def test_the_one_concerned_is_not_who_has_just_spoken(pack: LanguagePack, parser: Any) -> None:
    text = (
        "Lucie Ortiz a affirmé que Paul Valmont avait vendu le pont.\n"
        "Le principal intéressé a nié toute vente."
    )
    assert _speakers(text, pack, parser)[-1] == ["Paul Valmont"]


def test_an_office_in_full_is_whom_the_page_calls_so(pack: LanguagePack, parser: Any) -> None:
    text = (
        "La ministre de la Santé Lucie Ortiz a reçu le Premier ministre Paul Valmont.\n"
        "Paul Valmont a affirmé que tout allait bien.\n"
        "« Rien n'est prêt », a répondu la ministre de la Santé."
    )
    assert _speakers(text, pack, parser)[-1] == ["Lucie Ortiz"]


def test_on_goes_on_with_who_spoke(pack: LanguagePack, parser: Any) -> None:
    text = "La préfecture de Brives a affirmé que la route était coupée.\n« Elle rouvrira », a-t-on ajouté."
    assert _speakers(text, pack, parser)[-1] == ["préfecture de Brives"]


def test_a_name_above_a_section_speaks_in_it(pack: LanguagePack, parser: Any) -> None:
    text = (
        "Les vœux des candidats\n"
        "Lucie Ortiz\n"
        "Elle promet que les impôts baisseront.\n"
        "Paul Valmont\n"
        "« Nous gagnerons », a-t-il lancé.\n"
    )
    assert _speakers(text, pack, parser)[-1] == ["Paul Valmont"]
