"""How long the commands take to start: the median of five runs of each, in seconds.

Aimed at: under .3 s for `selon --help`, under .6 s for `selon timeline` on a small dossier. Printed, never a
floor: it depends on the machine.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5


def median_seconds(*arguments: str) -> float:
    return statistics.median(seconds(*arguments) for _ in range(RUNS))


def seconds(*arguments: str) -> float:
    started = time.perf_counter()
    ran = subprocess.run([sys.executable, "-m", "selon", *arguments], check=False, capture_output=True)
    if ran.returncode not in (0, 3):
        sys.exit(f"selon {' '.join(arguments)} failed:\n{ran.stderr.decode()}")
    return time.perf_counter() - started


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        dossier = str(Path(folder) / "examples.selon")
        seconds("build", str(ROOT / "examples"), "-d", dossier)
        print(f"selon --help     {median_seconds('--help'):.2f} s  (aimed at: under .3)")
        print(f"selon timeline   {median_seconds('timeline', '-d', dossier):.2f} s  (aimed at: under .6)")


if __name__ == "__main__":
    main()
