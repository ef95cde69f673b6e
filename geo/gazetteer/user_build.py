"""Write a user's store from a stream of places, in bounded memory, so that a kill leaves the old one whole.

Everything is written into a hidden folder beside the stores; one rename at the end makes it count. Keys
are sorted by SQLite on disk; the tries of keys are written in shards so that no number of names fills
the memory. The same places give the same answers; see :mod:`geo.gazetteer.user` for the format.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import re
import shutil
import sqlite3
import struct
import zlib
from typing import TYPE_CHECKING, Any, Self

from geo.errors import GazetteerError, OutputError, UsageError
from geo.gazetteer.folding import fold, skeleton
from geo.gazetteer.user_columns import ColumnsWriter
from geo.gazetteer.user_lock import Locked, locked
from geo.gazetteer.user_outlines import OutlinesWriter
from geo.gazetteer.writer import LONGEST_SIMILAR, SHORTEST_SKELETON

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.gazetteer.user_entries import Entry
    from geo.gazetteer.user_geonames import AlternateName
    from geo.model import Shape

    _Grouped = tuple[str, Iterable[tuple[str, int, int]]]

FORMAT = "conflictmap-user-gazetteer 2"
OUTLINES = "outlines.bin"
KEYS_A_SHARD = 1_000_000
CELLS_A_DEGREE = 10
MOST_POSTINGS = 1_000
"""Names kept for one key, the likeliest first: thousands of places are called San Antonio."""
_BATCH = 20_000
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")

_PLACES = """
CREATE TABLE place (row INTEGER PRIMARY KEY, record TEXT NOT NULL, crc INTEGER NOT NULL);
CREATE TABLE posting (key TEXT PRIMARY KEY, rows BLOB NOT NULL, crc INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE identifier (id TEXT PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE cell (cell INTEGER, row INTEGER, PRIMARY KEY (cell, row)) WITHOUT ROWID;
"""
_SCRATCH = """
CREATE TABLE scratch.posting (key TEXT, rank INTEGER, row INTEGER, mark INTEGER);
CREATE TABLE scratch.identifier (id TEXT, row INTEGER);
CREATE TABLE scratch.cell (cell INTEGER, row INTEGER);
CREATE TABLE scratch.alias (geonames_id INTEGER, number INTEGER, language TEXT, name TEXT);
"""


def check_name(name: str) -> str:
    """Return ``name`` where it can name a store.

    Raises:
        UsageError: where it cannot (it becomes the name of a folder).

    """
    if not _NAME.fullmatch(name):
        msg = f"{name!r} cannot name a gazetteer: use small letters, digits, dot and hyphen (--name)."
        raise UsageError(msg)
    return name


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the lock of the folder of stores and clear away what killed runs left.

    Raises:
        GazetteerError: where another process is writing there.
        OutputError: where the folder cannot be made.

    """
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(folder / ".lock", wait=False))
        except Locked as error:
            msg = f"another conflictmap is changing the gazetteers in {str(folder)!r}: wait until it is done."
            raise GazetteerError(msg) from error
        except OSError as error:
            msg = f"cannot write to {str(folder)!r}: {error.strerror}; set CONFLICTMAP_HOME to a folder of yours."
            raise OutputError(msg) from error
        _sweep(folder)
        yield


def _sweep(folder: Path) -> None:
    from geo.gazetteer.user import installed  # noqa: PLC0415 - it imports this module's format

    current = {found.name for found in installed(folder)}
    for path in folder.iterdir():
        superseded = re.fullmatch(r".+\.\d{6}", path.name) and path.name not in current
        if path.is_dir() and (path.name.startswith(".building-") or superseded):
            shutil.rmtree(path, ignore_errors=True)


class StoreWriter:
    """Writes one store: add entries, then :meth:`finish`; used as a context it cleans up whatever happens.

    Raises:
        OutputError: where the disk is full or the folder is read-only; the installed store stays.

    """

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, check_name(name)
        self.beside = folder / f".building-{name}-{os.getpid()}"
        self.count = self.names = 0
        self._outlines = OutlinesWriter()
        self._rows: list[tuple[int, str, int]] = []
        self._postings: list[tuple[str, int, int, int]] = []
        self._columns = ColumnsWriter()
        self._identifiers: list[tuple[str, int]] = []
        self._cells: list[tuple[int, int]] = []

    def __enter__(self) -> Self:
        with self._explained():
            shutil.rmtree(self.beside, ignore_errors=True)
            self.beside.mkdir()
            self._database = sqlite3.connect(self.beside / "places.sqlite", isolation_level=None)
            # No journal: until the rename nobody sees these files, and after a kill they are swept away.
            self._database.executescript(
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536; PRAGMA temp_store=FILE;"
            )
            self._database.execute("ATTACH ? AS scratch", (str(self.beside / "scratch.sqlite"),))
            self._database.executescript(
                "PRAGMA scratch.journal_mode=OFF; PRAGMA scratch.synchronous=OFF;" + _PLACES + _SCRATCH
            )
            self._database.execute("BEGIN")
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()
        shutil.rmtree(self.beside, ignore_errors=True)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.OperationalError) as error:
            if isinstance(error, OutputError):
                raise
            reason = getattr(error, "strerror", None) or error
            msg = f"cannot write the gazetteer to {str(self.folder)!r}: {reason}; what was installed is unchanged."
            raise OutputError(msg) from error

    def add_aliases(self, aliases: Iterable[AlternateName]) -> None:
        """Take further names for rows that :meth:`aliases_of` is asked for later."""
        with self._explained():
            numbered = enumerate(aliases)
            while batch := list(itertools.islice(numbered, _BATCH)):
                self._database.executemany(
                    "INSERT INTO scratch.alias VALUES (?, ?, ?, ?)",
                    ((alias.geonames_id, number, alias.language, alias.name) for number, alias in batch),
                )
            self._database.execute("CREATE INDEX scratch.alias_id ON alias (geonames_id, number)")

    def aliases_of(self, geonames_id: int) -> list[tuple[int, str, str]]:
        """Return (id, language, name) of the further names of a row, in the order of the file."""
        with self._explained():
            return self._database.execute(
                "SELECT geonames_id, language, name FROM scratch.alias WHERE geonames_id = ? ORDER BY number",
                (geonames_id,),
            ).fetchall()

    def add(self, entry: Entry, outline: Shape | None = None) -> None:
        """Take one entry (and its outline); rows are numbered in the order they come."""
        row = self.count
        if outline is not None:
            self._outlines.add(row, outline)
        self.count += 1
        self.names += len(entry.names)
        rank = round(-1e6 * self._columns.add(entry))
        record = _ENCODE(entry)
        self._rows.append((row, record, zlib.crc32(record.encode(), row)))
        self._identifiers.append((entry.id, row))
        self._postings.extend((key, rank, row, mark_of(name)) for name in entry.names if (key := fold(name)))
        if entry.feature_code.startswith("PPL"):
            self._cells.append((cell_of(entry.lat, entry.lon), row))
        if len(self._rows) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        with self._explained():
            execute = self._database.executemany
            execute("INSERT INTO place VALUES (?, ?, ?)", self._rows)
            execute("INSERT INTO scratch.posting VALUES (?, ?, ?, ?)", self._postings)
            execute("INSERT INTO scratch.identifier VALUES (?, ?)", self._identifiers)
            execute("INSERT INTO scratch.cell VALUES (?, ?)", self._cells)
        for batch in (self._rows, self._postings, self._identifiers, self._cells):
            batch.clear()

    def finish(self, source: dict[str, Any]) -> Path:
        """Sort, write the tries and the manifest, and put the store in its place; return where it is.

        ``source`` is kept in the manifest: licence, date, attribution, kind.
        """
        self._flush()
        with self._explained():
            shards = self._write_keys()
            self._database.execute(
                "INSERT OR IGNORE INTO main.identifier SELECT id, row FROM scratch.identifier ORDER BY id, row"
            )
            self._database.execute("INSERT INTO main.cell SELECT cell, row FROM scratch.cell ORDER BY cell, row")
            self._database.execute("COMMIT")
            self._database.execute("DETACH scratch")
            self._database.close()
            (self.beside / "scratch.sqlite").unlink()
            if self._outlines:
                (self.beside / OUTLINES).write_bytes(self._outlines.to_bytes())
            written = (
                "places.sqlite",
                *shards,
                *self._columns.write(self.beside),
                *([OUTLINES] if self._outlines else []),
            )
            files = {name: _digest(self.beside / name) for name in written}
            manifest = {
                "format": FORMAT,
                "name": self.name,
                "rows": self.count,
                "names": self.names,
                "source": source,
                "files": files,
            }
            manifest["digest"] = manifest_digest(manifest)
            text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
            (self.beside / "manifest.json").write_text(text, "utf-8")
            return self._install(("manifest.json", *files))

    def _write_keys(self) -> list[str]:
        """Write the postings and the tries of keys and of skeletons, in shards; return the names of the files."""
        ordered = self._database.execute("SELECT key, row, mark FROM scratch.posting ORDER BY key, rank, row, mark")
        grouped = itertools.groupby(ordered, key=lambda posting: posting[0])
        files: list[str] = []
        for number in itertools.count():
            keys, bones = self._write_shard(itertools.islice(grouped, KEYS_A_SHARD))
            if not keys:
                return files
            for kind, lines in (("keys", keys), ("bones", bones)):
                files.append(f"{kind}-{number:03d}.trie")
                _write_trie(lines, self.beside / files[-1])
        raise AssertionError  # pragma: no cover - the loop returns

    def _write_shard(self, grouped: Iterable[_Grouped]) -> tuple[list[str], list[str]]:
        """Write the postings of some keys, a batch at a time; return the keys, and "skeleton TAB key" lines."""
        keys: list[str] = []
        bones: list[str] = []
        batch: list[tuple[str, bytes, int]] = []
        for key, postings in grouped:
            keys.append(key)
            kept = list(itertools.islice(postings, MOST_POSTINGS))
            batch.append(_posting(key, kept))
            if key.isascii() and len(key) <= LONGEST_SIMILAR and self._columns.romanised(row for _, row, _ in kept):
                consonants = skeleton(key)
                if len(consonants) >= SHORTEST_SKELETON:
                    bones.append(f"{consonants}\t{key}")
            if len(batch) == _BATCH:
                self._database.executemany("INSERT INTO main.posting VALUES (?, ?, ?)", batch)
                batch.clear()
        self._database.executemany("INSERT INTO main.posting VALUES (?, ?, ?)", batch)
        return keys, bones

    def _install(self, files: Iterable[str]) -> Path:
        from geo.gazetteer.user import installed  # noqa: PLC0415 - it imports this module's format

        for name in files:
            with (self.beside / name).open("rb") as stream:
                os.fsync(stream.fileno())
        before = [found for found in installed(self.folder) if found.name.rpartition(".")[0] == self.name]
        number = int(before[0].name.rpartition(".")[2]) + 1 if before else 1
        target = self.folder / f"{self.name}.{number:06d}"
        # The rename is the moment at which the new store counts: the highest number of a name wins.
        self.beside.rename(target)
        _sync_folder(self.folder)
        for found in before:
            shutil.rmtree(found, ignore_errors=True)
        return target


def mark_of(name: str) -> int:
    """Return a number that stands for a name letter by letter: so an exact match is told without its record."""
    return zlib.crc32(name.encode("utf-8", "surrogatepass"))


def _posting(key: str, postings: Iterable[tuple[str, int, int]]) -> tuple[str, bytes, int]:
    numbers = [number for _, row, mark in postings for number in (row, mark)]
    packed = struct.pack(f"<{len(numbers)}I", *numbers)
    return key, packed, zlib.crc32(packed, zlib.crc32(key.encode()))


def manifest_digest(manifest: dict[str, Any]) -> str:
    """Return the SHA-256 of all of a manifest but its own digest."""
    rest = {key: value for key, value in manifest.items() if key != "digest"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def cell_of(lat: float, lon: float) -> int:
    """Return the number of the grid cell (a tenth of a degree) that a position lies in."""
    return int((lat + 90.0) * CELLS_A_DEGREE) * 10_000 + int((lon + 180.0) * CELLS_A_DEGREE)


def _write_trie(keys: list[str], path: Path) -> None:
    import marisa_trie  # noqa: PLC0415 - only where a store is written

    marisa_trie.Trie(keys).save(str(path))


def _digest(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        return {"sha256": hashlib.file_digest(stream, "sha256").hexdigest(), "bytes": path.stat().st_size}


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
