"""Areas and lines as short strings; see :mod:`geo.layers._polyline` for their letters."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from geo.layers._polyline import encode_degrees

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Shape

__all__ = ["encoded_area", "encoded_areas", "encoded_line"]

SHARE = 700
"""An outline keeps no two corners nearer than this part of its span: finer is not seen at its own zoom."""

COARSEST = 0.05
"""Degrees that an outline is thinned by at most, so that the largest countries still fit their borders."""

LETTERS = 40_000
"""Room for all areas of a page; where they need more, all are thinned twice as much, and again."""


def encoded_areas(shapes: Sequence[Shape]) -> list[dict[str, Any]]:
    """Return what :func:`encoded_area` does of each, thinned as much as the room asks."""
    for factor in (1.0, 2.0, 4.0, 8.0, 16.0):
        areas = [encoded_area(shape, factor) for shape in shapes]
        room = LETTERS + 200 * len(shapes)
        if sum(len(ring) for area in areas for part in area["parts"] for ring in part) <= room:
            break
    return areas


def encoded_area(shape: Shape, factor: float = 1.0) -> dict[str, Any]:
    """Return ``{"kind": "polygon" | "line" | "point", "parts": [[ring, …], …]}`` of encoded strings."""
    kind, coordinates = shape.kind, shape.coordinates
    if kind in {"Polygon", "MultiPolygon"}:
        polygons = coordinates if kind == "MultiPolygon" else (coordinates,)
        least = factor * min(COARSEST, _span(polygons) / SHARE)
        parts = [[encode_degrees(_thinned(ring, least)) for ring in polygon] for polygon in polygons]
        return {"kind": "polygon", "parts": _without_specks(polygons, parts, least)}
    if kind in {"LineString", "MultiLineString"}:
        lines = coordinates if kind == "MultiLineString" else (coordinates,)
        least = factor * min(COARSEST, _span((lines,)) / SHARE)
        return {"kind": "line", "parts": [[encode_degrees(_thinned(line, least))] for line in lines]}
    points = coordinates if kind == "MultiPoint" else (coordinates,)
    return {"kind": "point", "parts": [[encode_degrees([(point[0], point[1])])] for point in points]}


def encoded_line(shape: Shape) -> str:
    """Return one encoded line."""
    return encode_degrees((point[0], point[1]) for point in shape.coordinates)


def _span(polygons: Sequence[Sequence[Sequence[Sequence[float]]]]) -> float:
    lons = [point[0] for polygon in polygons for ring in polygon for point in ring]
    lats = [point[1] for polygon in polygons for ring in polygon for point in ring]
    return max(max(lons) - min(lons), max(lats) - min(lats)) if lons else 0.0


def _thinned(line: Sequence[Sequence[float]], least: float) -> list[tuple[float, float]]:
    """Return the line without points nearer than ``least`` degrees to the one kept before; the ends stay."""
    kept: list[tuple[float, float]] = []
    for point in line:
        if not kept or math.hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) >= least:
            kept.append((point[0], point[1]))
    end = (line[-1][0], line[-1][1])
    if kept[-1] != end:
        kept.append(end)
    return kept


def _without_specks(
    polygons: Sequence[Sequence[Sequence[Sequence[float]]]], parts: list[list[str]], least: float
) -> list[list[str]]:
    """Leave out islands too small to be seen beside the rest; the largest part always stays."""
    sizes = [_span((polygon,)) for polygon in polygons]
    largest = max(sizes, default=0.0)
    return [part for part, size in zip(parts, sizes, strict=True) if size >= 3 * least or size == largest]
