"""The reader's decisions as entries of a table: who, when, what it was before, and whether it holds."""

from selon.cli.render import Entry, tidy
from selon.cli.words import Words, quoted
from selon.records import Decision, DecisionRow, edits_told

__all__ = ["DECISIONS", "decided_in_words", "decision_entry"]

DECISIONS = ("id", "date", "decision", "item", "change", "state", "by", "passage")
"""Headings of a table of decisions, as keys of `words.toml`."""
_FIELDS = {"speakers": "speaker", "roles": "role"}  # as one writes them in an edit
_WORDED = (
    "act",
    "mode",
    "status",
    "factuality",
    "kind",
)  # fields whose values are keys with words of their own


def decision_entry(row: DecisionRow, words: Words) -> Entry:
    """A decision with what it changed, and the reason where it finds its item no more."""
    decision = row.decision
    state = words.say(f"decision_{row.state}") + (f" ({row.detail})" if row.detail else "")
    verb, change = words.say(f"verb_{decision.verb}"), _change(decision, words)
    at = decision.at[:16].replace("T", " ")
    return Entry(
        cells=(row.id, at, verb, decision.target, change, state, decision.by, tidy(decision.exact)),
        lead=f"{row.id} · {decision.at[:10]}",
        head=" · ".join(filter(None, (verb, decision.by, change))),
        body=quoted([tidy(decision.exact)], words.language) if decision.exact else "",
        foot=f"{decision.target} · {state}",
    )


def decided_in_words(decided: str | None, words: Words) -> str:
    """What a reader did to an item, in brackets; empty when nothing."""
    return f" ({words.say(f'verb_{decided}')})" if decided else ""


def _change(decision: Decision, words: Words) -> str:
    """What an edit set, and what it was before; what was merged with the item, or split off."""
    edits = [
        f"{_FIELDS.get(field, field)}: {_value(field, was, words)} → {_value(field, now, words)}"
        for field, was, now in edits_told(decision)
    ]
    sign = {"merge": "+", "split": "−"}.get(decision.verb, "")
    return "; ".join(edits) or " ".join(f"{sign} {name}" for name in decision.after.get("names", ()))


def _value(field: str, value: str, words: Words) -> str:
    return words.word(value) if field in _WORDED else value
