"""The headline of a map, made from what was found: what a reader should take away, then the count of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo.geodesy import compass
from geo.layers._words import COMPASS_WORDS, distance_words
from geo.model import Judgement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Analysis, Verdict

__all__ = ["subtitle_of", "takeaway"]

LONGEST_NAME = 60


def takeaway(analyses: Sequence[Analysis]) -> str:
    """Return one line: a contradicted claim first, then what holds, then how much was placed."""
    verdicts = [verdict for analysis in analyses for verdict in analysis.verdicts]
    wrong = [verdict for verdict in verdicts if verdict.verdict is Judgement.CONTRADICTED]
    right = [verdict for verdict in verdicts if verdict.verdict is Judgement.SUPPORTED]
    checked = [verdict for verdict in verdicts if verdict.verdict is not Judgement.UNVERIFIABLE]
    if len(wrong) == 1 and (line := _measured_line(wrong[0])):
        return f"{line}, not “{_cut(wrong[0].claim.text)}”"
    if wrong:
        return f"{_count(len(wrong), 'claim')} about where places lie {_do(len(wrong), 'differs', 'differ')} from the map"
    told = [verdict for verdict in right if verdict.measured.distance_m and _measured_line(verdict)]
    if told and len(checked) == len(right) and len(told) == 1:
        return f"{_measured_line(told[0])}, as reported"
    if right and len(checked) == len(right):
        return "Every claim that could be checked agrees with the map" if len(right) > 1 else _one_holds(right[0])
    if checked:
        return f"{len(right)} of {_count(len(checked), 'checked claim')} {_do(len(right), 'agrees', 'agree')} with the map"
    names = _named(analyses)
    if not names:
        return "No place could be put on the map"
    return f"{_count(len(names), 'place')} named: {_listed(names)}"


def subtitle_of(analyses: Sequence[Analysis]) -> str:
    """Return the period or the report, and the counts of places, claims and what could not be placed."""
    parts: list[str] = []
    if len(analyses) == 1:
        report = analyses[0].report
        about = [part for part in (report.title, report.source, report.date) if part]
        if about:
            parts.append(", ".join(_cut(part, 120) for part in about))
    else:
        dates = sorted(analysis.report.date for analysis in analyses if analysis.report.date)
        period = "" if not dates else f", {dates[0]}" if dates[0] == dates[-1] else f", {dates[0]} to {dates[-1]}"
        parts.append(f"{_count(len(analyses), 'report')}{period}")
    places = {place.id for analysis in analyses for place in analysis.places}
    parts.append(_count(len(places), "place"))
    counts = Counter(verdict.verdict for analysis in analyses for verdict in analysis.verdicts)
    if counts:
        told = ", ".join(f"{counts[judgement]:,} {judgement.value}" for judgement in Judgement if counts[judgement])
        parts.append(f"{_count(sum(counts.values()), 'claim')}: {told}")
    unplaced = sum(1 for analysis in analyses for found in analysis.resolutions if found.place is None)
    if unplaced:
        parts.append(f"{unplaced:,} not placed")
    return " · ".join(parts)


def _measured_line(verdict: Verdict) -> str:
    """Return "Fallujah is 57 km (36 mi) west of Baghdad", or nothing where a part of it is missing."""
    measured = verdict.measured
    subject, reference = verdict.subject_name, verdict.reference_name
    if not subject or not reference or not measured.distance_m or measured.azimuth_deg is None:
        return ""
    direction = COMPASS_WORDS[compass(measured.azimuth_deg)]
    return f"{_cut(subject)} is {distance_words(measured.distance_m)} {direction} of {_cut(reference)}"


def _one_holds(verdict: Verdict) -> str:
    return f"“{_cut(verdict.claim.text)}”: the map agrees"


def _named(analyses: Sequence[Analysis]) -> list[str]:
    """Return the names of places, most often named first."""
    counts: Counter[str] = Counter()
    for analysis in analyses:
        counts.update(found.place.name for found in analysis.resolutions if found.place is not None)
    return sorted(counts, key=lambda name: -counts[name])


def _listed(names: Sequence[str]) -> str:
    first = [_cut(name, 30) for name in names[:3]]
    if len(names) > len(first):
        return f"{', '.join(first)} and {_count(len(names) - len(first), 'other')}"
    return first[0] if len(first) == 1 else f"{', '.join(first[:-1])} and {first[-1]}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _do(number: int, one: str, many: str) -> str:
    return one if number == 1 else many


def _cut(text: str, longest: int = LONGEST_NAME) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
