"""Add a GeoNames dump or a list of places to the user's gazetteers; remove one."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import GazetteerError, UsageError
from geo.gazetteer.user import installed
from geo.gazetteer.user_build import StoreWriter, check_name, writing
from geo.gazetteer.user_entries import entry_of_geonames, entry_of_listed
from geo.gazetteer.user_geonames import (
    LARGEST_ID,
    AlternateName,
    Fault,
    GeonamesRow,
    lines_of,
    looks_like_dump,
    open_dump,
    parse_alternate,
    parse_row,
)
from geo.gazetteer.user_places import read_places

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    Progress = Callable[[str, int, int], None]
    """Told what is being done, how many bytes of it are done, and how many there are."""

LISTED_SUFFIXES = frozenset({".csv", ".tsv", ".geojson", ".json", ".toml"})
SHOWN_FAULTS = 20
_PROGRESS_BYTES = 2**20


@dataclass(slots=True)
class Added:
    """What came of adding: the store's name and place, rows and names in it, and what was not taken.

    ``faults`` are the first :data:`SHOWN_FAULTS`, ``fault_count`` counts all; ``left_out`` are rows of
    feature classes that were not asked for.
    """

    name: str
    path: Path = field(default_factory=Path)
    rows: int = 0
    names: int = 0
    left_out: int = 0
    fault_count: int = 0
    faults: list[Fault] = field(default_factory=list)

    def fault(self, fault: Fault) -> None:
        """Count a line that was not taken, and keep the first ones."""
        self.fault_count += 1
        if len(self.faults) < SHOWN_FAULTS:
            self.faults.append(fault)


class _Bits:
    """A set of GeoNames ids: one bit each, 12 MB at most."""

    def __init__(self) -> None:
        self._bits = bytearray(LARGEST_ID // 8 + 1)

    def add(self, number: int) -> bool:
        """Add ``number`` and tell whether it is new."""
        place, bit = number >> 3, 1 << (number & 7)
        new = not self._bits[place] & bit
        self._bits[place] |= bit
        return new

    def __contains__(self, number: int) -> bool:
        return bool(self._bits[number >> 3] & (1 << (number & 7)))


FEATURE_CLASSES = frozenset("AHLPRSTUV")
"""GeoNames' feature classes: administrative, water, areas, populated, roads, sites, mountains, undersea, vegetation."""


def add(  # noqa: PLR0913 - the command's arguments
    path: Path,
    folder: Path,
    *,
    alternates: Path | None = None,
    name: str | None = None,
    classes: Collection[str] = (),
    progress: Progress | None = None,
) -> Added:
    """Add the dump or list at ``path`` to the gazetteers in ``folder``, in place of one with that name.

    ``alternates`` is alternateNamesV2 (for a dump); ``classes`` are GeoNames feature classes to take
    (all where empty). Memory stays bounded whatever the size.

    Raises:
        UsageError: where the arguments or the file make no sense.
        GazetteerError: where the file cannot be read or no row of it could be taken.
        OutputError: where the disk is full or the folder read-only; what was installed stays.

    """
    added = Added(check_name(name or slug_of(path)))
    tell = progress or _silent
    listed = path.suffix.lower() in LISTED_SUFFIXES
    if not listed and not looks_like_dump(path):
        msg = (
            f"{str(path)!r} is no GeoNames dump (19 columns parted by tabs) and no list of places: "
            "give IQ.txt, IQ.zip, or a .csv, .geojson or .toml file."
        )
        raise UsageError(msg)
    strange = "".join(sorted(frozenset(classes) - FEATURE_CLASSES))
    if strange:
        msg = f"{strange!r} is no feature class of GeoNames: give letters of {''.join(sorted(FEATURE_CLASSES))}."
        raise UsageError(msg)
    if listed and classes:
        msg = "classes are those of a GeoNames dump: all places of a list are taken."
        raise UsageError(msg)
    if listed and alternates is not None:
        msg = f"{str(alternates)!r} can only be added together with a GeoNames dump, not with a list of places."
        raise UsageError(msg)
    with writing(folder), StoreWriter(folder, added.name) as writer:
        if listed:
            source = _add_list(path, writer, added)
        else:
            source = _add_dump(path, alternates, frozenset(classes), writer=writer, added=added, tell=tell)
        if not added.rows:
            first = f" (first: {added.faults[0]})" if added.faults else ""
            msg = f"no place of {str(path)!r} could be taken{first}; nothing was added."
            raise GazetteerError(msg)
        tell("writing the index", 0, 0)
        added.names = writer.names
        added.path = writer.finish(source)
    return added


def _silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""


def slug_of(path: Path) -> str:
    """Return the name that a store of ``path`` gets unless the user names it."""
    slug = re.sub(r"[^a-z0-9]+", "-", path.name.split(".", maxsplit=1)[0].lower()).strip("-")
    return slug[:48] or "places"


def _add_list(path: Path, writer: StoreWriter, added: Added) -> dict[str, str]:
    seen: set[str] = set()
    for found in read_places(path, source="gazetteer"):
        if isinstance(found, Fault):
            added.fault(found)
        elif found.place.id in seen:
            added.fault(Fault(path.name, found.line, f"the id {found.place.id!r} stands on an earlier line, too"))
        else:
            seen.add(found.place.id)
            writer.add(entry_of_listed(found), found.place.outline)
            added.rows += 1
    return {"kind": "list", "file": path.name, "licence": "the user's own list", "date": ""}


def _add_dump(  # noqa: PLR0913 - the parts of add
    path: Path,
    alternates: Path | None,
    classes: frozenset[str],
    *,
    writer: StoreWriter,
    added: Added,
    tell: Progress,
) -> dict[str, str]:
    aliased: _Bits | None = None
    if alternates is not None:
        aliased = _Bits()
        writer.add_aliases(_aliases(alternates, _ids_in(path, tell), aliased, added, tell))
    seen = _Bits()
    date = ""
    for number, parsed in _rows(path, "reading places", added, tell):
        if classes and parsed.feature_class not in classes:
            added.left_out += 1
            continue
        if not seen.add(parsed.geonames_id):
            added.fault(Fault(path.name, number, f"the id {parsed.geonames_id} stands on an earlier line, too"))
            continue
        further: list[AlternateName] = []
        if aliased is not None and parsed.geonames_id in aliased:
            further = [AlternateName(*alias) for alias in writer.aliases_of(parsed.geonames_id)]
        writer.add(entry_of_geonames(parsed, further))
        added.rows += 1
        date = max(date, parsed.changed)
    return {
        "kind": "geonames",
        "file": path.name,
        "licence": "CC BY 4.0",
        "attribution": "GeoNames",
        "date": date,
    }


def _rows(path: Path, what: str, added: Added, tell: Progress) -> Iterator[tuple[int, GeonamesRow]]:
    for number, text, wrong in _told(path, what, tell):
        parsed = parse_row(text) if text is not None else wrong
        if isinstance(parsed, str):
            added.fault(Fault(path.name, number, parsed))
        else:
            yield number, parsed


def _told(path: Path, what: str, tell: Progress) -> Iterator[tuple[int, str | None, str]]:
    with open_dump(path) as (stream, total):
        done = told = 0
        tell(what, 0, total)
        for number, size, text, wrong in lines_of(stream):
            yield number, text, wrong
            done += size
            if done - told >= _PROGRESS_BYTES:
                told = done
                tell(what, done, total)
        tell(what, total, total)


def _ids_in(path: Path, tell: Progress) -> _Bits:
    known = _Bits()
    for _, text, _ in _told(path, "looking through the places", tell):
        identifier = text.partition("\t")[0] if text else ""
        if identifier.isascii() and identifier.isdigit() and len(identifier) < 10 and int(identifier) < LARGEST_ID:  # noqa: PLR2004 - digits
            known.add(int(identifier))
    return known


def _aliases(path: Path, known: _Bits, aliased: _Bits, added: Added, tell: Progress) -> Iterator[AlternateName]:
    for number, text, wrong in _told(path, "reading further names", tell):
        parsed = parse_alternate(text) if text is not None else wrong
        if isinstance(parsed, str):
            added.fault(Fault(path.name, number, parsed))
        elif parsed is not None and parsed.geonames_id in known:
            aliased.add(parsed.geonames_id)
            yield parsed


def remove(name: str, folder: Path) -> Path:
    """Remove the store called ``name``, or made of a file of that name, and return where it was.

    Raises:
        UsageError: where there is none of that name; the message lists those there are.

    """
    found = {path.name.rpartition(".")[0]: path for path in installed(folder)}
    if name not in found:
        # "IQ" or "IQ.txt", as it was added.
        name = next((known for known in (slug_of(Path(name)),) if known in found), name)
    if name not in found:
        there = ", ".join(sorted(found)) or "none was added"
        msg = f"there is no added gazetteer {name!r} (there is: {there})."
        raise UsageError(msg)
    with writing(folder):
        # Hidden first: a kill in the midst of deleting must not leave half a store that counts.
        hidden = folder / f".building-removed-{name}"
        shutil.rmtree(hidden, ignore_errors=True)
        found[name].rename(hidden)
        shutil.rmtree(hidden, ignore_errors=True)
    return found[name]
