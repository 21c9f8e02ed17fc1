"""Clauses as the parser cuts them, mended: made of tokens, for what it makes of a headline varies."""

from selon.annotate.event_clauses import mend_clauses
from selon.annotate.sentences import Token
from selon.lang import LanguagePack

PAST = "Tense=Past|VerbForm=Part"


def tokens(*rows: tuple[str, str, str, int], morphs: dict[int, str] | None = None) -> list[Token]:
    """Tokens of (form, part of speech, relation, head), a space between each two."""
    made, start = [], 0
    for place, (form, pos, dep, head) in enumerate(rows):
        morph = (morphs or {}).get(place, "")
        made.append(Token(start, start + len(form), form, form.lower(), pos, morph, dep, head, ""))
        start += len(form) + 1
    return made


LABEL = (("Parlement", "NOUN", "ROOT", 0), (":", "PUNCT", "punct", 0))


def test_a_participle_behind_a_label_describes_who_is_named_there(pack: LanguagePack) -> None:
    rows = (*LABEL, ("Ruiz", "PROPN", "nmod", 0), ("sanctionné", "VERB", "acl", 0))
    line = tokens(*rows, morphs={3: PAST})
    mend_clauses(line, pack.events)
    assert line[3].head == 2


def test_without_a_label_a_participle_stays_where_it_is(pack: LanguagePack) -> None:
    rows = (("Lettre", "NOUN", "ROOT", 0), ("Ruiz", "PROPN", "nmod", 0), ("signée", "VERB", "acl", 0))
    line = tokens(*rows, morphs={2: PAST})
    mend_clauses(line, pack.events)
    assert line[2].head == 0


def test_a_label_is_no_subject(pack: LanguagePack) -> None:
    rows = (
        ("Ruiz", "PROPN", "nsubj", 3),
        (":", "PUNCT", "punct", 0),
        ("Noir", "PROPN", "appos", 0),
        ("écrit", "VERB", "ROOT", 3),
    )
    line = tokens(*rows)
    mend_clauses(line, pack.events)
    assert [(token.dep, token.head) for token in line[:3:2]] == [("dislocated", 3), ("nsubj", 3)]
