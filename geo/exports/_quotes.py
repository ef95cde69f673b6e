"""The sentence that a mention or a claim stands in, as a reader would quote it."""

from __future__ import annotations

import re

__all__ = ["clean", "quote_of"]

_FARTHEST = 400
"""Characters looked at on each side; a longer sentence is cut there."""

_BREAK = re.compile(r"(?<=[.!?؟。…۔])[\"'”’»)\]]{0,3}\s+(?=[^\s\d\W_]|[\"'“‘«(\[\d])|\n")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|Lt|Col|Gen|Maj|Sgt|Capt|Gov|Sen|Rep|St|Ft|Mt|Jr|Sr|No|vs|etc|al|approx|km|mi|"
    r"U\.S|U\.N|U\.K|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec))\.$"
)
_BROKEN = re.compile("[\ud800-\udfff\x00]")


def clean(text: str) -> str:
    """Return the text with what no file format carries (lone surrogates, NUL) as U+FFFD."""
    return _BROKEN.sub("\ufffd", text)


def quote_of(text: str, start: int, end: int) -> str:
    """Return the sentence about ``text[start:end]``, white space made single, "…" where it was cut."""
    left = max(0, start - _FARTHEST)
    right = min(len(text), end + _FARTHEST)
    first, last = left, right
    before = "…" if left else ""
    after = "…" if right < len(text) else ""
    for found in _BREAK.finditer(text, left, right):
        if _ABBREVIATION.search(text[max(left, found.start() - 12) : found.start() + 1].rstrip()):
            continue
        if found.end() <= start:
            first, before = found.end(), ""
        elif found.start() >= end:
            last, after = found.start(), ""
            break
    return clean(f"{before}{' '.join(text[first:last].split())}{after}")
