"""Reads the hand-made files of ``geo/gazetteer/curated``: commas between columns, ``#`` begins a comment line."""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "curated"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a curated file as dictionaries of stripped strings."""
    lines = [
        line for line in (FOLDER / name).read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]
    return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(lines)]


def matching(*patterns: str) -> list[str]:
    """Return the names of the curated files that match, pattern by pattern and sorted."""
    return [path.name for pattern in patterns for path in sorted(FOLDER.glob(pattern))]


def split(value: str) -> list[str]:
    """Return the parts of a cell that lists several, separated by ``|``."""
    return [part.strip() for part in value.split("|") if part.strip()]
