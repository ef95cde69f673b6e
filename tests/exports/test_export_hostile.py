"""Every hostile string of the corpus, in every field, through every format."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest
from export_samples import BAGHDAD

from geo.exports import EXPORTS, ExportOptions, save, to_text
from geo.exports.picture import drawn
from geo.exports.rounding import careful
from geo.layers.scene import scene_of
from geo.model import Analysis, Claim, Judgement, Measured, Place, Position, Report, Resolution, Toponym, Verdict


def analysis_of(text, number):
    """Return an analysis that holds the string in each field that can hold text."""
    place = Place(
        id=f"x:{number}",
        name=text,
        position=Position(33.0 + number % 7, 43.0 + number % 5),
        country=text[:2],
        admin1=text,
        admin2=text,
        local_name=text,
    )
    whole = f"Before. {text} after Baghdad."
    start = whole.index(text)
    claim = Claim("offset", start, start + len(text), text, subject=0, reference=1, implied=text)
    verdict = Verdict(
        claim, Judgement.APPROXIMATE, text, text, Measured(1000.0, 1.0), 0.5, subject_name=text, reference_name=text
    )
    end = whole.rindex("Baghdad")
    return Analysis(
        Report(
            text=whole, title=text, source=text, date=text, url=text, author=text, path=text, metadata=((text, text),)
        ),
        (Toponym(start, start + len(text), text), Toponym(end, end + 7, "Baghdad")),
        (Resolution(place, 0.5, reason=text), Resolution(BAGHDAD, 0.9)),
        (verdict,),
        gazetteer=text,
    )


@pytest.fixture(scope="module")
def analyses(data):
    found = json.loads((data / "hostile" / "strings_dev.json").read_bytes())
    strings = [entry if isinstance(entry, str) else next(str(v) for v in entry.values()) for entry in _listed(found)]
    return [analysis_of(text, number) for number, text in enumerate(strings) if text]


def _listed(found):
    if isinstance(found, dict):
        return [text for value in found.values() for text in _listed(value)]
    return list(found)


@pytest.mark.data
def test_csv_holds_no_formula_and_every_row(analyses):
    rows = list(csv.reader(io.StringIO(to_text(analyses, ".csv"), newline="")))
    assert len(rows) == 1 + 2 * len(analyses)
    width = len(rows[0])
    for row in rows[1:]:
        assert len(row) == width
        for cell in row:
            assert not cell.lstrip(" ").startswith(("=", "+", "@", "\t", "\r")), cell
            assert not cell.startswith("-") or float(cell) <= 0


@pytest.mark.data
def test_kml_is_well_formed_and_keeps_every_placemark(analyses):
    root = ET.fromstring(to_text(analyses, ".kml"))
    assert len(root.findall(".//{*}Placemark")) == 3 * len(analyses)


@pytest.mark.data
def test_geojson_and_json_keep_every_string(analyses):
    features = json.loads(to_text(analyses, ".geojson"))["features"]
    names = [f["properties"]["place_name"] for f in features if f["properties"]["layer"] == "places"][::2]
    for name, analysis in zip(names, analyses, strict=True):
        wanted = analysis.toponyms[0].text
        assert name == "".join("\ufffd" if 0xD800 <= ord(c) <= 0xDFFF or c == "\0" else c for c in wanted)
    lines = to_text(analyses, ".jsonl", ExportOptions(precise=True)).splitlines()
    assert [Analysis.from_json(line).report.title for line in lines] == [a.report.title for a in analyses]


@pytest.mark.data
@pytest.mark.parametrize("suffix", [".gpkg", ".parquet"])
def test_tables_keep_every_row(analyses, suffix, tmp_path):
    pytest.importorskip("pyogrio")
    import geopandas

    path = tmp_path / f"out{suffix}"
    save(analyses, path)
    frame = geopandas.read_parquet(path) if suffix == ".parquet" else geopandas.read_file(path, layer="places")
    assert len(frame) == 2 * len(analyses)


@pytest.mark.data
def test_pictures_of_hostile_names_are_well_formed(analyses):
    scene = scene_of([careful(analysis) for analysis in analyses[:400]])
    svg = drawn(scene, "svg").decode("utf-8")
    root = ET.fromstring(svg)
    assert {element.tag.rpartition("}")[2] for element in root.iter()}.isdisjoint(
        {"script", "foreignObject", "a", "image"}
    )


def test_every_format_is_tried_here_or_in_its_own_test():
    assert set(EXPORTS.names()) == {
        *(".csv", ".docx", ".geojson", ".geoparquet", ".gpkg", ".gpx", ".htm", ".html", ".json", ".jsonl", ".kml"),
        *(".ndjson", ".parquet", ".pdf", ".png", ".svg"),
    }
