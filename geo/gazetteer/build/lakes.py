"""The outlines of lakes: Natural Earth's, which have no names, given to the lakes named by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.gazetteer.build.topojson import arcs_of, joined
from geo.gazetteer.build.world import read_json
from geo.geodesy import rough_distance

if TYPE_CHECKING:
    from geo.gazetteer.build.world import World
    from geo.gazetteer.records import Record

_FINE = ("africa_50m", "asia_50m", "europe_50m", "north-america_50m", "south-america_50m")
_COARSE = ("world_50m", "world_110m")
"""Files that only add what the finer ones before them lack: Lake Tanganyika is drawn in the coarsest alone."""
_CODES = frozenset({"LK", "RSV"})
_NEAR_DEG = 0.15
"""A point given for a lake may lie this far outside of a simplified outline."""
_LEAST, _MOST = 0.6, 1.6
"""An outline that reaches less or more of the extent given by hand is another lake's, or of a lake that has shrunk."""


def add_lakes(world: World) -> None:
    """Give each named lake that has no outline the one at its position, and its extent from that."""
    from shapely import Point, STRtree  # noqa: PLC0415 - only the build needs it

    outlines = _outlines(world)
    tree = STRtree(outlines)
    for record in world.records.values():
        if record.code not in _CODES or record.id in world.outlines:
            continue
        spot = Point(record.lon, record.lat)
        near = sorted(int(number) for number in tree.query(spot.buffer(_NEAR_DEG), predicate="intersects"))
        fitting = [number for number in near if _fits(outlines[number], record)]
        if fitting:
            nearest = min(fitting, key=lambda number: (outlines[number].distance(spot), number))
            world.outlines[record.id] = outlines[nearest]


def _fits(lake: Any, record: Record) -> bool:  # noqa: ANN401 - shapely has no types
    farthest = max(rough_distance(record.lat, record.lon, lat, lon) for lon, lat in lake.exterior.coords)
    return _LEAST * record.extent_m <= farthest <= _MOST * record.extent_m


def _outlines(world: World) -> list[Any]:
    from shapely import Polygon, STRtree  # noqa: PLC0415

    found: list[Any] = []
    for file in (*_FINE, *_COARSE):
        topology = read_json(world.folders["lakes"] / "package" / "dist" / f"{file}.json")
        arcs = [list(arc) for arc in arcs_of(topology)]
        known = STRtree(found)
        new = []
        for geometry in topology["objects"]["lakes"]["geometries"]:
            for part in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
                shell, *holes = (joined(arcs, indices) for indices in part)
                if len(shell) < 4:  # noqa: PLR2004 - no ring
                    continue
                lake = Polygon(shell, [hole for hole in holes if len(hole) > 3]).buffer(0)  # noqa: PLR2004
                if file in _FINE or not len(known.query(lake, predicate="intersects")):
                    new.append(lake)
        found += new
    return found
