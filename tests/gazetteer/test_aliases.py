"""The names of a row are found from the postings, which lead from names to rows."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer.container import Triples
from geo.gazetteer.store import MappedStore

NUMBERS = st.lists(st.integers(0, 0xFFFFFF) | st.integers(0, 0x10101), max_size=40)


def column(numbers, before=b"abcd"):
    """Return a column of numbers that begins somewhere in its file."""
    raw = before + b"".join(number.to_bytes(3, "little") for number in numbers)
    return Triples(raw, len(before), 3 * len(numbers))


@given(NUMBERS, st.integers(0, 0x10101))
def test_a_column_tells_where_a_number_stands(numbers, sought):
    numbers = [*numbers, sought, *numbers]
    assert list(column(numbers).places(sought)) == [place for place, number in enumerate(numbers) if number == sought]


@given(NUMBERS)
def test_a_column_is_read_as_a_whole(numbers):
    assert list(column(numbers).numbers()) == list(column(numbers)) == numbers


def test_bytes_across_two_numbers_are_no_number():
    assert list(column([0x010203, 0x040506]).places(0x060102)) == []


def test_names_lead_back_to_the_row_and_none_is_left_out(gazetteer):
    store = gazetteer.stored(0)[0]
    assert isinstance(store, MappedStore)
    chance = random.Random(7)
    asked = {*range(40), *(chance.randrange(len(store)) for _ in range(40))}
    due: dict[int, set[str]] = {row: set() for row in asked}
    for number in range(len(store._exact)):
        name = str(store._names.restore_key(number))
        for row in asked.intersection(store.exact(name)):
            due[row].add(name)
    assert {row: store.names(row) for row in asked} == {row: tuple(sorted(names)) for row, names in due.items()}
    assert sum(map(len, due.values())) > 400
