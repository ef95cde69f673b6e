"""Distances stated from a line (a border, a river, a coast) against those measured to the line's outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.model import Stated

__all__ = ["LINE_M", "length_fits"]

LINE_M = 3_000.0
"""How far an outline may run from the line itself."""


def length_fits(stated: Stated, distance: float, slack: float) -> tuple[bool, bool]:
    """Return whether a measured distance agrees with the stated one, closely and roughly.

    The bounds are those for true claims between two points; ``slack`` (metres) is let off on either side, twice
    of it for what agrees roughly.
    """
    low, high = stated.low_m, stated.high_m
    open_below, open_above = stated.qualifier in {"at_most", "within"}, stated.qualifier == "at_least"
    fits = (open_below or low is None or low <= 1.30 * (distance + slack)) and (
        open_above or high is None or high >= 0.85 * (distance - slack)
    )
    roughly = (open_below or low is None or low <= 1.70 * (distance + 2.0 * slack)) and (
        open_above or high is None or high >= 0.65 * (distance - 2.0 * slack)
    )
    return fits, roughly
