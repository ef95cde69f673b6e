import json

import pytest
from reader_samples import ACLED, AREA, POINT, UCDP, feature, rows

from geo.errors import EmptyReport, ReaderError
from geo.model import Analysis, Position, Precision, Report
from geo.readers import Failure


def test_acled_rows_become_dated_reports_with_their_place(one):
    report = one("a.csv", rows(ACLED))[0]
    assert report.text == ACLED["notes"]
    assert (report.date, report.source) == ("2016-06-26", "A wire")
    (given,) = report.given
    assert report.text[given.start : given.end] == "Fallujah"
    place = given.given
    assert (place.lat, place.lon, place.precision, place.source) == (33.3491, 43.786, Precision.TOWN, "given")
    assert (place.admin1, place.admin2) == ("Anbar", "Al-Fallujah")
    about = dict(report.metadata)
    assert (about["scheme"], about["geo_precision"], about["event_id_cnty"]) == ("ACLED", "1", "IRQ1")


@pytest.mark.parametrize(
    ("code", "precision"), [("1", Precision.TOWN), ("2", Precision.DISTRICT), ("3", Precision.PROVINCE)]
)
def test_codes_of_acled_become_precisions(one, code, precision):
    assert one("a.csv", rows({**ACLED, "geo_precision": code}))[0].given[0].given.precision is precision


@pytest.mark.parametrize(
    ("code", "precision"),
    [
        ("1", Precision.TOWN),
        ("2", Precision.DISTRICT),
        ("3", Precision.DISTRICT),
        ("4", Precision.PROVINCE),
        ("5", Precision.PROVINCE),
        ("6", Precision.COUNTRY),
        ("7", Precision.COUNTRY),
    ],
)
def test_codes_of_ucdp_become_precisions(one, code, precision):
    assert one("a.csv", rows({**UCDP, "where_prec": code}))[0].given[0].given.precision is precision


def test_a_place_that_the_words_do_not_name_is_added_to_them(one):
    report = one("a.csv", rows(UCDP))[0]
    assert report.text.startswith("Iraq says city is free\n\nAl-Julan\n\nPlace: Fallujah town, ")
    (given,) = report.given
    assert report.text[given.start : given.end] == "Fallujah town"
    assert report.date == "2016-06-26"


def test_events_with_the_same_words_are_different_reports(one):
    first, second = one("a.csv", rows(ACLED, {**ACLED, "location": "Hit", "notes": ACLED["notes"]}))
    assert first.sha256 != second.sha256


@pytest.mark.parametrize("bad", [{"latitude": "x"}, {"latitude": "91"}, {"longitude": "nan"}, {"longitude": ""}])
def test_a_row_without_a_position_is_left_out_and_named(one, bad):
    failure, report = one("a.csv", rows({**ACLED, **bad}, ACLED))
    assert isinstance(failure, Failure)
    assert "row 1" in str(failure.error)
    assert report.text == ACLED["notes"]


@pytest.mark.parametrize(("delimiter", "name"), [(",", "a.csv"), (";", "a.csv"), ("\t", "a.tsv"), ("|", "a.csv")])
def test_delimiters_are_found(one, delimiter, name):
    data = rows({"Title": "T", "Text": "Words; here, and|there", "x": "1"}, delimiter=delimiter)
    report = one(name, data)[0]
    assert (report.title, report.text, report.metadata) == ("T", "Words; here, and|there", (("x", "1"), ("row", "1")))


def test_the_column_of_the_text_can_be_named(one, refused):
    data = rows({"id": "1", "Story So Far": "Fallujah"})
    assert one("a.csv", data, text_column="story so far")[0].text == "Fallujah"
    error = refused("a.csv", data)
    assert "--text-column" in str(error)
    assert "'Story So Far'" in str(error)
    assert "no column 'nope'" in str(refused("a.csv", data, text_column="nope"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_tables_come_in_many_encodings(one, encoding):
    text = "Войска вошли в город Изюм в Харьковской области, сообщили власти"
    assert one("a.csv", rows({"text": text, "title": "Изюм"}).encode(encoding))[0].text == text


def test_a_table_longer_than_the_limit_is_streamed(one):
    found = one("a.csv", rows(*({"text": f"Report {i} of Fallujah"} for i in range(5000))), max_bytes=2000)
    assert len(found) == 5000


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("\n\n", "header"),
        ("text\n", "without rows"),
        ("text,text\na,b\n", "two columns"),
        ("a,b\n1,2\n", "--text-column"),
    ],
)
def test_tables_that_cannot_be_read_are_refused(refused, data, word):
    assert word in str(refused("a.csv", data))


def test_a_row_without_text_is_left_out_and_named(one):
    first, second = one("a.csv", "text,title\nFallujah,A\n,B\n")
    assert first.text == "Fallujah"
    assert "row 2" in str(second.error)


def test_a_row_of_hxl_tags_is_no_report(one):
    tags = {key: f"#x+{number}" for number, key in enumerate(ACLED)}
    (report,) = one("a.csv", rows(tags, ACLED))
    assert report.text == ACLED["notes"]


def test_lone_quotation_marks_do_not_stop_a_table(one):
    assert len(one("a.csv", 'text,title\nHe said "no,A\nFine,B\n')) >= 1


def test_json_lines_are_read_and_bad_ones_named(one):
    data = (
        '{"text": "a", "headline": "T", "n": 1, "deep": {"x": [1]}}\n\nnot json\n[1]\n'
        + "[" * 5000
        + '\n{"text": "b"}\n'
    )
    found = one("a.jsonl", data)
    reports = [item for item in found if not isinstance(item, Failure)]
    failures = [str(item.error) for item in found if isinstance(item, Failure)]
    assert [report.text for report in reports] == ["a", "b"]
    assert dict(reports[0].metadata) == {"n": "1", "deep": '{"x": [1]}', "line": "1"}
    assert dict(reports[1].metadata) == {"line": "6"}
    assert [sentence.split(" of ")[0] for sentence in failures] == ["line 3", "line 4", "line 5"]


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"data": rows}, lambda rows: {"Result": rows}])
def test_json_lists_are_read(one, wrap):
    assert one("a.json", json.dumps(wrap([ACLED])))[0].given[0].text == "Fallujah"


@pytest.mark.parametrize("data", ["[1, 2]", "3", "[]", "{", "[" * 100_000, '{"a": "b"}'])
def test_json_without_reports_is_refused(refused, data):
    assert isinstance(refused("a.json", data), ReaderError)


def test_features_become_reports_with_their_place(one):
    collection = {
        "type": "FeatureCollection",
        "features": [
            feature(POINT, name="Fallujah", text="Shots in Fallujah.", date="2016-06-26"),
            feature(AREA, name="The zone", notes="Nobody may enter."),
            feature(None, text="No place."),
            feature(POINT, name="No words"),
            feature({"type": "Point", "coordinates": [999, 0]}, name="x", text="x"),
            "nonsense",
        ],
    }
    found = one("a.geojson", json.dumps(collection))
    point, area, bare = (item for item in found if not isinstance(item, Failure))
    assert [str(item.error).split(" of ")[0] for item in found if isinstance(item, Failure)] == [
        "feature 5",
        "feature 6",
    ]
    assert (point.given[0].given.lat, point.given[0].given.precision) == (33.35, Precision.NEIGHBOURHOOD)
    assert area.text == "Nobody may enter.\n\nPlace: The zone."
    assert area.given[0].given.outline.kind == "Polygon"
    assert area.given[0].given.extent_m > 70_000
    assert bare.given == ()


def test_geojson_under_another_name_is_told_apart(one):
    assert one("a.json", json.dumps(feature(POINT, name="Hit", text="In Hit.")))[0].given[0].text == "Hit"


@pytest.mark.parametrize("data", ["[]", '{"type": "FeatureCollection", "features": []}', '{"type": "Feature"}', "{}"])
def test_geojson_without_words_is_refused(one, data):
    found = one("a.geojson", data)
    assert all(isinstance(item, Failure) for item in found)
    assert found


def test_an_empty_report_is_its_own_kind(refused):
    assert isinstance(refused("a.csv", "text\n"), EmptyReport)


def test_json_lines_of_which_none_can_be_read_name_each(one):
    found = one("a.jsonl", 'not json\n[1]\n{"text":\n')
    assert [str(item.error).split(" of ")[0] for item in found] == ["line 1", "line 2", "line 3"]


GEOMETRIES = [
    ({"type": "GeometryCollection", "geometries": []}, "none that can be drawn"),
    ({"type": ["Point"], "coordinates": [1, 2]}, "none that can be drawn"),
    ({"type": "Point"}, "not those of a Point"),
    ({"type": "Point", "coordinates": []}, "not those of a Point"),
    ({"type": "Point", "coordinates": ["a", "b"]}, "not those of a Point"),
    ({"type": "Polygon", "coordinates": [1, 2]}, "not those of a Polygon"),
    ({"type": "Polygon", "coordinates": [[[1, 2], [1, 3], [1, 2]]]}, "not those of a Polygon"),
    ({"type": "LineString", "coordinates": [[1, 2]]}, "not those of a LineString"),
    ({"type": "Point", "coordinates": [999, 999]}, "no latitude"),
]


@pytest.mark.parametrize(("geometry", "words"), GEOMETRIES)
def test_a_geometry_that_is_none_is_one_sentence_and_the_rest_goes_on(one, geometry, words):
    features = [
        {"type": "Feature", "properties": {"text": "Fallujah was quiet.", "name": "Fallujah"}, "geometry": shape}
        for shape in (geometry, {"type": "Point", "coordinates": [43.8, 33.3, 50.0]})
    ]
    bad, good = one("a.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    assert words in str(bad.error)
    assert str(bad.error).endswith(".")
    assert ".." not in str(bad.error)
    assert good.given[0].given.position == Position(33.3, 43.8)


def test_the_middle_of_an_area_across_the_antimeridian_lies_in_it(one):
    rings = [[[[179, -17], [180, -17], [180, -16], [179, -17]]], [[[-180, -17], [-178, -17], [-180, -16], [-180, -17]]]]
    feature = {
        "type": "Feature",
        "properties": {"text": "Fiji was quiet.", "name": "Fiji"},
        "geometry": {"type": "MultiPolygon", "coordinates": rings},
    }
    (report,) = one("a.geojson", json.dumps(feature))
    place = report.given[0].given
    assert place.position == Position(-16.5, -179.5)
    assert place.extent_m < 250_000


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_our_own_findings_are_not_taken_for_reports(refused, name):
    error = refused(name, Analysis(Report("Mosul was quiet.")).to_json() + "\n")
    assert "holds what conflictmap found" in str(error)


def test_each_report_of_a_table_says_which_row_it_was(one):
    found = one("a.csv", "text\nMosul\n\n  \nKirkuk\n")
    assert [dict(item.metadata)["row"] for item in found if isinstance(item, Report)] == ["1", "3"]
    assert [item.source.rpartition(", ")[2] for item in found if isinstance(item, Failure)] == ["row 2"]
    (own,) = one("b.csv", "text,Row\nMosul,A7\n")
    assert dict(own.metadata) == {"Row": "A7"}
    features = [{"type": "Feature", "properties": {"text": text}, "geometry": None} for text in ("", "Mosul", "Hit")]
    found = one("a.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    assert [dict(item.metadata)["feature"] for item in found] == ["2", "3"]
