"""``conflictmap geocode NAME…``: the places a name may mean, with scores and reasons."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from geo.model import Candidate


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    from geo.commands._shared import ONLINE_HELP, country_code

    parser = commands.add_parser("geocode", help="the places a name may mean, with scores and reasons")
    parser.add_argument("names", nargs="+", metavar="NAME", help='a name, or a name and what it lies in: "Tripoli, LB"')
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
    from geo.commands._shared import say
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
