from __future__ import annotations

import json
import pickle
import subprocess
import sys
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from faulty_server import FALLUJAH, FaultyServer

from geo.errors import GeocoderBusy, GeocoderError, GeocoderRefused, UsageError
from geo.geocoders.chain import GIVE_UP_AFTER, OnlineLookup
from geo.geocoders.online import parse_spec, services


@pytest.fixture
def lookup(server, tmp_path):
    def make(service="nominatim", **options):
        settings = {"seconds": 5.0, "interval_s": 0.01, **options}
        return OnlineLookup(f"{service}={server.address}", folder=tmp_path / "online", **settings)

    return make


def test_a_name_becomes_a_candidate_with_source_extent_and_reason(server, lookup):
    (candidate,) = lookup()("Fallujah", "IQ")
    place = candidate.place
    assert (place.name, place.country, place.admin1, place.source) == ("Fallujah", "IQ", "Al-Anbar", "online:nominatim")
    assert (place.lat, place.lon) == (33.3492, 43.7833)
    assert place.id == "osm:r1"
    assert 5_000 < place.extent_m < 12_000
    assert candidate.reasons == ("answer 1 of nominatim",)


def test_only_name_and_country_go_out(server, lookup):
    lookup()("Karm al-Zaytun", "SY")
    query = parse_qs(urlsplit(server.requests[0]).query)
    assert query["q"] == ["Karm al-Zaytun"]
    assert query["countrycodes"] == ["SY"]
    assert set(query) <= {"q", "countrycodes", "format", "limit", "addressdetails"}
    assert server.headers[0]["User-Agent"].startswith("conflictmap/")
    assert "Cookie" not in server.headers[0]


def test_what_is_sent_where_is_said(server, lookup, capsys):
    lookup()("Fallujah", "IQ")
    said = capsys.readouterr().err
    assert "'Fallujah' in IQ" in said
    assert server.address.removeprefix("http://") in said


def test_the_same_question_is_asked_once(server, lookup, tmp_path):
    first = lookup()("Fallujah", "IQ")
    again = lookup()("  Fallujah ", "IQ")
    assert first == again
    assert len(server.requests) == 1
    assert (tmp_path / "online" / "answers.sqlite").stat().st_mode & 0o777 == 0o600


def test_no_such_place_is_an_answer_and_kept(server, lookup):
    server.respond = lambda handler, _: FaultyServer.json(handler, [])
    assert lookup()("Xyzzy") == ()
    assert lookup()("Xyzzy") == ()
    assert len(server.requests) == 1


def drip(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def cut_off(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"[")


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" " * 65_536)


def redirect(target, status=302):
    return lambda handler: FaultyServer.raw(handler, b"", status, [("Location", target)])


def answers(value):
    return lambda handler: FaultyServer.json(handler, value)


def says(body, status=200, headers=()):
    return lambda handler: FaultyServer.raw(handler, body, status, headers)


def place(**fields):
    changed = {**FALLUJAH, **fields}
    return [{key: value for key, value in changed.items() if value is not None}]


FAULTS = {
    "server error": says(b"oops", 500),
    "bad gateway": says(b"oops", 502),
    "unavailable": says(b"", 503),
    "not found page": says(b"<h1>404</h1>", 404),
    "rate limited": says(b"", 429),
    "forbidden": says(b"", 403),
    "bad key": says(b"", 401),
    "html of a captive portal": says(b"<html>log in</html>"),
    "empty body": says(b""),
    "json null": answers(None),
    "json empty object": answers({}),
    "json string": answers("no"),
    "json number": answers(7),
    "list of nothing known": answers([{"a": 1}]),
    "list of lists": answers([[1]]),
    "object that is no answer": answers({"a": 1}),
    "error of the service": answers({"error": "Internal error"}),
    "deep nesting": says(b"[" * 100_000 + b"]" * 100_000),
    "nesting that json reads": says(b"[" * 200 + b"]" * 200),
    "latitude 999": answers(place(lat="999")),
    "longitude 999": answers(place(lon="999")),
    "latitude that is no number": answers(place(lat="north")),
    "latitude NaN": answers(place(lat="NaN")),
    "bare NaN": says(b'[{"lat": NaN, "lon": 1, "display_name": "x"}]'),
    "latitude true": answers(place(lat=True)),
    "no latitude": answers(place(lat=None)),
    "no position": answers(place(lat=None, lon=None)),
    "null island": answers(place(lat="0.0", lon="0.0")),
    "huge number": says(b'[{"lat": 1' + b"0" * 400 + b', "lon": 1, "display_name": "x"}]'),
    "bad utf-8": says(b'[{"display_name": "\xff"}]'),
    "compressed unasked": says(b"[]", 200, [("Content-Encoding", "gzip")]),
    "cut off": cut_off,
    "endless body": endless,
    "redirect to another host": redirect("http://localhost.invalid/search"),
    "redirect to a file": redirect("file:///etc/passwd"),
    "redirect in a circle": redirect("/search?again=1"),
    "redirect to nowhere": says(b"", 302),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_a_failure_and_never_kept_as_not_found(server, lookup, fault):
    server.respond = lambda handler, _: FAULTS[fault](handler)
    with pytest.raises(GeocoderError) as raised:
        lookup()("Fallujah", "IQ")
    assert "\n" not in str(raised.value)
    assert "127.0.0.1" not in str(raised.value)
    assert len(server.requests) <= 5
    server.respond = lambda handler, _: FaultyServer.json(handler, [FALLUJAH])
    assert [found.place.name for found in lookup()("Fallujah", "IQ")] == ["Fallujah"]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_makes_no_point(server, lookup, fault):
    server.respond = lambda handler, _: FAULTS[fault](handler)
    with pytest.raises(GeocoderError):
        lookup()("Fallujah")


def test_a_dripping_answer_ends_with_the_total_time(server, lookup):
    server.respond = lambda handler, _: drip(handler)
    with pytest.raises(GeocoderError, match=r"no answer within 0\.3 seconds"):
        lookup(seconds=0.3)("Fallujah")


def test_a_service_that_is_not_there_is_a_failure(tmp_path):
    lookup = OnlineLookup("nominatim=http://127.0.0.1:9", folder=tmp_path, interval_s=0.01)
    with pytest.raises(GeocoderError, match="cannot be reached"):
        lookup("Fallujah")


def test_a_redirect_within_the_host_is_followed(server, lookup):
    def respond(handler, number):
        if number == 1:
            redirect("/elsewhere")(handler)
        else:
            FaultyServer.json(handler, [FALLUJAH])

    server.respond = respond
    assert len(lookup()("Fallujah")) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for(server, lookup, status):
    def respond(handler, number):
        if number == 1:
            FaultyServer.raw(handler, b"", status, [("Retry-After", "1")])
        else:
            FaultyServer.json(handler, [FALLUJAH])

    server.respond = respond
    assert len(lookup()("Fallujah")) == 1
    assert server.times[1] - server.times[0] >= 1.0


def test_a_long_retry_after_stops_all_who_share_the_file(server, lookup):
    server.respond = lambda handler, _: FaultyServer.raw(handler, b"", 429, [("Retry-After", "3600")])
    with pytest.raises(GeocoderBusy, match="left alone for 36"):
        lookup()("Fallujah")
    with pytest.raises(GeocoderBusy):
        lookup()("Ramadi")
    assert len(server.requests) == 1


def test_a_refusal_says_so(server, lookup):
    server.respond = lambda handler, _: FaultyServer.raw(handler, b"", 403)
    with pytest.raises(GeocoderRefused):
        lookup()("Fallujah")


def test_after_failures_in_a_row_a_service_is_not_asked_any_more(server, lookup):
    server.respond = lambda handler, _: FaultyServer.raw(handler, b"", 500)
    asking = lookup()
    for number in range(GIVE_UP_AFTER + 3):
        with pytest.raises(GeocoderError):
            asking(f"Place {number}")
    assert len(server.requests) == GIVE_UP_AFTER


def test_a_place_in_another_country_is_left_out(server, lookup):
    server.respond = lambda handler, _: FaultyServer.json(handler, place(address={"country_code": "sy"}))
    assert lookup()("Fallujah", "IQ") == ()


def test_four_processes_share_one_request_a_second(server, tmp_path):
    interval_s = 0.15
    program = (
        "import sys; from pathlib import Path; from geo.geocoders.chain import OnlineLookup\n"
        f"ask = OnlineLookup('nominatim={server.address}', folder=Path(sys.argv[1]), interval_s={interval_s})\n"
        "for number in range(3): ask(f'Place {sys.argv[2]}-{number}')\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "online"), str(number)], stderr=subprocess.PIPE)
        for number in range(4)
    ]
    for process in running:
        _, said = process.communicate()
        assert process.returncode == 0, said
    assert len(server.requests) == 12
    # The first and last of twelve requests stand eleven intervals apart, less what one request is under way.
    assert server.times[-1] - server.times[0] >= 10 * interval_s


@pytest.mark.parametrize(
    "case",
    [
        (
            "photon",
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "geometry": {"type": "Point", "coordinates": [43.78, 33.35]},
                        "properties": {
                            "name": "Fallujah", "countrycode": "IQ", "osm_value": "city", "osm_id": 5, "osm_type": "N",
                        },
                    }
                ],
            },
            ("osm:n5", "Fallujah", "IQ", "PPL"),
        ),
        (
            "pelias",
            {
                "features": [
                    {
                        "geometry": {"type": "Point", "coordinates": [43.78, 33.35]},
                        "properties": {
                            "name": "Fallujah", "label": "Fallujah, Iraq", "gid": "wof:1", "layer": "locality",
                        },
                    }
                ]
            },
            ("pelias:wof:1", "Fallujah", None, "PPL"),
        ),
        (
            "geonames",
            {
                "totalResultsCount": 1,
                "geonames": [
                    {
                        "lat": "33.35", "lng": "43.78", "name": "Al Fallujah", "toponymName": "Al Fallūjah",
                        "geonameId": 99454, "countryCode": "IQ", "countryName": "Iraq", "fcode": "PPLA2",
                    }
                ],
            },
            ("geonames:99454", "Al Fallujah", "IQ", "PPLA2"),
        ),
    ],
    ids=lambda case: case[0],
)  # fmt: skip
def test_other_services_of_geopy_answer_alike(server, lookup, monkeypatch, case):
    service, answer, expected = case
    monkeypatch.setenv("CONFLICTMAP_GEONAMES_KEY", "somebody")
    server.respond = lambda handler, _: FaultyServer.json(handler, answer)
    (candidate,) = lookup(service)("Fallujah")
    found = candidate.place
    assert (found.id, found.name, found.country, found.feature_code) == expected
    assert found.source == f"online:{service}"
    empty = {**answer, ("geonames" if service == "geonames" else "features"): []}
    server.respond = lambda handler, _: FaultyServer.json(handler, empty)
    assert lookup(service)("Xyzzy") == ()


def test_any_service_of_geopy_can_be_asked_by_its_signature(server, lookup):
    answer = {
        "type": "FeatureCollection",
        "features": [
            {
                "geometry": {"type": "Point", "coordinates": [2.35, 48.85]},
                "properties": {"label": "Paris", "name": "Paris", "id": "75056"},
            }
        ],
    }
    server.respond = lambda handler, _: FaultyServer.json(handler, answer)
    (candidate,) = lookup("banfrance")("Paris")
    assert (candidate.place.name, candidate.place.lat) == ("Paris", 48.85)


def test_a_missing_key_is_said_before_anything_is_sent(server, lookup):
    with pytest.raises(UsageError, match="CONFLICTMAP_GEONAMES_KEY"):
        lookup("geonames")
    assert server.requests == []


def test_a_key_never_shows_in_an_error(server, lookup, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_GEONAMES_KEY", "top-secret-name")
    server.respond = lambda handler, _: FaultyServer.raw(handler, b"", 500)
    with pytest.raises(GeocoderError) as raised:
        lookup("geonames")("Fallujah")
    assert "top-secret-name" not in str(raised.value)


@pytest.mark.parametrize(
    "text",
    ["", "nosuchservice", "nominatim=", "nominatim=ftp://x", "nominatim=http://", "nominatim=http://u:p@host",
     "nominatim=http://h?key=1", "nominatim=http://h:99999", "pelias", "nominatim photon"],
)  # fmt: skip
def test_what_is_no_service_is_one_clear_sentence(text):
    with pytest.raises(UsageError) as raised:
        parse_spec(text)
    assert "\n" not in str(raised.value)


def test_services_of_geopy_are_known():
    assert {"nominatim", "photon", "geonames", "pelias", "opencage"} <= set(services())


def test_only_ones_own_service_can_be_asked_more_often(server, tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_ONLINE_INTERVAL", "0.01")
    assert OnlineLookup(f"nominatim={server.address}", folder=tmp_path)._options[1] == 0.01
    assert OnlineLookup("nominatim", folder=tmp_path)._options[1] >= 1.0
    monkeypatch.setenv("CONFLICTMAP_ONLINE_INTERVAL", "often")
    with pytest.raises(UsageError, match="seconds between two requests"):
        OnlineLookup(f"nominatim={server.address}", folder=tmp_path)


def test_a_lookup_can_be_sent_to_another_process(lookup, server):
    again = pickle.loads(pickle.dumps(lookup()))
    assert len(again("Fallujah", "IQ")) == 1


def test_a_damaged_cache_is_said_not_believed(lookup, tmp_path):
    folder = tmp_path / "online"
    folder.mkdir()
    (folder / "answers.sqlite").write_bytes(b"not a database" * 1000)
    with pytest.raises(GeocoderError, match="delete it"):
        lookup()("Fallujah")


def test_what_was_asked_when_and_of_whom_is_kept(lookup, server, tmp_path):
    from geo.geocoders.cache import Cache

    lookup()("Fallujah", "IQ")
    ((service, address, name, country, asked),) = Cache(tmp_path / "online" / "answers.sqlite").rows()
    assert (service, name, country) == ("nominatim", "Fallujah", "IQ")
    assert address == server.address.removeprefix("http://")
    assert asked.endswith("Z")
    assert json.dumps(asked)
