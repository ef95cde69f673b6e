"""The words of a picture: title, subtitle, legend of the verdicts, source line and alternative text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from geo.exports._text import clean
from geo.layers._words import FIRST, SIGNS, VERDICT_WORDS, measured_words
from geo.model import Precision
from geo.page.takeaway import subtitle_parts, takeaway

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Analysis, Verdict

__all__ = [
    "LEFT_TO_RIGHT",
    "RIGHT_TO_LEFT",
    "alternative_text",
    "quoted",
    "shown",
    "source_line",
    "subtitle",
    "title",
    "unplaced",
    "verdict_words",
]

LEFT_TO_RIGHT = "\u200e"
"""The invisible mark that is a letter from left to right."""

RIGHT_TO_LEFT = "\u200f"
"""The same from right to left."""

_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0000-\u001f\u007f-\u009f]+")


def shown(text: str | None, most: int = 80) -> str:
    """Return report text as a picture shows it: one line, no invisible marks, ``most`` characters."""
    line = " ".join(_INVISIBLE.sub(" ", clean(text or "")).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def verdict_words(verdict: Verdict) -> str:
    """Return the sign and the word of a verdict."""
    return f"{SIGNS[verdict.verdict]} {VERDICT_WORDS[verdict.verdict]}"


def title(analyses: Sequence[Analysis], given: str | None = None) -> str:
    """Return the user's own title, or one that says what was found."""
    return shown(given or takeaway(analyses), 160)


def subtitle(analyses: Sequence[Analysis]) -> str:
    """Return one line: report, places, verdicts, what could not be placed.

    After a part from right to left a mark keeps the next in its place; without, Arabic titles turn counts around.
    """
    return " · ".join(shown(part, 160) + (LEFT_TO_RIGHT if _turns(part) else "") for part in subtitle_parts(analyses))


def _turns(text: str) -> bool:
    return any(bidirectional(letter) in {"R", "AL"} for letter in text)


def quoted(text: str, most: int) -> str:
    """Return a text of a report in quotation marks; after one that ends from right to left its mark stays with it."""
    said = shown(text, most)
    return f"“{said}”{RIGHT_TO_LEFT if _turns(said[-1:]) else ''}"


def unplaced(analyses: Sequence[Analysis]) -> list[str]:
    """Return the names that could not be placed, each once, in the order of the reports."""
    return list(
        dict.fromkeys(
            shown(toponym.text, 40)
            for analysis in analyses
            for toponym, resolution in zip(analysis.toponyms, analysis.resolutions, strict=True)
            if resolution.place is None
        )
    )


def source_line(analyses: Sequence[Analysis], viewpoint: str) -> str:
    """Return where it all comes from: reports, gazetteer, boundaries."""
    parts: list[str] = []
    if len(analyses) == 1:
        report = analyses[0].report
        # Of a file its name alone: where it lies on somebody's machine is nothing for a published picture.
        named = shown(report.source or report.url or (report.path or "").replace("\\", "/").rsplit("/", 1)[-1], 140)
        parts.append(f"Report: {named + ', ' if named else ''}SHA-256 beginning {report.sha256[:16]}")
    version = next((analysis.gazetteer for analysis in analyses if analysis.gazetteer), "")
    parts.append(
        "Places: GeoNames (CC BY 4.0), Natural Earth" + (f", gazetteer {shown(version, 40)}" if version else "")
    )
    if any(dict(analysis.settings).get("precise") == "yes" for analysis in analyses):
        parts.append("Full coordinates were asked for")
    parts.append(viewpoint)
    return ". ".join(part.rstrip(".") for part in parts) + "."


def alternative_text(analyses: Sequence[Analysis]) -> str:
    """Return the picture in words: what it maps, and up to ten claims with verdicts, those against the map first."""
    names_by_id: dict[str, str] = {}
    for analysis in analyses:
        for place in analysis.places:
            area = " (area implied by the text)" if place.precision is Precision.INFERRED else ""
            names_by_id.setdefault(place.id, shown(place.name, 40) + area)
    names = list(names_by_id.values())
    what = f"Map of {_counted(len(names), 'place')}"
    heading = title(analyses)
    listed = ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")  # noqa: PLR2004
    sentences = [f"{what}: {listed}. {heading}." if names else f"{what}. {heading}."]
    verdicts = sorted(
        (verdict for analysis in analyses for verdict in analysis.verdicts),
        key=lambda verdict: FIRST.index(verdict.verdict),
    )
    for verdict in verdicts[:10]:
        subject = shown(verdict.subject_name, 40) or "A place"
        figures = measured_words(verdict.measured)
        sentences.append(
            f"{subject}, “{shown(verdict.claim.text, 80)}”: {verdict.verdict.value}"
            + (f", measured {figures}" if figures else "")
            + "."
        )
    if len(verdicts) > 10:  # noqa: PLR2004 - as the docstring says
        sentences.append(f"{len(verdicts) - 10} more claims are not described here.")
    return " ".join(sentences)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
