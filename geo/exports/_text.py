"""Report text as data files carry it, and the sentence that a mention or a claim stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from geo.exports.rows import Value
    from geo.layers._quotes import Quotes

__all__ = ["clean", "known_about", "one_line", "quoted", "xml_text"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BROKEN = re.compile("[\ud800-\udfff\x00]")


def clean(text: str) -> str:
    """Return the text with what no file format carries (lone surrogates, NUL) as U+FFFD."""
    return _BROKEN.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Return the text cleaned and with white space made single: a claim may run over the end of a line."""
    return clean(" ".join(text.split()))


def quoted(quotes: Quotes, start: int, end: int) -> str:
    """Return the sentence about a span, white space made single, "…" where it was cut."""
    quote = quotes.around(start, end)
    return f"{'…' if quote.cut_before else ''}{one_line(quote.text)}{'…' if quote.cut_after else ''}"


def xml_text(value: object) -> str:
    """Return a value as text of XML: what no XML may hold as U+FFFD, the rest escaped."""
    return escape(_NOT_XML.sub("\ufffd", str(value)))


def known_about(cells: dict[str, Value]) -> list[str]:
    """Return in words how far the place of a row reaches and how sure it is; what is not known is left out."""
    confidence, extent = cells.get("confidence"), cells.get("extent_m")
    within = [f"within about {extent / 1000.0:,.1f} km"] if isinstance(extent, float) and extent else []
    return within + ([f"{100 * confidence:.0f} % sure"] if isinstance(confidence, float) else [])
