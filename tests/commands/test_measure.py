from __future__ import annotations

import json

import pytest

from geo.cli import main


def run(*arguments):
    try:
        return main(list(arguments))
    except SystemExit as stopped:
        return stopped.code


def test_two_names_are_measured_both_ways(capsys):
    assert run("measure", "Fallujah", "Baghdad") == 0
    shown = capsys.readouterr().out
    assert "57.24" in shown
    assert "35.57 miles" in shown
    assert "30.91 nautical miles" in shown
    assert "lies west of Baghdad (azimuth 271.1°)" in shown
    assert "azimuth 90.8°" in shown
    assert "extends" in shown


def test_json_has_every_number(capsys):
    assert run("measure", "Fallujah", "Baghdad", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["distance_m"] == pytest.approx(57_247, abs=2)
    assert found["compass"] == "W"
    assert found["back_compass"] == "E"
    assert found["reference"]["country"] == "IQ"


def test_positions_are_measured_without_a_gazetteer(capsys):
    assert run("measure", "33.34913, 43.78599", "33.34058,44.40088", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["distance_m"] == pytest.approx(57_246.6, abs=0.1)


def test_an_ambiguous_name_says_which_was_taken_and_how_to_choose(capsys):
    assert run("measure", "Tripoli", "Baghdad") == 0
    said = capsys.readouterr().err
    assert "'Tripoli' was taken as" in said
    assert 'e.g. "Tripoli, ' in said


def test_who_says_where_a_place_lies_is_not_told_of_those_elsewhere(capsys):
    assert run("measure", "Tripoli, Lebanon", "Paris, Texas") == 0
    assert "there are also" not in capsys.readouterr().err


def test_the_hint_tells_namesakes_of_one_country_apart(capsys):
    assert run("measure", "Kyiv", "Kyiv, Mykolaiv") == 0
    said = capsys.readouterr()
    assert 'e.g. "Kyiv, Mykolaiv"' in said.err
    assert "both are the same point" not in said.out


def test_what_a_name_lies_in_chooses(capsys):
    assert run("measure", "Tripoli, Lebanon", "Beirut", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["subject"]["country"] == "LB"


def test_the_country_flag_chooses(capsys):
    assert run("measure", "Tripoli", "Beirut", "--country", "LB", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["subject"]["country"] == "LB"


def test_the_same_point_has_no_direction(capsys):
    assert run("measure", "33,44", "33,44") == 0
    assert "both are the same point" in capsys.readouterr().out
    assert run("measure", "33,44", "33,44", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["azimuth_deg"] is None


@pytest.mark.parametrize(
    ("place", "word"), [("Zzyzxqqville", "check the spelling"), ("95,10", "no latitude"), ("10,200", "no longitude")]
)
def test_what_is_no_place_is_said_in_a_sentence(place, word, capsys):
    assert run("measure", place, "Baghdad") == 2
    said = capsys.readouterr().err
    assert word in said
    assert "Traceback" not in said


def test_a_name_that_is_merely_alike_is_asked_about_and_not_measured(capsys):
    assert run("measure", "Qqqwerty", "Mosul", "--format", "json") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "no place called 'Qqqwerty' is known" in said.err


def test_across_the_antimeridian_the_short_way_is_measured(capsys):
    assert run("measure", "-17,179.5", "-17,-179.5", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["distance_m"] < 120_000
    assert found["compass"] == "W"
