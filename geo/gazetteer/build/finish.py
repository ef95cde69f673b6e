"""Last checks over the whole world: names that are traps, extents from outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.geodesy import rough_distance

if TYPE_CHECKING:
    from geo.gazetteer.build.world import World


def finish(world: World) -> None:
    """Measure extents and check that every record has a place."""
    for identifier, outline in world.outlines.items():
        record = world.records.get(identifier)
        if record is None or outline.is_empty:
            continue
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
