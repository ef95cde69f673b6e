"""Units that have been joined, split or given other codes since their outlines were drawn.

Natural Earth knows its provinces by the GeoNames codes of some years ago. Where a country has reformed its provinces
since (Vietnam joined 63 to 34, Norway split its counties again), a code may be gone, or stand for quite another one:
Svalbard's for Trøndelag, An Giang's for Hanoi. The towns tell, whose codes are of today: the outline belongs to the
code that most towns inside have.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEW = 3
"""Towns from which they say something of an outline or a code."""
_OWN_SHARE = 0.1
_MOST_SHARE = 0.6
_WHOLE_SHARE = 0.8


def moved_outlines(
    codes: Sequence[str], outlines: Sequence[Any], cities: Sequence[dict[str, str]]
) -> dict[int, str | None]:
    """Return the outlines (by number) that are not those of their code, each with the code whose towns lie inside.

    ``codes`` are the admin-1 codes (``VN.44``) that the outlines have; ``cities`` have ``lat``, ``lng``, ``country``
    and ``admin1``. None stands for a code that no clear majority of the towns inside has.
    """
    from shapely import STRtree, points  # noqa: PLC0415 - only the build needs it

    owners = [f"{city['country']}.{city['admin1']}" for city in cities]
    everywhere = Counter(owners)
    inside: dict[int, Counter[str]] = {number: Counter() for number in range(len(codes))}
    spots = points([float(city["lng"]) for city in cities], [float(city["lat"]) for city in cities])
    for spot, number in zip(*STRtree(outlines).query(spots, predicate="intersects"), strict=True):
        inside[int(number)][owners[spot]] += 1
    moved: dict[int, str | None] = {}
    for number, counts in inside.items():
        code, total = codes[number], counts.total()
        foreign = total >= _FEW and counts[code] < _OWN_SHARE * total
        if foreign or (everywhere[code] >= _FEW and not counts[code]):
            moved[number] = _majority(counts, code.partition(".")[0])
    return moved


def holds_its_towns(
    code: str,
    outline: Any,  # noqa: ANN401 - shapely has no types
    cities: Sequence[dict[str, str]],
) -> bool:
    """Tell whether an outline joined of those of former units holds the towns of ``code``: else a piece is missing."""
    from shapely import contains_xy  # noqa: PLC0415 - only the build needs it

    own = [city for city in cities if f"{city['country']}.{city['admin1']}" == code]
    inside = contains_xy(outline, [float(city["lng"]) for city in own], [float(city["lat"]) for city in own])
    return bool(len(own) == 0 or inside.sum() >= _WHOLE_SHARE * len(own))


def _majority(counts: Counter[str], country: str) -> str | None:
    """Return the code, of the country, that most of the towns have."""
    if counts.total() < _FEW:
        return None
    code, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return code if code.partition(".")[0] == country and count >= _MOST_SHARE * counts.total() else None
