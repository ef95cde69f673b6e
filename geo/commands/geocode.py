"""``conflictmap geocode NAME…``: the places a name may mean, with scores and reasons."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from geo.model import Candidate, Position


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    from geo.commands._shared import ONLINE_HELP, country_code, take_positions

    parser = commands.add_parser(
        "geocode",
        help="the places a name may mean, with scores and reasons",
        description="Look names up: the places that each may mean, best first, with scores and reasons. Of a position "
        "(LAT,LON) the nearest places, or the area that holds it.",
    )
    parser.add_argument(
        "names", nargs="+", metavar="NAME", help='a name, a name and what it lies in ("Tripoli, LB"), or LAT,LON'
    )
    take_positions(parser)
    parser.add_argument("--country", metavar="ISO", type=country_code, help="only places of this country, e.g. IQ")
    parser.add_argument("--limit", type=_positive, default=5, metavar="N", help="how many for each name (default: 5)")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to print it (default: table)")
    parser.add_argument(
        "--places", metavar="FILE", type=Path, help="your own places (.csv, .geojson, .toml); they come first"
    )
    parser.add_argument(
        "--online",
        metavar="SERVICE",
        help=ONLINE_HELP,
    )
    parser.set_defaults(run=run)


def _positive(text: str) -> int:
    import argparse

    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 1_000):  # noqa: PLR2004 - a screenful is enough
        msg = f"{text!r} is no number from 1 to 1000"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Print the candidates of each name; the exit status is 1 where an online service failed."""
    from geo.commands._shared import position_of, say
    from geo.errors import GeocoderError
    from geo.gazetteer import open_gazetteer
    from geo.geocoders.candidates import candidates, query_of
    from geo.readers._base import said

    gazetteer = open_gazetteer()
    overrides = online = None
    if args.places is not None:
        from geo.geocoders.overrides import Overrides

        overrides = Overrides.load(args.places)
    if args.online is not None:
        from geo.geocoders.chain import online_lookup

        online = online_lookup(args.online)
    status = 0
    answers: list[tuple[str, tuple[Candidate, ...]]] = []
    for name in args.names:
        position = position_of(name)
        if position is not None:
            nearest = _nearest(position, args.limit)
            if not nearest:
                say(f"no place is known near {said(name)}.")
            answers.append((name, nearest))
            continue
        query = query_of(name, (args.country,) if args.country else ())
        found = candidates(gazetteer, query, limit=args.limit, overrides=overrides)
        failed = False
        if not found and online is not None and query.name:
            try:
                found = online(query.name, args.country)[: args.limit]
            except GeocoderError as error:
                failed = True
                say(f"{said(name)} could not be looked up online: {error}")
                status = 1
        if not found and not failed:
            say(f"no place called {said(name)} is known{' in ' + args.country if args.country else ''}.")
        answers.append((name, found))
    if args.format == "json":
        _print_json(answers)
    else:
        _print_table(answers)
    return status


def _nearest(position: Position, limit: int) -> tuple[Candidate, ...]:
    """Return the places nearest to a position, or the area that holds it; how far away is the reason."""
    from geo.geocoders.offline import Offline
    from geo.model import Candidate, Place

    found = Offline().reverse((position.lat, position.lon), exactly_one=False, limit=limit)
    return tuple(Candidate(Place.from_dict(location.raw), 1.0, (_how_near(location.raw),)) for location in found)


def _how_near(raw: dict[str, Any]) -> str:
    if str(raw["feature_code"]).startswith("PPL"):
        return f"{raw['distance_m'] / 1000.0:,.1f} km from there"
    return "holds that position"


def _print_json(answers: list[tuple[str, tuple[Candidate, ...]]]) -> None:
    import json

    for name, found in answers:
        places = [
            {**candidate.place.to_dict(), "score": candidate.score, "reasons": list(candidate.reasons)}
            for candidate in found
        ]
        print(json.dumps({"name": name, "candidates": places}, allow_nan=False))


def _print_table(answers: list[tuple[str, tuple[Candidate, ...]]]) -> None:
    from geo.commands._table import print_table

    head = ("name asked", "score", "place", "kind", "admin", "country", "lat", "lon", "reasons")
    rows = [
        (
            name,
            f"{candidate.score:.2f}",
            candidate.place.name,
            candidate.place.feature_code,
            ", ".join(part for part in (candidate.place.admin2, candidate.place.admin1) if part),
            candidate.place.country or "",
            f"{candidate.place.lat:.4f}",
            f"{candidate.place.lon:.4f}",
            "; ".join(candidate.reasons),
        )
        for name, found in answers
        for candidate in found
    ]
    if rows:
        print_table(head, rows, sys.stdout)
