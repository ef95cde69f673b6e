"""Places that no gazetteer knows, placed by what the text says of them: an area, never a pin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims.shapes import centre_and_radius
from geo.model import Place, Precision
from geo.resolution.missing import inferred_id

if TYPE_CHECKING:
    from geo.model import Position, Shape

__all__ = ["OUTLINE_DECIMALS", "inferred_place"]

OUTLINE_DECIMALS = 6
"""Decimals of a degree that areas are told with, a tenth of a metre: more are half of what is written, and untrue."""


def inferred_place(
    name: str,
    outline: Shape,
    *,
    near: Place | None = None,
    centre: Position | None = None,
    radius_m: float | None = None,
) -> Place:
    """Return the place ``name`` that lies somewhere in ``outline``.

    ``near`` is the reference, whose country and province it takes over. ``centre`` and ``radius_m`` are
    those of the point-radius method where the claim type knows them, else the outline's own.
    """
    if centre is None or radius_m is None:
        middle, reach = centre_and_radius(outline)
        centre = centre or middle
        radius_m = reach if radius_m is None else radius_m
    return Place(
        id=inferred_id(name, outline),
        name=name,
        position=centre,
        feature_code="PPL",
        country=near.country if near else None,
        admin1=near.admin1 if near else None,
        extent_m=radius_m,
        precision=Precision.INFERRED,
        source="inferred",
        outline=outline.rounded(OUTLINE_DECIMALS),
    )
