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
]


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
