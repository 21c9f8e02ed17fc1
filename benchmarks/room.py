"""How long the reading room takes to answer on a large dossier: the first request, the median of five more.

The dossier is that of `views.py`: 50,000 quotations made of the examples, repeated with other names. Every
view is asked for as a browser would, without a network between. Aimed at: under 200 ms at the median. What
takes a look at the whole dossier is kept until its file changes, so the first request of such a view takes
longer: it is printed beside. Never a floor: it depends on the machine. `--keep FILE` keeps the dossier, and
takes it when it is there.
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from starlette.testclient import TestClient
from views import AIM, make, medians

from selon.web import create_app

ADDRESSES = {
    "desk": "/",
    "progress": "/progress",
    "timeline": "/timeline",
    "timeline by speech": "/timeline?by=speech",
    "timeline by publication": "/timeline?by=publication",
    "timeline of one kind, since": "/timeline?kind=letter&since=2023",
    "timeline, part 5": "/timeline?part=5",
    "claims": "/claims",
    "claims of one actor": "/claims?actor=Russie",
    "one claim": "/claims/{claim}",
    "who said what": "/actors",
    "who said what, denials": "/actors?kind=deny",
    "who said what, one name": "/actors?actor=Russie",
    "an actor who is a state": "/actors/{state}",
    "an actor who is a person": "/actors/{person}",
    "registers": "/registers",
    "one register": "/registers/arms-transfer",
    "relations": "/relations",
    "relations of one kind": "/relations?kind=sanction",
    "pages": "/pages",
    "pages, part 100": "/pages?part=100",
    "search, a frequent word": "/search?q=munitions",
    "search, a phrase": "/search?q=%22cor%C3%A9e+du+nord%22+obus",
    "reader": "/d/{page}",
    "reader at a passage": "/d/{page}?at=200-240",
    "item: a quotation": "/item/{quotation}",
    "item: an event": "/item/{event}",
    "to check": "/doubts",
    "to check, events": "/doubts?kind=event",
    "decisions": "/decisions",
}
_NAMES = {
    "claim": "SELECT claim FROM stance GROUP BY claim ORDER BY count(*) DESC, claim LIMIT 1",
    "state": "SELECT actor FROM membership JOIN quotation_voice USING (entity) WHERE part = 'speaker'"
    " GROUP BY actor ORDER BY count(*) DESC, actor LIMIT 1",
    "person": "SELECT actor.id FROM actor JOIN membership ON actor = actor.id"
    " JOIN quotation_voice USING (entity) WHERE kind = 'person' GROUP BY actor.id"
    " ORDER BY count(*) DESC, actor.number LIMIT 1",
    "page": "SELECT substr(page, 8, 12) FROM quotation GROUP BY page ORDER BY count(*) DESC, page LIMIT 1",
    "quotation": "SELECT id FROM quotation ORDER BY page, seq LIMIT 1",
    "event": "SELECT id FROM event ORDER BY page, seq LIMIT 1",
}


def requests(path: Path) -> list[tuple[str, Callable[[], object]]]:
    """What is measured: its name and the request."""
    db = sqlite3.connect(path)
    names = {key: db.execute(query).fetchone()[0] for key, query in _NAMES.items()}
    db.close()
    client = TestClient(create_app(path), base_url="http://127.0.0.1:8642", follow_redirects=True)

    def asked(address: str) -> Callable[[], object]:
        def ask() -> None:
            answer = client.get(address)
            if answer.status_code != 200:
                raise SystemExit(f"{address}: {answer.status_code}")

        return ask

    return [(name, asked(address.format(**names))) for name, address in ADDRESSES.items()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, metavar="FILE")
    kept: Path | None = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as folder:
        path = kept or Path(folder) / "large.selon"
        if not path.exists():
            make(path)
        print(f"{'':30}{'first':>11}{'median':>11}{'processor':>11}")
        for name, ask in requests(path):
            started = time.perf_counter()
            ask()
            first = (time.perf_counter() - started) * 1000
            passed, used = medians(ask)
            remark = f"  (aimed at: under {AIM:.0f})" if passed > AIM else ""
            print(f"{name:30}{first:8.1f} ms{passed:8.1f} ms{used:8.1f} ms{remark}", flush=True)


if __name__ == "__main__":
    main()
