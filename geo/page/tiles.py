"""Map tiles from the network: off unless asked for, and then from one host only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.errors import UsageError

__all__ = ["Tiles", "tiles_of"]

_TEMPLATE = re.compile(r"https://((?:\{s\}\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?)/[^\s\"'<>\\;,]{1,300}")
_LOOPBACK = re.compile(r"http://((?:localhost|127\.0\.0\.1)(?::\d{1,5})?)/[^\s\"'<>\\;,]{1,300}")
_OSM = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"


@dataclass(frozen=True, slots=True)
class Tiles:
    """A tile service: its URL template, the line that credits it, and the source that pages may load from."""

    url: str
    attribution: str
    source: str


def tiles_of(text: str | None) -> Tiles | None:
    """Return the tile service of ``--tiles``: ``osm``, or a URL with {z}, {x} and {y}.

    Raises:
        UsageError: where it is neither.

    """
    if text is None or text == "":
        return None
    if text.lower() == "osm":
        return Tiles(_OSM, "© OpenStreetMap contributors", "https://tile.openstreetmap.org")
    match = _TEMPLATE.fullmatch(text) or _LOOPBACK.fullmatch(text)
    if match is None or not all(part in text for part in ("{z}", "{x}", "{y}")):
        msg = f"{text[:200]!r} is no tile service: give osm, or an https URL with {{z}}, {{x}} and {{y}}."
        raise UsageError(msg)
    scheme = text.partition("://")[0]
    host = match.group(1).replace("{s}", "*")
    return Tiles(text, f"Tiles: {host.removeprefix('*.')}", f"{scheme}://{host}")
