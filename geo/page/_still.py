"""The first view of the map as a small still picture in SVG, for readers without scripts.

Drawn from the same scene and basemap as the page, in the page's projection (Mercator), in attributes only, so that
no style is needed. Coordinates are whole numbers of half a pixel.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.layers._lines import measured_line
from geo.layers._polyline import decode
from geo.layers._words import METRES_PER_MILE, SIGNS
from geo.model import Judgement, Precision
from geo.page import basemap
from geo.page._markup import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.layers.scene import Scene
    from geo.model import Shape
    from geo.page.basemap import Bounds

__all__ = ["HEIGHT", "WIDTH", "still"]

WIDTH, HEIGHT = 1640, 1000
"""Units of the picture; it is shown half as large."""

LETTERS = 18_000
"""Room for ground and areas; where they need more, corners nearer to each other are left out."""

MOST_PLACES, MOST_LABELS, MOST_CLAIMS, MOST_CITIES = 150, 40, 30, 14
LONGEST = 34
FEW_FOOTPRINTS = 5
"""Claims up to which each shows its area, as in the page's first view."""

_PAD = 0.1
_EDGE = 24
_WIDE_DEG = 150.0
_RADIUS_M = 6_378_137.0
_EM = 0.58
"""Width of a letter in sizes of the font, on average and generously."""

_LAND, _SEA, _INK, _SOFT, _PAPER = "#f8f6ef", "#cfdfe8", "#1b2430", "#4a5563", "#ffffff"
_LINES = {"rivers": "#9dbccb", "admin1": "#c3bba8", "coast": "#87a0ad", "borders": "#8d8574", "disputed": "#8d8574"}
_TONES = {
    Judgement.SUPPORTED: ("#005a8e", ""),
    Judgement.APPROXIMATE: ("#8a5a00", "24 10"),
    Judgement.CONTRADICTED: ("#a83c00", "10 10"),
    Judgement.UNVERIFIABLE: ("#555b63", "2 10"),
}
_INFERRED, _ADMIN = "#7a3577", "#43506b"
_UNITS = frozenset({Precision.DISTRICT, Precision.PROVINCE})


class _Type(NamedTuple):
    """How a word is written, and how far from its point."""

    size: int
    colour: str
    bold: bool = False
    gap: int = 0


_PLACE, _UNIT = _Type(25, _INK, bold=True, gap=16), _Type(23, _INK)
_CITY, _SCALE = _Type(19, _SOFT, gap=8), _Type(19, _INK)

Point = tuple[int, int]
Box = tuple[float, float, float, float]


def still(scene: Scene, bounds: Bounds, title: str) -> str:
    """Return an ``<svg>`` element of what the page opens with; all text in it is escaped."""
    view = _View(bounds)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH // 2}" '
        f'height="{HEIGHT // 2}" role="img" aria-labelledby="cm-still-title" font-family="sans-serif" '
        f'stroke-linejoin="round" fill="none"><title id="cm-still-title">{escaped(title)}</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_SEA}"/>'
    )
    pieces = [head]
    labels = _Labels()
    base = _base(view)
    for least in (3.0, 4.5, 7.0, 11.0, 18.0):
        drawn = [*_ground(view, base, least), *_areas(view, scene, least)]
        if sum(map(len, drawn)) <= LETTERS:
            break
    pieces.extend(drawn)
    pieces.extend(_claims(view, scene, labels))
    pieces.extend(_places(view, scene, labels))
    pieces.extend(_cities(view, base, labels))
    pieces.extend(_scale(view))
    return "".join((*pieces, "</svg>"))


class _View:
    """The box that is drawn, and the way from degrees to units."""

    def __init__(self, bounds: Bounds) -> None:
        south, north = _mercator(bounds.south), _mercator(bounds.north)
        wide, high = bounds.east - bounds.west, north - south
        size = max(wide / WIDTH, high / HEIGHT) * (1.0 + 2.0 * _PAD)
        self.middle = (bounds.west + bounds.east) / 2.0
        self.unit = min(size, 360.0 / WIDTH)
        self.west = self.middle - self.unit * WIDTH / 2.0
        self.top = (south + north) / 2.0 + self.unit * HEIGHT / 2.0
        self.box = basemap.Bounds(
            self.west,
            max(-85.0, _latitude(self.top - self.unit * HEIGHT)),
            self.west + self.unit * WIDTH,
            min(85.0, _latitude(self.top)),
        )

    def at(self, lon: float, lat: float) -> Point:
        """Return where a position is drawn, without a turn about the globe."""
        return round((lon - self.west) / self.unit), round((self.top - _mercator(lat)) / self.unit)

    def near(self, lon: float) -> float:
        """Return the longitude on the side of the antimeridian where the picture is."""
        return lon - 360.0 * round((lon - self.middle) / 360.0)

    def line(self, pairs: Iterable[Sequence[float]], least: float, turn: float = 0.0) -> list[Point]:
        """Return the points of a line, those nearer than ``least`` to the one before left out."""
        kept: list[Point] = []
        point = (0, 0)
        for pair in pairs:
            point = self.at(pair[0] + turn, pair[1])
            if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= least:
                kept.append(point)
        if kept and kept[-1] != point:
            kept.append(point)
        return kept

    def metres(self) -> float:
        """Return the metres of a unit in the middle of the picture."""
        lat = math.radians(_latitude(self.top - self.unit * HEIGHT / 2.0))
        return math.radians(self.unit) * _RADIUS_M * math.cos(lat)


def _mercator(lat: float) -> float:
    lat = max(-85.05, min(85.05, lat))
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def _latitude(mercator: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(mercator))))


def _base(view: _View) -> basemap.Basemap:
    if view.box.span >= _WIDE_DEG:
        return basemap.world("far")
    level = basemap.level_for(view.box)
    return basemap.clip(*view.box, level="middle" if level == "fine" and view.box.span > 3.0 else level)  # noqa: PLR2004 - degrees


def _path(rings: Iterable[Sequence[Point]], *, closed: bool) -> str:
    """Return the ``d`` of a path, relative, in whole units."""
    letters: list[str] = []
    for ring in rings:
        if len(ring) < 2:  # noqa: PLR2004 - a line has two ends
            continue
        (x, y), *rest = ring
        letters.append(f"M{x} {y}l")
        steps: list[str] = []
        for to_x, to_y in rest:
            steps.append(f"{to_x - x} {to_y - y}")
            x, y = to_x, to_y
        letters.append(" ".join(steps).replace(" -", "-"))
        if closed:
            letters.append("z")
    return "".join(letters)


def _ground(view: _View, base: basemap.Basemap, least: float) -> Iterator[str]:
    for polygons, colour in ((base.land, _LAND), (base.lakes, _SEA)):
        path = _path((view.line(ring, least) for rings in polygons for ring in rings), closed=True)
        if path:
            yield f'<path fill="{colour}" stroke="{colour}" fill-rule="evenodd" d="{path}"/>'
    for name, colour in _LINES.items():
        path = _path((view.line(line, least) for line in getattr(base, name)), closed=False)
        dash = ' stroke-dasharray="8 6"' if name == "disputed" else ""
        width = 3 if name in {"borders", "disputed"} else 2
        if path:
            yield f'<path stroke="{colour}" stroke-width="{width}"{dash} d="{path}"/>'


def _areas(view: _View, scene: Scene, least: float) -> Iterator[str]:
    """Yield the outlines of units and inferred areas, as the page carries them."""
    payload = scene.payload()
    places, areas = payload["places"], payload["areas"]
    order = list(Precision)
    for precision, area in zip(places["precision"], places["area"], strict=True):
        kind = order[precision]
        if area < 0 or kind not in _UNITS | {Precision.INFERRED, Precision.COUNTRY} or areas[area]["kind"] != "polygon":
            continue
        path = _path(_rings(view, areas[area], least), closed=True)
        if not path:
            continue
        colour, more = (_INFERRED, ' stroke-dasharray="12 8"') if kind is Precision.INFERRED else (_ADMIN, "")
        fill = "none" if kind is Precision.COUNTRY else colour
        yield f'<path stroke="{colour}" stroke-width="3"{more} fill="{fill}" fill-opacity=".07" d="{path}"/>'


def _rings(view: _View, area: dict[str, Any], least: float) -> Iterator[list[Point]]:
    box = (-_EDGE, -_EDGE, WIDTH + _EDGE, HEIGHT + _EDGE)
    for part in area["parts"]:
        rings = [[(x / 1000.0, y / 1000.0) for x, y in decode(ring)] for ring in part]
        turn = view.near(rings[0][0][0]) - rings[0][0][0]
        for ring in rings:
            clipped = basemap.clip_ring(view.line(ring, least, turn), box)
            if len(clipped) > 2:  # noqa: PLR2004 - a triangle
                yield clipped


def _claims(view: _View, scene: Scene, labels: _Labels) -> Iterator[str]:
    payload = scene.payload()
    found: list[tuple[Judgement, Shape, int]] = []
    index = 0
    for analysis in scene.analyses:
        for verdict in analysis.verdicts:
            line = measured_line(analysis, verdict) if len(found) < MOST_CLAIMS else None
            if line is not None:
                found.append((verdict.verdict, line, payload["claims"][index]["area"]))
            index += 1
    for judgement, _, area in found if len(found) <= FEW_FOOTPRINTS else ():
        if area >= 0 and payload["areas"][area]["kind"] == "polygon":
            colour = _TONES[judgement][0]
            path = _path(_rings(view, payload["areas"][area], 3.0), closed=True)
            if path:
                yield (
                    f'<path stroke="{colour}" stroke-width="2" stroke-dasharray="8 6" fill="{colour}" '
                    f'fill-opacity=".1" d="{path}"/>'
                )
    for judgement, way, _ in found:
        turn = view.near(way.coordinates[0][0]) - way.coordinates[0][0]
        points = view.line(way.coordinates, 2.0, turn)
        path = _path([points], closed=False)
        if not path:
            continue
        colour, dash = _TONES[judgement]
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        yield f'<path stroke="{_PAPER}" stroke-width="10" d="{path}"/>'
        yield f'<path stroke="{colour}" stroke-width="5"{dashes} d="{path}"/>'
        x, y = (points[0][0] + points[-1][0]) // 2, (points[0][1] + points[-1][1]) // 2
        if math.dist(points[0], points[-1]) > 70.0:  # noqa: PLR2004 - units: room for the sign between its ends
            labels.block(x, y, 20)
            yield f'<circle cx="{x}" cy="{y}" r="18" fill="{_PAPER}" stroke="{colour}" stroke-width="4"/>'
            yield _text(x, y + 8, SIGNS[judgement], _Type(22, colour, bold=True))


def _places(view: _View, scene: Scene, labels: _Labels) -> Iterator[str]:
    """Yield the marks of towns, most often named first, then their names where there is room."""
    places, mentions = scene.payload()["places"], scene.payload()["mentions"]
    counts = [0] * len(places["id"])
    for place in mentions["place"]:
        counts[place] += 1
    order = list(Precision)
    heaviest = sorted(range(len(counts)), key=lambda index: (-counts[index], index))[: 3 * MOST_PLACES]
    shown: list[tuple[int, int, int, Precision]] = []
    for index in heaviest:
        x, y = view.at(view.near(places["lon"][index]), places["lat"][index])
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT and len(shown) < MOST_PLACES:
            shown.append((index, x, y, order[places["precision"][index]]))
    dots = [(x, y, counts[index]) for index, x, y, kind in shown if kind not in _UNITS and _is_dot(kind)]
    for x, y, count in dots:
        radius = min(18.0, 8.0 + 2.0 * math.sqrt(count - 1))
        labels.block(x, y, radius)
        yield f'<circle cx="{x}" cy="{y}" r="{radius:.0f}" fill="{_INK}" stroke="{_PAPER}" stroke-width="4"/>'
    for index, x, y, kind in shown:
        dot = _is_dot(kind) and kind not in _UNITS
        yield from labels.write(x, y, places["name"][index], _PLACE if dot else _UNIT)


def _is_dot(kind: Precision) -> bool:
    return kind not in {Precision.COUNTRY, Precision.INFERRED}


def _cities(view: _View, base: basemap.Basemap, labels: _Labels) -> Iterator[str]:
    count = 0
    for city in sorted(base.cities, key=lambda city: (-city.population, city.name)):
        x, y = view.at(view.near(city.lon), city.lat)
        if count == MOST_CITIES or not labels.free(x, y):
            continue
        written = list(labels.write(x, y, city.name, _CITY))
        if written:
            count += 1
            yield f'<circle cx="{x}" cy="{y}" r="4" fill="{_SOFT}"/>'
            yield from written


def _scale(view: _View) -> Iterator[str]:
    y = HEIGHT - 40
    yield f'<rect x="14" y="{y - 36}" width="270" height="66" fill="{_PAPER}" fill-opacity=".8"/>'
    for unit, word, base, up in ((1000.0, "km", y, -8), (METRES_PER_MILE, "mi", y, 24)):
        most = 230.0 * view.metres() / unit
        power = 10.0 ** math.floor(math.log10(most))
        number = next(step for step in (5.0, 2.0, 1.0) if step * power <= most) * power
        wide = round(number * unit / view.metres())
        yield f'<path stroke="{_INK}" stroke-width="3" d="M24 {base}h{wide}M{24 + wide} {base}v{up // 2}"/>'
        yield _text(30, base + up, f"{number:,.4g} {word}", _SCALE, anchor="start")


def _text(x: float, y: float, text: str, ink: _Type, *, anchor: str = "middle") -> str:
    weight = ' font-weight="700"' if ink.bold else ""
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{ink.size}"{weight} text-anchor="{anchor}" fill="{ink.colour}">'
        f"{escaped(text)}</text>"
    )


class _Labels:
    """Names without collisions: the first of four spots about a point that is free."""

    def __init__(self) -> None:
        self.taken: list[Box] = [(0.0, HEIGHT - 90.0, 300.0, float(HEIGHT))]
        self.count = 0

    def block(self, x: float, y: float, radius: float) -> None:
        """Keep names off a mark."""
        self.taken.append((x - radius, y - radius, x + radius, y + radius))

    def free(self, x: float, y: float) -> bool:
        """Return whether nothing is drawn about a point of the picture."""
        return 0 < x < WIDTH and 0 < y < HEIGHT and not self._meets((x - 12, y - 12, x + 12, y + 12))

    def _meets(self, box: Box) -> bool:
        return any(
            box[0] < other[2] and box[2] > other[0] and box[1] < other[3] and box[3] > other[1] for other in self.taken
        )

    def write(self, x: int, y: int, name: str, ink: _Type) -> Iterator[str]:
        """Yield a name beside a point, or on it where it has no gap; nothing where there is no room."""
        name = " ".join(name.split())
        name = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
        wide, high = _EM * ink.size * len(name) * (1.08 if ink.bold else 1.0), 1.2 * ink.size
        spots = [(x - wide / 2, y - high / 2)]
        if ink.gap:
            beside, below = ink.gap + wide, ink.gap + high
            spots = [(x + ink.gap, spots[0][1]), (x - beside, spots[0][1])]
            spots += [(x - wide / 2, y - below), (x - wide / 2, y + ink.gap)]
        for left, top in spots:
            box = (left, top, left + wide, top + high)
            inside = box[0] > 4.0 and box[1] > 4.0 and box[2] < WIDTH - 4.0 and box[3] < HEIGHT - 4.0  # noqa: PLR2004
            if name and self.count < MOST_LABELS + MOST_CITIES and inside and not self._meets(box):
                self.taken.append(box)
                self.count += 1
                written = _text(left + wide / 2, top + 0.85 * high, name, ink)
                yield written.replace("<text ", f'<text paint-order="stroke" stroke="{_LAND}" stroke-width="5" ', 1)
                return
