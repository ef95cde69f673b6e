"""Lines of a TopoJSON file, for the builds of the gazetteer and of the basemap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def arcs_of(topology: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    """Yield the points (longitude, latitude) of each arc of ``topology``."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        yield points


def joined(arcs: list[list[tuple[float, float]]], indices: list[int]) -> list[tuple[float, float]]:
    """Return the ring of ``indices`` into ``arcs``; a negative one is an arc the other way round."""
    ring: list[tuple[float, float]] = []
    for index in indices:
        piece = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(piece[1:] if ring else piece)
    return ring
