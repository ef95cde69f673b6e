"""The command line: builds the parser and dispatches; each command is one file in ``geo/commands``."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from geo.errors import ConflictmapError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = ("map", "verify", "read", "geocode", "embed", "measure", "gazetteer", "corpus")
"""The commands, in the order of the help; each is the module ``geo.commands.NAME`` (``map`` is ``map_``)."""

EXIT_DONE, EXIT_FOUND, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130

_YOUNG = 20_000
"""New objects (containers) after which a command looks for what nothing refers to; Python's own number is 700."""

_EPILOG = """\
Exit status: 0 done; 1 something asked for with --fail-on was found, or some reports failed (each is
named on standard error), or a result could not be written; 2 the arguments are wrong; 130 interrupted.
Nothing touches the network without --online, --allow-network, --tiles or --scheduler."""


class _Parser(argparse.ArgumentParser):
    """Argument errors are one sentence on standard error, and exit 2."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_USAGE, f"conflictmap: {message}; see '{self.prog} --help'.\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    from geo import __version__

    top = _Parser(
        prog="conflictmap",
        description="Read reports, place every place they name, check what they claim about distance and "
        "direction, and draw it all in one HTML file that opens without a network.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"conflictmap {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for name in COMMANDS:
        import_module(f"geo.commands.{name}_" if name == "map" else f"geo.commands.{name}").add_parser(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Names come in all scripts and lone surrogates may stand in a report: never fail on printing one.
            stream.reconfigure(errors="backslashreplace")
    try:
        args = parser().parse_args(arguments)
        status = int(args.run(args))
        # What is still on its way out can fail, too.
        sys.stdout.flush()
    except UsageError as error:
        return _say(error, EXIT_USAGE)
    except ConflictmapError as error:
        return _say(error, EXIT_FOUND)
    except KeyboardInterrupt:
        print("conflictmap: interrupted; what was finished is kept.", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (``| head``): not an error, but nothing more can be printed.
        _print_no_more()
        return EXIT_DONE
    except OSError as error:
        # The machine's own troubles: standard output on a full disk, a folder that may not be looked into.
        _print_no_more()
        named = f"{str(error.filename)!r}: " if error.filename is not None else ""
        return _say(OutputError(f"cannot go on: {named}{error.strerror or error}."), EXIT_FOUND)
    return status


def _print_no_more() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(error: ConflictmapError, status: int) -> int:
    from geo.commands._shared import say

    say(str(error))
    return status


def run() -> int:
    """Run the command line as a program of its own, and return its exit status.

    A command makes nearly all of its objects to keep them until its end. So those that nothing refers to any more
    are looked for less often, and not once more at the end, when the memory goes back as a whole: a tenth of the time.
    """
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    try:
        return main()
    finally:
        gc.freeze()


if __name__ == "__main__":
    sys.exit(run())
