"""Airports: as points, under the names that reports use for them."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from geo.gazetteer.build.curated import rows, split
from geo.gazetteer.build.world import clean_names
from geo.gazetteer.folding import fold
from geo.gazetteer.records import Record
from geo.geodesy import rough_distance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.gazetteer.build.world import World

Row = dict[str, str]

WITHOUT_IATA = frozenset(
    "AF AM AZ BF CD CF DJ ER ET GE IL IQ IR LB LY ML MM NE NG PS SD SO SS SY TD UA YE".split()  # noqa: SIM905
)
"""Countries whose bases and airstrips without a code of airlines are taken as well: reports of wars name them."""

_SERVED_M = 80_000.0
_SHARE = 10
"""An airport ranks as a town of a tenth of the people of its city."""
_WELL_KNOWN = 50_000
"""From this weight on an airport also goes by its code: "JFK Airport"."""
_TOWN_EXTENT_M = 8_000.0
"""How far from its airport a town may lie that only the airport's row names."""
_KINDS = (" International ", " Regional ", " Municipal ")


def add_airports(world: World) -> None:
    """Add the airports that have an IATA code, and all of countries at war.

    "Mosul airport" leads to Mosul's, "Heathrow Airport" to London's: a city's only airport goes by its city,
    one whose name begins with its city also goes by the rest of its name, and that of a large city by its code.
    """
    path = world.folders["airports"] / "airportsdata" / "airports.csv"
    with path.open(encoding="utf-8", newline="") as file:
        every = sorted(csv.DictReader(file), key=lambda airport: airport["icao"])
    kept = [{key: " ".join(value.split()) for key, value in airport.items()} for airport in every if _wanted(airport)]
    known = {row["iata"]: row for row in rows("airports.csv")}
    towns = _towns(world)
    in_city = Counter((airport["country"], airport["city"]) for airport in kept if airport["iata"])
    whole = {fold(airport["name"]) for airport in kept}
    rests = Counter(rest for airport in kept for rest in _rests(airport))
    for airport in kept:
        name, city, country, iata = airport["name"], airport["city"], airport["country"], airport["iata"]
        names = [_shorter(name)]
        names += [rest for rest in _rests(airport) if rests[rest] == 1 and fold(rest) not in whole]
        if city and in_city[country, city] == 1 and iata:
            names += [f"{city} Airport", f"{city} International Airport"]
        by_hand = known.get(iata) if iata else None
        if by_hand is not None:
            names += split(by_hand["names"])
        lat, lon = float(airport["lat"]), float(airport["lon"])
        served = _served(towns.get((country, fold(city)), ()), lat, lon) if city else []
        weight = max((town.population for town in served), default=0) // _SHARE
        if iata and weight >= _WELL_KNOWN:
            names.append(f"{iata} Airport")
        world.add(
            Record(
                id=f"icao:{airport['icao']}", name=name, lat=lat, lon=lon, code="AIRP", country=country,
                parent=f"iso:{country}", names=clean_names(names, name),
                abbreviations=split(by_hand["abbreviations"]) if by_hand is not None else [],
                other_ids=[f"iata:{iata}"] if iata else [],
                weight=weight,
            )
        )  # fmt: skip
        if city and country in WITHOUT_IATA and city.isascii() and not any(map(str.isdigit, city)):
            _add_town(world, airport, towns)


def _wanted(airport: Row) -> bool:
    country = airport["country"]
    return len(country) == 2 and bool(airport["iata"] or country in WITHOUT_IATA)  # noqa: PLR2004 - ISO


def _shorter(name: str) -> str:
    for kind in _KINDS:
        name = name.replace(kind, " ")
    return name


def _rests(airport: Row) -> list[str]:
    """Return the names that an airport has without its city: London Heathrow Airport, Amsterdam Airport Schiphol."""
    name, city = airport["name"], airport["city"]
    if not (city and airport["iata"] and name.startswith(f"{city} ")):
        return []
    rest = _shorter(name[len(city) :] + " ").strip()
    if rest.startswith("Airport "):
        rest = f"{rest[len('Airport ') :]} Airport"
    stem = rest.removesuffix("Airport").strip()
    # "City Airport", "West Airport" and "Airport" name no one.
    if len(stem.split()) == 1 and stem.lower() in _NOBODYS:
        return []
    return [rest] if rest.endswith("Airport") and stem[:1].isalnum() else []


_NOBODYS = frozenset(
    """
    international regional municipal city county north south east west northwest northeast southeast southwest central
    national domestic military new old intl memorial downtown island civil main
    """.split()  # noqa: SIM905 - a list of words reads best so
)


def _towns(world: World) -> dict[tuple[str, str], list[Record]]:
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in world.records.values():
        if record.country and record.code.startswith("PPL"):
            for key in {fold(name) for name in (record.name, *record.names)}:
                found[record.country, key].append(record)
    return found


def _served(towns: Iterable[Record], lat: float, lon: float) -> list[Record]:
    return [town for town in towns if rough_distance(lat, lon, town.lat, town.lon) < _SERVED_M]


def _add_town(world: World, airport: Row, towns: dict[tuple[str, str], list[Record]]) -> None:
    """Add the town that only its airport's row names, as roughly placed as it is."""
    key = airport["country"], fold(airport["city"])
    if towns.get(key):
        return
    country = airport["country"]
    record = Record(
        id=f"icao:{airport['icao']}:town", name=airport["city"], lat=float(airport["lat"]), lon=float(airport["lon"]),
        country=country, parent=f"iso:{country}", extent_m=_TOWN_EXTENT_M,
    )  # fmt: skip
    world.add(record)
    towns[key].append(record)
