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
from typing import NamedTuple

import _floors

import geo
from geo.claims.reasons import Reason

_KINDS = re.compile(r"\s(?:village|town|city|settlement|camp|district|neighbou?rhood|quarter|suburb)$")
_MANY = 600


class Row(NamedTuple):
    """A place of an event: its name, unit and country."""

    name: str
    unit: str
    country: str


def rows(path) -> list[Row]:
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
    bare = unit.split()[0]
    for verdict in geo.verify(sentence(row, unit)):
        if verdict.claim.type == "containment" and bare in (verdict.reference_name or "") and verdict.subject_name:
            return verdict
    return None


def measure(places: list[Row], *, show: bool = False) -> dict[str, float]:
    units: dict[str, list[str]] = defaultdict(list)
    for row in places:
        if row.unit not in units[row.country]:
            units[row.country].append(row.unit)
    found = placed = true_contradicted = false_placed = false_contradicted = false_supported = 0
    for row in places:
        verdict = judged(row, row.unit)
        if verdict is None:
            if show:
                print("not found   ", row)
            continue
        found += 1
        placed += verdict.reason not in {Reason.SUBJECT_UNPLACED, Reason.SUBJECT_INFERRED, Reason.REFERENCE_UNPLACED}
        if verdict.verdict.value == "contradicted":
            true_contradicted += 1
            if show:
                print("contradicted", row, verdict.explanation)
        others = sorted(unit for unit in units[row.country] if unit != row.unit)
        if verdict.verdict.value != "supported" or not others:
            continue
        other = others[int(hashlib.sha256(repr(row).encode()).hexdigest(), 16) % len(others)]
        wrong = judged(row, other)
        if wrong is None or wrong.reason == Reason.REFERENCE_UNPLACED:
            continue
        false_placed += 1
        false_contradicted += wrong.verdict.value == "contradicted"
        false_supported += wrong.verdict.value == "supported"
        if show and wrong.verdict.value != "contradicted":
            print(f"{wrong.verdict.value:12}", row.name, "in", other, "|", wrong.reason, wrong.explanation)
    return {
        "found": found / len(places),
        "placed_of_found": placed / max(1, found),
        "true_not_contradicted": 1.0 - true_contradicted / max(1, found),
        "false_contradicted": false_contradicted / max(1, false_placed),
        "false_not_supported": 1.0 - false_supported / max(1, false_placed),
        "false_tried": float(false_placed),
    }


def main() -> None:
    path = _floors.data_folder() / "places" / "ucdp_dev.csv"
    figures = measure(rows(path), show="--show" in sys.argv)
    for name, value in figures.items():
        print(f"{name:24} {value:.3f}")
    _floors.finish("areas", figures, [path], sys.argv)


if __name__ == "__main__":
    main()
