from __future__ import annotations

import doctest

import pytest

pd = pytest.importorskip("pandas")

import geo.integrations.pandas as integration  # noqa: E402 - after the skip
from geo.errors import UsageError  # noqa: E402

TEXTS = pd.Series(
    ["Fallujah lies 40 miles west of Baghdad.", None, "Nothing of note.", "Mosul"], index=["a", "b", "c", "d"]
)


def test_each_mention_is_a_row_with_the_index_of_its_text():
    frame = TEXTS.conflictmap.places()
    assert list(frame.index) == ["a", "a", "d"]
    assert list(frame["name_in_text"]) == ["Fallujah", "Baghdad", "Mosul"]
    assert set(frame["country"]) == {"IQ"}
    assert frame["lat"].dtype == "float64"


def test_rows_can_be_joined_to_the_frame_they_came_from():
    frame = pd.DataFrame({"text": TEXTS, "weight": [1, 2, 3, 4]})
    joined = frame.join(integration.places(frame["text"]), how="inner")
    assert list(joined["weight"]) == [1, 1, 4]


def test_each_claim_is_a_row_with_its_verdict():
    frame = TEXTS.conflictmap.claims()
    assert list(frame["verdict"]) == ["supported"]
    assert list(frame.index) == ["a"]


def test_nothing_found_is_an_empty_frame_with_all_columns():
    frame = pd.Series(["", None], dtype="object").conflictmap.places()
    assert len(frame) == 0
    assert "place_name" in frame.columns


def test_coordinates_are_rounded_unless_asked_for():
    rounded = TEXTS.conflictmap.places()["lat"].iloc[0]
    full = TEXTS.conflictmap.places(precise=True)["lat"].iloc[0]
    assert rounded == round(full, 2)
    assert rounded != full


def test_a_value_that_is_no_text_is_one_sentence():
    with pytest.raises(UsageError, match="is no text"):
        pd.Series([1.5]).conflictmap.places()


def test_the_example_in_the_module_runs():
    assert doctest.testmod(integration).failed == 0
