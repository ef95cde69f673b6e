"""The public face: what is exported, how errors reach a user, what the command line promises."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import geo
from geo import cli
from geo.errors import ConflictmapError

ROOT = Path(__file__).resolve().parent.parent


def conflictmap(*arguments, **options):
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "geo.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        **options,
    )


def test_what_is_public_stands_once_and_sorted():
    assert geo.__all__ == sorted(geo.__all__)
    assert [name for name in geo.__all__ if not hasattr(geo, name)] == []


def test_a_command_ends_without_looking_through_its_memory_once_more():
    code = (
        "import gc, sys; from geo.cli import run; "
        "sys.argv = ['conflictmap', 'verify', '--text', 'Fallujah is 40 miles west of Baghdad.']; "
        "status = run(); print(status, gc.get_freeze_count() > 10_000)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 True"
    assert 'conflictmap = "geo.cli:run"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_resolve_and_verify_are_functions_even_after_everything_was_imported():
    geo.analyse("Fallujah is 40 miles west of Baghdad.")
    assert all(callable(getattr(geo, name)) for name in ("analyse", "resolve", "verify", "draw", "save"))


MOSUL = geo.Analysis(geo.Report("Mosul was quiet."))


@pytest.mark.parametrize(
    ("function", "arguments", "options", "words"),
    [
        ("analyse", [5], {}, "int is nothing to read"),
        ("verify", [None], {}, "NoneType is nothing to read"),
        ("analyse", [Path("no-such-report.txt")], {}, "there is no file"),
        ("analyse", [ROOT], {}, "use geo.analyse_many"),
        ("analyse_many", ["report.txt"], {}, "takes a list of paths"),
        ("draw", ["Mosul"], {}, "str is no analysis"),
        ("draw", [MOSUL], {"colour": "red"}, "no option 'colour'"),
        ("save", [[MOSUL, 5], "a.csv"], {}, "int is no analysis"),
        ("save", [MOSUL, "a.xyz"], {}, "suffix"),
        ("save", [MOSUL, "a.csv"], {"hlx": True}, "no option 'hlx'"),
        ("resolve", ["Mosul", [(0, 9)]], {}, "does not lie in the text"),
        ("resolve", ["Mosul", [(0,)]], {}, "a pair of offsets"),
        ("resolve", ["Mosul", [(0, 5)]], {"country": "Iraq"}, "no country code"),
    ],
)
def test_what_a_caller_gets_wrong_is_one_of_our_errors_and_one_sentence(function, arguments, options, words):
    with pytest.raises(geo.ConflictmapError, match=words) as raised:
        list(getattr(geo, function)(*arguments, **options))
    assert "\n" not in str(raised.value)


def test_the_name_of_a_file_that_is_taken_for_a_text_is_warned_of(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text("Mosul was quiet.")
    with pytest.warns(UserWarning, match=r"pathlib.Path\('report.txt'\)") as warned:
        assert geo.analyse("report.txt").report.text == "report.txt"
    assert warned[0].filename == __file__
    assert [place.name for place in geo.analyse(Path("report.txt")).places] == ["Mosul"]


def test_settings_take_the_path_of_ones_own_places_and_a_country(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("name,lat,lon\nTripoli,34.5,35.8\n", encoding="utf-8")
    (place,) = geo.analyse("Tripoli was hit.", geo.Settings(places=path)).places
    assert (place.source, place.lat) == ("override", 34.5)
    analysis = geo.analyse("Tripoli was hit.", geo.Settings(country="lb"))
    assert [place.country for place in analysis.places] == ["LB"]
    assert analysis.settings == (("country", "LB"),)
    assert dict(geo.Settings(places=str(path)).recorded)["places"] == geo.Settings(places=path).overrides.digest
    with pytest.raises(geo.ConflictmapError, match="no country code"):
        geo.Settings(country="Lebanon")
    with pytest.raises(geo.ConflictmapError, match="list of places"):
        geo.Settings(places=tmp_path / "none.csv")


def test_empty_cells_of_a_table_are_no_places():
    assert geo.Offline().geocode(None) is None
    assert geo.Offline().geocode(float("nan")) is None
    assert geo.Offline().geocode(None, exactly_one=False) == []


def test_the_settings_are_public_and_say_which_country(tmp_path):
    found = geo.analyse("Tripoli was quiet.", geo.Settings(country="LB"))
    assert [place.country for place in found.places] == ["LB"]


def test_heavy_packages_stay_out_of_the_import():
    code = (
        "import sys, geo, geo.cli; geo.cli.parser(); "
        "heavy = {'folium', 'geopy', 'numpy', 'pandas', 'shapely', 'matplotlib', 'rich', 'trafilatura', 'requests'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_verifying_a_sentence_needs_no_heavy_package():
    code = (
        "import sys, geo; geo.verify('Fallujah is 40 miles west of Baghdad.'); "
        "print(sorted({'folium', 'geopy', 'numpy', 'pandas', 'shapely', 'matplotlib', 'requests'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_has_a_help(command, capsys):
    with pytest.raises(SystemExit) as done:
        cli.main([command, "--help"])
    assert done.value.code == 0
    assert "usage: conflictmap" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "required"),
        (["nonsense"], "invalid choice"),
        (["map", "seeds/fallujah.md"], "-o"),
        (["map", "seeds/fallujah.md", "-o", "x.xyz"], "suffix"),
        (["map", "seeds/fallujah.md", "-o", "no-such-folder/x.html"], "does not exist"),
        (["map", "no-such-report.md", "-o", "x.html"], "no-such-report.md"),
        (["read", "--country", "IRQ", "seeds/fallujah.md"], "two letters"),
        (["verify", "--format", "xml", "--text", "x"], "invalid choice"),
        (["geocode"], "NAME"),
    ],
)
def test_wrong_arguments_earn_one_sentence_and_exit_2(arguments, words):
    done = conflictmap(*arguments, cwd=ROOT)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (ROOT / "x.html").exists()


@pytest.mark.parametrize("command", [["read"], ["verify"], ["map", "-o", "map.html"], ["corpus", "-o", "out.jsonl"]])
def test_reports_that_are_there_and_cannot_be_read_end_every_command_with_1(tmp_path, command):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    done = conflictmap(command[0], "empty.txt", "scan.png", *command[1:], cwd=tmp_path)
    assert done.returncode == 1
    assert "'empty.txt' is empty" in done.stderr
    assert "'scan.png' is a picture" in done.stderr
    assert "Traceback" not in done.stderr


def test_one_bad_report_among_good_ones_is_named_and_the_rest_is_done(tmp_path):
    (tmp_path / "good.txt").write_text("Fallujah is 40 miles west of Baghdad.")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 40)
    done = conflictmap("map", str(tmp_path), "-o", str(tmp_path / "map.html"))
    assert done.returncode == 1
    assert "empty.txt" in done.stderr
    assert "noise.txt" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "map.html").stat().st_size > 10_000


def test_a_report_without_a_place_gives_a_table_and_a_map_that_say_so(tmp_path):
    report = tmp_path / "none.txt"
    report.write_text("Nothing was said and nobody came.")
    read = conflictmap("read", str(report))
    assert read.returncode == 0
    assert "No place" in read.stdout
    drawn = conflictmap("map", str(report), "-o", str(tmp_path / "none.html"))
    assert drawn.returncode == 0
    assert (tmp_path / "none.html").exists()


def test_two_runs_write_the_same_bytes(tmp_path):
    for name in ("a.html", "b.html"):
        assert conflictmap("map", "seeds/fallujah.md", "-o", str(tmp_path / name), cwd=ROOT).returncode == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_read_only_folder_keeps_the_old_file(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    target = tmp_path / "map.html"
    target.write_text("old")
    tmp_path.chmod(0o500)
    done = conflictmap("map", "seeds/fallujah.md", "-o", str(target), cwd=ROOT)
    tmp_path.chmod(0o700)
    assert done.returncode == 1
    assert target.read_text() == "old"


def test_standard_input_is_a_report():
    done = conflictmap("verify", "-", "--format", "json", input="Fallujah is 40 miles west of Baghdad.")
    assert done.returncode == 0
    assert '"supported"' in done.stdout


def test_a_url_needs_the_flag():
    done = conflictmap("read", "https://example.org/report")
    assert done.returncode == 2
    assert "--allow-network" in done.stderr


def test_a_closed_pipe_is_no_error():
    command = f"{sys.executable} -m geo.cli read seeds | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert "Traceback" not in done.stderr


def test_every_error_of_the_tree_is_one_of_ours():
    from geo import errors

    found = [item for item in vars(errors).values() if isinstance(item, type) and issubclass(item, Exception)]
    assert all(issubclass(item, ConflictmapError) for item in found)
    assert all(item.__name__ in (errors.__doc__ or "") for item in found)
