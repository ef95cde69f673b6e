"""Labels that do not run into each other: greedy, the most important first, eight places about a point."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise, product
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import combining

from geo.exports._picture import palette

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Box", "Label", "Labels", "text_size", "wrapped"]


_LEAST_HALO = 7.0
"""Names in smaller letters, for orientation only, have no halo: halos are half of the time of drawing."""


_EM = 100.0
_FIRST_JOINED = 0x0590
"""From Hebrew and Arabic on, letters change with their neighbours."""


class Box(NamedTuple):
    """A rectangle in points of the figure."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Return whether the two overlap."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )

    def within(self, other: Box) -> bool:
        """Return whether this lies wholly in the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.bottom >= other.bottom
            and self.top <= other.top
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A name at a point (degrees), its twin in the local script, and how it looks.

    ``gap`` is the distance in points from the middle of the mark; ``centred`` puts the name on the point. A ``shy``
    name is left out rather than written over a line that it should shun.
    """

    lon: float
    lat: float
    name: str
    local: str = ""
    size: float = 8.5
    style: str = "bold"
    colour: str = palette.INK
    gap: float = 6.0
    centred: bool = False
    shy: bool = False


@cache
def text_size(text: str, style: str, size: float) -> tuple[float, float]:
    """Return width and height of a text in points."""
    if all(ord(char) < _FIRST_JOINED for char in text) and not any(map(combining, text)):
        # Letters that stand by themselves: their advances add up, which is ten times faster than laying them out.
        return sum(_advance(char, style) for char in text) * size, 1.2 * size
    width, height, descent = _ruler().get_text_width_height_descent(text, palette.font(style, size), ismath=False)
    return float(width), float(max(height, size)) + 0.2 * float(descent)


@cache
def _advance(char: str, style: str) -> float:
    """Return the advance of a letter as a share of the size of the letters."""
    from matplotlib.font_manager import get_font  # noqa: PLC0415 - heavy
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415

    font = get_font(str(palette.font(style, 10.0).get_file()))
    font.set_size(_EM, 72)
    glyph = font.load_char(ord(char), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536.0 / _EM


@cache
def _ruler() -> Any:  # noqa: ANN401 - matplotlib is not typed
    from matplotlib.backends import backend_agg  # noqa: PLC0415 - heavy

    renderer: Any = backend_agg.RendererAgg
    return renderer(8, 8, 72)  # at 72 dots an inch a dot is a point


def wrapped(text: str, style: str, size: float, width: float, most: int) -> list[str]:
    """Return the text in lines of at most ``width`` points, ``most`` lines; the last ends in "…" where it was cut."""
    if text_size(text, style, size)[0] <= width:
        return [text] if text else []
    lines: list[str] = []
    line = ""
    used, space = 0.0, text_size(" ", style, size)[0]
    for word in text.split():
        wide = text_size(word, style, size)[0]
        longer = f"{line} {word}" if line else word
        # Letters that are joined are not as wide as the sum of their words.
        total = used + space + wide if longer.isascii() else text_size(longer, style, size)[0]
        if not line or total <= width:
            line, used = longer, total if line else wide
            continue
        lines.append(line)
        line, used = word, wide
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1].rstrip(' ,.;:')}…"]
    return [_cut(part, style, size, width) for part in lines if part]


def _cut(line: str, style: str, size: float, width: float) -> str:
    while len(line) > 2 and text_size(line, style, size)[0] > width:  # noqa: PLR2004 - a letter and its mark
        line = line.rstrip("…")[:-1] + "…"
    return line


class Labels:
    """The labels of one map; ``blocked`` are boxes that none may touch."""

    def __init__(self, axes: Any) -> None:  # noqa: ANN401 - matplotlib is not typed
        self._axes = axes
        frame = axes.get_window_extent()
        self._frame = Box(frame.x0 + 2, frame.y0 + 2, frame.x1 - 2, frame.y1 - 2)
        self._blocked: list[Box] = []
        self._shunned: list[Box] = []

    def block(self, box: Box) -> None:
        """Keep labels out of a box."""
        self._blocked.append(box)

    def block_point(self, lon: float, lat: float, radius: float) -> None:
        """Keep labels off a mark of ``radius`` points."""
        x, y = self.at(lon, lat)
        self._blocked.append(Box(x - radius, y - radius, x + radius, y + radius))

    def block_line(self, lons: Sequence[float], lats: Sequence[float]) -> None:
        """Keep labels off a line, by small boxes along it."""
        self._blocked.extend(self._along(lons, lats))

    def shun_line(self, lons: Sequence[float], lats: Sequence[float]) -> None:
        """Keep the names of areas, which may stand anywhere in them, off a line that other names may cross."""
        self._shunned.extend(self._along(lons, lats))

    def _along(self, lons: Sequence[float], lats: Sequence[float]) -> Iterator[Box]:
        points = [self.at(lon, lat) for lon, lat in zip(lons, lats, strict=True)]
        for (x, y), (to_x, to_y) in pairwise(points):
            pieces = max(1, min(200, int(max(abs(to_x - x), abs(to_y - y)) / 5.0)))
            for number in range(pieces + 1):
                across, up = x + (to_x - x) * number / pieces, y + (to_y - y) * number / pieces
                yield Box(across - 2.0, up - 2.0, across + 2.0, up + 2.0)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a position is drawn, in points."""
        x, y = self._axes.transData.transform((lon, lat))
        return float(x), float(y)

    def place(self, label: Label) -> bool:
        """Draw the label where it is free; return whether there was room for it."""
        name = palette.legible(label.name)
        # A name that the font cannot write is better left out than shown as boxes.
        local = label.local if label.local and palette.drawable(label.local) else ""
        shunning = (True, False) if label.centred and self._shunned and not label.shy else (label.centred,)
        for text, shuns in product(dict.fromkeys((local, "")), shunning):
            wide, high = text_size(name, label.style, label.size)
            more = text_size(text, "normal", label.size)[0] + 4.0 if text else 0.0
            for left, bottom in self._spots(label, wide + more, high):
                box = Box(left - 1, bottom - 1, left + wide + more + 1, bottom + high + 1)
                taken = chain(self._blocked, self._shunned) if shuns else self._blocked
                if box.within(self._frame) and not any(box.meets(other) for other in taken):
                    self._blocked.append(box)
                    self._write(left, bottom, name, label.style, label)
                    if text:
                        self._write(left + wide + 4.0, bottom, text, "normal", label)
                    return True
        return False

    def _spots(self, label: Label, wide: float, high: float) -> Iterator[tuple[float, float]]:
        x, y = self.at(label.lon, label.lat)
        if label.centred:
            for shift in (0.0, 1.3, -1.3, 2.6, -2.6):
                yield x - wide / 2, y - high / 2 + shift * high
            return
        gap = label.gap
        for factor in (1.0, 1.9):
            far = gap * factor
            side = far * 0.72
            yield x + far, y - high / 2
            yield x - far - wide, y - high / 2
            yield x - wide / 2, y + far
            yield x - wide / 2, y - far - high
            yield x + side, y + side
            yield x + side, y - side - high
            yield x - side - wide, y + side
            yield x - side - wide, y - side - high

    def _write(self, left: float, bottom: float, text: str, style: str, label: Label) -> None:
        from matplotlib.patheffects import Stroke  # noqa: PLC0415 - heavy

        lon, lat = self._axes.transData.inverted().transform((left, bottom))
        shared = {
            "fontproperties": palette.font(style, label.size),
            "verticalalignment": "bottom",
            "parse_math": False,
            "clip_on": True,
        }
        if label.size >= _LEAST_HALO:
            # The halo is a drawing of its own under the words, so that the words stay text in SVG and PDF.
            halo = self._axes.text(lon, lat, text, color=palette.LAND, zorder=19, **shared)
            halo.set_path_effects([Stroke(linewidth=2.4, foreground=palette.LAND)])
        self._axes.text(lon, lat, text, color=label.colour, zorder=20, **shared)
