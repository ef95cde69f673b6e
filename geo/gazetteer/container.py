"""A file of named arrays that opens by memory map: a header of JSON, then aligned sections."""

from __future__ import annotations

import json
import mmap
import struct
from array import array
from typing import TYPE_CHECKING, Any

from geo.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

MAGIC = b"CMGAZ\x00\x01\n"
_ALIGN = 8
TRIPLES = "T"
"""Kind of a section of 24-bit numbers: rows, names and offsets are all below 2**24."""
TRIPLE_CODE = "L"
"""Arrays of this type are packed as 24-bit numbers."""
_number = int.from_bytes
_numbers = struct.Struct("<HB").iter_unpack
"""Reads 24-bit numbers as pairs: the lower 16 bits, the upper 8."""


def pack(sections: Mapping[str, Sequence[int]], header: Mapping[str, Any]) -> bytes:
    """Return the bytes of a container; arrays are stored little-endian as they are in memory."""
    layout: dict[str, list[Any]] = {}
    body = bytearray()
    for name, section in sections.items():
        body.extend(b"\0" * (-len(body) % _ALIGN))
        column = section if isinstance(section, array) else None
        raw = bytes(section) if column is None else column.tobytes()
        kind: str = "B" if column is None else column.typecode
        if kind == TRIPLE_CODE:
            raw, kind = b"".join(value.to_bytes(3, "little") for value in section), TRIPLES
        layout[name] = [kind, len(body), len(raw)]
        body.extend(raw)
    head = json.dumps({"sections": layout, **header}, sort_keys=True, ensure_ascii=True).encode()
    head += b" " * (-(len(MAGIC) + 4 + len(head)) % _ALIGN)
    return MAGIC + struct.pack("<I", len(head)) + head + bytes(body)


class Triples:
    """A column of 24-bit numbers, three bytes a number, the lowest first."""

    __slots__ = ("_raw", "_size", "_start")

    def __init__(self, raw: mmap.mmap | bytes, start: int, size: int) -> None:
        """Read the ``size`` bytes of ``raw`` from ``start`` on; a slice of a map is quicker than one of a view."""
        self._raw, self._start, self._size = raw, start, size

    def __len__(self) -> int:
        return self._size // 3

    def __getitem__(self, place: int) -> int:
        offset = 3 * place
        if not 0 <= offset < self._size:
            msg = f"there is no number {place}"
            raise IndexError(msg)
        return self.at(place)

    def at(self, place: int) -> int:
        """Return the number at ``place``, which must be one of the column's: quicker than by index."""
        offset = self._start + 3 * place
        return _number(self._raw[offset : offset + 3], "little")

    def three(self, place: int) -> tuple[int, int, int]:
        """Return the number at ``place`` and the two behind it (anything where the column ends before)."""
        offset = self._start + 3 * place
        joined = _number(self._raw[offset : offset + 9], "little")
        return joined & 0xFFFFFF, joined >> 24 & 0xFFFFFF, joined >> 48

    def part(self, start: int, count: int) -> list[int]:
        """Return ``count`` numbers from ``start`` on."""
        offset = self._start + 3 * start
        return [low | high << 16 for low, high in _numbers(self._raw[offset : offset + 3 * count])]

    def numbers(self) -> memoryview:
        """Return all numbers; made with no step in Python for each."""
        wide = bytearray(4 * len(self))
        for byte in range(3):
            wide[byte::4] = self._raw[self._start + byte : self._start + self._size : 3]
        return memoryview(wide).cast("I")

    def places(self, number: int) -> Iterator[int]:
        """Yield the places at which ``number`` stands."""
        sought, end = number.to_bytes(3, "little"), self._start + self._size
        offset = self._raw.find(sought, self._start, end)
        while offset >= 0:
            place, shift = divmod(offset - self._start, 3)
            if not shift:
                yield place
            offset = self._raw.find(sought, offset + 1, end)


class Container:
    """A container opened by memory map: ``sections`` are typed memory views, ``header`` is what was packed."""

    def __init__(self, path: Path) -> None:
        """Map ``path``; raises :class:`geo.errors.GazetteerError` where it is no such file."""
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            msg = f"the gazetteer's file {path} cannot be opened ({error}); install the package again."
            raise GazetteerError(msg) from error
        start = len(MAGIC) + 4
        if self._map[: len(MAGIC)] != MAGIC:
            msg = f"{path} is not a gazetteer of this version; rebuild it with conflictmap gazetteer build."
            raise GazetteerError(msg)
        (length,) = struct.unpack("<I", self._map[len(MAGIC) : start])
        self.header: dict[str, Any] = json.loads(self._map[start : start + length])
        view = memoryview(self._map)
        base = start + length
        self.sections: dict[str, memoryview] = {}
        self.triples: dict[str, Triples] = {}
        for name, (kind, offset, size) in self.header.pop("sections").items():
            if kind == TRIPLES:
                self.triples[name] = Triples(self._map, base + offset, size)
            else:
                self.sections[name] = view[base + offset : base + offset + size].cast(kind)
