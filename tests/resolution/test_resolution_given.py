from __future__ import annotations

import json

import pytest

from geo.gazetteer import open_gazetteer
from geo.gazetteer.measures import COUNTRIES
from geo.pipeline import analyse_report
from geo.readers import read
from geo.resolution.country_codes import GLEDITSCH_WARD, ISO_NUMERIC

ACLED = {
    "event_date": "26 June 2016",
    "location": "Somewhere",
    "latitude": "33.35",
    "longitude": "43.78",
    "geo_precision": "1",
    "notes": "Shots were heard in Somewhere.",
}
UCDP = {
    "date_start": "2016-06-26",
    "where_prec": "1",
    "where_coordinates": "Somewhere town",
    "latitude": "33.35",
    "longitude": "43.78",
    "source_headline": "Shots were heard",
}


def country_of(tmp_path, row):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row) + "\n")
    (report,) = read(path)
    analysis = analyse_report(report)
    (place,) = [resolution.place for resolution in analysis.resolutions if resolution.place.source == "given"]
    assert dict(analysis.report.metadata).get("country") == row.get("country")
    return place.country


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({**ACLED, "iso": "368", "country": "Iraq"}, "IQ"),
        ({**ACLED, "country": "Iraq"}, "IQ"),
        ({**ACLED, "country": "Democratic Republic of Congo"}, "CD"),
        ({**ACLED, "country": "eSwatini"}, "SZ"),
        ({**ACLED, "country": "Palestine"}, "PS"),
        ({**ACLED, "iso": "275"}, "PS"),
        ({**ACLED, "iso": 275.0}, "PS"),
        ({**ACLED, "iso": "0", "country": "Kosovo"}, "XK"),
        ({**ACLED, "iso": "four", "country": "No such land"}, None),
        (ACLED, None),
        ({**UCDP, "country_id": "645", "country": "Iraq"}, "IQ"),
        ({**UCDP, "country": "DR Congo (Zaire)", "latitude": "-1.68", "longitude": "29.22"}, "CD"),
        ({**UCDP, "country": "Yemen (North Yemen)", "latitude": "15.35", "longitude": "44.2"}, "YE"),
        ({**UCDP, "country_id": "345", "latitude": "44.8", "longitude": "20.46"}, "RS"),
        ({**UCDP, "country_id": "666", "country": "Israel", "latitude": "31.5", "longitude": "34.45"}, "PS"),
        ({**UCDP, "country_id": "666", "country": "Israel", "latitude": "32.08", "longitude": "34.78"}, "IL"),
        ({**UCDP, "country_id": "369", "latitude": "44.95", "longitude": "34.1"}, "UA"),
    ],
)
def test_places_of_event_data_have_the_country_that_their_row_names(tmp_path, row, expected):
    assert country_of(tmp_path, row) == expected


def test_a_table_of_your_own_is_not_taken_for_event_data(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"text": "Shots.", "country": "Iraq", "iso": "368"}) + "\n")
    (report,) = read(path)
    assert analyse_report(report).resolutions == ()


def test_every_state_of_the_tables_is_a_country_of_the_gazetteer():
    gazetteer = open_gazetteer()
    missing = {code for code in ISO_NUMERIC.values() if gazetteer.country_row(code) is None}
    # Uninhabited, or counted to another country there.
    assert missing <= {"AQ", "BV", "GS", "HM", "IO", "TF", "UM", "BQ", "SJ"}
    assert len(ISO_NUMERIC) == len(set(ISO_NUMERIC.values())) == 249
    assert {gazetteer.feature_code(gazetteer.country_row(code)) for code in GLEDITSCH_WARD.values()} <= COUNTRIES
    # Kosovo has no numeric code of ISO.
    assert set(GLEDITSCH_WARD.values()) - set(ISO_NUMERIC.values()) == {"XK"}
