"""Online geocoders through geopy: how a service is named, built, asked, and what its answers become.

``--online nominatim`` is the public service, ``--online nominatim=https://geo.example.org`` one of your own.
Keys come from the environment: ``CONFLICTMAP_GEONAMES_KEY`` and so on. Only the name and the country go out.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geo.errors import GeocoderError, GeocoderRefused, UsageError
from geo.gazetteer.measures import extent_of, precision_of
from geo.geocoders import GEOCODERS
from geo.geocoders.overrides import same_name
from geo.geodesy import distance
from geo.model import Candidate, Place, Position

if TYPE_CHECKING:
    from geopy.location import Location

Ask = Callable[[str, "str | None", int], "Sequence[Location | None] | None"]
"""Asks for (name, country as ISO 3166 alpha-2 or None, how many at most)."""

_SPEC = re.compile(r"(?P<service>[a-z][a-z0-9]{1,30})(?:=(?P<address>\S{1,300}))?", re.IGNORECASE)
_KEY_ARGUMENTS = ("api_key", "username", "apikey", "subscription_key", "auth_id", "auth_token", "password")
_COUNTRY_ARGUMENTS = ("country_codes", "countries", "country")
_FIRST_SCORE, _SCORE_STEP, _OTHER_NAME = 0.75, 0.08, 0.15
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Connection:
    """How to reach a service: ``domain`` and ``scheme`` are None for the service's own address."""

    service: str
    scheme: str | None
    domain: str | None
    adapter_factory: Callable[..., Any]
    user_agent: str
    seconds: float
    country_name: Callable[[str], str] = field(default=str)

    def arguments(self) -> dict[str, Any]:
        """Return the arguments that every geopy geocoder takes, as far as they are set."""
        found: dict[str, Any] = {
            "adapter_factory": self.adapter_factory,
            "user_agent": self.user_agent,
            "timeout": self.seconds,
        }
        if self.domain is not None:
            found["domain"] = self.domain
        if self.scheme is not None:
            found["scheme"] = self.scheme
        return found

    def key(self, argument: str = "key") -> str | None:
        """Return the key that the environment holds for the service, if any."""
        prefix = f"CONFLICTMAP_{self.service.upper()}_"
        return os.environ.get(prefix + argument.upper()) or os.environ.get(f"{prefix}KEY")

    def needed_key(self, argument: str = "key") -> str:
        """Return the key; raises :class:`geo.errors.UsageError` where the environment holds none."""
        key = self.key(argument)
        if key is None:
            msg = f"{self.service} needs a key: set CONFLICTMAP_{self.service.upper()}_KEY in the environment."
            raise UsageError(msg)
        return key


Service = Callable[[Connection], Ask]
"""A plug-in: builds what asks a service."""


@dataclass(frozen=True, slots=True)
class Spec:
    """A service and, where it is one of the user's own, its address."""

    service: str
    scheme: str | None = None
    domain: str | None = None

    @property
    def own(self) -> bool:
        """Whether the service is one of the user's own."""
        return self.domain is not None


def parse_spec(text: str) -> Spec:
    """Return what ``SERVICE`` or ``SERVICE=ADDRESS`` means.

    Raises:
        UsageError: where there is no such service or the address is none.

    """
    match = _SPEC.fullmatch(text.strip())
    if match is None:
        msg = f"{text!r} is no online service: give a name such as nominatim, or nominatim=https://geo.example.org."
        raise UsageError(msg)
    service = match["service"].lower()
    known = services()
    if service not in known:
        msg = f"there is no online service {service!r}: choose one of {', '.join(known)}."
        raise UsageError(msg)
    if match["address"] is None:
        if service == "pelias":
            raise UsageError("pelias has no public address: give one, such as pelias=https://pelias.example.org.")
        return Spec(service)
    address = match["address"]
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or parts.username or parts.query or parts.fragment:
        msg = f"{address!r} is no address of a service: give http(s)://HOST[:PORT][/PATH], keys in the environment."
        raise UsageError(msg)
    return Spec(service, parts.scheme, f"{parts.netloc}{parts.path}".rstrip("/"))


def services() -> tuple[str, ...]:
    """Return the names of all services: those of geopy and of plug-ins, sorted."""
    from geopy.geocoders import SERVICE_TO_GEOCODER  # noqa: PLC0415 - geopy takes 220 ms to import

    return tuple(sorted({*SERVICE_TO_GEOCODER, *GEOCODERS.names()}))


def asker(connection: Connection) -> Ask:
    """Return what asks the service of ``connection``: a plug-in, or any geocoder of geopy by its signature.

    Raises:
        UsageError: where a key is missing or the service cannot have another address.

    """
    if connection.service in GEOCODERS.names():
        return GEOCODERS.get(connection.service)(connection)
    return _any_of_geopy(connection)


def _any_of_geopy(connection: Connection) -> Ask:
    from geopy.exc import ConfigurationError  # noqa: PLC0415 - geopy takes 220 ms to import
    from geopy.geocoders import get_geocoder_for_service  # noqa: PLC0415

    kind = get_geocoder_for_service(connection.service)
    known = inspect.signature(kind.__init__).parameters
    arguments = {name: value for name, value in connection.arguments().items() if name in known}
    if connection.domain is not None and "domain" not in known:
        msg = f"{connection.service} cannot be asked at another address."
        raise UsageError(msg)
    for name in _KEY_ARGUMENTS:
        if name in known:
            required = known[name].default is inspect.Parameter.empty
            key = connection.needed_key(name) if required else connection.key(name)
            if key is not None:
                arguments[name] = key
    try:
        coder = kind(**arguments)
    except (ConfigurationError, TypeError) as error:
        msg = f"{connection.service} cannot be used like this: {error}"
        raise GeocoderRefused(msg) from error
    takes = inspect.signature(coder.geocode).parameters
    country_argument = next((name for name in _COUNTRY_ARGUMENTS if name in takes), None)

    def ask(name: str, country: str | None, limit: int) -> Any:  # noqa: ANN401 - geopy is not typed
        options: dict[str, Any] = {"exactly_one": False}
        if "limit" in takes:
            options["limit"] = limit
        if country and country_argument:
            options[country_argument] = [country] if country_argument == "countries" else country
        elif country:
            name = f"{name}, {connection.country_name(country)}"
        return coder.geocode(name, **options)

    return ask


_FEATURE_CODES = {
    "country": "PCLI",
    "state": "ADM1",
    "region": "ADM1",
    "province": "ADM1",
    "macroregion": "ADM1",
    "county": "ADM2",
    "district": "ADM2",
    "macrocounty": "ADM2",
    "state_district": "ADM2",
    "municipality": "ADM3",
    "localadmin": "ADM3",
    "suburb": "PPLX",
    "neighbourhood": "PPLX",
    "quarter": "PPLX",
    "borough": "PPLX",
    "locality": "PPL",
    "city": "PPL",
    "town": "PPL",
    "village": "PPL",
    "hamlet": "PPL",
    "isolated_dwelling": "PPL",
    "administrative": "ADM3",
    "river": "STM",
    "stream": "STM",
    "island": "ISL",
    "peak": "MT",
    "water": "LK",
    "aerodrome": "AIRP",
}
"""What the words of services for kinds of place are as GeoNames codes."""


def candidates_of(
    service: str, name: str, country: str | None, locations: Sequence[Location | None]
) -> tuple[Candidate, ...]:
    """Return what a service answered as candidates, best first; places in another country are left out.

    Raises:
        GeocoderError: where none of the answers has a position.

    """
    found: dict[str, Candidate] = {}
    places = [place_of(service, name, location) for location in locations if location is not None]
    if not any(places):
        msg = f"{service} answered with places that have no position."
        raise GeocoderError(msg)
    for place in places:
        if place is None or (country and place.country and place.country != country):
            continue
        score = _FIRST_SCORE - _SCORE_STEP * len(found)
        reasons = [f"answer {len(found) + 1} of {service}"]
        if not same_name(place.name, name):
            score -= _OTHER_NAME
            reasons.append(f"asked for {name!r}")
        found.setdefault(place.id, Candidate(place, round(max(0.05, score), 4), tuple(reasons)))
    return tuple(found.values())


def place_of(service: str, name: str, location: Location) -> Place | None:
    """Return the place that a service answered; None where it gives no position (0, 0 is what geopy makes of none)."""
    position = Position(float(location.latitude), float(location.longitude))
    if position.lat == 0.0 and position.lon == 0.0:
        return None
    raw: Mapping[str, Any] = location.raw if isinstance(location.raw, Mapping) else {}
    fields = {**raw, **(raw["properties"] if isinstance(raw.get("properties"), Mapping) else {})}
    address = fields["address"] if isinstance(fields.get("address"), Mapping) else {}
    shown = _word(fields, "name", "toponymName") or str(location.address).split(",", maxsplit=1)[0].strip() or name
    code = _feature_code(fields)
    country = (
        _word(address, "country_code") or _word(fields, "countrycode", "countryCode", "country_code", "country_a")
    ).upper()
    return Place(
        id=_identifier(service, fields, position),
        name=shown[:_LONGEST_NAME],
        position=position,
        feature_code=code,
        country=country if re.fullmatch(r"[A-Z]{2}", country) else None,
        admin1=_word(address, "state", "province") or _word(fields, "state", "adminName1", "region") or None,
        admin2=_word(address, "county", "district") or _word(fields, "county", "adminName2") or None,
        extent_m=_extent(fields.get("boundingbox"), position) or extent_of(code, 0),
        precision=precision_of(code),
        source=f"online:{service}",
    )


def _word(fields: Mapping[str, Any], *names: str) -> str:
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:_LONGEST_NAME]
    return ""


def _feature_code(fields: Mapping[str, Any]) -> str:
    code = _word(fields, "fcode")
    if re.fullmatch(r"[A-Z][A-Z0-9]{1,5}", code):
        return code
    for name in ("addresstype", "osm_value", "layer", "type"):
        found = _FEATURE_CODES.get(_word(fields, name).lower())
        if found is not None:
            return found
    return "PPL"


def _identifier(service: str, fields: Mapping[str, Any], position: Position) -> str:
    geonames = fields.get("geonameId")
    if isinstance(geonames, int) and geonames > 0:
        return f"geonames:{geonames}"
    number = fields.get("osm_id")
    kind = _word(fields, "osm_type").lower()[:1]
    if isinstance(number, int) and kind in {"n", "w", "r"}:
        return f"osm:{kind}{number}"
    given = _word(fields, "gid", "id", "place_id")
    if given:
        return f"{service}:{given}"
    digest = hashlib.sha256(f"{position.lat:.6f},{position.lon:.6f}".encode()).hexdigest()[:12]
    return f"{service}:{digest}"


def _extent(box: object, position: Position) -> float:
    """Return half the diagonal of a bounding box (south, north, west, east), in metres; 0 where it is none."""
    if not isinstance(box, list) or len(box) != 4:  # noqa: PLR2004 - four sides
        return 0.0
    try:
        south, north, west, east = (float(side) for side in box)
        corners = (Position(south, west), Position(north, east))
    except (TypeError, ValueError):
        return 0.0
    if not south <= position.lat <= north:
        return 0.0
    return distance(*corners) / 2.0
