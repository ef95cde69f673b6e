"""Why an option was ranked as it was, in words for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.resolution.facts import Level
from geo.resolution.names import Via
from geo.resolution.ranker import RANKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.resolution.groups import Group
    from geo.resolution.names import Option

__all__ = ["reasons_of"]

_ADMIN1_SHARE = RANKED.index("admin1_share")
_FULLER = RANKED.index("fuller")
_HOLDS_NAMED_PLACE = RANKED.index("holds_named_place")
_IN_NAMED_AREA = RANKED.index("in_named_area")
_NAMED_ADMIN1 = RANKED.index("named_admin1")
_NAMED_COUNTRY = RANKED.index("named_country")
_NEAR_50_KM = RANKED.index("near_50_km")
_RANK = RANKED.index("rank")
_STATED_DISTANCE = RANKED.index("stated_distance")
_TYPE_AGREES = RANKED.index("type_agrees")
_MOST = 4
_KINDS = {
    Level.COUNTRY: "country",
    Level.ADMIN1: "province",
    Level.ADMIN2: "district",
    Level.ADMIN3: "municipality",
    Level.TOWN: "town",
    Level.QUARTER: "part of a town",
    Level.WATER: "water",
    Level.REGION: "region",
    Level.SPOT: "spot",
    Level.LAND: "landform",
}


def reasons_of(group: Group, option: Option, values: Sequence[float]) -> tuple[str, ...]:
    """Return up to four reasons for an option, the weightiest first; ``values`` are its features (``RANKED``)."""
    found = [*_by_name(option), *_by_text(option, values), *_by_report(values), *_by_weight(group, values)]
    return tuple(found[:_MOST])


def _by_name(option: Option) -> list[str]:
    if option.via is Via.DEMONYM:
        return ["the place whose people or things are so called"]
    if option.via is Via.ABBREVIATION:
        return ["a usual abbreviation"]
    if option.via is Via.CONTAINED:
        return ["a name within the name"]
    if option.match == 2:  # noqa: PLR2004 - fuzzy
        return ["spelt much alike"]
    return []


def _by_text(option: Option, values: Sequence[float]) -> list[str]:
    found = []
    if values[_IN_NAMED_AREA] > 0.0:
        found.append(f"in the {'country' if option.facts.level <= Level.ADMIN1 else 'area'} named beside it")
    if values[_HOLDS_NAMED_PLACE] > 0.0:
        found.append("holds a place named beside it")
    if values[_STATED_DISTANCE] > 0.0:
        found.append("fits the distance or direction that the text states")
    if values[_TYPE_AGREES] > 0.0:
        found.append(f"a {_KINDS[option.facts.level]}, as the words beside it say")
    if values[_FULLER] > 0.0:
        found.append("named more fully elsewhere in the report")
    return found


def _by_report(values: Sequence[float]) -> list[str]:
    found = []
    if values[_NAMED_ADMIN1] > 0.0:
        found.append("in a province or state that the report names")
    elif values[_NAMED_COUNTRY] > 0.0:
        found.append("in a country that the report names")
    elif values[_ADMIN1_SHARE] > 0.2:  # noqa: PLR2004 - a fifth of the report
        found.append("in the province or state of other places of the report")
    if values[_NEAR_50_KM] > 0.3:  # noqa: PLR2004 - about one place within 50 km
        found.append("near other places of the report")
    return found


def _by_weight(group: Group, values: Sequence[float]) -> list[str]:
    count = len(group.options)
    if count == 1:
        return ["the only place of this name in the gazetteer"]
    if values[_RANK] == 0.0:
        return [f"the most prominent of {count} places of this name"]
    return [f"number {int(values[_RANK]) + 1} in prominence of {count} places of this name"]
