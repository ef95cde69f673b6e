"""Sentences for readers: numbers as people write them, differences as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import geodesy
from geo.units import METRES

if TYPE_CHECKING:
    from geo.claims.judge import Outcome
    from geo.model import Position, Stated

__all__ = ["as_degrees", "as_kilometres", "as_length", "as_miles", "difference", "measured"]


def as_kilometres(metres: float) -> str:
    """Return "57.2 km", "850 m" or "1,234 km"."""
    if metres < 1000.0:  # noqa: PLR2004 - below a kilometre in metres
        return f"{metres:.0f} m"
    return f"{metres / 1000.0:.1f} km" if metres < 1_000_000.0 else f"{metres / 1000.0:,.0f} km"  # noqa: PLR2004


def as_miles(metres: float) -> str:
    """Return "35.6 miles"."""
    miles = metres / METRES["mile"]
    return f"{miles:.1f} miles" if miles < 1000.0 else f"{miles:,.0f} miles"  # noqa: PLR2004


def as_length(metres: float) -> str:
    """Return "57.2 km (35.6 miles)"."""
    return f"{as_kilometres(metres)} ({as_miles(metres)})"


def as_degrees(position: Position) -> str:
    """Return "36.23° N, 43.13° E"."""
    south, west = position.lat < 0.0, position.lon < 0.0
    return f"{abs(position.lat):.2f}° {'S' if south else 'N'}, {abs(position.lon):.2f}° {'W' if west else 'E'}"


def measured(distance_m: float | None, azimuth_deg: float | None) -> str:
    """Return "Measured 57.2 km (35.6 miles), azimuth 271° (W)"."""
    if distance_m is None:
        return "Not measured"
    if azimuth_deg is None:
        return f"Measured {as_length(distance_m)}"
    return f"Measured {as_length(distance_m)}, azimuth {round(azimuth_deg) % 360}° ({geodesy.compass(azimuth_deg)})"


def difference(outcome: Outcome, stated: Stated) -> str:
    """Return how the stated distance and heading differ from the measured ones, as the rest of a sentence."""
    parts: list[str] = []
    if outcome.ratio is not None:
        parts.append(_by_distance(outcome, stated))
    if outcome.angle_deg is not None and (outcome.angle_deg > 30.0 or outcome.ratio is None):  # noqa: PLR2004
        parts.append(f"{outcome.angle_deg:.0f}° off the stated direction")
    if len(parts) > 1 and parts[0] == "as stated":
        return f"the distance as stated, the direction {outcome.angle_deg:.0f}° off"
    return " and ".join(parts)


def _by_distance(outcome: Outcome, stated: Stated) -> str:  # noqa: PLR0911 - one return a case
    assert outcome.ratio is not None
    distance = outcome.distance_m or 0.0
    if stated.qualifier in ("at_most", "within") and stated.high_m is not None:
        return "within the stated bound" if distance <= stated.high_m else "beyond the stated bound"
    if stated.qualifier == "at_least" and stated.low_m is not None:
        return "beyond the stated bound, as said" if distance >= stated.low_m else "short of the stated bound"
    if (stated.low_m or 0.0) <= distance <= (stated.high_m or 0.0):
        return "as stated"
    if distance <= 0.0:
        return "no distance at all"
    if outcome.ratio >= 2.0:  # noqa: PLR2004 - factors read better than 150 %
        return f"the stated distance is {outcome.ratio:.1f} times as long"
    if outcome.ratio <= 0.5:  # noqa: PLR2004
        return f"the stated distance is {1.0 / outcome.ratio:.1f} times too short" if outcome.ratio > 0 else "nothing"
    percent = round(100.0 * abs(outcome.ratio - 1.0))
    if percent == 0:
        return "as stated"
    return f"the stated distance is {percent} % {'longer' if outcome.ratio > 1.0 else 'shorter'}"
