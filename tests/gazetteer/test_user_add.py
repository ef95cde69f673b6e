from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from geo.errors import GazetteerError, OutputError, UsageError
from geo.gazetteer.folding import fold
from geo.gazetteer.user import UserStore, installed, open_stores
from geo.gazetteer.user_add import add, remove
from geo.model import Position

HEAD = "name,lat,lon,pcode,aliases,admin1,country\n"


def row(number, name, **changed):
    fields = {
        "id": str(number), "name": name, "ascii": name, "alternates": "", "lat": "33.5", "lon": "43.5", "class": "P",
        "code": "PPL", "country": "IQ", "cc2": "", "admin1": "01", "admin2": "3020", "admin3": "", "admin4": "",
        "population": "0", "elevation": "", "dem": "42", "zone": "Asia/Baghdad", "changed": "2024-01-09", **changed,
    }  # fmt: skip
    return "\t".join(fields.values())


def dump(path, *rows):
    path.write_text("".join(f"{line}\n" for line in rows), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "gazetteer"


def names_of(store):
    return sorted(store.name(number) for number in range(len(store)))


def test_a_dump_is_found_by_every_name_in_every_script(tmp_path, folder):
    path = dump(
        tmp_path / "IQ.txt",
        row(1, "Al Ḩawījah", ascii="Al Hawijah", alternates="Hawija,Hawiga,الحويجة", population="40000"),
        row(2, "Zawiyah"),
    )
    added = add(path, folder)
    assert (added.name, added.rows, added.fault_count) == ("iq", 2, 0)
    (store,) = open_stores(folder)
    for name in ("Al Ḩawījah", "Al Hawijah", "Hawija", "الحويجة"):
        assert list(store.exact(name)) == [0]
    assert list(store.folded(fold("al-Hawijah"))) == [0]
    assert list(store.folded(fold("Nowhere"))) == []
    assert store.id(0) == "geonames:1"
    assert store.parent_id(0) == "admin:IQ.01.3020"
    assert store.local_name(0) == "الحويجة"
    assert store.population(0) == 40_000
    assert store.row_of("geonames:2") == 1
    assert store.row_of("geonames:3") is None
    assert store.info[0].licence == "CC BY 4.0"
    assert store.info[0].date == "2024-01-09"


def test_the_likeliest_of_a_name_comes_first(tmp_path, folder):
    add(dump(tmp_path / "IQ.txt", row(1, "Zubayr"), row(2, "Zubayr", population="300000")), folder)
    (store,) = open_stores(folder)
    assert [store.id(number) for number in store.exact("Zubayr")] == ["geonames:2", "geonames:1"]


def test_nearby_places_are_found_also_across_the_antimeridian(tmp_path, folder):
    path = dump(
        tmp_path / "FJ.txt",
        row(1, "East", lat="-16.8", lon="179.98"),
        row(2, "West", lat="-16.8", lon="-179.97"),
        row(3, "Far", lat="-10", lon="20"),
    )
    add(path, folder)
    (store,) = open_stores(folder)
    assert {store.name(number) for number in store.near(-16.8, 179.99, 0.2)} == {"East", "West"}
    assert {store.name(number) for number in store.near(90.0, 0.0, 0.2)} == set()


BAD_ROWS = {
    "too few columns": ("1\tonly\tthree", "has 3 columns where 19 belong"),
    "too many columns": (row(7, "X") + "\tmore", "has 20 columns"),
    "id that is no number": (row("abc", "X"), "is no GeoNames id"),
    "id that is too large": (row(999_999_999, "X"), "is no GeoNames id"),
    "latitude that is no number": (row(7, "X", lat="north"), "are no coordinates"),
    "latitude out of range": (row(7, "X", lat="91"), "outside the globe"),
    "longitude out of range": (row(7, "X", lon="-180.5"), "outside the globe"),
    "NaN": (row(7, "X", lat="nan"), "outside the globe"),
    "infinite": (row(7, "X", lat="inf"), "outside the globe"),
    "population that is no number": (row(7, "X", population="many"), "is no population"),
    "negative population": (row(7, "X", population="-4"), "is no population"),
    "no name": (row(7, "", ascii=""), "has no name"),
    "NUL byte": (row(7, "X\0Y"), "has a NUL byte"),
    "duplicate id": (row(1, "Again"), "the id 1 stands on an earlier line"),
}


@pytest.mark.parametrize("fault", BAD_ROWS)
def test_a_bad_row_is_named_with_its_line_and_the_rest_is_taken(tmp_path, folder, fault):
    line, what = BAD_ROWS[fault]
    added = add(dump(tmp_path / "IQ.txt", row(1, "First"), line, row(2, "Second")), folder)
    assert (added.rows, added.fault_count) == (2, 1)
    assert str(added.faults[0]).startswith("IQ.txt, line 2: ")
    assert what in str(added.faults[0])
    assert names_of(open_stores(folder)[0]) == ["First", "Second"]


def test_bytes_that_are_no_text_cost_their_line_only(tmp_path, folder):
    path = tmp_path / "IQ.txt"
    good = row(1, "First").encode()
    path.write_bytes(good + b"\n" + row(2, "B").encode().replace(b"B", b"\xff\xfe") + b"\n" + row(3, "Third").encode())
    added = add(path, folder)
    assert (added.rows, added.fault_count) == (2, 1)
    assert "is not UTF-8" in added.faults[0].what


def test_a_line_without_end_costs_no_memory_and_only_itself(tmp_path, folder):
    path = tmp_path / "IQ.txt"
    path.write_bytes(row(1, "First").encode() + b"\n" + b"x" * 3_000_000 + b"\n" + row(2, "Second").encode() + b"\n")
    added = add(path, folder)
    assert (added.rows, added.faults[0].line) == (2, 2)
    assert "longer than" in added.faults[0].what


def test_alternate_names_join_their_places(tmp_path, folder):
    path = dump(tmp_path / "IQ.txt", row(1, "Al Qāʼim"), row(2, "Other"))
    more = dump(
        tmp_path / "alternateNamesV2.txt",
        "10\t1\ten\tHusaybah\t\t\t\t\t\t",
        "11\t1\tar\tالقائم\t1\t\t\t\t\t",
        "12\t1\tlink\thttps://example.org\t\t\t\t\t\t",
        "13\t77\ten\tElsewhere\t\t\t\t\t\t",
        "broken",
    )
    added = add(path, folder, alternates=more)
    (store,) = open_stores(folder)
    assert list(store.exact("Husaybah")) == [0]
    assert store.local_name(0) == "القائم"
    assert not store.exact("Elsewhere")
    assert not store.exact("https://example.org")
    assert [str(fault) for fault in added.faults] == ["alternateNamesV2.txt, line 5: has 1 columns where 10 belong"]


def test_a_zip_as_geonames_offers_it_is_read(tmp_path, folder):
    plain = dump(tmp_path / "IQ.txt", row(1, "First"))
    path = tmp_path / "IQ.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "read me " * 1_000)
        archive.write(plain, "IQ.txt")
    assert add(path, folder).rows == 1


def test_a_zip_bomb_is_refused_by_its_sizes(tmp_path, folder):
    path = tmp_path / "IQ.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("IQ.txt", b"\n" * 30_000_000)
    with pytest.raises(GazetteerError, match="was not opened"):
        add(path, folder)


def test_only_the_classes_asked_for_are_taken(tmp_path, folder):
    path = dump(tmp_path / "IQ.txt", row(1, "Town"), row(2, "Hotel", **{"class": "S", "code": "HTL"}))
    added = add(path, folder, classes="PA")
    assert (added.rows, added.left_out) == (1, 1)


def test_adding_again_replaces_and_gives_the_same_bytes(tmp_path, folder):
    path = dump(tmp_path / "IQ.txt", row(1, "First"), row(2, "Second"))
    first = add(path, folder)
    digests = UserStore(first.path).manifest["files"]
    second = add(path, folder)
    assert [found.name for found in installed(folder)] == ["iq.000002"]
    assert UserStore(second.path).manifest["files"] == digests
    assert not first.path.exists()


def test_a_list_keeps_pcodes_aliases_and_areas(tmp_path, folder):
    path = tmp_path / "syria.csv"
    path.write_text(HEAD + 'Karm al-Zaytun,34.73,36.73,SY0401,"كرم الزيتون; Karm Zeitoun",Homs,SY\n', encoding="utf-8")
    add(path, folder)
    (store,) = open_stores(folder)
    assert store.id(0) == "pcode:SY0401"
    assert store.admin_names(0) == ("Homs", None)
    assert list(store.exact("كرم الزيتون")) == [0]
    assert list(store.exact("Karm Zeitoun")) == [0]


def test_geojson_areas_get_a_position_and_an_extent(tmp_path, folder):
    path = tmp_path / "quarters.geojson"
    path.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature",'
        ' "properties": {"name": "Quarter", "type": "PPLX"},'
        ' "geometry": {"type": "Polygon", "coordinates": [[[43.0, 33.0], [43.02, 33.0], [43.02, 33.02], [43.0, 33.02],'
        " [43.0, 33.0]]]}}]}"
    )
    add(path, folder)
    (store,) = open_stores(folder)
    assert (round(store.lat(0), 3), round(store.lon(0), 3)) == (33.01, 43.01)
    assert 1_300 < store.extent_m(0) < 1_600
    assert store.feature_code(0) == "PPLX"
    assert store.outlines.contains(0, Position(33.005, 43.005)) is True
    assert store.outlines.contains(0, Position(33.05, 43.005)) is False
    assert store.outlines.shape(0).kind == "Polygon"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.txt", b"hello\nthere\n"),
        ("empty.txt", b""),
        ("x.csv", b"a,b,c\n1,2,3\n"),
        ("x.csv", b""),
        ("x.geojson", b"{}"),
        ("x.geojson", b"{"),
        ("x.geojson", b"[" * 100_000),
        ("x.toml", b"a = 1"),
        ("x.toml", b"= ="),
        ("x.zip", b"PK\x03\x04 broken"),
        ("x.csv", HEAD.encode() + b"X,99,0,,,,\n"),
    ],
)
def test_what_is_no_gazetteer_is_one_sentence_and_nothing_is_installed(tmp_path, folder, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises((UsageError, GazetteerError)) as raised:
        add(path, folder)
    assert "\n" not in str(raised.value)
    assert installed(folder) == ()
    assert not list(folder.glob(".building-*"))


def test_a_missing_file_and_a_folder_are_wrong_arguments(tmp_path, folder):
    with pytest.raises(UsageError, match="there is no file"):
        add(tmp_path / "IQ.txt", folder)
    with pytest.raises(UsageError, match="is a folder"):
        add(tmp_path, folder)


def test_classes_that_geonames_does_not_have_are_refused(tmp_path, folder):
    path = dump(tmp_path / "IQ.txt", row(1, "First"))
    with pytest.raises(UsageError, match="'13' is no feature class"):
        add(path, folder, classes="1P3")
    mine = tmp_path / "mine.csv"
    mine.write_text("name,lat,lon\nHere,1,2\n")
    with pytest.raises(UsageError, match="all places of a list are taken"):
        add(mine, folder, classes="P")
    assert installed(folder) == ()


def test_every_bad_entry_of_a_list_is_named(tmp_path, folder):
    path = tmp_path / "mine.csv"
    path.write_bytes(
        HEAD.encode()
        + b"Good,33,44,,,,\n,33,44,,,,\nHigh,91,44,,,,\nWord,north,44,,,,\nShort,1\nBad\xff,33,44,,,,\nN\0,33,44,,,,\n"
        + b"Twice,1,1,P1,,,\nAgain,2,2,P1,,,\n"
    )
    added = add(path, folder)
    assert added.rows == 2
    assert [fault.line for fault in added.faults] == [3, 4, 5, 6, 7, 8, 10]


@pytest.mark.parametrize("name", ["../up", "UP", "", "a/b", ".hidden", "x" * 80])
def test_a_name_that_would_leave_the_folder_is_refused(tmp_path, folder, name):
    path = dump(tmp_path / "IQ.txt", row(1, "First"))
    if name:
        with pytest.raises(UsageError, match="cannot name a gazetteer"):
            add(path, folder, name=name)


def test_removing_takes_it_away_and_an_unknown_name_lists_what_is_there(tmp_path, folder):
    add(dump(tmp_path / "IQ.txt", row(1, "First")), folder)
    with pytest.raises(UsageError, match="there is: iq"):
        remove("sy", folder)
    remove("iq", folder)
    assert open_stores(folder) == ()


@pytest.mark.parametrize("name", ["IQ", "IQ.txt", "folder/IQ.zip"])
def test_what_was_added_is_removed_by_the_name_of_its_file(tmp_path, folder, name):
    add(dump(tmp_path / "IQ.txt", row(1, "First")), folder)
    remove(name, folder)
    assert open_stores(folder) == ()


def test_every_flipped_bit_is_noticed(tmp_path, folder):
    rows = [row(number, f"Place {number}", alternates=f"Alias {number}") for number in range(1, 200)]
    added = add(dump(tmp_path / "IQ.txt", *rows), folder)
    for name in sorted(added.path.iterdir()):
        data = name.read_bytes()
        for number in range(25):
            changed = bytearray(data)
            place = (number * 7919 + 13) % len(data)
            changed[place] ^= 1 << (number % 8)
            name.write_bytes(changed)
            with pytest.raises(GazetteerError, match="damaged"):
                UserStore(added.path)
        name.write_bytes(data)
    assert len(UserStore(added.path)) == 199


def test_a_large_store_notices_a_flipped_bit_when_it_answers(tmp_path, folder, monkeypatch):
    monkeypatch.setattr("geo.gazetteer.user.CHECKED_WHOLE", 0)
    names = [f"{a}a{b}o{c}ur" for a in "BDFGJKLMNR" for b in "bdfgjklmnr" for c in "bdjm"]
    added = add(dump(tmp_path / "IQ.txt", *(row(number + 1, name) for number, name in enumerate(names))), folder)
    path = added.path / "places.sqlite"
    data = path.read_bytes()
    for number in range(40):
        changed = bytearray(data)
        changed[(number * 104_729 + 5_000) % len(data)] ^= 1 << (number % 8)
        path.write_bytes(changed)
        try:
            store = UserStore(added.path)
            for place, name in enumerate(names):
                for found in store.folded(fold(name)):
                    assert store.name(found) == name
                    assert store.id(found) == f"geonames:{place + 1}"
        except GazetteerError:
            pass


CHILD = """
import sys
from pathlib import Path
from geo.gazetteer import user_build
from geo.gazetteer.user_add import add
user_build._BATCH = 50
def tell(what, done, total):
    print(what, flush=True)
add(Path(sys.argv[1]), Path(sys.argv[2]), progress=tell)
"""


@pytest.mark.parametrize("stage", ["reading places", "writing the index"])
def test_killed_in_the_midst_the_old_store_stays_and_the_next_run_cleans_up(tmp_path, folder, stage):
    add(dump(tmp_path / "IQ.txt", row(1, "Old")), folder)
    dump(tmp_path / "IQ.txt", *(row(number, f"New {number}") for number in range(1, 4_000)))
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path / "IQ.txt"), str(folder)], stdout=subprocess.PIPE, text=True
    )
    for line in process.stdout:
        if line.strip() == stage:
            process.send_signal(signal.SIGKILL)
            break
    process.wait()
    process.stdout.close()
    if process.returncode == -signal.SIGKILL:
        (store,) = open_stores(folder)
        assert names_of(store) in (["Old"], sorted(f"New {number}" for number in range(1, 4_000)))
    add(tmp_path / "IQ.txt", folder)
    assert len(open_stores(folder)[0]) == 3_999
    assert [found.name for found in folder.iterdir() if found.name.startswith(".building")] == []


def test_a_full_disk_leaves_what_was_installed(tmp_path, folder):
    add(dump(tmp_path / "IQ.txt", row(1, "Old")), folder)
    dump(tmp_path / "IQ.txt", *(row(number, f"New place {number}") for number in range(1, 30_000)))
    program = (
        "import resource, signal, sys\n"
        "sys.dont_write_bytecode = True\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "from geo.cli import main\n"
        f"sys.exit(main(['gazetteer', 'add', {str(tmp_path / 'IQ.txt')!r}]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "CONFLICTMAP_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr.count("\n") == 1
    assert "what was installed is unchanged" in done.stderr
    assert names_of(open_stores(folder)[0]) == ["Old"]
    assert [found.name for found in folder.iterdir() if found.name.startswith(".building")] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said(tmp_path, folder):
    path = dump(tmp_path / "IQ.txt", row(1, "First"))
    folder.mkdir()
    folder.chmod(0o500)
    with pytest.raises(OutputError, match="CONFLICTMAP_HOME"):
        add(path, folder)


def test_a_folder_that_is_a_file_is_said(tmp_path):
    path = dump(tmp_path / "IQ.txt", row(1, "First"))
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="CONFLICTMAP_HOME"):
        add(path, tmp_path / "file")


def test_two_at_once_do_not_disturb_each_other(tmp_path, folder):
    from geo.gazetteer.user_build import writing

    path = dump(tmp_path / "IQ.txt", row(1, "First"))
    with writing(folder), pytest.raises(GazetteerError, match="another conflictmap"):
        add(path, folder)


def test_keys_in_many_shards_answer_as_one(tmp_path, folder, monkeypatch):
    monkeypatch.setattr("geo.gazetteer.user_build.KEYS_A_SHARD", 7)
    names = [f"{first}{second}ar Town" for first in "BDKLMN" for second in "aiou"]
    added = add(dump(tmp_path / "IQ.txt", *(row(number + 1, name) for number, name in enumerate(names))), folder)
    (store,) = open_stores(folder)
    assert len(list(Path(added.path).glob("keys-*.trie"))) > 1
    assert fold("Bakuur Town") not in {fold(name) for name in names}
    assert store.similar(fold("Birar Town"))[0][0] in {fold("Barar Town"), fold("Biar Town")}
    for name in names:
        key = fold(name)
        assert name in {store.name(number) for number in store.folded(key)}
        assert key in store.prefixes(f"{key}andmore")
