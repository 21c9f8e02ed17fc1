"""The dossier: pages in, the fold over their analyses, rows for readers out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from selon import __version__, store
from selon.pipeline._adding import Progress, add, rebuild
from selon.pipeline._brief import brief, nodes, story_pages
from selon.pipeline._decisions import decide_items, decide_members, item_fields, take_back, take_out
from selon.pipeline._map import SCHEMA
from selon.records import (
    AddReport,
    Brief,
    By,
    ClaimRow,
    CopyGroup,
    CopyKind,
    DecisionRow,
    DossierHeader,
    DossierRecord,
    EditField,
    EventKind,
    KindRow,
    NamedActor,
    NodeRow,
    PageRead,
    PageRow,
    QuoteRow,
    RawPage,
    Recurring,
    Register,
    RelationRow,
    SearchRow,
    Shown,
    SpeakerRow,
    StoryRow,
    TimelineRow,
    UnknownId,
    Verb,
    Why,
    dossier_line,
)

if TYPE_CHECKING:
    from selon.ingest import Reading

__all__ = ["Dossier", "Progress", "open"]


def open(path: str | Path, create: bool = False) -> "Dossier":
    """The dossier at `path`; with `create`, a new one where there is none.

    Raises DossierNotFound, DossierTooNew, or DossierError for a file that is no dossier.
    """
    return Dossier(path, create=create)


class Dossier:
    """A dossier: one SQLite file that holds pages, what they tell, and who stands where on each claim.

    To be used in a `with` block, or closed by hand. Filters of the reading methods: `actor` is an actor's id
    or a name (case, accents and hyphens ignored), and stands for those too who act for that actor, as a
    ministry does for its state; `since` and `until` are EDTF values (InvalidDate if not), both inclusive,
    compared as intervals: what may lie inside is shown. Rows are frozen records (`selon.records`).
    """

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        self.path = Path(path)
        self._db = store.connect(self.path, create=create)

    def __enter__(self) -> "Dossier":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the dossier cannot be used after."""
        self._db.close()

    def add(
        self,
        pages: str | Path | RawPage | Iterable[str | Path | RawPage],
        progress: Progress | None = None,
        reading: "Reading | None" = None,
        jobs: int = 1,
    ) -> AddReport:
        """Read, analyse and link new pages: paths (as `read` takes them, as it takes `reading`) or raw pages.

        Same bytes are one page, whatever their source. Each page is one transaction: what was reported to
        `progress` is kept even when the process is killed, and a next call goes on from there. With several
        `jobs` as many processes read; the dossier is the same. Raises what `read` raises before anything is
        read, DossierError when another process writes for too long.
        """
        return add(self._db, pages, progress, reading, jobs)

    def rebuild(self, progress: Progress | None = None, jobs: int = 1) -> AddReport:
        """Read the kept bytes again with the present engine; all of it or, when it fails, nothing.

        Actors and claims whose members stand at the same places keep their ids; decisions stay. With several
        `jobs` as many processes read.
        """
        return rebuild(self._db, progress, jobs)

    def decide(
        self,
        verb: Verb,
        target: str | Sequence[str],
        values: Mapping[str, str] | None = None,
        *,
        members: Sequence[str] = (),
        by: str = "",
    ) -> list[DecisionRow]:
        """Take a decision on the item of this id, or on each of several; it survives every rebuild.

        `confirm`, `reject`: quotations, event reports, times, entities or stances. `edit`: with `values`,
        fields and words (docs/reference/commands.md). `merge`: an actor or claim, `members` holding the ids
        of those that are the same. `split`: an actor or claim, `members` holding the entities or event
        reports that are not of it. `undo` takes a decision back. Raises UnknownId and InvalidDecision; then
        nothing was decided.
        """
        targets = [target] if isinstance(target, str) else list(target)
        with store.transaction(self._db):
            if verb in ("merge", "split"):
                numbers = [decide_members(self._db, verb, name, members, by) for name in targets]
            else:
                numbers = decide_items(self._db, verb, targets, values or {}, by)
        return self._decisions(numbers)

    def undo(self, target: str | None = None, *, by: str = "") -> DecisionRow:
        """Take back a decision (`d3`), or the last one that stands; an `undo` can itself be undone.

        Gives the decision taken back. Raises UnknownId when there is none.
        """
        with store.transaction(self._db):
            number = take_back(self._db, target, by)
        return self._decisions([number])[0]

    def decisions(self, item: str | None = None) -> list[DecisionRow]:
        """Every decision, the latest first, and whether it holds, was undone, or finds its item no more.

        With the id of an `item`, those on it, and the merges and splits that its members had a part in.
        """
        return store.decision_rows(self._db, item)

    def last_decision(self) -> DecisionRow | None:
        """The decision that `undo()` would take back; null when there is none."""
        return store.last_standing(self._db)

    def doubts(
        self,
        *,
        kind: str | None = None,
        rule: str | None = None,
        least: float | None = None,
        limit: int = 50,
    ) -> list[str]:
        """The ids of quotations and events not yet decided, least sure first; `kind` is one of the two.

        With `rule`, only what it found; with `least`, only what has at least this confidence.
        """
        return store.doubts(self._db, kind, limit, rule=rule, least=least)

    def actors_named(self, words: str, *, limit: int = 20) -> list[NamedActor]:
        """The actors one of whose names holds these letters; accents and case are ignored."""
        from selon.lang.names import words_of

        folded = " ".join(words_of(words))
        return store.actors_like(self._db, folded, limit) if folded else []

    def fields(self, name: str) -> tuple[EditField, ...]:
        """The fields of an item that `decide("edit", ...)` can set, with their values; raises UnknownId."""
        return item_fields(self._db, name)

    def counts(self) -> dict[str, int]:
        """How many pages, rejected ones, quotations, events, claims and actors there are."""
        return store.counts(self._db)

    def speakers(self, *, limit: int = 100) -> list[SpeakerRow]:
        """The actors who speak in most quotations."""
        return store.speaker_rows(self._db, limit)

    def read_page(self, page: str) -> PageRead:
        """A page with its text and analysis, as decided (id or first digits); raises UnknownId."""
        read = store.read_page(self._db, store.page_id(self._db, page))
        if read is None:
            raise UnknownId(f"no page that was read bears the id {page!r}")
        return read

    def remove(self, page: str) -> str:
        """Take out a page (id or first digits) with its bytes and all that hangs on it; gives its source.

        Decisions on it stay, as orphans, and hold again when the same bytes come back. Raises UnknownId.
        """
        with store.transaction(self._db):
            return take_out(self._db, page)

    def _decisions(self, numbers: Sequence[int]) -> list[DecisionRow]:
        rows = {row.id: row for row in store.decision_rows(self._db)}
        return [rows[f"d{number}"] for number in numbers]

    def header(self) -> DossierHeader:
        """What made the dossier: the record format's number, the engine, the model and the language pack."""
        return store.header(self._db) or DossierHeader(SCHEMA, __version__, "", "")

    def pages(self, *, since: str | None = None, until: str | None = None) -> list[PageRow]:
        """The pages in the order in which they came in, by date of publication; rejected ones always."""
        return store.page_rows(self._db, store.During(since, until))

    def copies(
        self,
        *,
        kind: CopyKind | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> list[CopyGroup]:
        """Pages of one text, in the order in which they came in; with `kind`, those that this kind ties.

        A group is shown whole when one of its pages was published in that time.
        """
        return store.copy_groups(self._db, store.During(since, until), kind, limit)

    def stories(
        self,
        *,
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> list[StoryRow]:
        """Developing matters with their chapters, those of most pages first.

        A story is shown whole when `actor` is named on one of its pages, and one was published in that time.
        """
        during = store.During(since, until)
        return store.story_rows(self._db, during, actors=self._actors(actor), limit=limit)

    def quotations(
        self,
        *,
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
        kind: str | None = None,
        limit: int | None = None,
    ) -> list[QuoteRow]:
        """Who says what, in order of pages and place; `kind` is an act (`deny`) or a mode (`direct`).

        The time is that of the utterance or, where the page does not tell it, of publication.
        """
        during = store.During(since, until)
        return store.quote_rows(self._db, during, actors=self._actors(actor), kind=kind, limit=limit)

    def timeline(
        self,
        *,
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
        kind: str | None = None,
        by: By = "event",
        limit: int | None = None,
        story: str | None = None,
    ) -> list[TimelineRow]:
        """What is dated, in order of time; `kind` is an event's, `actor` takes part in it or tells of it.

        The time is that of the event, and reports of one claim are one row; or, with `by`, that of the words
        about it or of the pages, and each time at which a claim is told has a row. With `story` only what the
        pages of that story tell; raises UnknownId when there is none.
        """
        during, pages = store.During(since, until), story_pages(self._db, story)
        return store.timeline_rows(
            self._db, during, actors=self._actors(actor), kind=kind, by=by, limit=limit, pages=pages
        )

    def nodes(
        self,
        *,
        story: str | None = None,
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
        kind: str | None = None,
        top: int | None = None,
    ) -> list[NodeRow]:
        """The times at which something happened, in order: the `top` ones, by independent sources.

        Each speaks through the event that most independent pages tell. Filters as for `timeline`.
        """
        return nodes(
            self._db, store.During(since, until), story, actors=self._actors(actor), kind=kind, top=top
        )

    def brief(self, since: str | None = None, *, remember: bool = False) -> Brief:
        """What is new on pages published `since` a day (EDTF), or with `last` since the last brief; or all.

        With `remember`, the next `last` begins here.
        """
        return brief(self._db, since, remember=remember)

    def claims(
        self,
        *,
        actor: str | None = None,
        kind: str | None = None,
        since: str | None = None,
        until: str | None = None,
        ids: Sequence[str] | None = None,
        limit: int | None = None,
    ) -> list[ClaimRow]:
        """The claims with who stands where on each; `actor` has a role in it or a stance on it.

        The time is that of the event, or of the utterance of a stance. With `ids`, only these.
        """
        during, actors = store.During(since, until), self._actors(actor)
        return store.claim_rows(self._db, during, actors=actors, kind=kind, ids=ids, limit=limit)

    def kinds(
        self, *, actor: str | None = None, since: str | None = None, until: str | None = None
    ) -> list[KindRow]:
        """The kinds of events that there are, the most frequent first; filters as for `register`."""
        return store.kind_rows(self._db, store.During(since, until), actors=self._actors(actor))

    def register(
        self,
        kind: str,
        *,
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> Register:
        """The events of a kind as a table: the kind's roles, who asserts, who denies, when.

        `actor` takes part, tells of it or takes a stance on it; the time is that of the event.
        """
        known = self._kinds().get(kind)
        return store.register(
            self._db,
            kind,
            known.roles if known else (),
            store.During(since, until),
            actors=self._actors(actor),
            limit=limit,
        )

    def relations(
        self,
        actor: str | None = None,
        other: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        kind: str | None = None,
    ) -> list[RelationRow]:
        """Actors x actors by what is said to pass between them, the most reported first.

        With `actor`, its own; with `other` too, those between the two, either way.
        """
        kinds = [known for known in self._kinds().values() if kind in (None, known.name)]
        return store.relation_rows(
            self._db,
            kinds,
            store.During(since, until),
            actors=self._actors(actor),
            others=self._actors(other),
        )

    def search(self, words: str, limit: int = 100) -> list[SearchRow]:
        """The blocks that hold all the words, best first; accents and case are ignored, "..." is a phrase."""
        return store.search_rows(self._db, words, limit)

    def recurring(self) -> list[Recurring]:
        """The blocks of pages that recur over the pages of their site, page after page, as counted now."""
        return list(store.recurring_lines(self._db))

    def show(self, name: str) -> Shown:
        """The page (id or first digits of its hash), annotation, actor, claim or stance of this id.

        Raises UnknownId.
        """
        return store.show(self._db, name)

    def why(self, name: str) -> Why:
        """The rule or reason, the score and the evidence behind the item of this id; raises UnknownId."""
        return store.why(self._db, name)

    def records(self) -> Iterator[dict[str, Any]]:
        """Every line of the lossless record (docs/reference/records.md), as JSON values, in a fixed order."""
        yield dossier_line(self.header())
        yield from store.document_lines(self._db)
        folded: Iterable[DossierRecord]
        for folded in (
            store.rejections(self._db),
            store.all_actors(self._db),
            store.all_memberships(self._db),
            store.all_claims(self._db),
            store.all_stances(self._db),
            store.all_stories(self._db),
            store.overlays(self._db),
            store.recurring_lines(self._db),
            store.decisions(self._db),
        ):
            yield from (dossier_line(record) for record in folded)

    def _kinds(self) -> Mapping[str, EventKind]:
        from selon.lang.kinds import load_kinds

        return load_kinds()

    def _actors(self, actor: str | None) -> set[str] | None:
        if actor is None:
            return None
        from selon.lang.names import words_of

        name = " ".join(words_of(actor))
        return store.acting_for(self._db, store.find_actors(self._db, [name, f"surname:{name}"], actor))
