"""Rows as geopandas frames (extra ``conflictmap[geo]``)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from geo.errors import MissingExtra
from geo.exports._antimeridian import split
from geo.exports._wkb import wkb
from geo.exports.rows import PLACE_COLUMNS, Column, Row, place_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.model import Analysis

__all__ = ["frame_of", "places_frame"]

CRS = "EPSG:4326"

_DTYPES = {"text": "object", "integer": "Int64", "number": "float64", "boolean": "boolean"}


def places_frame(analyses: Iterable[Analysis]) -> Any:  # noqa: ANN401 - geopandas is an extra
    """Return the mentions as a ``GeoDataFrame``.

    Raises:
        MissingExtra: where geopandas is not installed.

    """
    rows = list(chain.from_iterable(place_rows(analysis) for analysis in analyses))
    return frame_of(rows, PLACE_COLUMNS)


def frame_of(rows: Sequence[Row], columns: Sequence[Column]) -> Any:  # noqa: ANN401 - geopandas is an extra
    """Return rows as a ``GeoDataFrame`` in EPSG:4326 (lon, lat), shapes cut at the antimeridian.

    Raises:
        MissingExtra: where geopandas is not installed.

    """
    try:
        import geopandas as gpd  # noqa: PLC0415 - an extra, and 1.3 s to import
        import pandas as pd  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtra.for_package("geopandas", "geo") from error
    data = {
        column.name: pd.Series([row.cells[column.name] for row in rows], dtype=_DTYPES[column.type])
        for column in columns
    }
    shapes = gpd.GeoSeries.from_wkb([wkb(split(row.shape)) if row.shape else None for row in rows], crs=CRS)
    return gpd.GeoDataFrame(data, geometry=shapes, crs=CRS)
