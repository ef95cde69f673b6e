"""One HTML file that opens without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.exports._base import ExportOptions, export
from geo.exports._scene import page_of
from geo.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.model import Analysis

__all__ = ["write"]


@export(".html", ".htm")
def write(analyses: Iterable[Analysis], path: Path, options: ExportOptions) -> None:
    """Write the page of :mod:`geo.page`."""
    write_atomically(path, page_of(analyses, options))
