"""Features of GeoJSON as reports: their words, and their geometry as the place that the file gives."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.errors import EmptyReport, ModelError, PositionError, ReaderError
from geo.model import Place, Position, Precision, Report, Shape, Toponym
from geo.readers._base import Failure
from geo.readers._dates import iso_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.readers._base import Source

__all__ = ["feature_reports"]

_TEXT = ("text", "description", "notes", "body", "summary", "content", "headline", "title")
_NAME = ("place", "location", "place_name", "name", "title")
_MOST_METADATA = 60


def feature_reports(data: Mapping[str, Any], source: Source) -> Iterator[Report | Failure]:
    """Yield a report for each feature with words; one that is broken is a failure of its own.

    A point is taken to be known to the neighbourhood, an area as a district of its own extent, unless the
    property ``precision`` says otherwise in our own words.

    Raises:
        EmptyReport: where no feature has words.

    """
    features = data.get("features") if data.get("type") == "FeatureCollection" else [data]
    found = False
    for number, feature in enumerate(features if isinstance(features, list) else (), start=1):
        try:
            report = _report(feature, source)
        except (ReaderError, ModelError, PositionError) as error:
            msg = f"feature {number} of {source.said} was left out: {str(error)[:120].rstrip('.')}."
            yield Failure(f"{source.name}, feature {number}", ReaderError(msg))
            continue
        if report is not None:
            found = True
            yield replace(report, metadata=(*report.metadata, ("feature", str(number))))
    if not found:
        wanted = source.options.text_column or ", ".join(_TEXT)
        msg = f"{source.said} has no feature with text in a property ({wanted}): name it with --text-column."
        raise EmptyReport(msg)


def _report(feature: Any, source: Source) -> Report | None:  # noqa: ANN401 - JSON
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        msg = "it is no feature with properties"
        raise ReaderError(msg)
    cells = {str(key): value if isinstance(value, str) else json.dumps(value) for key, value in properties.items()}
    wanted = (source.options.text_column,) if source.options.text_column else _TEXT
    text = next((cells[key] for key in wanted if key and cells.get(key, "").strip()), "")
    if not text:
        return None
    name = next((cells[key].strip() for key in _NAME if cells.get(key, "").strip()), "")
    geometry = feature.get("geometry")
    given: tuple[Toponym, ...] = ()
    if isinstance(geometry, dict) and name:
        text, start = _with_name(text, name)
        place = _place(geometry, name, cells.get("precision", ""))
        given = (Toponym(start, start + len(name), name, given=place),)
    url = cells.get("url", "")
    return Report(
        text=text,
        title=cells.get("headline") or cells.get("title") or None,
        source=cells.get("source") or None,
        date=iso_date(cells.get("date") or cells.get("event_date")),
        url=url if url.startswith(("http://", "https://")) else None,
        sha256=hashlib.sha256(json.dumps(feature, sort_keys=True).encode("ascii")).hexdigest(),
        given=given,
        metadata=tuple((key, value[:1_000]) for key, value in list(cells.items())[:_MOST_METADATA]),
    )


def _with_name(text: str, name: str) -> tuple[str, int]:
    start = text.find(name)
    if start >= 0:
        return text, start
    longer = f"{text}\n\nPlace: {name}."
    return longer, len(longer) - len(name) - 1


_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How deep positions lie in the coordinates of each kind of geometry (RFC 7946, section 3.1)."""
_SHORTEST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
"""How many positions each line or ring has at least."""


def _shape(geometry: dict[str, Any]) -> Shape:
    """Return a geometry as a shape.

    Raises:
        ReaderError: where it is of another kind, or its coordinates are not those of its kind.

    """
    kind = geometry.get("type")
    if not isinstance(kind, str) or kind not in _DEPTHS:
        msg = f"its geometry is none that can be drawn: give one of {', '.join(_DEPTHS)}"
        raise ReaderError(msg)
    if not _fits(geometry.get("coordinates"), _DEPTHS[kind], _SHORTEST.get(kind, 1)):
        msg = f"its coordinates are not those of a {kind}"
        raise ReaderError(msg)
    return Shape.from_geojson(geometry)


def _fits(value: Any, depth: int, shortest: int) -> bool:  # noqa: ANN401 - JSON
    if not isinstance(value, list):
        return False
    if depth == 0:
        return len(value) > 1 and all(isinstance(number, int | float) for number in value)
    least = shortest if depth == 1 else 1
    return len(value) >= least and all(_fits(item, depth - 1, shortest) for item in value)


def _middle(lons: list[float]) -> float:
    """Return the middle of longitudes, on the shorter way round where they lie on both sides of the antimeridian."""
    if max(lons) - min(lons) > _HALF_ROUND:
        lons = [lon % 360.0 for lon in lons]
    middle = (min(lons) + max(lons)) / 2.0
    return middle if middle <= _HALF_ROUND else middle - 360.0


_HALF_ROUND = 180.0


def _place(geometry: dict[str, Any], name: str, precision: str) -> Place:
    shape = _shape(geometry)
    pairs = list(_pairs(shape.coordinates))
    lats = [lat for _, lat in pairs]
    position = Position((min(lats) + max(lats)) / 2.0, _middle([lon for lon, _ in pairs]))
    is_point = shape.kind == "Point"
    known = Precision(precision) if precision in set(Precision) else None
    digest = hashlib.sha256(json.dumps(geometry, sort_keys=True).encode("ascii") + name.encode("utf-8", "replace"))
    return Place(
        id=f"given:{digest.hexdigest()[:12]}",
        name=name,
        position=position,
        feature_code="PPL" if is_point else "AREA",
        extent_m=0.0 if is_point else _extent(position, pairs),
        precision=known or (Precision.NEIGHBOURHOOD if is_point else Precision.DISTRICT),
        source="given",
        outline=None if is_point else shape,
    )


def _extent(position: Position, pairs: list[tuple[float, float]]) -> float:
    from geo.geodesy import rough_distance  # noqa: PLC0415 - only for areas

    return max(rough_distance(position.lat, position.lon, lat, lon) for lon, lat in pairs)


def _pairs(value: Any) -> Iterator[tuple[float, float]]:  # noqa: ANN401 - nested to any depth
    if value and not isinstance(value[0], tuple):
        Position(value[1], value[0])
        yield (value[0], value[1])
        return
    for item in value:
        yield from _pairs(item)
