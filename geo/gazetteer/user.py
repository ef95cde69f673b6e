"""Gazetteers that the user added: where they lie, and a store that answers from one.

A store is the folder ``NAME.000001`` with a manifest, ``places.sqlite`` (records, postings, ids, a grid),
``columns.bin`` (the numbers of all rows), ``keys-000.trie`` … (all folded names), ``bones-000.trie`` … (their
skeletons) and, for lists with areas, ``outlines.bin``. The highest number of a name counts. Every record
carries a checksum, and so does every posting with its key; the other files are compared with their SHA-256
at opening (``places.sqlite`` of up to 64 MB, too), so that a flipped bit raises instead of answering.
"""

from __future__ import annotations

import json
import math
import os
import re
import sqlite3
import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geo.errors import GazetteerError
from geo.gazetteer.folding import fold
from geo.gazetteer.measures import extent_of
from geo.gazetteer.opening import unreadable, user_folder
from geo.gazetteer.store import SourceInfo, check_file
from geo.gazetteer.user_build import CELLS_A_DEGREE, FORMAT, OUTLINES, manifest_digest, mark_of
from geo.gazetteer.user_columns import DEGREE_UNITS, Columns
from geo.gazetteer.user_entries import Entry
from geo.gazetteer.writer import SHORTEST_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geo.gazetteer.outlines import Outlines

CHECKED_WHOLE = 64 * 2**20
"""Bytes up to which a store is compared with its SHA-256 at opening (a tenth of a second at most)."""
_FOLDER = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)\.(?P<number>\d{6})")
_POLE = 89.0
_PAIR = struct.Struct("<II")


def installed(folder: Path) -> tuple[Path, ...]:
    """Return the folders of the stores in ``folder`` that count, sorted by name."""
    newest: dict[str, Path] = {}
    try:
        found = sorted(path for path in folder.iterdir() if (path / "manifest.json").is_file())
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise unreadable(folder, error) from error
    for path in found:
        match = _FOLDER.fullmatch(path.name)
        if match:
            newest[match["name"]] = path
    return tuple(newest[name] for name in sorted(newest))


def open_stores(folder: Path | None = None) -> tuple[UserStore, ...]:
    """Return the user's stores, sorted by name.

    Raises:
        GazetteerError: where one is damaged; the message says how to mend it.

    """
    return tuple(UserStore(path) for path in installed(folder or user_folder()))


class UserStore:
    """One of the user's gazetteers; answers the protocol :class:`geo.gazetteer.store.Store`.

    Rows are numbered in the order of the user's file. Not shared between processes: each opens its own.
    """

    def __init__(self, folder: Path, *, whole: bool = False) -> None:
        """Open the store in ``folder``; ``whole`` compares all files with their SHA-256, however large.

        Raises:
            GazetteerError: where it is damaged or of another version.

        """
        import marisa_trie  # noqa: PLC0415 - only where there is a store

        self.folder = folder
        self.manifest = read_user_manifest(folder)
        files: dict[str, Any] = self.manifest["files"]
        size = sum(int(entry["bytes"]) for entry in files.values())
        for name in sorted(files):
            if whole or size <= CHECKED_WHOLE or name != "places.sqlite":
                self._check(name)
        self._size = int(self.manifest["rows"])
        self._columns = Columns(folder, self._size)
        self._tries, self._skeletons = (
            [marisa_trie.Trie().mmap(str(folder / name)) for name in sorted(files) if name.startswith(kind)]
            for kind in ("keys-", "bones-")
        )
        self.outlines: Outlines | None = None
        if OUTLINES in files:
            from geo.gazetteer.outlines import Outlines  # noqa: PLC0415 - few lists have areas

            self.outlines = Outlines(folder / OUTLINES)
        self._process = 0
        self._connection: sqlite3.Connection | None = None
        self.entry = lru_cache(maxsize=20_000)(self._entry)
        self._rows = lru_cache(maxsize=20_000)(self._postings)

    def _check(self, name: str) -> None:
        try:
            check_file(self.folder, self.manifest, name)
        except GazetteerError as error:
            what = f"its {name} is not what was written"
            raise self._damaged(what) from error

    def _damaged(self, what: str) -> GazetteerError:
        name = self.folder.name.rpartition(".")[0]
        msg = (
            f"the added gazetteer {name!r} in {str(self.folder)!r} is damaged ({what}): add it again, or run "
            f"'conflictmap gazetteer remove {name}'."
        )
        return GazetteerError(msg)

    def _ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        # A connection must not cross a fork: each process opens its own.
        if self._connection is None or self._process != os.getpid():
            address = f"{(self.folder / 'places.sqlite').absolute().as_uri()}?mode=ro&immutable=1"
            try:
                self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            except sqlite3.Error as error:
                raise self._damaged(str(error)) from error
            self._process = os.getpid()
        try:
            return self._connection.execute(sql, values).fetchall()
        except (sqlite3.Error, OverflowError) as error:
            raise self._damaged(str(error)) from error

    def __len__(self) -> int:
        return self._size

    def __reduce__(self) -> tuple[Any, ...]:
        return UserStore, (self.folder,)

    def _entry(self, row: int) -> Entry:
        found = self._ask("SELECT record, crc FROM place WHERE row = ?", row)
        if not found or zlib.crc32(str(found[0][0]).encode("utf-8", "surrogatepass"), row) != found[0][1]:
            what = f"row {row} does not fit its checksum"
            raise self._damaged(what)
        record = json.loads(found[0][0])
        record[1] = tuple(record[1])
        return Entry(*record)

    def _postings(self, key: str) -> tuple[tuple[int, int], ...]:
        """Return (row, mark of the name) of the names with this key, likeliest first."""
        if not any(key in trie for trie in self._tries):
            return ()
        found = self._ask("SELECT rows, crc FROM posting WHERE key = ?", key)
        if not found or zlib.crc32(found[0][0], zlib.crc32(key.encode("utf-8", "surrogatepass"))) != found[0][1]:
            what = f"the rows of {key!r} do not fit their checksum"
            raise self._damaged(what)
        return tuple(_PAIR.iter_unpack(found[0][0]))

    def exact(self, name: str) -> Sequence[int]:
        """Return the rows that have exactly this name (NFC, single spaces), likeliest first."""
        postings = self._rows(fold(name))
        if not postings:
            return ()
        mark = mark_of(name)
        return tuple(row for row, found in postings if found == mark)

    def folded(self, key: str) -> Sequence[int]:
        """Return the rows that have a name with this key, likeliest first."""
        return tuple(dict.fromkeys(row for row, _ in self._rows(key))) if len(key) >= SHORTEST_KEY else ()

    def prefixes(self, key: str) -> Sequence[str]:
        """Return the known keys that ``key`` begins with."""
        if len(self._tries) == 1:
            found: Sequence[str] = self._tries[0].prefixes(key)
            return found
        return [known for trie in self._tries for known in trie.prefixes(key)]

    def similar(self, key: str) -> Sequence[tuple[str, float]]:
        """Return known keys that resemble ``key``, with their likeness (0 to 1), best first."""
        from geo.gazetteer.likeness import similar_keys  # noqa: PLC0415 - loads a matcher

        pairs = zip(self._tries, self._skeletons, strict=True)
        found = [pair for trie, bones in pairs for pair in similar_keys(key, trie, bones)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def lat(self, row: int) -> float:
        """Return the latitude in degrees."""
        return float(self._columns.lat[row]) / DEGREE_UNITS

    def lon(self, row: int) -> float:
        """Return the longitude in degrees."""
        return float(self._columns.lon[row]) / DEGREE_UNITS

    def population(self, row: int) -> int:
        """Return the population, 0 where it is unknown."""
        return int(self._columns.population[row])

    def feature_code(self, row: int) -> str:
        """Return the GeoNames feature code."""
        return str(self._columns.words["code"][self._columns.code[row]])

    def country(self, row: int) -> str | None:
        """Return the ISO 3166 alpha-2 code."""
        return self._columns.words["country"][self._columns.country[row]] or None

    def parent_id(self, row: int) -> str | None:
        """Return the ``admin:IQ.01.3020`` code of the administrative unit that the row lies in."""
        return self._columns.words["parent"][self._columns.parent[row]] or None

    def admin_names(self, row: int) -> tuple[str | None, str | None]:
        """Return the names of the admin-1 and admin-2 unit that the user's list itself gives."""
        entry = self.entry(row)
        return entry.admin1, entry.admin2

    def extent_m(self, row: int) -> float:
        """Return the extent in metres; estimated from feature code and population where the source has none."""
        return float(self._columns.extent[row]) or extent_of(self.feature_code(row), self.population(row))

    def id(self, row: int) -> str:
        """Return the id, with its source: ``geonames:99454``, ``pcode:SY0100``."""
        number = self._columns.geonames_id[row]
        return f"geonames:{number}" if number else self.entry(row).id

    def row_of(self, place_id: str) -> int | None:
        """Return the row with this id."""
        found = self._ask("SELECT row FROM identifier WHERE id = ?", place_id)
        if not found or self.entry(int(found[0][0])).id != place_id:
            return None
        return int(found[0][0])

    def name(self, row: int) -> str:
        """Return the name as the source writes it."""
        return self.entry(row).names[0]

    def local_name(self, row: int) -> str | None:
        """Return the name in the country's own script, where the source has one."""
        return self.entry(row).local_name

    def names(self, row: int) -> tuple[str, ...]:
        """Return all names, sorted."""
        return tuple(sorted(self.entry(row).names))

    def name_count(self, row: int) -> int:
        """Return the number of aliases (at most 255)."""
        return int(self._columns.name_count[row])

    def prominence(self, row: int) -> float:
        """Return how likely news means this place by its bare name, 0 to 1."""
        return float(self._columns.prominence[row]) / 0xFFFF

    def near(self, lat: float, lon: float, degrees: float) -> Iterator[int]:
        """Yield the populated rows in the box of ``degrees`` (of latitude) about a point."""
        wide = min(180.0, degrees / max(0.01, math.cos(math.radians(min(_POLE, abs(lat) + degrees)))))
        south, north = max(-90.0, lat - degrees), min(90.0, lat + degrees)
        for west, east in _spans(lon - wide, lon + wide):
            for band in range(int((south + 90) * CELLS_A_DEGREE), int((north + 90) * CELLS_A_DEGREE) + 1):
                low, high = int((west + 180) * CELLS_A_DEGREE), int((east + 180) * CELLS_A_DEGREE)
                for (row,) in self._ask(
                    "SELECT row FROM cell WHERE cell BETWEEN ? AND ? ORDER BY row",
                    band * 10_000 + low,
                    band * 10_000 + high,
                ):
                    if abs(self.lat(row) - lat) <= degrees:
                        yield row

    @property
    def info(self) -> tuple[SourceInfo, ...]:
        """Where its places come from."""
        source = self.manifest["source"]
        return (
            SourceInfo(
                name=self.manifest["name"],
                licence=source.get("licence", ""),
                date=source.get("date", ""),
                rows=self._size,
                names=self.manifest["names"],
                sha256=self.manifest["files"]["places.sqlite"]["sha256"],
                path=str(self.folder),
                attribution=source.get("attribution", ""),
            ),
        )


def _spans(west: float, east: float) -> tuple[tuple[float, float], ...]:
    """Return the longitudes from ``west`` to ``east`` as spans within ±180 degrees."""
    if east - west >= 360.0:  # noqa: PLR2004 - all around the globe
        return ((-180.0, 180.0),)
    if west < -180.0:  # noqa: PLR2004 - across the antimeridian
        return ((west + 360.0, 180.0), (-180.0, east))
    if east > 180.0:  # noqa: PLR2004 - across the antimeridian
        return ((west, 180.0), (-180.0, east - 360.0))
    return ((west, east),)


def read_user_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of one of the user's stores.

    Raises:
        GazetteerError: where it cannot be read or is of another version.

    """
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        version, intact = manifest["format"], manifest["digest"] == manifest_digest(manifest)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        msg = f"the added gazetteer in {str(folder)!r} is damaged (its manifest): add it again or delete the folder."
        raise GazetteerError(msg) from error
    if not intact:
        msg = f"the added gazetteer in {str(folder)!r} is damaged (its manifest): add it again or delete the folder."
        raise GazetteerError(msg)
    if version != FORMAT:
        msg = f"the added gazetteer in {str(folder)!r} is of another version: add it again."
        raise GazetteerError(msg)
    return dict(manifest)
