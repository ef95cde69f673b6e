"""``conflictmap verify``: the claims of reports about where things lie, and what measuring says of them."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from geo.commands._shared import Outcome, add_report_arguments, analyses_of, print_json, settings_of
from geo.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from geo.claims.disagreements import Disagreement
    from geo.model import Analysis, Report, Verdict

__all__ = ["add_parser", "run"]

FORMATS = ("table", "json", "md", "csv")
_ORDER = ("supported", "approximate", "contradicted", "unverifiable")
_HEAD = ("VERDICT", "CLAIM", "OF", "STATED", "MEASURED", "SURE", "WHY")


def add_parser(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add the command to the command line."""
    parser = commands.add_parser(
        "verify",
        help="check what reports claim about distance, direction and containment",
        description="Find what reports say about where things lie, measure it, and print a verdict on each claim: "
        "supported, approximate, contradicted or unverifiable. Several reports that disagree about the same two "
        "places are shown side by side. JSON is one object a report; several reports give JSON lines.",
    )
    add_report_arguments(parser, required=False)
    parser.add_argument("--text", action="append", metavar="TEXT", help="check this text instead of a REPORT")
    parser.add_argument(
        "--title", metavar="TITLE", help='what each --text is about, where it says "It" or "The town" (e.g. Fallujah)'
    )
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to print it (default: table)")
    parser.add_argument(
        "--fail-on",
        choices=("contradicted", "unverifiable"),
        help="exit with status 1 where a claim is contradicted (or, with unverifiable, where one cannot be confirmed)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    if not args.reports and not args.text:
        msg = "nothing to check: give a REPORT, or a sentence with --text."
        raise UsageError(msg)
    if args.title and not args.text:
        msg = (
            "--title says what a --text is about; a REPORT has a title of its own (front matter, heading or property)."
        )
        raise UsageError(msg)
    outcome = Outcome()
    analyses = list(_analyses(args, outcome))
    printers = {"json": print_json, "md": _print_md, "csv": _print_csv, "table": _print_table}
    printers[args.format](analyses)
    _say_what_is_not_read(analyses)
    return 1 if _fails(analyses, args.fail_on) else outcome.status


def _analyses(args: argparse.Namespace, outcome: Outcome) -> Iterator[Analysis]:
    from geo.model import Report
    from geo.pipeline import analyse_report

    if any(not text.strip() for text in args.text or ()):
        msg = "the text of --text is empty: give the sentence to check."
        raise UsageError(msg)
    if args.text:
        settings = settings_of(args)
        for text in args.text:
            yield analyse_report(Report(text, title=args.title), settings=settings)
    if args.reports:
        yield from analyses_of(args, outcome)


def _say_what_is_not_read(analyses: Iterable[Analysis]) -> None:
    """Say on standard error which languages stand in the reports whose claims are not read: silence is no verdict."""
    from geo.toponyms.foreign import without_claims

    for name in sorted({without_claims(analysis.report.text) for analysis in analyses} - {""}):
        print(
            f"conflictmap: a text looks like {name}: its places are found, but claims are read in English, Arabic, "
            "Russian and Ukrainian only.",
            file=sys.stderr,
        )


def _fails(analyses: Iterable[Analysis], fail_on: str | None) -> bool:
    if fail_on is None:
        return False
    bad = {"contradicted"} if fail_on == "contradicted" else {"contradicted", "unverifiable"}
    return any(verdict.verdict.value in bad for analysis in analyses for verdict in analysis.verdicts)


def _title(report: Report, *, several: bool) -> str:
    from geo.commands._shared import heading

    opening = report.text if len(report.text) <= 60 else f"{report.text[:59]}…"  # noqa: PLR2004 - a line's worth
    return heading(report, opening, several=several)


def _rows(analysis: Analysis) -> list[tuple[str, ...]]:
    return [_cells(verdict, analysis.report) for verdict in analysis.verdicts]


def _cells(verdict: Verdict, report: Report) -> tuple[str, ...]:
    from geo.claims.disagreements import words_of
    from geo.claims.explain import as_kilometres
    from geo.geodesy import compass

    measured = ""
    if verdict.distance_m is not None:
        measured = as_kilometres(verdict.distance_m)
        if verdict.azimuth_deg is not None:
            measured += f" {compass(verdict.azimuth_deg)} {round(verdict.azimuth_deg) % 360}°"
    page = report.page_of(verdict.claim.start)
    return (
        verdict.verdict.value,
        verdict.claim.text if page is None else f"{verdict.claim.text} (p. {page})",
        _places(verdict),
        words_of(verdict.claim.stated) or verdict.claim.type,
        measured,
        f"{verdict.confidence:.0%}",
        verdict.explanation,
    )


def _print_table(analyses: list[Analysis]) -> None:
    from geo.claims.disagreements import disagreements
    from geo.commands._table import clean
    from geo.commands._wrapped import print_wrapped

    for number, analysis in enumerate(analyses):
        if number:
            print()
        print(clean(_title(analysis.report, several=len(analyses) > 1)))
        if not analysis.verdicts:
            print("No claim about where something lies was found.")
            continue
        print_wrapped(_HEAD, _rows(analysis), sys.stdout, wide=(1, 2), below=True)
    print()
    print(_summary(analyses))
    for found in disagreements(analyses):
        print()
        print(clean(_pair_line(found)))
        print_wrapped(_SIDE_HEAD, list(_side_by_side(found)), sys.stdout, wide=(0, 1))


def _summary(analyses: list[Analysis]) -> str:
    counts = Counter(verdict.verdict.value for analysis in analyses for verdict in analysis.verdicts)
    total = counts.total()
    parts = ", ".join(f"{counts[name]} {name}" for name in _ORDER if counts[name])
    return f"{total} claim{'' if total == 1 else 's'}" + (f": {parts}." if parts else ".")


_SIDE_HEAD = ("REPORT", "SAYS", "STATED", "VERDICT")


def _pair_line(found: Disagreement) -> str:
    from geo.claims.explain import measured

    return (
        f"Reports differ on {found.subject_name} and {found.reference_name}. "
        f"{measured(found.distance_m, found.azimuth_deg)} from {found.reference_name}."
    )


def _side_by_side(found: Disagreement) -> Iterator[tuple[str, ...]]:
    from geo.claims.disagreements import words_of

    for statement in found.statements:
        claim = statement.verdict.claim
        yield (
            _title(statement.report, several=True),
            claim.text,
            words_of(claim.stated),
            statement.verdict.verdict.value,
        )


def _print_md(analyses: list[Analysis]) -> None:
    from geo.claims.disagreements import disagreements

    for number, analysis in enumerate(analyses):
        if number:
            print()
        print(f"## {_md(_title(analysis.report, several=len(analyses) > 1))}\n")
        if analysis.verdicts:
            _md_table(("Verdict", "Claim", "Of", "Stated", "Measured", "Sure", "Why"), _rows(analysis))
        else:
            print("No claim about where something lies was found.")
    print(f"\n{_summary(analyses)}")
    for found in disagreements(analyses):
        print(f"\n### {_md(_pair_line(found))}\n")
        _md_table(("Report", "Says", "Stated", "Verdict"), _side_by_side(found))


def _md_table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(_md(cell) for cell in row)} |")


def _md(text: str) -> str:
    """Return ``text`` as Markdown that shows it as it is: a report's text makes no link, tag or column."""
    from geo.commands._table import clean

    shown = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{char}" if char in "\\`*_[]|#!~" else char for char in shown)


_CSV_HEAD = (
    "report", "date", "source", "page", "type", "start", "end", "claim", "subject", "reference", "stated_low_m",
    "stated_high_m", "unit", "heading", "qualifier", "mode", "distance_m", "azimuth_deg", "verdict", "reason",
    "confidence", "explanation",
)  # fmt: skip


def _print_csv(analyses: list[Analysis]) -> None:
    import csv

    from geo.exports.csv_ import safe_cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_CSV_HEAD)
    for analysis in analyses:
        report = analysis.report
        for verdict in analysis.verdicts:
            claim, stated = verdict.claim, verdict.claim.stated
            row = (
                report.title or report.path, report.date, report.source, report.page_of(claim.start), claim.type,
                claim.start, claim.end, claim.text, verdict.subject_name, verdict.reference_name,
                _tenth(stated.low_m), _tenth(stated.high_m), stated.unit, stated.heading, stated.qualifier, stated.mode,
                _tenth(verdict.distance_m), _tenth(verdict.azimuth_deg), verdict.verdict.value, verdict.reason,
                round(verdict.confidence, 4), verdict.explanation,
            )  # fmt: skip
            writer.writerow([safe_cell(value) for value in row])


def _tenth(number: float | None) -> float | None:
    """Return metres or degrees as exactly as anyone can use them."""
    return None if number is None else round(number, 1)


def _places(verdict: Verdict) -> str:
    """Return "Fallujah ← Baghdad"; a question mark where the text names nothing that lies there."""
    if not verdict.reference_name:
        return verdict.subject_name or ""
    return f"{verdict.subject_name or '?'} ← {verdict.reference_name}"
