"""What there is to do: documents as units, units in parts, all in the order of the input.

A unit is a file (or address) that a worker reads, or a report that came out of a large table here. Units
whose fate is known before any work (a copy of an earlier one, a file that is not there) carry it. A
part's key is a digest of its units and of the settings: a finished part with that key need not be done
again, whoever asks.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from geo.corpus.outcomes import Outcome, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo.model import Report
    from geo.readers import ReadOptions

TABLES = frozenset({".csv", ".tsv", ".jsonl", ".ndjson"})
"""Files of many reports, a line each: large ones are dealt out report by report."""
LARGE_TABLE = 256 * 1024
HASHED_BYTES = 64 * 2**20
"""Files up to this size are compared by content before any work; larger ones when they have been read."""
DOCUMENTS_A_PART = 64


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to do: ``name`` is a path, an address or what a report is called; ``report`` if it is here already.

    ``digest`` stands for the content (or for what is known of it); ``known`` is its outcome where that is
    clear without work.
    """

    name: str
    digest: str
    report: Report | None = None
    known: Outcome | None = None

    @property
    def is_hashed(self) -> bool:
        """Whether ``digest`` is of the bytes of a file: it was there and could be read."""
        return len(self.digest) == _SHA256_LETTERS


@dataclass(frozen=True, slots=True)
class Part:
    """Some units in a row; ``number`` counts from 0, ``key`` names its content and the settings."""

    number: int
    key: str
    units: tuple[Unit, ...] = field(repr=False)


def units_of(
    paths: Iterable[str | Path], options: ReadOptions, *, left_out: Callable[[Path], bool] = lambda _: False
) -> Iterator[Unit]:
    """Yield the units of files, folders, ``-`` and addresses; a copy of an earlier document is known as such.

    Files in folders of which ``left_out`` says so are no documents: what an earlier run wrote, reached by a link.
    """
    seen: dict[bytes, str] = {}
    for unit in _all_units(paths, options, left_out):
        if unit.known is None and unit.is_hashed:
            # Half of it tells documents apart, and a million of them are held here.
            key = bytes.fromhex(unit.digest[: _SHA256_LETTERS // 2])
            first = seen.setdefault(key, unit.name)
            if first is not unit.name:
                outcome = Outcome(Status.DUPLICATE, unit.name, f"the same as {first!r}", unit.digest)
                yield Unit(unit.name, unit.digest, known=outcome)
                continue
        yield unit


_SHA256_LETTERS = 64


def _all_units(paths: Iterable[str | Path], options: ReadOptions, left_out: Callable[[Path], bool]) -> Iterator[Unit]:
    from geo.readers import files_of, nothing_in  # noqa: PLC0415 - readers load their plug-ins

    for given in paths:
        name = str(given)
        if name == "-" or (isinstance(given, str) and "://" in name[:32]):
            yield from _reports_in(name, options) if name == "-" else (Unit(name, f"address {name}"),)
            continue
        path = Path(given)
        if not os.path.isdir(path):  # noqa: PTH112 - the method raises where it may not look; reading says so
            yield from _file(path, options)
            continue
        empty = True
        for file in files_of(path):
            if left_out(file):
                continue
            empty = False
            yield from _file(file, options)
        if empty:
            yield Unit(name, f"folder {name}", known=Outcome(Status.FAILED, name, str(nothing_in(path))))


def _file(path: Path, options: ReadOptions) -> Iterator[Unit]:
    name = str(path)
    try:
        state = path.stat()
        regular = stat.S_ISREG(state.st_mode)
        if regular and state.st_size > LARGE_TABLE and path.suffix.lower() in TABLES:
            yield from _reports_in(path, options)
            return
        if regular and 0 < state.st_size <= HASHED_BYTES:
            with path.open("rb") as stream:
                yield Unit(name, hashlib.file_digest(stream, "sha256").hexdigest())
            return
        yield Unit(name, f"file {name} {state.st_size} {state.st_mtime_ns}")
    except OSError as error:
        yield Unit(name, f"unreadable {name} {error.errno}")


def _reports_in(source: str | Path, options: ReadOptions) -> Iterator[Unit]:
    from geo.readers import Failure, read  # noqa: PLC0415 - readers load their plug-ins

    for number, found in enumerate(read(source, options=options), 1):
        if isinstance(found, Failure):
            outcome = Outcome(Status.FAILED, str(found.source), str(found.error))
            yield Unit(str(found.source), f"failed {found.error}", known=outcome)
        else:
            yield Unit(f"{source}, report {number}", found.sha256, report=found)


def parts_of(units: Iterable[Unit], fingerprint: str, size: int = DOCUMENTS_A_PART) -> Iterator[Part]:
    """Yield the units in parts of ``size``; ``fingerprint`` stands for the settings."""
    waiting: list[Unit] = []
    number = 0
    for unit in units:
        waiting.append(unit)
        if len(waiting) == size:
            yield Part(number, _key(waiting, fingerprint), tuple(waiting))
            number, waiting = number + 1, []
    if waiting:
        yield Part(number, _key(waiting, fingerprint), tuple(waiting))


def _key(units: list[Unit], fingerprint: str) -> str:
    digest = hashlib.sha256(fingerprint.encode())
    for unit in units:
        known = unit.known.status.value if unit.known else ""
        about = json.dumps([unit.name, unit.digest, known, unit.report.to_dict() if unit.report else None])
        digest.update(about.encode())
    return digest.hexdigest()[:16]
