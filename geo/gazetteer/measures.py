"""What can be said of a place from its feature code and population alone: extent, prominence, precision."""

from __future__ import annotations

import math

from geo.model import Precision

COUNTRIES = frozenset({"PCLI", "PCLD", "PCLS", "PCLF", "PCL", "PCLIX", "TERR", "PCLH"})
CAPITALS = frozenset({"PPLC", "PPLG"})
NEIGHBOURHOODS = frozenset({"PPLX", "SQR", "STLMT_PART", "ADM5"})
SITES = frozenset(
    {
        "AIRP", "AIRB", "AIRF", "AIRH", "BLDG", "BDG", "DAM", "INSM", "MLBS", "BTTLF", "RUIN", "PS", "PSN",
        "OILR", "FRT", "CMP", "SITE", "MSQE", "HSP", "PRN", "STDM", "BDRCP", "CSTL", "PPLH", "GATE", "CAVE",
    }
)  # fmt: skip
WATERS = frozenset({"STM", "LK", "SEA", "OCN", "GULF", "STRT", "BAY", "RSV", "CNL", "CHN"})

_BONUS = {
    "CONT": 0.55, "PCLI": 0.33, "PCLD": 0.18, "PCLS": 0.2, "PCLF": 0.2, "PCL": 0.2, "TERR": 0.15, "PCLIX": 0.15,
    "OCN": 0.4, "SEA": 0.3, "GULF": 0.25, "STRT": 0.2, "RGN": 0.28, "RGNH": 0.2, "PPLC": 0.24, "PPLA": 0.09,
    "PPLA2": 0.04, "ADM1": 0.08, "STM": 0.16, "LK": 0.12, "PEN": 0.2, "MTS": 0.2, "DSRT": 0.2, "ISL": 0.1,
}  # fmt: skip
"""What a feature code adds to prominence: news names a country or a capital before a village of that name."""


def prominence(population: int, names: int, code: str) -> float:
    """Return how likely news means this place when it gives a bare name, 0 to 1.

    ``names`` is the number of aliases: many languages have a name for what the world talks of, also
    where no population is known. The weights were set on public knowledge (Paris, Georgia, Tripoli,
    Palmyra), not fitted.
    """
    size = min(1.0, math.log10(1 + population) / 7.3)
    return min(1.0, 0.42 * size + fame(names) + _BONUS.get(code, 0.0))


def fame(names: int) -> float:
    """Return what the number of its names adds to how prominent a place is."""
    return 0.4 * min(1.0, math.log2(1 + names) / 7.0)


def extent_of(code: str, population: int) -> float:
    """Return an estimated extent in metres where no outline is known.

    A town's built-up area grows roughly with its population: 4,000 people a square kilometre in a
    circle, doubled for the outskirts and for a position that is not in the middle; a village 700 m at least.
    """
    if code in SITES:
        return 2_500.0 if code.startswith("AIR") else 1_000.0
    if code == "PPLX":
        return 1_500.0
    if code.startswith(("PPL", "STLMT")):
        radius = 1_000.0 * math.sqrt(population / 4_000.0 / math.pi) if population > 0 else 0.0
        return max(1_500.0 if population == 0 else 700.0, 1.5 * radius)
    return {
        "ADM1": 80_000.0, "ADM1H": 80_000.0, "ADM2": 25_000.0, "ADM3": 10_000.0, "ADM4": 5_000.0, "PCLI": 400_000.0,
        "PCLD": 50_000.0, "CONT": 4_000_000.0, "RGN": 100_000.0, "STM": 100_000.0, "LK": 15_000.0, "SEA": 400_000.0,
        "OCN": 5_000_000.0, "ISL": 20_000.0, "MTS": 100_000.0, "MT": 5_000.0,
    }.get(code, 10_000.0)  # fmt: skip


def precision_of(code: str) -> Precision:  # noqa: PLR0911 - a table in words
    """Return what a position of a place with this feature code stands for."""
    if code in NEIGHBOURHOODS:
        return Precision.NEIGHBOURHOOD
    if code in SITES:
        return Precision.EXACT
    if code.startswith(("PPL", "STLMT")):
        return Precision.TOWN
    if code in COUNTRIES or code in {"CONT", "OCN", "SEA", "RGNE"}:
        return Precision.COUNTRY
    if code.startswith(("ADM2", "ADM3", "ADM4", "ADMD")):
        return Precision.DISTRICT
    if code.startswith("ADM1") or code in {"RGN", "RGNH", "STM", "GULF", "PEN", "MTS", "DSRT", "STRT"}:
        return Precision.PROVINCE
    if code in {"LK", "RSV", "BAY", "CNL", "ISL", "VAL", "MT", "PASS", "FRST", "PRK", "LCTY"}:
        return Precision.DISTRICT
    return Precision.DISTRICT
