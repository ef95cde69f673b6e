"""Lengths whose unit the text leaves out: "20 km north of Homs, *22* south of Hama", "9 km from A and *25* from B"."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from geo.claims.adjacent import NAME
from geo.patterns import anchored
from geo.units import METRES, Length, number_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.claims.grammar import Mention
    from geo.units import Number

__all__ = ["going_on", "without_unit"]

_PLACE_AND = rf"(?:(?:the|central|downtown|city|town|village|of)\s){{0,4}}{NAME}(?:,\s(?:and\s)?|\sand\s)"
_ITEM = anchored(rf"{_PLACE_AND}(?:(?:about|some|around|roughly|only|just)\s)?")
"""Between the relation of a length and a number without a unit that goes on with it."""


_GOES_ON = anchored(
    rf"{_PLACE_AND}(?:(?!from\s)[a-z]{{2,10}}\s){{0,4}}"
    r"(?P<number>\d{1,4}(?:[.,]\d{1,3})?)\s(?=from\s[A-ZÀ-Þ])"
)


def going_on(text: str, mention: Mention) -> Length | None:
    """Return the length without a unit that goes on with a mention: "100 km from A and no more than *250* from B"."""
    known, after = mention.length, mention.after
    match = _GOES_ON.match(text, after) if known is not None and after is not None else None
    number = number_before(text, match.end("number")) if match is not None else None
    if known is None or match is None or number is None:
        return None
    return _in_unit(known, number, match.end("number"))


def without_unit(text: str, end: int, taken: Sequence[Mention]) -> Length | None:
    """Return the length before ``end`` that has its unit from the one before: "20 km north of A, *22* south of B"."""
    if not text[max(0, end - 2) : end - 1].isalnum() or not text[end - 1 : end].isspace():
        return None
    before = bisect_left(taken, end, key=lambda mention: mention.start) - 1
    if before < 0 or taken[before].length is None or taken[before].after is None:
        return None
    number = number_before(text, end)
    known, after = taken[before].length, taken[before].after
    assert known is not None
    assert after is not None
    if number is None or _ITEM.fullmatch(text, after, number.start) is None:
        return None
    return _in_unit(known, number, end - 1)


def _in_unit(known: Length, number: Number, end: int) -> Length:
    """Return a number as a length in the unit of another, up to ``end``."""
    size = METRES[known.unit]
    low, high = max(0.0, number.low - number.slack) * size, (number.high + number.slack) * size
    middle = (number.low + number.high) / 2.0
    return Length(number.start, end, low, high, known.unit, middle, number.slack, vague=number.vague)
