"""``conflictmap measure PLACE PLACE``: distance, azimuths, compass words and extents of two places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from geo.model import Place, Position

__all__ = ["add_parser", "run"]

_WORDS = {
    "N": "north", "NNE": "north-north-east", "NE": "north-east", "ENE": "east-north-east", "E": "east",
    "ESE": "east-south-east", "SE": "south-east", "SSE": "south-south-east", "S": "south",
    "SSW": "south-south-west", "SW": "south-west", "WSW": "west-south-west", "W": "west",
    "WNW": "west-north-west", "NW": "north-west", "NNW": "north-north-west",
}  # fmt: skip
_OTHERS = 4


def add_parser(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add the command to the command line."""
    from geo.commands._shared import country_code, take_positions

    parser = commands.add_parser(
        "measure",
        help="distance and direction between two places",
        description="Measure between two places on the WGS 84 ellipsoid: distance, azimuths both ways, compass words, "
        "and how far each place extends.",
    )
    parser.add_argument(
        "places", nargs=2, metavar="PLACE", help='a name, a name and what it lies in ("Tripoli, LB"), or LAT,LON'
    )
    parser.add_argument(
        "--country", metavar="ISO", type=country_code, help="take both places from this country, e.g. IQ"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to print it (default: table)")
    take_positions(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    from geo.commands._shared import say
    from geo.geodesy import inverse

    taken: list[Place] = []
    for asked in args.places:
        place, others = _place_of(asked, args.country)
        taken.append(place)
        if others and args.format == "table":
            say(_choice(asked, place, others))
    first, second = taken
    way = inverse(second.position, first.position)
    if args.format == "json":
        print(json.dumps(_as_json(first, second, way.distance_m, way.azimuth_deg, way.back_azimuth_deg), indent=2))
    else:
        _print(first, second, way.distance_m, way.azimuth_deg, way.back_azimuth_deg)
    return 0


def _place_of(asked: str, country: str | None) -> tuple[Place, tuple[Place, ...]]:
    """Return the place that was asked for, and the others that its name may mean.

    Raises:
        UsageError: where no place has that name, or a position is none.

    """
    from geo.commands._shared import position_of

    position = position_of(asked)
    if position is not None:
        return _given(position), ()
    from geo.gazetteer import open_gazetteer
    from geo.geocoders.candidates import candidates, lies_elsewhere, query_of

    gazetteer = open_gazetteer()
    query = query_of(asked, (country,) if country else ())
    # A name that is merely alike is a question to the user, not a place to measure from.
    found = candidates(gazetteer, query, limit=_OTHERS + 1, fuzzy=False)
    if not found:
        where = f" in {country}" if country else ""
        alike = candidates(gazetteer, query, limit=1)
        hint = f" (a similar name is that of {_where(alike[0].place)})" if alike else ""
        msg = f"no place called {asked!r} is known{where}{hint}; check the spelling, or give a position as LAT,LON."
        raise UsageError(msg)
    best = found[0].place
    if not lies_elsewhere(found[0]):
        # Whoever says "Tripoli, Lebanon" need not be told of the one in Libya.
        found = tuple(candidate for candidate in found if not lies_elsewhere(candidate))
    others = tuple(candidate.place for candidate in found[1:] if _apart(best, candidate.place))
    return best, others


def _apart(best: Place, other: Place) -> bool:
    """Return whether another candidate is another place, not the province around the town."""
    from geo.geodesy import distance

    return distance(best.position, other.position) > best.extent_m + other.extent_m + 5_000.0


def _given(position: Position) -> Place:
    from geo.model import Place, Precision

    lat, lon = position.lat, position.lon
    return Place(f"given:{lat},{lon}", f"{lat:g}, {lon:g}", position, "", precision=Precision.EXACT, source="given")


def _choice(asked: str, taken: Place, others: tuple[Place, ...]) -> str:
    """Return the sentence that says which of several places was taken and how to take another."""
    names = "; ".join(_where(place) for place in others)
    example = others[0]
    # In the same country it takes the province to tell them apart.
    within = example.admin1 if example.country == taken.country else example.country
    hint = ", ".join(part for part in (asked.split(",", maxsplit=1)[0].strip(), within) if part)
    return (
        f'{asked!r} was taken as {_where(taken)}; there are also: {names}. To take another, say which, e.g. "{hint}".'
    )


def _where(place: Place) -> str:
    return ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part))


def _print(first: Place, second: Place, distance: float, azimuth: float, back: float) -> None:
    from geo.commands._table import clean
    from geo.units import METRES

    one, two = clean(first.name), clean(second.name)
    print(f"{clean(_where(first))}  →  {clean(_where(second))}")
    print(
        f"distance  {distance / 1000.0:,.3f} km = {distance / METRES['mile']:,.2f} miles"
        f" = {distance / METRES['nautical mile']:,.2f} nautical miles"
    )
    if distance == 0.0:
        print("direction  none: both are the same point")
    else:
        print(f"direction  {one} lies {_words(azimuth)} of {two} (azimuth {azimuth:.1f}°)")
        print(f"           {two} lies {_words(back)} of {one} (azimuth {back:.1f}°)")
    for place, name in ((first, one), (second, two)):
        extent = f"extends {place.extent_m / 1000.0:,.1f} km around" if place.extent_m else "has no known extent;"
        print(f"position   {name} {extent} {place.lat:.5f}, {place.lon:.5f} ({place.precision.value})")
    if 0.0 < distance < first.extent_m + second.extent_m:
        print("note       the two overlap: their extents are larger than the distance between their centres")


def _words(azimuth: float) -> str:
    from geo.geodesy import compass

    return _WORDS[compass(azimuth)]


def _as_json(first: Place, second: Place, distance: float, azimuth: float, back: float) -> dict[str, Any]:
    from geo.geodesy import compass
    from geo.units import METRES

    same = distance == 0.0
    return {
        "subject": first.to_dict(),
        "reference": second.to_dict(),
        "distance_m": distance,
        "distance_km": distance / 1000.0,
        "distance_miles": distance / METRES["mile"],
        "distance_nautical_miles": distance / METRES["nautical mile"],
        "azimuth_deg": None if same else azimuth,
        "compass": None if same else compass(azimuth),
        "back_azimuth_deg": None if same else back,
        "back_compass": None if same else compass(back),
    }
