"""JSON lines (streamed) and JSON: a list of objects, or an object that holds one; GeoJSON is told apart.

``{"data": […]}`` and ``{"Result": […]}``, as the programming interfaces of ACLED and UCDP answer, are
such objects.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geo.errors import EmptyReport, ReaderError
from geo.readers._base import Failure, reader
from geo.readers._decode import decoded
from geo.readers._geojson import feature_reports
from geo.readers._records import reports_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Report
    from geo.readers._base import Source

__all__ = ["read", "read_geojson", "read_lines"]

_LISTS = ("data", "Result", "results", "items", "articles", "events", "rows")


@reader("jsonl", suffixes=(".jsonl", ".ndjson"), media_types=("application/x-ndjson", "application/jsonl"))
def read_lines(source: Source) -> Iterator[Report | Failure]:
    """Yield a report for each line; a line that is no object is a failure of its own."""
    bad: list[Failure] = []
    try:
        for report in reports_of(_objects(source, bad), source, "line"):
            yield from bad
            bad.clear()
            yield report
    except EmptyReport:
        # Lines that are there and cannot be read say more than that no row came of them.
        if not bad:
            raise
    yield from bad


def _objects(source: Source, bad: list[Failure]) -> Iterator[tuple[int, dict[str, object]]]:
    for number, line in enumerate(source.lines(), start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except (ValueError, RecursionError) as error:
            reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)[:80]
            msg = f"line {number} of {source.said} is no JSON ({reason}) and was left out."
            bad.append(Failure(f"{source.name}, line {number}", ReaderError(msg)))
            continue
        if isinstance(found, dict):
            yield number, found
        else:
            msg = f"line {number} of {source.said} is no JSON object and was left out."
            bad.append(Failure(f"{source.name}, line {number}", ReaderError(msg)))


@reader("json", suffixes=(".json",), media_types=("application/json",))
def read(source: Source) -> Iterator[Report | Failure]:
    """Yield the reports of a JSON file.

    Raises:
        ReaderError: where it is no JSON, or holds no objects.

    """
    data = _loaded(source)
    if isinstance(data, dict) and data.get("type") in {"FeatureCollection", "Feature"}:
        yield from feature_reports(data, source)
        return
    if isinstance(data, dict):
        data = next((data[key] for key in _LISTS if isinstance(data.get(key), list)), [data])
    rows = [item for item in data if isinstance(item, dict)] if isinstance(data, list) else []
    if not rows:
        msg = f"{source.said} holds no objects: a list of objects with a text each was expected."
        raise EmptyReport(msg)
    yield from reports_of(enumerate(rows, start=1), source)


@reader("geojson", suffixes=(".geojson",), media_types=("application/geo+json",))
def read_geojson(source: Source) -> Iterator[Report | Failure]:
    """Yield a report for each feature that holds text.

    Raises:
        ReaderError: where it is no GeoJSON.

    """
    data = _loaded(source)
    if not isinstance(data, dict):
        msg = f"{source.said} is no GeoJSON: a Feature or FeatureCollection was expected."
        raise ReaderError(msg)
    yield from feature_reports(data, source)


def _loaded(source: Source) -> object:
    try:
        return json.loads(decoded(source))
    except RecursionError as error:
        msg = f"{source.said} is nested too deeply to read: simplify it."
        raise ReaderError(msg) from error
    except ValueError as error:
        msg = f"{source.said} is no JSON, or cut off ({str(error)[:80]}): write it again."
        raise ReaderError(msg) from error
