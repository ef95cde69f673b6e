"""GeoJSON (RFC 7946): places, claims and footprints in one collection, told apart by the property ``layer``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.exports._antimeridian import split
from geo.exports._base import ExportOptions, export
from geo.exports.rows import Row, claim_rows, footprint_rows, place_rows
from geo.files import atomic_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.model import Analysis

__all__ = ["features", "write"]


@export(".geojson")
def write(analyses: Iterable[Analysis], path: Path, options: ExportOptions) -> None:
    """Write one feature a line, as they come."""
    with atomic_path(path) as beside, beside.open("w", encoding="ascii", newline="\n") as stream:
        # Foreign members of the collection, as RFC 7946 section 6.1 allows them.
        head = {"precise": options.precise, "columns": "docs/exports.md"}
        stream.write(f'{{"type": "FeatureCollection", "conflictmap": {json.dumps(head)}, "features": [')
        separator = "\n"
        for analysis in analyses:
            for feature in features(analysis):
                stream.write(separator + json.dumps(feature, allow_nan=False))
                separator = ",\n"
        stream.write("\n]}\n")


def features(analysis: Analysis) -> Iterator[dict[str, Any]]:
    """Yield the features of one analysis: places first, then claims, then footprints."""
    for layer, rows in (
        ("places", place_rows(analysis)),
        ("claims", claim_rows(analysis)),
        ("footprints", footprint_rows(analysis)),
    ):
        for row in rows:
            yield _feature(layer, row)


def _feature(layer: str, row: Row) -> dict[str, Any]:
    geometry = split(row.shape).to_geojson() if row.shape else None
    return {"type": "Feature", "geometry": geometry, "properties": {"layer": layer, **row.cells}}
