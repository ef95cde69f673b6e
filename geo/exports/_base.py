"""What every export shares: the options and how it registers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from geo.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from geo.model import Analysis

__all__ = ["EXPORTS", "ExportFunction", "ExportOptions", "export"]


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How analyses are written.

    ``precise`` keeps full coordinates (and is recorded in the file). ``title`` replaces the one made
    from the analyses. ``tiles`` is a URL template or ``osm``; ``layers`` are GeoJSON files of the user's;
    both are for pages. ``hxl`` adds a row of HXL tags to CSV. ``text`` keeps the text of the reports in
    JSON.
    """

    precise: bool = False
    title: str | None = None
    tiles: str | None = None
    layers: tuple[Path, ...] = ()
    hxl: bool = False
    text: bool = True


class ExportFunction(Protocol):
    """What an export is: careful analyses, a path and options in; a file out."""

    def __call__(self, analyses: Iterable[Analysis], path: Path, options: ExportOptions) -> None: ...


EXPORTS: Registry[ExportFunction] = Registry("exports", "geo.exports", shared=("rounding", "rows"))


def export(*suffixes: str) -> Callable[[ExportFunction], ExportFunction]:
    """Return the decorator that registers a function for suffixes (lower case, with their dot)."""

    def decorate(function: ExportFunction) -> ExportFunction:
        for suffix in suffixes:
            EXPORTS.register(suffix)(function)
        return function

    return decorate
