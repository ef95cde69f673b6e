"""How long a command takes from the start of its process to its result: ``python bench/startup.py [--runs 9]``.

Prints the median wall-clock and CPU milliseconds of runs in turn, beside a Python that does nothing. Each command
runs once before (files in the cache, modules compiled), so this is the second start, not the one after an installation.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = "seeds/fallujah.md"
CONSOLE_SCRIPT = "import sys; from geo.cli import run; sys.exit(run())"
"""What pip installs as the command ``conflictmap``."""
SENTENCE = "Fallujah is 40 miles west of Baghdad."


def commands(folder: Path) -> dict[str, list[str]]:
    """Return what is started, by the name in the table."""
    tool = [sys.executable, "-c", CONSOLE_SCRIPT]
    return {
        "`python -c pass`": [sys.executable, "-c", "pass"],
        "`conflictmap --help`": [*tool, "--help"],
        '`conflictmap verify --text "…"`': [*tool, "verify", "--text", SENTENCE],
        f"`conflictmap read {SEED}`": [*tool, "read", SEED],
        f"`conflictmap map {SEED} -o map.html`": [*tool, "map", SEED, "-o", str(folder / "map.html")],
        f"`conflictmap map {SEED} -o map.png`": [*tool, "map", SEED, "-o", str(folder / "map.png")],
    }


def run(command: list[str]) -> tuple[float, float]:
    """Return wall-clock and CPU milliseconds of one run; a command that fails ends the bench with its words."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        msg = f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()}"
        raise SystemExit(msg)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall * 1000, spent * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=9, help="runs of each command (default: 9)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        chosen = commands(Path(folder))
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in chosen}
        for number in range(max(1, options.runs) + 1):
            for name, command in chosen.items():
                figures = run(command)
                if number:
                    taken[name].append(figures)
    bare = statistics.median(cpu for _, cpu in taken["`python -c pass`"])
    print("| from process start to result | wall clock | CPU | CPU, bare Python = 1 |")
    print("|---|---:|---:|---:|")
    for name, runs in taken.items():
        wall, cpu = (statistics.median(figure) for figure in zip(*runs, strict=True))
        print(f"| {name} | {wall:.0f} ms | {cpu:.0f} ms | {cpu / bare:.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
