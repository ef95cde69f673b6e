from __future__ import annotations

import json

import pytest

from geo.cli import main
from geo.gazetteer import opening


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_HOME", str(tmp_path / "home"))
    opening._open.cache_clear()
    yield tmp_path
    opening._open.cache_clear()


DUMP = (
    "77000001\tQaryat al Mithal\tQaryat al Mithal\tقرية المثال,Zhoqvarumix\t33.40\t43.60\tP\tPPL\tIQ\t\t"
    "01\t\t\t\t0\t\t42\tAsia/Baghdad\t2024-01-09"
)


def test_geocode_shows_candidates_with_scores_and_reasons(capsys):
    assert main(["geocode", "Fallujah", "--country", "IQ"]) == 0
    shown = capsys.readouterr().out
    assert "Al Fallūjah" in shown
    assert "the name is exactly this" in shown


def test_geocode_json_is_one_object_a_name(capsys):
    assert main(["geocode", "Mosul", "Homs", "--format", "json", "--limit", "2"]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["name"], second["name"]) == ("Mosul", "Homs")
    assert len(first["candidates"]) <= 2
    assert first["candidates"][0]["country"] == "IQ"
    assert first["candidates"][0]["reasons"]


def test_geocode_of_a_position_gives_the_nearest_places_or_the_area_that_holds_it(capsys):
    assert main(["geocode", "36.2,37.15", "-17.5,178.2", "23.5,12", "0,-30", "--limit", "2", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    aleppo, fiji, desert, ocean = (json.loads(line)["candidates"] for line in out.splitlines())
    assert [place["country"] for place in aleppo] == ["SY", "SY"]
    assert aleppo[0]["reasons"][0].endswith(" km from there")
    assert fiji[0]["country"] == "FJ"
    assert (desert[0]["feature_code"], desert[0]["reasons"]) == ("ADM1", ["holds that position"])
    assert ocean == []
    assert "no place is known near '0,-30'" in err
    assert main(["geocode", "95,3"]) == 2


def test_geocode_of_an_unknown_name_says_so(capsys):
    assert main(["geocode", "Xyzzyplughville", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {"name": "Xyzzyplughville", "candidates": []}
    assert "no place called 'Xyzzyplughville'" in err


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("UK", "that of United Kingdom is GB"),
        ("Iraq", "that of Iraq is IQ"),
        ("ZZ", "give two letters"),
        ("", "give two"),
    ],
)
def test_what_is_no_country_code_is_refused_with_the_right_one_where_it_is_known(code, words, capsys):
    with pytest.raises(SystemExit):
        main(["geocode", "Mosul", "--country", code])
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["--limit", "0"], ["--limit", "x"], ["--country", "Iraq"], ["--online", "nosuch"], ["--places", "missing.csv"]],
)
def test_wrong_arguments_are_one_sentence_and_status_2(arguments, capsys):
    try:
        status = main(["geocode", "Mosul", *arguments])
    except SystemExit as stopped:
        status = stopped.code
    assert status == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_an_added_dump_answers_together_with_the_embedded_gazetteer(home, capsys):
    dump = home / "IQ.txt"
    dump.write_text(f"{DUMP}\n", encoding="utf-8")
    assert main(["geocode", "Zhoqvarumix", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["candidates"] == []
    assert main(["gazetteer", "add", str(dump)]) == 0
    assert "iq: 1 place with 3 names added" in capsys.readouterr().out
    opening._open.cache_clear()
    assert main(["geocode", "Zhoqvarumix", "قرية المثال", "Mosul", "--format", "json"]) == 0
    found = [json.loads(line)["candidates"][0] for line in capsys.readouterr().out.splitlines()]
    assert [place["id"] for place in found[:2]] == ["geonames:77000001"] * 2
    assert found[0]["admin1"] is not None
    assert found[2]["name"] == "Mosul"
    assert main(["gazetteer", "info", "--check"]) == 0
    assert "iq" in capsys.readouterr().out
    assert main(["gazetteer", "remove", "iq"]) == 0
    opening._open.cache_clear()
    assert main(["geocode", "Zhoqvarumix", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["candidates"] == []


def test_an_added_row_of_a_known_place_is_the_same_place_with_more_names(home, capsys):
    fields = DUMP.split("\t")
    fields[0], fields[1], fields[2], fields[3] = "99454", "Al Fallujah", "Al Fallujah", "City of Mosques Example"
    (home / "IQ.txt").write_text("\t".join(fields) + "\n", encoding="utf-8")
    assert main(["gazetteer", "add", str(home / "IQ.txt")]) == 0
    opening._open.cache_clear()
    capsys.readouterr()
    assert main(["geocode", "City of Mosques Example", "Fallujah", "--format", "json"]) == 0
    named, known = (json.loads(line)["candidates"] for line in capsys.readouterr().out.splitlines())
    assert [place["id"] for place in named] == ["geonames:99454"]
    assert named[0]["population"] > 0
    assert [place["id"] for place in known].count("geonames:99454") == 1


def test_malformed_rows_are_named_and_the_status_says_so(home, capsys):
    (home / "IQ.txt").write_text(f"{DUMP}\n1\t2\t3\n", encoding="utf-8")
    assert main(["gazetteer", "add", str(home / "IQ.txt")]) == 1
    out, err = capsys.readouterr()
    assert "1 place with" in out
    assert "IQ.txt, line 2: has 3 columns" in err


def test_a_users_list_is_found_in_reports(home, capsys):
    import geo

    (home / "mine.csv").write_text("name,lat,lon,pcode,country,admin1\nTell Mithalawi,36.2,41.1,IQ9,IQ,Nineveh\n")
    assert main(["gazetteer", "add", str(home / "mine.csv")]) == 0
    opening._open.cache_clear()
    analysis = geo.analyse("Shelling hit Tell Mithalawi near Sinjar in Iraq.")
    found = {place.name: place for place in analysis.places}
    assert found["Tell Mithalawi"].id == "pcode:IQ9"
    assert found["Tell Mithalawi"].admin1 == "Nineveh"


def test_a_damaged_added_gazetteer_is_one_sentence(home, capsys):
    (home / "mine.csv").write_text("name,lat,lon\nSomewhere Odd,1,2\n")
    assert main(["gazetteer", "add", str(home / "mine.csv")]) == 0
    (path,) = (home / "home" / "gazetteer").glob("mine.*/places.sqlite")
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    opening._open.cache_clear()
    capsys.readouterr()
    assert main(["geocode", "Mosul"]) == 1
    err = capsys.readouterr().err
    assert "damaged" in err
    assert "gazetteer remove mine" in err
    assert main(["gazetteer", "remove", "mine"]) == 0
