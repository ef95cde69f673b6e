"""Photon (OpenStreetMap data): the public service, or one of your own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.geocoders import geocoder

if TYPE_CHECKING:
    from geo.geocoders.online import Ask, Connection


@geocoder("photon")
def photon(connection: Connection) -> Ask:
    """Return what asks Photon; it knows no filter by country, so the country's name goes with the place's."""
    from geopy.geocoders import Photon  # noqa: PLC0415 - geopy takes 220 ms to import

    coder = Photon(**connection.arguments())

    def ask(name: str, country: str | None, limit: int) -> Any:  # noqa: ANN401 - geopy is not typed
        query = f"{name}, {connection.country_name(country)}" if country else name
        return coder.geocode(query, exactly_one=False, limit=limit)

    return ask
