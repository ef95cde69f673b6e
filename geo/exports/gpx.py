"""GPX 1.1 for receivers and walking maps: one waypoint for each place that is a point.

Provinces, districts, countries and places that only the text locates are areas, which GPX cannot carry: a waypoint
in the middle of one would send somebody there. The file says how many were left out.
"""

from __future__ import annotations

import shutil
import tempfile
from typing import TYPE_CHECKING

from geo.exports._base import ExportOptions, export
from geo.exports._text import known_about, xml_text
from geo.exports.rows import place_rows
from geo.files import atomic_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.exports.rows import Value
    from geo.model import Analysis

__all__ = ["write"]

_POINTS = frozenset({"exact", "neighbourhood", "town"})


@export(".gpx")
def write(analyses: Iterable[Analysis], path: Path, options: ExportOptions) -> None:
    """Write the waypoints as they come, each with the first sentence that names it; only their ids are held."""
    seen: set[str] = set()
    areas: set[str] = set()
    unplaced = 0
    with (
        atomic_path(path) as beside,
        tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n") as points,
        beside.open("w", encoding="utf-8", newline="\n") as stream,
    ):
        for analysis in analyses:
            for row in place_rows(analysis):
                identifier = row.cells["place_id"]
                if identifier is None:
                    unplaced += 1
                elif row.cells["precision"] not in _POINTS:
                    areas.add(str(identifier))
                elif identifier not in seen:
                    seen.add(str(identifier))
                    points.write(_waypoint(row.cells))
        left = f"Places that are points. Left out: {len(areas)} areas, {unplaced} mentions that were not placed."
        stream.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<gpx version="1.1" creator="conflictmap" xmlns="http://www.topografix.com/GPX/1/1">\n'
            f"<metadata><name>{xml_text(options.title or 'conflictmap')}</name><desc>{left}</desc></metadata>\n"
        )
        points.seek(0)
        shutil.copyfileobj(points, stream)
        stream.write("</gpx>\n")


def _waypoint(cells: dict[str, Value]) -> str:
    described = f"“{cells['quote']}” {', '.join([str(cells['precision']), *known_about(cells)])}."
    source = ", ".join(str(cells[key]) for key in ("report_title", "report_source", "report_date") if cells[key])
    return (
        f'<wpt lat="{cells["lat"]!r}" lon="{cells["lon"]!r}"><name>{xml_text(cells["place_name"])}</name>'
        f"<desc>{xml_text(described)}</desc>{f'<src>{xml_text(source)}</src>' if source else ''}"
        f"<type>{cells['precision']}</type></wpt>\n"
    )
