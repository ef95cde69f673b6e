"""``python -m geo.gazetteer.build [--sources FOLDER] [--out FOLDER]``: fetch, join, write, swap."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from geo.gazetteer.build.admin import add_admin1, add_admin2, place_units
from geo.gazetteer.build.airports import add_airports
from geo.gazetteer.build.boundaries import add_boundaries
from geo.gazetteer.build.compass import add_compass_parts
from geo.gazetteer.build.countries import add_countries
from geo.gazetteer.build.curation import add_curated
from geo.gazetteer.build.demonyms import demonym_table
from geo.gazetteer.build.districts import add_districts
from geo.gazetteer.build.features import add_rivers, add_towns
from geo.gazetteer.build.finish import finish
from geo.gazetteer.build.lakes import add_lakes
from geo.gazetteer.build.places import add_places
from geo.gazetteer.build.shapes import dissolve_countries, outlines_file
from geo.gazetteer.build.sources import SOURCES, fetch
from geo.gazetteer.build.trimming import trim
from geo.gazetteer.build.ukraine import add_ukraine
from geo.gazetteer.build.unit_names import name_units
from geo.gazetteer.build.world import World
from geo.gazetteer.writer import ranked, write_manifest, write_store

DATA = Path(__file__).resolve().parents[2] / "data"
KEPT = ("README.md",)
VERSION = "2026.11"


def main(arguments: list[str] | None = None) -> int:
    """Build the embedded gazetteer; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m geo.gazetteer.build", description=__doc__)
    parser.add_argument("--sources", type=Path, default=Path("build/sources"), help="folder of the fetched packages")
    parser.add_argument("--out", type=Path, default=DATA, help="folder of the finished data")
    options = parser.parse_args(arguments)
    build(options.sources, options.out)
    return 0


def build(sources: Path, out: Path) -> None:
    """Fetch the packages into ``sources``, build beside ``out``, then swap the files in."""
    started = time.monotonic()

    def say(step: str) -> None:
        sys.stderr.write(f"{time.monotonic() - started:6.1f} s  {step}\n")

    world = World(fetch(sources))
    for step, run in (
        ("countries", add_countries),
        ("admin-1 units", add_admin1),
        ("admin-2 units", add_admin2),
        ("populated places", add_places),
        ("further towns", add_towns),
        ("geoBoundaries", add_boundaries),
        ("Ukraine's register", add_ukraine),
        ("districts by hand", add_districts),
        ("country outlines and borders", dissolve_countries),
        ("positions of units", place_units),
        ("rivers", add_rivers),
        ("airports", add_airports),
        ("curated places", add_curated),
        ("outlines of lakes", add_lakes),
        ("parts of countries", add_compass_parts),
        ("names of units", name_units),
        ("finish", finish),
        ("names that no report writes", trim),
    ):
        run(world)
        say(f"{step}: {len(world.records):,} records")
    records = ranked(list(world.records.values()))
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".building-") as beside:
        folder = Path(beside)
        write_store(records, folder, {"name": "embedded", "version": VERSION, "sources": _sources(world)})
        say("names and columns written")
        rows = {record.id: row for row, record in enumerate(records)}
        files = {
            "outlines.bin": outlines_file(world, rows),
            "demonyms.json": json.dumps(demonym_table(world), ensure_ascii=False, sort_keys=True).encode(),
        }
        for name, data in files.items():
            (folder / name).write_bytes(data)
        write_manifest(folder, {}, files)
        say("outlines written")
        _swap(folder, out)
    for path in sorted(out.iterdir()):
        say(f"{path.name}: {path.stat().st_size:,} bytes")


def _swap(folder: Path, out: Path) -> None:
    # The manifest goes last: a reader in between sees the old one and refuses the new files.
    for path in sorted(folder.iterdir(), key=lambda path: path.name == "manifest.json"):
        shutil.move(path, out / path.name)


def _sources(world: World) -> list[dict[str, object]]:
    del world
    return [
        {
            "name": source.name, "version": source.version, "licence": source.licence, "date": source.date,
            "attribution": source.attribution, "sha256": source.sha256, "use": source.use,
        }
        for source in SOURCES
    ]  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
