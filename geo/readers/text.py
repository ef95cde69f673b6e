"""Plain text: the encoding is detected; the first short line without a full stop is the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import EmptyReport
from geo.model import Report
from geo.readers._base import reader
from geo.readers._decode import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.readers._base import Source

__all__ = ["read", "title_of"]

_LONGEST_TITLE = 150


@reader("text", suffixes=(".txt", ".text", ".log", ".asc"), media_types=("text/plain",))
def read(source: Source) -> Iterator[Report]:
    """Yield the one report of a text file.

    Raises:
        EmptyReport: where there is nothing but white space.

    """
    text = decoded(source)
    if not text.strip():
        msg = f"{source.said} holds nothing but white space: there is nothing to read."
        raise EmptyReport(msg)
    yield Report(text=text, title=title_of(text), sha256=source.sha256)


def title_of(text: str) -> str | None:
    """Return the first line where it looks like a headline: short, alone, no full stop at its end."""
    first, _, rest = text.strip().partition("\n")
    first = first.strip()
    alone = rest.startswith("\n") or rest[:1].isspace()
    if 0 < len(first) <= _LONGEST_TITLE and alone and not first.endswith((".", "!", ";", ":", ",")):
        return first
    return None
