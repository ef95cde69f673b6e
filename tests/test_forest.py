import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.forest import _COMPILED_FROM, Forest

NAMES = ("height", "weight")
TREES = [
    ["height", 1.0, -0.5, ["weight", 2.0, 0.25, 1.0]],
    ["weight", -3.0, 4.0, 0.0],
    0.125,
]


@pytest.mark.parametrize(
    ("values", "expected"),
    [((0.0, 0.0), -0.375), ((1.0, 0.0), -0.375), ((2.0, 2.0), 0.375), ((2.0, 3.0), 1.125), ((0.0, -4.0), 3.625)],
)
def test_the_trees_are_summed(values, expected):
    assert Forest(TREES, NAMES).total(values) == expected


@given(st.floats(-10, 10), st.floats(-10, 10))
def test_the_compiled_trees_give_the_same_sums(height, weight):
    walked, compiled = Forest(TREES, NAMES), Forest(TREES, NAMES)
    for _ in range(_COMPILED_FROM + 2):
        compiled.total((0.0, 0.0))
    assert compiled._quick is not None
    assert compiled.total((height, weight)) == walked.total((height, weight))


def test_no_trees_sum_to_nothing():
    empty = Forest([], NAMES)
    assert [empty.total((1.0, 1.0)) for _ in range(_COMPILED_FROM + 2)] == [0.0] * (_COMPILED_FROM + 2)


@pytest.mark.parametrize("tree", [["depth", 0.0, 1.0, 2.0], ["height", 0.0, 1.0], ["height", "x", 1.0, 2.0], None])
def test_damaged_trees_are_refused(tree):
    with pytest.raises((ValueError, TypeError)):
        Forest([tree], NAMES)
