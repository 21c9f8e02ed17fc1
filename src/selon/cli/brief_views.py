"""What is new, as Markdown: each line with its id, each passage with its page and place."""

import re
from collections.abc import Iterable, Iterator, Sequence

from selon.cli.render import tidy
from selon.cli.words import Words
from selon.records import Brief, ClaimRow, Passage, StanceChange, StanceRow, ThreatRow

__all__ = ["brief_lines"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_SHOWN = 3  # passages of one item: `selon show` has them all


def brief_lines(brief: Brief, words: Words) -> Iterator[str]:
    """A brief in lines of Markdown, each with its end."""
    since = f" · {words.say('since')} {words.day(brief.since)}" if brief.since else ""
    yield f"# {words.say('brief')}{since}\n\n{words.say('new_pages', brief.pages)}\n"
    yield from _part("brief_claims", (_claim(row, words) for row in brief.claims), words)
    yield from _part("brief_denials", (_stance(row, words) for row in brief.denials), words)
    yield from _part("brief_changes", (_stance(row, words) for row in brief.changes), words)
    yield from _part("brief_threats", (_threat(row, words) for row in brief.threats), words)


def _part(heading: str, items: Iterable[str], words: Words) -> Iterator[str]:
    found = list(items)
    title = words.say(heading)
    yield f"\n## {title[:1].upper()}{title[1:]} ({len(found)})\n\n"
    yield "".join(found) if found else f"{words.say('none')}\n"


def _claim(row: ClaimRow, words: Words) -> str:
    date, sources = words.date(row.claim.time), words.say("sources", row.sources)
    stances = [f"{it.actor.name} {words.word(it.value)}" for it in row.stances if it.through is None]
    told = ", ".join(filter(None, (date, sources, *dict.fromkeys(stances))))
    return _item(f"**{_plain(_text(row, words))}** ({_plain(told)}) `{row.claim.id}`", row.passages, words)


def _stance(row: StanceChange, words: Words) -> str:
    return _item(_said(row.claim, row.stance, row.before, words), row.stance.passages, words)


def _threat(row: ThreatRow, words: Words) -> str:
    item = _item(_said(row.claim, row.stance, (), words), row.stance.passages, words)
    return item + "".join(f"  - {words.say('condition')} {_quote(it, words)}\n" for it in row.conditions)


def _said(claim: ClaimRow, stance: StanceRow, before: Sequence[StanceRow], words: Words) -> str:
    value = words.word(stance.value)
    if before:
        values = ", ".join(dict.fromkeys(words.word(it.value) for it in before))
        value = f"{value} ({words.say('before')} {values})"
    date = words.day(stance.uttered)
    when = f", {date}" if date else ""
    text = _plain(_text(claim, words))
    return f"**{_plain(stance.actor.name)}** {_plain(value)}{_plain(when)} · {text} `{stance.id}`"


def _item(line: str, passages: Sequence[Passage], words: Words) -> str:
    more = len(passages) - _SHOWN
    shown = "".join(f"  - {_quote(passage, words)}\n" for passage in passages[:_SHOWN])
    return f"- {line}\n{shown}" + (f"  - +{more}\n" if more > 0 else "")


def _quote(passage: Passage, words: Words) -> str:
    sentence = tidy(passage.prefix + passage.exact + passage.suffix)
    return f"> {_plain(sentence)} · {_plain(words.cite(passage))}"


def _text(row: ClaimRow, words: Words) -> str:
    return tidy(words.claim(row.claim, row.roles))


def _plain(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return _SPECIAL.sub(r"\\\1", tidy(text))
