from __future__ import annotations

import asyncio
import doctest
import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest
from geopy.adapters import BaseAsyncAdapter
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

import geo
from geo.errors import PositionError
from geo.geocoders.offline import Offline


@pytest.fixture(scope="module")
def offline(gazetteer):
    return Offline(gazetteer=gazetteer)


def test_it_is_a_geopy_geocoder_and_geo_offers_it():
    assert issubclass(geo.Offline, Geocoder)
    assert geo.Offline is Offline


def test_a_name_gives_one_location_with_the_place_in_raw(offline):
    location = offline.geocode("Fallujah")
    assert isinstance(location, Location)
    assert location.address.endswith("Iraq")
    assert (round(location.latitude, 1), round(location.longitude, 1)) == (33.3, 43.8)
    place = geo.Place.from_dict(location.raw)
    assert place.id == "geonames:99454"
    assert 0 < location.raw["score"] <= 1
    assert location.raw["reasons"]


@pytest.mark.parametrize(
    ("query", "options", "country", "kind"),
    [
        ("Tripoli", {"country_codes": "LB"}, "LB", "PPL"),
        ("Tripoli", {"country_codes": ["ly", "lb"]}, "LY", "PPL"),
        ("Tripoli, Lebanon", {}, "LB", "PPL"),
        ("Tripoli, LB", {}, "LB", "PPL"),
        ("Mosul, Nineveh, Iraq", {}, "IQ", "PPL"),
        ("Paris", {}, "FR", "PPL"),
        ("Paris, Texas", {}, "US", "PPL"),
        ("Iraq", {}, "IQ", "PCLI"),
        ({"city": "Paris", "state": "Texas"}, {}, "US", "PPL"),
        ({"city": "Mosul", "country": "Iraq"}, {}, "IQ", "PPL"),
        ({"country": "Syria"}, {}, "SY", "PCLI"),
        ({"state": "Anbar", "country": "Iraq"}, {}, "IQ", "ADM1"),
        ("الموصل", {}, "IQ", "PPL"),
        ("Київ", {}, "UA", "PPL"),
    ],
)
def test_context_and_country_decide_between_namesakes(offline, query, options, country, kind):
    raw = offline.geocode(query, **options).raw
    assert raw["country"] == country
    assert raw["feature_code"].startswith(kind)


def test_several_are_a_list_best_first_within_the_limit(offline):
    found = offline.geocode("Tripoli", exactly_one=False, limit=3)
    assert len(found) == 3
    scores = [location.raw["score"] for location in found]
    assert scores == sorted(scores, reverse=True)
    assert len({location.raw["id"] for location in found}) == 3


@pytest.mark.parametrize("query", ["Xyzzyplughville", "", "   ", ",,,", "?!", "\ud800", "x" * 100_000, "{{7*7}}"])
def test_nothing_is_none_or_an_empty_list(offline, query):
    assert offline.geocode(query, fuzzy=False) is None
    assert offline.geocode(query, exactly_one=False, fuzzy=False) == []


def test_a_country_without_such_a_place_gives_nothing(offline):
    assert offline.geocode("Baghdad", country_codes="NZ", fuzzy=False) is None


def test_what_users_of_other_geocoders_pass_is_taken(offline):
    location = offline.geocode("Fallujah", language="en", timeout=5, addressdetails=True, namedetails=True)
    assert location.raw["id"] == "geonames:99454"
    assert RateLimiter(offline.geocode, min_delay_seconds=0.01)("Fallujah", language="ar").raw["id"] == "geonames:99454"
    near = offline.reverse((33.35, 43.78), language="en", timeout=5, addressdetails=True, namedetails=True)
    assert near.raw["country"] == "IQ"


def test_a_box_is_preferred_and_with_bounded_alone_counts(offline):
    lebanon = [(33.0, 35.0), (34.8, 36.7)]
    assert offline.geocode("Tripoli").raw["country"] == "LY"
    assert offline.geocode("Tripoli", viewbox=lebanon).raw["country"] == "LB"
    every = offline.geocode("Tripoli", viewbox=lebanon, exactly_one=False)
    assert {location.raw["country"] for location in every} >= {"LB", "LY"}
    inside = offline.geocode("Tripoli", viewbox=lebanon[::-1], bounded=True, exactly_one=False)
    assert {location.raw["country"] for location in inside} == {"LB"}
    assert offline.geocode("Fallujah", viewbox=lebanon, bounded=True) is None


@pytest.mark.parametrize("box", [[(1, 2)], "1,2", [(1, 2), (95, 3)], [(1, 2), (3, 4), (5, 6)]])
def test_what_is_no_box_is_a_position_error(offline, box):
    with pytest.raises(PositionError):
        offline.geocode("Tripoli", viewbox=box)


@pytest.mark.parametrize(("zoom", "code"), [(3, "PCLI"), (5, "ADM1"), (8, "ADM2"), (10, "PPL"), (18, "PPL")])
def test_reverse_answers_at_the_level_of_the_zoom(offline, zoom, code):
    assert offline.reverse((33.35, 43.78), zoom=zoom).raw["feature_code"].startswith(code)


@pytest.mark.parametrize("options", [{"limit": 0}, {"limit": -3}])
def test_a_limit_that_is_none_is_geopys_error(offline, options):
    with pytest.raises(GeocoderQueryError):
        offline.geocode("Paris", exactly_one=False, **options)


def test_a_dictionary_that_names_nothing_is_geopys_error(offline):
    with pytest.raises(GeocoderQueryError):
        offline.geocode({"postalcode": "12345"})


@pytest.mark.parametrize("query", [Point(33.35, 43.78), (33.35, 43.78), "33.35, 43.78"])
def test_reverse_takes_what_geopy_takes(offline, query):
    location = offline.reverse(query)
    assert location.raw["id"] == "geonames:99454"
    assert location.raw["distance_m"] < 5_000


def test_reverse_far_from_any_town_gives_the_area(offline):
    location = offline.reverse((31.5, 42.0), max_m=1_000)
    assert location.raw["country"] == "IQ"
    assert not location.raw["feature_code"].startswith("PPL")


def test_reverse_in_the_ocean_is_none_or_empty(offline):
    assert offline.reverse((-40.0, -120.0)) is None
    assert offline.reverse((-40.0, -120.0), exactly_one=False) == []
    assert offline.reverse(None) is None


@pytest.mark.parametrize("point", [(91, 0), "nowhere", (float("nan"), 1.0), (1, 2, 3, 4)])
def test_reverse_of_what_is_no_point_is_a_position_error(offline, point):
    with pytest.raises(PositionError, match="is no point"):
        offline.reverse(point)


def test_geopys_rate_limiter_takes_it(offline):
    geocode = RateLimiter(offline.geocode, min_delay_seconds=0)
    assert geocode("Mosul").raw["country"] == "IQ"


def test_it_is_a_context_manager_and_never_reaches_out(offline):
    with offline as entered:
        assert entered.geocode("Mosul") is not None
    with pytest.raises(GeocoderServiceError, match="no network"):
        offline.adapter.get_json("http://127.0.0.1", timeout=1, headers={})


def test_with_an_asynchronous_adapter_its_answers_are_awaited(gazetteer):
    class Adapter(BaseAsyncAdapter):
        async def get_json(self, url, **_):
            raise AssertionError(url)

        async def get_text(self, url, **_):
            raise AssertionError(url)

    async def ask():
        async with Offline(gazetteer=gazetteer, adapter_factory=Adapter) as coder:
            return await coder.geocode("Mosul"), await coder.reverse((36.34, 43.13))

    # In a thread of its own: the browser of other tests keeps a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        location, back = pool.submit(lambda: asyncio.run(ask())).result()
    assert location.raw["country"] == back.raw["country"] == "IQ"


def test_a_location_can_be_pickled(offline):
    location = offline.geocode("Mosul")
    assert pickle.loads(pickle.dumps(location)) == location


def test_ones_own_places_win(gazetteer, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("name,lat,lon\nFallujah,1.5,2.5\n")
    location = Offline(gazetteer=gazetteer, places=mine).geocode("Fallujah")
    assert (location.latitude, location.longitude, location.raw["source"]) == (1.5, 2.5, "override")


def test_the_example_in_the_module_runs():
    import geo.geocoders.offline as module

    assert doctest.testmod(module).failed == 0
