"""What is done by saying it, under verbs that do not tell, also with sentences where it must not fire."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.annotate import annotate
from selon.annotate.beside import verb_beside
from selon.lang import LanguagePack, load_pack
from selon.lang.speech import CueWords
from selon.records import Analysis

from .pages import page

Read = Callable[[str], Analysis]


@pytest.fixture(scope="module")
def read(pack: LanguagePack, parser: Any) -> Read:
    return lambda text: annotate(page(text), pack, parser)


@pytest.mark.parser
@pytest.mark.parametrize(
    ("text", "act"),
    [
        # denials: plain ones, also under a verb of anger; negated infinitives; not what is owned up to or new
        ("« C'est faux », a répondu le maire.", "deny"),
        ("« Ce n'est pas vrai ! », s'est insurgé le maire.", "deny"),
        ("Les élus démentent ces accusations.", "deny"),
        ("Le maire affirme ne faire l'objet d'aucune enquête.", "deny"),
        ("« Ma sœur n'est en rien responsable », a déclaré le maire.", "deny"),
        ("Le maire a assuré qu'il n'avait commis aucune faute.", "deny"),
        ("Le maire avoue ne pas avoir de chiffres.", "assert"),
        ("« Je n'ai jamais vu autant de neige », a raconté le maire.", "assert"),
        ("« Le train n'est pas arrivé », a expliqué le maire.", "assert"),
        # what is offered is turned down, what is told is denied
        ("Le maire rejette la proposition de la région.", "decline"),
        ("Le maire rejette ces accusations.", "deny"),
        ("« Je n'ai pas l'intention de partir », a déclaré le maire.", "decline"),
        ("Le maire a annoncé qu'il refusait de signer le contrat.", "decline"),
        # a body tells what is still to come
        ("La préfecture a précisé que la route serait fermée mardi.", "announce"),
        ("« Le pont rouvrira lundi », a indiqué la préfecture.", "announce"),
        ("« J'ai décidé de quitter la mairie », a dit Paul Valmont.", "announce"),
        ("La préfecture a précisé que deux hommes auraient fui.", "assert"),
        ("« Le pont tiendra longtemps », a estimé un ingénieur.", "assert"),
        # the first person of the future binds the speaker
        ("« Nous rembourserons cette dette », a dit le maire.", "promise"),
        ("Le maire a assuré que la route rouvrirait.", "promise"),
        ("« Nous montrons la route », a dit le maire.", "assert"),
        ("« Nous verrons bien », a dit le maire.", "assert"),
        # reproaches, judgements, fear, praise
        ("Selon le maire, la région n'a pas tenu ses engagements.", "accuse"),
        ("Le maire estime que la région aurait dû prévenir la ville.", "accuse"),
        ("« Ces propos sont blessants », a réagi le maire.", "condemn"),
        ("« Je suis très inquiet pour la digue », a confié le maire.", "concern"),
        ("« Le maire a rencontré des gens inquiets », a dit Paul Valmont.", "assert"),
        ("« Nous sommes solidaires des grévistes », a dit le maire.", "support"),
        ("« La digue est en danger », a estimé le maire.", "warn"),
        ("« L'État doit payer la digue », a estimé le maire.", "demand"),
        ("La préfecture a indiqué que les bus devaient rouler lundi.", "announce"),
    ],
)
def test_an_act_under_a_verb_that_tells_none(text: str, act: str, read: Read) -> None:
    assert read(text).quotations[0].act == act


def _named(cue: CueWords, form: str) -> str:
    pronoun = ("s'" if form[0] in "aeéiouhê" else "se ") if cue.reflexive else ""
    return f"{pronoun}{' '.join([form, *cue.rest])}"


def test_each_verb_of_the_list_is_found_beside_a_quotation(pack: LanguagePack) -> None:
    wanted = {
        (cue.lemma, cue.act, cue.reflexive, cue.rest) for cues in pack.acts.verbs.values() for cue in cues
    }
    found = set()
    for form, cues in pack.acts.verbs.items():
        for cue in cues:
            said = "« La route rouvrira »"
            text = f"{said}, {_named(cue, form)} Lucie Ortiz."
            beside = verb_beside(text, [(0, len(said))], (0, len(text)), pack)
            if beside is not None:
                found.add((beside.lemma, beside.act, beside.reflexive, beside.rest))
    assert wanted - found == set()
    assert len(wanted) > 100


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("« Q », a fustigé Lucie Ortiz.", "fustiger"),
        ("« Q », s'est interrogée Lucie Ortiz.", "interroger"),
        ("Lucie Ortiz se défend : « Q ».", "défendre"),
        ("« Q » menace la route.", None),
        ("« Q », une loi critiquée par Lucie Ortiz.", None),
        ("Lucie Ortiz dénonce la loi « Q ».", None),
    ],
)
def test_the_verb_beside_a_quotation(text: str, lemma: str | None, pack: LanguagePack) -> None:
    start = text.index("«")
    found = verb_beside(text, [(start, start + 5)], (0, len(text)), pack)
    assert (found.lemma if found else None) == lemma


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_any_text_has_a_verb_beside_or_none(text: str, start: int, length: int) -> None:
    pack = load_pack("fr")
    start = min(start, len(text))
    span = start, min(start + length, len(text))
    found = verb_beside(text, [span], (0, len(text)), pack)
    assert found is None or found.lemma
