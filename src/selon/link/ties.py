"""What a reader's merges and splits ask of the fold: which members belong together, which apart."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from selon.link.work import Work
from selon.records import Decision, Numbered, Stance, undone

__all__ = ["Ties", "ties", "without_refused"]


@dataclass(frozen=True, slots=True)
class Ties:
    """Groups of members (entities of actors, event reports of claims) and the pairs of groups kept apart."""

    groups: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    group_of: Mapping[str, int] = field(default_factory=dict)
    apart: frozenset[tuple[int, int]] = frozenset()

    def fellows(self, member: str) -> tuple[str, ...]:
        """The members that belong to the same as this one, in the order of the decisions."""
        mine = self.group_of.get(member)
        return self.groups[mine] if mine is not None else ()

    def strangers(self, member: str) -> list[tuple[str, ...]]:
        """The groups whose members may not belong to the same as this one."""
        mine = self.group_of.get(member)
        others = {b for a, b in self.apart if a == mine} | {a for a, b in self.apart if b == mine}
        return [self.groups[other] for other in sorted(others) if other in self.groups]


def ties(decisions: Sequence[Numbered]) -> Ties:
    """What the merges and splits that were not undone ask for; of two that contradict, the later holds."""
    back = undone(decisions)
    group: dict[str, int] = {}
    apart: set[tuple[int, int]] = set()
    for number, decision in decisions:
        ours, theirs = decision.before.get("members", ()), decision.after.get("members", ())
        if number in back or not ours or not theirs:
            continue
        if decision.verb == "merge":
            _join(group, apart, [*ours, *theirs], 2 * number)
        elif decision.verb == "split":
            group.update((name, 2 * number) for name in ours)
            group.update((name, 2 * number + 1) for name in theirs)
            apart.add((2 * number, 2 * number + 1))
    groups: dict[int, list[str]] = {}
    for name, label in group.items():
        groups.setdefault(label, []).append(name)
    return Ties({label: tuple(names) for label, names in groups.items()}, group, frozenset(apart))


def without_refused(
    stances: Sequence[Stance], work: Work, decisions: Sequence[Numbered]
) -> tuple[Stance, ...]:
    """The stances less the evidence on which the reader refused them; those left without any fall away.

    A refusal names the stance's value, the evidence and the entities (`members`) of the actor, not an id of
    the dossier: it holds for the same passages after every reading, and for no others.
    """
    back = undone(decisions)
    refused = [
        decision
        for number, decision in decisions
        if decision.verb == "reject" and number not in back and "evidence" in decision.before
    ]
    kept = []
    for stance in stances:
        gone = {item for decision in refused for item in _refuses(decision, stance, work)}
        evidence = tuple(item for item in stance.evidence if item not in gone)
        if evidence:
            kept.append(stance if not gone else dataclasses.replace(stance, evidence=evidence))
    return tuple(kept)


def _refuses(decision: Decision, stance: Stance, work: Work) -> list[str]:
    before = decision.before
    if before.get("value") != stance.value:
        return []
    members = before.get("members", ())
    return list(before["evidence"]) if stance.actor in work.owners(members).values() else []


def _join(group: dict[str, int], apart: set[tuple[int, int]], members: list[str], label: int) -> None:
    old = {group[name] for name in members if name in group}
    group.update((name, label) for name in members)
    for name, before in list(group.items()):
        if before in old:
            group[name] = label
    renamed = {
        (label if a in old else a, label if b in old else b) for a, b in apart if not (a in old and b in old)
    }
    apart.clear()
    apart.update(renamed)
