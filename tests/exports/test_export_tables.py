"""What was written is read back by the libraries that others use, and compared."""

import csv
import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import islice

import pytest

from geo.exports import ExportOptions, save, to_geodataframe, to_text
from geo.exports.csv_ import safe_cell
from geo.exports.rows import CLAIM_COLUMNS, FOOTPRINT_COLUMNS, PLACE_COLUMNS, claim_rows, footprint_rows, place_rows
from geo.model import Place, Position, Precision

KML = {"k": "http://www.opengis.net/kml/2.2"}


@pytest.mark.parametrize(
    ("rows_of", "columns"),
    [(place_rows, PLACE_COLUMNS), (claim_rows, CLAIM_COLUMNS), (footprint_rows, FOOTPRINT_COLUMNS)],
)
def test_rows_have_the_documented_columns_in_order(analysis, rows_of, columns):
    for row in rows_of(analysis):
        assert list(row.cells) == [column.name for column in columns]
        types = {"text": str, "integer": int, "number": float, "boolean": bool}
        for column in columns:
            value = row.cells[column.name]
            assert value is None or type(value) is types[column.type], column.name


def test_every_column_is_documented(pytestconfig):
    page = (pytestconfig.rootpath / "docs" / "exports.md").read_text(encoding="utf-8")
    for column in (*PLACE_COLUMNS, *CLAIM_COLUMNS, *FOOTPRINT_COLUMNS):
        meaning = column.meaning.replace("|", "\\|")
        assert f"| `{column.name}` | {column.type} | {meaning} |" in page


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("  =1", "'  =1"),
        ("a=1", "a=1"),
        ("", ""),
        (None, ""),
        (-33.5, "-33.5"),
        (-7, "-7"),
        (True, "true"),
    ],
)
def test_a_cell_is_never_a_formula(value, cell):
    assert safe_cell(value) == cell


def test_csv_reads_back(analysis, tmp_path):
    save([analysis], tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["name_in_text"] for row in rows] == ["al-Julan", "Fallujah", "Baghdad", "Nowhereville"]
    fallujah = rows[1]
    assert (fallujah["lat"], fallujah["lon"], fallujah["local_name"]) == ("33.35", "43.79", "الفلوجة")
    assert (fallujah["claim_verdict"], fallujah["claim_distance_m"]) == ("supported", "57247.0")
    assert (fallujah["acled_geo_precision"], fallujah["ucdp_where_prec"]) == ("1", "1")
    assert fallujah["report_id"] == analysis.report.sha256


def test_a_claim_over_the_end_of_a_line_stands_in_one_line():
    from export_samples import report_analysis

    from geo.exports.rows import claim_rows, place_rows

    whole = report_analysis()
    text = whole.report.text.replace("40 miles west", "40 miles\nwest")
    from dataclasses import replace

    verdict = whole.verdicts[0]
    claim = replace(verdict.claim, text=verdict.claim.text.replace("miles west", "miles\nwest"))
    broken = replace(whole, report=replace(whole.report, text=text), verdicts=(replace(verdict, claim=claim),))
    assert [row.cells["claim_text"] for row in claim_rows(broken)] == ["about 40 miles west of Baghdad"]
    assert "\n" not in "".join(str(value) for row in place_rows(broken) for value in row.cells.values())


def test_csv_has_a_row_of_hxl_tags_where_asked(analysis):
    lines = list(csv.reader(io.StringIO(to_text([analysis], ".csv", ExportOptions(hxl=True)))))
    assert len(lines) == 6
    tags = dict(zip(lines[0], lines[1], strict=True))
    assert (tags["lat"], tags["lon"], tags["admin1"]) == ("#geo+lat", "#geo+lon", "#adm1+name")
    assert all(tag.startswith("#") for tag in lines[1])


def test_hostile_csv_holds_no_formula(hostile):
    for row in islice(csv.reader(io.StringIO(to_text([hostile], ".csv"))), 1, None):
        assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t"))]


def test_kml_reads_back(analysis, crossing, tmp_path):
    save([analysis, crossing], tmp_path / "out.kml")
    root = ET.parse(tmp_path / "out.kml").getroot()
    names = [folder.findtext("k:name", namespaces=KML) for folder in root.iterfind(".//k:Folder", KML)]
    assert names == ["places", "claims", "footprints"]
    marks = root.findall(".//k:Placemark", KML)
    fallujah = next(mark for mark in marks if mark.findtext("k:name", namespaces=KML) == "Al Fallūjah")
    assert fallujah.findtext(".//k:when", namespaces=KML) == "2004-11-12"
    assert fallujah.findtext(".//k:coordinates", namespaces=KML) == "43.79,33.35"
    data = {item.get("name"): item.findtext("k:value", namespaces=KML) for item in fallujah.iterfind(".//k:Data", KML)}
    assert data["precision"] == "town"


def test_hostile_kml_is_well_formed_and_holds_no_markup_of_the_report(hostile, tmp_path):
    save([hostile], tmp_path / "out.kml")
    root = ET.parse(tmp_path / "out.kml").getroot()
    assert "<script" not in root.findtext(".//k:description", namespaces=KML)
    assert not root.findall(".//k:TimeStamp", KML)


def test_a_balloon_shows_evidence_findings_and_how_sure_they_are(analysis, tmp_path):
    save([analysis], tmp_path / "out.kml")
    root = ET.parse(tmp_path / "out.kml").getroot()
    told = {
        (mark.findtext("k:styleUrl", namespaces=KML), mark.findtext("k:name", namespaces=KML)): mark.findtext(
            "k:description", namespaces=KML
        )
        for mark in root.iterfind(".//k:Placemark", KML)
    }
    place = told["#places", "Al Fallūjah"]
    assert place.startswith("<blockquote>Fallujah, about ")
    assert "<b>Supported</b>: “" in place
    assert "Anbar, IQ · town · within about " in place
    assert " % sure" in place
    assert "2004-11-12" in place
    claim = next(words for (style, _), words in told.items() if style == "#claims")
    assert "<b>Supported</b>: Measured " in claim
    assert all(words for words in told.values())


def test_gpx_has_a_waypoint_for_each_point_and_none_for_an_area(analysis, crossing, hostile, tmp_path):
    save([analysis, crossing, hostile], tmp_path / "out.gpx")
    gpx = {"g": "http://www.topografix.com/GPX/1/1"}
    root = ET.parse(tmp_path / "out.gpx").getroot()
    points = root.findall("g:wpt", gpx)
    names = [point.findtext("g:name", namespaces=gpx) for point in points]
    assert len(names) == len(set(names))
    fallujah = points[names.index("Al Fallūjah")]
    assert (fallujah.get("lat"), fallujah.get("lon")) == ("33.35", "43.79")
    assert fallujah.findtext("g:desc", namespaces=gpx).startswith("“Fallujah, about ")
    assert {point.findtext("g:type", namespaces=gpx) for point in points} <= {"exact", "neighbourhood", "town"}
    assert "Left out: " in root.findtext("g:metadata/g:desc", namespaces=gpx)
    assert all("al-Julan" not in name for name in names), "an inferred place is an area"


def test_kml_opens_with_gdal(analysis, crossing, tmp_path):
    pyogrio = pytest.importorskip("pyogrio")
    save([analysis, crossing], tmp_path / "out.kml")
    assert [name for name, _ in pyogrio.list_layers(tmp_path / "out.kml")] == ["places", "claims", "footprints"]
    assert len(pyogrio.read_dataframe(tmp_path / "out.kml", layer="places")) == 6


def test_geopackage_reads_back(analysis, crossing, hostile, tmp_path):
    pyogrio = pytest.importorskip("pyogrio")
    path = tmp_path / "out.gpkg"
    save([analysis, crossing, hostile], path)
    assert [name for name, _ in pyogrio.list_layers(path)] == ["places", "claims", "footprints"]
    places = pyogrio.read_dataframe(path, layer="places")
    assert places.crs.to_epsg() == 4326
    assert (places.geometry[1].x, places.geometry[1].y) == (43.79, 33.35)
    assert places.geometry[3] is None
    assert places["start"][1] == analysis.toponyms[1].start
    claims = pyogrio.read_dataframe(path, layer="claims")
    assert claims["verdict"].tolist() == ["supported", "unverifiable"]
    assert claims["measured_distance_m"][0] == 57247
    footprints = pyogrio.read_dataframe(path, layer="footprints")
    assert footprints.geometry.is_valid.all()
    west, _, east, _ = footprints.total_bounds
    assert -180 <= west <= east <= 180


def test_geoparquet_reads_back(analysis, hostile, tmp_path):
    geopandas = pytest.importorskip("geopandas")
    path = tmp_path / "out.parquet"
    save([analysis, hostile], path)
    frame = geopandas.read_parquet(path)
    assert frame.crs.equals("OGC:CRS84")
    assert (frame.geometry[1].x, frame.geometry[1].y) == (43.79, 33.35)
    assert frame.geometry[3] is None
    assert frame["quote"][1].startswith("Fallujah, about")
    assert frame["mention"].tolist() == [0, 1, 2, 3, 0]


def test_a_data_frame_holds_the_mentions(analysis):
    pytest.importorskip("geopandas")
    frame = analysis.to_geodataframe()
    assert frame["place_name"].tolist()[:3] == ["al-Julan", "Al Fallūjah", "Baghdad"]
    assert frame.geometry[1].x == 43.79
    assert to_geodataframe([analysis], precise=True).geometry[1].x == 43.78599


@pytest.mark.parametrize("suffix", [".csv", ".kml", ".gpx", ".gpkg", ".parquet"])
def test_the_same_analyses_give_the_same_bytes(analysis, crossing, hostile, suffix, tmp_path):
    if suffix in {".gpkg", ".parquet"}:
        pytest.importorskip("pyogrio")
    for name in ("a", "b"):
        save([analysis, crossing, hostile], tmp_path / f"{name}{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", [".csv", ".kml", ".gpx", ".gpkg", ".parquet", ".json", ".jsonl", ".geojson"])
def test_no_analyses_give_a_file_that_opens(suffix, tmp_path):
    if suffix in {".gpkg", ".parquet"}:
        pytest.importorskip("pyogrio")
    save([], tmp_path / f"out{suffix}")
    assert (tmp_path / f"out{suffix}").exists()


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"precision": Precision.TOWN}, (1, 1)),
        ({"precision": Precision.INFERRED, "extent_m": 2_000.0}, (2, 2)),
        ({"precision": Precision.INFERRED, "extent_m": 80_000.0}, (2, 5)),
        ({"precision": Precision.DISTRICT}, (2, 3)),
        ({"precision": Precision.PROVINCE}, (3, 4)),
        ({"precision": Precision.COUNTRY}, (3, 6)),
        ({"precision": Precision.COUNTRY, "feature_code": "SEA"}, (3, 7)),
    ],
)
def test_precision_maps_to_the_schemes_of_event_data(place, expected):
    from geo.exports.rows import acled_precision, ucdp_precision

    found = Place(id="x", name="X", position=Position(0, 0), **place)
    assert (acled_precision(found), ucdp_precision(found)) == expected


def test_the_layers_hold_one_feature_a_row(analysis):
    features = json.loads(to_text([analysis], ".geojson"))["features"]
    rows = [*place_rows(analysis), *claim_rows(analysis), *footprint_rows(analysis)]
    assert len(features) == len(rows)


def test_no_line_is_drawn_where_the_distance_was_measured_to_something_else(analysis):
    from dataclasses import replace

    from geo.layers._lines import measured_line
    from geo.model import Measured

    verdict = analysis.verdicts[0]
    assert measured_line(analysis, verdict) is not None
    for other in (Measured(9_000.0, 90.0), Measured(0.0, None), Measured(None, None)):
        assert measured_line(analysis, replace(verdict, measured=other)) is None


@pytest.mark.parametrize("suffix", [".csv", ".kml", ".gpx", ".gpkg", ".parquet", ".json", ".jsonl", ".geojson"])
def test_a_failure_midway_leaves_the_old_file_and_nothing_beside_it(analysis, suffix, tmp_path):
    if suffix in {".gpkg", ".parquet"}:
        pytest.importorskip("pyogrio")

    def failing():
        for _ in range(3):
            yield analysis
        message = "the reports ended badly"
        raise RuntimeError(message)

    path = tmp_path / f"out{suffix}"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError):
        save(failing(), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", [".csv", ".kml", ".gpx", ".gpkg", ".parquet", ".json", ".jsonl", ".geojson"])
def test_a_folder_that_is_missing_is_said_to_be(analysis, suffix, tmp_path):
    from geo.errors import OutputError

    if suffix in {".gpkg", ".parquet"}:
        pytest.importorskip("pyogrio")
    with pytest.raises(OutputError, match="create it first"):
        save([analysis], tmp_path / "none" / f"out{suffix}")


def test_a_suffix_that_no_format_has_is_refused(analysis, tmp_path):
    from geo.errors import UsageError

    with pytest.raises(UsageError, match=r"use one of \.csv"):
        save([analysis], tmp_path / "out.shp")


@pytest.mark.parametrize(("suffix", "package"), [(".parquet", "pyarrow"), (".gpkg", "pyogrio")])
def test_a_missing_package_is_named_with_its_extra(analysis, suffix, package, tmp_path, monkeypatch):
    import sys

    from geo.errors import MissingExtra

    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match=r"conflictmap\[geo\]"):
        save([analysis], tmp_path / f"out{suffix}")


@pytest.mark.parametrize(
    "suffix", [".gpkg", ".parquet", ".geojson", ".csv", ".kml", ".gpx", ".jsonl", ".html", ".png", ".docx"]
)
def test_where_there_is_no_room_every_format_says_so_and_leaves_the_old_file(tmp_path, suffix):
    target = tmp_path / f"data{suffix}"
    target.write_text("old")
    program = f"""
import resource, signal, sys
sys.dont_write_bytecode = True  # what is cut short would be there for the next import
import geo
from geo.errors import OutputError
analysis = geo.analyse("Fallujah lies 40 miles west of Baghdad.")
analysis._repr_html_()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
try:
    geo.save(analysis, {str(target)!r})
except OutputError as error:
    sys.exit(str(error))
"""
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert f"cannot write {str(target)!r}: " in done.stderr
    assert "Traceback" not in done.stderr
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
