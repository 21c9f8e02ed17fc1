"""Whose words they are, to whom they were said and what was done by saying them: constructions one by one."""

from collections.abc import Callable
from typing import Any

import pytest

from selon.annotate import annotate
from selon.lang import LanguagePack
from selon.records import Analysis

from .pages import page

pytestmark = pytest.mark.parser

Read = Callable[[str], Analysis]


@pytest.fixture(scope="module")
def read(pack: LanguagePack, parser: Any) -> Read:
    return lambda text: annotate(page(text), pack, parser)


def speakers(analysis: Analysis) -> list[list[str]]:
    names = {entity.id: entity.name for entity in analysis.entities}
    return [[names[speaker] for speaker in quotation.speakers] for quotation in analysis.quotations]


def test_a_pronoun_is_the_last_speaker_of_its_gender(read: Read) -> None:
    text = (
        "Lucie Ortiz, maire de Brives, a affirmé que le barrage était sûr.\n"
        "Paul Valmont a répondu que la digue fuyait.\n"
        "« Les travaux sont finis », a-t-elle insisté."
    )
    assert speakers(read(text)) == [["Lucie Ortiz"], ["Paul Valmont"], ["Lucie Ortiz"]]


def test_a_role_is_who_the_page_says_holds_it(read: Read) -> None:
    text = (
        "Lucie Ortiz, préfète de la Creuse, a rencontré Paul Valmont lundi.\n"
        "« La route rouvrira », a déclaré la préfète."
    )
    assert speakers(read(text)) == [["Lucie Ortiz"]]


def test_a_plural_pronoun_is_both_whom_its_sentence_joins(read: Read) -> None:
    text = "Lucie Ortiz et Paul Valmont ont échangé des lettres dans lesquelles ils promettent de se revoir."
    assert speakers(read(text)) == [["Lucie Ortiz", "Paul Valmont"]]


def test_a_heading_has_the_speaker_of_the_words_it_repeats(read: Read) -> None:
    text = (
        "Paul Valmont a affirmé que la digue fuyait.\n"
        "« La route rouvrira bientôt »\n"
        "« La route rouvrira bientôt », a déclaré Lucie Ortiz."
    )
    assert speakers(read(text)) == [["Paul Valmont"], ["Lucie Ortiz"], ["Lucie Ortiz"]]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # a plural with its two holders in apposition
        (
            "Les auteurs du guide, Lucie Ortiz et Paul Valmont, vivent à Brives. "
            "Les auteurs ont affirmé que la digue fuyait.",
            ["Lucie Ortiz", "Paul Valmont"],
        ),
        # a conjunction, and the two taken up
        (
            "Une mère et sa fille attaquent la ville. Les deux femmes ont affirmé que la digue fuyait.",
            ["mère", "fille"],
        ),
        # somebody new
        (
            "Paul Valmont a tort. « La digue fuit », a confié un conseiller. "
            "« Elle tiendra », a dit Paul Valmont.",
            ["conseiller"],
        ),
        # a relative pronoun
        ("Lucie Ortiz a reçu Paul Valmont, qui a affirmé que la digue fuyait.", ["Paul Valmont"]),
        # a cleft: whoever speaks stands after it
        (
            "Lucie Ortiz a parlé devant la digue. « Une honte », c'est ainsi qu'elle a qualifié les travaux.",
            ["Lucie Ortiz"],
        ),
        # whom the words name has not said them
        (
            "Paul Valmont a rencontré Luc Ortiz lundi. « Luc Ortiz est responsable de la fuite », "
            "a-t-il assuré.",
            ["Paul Valmont"],
        ),
        # an office that is somebody else's
        (
            "Le président américain Paul Valmont est venu. De son côté, l'émissaire américain pour les "
            "négociations sur la digue a indiqué qu'elle fuyait.",
            ["émissaire américain pour les négociations"],
        ),
        # a text that is new
        (
            "Paul Valmont est venu lundi. La ville a voté une résolution exigeant l'arrêt des travaux.",
            ["résolution"],
        ),
        # a description and a name
        (
            "L'association et sa présidente, Lucie Ortiz, ont affirmé que la digue fuyait.",
            ["association", "Lucie Ortiz"],
        ),
    ],
)
def test_grammar_tells_who_speaks(text: str, who: list[str], read: Read) -> None:
    assert speakers(read(text))[0] == who


def test_a_pronoun_after_the_words_goes_on_with_the_speaker_of_its_paragraph(read: Read) -> None:
    text = (
        "Le maire Paul Valmont a rencontré le préfet Jean Ortiz. « La digue fuit », a déclaré Jean Ortiz. "
        "« Paul Valmont le savait », a-t-il ajouté."
    )
    assert speakers(read(text)) == [["Jean Ortiz"], ["Jean Ortiz"]]
    other = text.replace("Le maire Paul", "La maire Lucie").replace("a-t-il", "a-t-elle")
    assert speakers(read(other))[1] != ["Jean Ortiz"]


def test_two_pairs_leave_open_which_is_meant(read: Read) -> None:
    text = (
        "Une mère et sa fille attaquent la ville. Une avocate et une juge se sont vues. "
        "Les deux femmes ont affirmé que la digue fuyait."
    )
    assert speakers(read(text))[0] != ["mère", "fille"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Le maire assure n'avoir jamais reçu cet argent.", "deny"),
        ("« Jamais je n'ai signé ce contrat », a déclaré le maire.", "deny"),
        ("Le maire a déclaré que tout était faux. Cela n'est pas exclu.", "assert"),
        ("Le maire n'exclut pas une nouvelle enquête.", "assert"),
        ("Le maire exclut tout retour en arrière.", "decline"),
        ("« Arrêtez ces travaux », a lancé le maire.", "demand"),
        ("« Il faut rouvrir la route », a ajouté le maire.", "demand"),
        ("« Nous continuons d'exiger la fin des travaux », a dit le maire.", "demand"),
        ("« Nous nous réservons le droit de fermer la route », a dit le maire.", "threaten"),
        ("Le maire a dit que la ville commettrait une grave erreur si elle vendait le barrage.", "warn"),
        ("« C'est inacceptable », a réagi le maire.", "condemn"),
        ("Le maire juge la décision « scandaleuse ».", "condemn"),
        ("Le maire juge la décision « excellente ».", "support"),
        ("« Nous tiendrons nos délais », a assuré le maire.", "promise"),
        ("Le maire a demandé si la route était ouverte.", "ask"),
        ("La préfecture a indiqué que deux hommes avaient été vus.", "assert"),
        ("La préfecture a indiqué que la route serait fermée mardi.", "announce"),
    ],
)
def test_an_act(text: str, act: str, read: Read) -> None:
    assert read(text).quotations[0].act == act


def test_a_denial_goes_on_in_negated_words(read: Read) -> None:
    text = "Lucie Ortiz a nié toute faute. « Ce n'est pas ma décision », a-t-elle dit."
    assert [quotation.act for quotation in read(text).quotations] == ["deny", "deny"]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("« La route rouvrira », a déclaré Lucie Ortiz aux journalistes.", "journalistes"),
        ("« La route rouvrira », a déclaré à l'AFP Lucie Ortiz.", "AFP"),
        ("« La route rouvrira », a expliqué Lucie Ortiz au Figaro.", "Le Figaro"),
        ("Lucie Ortiz a dit à Paul Valmont que la route rouvrirait.", "Paul Valmont"),
        ("Lucie Ortiz a exhorté Paul Valmont à rouvrir la route.", "Paul Valmont"),
        ("Lucie Ortiz a appelé mardi les Français à rouvrir la route.", "Français"),
        ("Lucie Ortiz a exhorté les manifestants à rouvrir la route.", "manifestants"),
        ("« La route rouvrira », a confié Lucie Ortiz au quotidien Le Figaro.", "Le Figaro"),
        ("« La route rouvrira », a confié au quotidien Lucie Ortiz.", "quotidien"),
        ("« La route rouvrira », a appris l'AFP auprès de Lucie Ortiz.", None),
        ("« La route rouvrira », a déclaré Lucie Ortiz, adjointe au maire de Brives.", None),
    ],
)
def test_an_addressee(text: str, addressee: str | None, read: Read) -> None:
    assert read(text).quotations[0].addressee == addressee


def test_a_medium_by_its_noun_is_the_one_named_before(read: Read) -> None:
    text = "Le Figaro a rencontré Lucie Ortiz.\n« La route rouvrira », a-t-elle confié au quotidien."
    assert read(text).quotations[0].addressee == "Le Figaro"


def test_nobody_is_told_what_they_say_themselves(read: Read) -> None:
    text = "Face à Lucie Ortiz, Paul Valmont a reconnu devant la préfète que la route fermait."
    analysis = read(text)
    names = {entity.id: entity.name for entity in analysis.entities}
    for quotation in analysis.quotations:
        assert quotation.addressee not in [names[speaker] for speaker in quotation.speakers]


@pytest.mark.parametrize(
    "text",
    [
        "« La route rouvrira », a déclaré Lucie Ortiz, citée par l'AFP.",
        "Lucie Ortiz a déclaré, selon l'AFP, que la route rouvrirait.",
    ],
)
def test_who_passes_it_on(text: str, read: Read) -> None:
    analysis = read(text)
    names = {entity.id: entity.name for entity in analysis.entities}
    quotation = next(item for item in analysis.quotations if item.via)
    assert [names[relay] for relay in quotation.via] == ["AFP"]
    assert [names[speaker] for speaker in quotation.speakers] == ["Lucie Ortiz"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("« La route rouvrira », a déclaré mardi Lucie Ortiz.", "mardi"),
        ("« La route rouvrira », a confié Lucie Ortiz mercredi 3 mai.", "mercredi 3 mai"),
        ("La route rouvrira, déplore la mairie dans un rapport publié mardi.", "mardi"),
        ("Lundi, Lucie Ortiz a affirmé que la route rouvrirait.", "Lundi"),
        ("Lucie Ortiz a affirmé que la route rouvrirait mardi.", None),
        ("« La route rouvrira », a expliqué celle qui a été libérée le 2 juillet 2008.", None),
        ("« La route rouvrira », a assuré Lucie Ortiz, maire depuis 2014.", None),
    ],
)
def test_when_it_was_said(text: str, time: str | None, read: Read) -> None:
    analysis = read(text)
    spans = {item.id: text[item.start : item.end] for item in analysis.times}
    uttered = analysis.quotations[0].uttered
    assert (spans[uttered] if uttered else None) == time
