"""What `selon show` and `selon why` print: one thing whole, with what hangs on it."""

import dataclasses
import sys
import textwrap
from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from selon.cli import copy_views, item_views, story_views, views
from selon.cli.decision_views import decision_entry
from selon.cli.positions import claim_passages
from selon.cli.render import Entry, print_outline, safe
from selon.cli.words import Words
from selon.records import (
    ActorRow,
    ClaimRow,
    DecisionRow,
    EntityRow,
    EventRow,
    PageContent,
    Passage,
    QuoteRow,
    Rejected,
    Shown,
    StanceRow,
    StoryRow,
    TimeRow,
)

__all__ = ["print_decided", "print_shown"]

_OPENING = 60  # characters of a block that is folded


def print_decided(rows: Sequence[DecisionRow], words: Words) -> None:
    """What a reader decided on the thing that was shown."""
    _print_section("decisions_of", [decision_entry(row, words) for row in rows], words)


def print_shown(shown: Shown, words: Words) -> None:
    """One thing of the dossier, with its passages in their context; a page with its whole text."""
    print_outline([_entry(shown, words)])
    if isinstance(shown, PageContent):
        _print_content(shown, words)
    if isinstance(shown, QuoteRow):
        _print_section("variants_of", [copy_views.variant_entry(row, words) for row in shown.variants], words)


def _print_content(page: PageContent, words: Words) -> None:
    sys.stdout.write(f"\n{safe(_folded(page, words)).strip()}\n")
    _print_section("copies_of", [copy_views.copy_entry(row, words) for row in page.copies], words)
    _print_section("quotations_of", [views.quote_entry(row, words) for row in page.quotations], words)
    _print_section("events_of", [item_views.event_entry(row, words) for row in page.events], words)


def _folded(page: PageContent, words: Words) -> str:
    """The page's text, with the reason and the opening words in the place of blocks that recur."""
    text, parts, at = page.document.text, list[str](), 0
    for item in page.recurring:
        block = page.document.blocks[item.block]
        opening = textwrap.shorten(text[block.start : block.end], _OPENING, placeholder="…")
        parts += [text[at : block.start], f"[{words.recurs(item)}: {opening}]"]
        at = block.end
    return "".join([*parts, text[at:]])


def _print_section(heading: str, entries: Sequence[Entry], words: Words) -> None:
    if entries:
        sys.stdout.write(f"\n{words.say(heading).upper()}\n\n")
        print_outline(entries)


@singledispatch
def _entry(shown: Any, words: Words) -> Entry:
    raise TypeError(f"{type(shown).__name__} is nothing that a dossier shows")


@_entry.register
def _(shown: PageContent, words: Words) -> Entry:
    entry = views.page_entry(shown.row, words)
    own = copy_views.own_in_words(shown.own, words) if shown.copies else ""
    return dataclasses.replace(entry, body=" · ".join(filter(None, (entry.body, own))))


@_entry.register
def _(shown: Rejected, words: Words) -> Entry:
    return views.rejected_entry(shown, words)


@_entry.register
def _(shown: QuoteRow, words: Words) -> Entry:
    return _with_context(views.quote_entry(shown, words), [shown.passage], words)


@_entry.register
def _(shown: EventRow, words: Words) -> Entry:
    return _with_context(item_views.event_entry(shown, words), [shown.passage], words)


@_entry.register
def _(shown: StanceRow, words: Words) -> Entry:
    entry = dataclasses.replace(views.stance_entry(shown, words), foot=shown.id)
    return _with_context(entry, shown.passages, words)


@_entry.register
def _(shown: ClaimRow, words: Words) -> Entry:
    """The claim with every passage for and against it, in order of time."""
    entry = views.claim_entry(shown, words)
    related = [
        words.labelled(words.say(way), ", ".join(ids))
        for way, ids in (("broader", shown.claim.broader), ("narrower", shown.claim.narrower))
        if ids
    ]
    foot = "\n".join([entry.foot, *related])
    return dataclasses.replace(entry, foot=foot, children=claim_passages(shown, words))


@_entry.register
def _(shown: ActorRow, words: Words) -> Entry:
    return item_views.actor_entry(shown, words)


@_entry.register
def _(shown: EntityRow, words: Words) -> Entry:
    return _with_context(item_views.entity_entry(shown, words), shown.passages, words)


@_entry.register
def _(shown: TimeRow, words: Words) -> Entry:
    return item_views.time_entry(shown, words)


@_entry.register
def _(shown: StoryRow, words: Words) -> Entry:
    return story_views.whole_story(shown, words)


def _with_context(entry: Entry, passages: Sequence[Passage], words: Words) -> Entry:
    """The entry with its passages below it in their context, in place of the bare text."""
    return dataclasses.replace(entry, body="", children=views.passage_entries(passages, words))
