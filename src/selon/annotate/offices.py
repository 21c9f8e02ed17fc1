"""Whether a description can be somebody's: offices that go together, words of rank, countries and bodies."""

from selon.annotate.entities import Figure
from selon.annotate.phrases import Phrase
from selon.lang.names import NameWords

__all__ = ["agrees", "contradicts", "fits", "is_foreign", "offices_beside"]


def agrees(figure: Figure, phrase: Phrase) -> bool:
    """Whether number and gender of a figure are those of a description, as far as they are known."""
    gender = "x" in (figure.gender, phrase.gender) or figure.gender == phrase.gender
    return figure.plural == (phrase.number == "p") and gender


def is_foreign(figure: Figure, holder: Figure | None) -> bool:
    """Whether a figure is known to be of another country than the body or state of a description."""
    return (
        holder is not None
        and None not in (figure.country, holder.country)
        and figure.country != holder.country
    )


def fits(figure: Figure, phrase: Phrase, names: NameWords, *, strict: bool = False) -> bool:
    """Whether a figure is called by this noun, and what stands beside it agrees with what stood there before.

    Words of rank alone make nobody the same (*le directeur général de X*, *de Y*); those that make another
    office of it (*Premier ministre*) stand beside both or neither.
    """
    told, ranks, apart = phrase.complement, names.words["roles.ranks"], names.words["roles.apart"]
    for lemma, words in figure.roles:
        if lemma != phrase.noun.lemma or words & apart != told & apart:
            continue
        if phrase.noun.sort == "body" and told and not strict:
            # Of two bodies under one noun, one is not the other for a word in common (office fédéral de).
            if (words and (words <= told or told <= words)) or (not words and figure.words == (lemma,)):
                return True
        else:
            loose = not strict and (not told - ranks or not words - ranks)
            if loose or (words & told) - ranks or words == told:
                return True
    return False


def contradicts(figure: Figure, phrase: Phrase, holder: Figure | None, names: NameWords) -> bool:
    """Whether a figure is known as something else than who is described; `holder` is whose office it is.

    A general word for an office (*le responsable*) contradicts none unless it tells of what. Who is known but
    as a kinsman holds no office; who is known by a trade, none of a body that the description tells.
    """
    words, lemma = names.words, phrase.noun.lemma
    if lemma in words["roles.court"]:
        return not any(_go_together(role, lemma, names) for role, _ in figure.roles)
    general = lemma in words["roles.general"] and not phrase.complement
    if phrase.noun.sort != "office" or not figure.roles or general:
        return False
    told = phrase.complement - words["roles.ranks"]
    another = told and lemma in {role for role, _ in figure.roles} and not fits(figure, phrase, names)
    if another or _is_of_another_body(figure, holder):
        return True
    nouns = (names.nouns.get(role) for role, _ in figure.roles)
    held = {noun.lemma for noun in nouns if noun and noun.sort == "office"}
    if not held:
        return phrase.tied or all(role in words["roles.kin"] for role, _ in figure.roles)
    return not all(role == lemma or _go_together(role, lemma, names) for role in held)


def offices_beside(lemma: str | None, names: NameWords) -> tuple[frozenset[str], frozenset[str]]:
    """The offices that who holds this one may be called by, and those that are somebody else's; both empty
    for what is no office, or a general word for one.
    """
    words = names.words
    offices = {noun.lemma for noun in names.nouns.values() if noun.sort == "office"}
    if lemma not in offices or lemma in words["roles.general"] or lemma in words["roles.court"]:
        return frozenset(), frozenset()
    near = {each for each in offices if each == lemma or _go_together(lemma, each, names)}
    return frozenset(near), frozenset(offices - near - set(words["roles.general"]))


def _is_of_another_body(figure: Figure, holder: Figure | None) -> bool:
    """Whether the bodies of figure and description are two."""
    own = figure.holder
    if holder is None or own is None or own is holder:
        return False
    return own.kind == holder.kind == "organisation"


def _go_together(one: str, other: str, names: NameWords) -> bool:
    """Whether two offices stand in one row of those that one person may have."""
    rows = (row for key, row in names.words.items() if key.startswith("offices."))
    return any(one in row and other in row for row in rows)
