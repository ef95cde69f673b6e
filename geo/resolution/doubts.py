"""What no weights have learned to doubt: a place that is only spelt alike, or little known, and lies nowhere near.

The gazetteer lacks most villages. What it has instead in another country, by the same name or one like it, stands
alone among the options, so that nothing in a ranking tells that it is wrong: what tells it is the rest of the report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.resolution.facts import Level
from geo.resolution.names import Via
from geo.resolution.ranker import RANKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.resolution.names import Option

__all__ = ["ASTRAY", "UNLIKELY", "is_astray", "is_unlikely", "why_astray"]

ASTRAY = 0.2
"""How sure it is at most that what :func:`is_astray` tells of is meant; no place is answered then."""
UNLIKELY = 0.25
"""The same for :func:`is_unlikely`; one in five is meant."""

_SHARE, _SUPPORT, _INSIDE, _NAMED, _REPORT, _NEAREST, _PROMINENCE, _OWN = (
    RANKED.index(name)
    for name in (
        "country_share", "support_country", "in_named_area", "named_admin1", "weight_of_report", "nearest_km",
        "prominence", "primary",
    )
)  # fmt: skip
_SOME_REPORT = 1.0
"""Logarithm of the weight of the other names from which on they say where the report is: about two."""
_HALF_A_NAME = 0.41
"""Logarithm of the support by a name that lies in the country or as likely in another. Of nine places spelt alike that
nothing more spoke for, in the corpora and our own texts, none was meant."""
_FAR = 2.0
"""Logarithm of the kilometres to the nearest of the other places from which on a place is not near the report's."""
_KNOWN = 0.7
"""Prominence from which a misspelling is rather of that place than the name of another."""
_LITTLE_KNOWN, _LITTLE_KNOWN_SO = 0.3, 0.45
"""Prominence below which a town comes up in no report of elsewhere; the same for one by a name that is not its own."""
_TOWNS = frozenset({Level.ADMIN3, Level.TOWN, Level.QUARTER})


def is_astray(option: Option, values: Sequence[float]) -> bool:
    """Tell whether a place that is only spelt alike lies where nothing else in the report speaks for.

    ``values`` are the features of ``RANKED``.
    """
    if not option.match:
        return False
    fuzzy = option.via is Via.FUZZY
    if fuzzy and not values[_INSIDE] and not values[_NAMED] and values[_NEAREST] >= _FAR:
        # Of 25 such places in the right country, but near nothing, one was meant.
        return values[_PROMINENCE] < _KNOWN or _is_alone(values)
    return _is_alone(values) and (fuzzy or (values[_REPORT] > _SOME_REPORT and option.facts.level != Level.COUNTRY))


def why_astray(values: Sequence[float]) -> str:
    """Return what speaks against a place that is astray, in words."""
    return "far from the rest" if values[_REPORT] > 0.0 else "nothing else in the report speaks for it"


def is_unlikely(option: Option, values: Sequence[float]) -> bool:
    """Tell whether a little known town lies far from all else in the report: a namesake that nobody lists is meant."""
    return (
        values[_REPORT] > _SOME_REPORT
        and option.facts.level in _TOWNS
        and values[_PROMINENCE] < (_LITTLE_KNOWN if values[_OWN] >= 1.0 else _LITTLE_KNOWN_SO)
        and values[_NEAREST] >= _FAR
        and _is_alone(values)
    )


def _is_alone(values: Sequence[float]) -> bool:
    """Tell whether a place lies in a country that no more than half a name of the report speaks for."""
    return values[_SHARE] <= 0.0 and values[_INSIDE] <= 0.0 and values[_SUPPORT] <= _HALF_A_NAME
