"""Claims in whole articles: python bench/claims_news.py [--update] counts the verdicts over the corpora of toponyms.

News that nobody chose for its claims is nearly always right about where things lie: a claim contradicted there is most
often a mistake of the reading or of the place. Every contradicted claim is printed with its sentence, to be looked at.
Figure: the share of the claims found that are not contradicted.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import _floors
from _corpora import corpus_paths, read_corpus

from geo.model import Judgement, Report, Verdict
from geo.pipeline import analyse_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECTION = "claims_news"
AROUND = 90
"""Characters shown before a contradicted claim."""


def shown(report: Report, verdict: Verdict) -> str:
    """Return a contradicted claim in its sentence, with what was measured."""
    claim = verdict.claim
    before = report.text[max(0, claim.start - AROUND) : claim.start]
    after = report.text[claim.end : claim.end + AROUND // 2]
    told = " ".join(f"{before}[[{claim.text}]]{after}".split())
    return f"{claim.type}: {told}\n    {verdict.subject_name} / {verdict.reference_name}: {verdict.explanation}"


def verdicts(path: Path) -> Iterator[tuple[Report, Verdict]]:
    """Yield the report and the verdict of every claim in the articles of a corpus."""
    for document in read_corpus(path):
        report = Report(document.text, title=document.title, source=document.source)
        for verdict in analyse_report(report).verdicts:
            yield report, verdict


def main() -> int:
    paths = corpus_paths()
    if not paths:
        print("no corpora: set CONFLICTMAP_DATA to the folder that holds corpora/*.xml", file=sys.stderr)
        return 2
    counts: Counter[tuple[str, Judgement]] = Counter()
    for path in paths.values():
        for report, verdict in verdicts(path):
            counts[verdict.claim.type, verdict.verdict] += 1
            if verdict.verdict is Judgement.CONTRADICTED:
                print(shown(report, verdict))
    print(f"{'type':16}" + "".join(f"{judgement.value:>14}" for judgement in Judgement))
    for kind in sorted({kind for kind, _ in counts}):
        print(f"{kind:16}" + "".join(f"{counts[kind, judgement]:>14}" for judgement in Judgement))
    wrong = sum(number for (_, judgement), number in counts.items() if judgement is Judgement.CONTRADICTED)
    figures = {"not_contradicted": round(1 - wrong / max(1, counts.total()), 4)}
    print(f"{counts.total()} claims, {wrong} contradicted")
    if "--update" in sys.argv:
        _floors.update(SECTION, figures, paths.values())
        return 0
    failures = _floors.check(SECTION, figures, paths.values())
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
