"""One store of places: the embedded gazetteer, or one that the user added.

:class:`Store` is what the gazetteer asks of a store; :class:`MappedStore` answers it from a folder that
:func:`geo.gazetteer.writer.write_store` wrote. Rows are numbers from 0, by falling prominence.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from geo.errors import GazetteerError
from geo.gazetteer.aliases import Aliases
from geo.gazetteer.container import Container
from geo.gazetteer.folding import normalise, plain_form
from geo.gazetteer.writer import DEGREE_UNITS, EXTENT_UNIT_M, FORMAT, MANY, NONE, manifest_bytes
from geo.kept import Made

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geo.gazetteer.container import Triples
    from geo.gazetteer.outlines import Outlines

CHECKED_AT_OPENING = ("names.trie", "folded.trie", "ids.trie", "places.bin")
"""The other files are checked at first use."""


_UNITS = ("ADM1", "ADM2")
_PROMINENCES = tuple(value / 0xFF for value in range(0x100))
_DEEPEST = 16
"""More units than this do not lie one in another; were the data to lead in a circle, that would end it."""

_MOST_UNITS = 4_000
"""Units whose own units are kept in memory, twice as many at most."""

_SAMPLED = 16
"""Rows with a local name between two that are kept in memory."""

_Nothing = tuple[tuple[()], tuple[()]]
NOTHING: _Nothing = ((), ())


class SourceInfo(NamedTuple):
    """Where places come from: counts, licence, date (of the data), SHA-256 and path of what is installed."""

    name: str
    licence: str
    date: str
    rows: int
    names: int
    sha256: str
    path: str
    attribution: str = ""


class Store(Protocol):
    """What the gazetteer asks of a store; ``row`` is a number from 0 to ``len(store) - 1``."""

    def __len__(self) -> int: ...
    def exact(self, name: str) -> Sequence[int]:
        """Return the rows that have exactly this name (NFC, single spaces), likeliest first."""

    def folded(self, key: str) -> Sequence[int]:
        """Return the rows that have a name with this key, likeliest first."""

    def prefixes(self, key: str) -> Sequence[str]:
        """Return the known keys that ``key`` begins with."""

    def similar(self, key: str) -> Sequence[tuple[str, float]]:
        """Return known keys that resemble ``key``, with their likeness (0 to 1), best first."""

    def lat(self, row: int) -> float:
        """Return the latitude in degrees."""

    def lon(self, row: int) -> float:
        """Return the longitude in degrees."""

    def population(self, row: int) -> int:
        """Return the population, 0 where it is unknown."""

    def feature_code(self, row: int) -> str:
        """Return the GeoNames feature code."""

    def country(self, row: int) -> str | None:
        """Return the ISO 3166 alpha-2 code."""

    def parent_id(self, row: int) -> str | None:
        """Return the id (or ``admin:IQ.01`` code) of the administrative unit that the row lies in."""

    def extent_m(self, row: int) -> float:
        """Return the extent in metres."""

    def id(self, row: int) -> str:
        """Return the id, with its source."""

    def row_of(self, place_id: str) -> int | None:
        """Return the row with this id or code."""

    def name(self, row: int) -> str:
        """Return the name as the source writes it."""

    def local_name(self, row: int) -> str | None:
        """Return the name in the country's own script."""

    def names(self, row: int) -> tuple[str, ...]:
        """Return all names, sorted."""

    def name_count(self, row: int) -> int:
        """Return the number of aliases."""

    def prominence(self, row: int) -> float:
        """Return how likely news means this place, 0 to 1."""

    def near(self, lat: float, lon: float, degrees: float) -> Iterator[int]:
        """Yield the rows in the box of ``degrees`` (of latitude) about a point."""

    @property
    def outlines(self) -> Outlines | None:
        """The outlines that the store has, if any."""

    @property
    def info(self) -> tuple[SourceInfo, ...]:
        """Where its places come from."""


class MappedStore:
    """A store opened by memory map; checks the SHA-256 of its files at opening.

    Raises:
        GazetteerError: where a file is missing, damaged or of another format.

    """

    def __init__(self, folder: Path) -> None:
        import marisa_trie  # noqa: PLC0415 - not needed by those who only import the package

        self.folder = folder
        self.manifest = read_manifest(folder)
        for name in CHECKED_AT_OPENING:
            check_file(folder, self.manifest, name)
        self._names = marisa_trie.Trie().mmap(str(folder / "names.trie"))
        self._keys = marisa_trie.Trie().mmap(str(folder / "folded.trie"))
        self._ids = marisa_trie.Trie().mmap(str(folder / "ids.trie"))
        container = Container(folder / "places.bin")
        sections, triples = container.sections, container.triples
        self._codes: list[str] = container.header["codes"]
        self._countries: list[str] = container.header["countries"]
        self._lat, self._lon, self._population = sections["lat"], sections["lon"], sections["population"]
        self._parent, self._extent, self._name = triples["parent"], sections["extent"], triples["name"]
        self._name_count, self._prominence = sections["name_count"], sections["prominence"]
        self._code, self._country = sections["code"], sections["country"]
        self._exact, self._exact_lists = triples["exact"], triples["exact_lists"]
        self._folded, self._folded_lists = triples["folded"], triples["folded_lists"]
        self._id_rows, self._rows_ids = triples["id_rows"], triples["rows_ids"]
        self._local_rows, self._local_names = triples["local_rows"], triples["local_names"]
        self._admin1, self._admin2 = (self._codes.index(code) if code in self._codes else -1 for code in _UNITS)
        self._size = len(self._code)
        self._units = Made(self._units_of, _MOST_UNITS)
        self._aliases = Aliases(self._exact, self._exact_lists)

    def __len__(self) -> int:
        return self._size

    def exact(self, name: str) -> Sequence[int]:
        """Return the rows that have exactly this name (NFC, single spaces), likeliest first."""
        return self.exact_and_folded(name)[0]

    def exact_and_folded(self, name: str) -> tuple[Sequence[int], Sequence[int]] | _Nothing:
        """Return the rows that have exactly this name, and those of its folded key (() where these are all)."""
        try:
            key = self._names.get(name)
            if key is None:
                plain = name if name.isascii() else plain_form(name)
                key = None if plain is name else self._names.get(plain)
        except UnicodeEncodeError:  # a lone surrogate: no name has one
            return NOTHING
        if key is None:
            return NOTHING
        posting = self._exact.at(key)
        if posting < MANY:
            return (posting,), ()
        lists, start = self._exact_lists, posting & ~MANY
        count, further, row = lists.three(start)
        rows = (row,) if count == 1 else lists.part(start + 2, count)
        if further == NONE:
            return rows, ()
        return rows, (further,) if further < MANY else _list(self._folded_lists, further)

    def folded(self, key: str) -> Sequence[int]:
        """Return the rows that have a name with this key, likeliest first."""
        try:
            number = self._keys.get(key)
        except UnicodeEncodeError:
            return ()
        if number is None:
            return ()
        posting = self._folded.at(number)
        return (posting,) if posting < MANY else _list(self._folded_lists, posting)

    def prefixes(self, key: str) -> Sequence[str]:
        """Return the known keys that ``key`` begins with."""
        return _prefixes(self._keys, key)

    def known_prefixes(self, text: str) -> Sequence[str]:
        """Return the known names, as they stand, that ``text`` begins with."""
        return _prefixes(self._names, text)

    def similar(self, key: str) -> Sequence[tuple[str, float]]:
        """Return known keys that resemble ``key``, with their likeness (0 to 1), best first."""
        from geo.gazetteer.likeness import similar_keys  # noqa: PLC0415 - loads a matcher

        return similar_keys(key, self._keys, self._skeletons)

    @cached_property
    def _skeletons(self) -> Any:  # noqa: ANN401 - marisa has no types
        import marisa_trie  # noqa: PLC0415

        check_file(self.folder, self.manifest, "skeletons.trie")
        return marisa_trie.Trie().mmap(str(self.folder / "skeletons.trie"))

    def lat(self, row: int) -> float:
        """Return the latitude in degrees."""
        return self._lat[row] / DEGREE_UNITS

    def lon(self, row: int) -> float:
        """Return the longitude in degrees."""
        return self._lon[row] / DEGREE_UNITS

    def population(self, row: int) -> int:
        """Return the population, 0 where it is unknown."""
        return self._population[row]

    def feature_code(self, row: int) -> str:
        """Return the GeoNames feature code."""
        return self._codes[self._code[row]]

    def country(self, row: int) -> str | None:
        """Return the ISO 3166 alpha-2 code, None for what lies in no single country."""
        return self._countries[self._country[row]] or None

    def parent(self, row: int) -> int | None:
        """Return the row of the administrative unit it lies in."""
        parent = self._parent[row]
        return None if parent == NONE else parent

    def unit_rows(self, row: int) -> tuple[int | None, int | None]:
        """Return the rows of the first-order and the second-order unit that it lies in or is."""
        code, parent = self._code[row], self._parent.at(row)
        admin1, admin2 = self._units[parent] if parent != NONE else (None, None)
        return row if code == self._admin1 else admin1, row if code == self._admin2 else admin2

    def _units_of(self, row: int) -> tuple[int | None, int | None]:
        """Return what :meth:`unit_rows` does for a unit, which many places lie in; kept."""
        parents, codes = self._parent.at, self._code
        admin1 = admin2 = None
        for _ in range(_DEEPEST):
            code = codes[row]
            if code == self._admin1 and admin1 is None:
                admin1 = row
            elif code == self._admin2 and admin2 is None:
                admin2 = row
            row = parents(row)
            if row == NONE:
                break
        return admin1, admin2

    def parent_id(self, row: int) -> str | None:
        """Return the id of the administrative unit it lies in."""
        parent = self._parent[row]
        return None if parent == NONE else self.id(parent)

    def extent_m(self, row: int) -> float:
        """Return the radius in metres of the smallest circle about the position that holds the place."""
        return self._extent[row] * EXTENT_UNIT_M

    def id(self, row: int) -> str:
        """Return the id, with its source: ``geonames:99454``."""
        return str(self._ids.restore_key(self._rows_ids[row]))

    def row_of(self, place_id: str) -> int | None:
        """Return the row with this id or code."""
        try:
            number = self._ids.get(place_id)
        except UnicodeEncodeError:
            return None
        return None if number is None else self._id_rows[number]

    def name(self, row: int) -> str:
        """Return the name as the source writes it."""
        return str(self._names.restore_key(self._name[row]))

    def local_name(self, row: int) -> str | None:
        """Return the name in the country's own script, where the source has one."""
        rows, sample = self._local_rows, self._local_sample
        first = max(0, bisect_right(sample, row) - 1) * _SAMPLED
        part = rows.part(first, min(_SAMPLED, len(rows) - first))
        place = bisect_left(part, row)
        if place < len(part) and part[place] == row:
            return str(self._names.restore_key(self._local_names[first + place]))
        return None

    @cached_property
    def _local_sample(self) -> array[int]:
        """Every so many of the rows that have a local name: to search these costs less than to read the column."""
        rows = self._local_rows
        return array("L", map(rows.at, range(0, len(rows), _SAMPLED)))

    def names(self, row: int) -> tuple[str, ...]:
        """Return all names, sorted: some milliseconds, and once a tenth of a second."""
        return tuple(sorted(str(self._names.restore_key(key)) for key in self._aliases.of(row)))

    def name_count(self, row: int) -> int:
        """Return the number of aliases (at most 255)."""
        return self._name_count[row]

    def prominence(self, row: int) -> float:
        """Return how likely news means this place by its bare name, 0 to 1."""
        return _PROMINENCES[self._prominence[row]]

    def rows_with_code(self, code: str) -> Iterator[int]:
        """Yield the rows with a feature code, likeliest first."""
        if code in self._codes:
            yield from _positions(self._code, self._codes.index(code))

    def rows_in_country(self, country: str) -> Iterator[int]:
        """Yield the rows of a country (ISO alpha-2), likeliest first."""
        if country in self._countries:
            yield from _positions(self._country, self._countries.index(country))

    @cached_property
    def demonyms(self) -> dict[str, tuple[int, ...]]:
        """Rows by demonym (case-folded)."""
        if "demonyms.json" not in self.manifest["files"]:
            return {}
        check_file(self.folder, self.manifest, "demonyms.json")
        data = json.loads((self.folder / "demonyms.json").read_text("utf-8"))
        found = {}
        for word, ids in data.items():
            rows = tuple(row for place_id in ids if (row := self.row_of(place_id)) is not None)
            if rows:
                found[word] = rows
        return found

    def near(self, lat: float, lon: float, degrees: float) -> Iterator[int]:
        """Yield the rows in the box of ``degrees`` (of latitude) about a point."""
        yield from self._grid.near(lat, lon, degrees)

    @cached_property
    def _grid(self) -> Any:  # noqa: ANN401 - imported where it is used
        from geo.gazetteer.grid import Grid  # noqa: PLC0415 - only for reverse look-ups

        return Grid(self._lat, self._lon)

    @cached_property
    def outlines(self) -> Outlines | None:
        """The outlines that the store has, if any; their file is checked at first use."""
        from geo.gazetteer.outlines import Outlines  # noqa: PLC0415

        if "outlines.bin" not in self.manifest["files"]:
            return None
        check_file(self.folder, self.manifest, "outlines.bin")
        return Outlines(self.folder / "outlines.bin")

    @property
    def info(self) -> tuple[SourceInfo, ...]:
        """Where its places come from."""
        files = self.manifest["files"]
        return tuple(
            SourceInfo(
                name=source["name"],
                licence=source["licence"],
                date=source["date"],
                rows=source.get("rows", self._size),
                names=source.get("names", len(self._names)),
                sha256=source.get("sha256", files["places.bin"]["sha256"]),
                path=str(self.folder),
                attribution=source.get("attribution", ""),
            )
            for source in self.manifest["sources"]
        )


def _positions(column: memoryview, value: int) -> Iterator[int]:
    data = column.tobytes()
    needle = bytes((value,))
    place = data.find(needle)
    while place >= 0:
        yield place
        place = data.find(needle, place + 1)


def _prefixes(trie: Any, text: str) -> Sequence[str]:  # noqa: ANN401 - marisa has no types
    try:
        found: list[str] = trie.prefixes(text)
    except UnicodeEncodeError:  # a lone surrogate: no name has one
        return ()
    return found


def _list(lists: Triples, posting: int) -> Sequence[int]:
    start = posting & ~MANY
    return lists.part(start + 1, lists.at(start))


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a store; raises :class:`geo.errors.GazetteerError` where it cannot be used."""
    path = folder / "manifest.json"
    try:
        raw = path.read_bytes()
        manifest = json.loads(raw)
    except (OSError, ValueError) as error:
        msg = f"there is no gazetteer in {folder} ({error}); install the package again, or rebuild it."
        raise GazetteerError(msg) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or "files" not in manifest:
        msg = f"the gazetteer in {folder} is of another version; rebuild it with this version."
        raise GazetteerError(msg)
    if raw != manifest_bytes(manifest):
        msg = f"the gazetteer's file {path} is damaged; install the package again."
        raise GazetteerError(msg)
    return manifest


def check_file(folder: Path, manifest: dict[str, Any], name: str) -> None:
    """Compare a file with the SHA-256 of the manifest; raises :class:`geo.errors.GazetteerError`."""
    path = folder / name
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        msg = f"the gazetteer's file {path} cannot be read ({error}); install the package again."
        raise GazetteerError(msg) from error
    if digest != manifest["files"].get(name, {}).get("sha256"):
        msg = f"the gazetteer's file {path} is damaged (its SHA-256 differs); install the package again."
        raise GazetteerError(msg)


def exact_form(name: str) -> str:
    """Return the form of a name that :meth:`Store.exact` compares."""
    return normalise(name)
