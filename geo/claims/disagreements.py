"""Several reports about the same pair of places: what each states, beside what is measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.units import as_written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Analysis, Place, Report, Stated, Verdict

__all__ = ["Disagreement", "Statement", "disagreements", "words_of"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one report states of a pair."""

    report: Report
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A pair of places of which reports state different things, in the order of the reports.

    Distance (metres) and azimuth (degrees, from ``reference`` to ``subject``) are the measured ones.
    """

    subject: Place
    reference: Place
    distance_m: float | None
    azimuth_deg: float | None
    statements: tuple[Statement, ...]

    @property
    def subject_name(self) -> str:
        """The subject as the first report names it."""
        return self.statements[0].verdict.subject_name or self.subject.name

    @property
    def reference_name(self) -> str:
        """The reference as the first report names it."""
        return self.statements[0].verdict.reference_name or self.reference.name


def disagreements(analyses: Iterable[Analysis]) -> tuple[Disagreement, ...]:
    """Return the pairs of places of which two statements exclude each other, in the order of first mention.

    Two distances exclude each other where they have no length in common, last digits let off; two
    headings where they are more than one point of eight apart. Statements in one report count too.
    """
    pairs: dict[tuple[str, str], list[tuple[Analysis, Verdict]]] = {}
    for analysis in analyses:
        for verdict in analysis.verdicts:
            key = _pair(analysis, verdict)
            if key is not None:
                pairs.setdefault(key, []).append((analysis, verdict))
    found = []
    for statements in pairs.values():
        verdicts = [verdict for _analysis, verdict in statements]
        if any(_exclude(one.claim.stated, two.claim.stated) for one in verdicts for two in verdicts):
            found.append(_disagreement(statements))
    return tuple(found)


def words_of(stated: Stated) -> str:
    """Return "about 40 miles W", "less than 100 km", "40–50 km" for a table."""
    unit = {"kilometre": "km", "metre": "m", "foot": "ft"}.get(stated.unit or "", f"{stated.unit or 'km'}s")
    low, high = stated.low_m, stated.high_m
    if low is None and high is None:
        distance = ""
    elif low is None or high is None:
        bound = "at most" if low is None else "at least"
        distance = f"{bound} {_number(as_written(low, high, stated.unit)[0])} {unit}"
    else:
        first, last = as_written(low, high, stated.unit)
        distance = f"{_number(first)}–{_number(last)} {unit}" if last > first else f"{_number(first)} {unit}"
    return " ".join(
        part for part in (distance, stated.heading or "", f"by {stated.mode}" if stated.mode else "") if part
    )


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _pair(analysis: Analysis, verdict: Verdict) -> tuple[str, str] | None:
    claim = verdict.claim
    if claim.type not in ("offset", "direction") or claim.subject is None or claim.reference is None:
        return None
    subject, reference = (analysis.resolutions[index].place for index in (claim.subject, claim.reference))
    if subject is None or reference is None or subject.id == reference.id:
        return None
    return subject.id, reference.id


def _exclude(one: Stated, two: Stated) -> bool:
    if one.azimuth_deg is not None and two.azimuth_deg is not None:
        apart = abs((one.azimuth_deg - two.azimuth_deg + 180.0) % 360.0 - 180.0)
        if apart > 45.0:  # noqa: PLR2004 - one point of eight
            return True
    if (one.low_m is None and one.high_m is None) or (two.low_m is None and two.high_m is None):
        return False
    infinite = float("inf")
    low = max(one.low_m or 0.0, two.low_m or 0.0)
    high = min(infinite if one.high_m is None else one.high_m, infinite if two.high_m is None else two.high_m)
    # "40 miles" and "65 km" differ by half a kilometre in rounding alone.
    return low > 1.02 * high


def _disagreement(statements: list[tuple[Analysis, Verdict]]) -> Disagreement:
    analysis, verdict = statements[0]
    places = [analysis.resolutions[index or 0].place for index in (verdict.claim.subject, verdict.claim.reference)]
    subject, reference = places
    assert subject is not None
    assert reference is not None
    measured = next(
        (item.measured for _analysis, item in statements if item.measured.distance_m is not None), verdict.measured
    )
    return Disagreement(
        subject,
        reference,
        measured.distance_m,
        measured.azimuth_deg,
        tuple(Statement(analysis.report, item) for analysis, item in statements),
    )
