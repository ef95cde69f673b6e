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
    """A column of 24-bit numbers."""

    __slots__ = ("_view",)

    def __init__(self, view: memoryview) -> None:
        """Read from ``view``, three bytes a number, the lowest first."""
        self._view = view

    def __len__(self) -> int:
        return len(self._view) // 3

    def __getitem__(self, place: int) -> int:
        view = self._view
        place *= 3
        return view[place] | view[place + 1] << 8 | view[place + 2] << 16

    def part(self, start: int, count: int) -> list[int]:
        """Return ``count`` numbers from ``start`` on."""
        raw = self._view[3 * start : 3 * (start + count)].tobytes()
        return [
            low | middle << 8 | high << 16 for low, middle, high in zip(raw[::3], raw[1::3], raw[2::3], strict=True)
        ]

    def __iter__(self) -> Iterator[int]:
        raw = self._view.tobytes()
        for place in range(0, len(raw), 3):
            yield int.from_bytes(raw[place : place + 3], "little")


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
            part = view[base + offset : base + offset + size]
            if kind == TRIPLES:
                self.triples[name] = Triples(part)
            else:
                self.sections[name] = part.cast(kind)
