"""JSON and JSON lines: the analysis itself, as the contract writes it; JSON lines stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.exports._base import ExportOptions, export
from geo.files import atomic_path, write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.model import Analysis

__all__ = ["write", "write_lines"]


@export(".json")
def write(analyses: Iterable[Analysis], path: Path, options: ExportOptions) -> None:
    """Write one analysis as an object, several as a list of objects."""
    texts = [analysis.to_json(indent=2, text=options.text) for analysis in analyses]
    whole = texts[0] if len(texts) == 1 else "[\n" + ",\n".join(texts) + "\n]"
    write_atomically(path, whole + "\n")


@export(".jsonl", ".ndjson")
def write_lines(analyses: Iterable[Analysis], path: Path, options: ExportOptions) -> None:
    """Write one analysis a line, as they come."""
    with atomic_path(path) as beside, beside.open("w", encoding="ascii", newline="\n") as stream:
        for analysis in analyses:
            stream.write(analysis.to_json(text=options.text) + "\n")
