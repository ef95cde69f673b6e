"""Toponyms in Arabic, Ukrainian and Russian: ``python bench/toponyms_scripts.py [--errors] [--update]``.

News pieces in this project's own words (``articles_ar.txt``, ``articles_uk.txt``, ``articles_ru.txt``), in two halves:
documents 1, 3, 5 … were looked at while the rules were mended, of the others only the scores were read. A row for
each language and half: recognition by exact spans; resolution of the gold mentions within 161 km, no answer counted
wrong; both together from the bare text (the right span, and within 161 km); claims of distance and direction, how many
were found and how many of those are contradicted (every piece states its distances right); CPU milliseconds a kB
of recognition and resolution, and the same for the half eight times over, which shows whether time is linear.

``--errors`` prints what is wrong in the half that may be looked at. ``--update`` pins the figures as floors; a figure
below its floor ends the run with 1.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, NamedTuple

import _floors
from _corpora import WITHIN_M, Score, accuracy_within, error_m, score_exact
from _marked import HERE, marked_articles

from geo.gazetteer import open_gazetteer
from geo.model import Judgement, Kind, Report
from geo.pipeline import analyse_report
from geo.resolution import resolve_all, resolve_spans
from geo.toponyms import recognise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from _corpora import Document

    from geo.gazetteer import Gazetteer

SECTION = "toponyms_scripts"
LANGUAGES = ("ar", "uk", "ru")
HALVES = ("seen", "unseen")
PATHS = tuple(HERE / f"articles_{language}.txt" for language in LANGUAGES)
MEASURED = frozenset({"offset", "direction", "apart"})
TIMES = 8
SLACK = 0.01
"""Below what is measured: one of the 120 names of a half, for the gazetteer changes."""
COLUMNS = (
    *("language", "half", "precision", "recall", "F1 exact", "placed ≤ 161 km", "F1 both"),
    *("claims", "contradicted", "ms a kB", "× 8"),
)


class Row(NamedTuple):
    """What a half scores; ``resolved`` and ``both`` are shares, times are CPU milliseconds a kB."""

    exact: Score
    resolved: float
    both: Score
    claims: int
    contradicted: int
    ms_kb: float
    ms_kb_long: float


def decided(document: Document, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans that do not touch what annotators disagree about."""
    return [
        (start, end)
        for start, end in spans
        if not any(first < end and start < last for first, last in document.undecided)
    ]


def found_places(document: Document, gazetteer: Gazetteer) -> Score:
    """Return the score from the bare text: a place is right with its span and within 161 km."""
    report = Report(document.text)
    toponyms = recognise(report, gazetteer)
    gold = {(item.start, item.end): item.position for item in document.mentions if item.position is not None}
    right = proposed = 0
    spans = set(decided(document, ((item.start, item.end) for item in toponyms)))
    for toponym, resolution in zip(toponyms, resolve_all(report, toponyms, gazetteer), strict=True):
        span = (toponym.start, toponym.end)
        if resolution.place is None or toponym.kind is Kind.DEMONYM or span not in spans:
            continue
        proposed += 1
        error = error_m(resolution.place.position, gold[span]) if span in gold else None
        right += error is not None and error <= WITHIN_M
    return Score(right, proposed, len(gold))


def placed(document: Document, gazetteer: Gazetteer) -> list[tuple[str, float | None]]:
    """Return each gold mention with the error in metres of the place chosen for it (None without one)."""
    mentions = [item for item in document.mentions if item.position is not None]
    spans = [(item.start, item.end) for item in mentions]
    resolutions = resolve_spans(document.text, spans, gazetteer=gazetteer)
    return [
        (item.text, error_m(resolution.place.position if resolution.place else None, item.position))
        for item, resolution in zip(mentions, resolutions, strict=True)
        if item.position is not None
    ]


def cpu_ms_kb(text: str, gazetteer: Gazetteer) -> float:
    """Return the CPU milliseconds that recognition and resolution take for a kB of ``text``."""
    report = Report(text)
    start = time.process_time()
    resolve_all(report, recognise(report, gazetteer), gazetteer)
    return 1000 * (time.process_time() - start) / (len(text.encode()) / 1000)


def score(documents: Sequence[Document], gazetteer: Gazetteer) -> Row:
    """Return the figures of a half."""
    exact, both = Score(0, 0, 0), Score(0, 0, 0)
    errors: list[float | None] = []
    claims = contradicted = 0
    for document in documents:
        report = Report(document.text)
        spans = decided(document, ((item.start, item.end) for item in recognise(report, gazetteer)))
        exact += score_exact(spans, ((item.start, item.end) for item in document.mentions))
        errors += [error for _, error in placed(document, gazetteer)]
        both += found_places(document, gazetteer)
        for verdict in analyse_report(report).verdicts:
            claims += verdict.claim.type in MEASURED
            contradicted += verdict.verdict is Judgement.CONTRADICTED
    text = "\n\n".join(document.text for document in documents)
    times = cpu_ms_kb(text, gazetteer), cpu_ms_kb("\n\n".join([text] * TIMES), gazetteer)
    return Row(exact, accuracy_within(errors), both, claims, contradicted, *times)


def mistakes(document: Document, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield a line for each span missed or made up, each place chosen wrongly, and each claim contradicted."""
    report = Report(document.text)
    spans = set(decided(document, ((item.start, item.end) for item in recognise(report, gazetteer))))
    gold = {(item.start, item.end) for item in document.mentions}
    for start, end in sorted(spans ^ gold):
        sign = "made up" if (start, end) in spans else "missed"
        around = document.text[max(0, start - 25) : start], document.text[start:end], document.text[end : end + 15]
        yield f"{sign:8} {around[0]}[[{around[1]}]]{around[2]}".replace("\n", " ")
    for name, error in placed(document, gazetteer):
        if error is None or error > WITHIN_M:
            yield f"place    {name}: {'none' if error is None else f'{error / 1000:,.0f} km off'}"
    for verdict in analyse_report(report).verdicts:
        kind = "contra" if verdict.verdict is Judgement.CONTRADICTED else "claim"
        pair = f"{verdict.subject_name} / {verdict.reference_name}"
        yield f"{kind:8} {verdict.claim.text}: {pair}: {verdict.verdict.value} {verdict.explanation}"


def main() -> None:
    gazetteer = open_gazetteer()
    figures: dict[str, float] = {}
    print("| " + " | ".join(COLUMNS) + " |")
    print("|---" * len(COLUMNS) + "|")
    for language, path in zip(LANGUAGES, PATHS, strict=True):
        documents = marked_articles(path)
        recognise(Report(documents[0].text), gazetteer)
        for number, half in enumerate(HALVES):
            row = score(documents[number::2], gazetteer)
            exact = row.exact
            shares = (exact.precision, exact.recall, exact.f1, row.resolved, row.both.f1)
            cells = [language, half, *(f"{share:.3f}" for share in shares), str(row.claims), str(row.contradicted)]
            print(f"| {' | '.join(cells)} | {row.ms_kb:.2f} | {row.ms_kb_long:.2f} |")
            figures[f"{language}_{half}_f1_exact"] = exact.f1
            figures[f"{language}_{half}_within_161_km"] = row.resolved
            figures[f"{language}_{half}_f1_both"] = row.both.f1
        if "--errors" in sys.argv:
            for document in documents[::2]:
                for line in mistakes(document, gazetteer):
                    print(line)
    _floors.finish(SECTION, figures, PATHS, sys.argv[1:], slack=SLACK)


if __name__ == "__main__":
    main()
