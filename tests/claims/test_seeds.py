"""The example reports: their one known error is found, and nothing else is called wrong."""

from pathlib import Path

import pytest

import geo

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.md"))
KNOWN_WRONG = {"50 km east of Raqqa"}
MEASURED = ("offset", "direction", "between", "travel")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_no_distance_is_called_wrong_but_the_one_that_is(path):
    verdicts = [verdict for verdict in geo.verify(path) if verdict.claim.type in MEASURED]
    wrong = {" ".join(verdict.claim.text.split()) for verdict in verdicts if verdict.verdict.value == "contradicted"}
    assert wrong <= KNOWN_WRONG
    if path.stem == "tabqa":
        assert wrong == KNOWN_WRONG


def test_the_first_report_says_what_its_facts_say():
    (path,) = [path for path in SEEDS if path.stem == "fallujah"]
    (verdict,) = [verdict for verdict in geo.verify(path) if verdict.claim.type == "offset"]
    assert (verdict.subject_name, verdict.reference_name) == ("Fallujah", "Baghdad")
    assert verdict.verdict.value == "supported"
    assert verdict.distance_m == pytest.approx(57_247, abs=2)
