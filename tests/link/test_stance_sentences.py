"""Who stands where: made sentences, one way of French each, many of them traps."""

from pathlib import Path
from typing import Any

import pytest

from selon import store
from selon.annotate import annotate
from selon.extract import extract
from selon.lang import LanguagePack
from selon.link import link
from selon.records import Changes, Document, PageRead, RawPage

pytestmark = pytest.mark.parser
HEAD = "AFP, publié le jeudi 15 octobre 2020 à 10h00\n\n"

SENTENCES = Path(__file__).resolve().parents[1] / "data" / "link" / "stances.tsv"
ROWS = [
    row.split("\t")
    for row in SENTENCES.read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
]


def folded(text: str, path: Path, pack: LanguagePack, parser: Any) -> Changes:
    document = extract(RawPage("page.txt", f"{HEAD}{text}\n".encode(), "text/plain"), pack)
    assert isinstance(document, Document)
    page = PageRead(document, annotate(document, pack, parser))
    db = store.connect(path / "d.selon", create=True)
    with store.transaction(db):
        store.save_raw(db, document.id, None, document.source)
        store.save_page(db, page)
        store.save_changes(db, link(store.StoredState(db), [page], pack))
    fold = store.fold(db)
    db.close()
    return fold


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[text for text, _ in ROWS])
def test_stances(text: str, wanted: str, tmp_path: Path, pack: LanguagePack, parser: Any) -> None:
    fold = folded(text, tmp_path, pack, parser)
    names = {actor.id: actor.name for actor in fold.actors}
    found = sorted({f"{names[stance.actor]} {stance.value}" for stance in fold.stances})
    assert found == ([] if wanted == "-" else sorted(wanted.split("; ")))


@pytest.mark.parametrize("verb", ["dément", "démentait", "nie", "réfute"])
def test_what_is_denied_whatever_it_may_be_is_denied_of_the_fact(
    verb: str, tmp_path: Path, pack: LanguagePack, parser: Any
) -> None:
    (claim,) = folded(
        f"La Norvège {verb} toute livraison de missiles à la Syrie.", tmp_path, pack, parser
    ).claims
    assert claim.modality == "actual"
