"""A plain table for terminals: columns by display width, cells cut where the terminal is too narrow."""

from __future__ import annotations

import shutil
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

__all__ = ["clean", "print_table", "width"]

_GAP = 2
_LEAST = 8


def clean(text: str) -> str:
    """Return ``text`` on one line, without control characters, so that a report cannot steer the terminal."""
    shown = "".join(" " if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char for char in text)
    return " ".join(shown.split())


def width(text: str) -> int:
    """Return how many columns ``text`` takes on a terminal."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
        for char in text
    )


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]], stream: TextIO) -> None:
    """Print ``rows`` under ``head``; on a terminal the widest columns are cut to fit, elsewhere nothing is."""
    table = [tuple(clean(cell) for cell in row) for row in [head, *rows]]
    widths = [max(width(row[column]) for row in table) for column in range(len(head))]
    if stream.isatty():
        room = shutil.get_terminal_size().columns - _GAP * (len(head) - 1)
        while sum(widths) > room and max(widths) > _LEAST:
            widths[widths.index(max(widths))] -= 1
    for row in table:
        cells = [_padded(cell, columns) for cell, columns in zip(row, widths, strict=True)]
        print((" " * _GAP).join(cells).rstrip(), file=stream)


def _padded(text: str, columns: int) -> str:
    if width(text) > columns:
        while width(text) > columns - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (columns - width(text))
