import json

import pytest
from shapely.geometry import shape

from geo.exports import ExportOptions, save, to_text


def written(analyses, tmp_path, **options):
    path = tmp_path / "out.geojson"
    save(analyses, path, ExportOptions(**options))
    return json.loads(path.read_bytes())


def test_places_claims_and_footprints_are_told_apart(analysis, tmp_path):
    found = written([analysis], tmp_path)
    layers = [feature["properties"]["layer"] for feature in found["features"]]
    assert layers == ["places"] * 4 + ["claims"] + ["footprints"] * 2


def test_coordinates_are_rounded_to_the_precision_unless_precise(analysis, tmp_path):
    assert written([analysis], tmp_path)["features"][1]["geometry"]["coordinates"] == [43.79, 33.35]
    precise = written([analysis], tmp_path, precise=True)
    assert precise["features"][1]["geometry"]["coordinates"] == [43.78599, 33.34913]
    assert precise["conflictmap"]["precise"] is True
    assert precise["features"][1]["properties"]["precise"] is True


def test_an_unplaced_mention_has_no_geometry_and_says_why(analysis, tmp_path):
    feature = written([analysis], tmp_path)["features"][3]
    assert feature["geometry"] is None
    assert feature["properties"]["reason"] == "no gazetteer knows it"


def test_the_quote_is_the_sentence_and_the_offsets_find_the_name(analysis, tmp_path):
    properties = written([analysis], tmp_path)["features"][1]["properties"]
    assert properties["quote"].startswith("Fallujah, about 40 miles")
    assert properties["quote"].endswith("residents said.")
    assert analysis.report.text[properties["start"] : properties["end"]] == properties["name_in_text"]


def test_shapes_across_the_antimeridian_are_cut(crossing, tmp_path):
    footprints = [f for f in written([crossing], tmp_path)["features"] if f["properties"]["layer"] == "footprints"]
    fiji, pole = (shape(feature["geometry"]) for feature in footprints)
    assert fiji.geom_type == "MultiPolygon"
    assert len(fiji.geoms) == 2
    for part in (fiji, pole):
        west, south, east, north = part.bounds
        assert -180 <= west < east <= 180
        assert -90 <= south < north <= 90
        assert part.is_valid
    assert pole.bounds[3] == 90
    assert shape({"type": "Point", "coordinates": [120, 89.9]}).within(pole)


def test_outer_rings_run_counter_clockwise(analysis, crossing, tmp_path):
    for feature in written([analysis, crossing], tmp_path)["features"]:
        if feature["properties"]["layer"] == "footprints":
            geometry = shape(feature["geometry"])
            for part in getattr(geometry, "geoms", [geometry]):
                assert part.exterior.is_ccw
                assert not any(hole.is_ccw for hole in part.interiors)


def test_hostile_text_leaves_valid_json(hostile, tmp_path):
    properties = written([hostile], tmp_path)["features"][0]["properties"]
    assert "\ud800" not in json.dumps(properties, ensure_ascii=False)
    assert "\x00" not in properties["name_in_text"]


def test_the_same_analyses_give_the_same_bytes(analysis, crossing):
    assert to_text([analysis, crossing], ".geojson") == to_text([analysis, crossing], ".geojson")


def test_no_analyses_give_an_empty_collection():
    assert json.loads(to_text([], ".geojson"))["features"] == []


@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_json_reads_back_equal_when_precise(analysis, suffix):
    from geo.model import Analysis

    text = to_text([analysis], suffix, ExportOptions(precise=True))
    back = Analysis.from_json(text)
    assert back.settings == (("precise", "yes"),)
    assert back.verdicts == analysis.verdicts
    assert back.resolutions == analysis.resolutions


def test_json_is_rounded_unless_precise(analysis):
    place = json.loads(to_text([analysis], ".json"))["toponyms"][1]["place"]
    assert (place["lat"], place["lon"]) == (33.35, 43.79)
