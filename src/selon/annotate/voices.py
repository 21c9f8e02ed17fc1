"""From kept candidates to records: speakers over the discourse, relays, times of speech, nesting."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from selon.annotate.acts import Told, act_of
from selon.annotate.addressees import Around, addressee_of, relays_of
from selon.annotate.discourse import find_voices, read_discourse
from selon.annotate.grid import Grid
from selon.annotate.moments import uttered_of
from selon.annotate.reading import Found, size
from selon.annotate.sentences import Sentence
from selon.annotate.speakers import source_mentions
from selon.lang import LanguagePack
from selon.records import (
    Act,
    Document,
    Entity,
    Mention,
    Mode,
    Quotation,
    Span,
    TimeExpression,
    annotation_id,
)

__all__ = ["quotations_around", "records"]


@dataclass(frozen=True, slots=True)
class _Page:
    """What the records are made from."""

    document: Document
    sentences: Sequence[Sentence]
    kept: Sequence[Found]
    mentions: Grid[Mention]
    times: Grid[TimeExpression]
    quotes: Grid[Span]
    pack: LanguagePack
    entities: Mapping[str, Entity]
    parents: Mapping[int, int]
    voices: Mapping[int, tuple[str, ...]]


def records(  # noqa: PLR0917 (one parameter a layer)
    document: Document,
    sentences: Sequence[Sentence],
    kept: Sequence[Found],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    times: Sequence[TimeExpression],
    pack: LanguagePack,
) -> tuple[Quotation, ...]:
    """The quotations as records, in the order given."""
    parents = quotations_around(kept)
    page = _Page(
        document,
        sentences,
        kept,
        Grid((mention, [(mention.start, mention.end)]) for mention in mentions),
        Grid((time, [(time.start, time.end)]) for time in times if time.kind in ("date", "time")),
        Grid((quote, [quote]) for sentence in sentences for quote in sentence.quotes),
        pack,
        {entity.id: entity for entity in entities},
        parents,
        find_voices(read_discourse(document, sentences, kept, parents, mentions, entities, pack)),
    )
    ids: dict[str, None] = {}
    for item in kept:
        ids[annotation_id(document.id, "q", item.content[0][0], item.content[-1][1], ids)] = None
    names = list(ids)
    told = zip(_acts(page), _addressees(page), strict=True)
    return tuple(_record(page, number, names, *both) for number, both in enumerate(told))


def _record(page: _Page, number: int, ids: Sequence[str], act: Act, addressee: str | None) -> Quotation:
    item = page.kept[number]
    parent = page.parents.get(number)
    return Quotation(
        ids[number],
        item.content,
        _mode(page, item.content),
        item.cue,
        item.source,
        page.voices.get(number, ()),
        on_behalf_of=_principal(page, number),
        via=tuple(relay for relay in _relays(page, number) if relay not in page.voices.get(number, ())),
        addressee=addressee,
        act=act,
        uttered=uttered_of(
            page.document.text, item, page.sentences[item.sentence].span, page.times, page.pack
        ),
        nested_in=ids[parent] if parent is not None else None,
        confidence=round(item.confidence, 2),
        rule=f"{page.pack.code}/{item.candidate.frame}",
        flags=item.flags,
    )


def quotations_around(kept: Sequence[Found]) -> dict[int, int]:
    """The smallest quotation that holds content and cue of another."""
    grid = Grid((number, item.content) for number, item in enumerate(kept))
    parents: dict[int, int] = {}
    for number, item in enumerate(kept):
        if item.cue is None:
            continue
        parts = [item.cue, *item.content]
        holding = [
            (size(kept[other].content), other)
            for other in grid.near([item.cue])
            if other != number and all(_inside(part, kept[other].content) for part in parts)
        ]
        larger = [pair for pair in holding if pair[0] > size(item.content)]
        if larger:
            parents[number] = min(larger)[1]
    return parents


def _inside(span: Span, content: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in content)


def _mode(page: _Page, content: Sequence[Span]) -> Mode:
    letters = quoted = 0
    text = page.document.text
    for start, end in content:
        near = page.quotes.near([(start, end)])
        for place in range(start, end):
            if text[place].isalnum():
                letters += 1
                quoted += any(left <= place < right for left, right in near)
    return "indirect" if not quoted else "direct" if quoted >= 0.98 * letters else "mixed"


def _principal(page: _Page, number: int) -> tuple[str, ...]:
    """The body that a spokesperson speaks for."""
    item = page.kept[number]
    if item.source is None:
        return ()
    for mention in source_mentions(
        page.document.text, page.mentions.near([item.source]), item.source, page.pack
    ):
        if mention.organisation and mention.role and mention.role in page.pack.speech.spokespersons:
            return (mention.organisation,)
    return ()


def _relays(page: _Page, number: int) -> tuple[str, ...]:
    """Those who pass it on, nearest first: named in its clause, then those in whose quotation it stands."""
    item = page.kept[number]
    stop = page.sentences[item.sentence].span[1]
    near = page.mentions.near([(item.cue[1], stop)]) if item.cue and item.cue[1] < stop else []
    relays = [*_told(page, item, near), *relays_of(page.document.text, item, near, stop, page.pack)]
    parent = page.parents.get(number)
    while parent is not None:
        relays += [voice for voice in page.voices.get(parent, ()) if voice not in relays]
        parent = page.parents.get(parent)
    return tuple(dict.fromkeys(relays))


def _told(page: _Page, item: Found, near: Sequence[Mention]) -> list[str]:
    """The medium that learned it, between the verb and who told it (*a appris l'agence auprès de X*)."""
    if item.source is None or item.candidate.lemma not in page.pack.voices.learning:
        return []
    between = (m for m in near if m.kind == "name" and m.end <= item.source[0])
    return [m.entity for m in between if _is_medium(page, m)]


def _is_medium(page: _Page, mention: Mention) -> bool:
    institution = page.pack.names.institution(page.entities[mention.entity].name)
    return institution is not None and institution.voice


def _acts(page: _Page) -> list[Act]:
    """The acts in order: a denial by one speaker goes on in what the same speaker says next."""
    acts: list[Act] = []
    for number, item in enumerate(page.kept):
        same = number > 0 and page.voices.get(number) == page.voices.get(number - 1)
        told = Told(page.sentences[item.sentence].span, acts[-1] if same else None)
        acts.append(act_of(page.document.text, item, told, page.pack))
    return acts


def _addressees(page: _Page) -> list[str | None]:
    """To whom each was said, by the reporting clause; what floats goes on to whom the speaker was talking."""
    told: list[str | None] = []
    media = _media(page)
    for number, item in enumerate(page.kept):
        stop = page.sentences[item.sentence].span[1]
        near = page.mentions.near([(item.cue[1], stop)]) if item.cue and item.cue[1] < stop else []
        medium = _medium_before(media, item.cue[0]) if item.cue else None
        around = Around(near, page.entities, stop, page.voices.get(number, ()), medium)
        told.append(addressee_of(page.document.text, item, around, page.pack))
        if item.cue is None and number and page.voices.get(number) == page.voices.get(number - 1):
            told[number] = told[number - 1]
    return told


def _media(page: _Page) -> list[tuple[int, str]]:
    """Where the page names a medium, in order, with its name."""
    found = []
    for mention in page.mentions.near([(0, len(page.document.text))]):
        if mention.kind == "name" and _is_medium(page, mention):
            found.append((mention.start, page.entities[mention.entity].name))
    return sorted(found)


def _medium_before(media: Sequence[tuple[int, str]], place: int) -> str | None:
    """The name of the medium that was named last before a place."""
    number = bisect_left(media, (place, ""))
    return media[number - 1][1] if number else None
