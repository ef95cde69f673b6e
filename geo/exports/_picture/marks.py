"""What the reports say, on a map: areas, extents, footprints, measured lines, marks and their names."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.exports._picture import palette
from geo.exports._picture.ground import shape_path, thinned
from geo.exports._picture.labels import Label
from geo.exports._picture.view import METRES_A_DEGREE, box_of, pairs_of
from geo.exports._picture.words import shown
from geo.geodesy import circle
from geo.layers._lines import measured_line
from geo.layers._simplestyle import user_layer
from geo.layers._words import SIGNS, measured_words
from geo.model import Judgement, Place, Precision, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.exports._picture.labels import Labels
    from geo.exports._picture.view import View
    from geo.layers.scene import Scene
    from geo.model import Analysis, Verdict

__all__ = [
    "Drawn",
    "areas",
    "claim",
    "claim_in_overview",
    "places",
    "user_key",
    "users",
    "write_measure",
    "write_names",
]

_LEAST_EXTENT_PT = 7.0
"""Circles of extent smaller than this radius in points would hide under the mark."""

_SMALL_EXTENT_M, _SMALL_EXTENT_LAT = 50_000.0, 60.0
"""Up to here a circle on the ellipsoid and an ellipse of degrees differ by less than a hundredth of the radius."""

_LEAST_STEP = 1.0 / 1500.0
"""Part of the width of a map below which corners of an outline are not seen."""

_BADGE_PT = 11.0

_LEAST_SIGNED_PT = 34.0
"""Points of a line below which its sign would hide the places at its ends."""

_WIDE_SHARE = 0.25
"""Share of the map above which an area is only outlined in the overview."""

_UNITS = frozenset({Precision.DISTRICT, Precision.PROVINCE, Precision.COUNTRY})


@dataclass(frozen=True, slots=True)
class Drawn:
    """A place to be drawn and how often the reports mention it."""

    place: Place
    mentions: int


def _near(shape: Shape, view: View) -> list[list[list[tuple[float, float]]]]:
    """Return the polygons (or lines, as polygons of one ring) of a shape, shifted whole to the view."""
    parts: Sequence[Any]
    if shape.kind == "Polygon":
        parts = (shape.coordinates,)
    elif shape.kind == "MultiPolygon":
        parts = shape.coordinates
    elif shape.kind == "LineString":
        parts = ((shape.coordinates,),)
    elif shape.kind == "MultiLineString":
        parts = tuple((line,) for line in shape.coordinates)
    else:
        return []
    found: list[list[list[tuple[float, float]]]] = []
    least = (view.east - view.west) * _LEAST_STEP
    for rings in parts:
        lons = [pair[0] for pair in rings[0]]
        middle = (min(lons) + max(lons)) / 2.0
        shift = view.near(middle) - middle
        found.append([thinned([(pair[0] + shift, pair[1]) for pair in ring], least) for ring in rings])
    return found


def _fill(axes: Any, shape: Shape, view: View, **style: Any) -> None:  # noqa: ANN401 - matplotlib is not typed
    """Draw a shape: areas as patches, lines as lines, which have no face.

    Added as artists: adding them as patches would measure every corner for limits that are set already.
    """
    from matplotlib.collections import LineCollection  # noqa: PLC0415 - heavy
    from matplotlib.patches import PathPatch  # noqa: PLC0415

    if shape.kind.endswith("LineString"):
        lines = [rings[0] for rings in _near(shape, view)]
        colour, width, dash = style["edgecolor"], style.get("linewidth", 1.0), style.get("linestyle", "-")
        if colour != "none":
            style_of = {"colors": colour, "linewidths": width, "linestyles": [dash], "zorder": style["zorder"]}
            axes.add_collection(LineCollection(lines, **style_of), autolim=False)
        return
    for rings in _near(shape, view):
        axes.add_artist(PathPatch(shape_path(rings), **style))


def areas(axes: Any, view: View, scene: Scene, drawn: Iterable[Drawn]) -> None:  # noqa: ANN401 - not typed
    """Draw provinces, districts and countries by their outlines, inferred places by their areas."""
    for item in drawn:
        place = item.place
        outline = scene.outline(place)
        if outline is None:
            continue
        dash: Any = "-"
        face, edge, alpha = palette.AREA, palette.AREA, 0.08
        if place.precision is Precision.INFERRED:
            face = edge = palette.INFERRED
            dash, alpha = palette.INFERRED_DASH, 0.17
        elif place.precision is Precision.COUNTRY:
            face, edge = "none", palette.COUNTRY_EDGE
        if face != "none":
            _fill(axes, outline, view, facecolor=face, alpha=alpha, edgecolor="none", zorder=7)
        _fill(axes, outline, view, facecolor="none", edgecolor=edge, linewidth=1.1, linestyle=dash, zorder=8)


def claim_in_overview(  # noqa: PLR0913 - what is drawn, where, and how
    axes: Any,  # noqa: ANN401 - matplotlib is not typed
    view: View,
    labels: Labels,
    analysis: Analysis,
    verdict: Verdict,
    *,
    area: bool,
) -> None:
    """Draw the measured geodesic of a claim as the page's first view does, and its area where ``area`` says so.

    A line too short for its sign has none, or beside it where it is contradicted; an area that would tint much of
    the map is an outline. A claim that is no line is left to its inset.
    """
    lines = list(_measured(view, analysis, verdict))
    if area and lines and verdict.footprint is not None:
        _footprint(axes, view, labels, verdict, tinted=not _is_wide(verdict.footprint, view))
    _line(axes, view, labels, verdict, lines, least=_LEAST_SIGNED_PT)


def claim(axes: Any, view: View, labels: Labels, analysis: Analysis, verdict: Verdict) -> None:  # noqa: ANN401
    """Draw the footprint of a claim and the measured geodesic; labels are kept off the line."""
    if verdict.footprint is not None:
        _footprint(axes, view, labels, verdict, tinted=True)
    _line(axes, view, labels, verdict, _measured(view, analysis, verdict), least=0.0)


def _is_wide(shape: Shape, view: View) -> bool:
    box = box_of(pairs_of(shape))
    whole = (view.east - view.west) * (view.north - view.south)
    return box is not None and (box.east - box.west) * (box.north - box.south) > _WIDE_SHARE * whole


def _footprint(axes: Any, view: View, labels: Labels, verdict: Verdict, *, tinted: bool) -> None:  # noqa: ANN401
    shape = verdict.footprint
    if shape is None:
        return
    colour = palette.VERDICT_COLOURS[verdict.verdict]
    if tinted and shape.kind.endswith("Polygon"):
        _fill(axes, shape, view, facecolor=colour, alpha=0.13, edgecolor="none", zorder=9)
    edge: dict[str, Any] = {"edgecolor": colour, "linewidth": 1.1, "linestyle": palette.CLAIM_DASH}
    _fill(axes, shape, view, facecolor="none", zorder=10, **edge)
    for rings in _near(shape, view):
        lons, lats = zip(*rings[0], strict=True)
        labels.shun_line(lons, lats)


def _line(  # noqa: PLR0913 - what is drawn, where, and how
    axes: Any,  # noqa: ANN401 - matplotlib is not typed
    view: View,
    labels: Labels,
    verdict: Verdict,
    lines: Iterable[tuple[tuple[float, ...], tuple[float, ...]]],
    *,
    least: float,
) -> None:
    colour, dash = palette.VERDICT_COLOURS[verdict.verdict], palette.VERDICT_DASHES[verdict.verdict]
    for lons, lats in lines:
        axes.plot(lons, lats, color=palette.PAPER, linewidth=4.2, zorder=11, solid_capstyle="round")
        axes.plot(lons, lats, color=colour, linewidth=2.2, linestyle=dash, zorder=12)
        labels.block_line(lons, lats)
        at = (_middle(lons), _middle(lats))
        if math.dist(labels.at(lons[0], lats[0]), labels.at(lons[-1], lats[-1])) >= least:
            _badge(axes, view, labels, at, verdict.verdict)
        elif verdict.verdict is Judgement.CONTRADICTED:
            x, y = labels.at(*at)
            lon, lat = axes.transData.inverted().transform((x + _BADGE_PT, y + _BADGE_PT))
            _badge(axes, view, labels, (float(lon), float(lat)), verdict.verdict)


def _badge(axes: Any, view: View, labels: Labels, at: tuple[float, float], verdict: Judgement) -> None:  # noqa: ANN401
    """Put the sign of the verdict on the middle of a line."""
    lon, lat = at
    if not (view.west < lon < view.east and view.south < lat < view.north):
        return
    colour = palette.VERDICT_COLOURS[verdict]
    style = {"markerfacecolor": palette.PAPER, "markeredgecolor": colour, "markeredgewidth": 1.4}
    axes.plot([lon], [lat], "o", markersize=_BADGE_PT, zorder=16, **style)
    axes.text(
        lon,
        lat,
        SIGNS[verdict],
        fontproperties=palette.font("bold", 6.6),
        color=colour,
        horizontalalignment="center",
        verticalalignment="center_baseline",
        parse_math=False,
        clip_on=True,
        zorder=17,
    )
    labels.block_point(lon, lat, _BADGE_PT / 2.0)


def write_measure(view: View, labels: Labels, analysis: Analysis, verdict: Verdict) -> None:
    """Write what was measured beside the middle of its line, where there is room."""
    colour = palette.VERDICT_COLOURS[verdict.verdict]
    for lons, lats in _measured(view, analysis, verdict):
        lon, lat = _middle(lons), _middle(lats)
        words = measured_words(verdict.measured)
        labels.place(Label(lon, lat, words, size=7.4, colour=colour, gap=_BADGE_PT / 2.0 + 2.0))


def _measured(
    view: View, analysis: Analysis, verdict: Verdict
) -> Iterator[tuple[tuple[float, ...], tuple[float, ...]]]:
    way = measured_line(analysis, verdict)
    for rings in _near(way, view) if way is not None else ():
        lons, lats = zip(*rings[0], strict=True)
        yield lons, lats


def _middle(values: Sequence[float]) -> float:
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2.0


def places(axes: Any, view: View, labels: Labels, drawn: Sequence[Drawn]) -> None:  # noqa: ANN401 - not typed
    """Draw the marks of towns and finer places, and the circles of their extents; labels are kept off them."""
    a_point = labels.at(view.lon, view.lat)[1] - labels.at(view.lon, view.lat - 1.0)[1]
    for item in drawn:
        place = item.place
        if place.precision in _UNITS or place.precision is Precision.INFERRED or not view.holds(place.position):
            continue
        radius = place.extent_m / METRES_A_DEGREE * a_point
        if radius >= _LEAST_EXTENT_PT:
            axes.add_artist(_extent(place, view))
        lon = view.near(place.lon)
        size = mark_size(item.mentions)
        axes.plot(
            [lon],
            [place.lat],
            "o",
            markersize=size,
            markerfacecolor=palette.MARK,
            markeredgecolor=palette.PAPER,
            markeredgewidth=1.2,
            zorder=15,
        )
        labels.block_point(lon, place.lat, size / 2.0)


def _extent(place: Place, view: View) -> Any:  # noqa: ANN401 - matplotlib is not typed
    """Return the circle of an extent: an ellipse of degrees where that is the same to the eye, else geodesic."""
    from matplotlib.patches import Ellipse, Polygon  # noqa: PLC0415 - heavy

    style: dict[str, Any] = {"facecolor": "#00000012", "edgecolor": palette.QUIET}
    style |= {"linewidth": 0.8, "linestyle": palette.EXTENT_DASH}
    if place.extent_m <= _SMALL_EXTENT_M and abs(place.lat) <= _SMALL_EXTENT_LAT:
        high = 2.0 * place.extent_m / METRES_A_DEGREE
        wide = high / math.cos(math.radians(place.lat))
        return Ellipse((view.near(place.lon), place.lat), wide, high, zorder=13, **style)
    ring = next(iter(_near(circle(place.position, place.extent_m), view)))[0]
    return Polygon(ring, zorder=13, **style)


def mark_size(mentions: int) -> float:
    """Return the diameter of a mark in points: the area grows with the number of mentions, up to a bound."""
    return min(13.0, 5.6 + 1.6 * math.sqrt(mentions - 1))


def write_names(view: View, labels: Labels, drawn: Iterable[Drawn], *, local: bool = True) -> list[str]:
    """Write the names of places, most mentioned first; return those that found no room."""
    missing: list[str] = []
    for item in drawn:
        place = item.place
        if not view.holds(place.position):
            continue
        name = shown(place.name, 34)
        other = shown(place.local_name, 24) if local and place.local_name != place.name else ""
        unit = place.precision in _UNITS
        colour = palette.AREA if unit else palette.INK
        if place.precision is Precision.INFERRED:
            colour = palette.INFERRED
        label = Label(
            view.near(place.lon),
            place.lat,
            name,
            other,
            size=7.6 if unit else 8.6,
            style="italic" if unit else "bold",
            colour=colour,
            gap=mark_size(item.mentions) / 2.0 + 3.0,
            centred=unit,
            shy=place.precision is Precision.COUNTRY,
        )
        if not labels.place(label):
            missing.append(name)
    return missing


def users(axes: Any, view: View, layers: Sequence[Any]) -> None:  # noqa: ANN401 - matplotlib and foreign JSON
    """Draw the user's own GeoJSON by its simplestyle properties, checked as for the page."""
    for number, layer in enumerate(layers, 1):
        for feature in user_layer(number, layer)["features"]:
            for geometry in feature["geometries"]:
                _user(axes, view, geometry, feature["style"])


def user_key(style: dict[str, Any], kind: str) -> Any:  # noqa: ANN401 - matplotlib is not typed
    """Return the handle of a legend for a feature of this style and type of geometry."""
    from matplotlib.lines import Line2D  # noqa: PLC0415 - heavy
    from matplotlib.patches import Patch  # noqa: PLC0415

    stroke, width, _ = _pen(style)
    if kind.endswith("Point"):
        return Line2D([], [], marker="o", color="none", markersize=7, **_pin(style))
    if kind.endswith("LineString"):
        return Line2D([], [], color=stroke, linewidth=width)
    return Patch(facecolor=_face(style), edgecolor=stroke, linewidth=width)


def _user(axes: Any, view: View, geometry: dict[str, Any], style: dict[str, Any]) -> None:  # noqa: ANN401
    kind, at = geometry["type"], geometry["coordinates"]
    if kind.endswith("Point"):
        for lon, lat in [at] if kind == "Point" else at:
            axes.plot([view.near(lon)], [lat], "o", markersize=style.get("size", 7), zorder=14, **_pin(style))
        return
    try:
        shape = Shape.from_geojson(geometry)
    except (KeyError, TypeError, ValueError):
        return
    stroke, width, opacity = _pen(style)
    if kind.endswith("LineString"):
        for rings in _near(shape, view):
            lons, lats = zip(*rings[0], strict=True)
            axes.plot(lons, lats, color=stroke, linewidth=width, alpha=opacity, zorder=8)
        return
    _fill(axes, shape, view, facecolor=_face(style), edgecolor="none", zorder=8)
    _fill(axes, shape, view, facecolor="none", edgecolor=stroke, linewidth=width, alpha=opacity, zorder=8)


def _pen(style: dict[str, Any]) -> tuple[str, float, float]:
    """Return colour, width in points and opacity of a line; the page's pixels are three quarters of a point."""
    return style.get("stroke", palette.USER), 0.75 * style.get("width", 2.0), style.get("opacity", 1.0)


def _face(style: dict[str, Any]) -> tuple[str, float]:
    return style.get("fill", style.get("stroke", palette.USER)), style.get("fillOpacity", 0.25)


def _pin(style: dict[str, Any]) -> dict[str, Any]:
    return {"markerfacecolor": style.get("marker", palette.USER), "markeredgecolor": palette.PAPER}
