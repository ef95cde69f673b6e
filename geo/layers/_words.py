"""Distances, directions and precisions in words, as the map and its list show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.geodesy import compass
from geo.model import Judgement, Precision
from geo.units import METRES, as_written

if TYPE_CHECKING:
    from geo.model import Measured, Place, Stated

__all__ = [
    "COMPASS_WORDS",
    "FIRST",
    "PRECISION_WORDS",
    "SIGNS",
    "VERDICT_WORDS",
    "distance_words",
    "kind_words",
    "measured_words",
    "stated_words",
]

METRES_PER_MILE = 1609.344

VERDICT_WORDS = {
    Judgement.SUPPORTED: "Supported",
    Judgement.APPROXIMATE: "Approximate",
    Judgement.CONTRADICTED: "Contradicted",
    Judgement.UNVERIFIABLE: "Unverifiable",
}
SIGNS = {
    Judgement.SUPPORTED: "✓",
    Judgement.APPROXIMATE: "≈",
    Judgement.CONTRADICTED: "✕",
    Judgement.UNVERIFIABLE: "?",
}
FIRST = (Judgement.CONTRADICTED, Judgement.APPROXIMATE, Judgement.SUPPORTED, Judgement.UNVERIFIABLE)
"""The order in which claims are told: what differs from the map before what agrees with it."""

PRECISION_WORDS = {
    Precision.EXACT: "exact position",
    Precision.NEIGHBOURHOOD: "neighbourhood",
    Precision.TOWN: "town or village",
    Precision.DISTRICT: "district",
    Precision.PROVINCE: "province",
    Precision.COUNTRY: "country",
    Precision.INFERRED: "area inferred from the text",
}
_FEATURES = {
    "STM": "river", "CNL": "canal", "LK": "lake", "RSV": "reservoir", "SEA": "sea", "OCN": "ocean", "GULF": "gulf",
    "STRT": "strait", "BAY": "bay", "CHN": "channel", "CONT": "continent", "RGN": "region", "RGNE": "region",
    "RGNH": "historical region", "PEN": "peninsula", "ISL": "island", "ISLS": "islands", "MT": "mountain",
    "MTS": "mountains", "DSRT": "desert", "VAL": "valley", "PASS": "mountain pass", "FRST": "forest", "PRK": "park",
}  # fmt: skip
"""What a GeoNames feature code calls what is neither a settlement nor an administrative unit."""

_UNITS = ("ADM", "PCL", "TERR")
COMPASS_WORDS = {
    "N": "north",
    "NNE": "north-northeast",
    "NE": "northeast",
    "ENE": "east-northeast",
    "E": "east",
    "ESE": "east-southeast",
    "SE": "southeast",
    "SSE": "south-southeast",
    "S": "south",
    "SSW": "south-southwest",
    "SW": "southwest",
    "WSW": "west-southwest",
    "W": "west",
    "WNW": "west-northwest",
    "NW": "northwest",
    "NNW": "north-northwest",
    "C": "in the centre",
}
_QUALIFIERS = {"at_least": "at least", "at_most": "at most", "about": "about", "within": "within"}
_MODES = {"road": "by road", "air": "as the crow flies", "travel_time": "of travel"}


def _number(value: float) -> str:
    if value < 10.0:  # noqa: PLR2004 - two digits are as many as a distance deserves there
        return f"{value:.1f}".removesuffix(".0")
    return f"{value:,.0f}"


def distance_words(metres: float) -> str:
    """Return a distance in kilometres and miles: ``"57 km (36 mi)"``."""
    if metres < 50.0:  # noqa: PLR2004 - finer than any of these positions
        return "0 km (0 mi)"
    if metres < 1000.0:  # noqa: PLR2004 - a kilometre
        return f"{metres:,.0f} m ({metres / METRES_PER_MILE:.1f} mi)"
    return f"{_number(metres / 1000.0)} km ({_number(metres / METRES_PER_MILE)} mi)"


def direction_words(azimuth_deg: float) -> str:
    """Return an azimuth in words and degrees: ``"west (271°)"``."""
    return f"{COMPASS_WORDS[compass(azimuth_deg)]} ({round(azimuth_deg) % 360}°)"


def measured_words(measured: Measured) -> str:
    """Return what the globe says, or nothing where nothing was measured."""
    parts = []
    if measured.distance_m is not None:
        parts.append(distance_words(measured.distance_m))
    if measured.azimuth_deg is not None and (measured.distance_m is None or measured.distance_m > 0.0):
        parts.append(direction_words(measured.azimuth_deg))
    return ", ".join(parts)


def _range_words(low_m: float | None, high_m: float | None, unit: str | None) -> str:
    """Return ``"3.2 km (2 mi)"`` for the one number of "two miles", ``"40 to 50 km (25 to 31 mi)"`` for a range."""
    size = METRES.get((unit or "").split(" or ")[0], 1000.0)
    low, high = (number * size for number in as_written(low_m, high_m, unit))
    if low <= 0.0 < high:
        return f"up to {distance_words(high)}"
    if low == high:
        return distance_words(high)
    miles = f"{_number(low / METRES_PER_MILE)} to {_number(high / METRES_PER_MILE)} mi"
    if high < 1000.0:  # noqa: PLR2004 - a kilometre
        return f"{low:,.0f} to {high:,.0f} m ({miles})"
    return f"{_number(low / 1000.0)} to {_number(high / 1000.0)} km ({miles})"


def stated_words(stated: Stated) -> str:
    """Return what the claim says in SI: its range of distances, heading, qualifier and mode."""
    parts = []
    if stated.low_m is not None or stated.high_m is not None:
        words = _range_words(stated.low_m, stated.high_m, stated.unit)
        qualifier = _QUALIFIERS.get(stated.qualifier or "")
        parts.append(f"{qualifier} {words}" if qualifier and not words.startswith("up to") else words)
    if stated.azimuth_deg is not None:
        parts.append(direction_words(stated.azimuth_deg))
    elif stated.heading:
        parts.append(COMPASS_WORDS.get(stated.heading, stated.heading))
    if stated.mode in _MODES:
        parts.append(_MODES[stated.mode])
    return ", ".join(parts)


def kind_words(precision: Precision, feature_code: str | None) -> str:
    """Return what a place is: its precision in words, or what is no administrative unit by its own kind.

    A river is not called a province because its position is as rough as one's.
    """
    code = feature_code or ""
    if precision not in {Precision.DISTRICT, Precision.PROVINCE, Precision.COUNTRY} or not code:
        return PRECISION_WORDS[precision]
    if code.startswith(_UNITS):
        return PRECISION_WORDS[precision]
    return _FEATURES.get(code, f"known to its {PRECISION_WORDS[precision]}")


def where_words(place: Place) -> str:
    """Return the administrative units that a place lies in, smallest first; a country lies in none."""
    seen: list[str] = []
    if place.precision is Precision.COUNTRY and (place.feature_code or "").startswith("PCL"):
        return ""
    for unit in (place.admin2, place.admin1, place.country):
        if unit and unit != place.name and unit not in seen:
            seen.append(unit)
    return ", ".join(seen)
