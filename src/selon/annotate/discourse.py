"""Whose words they are: names first, then the order of speakers decides what else a page leaves open."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from selon.annotate.asking import ask
from selon.annotate.certain import by_grammar
from selon.annotate.grid import Grid
from selon.annotate.headings import HEADING, headings, is_heading, is_name_line
from selon.annotate.joined import coordinated, named_before
from selon.annotate.papers import Paper, owner_before, owner_of, paper_before, read_papers
from selon.annotate.parties import head_noun, is_plural, read_parties
from selon.annotate.ranking import rivals, score
from selon.annotate.reading import Found, size
from selon.annotate.selection import ECHOES
from selon.annotate.sentences import Sentence
from selon.annotate.speakers import source_mentions
from selon.annotate.stage import Asked, Stage, block_of
from selon.lang import LanguagePack
from selon.lang.names import words_of
from selon.records import Document, Entity, Mention, Span

__all__ = ["Choice", "Discourse", "Rival", "find_voices", "open_questions", "read_discourse"]

Rival = tuple[tuple[str, ...], Sequence[float]]
"""A party that may have said it, the ids of its entities, with its features."""

Choice = Callable[[int, Asked, Sequence[Rival]], tuple[str, ...]]
"""Who said it: given the number of the quotation, what is asked and the parties with their features."""

_CLAUSE = 150  # characters before *qui* within which the noun that it takes up stands
_ECHO = 0.8  # share of the words of a heading that a quotation must hold to be the one it repeats


@dataclass(slots=True)
class Discourse:
    """The quotations of a page, the quotations around them (`parents`), and the voices found so far."""

    document: Document
    kept: Sequence[Found]
    parents: Mapping[int, int]
    mentions: Grid[Mention]
    quotes: Grid[Span]
    entities: Mapping[str, Entity]
    stage: Stage
    pack: LanguagePack
    voices: dict[int, tuple[str, ...]] = field(default_factory=dict)
    papers: Sequence[Paper] = ()

    def is_outer(self, number: int) -> bool:
        """Whether a quotation is the page's own, and in no other."""
        return self.kept[number].level == 0 and number not in self.parents


def read_discourse(  # noqa: PLR0917 (one parameter a layer)
    document: Document,
    sentences: Sequence[Sentence],
    kept: Sequence[Found],
    parents: Mapping[int, int],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    pack: LanguagePack,
) -> Discourse:
    """The page made ready, with the voices that are certain: sources that are names."""
    blocks = [block.start for block in document.blocks]
    stage = Stage(
        read_parties(document, sentences, mentions, entities, pack.names),
        blocks,
        [sentence.span[0] for sentence in sentences if sentence.level == 0],
        blocks[1] if len(blocks) > 1 else 0,
    )
    stage.headings = headings(document.text, blocks)
    stage.bare = {
        start: is_name_line(document.text[start:end], mentions, start) for start, end in stage.headings
    }
    stage.joined.extend(coordinated(document.text, mentions, stage.parties, pack))
    stage.holders.update(named_before(document.text, mentions, stage))
    grid = Grid((mention, [(mention.start, mention.end)]) for mention in mentions)
    known = {entity.id: entity for entity in entities}
    quotes = Grid((quote, [quote]) for sentence in sentences for quote in sentence.quotes)
    page = Discourse(document, kept, parents, grid, quotes, known, stage, pack)
    page.papers = read_papers(document.text, mentions, grid, known, pack)
    for number, item in enumerate(kept):
        if voice := _named(page, item):
            page.voices[number] = voice
            if page.is_outer(number):
                stage.tell(_place(item), voice)
    return page


def find_voices(page: Discourse) -> dict[int, tuple[str, ...]]:
    """The speakers of each quotation: of the names, of the same words elsewhere, else the likeliest party."""
    weights = page.pack.voices.weights

    def likeliest(_: int, asked: Asked, parties: Sequence[Rival]) -> tuple[str, ...]:
        return max(parties, key=lambda rival: score(asked, rival[1], weights))[0]

    for _ in open_questions(page, likeliest):
        pass
    for number, item in enumerate(page.kept):
        echo = _echo(page, number) if item.source is None and page.is_outer(number) else None
        if echo is not None:
            page.voices[number] = page.voices[echo]
    return page.voices


def open_questions(page: Discourse, choose: Choice) -> Iterator[tuple[int, Asked, Sequence[Rival]]]:
    """What is not certain, in the order of the text, each decided by `choose` before the next is asked."""
    text = page.document.text
    numbers = [number for number in range(len(page.kept)) if number not in page.voices]
    for number in sorted(numbers, key=lambda number: (_place(page.kept[number]), number)):
        item = _antecedent(page, page.kept[number])
        outer = page.voices.get(page.parents.get(number, -1), ())
        near = page.mentions.near([item.source]) if item.source else []
        asked = replace(
            ask(text, item, near, page.entities, page.pack),
            outer=outer,
            quoted=bool(outer) and _is_quoted(page, item),
            heading=item.source is None and _is_heading_of(page, item),
            held=_held(page, item),
        )
        asked = replace(asked, again=asked.again or _goes_on(item, asked, page.pack))
        denied = frozenset(_denied(page, item))
        certain = by_grammar(asked, page.stage) or _by_paper(page, item, asked)
        if certain and denied.isdisjoint(certain):
            page.voices[number] = certain
            if page.is_outer(number):
                page.stage.tell(_place(item), certain)
            continue
        further = _further(page, item)
        parties = [rival for rival in rivals(asked, page.stage) if not set(rival[0]) & {*further, *denied}]
        if not parties:
            continue
        voice = page.voices[number] = (*choose(number, asked, parties), *further)
        yield number, asked, parties
        if page.is_outer(number):
            page.stage.tell(_place(item), voice, asked.own if asked.form in ("described", "new") else None)


def _named(page: Discourse, item: Found) -> tuple[str, ...]:
    """The parties of a source that begins with a name."""
    if item.source is None:
        return ()
    found = source_mentions(page.document.text, page.mentions.near([item.source]), item.source, page.pack)
    if not found or found[0].kind not in ("name", "demonym"):
        return _named_last(page, item.source)
    if person := _of_party(page, found, item.source):
        return person
    return tuple(dict.fromkeys(mention.entity for mention in found))


def _of_party(page: Discourse, found: Sequence[Mention], source: Span) -> tuple[str, ...]:
    """The person whose name closes a source behind the name of a party or body (*la verte Untel*)."""
    first = found[0]
    for mention in page.mentions.near([source]):
        person = mention.kind == "name" and page.entities[mention.entity].kind == "person"
        beside = first.end < mention.start < source[1] <= mention.end <= source[1] + 1
        if person and beside and not page.document.text[first.end : mention.start].strip():
            return (mention.entity,)
    return ()


def _named_last(page: Discourse, source: Span) -> tuple[str, ...]:
    """The person whose name closes a source that begins with a noun for one (*le ministre grec Untel*), be
    there *la* of a portfolio before it; not a name that hangs on the noun (*le porte-parole d'Untel*).
    """
    names = [
        mention
        for mention in page.mentions.near([source])
        if mention.kind == "name"
        and page.entities[mention.entity].kind == "person"
        and source[0] < mention.start < source[1] <= mention.end <= source[1] + 1
    ]
    if not names:
        return ()
    before = page.document.text[source[0] : names[-1].start]
    words, nouns, grammar = words_of(before), page.pack.names.nouns, page.pack.speech.grammar
    head = head_noun(before, page.pack.names)
    if head is None or nouns[head].sort not in ("office", "person") or is_plural(before, page.pack.names):
        return ()
    held = [word for word in words if word in nouns and nouns[word].sort in ("office", "person")]
    loose = words[-1] in {*grammar["prepositions"], *grammar["conjunctions"]} or before.endswith(("'", "’"))
    if loose or any(word not in head.split("-") for word in held):
        return ()
    return (names[-1].entity,)


def _further(page: Discourse, item: Found) -> tuple[str, ...]:
    """Those named that a source joins to the one it begins with (*le groupe et son fondateur, Untel*)."""
    if item.source is None:
        return ()
    found = source_mentions(page.document.text, page.mentions.near([item.source]), item.source, page.pack)
    return tuple(dict.fromkeys(mention.entity for mention in found[1:] if mention.kind == "name"))


def _denied(page: Discourse, item: Found) -> Iterator[str]:
    """Those whose words somebody takes up to deny them (*Untel accuse X de P, ce que ce dernier dément*); but
    one may deny to have said what he is said to have said (*une déclaration qu'il nie avoir faite*).
    """
    takes_up = item.candidate.act == "deny" and item.candidate.frame in ECHOES
    if takes_up and "negated" not in item.candidate.features:
        for number, other in enumerate(page.kept):
            said = other.candidate.act == "accuse" or item.candidate.frame == "relative"
            if said and other.candidate.act != "deny" and other.content[0][0] == item.content[0][0]:
                yield from page.voices.get(number, ())


def _is_heading_of(page: Discourse, item: Found) -> bool:
    """Whether a quotation has a heading to itself."""
    low, high = block_of(item.content[0][0], page.stage)
    line = page.document.text[int(low) : int(min(high, len(page.document.text)))]
    return is_heading(line) and len(line.strip()) - size(item.content) < HEADING // 2


def _held(page: Discourse, item: Found) -> Span | None:
    """The pair of quote marks that holds the words and something before them (an inquit most often)."""
    around = page.quotes.near(item.content)
    start, end = item.content[0][0], item.content[-1][1]
    return next((quote for quote in around if quote[0] < start - 1 and end <= quote[1]), None)


def _is_quoted(page: Discourse, item: Found) -> bool:
    """Whether the cue stands in quote marks; an inverted pronoun there tells that the marks do not match."""
    cue = item.cue
    if cue is None or item.source is None or page.document.text[item.source[0]] == "-":
        return False
    return any(left <= cue[0] and cue[1] <= right for left, right in page.quotes.near([cue]))


def _goes_on(item: Found, asked: Asked, pack: LanguagePack) -> bool:
    """Whether a pronoun goes on with what somebody has said (*a-t-on ajouté*, *il poursuit*)."""
    return asked.form in ("nobody", "personal") and item.candidate.lemma in pack.voices.going_on


def _antecedent(page: Discourse, item: Found) -> Found:
    """The quotation with the description that *qui* takes up as its source: it is asked who that is."""
    if item.source is None:
        return item
    low = page.document.text[slice(*item.source)].lower()
    if low not in page.pack.names.words["pronouns.relatives"]:
        return item
    start = item.source[0]
    near = page.mentions.near([(max(0, start - _CLAUSE), start)])
    own = next((m.entity for m in page.mentions.near([item.source]) if m.start == start), None)
    if teller := _teller(page, near, own, start):
        return replace(item, source=(teller.start, teller.end))
    heads = [
        mention
        for mention in near
        if mention.end <= start and mention.kind == "role" and mention.entity == own
    ]
    if not heads:
        return item
    last = max(heads, key=lambda mention: (mention.end, -mention.start))
    head = head_noun(page.document.text[last.start : last.end], page.pack.names)
    office = head is not None and page.pack.names.nouns[head].sort == "office"
    return replace(item, source=(last.start, last.end)) if office else item


def _teller(page: Discourse, near: Sequence[Mention], own: str | None, start: int) -> Mention | None:
    """Who it is that *qui* takes up, where it was taken for the paper that the noun phrase ends with (*une
    source proche de l'enquête qui confirme*).
    """
    if own is None or page.entities[own].kind != "document":
        return None
    ends = [mention.end for mention in near if mention.entity == own and mention.end <= start]
    for mention in near:
        if mention.kind != "role" or mention.entity == own or mention.end not in ends[-1:]:
            continue
        head = head_noun(page.document.text[mention.start : mention.end], page.pack.names)
        if head is not None and page.pack.names.nouns[head].sort in ("office", "person"):
            return mention
    return None


def _by_paper(page: Discourse, item: Found, asked: Asked) -> tuple[str, ...]:
    """Whose the paper is that says it, by its own words, else by those with which it was named before."""
    if item.source is None or asked.form not in ("described", "new"):
        return ()
    near = page.mentions.near([item.source])
    owner = owner_of(page.document.text, item.source, near, page.entities, page.pack)
    if owner or asked.sort != "document" or asked.own is None:
        return owner
    if asked.definite == "def":
        owner = _written_in(page, asked) or owner_before(page.papers, asked.place, asked.noun)
    alone = asked.short or asked.definite == "poss"
    return owner if owner or alone else (asked.own,)


def _written_in(page: Discourse, asked: Asked) -> tuple[str, ...]:
    """Who has said something in the paper that is named again (*dit X dans un communiqué*), none where the
    page has named another such paper since.
    """
    place = paper_before(
        page.document.text, page.mentions.near([(0, asked.place)]), asked, page.entities, page.pack
    )
    if place is None:
        return ()
    number = bisect_right(page.stage.stops, place)
    start = page.stage.stops[number - 1] if number else 0
    voices = [voice for where, voice in page.stage.spoken if start <= where < place]
    return voices[-1] if voices else ()


def _place(item: Found) -> int:
    return (item.source or item.cue or item.content[0])[0]


def _echo(page: Discourse, number: int) -> int | None:
    """The quotation that holds the same words: headings repeat what the body quotes."""
    words = _words(page, number)
    if len(words) < 2:
        return None
    for other in page.voices:
        apart = other != number and page.kept[other].source is not None
        if apart and len(words & _words(page, other)) >= _ECHO * len(words):
            return other
    return None


def _words(page: Discourse, number: int) -> frozenset[str]:
    text = " ".join(page.document.text[start:end] for start, end in page.kept[number].content).lower()
    return frozenset("".join(c if c.isalnum() else " " for c in text).split())
