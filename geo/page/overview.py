"""The area that a map opens with: where the report's places are, without the far capitals it also names."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from geo.geodesy import normal_longitude, rough_distance
from geo.model import Kind, Precision
from geo.page.basemap import Bounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.layers.scene import Scene
    from geo.model import Place, Shape

__all__ = ["overview"]

WORLD = Bounds(-170.0, -55.0, 180.0, 75.0)
SHARE = 0.7
"""Part of the mentions, nearest to their middle, that always lies within."""

NEAR_M = 250_000.0
"""Metres from the middle within which nothing is left out."""

CONTINENT_M = 2_000_000.0
WIDE_SHARE = 0.975
"""Part of the mentions that is shown where seven tenths already fill a continent."""

FEW_AREAS = 5
"""Measured claims up to which the map opens with the areas that they allow."""

MOST_WIDENED = 2.0
"""Times that the first view may be widened to hold these whole."""

PROVINCE_WEIGHT = 0.4
MOST = 2000
SAMPLE = 200
TRIED = 40
_LEAST_SPAN, _LONE_SPAN = 0.35, 1.1
"""Degrees that are shown at least; a place alone is shown with what lies about it."""

Point = tuple[float, float]


def overview(scene: Scene) -> Bounds:
    """Return the box of the places that matter, in degrees; the world where none was placed.

    Countries and people ("Iraqi") count only where nothing finer is named. Places beyond twice the
    distance that holds seven tenths of the mentions are left out, or beyond four times where a measured
    claim is about them; where the mentions fill a continent, the farthest fortieth of them is.
    """
    weights: dict[Point, float] = {}
    coarse: dict[str, Place] = {}
    for analysis in scene.analyses:
        for toponym, resolution in zip(analysis.toponyms, analysis.resolutions, strict=True):
            place = resolution.place
            if place is None:
                continue
            if place.precision is Precision.COUNTRY or toponym.kind is Kind.DEMONYM:
                coarse[place.id] = place
            else:
                weight = PROVINCE_WEIGHT if place.precision is Precision.PROVINCE else 1.0
                weights[place.lat, place.lon] = weights.get((place.lat, place.lon), 0.0) + weight
    if weights:
        core = _core(weights, _claimed(scene))
        least = _LEAST_SPAN if len(core) > 1 else _LONE_SPAN
        box = _box(core, pad=0.0, least=least)
        whole = _box([*core, *_allowed(scene)], pad=0.0, least=least)
        return whole if whole.span <= MOST_WIDENED * box.span else box
    shapes = [shape for place in coarse.values() if (shape := scene.outline(place)) is not None]
    if len(coarse) == 1 and shapes:
        return _box(_corners(shapes[0]), pad=0.5)
    return _box([(place.lat, place.lon) for place in coarse.values()], pad=4.0) if coarse else WORLD


def _allowed(scene: Scene) -> list[Point]:
    """Return the corners of the areas that the map opens with: those of measured claims, while they are few."""
    verdicts = [verdict for analysis in scene.analyses for verdict in analysis.verdicts]
    measured = [verdict for verdict in verdicts if verdict.measured.distance_m is not None]
    shapes = [verdict.footprint for verdict in measured if verdict.footprint is not None]
    if len(measured) > FEW_AREAS:
        return []
    return [corner for shape in shapes if shape.kind.endswith("Polygon") for corner in _corners(shape)]


def _claimed(scene: Scene) -> set[Point]:
    """Return the positions that measured claims are about."""
    found: set[Point] = set()
    for analysis in scene.analyses:
        for verdict in analysis.verdicts:
            stated = verdict.claim.stated
            if stated.low_m is None and stated.azimuth_deg is None:
                continue
            if verdict.measured.distance_m is None:
                continue
            for index in (verdict.claim.subject, verdict.claim.reference, verdict.claim.second_reference):
                place = analysis.resolutions[index].place if index is not None else None
                if place is not None and place.precision is not Precision.COUNTRY:
                    found.add((place.lat, place.lon))
    return found


def _core(weights: dict[Point, float], kept: set[Point]) -> list[Point]:
    """Return the positions near the weighted middle, and those of ``kept`` up to twice as far."""
    if len(weights) > MOST:
        # The box of an even sample is as good, and the page is written in time.
        weights = {point: weights[point] for point in sorted(weights)[:: 1 + len(weights) // MOST]}
    heaviest = sorted(weights, key=lambda point: (-weights[point], point))[:SAMPLE]

    def cost(point: Point) -> tuple[float, Point]:
        return sum(weights[other] * _metres(point, other) for other in heaviest), point

    # The middle is the place whose distances to all others, weighted, are least.
    middle = min(heaviest[:TRIED], key=cost)
    by_distance = sorted((_metres(middle, point), point) for point in weights)
    reach = _reach(by_distance, weights, SHARE)
    if reach >= CONTINENT_M:
        limit = _reach(by_distance, weights, WIDE_SHARE)
        return [point for metres, point in by_distance if metres <= limit]
    limit = max(NEAR_M, 2.0 * reach)
    return [point for metres, point in by_distance if metres <= (2.0 * limit if point in kept else limit)]


def _reach(by_distance: Sequence[tuple[float, Point]], weights: dict[Point, float], share: float) -> float:
    """Return the distance in metres within which ``share`` of the weight lies."""
    total, passed, reach = sum(weights.values()), 0.0, 0.0
    for metres, point in by_distance:
        passed += weights[point]
        reach = metres
        if passed >= share * total:
            break
    return reach


def _metres(one: Point, other: Point) -> float:
    return rough_distance(one[0], one[1], other[0], other[1])


def _box(positions: Sequence[Point], *, pad: float, least: float = _LEAST_SPAN) -> Bounds:
    """Return the smallest box about (lat, lon) positions, across the antimeridian where that is smaller."""
    lats = [lat for lat, _ in positions]
    west, east = _longitudes(sorted(normal_longitude(lon) for _, lon in positions))
    south, north = min(lats), max(lats)
    width = max(least, east - west) + 2.0 * pad
    height = max(least, north - south) + 2.0 * pad
    middle_lon, middle_lat = (west + east) / 2.0, (south + north) / 2.0
    return Bounds(
        middle_lon - width / 2.0,
        max(-85.0, middle_lat - height / 2.0),
        middle_lon + width / 2.0,
        min(85.0, middle_lat + height / 2.0),
    )


def _longitudes(lons: Sequence[float]) -> tuple[float, float]:
    """Return west and east so that the widest gap between longitudes lies outside."""
    gaps = [(lons[0] + 360.0 - lons[-1], 0)]
    gaps.extend((after - before, index + 1) for index, (before, after) in enumerate(pairwise(lons)))
    _, first = max(gaps, key=lambda gap: (gap[0], -gap[1]))
    if first == 0:
        return lons[0], lons[-1]
    return lons[first], lons[first - 1] + 360.0


def _corners(shape: Shape) -> list[Point]:
    polygons = shape.coordinates if shape.kind == "MultiPolygon" else (shape.coordinates,)
    largest = max(polygons, key=lambda polygon: len(polygon[0]))
    return [(point[1], point[0]) for point in largest[0]]
