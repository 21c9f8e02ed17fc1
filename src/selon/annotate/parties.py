"""What a page tells of its entities, so that words find their speaker: gender, number, roles, places."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selon.annotate.grid import Grid
from selon.annotate.sentences import Sentence
from selon.lang.names import NameWords, fold, words_of
from selon.records import Document, Entity, Mention

__all__ = ["Party", "gender_of", "head_noun", "is_plural", "joined", "read_parties"]

_BESIDE = 90  # characters of an apposition that are read
_WORDS = 12
_STOPS = ',.;:!?…()[]«»“”"'


@dataclass(slots=True)
class Party:
    """One entity, or several who speak together.

    `starts` are the places of its mentions in order, pronouns among them; `outside` those in no quote marks,
    `named` those of names, `subjects` those that are grammatical subjects.
    `words` are the folded words of its descriptions and appositions,
    `nouns` the lemmas of the nouns among them. Genders are m, f, x. `medium` tells of a body that
    passes on what others say; `called` holds the words of each mention by name, an office with it.
    """

    ids: tuple[str, ...]
    kind: str
    gender: str = "x"
    plural: bool = False
    country: str | None = None
    starts: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    named: list[int] = field(default_factory=list)
    subjects: set[int] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    name: frozenset[str] = frozenset()
    medium: bool = False
    called: list[frozenset[str]] = field(default_factory=list)

    def before(self, place: int) -> int:
        """How many of its mentions begin before a place."""
        return bisect_left(self.starts, place)


def read_parties(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    names: NameWords,
) -> dict[str, Party]:
    """The parties of a page by the id of their entity."""
    parties = {entity.id: _party(entity, names) for entity in entities}
    subjects = {
        token.start
        for sentence in sentences
        for token in sentence.tokens
        if token.dep.startswith("nsubj") or token.dep == "obl:agent"
    }
    quotes = Grid((quote, [quote]) for sentence in sentences for quote in sentence.quotes)
    for mention in mentions:
        party = parties[mention.entity]
        party.starts.append(mention.start)
        span = mention.start, mention.end
        if not any(left <= span[0] and span[1] <= right for left, right in quotes.near([span])):
            party.outside.append(mention.start)
        if any(place in subjects for place in range(mention.start, mention.end)):
            party.subjects.add(mention.start)
        if mention.kind == "name":
            party.named.append(mention.start)
        if mention.organisation:
            party.organisations.add(mention.organisation)
        if mention.kind == "name" or (mention.kind == "role" and party.kind not in ("person", "state")):
            _describe(party, document.text, mention, names)
    return parties


def _party(entity: Entity, names: NameWords) -> Party:
    party = Party((entity.id,), entity.kind, country=entity.country)
    words = words_of(entity.name)
    party.name = frozenset(words)
    institution = names.institution(entity.name)
    party.medium = institution is not None and institution.voice
    first = words[0] if words else ""
    if entity.kind == "person":
        party.gender = names.first_names.get(first, "x")
    elif entity.kind == "state" and (state := names.state(entity.name)):
        party.gender, party.plural = state.gender, state.number == "p"
    elif noun := names.nouns.get(first):
        party.gender, party.plural = noun.gender, noun.number == "p"
    party.plural = party.plural or entity.kind == "group"
    return party


def _describe(party: Party, text: str, mention: Mention, names: NameWords) -> None:
    """Adds what a mention tells: its words and determiner, the apposition after a name, a title before."""
    own = text[mention.start : mention.end]
    beside = _beside(text, mention) if mention.kind == "name" else ""
    before = text[max(0, mention.start - 24) : mention.start].split()[-1:]
    if mention.kind == "name":
        party.called.append(frozenset(words_of(own)))
    for words in (own, beside):
        party.words.update(words_of(words))
        party.nouns.update(names.nouns[word].lemma for word in _nouns(words, names))
    if party.gender == "x":
        party.gender = _gender(own, beside, before, names)
    if mention.kind == "role" and party.kind in ("unnamed", "organisation"):
        party.plural = is_plural(own, names)


def _gender(own: str, beside: str, before: Sequence[str], names: NameWords) -> str:
    """By the title before a name, its determiner or the noun of its description or apposition."""
    if before and before[0] in names.titles:
        return names.titles[before[0]]
    for part in (own, beside):
        gender = gender_of(part, names)
        if gender != "x":
            return gender
    article = words_of(before[0])[0] if before and words_of(before[0]) else ""
    return _of_determiner(article, names)


def _beside(text: str, mention: Mention) -> str:
    """The apposition after a name: from the comma or bracket to the next."""
    after = text[mention.end : mention.end + _BESIDE]
    if after[:2] not in (", ", " (", ",\u00a0"):
        return ""
    words: list[str] = []
    for word in after[2:].split():
        words.append(word)
        if word[-1] in ",.;:)»!?" or len(words) == _WORDS:
            break
    return " ".join(words)


def _of_determiner(word: str, names: NameWords) -> str:
    if word in names.words["determiners.feminine"]:
        return "f"
    return "m" if word in names.words["determiners.masculine"] else "x"


def head_noun(phrase: str, names: NameWords) -> str | None:
    """The first word of a description that is a noun for sources; null when none of the first six is."""
    return next(_nouns(phrase, names, 6), None)


def _nouns(phrase: str, names: NameWords, limit: int = _WORDS * 2) -> Iterator[str]:
    """The nouns for sources among the first words; what hyphens join is one word if the pack has it."""
    words = [word.strip(_STOPS) for word in phrase.replace("’", " ").replace("'", " ").split()[:limit]]
    pairs = (f"{fold(one)}-{fold(two)}" for one, two in zip(words, [*words[1:], ""], strict=False))
    joined_before = False
    for word, pair in zip(words, pairs, strict=True):
        whole = fold(word)
        if pair in names.nouns:
            yield pair  # *Premier ministre*, which is no minister of something
        elif whole in names.nouns and not joined_before:
            yield whole
        elif not joined_before:
            yield from (part for part in words_of(word) if part in names.nouns)
        joined_before = pair in names.nouns


def gender_of(phrase: str, names: NameWords) -> str:
    """The gender (m, f, x) that a description shows by its noun, else by its determiner or title."""
    words = words_of(phrase)
    gender = _of_determiner(words[0], names) if words else "x"
    if gender != "x":
        return gender
    first = phrase.split()[:1]
    if first and first[0] in names.titles:
        return names.titles[first[0]]
    head = head_noun(phrase, names)
    return names.nouns[head].gender if head else "x"


def is_plural(phrase: str, names: NameWords) -> bool:
    """Whether a description is a plural, by its determiner or noun."""
    words = words_of(phrase)
    if not words:
        return False
    if words[0] in names.words["determiners.plural"]:
        return True
    head = head_noun(phrase, names)
    return words[0] not in names.words["determiners.one"] and bool(head and names.nouns[head].number == "p")


def joined(parties: Sequence[Party]) -> Party:
    """Several who speak together, as one party."""
    genders = {party.gender for party in parties}
    whole = Party(
        tuple(name for party in parties for name in party.ids),
        "group",
        "f" if genders == {"f"} else "m" if "m" in genders else "x",
        True,
    )
    for party in parties:
        whole.starts += party.starts
        whole.outside += party.outside
        whole.named += party.named
        whole.subjects |= party.subjects
        whole.words |= party.words
        whole.nouns |= party.nouns
        whole.organisations |= party.organisations
    whole.starts.sort()
    whole.outside.sort()
    whole.named.sort()
    return whole
