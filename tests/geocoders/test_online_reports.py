"""Reports analysed with an online service: what it adds, and what becomes of a report when it fails."""

from __future__ import annotations

import json

import pytest
from faulty_server import FALLUJAH, FaultyServer

import geo
from geo.cli import main
from geo.geocoders import GEOCODERS, geocoder
from geo.geocoders.chain import OnlineLookup
from geo.pipeline import Settings

TEXT = "Fighting reached the village of Zhoqvarumix, north of Mosul in Iraq, on Monday."
ANSWER = {
    **FALLUJAH,
    "osm_id": 77,
    "lat": "36.60",
    "lon": "43.10",
    "name": "Zhoqvarumix",
    "display_name": "Zhoqvarumix, Nineveh, Iraq",
    "addresstype": "village",
    "boundingbox": ["36.59", "36.61", "43.09", "43.11"],
}


def asked(server):
    return [path for path in server.requests if "Zhoqvarumix" in path]


def place_of(analysis, name):
    for toponym, resolution in zip(analysis.toponyms, analysis.resolutions, strict=True):
        if toponym.text == name:
            return resolution
    raise AssertionError(name)


def test_a_name_the_gazetteer_lacks_is_asked_for_and_others_are_not(server, tmp_path):
    server.respond = lambda handler, _: FaultyServer.json(handler, [ANSWER])
    lookup = OnlineLookup(f"nominatim={server.address}", folder=tmp_path, interval_s=0.01)
    analysis = geo.analyse(TEXT, Settings(online=lookup))
    assert place_of(analysis, "Zhoqvarumix").place.source == "online:nominatim"
    assert place_of(analysis, "Mosul").place.source == "gazetteer"
    assert len(server.requests) == len(asked(server)) == 1
    assert "Fighting" not in server.requests[0]
    assert "Monday" not in server.requests[0]


def test_a_failing_service_costs_no_report_and_is_not_taken_for_no_such_place(server, tmp_path):
    server.respond = lambda handler, _: FaultyServer.raw(handler, b"", 500)
    lookup = OnlineLookup(f"nominatim={server.address}", folder=tmp_path, interval_s=0.01)
    analysis = geo.analyse(TEXT, Settings(online=lookup))
    assert place_of(analysis, "Mosul").place is not None
    server.respond = lambda handler, _: FaultyServer.json(handler, [ANSWER])
    again = geo.analyse(TEXT, Settings(online=lookup))
    assert place_of(again, "Zhoqvarumix").place.source == "online:nominatim"


def test_the_command_line_says_what_it_sends_and_records_the_service(server, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_HOME", str(tmp_path / "home"))
    server.respond = lambda handler, _: FaultyServer.json(handler, [ANSWER])
    report = tmp_path / "report.txt"
    report.write_text(TEXT)
    service = f"nominatim={server.address}"
    assert main(["read", str(report), "--format", "json", "--online", service]) == 0
    out, err = capsys.readouterr()
    assert "'Zhoqvarumix'" in err
    assert server.address.removeprefix("http://") in err
    assert json.loads(out)["settings"]["online"] == "nominatim"
    assert main(["geocode", "Zhoqvarumix", "--country", "IQ", "--online", service, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["candidates"]
    assert [place["source"] for place in found] == ["online:nominatim"] * len(found)


def test_without_the_flag_nothing_is_asked(server, tmp_path, capsys):
    report = tmp_path / "report.txt"
    report.write_text(TEXT)
    assert main(["read", str(report), "--format", "json"]) == 0
    assert server.requests == []


def test_a_geocode_that_fails_online_says_so_and_ends_with_1(server, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_HOME", str(tmp_path / "home"))
    server.respond = lambda handler, _: FaultyServer.raw(handler, b"", 403)
    assert main(["geocode", "Zhoqvarumix", "--online", f"nominatim={server.address}"]) == 1
    assert "refuses" in capsys.readouterr().err


@pytest.fixture
def plugin():
    @geocoder("atlas")
    def atlas(connection):
        from geopy.geocoders import Nominatim

        coder = Nominatim(**connection.arguments())
        return lambda name, country, limit: coder.geocode(f"{name} {country}", exactly_one=False, limit=limit)

    yield atlas
    GEOCODERS._items.pop("atlas")


def test_a_plug_in_is_a_service_like_the_others(server, tmp_path, plugin):
    lookup = OnlineLookup(f"atlas={server.address}", folder=tmp_path, interval_s=0.01)
    (candidate,) = lookup("Fallujah", "IQ")
    assert candidate.place.source == "online:atlas"
    assert "Fallujah+IQ" in server.requests[0]
