"""Layers of the user's own: GeoJSON with simplestyle properties, checked value by value.

Foreign files are as untrusted as reports: numbers must be finite, colours must be hexadecimal, and text
stays text. See the simplestyle specification 1.1 for the properties.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["user_layer"]

DEEPEST = 8
DECIMALS = 5
LONGEST_TEXT = 4000
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_GEOMETRIES = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""Kinds of geometry, and how deep the positions lie in their coordinates."""

_SIZES = {"small": 5, "medium": 7, "large": 10}


def user_layer(number: int, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``{"name", "features"}`` of the ``number``-th GeoJSON object, ready for the page.

    Raises:
        UsageError: where a geometry is none; the message names the feature.

    """
    name = data.get("name")
    features = []
    for index, feature in enumerate(_features(data), 1):
        try:
            geometries = list(_geometries(feature.get("geometry"), 0))
        except (TypeError, ValueError, IndexError, KeyError) as error:
            msg = f"feature {index} of layer {number} has no usable geometry ({error}): mend it or leave it out."
            raise UsageError(msg) from error
        properties = feature.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        features.append(
            {
                "geometries": geometries,
                "title": _text(properties.get("title", properties.get("name"))),
                "description": _text(properties.get("description")),
                "style": _style(properties),
            }
        )
    return {"name": _text(name) or f"Layer {number}", "features": features}


def _features(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    kind = data.get("type")
    if kind == "FeatureCollection":
        for feature in data.get("features") or ():
            if isinstance(feature, dict):
                yield feature
    elif kind == "Feature":
        yield data
    elif kind in _GEOMETRIES or kind == "GeometryCollection":
        yield {"geometry": data}
    else:
        msg = f"a GeoJSON object was expected, not the type {str(kind)[:40]!r}: give a FeatureCollection."
        raise UsageError(msg)


def _geometries(geometry: Any, depth: int) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - foreign JSON
    if geometry is None:
        return
    if depth > DEEPEST:
        raise ValueError("collections nested too deep")
    kind = geometry["type"]
    if kind == "GeometryCollection":
        for member in geometry["geometries"]:
            yield from _geometries(member, depth + 1)
        return
    if kind not in _GEOMETRIES:
        raise ValueError("an unknown type of geometry")
    yield {"type": kind, "coordinates": _coordinates(geometry["coordinates"], _GEOMETRIES[kind])}


def _coordinates(value: Any, depth: int) -> list[Any]:  # noqa: ANN401 - foreign JSON
    if depth:
        return [_coordinates(item, depth - 1) for item in value]
    lon, lat = float(value[0]), float(value[1])
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lat) <= 90.0 and abs(lon) <= 540.0):  # noqa: PLR2004
        raise ValueError("a position that is not on the globe; the order is longitude, latitude")
    return [round(lon, DECIMALS), round(lat, DECIMALS)]


def _text(value: Any) -> str:  # noqa: ANN401 - foreign JSON
    return value[:LONGEST_TEXT] if isinstance(value, str) else ""


def _style(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the simplestyle properties that are well formed, under the names that the script uses."""
    style: dict[str, Any] = {}
    for name, key in (("stroke", "stroke"), ("fill", "fill"), ("marker-color", "marker")):
        value = properties.get(name)
        if isinstance(value, str):
            value = value if value.startswith("#") else f"#{value}"
            if _COLOUR.fullmatch(value):
                style[key] = value.lower()
    for name, key, most in (
        ("stroke-width", "width", 20.0),
        ("stroke-opacity", "opacity", 1.0),
        ("fill-opacity", "fillOpacity", 1.0),
    ):
        value = properties.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0.0 <= value <= most:
            style[key] = value
    size = properties.get("marker-size")
    if isinstance(size, str) and size in _SIZES:
        style["size"] = _SIZES[size]
    return style
