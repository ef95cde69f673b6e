"""What resolution needs to know of a gazetteer row, read once and kept: position, parents, weight.

Everything is plain numbers; :class:`geo.model.Place` objects are built only for what is answered.
"""

from __future__ import annotations

import math
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geo.geodesy import rough_distance
from geo.kept import Made

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from geo.model import Place

__all__ = ["ADMIN1", "ADMIN2", "COUNTRY", "EARTH_KM", "Facts", "FactsCache", "Level", "facts_of_place", "level_of"]

EARTH_KM = 6371.0
"""Mean radius in kilometres: distances here only rank candidates, verdicts measure on the ellipsoid."""

_KEPT = 1_000
"""Rows whose facts are kept in memory for one gazetteer."""


class Level(IntEnum):
    """What kind of thing a row is, by its feature code."""

    COUNTRY = 0
    ADMIN1 = 1
    ADMIN2 = 2
    ADMIN3 = 3
    TOWN = 4
    QUARTER = 5
    WATER = 6
    REGION = 7
    SPOT = 8
    LAND = 9


COUNTRY, ADMIN1, ADMIN2 = Level.COUNTRY, Level.ADMIN1, Level.ADMIN2
"""For what is asked of every option: a member that is read from its class takes ten times as long (Python 3.11)."""

_WATER = frozenset(
    [
        "STM",
        "STMS",
        "STMI",
        "STMM",
        "STMX",
        "LK",
        "LKS",
        "LKI",
        "LKN",
        "LKX",
        "SEA",
        "OCN",
        "BAY",
        "BAYS",
        "GULF",
        "STRT",
        "RSV",
        "CHN",
        "CHNM",
        "HBR",
        "CNL",
        "LGN",
        "SD",
        "COVE",
        "FJD",
        "INLT",
        "FLLS",
        "RPDS",
        "SPNG",
        "WAD",
        "WADS",
        "ESTY",
        "PND",
        "PNDS",
        "SWMP",
        "MRSH",
        "WTLD",
        "OAS",
    ]
)
_REGION = frozenset(
    [
        "CONT",
        "RGN",
        "RGNE",
        "RGNH",
        "RGNL",
        "ZN",
        "ZNB",
        "AREA",
        "TRB",
        "TERR",
        "CST",
        "PRK",
        "RES",
        "RESN",
        "RESF",
        "RESW",
    ]
)
_LAND = frozenset(
    [
        "ISL",
        "ISLS",
        "ISLET",
        "ISLF",
        "MT",
        "MTS",
        "PK",
        "PKS",
        "HLL",
        "HLLS",
        "VAL",
        "VALS",
        "VALG",
        "DSRT",
        "CAPE",
        "PEN",
        "PLN",
        "PLAT",
        "UPLD",
        "PASS",
        "CNYN",
        "RDGE",
        "HDLD",
        "PT",
        "BCH",
        "VLC",
        "CRTR",
        "DLTA",
        "FRST",
        "ATOL",
        "RF",
        "RFS",
        "BNK",
    ]
)


@lru_cache(maxsize=1024)
def level_of(feature_code: str) -> Level:
    """Return the level of a GeoNames feature code; what is not known counts as a spot."""
    if feature_code.startswith("PPL"):
        return Level.QUARTER if feature_code == "PPLX" else Level.TOWN
    if feature_code.startswith("PCL"):
        return Level.COUNTRY
    if feature_code.startswith("ADM"):
        kind = feature_code[:4]
        return Level.ADMIN1 if kind == "ADM1" else Level.ADMIN2 if kind == "ADM2" else Level.ADMIN3
    if feature_code in _WATER:
        return Level.WATER
    if feature_code in _REGION:
        return Level.REGION
    return Level.LAND if feature_code in _LAND else Level.SPOT


_SEATS = {"PPLC": 5, "PPLA": 4, "PPLG": 4, "PPLA2": 3, "PPLA3": 2, "PPLA4": 1}


_LOGARITHMS = tuple(math.log10(1 + count) for count in range(0x100))
"""Of numbers of aliases, which are 255 at most."""


class Facts(NamedTuple):
    """One row: position in degrees, parents as rows (itself where it is such a unit), and its weight.

    ``row`` is -1 and ``place`` set for a place that is no row of the gazetteer. ``seat`` is 5 for the
    capital of a country down to 0. ``population`` and ``aliases`` are logarithms (base 10) of 1 + n.
    """

    row: int
    lat: float
    lon: float
    level: Level
    country: str | None
    country_row: int | None
    admin1: int | None
    admin2: int | None
    population: float
    aliases: float
    prominence: float
    seat: int
    extent_km: float
    place: Place | None = None

    @property
    def vector(self) -> tuple[float, float, float]:
        """The position as a unit vector."""
        phi, theta = math.radians(self.lat), math.radians(self.lon)
        return math.cos(phi) * math.cos(theta), math.cos(phi) * math.sin(theta), math.sin(phi)

    def km_to(self, other: Facts) -> float:
        """Return the distance on a sphere in kilometres."""
        return rough_distance(self.lat, self.lon, other.lat, other.lon) / 1000.0

    def is_in(self, area: Facts) -> bool:
        """Tell whether this lies in ``area`` by the administrative hierarchy; nothing lies in itself."""
        row = area.row
        return row >= 0 and row != self.row and row in (self.admin2, self.admin1, self.country_row)


class FactsCache:
    """Facts of rows of one gazetteer, read when first asked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: Made[int, Facts] = Made(self._read, _KEPT)
        self._countries: dict[str, int | None] = {}

    def __getitem__(self, row: int) -> Facts:
        """Return the facts of a row."""
        return self._known[row]

    def country_row(self, country: str | None) -> int | None:
        """Return the row of a country (ISO 3166 alpha-2)."""
        if country is None:
            return None
        if country not in self._countries:
            self._countries[country] = self._gazetteer.country_row(country)
        return self._countries[country]

    def _read(self, row: int) -> Facts:
        gazetteer = self._gazetteer
        store, inner = gazetteer.stored(row)
        code = store.feature_code(inner)
        level = level_of(code)
        country = store.country(inner)
        admin1, admin2 = gazetteer.unit_rows(row)
        population = store.population(inner)
        return Facts(
            row,
            store.lat(inner),
            store.lon(inner),
            level,
            country,
            row if level is COUNTRY else self.country_row(country),
            row if level is ADMIN1 else admin1,
            row if level is ADMIN2 else admin2,
            math.log10(1 + population) if population > 0 else 0.0,
            _LOGARITHMS[store.name_count(inner)],
            store.prominence(inner),
            _SEATS.get(code, 0),
            store.extent_m(inner) / 1000.0,
        )


def facts_of_place(place: Place, gazetteer: Gazetteer, cache: FactsCache) -> Facts:
    """Return the facts of a place that the report or the user brought; its row's parents where it is one."""
    row = gazetteer.row_of(place.id)
    known = cache[row] if row is not None else None
    return Facts(
        -1 if row is None else row,
        place.position.lat,
        place.position.lon,
        level_of(place.feature_code),
        place.country,
        cache.country_row(place.country),
        known.admin1 if known else None,
        known.admin2 if known else None,
        math.log10(1 + max(0, place.population)),
        known.aliases if known else 0.0,
        known.prominence if known else 0.5,
        _SEATS.get(place.feature_code, 0),
        place.extent_m / 1000.0,
        place,
    )
