"""The ground of a map: land, water, borders, and a scale bar in kilometres and miles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.exports._picture import palette
from geo.exports._picture.labels import Box, Label, text_size
from geo.geodesy import rough_distance
from geo.layers._words import METRES_PER_MILE
from geo.page import basemap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.exports._picture.labels import Labels
    from geo.exports._picture.view import View
    from geo.model import Place

__all__ = ["frame", "ground", "names", "scale_bar", "shape_path"]

_POINTS_A_CITY = 45.0
"""A wider map names more cities: one for each of these points."""

_CURVED_SPAN = 25.0
"""Degrees of latitude above which a scale holds for the middle parallel alone, and says so."""


def frame(axes: Any, view: View) -> None:  # noqa: ANN401 - matplotlib is not typed
    """Set what the axes show, and their frame."""
    axes.set_xlim(view.west, view.east)
    axes.set_ylim(view.south, view.north)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor(palette.SEA)
    for side in axes.spines.values():
        side.set_color("#b9b4a6")
        side.set_linewidth(0.8)


def ground(axes: Any, view: View) -> basemap.Basemap:  # noqa: ANN401 - matplotlib is not typed
    """Draw land, lakes, rivers and borders; return what was drawn."""
    from matplotlib.collections import LineCollection, PathCollection  # noqa: PLC0415 - heavy

    base = basemap.clip(view.west, view.south, view.east, view.north)
    land = [shape_path(rings) for rings in base.land]
    # The edge in the colour of the land closes the seams between the cells that the land is cut into.
    axes.add_collection(
        PathCollection(land, facecolor=palette.LAND, edgecolor=palette.LAND, linewidth=0.4, zorder=1), autolim=False
    )
    lakes = [shape_path(rings) for rings in base.lakes]
    axes.add_collection(
        PathCollection(lakes, facecolor=palette.LAKE, edgecolor=palette.LAKE, linewidth=0.3, zorder=2), autolim=False
    )
    for lines, colour, width, dash, order in (
        (base.admin1, palette.ADMIN, 0.5, "-", 2),
        (base.rivers, palette.RIVER, 0.8, "-", 3),
        (base.coast, palette.COAST, 0.6, "-", 4),
        (base.borders, palette.BORDER, 1.0, "-", 5),
        (base.disputed, palette.BORDER, 1.0, (0, (3, 2)), 5),
    ):
        axes.add_collection(
            LineCollection(lines, colors=colour, linewidths=width, linestyles=[dash], zorder=order), autolim=False
        )
    return base


def shape_path(rings: Sequence[Sequence[tuple[float, float]]]) -> Any:  # noqa: ANN401 - matplotlib is not typed
    """Return rings as one path, holes cut out."""
    from matplotlib.path import Path  # noqa: PLC0415 - heavy

    vertices: list[tuple[float, float]] = []
    codes: list[int] = []
    for ring in rings:
        closed = ring if tuple(ring[0]) == tuple(ring[-1]) else (*ring, ring[0])
        vertices.extend((pair[0], pair[1]) for pair in closed)
        codes.extend([int(Path.MOVETO), *[int(Path.LINETO)] * (len(closed) - 2), int(Path.CLOSEPOLY)])
    return Path(vertices, codes)


def names(axes: Any, labels: Labels, view: View, base: basemap.Basemap, drawn: Sequence[Place]) -> None:  # noqa: ANN401
    """Write the names of countries and of some cities for orientation, where there is room.

    Cities that are among the ``drawn`` places, or under their marks, are left out.
    """
    cities = round(axes.get_window_extent().width / _POINTS_A_CITY)
    marked = [(place.lat, place.lon) for place in drawn]
    for country in basemap.country_labels():
        lon = view.near(country.lon)
        if view.west < lon < view.east and view.south < country.lat < view.north:
            spaced = country.name.upper()
            labels.place(Label(lon, country.lat, spaced, size=6.8, style="normal", colour=palette.FAINT, centred=True))
    count, near = 0, view.metres_wide() / 40.0
    for city in sorted(base.cities, key=lambda found: (-found.population, found.name)):
        if count == cities:
            break
        if any(rough_distance(city.lat, city.lon, *spot) < near for spot in marked):
            continue
        spot = Label(city.lon, city.lat, city.name, size=6.6, style="normal", colour=palette.QUIET, gap=3.5)
        if labels.place(spot):
            axes.plot([city.lon], [city.lat], "o", color=palette.QUIET, markersize=2.2, zorder=6)
            count += 1


def scale_bar(axes: Any, labels: Labels, view: View) -> None:  # noqa: ANN401 - matplotlib is not typed
    """Draw a scale bar at the lower left, kilometres above and miles below, and keep labels off it."""
    metres = view.metres_wide()
    bars = [
        (_round_number(metres * 0.22 / unit), unit, word) for unit, word in ((1000.0, "km"), (METRES_PER_MILE, "mi"))
    ]
    extent = axes.get_window_extent()
    left, low = extent.x0 + 10.0, extent.y0 + 20.0
    widest = 0.0
    for (number, unit, word), (offset, align) in zip(bars, ((2.5, "bottom"), (-2.5, "top")), strict=True):
        wide = number * unit / metres * extent.width
        widest = max(widest, wide)
        points = [(left, low + offset * 2), (left, low), (left + wide, low), (left + wide, low + offset * 2)]
        xs, ys = zip(*(axes.transData.inverted().transform(point) for point in points), strict=True)
        axes.plot(xs, ys, color=palette.PAPER, linewidth=3.0, alpha=0.8, zorder=21, solid_capstyle="butt")
        axes.plot(xs, ys, color=palette.INK, linewidth=1.1, zorder=22, solid_capstyle="butt")
        words = f"{number:g} {word}"
        if word == "km" and view.north - view.south > _CURVED_SPAN:
            words += f" at {abs(view.lat):.0f}° {'N' if view.lat >= 0 else 'S'}"
        x, y = axes.transData.inverted().transform((left + 4.0, low + offset))
        axes.text(
            x,
            y,
            words,
            fontproperties=palette.font("normal", 6.8),
            color=palette.INK,
            verticalalignment=align,
            zorder=22,
            parse_math=False,
        )
        widest = max(widest, text_size(words, "normal", 6.8)[0] + 6.0)
    labels.block(Box(left - 6.0, extent.y0, left + widest + 6.0, low + 16.0))


def _round_number(value: float) -> float:
    """Return the largest of 1, 2, 3 or 5 times a power of ten that is not above ``value``."""
    power = 1.0
    while power * 10.0 <= value:
        power *= 10.0
    while power > value:
        power /= 10.0
    return max(step * power for step in (1.0, 2.0, 3.0, 5.0) if step * power <= value)
