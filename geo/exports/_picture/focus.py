"""Which places and claims a picture shows, and the box that holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.exports._picture.marks import Drawn
from geo.exports._picture.view import View, box_of, pairs_of, view_of
from geo.exports.rows import measured_line
from geo.geodesy import circle, rough_distance
from geo.model import Judgement, Precision, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.layers.scene import Scene
    from geo.model import Analysis, Place, Verdict

__all__ = ["MOST_INSETS", "claim_view", "claims_shown", "drawn_places", "overview"]

MOST_INSETS = 6

_CLUSTER_M = 1_500_000.0
"""Places nearer to each other than this belong to one scene; farther ones would make dots of it."""

_WIDE_SPAN, _NEAR_SPAN = 5.0, 1.2

_FIRST = (Judgement.CONTRADICTED, Judgement.APPROXIMATE, Judgement.SUPPORTED, Judgement.UNVERIFIABLE)


def drawn_places(analyses: Sequence[Analysis]) -> list[Drawn]:
    """Return the distinct places, most mentioned first, then finest, then by name."""
    counts: dict[str, int] = {}
    known: dict[str, Place] = {}
    for analysis in analyses:
        for resolution in analysis.resolutions:
            if resolution.place is not None:
                known.setdefault(resolution.place.id, resolution.place)
                counts[resolution.place.id] = counts.get(resolution.place.id, 0) + 1
    order = list(Precision)
    return sorted(
        (Drawn(place, counts[key]) for key, place in known.items()),
        key=lambda item: (-item.mentions, order.index(item.place.precision), item.place.name, item.place.id),
    )


def claims_shown(analyses: Sequence[Analysis]) -> list[tuple[Analysis, Verdict]]:
    """Return the claims that can be drawn, those against the map first, in the order of the text."""
    found = [
        (analysis, verdict)
        for analysis in analyses
        for verdict in analysis.verdicts
        if verdict.footprint is not None or measured_line(analysis, verdict) is not None
    ]
    return sorted(found, key=lambda pair: _FIRST.index(pair[1].verdict))


def overview(scene: Scene, drawn: Sequence[Drawn], aspect: float, *, wide: bool) -> tuple[View, list[str]]:
    """Return the view of the main cluster of places, and the names of places left outside of it.

    ``wide`` shows more of the country about it, where insets show the claims from near.
    """
    fine = [item for item in drawn if item.place.precision is not Precision.COUNTRY] or list(drawn)
    cluster = _main_cluster(fine)
    boxes = [box for item in cluster if (box := _box(scene, item.place)) is not None]
    view = view_of(boxes, aspect, least_span=_WIDE_SPAN if wide else _NEAR_SPAN)
    outside = [item.place.name for item in drawn if not view.holds(item.place.position)]
    return view, outside


def claim_view(analysis: Analysis, verdict: Verdict, aspect: float) -> View:
    """Return the view of one claim: its footprint, subject and reference with their extents."""
    boxes: list[View] = []
    if verdict.footprint is not None:
        box = box_of(pairs_of(verdict.footprint))
        boxes.extend([box] if box else [])
    claim = verdict.claim
    for index in (claim.subject, claim.reference, claim.second_reference):
        place = analysis.resolutions[index].place if index is not None else None
        if place is not None and (place.precision is not Precision.COUNTRY or not boxes):
            box = box_of(pairs_of(circle(place.position, max(1.0, min(place.extent_m, 60_000.0)))))
            boxes.extend([box] if box else [])
    return view_of(boxes, aspect, pad=0.13, least_span=0.15)


def _box(scene: Scene, place: Place) -> View | None:
    outline = scene.outline(place)
    if outline is not None and place.precision is not Precision.COUNTRY:
        return box_of(pairs_of(outline))
    if place.precision is Precision.COUNTRY and outline is not None:
        return box_of(pairs_of(_largest_part(outline.kind, outline.coordinates)))
    return box_of([(place.lon, place.lat)])


def _largest_part(kind: str, coordinates: tuple) -> Shape:  # type: ignore[type-arg]
    if kind != "MultiPolygon":
        return Shape(kind, coordinates)
    return Shape("Polygon", max(coordinates, key=lambda rings: _size(rings[0])))


def _size(ring: Sequence[tuple[float, float]]) -> float:
    lons, lats = zip(*ring, strict=True)
    return float((max(lons) - min(lons)) * (max(lats) - min(lats)))


def _main_cluster(items: Sequence[Drawn]) -> list[Drawn]:
    """Return all places, or the cluster that most mentions lie in where that is three in five of them."""
    clusters: list[list[Drawn]] = []
    for item in items[:400]:
        near = [cluster for cluster in clusters if any(_close(item.place, other.place) for other in cluster)]
        merged = [item, *(other for cluster in near for other in cluster)]
        clusters = [cluster for cluster in clusters if cluster not in near]
        clusters.append(merged)
    if not clusters:
        return []
    weights = [sum(item.mentions for item in cluster) for cluster in clusters]
    heaviest = max(range(len(clusters)), key=lambda index: (weights[index], len(clusters[index])))
    return clusters[heaviest] if weights[heaviest] >= 0.6 * sum(weights) else [i for c in clusters for i in c]


def _close(one: Place, other: Place) -> bool:
    return rough_distance(one.lat, one.lon, other.lat, other.lon) < _CLUSTER_M
