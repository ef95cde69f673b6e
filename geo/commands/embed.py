"""``conflictmap embed``: the lines that put a finished map into a page, a document or a notebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import UsageError

if TYPE_CHECKING:
    import argparse

__all__ = ["add_parser", "run"]

_HEAD = 10_000
"""Characters of a page that hold its head up to that line."""

FORMS = ("iframe", "srcdoc", "markdown", "quarto", "rst")


def add_parser(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add the command to the command line."""
    parser = commands.add_parser(
        "embed",
        help="print the lines that embed a map in a page or document",
        description="Print the lines that put a map, made by conflictmap map, into a web page, Markdown, Quarto or "
        "reStructuredText. The map stays in a sandbox: it can do nothing to the page around it.",
    )
    parser.add_argument("map", metavar="MAP.html", type=Path, help="a map that conflictmap map -o MAP.html wrote")
    parser.add_argument("--as", dest="form", choices=FORMS, default="iframe", help="what to print (default: iframe)")
    parser.add_argument(
        "--title", metavar="TITLE", help="what screen readers call the frame (default: the title of the map)"
    )
    parser.add_argument(
        "--src",
        help="the address of the map as seen from the page (default: MAP.html as given, with / between folders)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    from geo.exports._frame import snippet
    from geo.readers._choose import OUR_MAP

    no_map = f"{str(args.map)!r} is no map: give an HTML file that conflictmap map wrote."
    try:
        page = args.map.read_text(encoding="utf-8")
    except OSError as error:
        msg = f"the map {str(args.map)!r} cannot be read: {error.strerror or error}."
        raise UsageError(msg) from error
    except UnicodeDecodeError as error:
        raise UsageError(no_map) from error
    if OUR_MAP not in page[:_HEAD].encode():
        raise UsageError(no_map)
    print(snippet(args.form, page, args.src or _path(args.map), args.title), end="")
    return 0


def _path(path: Path) -> str:
    """Return the path with slashes; a relative one begins with ./ so that a colon in it is no scheme."""
    plain = path.as_posix()
    return plain if path.is_absolute() or plain.startswith("../") else f"./{plain}"
