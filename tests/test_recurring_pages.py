"""What recurs over the pages of a site is laid over them: found by no table, folded, told why, never lost."""

import dataclasses
import re
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

import selon
from selon import store
from selon.cli import main
from selon.export.reading import read_runs
from selon.link.recurring import recurring
from selon.pipeline import _map, _recurring
from selon.pipeline._fold import relink, save_reading
from selon.records import (
    Analysis,
    Block,
    Document,
    PageRead,
    Published,
    Quotation,
    RawPage,
    Recurring,
    annotation_id,
    document_id,
)
from selon.web import create_app

PLACES = ("Aubin", "Bréval", "Corlay", "Dormont", "Esnes", "Flers")
CALL = (
    "La rédaction de La Vallée vous accompagne chaque matin : « L'information locale mérite des lecteurs"
    " exigeants », déclare Paul Lormand, le directeur du journal."
)


def page(number: int) -> RawPage:
    place = PLACES[number]
    text = f"""<html lang="fr"><head><title>{place} vote son budget</title>
<meta property="article:published_time" content="2024-03-{11 + number}T08:00:00+01:00"></head><body><article>
<h1>{place} vote son budget</h1>
<p>Le conseil municipal de {place} a voté lundi soir son budget, malgré l'opposition de trois
élus de gauche.</p>
<p>« Nous n'augmenterons pas la taxe foncière à {place} », a promis le maire, Jean Dorval, qui renonce aussi à
la construction d'une nouvelle piscine sur les bords de la rivière.</p>
<p>L'opposition de {place} a annoncé qu'elle saisirait la chambre régionale des comptes dans les prochains
jours, car elle juge les recettes surestimées.</p>
<p>{CALL}</p></article></body></html>"""
    return RawPage(f"{place}.html", text.encode(), "text/html", f"https://www.vallee.example/{number}")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, parser: Any) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("site") / "d.selon"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_map, "_parser", lambda language: parser)
        with selon.open(path, create=True) as dossier:
            dossier.add([page(number) for number in range(6)])
        yield path


@pytest.mark.parser
def test_a_call_that_each_page_takes_for_its_text_is_laid_over(built: Path) -> None:
    with selon.open(built) as dossier:
        found = dossier.recurring()
        assert [(it.was, it.site, it.pages, it.of) for it in found] == [("body", "vallee.example", 6, 6)] * 6
        for item in found:
            document = dossier.read_page(item.document).document
            block = document.blocks[item.block]
            assert document.text[block.start : block.end] == CALL
            assert block.kind == "body"  # the page's own map stays


@pytest.mark.parser
def test_search_and_tables_leave_it_out(built: Path) -> None:
    with selon.open(built) as dossier:
        assert dossier.search("lecteurs exigeants") == []
        assert len(dossier.search("taxe foncière")) == 6
        quoted = [" ".join(row.content) for row in dossier.quotations()]
        assert len([it for it in quoted if "taxe foncière" in it]) == 6
        assert not [it for it in quoted if "exigeants" in it]
        assert not [row for row in dossier.speakers() if "Lormand" in row.actor.name]
        shown = dossier.show(dossier.recurring()[0].document)
        assert not [row for row in shown.quotations if "exigeants" in " ".join(row.content)]  # type: ignore[union-attr]


@pytest.mark.parser
def test_why_tells_of_the_page_and_of_what_is_set_aside(built: Path) -> None:
    with selon.open(built) as dossier:
        item = dossier.recurring()[0]
        reason = "the line stands on 6 of 6 articles of vallee.example"
        why = dossier.why(item.document)
        assert [it for it in why.reasons if it.startswith("recurring, body") and it.endswith(reason)]
        assert CALL in [passage.exact for passage in why.evidence]
        read = dossier.read_page(item.document)
        block = read.document.blocks[item.block]
        aside = [it for it in read.analysis.quotations if it.content[0][0] >= block.start]
        assert aside
        assert f"set aside: {reason}" in dossier.why(aside[0].id).reasons
        assert dossier.show(aside[0].id).id == aside[0].id  # type: ignore[union-attr]


@pytest.mark.parser
def test_the_page_folds_it_with_the_reason(built: Path) -> None:
    with selon.open(built) as dossier:
        item = dossier.recurring()[0]
        runs = read_runs(dossier.read_page(item.document), (), [item])
    folded = [run for run in runs if run.recurring]
    assert [(run.folded, run.recurring) for run in folded] == [(True, (item,))]
    shown = CliRunner().invoke(main, ["show", item.document, "-d", str(built), "--lang", "en"])
    assert "[on 6 of 6 articles of vallee.example: La rédaction de La Vallée" in shown.output
    assert "exigeants" not in shown.output
    written = CliRunner().invoke(main, ["export", "html", "-d", str(built), "-o", "-", "--lang", "en"])
    assert "1 block that recurs on 6 of 6 articles of vallee.example" in written.output


@pytest.mark.parser
def test_the_reading_room_folds_it_with_the_reason(built: Path) -> None:
    with selon.open(built) as dossier:
        name = dossier.recurring()[0].document.removeprefix("sha256:")[:12]
    client = TestClient(create_app(built), base_url="http://127.0.0.1:8642")
    text = client.get(f"/d/{name}?lang=en").text
    folded = re.findall(r'<details class="folded"[^>]*><summary>(.*?)</summary>(.*?)</details>', text, re.S)
    ((summary, inside),) = [it for it in folded if "vallee.example" in it[0]]
    assert summary in (
        "1 block that recurs on 6 of 6 articles of vallee.example",
        "1\u00a0bloc qui revient sur 6 des 6 articles de vallee.example",
    )
    assert "exigeants" in inside


@pytest.mark.parser
def test_the_record_keeps_all_of_it(built: Path) -> None:
    with selon.open(built) as dossier:
        lines = list(dossier.records())
        first = dossier.recurring()[0]
    assert sum(line["type"] == "recurring" for line in lines) == 6
    document = next(line for line in lines if line["type"] == "document")
    assert document["blocks"][first.block]["kind"] == "body"
    assert any(CALL[60:80] in document["text"][it["content"][0][0] - 40 :] for it in document["quotations"])


@pytest.mark.parser
def test_removing_pages_takes_the_overlay_back(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.selon"
    with selon.open(built) as dossier:
        ids = [row.id for row in dossier.pages()]
    with sqlite3.connect(built) as whole, sqlite3.connect(copy) as other:
        whole.backup(other)
    with selon.open(copy) as dossier:
        for name in ids[:2]:
            dossier.remove(name)
        assert [it.pages for it in dossier.recurring()] == [4] * 4
        dossier.remove(ids[2])
        assert dossier.recurring() == []
        assert len(dossier.search("lecteurs exigeants")) == 3
        assert len([it for it in dossier.quotations() if "exigeants" in " ".join(it.content)]) == 3


LINES = (
    "La rédaction vous écrit chaque matin.",
    "Le canton compte un chômeur sur sept actifs, et la fermeture de la cimenterie, décidée au printemps par"
    " son propriétaire, prive d'emploi deux cent trente salariés et une cinquantaine de sous-traitants.",
    "Le journal est à vous.",
    "Les élus ont voté le budget à l'unanimité des présents lundi soir, après trois heures de débats animés.",
    "Une enquête a été ouverte par le parquet de la ville voisine mardi, selon nos informations.",
    "Les prix de l'eau monteront de trois pour cent en janvier dans les douze communes.",
)
PAGES = st.lists(
    st.tuples(
        st.integers(0, 9), st.lists(st.sampled_from(range(len(LINES))), min_size=1, max_size=4), st.booleans()
    ),
    min_size=1,
    max_size=9,
)


def made(number: int, own: int, shared: Sequence[int], other: bool) -> PageRead:
    """A page with two lines of its own (unless it is a version of another) and lines that others hold."""
    lines = [f"Le maire de la commune numéro {'I' * own} a parlé de ses projets au conseil hier soir."]
    lines += [f"Les habitants du bourg {'V' * own} attendent la nouvelle route depuis des années."]
    lines += [LINES[at] for at in shared]
    text, blocks, spans = "", [], []
    for line in lines:
        blocks.append(Block(len(text), len(text) + len(line), "body"))
        spans.append((len(text), len(text) + len(line)))
        text += line + "\n"
    text += f"{number}\n"
    name = document_id(text.encode())
    document = Document(
        name, f"{number}.txt", f"https://{'autre' if other else 'val'}.example/{number}", None, "text/plain",
        "utf-8", None, None, (), (), "fr", Published(f"2024-03-{10 + number}"), text, tuple(blocks),
    )  # fmt: skip
    quotations = tuple(
        Quotation(annotation_id(name, "q", *span), (span,), "indirect", None, None, ()) for span in spans
    )
    return PageRead(document, Analysis(name, tuple(spans), quotations=quotations))


def overlaid(db: sqlite3.Connection) -> tuple[list[Recurring], list[str], dict[str, list[tuple[Any, ...]]]]:
    tables = {
        table: [tuple(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]
        for table in ("site", "article", "line", "line_page", "recurring", "aside")
    }
    return list(store.recurring_lines(db)), [row.id for row in quoted(db)], tables


def quoted(db: sqlite3.Connection) -> list[Any]:
    return store.quote_rows(db, store.During(None, None))


def add(db: sqlite3.Connection, read: PageRead) -> None:
    with store.transaction(db):
        store.save_raw(db, read.document.id, RawPage("x", b"x"), "x")
        save_reading(db, read.document.id, read)


def opened(path: Path) -> sqlite3.Connection:
    return store.connect(path, create=True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PAGES)
def test_page_after_page_is_as_all_at_once(
    tmp_path_factory: pytest.TempPathFactory, pages: Sequence[tuple[int, Sequence[int], bool]]
) -> None:
    db = opened(tmp_path_factory.mktemp("p") / "d.selon")
    reads = [made(number, own, shared, other) for number, (own, shared, other) in enumerate(pages)]
    for read in reads:
        add(db, read)
    step_by_step = overlaid(db)
    with store.transaction(db):
        _recurring.lay_over_all(db)
    assert overlaid(db) == step_by_step
    with store.transaction(db):
        relink(db)
    assert overlaid(db) == step_by_step
    db.close()
    direct = [item for read in reads for item in _from_counts(reads, read)]
    assert [dataclasses.astuple(it) for it in step_by_step[0]] == [dataclasses.astuple(it) for it in direct]


PROMOTION = (
    "Avec Zoravie, découvrez Kermadoc, Valtourne, Brissac-Meuzon et Ploudarec : le club Zoravie de Kermadoc"
    " offre Valtourne."
)
MATTERS = ("brume", "grève", "séisme", "théâtre", "vendange", "tunnel", "cyclone")


def a_matter(number: int) -> PageRead:
    """A page on a matter of its own, with the promotion that all pages of the site hold."""
    word = MATTERS[number]
    ends = ("ville", "court", "bourg", "mont", "val", "pont", "mer", "bois", "champ", "lac", "rive", "roc")
    lines = (f"Un {word} est à {' puis à '.join(word + end for end in ends)}.", PROMOTION)
    text = "\n".join(lines)
    at = len(lines[0])
    blocks = (Block(0, at, "body"), Block(at + 1, len(text), "body"))
    document = Document(
        document_id(text.encode()), f"{number}.txt", f"https://val.example/{number}", None, "text/plain",
        "utf-8", None, None, (), (), "fr", Published(f"2024-03-{10 + number}"), text, blocks,
    )  # fmt: skip
    return PageRead(document, Analysis(document.id))


def test_no_story_is_told_by_a_line_that_recurs(tmp_path: Path) -> None:
    db = opened(tmp_path / "d.selon")
    for number in range(len(MATTERS)):
        add(db, a_matter(number))
    placed = store.fold(db).placements
    stories = [place.story for place in placed]
    assert len(set(stories[:3])) == 1  # not yet known to recur, the line makes them alike
    assert len(set(stories[3:])) == len(stories[3:])
    assert stories[0] not in stories[3:]
    with store.transaction(db):
        relink(db)
    assert store.fold(db).placements == placed
    db.close()


def _from_counts(reads: Sequence[PageRead], read: PageRead) -> tuple[Recurring, ...]:
    """What the pure functions say of a page, given all pages of its site in their order."""
    from selon.link.recurring import LineCount, add_page, article_key, page_lines, site_of

    site = site_of(read.document)
    counts: dict[str, LineCount] = {}
    seen: set[str] = set()
    for other in reads:
        if site_of(other.document) == site:
            lines = page_lines(other.document)
            counts |= add_page(counts, lines, seen)
            seen.add(article_key(lines))
    return recurring(read.document, page_lines(read.document), counts, len(seen))


def test_another_page_of_a_large_site_costs_what_the_first_ones_cost(tmp_path: Path) -> None:
    """Of a line that recurs on all pages, no page but the new one is read again."""
    db = opened(tmp_path / "d.selon")
    for number in range(40):
        add(db, numbered(number))
    statements: list[str] = []
    db.set_trace_callback(statements.append)
    add(db, numbered(40))
    db.set_trace_callback(None)
    reads = [it for it in statements if "coalesce(decided, record) AS record" in it and "FROM document" in it]
    assert reads == []
    assert len(list(store.recurring_lines(db))) == 41
    db.close()


def numbered(number: int) -> PageRead:
    return made(number, number, [0], other=False)


def test_an_older_dossier_is_counted_when_the_next_page_comes_in(tmp_path: Path) -> None:
    path = tmp_path / "d.selon"
    db = opened(path)
    for number in range(4):
        add(db, numbered(number))
    with store.transaction(db):
        store.drop_lines(db)
        db.execute("INSERT INTO about VALUES ('lines', 'due')")
    db.close()
    with selon.open(path) as dossier:
        assert dossier.recurring() == []
        dossier.add([])
        assert len(dossier.recurring()) == 4
