"""How much faster two processes read than one: `Dossier.add`, `jobs=2` beside `jobs=1`, on the same pages.

    python benchmarks/scale_up.py [PAGES]      80 pages of ../shared/corpus/orange/scale.tar.xz unless told

Time is taken from the page at which all processes have their parser to the last one. Where the machine has
other work, the time that passes tells little: so the processor's time of all processes is told too, and what
it comes to on two cores that have nothing else to do.
"""

import multiprocessing
import os
import sys
import tempfile
import time
from pathlib import Path

from whole import ARCHIVE, pages, warm_up

import selon
from selon.pipeline import _map
from selon.records import AddStep, RawPage

AIM = 1.85
WARM = 16


def run(given: list[RawPage], jobs: int) -> tuple[float, float, float]:
    """Seconds that pass, of this process and of its workers, from the page WARM to the last."""
    seen: list[tuple[float, float, float]] = []

    def note(step: AddStep) -> None:
        seen.append((time.perf_counter(), time.process_time(), of_workers()))

    with (
        tempfile.TemporaryDirectory() as folder,
        selon.open(Path(folder) / "d.selon", create=True) as dossier,
    ):
        warm_up(dossier, _map._parser("fr"))
        dossier.add(given, note, jobs=jobs)
    passed, own, others = (last - first for first, last in zip(seen[WARM - 1], seen[-1], strict=True))
    return passed, own, others


def of_workers() -> float:
    """Seconds of the processor that the processes which this one started have used."""
    stats = (Path(f"/proc/{child.pid}/stat").read_text() for child in multiprocessing.active_children())
    fields = (stat.rpartition(")")[2].split() for stat in stats)
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    if not ARCHIVE.is_file():
        print("The pages are not there: they are looked for in ../shared.", file=sys.stderr)
        return 1
    given = list(pages(int(sys.argv[1]) if len(sys.argv) > 1 else 80))
    one, whole, _ = run(given, 1)
    two, main_only, workers = run(given, 2)
    counted = len(given) - WARM
    print(f"{counted} pages, milliseconds a page")
    print(f"--jobs 1: {one / counted * 1000:6.0f} passed, {whole / counted * 1000:6.1f} of the processor")
    used = (
        f"{main_only / counted * 1000:.1f} in the main process, {workers / counted * 1000:.1f} in the workers"
    )
    print(f"--jobs 2: {two / counted * 1000:6.0f} passed, {used}")
    free = whole / max(main_only, workers / 2, (main_only + workers) / 2)
    print(f"gain {one / two:.2f} x as passed; {free:.2f} x on two free cores (goal: at least {AIM} x)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
