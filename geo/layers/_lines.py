"""The line that was measured for a claim: the same on the page, in pictures and in data files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import geodesy
from geo.model import Judgement, Precision

if TYPE_CHECKING:
    from geo.model import Analysis, Place, Shape, Verdict

__all__ = ["is_endless", "measured_line"]

_UNITS = frozenset({Precision.DISTRICT, Precision.PROVINCE, Precision.COUNTRY})
_UNIT_M = 16_000.0
"""Positions of units are rounded by up to this much before they are drawn."""

_ROUNDED_M, _SHARE = 3_000.0, 0.15
"""How far the line between two positions may differ from the measure, since positions are rounded, too."""

_EDGED = (
    *("BAY", "BDRY", "CHN", "CNL", "COST", "GULF", "HWY", "ISL", "LK", "OCN", "RD", "RES", "RGN", "RR", "RSV"),
    *("SEA", "SHOR", "ST", "WAD"),
)
"""How the feature codes begin of what is measured from its nearest edge or bank: waters, coasts, roads, regions."""

_FROM_LINES = frozenset({"border", "shore"})
"""Claims that are measured from the nearest point of a line, whatever place the text names."""


_OF_OTHERS = frozenset({"fits_other_candidate", "subject_unclear", "candidates_disagree"})
"""Reasons of verdicts whose measure is not that of the places drawn."""


def is_endless(verdict: Verdict) -> bool:
    """Return whether the area of a claim goes on for ever, and its view need not: "more than 800 km", which it is."""
    return verdict.claim.stated.qualifier == "at_least" and verdict.verdict is not Judgement.CONTRADICTED


def measured_line(analysis: Analysis, verdict: Verdict) -> Shape | None:
    """Return the geodesic that was measured for a claim, as a LineString that ends at its subject.

    It begins at the reference; where a border, a coast, a river or the edge of an area was measured, at the
    nearest point of that, which the measured distance and azimuth tell. None where the subject is no placed
    point, nothing was measured, or the measure belongs to another place of the reference's name.
    """
    claim, metres = verdict.claim, verdict.distance_m
    subject, reference = _placed(analysis, claim.subject), _placed(analysis, claim.reference)
    if subject is None or not metres:
        return None
    if reference is not None and reference.position != subject.position:
        coarse = {subject.precision, reference.precision} & _UNITS
        tolerance = _SHARE * metres + _ROUNDED_M + (_UNIT_M if coarse else 0.0)
        if abs(geodesy.distance(reference.position, subject.position) - metres) <= tolerance:
            return geodesy.line(reference.position, subject.position)
    if verdict.azimuth_deg is None or verdict.reason in _OF_OTHERS:
        return None
    if not (claim.type in _FROM_LINES or reference is None or _has_edge(reference)):
        return None
    return geodesy.line(geodesy.origin(subject.position, verdict.azimuth_deg, metres), subject.position)


def _has_edge(place: Place) -> bool:
    return place.precision in _UNITS or place.feature_code.startswith(_EDGED)


def _placed(analysis: Analysis, index: int | None) -> Place | None:
    if index is None or not 0 <= index < len(analysis.resolutions):
        return None
    place = analysis.resolutions[index].place
    return None if place is None or place.precision is Precision.INFERRED else place
