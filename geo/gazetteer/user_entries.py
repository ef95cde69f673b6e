"""What one place is on its way into a user's store, whichever file it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.gazetteer.folding import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.gazetteer.user_geonames import AlternateName, GeonamesRow
    from geo.gazetteer.user_places import ListedPlace


class Entry(NamedTuple):
    """One place on its way into a store; ``parent`` is an id or an ``admin:IQ.01`` code. Degrees, metres."""

    id: str
    names: tuple[str, ...]
    lat: float
    lon: float
    feature_code: str
    country: str | None
    population: int
    parent: str | None
    extent_m: float
    local_name: str | None
    admin1: str | None
    admin2: str | None


def entry_of_geonames(row: GeonamesRow, aliases: Iterable[AlternateName] = ()) -> Entry:
    """Return the entry of a row of a GeoNames dump, with further names from alternateNamesV2."""
    names = dict.fromkeys(row.names)
    names.update(dict.fromkeys(normalise(alias.name) for alias in aliases))
    names.pop("", None)
    country = row.country
    admin1 = f"{country}.{row.admin1}" if country and row.admin1 and row.admin1 != "00" else None
    admin2 = f"{admin1}.{row.admin2}" if admin1 and row.admin2 else None
    parent = admin2 if row.feature_code != "ADM2" else admin1
    if row.feature_code.startswith("ADM1") or row.feature_code.startswith("PCL"):
        parent = None
    elif parent is None:
        parent = admin1
    return Entry(
        f"geonames:{row.geonames_id}",
        tuple(names),
        row.lat,
        row.lon,
        row.feature_code,
        country,
        row.population,
        f"admin:{parent}" if parent else None,
        0.0,
        local_name(names, country),
        None,
        None,
    )


def entry_of_listed(listed: ListedPlace) -> Entry:
    """Return the entry of a place of the user's own list."""
    place = listed.place
    return Entry(
        place.id,
        tuple(dict.fromkeys(normalise(name) for name in listed.names if normalise(name))),
        place.lat,
        place.lon,
        place.feature_code,
        place.country,
        place.population,
        None,
        place.extent_m,
        place.local_name,
        place.admin1,
        place.admin2,
    )


_SCRIPTS = {
    "ARABIC": "AE AF BH DZ EG IQ IR JO KW LB LY MA OM PK PS QA SA SD SY TN YE",
    "CYRILLIC": "BG BY KG KZ MK MN RS RU TJ UA",
    "HEBREW": "IL",
    "ARMENIAN": "AM",
    "GEORGIAN": "GE",
    "GREEK": "CY GR",
    "ETHIOPIC": "ER ET",
    "MYANMAR": "MM",
    "DEVANAGARI": "IN NP",
    "CJK": "CN JP TW",
    "HANGUL": "KP KR",
    "THAI": "TH",
}
_SCRIPT_OF = {country: script for script, countries in _SCRIPTS.items() for country in countries.split()}


def local_name(names: Iterable[str], country: str | None) -> str | None:
    """Return the first of ``names`` that is in the script that the country writes, if that is not Latin."""
    import unicodedata  # noqa: PLC0415 - only while a store is written

    script = _SCRIPT_OF.get(country or "")
    if script is None:
        return None
    foreign = (name for name in names if not name[0].isascii())
    return next((name for name in foreign if unicodedata.name(name[0], "").startswith(script)), None)
