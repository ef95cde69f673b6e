"""Places that the gazetteer lacks although it has others of the name: "Salem is a community in Lee County, Arkansas".

What the text says such a place is in stands for it: an area, never a pin.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.geodesy import circle
from geo.model import Place, Precision
from geo.resolution.facts import ADMIN1, ADMIN2, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.model import Resolution, Shape
    from geo.resolution.facts import Facts
    from geo.resolution.groups import Group
    from geo.resolution.joint import Decision

__all__ = ["area_lacking", "inferred_id", "place_within", "without_inferred"]

_SURE = 0.8
_AROUND_KM = 20.0
"""Middles of areas, and their extents, are rough."""
_LEAST_KM = 20.0
"""Of some districts the gazetteer knows the town that they are called after alone."""
_COMMON = 2
"""Towns of a name from which on a country may have one more that the gazetteer lacks. Where it has but one, what the
text says of that is to be checked, and may be wrong."""
_DECIMALS = 6
_UNITS = frozenset({ADMIN1, ADMIN2})
_TOWNS = frozenset({Level.TOWN, Level.QUARTER})


def area_lacking(group: Group, decided: Sequence[tuple[Group, Decision]]) -> Facts | None:
    """Return the smallest area that the text says the place to be in, where no place of its name lies in or near it."""
    areas = [facts for number in sorted(group.defined) if (facts := _area(*decided[number])) is not None]
    smallest: Facts | None = None
    for area in sorted(areas, key=lambda facts: -facts.extent_km):
        # Every county of Iran has a Central District: one that is not in the province named behind it is not meant.
        if smallest is None or _lies_in(area, smallest):
            smallest = area
    if smallest is None or any(_lies_in(option.facts, smallest) for option in group.options):
        return None
    towns = sum(option.facts.country == smallest.country and option.facts.level in _TOWNS for option in group.options)
    return smallest if not towns or towns >= _COMMON else None


def _lies_in(facts: Facts, area: Facts) -> bool:
    """Tell whether a place lies in an area or, for all that is known of that, may."""
    return facts.is_in(area) or facts.km_to(area) <= max(_LEAST_KM, area.extent_km) + _AROUND_KM


def _area(group: Group, decision: Decision) -> Facts | None:
    """Return the province or district that a name surely means, if any."""
    if not group.options:
        return None
    best = max(range(len(group.options)), key=group.weights.__getitem__)
    sure = group.weights[best]
    if group.visible:
        best, sure = decision.ranked[0], decision.confidence
    facts = group.options[best].facts
    return facts if sure >= _SURE and facts.level in _UNITS and facts.row >= 0 else None


def place_within(name: str, area: Place) -> Place:
    """Return the place ``name`` that lies somewhere in ``area``, its outline the circle around that."""
    reach = max(area.extent_m, 1000.0 * _LEAST_KM)
    outline = circle(area.position, reach).rounded(_DECIMALS)
    return Place(
        id=inferred_id(name, outline),
        name=name,
        position=area.position,
        country=area.country,
        admin1=area.admin1 or area.name,
        extent_m=reach,
        precision=Precision.INFERRED,
        source="inferred",
        outline=outline,
    )


def inferred_id(name: str, outline: Shape) -> str:
    """Return the id of a place that only the text locates: the same for the same name and area."""
    told = f"{name.casefold()}|{outline.coordinates!r}".encode("utf-8", "surrogatepass")
    return f"inferred:{hashlib.sha256(told).hexdigest()[:12]}"


def without_inferred(resolutions: Iterable[Resolution]) -> tuple[Resolution, ...]:
    """Return the resolutions with nothing where only the text says where a place is: that proves no claim of it."""
    reason = "the text itself puts it where no known place of that name lies"
    return tuple(
        replace(resolution, place=None, reason=reason)
        if resolution.place is not None and resolution.place.source == "inferred"
        else resolution
        for resolution in resolutions
    )
