"""GeoParquet 1.1, one row a mention, streamed in groups of rows (extra ``conflictmap[geo]``)."""

from __future__ import annotations

import json
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from geo.errors import MissingExtra
from geo.exports._base import ExportOptions, export
from geo.exports._wkb import wkb
from geo.exports.rows import PLACE_COLUMNS, Row, place_rows
from geo.files import atomic_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.model import Analysis

__all__ = ["write"]

_ROWS_A_GROUP = 10_000


@export(".parquet", ".geoparquet")
def write(analyses: Iterable[Analysis], path: Path, options: ExportOptions) -> None:
    """Write the mentions with their points as WKB in OGC:CRS84 (the default of the format).

    Raises:
        MissingExtra: where pyarrow is not installed.

    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow import parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtra.for_package("pyarrow", "geo") from error
    schema = _schema(pa, precise=options.precise)
    rows = chain.from_iterable(place_rows(analysis) for analysis in analyses)
    with atomic_path(path) as beside, pq.ParquetWriter(beside, schema, compression="zstd") as writer:
        while group := list(islice(rows, _ROWS_A_GROUP)):
            writer.write_table(pa.Table.from_pydict(_columns(group), schema=schema))


def _schema(pa: Any, *, precise: bool) -> Any:  # noqa: ANN401 - pyarrow is not typed
    types = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    fields = [
        pa.field(column.name, types[column.type], metadata={"description": column.meaning}) for column in PLACE_COLUMNS
    ]
    geometry = {"encoding": "WKB", "geometry_types": ["Point", "Polygon", "MultiPolygon"]}
    about = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": geometry}}
    metadata = {"geo": json.dumps(about), "conflictmap": json.dumps({"precise": precise})}
    return pa.schema([*fields, pa.field("geometry", pa.binary())], metadata=metadata)


def _columns(rows: list[Row]) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {column.name: [row.cells[column.name] for row in rows] for column in PLACE_COLUMNS}
    columns["geometry"] = [wkb(row.shape) if row.shape else None for row in rows]
    return columns
