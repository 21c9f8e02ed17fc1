"""Whether a description of a filler is of the person whom the layer of mentions gives it to."""

from collections.abc import Sequence

from selon.annotate.event_page import Page
from selon.lang.names import Noun, fold, words_of
from selon.records import Mention

__all__ = ["is_doubtful", "is_relative"]

_OFTEN = 3
"""From how many places where a page names somebody he may be meant by a noun that it does not give him."""


def is_doubtful(page: Page, mention: Mention) -> bool:
    """Whether little speaks for the person whom a description without a name is held to stand for.

    It is his when the page puts its noun beside his name (*le ministre Ana Ruiz ... le ministre*), or another
    word for the same office. Beside other nouns it is a guess for offices, and for persons whom the page
    names but now and then; where it puts none, for whom it names once, for a kinsman of somebody named
    (*la femme de X*) and for an office of a body.
    """
    own = [m for m in page.mentions if m.entity == mention.entity and m.kind == "name"]
    if any(mention.start <= m.start and m.end <= mention.end for m in own):
        return False
    if _is_of_another_rank(page, mention) or _is_of_another_body(page, mention):
        return True
    noun, often = _noun(page, mention.role), len(own) >= _OFTEN
    stated = [_noun(page, m.role) for m in own if m.role and not _covers(m, mention)]
    lemmas = {each.lemma for each in stated}
    kin = _is_kin(page, mention) and _is_complemented(page, mention)
    held = noun.anaphoric and any(each.sort == "office" for each in stated)  # cette jeune fille
    if (noun.lemma in lemmas and not kin) or (_is_pointed(page, mention) and not held):
        return False
    if noun.lemma in lemmas:
        return not _is_said_again(page, mention, own)
    if _is_relative(page, mention) or _is_of_other_gender(page, mention, noun):
        return True
    if noun.lemma in page.words.lists["anybody"] and any(each.sort == "office" for each in stated):
        return True
    if stated:
        return not _is_synonym(page, mention, noun, lemmas) and (noun.sort == "office" or not often)
    return _is_unfounded(page, mention, noun, own)


def _is_unfounded(page: Page, mention: Mention, noun: Noun, own: Sequence[Mention]) -> bool:
    """Whether little speaks for a description of whom the page calls by his mere name."""
    if _is_of_country(page, mention, noun):
        return False
    others = _offices(page, mention.entity, noun.lemma) if noun.sort == "office" else ()
    if any(not _is_synonym(page, mention, noun, {each}) for each in others):
        return True
    told = noun.sort == "person" and _is_complemented(page, mention)
    return len(own) < 2 or told or _is_of_body(page, mention)


def _is_of_another_rank(page: Page, mention: Mention) -> bool:
    """Whether an office is given to whom the page calls only by a lower or a former one (*le maire* of the
    *premier adjoint*, *le président* of an *ancien chef*).
    """
    role = (mention.role or "").lower()
    if _noun(page, role).sort != "office":
        return False
    others = [(m.role or "").lower() for m in page.mentions if m.entity == mention.entity and m.role]
    beside = [
        (m.role or "").lower()
        for m in page.mentions
        if m.entity == mention.entity and m.kind == "name" and m.role
    ]
    if any(_noun(page, each).lemma == _noun(page, role).lemma for each in beside):
        return False
    lists = page.words.lists
    return any(
        set(words_of(each)) & lists[name] and not set(words_of(role)) & lists[name]
        for each in others
        for name in ("deputies", "formerly")
    )


def _is_of_another_body(page: Page, mention: Mention) -> bool:
    """Whether the page gives somebody the same office of something else more often (*le chef du gouvernement*
    beside *le chef de l'État*).
    """
    lemma, own = _noun(page, mention.role).lemma, _complement(page, mention)
    same = [m for m in page.mentions if m.entity == mention.entity and m.role]
    told = [_complement(page, m) for m in same if _noun(page, m.role).lemma == lemma]
    return own != "" and any(told.count(each) > told.count(own) for each in told if each)


def _complement(page: Page, mention: Mention) -> str:
    """The last word of a description that tells of whom or what somebody is something, else nothing."""
    if mention.kind != "role" or not _is_complemented(page, mention):
        return ""
    return words_of(page.document.text[mention.start : mention.end])[-1]


def _offices(page: Page, entity: str, lemma: str) -> set[str]:
    """The other offices by which a page calls somebody without his name, *ex-* left out."""
    roles = [m.role for m in page.mentions if m.entity == entity and m.kind == "role" and m.role]
    words = [fold(role.rpartition(" ")[2]) for role in roles]
    former = page.words.lists["formerly"]
    found = [_noun(page, w.partition("-")[2] if w.partition("-")[0] in former else w) for w in words]
    return {each.lemma for each in found if each.sort == "office"} - {lemma}


def _is_said_again(page: Page, mention: Mention, own: Sequence[Mention]) -> bool:
    """Whether a kinsman's description ends as it does beside the name (*la mère de X*)."""
    last = words_of(page.document.text[mention.start : mention.end])[-1:]
    return any(set(last) <= set(words_of(page.document.text[m.start : m.end])) for m in own if m.role)


def _is_of_other_gender(page: Page, mention: Mention, noun: Noun) -> bool:
    """Whether the noun is of one gender and the first name of another."""
    words = words_of(page.names.get(mention.entity, ""))
    first = page.nouns.first_names.get(words[0], "x") if len(words) > 1 else "x"
    return noun.sort == "person" and "x" not in (noun.gender, first) and noun.gender != first


def _covers(one: Mention, other: Mention) -> bool:
    return one.start <= other.start and other.end <= one.end


def _noun(page: Page, role: str | None) -> Noun:
    """The head of a role as the page words it (*ancien président*: *président*)."""
    word = fold((role or "").rpartition(" ")[2])
    return page.nouns.nouns.get(word) or Noun(word, "person", "x", "x")


def _is_synonym(page: Page, mention: Mention, noun: Noun, stated: set[str]) -> bool:
    """Whether a noun may be another word for one of those stated: for whoever heads something, for any when
    nothing beside it tells of what (*le maire*, not *le président de la République* of a deputy).
    """
    text = words_of(page.document.text[mention.start : mention.end])
    rows = {key: row for key, row in page.nouns.words.items() if key.startswith("offices.")}
    plain = len(text) <= 1 + len((mention.role or "").split())
    known = [row for key, row in rows.items() if plain or key == "offices.heads"]
    return any(noun.lemma in row and row & stated for row in known)


def is_relative(page: Page, mention: Mention) -> bool:
    """Whether a name was read into a description of a kinsman (*la fille de l'industriel Jean Petit*)."""
    text = page.document.text[mention.start : mention.end]
    article = bool(page.words.lists["articles"].intersection(words_of(text)[:1]))
    named = mention.kind == "name" and "," not in text and (text[:1].islower() or article)
    return named and _is_kin(page, mention) and _is_complemented(page, mention)


def _is_relative(page: Page, mention: Mention) -> bool:
    """Whether a description holds the name of somebody else, or an owner, and a noun of kinship."""
    text = page.document.text[mention.start : mention.end]
    owned = text.partition(" ")[0].lower() in page.words.lists["third_owners"]
    others = (m for m in page.mentions if m.kind == "name" and m.entity != mention.entity)
    named = any(_covers(mention, m) and page.kinds.get(m.entity) == "person" for m in others)
    return named or (_is_kin(page, mention) and (owned or _is_complemented(page, mention)))


def _is_kin(page: Page, mention: Mention) -> bool:
    return fold((mention.role or "").rpartition(" ")[2]) in page.nouns.words["roles.kin"]


def _is_complemented(page: Page, mention: Mention) -> bool:
    """Whether a description tells of whom or what somebody is something (*l'auteur du tag*)."""
    words = (
        page.document.text[mention.start : mention.end].lower().replace("’", "'").replace("'", "' ").split()
    )
    return any(page.words.prepositions.get(word) == page.words.genitive for word in words[1:])


def _is_pointed(page: Page, mention: Mention) -> bool:
    """Whether a demonstrative tells that somebody told of before is meant (*cette élue*)."""
    first = page.document.text[mention.start : mention.end].partition(" ")[0].lower()
    return first in page.words.lists["pointing"]


def _is_of_country(page: Page, mention: Mention, noun: Noun) -> bool:
    """Whether an office is of the state that the person is known to be of (*le président américain*)."""
    body, country = mention.organisation, page.countries.get(mention.entity)
    return noun.sort == "office" and None not in (body, country) and page.countries.get(body or "") == country


def _is_of_body(page: Page, mention: Mention) -> bool:
    """Whether a description tells of what body somebody has an office, a body that is no state's own."""
    body = mention.organisation
    if body is None or page.kinds.get(body) == "state":
        return False
    return page.nouns.acts_for(page.names.get(body, ""), body) is None  # of whichever state
