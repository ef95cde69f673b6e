"""The world under construction: records by id, with the joins that the steps of the build need."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from geo.gazetteer.records import Record

_MOJIBAKE = re.compile(
    r"[\x80-\x9f\u00a1\u00a4\u00a6-\u00a9\u00ab-\u00b6\u00b8-\u00bf\u00d7\u00f7\ufffd\u25a0-\u25ff?*_]"
)
_CODE = re.compile(r"^(?:[A-Z]{3}|[A-Z]{4}|\d+|[A-Z]{1,3}[-\d]+)$")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_OTHER = re.compile(r"[\u0370-\u1cff\u2c00-\ufaff]")
LONGEST_NAME = 100


class World:
    """Records by id; outlines (shapely geometries) by id; areas by code; demonyms by word."""

    def __init__(self, folders: dict[str, Path]) -> None:
        """Start empty over the unpacked ``folders`` of the sources."""
        self.folders = folders
        self.records: dict[str, Record] = {}
        self.codes: dict[str, str] = {}
        self.outlines: dict[str, Any] = {}
        self.lines: dict[str, Any] = {}
        self.borders: dict[str, Any] = {}
        self.fixed: set[str] = set()
        self.pieces: dict[str, list[Any]] = {}
        self.demonyms: dict[str, list[str]] = defaultdict(list)

    def add(self, record: Record) -> Record:
        """Add a record; its codes lead to it from now on."""
        self.records[record.id] = record
        for code in record.other_ids:
            self.codes.setdefault(code, record.id)
        return record

    def of(self, code: str) -> Record | None:
        """Return the record of a code (``iso:IQ``, ``admin:IQ.01``) or id."""
        return self.records.get(code) or self.records.get(self.codes.get(code, ""))

    def children(self) -> dict[str, list[Record]]:
        """Return the records by the id of the unit they lie in."""
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self.records.values():
            parent = self.of(record.parent) if record.parent else None
            if parent is not None:
                found[parent.id].append(record)
        return found


def read_json(path: Path) -> Any:  # noqa: ANN401 - whatever the source holds
    """Return what a JSON file holds."""
    return json.loads(path.read_text("utf-8"))


def clean_names(names: list[str], own: str = "") -> list[str]:
    """Return usable spellings, in order, without doubles: no mojibake, codes or machine transliterations."""
    found: dict[str, None] = {}
    for raw in names:
        name = " ".join(unicodedata.normalize("NFC", raw).split())
        if not name or len(name) > LONGEST_NAME or name == own or _CODE.match(name) or _MOJIBAKE.search(name):
            continue
        if _LATIN.search(name) and (_OTHER.search(name) or name == name.lower()):
            # "fei lu jie", "alflwjt", "fەlwjە": made by machines from other scripts; no report writes so.
            continue
        if len(name) < 2:  # noqa: PLR2004 - one letter names nothing
            continue
        found[name] = None
    return list(found)


def slug(name: str) -> str:
    """Return the name as the part of an id: small ASCII letters and digits, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
