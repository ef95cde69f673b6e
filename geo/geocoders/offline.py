"""``geo.Offline``: the gazetteer as a geopy geocoder, without a network.

Example:
    >>> import geo
    >>> location = geo.Offline().geocode("Fallujah", country_codes="IQ")
    >>> location.raw["id"]
    'geonames:99454'

"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from geopy.adapters import BaseAsyncAdapter, BaseSyncAdapter
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.errors import PositionError
from geo.gazetteer import open_gazetteer
from geo.geocoders.candidates import Query, address_of, candidates, query_of
from geo.geodesy import rough_distance
from geo.model import Place, Position

if TYPE_CHECKING:
    from pathlib import Path

    from geo.gazetteer import Gazetteer
    from geo.geocoders.overrides import Overrides

T = TypeVar("T")

_NAME_KEYS = ("q", "name", "street", "neighbourhood", "suburb", "village", "town", "city", "place")
_CONTEXT_KEYS = ("city", "county", "district", "state", "province", "region", "country")
_MOST = 50
_ZOOMS = (10, 8, 5)
"""Nominatim's levels of zoom below which an answer is a district, a province, a country."""


class NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy is not typed
    """The adapter of a geocoder that needs none: asking it for an address is an error."""

    def __init__(self, *, proxies: Any = None, ssl_context: Any = None) -> None:  # noqa: ANN401 - geopy's own signature
        super().__init__(proxies=proxies, ssl_context=ssl_context)

    def get_json(self, url: str, *, timeout: Any, headers: Any) -> Any:  # noqa: ANN401, ARG002 - geopy's own signature
        """Refuse."""
        raise GeocoderServiceError("the offline geocoder has no network")

    def get_text(self, url: str, *, timeout: Any, headers: Any) -> Any:  # noqa: ANN401, ARG002 - geopy's own signature
        """Refuse."""
        raise GeocoderServiceError("the offline geocoder has no network")


class Offline(Geocoder):  # type: ignore[misc]  # geopy is not typed
    """A geopy geocoder over the embedded gazetteer and what the user added to it.

    ``gazetteer`` is the one to ask (default: the embedded one and the user's), ``places`` the user's own
    list, which wins. The other arguments are geopy's: with an asynchronous ``adapter_factory`` its methods
    return awaitables, as those of any geopy geocoder do. Nothing is ever sent anywhere.

    Raises:
        GazetteerError: where the gazetteer is missing or damaged.
        UsageError: where ``places`` is no list of places.

    """

    def __init__(  # noqa: PLR0913 - geopy's own signature
        self,
        *,
        gazetteer: Gazetteer | None = None,
        places: str | Path | Overrides | None = None,
        scheme: str | None = None,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401 - geopy's own signature
        proxies: Any = DEFAULT_SENTINEL,  # noqa: ANN401 - geopy's own signature
        user_agent: str | None = None,
        ssl_context: Any = DEFAULT_SENTINEL,  # noqa: ANN401 - geopy's own signature
        adapter_factory: Any = None,  # noqa: ANN401 - geopy's own signature
    ) -> None:
        super().__init__(
            scheme=scheme,
            timeout=timeout,
            proxies=proxies,
            user_agent=user_agent,
            ssl_context=ssl_context,
            adapter_factory=adapter_factory or NoNetwork,
        )
        self._gazetteer = gazetteer or open_gazetteer()
        self._overrides = _overrides(places)

    def geocode(  # noqa: PLR0913 - geopy's own signature
        self,
        query: str | Mapping[str, str] | None,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401, ARG002 - geopy's own signature
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
        viewbox: Sequence[Any] | None = None,
        bounded: bool = False,
        language: str | bool | None = None,  # noqa: ARG002 - geopy's own signature
        addressdetails: bool = True,  # noqa: ARG002 - geopy's own signature
        namedetails: bool = True,  # noqa: ARG002 - geopy's own signature
        fuzzy: bool = True,
    ) -> Any:  # noqa: ANN401 - Location, list of them, None, or an awaitable of those
        """Return the place of a name as a ``Location``; with ``exactly_one=False`` a list, best first.

        ``query`` is a name ("Fallujah", "Tripoli, Lebanon") or a dictionary as geopy's Nominatim takes it
        (``city``, ``county``, ``state``, ``country``). ``country_codes`` are ISO 3166 alpha-2; places
        elsewhere are left out. ``viewbox`` is two opposite corners, as ``geopy.Point`` takes them: what lies
        between them comes first, with ``bounded`` alone. ``timeout``, ``language``, ``addressdetails`` and
        ``namedetails`` are taken for the sake of code written for other geocoders, and change nothing: names
        are the gazetteer's own, and ``raw`` always holds all there is, ``local_name`` too. Nothing found, or
        nothing asked (None, NaN, as tables have in empty cells): None; with ``exactly_one=False`` an empty list.
        ``Location.raw`` is the place as in the JSON contract (``geo.Place.from_dict`` reads it) with
        ``score`` and ``reasons``.

        Raises:
            geopy.exc.GeocoderQueryError: where the dictionary names nothing, or the limit is below 1.
            PositionError: where ``viewbox`` is no two points.

        """
        most = 1 if exactly_one else _limit(limit)
        box = None if viewbox is None else _box(viewbox)
        # NaN is the one value that is not itself.
        if query is None or query != query:  # noqa: PLR0124
            return self._answer([], exactly_one=exactly_one)
        asked = self._query(query, _codes(country_codes))
        wanted = most if box is None else max(most, _MOST)
        found = candidates(self._gazetteer, asked, limit=wanted, fuzzy=fuzzy, overrides=self._overrides)
        if box is not None:
            inside = tuple(candidate for candidate in found if _holds(box, candidate.place))
            outside = () if bounded else tuple(candidate for candidate in found if not _holds(box, candidate.place))
            found = (*inside, *outside)[:most]
        locations = [
            self._location(candidate.place, {"score": candidate.score, "reasons": list(candidate.reasons)})
            for candidate in found
        ]
        return self._answer(locations, exactly_one=exactly_one)

    def reverse(  # noqa: PLR0913 - geopy's own signature
        self,
        query: Any,  # noqa: ANN401 - whatever geopy.Point takes
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401, ARG002 - geopy's own signature
        limit: int | None = None,
        zoom: int | None = None,
        language: str | bool | None = None,  # noqa: ARG002 - geopy's own signature
        addressdetails: bool = True,  # noqa: ARG002 - geopy's own signature
        namedetails: bool = True,  # noqa: ARG002 - geopy's own signature
        max_m: float = 50_000.0,
    ) -> Any:  # noqa: ANN401 - Location, list of them, None, or an awaitable of those
        """Return the populated place nearest to a point, within ``max_m`` metres; else the area it lies in.

        ``query`` is what geopy's geocoders take: a ``geopy.Point``, (lat, lon), or "lat, lon"; nothing lies at None.
        ``zoom`` is that of geopy's Nominatim: below 5 the country that the point lies in, below 8 the province,
        below 10 the district. The other arguments are as in :meth:`geocode`.
        ``Location.raw["distance_m"]`` is how far away the place lies.

        Raises:
            PositionError: where ``query`` is no point on the globe.

        """
        if query is None:
            # geopy makes the point 0, 0 of it.
            return self._answer([], exactly_one=exactly_one)
        point = _point(query)
        position = Position(point.latitude, point.longitude)
        most = 1 if exactly_one else _limit(limit)
        rows: tuple[int, ...] = ()
        coarsest = sum(zoom < least for least in _ZOOMS) if zoom is not None else 0
        if not coarsest:
            rows = tuple(self._gazetteer.reverse(position, limit=most, max_m=max_m))
        if not rows:
            areas = self._gazetteer.areas_at(position)
            levels = (areas.admin2_row, areas.admin1_row, areas.country_row)[max(0, coarsest - 1) :]
            rows = tuple(row for row in levels if row is not None)[:1]
        locations = []
        for row in rows:
            place = self._gazetteer.place(row)
            metres = rough_distance(position.lat, position.lon, place.lat, place.lon)
            locations.append(self._location(place, {"distance_m": round(metres, 1)}))
        return self._answer(locations, exactly_one=exactly_one)

    def _query(self, query: str | Mapping[str, str], codes: tuple[str, ...]) -> Query:
        if not isinstance(query, Mapping):
            return query_of(str(query), codes)
        given = {str(key): " ".join(str(value).split()) for key, value in query.items() if value}
        key = next((key for key in (*_NAME_KEYS, *_CONTEXT_KEYS) if given.get(key)), None)
        if key is None:
            msg = f"the query {dict(query)!r} names nothing: give one of {', '.join(_NAME_KEYS)}, country."
            raise GeocoderQueryError(msg)
        context = tuple(given[part] for part in _CONTEXT_KEYS if part != key and given.get(part))
        return Query(given[key], context, frozenset(codes))

    def _location(self, place: Place, extra: Mapping[str, Any]) -> Location:
        country_row = self._gazetteer.country_row(place.country) if place.country else None
        country = None if country_row is None else self._gazetteer.name(country_row)
        return Location(address_of(place, country), (place.lat, place.lon), {**place.to_dict(), **extra})

    def _answer(self, locations: list[Location], *, exactly_one: bool) -> Any:  # noqa: ANN401 - see geocode
        answer: Any = locations if not exactly_one else locations[0] if locations else None
        return _later(answer) if isinstance(self.adapter, BaseAsyncAdapter) else answer


def _point(query: Any) -> Point:  # noqa: ANN401 - whatever geopy.Point takes
    if isinstance(query, Point):
        return query
    try:
        with warnings.catch_warnings():
            # geopy warns before it raises; the error says it.
            warnings.simplefilter("ignore", UserWarning)
            return Point(query)
    except (ValueError, TypeError) as error:
        msg = f"{query!r} is no point: give (lat, lon) in degrees ({error})."
        raise PositionError(msg) from error


def _box(viewbox: Sequence[Any]) -> tuple[float, float, float, float]:
    """Return south, west, north and east of the box between two points, in degrees."""
    if isinstance(viewbox, str) or len(viewbox) != 2:  # noqa: PLR2004 - two corners
        msg = f"{viewbox!r} is no viewbox: give two corners, each (lat, lon) in degrees."
        raise PositionError(msg)
    one, other = (_point(corner) for corner in viewbox)
    west, east = sorted((one.longitude, other.longitude))
    south, north = sorted((one.latitude, other.latitude))
    return south, west, north, east


def _holds(box: tuple[float, float, float, float], place: Place) -> bool:
    south, west, north, east = box
    return south <= place.lat <= north and west <= place.lon <= east


async def _later(answer: T) -> T:
    return answer


def _overrides(places: str | Path | Overrides | None) -> Overrides | None:
    from geo.geocoders.overrides import Overrides  # noqa: PLC0415 - few have a list of their own

    return places if places is None or isinstance(places, Overrides) else Overrides.load(places)


def _limit(limit: int | None) -> int:
    if limit is None:
        return _MOST
    if int(limit) < 1:
        msg = f"the limit cannot be {limit!r}: at least 1."
        raise GeocoderQueryError(msg)
    return int(limit)


def _codes(country_codes: str | Sequence[str] | None) -> tuple[str, ...]:
    if not country_codes:
        return ()
    codes = country_codes.split(",") if isinstance(country_codes, str) else country_codes
    return tuple(code.strip().upper() for code in codes if code.strip())
