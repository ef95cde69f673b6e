"""What the commands share: the arguments that name reports and settings, and the loop over reports."""

from __future__ import annotations

import argparse
import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import MissingReport, NetworkNotAllowed, PositionError, ReaderError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.model import Analysis, Position, Report
    from geo.pipeline import Settings
    from geo.readers import ReadOptions

__all__ = [
    "Outcome",
    "add_report_arguments",
    "analyses_of",
    "country_code",
    "heading",
    "position_of",
    "print_json",
    "read_options",
    "reports_of",
    "say",
    "settings_of",
    "take_positions",
]

RECOGNISERS = ("fast", "spacy", "both")
ONLINE_HELP = (
    "ask this geopy service (nominatim, photon …, or SERVICE=ADDRESS for one of your own) for names the gazetteer "
    "lacks; sends name and country only"
)


@dataclass(slots=True)
class Outcome:
    """How many reports were done and which failed; ``status`` is the exit status that follows.

    ``mistaken`` counts those of the failed that are not there, or are addresses that nothing allows to fetch: the
    fault of the arguments, not of a report.
    """

    done: int = 0
    failed: list[str] = field(default_factory=list)
    mistaken: int = 0

    @property
    def status(self) -> int:
        """0 where all were done, else 1."""
        return 1 if self.failed else 0


def add_report_arguments(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Add REPORT… and the flags that choose how reports are read and analysed."""
    parser.add_argument(
        "reports",
        nargs="+" if required else "*",
        metavar="REPORT",
        help="a file, a folder, - for standard input, or a URL (with --allow-network)",
    )
    reading = parser.add_argument_group("reading")
    reading.add_argument(
        "--text-column", metavar="NAME", help="the column of a CSV or JSON lines file that holds the text"
    )
    reading.add_argument("--allow-network", action="store_true", help="allow REPORT to be a URL, and fetch it")
    add_settings_arguments(parser)


def add_settings_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags that become :class:`geo.pipeline.Settings`."""
    group = parser.add_argument_group("placing")
    group.add_argument("--country", metavar="ISO", type=country_code, help="the country the reports are about, e.g. IQ")
    group.add_argument(
        "--places", metavar="FILE", type=Path, help="your own places (.csv, .geojson, .toml); they win over everything"
    )
    group.add_argument("--recogniser", choices=RECOGNISERS, default="fast", help="what finds the names (default: fast)")
    group.add_argument(
        "--online",
        metavar="SERVICE",
        help=ONLINE_HELP,
    )


def country_code(text: str) -> str:
    """Return an ISO 3166 alpha-2 code in capitals.

    Raises:
        argparse.ArgumentTypeError: where ``text`` is the code of no country.

    """
    from geo.gazetteer import open_gazetteer

    code = text.strip().upper()
    gazetteer = open_gazetteer()
    if len(code) == 2 and gazetteer.country_row(code) is not None:  # noqa: PLR2004 - alpha-2
        return code
    named = (hit.row for hit in gazetteer.lookup(text)[:10] if gazetteer.feature_code(hit.row).startswith("PCL"))
    country = next(named, None)
    hint = (
        "give two letters, e.g. IQ"
        if country is None
        else f"that of {gazetteer.name(country)} is {gazetteer.country(country)}"
    )
    msg = f"{text!r} is no country code: {hint}"
    raise argparse.ArgumentTypeError(msg)


_POSITION = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s{0,3}[,;\s]\s{0,3}([+-]?\d{1,3}(?:\.\d{1,12})?)\s*")


def position_of(text: str) -> Position | None:
    """Return the position that LAT,LON is; None for anything else.

    Raises:
        UsageError: where it is two numbers, but no position.

    """
    from geo.model import Position

    found = _POSITION.fullmatch(text)
    if found is None:
        return None
    try:
        return Position(float(found[1]), float(found[2]))
    except PositionError as error:
        msg = f"{text!r}: {error} Give LAT,LON in degrees."
        raise UsageError(msg) from error


def take_positions(parser: argparse.ArgumentParser) -> None:
    """Let arguments begin like "-17,179.5", which argparse takes for an option unless it looks like a number to it."""
    parser._negative_number_matcher = re.compile(r"^-\d.*$")  # noqa: SLF001 - there is no public way


def settings_of(args: argparse.Namespace) -> Settings:
    """Return the settings that the arguments ask for, and what of them the analysis records."""
    from geo.pipeline import Settings

    recorded: dict[str, str] = {}
    online = None
    if args.online is not None:
        from geo.geocoders.chain import online_lookup

        online = online_lookup(args.online)
        # A self-hosted service may carry a key in its address: only the name is recorded.
        recorded["online"] = args.online.partition("=")[0]
    if args.recogniser != "fast":
        recorded["recogniser"] = args.recogniser
    return Settings(
        recogniser=args.recogniser,
        online=online,
        country=args.country,
        recorded=tuple(recorded.items()),
        places=args.places,
    )


def reports_of(args: argparse.Namespace, outcome: Outcome) -> Iterator[Report]:
    """Yield the reports that the arguments name; failures are said on standard error and counted."""
    from geo.readers import Failure, read
    from geo.readers._partly import read_in_part

    options = read_options(args)
    # What an earlier run of the same command wrote beside the reports is none of them.
    written = {Path(os.path.realpath(path)) for path in getattr(args, "output", ())}
    for name in args.reports:
        for found in read(name, options=options, left_out=lambda path: Path(os.path.realpath(path)) in written):
            if isinstance(found, Failure):
                outcome.failed.append(str(found.source))
                outcome.mistaken += isinstance(found.error, MissingReport | NetworkNotAllowed)
                say(str(found.error))
            else:
                for note in read_in_part(found):
                    say(note)
                yield found


def analyses_of(args: argparse.Namespace, outcome: Outcome) -> Iterator[Analysis]:
    """Yield the analysis of each report that the arguments name, in their order.

    Failures are said on standard error and counted in ``outcome``.

    Raises:
        UsageError: where none of the reports is there.
        ReaderError: where none of those that are there could be read.

    """
    from geo.pipeline import analyse_report

    settings = settings_of(args)
    for report in reports_of(args, outcome):
        analysis = analyse_report(report, settings=settings)
        outcome.done += 1
        yield analysis
    if not outcome.done:
        msg = "no report could be read: see the reasons above."
        raise (UsageError if outcome.mistaken == len(outcome.failed) else ReaderError)(msg)


def heading(report: Report, unnamed: str, *, several: bool) -> str:
    """Return the line above what is told of a report; of ``several`` each is known by its file, too.

    ``unnamed`` stands for what has neither a title nor a file.
    """
    name = report.title or report.path or unnamed
    file = report.path if several and report.title else None
    return " · ".join(part for part in (name, report.date, report.source, file) if part)


def read_options(args: argparse.Namespace) -> ReadOptions:
    """Return the options for :func:`geo.readers.read`."""
    from geo.readers import ReadOptions

    return ReadOptions(text_column=args.text_column, allow_network=args.allow_network)


def print_json(analyses: Iterable[Analysis]) -> None:
    """Print one analysis as indented JSON, several as JSON lines as they come: only two are held."""
    waiting: Analysis | None = None
    several = False
    for analysis in analyses:
        if waiting is not None:
            several = True
            print(waiting.to_json())
        waiting = analysis
    if waiting is not None:
        print(waiting.to_json(indent=None if several else 2))


def say(sentence: str) -> None:
    """Print one line on standard error, without what would steer a terminal."""
    from geo.commands._table import clean

    print(f"conflictmap: {clean(sentence)}", file=sys.stderr)
