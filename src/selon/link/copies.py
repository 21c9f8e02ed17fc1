"""Copies: which passages of a document stand in one that came in before it.

Agency texts are cut, continued and headed anew, so that whole documents differ; what is carried over are
passages. Documents that share fingerprints are found by the index, then compared word by word. A fingerprint
that many documents hold is a formula, not a trace of one text, and what consists of such is passed over.
"""

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from selon.link.alignment import Run, aligned, known_grams, most_shared
from selon.link.fingerprints import fingerprints, stable_hash
from selon.link.judging import Shared, judged, shared_words
from selon.link.texts import COMMON, Texts
from selon.link.words import BodyWords, body_spans, body_words, lowered
from selon.records import Body, Copy, Document, Span

__all__ = ["Compared", "compare", "link_copies", "to_compare"]

_NEAR = 60  # words within which two documents share two fingerprints before they are compared, ...
_MANY = 4  # ... or so many anywhere
_MOST = 8  # documents that one document is compared with: those that share most

_Held = Mapping[int, Sequence[int]]


class _Read(NamedTuple):
    """A body with its words."""

    body: Body
    words: BodyWords


class Compared(NamedTuple):
    """A document that is to be compared: its fingerprints, with the word where each begins, and the keys of
    its page.
    """

    read: _Read
    prints: Mapping[int, int]
    keys: Sequence[int]


def to_compare(texts: Texts, documents: Iterable[Document]) -> list[Compared]:
    """Documents that come in together, made ready for `link_copies`: what they look up is read at once."""
    found = []
    for document in documents:
        body = Body(
            document.id,
            document.text,
            body_spans(document.blocks),
            document.url,
            document.publisher,
            document.title,
            document.agencies,
        )
        read = _read(body)
        found.append(Compared(read, fingerprints(read.words.numbers), _page_keys(body)))
    texts.expect(name for it in found for names in (it.prints, it.keys) for name in names)
    return found


def link_copies(texts: Texts, document: Compared) -> None:
    """Compare a document with those before it, and note what later ones are to be compared with."""
    read, prints, keys = document
    held = texts.holders([*prints, *keys])
    common = _common(held)
    found = []
    numbers = texts.named(_candidates(prints, keys, held)) if held else {}
    if numbers:
        known = known_grams(read.words)
        for other in map(_read, texts.bodies(list(numbers.values()))):
            copy = _compare(other, read, prints, common) if _may_share(other, read, known) else None
            if copy is not None:
                texts.put_copy(copy)
                found.append((other.body, copy))
    whole = _traced(read.body, found)
    traced = frozenset(number for number, name in numbers.items() if name in whole)
    own = [
        name
        for name in (*prints, *keys)
        if name not in held or _is_added(held[name], () if name in keys else traced)
    ]
    texts.put_body(read.body, own)
    _review(texts, [name for name in own if len(held.get(name, ())) == COMMON])


def _is_added(held: Sequence[int], traced: Collection[int]) -> bool:
    """Whether a document is put under a fingerprint: while it is not common, and no copy of those there."""
    return len(held) <= COMMON and not any(number in traced for number in held)


def compare(one: Body, two: Body, common: Collection[int] = ()) -> Copy | None:
    """What of `one` stands in `two`, null where that is less than a copy.

    `common` are fingerprints that many documents hold: passages that consist of such do not count.
    """
    first, second = _read(one), _read(two)
    return _compare(first, second, fingerprints(second.words.numbers), common)


def _read(body: Body) -> _Read:
    return _Read(body, body_words(body.text, body.spans))


def _may_share(one: _Read, two: _Read, known: NDArray[np.bool_]) -> bool:
    """Whether `two`, whose runs of five words are `known`, may be a copy: most that share some are none."""
    most = most_shared(known, one.words)
    shared = Shared(len(one.words), len(two.words), most, most, most)
    return judged(one.body, two.body, shared) is not None


def _compare(one: _Read, two: _Read, prints: Mapping[int, int], common: Collection[int]) -> Copy | None:
    runs = _telling(aligned(one.words, two.words), prints, common)
    if not runs:
        return None
    quoted = (words.quoted(body.text, body.spans) for body, words in (one, two))
    shared = Shared(len(one.words), len(two.words), *shared_words(runs, *quoted))
    kind = judged(one.body, two.body, shared)
    if kind is None:
        return None
    spans = tuple((_span(one, run.one, run.length), _span(two, run.two, run.length)) for run in runs)
    return Copy(one.body.document, two.body.document, spans, round(shared.all / shared.two, 4), kind)


def _span(read: _Read, at: int, length: int) -> Span:
    return read.words.span(at, at + length - 1)


def _telling(runs: Iterable[Run], prints: Mapping[int, int], common: Collection[int]) -> list[Run]:
    """The runs that are no formula: of their fingerprints most are held by few documents."""
    if not common:
        return list(runs)
    places = sorted((at, name in common) for name, at in prints.items())
    found = []
    for run in runs:
        inside = [known for at, known in places if run.two <= at < run.two + run.length]
        if 2 * sum(inside) <= len(inside):
            found.append(run)
    return found


def _page_keys(body: Body) -> list[int]:
    """What tells the same page again: its address, its title in its outlet."""
    keys = []
    if body.url:
        keys.append(stable_hash(f"url\n{body.url}"))
    if body.publisher and body.title:
        keys.append(stable_hash(f"title\n{lowered(body.publisher)}\n{lowered(body.title)}"))
    return keys


def _common(held: _Held) -> frozenset[int]:
    return frozenset(name for name, documents in held.items() if len(documents) > COMMON)


def _candidates(prints: Mapping[int, int], keys: Sequence[int], held: _Held) -> list[int]:
    """The documents to compare with: they share an address, a title or telling fingerprints."""
    places: dict[int, list[int]] = {}
    for key, documents in held.items():
        if key in prints and len(documents) <= COMMON:
            for number in documents:
                places.setdefault(number, []).append(prints[key])
    same = dict.fromkeys(number for key in keys for number in reversed(held.get(key, ())))
    telling = [number for number, found in places.items() if len(found) > 1 and _is_telling(sorted(found))]
    best = sorted(telling, key=lambda number: (-len(places[number]), min(places[number]), number))
    return list(dict.fromkeys([*same, *best]))[:_MOST]


def _is_telling(places: Sequence[int]) -> bool:
    """Whether fingerprints at these words may come from one passage: chance strews them."""
    near = any(after - before <= _NEAR for before, after in itertools.pairwise(places))
    return near or len(places) >= _MANY


def _traced(body: Body, found: Iterable[tuple[Body, Copy]]) -> frozenset[str]:
    """The documents whose text this one is as a whole: they alone stay under the fingerprints of both.

    So a text that many outlets print does not become common. Within one outlet only pages that are the same
    are such: what its other pages share may be a formula of the house.
    """
    return frozenset(
        other.document
        for other, copy in found
        if copy.kind in ("exact", "version")
        or (copy.kind == "wire" and (body.publisher is None or body.publisher != other.publisher))
    )


def _review(texts: Texts, common: Sequence[int]) -> None:
    """Compare anew what was taken for copies before these fingerprints became common."""
    if not common:
        return
    sharing = list(texts.holders(common).values())
    named = texts.named(dict.fromkeys(number for held in sharing for number in held))
    groups = [{named[number] for number in held} for held in sharing]
    for copy in texts.copies_in(list(named.values())):
        if copy.kind in ("partial", "wire") and any(
            group.issuperset((copy.of, copy.in_)) for group in groups
        ):
            _compare_again(texts, copy)


def _compare_again(texts: Texts, copy: Copy) -> None:
    bodies = {body.document: body for body in texts.bodies([copy.of, copy.in_])}
    read = _read(bodies[copy.in_])
    prints = fingerprints(read.words.numbers)
    again = _compare(_read(bodies[copy.of]), read, prints, _common(texts.holders(prints)))
    if again is None:
        texts.drop_copy(copy.of, copy.in_)
    else:
        texts.put_copy(again)
