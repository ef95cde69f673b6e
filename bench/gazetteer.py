"""Measures the gazetteer: coverage of conflict place names, speed, memory, damage noticed.

``python bench/gazetteer.py [--update]`` prints a table and compares the accuracy figures with their floors;
``--damage`` flips 300 random bits in copies of the data files and counts how many are noticed.
"""

from __future__ import annotations

import csv
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import _floors

from geo.errors import GazetteerError
from geo.gazetteer import Gazetteer, MappedStore, fold, open_gazetteer
from geo.gazetteer.opening import EMBEDDED
from geo.gazetteer.trust import trusted
from geo.geocoders.candidates import candidates, query_of
from geo.geodesy import rough_distance

if TYPE_CHECKING:
    from collections.abc import Callable

FLIPS = 300
RESULTS = ("found", "within_5_km", "within_25_km", "wrong_over_100_km")


def place_of(gazetteer: Gazetteer, name: str, country: str | None) -> tuple[float, float] | None:
    """Return the position of the first exact or folded hit (in ``country``, where given) that is worth an answer."""
    hits = [hit for hit in gazetteer.lookup(name) if country is None or gazetteer.country(hit.row) in (country, None)]
    first = next(iter(trusted(gazetteer, name, hits, in_country=country is not None)), None)
    return None if first is None else (gazetteer.lat(first.row), gazetteer.lon(first.row))


def geocoded(gazetteer: Gazetteer, name: str, country: str | None) -> tuple[float, float] | None:
    """Return the position that ``geo.Offline`` answers with, misspellings included."""
    first = next(iter(candidates(gazetteer, query_of(name, [country] if country else []), limit=1)), None)
    return None if first is None else (first.place.lat, first.place.lon)


def coverage(
    gazetteer: Gazetteer,
    names: list[tuple[str, str | None, float, float]],
    answer: Callable[[Gazetteer, str, str | None], tuple[float, float] | None] = place_of,
) -> dict[str, float]:
    """Return the shares of (name, country, lat, lon) that ``answer`` finds, finds near, and places wrongly."""
    counts: Counter[str] = Counter()
    for name, country, lat, lon in names:
        found = answer(gazetteer, name, country)
        if found is None:
            continue
        counts["found"] += 1
        metres = rough_distance(lat, lon, *found)
        counts["within_5_km"] += metres <= 5_000
        counts["within_25_km"] += metres <= 25_000
        counts["wrong_over_100_km"] += metres > 100_000
    return {result: counts[result] / max(1, len(names)) for result in RESULTS}


def iso_of(gazetteer: Gazetteer, country: str) -> str | None:
    """Return the ISO code of a country by name ("DR Congo (Zaire)", "Russia (Soviet Union)")."""
    for name in (country, country.partition("(")[0].strip()):
        for hit in gazetteer.lookup(name):
            if gazetteer.feature_code(hit.row).startswith("PCL"):
                return gazetteer.country(hit.row)
    return None


def ucdp(path: Path, gazetteer: Gazetteer) -> list[tuple[str, str, str | None, float, float, int]]:
    """Return (standard name, reported name, country, lat, lon, precision code)."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (
                row["name_standard"],
                row["name_reported"],
                iso_of(gazetteer, row["country"]),
                float(row["lat"]),
                float(row["lon"]),
                int(row["where_prec"]),
            )
            for row in csv.DictReader(file)
        ]


def claim_names(path: Path) -> dict[str, list[tuple[str, str | None, float, float]]]:
    """Return subjects and references of the claims by country."""
    found: dict[str, list[tuple[str, str | None, float, float]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name, lat, lon in (
                (row["subject"], row["subj_lat"], row["subj_lon"]),
                (row["anchor"], row["anchor_lat"], row["anchor_lon"]),
            ):
                if name and lat and lon:
                    for key in (row["iso"] or "??", "all"):
                        found.setdefault(key, []).append((name, row["iso"] or None, float(lat), float(lon)))
    return found


def speed(gazetteer: Gazetteer) -> dict[str, float]:
    """Return look-ups a CPU second: exact (known names), folded (new spellings), misses, fuzzy.

    The best of three passes, since other work on the machine slows a pass and nothing makes it faster; what is kept in
    memory between two passes is far less than the names asked for.
    """
    store = gazetteer._embedded  # noqa: SLF001 - the bench looks inside
    generator = random.Random(7)  # noqa: S311 - a sample
    rows = [generator.randrange(len(store)) for _ in range(60_000)]
    names = [store.name(row) for row in rows]
    odd = ["al-" + name.replace("u", "oo").upper() for name in names[:20_000]]
    unknown = [name[::-1] for name in names[:20_000]]
    figures = {}
    for label, sample in (("exact", names), ("folded", odd), ("unknown", unknown)):
        seconds = []
        for _ in range(3):
            fold.cache_clear()
            started = time.process_time()
            for name in sample:
                gazetteer.lookup(name)
            seconds.append(time.process_time() - started)
        figures[f"{label}_a_second"] = len(sample) / min(seconds)
    wrong = [name[:2] + "x" + name[3:] for name in names[:300]]
    started = time.process_time()
    for name in wrong:
        gazetteer.lookup(name, fuzzy=True)
    figures["fuzzy_ms"] = (time.process_time() - started) / len(wrong) * 1000
    return figures


def first_lookup_ms() -> float:
    """Return the CPU milliseconds of opening and the first look-up in a new process (the median of five)."""
    code = (
        "import time\n"
        "from geo.gazetteer import open_gazetteer\n"
        "s = time.process_time(); open_gazetteer([]).lookup('Fallujah'); e = time.process_time()\n"
        "print((e - s) * 1000)"
    )
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)
        for _ in range(5)
    ]
    return sorted(runs)[2]


def damage() -> int:
    """Flip one random bit in a copy of a data file, :data:`FLIPS` times; return how many openings noticed."""
    generator = random.Random(11)  # noqa: S311 - a sample
    noticed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "data"
        shutil.copytree(EMBEDDED, copy)
        files = [path for path in sorted(copy.iterdir()) if path.name in _checked(copy)]
        sizes = [path.stat().st_size for path in files]
        for _ in range(FLIPS):
            path = generator.choices(files, sizes)[0]
            place, bit = generator.randrange(path.stat().st_size), 1 << generator.randrange(8)
            _flip(path, place, bit)
            try:
                store = MappedStore(copy)
                _ = store.outlines, store.demonyms, store._skeletons  # noqa: SLF001 - files checked at first use
            except GazetteerError:
                noticed += 1
            _flip(path, place, bit)
    return noticed


def _checked(folder: Path) -> set[str]:
    import json

    return {"manifest.json", *json.loads((folder / "manifest.json").read_text("utf-8"))["files"]}


def _flip(path: Path, place: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes((byte ^ bit,)))


def main() -> int:
    """Print the figures; return 1 where one fell below its floor."""
    folder = _floors.data_folder()
    print(f"opening and first look-up in a new process: {first_lookup_ms():.1f} ms of CPU")
    gazetteer = open_gazetteer([])
    figures: dict[str, float] = {}
    places = ucdp(folder / "places" / "ucdp_dev.csv", gazetteer)
    points = [entry for entry in places if entry[5] <= 2]
    print(f"{'':38}" + "".join(f"{result:>19}" for result in RESULTS))
    for label, sample in (("all", places), ("points", points)):
        for column, name in ((0, "standard"), (1, "reported")):
            for known in (True, False):
                names = [(e[column], e[2] if known else None, e[3], e[4]) for e in sample if e[column]]
                for way, answer in (("", place_of), (" offline", geocoded)):
                    shares = coverage(gazetteer, names, answer)
                    title = f"ucdp {label} {name} {'country' if known else 'bare'}{way}"
                    print(f"{title:38}" + "".join(f"{shares[r]:19.3f}" for r in RESULTS))
                    key = title.replace(" ", "_")
                    figures[f"{key}_within_25_km"] = shares["within_25_km"]
                    figures[f"{key}_not_wrong"] = 1 - shares["wrong_over_100_km"]
    claims = claim_names(folder / "claims" / "claims_dev.csv")
    for country, names in sorted(claims.items(), key=lambda item: -len(item[1]))[:14]:
        for known in (True, False):
            shares = coverage(gazetteer, [(n, c if known else None, lat, lon) for n, c, lat, lon in names])
            title = f"claims {country} ({len(names)}) {'country' if known else 'bare'}"
            print(f"{title:38}" + "".join(f"{shares[r]:19.3f}" for r in RESULTS))
            if country == "all":
                figures[f"claims_{'country' if known else 'bare'}_within_25_km"] = shares["within_25_km"]
    for label, figure in speed(gazetteer).items():
        print(f"{label}: {figure:,.1f}")
    print(f"resident memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if "--damage" in sys.argv:
        print(f"bit flips noticed: {damage()} of {FLIPS}")
    files = [folder / "places" / "ucdp_dev.csv", folder / "claims" / "claims_dev.csv"]
    return _floors.finish("gazetteer", figures, files, sys.argv)


if __name__ == "__main__":
    raise SystemExit(main())
