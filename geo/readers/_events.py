"""Rows of conflict event data (ACLED, UCDP GED): dated reports with the place that the data set gives.

Sources of the codes: ACLED codebook (geo_precision 1 town, 2 part of a region with a nearby town, 3 region),
UCDP GED codebook (where_prec 1 exact, 2 within about 25 km, 3 second-level unit, 4 first-level unit, 5 larger
or a line, 6 country, 7 sea or air). The radii are ours: what a reader should draw for such a code.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import EmptyReport, PositionError
from geo.model import Place, Position, Precision, Report, Toponym
from geo.readers._dates import iso_date

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EventScheme", "event_report", "event_scheme"]


@dataclass(frozen=True, slots=True)
class EventScheme:
    """The columns of one data set; ``precisions`` maps its codes to ours and to a radius in metres."""

    name: str
    needed: frozenset[str]
    text: tuple[str, ...]
    place: tuple[str, ...]
    date: str
    source: tuple[str, ...]
    admin: tuple[str, str]
    code: str
    precisions: Mapping[str, tuple[Precision, float]]


ACLED = EventScheme(
    name="ACLED",
    needed=frozenset({"event_date", "location", "latitude", "longitude", "geo_precision", "notes"}),
    text=("notes",),
    place=("location",),
    date="event_date",
    source=("source",),
    admin=("admin1", "admin2"),
    code="geo_precision",
    precisions={
        "1": (Precision.TOWN, 5_000.0),
        "2": (Precision.DISTRICT, 25_000.0),
        "3": (Precision.PROVINCE, 100_000.0),
    },
)
UCDP = EventScheme(
    name="UCDP GED",
    needed=frozenset({"date_start", "where_prec", "latitude", "longitude"}),
    text=("source_headline", "where_description"),
    place=("where_coordinates", "where_description", "adm_2", "adm_1", "country"),
    date="date_start",
    source=("source_office", "source_original"),
    admin=("adm_1", "adm_2"),
    code="where_prec",
    precisions={
        "1": (Precision.TOWN, 5_000.0),
        "2": (Precision.DISTRICT, 25_000.0),
        "3": (Precision.DISTRICT, 30_000.0),
        "4": (Precision.PROVINCE, 100_000.0),
        "5": (Precision.PROVINCE, 150_000.0),
        "6": (Precision.COUNTRY, 400_000.0),
        "7": (Precision.COUNTRY, 200_000.0),
    },
)
_SCHEMES = (ACLED, UCDP)
_AT_SEA = "7"
_FEATURES = {Precision.TOWN: "PPL", Precision.DISTRICT: "ADM2", Precision.PROVINCE: "ADM1", Precision.COUNTRY: "PCLI"}
_SUFFIX = re.compile(r"\s{1,5}(?:city|town|village)$", re.IGNORECASE)


def event_scheme(row: Mapping[str, object]) -> EventScheme | None:
    """Return the data set whose columns a row has."""
    columns = {str(key).strip().lower() for key in row}
    return next((scheme for scheme in _SCHEMES if scheme.needed <= columns), None)


def event_report(scheme: EventScheme, row: Mapping[str, str]) -> Report:
    """Return the report of one event: its words, its day, and its place as the data set gives it.

    Where the words do not name the place, a last line does. All columns stay in the metadata under the
    names that the data set gives them, so that codes keep their scheme.

    Raises:
        EmptyReport: where the row has no words.
        ValueError: where its position is none.

    """
    cells = {key.strip().lower(): value.strip() for key, value in row.items()}
    text = "\n\n".join(dict.fromkeys(cells[name] for name in scheme.text if cells.get(name)))
    name = next((cells[column] for column in scheme.place if cells.get(column)), "")
    if not text and not name:
        msg = f"it has no words in {' or '.join(scheme.text)}."
        raise EmptyReport(msg)
    text, start, end = _named(text, name, [cells.get(column, "") for column in (*scheme.admin, "country")])
    given = (Toponym(start, end, text[start:end], given=_place(scheme, cells, name)),) if name else ()
    return Report(
        text=text,
        title=cells.get("source_headline") or None,
        source=next((cells[column] for column in scheme.source if cells.get(column)), None),
        date=iso_date(cells.get(scheme.date)),
        sha256=hashlib.sha256(json.dumps(row, sort_keys=True).encode("ascii")).hexdigest(),
        given=given,
        metadata=(("scheme", scheme.name), *((key, value[:1_000]) for key, value in cells.items() if value)),
    )


def _named(text: str, name: str, units: list[str]) -> tuple[str, int, int]:
    """Return the text and the span of the place in it; the place is added at the end where it is not named."""
    for wanted in dict.fromkeys((name, _SUFFIX.sub("", name))):
        found = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) if wanted else None
        if found:
            return text, found.start(), found.end()
    if not name:
        return text, 0, 0
    line = ", ".join(dict.fromkeys(part for part in (name, *reversed(units[:2]), units[2]) if part))
    longer = f"{text}\n\nPlace: {line}." if text else f"Place: {line}."
    start = len(longer) - len(line) - 1
    return longer, start, start + len(name)


def _place(scheme: EventScheme, cells: Mapping[str, str], name: str) -> Place:
    try:
        position = Position(float(cells["latitude"]), float(cells["longitude"]))
    except PositionError:
        raise
    except ValueError:
        msg = f"its position ({cells['latitude'][:20]!r}, {cells['longitude'][:20]!r}) is no pair of numbers."
        raise PositionError(msg) from None
    code = cells.get(scheme.code, "").removesuffix(".0")
    precision, extent_m = scheme.precisions.get(code, (Precision.DISTRICT, 25_000.0))
    digest = hashlib.sha256(f"{name}\0{position.lat!r}\0{position.lon!r}\0{code}".encode()).hexdigest()[:12]
    return Place(
        id=f"given:{digest}",
        name=name,
        position=position,
        feature_code="SEA" if scheme is UCDP and code == _AT_SEA else _FEATURES[precision],
        admin1=cells.get(scheme.admin[0]) or None,
        admin2=cells.get(scheme.admin[1]) or None,
        extent_m=extent_m,
        precision=precision,
        source="given",
    )
