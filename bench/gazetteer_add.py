"""Measure ``conflictmap gazetteer add`` on a generated GeoNames dump: seconds, memory, look-ups.

    python bench/gazetteer_add.py [ROWS]        (default 1,000,000)

The dump has the real format (19 columns) and the real mix: 1 to 12 names a row in three scripts.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LATIN = [
    "ba",
    "da",
    "fa",
    "ga",
    "ha",
    "ja",
    "ka",
    "la",
    "ma",
    "na",
    "qa",
    "ra",
    "sa",
    "ta",
    "wa",
    "ya",
    "za",
    "sha",
    "khi",
    "mu",
    "hu",
    "su",
    "ri",
    "al",
    "an",
    "en",
    "or",
    "ir",
    "ur",
    "shi",
    "dey",
    "tel",
]
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
CYRILLIC = "абвгдежзиклмнопрстуфхцчшя"


def dump_lines(rows: int, seed: int = 1) -> Iterator[str]:
    """Yield ``rows`` lines of a dump; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a made-up dump, not a secret
    words = ["".join(chance.choices(LATIN, k=chance.randint(2, 4))).capitalize() for _ in range(60_000)]
    for number in range(1, rows + 1):
        name = " ".join(chance.choices(words, k=chance.choice((1, 1, 2, 2, 3))))
        others = [
            " ".join(chance.choices(words, k=chance.choice((1, 2)))) for _ in range(chance.choice((0, 0, 1, 2, 4)))
        ]
        if chance.random() < 0.4:
            others.append("".join(chance.choices(ARABIC, k=chance.randint(4, 9))))
        if chance.random() < 0.1:
            others.append("".join(chance.choices(CYRILLIC, k=chance.randint(4, 9))))
        yield "\t".join(
            (
                str(number * 3 + 20_000_000), name, name, ",".join(others), f"{chance.uniform(29, 37.4):.5f}",
                f"{chance.uniform(38.8, 48.6):.5f}", "P", chance.choice(("PPL", "PPL", "PPLX", "PPLA3")), "IQ", "",
                f"{chance.randint(1, 18):02d}", "", "", "", str(chance.choice((0, 0, 0, 1_200, 34_000))), "", "42",
                "Asia/Baghdad", "2024-01-09",
            )
        )  # fmt: skip


def main() -> None:
    rows = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(prefix="conflictmap-bench-") as folder:
        dump = Path(folder) / "IQ.txt"
        with dump.open("w", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in dump_lines(rows))
        print(f"dump: {rows:,} rows, {dump.stat().st_size / 1e6:.0f} MB")
        environment = {**os.environ, "CONFLICTMAP_HOME": folder}
        before = time.perf_counter()
        subprocess.run([sys.executable, "-m", "geo.cli", "gazetteer", "add", str(dump)], env=environment, check=True)
        seconds = time.perf_counter() - before
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        size = sum(path.stat().st_size for path in (Path(folder) / "gazetteer").rglob("*") if path.is_file()) / 1e6
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"add: {seconds:.1f} s ({used.ru_utime + used.ru_stime:.1f} s of processor time)", end=", ")
        print(f"{memory:.0f} MB of memory at most, {size:.0f} MB on disk")
        look_up(Path(folder) / "gazetteer", dump)


def look_up(folder: Path, dump: Path) -> None:
    """Print how fast the store answers: exact, folded, missing."""
    from geo.gazetteer.folding import fold
    from geo.gazetteer.user import open_stores

    before = time.perf_counter()
    (store,) = open_stores(folder)
    print(f"open: {1000 * (time.perf_counter() - before):.0f} ms")
    with dump.open(encoding="utf-8") as stream:
        names = [line.split("\t")[1] for line, _ in zip(stream, range(200_000), strict=False)][::20]
    keys = [fold(name) for name in names]
    for label, ask, questions in (
        ("exact", store.exact, names),
        ("folded", store.folded, keys),
        ("missing", store.folded, [f"{key}xyzzy" for key in keys]),
    ):
        before = time.perf_counter()
        found = sum(1 for question in questions if ask(question))
        rate = len(questions) / (time.perf_counter() - before)
        print(f"{label}: {rate:,.0f} look-ups a second, {found:,} of {len(questions):,} found")


if __name__ == "__main__":
    main()
