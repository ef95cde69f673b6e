"""The numbers of a user's store in columns that open by memory map: what every look-up asks of every row.

``columns.bin`` holds the arrays one after the other, ``columns.json`` what their small numbers stand for.
"""

from __future__ import annotations

import json
import mmap
from array import array
from typing import TYPE_CHECKING, Any

from geo.gazetteer.measures import prominence
from geo.gazetteer.ordering import ROMANISED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.gazetteer.user_entries import Entry

DATA, MEANING = "columns.bin", "columns.json"
DEGREE_UNITS = 10_000_000
NONE = 0xFFFFFFFF
_TYPES = {
    "lat": "i",
    "lon": "i",
    "population": "I",
    "geonames_id": "I",
    "parent": "I",
    "extent": "f",
    "code": "H",
    "country": "H",
    "prominence": "H",
    "name_count": "B",
}
"""Columns and the types of their values, the widest first so that each begins where its type may."""


class ColumnsWriter:
    """Collects the numbers of entries: 29 bytes a row."""

    def __init__(self) -> None:
        self._columns = {name: array(kind) for name, kind in _TYPES.items()}
        self._appends: list[Any] = [column.append for column in self._columns.values()]
        self._words: dict[str, dict[str, int]] = {"code": {}, "country": {}, "parent": {}}
        self._romanised: list[bool] = []

    def add(self, entry: Entry) -> float:
        """Take the next entry and return its prominence."""
        likely = prominence(entry.population, len(entry.names) - 1, entry.feature_code)
        source, _, number = entry.id.partition(":")
        known = source == "geonames" and number.isdecimal() and len(number) < 10  # noqa: PLR2004 - digits
        # In the order of _TYPES.
        for append, value in zip(
            self._appends,
            (
                round(entry.lat * DEGREE_UNITS),
                round(entry.lon * DEGREE_UNITS),
                min(max(entry.population, 0), NONE),
                int(number) if known else 0,
                self._number("parent", entry.parent),
                entry.extent_m,
                self._number("code", entry.feature_code),
                self._number("country", entry.country),
                round(likely * 0xFFFF),
                min(255, len(entry.names) - 1),
            ),
            strict=True,
        ):
            append(value)
        return likely

    def _number(self, kind: str, word: str | None) -> int:
        words = self._words[kind]
        return words.setdefault(word or "", len(words))

    def romanised(self, rows: Iterable[int]) -> bool:
        """Tell whether one of the rows lies in a country whose names are romanised in many ways (or in none known)."""
        if len(self._romanised) != len(self._words["country"]):
            self._romanised = [not word or word in ROMANISED for word in self._words["country"]]
        country, romanised = self._columns["country"], self._romanised
        return any(romanised[country[row]] for row in rows)

    def write(self, folder: Path) -> tuple[str, str]:
        """Write both files and return their names."""
        with (folder / DATA).open("wb") as stream:
            for column in self._columns.values():
                column.tofile(stream)
        meaning = {kind: list(words) for kind, words in self._words.items()}
        (folder / MEANING).write_text(json.dumps(meaning, ensure_ascii=True), "ascii")
        return DATA, MEANING


class Columns:
    """The columns of a store, as memory views by name; ``words`` says what small numbers stand for."""

    def __init__(self, folder: Path, rows: int) -> None:
        """Map the files in ``folder``; they were compared with their SHA-256 before."""
        self.words: dict[str, list[str]] = json.loads((folder / MEANING).read_text("ascii"))
        with (folder / DATA).open("rb") as stream:
            view: Any = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
        start = 0
        found: dict[str, Any] = {}
        for name, kind in _TYPES.items():
            size = array(kind).itemsize * rows
            found[name] = view[start : start + size].cast(kind)
            start += size
        self.lat, self.lon, self.population = found["lat"], found["lon"], found["population"]
        self.geonames_id, self.parent, self.extent = found["geonames_id"], found["parent"], found["extent"]
        self.code, self.country = found["code"], found["country"]
        self.prominence, self.name_count = found["prominence"], found["name_count"]
