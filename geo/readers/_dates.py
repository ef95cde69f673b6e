"""Dates of many formats as ISO 8601 (``2016-06-26``, or with a time where it matters)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["iso_date"]

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.{0,30})?")
_PDF = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?.{0,40}")
_FORMATS = ("%d %B %Y", "%d-%b-%Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%Y/%m/%d", "%Y%m%d")
"""Only formats in which day and month cannot be taken for each other."""


def iso_date(text: str | None) -> str | None:
    """Return the day as ``YYYY-MM-DD``; what is no known format comes back as it is, blank as None."""
    text = " ".join((text or "").split())[:100]
    if not text:
        return None
    if found := _ISO.fullmatch(text):
        return found[1]
    if found := _PDF.fullmatch(text):
        return "-".join(part for part in found.groups() if part)
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return text
