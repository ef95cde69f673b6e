"""Colours, dashes and fonts of the pictures.

Okabe and Ito's colours, darkened where a line or a word needs 3 or 4.5 to 1 on land. A verdict is told by
sign, word and dash as well.
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
INK, QUIET, FAINT, PAPER = "#1f2328", "#555b61", "#6f6a5d", "#ffffff"
MARK = "#c04a00"
AREA_FACE, AREA_EDGE, COUNTRY_EDGE = "#56b4e9", "#1f6391", "#4c83a8"
CLAIM_FACE, CLAIM_EDGE = "#e69f00", "#8a5b00"
INFERRED_FACE, INFERRED_EDGE = "#cc79a7", "#86306a"

VERDICT_COLOURS = {
    Judgement.SUPPORTED: "#005a8c",
    Judgement.APPROXIMATE: "#7a5000",
    Judgement.CONTRADICTED: "#a33300",
    Judgement.UNVERIFIABLE: "#50555a",
}
VERDICT_DASHES: dict[Judgement, Any] = {
    Judgement.SUPPORTED: "-",
    Judgement.APPROXIMATE: (0, (6, 2)),
    Judgement.CONTRADICTED: (0, (2.2, 1.6)),
    Judgement.UNVERIFIABLE: (0, (1, 2.4)),
}

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
