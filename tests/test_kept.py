"""What is kept in memory: bounded, the same as what is made anew, and the often asked stays."""

from __future__ import annotations

import random

import pytest

from geo.kept import Kept, Made, keep_less


def test_what_is_made_is_made_once_while_it_is_asked_for():
    asked = []

    def square(number):
        asked.append(number)
        return number * number

    squares = Made(square, 10)
    for number in range(100):
        assert squares[number] == number * number
        assert squares[0] == 0
    assert asked.count(0) == 1


def test_what_is_kept_is_bounded_and_right():
    draw = random.Random(7)
    doubles = Made(lambda number: 2 * number, 50)
    for _ in range(5_000):
        number = draw.randrange(400)
        assert doubles[number] == 2 * number
        assert len(doubles) <= 50
        assert len(doubles._older) <= 50


def test_a_result_that_is_none_is_kept_like_any_other():
    asked = []
    made = Made(asked.append, 2)
    for key in ("a", "b", "c", "a", "b", "a"):
        assert made[key] is None
    assert asked == ["a", "b", "c"]


def test_the_oldest_is_forgotten():
    kept = Kept(2)
    for number in range(6):
        kept.keep(number, str(number))
    with pytest.raises(KeyError):
        kept[0]
    assert kept[5] == "5"
    assert kept[3] == "3"


def test_a_process_among_many_keeps_a_share():
    before = Kept(10)
    keep_less(0.2)
    try:
        after, least = Kept(10), Kept(1)
    finally:
        keep_less(1.0)
    for number in range(100):
        for kept in (before, after, least):
            kept.keep(number, number)
            assert kept[number] == number
    assert len(before) <= 10
    assert len(before) + len(before._older) > 10
    assert len(after) + len(after._older) <= 4
    assert len(least) + len(least._older) <= 2


@pytest.mark.parametrize("share", [0.0, -1.0, 1.5, float("nan")])
def test_no_share_is_refused(share):
    with pytest.raises(ValueError, match="is no share"):
        keep_less(share)
