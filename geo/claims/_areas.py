"""Areas as claims about them need them: which readings a name has as an area, and whether a site lies in one.

The administrative hierarchy of the gazetteer is asked first, polygons next; both know that borders in
data are a few kilometres off.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from geo import geodesy
from geo.claims.sites import Site, site_of
from geo.patterns import anchored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.claims.base import Document
    from geo.gazetteer import Gazetteer
    from geo.model import Shape

__all__ = [
    "BORDER_TOLERANCE_M",
    "FAMOUS",
    "Fit",
    "area_sites",
    "called_common",
    "dwarfs",
    "fit_in",
    "is_common",
    "is_country",
    "is_exact",
    "is_famous",
    "is_known",
    "land_of",
    "level",
    "like_named",
    "may_be_another",
    "may_be_unlisted",
    "outline_of",
    "point_sites",
    "row_of",
    "subject_sites",
    "town_site",
    "whereabouts",
]

_CITY_UNIT_M, _ENCLAVE_M = 60_000.0, 25_000.0
_DISTANT_M = 300_000.0
_SAME_PLACE_M = 40_000.0
_SAME_SPOT_M = 3_000.0
_SURE = 0.5
_HALF = 0.5
_TWO, _SOME, _COMMON = 2, 3, 5
_OBSCURE, _PROMINENT, _FAMED = 0.3, 0.44, 0.6
"""Prominence in the gazetteer of villages, of district capitals and larger places of the news, of great cities."""

FAMOUS = 100_000
"""Inhabitants from which a name alone tells the place."""

BORDER_TOLERANCE_M = 8_000.0
"""How far outside a polygon a place may lie and still be "beside" it: outlines are simplified to about 1 km,
positions of villages are 2 km off, and places on a river border are often counted to the other bank."""

_FIRST_ORDER = anchored(
    r"(?:province|governorate|oblast|state|voivodeship|emirate|republic|territory|prefecture|region|canton)"
)
_LOWER_ORDER = anchored(r"(?:county|counties|district|sub-?district|municipality|raion|parish|department|division)")


class Fit(IntEnum):
    """How a site lies to an area, from best to worst."""

    HIERARCHY = 4
    POLYGON = 3
    BESIDE = 2
    UNKNOWN = 1
    OUTSIDE = 0


def row_of(document: Document, site: Site) -> int | None:
    """Return the gazetteer's row of a site, None for places that are not in it."""
    return document.gazetteer.row_of(site.id) if document.gazetteer is not None and site.id else None


def is_country(site: Site) -> bool:
    """Return whether the site is a country or a territory with a code of its own."""
    return site.feature_code.startswith("PCL") or site.feature_code == "TERR"


def level(site: Site) -> int:
    """Return how wide a place is: continent 0, country 1, province 2, district 3 …, town 6, part of a town 7."""
    code = site.feature_code
    if code in {"CONT", "RGNE", "OCN"}:
        return 0
    if is_country(site):
        return 1
    if code.startswith("ADM") and code[3:4].isdigit():
        return 1 + int(code[3])
    if code in {"RGN", "ADMD", "PEN", "ISL", "ISLS", "MTS", "DSRT"}:
        return 2
    return 7 if code == "PPLX" else 6


def outline_of(document: Document, site: Site) -> Shape | None:
    """Return the polygon of an area, None where the gazetteer has none (or a line)."""
    row = row_of(document, site)
    if row is None or document.gazetteer is None or not site.is_area:
        return None
    shape = document.gazetteer.outline(row)
    return shape if shape is not None and shape.kind in {"Polygon", "MultiPolygon"} else None


def point_sites(document: Document, index: int) -> Iterator[Site]:
    """Yield the readings of a toponym, the chosen one first."""
    chosen = document.site(index)
    if chosen is not None:
        yield chosen
    yield from document.readings(index)


def subject_sites(document: Document, index: int, *, as_areas: bool = False) -> list[Site]:
    """Return the readings of a subject that a text may mean by it, the chosen one first.

    A large city is not read as a village that bears its name elsewhere, nor a town as its province, unless
    ``as_areas``.
    """
    chosen = document.site(index)
    others = list(document.readings(index))
    if chosen is None:
        return others
    if bears_name(document, index, chosen):
        others = [site for site in others if _alike(document.name(index), site.name)]
    return [
        chosen,
        *(site for site in others if (as_areas or site.is_area == chosen.is_area) and not dwarfs(chosen, site)),
    ]


def town_site(document: Document, index: int | None) -> Site | None:
    """Return the reading of a toponym as a town: where it was read as a province, the town of that name in it."""
    chosen = document.site(index)
    if index is None or chosen is None or not chosen.is_area or is_country(chosen):
        return chosen
    towns = (site for site in document.readings(index) if not site.is_area and site.country == chosen.country)
    return next(towns, chosen)


def dwarfs(first: Site, other: Site) -> bool:
    """Return whether the first choice is so much better known that the other is hardly meant."""
    return first.population >= FAMOUS and other.population * 30 < first.population


def may_be_unlisted(document: Document, index: int, chosen: Site, area: Site, away_m: float | None) -> bool:
    """Return whether the text may well mean a small place of that name that the gazetteer does not list.

    ``away_m`` is how far the chosen place lies from ``area``, where the text puts it. A place that is well
    known by that very name is meant; a small one, one of many of the country, or one abroad may not be.
    """
    if not is_exact(document, index, chosen):
        return True
    if chosen.country != area.country:
        return not is_famous(document, chosen)
    if is_common(document, index, chosen, area):
        return True
    home = _namesakes_at_home(document, index, chosen, area)
    bears = bears_name(document, index, chosen)
    distant = away_m is None or away_m > _DISTANT_M
    if is_known(document, chosen):
        return distant and (home >= _SOME or (home > 0 and not bears))
    if document.confidence(index) < _SURE and not bears:
        return True
    return home >= _TWO or (distant and (home > 0 or _prominence(document, chosen) < _OBSCURE))


def is_common(document: Document, index: int, chosen: Site, area: Site) -> bool:
    """Return whether another place of a name, in one spelling or another, may be meant, and none is well known.

    One with such a name in the area is reason enough. And where the country has many it has more of them than any
    list: Jadidah is the Arabic for "new".
    """
    if chosen.country != area.country or is_known(document, chosen):
        return False
    alike = like_named(document, index, chosen)
    home = _namesakes_at_home(document, index, chosen, area)
    if home >= _TWO or home + len(alike) >= _COMMON:
        return True
    return any(fit_in(document, site, area) >= Fit.POLYGON for site in alike)


def may_be_another(document: Document, index: int, chosen: Site, other: Site) -> bool:
    """Return whether a name is so common where the other end of a distance lies that another place may be meant.

    That is its country, whether the chosen place lies in it or abroad: "San José, 12 km north of Montería".
    """
    if other.country is None or is_country(chosen):
        return False
    homes = _others_in(other.country, chosen, document.readings(index))
    if chosen.country != other.country:
        return len(homes) >= _SOME
    if is_known(document, chosen):
        return False
    return len(homes) >= _TWO or len(homes) + len(like_named(document, index, chosen)) >= _COMMON


def like_named(document: Document, index: int, chosen: Site) -> list[Site]:
    """Return the places of the chosen one's country that have its name in another spelling, each once."""
    return _others_in(chosen.country, chosen, document.spellings(index))


def _others_in(country: str | None, chosen: Site, sites: Iterable[Site]) -> list[Site]:
    """Return the places among ``sites`` that lie in a country and at another spot than the chosen one, each once."""
    found: list[Site] = []
    for site in sites:
        if site.country == country and not (site.is_area or site.is_line):
            near = (geodesy.rough_distance(*_lat_lon(site), *_lat_lon(other)) for other in (chosen, *found))
            if min(near) > _SAME_SPOT_M:
                found.append(site)
    return found


def _namesakes_at_home(document: Document, index: int, chosen: Site, area: Site) -> int:
    """Return how many other places of that name the area's country has; units about the chosen one are not others."""
    return sum(
        other.country == area.country
        and geodesy.rough_distance(*_lat_lon(other), *_lat_lon(chosen)) > _SAME_PLACE_M + chosen.radius_m
        for other in document.readings(index)
    )


def _lat_lon(site: Site) -> tuple[float, float]:
    return site.position.lat, site.position.lon


def is_exact(document: Document, index: int, site: Site) -> bool:
    """Return whether the gazetteer has the site under the very name in the text (folded), not a similar one."""
    row = row_of(document, site)
    if document.gazetteer is None or row is None or not document.is_place(index):
        return True
    hits = document.gazetteer.lookup(document.name(index))
    # Less than half a score: the place that only holds the one named ("Fallujah" for "Fallujah's Old Bridge").
    return any(hit.row == row and hit.score >= _HALF for hit in hits)


def is_known(document: Document, site: Site) -> bool:
    """Return whether the site is a district capital or a larger place of the news."""
    if site.population >= FAMOUS // 2 or is_country(site) or site.feature_code == "ADM1":
        return True
    return _prominence(document, site) >= _PROMINENT


def is_famous(document: Document, site: Site) -> bool:
    """Return whether the world knows the site by its name."""
    return _prominence(document, site) >= _FAMED


def _prominence(document: Document, site: Site) -> float:
    row = row_of(document, site)
    return 0.0 if document.gazetteer is None or row is None else document.gazetteer.prominence(row)


def bears_name(document: Document, index: int, site: Site) -> bool:
    """Return whether the name in the text is the place's own name, not one of its old or odd ones."""
    from geo.gazetteer.folding import fold  # noqa: PLC0415 - with the gazetteer only

    own, said = fold(site.name), fold(document.name(index))
    if own == said:
        return True
    others = (other for other in document.readings(index) if not other.is_area)
    if any(fold(other.name) == said for other in others):
        return False
    return _alike(document.name(index), site.name)


def _alike(said: str, own: str) -> bool:
    """Return whether two names begin alike when folded: one is no odd alias of the other."""
    from geo.gazetteer.folding import fold  # noqa: PLC0415 - with the gazetteer only

    first, second = fold(said), fold(own)
    return first.startswith(second[:4]) or second.startswith(first[:4])


def area_sites(document: Document, index: int, noun: str | None = None) -> list[Site]:
    """Return the readings of a toponym as an area, likeliest first.

    ``noun`` is what the text calls it: "Aleppo province" is the province, though "Aleppo" alone is the city.
    """
    sites = [site for site in point_sites(document, index) if site.is_area and not site.is_water]
    if noun is None:
        return sites
    named = [*sites, *_units_named(document, index, noun)]
    home = document.site(index)
    unique = {site.id: site for site in reversed(named)}
    return sorted(
        unique.values(), key=lambda site: (-_noun_fits(site, noun), -_near_home(site, home), -site.confidence)
    )


def _noun_fits(site: Site, noun: str) -> int:
    code = site.feature_code
    if _FIRST_ORDER.match(noun):
        return 2 if code == "ADM1" else 1 if code.startswith(("ADM", "RGN")) else 0
    if _LOWER_ORDER.match(noun):
        return 2 if code in {"ADM2", "ADM3"} else 1 if code.startswith("ADM") else 0
    return 1 if code.startswith(("ADM", "RGN")) else 0


def _near_home(site: Site, home: Site | None) -> int:
    """Prefer the unit of the country that the name was resolved to; within it the one about the place."""
    if home is None or site.country != home.country:
        return 0
    away = geodesy.rough_distance(site.position.lat, site.position.lon, home.position.lat, home.position.lon)
    return 2 if away <= max(site.radius_m, 50_000.0) * 1.5 else 1


def _units_named(document: Document, index: int, noun: str) -> Iterator[Site]:
    """Yield administrative units called so: by name and noun, by name, and by the town that they are named for."""
    gazetteer = document.gazetteer
    if gazetteer is None:
        return
    name = document.name(index)
    bare = re.sub(rf"\s{{1,3}}{re.escape(noun)}$", "", name, flags=re.IGNORECASE)
    rows: list[int] = []
    for query in dict.fromkeys((f"{bare} {noun}", bare)):
        rows.extend(hit.row for hit in gazetteer.lookup(query))
    yield from _sites_of(gazetteer, (row for row in rows if gazetteer.feature_code(row).startswith("ADM")))
    home = document.site(index)
    town = row_of(document, home) if home is not None and not home.is_area else None
    if town is not None:
        yield from _namesakes(gazetteer, town)


def _namesakes(gazetteer: Gazetteer, town: int) -> Iterator[Site]:
    """Yield the units about a town that bear its name in some spelling."""
    from geo.gazetteer.folding import fold  # noqa: PLC0415 - with the gazetteer only

    key = fold(gazetteer.name(town))
    for unit in (gazetteer.admin1_row(town), gazetteer.admin2_row(town)):
        if unit is not None and fold(gazetteer.name(unit)).startswith(key):
            yield from _sites_of(gazetteer, (unit,))


def _sites_of(gazetteer: Gazetteer, rows: Iterable[int]) -> Iterator[Site]:
    for row in rows:
        yield site_of(gazetteer.place(row), 0.6)


def fit_in(document: Document, subject: Site, area: Site) -> Fit:
    """Return how ``subject`` lies to ``area``."""
    gazetteer = document.gazetteer
    area_row = row_of(document, area)
    if gazetteer is None or area_row is None:
        return _by_code(subject, area)
    subject_row = row_of(document, subject)
    by_code = _by_code(subject, area)
    if by_code is Fit.HIERARCHY or (subject_row is not None and area_row in gazetteer.ancestors(subject_row)):
        return Fit.HIERARCHY
    inside = gazetteer.contains(area_row, subject.position)
    if inside:
        return Fit.POLYGON
    if inside is None and area.feature_code.startswith("RGN"):
        return _in_region(subject, area)
    if inside is None:
        known = subject_row is not None and gazetteer.is_within(subject_row, area_row) is False
        return Fit.OUTSIDE if known and area.feature_code.startswith("ADM") else by_code
    away = gazetteer.distance_to_border_m(area_row, subject.position)
    tolerance = max(BORDER_TOLERANCE_M, min(0.25 * subject.extent_m, 2.5 * BORDER_TOLERANCE_M))
    if subject_row is not None and _is_city_unit(gazetteer, subject_row):
        tolerance = _ENCLAVE_M
    return Fit.BESIDE if away is not None and away <= tolerance else Fit.OUTSIDE


def _in_region(subject: Site, area: Site) -> Fit:
    """Return the fit of a region that has no outline, only a reach: the Sahel, Kashmir, the Donbas."""
    away = geodesy.rough_distance(*_lat_lon(subject), *_lat_lon(area))
    if away <= area.extent_m:
        return Fit.BESIDE
    return Fit.OUTSIDE if away > 3.0 * area.extent_m + 100_000.0 else Fit.UNKNOWN


def _is_city_unit(gazetteer: Gazetteer, row: int) -> bool:
    """Return whether a city is a unit of its own, which people count to the one around it: Sevastopol, Kyiv."""
    unit = gazetteer.admin1_row(row)
    return unit is not None and unit != row and gazetteer.extent_m(unit) < _CITY_UNIT_M


def _by_code(subject: Site, area: Site) -> Fit:
    """Compare country codes: all that is known of places that are in no gazetteer."""
    if subject.country is None or area.country is None:
        return Fit.UNKNOWN
    if subject.country != area.country:
        return Fit.OUTSIDE
    return Fit.HIERARCHY if is_country(area) else Fit.UNKNOWN


def called_common(document: Document, index: int, site: Site) -> str:
    """Return the words that say why a name does not settle a claim: it is common in the country of ``site``."""
    return f"{document.name(index)} is a common name in {land_of(document, site)}, and not all are listed."


def land_of(document: Document, site: Site) -> str:
    """Return the name of the country of a site, "the country" where it is not known."""
    gazetteer = document.gazetteer
    row = gazetteer.country_row(site.country) if gazetteer is not None and site.country else None
    return "the country" if gazetteer is None or row is None else gazetteer.name(row)


def whereabouts(document: Document, site: Site) -> str:
    """Return the province and country of a site in words: "Aleppo, Syria"; empty where they are not known."""
    gazetteer = document.gazetteer
    row = row_of(document, site)
    if gazetteer is None or row is None:
        return ""
    country = gazetteer.country_row(site.country) if site.country else None
    units = (gazetteer.admin1_row(row), country)
    names = [gazetteer.name(unit) for unit in units if unit is not None and unit != row]
    return ", ".join(dict.fromkeys(names))
