"""Analyses for the tests of the exports; see export_samples.py."""

from __future__ import annotations

import pytest
from export_samples import hostile_analysis, mention, report_analysis

from geo.geodesy import wedge
from geo.model import Analysis, Claim, Judgement, Place, Position, Precision, Report, Resolution, Verdict


@pytest.fixture
def analysis() -> Analysis:
    return report_analysis()


@pytest.fixture
def hostile() -> Analysis:
    return hostile_analysis()


@pytest.fixture
def crossing() -> Analysis:
    """Return an analysis with a footprint across the antimeridian and one round a pole."""
    fiji = Place(id="a", name="Taveuni", position=Position(-16.8, 179.97), extent_m=1000.0)
    pole = Place(
        id="b",
        name="Ice",
        position=Position(89.0, 0.0),
        precision=Precision.INFERRED,
        extent_m=300_000.0,
        source="inferred",
        outline=wedge(Position(89.0, 0.0), None, 180.0, 0.0, 300_000.0),
    )
    text = "Taveuni and Ice."
    claim = Claim("offset", 0, 7, "Taveuni", subject=0)
    footprint = wedge(fiji.position, None, 180.0, 0.0, 100_000.0)
    verdict = Verdict(claim, Judgement.UNVERIFIABLE, "none", "None.", footprint=footprint)
    return Analysis(
        Report(text=text),
        (mention(text, "Taveuni"), mention(text, "Ice")),
        (Resolution(fiji, 0.9), Resolution(pole, 0.5)),
        (verdict,),
    )
