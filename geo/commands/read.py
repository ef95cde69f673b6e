"""``conflictmap read``: what was found in the reports, on standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.commands._shared import Outcome, add_report_arguments, analyses_of, print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from geo.model import Analysis, Report

__all__ = ["add_parser", "run"]

FORMATS = ("table", "json", "geojson", "csv")


def add_parser(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add the command to the command line."""
    parser = commands.add_parser(
        "read",
        help="list what was found in reports",
        description="Read reports and print every place name found, where it was placed, and how sure that is. "
        "JSON is one object a report; several reports give JSON lines.",
    )
    add_report_arguments(parser)
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to print it (default: table)")
    parser.add_argument("--precise", action="store_true", help="keep full coordinates in geojson and csv")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    outcome = Outcome()
    analyses = analyses_of(args, outcome)
    if args.format == "json":
        print_json(analyses)
    elif args.format == "table":
        for number, analysis in enumerate(analyses):
            if number:
                print()
            _print_table(analysis, several=number > 0 or len(args.reports) > 1 or Path(args.reports[0]).is_dir())
    else:
        from geo.exports import ExportOptions, to_text

        print(to_text(tuple(analyses), f".{args.format}", ExportOptions(precise=args.precise)), end="")
    return outcome.status


def _print_table(analysis: Analysis, *, several: bool) -> None:
    from geo.commands._shared import heading
    from geo.commands._table import clean, print_table

    report = analysis.report
    print(clean(heading(report, "(no title)", several=several)))
    rows = list(_rows(analysis))
    if not rows:
        print("No place is named in this report.")
        return
    head = ("NAME", "TIMES", "PLACE", "WHERE", "LAT", "LON", "PRECISION", "SURE")
    print_table((*head, "PAGES") if report.pages else head, rows, sys.stdout)


def _rows(analysis: Analysis) -> Iterator[tuple[str, ...]]:
    """Yield one row for each distinct pair of name and place, in the order of first mention.

    Where the source has pages, a last cell lists those that name it.
    """
    from geo.exports.rounding import published

    offsets: dict[tuple[str, str | None], list[int]] = {}
    for toponym, resolution in zip(analysis.toponyms, analysis.resolutions, strict=True):
        key = (toponym.text, resolution.place.id if resolution.place else None)
        offsets.setdefault(key, []).append(toponym.start)
    seen: set[tuple[str, str | None]] = set()
    for toponym, resolution in zip(analysis.toponyms, analysis.resolutions, strict=True):
        place = resolution.place
        key = (toponym.text, place.id if place else None)
        if key in seen:
            continue
        seen.add(key)
        count = str(len(offsets[key]))
        pages = (_pages(analysis.report, offsets[key]),) if analysis.report.pages else ()
        if place is None:
            yield (toponym.text, count, "not placed", resolution.reason or "", "", "", "", "", *pages)
            continue
        where = ", ".join(part for part in (place.admin1, place.country) if part and part != place.name)
        position = published(place)
        yield (
            toponym.text,
            count,
            place.name,
            where,
            f"{position.lat:g}",
            f"{position.lon:g}",
            place.precision.value,
            f"{resolution.confidence:.0%}",
            *pages,
        )


def _pages(report: Report, offsets: Iterable[int]) -> str:
    """Return the pages on which the offsets lie, as "1, 3"."""
    return ", ".join(dict.fromkeys(str(report.page_of(offset)) for offset in offsets))
