"""Keys by which claims are found again: kind, modality, who fills which role, and when.

A dossier of many pages has many claims of one kind about one actor; comparing a report with all of them would
make each page slower than the one before. So each claim is kept under a few keys, made as those of names are:

- `=` all its roles, `<` each part of its roles (of what is broader), each role filled by whoever is
  represented in the end (a minister's state), each with the time, and once more with any time (`*`);
- `!` its parties, for denials of a whole matter.

What shares a key is only a candidate; `selon.link.propositions` compares.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from selon.lang import LanguagePack
from selon.lang.names import words_of
from selon.link.propositions import actor_roles, identity, object_words, represented
from selon.link.work import Work
from selon.records import Claim, Edtf, InvalidDate

__all__ = ["denial_keys", "denied_keys", "kept_under", "like_keys", "part_keys", "renamed_key"]

_Roles = Mapping[str, tuple[str, ...]]
_Parts = tuple[str, ...]
_ALTERNATIVES = 6  # ways of saying one role; more would be no help in finding it
_MONTHS = 120  # of a long time, as many months are looked up
_FILLED = re.compile(r"(?<=[:|])a\d+(?:\+[^+;|]+)*(?=[;|]|$)|(?<=[:|])[^+;|]+(?:\+[^+;|]+)+(?=[;|]|$)")
_ANY, _WIDE, _NEVER = "*", "~", ""


def kept_under(claim: Claim, work: Work, pack: LanguagePack) -> list[str]:
    """The keys that a claim is kept under."""
    head, roles = f"{claim.kind}|{claim.modality}", identity(claim.kind, claim.roles, pack)
    times = [_bucket(claim.time), _ANY]
    found = []
    for whole in _combined(roles, work, tops=True):
        found += [f"={head}|{_signature(whole)}|{time}" for time in times]
        found += [f"<{head}|{_signature(part)}|{time}" for part in _parts(whole) for time in times]
    return list(dict.fromkeys(found))


def like_keys(
    kind: str, modality: str, roles: _Roles, time: str | None, work: Work, *, partial: bool
) -> list[str]:
    """The keys of claims that may be the same: all roles equal or, when `partial`, some of them untold.

    `roles` are those that tell an event from others.
    """
    head, buckets = f"{kind}|{modality}", _overlapping(time)
    found = []
    for whole in _combined(roles, work, tops=False):
        found += [f"={head}|{_signature(whole)}|{bucket}" for bucket in buckets]
        if partial:
            found += [f"<{head}|{_signature(whole)}|{bucket}" for bucket in buckets]
            found += [f"={head}|{_signature(part)}|{b}" for part in _parts(whole) for b in buckets]
    return list(dict.fromkeys(found))


def part_keys(claim: Claim, work: Work, pack: LanguagePack) -> list[str]:
    """The keys of claims that may be broader or narrower than this one."""
    head, roles = f"{claim.kind}|{claim.modality}", identity(claim.kind, claim.roles, pack)
    dated = claim.time is not None
    below = _overlapping(claim.time) if dated else [_ANY]
    above = [*_overlapping(claim.time), _NEVER] if dated else [_NEVER]
    found = []
    for whole in _combined(roles, work, tops=False):
        found += [f"={head}|{_signature(whole)}|{time}" for time in dict.fromkeys((*above, *below))]
        found += [f"<{head}|{_signature(whole)}|{time}" for time in below]
        found += [f"={head}|{_signature(part)}|{time}" for part in _parts(whole) for time in above]
    return list(dict.fromkeys(found))


def denied_keys(claim: Claim, work: Work) -> list[str]:
    """The keys under which a claim is kept that somebody denies together with all such claims."""
    parties = sorted({_top(name, work) for ids in actor_roles(claim).values() for name in ids})
    return [
        f"!{claim.kind}|{'+'.join(some)}"
        for length in range(1, len(parties) + 1)
        for some in itertools.combinations(parties[:_ALTERNATIVES], length)
    ]


def denial_keys(claim: Claim, work: Work) -> list[str]:
    """The key of claims denied with all such claims that have the parties of this one, and maybe more."""
    parties = sorted({_top(name, work) for ids in actor_roles(claim).values() for name in ids})
    return [f"!{claim.kind}|{'+'.join(parties)}"] if parties else []


def renamed_key(key: str, names: Mapping[str, str]) -> str:
    """A key in which actors bear other ids."""

    def renamed(match: re.Match[str]) -> str:
        return "+".join(sorted(names.get(name, name) for name in match[0].split("+")))

    return _FILLED.sub(renamed, key)


def _top(name: str, work: Work) -> str:
    return [name, *represented(name, work)][-1]


def _signature(parts: Iterable[str]) -> str:
    return ";".join(sorted(parts))


def _parts(whole: _Parts) -> Iterator[_Parts]:
    """All proper parts of the roles, none of them empty."""
    for length in range(1, len(whole)):
        yield from itertools.combinations(whole, length)


def _combined(roles: _Roles, work: Work, *, tops: bool) -> list[_Parts]:
    """All ways of saying the roles, one alternative of each."""
    told = [_said(role, fillers, work, tops=tops) for role, fillers in sorted(roles.items()) if fillers]
    return list(itertools.product(*told)) if told else []


def _said(role: str, fillers: Sequence[str], work: Work, *, tops: bool) -> list[str]:
    """The ways of saying who fills a role: one actor, each pair of several, each longer word of a wording."""
    if not all(filler[:1] == "a" and filler[1:].isdigit() for filler in fillers):
        stems = sorted(object_words({role: tuple(fillers)})) or [" ".join(sorted(fillers))]
        return [f"{role}:'{stem}" for stem in stems[:_ALTERNATIVES]]
    lines = [_line(name, work, tops=tops) for name in fillers]
    single = {line[-1] for line in lines}
    if len(single) == 1:
        return list(dict.fromkeys(f"{role}:{name}" for line in lines for name in line))
    pairs = [
        "+".join(sorted(pair))
        for one, two in itertools.combinations(lines[:4], 2)
        for pair in itertools.product(one, two)
        if pair[0] != pair[1]
    ]
    return list(dict.fromkeys(f"{role}:{pair}" for pair in pairs))


def _line(name: str, work: Work, *, tops: bool) -> list[str]:
    """An actor and those it represents, with `tops` the last one only; the unnamed as they are described."""
    actor = work.actor(name)
    if actor.kind == "unnamed":
        described = f"'{actor.country or ''} {' '.join(words_of(actor.name))}"
        above = represented(name, work)
        return [described, *(above[-1:] if tops else above)]
    line = [name, *represented(name, work)]
    return line[-1:] if tops else line


def _bucket(edtf: str | None) -> str:
    """Where a time is kept: its month, else its year, else among the wide ones; apart where none is told."""
    months = _months(edtf)
    if months is None:
        return _NEVER if edtf is None else _WIDE
    if len(months) == 1:
        return months[0]
    years = {month[:4] for month in months}
    return years.pop() if len(years) == 1 else _WIDE


def _overlapping(edtf: str | None) -> list[str]:
    """Where times that may overlap with this one are kept."""
    months = _months(edtf)
    if months is None:
        return [_NEVER] if edtf is None else [_ANY]
    return list(dict.fromkeys([*months, *(month[:4] for month in months), _WIDE]))


def _months(edtf: str | None) -> list[str] | None:
    """The months from the earliest to the latest day of a time; null when it is open, unknown or long."""
    try:
        value = Edtf.parse(edtf) if edtf is not None else None
    except InvalidDate:
        return None
    if value is None or value.earliest is None or value.latest is None:
        return None
    first = value.earliest.year * 12 + value.earliest.month - 1
    last = value.latest.year * 12 + value.latest.month - 1
    if last - first >= _MONTHS:
        return None
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]
