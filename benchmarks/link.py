"""What it costs to add pages to a dossier, small and large: the fold must not slow down as a dossier grows.

    python benchmarks/link.py

Made pages of one matter, a dozen states and a thousand persons, are folded into dossiers of 200 and of
2,000 pages, then ten more into each. It prints the time of one more page in milliseconds (median), the fold
alone and with saving.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from selon import store
from selon.lang import load_pack
from selon.link import link
from selon.records import Act, EntityKind, PageRead

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "link"))

from made_pages import Made

SIZES = (200, 2000)
ADDED = 10
STATES = [
    ("la France", "FRA"), ("la Belgique", "BEL"), ("le Tchad", "TCD"), ("la Corée du Nord", "PRK"),
    ("la Russie", "RUS"), ("l'Ukraine", "UKR"), ("le Japon", "JPN"), ("l'Iran", "IRN"), ("la Chine", "CHN"),
    ("l'Italie", "ITA"), ("le Mali", "MLI"), ("la Turquie", "TUR"),
]  # fmt: skip
KINDS = [
    ("arms-transfer", "supplier", "recipient"), ("aid", "donor", "recipient"),
    ("attack", "attacker", "target"), ("sanction", "imposer", "target"), ("visit", "visitor", "host"),
]  # fmt: skip
ACTS: list[Act] = ["assert", "assert", "accuse", "deny"]
SYLLABLES = ["Ba", "Do", "Le", "Mar", "Ni", "Per", "Ro", "Sal", "Tor", "Vi"]


def made_page(number: int) -> PageRead:
    """A page of five sentences; who speaks, what of, and when is drawn from `number`."""
    draw = random.Random(number)
    plan, lines = [], [f"Page {number}."]
    for index in range(5):
        one, two = draw.sample(STATES, 2)
        first, last = draw.choice(SYLLABLES), "".join(draw.choice(SYLLABLES) for _ in range(2)).capitalize()
        kind = draw.choice(KINDS)
        day = f"{draw.randint(2021, 2023)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        when = draw.choice([None, None, day, day[:7], day[:4]])
        plan.append((index, f"{first}io {last}", one, two, kind, when))
        lines.append(
            f"{first}io {last} dit{index} le{index} que {one[0]} livre{index} des armes à {two[0]}{index}."
        )
    made = Made("\n".join(lines), published="2023-12", source=f"{number}.txt")
    known: dict[str, str] = {}
    for index, who, one, two, kind, when in plan:
        for words, country in (one, two, (who, None)):
            if words not in known:
                sort: EntityKind = "state" if country else "person"
                known[words] = made.entity(words, sort, country)
        content = f"{one[0]} livre{index} des armes à {two[0]}{index}"
        said = made.quotation(content, (known[who],), f"dit{index}", draw.choice(ACTS))
        moment = made.time(f"le{index}", when) if when else None
        roles = {kind[1]: known[one[0]], kind[2]: known[two[0]]}
        made.event(f"livre{index}", kind[0], roles=roles, time=moment, according_to=(said,))
    return made.page()


def added(folder: Path, size: int) -> tuple[Sequence[float], Sequence[float], str]:
    """Milliseconds of each of ten pages more in a dossier of `size`: of the fold, and with saving."""
    pack = load_pack("fr")
    db = store.connect(folder / f"{size}.selon", create=True)
    folds, wholes = [], []
    for number in range(size + ADDED):
        page = made_page(number)
        with store.transaction(db):
            store.save_raw(db, page.document.id, None, page.document.source)
            store.save_page(db, page)
            started = time.perf_counter()
            changes = link(store.StoredState(db), [page], pack)
            linked = time.perf_counter()
            store.save_changes(db, changes)
            saved = time.perf_counter()
        if number >= size:
            folds.append((linked - started) * 1000)
            wholes.append((saved - started) * 1000)
    fold = store.fold(db)
    db.close()
    return folds, wholes, f"{len(fold.claims)} claims, {len(fold.stances)} stances"


def main() -> int:
    print(f"{'pages':>6} {'fold ms':>8} {'with saving':>12}  dossier")
    medians = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            folds, wholes, told = added(Path(folder), size)
            medians.append(statistics.median(folds))
            print(f"{size:>6} {medians[-1]:>8.1f} {statistics.median(wholes):>12.1f}  {told}", flush=True)
    print(f"ratio {medians[1] / medians[0]:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
