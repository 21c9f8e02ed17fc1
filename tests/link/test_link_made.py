"""Whole pages made by hand, from text to claims and stances: ways in which French says who stands where."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import selon
from selon import store
from selon.annotate import annotate
from selon.extract import extract
from selon.lang import LanguagePack
from selon.link import link
from selon.records import Document, PageRead, RawPage

MADE = Path(__file__).resolve().parents[1] / "data" / "link" / "made"
GOLD = [json.loads(line) for line in (MADE / "gold.jsonl").read_text(encoding="utf-8").splitlines()]


def read(name: str, pack: LanguagePack, parser: Any) -> PageRead:
    path = MADE / f"{name}.txt"
    document = extract(RawPage(path.name, path.read_bytes(), "text/plain"), pack)
    assert isinstance(document, Document)
    return PageRead(document, annotate(document, pack, parser))


@pytest.mark.parser
@pytest.mark.parametrize("gold", GOLD, ids=[" ".join(row["pages"]) for row in GOLD])
def test_made_pages(gold: dict[str, Any], tmp_path: Path, pack: LanguagePack, parser: Any) -> None:
    db = store.connect(tmp_path / "d.selon", create=True)
    home: dict[str, str] = {}
    for name in gold["pages"]:
        page = read(name, pack, parser)
        home |= {quotation.id: name for quotation in page.analysis.quotations}
        home |= {event.id: name for event in page.analysis.events}
        with store.transaction(db):
            store.save_raw(db, page.document.id, None, page.document.source)
            store.save_page(db, page)
            store.save_changes(db, link(store.StoredState(db), [page], pack))
    fold = store.fold(db)
    db.close()
    names = {actor.id: actor.name for actor in fold.actors}
    place = {claim.id: number for number, claim in enumerate(fold.claims)}
    claims = [[claim.kind, claim.modality, claim.time, len(claim.reports)] for claim in fold.claims]
    broader = [[place[claim.id], place[name]] for claim in fold.claims for name in claim.broader]
    stances = [
        [
            place[stance.claim],
            names[stance.actor],
            stance.value,
            stance.uttered,
            names.get(stance.reported_by or ""),
            stance.scope,
            sorted({home[item] for item in stance.evidence}),
        ]
        for stance in fold.stances
    ]
    assert (claims, broader) == (gold["claims"], gold["broader"])
    assert sorted(map(json.dumps, stances)) == sorted(map(json.dumps, gold["stances"]))


def test_every_made_page_has_gold() -> None:
    pages = {path.stem for path in MADE.glob("*.txt")}
    assert {name for row in GOLD for name in row["pages"]} == pages


@pytest.mark.parser
def test_claims_kept_before_there_were_keys_are_found(tmp_path: Path) -> None:
    path = tmp_path / "d.selon"
    with selon.open(path, create=True) as dossier:
        dossier.add(MADE / "asserted.txt")
    with closing(store.connect(path)) as db:
        db.execute("DELETE FROM claim_key")
    with selon.open(path) as dossier:
        dossier.add(MADE / "confirmed.txt")
        assert [(row.claim.id, len(row.claim.reports)) for row in dossier.claims()] == [("c1", 2)]
