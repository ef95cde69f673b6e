"""Last checks over the whole world: names that are traps, extents from outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.geodesy import rough_distance

if TYPE_CHECKING:
    from geo.gazetteer.build.world import World


def finish(world: World) -> None:
    """Measure extents, find the units of points, and check that every record has a place."""
    _adopt(world)
    for record in world.records.values():
        if record.code.startswith("ADM"):
            # A bare name that a town and its province share means the town: the people of a unit count a tenth.
            record.weight //= 10
    for identifier, outline in world.outlines.items():
        if identifier not in world.records or outline.is_empty:
            continue
        record = world.records[identifier]
        farthest = max(
            rough_distance(record.lat, record.lon, lat, (lon + 540.0) % 360.0 - 180.0)
            for part in getattr(outline, "geoms", [outline])
            for lon, lat in part.exterior.coords[:: max(1, len(part.exterior.coords) // 200)]
        )
        record.extent_m = farthest
    for record in world.records.values():
        if not (-90.0 <= record.lat <= 90.0 and -180.0 <= record.lon <= 180.0):  # noqa: PLR2004 - the globe
            msg = f"{record.id} {record.name} lies at {record.lat}, {record.lon}"
            raise ValueError(msg)


def _adopt(world: World) -> None:
    """Give points that know only their country or province the smallest unit whose outline holds them.

    The outline never moves a place to another country: sources differ along borders.
    """
    from shapely import STRtree, points  # noqa: PLC0415 - only the build needs it

    for level, parents in (("ADM1", ("PCL",)), ("ADM2", ("PCL", "ADM1"))):
        units = [r for r in world.records.values() if r.code == level and r.id in world.outlines]
        orphans = [
            r
            for r in world.records.values()
            if not r.code.startswith(("PCL", "CONT", "RGN", "STM", "ADM1", "ADM2"))
            and (r.parent is None or ((p := world.of(r.parent)) is not None and p.code.startswith(parents)))
        ]
        tree = STRtree([world.outlines[unit.id] for unit in units])
        spots = points([orphan.lon for orphan in orphans], [orphan.lat for orphan in orphans])
        for number, owner in sorted(map(tuple, zip(*tree.query(spots, predicate="intersects"), strict=True))):
            orphan, unit = orphans[number], units[owner]
            parent = world.of(orphan.parent) if orphan.parent else None
            within = unit.parent and world.of(unit.parent)
            if unit.country != orphan.country or (parent and parent.code == "ADM1" and within is not parent):
                continue
            orphan.parent = unit.id
