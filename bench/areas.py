"""Containment in sentences made of places of armed-conflict events: true as recorded, and made false.

    python bench/areas.py [--update] [--show]

Each row of ``places/ucdp_dev.csv`` (UCDP GED, CC BY 4.0) that is exact to the town gives "Shelling was
reported in NAME, in ADM_1, COUNTRY said." twice: with its own first-level unit, and with another one of
the same country, which is wrong. Both go through the whole flow. Figures: how many of the claims are
found; of the true ones how many are contradicted; of the false ones whose town the gazetteer has in the
right unit how many are contradicted. Names that two units of a country share are left out.
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import _floors

import geo
from geo.claims.reasons import Reason

if TYPE_CHECKING:
    from pathlib import Path

_KINDS = re.compile(r"\s(?:village|town|city|settlement|camp|district|neighbou?rhood|quarter|suburb)$")
_MANY = 600


class Row(NamedTuple):
    """A place of an event: its name, unit and country."""

    name: str
    unit: str
    country: str


def rows(path: Path) -> list[Row]:
    """Return the places exact to the town, each once, at most 600, spread over the file by digest."""
    found: set[Row] = set()
    with path.open(encoding="utf-8") as file:
        for entry in csv.DictReader(file):
            name = _KINDS.sub("", entry["name_standard"])
            if entry["where_prec"] in {"1", "2"} and entry["adm_1"] and name != entry["name_standard"]:
                country = re.sub(r"\s\(.*\)$", "", entry["country"])
                found.add(Row(name, entry["adm_1"], country))
    return sorted(found, key=lambda row: hashlib.sha256(repr(row).encode()).hexdigest())[:_MANY]


def sentence(row: Row, unit: str) -> str:
    return f"Shelling was reported in {row.name}, in {unit}, on Friday, officials in {row.country} said."


def judged(row: Row, unit: str) -> geo.Verdict | None:
    """Return the verdict on the claim that the row's place lies in ``unit``, None where it was not found."""
    bare = unit.split(maxsplit=1)[0]
    for verdict in geo.verify(sentence(row, unit)):
        if verdict.claim.type == "containment" and bare in (verdict.reference_name or "") and verdict.subject_name:
            return verdict
    return None


def measure(places: list[Row], *, show: bool = False) -> dict[str, float]:
    """Return the figures by name."""
    units: dict[str, set[str]] = defaultdict(set)
    for row in places:
        units[row.country].add(row.unit)
    true = {row: verdict for row in places if (verdict := judged(row, row.unit)) is not None}
    false: dict[Row, geo.Verdict] = {}
    for row, verdict in true.items():
        others = sorted(units[row.country] - {row.unit})
        if verdict.verdict.value == "supported" and others:
            other = others[int(hashlib.sha256(repr(row).encode()).hexdigest(), 16) % len(others)]
            wrong = judged(row, other)
            if wrong is not None and wrong.reason != Reason.REFERENCE_UNPLACED:
                false[row] = wrong
    if show:
        listed(places, true, false)
    return {
        "found": len(true) / len(places),
        "placed_of_found": 1.0 - share(true, "subject_unplaced", "subject_inferred", "reference_unplaced"),
        "true_not_contradicted": 1.0 - share(true, "contradicted"),
        "false_contradicted": share(false, "contradicted"),
        "false_not_supported": 1.0 - share(false, "supported"),
        "false_tried": float(len(false)),
    }


def share(verdicts: dict[Row, geo.Verdict], *codes: str) -> float:
    """Return the share of verdicts whose judgement or reason is among ``codes``."""
    hits = sum(verdict.verdict.value in codes or verdict.reason in codes for verdict in verdicts.values())
    return hits / max(1, len(verdicts))


def listed(places: list[Row], true: dict[Row, geo.Verdict], false: dict[Row, geo.Verdict]) -> None:
    """Print what did not come out as it should."""
    for row in places:
        if row not in true:
            print("not found   ", *row)
        elif true[row].verdict.value == "contradicted":
            print("contradicted", *row, "|", true[row].explanation)
    for row, verdict in false.items():
        if verdict.verdict.value != "contradicted":
            print(f"{verdict.verdict.value:12}", verdict.claim.text, "|", row.unit, "|", verdict.explanation)


def main() -> None:
    path = _floors.data_folder() / "places" / "ucdp_dev.csv"
    figures = measure(rows(path), show="--show" in sys.argv)
    for name, value in figures.items():
        print(f"{name:24} {value:.3f}")
    # How many were tried and placed is a matter of the gazetteer, not of the claims; floors leave a hundredth of room.
    pinned = {
        name: round(value - 0.01, 3)
        for name, value in figures.items()
        if name not in {"false_tried", "placed_of_found"}
    }
    _floors.finish("areas", pinned if "--update" in sys.argv else figures, [path], sys.argv)


if __name__ == "__main__":
    main()
