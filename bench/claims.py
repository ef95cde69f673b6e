"""Measure the claims: verdicts on real and made-false pairs, mentions found in news, sentences a second.

Reads ``claims/`` of ``$CONFLICTMAP_DATA``. Prints, and compares with ``bench/floors.json``:

- verdicts on ``claims_dev.csv`` with the places given by position, in two halves and together;
- the same from the bare text, places found by the whole pipeline (``--pipeline``);
- mentions of ``length_mentions_dev.csv``: distance + direction found, and lengths that are no claims;
- real pairs of ``calibration.csv`` made false: reversed, turned by 90°, doubled, halved; each half;
- the calibration of the confidence, on the half that was not fitted;
- sentences a second for grammar and check, on one core.

Run: ``python bench/claims.py [--pipeline] [--errors] [--update]``.
"""

from __future__ import annotations

import csv
import re
import sys
import time
import zlib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import _floors

from geo.claims import find_claims, verify_positions
from geo.claims.checking import check_places
from geo.claims.sites import Site
from geo.model import Judgement, Position, Report, Stated
from geo.units import lengths

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

POINTS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
WORDS = {"N": "north", "S": "south", "E": "east", "W": "west"}
GOOD = (Judgement.SUPPORTED, Judgement.APPROXIMATE)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def half_of(key: str) -> int:
    return zlib.crc32(key.encode()) % 2


def agrees(verdict: Judgement, judged: str) -> bool:
    return verdict in GOOD if judged == "supported" else verdict is Judgement.CONTRADICTED


def by_position(rows: list[dict[str, str]], *, errors: bool) -> dict[str, float]:
    """Judge each claim with the positions of the file, the anchor's name choosing among several distances."""
    hits: Counter[int] = Counter()
    seen: Counter[int] = Counter()
    for row in rows:
        if row["judgement"] == "unclear":
            continue
        verdict = verify_positions(
            row["text"],
            Position(float(row["subj_lat"]), float(row["subj_lon"])),
            Position(float(row["anchor_lat"]), float(row["anchor_lon"])),
            subject_name=row["subject"],
            reference_name=row["anchor"],
        )
        good = agrees(verdict.verdict, row["judgement"])
        seen[half_of(row["id"])] += 1
        hits[half_of(row["id"])] += good
        if errors and not good:
            said = f"{verdict.verdict.value}: {verdict.claim.text}: {verdict.explanation}"
            print(f"  {row['id']} {row['judgement']} → {said}")
    halves = ", ".join(f"half {half} {share(hits[half], seen[half])}" for half in (0, 1))
    print(f"by position: {halves}, all {share(hits.total(), seen.total())}")
    return {"dev_by_position": hits.total() / seen.total()}


def share(part: float, whole: float) -> str:
    return f"{100.0 * part / max(whole, 1):.1f} % of {whole:.0f}"


def by_pipeline(rows: list[dict[str, str]], *, errors: bool) -> dict[str, float]:
    """Judge each claim from the bare text: the headword as the title, every place found by the pipeline."""
    import geo

    hits: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for row in rows:
        if row["judgement"] == "unclear":
            continue
        name = re.split(r"[,(]", row["subject"])[0].strip()
        for style, report in (
            ("title", Report(row["text"], title=row["subject"])),
            ("sentence", Report(f"{name}. {row['text']}")),
        ):
            verdicts = geo.verify(report)
            chosen = meant(verdicts, row)
            outcome = chosen.verdict if chosen else None
            good = outcome is not None and agrees(outcome, row["judgement"])
            seen[style] += 1
            hits[style] += good
            kinds[f"{style} {chosen.reason if chosen else 'not found'}"] += not good
            if errors and not good:
                said = f"{outcome.value} ({chosen.reason}): {chosen.explanation}" if chosen and outcome else "not found"
                print(f"  {row['id']} {style} {row['judgement']} {row['subject']} → {row['anchor']}: {said}")
    for style in seen:
        print(f"by the pipeline, {style}: {share(hits[style], seen[style])}")
    print("  wrong: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common() if count))
    return {f"dev_by_{style}": hits[style] / seen[style] for style in seen}


def meant(verdicts: Iterable[object], row: dict[str, str]) -> object | None:
    """Return the verdict on the claim of ``row``: by number and heading."""
    number = next(lengths(f"{row['stated_distance']} {'miles' if row['unit'] == 'mi' else 'km'}")).middle_m
    found = [
        verdict
        for verdict in verdicts
        if verdict.claim.type == "offset"
        and verdict.claim.stated.heading == row["stated_direction"]
        and abs(((verdict.claim.stated.low_m or 0) + (verdict.claim.stated.high_m or 0)) / 2 - number)
        < 0.01 * number + 1
    ]
    return found[0] if found else None


def mentions(rows: list[dict[str, str]], *, errors: bool) -> dict[str, float]:
    """Count the labelled lengths that the grammar takes for what they are."""
    counts: Counter[str] = Counter()
    for row in rows:
        text = row["context"]
        # The file gives offsets in the article; in the context the length stands after 100 characters or less.
        at = min(
            (found.start for found in lengths(text)),
            key=lambda start: abs(start - min(100, int(row["start"]))),
            default=-1,
        )
        found = next((m for m in find_claims(text) if m.length is not None and m.length.start == at), None)
        kind = found.kind if found is not None else "none"
        directed = kind == "distance+direction" and found is not None and not found.is_implicit
        label = row["label"]
        counts["wanted"] += label == "DD"
        counts["found"] += label == "DD" and directed
        counts["false"] += label not in {"DD", "CONV"} and directed
        counts["none"] += label in ("EXT", "MOVE")
        counts["taken"] += label in ("EXT", "MOVE") and found is not None
        counts["other"] += label in ("D", "Di")
        counts["other found"] += label in ("D", "Di") and found is not None
        if errors and ((label == "DD") != directed and label != "CONV"):
            print(f"  {row['k']} {label} → {kind}: {text}")
    precision = counts["found"] / max(1, counts["found"] + counts["false"])
    recall = counts["found"] / max(1, counts["wanted"])
    print(
        f"mentions: distance + direction precision {precision:.3f}, recall {recall:.3f} of {counts['wanted']}; "
        f"distances without direction found {share(counts['other found'], counts['other'])}; "
        f"no claims taken for claims {share(counts['taken'], counts['none'])}"
    )
    return {
        "mention_precision": precision,
        "mention_recall": recall,
        "mention_quiet": 1.0 - counts["taken"] / max(1, counts["none"]),
    }


def stated_of(row: dict[str, str]) -> Stated | None:
    """Return what a row of the calibration states, by the grammar: its number, unit and heading in words."""
    heading = "-".join(WORDS[letter] for letter in row["dir"])
    unit = "miles" if row["unit"] == "mi" else "km"
    number = row["num"] if next(lengths(f"{row['num']} {unit}"), None) else row["n"]
    found = find_claims(f"It lies {row['qual']} {number} {unit} {heading} of it.")
    return found[0].stated() if found else None


def made_false(rows: list[dict[str, str]]) -> dict[str, float]:
    """Judge real pairs as they are, and made false in four ways; print the calibration of the confidence too."""
    figures: dict[str, float] = {}
    bins: dict[int, list[tuple[float, bool, float]]] = {}
    for half in (0, 1):
        wrong: Counter[str] = Counter()
        total = 0
        for row in rows:
            if row["gross_mismatch"] == "True" or half_of(row["title"]) != half:
                continue
            stated = stated_of(row)
            if stated is None or stated.azimuth_deg is None:
                continue
            total += 1
            subject = Site("A", Position(float(row["Slat"]), float(row["Slon"])), 0.0, int(row["Spop"]))
            reference = Site("B", Position(float(row["Alat"]), float(row["Alon"])), 0.0, int(row["Apop"]))
            for name, version in versions(stated):
                checked = check_places(version, subject, reference)
                contradicted = checked.outcome.judgement is Judgement.CONTRADICTED
                wrong[name] += contradicted
                if half == 1 and (name == "true" or total % 10 == 0):
                    right = contradicted if name != "true" else not contradicted
                    # Five false versions of every tenth pair: together they weigh a ninth of ten true ones.
                    weight = 1.0 if name == "true" else 10.0 / (9.0 * 5.0)
                    bins.setdefault(min(9, int(checked.confidence * 10)), []).append(
                        (checked.confidence, right, weight)
                    )
        print(
            f"made false, half {half} ({total} pairs), contradicted: true {share(wrong['true'], total)}, "
            + ", ".join(
                f"{name} {share(wrong[name], total * (2 if name == 'turned' else 1))}"
                for name in ("reversed", "turned", "doubled", "halved")
            )
        )
        figures[f"true_kept_{half}"] = 1.0 - wrong["true"] / total
        for name in ("reversed", "turned", "doubled", "halved"):
            figures[f"{name}_{half}"] = wrong[name] / (total * (2 if name == "turned" else 1))
    print("confidence (half 1, nine true for each false one): stated → right")
    for number in sorted(bins):
        values = bins[number]
        weights = sum(weight for _value, _right, weight in values)
        mean = sum(value * weight for value, _right, weight in values) / weights
        observed = sum(right * weight for _value, right, weight in values) / weights
        print(f"  {mean:.2f} → {observed:.2f}  ({len(values)})")
    return figures


def versions(stated: Stated) -> list[tuple[str, Stated]]:
    azimuth = stated.azimuth_deg or 0.0

    def turned(by: float) -> Stated:
        return replace(stated, azimuth_deg=(azimuth + by) % 360.0)

    def scaled(by: float) -> Stated:
        low = None if stated.low_m is None else stated.low_m * by
        high = None if stated.high_m is None else stated.high_m * by
        return replace(stated, low_m=low, high_m=high)

    return [
        ("true", stated),
        ("reversed", turned(180.0)),
        ("turned", turned(90.0)),
        ("turned", turned(-90.0)),
        ("doubled", scaled(2.0)),
        ("halved", scaled(0.5)),
    ]


def speed(rows: list[dict[str, str]]) -> dict[str, float]:
    """Time grammar and check, one sentence at a time, places given; every second sentence has no claim."""
    texts = [(row, row["text"]) for row in rows]
    positions = [
        (
            Position(float(row["subj_lat"]), float(row["subj_lon"])),
            Position(float(row["anchor_lat"]), float(row["anchor_lon"])),
        )
        for row in rows
    ]
    for row in rows[:20]:
        find_claims(row["text"])
    began = time.process_time()
    count = 0
    for number in range(5):
        # A little aside each time, so that no round measures what an earlier one has measured.
        moved = [Position(subject.lat + 1e-6 * number, subject.lon) for subject, _reference in positions]
        for (row, text), subject, (_subject, reference) in zip(texts, moved, positions, strict=True):
            for mention in find_claims(text):
                if mention.length is not None:
                    check_places(mention.stated(), Site(row["subject"], subject), Site(row["anchor"], reference))
            count += 1
    rate = count / (time.process_time() - began)
    print(f"speed: {rate:,.0f} sentences a second (each with a claim), one core")
    return {}


def main() -> None:
    words = sys.argv[1:]
    errors = "--errors" in words
    folder = _floors.data_folder() / "claims"
    files = [folder / "claims_dev.csv", folder / "length_mentions_dev.csv", folder / "calibration.csv"]
    dev = rows_of(files[0])
    figures = by_position(dev, errors=errors)
    figures |= mentions(rows_of(files[1]), errors=errors)
    speed(dev)
    if "--pipeline" in words:
        # What other parts of the package change too gets more room than what the claims alone decide.
        finish("claims_text", by_pipeline(dev, errors=errors), files[:1], words, margin=0.03)
    if "--quick" not in words:
        figures |= made_false(rows_of(files[2]))
        finish("claims", figures, files, words, margin=0.002)


def finish(section: str, figures: dict[str, float], files: list[Path], words: list[str], *, margin: float) -> None:
    """Pin the figures, a little below, with --update; else end where one is below its floor."""
    if "--update" in words:
        figures = {name: round(value - margin, 3) for name, value in figures.items()}
    _floors.finish(section, figures, files, words)


if __name__ == "__main__":
    main()
