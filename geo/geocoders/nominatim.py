"""Nominatim (OpenStreetMap): the public service, or one of your own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.geocoders import geocoder

if TYPE_CHECKING:
    from geo.geocoders.online import Ask, Connection


@geocoder("nominatim")
def nominatim(connection: Connection) -> Ask:
    """Return what asks Nominatim; the country is a filter there."""
    from geopy.geocoders import Nominatim  # noqa: PLC0415 - geopy takes 220 ms to import

    coder = Nominatim(**connection.arguments())

    def ask(name: str, country: str | None, limit: int) -> Any:  # noqa: ANN401 - geopy is not typed
        return coder.geocode(name, exactly_one=False, limit=limit, country_codes=country, addressdetails=True)

    return ask
