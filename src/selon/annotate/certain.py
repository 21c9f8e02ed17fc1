"""What a source stands for by grammar alone: pronouns that go on, pairs, *l'intéressé*, *la même source*."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from selon.annotate.parties import Party
from selon.annotate.stage import Asked, Past, Stage, block_of, heading_above, may_be, past_of

__all__ = ["by_grammar"]

_IN_FULL = 2  # words of an office, its noun among them, that tell whose it is
_NEAR = 2  # sentences back to the words that *la même source* goes on with


def by_grammar(asked: Asked, stage: Stage) -> tuple[str, ...]:
    """What a source stands for by grammar alone; empty where that does not tell.

    *Qui* stands for what its clause hangs on, *un proche* for somebody new, a plural for the two that the
    page names in apposition to it, *les deux femmes*, *ils* for those whom a conjunction has joined,
    *a-t-il ajouté* goes on with who spoke before.
    """
    own = stage.parties.get(asked.own or "")
    if own is not None:
        fresh = asked.sort in ("office", "person") or asked.form == "new"
        bare = asked.definite == "" and asked.sort == "person"  # *de source policière*
        single = (asked.definite == "indef" and not asked.plural and fresh) or (bare and not asked.plural)
        text = asked.definite == "indef" and own.kind == "document" and not asked.inside  # *une résolution*
        if asked.form == "relative" or (single and own.kind == "unnamed") or text:
            return own.ids
        if own.ids[0] in stage.holders:
            return stage.holders[own.ids[0]]
    if asked.concerned:
        return _concerned(asked, stage)
    if asked.dual:
        return _two(asked, stage)
    return (
        _pair(asked, stage)
        or _going_on(asked, stage)
        or _the_same(asked, stage)
        or _in_full(asked, stage)
        or _in_sentence(asked, stage)
        or _under_heading(asked, stage)
    )


def _going_on(asked: Asked, stage: Stage) -> tuple[str, ...]:
    """Who spoke just before in the paragraph, where a pronoun after the words agrees (a-t-elle ajouté)."""
    if asked.form != "personal" or asked.place <= asked.content[0][0] or asked.outer:
        return ()
    past = past_of(asked, stage)
    apart = past.last_place < block_of(asked.place, stage)[0]
    if len(past.last) != 1 or _sentences(past, asked, stage) > 1 or apart:
        return ()
    last = stage.parties[past.last[0]]
    sure = last.kind in ("person", "unnamed") or last.gender == asked.gender
    return last.ids if sure and may_be(last, asked) else ()


def _the_same(asked: Asked, stage: Stage) -> tuple[str, ...]:
    """Who spoke last, where *la même source* or *a-t-on ajouté* says that nobody else speaks; *il poursuit*
    where that agrees.

    *Ce praticien*, of whom the page has told under no such noun, is the one person who has just spoken.
    """
    past = past_of(asked, stage)
    if asked.again and asked.form == "personal":
        voices = [stage.parties[name] for name in past.last]
        near = len(voices) == 1 and _sentences(past, asked, stage) <= _NEAR
        return past.last if near and may_be(voices[0], asked) else ()
    if asked.again and past.last:
        return past.last
    pointed = asked.pointed and asked.form == "new" and not asked.plural and len(past.last) == 1
    if not pointed or _sentences(past, asked, stage) > _NEAR:
        return ()
    last = stage.parties[past.last[0]]
    return last.ids if last.kind == "person" and may_be(last, asked) else ()


def _sentences(past: Past, asked: Asked, stage: Stage) -> int:
    """How many sentences back the last words stand."""
    return bisect_right(stage.stops, asked.place) - bisect_right(stage.stops, past.last_place)


def _concerned(asked: Asked, stage: Stage) -> tuple[str, ...]:
    """Whom *l'intéressé* means: of the persons told of last, the nearest who has not just spoken."""
    last = past_of(asked, stage).last
    able = [
        party
        for party in stage.parties.values()
        if party.kind == "person" and party.ids != last and may_be(party, asked) and party.named
    ]
    nearest = max(able, key=lambda party: _last_named(party, asked.place), default=None)
    return nearest.ids if nearest is not None and _last_named(nearest, asked.place) >= 0 else ()


def _last_named(party: Party, place: int) -> int:
    number = bisect_left(party.named, place)
    return party.named[number - 1] if number else -1


def _in_full(asked: Asked, stage: Stage) -> tuple[str, ...]:
    """The only person whom the page calls by every word of an office (*le ministre de la Santé*)."""
    office = asked.sort == "office" and asked.definite == "def" and not asked.plural
    if not office or asked.noun is None or len(asked.words) < _IN_FULL:
        return ()
    called = [
        party
        for party in stage.parties.values()
        if party.kind == "person"
        and asked.noun in party.nouns
        and any(asked.words <= words for words in party.called)
        and may_be(party, asked)
    ]
    return called[0].ids if len(called) == 1 else ()


def _under_heading(asked: Asked, stage: Stage) -> tuple[str, ...]:
    """Whose name the heading above is, where no other person has been a subject since."""
    start, end = heading_above(asked.place, stage)
    person = asked.sort == "office" and asked.definite == "def" and not asked.plural
    if end <= start or not (asked.form in ("personal", "floating") or person):
        return ()
    headed = [p for p in stage.parties.values() if p.kind == "person" and _holds(p.named, start, end)]
    if len(headed) != 1 or not stage.bare[start] or not may_be(headed[0], asked):
        return ()
    others = (p for p in stage.parties.values() if p.kind == "person" and p is not headed[0])
    told = any(_holds(sorted(p.subjects.intersection(p.named)), end, asked.place) for p in others)
    return () if told else headed[0].ids


def _holds(starts: Sequence[int], first: int, last: int) -> bool:
    number = bisect_left(starts, first)
    return number < len(starts) and starts[number] < last


def _in_sentence(asked: Asked, stage: Stage) -> tuple[str, ...]:
    """Of words in marks without a verb of saying: the only person named outside marks in the sentence, as a
    subject or behind them (*Par "un accord", précise Untel*).
    """
    if asked.form != "floating":
        return ()
    number = bisect_right(stage.stops, asked.place)
    start = stage.stops[number - 1] if number else 0
    end = stage.stops[number] if number < len(stage.stops) else block_of(asked.place, stage)[1]
    named = {
        party.ids: [place for place in party.named if start <= place < end and place in party.outside]
        for party in stage.parties.values()
        if party.kind == "person"
    }
    here = [ids for ids, places in named.items() if places]
    if len(here) != 1:
        return ()
    subjects, behind = stage.parties[here[0][0]].subjects, asked.content[-1][1]
    return here[0] if any(place in subjects or place >= behind for place in named[here[0]]) else ()


def _two(asked: Asked, stage: Stage) -> tuple[str, ...]:
    """The only two persons of this gender whom the page has joined before, under whatever mentions."""
    pairs = {
        tuple(stage.parties[name].name for name in voice): voice
        for place, voice in stage.joined
        if place < asked.place and all(_is_of(stage.parties[name], asked.gender) for name in voice)
    }
    return next(iter(pairs.values())) if len(pairs) == 1 else ()


def _is_of(party: Party, gender: str) -> bool:
    return party.kind in ("person", "unnamed") and ("x" in (party.gender, gender) or party.gender == gender)


def _pair(asked: Asked, stage: Stage) -> tuple[str, ...]:
    """The persons that *ils*, *elles* stand for when its own sentence joins two before it."""
    stop = bisect_right(stage.stops, asked.place)
    start = stage.stops[stop - 1] if stop else 0
    if asked.form != "personal" or not asked.plural:
        return ()
    pairs = [voice for place, voice in stage.joined if start <= place < asked.place]
    persons = (voice for voice in pairs if all(stage.parties[name].kind == "person" for name in voice))
    return next(persons, ())
