from __future__ import annotations

import pickle

import pytest

from geo.errors import UsageError
from geo.geocoders.overrides import Overrides
from geo.model import Precision

CSV = """name,lat,lon,id,aliases,country,admin1,precision,extent_m
Karm al-Zaytun,34.73,36.73,kz,كرم الزيتون; Karm Zeitoun,SY,Homs,neighbourhood,800
Karm al-Zaytun,33.1,44.1,kz2,,IQ,,,
"""
GEOJSON = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "kz", "properties":'
    ' {"name": "Karm al-Zaytun", "country": "SY", "aliases": ["كرم الزيتون", "Karm Zeitoun"]},'
    ' "geometry": {"type": "Point", "coordinates": [36.73, 34.73]}}]}'
)
TOML = """
[[place]]
name = "Karm al-Zaytun"
lat = 34.73
lon = 36.73
country = "SY"
aliases = ["كرم الزيتون", "Karm Zeitoun"]
"""


@pytest.mark.parametrize(("name", "text"), [("p.csv", CSV), ("p.geojson", GEOJSON), ("p.toml", TOML)])
def test_each_format_gives_the_same_places(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    overrides = Overrides.load(path)
    for asked in ("Karm al-Zaytun", "karm al-zaytun", "Karm Zeitoun", "كرم الزيتون", "Karm az-Zaytūn"):
        place = overrides.find(asked)
        assert (place.lat, place.lon, place.source, place.country) == (34.73, 36.73, "override", "SY")
    assert overrides.find("Elsewhere") is None


def test_a_list_from_a_spreadsheet_with_decimal_commas_is_read(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("name;lat;lon\nKarm al-Zaytun;34,73;-36,7\n", encoding="utf-8")
    place = Overrides.load(path).find("Karm al-Zaytun")
    assert (place.lat, place.lon) == (34.73, -36.7)


def test_the_country_decides_between_namesakes(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text(CSV, encoding="utf-8")
    overrides = Overrides.load(path)
    assert overrides.find("Karm al-Zaytun", "IQ").id == "p:kz2"
    assert overrides.find("Karm al-Zaytun", "SY").precision is Precision.NEIGHBOURHOOD
    assert overrides.find("Karm al-Zaytun", "UA") is None
    assert overrides.find("Karm al-Zaytun").id == "p:kz"
    assert len(overrides) == 2


def test_a_place_without_a_country_holds_in_every_country(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("name,lat,lon\nAl-Julan,33.36,43.77\n")
    assert Overrides.load(path).find("al-Julan", "IQ") is not None


def test_bad_entries_are_said_with_their_line_and_the_others_hold(tmp_path, capsys):
    path = tmp_path / "p.toml"
    good, bad, nameless = "lat = 1\nlon = 2\nname = 'Good'", "lat = 100\nlon = 2\nname = 'Bad'", "lat = 1"
    path.write_text(f"[[place]]\n{good}\n\n[[place]]\n{bad}\n\n[[place]]\n{nameless}\n")
    overrides = Overrides.load(path)
    assert len(overrides) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert "p.toml, line 6: 100.0 is no latitude" in said[0]
    assert "p.toml, line 11: has no name" in said[1]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.csv", "name,lat\nX,1\n"),
        ("p.csv", "name,lat,lon\nX,abc,2\n"),
        ("p.xlsx", "x"),
        ("p.toml", "x = 1"),
        ("p.json", "[]"),
    ],
)
def test_a_list_of_which_nothing_can_be_taken_is_one_sentence(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(UsageError) as raised:
        Overrides.load(path)
    assert "\n" not in str(raised.value)


def test_a_missing_list_is_said(tmp_path):
    with pytest.raises(UsageError, match="cannot read the list"):
        Overrides.load(tmp_path / "missing.csv")


def test_the_digest_says_which_list_is_in_force(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text(CSV, encoding="utf-8")
    first = Overrides.load(path)
    assert Overrides.load(path).digest == first.digest
    path.write_text(CSV.replace("34.73", "34.74"), encoding="utf-8")
    assert Overrides.load(path).digest != first.digest


def test_overrides_go_to_other_processes(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text(CSV, encoding="utf-8")
    again = pickle.loads(pickle.dumps(Overrides.load(path)))
    assert again.find("Karm Zeitoun") is not None


def test_an_analysis_says_that_a_place_is_the_users_own(tmp_path):
    import geo
    from geo.pipeline import Settings

    path = tmp_path / "p.csv"
    path.write_text("name,lat,lon,country\nFallujah,33.5,43.5,IQ\n")
    analysis = geo.analyse("Fallujah is quiet.", Settings(overrides=Overrides.load(path)))
    assert [(place.source, place.lat) for place in analysis.places] == [("override", 33.5)]
