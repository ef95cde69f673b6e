"""The GeoNames web service; needs a user name in ``CONFLICTMAP_GEONAMES_KEY``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.geocoders import geocoder

if TYPE_CHECKING:
    from geo.geocoders.online import Ask, Connection


@geocoder("geonames")
def geonames(connection: Connection) -> Ask:
    """Return what asks GeoNames; by https unless an own address says otherwise, for the query is a secret."""
    from geopy.geocoders import GeoNames  # noqa: PLC0415 - geopy takes 220 ms to import

    arguments = {"scheme": "https", "domain": "secure.geonames.org", **connection.arguments()}
    coder = GeoNames(connection.needed_key("username"), **arguments)

    def ask(name: str, country: str | None, limit: int) -> Any:  # noqa: ANN401 - geopy is not typed
        found = coder.geocode(name, exactly_one=False, country=country)
        return found and found[:limit]

    return ask
