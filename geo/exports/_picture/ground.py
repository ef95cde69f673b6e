"""The ground of a map: land, water, borders, and a scale bar in kilometres and miles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.exports._picture import palette
from geo.exports._picture.labels import Box, Label, text_size
from geo.geodesy import rough_distance
from geo.layers._words import METRES_PER_MILE
from geo.model import Precision
from geo.page import basemap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.exports._picture.labels import Labels
    from geo.exports._picture.view import View
    from geo.model import Place

__all__ = ["frame", "ground", "names", "scale_bar", "shape_path", "thinned"]

_LEAST_STEP_PT = 0.6
"""Corners nearer to each other than this many points are not seen, and would make files of megabytes."""

_ADMIN_SPAN, _RIVER_SPAN = 22.0, 45.0
"""Degrees of longitude above which provinces and rivers would be a tangle."""

_SMALLEST_SHARE = 1.0 / 900.0
"""Part of the map that a country must fill for its name to be written for orientation."""

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
    span = view.east - view.west
    least = span / axes.get_window_extent().width * _LEAST_STEP_PT
    # The edge in the colour of the land closes the seams between the cells that the land is cut into.
    for polygons, colour, width, order in ((base.land, palette.LAND, 0.4, 1), (base.lakes, palette.LAKE, 0.3, 2)):
        paths = [shape_path([thinned(ring, least) for ring in rings]) for rings in polygons]
        axes.add_collection(
            PathCollection(paths, facecolor=colour, edgecolor=colour, linewidth=width, zorder=order), autolim=False
        )
    for lines, colour, width, dash, order in (
        (base.admin1 if span < _ADMIN_SPAN else [], palette.ADMIN, 0.5, "-", 2),
        (base.rivers if span < _RIVER_SPAN else [], palette.RIVER, 0.8, "-", 3),
        (base.coast, palette.COAST, 0.6, "-", 4),
        (base.borders, palette.BORDER, 1.0, "-", 5),
        (base.disputed, palette.BORDER, 1.0, (0, (3, 2)), 5),
    ):
        thin = [thinned(line, least) for line in lines]
        axes.add_collection(
            LineCollection(thin, colors=colour, linewidths=width, linestyles=[dash], zorder=order), autolim=False
        )
    return base


def thinned(line: Sequence[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    """Return the line without points nearer than ``least`` degrees to the one kept before; the ends stay."""
    if not line:
        return []
    kept = [line[0]]
    for point in line[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= least:
            kept.append(point)
    return [*kept, line[-1]] if len(line) > 1 else kept


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
    near = view.metres_wide() / 40.0
    countries = [place for place in drawn if place.precision is Precision.COUNTRY]
    least = (view.east - view.west) * (view.north - view.south) * _SMALLEST_SHARE
    for country in basemap.country_labels():
        lon = view.near(country.lon)
        if not (view.west < lon < view.east and view.south < country.lat < view.north) or country.area < least:
            continue
        if any(_same(country, place, 8.0 * near) for place in countries):
            continue
        name = country.name.upper()
        labels.place(
            Label(lon, country.lat, name, size=6.8, style="normal", colour=palette.FAINT, centred=True, shy=True)
        )
    marked = [(place.lat, place.lon) for place in drawn if place.precision is not Precision.COUNTRY]
    count = 0
    for city in sorted(base.cities, key=lambda found: (-found.population, found.name)):
        if count == cities:
            break
        if any(rough_distance(city.lat, city.lon, *spot) < near for spot in marked):
            continue
        spot = Label(city.lon, city.lat, city.name, size=6.6, style="normal", colour=palette.QUIET, gap=3.5)
        if labels.place(spot):
            axes.plot([city.lon], [city.lat], "o", color=palette.QUIET, markersize=2.2, zorder=6)
            count += 1


def _same(country: basemap.Country, place: Place, near: float) -> bool:
    """Return whether a drawn country has this name, or stands where this name would be written."""
    if country.name.casefold() == place.name.casefold():
        return True
    return rough_distance(country.lat, country.lon, place.lat, place.lon) < near


def scale_bar(axes: Any, labels: Labels, view: View, drawn: Sequence[Place]) -> None:  # noqa: ANN401
    """Draw a scale bar in a lower corner, kilometres above and miles below, and keep labels off it.

    It stands at the left, or at the right where a place would lie under it.
    """
    metres = view.metres_wide()
    bars = [
        (_round_number(metres * 0.22 / unit), unit, word) for unit, word in ((1000.0, "km"), (METRES_PER_MILE, "mi"))
    ]
    extent = axes.get_window_extent()
    left, low = extent.x0 + 10.0, extent.y0 + 20.0
    room = Box(extent.x0, extent.y0, extent.x0 + 0.25 * extent.width + 20.0, low + 24.0)
    points = [labels.at(view.near(place.lon), place.lat) for place in drawn]
    if any(Box(x - 4, y - 4, x + 4, y + 4).meets(room) for x, y in points):
        left = extent.x1 - 20.0 - max(number * unit for number, unit, _ in bars) / metres * extent.width
    from matplotlib.patheffects import Stroke  # noqa: PLC0415 - heavy

    widest = 0.0
    for (number, unit, word), (offset, align) in zip(bars, ((2.5, "bottom"), (-2.5, "top")), strict=True):
        wide = number * unit / metres * extent.width
        widest = max(widest, wide)
        corners = [(left, low + offset * 2), (left, low), (left + wide, low), (left + wide, low + offset * 2)]
        xs, ys = zip(*(axes.transData.inverted().transform(corner) for corner in corners), strict=True)
        axes.plot(xs, ys, color=palette.PAPER, linewidth=3.0, alpha=0.8, zorder=21, solid_capstyle="butt")
        axes.plot(xs, ys, color=palette.INK, linewidth=1.1, zorder=22, solid_capstyle="butt")
        words = f"{number:,g} {word}"
        if word == "km" and view.north - view.south > _CURVED_SPAN:
            words += f" at {abs(view.lat):.0f}° {'N' if view.lat >= 0 else 'S'}"
        x, y = axes.transData.inverted().transform((left + 4.0, low + offset))
        shared: dict[str, Any] = {"fontproperties": palette.font("normal", 6.8), "verticalalignment": align}
        # Lines of the map may run beneath; the numbers stay legible.
        halo = axes.text(x, y, words, color=palette.LAND, zorder=21, parse_math=False, **shared)
        halo.set_path_effects([Stroke(linewidth=2.4, foreground=palette.LAND)])
        axes.text(x, y, words, color=palette.INK, zorder=22, parse_math=False, **shared)
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
