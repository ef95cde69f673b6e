"""Reports in: files, folders, standard input and addresses become :class:`geo.model.Report` objects.

Each format is one file of this package, registered by :func:`reader`. What a file *is* is decided by
its first bytes, then by its suffix. Documents in formats that are risky to parse (PDF, Word, web
pages) are parsed in a child process with limits on memory, time, open files and without a network.

Nothing touches the network unless ``ReadOptions.allow_network`` is set.
"""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import EmptyReport, MissingReport, NetworkNotAllowed, ReaderError
from geo.readers._base import READERS, Failure, Reader, ReadOptions, Source, reader, said
from geo.readers._choose import choose
from geo.readers._load import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo.model import Report

__all__ = [
    "READERS",
    "Failure",
    "ReadOptions",
    "Reader",
    "Source",
    "files_of",
    "nothing_in",
    "read",
    "read_one",
    "reader",
]

STDIN = "-"


def read(
    name: str | Path, *, options: ReadOptions | None = None, left_out: Callable[[Path], bool] = lambda _: False
) -> Iterator[Report | Failure]:
    """Yield the reports of a file, a folder, ``-`` (standard input) or a URL, as they come.

    Whatever cannot be read is yielded as a :class:`Failure` that says why in one sentence; the rest
    goes on. Folders are read with their sub-folders in sorted order, but for files of which ``left_out``
    says that they are no reports.
    """
    options = options or ReadOptions()
    text = str(name)
    if not text:
        yield Failure(text, MissingReport("an empty name names no report: look whether a variable was not set."))
    elif text == STDIN:
        yield from _guarded("standard input", partial(_stdin, options))
    elif isinstance(name, str) and "://" in text[:32]:
        yield from _guarded(text, partial(_fetched, text, options))
    elif os.path.isdir(name):  # noqa: PTH112 - the method raises where it may not look, and loading says so better
        yield from _folder(Path(name), options, left_out)
    else:
        yield from _guarded(text, partial(load, Path(name), options))


def read_one(path: str | Path, *, options: ReadOptions | None = None) -> Report:
    """Return the one report of a file.

    Raises:
        ReaderError: where it cannot be read, or holds no report or several.

    """
    if os.path.isdir(path):  # noqa: PTH112 - as in read
        msg = f"{said(str(path))} is a folder where one report was expected: use geo.analyse_many for those in it."
        raise ReaderError(msg)
    found = list(read(path, options=options))
    for item in found:
        if isinstance(item, Failure):
            raise item.error
    reports = [item for item in found if not isinstance(item, Failure)]
    if len(reports) != 1:
        msg = (
            f"{said(str(path))} holds {len(reports)} reports where one was expected: use geo.readers.read for several."
        )
        raise ReaderError(msg)
    return reports[0]


def files_of(folder: Path) -> Iterator[Path]:
    """Yield the files of ``folder`` and its sub-folders, sorted; hidden ones are left out.

    A folder that links lead to more than once (or in a circle) is walked once.
    """
    seen: set[tuple[int, int]] = set()
    # A stack of our own: folders may lie deeper in each other than functions may call each other.
    open_folders = [iter([folder])]
    while open_folders:
        entry = next(open_folders[-1], None)
        if entry is None:
            open_folders.pop()
            continue
        try:
            state = entry.stat()
            if not stat.S_ISDIR(state.st_mode):
                yield entry
                continue
            entries = sorted(entry.iterdir(), key=lambda found: found.name)
        except OSError:
            # Yielded as if it were a file: opening it will say what is wrong with it.
            yield entry
            continue
        if (state.st_dev, state.st_ino) not in seen:
            seen.add((state.st_dev, state.st_ino))
            open_folders.append(iter([found for found in entries if not found.name.startswith(".")]))


def _folder(folder: Path, options: ReadOptions, left_out: Callable[[Path], bool]) -> Iterator[Report | Failure]:
    empty = True
    for path in files_of(folder):
        if left_out(path):
            continue
        empty = False
        yield from _guarded(str(path), partial(load, path, options))
    if empty:
        yield Failure(str(folder), nothing_in(folder))


def nothing_in(folder: str | Path) -> MissingReport:
    """Return the error for a folder without a file to read."""
    return MissingReport(f"the folder {said(str(folder))} holds no file to read.")


def _guarded(name: str, opened: Callable[[], Source]) -> Iterator[Report | Failure]:
    """Yield the reports of one source; an error becomes a failure."""
    try:
        source = opened()
        yield from _reports(source)
    except ReaderError as error:
        yield Failure(name, error)
    except RecursionError:
        yield Failure(name, ReaderError(f"{said(name)} is nested too deeply to read: simplify it."))
    except MemoryError:
        yield Failure(name, ReaderError(f"{said(name)} needs more memory than there is: split it."))
    except OSError as error:
        yield Failure(name, ReaderError(f"{said(name)} could not be read: {error.strerror or error}."))


def _reports(source: Source) -> Iterator[Report | Failure]:
    found: Iterable[Report | Failure]
    if not source.size:
        msg = f"{source.said} is empty: there is nothing to read."
        raise EmptyReport(msg)
    chosen = choose(source)
    if chosen.untrusted and source.size > chosen.harmless_bytes:
        from geo.readers._sandbox import read_in_child  # noqa: PLC0415 - only for risky formats

        found = read_in_child(chosen, source)
    else:
        found = chosen.read(source)
    for item in found:
        if isinstance(item, Failure):
            yield item
        else:
            yield _completed(item, source)


def _completed(report: Report, source: Source) -> Report:
    """Return ``report`` with the path and address of its source, where it does not say otherwise."""
    return replace(report, path=report.path or source.path, url=report.url or source.url)


def _fetched(url: str, options: ReadOptions) -> Source:
    if not options.allow_network:
        msg = f"{said(url)} is a URL: give --allow-network to fetch it, or save the page and give the file."
        raise NetworkNotAllowed(msg)
    from geo.readers._url import fetch  # noqa: PLC0415 - the network is for those who ask for it

    return fetch(url, options)


def _stdin(options: ReadOptions) -> Source:
    data = sys.stdin.buffer.read(options.max_bytes + 1)
    return Source("standard input", options, data=data)
