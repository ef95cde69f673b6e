"""CSV, one row a mention: safe to open in a spreadsheet, with a row of HXL tags where asked for.

A cell that a spreadsheet would run as a formula gets an apostrophe before it; numbers of ours do not.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from geo.exports._base import ExportOptions, export
from geo.exports.rows import PLACE_COLUMNS, place_rows
from geo.files import atomic_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.model import Analysis

__all__ = ["safe_cell", "write"]

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−")
"""First characters that spreadsheets take for the beginning of a formula, and their full-width and small forms."""


@export(".csv")
def write(analyses: Iterable[Analysis], path: Path, options: ExportOptions) -> None:
    """Write the rows as they come: UTF-8, lines end in CR LF (RFC 4180)."""
    with atomic_path(path) as beside, beside.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([column.name for column in PLACE_COLUMNS])
        if options.hxl:
            writer.writerow([column.hxl for column in PLACE_COLUMNS])
        for analysis in analyses:
            for row in place_rows(analysis):
                writer.writerow([safe_cell(value) for value in row.cells.values()])


def safe_cell(value: str | float | bool | None) -> str:  # noqa: FBT001 - a cell may be a truth value
    """Return a value as a cell: "" for none, ``true``/``false``, numbers as they are, text made harmless."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return f"'{value}" if value.lstrip(" \u00a0\u200b\ufeff").startswith(_DANGEROUS) else value
