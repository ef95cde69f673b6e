"""The country of places that a report brings with it: event data name it in words and codes of their own.

ACLED has numeric ISO codes, UCDP GED those of Gleditsch and Ward; both have names, which the gazetteer knows.
Gleditsch and Ward count territories that ISO 3166 lists apart (Palestine, Western Sahara) to another state: there
the position decides. What the data set wrote stays in the report's metadata.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.gazetteer.measures import COUNTRIES
from geo.resolution.country_codes import GLEDITSCH_WARD, ISO_NUMERIC

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.gazetteer import Gazetteer
    from geo.model import Place, Report, Toponym

__all__ = ["with_countries"]

_CODES = {"ACLED": ("iso", ISO_NUMERIC), "UCDP GED": ("country_id", GLEDITSCH_WARD)}
_STATES = frozenset(GLEDITSCH_WARD.values())


def with_countries(report: Report, gazetteer: Gazetteer) -> Report:
    """Return the report of an event with the country of its given places, where its row says one."""
    about = dict(report.metadata)
    scheme = about.get("scheme")
    if scheme not in _CODES or all(toponym.given is None or toponym.given.country for toponym in report.given):
        return report
    country = _country(scheme, about, gazetteer)
    if country is None:
        return report
    return replace(report, given=tuple(_located(toponym, scheme, country, gazetteer) for toponym in report.given))


def _country(scheme: str, about: Mapping[str, str], gazetteer: Gazetteer) -> str | None:
    """Return the ISO 3166 alpha-2 code that a row means: by its code, else by its name."""
    column, codes = _CODES[scheme]
    number = about.get(column, "").strip().removesuffix(".0")
    if number.isascii() and number.isdigit() and int(number) in codes:
        return codes[int(number)]
    name = about.get("country", "")
    # "Yemen (North Yemen)": what stands in brackets was a state once, or is a part of one.
    hits = (hit for form in (name, name.partition("(")[0].strip()) for hit in gazetteer.lookup(form))
    rows = (hit.row for hit in hits if gazetteer.feature_code(hit.row) in COUNTRIES)
    return next((code for row in rows if (code := gazetteer.country(row))), None)


def _located(toponym: Toponym, scheme: str, country: str, gazetteer: Gazetteer) -> Toponym:
    place = toponym.given
    if place is None or place.country:
        return toponym
    if scheme == "UCDP GED":
        country = _territory_at(place, gazetteer) or country
    return replace(toponym, given=replace(place, country=country))


def _territory_at(place: Place, gazetteer: Gazetteer) -> str | None:
    """Return the code of a territory that ISO 3166 lists and Gleditsch and Ward do not, where the place lies in one."""
    row = gazetteer.areas_at(place.position).country_row
    code = None if row is None else gazetteer.country(row)
    return None if code in _STATES else code
