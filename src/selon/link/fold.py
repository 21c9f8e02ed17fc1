"""The fold: page after page, what the dossier knows grows by what the page tells."""

import dataclasses
from collections.abc import Collection, Mapping, Sequence

from selon.lang import LanguagePack
from selon.link.actors import link_actors
from selon.link.claims import link_claims
from selon.link.copies import link_copies, to_compare
from selon.link.denials import apply_denials, inherit_denials
from selon.link.narrowing import Reads, narrow
from selon.link.propositions import propositions
from selon.link.stances import PageStances
from selon.link.stories import link_story, read_ahead
from selon.link.terms import doings_of
from selon.link.texts import Texts
from selon.link.ties import ties, without_refused
from selon.link.traces import Traces
from selon.link.variants import link_variants
from selon.link.work import Work, number
from selon.records import Changes, LinkState, Narrowing, Numbered, PageRead

__all__ = ["link"]

_NONE: Mapping[str, Collection[int]] = {}


def link(
    state: LinkState,
    pages: Sequence[PageRead],
    pack: LanguagePack,
    decisions: Sequence[Numbered] = (),
    *,
    aside: Mapping[str, Collection[int]] = _NONE,
) -> Changes:
    """What `pages`, in this order, add to a dossier: actors, memberships, claims, stances, copies, stories.

    A fold: the pages one by one, each linked to the state that the one before left, give the same as all at
    once. Pure. `pages` are as the reader's decisions on their items left them (`decide_page`); `decisions`
    are those on what the fold makes: merges and splits of actors and claims, stances rejected. `aside` are
    the blocks of documents (ids), by their numbers, that recur over their sites: no story is told by them.
    """
    work, texts, traces, tied = Work(state), Texts(state), Traces(state), ties(decisions)
    reads, narrowings = Reads(state), dict[str, Narrowing]()
    documents = [page.document for page in pages]
    compared, ahead = to_compare(texts, documents), read_ahead(traces, documents, pack, aside)
    for page, document, terms in zip(pages, compared, ahead, strict=True):
        link_copies(texts, document)
        actors = link_actors(work, page, pack, tied)
        link_variants(texts, page, actors, texts.copies_in([page.document.id]), pack)
        reports = propositions(page, actors, pack)
        first_new = work.peek("c")
        claims = link_claims(work, page, reports, pack, actors=actors, ties=tied)
        told = PageStances(work, page, actors, claims, pack)
        told.from_reports(reports)
        apply_denials(told, reports)
        inherit_denials(told, frozenset(name for name in claims.values() if number(name) < first_new))
        link_story(traces, work, page.document, pack, doings_of(page), terms=terms)
        narrowings.update((it.time, it) for it in narrow(work, traces, reads, page, pack))
    changes = work.changes()
    return dataclasses.replace(
        changes,
        stances=without_refused(changes.stances, work, decisions),
        variants=texts.variants,
        copies=texts.copies,
        dropped=texts.dropped,
        bodies=texts.added,
        prints=texts.prints,
        narrowings=tuple(narrowings.values()),
        traces=traces.added,
        placements=traces.placements,
        terms=traces.terms,
        found=traces.found,
    )
