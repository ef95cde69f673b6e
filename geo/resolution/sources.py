"""The country of a report's source, as far as its address tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.patterns import lazy

if TYPE_CHECKING:
    from geo.model import Report

__all__ = ["country_of_source"]

_HOST = lazy(r"^(?:[a-z][a-z0-9+.-]{1,10}://)?(?:[^/@\s]{1,100}@)?([a-z0-9.-]{3,253}\.([a-z]{2}))(?::\d{1,5})?(?:/|$)")
_WORLDWIDE = frozenset(
    [
        "ai",
        "am",
        "cc",
        "co",
        "fm",
        "im",
        "io",
        "ly",
        "me",
        "nu",
        "sc",
        "sh",
        "st",
        "su",
        "tk",
        "to",
        "tv",
        "vc",
        "ws",
        "eu",
    ]
)
"""Domains of countries (and of the EU) that anyone registers in."""
_LONGEST = 2000


def country_of_source(report: Report) -> str | None:
    """Return the country (ISO 3166 alpha-2) of the domain of the report's address or source; None where unknown."""
    for address in (report.url, report.source):
        match = _HOST.match(address[:_LONGEST].strip().lower()) if address else None
        if match and match.group(2) not in _WORLDWIDE:
            domain = match.group(2)
            return "GB" if domain == "uk" else domain.upper()
    return None
