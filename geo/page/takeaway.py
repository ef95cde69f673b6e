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

__all__ = ["subtitle_of", "subtitle_parts", "takeaway"]

LONGEST_NAME = 60


def takeaway(analyses: Sequence[Analysis]) -> str:
    """Return one line: a contradicted claim first, then what holds, then how much was placed."""
    verdicts = [verdict for analysis in analyses for verdict in analysis.verdicts]
    checked = [verdict for verdict in verdicts if verdict.verdict is not Judgement.UNVERIFIABLE]
    return _of_claims(checked) or _of_places(_named(analyses))


def _of_claims(checked: Sequence[Verdict]) -> str:
    """Return the line about the claims that could be checked, or nothing where there is none."""
    if not checked:
        return ""
    wrong = [verdict for verdict in checked if verdict.verdict is Judgement.CONTRADICTED]
    right = [verdict for verdict in checked if verdict.verdict is Judgement.SUPPORTED]
    if wrong:
        return _of_wrong(wrong, len(checked))
    if not right:
        verb = "agrees" if len(checked) == 1 else "agree"
        return f"{_count(len(checked), 'checked claim')} only roughly {verb} with the map"
    if len(right) < len(checked):
        return _share(len(right), len(checked), "agrees with", "agree with")
    return _of_right(right)


def _of_wrong(wrong: Sequence[Verdict], checked: int) -> str:
    said = f"“{_cut(wrong[0].claim.text)}”"
    if len(wrong) == 1 and (line := _measured_line(wrong[0])):
        return f"{line}, not {said}"
    if checked == 1:
        return f"{said}: the map differs"
    if len(wrong) == checked:
        return f"All {checked:,} claims that could be checked differ from the map"
    return _share(len(wrong), checked, "differs from", "differ from")


def _of_right(right: Sequence[Verdict]) -> str:
    told = [line for verdict in right if (line := _measured_line(verdict))]
    if len(told) == 1:
        return f"{told[0]}, as reported"
    if len(right) == 1:
        return f"“{_cut(right[0].claim.text)}”: the map agrees"
    return f"All {len(right):,} claims that could be checked agree with the map"


def _share(part: int, whole: int, one: str, many: str) -> str:
    return f"{part:,} of {_count(whole, 'checked claim')} {one if part == 1 else many} the map"


def _of_places(names: Sequence[str]) -> str:
    if not names:
        return "No place could be put on the map"
    return f"{_count(len(names), 'place')} named: {_listed(names)}"


def subtitle_of(analyses: Sequence[Analysis]) -> str:
    """Return :func:`subtitle_parts` in one line."""
    return " · ".join(subtitle_parts(analyses))


def subtitle_parts(analyses: Sequence[Analysis]) -> tuple[str, ...]:
    """Return the report or the period, and the counts of places, claims and what could not be placed."""
    parts: list[str] = []
    if len(analyses) == 1:
        report = analyses[0].report
        parts.extend(_cut(part, 120) for part in (report.title, report.source, report.date) if part)
    else:
        dates = sorted(analysis.report.date for analysis in analyses if analysis.report.date)
        period = "" if not dates else f", {dates[0]}" if dates[0] == dates[-1] else f", {dates[0]} to {dates[-1]}"
        parts.append(f"{_count(len(analyses), 'report')}{period}")
    places = {place.id for analysis in analyses for place in analysis.places}
    parts.append(_count(len(places), "place") if places else "no place found")
    counts = Counter(verdict.verdict for analysis in analyses for verdict in analysis.verdicts)
    if counts:
        told = ", ".join(f"{counts[judgement]:,} {judgement.value}" for judgement in Judgement if counts[judgement])
        parts.append(f"{_count(sum(counts.values()), 'claim')}: {told}")
    unplaced = sum(1 for analysis in analyses for found in analysis.resolutions if found.place is None)
    if unplaced:
        parts.append(f"{unplaced:,} not placed")
    return tuple(parts)


def _measured_line(verdict: Verdict) -> str:
    """Return "Fallujah is 57 km (36 mi) west of Baghdad", or nothing where a part of it is missing."""
    measured = verdict.measured
    subject, reference = verdict.subject_name, verdict.reference_name
    if not subject or not reference or not measured.distance_m or measured.azimuth_deg is None:
        return ""
    direction = COMPASS_WORDS[compass(measured.azimuth_deg)]
    return f"{_cut(subject)} is {distance_words(measured.distance_m)} {direction} of {_cut(reference)}"


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


def _cut(text: str, longest: int = LONGEST_NAME) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
