"""Where a named thing lies, as a check needs it: position, radius, kind."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.model import Place, Position

__all__ = ["Site", "populated_radius_m", "site_of"]

_DENSITY = 7000.0
"""Inhabitants a square kilometre of a town: what turns a population into a radius."""

_SMALLEST_M, _LARGEST_M = 500.0, 25_000.0

_AREA_CODES = frozenset({"CONT", "RGN", "RGNE", "ISL", "ISLS", "PEN", "DSRT", "PLN", "MTS", "TERR", "ZN"})
_AREA_PREFIXES = ("PCL", "ADM", "LTER")
_WATER_CODES = frozenset({"SEA", "OCN", "GULF", "LK", "LKS", "BAY", "STRT", "RSV", "LGN"})
_LINE_CODES = frozenset({"STM", "STMS", "STMI", "CNL", "RD", "RR", "HWY", "WAD", "WADI", "ST", "PPLL", "BDRY"})


@dataclass(frozen=True, slots=True)
class Site:
    """A place reduced to what checking a claim needs.

    ``extent_m`` 0 means unknown; ``confidence`` is how sure it is that the text means this place.
    """

    name: str
    position: Position
    extent_m: float = 0.0
    population: int = 0
    feature_code: str = "PPL"
    country: str | None = None
    confidence: float = 1.0
    id: str = ""

    @property
    def radius_m(self) -> float:
        """How far the place reaches from its point, for letting distances off.

        The extent; but of a town no more than its population takes, since extents of cities may be those of
        whole metropolitan areas; where no extent is known, that radius, 0.5 to 25 km.
        """
        if self.extent_m <= 0.0:
            return populated_radius_m(self.population)
        if self.population > 0 and not (self.is_area or self.is_line):
            return min(self.extent_m, populated_radius_m(self.population))
        return self.extent_m

    @property
    def is_area(self) -> bool:
        """Whether it is a country, province, region or sea: something without a centre that people measure from."""
        code = self.feature_code
        return code.startswith(_AREA_PREFIXES) or code in _AREA_CODES or code in _WATER_CODES

    @property
    def is_water(self) -> bool:
        """Whether it is a sea, a lake or a bay."""
        return self.feature_code in _WATER_CODES

    @property
    def is_line(self) -> bool:
        """Whether it is a river, a road or a border."""
        return self.feature_code in _LINE_CODES


def populated_radius_m(population: int) -> float:
    """Return the radius in metres of a town of ``population`` people at 7,000 a km², from 500 to 25,000."""
    kilometres = math.sqrt(max(0, population) / (_DENSITY * math.pi))
    return min(_LARGEST_M, max(_SMALLEST_M, 1000.0 * kilometres))


def site_of(place: Place, confidence: float = 1.0) -> Site:
    """Return the site of ``place``."""
    return Site(
        name=place.name,
        position=place.position,
        extent_m=place.extent_m,
        population=place.population,
        feature_code=place.feature_code,
        country=place.country,
        confidence=confidence,
        id=place.id,
    )
