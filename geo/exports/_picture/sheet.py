"""The sheet: title, overview, an inset a claim, legend and source line; all lengths in inches.

Laid out at 72 dots an inch, so that a dot is a point; PNG is drawn larger from the same layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.exports._picture import marks, palette, words
from geo.exports._picture.focus import MOST_INSETS, claim_view, claims_shown, drawn_places, overview_view
from geo.exports._picture.ground import frame, ground, names, scale_bar
from geo.exports._picture.labels import Labels, text_size, wrapped
from geo.exports._picture.view import box_of, pairs_of
from geo.layers._lines import measured_line
from geo.layers._simplestyle import user_layer
from geo.layers._words import SIGNS, VERDICT_WORDS, measured_words
from geo.model import Judgement, Precision
from geo.page.basemap import VIEWPOINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.exports._picture.marks import Drawn
    from geo.exports._picture.view import View
    from geo.layers.scene import Scene
    from geo.model import Analysis, Place, Verdict

__all__ = ["COLUMN", "SHEET", "Layout", "sheet"]

MARGIN, GAP = 0.3, 0.22
_SIDE_WIDTH = 3.6
_CAPTION_PAD, _CAPTION_STEP = 0.1, 0.165
_LEADING = 1.36
_A_KEY = 2.0
"""Inches of the sheet that an entry of the legend needs."""

_KEY_STEP = 0.15
_FEW_AREAS = 5
"""Measured claims up to which the overview shows the area of each, as the page does."""

_MOST_USER_KEYS = 4
_MOST_PLACES, _MOST_CLAIMS = 400, 200
"""More would only cover each other; the note below the map says how many are left out."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes in inches, and how many insets stand beside the map, in a row below it, and in all.

    ``heading`` says whether title and subtitle are a part of the picture.
    """

    width: float
    map_height: float
    beside: int
    in_row: int
    insets: int
    heading: bool

    @property
    def row_width(self) -> float:
        """The width of an inset below the map."""
        return (self.width - 2 * MARGIN - (self.in_row - 1) * GAP) / self.in_row

    @property
    def keys_in_row(self) -> int:
        """How many entries of the legend stand in a row."""
        return max(1, int((self.width - 2 * MARGIN) / _A_KEY))


SHEET = Layout(11.0, 5.4, beside=2, in_row=3, insets=MOST_INSETS, heading=True)
COLUMN = Layout(7.4, 4.2, beside=0, in_row=2, insets=2, heading=False)
"""For the text column of a document, which has the title itself: a tenth smaller there, its letters stay legible."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a map stands on the sheet, inches from the lower left."""

    left: float
    bottom: float
    width: float
    height: float


def sheet(scene: Scene, title: str | None = None, layout: Layout = SHEET) -> Any:  # noqa: ANN401 - matplotlib is not typed
    """Return a ``matplotlib.figure.Figure`` of the scene."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - heavy
    from matplotlib.figure import Figure  # noqa: PLC0415

    insets = claims_shown(scene.analyses)
    chosen = insets[: layout.insets]
    rows = 0 if len(chosen) <= layout.beside else -(-len(chosen) // layout.in_row)
    lines = _heading_lines(scene.analyses, title, layout) if layout.heading else []
    drawn = drawn_places(scene.analyses)
    keys = _keys(scene, drawn)
    key_rows = -(-len(keys) // layout.keys_in_row)
    head = 0.26 + sum(size * _LEADING for _, _, size, _ in lines) / 72 + 0.12
    foot = 0.76 + _KEY_STEP * max(2, key_rows)
    captions = [_caption_lines(verdict, layout.row_width if rows else _SIDE_WIDTH) for _, verdict in chosen]
    caption_height = _CAPTION_PAD + _CAPTION_STEP * max(map(len, captions), default=0)
    row_height = 2.35 + caption_height
    height = head + layout.map_height + rows * (row_height + GAP) + foot
    figure = Figure(figsize=(layout.width, height), dpi=72, facecolor=palette.PAPER)
    FigureCanvasAgg(figure)
    low = height - 0.2
    for text, style, size, colour in lines:
        low -= size * _LEADING / 72
        _text(figure, MARGIN, low, text, style, size, colour)
    side = len(chosen) if not rows else 0
    map_width = layout.width - 2 * MARGIN - (_SIDE_WIDTH + GAP if side else 0.0)
    main = _Frame(MARGIN, height - head - layout.map_height, map_width, layout.map_height)
    outside = _overview(figure, scene, drawn, main, insets)
    for number, (analysis, verdict) in enumerate(chosen):
        if side:
            each = (layout.map_height - GAP) / 2 if side > 1 else 0.72 * layout.map_height
            top = height - head - number * (each + GAP)
            where = _Frame(MARGIN + map_width + GAP, top - each, _SIDE_WIDTH, each - caption_height)
        else:
            top = main.bottom - GAP - (number // layout.in_row) * (row_height + GAP)
            left = MARGIN + (number % layout.in_row) * (layout.row_width + GAP)
            where = _Frame(left, top - row_height, layout.row_width, row_height - caption_height)
        _inset(figure, scene, analysis, verdict, where)
        _caption(figure, captions[number], where)
    _legend(figure, keys, key_rows)
    _notes(figure, scene, outside, insets[len(chosen) :], len(drawn))
    return figure


def _axes(figure: Any, where: _Frame) -> Any:  # noqa: ANN401 - matplotlib is not typed
    wide, high = figure.get_size_inches()
    return figure.add_axes((where.left / wide, where.bottom / high, where.width / wide, where.height / high))


def _text(figure: Any, left: float, bottom: float, text: str, style: str, size: float, colour: str) -> None:  # noqa: ANN401, PLR0913, PLR0917
    wide, high = figure.get_size_inches()
    figure.text(
        left / wide,
        bottom / high,
        palette.legible(text),
        fontproperties=palette.font(style, size),
        color=colour,
        parse_math=False,
    )


def _heading_lines(
    analyses: Sequence[Analysis], title: str | None, layout: Layout
) -> list[tuple[str, str, float, str]]:
    """Return the lines of title and subtitle: text, style, size in points, colour."""
    width = (layout.width - 2 * MARGIN) * 72
    heading = words.title(analyses, title)
    size = 17.0 if text_size(heading, "bold", 17.0)[0] <= width else 14.0
    lines = [(line, "bold", size, palette.INK) for line in wrapped(heading, "bold", size, width, 2)]
    subtitle = words.subtitle(analyses)
    first = words.LEFT_TO_RIGHT if words.LEFT_TO_RIGHT in subtitle else ""
    under = wrapped(subtitle, "normal", 9.6, width, 2)
    return lines + [(first + line.removeprefix("· "), "normal", 9.6, palette.QUIET) for line in under]


def _overview(
    figure: Any,  # noqa: ANN401 - matplotlib is not typed
    scene: Scene,
    drawn: Sequence[Drawn],
    where: _Frame,
    claims: Sequence[tuple[Analysis, Verdict]],
) -> list[str]:
    """Draw the overview; return the names of places outside of it or without room for their name."""
    axes = _axes(figure, where)
    view = overview_view(scene, drawn, where.width / where.height)
    outside = [item.place.name for item in drawn if not _seen(scene, item.place, view)]
    frame(axes, view)
    labels = Labels(axes)
    base = ground(axes, view)
    shown = [item for item in drawn if view.holds(item.place.position)][:_MOST_PLACES]
    scale_bar(axes, labels, view, [item.place for item in shown])
    marks.areas(axes, view, scene, drawn[:_MOST_PLACES])
    marks.users(axes, view, scene.extra)
    measured = sum(measured_line(*pair) is not None for pair in claims)
    for analysis, verdict in claims[:_MOST_CLAIMS]:
        marks.claim_in_overview(axes, view, labels, analysis, verdict, area=measured <= _FEW_AREAS)
    marks.places(axes, view, labels, shown)
    marks.write_names(view, labels, shown)
    names(axes, labels, view, base, [item.place for item in shown])
    return outside


def _seen(scene: Scene, place: Place, view: View) -> bool:
    """Return whether a place or a part of its outline lies in the view."""
    if view.holds(place.position):
        return True
    outline = scene.outline(place)
    box = box_of(pairs_of(outline)) if outline is not None else None
    if box is None:
        return False
    shift = view.near(box.lon) - box.lon
    across = box.west + shift < view.east and box.east + shift > view.west
    return across and box.south < view.north and box.north > view.south


def _inset(figure: Any, scene: Scene, analysis: Analysis, verdict: Verdict, where: _Frame) -> None:  # noqa: ANN401
    axes = _axes(figure, where)
    view = claim_view(analysis, verdict, where.width / where.height)
    frame(axes, view)
    labels = Labels(axes)
    base = ground(axes, view)
    claim = verdict.claim
    indices = [index for index in (claim.subject, claim.reference, claim.second_reference) if index is not None]
    found = [place for index in indices if (place := analysis.resolutions[index].place) is not None]
    drawn = [marks.Drawn(place, 1) for place in dict.fromkeys(found)]
    scale_bar(axes, labels, view, found)
    marks.areas(axes, view, scene, drawn)
    marks.claim(axes, view, labels, analysis, verdict)
    marks.places(axes, view, labels, drawn)
    marks.write_names(view, labels, drawn)
    marks.write_measure(view, labels, analysis, verdict)
    names(axes, labels, view, base, found)


def _caption_lines(verdict: Verdict, width_in: float) -> list[tuple[str, str, str]]:
    """Return the words of the claim and the verdict in lines: text, style, colour."""
    colour = palette.VERDICT_COLOURS[verdict.verdict]
    width = width_in * 72
    head = f"{SIGNS[verdict.verdict]} {VERDICT_WORDS[verdict.verdict]}"
    figures = measured_words(verdict.measured)
    head += f": measured {figures}" if figures else f": {words.shown(verdict.explanation, 160)}"
    subject = words.shown(verdict.subject_name, 40)
    said = f"{subject + ': ' if subject else ''}{words.quoted(verdict.claim.text, 140)}"
    lines = [(line, "normal", palette.INK) for line in wrapped(said, "normal", 8.2, width, 2)]
    return lines + [(line, "bold", colour) for line in wrapped(head, "bold", 8.2, width, 3)]


def _caption(figure: Any, lines: Sequence[tuple[str, str, str]], where: _Frame) -> None:  # noqa: ANN401 - not typed
    """Write a caption above its inset, the last line just above the map."""
    low = where.bottom + where.height + 0.07
    for line, style, ink in reversed(lines):
        _text(figure, where.left, low, line, style, 8.2, ink)
        low += _CAPTION_STEP


def _notes(
    figure: Any,  # noqa: ANN401 - matplotlib is not typed
    scene: Scene,
    outside: list[str],
    rest: Sequence[tuple[Analysis, Verdict]],
    places: int,
) -> None:
    """Write what the maps leave out, and where all comes from; ``rest`` are the claims without an inset."""
    analyses = scene.analyses
    notes: list[str] = []
    if outside:
        listed = ", ".join(words.shown(name, 30) for name in outside[:6])
        notes.append(f"Outside the frame: {listed}{f' and {len(outside) - 6} more' if len(outside) > 6 else ''}.")  # noqa: PLR2004
    unplaced = words.unplaced(analyses)
    if unplaced:
        listed = ", ".join(unplaced[:6])
        notes.append(f"Not placed: {listed}{f' and {len(unplaced) - 6} more' if len(unplaced) > 6 else ''}.")  # noqa: PLR2004
    if scene.extra:
        named = [words.shown(user_layer(number, data)["name"], 30) for number, data in enumerate(scene.extra, 1)]
        notes.append(f"Added by the author of this map: {', '.join(named[:4])}.")
    lines = sum(measured_line(*pair) is not None for pair in rest[: _MOST_CLAIMS - MOST_INSETS])
    if lines:
        notes.append(f"{lines} more {'claim is' if lines == 1 else 'claims are'} drawn in the overview only.")
    counts = (max(0, places - _MOST_PLACES), "place"), (len(rest) - lines, "claim")
    left_out = [f"{count:,} {noun}{'' if count == 1 else 's'}" for count, noun in counts if count]
    if left_out:
        notes.append(f"Not drawn here: {' and '.join(left_out)}.")
    notes.append(words.source_line(analyses, VIEWPOINT))
    low = 0.46
    for line in wrapped(" ".join(notes), "normal", 6.6, (figure.get_size_inches()[0] - 2 * MARGIN) * 72, 4):
        _text(figure, MARGIN, low, line, "normal", 6.6, palette.QUIET)
        low -= 0.135


def _user_keys(scene: Scene) -> list[tuple[Any, str]]:
    """Return handle and words for each style of the user's layers that has a title, up to a few."""
    found: dict[tuple[str, str], Any] = {}
    for number, data in enumerate(scene.extra, 1):
        layer = user_layer(number, data)
        for feature in layer["features"]:
            if feature["geometries"]:
                name = words.shown(feature["title"] or layer["name"], 40)
                key = name, repr(sorted(feature["style"].items()))
                found.setdefault(key, marks.user_key(feature["style"], feature["geometries"][0]["type"]))
    return [(handle, palette.legible(name)) for (name, _), handle in found.items()][:_MOST_USER_KEYS]


def _keys(scene: Scene, drawn: Sequence[Drawn]) -> list[tuple[Any, str]]:
    """Return the entries of the legend: handle and words."""
    from matplotlib.lines import Line2D  # noqa: PLC0415 - heavy
    from matplotlib.patches import Patch  # noqa: PLC0415

    verdicts = [verdict for analysis in scene.analyses for verdict in analysis.verdicts]
    kinds = {item.place.precision for item in drawn}
    entries: list[tuple[Any, str]] = []
    if kinds - {Precision.INFERRED, Precision.COUNTRY, Precision.PROVINCE, Precision.DISTRICT}:
        dot = Line2D([], [], marker="o", color="none", markerfacecolor=palette.MARK, markeredgecolor=palette.PAPER)
        dot.set_markersize(8)
        entries.append((dot, "place named (larger: more mentions)"))
        ring = Line2D([], [], marker="o", color="none", markerfacecolor="#00000012", markeredgecolor=palette.QUIET)
        ring.set_markersize(11)
        entries.append((ring, "extent of the place"))
    if kinds & {Precision.PROVINCE, Precision.DISTRICT}:
        entries.append((Patch(facecolor="#eae9e9", edgecolor=palette.AREA), "province or district named"))
    if Precision.INFERRED in kinds:
        patch = Patch(facecolor="#e4d6dc", edgecolor=palette.INFERRED, linestyle=palette.INFERRED_DASH)
        entries.append((patch, "area inferred from the text"))
    if any(verdict.footprint for verdict in verdicts):
        patch = Patch(facecolor="#e6e2de", edgecolor=palette.QUIET, linestyle=palette.CLAIM_DASH)
        entries.append((patch, "where a claim puts it (in the colour of its verdict)"))
    for kind in Judgement:
        if any(verdict.verdict is kind and verdict.distance_m for verdict in verdicts):
            dash, colour = palette.VERDICT_DASHES[kind], palette.VERDICT_COLOURS[kind]
            handle = Line2D([], [], color=colour, linestyle=dash, linewidth=2.2)
            entries.append((handle, f"{SIGNS[kind]} measured, {VERDICT_WORDS[kind].lower()}"))
    return entries + _user_keys(scene)


def _legend(figure: Any, entries: Sequence[tuple[Any, str]], rows: int) -> None:  # noqa: ANN401 - not typed
    if not entries:
        return
    width, height = figure.get_size_inches()
    legend = figure.legend(
        [handle for handle, _ in entries],
        [text for _, text in entries],
        loc="lower left",
        bbox_to_anchor=((MARGIN - 0.02) / width, 0.6 / height),
        borderaxespad=0.0,
        ncols=-(-len(entries) // rows),
        frameon=False,
        prop=palette.font("normal", 7.4),
        handlelength=2.4,
        columnspacing=1.6,
        handletextpad=0.6,
        labelspacing=0.35,
    )
    for text in legend.get_texts():
        text.set_parse_math(False)
        text.set_color(palette.INK)
