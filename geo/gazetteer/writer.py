"""Writes a store: records in, a folder of files that open by memory map out.

The same records give the same bytes. Rows are numbered by falling prominence, so that a list of rows in
rising order is a list of places with the best known first; the lists of a name are put in order (see
geo.gazetteer.ordering) as they are written.
"""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from geo.gazetteer.container import pack
from geo.gazetteer.folding import fold, normalise, plain_form, skeleton
from geo.gazetteer.measures import extent_of
from geo.gazetteer.ordering import ROMANISED, in_order, in_order_alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from geo.gazetteer.records import Record

FORMAT = 2
NONE = 0xFFFFFF
"""Stands for "no row" and "no name" in 24-bit columns."""
MANY = 0x800000
"""Set in a posting that holds the offset of a list of rows instead of one row."""
SHORTEST_KEY = 3
SHORTEST_SKELETON = 3
LONGEST_SIMILAR = 40
EXTENT_UNIT_M = 100.0
DEGREE_UNITS = 100_000


def write_store(records: Sequence[Record], folder: Path, header: Mapping[str, Any]) -> None:
    """Write ``records`` to ``folder`` (made if missing): two tries of names, one of ids, the columns, a manifest.

    ``header`` is kept in the manifest (name, version, sources). Parents are looked up by id and by other ids.
    """
    if sys.byteorder != "little":  # pragma: no cover - the columns are little-endian
        msg = "stores are written on little-endian machines."
        raise RuntimeError(msg)
    folder.mkdir(parents=True, exist_ok=True)
    records = ranked(records)
    folds = _Folds()
    names_trie, exact = _names(records)
    folded_trie, folded = _folded(records, folds)
    ids_trie, id_rows, rows_ids = _ids(records)
    columns = _columns(records, names_trie, ids_trie, id_rows)
    facts = _Written(records, columns["parent"], folds)
    columns["folded"], columns["folded_lists"] = _postings(folded, folded_trie, facts)
    columns["exact"], columns["exact_lists"] = _exact_postings(exact, names_trie, folded_trie, columns, facts)
    columns["id_rows"] = id_rows
    columns["rows_ids"] = rows_ids
    codes = sorted({record.code for record in records})
    countries = sorted({record.country for record in records if record.country})
    columns["code"] = array("B", map({code: n for n, code in enumerate(codes)}.__getitem__, (r.code for r in records)))
    number: dict[str | None, int] = {None: 0, **{country: n for n, country in enumerate(countries, 1)}}
    columns["country"] = array("B", (number[record.country or None] for record in records))
    files = {
        "names.trie": names_trie.tobytes(),
        "folded.trie": folded_trie.tobytes(),
        "ids.trie": ids_trie.tobytes(),
        "skeletons.trie": _skeletons(records, folds),
        "places.bin": pack(columns, {"codes": codes, "countries": ["", *countries]}),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    write_manifest(folder, {**header, "format": FORMAT, "rows": len(records), "names": len(names_trie)}, files)


def write_manifest(folder: Path, header: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    """Write ``manifest.json`` with the size and the SHA-256 of each file, keeping the entries of other files."""
    path = folder / "manifest.json"
    known: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    entries = known.get("files", {})
    for name, data in files.items():
        entries[name] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    manifest = {**known, **header, "files": dict(sorted(entries.items()))}
    path.write_bytes(manifest_bytes(manifest))


def manifest_bytes(manifest: Mapping[str, Any]) -> bytes:
    """Return the bytes of a manifest, which hold their own SHA-256."""
    rest = {key: value for key, value in manifest.items() if key != "sha256"}
    digest = hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()
    return (json.dumps({**rest, "sha256": digest}, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def ranked(records: Sequence[Record]) -> list[Record]:
    """Return the records in the order of their rows: by falling prominence, then id."""
    return sorted(records, key=_rank)


def _rank(record: Record) -> tuple[float, str]:
    return (-record.prominence, record.id)


def _all_names(record: Record) -> Iterable[str]:
    yield record.name
    yield from record.names
    yield from record.abbreviations


def _names(records: Sequence[Record]) -> tuple[Any, list[tuple[int, int]]]:
    import marisa_trie  # noqa: PLC0415 - only where a store is written

    spellings = [
        {normalise(record.name), normalise(record.local_name or "")}
        | {plain_form(normalise(name)) for name in _all_names(record)} - {""}
        for record in records
    ]
    for names in spellings:
        names.discard("")
    trie = marisa_trie.Trie(sorted(set().union(*spellings)))
    return trie, sorted((trie[name], row) for row, names in enumerate(spellings) for name in names)


def _folded(records: Sequence[Record], folds: _Folds) -> tuple[Any, list[tuple[int, int]]]:
    import marisa_trie  # noqa: PLC0415

    keys = [
        {key for name in (record.name, *record.names) if len(key := folds[name]) >= SHORTEST_KEY} for record in records
    ]
    trie = marisa_trie.Trie(sorted(set().union(*keys)))
    return trie, sorted((trie[key], row) for row, row_keys in enumerate(keys) for key in row_keys)


def _ids(records: Sequence[Record]) -> tuple[Any, array[int], array[int]]:
    import marisa_trie  # noqa: PLC0415

    owner: dict[str, int] = {}
    for row, record in enumerate(records):
        for name in record.other_ids:
            owner.setdefault(name, row)
    owner.update((record.id, row) for row, record in enumerate(records))
    trie = marisa_trie.Trie(sorted(owner))
    id_rows = array("L", [0]) * len(trie)
    for name, row in owner.items():
        id_rows[trie[name]] = row
    return trie, id_rows, array("L", (trie[record.id] for record in records))


class _Folds(dict[str, str]):
    """Remembers the key of each name while a store is written."""

    def __missing__(self, name: str) -> str:
        key = self[name] = fold(name)
        return key


class _Written:
    """The facts of the records of a store that is being written (see geo.gazetteer.ordering)."""

    def __init__(self, records: Sequence[Record], parents: Sequence[int], folds: _Folds) -> None:
        self._records = records
        self._parents = parents
        self.folds = folds

    def country(self, row: int) -> str | None:
        return self._records[row].country

    def feature_code(self, row: int) -> str:
        return self._records[row].code

    def population(self, row: int) -> int:
        return self._records[row].population

    def prominence(self, row: int) -> float:
        return round(0xFF * self._records[row].prominence) / 0xFF  # as it can be read again

    def name_count(self, row: int) -> int:
        return min(255, self._records[row].name_count)

    def name_key(self, row: int) -> str:
        return self.folds[self._records[row].name]

    def ancestors(self, row: int) -> Iterator[int]:
        seen: set[int] = set()
        while row != NONE and row not in seen:
            seen.add(row)
            yield row
            row = self._parents[row]


def _skeletons(records: Sequence[Record], folds: _Folds) -> bytes:
    """Return a trie of "skeleton TAB key" for the countries whose names are romanised in many ways."""
    import marisa_trie  # noqa: PLC0415

    keys = {
        key
        for record in records
        if record.country in ROMANISED
        for name in (record.name, *record.names)
        if (key := folds[name]).isascii() and len(key) <= LONGEST_SIMILAR
    }
    lines = (f"{bones}\t{key}" for key in keys if len(bones := skeleton(key)) >= SHORTEST_SKELETON)
    return bytes(marisa_trie.Trie(sorted(lines)).tobytes())


def _exact_postings(
    pairs: Sequence[tuple[int, int]],
    names: Any,  # noqa: ANN401 - marisa has no types
    keys: Any,  # noqa: ANN401
    columns: Mapping[str, Any],
    facts: _Written,
) -> tuple[array[int], array[int]]:
    """Return postings that lead from a name to its rows and to those of its folded key.

    A posting is a row where the key has no further rows; else the offset of (number of exact rows, the
    key's own posting, the exact rows).
    """
    single, lists = array("L", [0]) * len(names), array("L")
    grouped: dict[int, list[int]] = {}
    for name, row in pairs:
        grouped.setdefault(name, []).append(row)
    shared: dict[tuple[int, ...], int] = {}
    folded, folded_lists = columns["folded"], columns["folded_lists"]
    for name, found in sorted(grouped.items(), key=itemgetter(0)):
        folded_form = facts.folds[names.restore_key(name)]
        rows = in_order(found, folded_form, facts)
        key = keys.get(folded_form)
        posting = NONE if key is None else folded[key]
        size = 0 if posting == NONE else 1 if posting < MANY else folded_lists[posting & ~MANY]
        if size <= len(rows):
            posting = NONE
        if len(rows) == 1 and posting == NONE:
            single[name] = rows[0]
            continue
        entry = (len(rows), posting, *rows)
        if entry not in shared:
            shared[entry] = len(lists)
            lists.extend(entry)
        single[name] = MANY | shared[entry]
    return single, lists


def _postings(
    pairs: Sequence[tuple[int, int]],
    keys: Any,  # noqa: ANN401 - marisa has no types
    facts: _Written,
) -> tuple[array[int], array[int]]:
    single = array("L", [0]) * len(keys)
    lists = array("L")
    grouped: dict[int, list[int]] = {}
    for key, row in pairs:
        grouped.setdefault(key, []).append(row)
    shared: dict[tuple[int, ...], int] = {}
    for key, rows in sorted(grouped.items(), key=itemgetter(0)):
        if len(rows) == 1:
            single[key] = rows[0]
            continue
        found = tuple(in_order_alike(rows, keys.restore_key(key), facts))
        if found not in shared:
            shared[found] = len(lists)
            lists.append(len(found))
            lists.extend(found)
        single[key] = MANY | shared[found]
    return single, lists


def _columns(records: Sequence[Record], names_trie: Any, ids_trie: Any, id_rows: array[int]) -> dict[str, Any]:  # noqa: ANN401 - marisa has no types
    def parent(record: Record) -> int:
        if record.parent is None or record.parent not in ids_trie:
            return NONE
        row = id_rows[ids_trie[record.parent]]
        return NONE if records[row] is record else row

    local = [
        (row, names_trie[normalise(record.local_name)])
        for row, record in enumerate(records)
        if record.local_name and normalise(record.local_name) in names_trie
    ]
    return {
        "lat": array("i", (round(record.lat * DEGREE_UNITS) for record in records)),
        "lon": array("i", (round(record.lon * DEGREE_UNITS) for record in records)),
        "population": array("I", (min(max(record.population, 0), 0xFFFFFFFF) for record in records)),
        "prominence": array("B", (round(0xFF * record.prominence) for record in records)),
        "parent": array("L", map(parent, records)),
        "extent": array(
            "H",
            (min(0xFFFF, round((r.extent_m or extent_of(r.code, r.population)) / EXTENT_UNIT_M) or 1) for r in records),
        ),
        "name": array("L", (names_trie[normalise(record.name)] for record in records)),
        "name_count": array("B", (min(255, record.name_count) for record in records)),
        "local_rows": array("L", (row for row, _ in local)),
        "local_names": array("L", (name for _, name in local)),
    }
