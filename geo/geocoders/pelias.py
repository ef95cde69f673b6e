"""Pelias: a geocoder one runs oneself; a key, if it needs one, in ``CONFLICTMAP_PELIAS_KEY``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.geocoders import geocoder

if TYPE_CHECKING:
    from geo.geocoders.online import Ask, Connection


@geocoder("pelias")
def pelias(connection: Connection) -> Ask:
    """Return what asks Pelias; the country is a filter there."""
    from geopy.geocoders import Pelias  # noqa: PLC0415 - geopy takes 220 ms to import

    coder = Pelias(api_key=connection.key("api_key"), **connection.arguments())

    def ask(name: str, country: str | None, limit: int) -> Any:  # noqa: ANN401 - geopy is not typed
        found = coder.geocode(name, exactly_one=False, countries=[country] if country else None)
        return found and found[:limit]

    return ask
