"""Tables out of analyses: one row a mention, a claim, or a footprint, with documented columns.

Every tabular export (CSV, GeoPackage, GeoParquet, GeoJSON, KML, data frames) is made of these rows, so
that a column means the same everywhere. Text is cleaned of what no format carries; numbers are metres,
degrees and shares of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from geo.exports._text import clean, one_line, quoted
from geo.layers._lines import measured_line
from geo.layers._quotes import Quotes
from geo.model import Precision, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Analysis, Place, Resolution, Verdict

__all__ = [
    "CLAIM_COLUMNS",
    "FOOTPRINT_COLUMNS",
    "PLACE_COLUMNS",
    "PRECISION_SCHEME",
    "Column",
    "Row",
    "acled_precision",
    "claim_rows",
    "footprint_rows",
    "place_rows",
    "ucdp_precision",
]

PRECISION_SCHEME = "conflictmap 1"
"""Name of the scheme of the column ``precision``."""

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the type of its values, its HXL tag ("" for none) and what it means."""

    name: str
    type: Literal["text", "integer", "number", "boolean"]
    meaning: str
    hxl: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column name, in the order of the columns, and its geometry."""

    cells: dict[str, Value]
    shape: Shape | None


_REPORT_COLUMNS = (
    Column("report_id", "text", "SHA-256 of the report's bytes", "#meta+id"),
    Column("report_title", "text", "title of the report", "#meta+title"),
    Column("report_source", "text", "who published it", "#meta+source"),
    Column("report_date", "text", "date of the report, as it gives it", "#date+reported"),
    Column("report_url", "text", "address of the report", "#meta+url"),
    Column("report_path", "text", "file that it was read from", "#meta+path"),
)

PLACE_COLUMNS = (
    *_REPORT_COLUMNS,
    Column("page", "integer", "page of the mention, from 1, where the source has pages", "#meta+page"),
    Column("mention", "integer", "number of the mention in the report, from 0", "#meta+mention"),
    Column("start", "integer", "offset of its first character in the text, from 0", "#meta+start"),
    Column("end", "integer", "offset after its last character", "#meta+end"),
    Column("name_in_text", "text", "the name as the report writes it", "#loc+name+reported"),
    Column("quote", "text", "the sentence it stands in", "#description+quote"),
    Column("kind", "text", "place, or demonym (“Iraqi”)", "#loc+kind"),
    Column("place_id", "text", "id of the place in its source", "#loc+code"),
    Column("place_name", "text", "name of the place", "#loc+name"),
    Column("local_name", "text", "its name in the local script", "#loc+name+local"),
    Column("lat", "number", "latitude, degrees WGS 84, rounded to the precision", "#geo+lat"),
    Column("lon", "number", "longitude, degrees WGS 84, rounded to the precision", "#geo+lon"),
    Column("feature_code", "text", "GeoNames feature code", "#loc+type"),
    Column("country", "text", "ISO 3166 alpha-2", "#country+code+v_iso2"),
    Column("admin1", "text", "name of the province", "#adm1+name"),
    Column("admin2", "text", "name of the district", "#adm2+name"),
    Column("extent_m", "number", "radius of the place about its position, metres", "#geo+extent+m"),
    Column("precision", "text", "what the position stands for", "#geo+precision"),
    Column("precision_scheme", "text", "scheme of the column precision", "#geo+precision+scheme"),
    Column("acled_geo_precision", "integer", "the same as ACLED geo_precision (1 to 3)", "#geo+precision+v_acled"),
    Column("ucdp_where_prec", "integer", "the same as UCDP where_prec (1 to 7)", "#geo+precision+v_ucdp"),
    Column("source_precision", "text", "code of precision that the source itself gives", "#geo+precision+source"),
    Column("source_precision_scheme", "text", "scheme of that code", "#geo+precision+source+scheme"),
    Column("confidence", "number", "how sure the place is, 0 to 1", "#meta+confidence"),
    Column("place_source", "text", "gazetteer, inferred, override, given or online:SERVICE", "#meta+placed_by"),
    Column("reason", "text", "why it was not placed, where it was not", "#meta+reason"),
    Column("claim_text", "text", "what the report claims of where it lies; several apart by |", "#description+claim"),
    Column("claim_verdict", "text", "the verdicts on these, in the same order", "#description+verdict"),
    Column("claim_distance_m", "text", "the measured distances, metres, in the same order", "#geo+distance+m"),
    Column("claim_azimuth_deg", "text", "the measured azimuths from the reference, degrees", "#geo+azimuth+deg"),
    Column("gazetteer", "text", "version of the gazetteer that answered", "#meta+gazetteer"),
    Column("precise", "boolean", "whether full coordinates were asked for", "#meta+precise"),
)

CLAIM_COLUMNS = (
    *_REPORT_COLUMNS,
    Column("page", "integer", "page of the claim, from 1, where the source has pages"),
    Column("claim", "integer", "number of the claim in the report, from 0"),
    Column("type", "text", "type of claim"),
    Column("start", "integer", "offset of its first character in the text, from 0"),
    Column("end", "integer", "offset after its last character"),
    Column("claim_text", "text", "the words of the claim"),
    Column("quote", "text", "the sentence it stands in"),
    Column("subject_mention", "integer", "mention of what is placed"),
    Column("subject_name", "text", "name of what is placed"),
    Column("reference_mention", "integer", "mention of what is measured from"),
    Column("reference_name", "text", "name of what is measured from"),
    Column("second_reference_mention", "integer", "second mention, of “between A and B”"),
    Column("implied", "text", "what was understood where the text does not name it"),
    Column("stated_low_m", "number", "least distance that the words allow, metres"),
    Column("stated_high_m", "number", "largest distance that the words allow, metres"),
    Column("stated_unit", "text", "unit of the words"),
    Column("stated_heading", "text", "heading of the words"),
    Column("stated_azimuth_deg", "number", "middle of the heading, degrees clockwise from north"),
    Column("stated_half_angle_deg", "number", "how far to each side the heading reaches, degrees"),
    Column("qualifier", "text", "about, at_least, at_most, within …"),
    Column("mode", "text", "road, air, travel_time …"),
    Column("measured_distance_m", "number", "geodesic distance, metres"),
    Column("measured_azimuth_deg", "number", "azimuth from reference to subject, degrees clockwise from north"),
    Column("verdict", "text", "supported, approximate, contradicted or unverifiable"),
    Column("reason", "text", "code of the reason"),
    Column("explanation", "text", "the verdict in one sentence"),
    Column("confidence", "number", "how sure the verdict is, 0 to 1"),
)

FOOTPRINT_COLUMNS = (
    Column("report_id", "text", "SHA-256 of the report's bytes"),
    Column("report_title", "text", "title of the report"),
    Column("report_date", "text", "date of the report, as it gives it"),
    Column("role", "text", "claim: what a claim allows; inferred: where a place without an entry must lie"),
    Column("claim", "integer", "number of the claim in the report, from 0"),
    Column("mention", "integer", "number of the mention in the report, from 0"),
    Column("name", "text", "name of what lies in it"),
    Column("claim_text", "text", "the words of the claim"),
    Column("verdict", "text", "the verdict on the claim"),
)

_ACLED = {
    Precision.EXACT: 1,
    Precision.NEIGHBOURHOOD: 1,
    Precision.TOWN: 1,
    Precision.INFERRED: 2,
    Precision.DISTRICT: 2,
    Precision.PROVINCE: 3,
    Precision.COUNTRY: 3,
}
_UCDP = {
    Precision.EXACT: 1,
    Precision.NEIGHBOURHOOD: 1,
    Precision.TOWN: 1,
    Precision.INFERRED: 2,
    Precision.DISTRICT: 3,
    Precision.PROVINCE: 4,
    Precision.COUNTRY: 6,
}
_WATERS = frozenset({"SEA", "SEAS", "OCN", "GULF", "BAY", "STRT", "CHNM", "SD"})
_REGIONS = frozenset({"RGN", "RGNE", "CONT", "RGNL", "AREA"})
_AREAS = frozenset({"Polygon", "MultiPolygon"})
_UCDP_NEAR_M = 25_000.0

_SOURCE_PRECISION = {"geo_precision": "ACLED geo_precision", "where_prec": "UCDP where_prec"}


def acled_precision(place: Place) -> int:
    """Return the precision as ACLED's geo_precision: 1 town, 2 near a town or small area, 3 region."""
    return _ACLED[place.precision]


def ucdp_precision(place: Place) -> int:
    """Return UCDP's where_prec: 1 exact, 2 within 25 km, 3 ADM2, 4 ADM1, 5 larger, 6 country, 7 sea."""
    if place.feature_code in _WATERS:
        return 7
    if place.feature_code in _REGIONS:
        return 5
    if place.precision is Precision.INFERRED and place.extent_m > _UCDP_NEAR_M:
        return 5
    return _UCDP[place.precision]


def place_rows(analysis: Analysis) -> Iterator[Row]:
    """Yield one row for each mention (:data:`PLACE_COLUMNS`), its geometry a point or None."""
    shared = _report_values(analysis)
    own_scheme = _source_precision(analysis)
    precise = dict(analysis.settings).get("precise") == "yes"
    quotes = Quotes(analysis.report.text)
    for index, (toponym, resolution) in enumerate(zip(analysis.toponyms, analysis.resolutions, strict=True)):
        claims = [verdict for verdict in analysis.verdicts if verdict.claim.subject == index]
        code, scheme = own_scheme if toponym.given else (None, None)
        yield Row(
            {
                **shared,
                "page": analysis.report.page_of(toponym.start),
                "mention": index,
                "start": toponym.start,
                "end": toponym.end,
                "name_in_text": one_line(toponym.text),
                "quote": quoted(quotes, toponym.start, toponym.end),
                "kind": toponym.kind.value,
                **_place_values(resolution),
                "source_precision": code,
                "source_precision_scheme": scheme,
                "confidence": round(resolution.confidence, 3),
                "place_source": resolution.place.source if resolution.place else None,
                "reason": _cleaned(resolution.reason),
                **_claims_of_mention(claims),
                "gazetteer": clean(analysis.gazetteer),
                "precise": precise,
            },
            _geometry(resolution.place),
        )


def claim_rows(analysis: Analysis) -> Iterator[Row]:
    """Yield one row for each claim (:data:`CLAIM_COLUMNS`), its geometry the measured geodesic or None."""
    shared = _report_values(analysis)
    quotes = Quotes(analysis.report.text)
    for index, verdict in enumerate(analysis.verdicts):
        claim, stated = verdict.claim, verdict.claim.stated
        yield Row(
            {
                **shared,
                "page": analysis.report.page_of(claim.start),
                "claim": index,
                "type": claim.type,
                "start": claim.start,
                "end": claim.end,
                "claim_text": one_line(claim.text),
                "quote": quoted(quotes, claim.start, claim.end),
                "subject_mention": claim.subject,
                "subject_name": _cleaned(verdict.subject_name),
                "reference_mention": claim.reference,
                "reference_name": _cleaned(verdict.reference_name),
                "second_reference_mention": claim.second_reference,
                "implied": _cleaned(claim.implied),
                "stated_low_m": _metres(stated.low_m),
                "stated_high_m": _metres(stated.high_m),
                "stated_unit": _cleaned(stated.unit),
                "stated_heading": _cleaned(stated.heading),
                "stated_azimuth_deg": _tenth(stated.azimuth_deg),
                "stated_half_angle_deg": _tenth(stated.half_angle_deg),
                "qualifier": _cleaned(stated.qualifier),
                "mode": _cleaned(stated.mode),
                "measured_distance_m": _metres(verdict.distance_m),
                "measured_azimuth_deg": _tenth(verdict.azimuth_deg),
                "verdict": verdict.verdict.value,
                "reason": clean(verdict.reason),
                "explanation": clean(verdict.explanation),
                "confidence": round(verdict.confidence, 3),
            },
            measured_line(analysis, verdict),
        )


def footprint_rows(analysis: Analysis) -> Iterator[Row]:
    """Yield one row for each footprint of a claim and each area of an inferred place (:data:`FOOTPRINT_COLUMNS`)."""
    report = analysis.report
    shared: dict[str, Value] = {
        "report_id": report.sha256,
        "report_title": _cleaned(report.title),
        "report_date": _cleaned(report.date),
    }
    for index, verdict in enumerate(analysis.verdicts):
        if verdict.footprint is not None:
            values: dict[str, Value] = {
                **shared,
                "role": "claim",
                "claim": index,
                "mention": verdict.claim.subject,
                "name": _cleaned(verdict.subject_name),
                "claim_text": one_line(verdict.claim.text),
                "verdict": verdict.verdict.value,
            }
            yield Row(values, verdict.footprint)
    seen: set[str] = set()
    for index, resolution in enumerate(analysis.resolutions):
        place = resolution.place
        if place is None or place.outline is None or place.outline.kind not in _AREAS or place.id in seen:
            continue
        seen.add(place.id)
        values = {
            **shared,
            "role": "inferred" if place.precision is Precision.INFERRED else "outline",
            "claim": None,
            "mention": index,
            "name": clean(place.name),
            "claim_text": None,
            "verdict": None,
        }
        yield Row(values, place.outline)


def _report_values(analysis: Analysis) -> dict[str, Value]:
    report = analysis.report
    return {
        "report_id": report.sha256,
        "report_title": _cleaned(report.title),
        "report_source": _cleaned(report.source),
        "report_date": _cleaned(report.date),
        "report_url": _cleaned(report.url),
        "report_path": _cleaned(report.path),
    }


def _place_values(resolution: Resolution) -> dict[str, Value]:
    place = resolution.place
    return {
        "place_id": clean(place.id) if place else None,
        "place_name": clean(place.name) if place else None,
        "local_name": _cleaned(place.local_name) if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "feature_code": clean(place.feature_code) if place else None,
        "country": _cleaned(place.country) if place else None,
        "admin1": _cleaned(place.admin1) if place else None,
        "admin2": _cleaned(place.admin2) if place else None,
        "extent_m": round(place.extent_m, 0) if place else None,
        "precision": place.precision.value if place else None,
        "precision_scheme": PRECISION_SCHEME if place else None,
        "acled_geo_precision": acled_precision(place) if place else None,
        "ucdp_where_prec": ucdp_precision(place) if place else None,
    }


def _claims_of_mention(verdicts: list[Verdict]) -> dict[str, Value]:
    def joined(values: list[Any]) -> str | None:
        return " | ".join("" if value is None else str(value) for value in values) if values else None

    return {
        "claim_text": joined([one_line(verdict.claim.text) for verdict in verdicts]),
        "claim_verdict": joined([verdict.verdict.value for verdict in verdicts]),
        "claim_distance_m": joined([_metres(verdict.distance_m) for verdict in verdicts]),
        "claim_azimuth_deg": joined([_tenth(verdict.azimuth_deg) for verdict in verdicts]),
    }


def _source_precision(analysis: Analysis) -> tuple[str | None, str | None]:
    """Return the code of precision in the report's metadata and the name of its scheme."""
    for key, value in analysis.report.metadata:
        if key in _SOURCE_PRECISION:
            return clean(value), _SOURCE_PRECISION[key]
    return None, None


def _geometry(place: Place | None) -> Shape | None:
    """Return the point of a place, or the area of one that only the report locates: that is never a pin."""
    if place is None:
        return None
    if place.precision is Precision.INFERRED and place.outline is not None:
        return place.outline
    return Shape("Point", (place.lon, place.lat))


def _cleaned(text: str | None) -> str | None:
    return clean(text) if text is not None else None


def _metres(value: float | None) -> float | None:
    return None if value is None else round(value, 0) + 0.0


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1) + 0.0
