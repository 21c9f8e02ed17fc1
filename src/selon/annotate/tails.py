"""Where what is reported stops: how often contents end before such words, and what a passage runs over.

Of the places where the content of a cue may end, it stops at one and runs over others. How often it stops is
counted on annotated pages by what stands behind the place: its first words, its part of speech, and the arc
by which it hangs on what came before (*P, ce qui a surpris* stops, *P, qui a surpris* often runs on).
"""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from selon.annotate.passages import Passage
from selon.annotate.standing import Rows, range_of
from selon.annotate.trees import Tree
from selon.records import Span

__all__ = ["KINDS", "TAILS", "by_cue", "ends_of", "keys_of", "tails"]

KINDS = (">word", ">class", ">arc")
"""What is told of a place, in order; in a table of rates, the name alone is the rate of unknown places."""

TAILS = ("stop word", "stop class", "stop arc", "over word", "over class", "over arc", "over", "stop odds")
"""What `tails` tells, in order: the rates where a passage ends, the highest of those that it runs over, how
many these are, and the log odds of all at once."""

_CLOSED = frozenset({"PRON", "ADV", "ADP", "SCONJ", "CCONJ"})  # words that say little without the next
_CLOSING = frozenset('»"”)')
_AHEAD = 12  # tokens in which a finite verb makes a clause of what follows
_LEAST = 1e-3  # a rate is never nothing


def by_cue(found: Sequence[Passage]) -> dict[tuple[int, Span | None], list[int]]:
    """The numbers of the passages of each cue of each sentence."""
    groups: dict[tuple[int, Span | None], list[int]] = {}
    for number, item in enumerate(found):
        groups.setdefault((item.sentence, item.cue), []).append(number)
    return groups


def ends_of(found: Sequence[Passage], members: Sequence[int]) -> list[int]:
    """The last tokens of these passages, each once, in order."""
    return sorted({range_of(found[number])[1] for number in members})


def keys_of(tree: Tree, verb: int | None, last: int) -> Iterator[str]:
    """What stands behind a token, one key for each of KINDS; `verb` is the token of the cue's verb."""
    number, mark, end = last + 1, "", len(tree.tokens)
    while number < end and (tree.low(number) in _CLOSING or tree.low(number) in (",", "(")):
        mark = mark or (tree.low(number) if tree.low(number) in (",", "(") else "")
        number += 1
    if number >= end:
        yield from (f"{kind} " for kind in KINDS)
        return
    token, words = tree.tokens[number], tree.low(number)
    if mark and token.pos in _CLOSED:
        words += " " + tree.low(number + 1)
    clause = any(tree.is_finite(i) for i in range(number, min(number + _AHEAD, end)))
    relation, where = _hangs(tree, verb, number, last)
    yield f"{KINDS[0]} {mark}{words}"
    yield f"{KINDS[1]} {mark}{token.pos} {where}{' clause' if clause else ''}"
    yield f"{KINDS[2]} {mark}{relation} {where}"


def _hangs(tree: Tree, verb: int | None, number: int, last: int) -> tuple[str, str]:
    """The relation of the highest token of what begins at `number`, and where before it its head stands."""
    node, steps = number, 0
    while tree.tokens[node].head > last and tree.tokens[node].head != node and steps < len(tree.tokens):
        node, steps = tree.tokens[node].head, steps + 1
    head, relation = tree.tokens[node].head, tree.tokens[node].dep
    if head == node or head > last:
        return relation, "root"
    if head == verb:
        return relation, "cue"
    return relation, "out" if verb is not None and head < verb <= last else "in"


def tails(found: Sequence[Passage], rates: Mapping[str, float]) -> Rows:
    """How often contents end where each passage does, and where it does not: (passages, len(TAILS))."""
    table = np.zeros((len(found), len(TAILS)))
    known = _Known(rates)
    for members in by_cue(found).values():
        ends = ends_of(found, members)
        told: dict[tuple[int, int, int | None], list[float]] = {}
        for number in members:
            item = found[number]
            key = *range_of(item), item.candidate.verb
            if key not in told:
                told[key] = _ending(known, item, ends)
            table[number] = told[key]
    return table


class _Known:
    """The rates of the places of a page, each looked up once."""

    def __init__(self, rates: Mapping[str, float]) -> None:
        self._rates = rates
        self._means = [rates.get(kind, 0.5) for kind in KINDS]
        self._places: dict[tuple[int, int | None, int], tuple[float, ...]] = {}

    def at(self, item: Passage, last: int) -> tuple[float, ...]:
        """How often contents stop after the token `last` of the passage's sentence, by each of KINDS."""
        place = item.sentence, item.candidate.verb, last
        if place not in self._places:
            keys = keys_of(item.tree, item.candidate.verb, last)
            self._places[place] = tuple(
                self._rates.get(key, mean) for key, mean in zip(keys, self._means, strict=True)
            )
        return self._places[place]


def _ending(known: _Known, item: Passage, ends: Sequence[int]) -> list[float]:
    first, last = range_of(item)
    here = known.at(item, last)
    over = [known.at(item, end) for end in ends if first <= end < last]
    highest = [max(column) for column in zip(*over, strict=True)] if over else [0.0] * len(KINDS)
    odds = sum(math.log(max(rate, _LEAST)) for rate in here)
    odds += sum(math.log(max(1 - rate, _LEAST)) for rates in over for rate in rates)
    return [*here, *highest, len(over), odds / len(KINDS)]
