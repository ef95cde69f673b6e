"""Report text as data files carry it, and the sentence that a mention or a claim stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.layers._quotes import Quotes

__all__ = ["clean", "quoted"]

_BROKEN = re.compile("[\ud800-\udfff\x00]")


def clean(text: str) -> str:
    """Return the text with what no file format carries (lone surrogates, NUL) as U+FFFD."""
    return _BROKEN.sub("\ufffd", text)


def quoted(quotes: Quotes, start: int, end: int) -> str:
    """Return the sentence about a span, white space made single, "…" where it was cut."""
    quote = quotes.around(start, end)
    words = " ".join(quote.text.split())
    return clean(f"{'…' if quote.cut_before else ''}{words}{'…' if quote.cut_after else ''}")
