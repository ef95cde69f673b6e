"""``conflictmap corpus FOLDER|FILES… -o OUT``: many reports to one store and one map."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from geo.corpus import Outcome, Summary

_EPILOG = """\
OUT is a file (its suffix chooses the format: .jsonl .parquet .gpkg .geojson .csv …) or a folder: then it gets
reports/*.jsonl, an index.html with a map and a timeline, and a summary.json. Finished parts are kept while
the run goes on; after an interruption the same command with --resume goes on from there. A report that
crashes, hangs or needs too much memory is quarantined; copies (same SHA-256) are counted as duplicates."""


_LEAST_MB = 100
"""Less than this a worker needs before it has read anything."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    from geo.commands._shared import add_report_arguments

    parser = commands.add_parser("corpus", help="thousands of reports to one store and one map", epilog=_EPILOG)
    add_report_arguments(parser)
    parser.add_argument(
        "-o",
        "--output",
        "--out",
        dest="out",
        required=True,
        metavar="OUT",
        help="a file (.jsonl .parquet .gpkg …) or a folder/",
    )
    running = parser.add_argument_group("running")
    running.add_argument("--jobs", type=_number(1, 512), metavar="N", help="processes (default: one a core)")
    running.add_argument(
        "--resume",
        action="store_true",
        help="go on where an interrupted run was; do nothing after one that came to its end",
    )
    running.add_argument(
        "--scheduler", metavar="ADDRESS", help="a Dask scheduler: tcp://HOST:8786, tls://HOST:8786, or local"
    )
    running.add_argument(
        "--document-seconds",
        type=_number(1, 86_400),
        default=120,
        metavar="S",
        help="time for one report (default: 120)",
    )
    running.add_argument(
        "--document-memory",
        type=_number(_LEAST_MB, 1_000_000),
        default=2048,
        metavar="MB",
        help="memory for one report (default: 2048)",
    )
    running.add_argument(
        "--part-size",
        type=_number(1, 100_000),
        default=64,
        metavar="N",
        help="documents a part, the unit of resuming (default: 64)",
    )
    writing = parser.add_argument_group("writing")
    writing.add_argument("--parquet", action="store_true", help="with a folder: GeoParquet parts in places/, too")
    writing.add_argument("--precise", action="store_true", help="keep full coordinates (recorded in the output)")
    writing.add_argument("--no-text", action="store_true", help="leave the text of the reports out of JSON")
    writing.add_argument("--hxl", action="store_true", help="add a row of HXL tags to CSV")
    writing.add_argument("--title", metavar="TITLE", help="title of the map")
    parser.set_defaults(run=run)


def _number(least: int, most: int) -> Callable[[str], int]:
    """Return what reads a whole number within bounds: beyond them nothing works, or the machine does not."""

    def read(text: str) -> int:
        import argparse

        if not (text.isascii() and text.isdigit() and least <= int(text[:9]) <= most):
            msg = f"{text[:20]!r} is no number from {least:,} to {most:,}"
            raise argparse.ArgumentTypeError(msg)
        return int(text)

    return read


def run(args: argparse.Namespace) -> int:
    """Analyse and write; the exit status is 1 where a report failed or was quarantined."""
    from geo.commands._shared import read_options, say, settings_of
    from geo.corpus import Limits
    from geo.corpus import run as run_corpus
    from geo.errors import UsageError
    from geo.exports import ExportOptions

    if args.scheduler is not None and args.jobs is not None and args.scheduler != "local":
        raise UsageError("--jobs is for this machine: a cluster has as many workers as were started there.")
    if args.scheduler is not None and "-" in args.reports:
        raise UsageError("standard input cannot be sent to a cluster: give files that all workers can see.")
    if all(map(_is_missing, args.reports)):
        # Before anything is written: a mistyped name must not empty the output of an earlier run.
        missing = ", ".join(repr(name) for name in args.reports[:3])
        msg = f"there is nothing to read: no file, and no folder with a file in it, is called {missing}."
        raise UsageError(msg)
    if args.scheduler is not None:
        import logging

        # Dask logs tracebacks of its own before it raises; what matters of them is said in one sentence.
        logging.disable(logging.CRITICAL)
    with _progress(args.reports) as tell:
        summary = run_corpus(
            args.reports,
            args.out,
            jobs=args.jobs,
            scheduler=args.scheduler,
            resume=args.resume,
            settings=settings_of(args),
            reading=read_options(args),
            writing=ExportOptions(precise=args.precise, title=args.title, text=not args.no_text, hxl=args.hxl),
            limits=Limits(float(args.document_seconds), args.document_memory * 2**20),
            parquet=args.parquet,
            part_size=args.part_size,
            tell=tell,
        )
    _report(summary, say)
    if summary.unchanged:
        say(
            f"nothing to do: an earlier run with the same documents and settings came to its end, and {args.out!r} is "
            "as that run left it; without --resume all is done again."
        )
    if 0 < summary.mapped < summary.done:
        say(f"the map shows the first {summary.mapped:,} of {summary.done:,} reports; all are in reports/.")
    say(f"{summary} → {args.out}")
    return 1 if summary.failed or summary.quarantined else 0


def _is_missing(name: str) -> bool:
    """Return whether a name is of nothing that is there: no file, no folder with a file in it."""
    if name == "-" or "://" in name[:32]:
        return False
    from geo.readers import files_of

    # What is there but may not be looked into counts as a file, and is told with its own reason.
    return not os.path.lexists(name) or next(files_of(Path(name)), None) is None


def _report(summary: Summary, say: Callable[[str], None]) -> None:
    from geo.readers._base import said

    for note in summary.notes:
        say(note.reason)
    if summary.partly > len(summary.notes):
        say(f"… and {summary.partly - len(summary.notes):,} more that were read only in part.")
    for problem in summary.problems:
        # Most reasons name the document themselves, or the row of a file.
        file, _, _ = problem.source.rpartition(", ")
        named = any(said(name) in problem.reason for name in (problem.source, file) if name)
        say(f"{problem.status.value}: {problem.reason if named else f'{said(problem.source)}: {problem.reason}'}")
    more = summary.failed + summary.quarantined - len(summary.problems)
    if more > 0:
        say(f"… and {more:,} more that failed or were quarantined.")


@contextlib.contextmanager
def _progress(reports: list[str]) -> Iterator[Callable[[Outcome], None] | None]:
    """Yield something that draws a bar on standard error, or None where nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from geo.readers import files_of

    # A file, an address and what is not there count as one each.
    total = sum(1 for name in reports for _ in files_of(Path(name)))
    columns = (
        TextColumn("reports"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("", total=total, rate="")
        count = 0

        def tell(_: Outcome) -> None:
            nonlocal count, total
            count += 1
            # Files of several reports: there are more than there were files.
            total = max(total, count)
            speed = bars.tasks[0].speed
            bars.update(task, completed=count, total=total, rate=f"{speed:,.0f}/s" if speed else "")

        yield tell
