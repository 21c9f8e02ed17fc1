"""The standing of an event, over trees built by hand: what each governing word adds."""

import pytest

from selon.annotate.event_tree import build_tree
from selon.annotate.factuality import standing
from selon.annotate.sentences import Sentence, Token
from selon.lang import LanguagePack

FINITE = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
CONDITIONAL = "Mood=Cnd|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
PARTICIPLE = "Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part"
INFINITIVE = "VerbForm=Inf"


def sentence(*rows: tuple[str, str, str, str, int, str]) -> Sentence:
    """A sentence of tokens (form, lemma, part of speech, relation, head, features), one space apart."""
    tokens, start = [], 0
    for form, lemma, pos, dep, head, morph in rows:
        tokens.append(Token(start, start + len(form), form, lemma, pos, morph, dep, head, ""))
        start += len(form) + 1
    return Sentence((0, start - 1), 0, "body", 0, (), tuple(tokens))


OSLO = ("Oslo", "Oslo", "PROPN", "nsubj")
BARE = sentence((*OSLO, 1, ""), ("livre", "livrer", "VERB", "ROOT", 1, FINITE))
NEGATED = sentence(
    (*OSLO, 2, ""),
    ("ne", "ne", "ADV", "advmod", 2, ""),
    ("livre", "livrer", "VERB", "ROOT", 2, FINITE),
    ("pas", "pas", "ADV", "advmod", 2, ""),
)
HALF = sentence(
    (*OSLO, 2, ""),
    ("ne", "ne", "ADV", "advmod", 2, ""),
    ("livre", "livrer", "VERB", "ROOT", 2, FINITE),
)
HEARSAY = sentence(
    (*OSLO, 2, ""),
    ("aurait", "avoir", "AUX", "aux:tense", 2, CONDITIONAL),
    ("livré", "livrer", "VERB", "ROOT", 2, PARTICIPLE),
)
MISTAGGED = sentence(
    (*OSLO, 1, ""), ("livrera", "livrer", "VERB", "ROOT", 1, FINITE.replace("Person=3", "Person=1"))
)


def under(form: str, lemma: str, morph: str = FINITE, *, negated: bool = False) -> Sentence:
    """*Oslo X de livrer*, with or without *ne ... pas* around X."""
    verb = 2 if negated else 1
    last = verb + (2 if negated else 1)
    rows = [(*OSLO, verb, "")]
    if negated:
        rows.append(("ne", "ne", "ADV", "advmod", verb, ""))
    rows.append((form, lemma, "VERB", "ROOT", verb, morph))
    if negated:
        rows.append(("pas", "pas", "ADV", "advmod", verb, ""))
    rows.append(("de", "de", "ADP", "mark", last + 1, ""))
    rows.append(("livrer", "livrer", "VERB", "xcomp", verb, INFINITIVE))
    return sentence(*rows)


@pytest.mark.parametrize(
    ("clause", "status", "factuality"),
    [
        (BARE, "asserted", "CT+"),
        (NEGATED, "denied", "CT-"),
        (HALF, "asserted", "CT+"),
        (HEARSAY, "alleged", "PR+"),
        (MISTAGGED, "planned", "PR+"),
        (under("menace", "menacer"), "threatened", "PS+"),
        (under("promet", "promettre"), "planned", "PR+"),
        (under("tente", "tenter"), "planned", "PS+"),
        (under("refuse", "refuser"), "denied", "CT-"),
        (under("nie", "nier"), "denied", "CT-"),
        (under("nie", "nier", negated=True), "asserted", "CT+"),
        (under("hésite", "hésiter", negated=True), "threatened", "PS+"),
        (under("exclut", "exclure", negated=True), "possible", "PS+"),
        (under("exige", "exiger"), "hypothetical", "Uu"),
        (under("pourrait", "pouvoir", CONDITIONAL), "possible", "PS+"),
        (under("accuse", "accuser"), "alleged", "CT+"),
    ],
)
def test_standing(pack: LanguagePack, clause: Sentence, status: str, factuality: str) -> None:
    tree = build_tree(clause, pack.events)
    event = next(place for place, token in enumerate(tree.tokens) if token.lemma == "livrer")
    found = standing(tree, event, event, pack.events)
    assert (found.operator.status, found.operator.factuality) == (status, factuality)


def test_a_conditional_in_reported_words_is_a_future(pack: LanguagePack) -> None:
    clause = sentence((*OSLO, 1, ""), ("livrerait", "livrer", "VERB", "ROOT", 1, CONDITIONAL))
    tree = build_tree(clause, pack.events)
    assert standing(tree, 1, 1, pack.events, reported=True).operator.status == "planned"
    assert standing(tree, 1, 1, pack.events).operator.status == "alleged"


def test_the_climb_ends_at_the_word_that_reports(pack: LanguagePack) -> None:
    """*nie promettre de livrer*: to whom promises, it is planned; to whom tells the whole, denied."""
    clause = sentence(
        (*OSLO, 1, ""),
        ("nie", "nier", "VERB", "ROOT", 1, FINITE),
        ("promettre", "promettre", "VERB", "xcomp", 1, INFINITIVE),
        ("de", "de", "ADP", "mark", 4, ""),
        ("livrer", "livrer", "VERB", "xcomp", 2, INFINITIVE),
    )
    tree = build_tree(clause, pack.events)
    whole = standing(tree, 4, 4, pack.events)
    assert whole.operator.status == "denied"
    said = standing(tree, 4, 4, pack.events, content=[(tree.tokens[3].start, tree.tokens[4].end)])
    assert (said.operator.status, said.operator.factuality) == ("planned", "PR+")
