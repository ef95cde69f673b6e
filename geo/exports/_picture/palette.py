"""Colours, dashes and fonts of the pictures: those of the page's light scheme.

Every word has at least 4.5 to 1 and every mark 3 to 1 on land. A verdict is told by sign, word and dash as
well as by colour.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.model import Judgement

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

LAND, SEA, LAKE = "#faf7f0", "#d3e3ec", "#c3d9e6"
BORDER, ADMIN, RIVER, COAST = "#8f8672", "#cfc7b4", "#a4c6da", "#9fb4c0"
INK, QUIET, FAINT, PAPER = "#1b2430", "#4a5563", "#666257", "#ffffff"
MARK = "#1b2430"
AREA, COUNTRY_EDGE = "#43506b", "#7d87a0"
INFERRED = "#7a3577"
USER = "#555555"
"""The user's own layers where they name no colour, as on the page."""

VERDICT_COLOURS = {
    Judgement.SUPPORTED: "#005a8e",
    Judgement.APPROXIMATE: "#8a5a00",
    Judgement.CONTRADICTED: "#a83c00",
    Judgement.UNVERIFIABLE: "#555b63",
}
VERDICT_DASHES: dict[Judgement, Any] = {
    Judgement.SUPPORTED: "-",
    Judgement.APPROXIMATE: (0, (5, 2)),
    Judgement.CONTRADICTED: (0, (2.2, 1.6)),
    Judgement.UNVERIFIABLE: (0, (1, 2.4)),
}
CLAIM_DASH, INFERRED_DASH, EXTENT_DASH = (0, (4, 2.5)), (0, (6, 3)), (0, (2, 2))

_FILES = {"normal": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf", "italic": "DejaVuSans-Oblique.ttf"}


@cache
def font(style: str, size: float) -> FontProperties:
    """Return the font that matplotlib brings itself, so that no font of the machine changes a picture."""
    import matplotlib as mpl  # noqa: PLC0415 - 400 ms, only for pictures
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415

    path = Path(mpl.get_data_path()) / "fonts" / "ttf" / _FILES[style]
    found = FontProperties(family="DejaVu Sans", fname=str(path), size=size)
    # The file says how the glyphs look; weight and style are for SVG, which names the font.
    found.set_weight("bold" if style == "bold" else "normal")
    found.set_style("italic" if style == "italic" else "normal")
    return found


@cache
def _glyphs() -> frozenset[int]:
    from matplotlib.font_manager import get_font  # noqa: PLC0415

    return frozenset(get_font(str(font("normal", 10).get_file())).get_charmap())


def drawable(text: str) -> bool:
    """Return whether the font has every character of the text."""
    return all(ord(char) in _glyphs() for char in text)


def legible(text: str) -> str:
    """Return the text with a box for each character that the font lacks."""
    return "".join(char if ord(char) in _glyphs() else "□" for char in text)
