"""The nouns validate, stay frozen, and survive the round trip through JSON."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import ConflictmapError, ModelError, PositionError
from geo.model import (
    Analysis,
    Candidate,
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
    with_placements,
)

FALLUJAH = Place("geonames:99454", "Al Fallūjah", Position(33.34913, 43.78599), "PPLA2", "IQ", "Anbar", extent_m=4000.0)


@pytest.mark.parametrize(
    ("lat", "lon"), [(91, 0), (-90.001, 0), (0, 181), (float("nan"), 0), (0, float("nan")), (float("inf"), 0)]
)
def test_what_is_no_position_is_refused_with_the_value(lat, lon):
    with pytest.raises(PositionError, match=r"no (latitude|longitude)"):
        Position(lat, lon)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 2)])
def test_toponyms_need_a_span(start, end):
    with pytest.raises(ModelError):
        Toponym(start, end, "x")


def test_an_unplaced_toponym_must_say_why():
    with pytest.raises(ModelError, match="say why"):
        Resolution(None)


def test_extents_are_not_negative():
    with pytest.raises(ModelError):
        dataclasses.replace(FALLUJAH, extent_m=-1.0)


def test_unknown_shapes_are_refused():
    with pytest.raises(ModelError, match="Circle"):
        Shape("Circle", ())


def test_nouns_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        FALLUJAH.name = "x"


def test_report_without_a_digest_takes_that_of_its_text():
    assert Report("a").sha256 == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    assert Report("\ud800").sha256 != Report("a").sha256


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (9, 1), (10, 2), (25, 3)])
def test_pages_are_counted_from_one(offset, page):
    assert Report("x" * 30, pages=(10, 20)).page_of(offset) == page
    assert Report("x").page_of(0) is None


TEXT = st.text(max_size=20)
PLACES = st.builds(
    Place,
    id=TEXT,
    name=TEXT,
    position=st.builds(Position, st.floats(-90, 90), st.floats(-180, 180)),
    country=st.none() | TEXT,
    extent_m=st.floats(0, 1e7),
    precision=st.sampled_from(Precision),
    population=st.integers(0, 10**9),
    outline=st.none() | st.just(Shape("Polygon", (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)),))),
)
RESOLUTIONS = st.one_of(
    st.builds(
        Resolution,
        PLACES,
        st.floats(0, 1),
        st.lists(st.builds(Candidate, PLACES, st.floats(0, 1)), max_size=2).map(tuple),
    ),
    st.builds(Resolution, st.none(), st.just(0.0), reason=st.just("not in the gazetteer")),
)
VERDICTS = st.builds(
    Verdict,
    claim=st.builds(
        Claim,
        type=TEXT,
        start=st.integers(0, 9),
        end=st.integers(10, 20),
        text=TEXT,
        subject=st.none() | st.integers(0, 5),
        stated=st.builds(Stated, low_m=st.none() | st.floats(0, 1e6), heading=st.none() | TEXT),
    ),
    verdict=st.sampled_from(Judgement),
    reason=TEXT,
    explanation=TEXT,
    measured=st.builds(Measured, st.none() | st.floats(0, 1e6)),
)


@st.composite
def analyses(draw):
    resolutions = draw(st.lists(RESOLUTIONS, max_size=3))
    toponyms = tuple(Toponym(i, i + 1, draw(TEXT), draw(st.sampled_from(Kind))) for i in range(len(resolutions)))
    return Analysis(
        report=Report(draw(TEXT), title=draw(st.none() | TEXT), pages=draw(st.sampled_from([(), (3, 9)]))),
        toponyms=toponyms,
        resolutions=tuple(resolutions),
        verdicts=tuple(draw(st.lists(VERDICTS, max_size=2))),
        settings=(("country", "IQ"),),
    )


@given(analyses())
def test_an_analysis_survives_json(analysis):
    assert Analysis.from_json(analysis.to_json()) == analysis


def test_with_an_indent_a_position_of_a_shape_stands_on_one_line_and_text_is_left_alone():
    text = "[\n  1.0,\n  2.0\n]"
    place = dataclasses.replace(FALLUJAH, outline=Shape("LineString", ((43.5, -33.25), (1e-05, 2.0))))
    analysis = Analysis(Report(text), (Toponym(0, 1, "["),), (Resolution(place, 0.5),))
    written = analysis.to_json(indent=2)
    assert "[43.5, -33.25]" in written
    assert Analysis.from_json(written) == analysis


def test_shapes_are_rounded_to_any_depth():
    ring = ((0.123456789, 1.0), (2.0, -0.0000001))
    assert Shape("LineString", ring).rounded(6).coordinates == ((0.123457, 1.0), (2.0, 0.0))
    assert Shape("MultiPolygon", ((ring,),)).rounded(1).coordinates == ((((0.1, 1.0), (2.0, 0.0)),),)
    assert Shape("Point", (0.16, 1.0)).rounded(1).coordinates == (0.2, 1.0)


def test_json_carries_lone_surrogates_as_ascii():
    analysis = Analysis(Report("a\ud800b"))
    assert analysis.to_json().isascii()
    assert Analysis.from_json(analysis.to_json()).report.text == "a\ud800b"


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": 99}', '{"schema": 1}', '{"schema": 1, "toponyms": [1], "report": {}}', "{"]
)
def test_what_is_no_analysis_is_refused_in_words(text):
    with pytest.raises(ConflictmapError):
        Analysis.from_json(text)


def test_the_json_has_the_fields_of_the_contract():
    analysis = Analysis(Report("Fallujah"), (Toponym(0, 8, "Fallujah"),), (Resolution(FALLUJAH, 0.97),), gazetteer="1")
    found = json.loads(analysis.to_json())
    assert found["schema"] == 1
    assert {"title", "source", "date", "url", "language", "sha256"} <= found["report"].keys()
    assert {"start", "end", "text", "place", "confidence", "alternatives", "reason"} <= found["toponyms"][0].keys()
    assert {
        "id",
        "name",
        "lat",
        "lon",
        "feature_code",
        "country",
        "admin1",
        "admin2",
        "extent_m",
        "precision",
        "source",
    } <= found["toponyms"][0]["place"].keys()


def test_resolutions_and_toponyms_must_match():
    with pytest.raises(ModelError):
        Analysis(Report("x"), (Toponym(0, 1, "x"),), ())


def test_places_come_once_in_the_order_of_mention():
    other = dataclasses.replace(FALLUJAH, id="geonames:98182")
    mentions = tuple(Resolution(place, 0.9) for place in (other, FALLUJAH, other))
    toponyms = tuple(Toponym(i, i + 1, "x") for i in range(3))
    assert Analysis(Report("xxx"), toponyms, mentions).places == (other, FALLUJAH)


def test_placements_win_where_the_text_itself_says_where_and_leave_the_rest():
    placed, unplaced = Resolution(FALLUJAH, 0.9), Resolution(None, reason="unknown")
    other = dataclasses.replace(FALLUJAH, id="inferred:1", precision=Precision.INFERRED, source="inferred")
    filled = with_placements((placed, unplaced, placed), {1: other, 2: other})
    assert filled[0] == placed
    assert [resolution.place for resolution in filled[1:]] == [other, other]
    assert all(resolution.confidence <= 0.5 and resolution.reason is None for resolution in filled[1:])
