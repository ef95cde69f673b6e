"""Which places and claims a picture shows, and the box that holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.exports._picture.marks import Drawn
from geo.exports._picture.view import View, around, box_of, pairs_of, view_of
from geo.geodesy import normal_longitude
from geo.layers._lines import is_endless, measured_line
from geo.layers._words import FIRST
from geo.model import Precision
from geo.page.overview import overview

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.layers.scene import Scene
    from geo.model import Analysis, Place, Verdict

__all__ = ["MOST_INSETS", "claim_view", "claims_shown", "drawn_places", "overview_view"]

MOST_INSETS = 6

_MOST_EXTENT_M = 60_000.0
"""Of a province only this much about its point is shown with a claim; else the claim itself would be a dot."""

_OPEN = 0.35
"""Of a claim's own box, how much more of its area its view may show on each side."""

_WIDE_SPAN, _NEAR_SPAN = 5.0, 1.2


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
    return sorted(found, key=lambda pair: FIRST.index(pair[1].verdict))


def overview_view(scene: Scene, drawn: Sequence[Drawn], aspect: float) -> View:
    """Return what the page opens with, in a frame of another shape.

    More of the country about it is shown where insets show the claims from near. Places that the page
    cannot show (it ends before the poles) are looked at by themselves.
    """
    least_span = _WIDE_SPAN if claims_shown(scene.analyses) else _NEAR_SPAN
    view = view_of([View(*overview(scene))], aspect, pad=0.04, least_span=least_span)
    if not drawn or any(view.holds(item.place.position) for item in drawn):
        return view
    box = box_of([(item.place.lon, item.place.lat) for item in drawn])
    return view_of([box] if box else [], aspect, least_span=least_span)


def claim_view(analysis: Analysis, verdict: Verdict, aspect: float) -> View:
    """Return the view of one claim: its footprint, subject and reference with their extents."""
    boxes: list[View] = []
    claim = verdict.claim
    for index in (claim.subject, claim.reference, claim.second_reference):
        place = analysis.resolutions[index].place if index is not None else None
        if place is not None and (place.precision is not Precision.COUNTRY or not verdict.footprint):
            boxes.append(around(place.position, min(place.extent_m, _MOST_EXTENT_M)))
    line = measured_line(analysis, verdict)
    way = box_of(pairs_of(line)) if line is not None else None
    boxes.extend([way] if way else [])
    area = box_of(pairs_of(verdict.footprint)) if verdict.footprint is not None else None
    if area is not None:
        boxes.append(_part(area, boxes) if way is not None and is_endless(verdict) else area)
    return view_of(boxes, aspect, pad=0.13, least_span=0.15)


def _part(area: View, boxes: Sequence[View]) -> View:
    """Return as much of an area as lets the line of its claim be seen: "more than 800 km" has no end."""
    near = view_of(boxes, 1.0, pad=_OPEN, least_span=0.15)
    shift = near.lon + normal_longitude(area.lon - near.lon) - area.lon
    cut = View(
        max(area.west + shift, near.west),
        max(area.south, near.south),
        min(area.east + shift, near.east),
        min(area.north, near.north),
    )
    return cut if cut.west < cut.east and cut.south < cut.north else near
