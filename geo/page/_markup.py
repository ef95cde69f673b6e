"""Text as markup: the one function by which report text may become a part of HTML or SVG."""

from __future__ import annotations

import re

__all__ = ["escaped"]

_UNSAFE = re.compile("[&<>\"'`{}$\\\\\r]")
_NOT_HTML = re.compile("[\x00\ud800-\udfff]")


def escaped(text: str) -> str:
    """Return ``text`` so that it is one text node or quoted attribute, whatever it holds.

    Braces, dollars and backticks become references, too, so that no template sees them. NUL and lone
    surrogates, which HTML cannot hold, become U+FFFD.
    """
    return _UNSAFE.sub(lambda found: f"&#{ord(found.group())};", _NOT_HTML.sub("\ufffd", text))
