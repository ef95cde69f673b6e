"""The tables that ranks are checked against: the towns of an area by population, and which lies farthest to a side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims._areas import is_country, row_of
from geo.claims._findings import Finding, approximate, contradicted, supported, unverifiable
from geo.claims.reasons import Reason

if TYPE_CHECKING:
    from geo.claims.base import Document
    from geo.claims.sites import Site
    from geo.model import Claim, Position

__all__ = ["date_of", "judge_farthest", "outside_tables", "towns_of"]

_LONGEST = 2_000
_A_CITY, _LEAST_CITY = 50_000, 5_000
"""People of the towns that are compared: as many as a city has, or half of what the one has that is told of."""
_A_FEW, _FEW_SHARE, _MANY_SHARE = 1, 0.02, 0.25
"""How many towns may lie farther to a side for a claim to be roughly right, and from which share on it is wrong."""
_WIDE_DEG = 0.08
_SIDES = {"N": "north", "S": "south", "E": "east", "W": "west"}


def outside_tables(document: Document, claim: Claim, subject: Site, area: Site) -> Finding | None:
    """Return the finding where there is no table of the area, or the subject does not lie in it."""
    assert claim.subject is not None
    name = document.name(claim.subject)
    area_row = row_of(document, area)
    if area_row is None or not (is_country(area) or area.feature_code in {"ADM1", "ADM2"}):
        return unverifiable(Reason.NO_TABLE, f"There is no table of the cities of {area.name} here.")
    if subject.country != area.country:
        trust = document.confidence(claim.subject)
        return contradicted(Reason.NOT_IN_TABLE, f"{name} does not lie in {area.name}.", 0.9 * trust)
    return None


def towns_of(document: Document, area: Site) -> tuple[int, ...]:
    """Return the rows of the towns of a country or unit, the most populous first."""
    gazetteer, row = document.gazetteer, row_of(document, area)
    if gazetteer is None or row is None:
        return ()
    return gazetteer.largest(area.country if is_country(area) and area.country else row, limit=_LONGEST)


def judge_farthest(document: Document, claim: Claim, subject: Site, area: Site) -> Finding:
    """Judge "the northernmost city in Iraq": which towns of a like size lie farther that way."""
    assert claim.subject is not None
    gazetteer = document.gazetteer
    assert gazetteer is not None
    name, trust = document.name(claim.subject), document.confidence(claim.subject)
    missing = outside_tables(document, claim, subject, area)
    if missing is not None:
        return missing
    side = (claim.stated.qualifier or "farthest:N")[-1]
    least = max(_LEAST_CITY, min(_A_CITY, subject.population // 2 // 1_000 * 1_000))
    towns = [row for row in towns_of(document, area) if gazetteer.population(row) >= least]
    beyond = [row for row in towns if _is_beyond(gazetteer.position(row), subject.position, side)]
    word, of = _SIDES[side], f"of the {len(towns)} towns of {least:,} people and more in {area.name}"
    if not towns:
        return unverifiable(Reason.NO_TABLE, f"No towns of {area.name} are known here.")
    if not beyond:
        return supported(Reason.IN_TABLE, f"None {of} lies farther {word} than {name}.", 0.9 * trust)
    text = f"{len(beyond)} {of} lie farther {word} than {name}, {gazetteer.name(beyond[0])} for one"
    if len(beyond) <= max(_A_FEW, _FEW_SHARE * len(towns)):
        counted = f"{text}; it hangs on which are counted as such."
        return approximate(Reason.ROUGH, counted, 0.6 * trust)
    if len(beyond) < _MANY_SHARE * len(towns):
        return unverifiable(Reason.NO_TABLE, f"{text}; it hangs on which are counted as such.")
    return contradicted(Reason.NOT_IN_TABLE, f"{text}.", 0.85 * trust)


def _is_beyond(there: Position, here: Position, side: str) -> bool:
    """Return whether a town lies farther to a side than another, by more than towns are wide."""
    north = there.lat - here.lat
    east = (there.lon - here.lon + 180.0) % 360.0 - 180.0
    return {"N": north, "S": -north, "E": east, "W": -east}[side] > _WIDE_DEG


def date_of(document: Document) -> str:
    """Return the date of the embedded gazetteer's first source."""
    gazetteer = document.gazetteer
    assert gazetteer is not None
    info = gazetteer.info()
    return info[0].date if info else "an unknown date"
