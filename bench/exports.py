"""What writing costs: ``python bench/exports.py [REPORTS]`` (default 2,000), and reading documents.

Reports are the example reports of the project, over and over. Times are of the processor, in one run, so that
their ratios to JSON lines hold on any machine; memory is what the process grew by. Then a picture from a cold
start, beside the import of matplotlib alone, and documents a second through the child process.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import geo
from geo.exports import save
from geo.readers import Failure, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Analysis

ROOT = Path(__file__).resolve().parent.parent
FORMATS = (".jsonl", ".geojson", ".csv", ".kml", ".parquet", ".gpkg")


def analyses() -> list[Analysis]:
    """Return the analyses of the example reports."""
    return [geo.analyse(item) for item in read(ROOT / "seeds") if not isinstance(item, Failure)]


def repeated(found: list[Analysis], count: int) -> Iterator[Analysis]:
    """Yield ``count`` analyses without holding them."""
    for number in range(count):
        yield found[number % len(found)]


def memory_mb() -> float:
    """Return the most memory that this process has held, megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


def formats(found: list[Analysis], count: int, folder: Path) -> None:
    """Print time, ratio, size and growth of memory for each format that streams."""
    print(f"{'format':10} {'CPU s':>8} {'ratio':>6} {'reports/s':>10} {'MB':>8} {'grew MB':>8}")
    base = 0.0
    for suffix in FORMATS:
        before, started = memory_mb(), time.process_time()
        path = folder / f"out{suffix}"
        save(repeated(found, count), path)
        took = time.process_time() - started
        base = base or took
        size = path.stat().st_size / 1e6
        print(
            f"{suffix:10} {took:8.2f} {took / base:6.2f} {count / took:10.0f} {size:8.1f} {memory_mb() - before:8.1f}"
        )


def picture(folder: Path) -> None:
    """Print the time of a picture from a cold start, beside bare Python and matplotlib; the best of three."""
    line = [sys.executable, "-m", "geo.cli", "map", str(ROOT / "seeds" / "fallujah.md"), "-o", str(folder / "map.png")]
    imports = [sys.executable, "-c", "import matplotlib.figure, matplotlib.backends.backend_agg"]
    for name, command in (("bare Python", [sys.executable, "-c", "pass"]), ("matplotlib", imports), ("map.png", line)):
        times = []
        for _ in range(3):
            before, started = processor_seconds(), time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times.append((time.perf_counter() - started, processor_seconds() - before))
        wall, processor = min(times)
        print(f"{name:16} {wall:6.2f} s, of the processor {processor:6.2f} s")


def processor_seconds() -> float:
    """Return the processor time of all finished child processes."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def documents(folder: Path) -> None:
    """Print how many web pages a second go through the child process."""
    page = "<html><body><article>" + "<p>Fallujah lies 40 miles west of Baghdad, said the army.</p>" * 20
    for number in range(100):
        (folder / f"{number}.html").write_text(page, encoding="utf-8")
    list(read(folder / "0.html"))
    started = time.perf_counter()
    done = sum(1 for number in range(100) for item in read(folder / f"{number}.html") if not isinstance(item, Failure))
    print(f"web pages read in the child: {done / (time.perf_counter() - started):.0f} a second")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        formats(analyses(), int(sys.argv[1]) if len(sys.argv) > 1 else 2000, Path(name))
        picture(Path(name))
        documents(Path(name))
