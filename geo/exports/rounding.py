"""Careful by default: a position is published no more exactly than it is known, and some less.

The page, the pictures and every export draw what this module returns, unless the user says
``--precise`` (which the file then records). Three rules:

1. Coordinates keep as many decimals as the precision carries (:data:`DECIMALS`); a country's keep as
   many as its size calls for.
2. From text alone nothing is finer than a neighbourhood: ``exact`` stays exact only where the report
   itself or the user brought the position.
3. Hospitals, camps, schools and homes are drawn at the level of the town, whatever brought them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from geo.model import Analysis, Place, Position, Precision, Shape, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Candidate, Report, Resolution, Toponym

__all__ = [
    "DECIMALS",
    "SENSITIVE_CODES",
    "TOWN_EXTENT_M",
    "careful",
    "is_sensitive",
    "published",
    "published_place",
    "published_precision",
    "published_shape",
]

DECIMALS = {
    Precision.EXACT: 4,
    Precision.NEIGHBOURHOOD: 2,
    Precision.TOWN: 2,
    Precision.DISTRICT: 1,
    Precision.PROVINCE: 1,
    Precision.COUNTRY: 1,
    Precision.INFERRED: 2,
}
"""Decimals of a degree that each precision keeps; 0.01° is at most 0.8 km off, 0.1° at most 8 km."""

SENSITIVE_DECIMALS = 1
"""Decimals for hospitals, camps, schools and homes: a cell of about 11 km holds a whole town."""

TOWN_EXTENT_M = 8_000.0
"""Least extent with which a sensitive place is drawn: it covers the rounding of its position."""

SHAPE_DECIMALS, SMALL_SHAPE_DECIMALS, SMALL_SHAPE_DEG = 3, 4, 0.25
"""Decimals for the corners of footprints and outlines; more for small ones, so that a circle stays round."""

METRES_A_DEGREE = 111_195.0

SENSITIVE_CODES = frozenset(
    {
        *("HSP", "HSPC", "HSPD", "HSPL", "CTRM", "SNTR"),  # hospitals, clinics, dispensaries, medical centres
        *("CMP", "CMPL", "CMPLA", "CMPMN", "CMPO", "CMPQ", "CMPRF"),  # camps, of labour, mining, refugees
        *("SCH", "SCHA", "SCHC", "SCHD", "SCHL", "SCHM", "SCHN", "SCHT"),  # schools
        *("HSE", "HSEC", "RSDC", "CVNT", "MSSN"),  # houses, residences, convents, missions
    }
)
"""GeoNames feature codes of hospitals, camps, schools and homes."""

_SENSITIVE_WORDS = re.compile(
    r"\b(?:hospitals?|clinics?|dispensary|maternity|schools?|kindergartens?|orphanages?|shelters?|camps?|"
    r"homes?|houses?|residences?|h[oô]pital|[eé]cole|escuela|больница|школа|лагерь|лікарня|табір)\b|"
    r"مستشفى|مشفى|مدرسة|مخيم|منزل",
    re.IGNORECASE,
)
_OWN_SOURCES = frozenset({"given", "override"})
_FINE = frozenset({Precision.EXACT, Precision.NEIGHBOURHOOD})


def is_sensitive(place: Place) -> bool:
    """Return whether the place is a hospital, camp, school or home, by its code or (if small) its name."""
    if place.feature_code in SENSITIVE_CODES:
        return True
    names = f"{place.name} {place.local_name or ''}"[:400]
    return place.precision in _FINE and _SENSITIVE_WORDS.search(names) is not None


def published_precision(place: Place) -> Precision:
    """Return the precision with which the place may be drawn."""
    if is_sensitive(place):
        return Precision.TOWN if place.precision in _FINE else place.precision
    if place.precision is Precision.EXACT and place.source not in _OWN_SOURCES:
        return Precision.NEIGHBOURHOOD
    return place.precision


def published(place: Place) -> Position:
    """Return the position rounded to what the precision of the place carries, degrees."""
    decimals = _decimals(place)
    # Adding 0.0 turns -0.0 into 0.0, which prints the same everywhere.
    return Position(round(place.lat, decimals) + 0.0, round(place.lon, decimals) + 0.0)


def _decimals(place: Place) -> int:
    if is_sensitive(place):
        return SENSITIVE_DECIMALS
    decimals = DECIMALS[published_precision(place)]
    if decimals == 1 and 0.0 < place.extent_m < 0.2 * METRES_A_DEGREE:
        # A small district or country: 0.1° could put its point into the neighbour.
        return 2
    return decimals


def published_place(place: Place) -> Place:
    """Return the place as it may be drawn: position, precision, extent and outline."""
    sensitive = is_sensitive(place)
    precision = published_precision(place)
    extent_m = max(place.extent_m, TOWN_EXTENT_M) if sensitive else place.extent_m
    outline = place.outline
    if outline is not None:
        # The outline of a single building would give away what the rounding hides.
        outline = None if sensitive else published_shape(outline)
    return replace(place, position=published(place), precision=precision, extent_m=round(extent_m, 0), outline=outline)


def published_shape(shape: Shape) -> Shape:
    """Return the shape with its coordinates rounded to less than a hundredth of its size."""
    lats = list(_latitudes(shape.coordinates))
    small = bool(lats) and max(lats) - min(lats) < SMALL_SHAPE_DEG
    return shape.rounded(SMALL_SHAPE_DECIMALS if small else SHAPE_DECIMALS)


def _latitudes(value: Any) -> Iterator[float]:  # noqa: ANN401 - nested to any depth
    if value and not isinstance(value[0], tuple):
        yield value[1]
        return
    for item in value:
        yield from _latitudes(item)


def careful(analysis: Analysis, *, precise: bool = False) -> Analysis:
    """Return the analysis as it may be published; ``precise`` keeps all coordinates and records that."""
    analysis = replace(analysis, report=_report(analysis.report))
    if precise:
        settings = tuple(sorted({**dict(analysis.settings), "precise": "yes"}.items()))
        return replace(analysis, settings=settings)
    hidden = frozenset(
        index
        for index, resolution in enumerate(analysis.resolutions)
        if resolution.place is not None and is_sensitive(resolution.place)
    )
    toponyms = tuple(_toponym(toponym) for toponym in analysis.toponyms)
    given = tuple(_toponym(toponym) for toponym in analysis.report.given)
    return replace(
        analysis,
        report=replace(analysis.report, given=given) if given else analysis.report,
        toponyms=toponyms,
        resolutions=tuple(_resolution(resolution) for resolution in analysis.resolutions),
        verdicts=tuple(_verdict(verdict, hidden) for verdict in analysis.verdicts),
    )


def _report(report: Report) -> Report:
    """Return the report without the folders of an absolute path, which tell who works on which machine."""
    if report.path is None or not (PurePosixPath(report.path).is_absolute() or PureWindowsPath(report.path).drive):
        return report
    return replace(report, path=PureWindowsPath(report.path).name)


def _toponym(toponym: Toponym) -> Toponym:
    return replace(toponym, given=published_place(toponym.given)) if toponym.given else toponym


def _candidate(candidate: Candidate) -> Candidate:
    return replace(candidate, place=published_place(candidate.place))


def _resolution(resolution: Resolution) -> Resolution:
    place = published_place(resolution.place) if resolution.place else None
    return replace(resolution, place=place, alternatives=tuple(_candidate(item) for item in resolution.alternatives))


def _verdict(verdict: Verdict, hidden: frozenset[int]) -> Verdict:
    """Return the verdict with its footprint rounded, or without it where it centres on a hidden place."""
    if verdict.footprint is None:
        return verdict
    claim = verdict.claim
    if claim.reference in hidden or claim.second_reference in hidden:
        return replace(verdict, footprint=None)
    return replace(verdict, footprint=published_shape(verdict.footprint))
