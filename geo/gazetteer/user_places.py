"""Read a user's own list of places: CSV, GeoJSON or TOML.

Columns (properties, keys) are known by the names that people give them: ``name`` and ``lat``, ``lon``
are needed, the rest is optional (see ``FIELDS``); P-codes become ids. Entries that cannot be taken are
faults with their line (CSV, TOML: the entry's first line as far as it is known; GeoJSON: the number of
the feature).
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.errors import PositionError, UsageError
from geo.gazetteer.measures import precision_of
from geo.gazetteer.user_geonames import Fault
from geo.geodesy import distance
from geo.model import Place, Position, Precision, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FIELDS: dict[str, tuple[str, ...]] = {
    "name": ("name", "place", "toponym", "location", "placename", "name_en", "title"),
    "lat": ("lat", "latitude", "y", "ycoord", "point_y", "lat_dd"),
    "lon": ("lon", "lng", "long", "longitude", "x", "xcoord", "point_x", "lon_dd"),
    "id": ("id", "pcode", "p_code", "place_id", "geonameid", "code", "uid"),
    "aliases": ("aliases", "alias", "alternatenames", "alternate_names", "alternative_names", "names", "aka"),
    "local_name": ("local_name", "name_local", "name_ar", "name_uk", "name_ru", "native_name"),
    "country": ("country", "country_code", "iso2", "iso_a2", "cc"),
    "admin1": ("admin1", "adm1", "adm1_en", "admin1_name", "admin1name", "province", "governorate", "state", "oblast"),
    "admin2": ("admin2", "adm2", "adm2_en", "admin2_name", "admin2name", "district", "county", "raion"),
    "feature_code": ("feature_code", "featurecode", "fcode", "type"),
    "population": ("population", "pop"),
    "extent_m": ("extent_m", "radius_m", "extent", "radius"),
    "precision": ("precision",),
}
"""What each field may be called, in any case; the first one present counts."""

_PCODE = re.compile(r"adm(?:in)?\d?_?p_?code|pcode|p_code", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"^([-+]?\d{1,3}),(\d{1,20})$")
_SEPARATOR = re.compile(r"[;|\n]")
_LARGEST_FILE = 256 * 2**20
_LONGEST_NAME = 200
_FEATURE_CODE = re.compile(r"[A-Z][A-Z0-9]{1,5}")


class ListedPlace(NamedTuple):
    """A place of a user's list, all its names (the main one first) and the line or entry it stands at."""

    place: Place
    names: tuple[str, ...]
    line: int


def read_places(path: Path, *, source: str) -> Iterator[ListedPlace | Fault]:
    """Yield the places of a list and the faults, in the order of the file.

    ``source`` is what ``Place.source`` says ("override", "gazetteer").

    Raises:
        UsageError: where the file is missing, of an unknown kind, or no list of places at all.

    """
    path = Path(path)
    data = _bytes(path)
    suffix = path.suffix.lower()
    if suffix in {".geojson", ".json"}:
        entries = _geojson(data, path)
    elif suffix == ".toml":
        entries = _toml(data, path)
    elif suffix in {".csv", ".tsv", ".txt"}:
        entries = _csv(data, path)
    else:
        msg = f"{str(path)!r} is no list of places: give a .csv, .geojson or .toml file."
        raise UsageError(msg)
    for line, entry in entries:
        yield _listed(line, entry, path, source) if isinstance(entry, dict) else Fault(path.name, line, entry)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            msg = f"{str(path)!r} is larger than {_LARGEST_FILE // 2**20} MB: split the list of places."
            raise UsageError(msg)
        return path.read_bytes()
    except OSError as error:
        msg = f"cannot read the list of places {str(path)!r}: {error.strerror or error}."
        raise UsageError(msg) from error


def _csv(data: bytes, path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    # Bytes that are not UTF-8 become lone surrogates, so that one bad row does not lose the others.
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    head = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [column.strip() for column in next(rows, [])]
    except csv.Error as error:
        header = []
        msg = f"{str(path)!r} is no CSV file: {error}."
        raise UsageError(msg) from error
    _check_columns(header, path)
    line = rows.line_num + 1
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, f"is no CSV ({error})"
            line = rows.line_num + 1
            continue
        if any(cell.strip() for cell in row) and not row[0].startswith("#"):
            if len(row) == len(header):
                yield line, dict(zip(header, row, strict=True))
            else:
                yield line, f"has {len(row)} columns where the first line names {len(header)}"
        line = rows.line_num + 1


def _check_columns(header: list[str], path: Path) -> None:
    known = {column.casefold() for column in header}
    for field in ("name", "lat", "lon"):
        if not known.intersection(FIELDS[field]):
            shown = ", ".join(repr(column) for column in header[:12]) or "none"
            msg = f"{str(path)!r} has no column {field!r}: a list of places needs name, lat and lon (it has {shown})."
            raise UsageError(msg)


def _geojson(data: bytes, path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    try:
        parsed = json.loads(data)
    except RecursionError as error:
        msg = f"{str(path)!r} is nested too deeply to be a list of places."
        raise UsageError(msg) from error
    except ValueError as error:
        msg = f"{str(path)!r} is not JSON: {error}."
        raise UsageError(msg) from error
    features = parsed.get("features") if isinstance(parsed, dict) else None
    if not isinstance(features, list):
        msg = f"{str(path)!r} is no GeoJSON: a FeatureCollection was expected."
        raise UsageError(msg)
    for number, feature in enumerate(features, 1):
        try:
            entry = dict(feature["properties"] or {})
            entry["geometry"] = Shape.from_geojson(feature["geometry"])
            if "id" in feature:
                entry.setdefault("id", feature["id"])
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            yield number, f"is no feature with a geometry ({type(error).__name__})"
        else:
            yield number, entry


def _toml(data: bytes, path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    import tomllib  # noqa: PLC0415 - few users write TOML

    try:
        text = data.decode("utf-8")
        parsed = tomllib.loads(text)
    except ValueError as error:
        msg = f"{str(path)!r} is not TOML: {error}."
        raise UsageError(msg) from error
    entries = parsed.get("place", parsed.get("places"))
    if not isinstance(entries, list):
        msg = f"{str(path)!r} lists no places: write each as a [[place]] table with name, lat and lon."
        raise UsageError(msg)
    starts = [number for number, line in enumerate(text.split("\n"), 1) if re.match(r"\s*\[\[\s*places?\s*\]\]", line)]
    for number, entry in enumerate(entries):
        line = starts[number] if number < len(starts) else number + 1
        yield line, dict(entry) if isinstance(entry, dict) else "is no table"


def _listed(line: int, entry: Mapping[str, Any], path: Path, source: str) -> ListedPlace | Fault:
    try:
        return _place(line, entry, path, source)
    except (ValueError, TypeError) as error:
        return Fault(path.name, line, str(error).rstrip("."))


def _place(line: int, entry: Mapping[str, Any], path: Path, source: str) -> ListedPlace:
    fields = {str(key).casefold(): value for key, value in entry.items() if value is not None}
    shape = fields.get("geometry")
    name = _text(fields, "name")
    if not name:
        msg = "has no name"
        raise ValueError(msg)
    position, extent_m = _where(fields, shape if isinstance(shape, Shape) else None)
    given_extent = _text(fields, "extent_m")
    if given_extent:
        extent_m = _float(given_extent, "extent in metres")
    feature_code = _text(fields, "feature_code").upper()
    feature_code = feature_code if _FEATURE_CODE.fullmatch(feature_code) else "PPL"
    precision = _text(fields, "precision")
    local_name = _text(fields, "local_name") or None
    place = Place(
        id=_identifier(fields, path, line),
        name=name,
        position=position,
        feature_code=feature_code,
        country=_country(_text(fields, "country")),
        admin1=_text(fields, "admin1") or None,
        admin2=_text(fields, "admin2") or None,
        extent_m=extent_m,
        precision=_precision(precision) if precision else precision_of(feature_code),
        source=source,
        population=int(_float(_text(fields, "population") or "0", "population")),
        local_name=local_name,
        outline=shape if isinstance(shape, Shape) and "Point" not in shape.kind else None,
    )
    aliases = _aliases(fields)
    names = dict.fromkeys((name, *([local_name] if local_name else ()), *aliases))
    return ListedPlace(place, tuple(names), line)


def _text(fields: Mapping[str, Any], field: str) -> str:
    for column in FIELDS[field]:
        value = fields.get(column)
        if value is not None and not isinstance(value, dict | list | Shape) and str(value).strip():
            text = " ".join(str(value).split())
            if "\0" in text:
                msg = f"the {field} has a NUL byte"
                raise ValueError(msg)
            if any("\ud800" <= letter <= "\udfff" for letter in text):
                msg = f"the {field} is not UTF-8: save the list as UTF-8 (a spreadsheet calls it CSV UTF-8)"
                raise ValueError(msg)
            if len(text) > _LONGEST_NAME and field in {"name", "local_name", "id"}:
                msg = f"the {field} is longer than {_LONGEST_NAME} letters"
                raise ValueError(msg)
            return text
    return ""


def _aliases(fields: Mapping[str, Any]) -> list[str]:
    for column in FIELDS["aliases"]:
        value = fields.get(column)
        if isinstance(value, list):
            return [" ".join(str(item).split()) for item in value if str(item).strip()]
        if value:
            parts = (" ".join(part.split()) for part in _SEPARATOR.split(str(value)))
            return [part for part in parts if part and part.isprintable()]
    return []


def _identifier(fields: Mapping[str, Any], path: Path, line: int) -> str:
    for column, value in fields.items():
        if _PCODE.fullmatch(column) and str(value).strip():
            return f"pcode:{_text({'id': value}, 'id')}"
    given = _text(fields, "id")
    if not given:
        return f"{path.stem}:{line}"
    return given if ":" in given else f"geonames:{given}" if "geonameid" in fields else f"{path.stem}:{given}"


def _where(fields: Mapping[str, Any], shape: Shape | None) -> tuple[Position, float]:
    if shape is not None:
        return _middle(shape)
    # Spreadsheets of half the world write "34,73".
    lat, lon = (_DECIMAL_COMMA.sub(r"\1.\2", _text(fields, name)) for name in ("lat", "lon"))
    if not lat or not lon:
        msg = "has no latitude and longitude"
        raise ValueError(msg)
    try:
        return Position(_float(lat, "latitude"), _float(lon, "longitude")), 0.0
    except PositionError as error:
        raise ValueError(str(error)) from error


def _middle(shape: Shape) -> tuple[Position, float]:
    """Return a position inside (or on) ``shape`` and how far its farthest vertex lies from there, in metres."""
    if shape.kind == "Point":
        lon, lat = shape.coordinates[:2]
        return Position(lat, lon), 0.0
    from shapely import get_coordinates  # noqa: PLC0415 - only lists with lines and areas need shapely
    from shapely.geometry import shape as shaped  # noqa: PLC0415

    geometry = shaped(shape.to_geojson())
    if geometry.is_empty:
        msg = "its geometry is empty"
        raise ValueError(msg)
    middle = geometry.centroid if geometry.covers(geometry.centroid) else geometry.representative_point()
    position = Position(middle.y, middle.x)
    corners = [Position(lat, lon) for lon, lat in get_coordinates(geometry)]
    return position, max((distance(position, corner) for corner in corners), default=0.0)


def _float(text: str, what: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        msg = f"{text[:60]!r} is no {what}"
        raise ValueError(msg)
    return number


def _country(text: str) -> str | None:
    """Return an ISO 3166 alpha-2 code; other words for a country are left to the gazetteer's own hierarchy."""
    return text.upper() if len(text) == 2 and text.isascii() and text.isalpha() else None  # noqa: PLR2004 - alpha-2


def _precision(text: str) -> Precision:
    try:
        return Precision(text.lower())
    except ValueError:
        msg = f"{text[:60]!r} is no precision: one of {', '.join(Precision)}"
        raise ValueError(msg) from None
