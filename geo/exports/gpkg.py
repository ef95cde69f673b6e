"""GeoPackage with the layers places, claims and footprints, for QGIS and ArcGIS (extra ``conflictmap[geo]``)."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from geo.errors import MissingExtra, OutputError
from geo.exports._base import ExportOptions, export
from geo.exports._frames import frame_of
from geo.exports.rows import CLAIM_COLUMNS, FOOTPRINT_COLUMNS, PLACE_COLUMNS, claim_rows, footprint_rows, place_rows
from geo.files import atomic_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.model import Analysis

__all__ = ["write"]

_LAYERS = (
    # Points as a rule, but what only the report locates is an area.
    ("places", place_rows, PLACE_COLUMNS, "Unknown"),
    ("claims", claim_rows, CLAIM_COLUMNS, "MultiLineString"),
    # Areas as a rule, but what lies on a border is a line.
    ("footprints", footprint_rows, FOOTPRINT_COLUMNS, "Unknown"),
)
_ANALYSES_A_TURN = 400
_SAME_DATE = "2000-01-01T00:00:00.000Z"
"""GeoPackage notes when a layer changed; a fixed moment keeps the bytes the same."""


@export(".gpkg")
def write(analyses: Iterable[Analysis], path: Path, options: ExportOptions) -> None:
    """Write the three layers, some thousand reports at a time.

    Raises:
        MissingExtra: where geopandas or pyogrio is not installed.
        OutputError: where it cannot be written.

    """
    try:
        import pyogrio  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtra.for_package("pyogrio", "geo") from error
    waiting = iter(analyses)
    note = {"DESCRIPTION": "full coordinates" if options.precise else "coordinates rounded to their precision"}
    with atomic_path(path) as beside, _same_date(pyogrio):
        beside.unlink()
        try:
            _write_layers(pyogrio, waiting, beside, note)
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError) as error:
            # GDAL tells of a full disk in the words of whatever it did when there was no room left.
            reason = " ".join(str(error).split())[-100:]
            msg = f"cannot write {str(path)!r}: is the disk full? The old file, if any, is unchanged (GDAL: {reason})."
            raise OutputError(msg) from error
        finally:
            for rest in ("-journal", "-wal", "-shm"):
                beside.with_name(beside.name + rest).unlink(missing_ok=True)


def _write_layers(pyogrio: Any, waiting: Iterator[Analysis], beside: Path, note: dict[str, str]) -> None:  # noqa: ANN401
    first = True
    while (group := list(islice(waiting, _ANALYSES_A_TURN))) or first:
        for name, rows_of, columns, geometry in _LAYERS:
            rows = [row for analysis in group for row in rows_of(analysis)]
            pyogrio.write_dataframe(
                frame_of(rows, columns),
                beside,
                layer=name,
                driver="GPKG",
                geometry_type=geometry,
                promote_to_multi=geometry == "MultiLineString",
                append=not first,
                layer_options=note if first else {},
            )
        first = False


@contextmanager
def _same_date(pyogrio: Any) -> Iterator[None]:  # noqa: ANN401 - not typed
    """Let GDAL write a fixed date while the block runs."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _SAME_DATE})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
