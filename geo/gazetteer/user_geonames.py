"""Read GeoNames dumps: ``IQ.txt``, ``allCountries.txt`` and ``alternateNamesV2.txt``, plain or zipped.

Nothing is held in memory but the current line. A line that cannot be taken is a :class:`Fault` with its
number and what is wrong with it; the others go on. Format: the readme of the GeoNames export (19
tab-separated columns; alternate names: 10, older ones 8).
"""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from geo.errors import GazetteerError, UsageError
from geo.gazetteer.folding import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

COLUMNS = 19
LONGEST_LINE = 262_144
"""Bytes. The longest line of the real dumps (alternate names of a country) has about 12,000."""
LARGEST_ID = 100_000_000
"""GeoNames ids have eight digits at most; the bitmap of ids seen stays small because of it."""
_LARGEST_MEMBER = 16 * 2**30
_LARGEST_RATIO = 200
_PRINTED = 60

NO_NAMES = frozenset(
    {"link", "post", "wkdt", "unlc", "tcid", "iata", "icao", "faac", "phon", "piny", "abbr", "olc", "fr_1793"}
)
"""Pseudo-languages of alternateNamesV2 whose "names" are addresses, codes or calendars, not names."""


class Fault(NamedTuple):
    """A line that was not taken: its file, 1-based number, and what is wrong with it."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.what}"


class GeonamesRow(NamedTuple):
    """One line of a country dump; ``names`` begins with the main one. Degrees; ``population`` in persons."""

    geonames_id: int
    names: tuple[str, ...]
    lat: float
    lon: float
    feature_class: str
    feature_code: str
    country: str | None
    admin1: str | None
    admin2: str | None
    population: int
    changed: str


class AlternateName(NamedTuple):
    """One line of alternateNamesV2: a further name of ``geonames_id``, with its ISO 639 language."""

    geonames_id: int
    language: str
    name: str


@contextmanager
def open_dump(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """Yield the bytes of a dump (the one table of a .zip, too) and how many there are.

    Raises:
        GazetteerError: where the file is missing, no zip, or unpacks to more than a dump can hold.

    """
    try:
        if not zipfile.is_zipfile(path):
            with path.open("rb") as stream:
                yield stream, path.stat().st_size
            return
        with zipfile.ZipFile(path) as archive:
            member = _table(archive, path)
            with archive.open(member) as stream:
                yield stream, member.file_size
    except FileNotFoundError as error:
        msg = f"there is no file {str(path)!r}: give the path of a GeoNames dump, such as IQ.txt or IQ.zip."
        raise UsageError(msg) from error
    except zipfile.BadZipFile as error:
        msg = f"{str(path)!r} is a damaged zip file ({error}): fetch it again."
        raise GazetteerError(msg) from error
    except IsADirectoryError as error:
        msg = f"{str(path)!r} is a folder: give the path of a GeoNames dump, such as IQ.txt or IQ.zip."
        raise UsageError(msg) from error
    except PermissionError as error:
        msg = f"{str(path)!r} cannot be read: {error.strerror}."
        raise GazetteerError(msg) from error


def _table(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    members = [
        member
        for member in archive.infolist()
        if member.filename.endswith(".txt") and not member.filename.lower().startswith(("readme", "__macosx"))
    ]
    if not members:
        msg = f"{str(path)!r} holds no .txt table: give a zip file as GeoNames offers it."
        raise GazetteerError(msg)
    member = max(members, key=lambda found: (found.file_size, found.filename))
    if member.file_size > _LARGEST_MEMBER or member.file_size > _LARGEST_RATIO * max(member.compress_size, 1_000):
        msg = f"{str(path)!r} unpacks to {member.file_size:,} bytes, which no GeoNames dump does; it was not opened."
        raise GazetteerError(msg)
    return member


def lines_of(stream: IO[bytes]) -> Iterator[tuple[int, int, str | None, str]]:
    """Yield (line number, bytes, text or None, what is wrong) of each line that is not empty."""
    number = 0
    while raw := stream.readline(LONGEST_LINE):
        number += 1
        size = len(raw)
        wrong = ""
        if size == LONGEST_LINE and not raw.endswith(b"\n"):
            size += _skip_line(stream)
            wrong = f"longer than {LONGEST_LINE:,} bytes"
        elif b"\0" in raw:
            wrong = "has a NUL byte"
        text = None
        if not wrong:
            try:
                text = raw.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                wrong = f"is not UTF-8 (byte {error.start + 1})"
        if number == 1 and text is not None:
            text = text.removeprefix("\ufeff")
        if text != "":
            yield number, size, text, wrong


def _skip_line(stream: IO[bytes]) -> int:
    skipped = 0
    while piece := stream.readline(LONGEST_LINE):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped


def parse_row(text: str) -> GeonamesRow | str:  # noqa: PLR0911 - one return for each fault
    """Return the row of one line of a dump, or what is wrong with it."""
    fields = text.split("\t")
    if len(fields) != COLUMNS:
        return f"has {len(fields)} columns where {COLUMNS} belong"
    geonames_id = _identifier(fields[0])
    if geonames_id is None:
        return f"{_shown(fields[0])} is no GeoNames id"
    try:
        lat, lon = float(fields[4]), float(fields[5])
    except ValueError:
        return f"{_shown(fields[4])}, {_shown(fields[5])} are no coordinates"
    if not (-90.0 <= lat <= 90.0 and -180.0 <= lon <= 180.0):  # noqa: PLR2004 - the globe; NaN fails, too
        return f"latitude {_shown(fields[4])}, longitude {_shown(fields[5])} lie outside the globe"
    population = _number(fields[14])
    if population is None:
        return f"{_shown(fields[14])} is no population"
    names = _names(fields[1], fields[2], fields[3])
    if not names:
        return "has no name"
    return GeonamesRow(
        geonames_id,
        names,
        lat,
        lon,
        fields[6],
        fields[7] or (f"{fields[6]}?" if fields[6] else "PPL"),
        fields[8].upper() or None,
        fields[10] or None,
        fields[11] or None,
        population,
        fields[18],
    )


def parse_alternate(text: str) -> AlternateName | str | None:
    """Return the name on one line of alternateNamesV2, what is wrong with it, or None where it is no name."""
    fields = text.split("\t")
    if len(fields) not in (8, 10):
        return f"has {len(fields)} columns where 10 belong"
    geonames_id = _identifier(fields[1])
    if geonames_id is None:
        return f"{_shown(fields[1])} is no GeoNames id"
    name = " ".join(fields[3].split())
    if fields[2] in NO_NAMES or not name:
        return None
    return AlternateName(geonames_id, fields[2], name)


def _names(name: str, ascii_name: str, alternates: str) -> tuple[str, ...]:
    parts = (name, ascii_name, *alternates.split(",")) if alternates else (name, ascii_name)
    unique = dict.fromkeys(map(normalise, dict.fromkeys(parts)))
    unique.pop("", None)
    return tuple(unique)


def _identifier(text: str) -> int | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 - digits
    return number if 0 < number < LARGEST_ID else None


def _number(text: str) -> int | None:
    if not text:
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None  # noqa: PLR2004 - digits


def _shown(text: str) -> str:
    return repr(text if len(text) <= _PRINTED else f"{text[:_PRINTED]}…")


def looks_like_dump(path: Path) -> bool:
    """Tell whether the first line that is not empty has the columns of a dump."""
    with open_dump(path) as (stream, _):
        for _, _, text, _ in lines_of(stream):
            return text is not None and text.count("\t") == COLUMNS - 1
    return False
