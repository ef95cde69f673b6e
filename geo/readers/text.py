"""Plain text: the encoding is detected; the first short line without a full stop is the title."""

from __future__ import annotations

import re
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
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DAY = rf"(?:\d{{1,2}}\s{_MONTH}\s\d{{4}}|{_MONTH}\s\d{{1,2}},?\s\d{{4}}|\d{{4}}-\d\d-\d\d)"
_BYLINE = re.compile(
    rf"(?:By\s[A-Z\w]|(?:Published|Updated|Posted)\b|(?:[A-Z][A-Za-z -]{{2,40}},\s)?{_DAY}[^\S\n]{{0,9}}(?:\n|$))"
)
"""The line under a headline: who wrote it, where and when."""


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
    """Return the first line where it looks like a headline: short, alone or over a byline, no full stop at its end."""
    first, _, rest = text.strip().partition("\n")
    first = first.strip()
    alone = rest.startswith("\n") or rest[:1].isspace() or _BYLINE.match(rest) is not None
    if 0 < len(first) <= _LONGEST_TITLE and alone and not first.endswith((".", "!", ";", ":", ",")):
        return first
    return None
