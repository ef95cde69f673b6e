"""What the page shows beside the scene: title, basemap, first view, sources."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from geo.layers._polyline import encode_degrees
from geo.page import basemap
from geo.page._near import near_boxes
from geo.page.overview import overview
from geo.page.takeaway import subtitle_parts, takeaway

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.layers.scene import Scene
    from geo.page.basemap import Basemap, Bounds, City
    from geo.page.tiles import Tiles

__all__ = ["extra_of"]

WORLD_SCALE = 100
"""Units to a degree of the world's coarse level."""

SOURCES = (
    ("Place names and positions", "GeoNames, CC BY 4.0", "https://www.geonames.org/"),
    (
        "Administrative areas",
        "Natural Earth, public domain; geoBoundaries, CC BY 4.0",
        "https://www.geoboundaries.org/",
    ),
    ("Basemap", "Natural Earth, public domain", "https://www.naturalearthdata.com/"),
    ("Map library", "Leaflet 1.9.4, BSD-2-Clause; Folium, MIT", "https://leafletjs.com/"),
)
METHOD = (
    "Distances and directions are geodesic on the WGS 84 ellipsoid, measured from the reference to the subject. "
    "A line may therefore leave the parallel on this map."
)
CITIES = 200
"""Cities drawn for orientation in the area, largest first."""

DETAILS = ("fine", "middle", "world")
"""Levels of detail, finest first."""

LETTERS = 58_000
"""Room for the scene and the detailed basemap in a page of 400 kB; more coast than that gets the next coarser level."""

TOLD_TWICE = 2.6
"""The scene's text stands in the page's data and once more, with markup, in the part without scripts."""

INNER = 0.12
"""Share of its own size by which the finely drawn first view is widened on each side."""

NEAR_LETTERS = 90_000
"""Room for the fine ground about the places of several reports that lie far apart."""

NEAR_CITIES = 8
"""Cities of each such piece of ground that are drawn for orientation."""

LEAST_LETTERS = 7_000
"""Room that the basemap always has."""

LARGE, LARGE_LETTERS = 150_000, 24_000
"""Letters of a scene from which on no basemap keeps the page small, and the room that the basemap has then."""


def extra_of(scene: Scene, bounds: Bounds, *, title: str | None, tiles: Tiles | None) -> dict[str, Any]:
    """Return the page's own data; the scene's is :meth:`Scene.payload`."""
    return {
        "title": title or takeaway(scene.analyses),
        "subtitle": list(subtitle_parts(scene.analyses)),
        "overview": _sides(bounds),
        "views": _views(scene),
        "basemap": _basemap(scene, bounds, room=_room(scene)),
        "tiles": {"url": tiles.url, "attribution": tiles.attribution} if tiles else None,
        "sources": [list(source) for source in SOURCES],
        "viewpoint": basemap.VIEWPOINT,
        "method": METHOD,
    }


def _views(scene: Scene) -> list[list[float]]:
    """Return the box that the map of each report alone opens with; none where there is only one."""
    if len(scene.analyses) == 1:
        return []
    return [_sides(overview(replace(scene, analyses=(analysis,)))) for analysis in scene.analyses]


def _sides(bounds: Bounds) -> list[float]:
    return [round(side, 3) for side in bounds]


def _room(scene: Scene) -> int:
    letters = _letters(scene)
    return LARGE_LETTERS if letters > LARGE else max(LEAST_LETTERS, LETTERS - letters)


def _letters(scene: Scene) -> int:
    """Return how many letters a scene takes: its areas once, its text twice."""
    areas = sum(len(ring) for area in scene.payload()["areas"] for part in area["parts"] for ring in part)
    return areas + round(TOLD_TWICE * (len(scene.block()) - areas))


def _basemap(scene: Scene, bounds: Bounds, *, room: int) -> dict[str, Any]:
    area = bounds.around()
    whole = area.span >= 150.0  # noqa: PLR2004 - degrees: the whole world is in view
    world = basemap.world("world" if whole else "far")
    labels = [
        [label.name, label.lat, label.lon, label.area]
        for label in basemap.country_labels()
        if label.area > 4.0 or (_holds(area, label.lat, label.lon) and label.area > 0.02)  # noqa: PLR2004 - square degrees
    ]
    found: dict[str, Any] = {"world": _world(world.level), "countries": labels, "details": []}
    if not whole:
        detail, encoded = _detail(area, room)
        found["details"] = [{"area": [round(side, 3) for side in area], **encoded}]
        if detail.level != "fine":
            # The nearer look of claims: the first view itself at the finest level, where that has room.
            inner = bounds.padded(INNER)
            near = _encoded(basemap.clip(*inner, level="fine"), 1000)
            if _size(near) <= room - _size(encoded):
                found["details"].append({"area": [round(side, 3) for side in inner], "inner": True, **near})
            elif room != LARGE_LETTERS or len(scene.analyses) > 1:
                # One report of thousands of places has its ground from them, and is to be written quickly.
                found["details"].extend(ground for ground, _ in _near(scene, room - _size(encoded)))
        cities = sorted(detail.cities, key=lambda city: (-city.population, city.name))[:CITIES]
    else:
        cities = []
        for ground, largest in _near(scene, room):
            found["details"].append(ground)
            cities.extend(largest)
    known = {(city.name, city.lat) for city in cities}
    cities.extend(city for city in world.cities if (city.name, city.lat) not in known)
    found["cities"] = [[city.name, round(city.lat, 3), round(city.lon, 3), city.population] for city in cities]
    return found


def _detail(area: Bounds, room: int) -> tuple[Basemap, dict[str, Any]]:
    """Return the finest level of an area whose letters have room, as it is and encoded."""
    level = basemap.level_for(area)
    for name in DETAILS[DETAILS.index(level) :]:
        detail = basemap.clip(*area, level=name)
        encoded = _encoded(detail, 1000)
        if _size(encoded) <= room:
            break
    return detail, encoded


def _near(scene: Scene, room: int) -> Iterator[tuple[dict[str, Any], list[City]]]:
    """Yield the finest ground about places and claims while there is room, with its largest cities.

    It is shown from near only.
    """
    if len(scene.analyses) > 1:
        room = NEAR_LETTERS
    for box in near_boxes(scene.payload()):
        ground = basemap.clip(*box, level="fine")
        encoded = _encoded(ground, 1000)
        room -= _size(encoded)
        if room < 0:
            return
        largest = sorted(ground.cities, key=lambda city: (-city.population, city.name))[:NEAR_CITIES]
        yield {"area": [round(side, 3) for side in box], "near": True, **encoded}, largest


def _size(encoded: dict[str, list[str]]) -> int:
    return sum(len(text) for part in encoded.values() for text in part)


@cache
def _world(level: str) -> dict[str, list[str]]:
    return _encoded(basemap.world(level), WORLD_SCALE)


def _encoded(part: Basemap, scale: int) -> dict[str, list[str]]:
    return {
        "land": [".".join(encode_degrees(ring, scale) for ring in polygon) for polygon in part.land],
        "lakes": [".".join(encode_degrees(ring, scale) for ring in polygon) for polygon in part.lakes],
        "coast": [encode_degrees(line, scale) for line in part.coast],
        "borders": [encode_degrees(line, scale) for line in part.borders],
        "disputed": [encode_degrees(line, scale) for line in part.disputed],
        "admin1": [encode_degrees(line, scale) for line in part.admin1],
        "rivers": [encode_degrees(line, scale) for line in part.rivers],
    }


def _holds(area: Bounds, lat: float, lon: float) -> bool:
    return area.south <= lat <= area.north and any(area.west <= lon + turn <= area.east for turn in (-360, 0, 360))
