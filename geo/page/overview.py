"""The area that a map opens with: where the report's places are, without the far capitals it also names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.geodesy import normal_longitude, rough_distance
from geo.model import Judgement, Kind, Precision
from geo.page.basemap import Bounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.layers.scene import Scene
    from geo.model import Place, Shape

__all__ = ["overview"]

WORLD = Bounds(-170.0, -55.0, 180.0, 75.0)
SHARE = 0.8
"""Part of the mentions, nearest to their middle, that always lies within."""

NEAR_M = 150_000.0
_LEAST_SPAN = 0.35


def overview(scene: Scene) -> Bounds:
    """Return the box of the places that matter, in degrees; the world where none was placed.

    Countries and people ("Iraqi") count only where nothing finer is named. Places beyond twice the
    distance that holds four fifths of the mentions are left out, or beyond four times where a measured
    claim is about them.
    """
    weights: dict[tuple[float, float], float] = {}
    coarse: dict[tuple[float, float], float] = {}
    coarse_places: dict[str, Place] = {}
    kept: set[tuple[float, float]] = set()
    for analysis in scene.analyses:
        for toponym, resolution in zip(analysis.toponyms, analysis.resolutions, strict=True):
            place = resolution.place
            if place is None:
                continue
            key = (place.lat, place.lon)
            if place.precision is Precision.COUNTRY or toponym.kind is Kind.DEMONYM:
                coarse[key] = coarse.get(key, 0.0) + 1.0
                coarse_places[place.id] = place
            else:
                weight = 0.4 if place.precision is Precision.PROVINCE else 1.0
                weights[key] = weights.get(key, 0.0) + weight
        for verdict in analysis.verdicts:
            if verdict.measured.distance_m is None or verdict.verdict is Judgement.CONTRADICTED:
                continue
            for index in (verdict.claim.subject, verdict.claim.reference, verdict.claim.second_reference):
                place = analysis.resolutions[index].place if index is not None else None
                if place is not None and place.precision is not Precision.COUNTRY:
                    kept.add((place.lat, place.lon))
    if not weights:
        shapes = [shape for place in coarse_places.values() if (shape := scene.outline(place)) is not None]
        if len(coarse_places) == 1 and shapes:
            return _box(_corners(shapes[0]), pad=0.5)
        return _box(list(coarse), pad=4.0) if coarse else WORLD
    return _box(_core(weights, kept), pad=0.0)


def _core(weights: dict[tuple[float, float], float], kept: set[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the positions near the weighted middle, and those of ``kept`` up to twice as far."""
    if len(weights) > 2000:  # noqa: PLR2004 - a corpus: the middle of a sample is as good
        heaviest = sorted(weights, key=lambda key: (-weights[key], key))[:2000]
        sample = {key: weights[key] for key in heaviest}
    else:
        sample = weights
    # The middle is the place whose distances to all others, weighted, are least (at most 60 tried).
    tried = sorted(sample, key=lambda key: (-sample[key], key))[:60]
    others = list(sample.items()) if len(sample) <= 400 else list(sample.items())[:400]  # noqa: PLR2004
    middle = min(
        tried, key=lambda key: (sum(weight * rough_distance(*key, *other) for other, weight in others), key)
    )
    by_distance = sorted((rough_distance(*middle, *key), key) for key in weights)
    total, passed, reach = sum(weights.values()), 0.0, 0.0
    for metres, key in by_distance:
        passed += weights[key]
        reach = metres
        if passed >= SHARE * total:
            break
    limit = max(NEAR_M, 2.0 * reach) if reach < 2_000_000.0 else reach  # noqa: PLR2004 - a continent
    return [key for metres, key in by_distance if metres <= (2.0 * limit if key in kept else limit)]


def _box(positions: Sequence[tuple[float, float]], *, pad: float) -> Bounds:
    """Return the smallest box about (lat, lon) positions, across the antimeridian where that is smaller."""
    lats = [lat for lat, _ in positions]
    west, east = _longitudes(sorted(normal_longitude(lon) for _, lon in positions))
    south, north = min(lats), max(lats)
    width = max(_LEAST_SPAN, east - west) + 2.0 * pad
    height = max(_LEAST_SPAN, north - south) + 2.0 * pad
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
    gaps.extend((after - before, index + 1) for index, (before, after) in enumerate(zip(lons, lons[1:], strict=False)))
    _, first = max(gaps, key=lambda gap: (gap[0], -gap[1]))
    if first == 0:
        return lons[0], lons[-1]
    return lons[first], lons[first - 1] + 360.0


def _corners(shape: Shape) -> list[tuple[float, float]]:
    polygons = shape.coordinates if shape.kind == "MultiPolygon" else (shape.coordinates,)
    largest = max(polygons, key=lambda polygon: len(polygon[0]))
    return [(point[1], point[0]) for point in largest[0]]
