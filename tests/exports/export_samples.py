"""Analyses made by hand: no gazetteer is opened, so that these tests show the exports alone."""

from __future__ import annotations

from geo.geodesy import wedge
from geo.model import (
    Analysis,
    Candidate,
    Claim,
    Judgement,
    Measured,
    Place,
    Position,
    Precision,
    Report,
    Resolution,
    Stated,
    Toponym,
    Verdict,
)

TEXT = (
    "Warplanes struck the northwestern neighbourhood of al-Julan. Fallujah, about 40 miles west of Baghdad, "
    "was quiet by night, residents said. Nobody in Nowhereville could be reached."
)
FALLUJAH = Place(
    id="geonames:99454",
    name="Al Fallūjah",
    position=Position(33.34913, 43.78599),
    feature_code="PPLA2",
    country="IQ",
    admin1="Anbar",
    admin2="Falluja District",
    extent_m=4000.0,
    population=190159,
    local_name="الفلوجة",
)
BAGHDAD = Place(
    id="geonames:98182",
    name="Baghdad",
    position=Position(33.34058, 44.40088),
    feature_code="PPLC",
    country="IQ",
    admin1="Baghdad",
    extent_m=18000.0,
    population=7216000,
    local_name="بغداد",
)


def mention(text: str, name: str) -> Toponym:
    start = text.index(name)
    return Toponym(start, start + len(name), name)


def report_analysis(**changes: object) -> Analysis:
    julan = Place(
        id="inferred:julan",
        name="al-Julan",
        position=Position(33.3591, 43.7715),
        feature_code="PPLX",
        country="IQ",
        extent_m=2000.0,
        precision=Precision.INFERRED,
        source="inferred",
        outline=wedge(FALLUJAH.position, 315.0, 45.0, 0.0, 4000.0),
    )
    words = "about 40 miles west of Baghdad"
    start = TEXT.index(words)
    claim = Claim(
        "offset",
        start,
        start + len(words),
        words,
        subject=1,
        reference=2,
        stated=Stated(57_900.0, 70_800.0, "mile", "W", 270.0, 45.0, "about"),
    )
    verdict = Verdict(
        claim,
        Judgement.SUPPORTED,
        "agrees",
        "Measured 57 km to the west.",
        Measured(57_247.0, 271.1),
        0.95,
        wedge(BAGHDAD.position, 270.0, 45.0, 57_900.0, 70_800.0),
        "Al Fallūjah",
        "Baghdad",
    )
    fields: dict[str, object] = {
        "report": Report(
            text=TEXT, title="Night of strikes", source="The Wire", date="2004-11-12", url="https://example.org/a"
        ),
        "toponyms": tuple(mention(TEXT, name) for name in ("al-Julan", "Fallujah", "Baghdad", "Nowhereville")),
        "resolutions": (
            Resolution(julan, 0.5),
            Resolution(FALLUJAH, 0.97, (Candidate(BAGHDAD, 0.1, ("near",)),)),
            Resolution(BAGHDAD, 0.99),
            Resolution(None, reason="no gazetteer knows it"),
        ),
        "verdicts": (verdict,),
        "gazetteer": "test",
    }
    return Analysis(**{**fields, **changes})  # type: ignore[arg-type]


def hostile_analysis() -> Analysis:
    """Return an analysis whose every text is a formula, a lone surrogate or markup."""
    name = "=cmd|' /C calc'!A0\ud800<script>alert(1)</script>]]>\x00"
    place = Place(
        id="x\ud800", name=name, position=Position(1.5, 2.5), country="IQ", admin1="@SUM(1)", local_name="-2+3"
    )
    text = f"Report of {name} and more."
    start = text.index(name)
    return Analysis(
        Report(text=text, title="\ud800=1+1", source="\tTAB", date="+2016", url="javascript:alert(1)"),
        (Toponym(start, start + len(name), name),),
        (Resolution(place, 0.5),),
    )
