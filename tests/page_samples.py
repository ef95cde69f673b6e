"""Analyses made by hand for the tests of layers and pages: what is drawn must not depend on what is found."""

from __future__ import annotations

import math

from geo import geodesy
from geo.model import (
    Analysis,
    Claim,
    Judgement,
    Kind,
    Measured,
    Place,
    Position,
    Precision,
    Report,
    Resolution,
    Shape,
    Stated,
    Toponym,
    Verdict,
)

TEXT = (
    "Iraqi troops entered Fallujah's northwestern neighbourhood of al-Julan on Sunday. "
    "The prime minister called on residents of Fallujah, 40 miles west of Baghdad, to celebrate. "
    "Anbar provincial police took part, and the next aim is Mosul, 100 km south of Baghdad according to one account."
    "\n\n"
    "A checkpoint at Tell Nowhere was not found."
)


def place(name: str, lat: float, lon: float, identifier: str, **more: object) -> Place:
    return Place(id=identifier, name=name, position=Position(lat, lon), **{"country": "IQ", "extent_m": 4000.0, **more})


FALLUJAH = place("Al Fallūjah", 33.35, 43.79, "geonames:99454", admin1="Anbar", local_name="الفلوجة", extent_m=5000.0)
BAGHDAD = place("Baghdad", 33.34, 44.4, "geonames:98182", admin1="Baghdad", local_name="بغداد", extent_m=17000.0)
MOSUL = place("Mosul", 36.34, 43.12, "geonames:99072", admin1="Nineveh", local_name="الموصل", extent_m=9000.0)
IRAQ = place(
    "Iraq", 33.0, 44.0, "geonames:99237", country="IQ", precision=Precision.COUNTRY, feature_code="PCLI", extent_m=5e5
)
ANBAR = place("Anbar", 33.0, 42.0, "geonames:99592", precision=Precision.PROVINCE, feature_code="ADM1", extent_m=2.5e5)
JULAN = place(
    "al-Julan",
    33.365,
    43.77,
    "inferred:al-Julan",
    admin1="Anbar",
    precision=Precision.INFERRED,
    source="inferred",
    extent_m=2500.0,
    outline=geodesy.sector(FALLUJAH.position, 315.0, 45.0, 5000.0),
)
FRONT_LINE = {
    "type": "FeatureCollection",
    "name": "Front line",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": [[43.0, 33.0], [44.0, 34.5]]},
            "properties": {
                "title": "Line of 20 June",
                "description": "As the desk drew it",
                "stroke": "#aa0000",
                "stroke-width": 3,
            },
        },
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [43.9, 33.4]},
            "properties": {"title": "Bridge", "marker-color": "#0072b2"},
        },
    ],
}
"""A layer of a user's own, drawn beside the reports."""

OUTLINES = {
    ANBAR.id: Shape(
        "Polygon",
        (
            (
                (39.0, 32.0),
                (42.0, 31.1),
                (43.9, 32.6),
                (43.9, 34.2),
                (42.2, 35.0),
                (41.1, 34.4),
                (38.8, 33.4),
                (39.0, 32.0),
            ),
        ),
    ),
    IRAQ.id: Shape(
        "MultiPolygon",
        (
            (
                (
                    (38.8, 33.4),
                    (44.7, 29.2),
                    (48.5, 29.9),
                    (46.1, 33.0),
                    (45.5, 36.0),
                    (42.4, 37.1),
                    (41.0, 34.4),
                    (38.8, 33.4),
                ),
            ),
        ),
    ),
}
PLACES = {
    "Iraqi": (IRAQ, Kind.DEMONYM),
    "Fallujah": (FALLUJAH, Kind.PLACE),
    "al-Julan": (JULAN, Kind.PLACE),
    "Baghdad": (BAGHDAD, Kind.PLACE),
    "Anbar": (ANBAR, Kind.PLACE),
    "Mosul": (MOSUL, Kind.PLACE),
}


def toponyms_of(text: str) -> tuple[tuple[Toponym, ...], tuple[Resolution, ...]]:
    found: list[tuple[Toponym, Resolution]] = []
    for name, (where, kind) in PLACES.items():
        start = text.find(name)
        while start >= 0:
            found.append((Toponym(start, start + len(name), name, kind), Resolution(where, 0.9)))
            start = text.find(name, start + 1)
    lost = text.find("Tell Nowhere")
    if lost >= 0:
        found.append(
            (Toponym(lost, lost + 12, "Tell Nowhere"), Resolution(None, reason="no gazetteer entry has this name"))
        )
    found.sort(key=lambda pair: pair[0].start)
    return tuple(toponym for toponym, _ in found), tuple(resolution for _, resolution in found)


def claim(text: str, words: str, toponyms: tuple[Toponym, ...], **about: object) -> Claim:
    start = text.index(words)
    before = max((i for i, t in enumerate(toponyms) if t.end <= start), default=None)
    inside = next((i for i, t in enumerate(toponyms) if start <= t.start < start + len(words)), None)
    return Claim("offset", start, start + len(words), words, subject=before, reference=inside, stated=Stated(**about))


def verdict_of(words: str, judgement: Judgement, text: str = TEXT) -> Verdict:
    toponyms, resolutions = toponyms_of(text)
    made = claim(
        text,
        words,
        toponyms,
        low_m=63_500.0,
        high_m=65_200.0,
        unit="mile",
        heading="W",
        azimuth_deg=270.0,
        half_angle_deg=45.0,
    )
    subject, reference = resolutions[made.subject].place, resolutions[made.reference].place
    way = geodesy.inverse(reference.position, subject.position)
    return Verdict(
        claim=made,
        verdict=judgement,
        reason="within_limits",
        explanation="The stated distance and direction were compared with the geodesic.",
        measured=Measured(way.distance_m, way.azimuth_deg),
        confidence=0.95,
        footprint=geodesy.wedge(reference.position, 270.0, 45.0, 54_000.0, 75_000.0),
        subject_name=toponyms[made.subject].text,
        reference_name=toponyms[made.reference].text,
    )


def fallujah(**report: object) -> Analysis:
    toponyms, resolutions = toponyms_of(TEXT)
    about = {
        "title": "Iraqi commander declares Fallujah liberated",
        "source": "Example Wire",
        "date": "2016-06-26",
        "url": "https://example.org/report?a=1&b=2",
        "language": "en",
    }
    return Analysis(
        Report(TEXT, **{**about, **report}),
        toponyms,
        resolutions,
        (
            verdict_of("40 miles west of Baghdad", Judgement.SUPPORTED),
            verdict_of("100 km south of Baghdad", Judgement.CONTRADICTED),
        ),
        gazetteer="sample-1",
        settings=(("country", "IQ"),),
    )


def several() -> tuple[Analysis, ...]:
    dates = ("2016-05-22", "2016-06-17", "2016-06-26")
    made = [fallujah(date=date, title=f"Report of {date}") for date in dates]
    text = "Shelling was heard in Mosul."
    at = text.index("Mosul")
    report = Report(text, title="Late report", source="Example Wire", date="2016-10-17")
    made.append(Analysis(report, (Toponym(at, at + 5, "Mosul"),), (Resolution(MOSUL, 0.8),), gazetteer="sample-1"))
    return tuple(made)


def many(number: int) -> Analysis:
    """Return an analysis of one report that names ``number`` places, a sentence each."""
    pieces, toponyms, resolutions = [], [], []
    offset = 0
    for index in range(number):
        name = f"Village {index}"
        sentence = f"Fighting was reported near {name} on the road to the river. "
        start = offset + sentence.index(name)
        # A spiral over the country: even, and the same each time.
        turn, radius = index * 2.399963, 5.0 * math.sqrt((index + 1) / number)
        lat, lon = 33.5 + radius * math.sin(turn), 43.5 + radius * math.cos(turn)
        where = Place(
            id=f"geonames:{9_000_000 + index}",
            name=name,
            position=Position(round(lat, 4), round(lon, 4)),
            country="IQ",
            admin1=f"Province {index % 18}",
            extent_m=800.0,
        )
        toponyms.append(Toponym(start, start + len(name), name))
        resolutions.append(Resolution(where, 0.8))
        pieces.append(sentence)
        offset += len(sentence)
    report = Report("".join(pieces), title=f"{number} places", source="Example Wire", date="2020-01-01")
    return Analysis(report, tuple(toponyms), tuple(resolutions), gazetteer="sample-1")
