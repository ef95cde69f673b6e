"""A table whose long cells wrap to the width of the terminal; elsewhere one line a row, nothing cut."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from geo.commands._table import clean, print_table, width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

__all__ = ["print_wrapped", "wrap"]

_GAP = 2
_LEAST = 12
_COLOURS = {"supported": "32", "approximate": "33", "contradicted": "1;31", "unverifiable": "2"}


def print_wrapped(
    head: Sequence[str], rows: Sequence[Sequence[str]], stream: TextIO, *, wide: Sequence[int] = (), below: bool = False
) -> None:
    """Print ``rows`` under ``head``; on a terminal the columns ``wide`` wrap, and verdicts have their colour.

    With ``below`` the last column of each row stands under it there, as wide as the terminal.
    """
    if not stream.isatty():
        print_table(head, rows, stream)
        return
    columns = shutil.get_terminal_size().columns
    table = [tuple(clean(cell) for cell in row) for row in [head, *rows]]
    notes = [row[-1] for row in table] if below else [""] * len(table)
    if below:
        table = [row[:-1] for row in table]
        notes[0] = ""
    widths = _widths(table, columns, wide)
    coloured = "NO_COLOR" not in os.environ and os.environ.get("TERM", "") != "dumb"
    for row, note in zip(table, notes, strict=True):
        cells = [wrap(cell, size) for cell, size in zip(row, widths, strict=True)]
        for line in range(max(len(cell) for cell in cells)):
            parts = [cell[line] if line < len(cell) else "" for cell in cells]
            shown = [
                _painted(part, whole, coloured=coloured) + " " * (size - width(part))
                for part, whole, size in zip(parts, row, widths, strict=True)
            ]
            print((" " * _GAP).join(shown).rstrip(), file=stream)
        indent = " " * min(widths[0] + _GAP, 16)
        for line_of_note in wrap(note, max(_LEAST, columns - len(indent))) if note else []:
            print(f"{indent}{line_of_note}", file=stream)


def _widths(table: Sequence[Sequence[str]], columns: int, wide: Sequence[int]) -> list[int]:
    """Return the width of each column: as wide as needed, the wide ones sharing what is left."""
    widths = [max(width(row[number]) for row in table) for number in range(len(table[0]))]
    room = columns - _GAP * (len(widths) - 1)
    for shrinkable in (wide, range(len(widths))):
        while sum(widths) > room:
            widest = max(shrinkable, key=lambda number: widths[number], default=None)
            if widest is None or widths[widest] <= _LEAST:
                break
            widths[widest] -= 1
    return widths


def wrap(text: str, columns: int) -> list[str]:
    """Return ``text`` in lines of at most ``columns``, broken between words where they fit at all."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        rest = word
        while width(rest) > columns:
            if line:
                lines.append(line)
                line = ""
            head = rest[:columns]
            while width(head) > columns:
                head = head[:-1]
            head = head or rest[0]
            lines.append(head)
            rest = rest[len(head) :]
        if line and width(line) + 1 + width(rest) > columns:
            lines.append(line)
            line = rest
        else:
            line = f"{line} {rest}" if line else rest
    return [*lines, line] if line or not lines else lines


def _painted(part: str, whole: str, *, coloured: bool) -> str:
    code = _COLOURS.get(whole) if coloured else None
    return f"\x1b[{code}m{part}\x1b[0m" if code and part else part
