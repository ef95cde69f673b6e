"""Quotations, encoded lines, areas, words and simplestyle."""

from __future__ import annotations

import math

import page_samples as samples
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import geodesy
from geo.errors import UsageError
from geo.layers._areas import encoded_areas
from geo.layers._lines import measured_line
from geo.layers._polyline import ALPHABET, decode, encode, encode_degrees
from geo.layers._quotes import LONGEST, Quotes
from geo.layers._simplestyle import user_layer
from geo.layers._words import distance_words, kind_words, measured_words, stated_words, where_words
from geo.model import (
    Analysis,
    Claim,
    Judgement,
    Measured,
    Position,
    Precision,
    Report,
    Resolution,
    Shape,
    Stated,
    Toponym,
    Verdict,
)

whole = st.integers(-400_000, 400_000)


@given(st.lists(st.tuples(whole, whole)))
def test_a_line_comes_back_from_its_letters(points):
    text = encode(points)
    assert set(text) <= set(ALPHABET)
    assert decode(text) == points


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1))
def test_degrees_come_back_within_half_a_unit(points):
    back = decode(encode_degrees(points))
    assert all(
        abs(x / 1000 - lon) <= 0.00051 and abs(y / 1000 - lat) <= 0.00051
        for (x, y), (lon, lat) in zip(back[:1], points[:1], strict=True)
    )
    assert len(back) <= len(points)


@given(st.text(min_size=1, max_size=900), st.data())
def test_a_quotation_holds_the_words_it_is_about(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = Quotes(text).around(start, end)
    assert quote.start <= start
    assert quote.text == text[quote.start : quote.start + len(quote.text)]
    assert quote.start + len(quote.text) >= end


def test_a_long_sentence_is_cut_at_words_about_the_mention():
    text = "word " * 300 + "Mosul" + " word" * 300
    at = text.index("Mosul")
    quote = Quotes(text).around(at, at + 5)
    assert quote.cut_before
    assert quote.cut_after
    assert len(quote.text) <= LONGEST + 10
    assert quote.text.split()[0] == quote.text.split()[-1] == "word"


def test_a_megabyte_on_one_line_is_quoted_in_time():
    text = "Mosul and " * 100_000
    quotes = Quotes(text)
    assert all(len(quotes.around(at, at + 5).text) < 500 for at in range(0, len(text) - 5, 10_000))


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0.0, "0 km (0 mi)"),
        (400.0, "400 m (0.2 mi)"),
        (1609.344, "1.6 km (1 mi)"),
        (57_247.0, "57 km (36 mi)"),
        (4_627_000.0, "4,627 km (2,875 mi)"),
    ],
)
def test_distances_are_told_in_kilometres_and_miles(metres, words):
    assert distance_words(metres) == words


def test_measures_and_claims_in_words():
    assert measured_words(Measured(57_247.0, 271.1)) == "57 km (36 mi), west (271°)"
    assert measured_words(Measured(57_247.0, 359.9)) == "57 km (36 mi), north (0°)"
    assert measured_words(Measured()) == ""
    assert stated_words(Stated(63_567.0, 65_177.0, "mile", "W", 270.0, 45.0)) == "64 km (40 mi), west (270°)"
    assert stated_words(Stated(40_000.0, 50_000.0)) == "40 to 50 km (25 to 31 mi)"
    assert stated_words(Stated(39_500.0, 50_500.0, "kilometre")) == "40 to 50 km (25 to 31 mi)"
    assert stated_words(Stated(1.5 * 1609.344, 2.5 * 1609.344, "mile")) == "3.2 km (2 mi)"
    assert stated_words(Stated(250.0, 750.0, "metre")) == "250 to 750 m (0.2 to 0.5 mi)"
    assert stated_words(Stated(0.0, 9_000.0, qualifier="within")) == "up to 9 km (5.6 mi)"
    assert stated_words(Stated(heading="NNW")) == "north-northwest"
    assert stated_words(Stated(heading="C")) == "in the centre"


def test_large_areas_are_thinned_until_they_have_room():
    turns = [math.tau * index / 4000 for index in range(4000)]
    rough = tuple(
        (44.0 + (3.0 + 0.1 * math.sin(300.0 * turn)) * math.cos(turn), 33.0 + 3.0 * math.sin(turn)) for turn in turns
    )
    shapes = [Shape("Polygon", (rough,))] * 12
    assert sum(len(part[0]) for area in encoded_areas(shapes) for part in area["parts"]) < 60_000


def test_islands_too_small_to_be_seen_are_left_out_but_never_all():
    speck = (((0.0, 0.0), (0.001, 0.0), (0.0, 0.001), (0.0, 0.0)),)
    land = (((10.0, 10.0), (20.0, 10.0), (10.0, 20.0), (10.0, 10.0)),)
    assert len(encoded_areas([Shape("MultiPolygon", (speck, land))])[0]["parts"]) == 1
    assert len(encoded_areas([Shape("MultiPolygon", (speck,))])[0]["parts"]) == 1


def feature(geometry: object, **properties: object) -> dict:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


POINT = {"type": "Point", "coordinates": [44.0, 33.0, 120.0]}


def test_simplestyle_keeps_what_is_well_formed_and_drops_the_rest():
    good = user_layer(
        1,
        feature(
            POINT,
            **{
                "stroke": "f00",
                "stroke-width": 3,
                "fill": "#00FF00",
                "fill-opacity": 0.5,
                "marker-color": "#123456",
                "marker-size": "large",
                "title": "T",
            },
        ),
    )
    assert good["features"][0]["style"] == {
        "stroke": "#f00",
        "fill": "#00ff00",
        "marker": "#123456",
        "width": 3,
        "fillOpacity": 0.5,
        "size": 10,
    }
    bad = user_layer(
        1,
        feature(
            POINT,
            **{
                "stroke": "url(//x)",
                "stroke-width": 1e9,
                "fill": "red;x:y",
                "fill-opacity": "1",
                "marker-size": "huge",
                "title": 7,
                "opacity": True,
            },
        ),
    )
    assert bad["features"][0]["style"] == {}
    assert bad["features"][0]["title"] == ""
    assert bad["name"] == "Layer 1"


def nested(depth: int) -> dict:
    geometry: dict = POINT
    for _ in range(depth):
        geometry = {"type": "GeometryCollection", "geometries": [geometry]}
    return geometry


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [float("nan"), 1.0]},
        {"type": "Point", "coordinates": [1.0, 91.0]},
        {"type": "Point", "coordinates": ["x", 1.0]},
        {"type": "Point", "coordinates": []},
        {"type": "Polygon", "coordinates": [1, 2]},
        {"type": "Circle", "coordinates": [1, 2]},
        {"type": "Point"},
        "Point",
        nested(20),
    ],
)
def test_a_geometry_that_is_none_names_its_feature(geometry):
    with pytest.raises(UsageError, match=r"feature 2 of layer 3 has no usable geometry"):
        user_layer(3, {"type": "FeatureCollection", "features": [feature(POINT), feature(geometry)]})


def test_what_is_no_geojson_is_refused():
    with pytest.raises(UsageError, match="a GeoJSON object was expected"):
        user_layer(1, {"type": "Topology"})


@pytest.mark.parametrize("geometry", [None, nested(3), {"type": "MultiPoint", "coordinates": [[1.0, 2.0]]}])
def test_odd_but_valid_geometries_pass(geometry):
    assert len(user_layer(1, feature(geometry))["features"]) == 1


@pytest.mark.parametrize(
    ("kind", "reference", "drawn"),
    [
        ("border", None, True),  # an implied border: the text names no place to measure from
        ("shore", samples.MOSUL, True),  # whatever the place, a shore was measured
        ("offset", samples.ANBAR, True),  # the edge of a province
        ("offset", samples.MOSUL, False),  # a town: the measure belongs to another place of its name
    ],
)
def test_a_line_begins_at_the_nearest_point_of_what_was_measured(kind, reference, drawn):
    text = "Fallujah lies 20 km from there."
    claim = Claim(kind, 14, 31, text[14:31], subject=0, reference=None if reference is None else 1)
    toponyms = (Toponym(0, 8, text[:8]), Toponym(26, 31, text[26:31]))
    resolutions = (
        Resolution(samples.FALLUJAH, 0.9),
        Resolution(reference, 0.9) if reference else Resolution(None, reason="none"),
    )
    verdict = Verdict(claim, Judgement.SUPPORTED, "agrees", "It does.", Measured(20_000.0, 115.0), 0.9)
    line = measured_line(Analysis(Report(text), toponyms, resolutions, (verdict,)), verdict)
    assert (line is not None) == drawn
    if line is not None:
        (lon, lat), end = line.coordinates[0], line.coordinates[-1]
        way = geodesy.inverse(Position(lat, lon), samples.FALLUJAH.position)
        assert end == (samples.FALLUJAH.lon, samples.FALLUJAH.lat)
        assert (way.distance_m, way.azimuth_deg) == pytest.approx((20_000.0, 115.0), abs=1e-3)


@pytest.mark.parametrize(
    ("precision", "code", "words"),
    [
        (Precision.TOWN, "PPL", "town or village"),
        (Precision.PROVINCE, "ADM1", "province"),
        (Precision.DISTRICT, "ADM3", "district"),
        (Precision.COUNTRY, "PCLI", "country"),
        (Precision.PROVINCE, "STM", "river"),
        (Precision.COUNTRY, "SEA", "sea"),
        (Precision.DISTRICT, "LK", "lake"),
        (Precision.DISTRICT, "HSP", "known to its district"),
        (Precision.PROVINCE, None, "province"),
        (Precision.EXACT, "STM", "exact position"),
    ],
)
def test_a_river_is_not_called_a_province(precision, code, words):
    assert kind_words(precision, code) == words


def test_a_country_lies_in_no_country():
    assert where_words(samples.IRAQ) == ""
    assert where_words(samples.FALLUJAH) == "Anbar, IQ"
