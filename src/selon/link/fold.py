"""The fold: page after page, what the dossier knows grows by what the page tells."""

from collections.abc import Sequence

from selon.lang import LanguagePack
from selon.link.actors import link_actors
from selon.link.claims import link_claims
from selon.link.denials import apply_denials, inherit_denials
from selon.link.propositions import propositions
from selon.link.stances import PageStances
from selon.link.work import Work, number
from selon.records import Changes, Decision, LinkState, PageRead

__all__ = ["link"]


def link(
    state: LinkState, pages: Sequence[PageRead], pack: LanguagePack, decisions: Sequence[Decision] = ()
) -> Changes:
    """What `pages`, in this order, add to a dossier: actors, memberships, claims, stances.

    A fold: the pages one by one, each linked to the state that the one before left, give the same as all at
    once. Pure. `decisions` are the reader's; none of them bears on these records yet.
    """
    del decisions
    work = Work(state)
    for page in pages:
        actors = link_actors(work, page, pack)
        reports = propositions(page, actors, pack)
        first_new = work.peek("c")
        claims = link_claims(work, page, reports, pack)
        told = PageStances(work, page, actors, claims, pack)
        told.from_reports(reports)
        apply_denials(told, reports)
        inherit_denials(told, frozenset(name for name in claims.values() if number(name) < first_new))
    return work.changes()
