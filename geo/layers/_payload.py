"""From a scene to the plain lists that the page's script reads; the form is told in docs/page.md.

Columns, not objects, and every sentence once: 100,000 mentions stay readable by a browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.layers._areas import encoded_areas, encoded_line
from geo.layers._lines import is_endless, measured_line
from geo.layers._quotes import Quotes
from geo.layers._simplestyle import user_layer
from geo.layers._words import kind_words, measured_words, stated_words, where_words
from geo.model import Kind, Precision
from geo.toponyms.foreign import without_claims

if TYPE_CHECKING:
    from geo.layers.scene import Scene
    from geo.model import Analysis, Place, Resolution, Shape, Toponym, Verdict

__all__ = ["payload_of"]

VERSION = 1
_OPENING = 60
"""Signs of the words by which a report without a title is known."""

DECIMALS = 4
"""Decimals of a degree that the page carries: 11 m, finer than any position in it."""

_PLACE_COLUMNS = (
    "id",
    "name",
    "local",
    "lat",
    "lon",
    "precision",
    "code",
    "country",
    "where",
    "extent",
    "source",
    "area",
    "demonym",
)
_MENTION_COLUMNS = ("place", "quote", "start", "end", "confidence", "demonym")


def payload_of(scene: Scene) -> dict[str, Any]:
    """Return everything the page shows but its title, basemap and footer."""
    return _Builder(scene).build()


class _Builder:
    """Collects the columns of one scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.words: dict[str, int] = {}
        self.kinds: dict[str, str] = {}
        self.quotes: list[str] = []
        self.quote_reports: list[int] = []
        self.quote_pages: list[int] = []
        self.quote_cuts: list[int] = []
        self.shapes: list[Shape] = []
        self.place_index: dict[tuple[str, float, float], int] = {}
        self.official: dict[str, str] = {}
        self.places: dict[str, list[Any]] = {name: [] for name in _PLACE_COLUMNS}
        self.place_append = [self.places[name].append for name in _PLACE_COLUMNS]
        self.mentions: dict[str, list[Any]] = {name: [] for name in _MENTION_COLUMNS}
        self.unplaced: list[list[Any]] = []
        self.claims: list[dict[str, Any]] = []

    def build(self) -> dict[str, Any]:
        for index, analysis in enumerate(self.scene.analyses):
            self.add(index, analysis)
        return {
            "version": VERSION,
            "precise": self.scene.precise,
            "reports": [_report(analysis) for analysis in self.scene.analyses],
            "words": list(self.words),
            "kinds": self.kinds,
            "quotes": self.quotes,
            "quoteReports": self.quote_reports,
            "quotePages": self.quote_pages,
            "quoteCuts": self.quote_cuts,
            "places": {**self.places, "official": self.official},
            "mentions": self.mentions,
            "unplaced": self.unplaced,
            "claims": self.claims,
            "areas": encoded_areas(self.shapes),
            "layers": [user_layer(number, data) for number, data in enumerate(self.scene.extra, 1)],
        }

    def word(self, text: str | None) -> int:
        """Return the index of a word that many places share."""
        words = self.words
        return words.setdefault(text or "", len(words))

    def add(self, report_index: int, analysis: Analysis) -> None:
        report = analysis.report
        quotes = Quotes(report.text)
        seen: dict[tuple[int, int], int] = {}

        def quote(start: int, end: int) -> tuple[int, int, int]:
            found = quotes.around(start, end)
            key = (found.start, len(found.text))
            index = seen.get(key)
            if index is None:
                index = seen[key] = len(self.quotes)
                self.quotes.append(found.text)
                self.quote_reports.append(report_index)
                self.quote_pages.append(report.page_of(start) or 0)
                self.quote_cuts.append((1 if found.cut_before else 0) + (2 if found.cut_after else 0))
            return index, _units(found.text, start - found.start), _units(found.text, end - found.start)

        indices: list[int] = []
        for toponym, resolution in zip(analysis.toponyms, analysis.resolutions, strict=True):
            where = quote(toponym.start, toponym.end)
            if resolution.place is None:
                indices.append(-1)
                self.unplaced.append([toponym.text, resolution.reason, *where])
            else:
                index = self.place(resolution.place)
                indices.append(index)
                self.mention(index, where, toponym, resolution)
        for verdict in analysis.verdicts:
            self.claim(verdict, quote(verdict.claim.start, verdict.claim.end), indices, analysis)

    def place(self, place: Place) -> int:
        """Return the index of a place; the same id at another position (inferred twice) is another place."""
        key = (place.id, place.position.lat, place.position.lon)
        index = self.place_index.get(key)
        if index is not None:
            return index
        index = self.place_index[key] = len(self.place_index)
        word, outline = self.word, self.scene.outline(place)
        code = word(place.feature_code)
        kind = f"{_PRECISIONS[place.precision]}/{code}"
        if kind not in self.kinds:
            self.kinds[kind] = kind_words(place.precision, place.feature_code)
        row = (
            place.id,
            place.name,
            place.local_name if place.local_name and place.local_name != place.name else "",
            round(place.position.lat, DECIMALS),
            round(place.position.lon, DECIMALS),
            _PRECISIONS[place.precision],
            code,
            word(place.country),
            word(where_words(place)),
            round(place.extent_m),
            word(place.source),
            self.area(outline) if outline is not None else -1,
            1,
        )
        for append, value in zip(self.place_append, row, strict=True):
            append(value)
        if place.id in self.scene.official:
            self.official[str(index)] = self.scene.official[place.id]
        return index

    def area(self, shape: Shape) -> int:
        """Return the index of an area."""
        self.shapes.append(shape)
        return len(self.shapes) - 1

    def mention(self, place: int, where: tuple[int, int, int], toponym: Toponym, resolution: Resolution) -> None:
        column = self.mentions
        demonym = toponym.kind is Kind.DEMONYM
        column["place"].append(place)
        column["quote"].append(where[0])
        column["start"].append(where[1])
        column["end"].append(where[2])
        column["confidence"].append(round(100 * resolution.confidence))
        column["demonym"].append(1 if demonym else 0)
        if not demonym:
            self.places["demonym"][place] = 0

    def claim(self, verdict: Verdict, where: tuple[int, int, int], indices: list[int], analysis: Analysis) -> None:
        claim = verdict.claim
        subject = _at(indices, claim.subject)
        reference = _at(indices, claim.reference)
        line = measured_line(analysis, verdict)
        self.claims.append(
            {
                "type": claim.type,
                "text": claim.text,
                "where": list(where),
                "subject": subject,
                "reference": reference,
                "second": _at(indices, claim.second_reference),
                "subjectName": verdict.subject_name or _name(analysis, claim.subject),
                "referenceName": verdict.reference_name or _name(analysis, claim.reference),
                "implied": claim.implied or "",
                "stated": stated_words(claim.stated),
                "measured": measured_words(verdict.measured),
                "distance": _rounded(verdict.measured.distance_m, 0),
                "azimuth": _rounded(verdict.measured.azimuth_deg, 1),
                "verdict": verdict.verdict.value,
                "reason": verdict.reason,
                "explanation": verdict.explanation,
                "confidence": round(100 * verdict.confidence),
                "line": encoded_line(line) if line is not None else None,
                "area": self.area(verdict.footprint) if verdict.footprint is not None else -1,
                "endless": is_endless(verdict),
            }
        )


_PRECISIONS = {precision: index for index, precision in enumerate(Precision)}


def _opening(text: str) -> str:
    """Return the words that a report without a title begins with, by which a reader knows it."""
    words = " ".join(text[:400].split())
    return words if len(words) <= _OPENING else words[:_OPENING].rsplit(" ", 1)[0] + " …"


def _report(analysis: Analysis) -> dict[str, Any]:
    report = analysis.report
    return {
        "title": report.title or "",
        "opening": "" if report.title else _opening(report.text),
        "source": report.source or "",
        "date": report.date or "",
        "url": report.url or "",
        "author": report.author or "",
        "language": report.language or "",
        "unread": without_claims(report.text),
        "sha256": report.sha256,
        "gazetteer": analysis.gazetteer,
        "settings": [list(pair) for pair in analysis.settings],
    }


def _units(text: str, offset: int) -> int:
    """Return an offset in UTF-16 units, as scripts count them."""
    return offset if text.isascii() else offset + sum(1 for letter in text[:offset] if letter > "\uffff")


def _at(indices: list[int], toponym: int | None) -> int:
    return indices[toponym] if toponym is not None and 0 <= toponym < len(indices) else -1


def _name(analysis: Analysis, toponym: int | None) -> str:
    if toponym is None or not 0 <= toponym < len(analysis.toponyms):
        return ""
    return analysis.toponyms[toponym].text


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
