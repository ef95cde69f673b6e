"""``conflictmap map``: reports in, a map (or picture, or data file) out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.commands._shared import Outcome, add_report_arguments, analyses_of, say
from geo.errors import MissingExtra, OutputError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from geo.model import Analysis

__all__ = ["add_parser", "run"]

_PAGES = frozenset({".html", ".htm"})
_HEAD = 4096
"""Bytes of a page in which its maker is named, where conflictmap drew it."""


def add_parser(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add the command to the command line."""
    parser = commands.add_parser(
        "map",
        help="draw reports as a map, a picture or a data file",
        description="Read reports and write one map of all of them. The suffix of OUT chooses what is written: "
        ".html .svg .png .pdf .docx .geojson .csv .kml .gpx .gpkg .parquet .json .jsonl.",
    )
    add_report_arguments(parser)
    parser.add_argument(
        "-o", "--output", metavar="OUT", action="extend", nargs="+", type=Path, required=True, help="file(s) to write"
    )
    drawing = parser.add_argument_group("drawing")
    drawing.add_argument("--title", metavar="TITLE", help="the title; made from what was found where it is not given")
    drawing.add_argument(
        "--layer", metavar="FILE", action="append", default=[], type=Path, help="your own GeoJSON to draw as a layer"
    )
    drawing.add_argument(
        "--tiles",
        metavar="URL|osm",
        help="draw online map tiles above the built-in map (opens the network in the page)",
    )
    drawing.add_argument("--precise", action="store_true", help="keep full coordinates; recorded in the file")
    drawing.add_argument("--no-text", action="store_true", help="leave the text of the reports out of JSON")
    drawing.add_argument("--hxl", action="store_true", help="add a row of HXL tags to CSV")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    from geo.exports import ExportOptions, save, suffixes

    for path in args.output:
        if path.suffix.lower() not in suffixes():
            msg = f"{str(path)!r} has a suffix that no format has: use one of {' '.join(suffixes())}."
            raise UsageError(msg)
        _check_folder(path)
        _check_inputs(path, args)
    options = ExportOptions(
        title=args.title,
        layers=tuple(args.layer),
        tiles=args.tiles,
        precise=args.precise,
        hxl=args.hxl,
        text=not args.no_text,
    )
    outcome = Outcome()
    analyses = tuple(analyses_of(args, outcome))
    failed = False
    for path in args.output:
        try:
            save(analyses, path, options)
        except (OutputError, MissingExtra) as error:
            # The other files can be written all the same.
            failed = True
            say(str(error) if isinstance(error, OutputError) else f"cannot write {str(path)!r}: {error}")
        else:
            say(f"wrote {str(path)!r}: {_summary(analyses)}.")
    return 1 if failed else outcome.status


def _check_folder(path: Path) -> None:
    """Refuse an output whose folder is missing before any work is done."""
    if not path.parent.is_dir():
        msg = f"cannot write {str(path)!r}: the folder {str(path.parent)!r} does not exist; create it first."
        raise UsageError(msg)


def _check_inputs(path: Path, args: argparse.Namespace) -> None:
    """Refuse an output that is one of the files given to read: writing it would lose that file."""
    places = () if args.places is None else (args.places,)
    for given in (*args.reports, *args.layer, *places):
        # Links are followed, as they are in writing.
        if os.path.realpath(given) == os.path.realpath(path):
            msg = f"{str(path)!r} would overwrite {str(given)!r}, which is read: choose another output."
            raise UsageError(msg)
    if any(_holds(given, path) for given in args.reports) and _is_foreign_page(path):
        msg = f"{str(path)!r} is a page in a folder that is read, and no map of conflictmap: choose another output."
        raise UsageError(msg)


def _holds(given: str | Path, path: Path) -> bool:
    """Tell whether a file lies in what was given to read, where that is a folder."""
    folder = os.path.realpath(given)
    return Path(folder).is_dir() and os.path.realpath(path).startswith(os.path.join(folder, ""))  # noqa: PTH118 - text


def _is_foreign_page(path: Path) -> bool:
    """Tell whether a page stands there that conflictmap did not draw, and that may be a report."""
    from geo.readers._choose import OUR_MAP

    if path.suffix.lower() not in _PAGES or not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(_HEAD)
    return bool(start.strip()) and OUR_MAP not in start


def _summary(analyses: Sequence[Analysis]) -> str:
    places = len({place.id for analysis in analyses for place in analysis.places})
    unplaced = sum(1 for analysis in analyses for resolution in analysis.resolutions if resolution.place is None)
    verdicts = [verdict.verdict.value for analysis in analyses for verdict in analysis.verdicts]
    counts = ", ".join(f"{verdicts.count(value)} {value}" for value in sorted(set(verdicts)))
    return (
        f"{_counted(len(analyses), 'report')}, {_counted(places, 'place')}, {_counted(len(verdicts), 'claim')}"
        + (f" ({counts})" if counts else "")
        + (f", {_counted(unplaced, 'mention')} not placed" if unplaced else "")
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
