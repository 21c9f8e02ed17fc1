"""The tables of a dossier: how many statements they take, which indexes they use, what a register says."""

import dataclasses
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from selon import store
from selon.records import (
    Actor,
    Analysis,
    Block,
    Changes,
    Claim,
    Document,
    Entity,
    EventKind,
    EventReport,
    EventRole,
    Membership,
    Mention,
    Narrowing,
    PageRead,
    Published,
    Quotation,
    RawPage,
    Stance,
    TimeExpression,
    document_id,
)
from selon.store import During, registers, relations

ALWAYS = During(None, None)
TEXT = "Page {n}. Aux abois, Alpha a vendu trois trucs à Bêta en mai 2023, dit Gamma. Bêta le nie."
KIND = EventKind("zz-sale", ("seller", "buyer", "thing"), (("seller", "buyer"),))
NAMES = ("Alpha", "Bêta", "Gamma")


def page(number: int) -> PageRead:
    """A page on which Gamma says that Alpha sold something to Bêta, which denies it."""
    text = TEXT.format(n=number)
    name = document_id(text.encode())
    short = name.removeprefix("sha256:")[:12]

    def span(words: str, after: int = 0) -> tuple[int, int]:
        start = text.index(words, after)
        return start, start + len(words)

    def id_(kind: str, at: tuple[int, int]) -> str:
        return f"{short}:{kind}:{at[0]}-{at[1]}"

    entities = tuple(Entity(id_("n", span(it)), it, (), "organisation") for it in NAMES)
    ids = {entity.name: entity.id for entity in entities}
    mentions = tuple(Mention(id_("m", span(it)), *span(it), ids[it], "name") for it in NAMES)
    told, denial, may = (
        span("Aux abois, Alpha a vendu trois trucs à Bêta en mai 2023"),
        span("le nie"),
        span("mai 2023"),
    )
    time = TimeExpression(id_("t", may), *may, "date", "2023-05", None)
    quotes = (
        Quotation(id_("q", told), (told,), "indirect", span("dit"), span("Gamma"), (ids["Gamma"],)),
        Quotation(id_("q", denial), (denial,), "indirect", span("nie"), None, (ids["Bêta"],), act="deny"),
    )
    roles = tuple(
        EventRole(role, span(words), mention)
        for role, words, mention in (
            ("seller", "Alpha", id_("m", span("Alpha"))),
            ("buyer", "Bêta", id_("m", span("Bêta"))),
            ("thing", "trois trucs", None),
        )
    )
    event = EventReport(
        id_("e", span("vendu")), KIND.name, span("vendu"), (told,), roles, time.id, "CT+", "asserted",
        (quotes[0].id,), (), False, 0.9, "test",
    )  # fmt: skip
    document = Document(
        name, f"{number}.txt", None, None, "text/plain", "utf-8", None, None, (), (), "fr",
        Published(f"2023-06-{1 + number % 28:02}"), text, (Block(0, len(text), "body"),),
    )  # fmt: skip
    return PageRead(
        document,
        Analysis(name, ((0, len(text)),), (time,), mentions, entities, quotes, (event,)),
    )


def fill(db: sqlite3.Connection, pages: int) -> None:
    """So many pages, each with a claim of its own on which one actor stands for and one against it."""
    with store.transaction(db):
        for number in range(pages):
            read = page(number)
            store.save_raw(db, read.document.id, RawPage("x.txt", b"x"), "x.txt")
            store.save_page(db, read)
            said, denied = read.analysis.quotations
            name = f"c{number + 1}"
            claim = Claim(
                id=name,
                kind=KIND.name,
                roles={"seller": ("a1",), "buyer": ("a2",), "thing": ("trois trucs",)},
                time="2023-05",
                reports=(read.analysis.events[0].id,),
            )
            members = [
                Membership(entity.id, f"a{at}", 1.0, "name")
                for at, entity in enumerate(read.analysis.entities, start=1)
            ]
            stances = (
                Stance(f"{name}.a3.asserts", "a3", name, "asserts", "2023-05-30", (said.id,)),
                Stance(f"{name}.a2.denies", "a2", name, "denies", None, (denied.id,)),
            )
            actors = tuple(Actor(f"a{at}", "organisation", it) for at, it in enumerate(NAMES, start=1))
            store.save_changes(
                db, Changes(actors=actors, memberships=tuple(members), claims=(claim,), stances=stances)
            )


def filled(path: Path, pages: int) -> sqlite3.Connection:
    db = store.connect(path, create=True)
    fill(db, pages)
    return db


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    db = filled(tmp_path_factory.mktemp("few") / "d.selon", 10)
    yield db
    db.close()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    db = filled(tmp_path_factory.mktemp("many") / "d.selon", 100)
    yield db
    db.close()


TABLES: dict[str, Callable[[sqlite3.Connection], Any]] = {
    "timeline": lambda db: store.timeline_rows(db, ALWAYS),
    "timeline by speech": lambda db: store.timeline_rows(db, ALWAYS, by="speech"),
    "timeline by publication": lambda db: store.timeline_rows(db, During("2023", None), by="publication"),
    "timeline of actors": lambda db: store.timeline_rows(db, ALWAYS, actors={"a1", "a2"}, kind=KIND.name),
    "claims": lambda db: store.claim_rows(db, ALWAYS),
    "claims of actors": lambda db: store.claim_rows(db, During("2023", "2023"), actors={"a2"}),
    "quotes": lambda db: store.quote_rows(db, ALWAYS),
    "quotes of actors": lambda db: store.quote_rows(db, During("2023", None), actors={"a2"}, kind="deny"),
    "pages": lambda db: store.page_rows(db, ALWAYS),
    "search": lambda db: store.search_rows(db, "trucs", 1000),
    "kinds": lambda db: store.kind_rows(db, ALWAYS),
    "register": lambda db: store.register(db, KIND.name, KIND.roles, ALWAYS).rows,
    "relations": lambda db: store.relation_rows(db, [KIND], ALWAYS),
    "show an actor": lambda db: store.show(db, "a1").entities,  # type: ignore[union-attr]
}


def statements(db: sqlite3.Connection, ask: Callable[[sqlite3.Connection], Any]) -> tuple[list[str], Any]:
    """What SQL a call runs, views and functions unfolded by SQLite left out, and what it gives."""
    run: list[str] = []
    db.set_trace_callback(run.append)
    rows = ask(db)
    db.set_trace_callback(None)
    return [line for line in run if not line.startswith("--")], rows


@pytest.mark.parametrize("table", TABLES)
def test_a_table_takes_as_many_statements_for_a_hundred_pages_as_for_ten(
    table: str, few: sqlite3.Connection, many: sqlite3.Connection
) -> None:
    short, of_ten = statements(few, TABLES[table])
    long, of_hundred = statements(many, TABLES[table])
    assert len(short) == len(long) <= 15
    if table not in ("kinds", "relations"):
        assert (len(of_ten), len(of_hundred)) in {(10, 100), (20, 200)}


# The tables that a table of rows is made of: these may be gone through, all others are looked up.
MADE_OF: dict[str, set[str]] = {
    "timeline": {"claim", "claim_report", "event"},
    "timeline by speech": {"page", "stance_evidence", "event_source"},
    "timeline by publication": {"page", "stance_evidence", "event_source"},
    "claims": {"claim", "actor"},
    "claims of actors": {"stance", "actor"},
    "quotes": {"page"},
    "pages": {"page"},
    "kinds": {"event", "stance"},
    "register": {"actor"},
    "show an actor": {"actor"},
}


@pytest.mark.parametrize("table", TABLES)
def test_only_what_a_table_is_made_of_is_gone_through(table: str, many: sqlite3.Connection) -> None:
    real = {row[0] for row in many.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} - {
        "search",
        "aside",  # few quotations and events stand in what recurs: the list is gone through
        "narrowed",  # and few have a day that other pages tell
    }
    run, _ = statements(many, TABLES[table])
    plan = [row["detail"] for line in run for row in many.execute(f"EXPLAIN QUERY PLAN {line}")]
    walked = {step.split()[1] for step in plan if step.startswith("SCAN ")} & real
    assert walked <= MADE_OF.get(table, set())
    assert any(" USING " in step for step in plan)


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT * FROM quotation WHERE page = 'x'", "quotation_page"),
        ("SELECT * FROM event WHERE kind = 'x'", "event_kind"),
        ("SELECT * FROM stance WHERE claim = 'x'", "stance_claim"),
        ("SELECT * FROM claim_report WHERE event = 'x'", "claim_report_event"),
        ("SELECT * FROM membership WHERE actor = 'x'", "membership_actor"),
    ],
)
def test_what_tables_are_joined_by_is_indexed(query: str, index: str, many: sqlite3.Connection) -> None:
    (plan,) = [row["detail"] for row in many.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert index in plan


def test_the_register_of_a_kind_that_no_pack_knows(few: sqlite3.Connection) -> None:
    found = store.register(few, KIND.name, (), ALWAYS)
    assert set(found.roles) == {"seller", "buyer", "thing"}
    named = store.register(few, KIND.name, KIND.roles, ALWAYS)
    assert named.roles == KIND.roles
    row = named.rows[0]
    assert dict(row.roles) == {"seller": ("Alpha",), "buyer": ("Bêta",), "thing": ("trois trucs",)}
    assert [actor.name for actor in row.asserted_by] == ["Gamma"]
    assert [actor.name for actor in row.denied_by] == ["Bêta"]
    assert (row.edtf, row.said, row.pages, row.own_voice) == ("2023-05", ("2023-05-30",), 1, 0)
    assert row.statuses == ("asserted",)
    assert all(store.show(few, row.id) for row in named.rows)


def test_a_register_keeps_roles_that_the_kind_has_and_no_event_fills(few: sqlite3.Connection) -> None:
    found = store.register(few, KIND.name, (*KIND.roles, "price"), ALWAYS)
    assert found.roles == (*KIND.roles, "price")
    assert all("price" not in row.roles for row in found.rows)


@pytest.mark.parametrize(
    ("since", "until", "rows"),
    [(None, None, 10), ("2023-05", None, 10), ("2023-06", None, 0), (None, "2022", 0)],
)
def test_a_register_is_filtered_by_the_time_of_the_event(
    since: str | None, until: str | None, rows: int, few: sqlite3.Connection
) -> None:
    during = During(since, until)
    assert len(store.register(few, KIND.name, KIND.roles, during).rows) == rows
    assert sum(row.events for row in store.kind_rows(few, during)) == rows


def test_an_actor_of_a_register_takes_part_or_speaks_of_it(few: sqlite3.Connection) -> None:
    for actor, rows in (("a1", 10), ("a2", 10), ("a3", 10), ("a9", 0)):
        assert len(store.register(few, KIND.name, (), ALWAYS, actors={actor}).rows) == rows
        assert sum(row.events for row in store.kind_rows(few, ALWAYS, actors={actor})) == rows


def test_kinds_are_counted(few: sqlite3.Connection) -> None:
    (row,) = store.kind_rows(few, ALWAYS)
    counts = (row.kind, row.events, row.reports, row.pages, row.asserted, row.denied, row.first, row.last)
    assert counts == ("zz-sale", 10, 10, 10, 10, 10, "2023-05-01", "2023-05-31")


def test_a_report_without_a_claim_has_a_row_under_its_own_id(tmp_path: Path) -> None:
    db = filled(tmp_path / "d.selon", 1)
    db.execute("DELETE FROM claim")
    (row,) = store.register(db, KIND.name, KIND.roles, ALWAYS).rows
    assert ":e:" in row.id
    assert [actor.name for actor in row.asserted_by] == ["Gamma"]
    assert row.roles["thing"] == ("trois trucs",)
    db.close()


@pytest.mark.parametrize(
    ("told", "narrowed", "dated"),
    [
        ("2023-05", "2023-05-16", "2023-05-16"),
        ("2023-05", "[2023-05-16,2023-05-23]", "[2023-05-16,2023-05-23]"),
        ("2023-05-02/..", "2023-05-16", "2023-05-16"),
        (None, "2023-05-16", "2023-05-16"),
        ("2023-05-16", "[2023-05-16,2023-05-23]", "2023-05-16"),  # of another page, more precise
        ("2023-05-09", "2023-05-16", "2023-05-09"),
    ],
)
def test_a_narrowed_day_takes_the_place_of_a_time_that_it_lies_in(
    tmp_path: Path, told: str | None, narrowed: str, dated: str
) -> None:
    db, read = filled(tmp_path / "d.selon", 1), page(0)
    event, time = read.analysis.events[0], read.analysis.times[0]
    claim = Claim("c1", KIND.name, {"seller": ("a1",), "buyer": ("a2",)}, told, (event.id,))
    with store.transaction(db):
        narrowing = Narrowing(time.id, narrowed, (), "test")
        store.save_changes(db, Changes(claims=(claim,), narrowings=(narrowing,)))
    (row,) = store.timeline_rows(db, ALWAYS)
    assert row.edtf == row.happened == dated
    assert {row.happened for row in store.timeline_rows(db, ALWAYS, by="publication")} == {dated}
    db.close()


def test_wordings_inside_others_are_left_out_and_names_never() -> None:
    assert registers._distinct(["Corée", "Corée du Nord"], ["missiles", "des missiles", "Des Missiles"]) == (
        "Corée",
        "Corée du Nord",
        "des missiles",
    )
    assert registers._distinct([], ["l’obus", "l'obus", "obus"]) == ("l’obus",)


def test_relations_go_from_role_to_role_and_tell_who_denies(few: sqlite3.Connection) -> None:
    (row,) = store.relation_rows(few, [KIND], ALWAYS)
    assert (row.source.name, row.target.name, row.directed, row.kind) == ("Alpha", "Bêta", True, "zz-sale")
    assert (len(row.claims), row.reports, row.pages, dict(row.statuses)) == (10, 10, 10, {"asserted": 10})
    assert [actor.name for actor in row.asserted_by] == ["Gamma"]
    assert [actor.name for actor in row.denied_by] == ["Bêta"]
    assert (row.first, row.last) == ("2023-05-01", "2023-05-31")
    turned = dataclasses.replace(KIND, relations=(("buyer", "seller"),))
    (other,) = store.relation_rows(few, [turned], ALWAYS)
    assert (other.source.name, other.target.name) == ("Bêta", "Alpha")
    assert store.relation_rows(few, [dataclasses.replace(KIND, relations=())], ALWAYS) == []


@pytest.mark.parametrize(
    ("actors", "others", "found"),
    [({"a1"}, None, 1), ({"a3"}, None, 0), ({"a1"}, {"a2"}, 1), ({"a2"}, {"a1"}, 1), ({"a1"}, {"a3"}, 0)],
)
def test_relations_of_one_actor_and_between_two(
    actors: set[str], others: set[str] | None, found: int, few: sqlite3.Connection
) -> None:
    assert len(store.relation_rows(few, [KIND], ALWAYS, actors=actors, others=others)) == found


def test_what_several_do_together_has_no_direction(tmp_path: Path) -> None:
    db = filled(tmp_path / "d.selon", 1)
    together = Claim("c9", "zz-talk", {"parties": ("a3", "a1", "un tiers", "a2")}, None, ())
    with store.transaction(db):
        store.save_changes(db, Changes(claims=(together,)))
    kind = EventKind("zz-talk", ("parties",), (("parties", "parties"),))
    rows = store.relation_rows(db, [kind], ALWAYS)
    assert [(row.source.id, row.target.id) for row in rows] == [("a1", "a2"), ("a1", "a3"), ("a2", "a3")]
    assert not any(row.directed for row in rows)
    db.close()


def test_a_chronology_of_words_has_stances_and_when_they_were_taken(few: sqlite3.Connection) -> None:
    rows = store.timeline_rows(few, ALWAYS, by="speech")
    assert {(row.edtf, row.stance, row.reporters[0].name) for row in rows} == {
        ("2023-05-30", "asserts", "Gamma")
    }
    assert {row.happened for row in rows} == {"2023-05"}
    assert len(rows) == 10


def test_a_chronology_of_pages_has_denials_beside_what_they_deny(few: sqlite3.Connection) -> None:
    rows = store.timeline_rows(few, During(None, "2023-06-05"), by="publication")
    dates = [f"2023-06-{day:02}" for day in range(1, 6)]
    assert [(row.edtf, row.stance) for row in rows] == [
        (date, value) for date in dates for value in ("asserts", "denies")
    ]
    assert {row.status for row in rows if row.stance == "denies"} == {"denied"}
    assert all(row.passages[0].published == row.edtf for row in rows)


def test_a_limit_gives_the_first_rows(few: sqlite3.Connection) -> None:
    assert store.timeline_rows(few, ALWAYS, limit=3) == store.timeline_rows(few, ALWAYS)[:3]
    assert store.claim_rows(few, ALWAYS, limit=3) == store.claim_rows(few, ALWAYS)[:3]
    assert store.quote_rows(few, ALWAYS, limit=3) == store.quote_rows(few, ALWAYS)[:3]
    whole = store.register(few, KIND.name, KIND.roles, ALWAYS)
    assert store.register(few, KIND.name, KIND.roles, ALWAYS, limit=3).rows == whole.rows[:3]


def test_every_passage_is_the_text_between_its_offsets(few: sqlite3.Connection) -> None:
    texts = {row["page"]: row["text"] for row in few.execute("SELECT page, text FROM document")}
    tables = [rows for _, ask in TABLES.items() for rows in [ask(few)] if isinstance(rows, (list, tuple))]
    passages = [
        it
        for rows in tables
        for row in rows
        for it in (getattr(row, "passages", None) or [row.passage] if hasattr(row, "passage") else ())
    ]
    assert len(passages) >= 30
    for passage in passages:
        start, end = passage.span
        assert texts[passage.document][start:end] == passage.exact


def test_relations_look_their_claims_up(many: sqlite3.Connection) -> None:
    plan = [row["detail"] for row in many.execute(f"EXPLAIN QUERY PLAN {relations._PAIRS}", ("[]",))]
    assert any("claim_kind" in step for step in plan)
