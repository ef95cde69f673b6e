import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import ModelError
from geo.resolution.ranker import CONFIDENCE, FIRST, RANKED, Ranker, load_ranker, softmax

DATA = {
    "first": {"static": {"population": 2.0}, "context": {"fuller": 3.0}},
    "trees": [["first_look", -1.0, 0.5, ["level", 3.0, -1.0, -2.0]]],
    "confidence": [["near", 0.5, -1.0, 1.0]],
    "calibration": [[-1.0, 0.1], [1.0, 0.9]],
}


def values(names, **given):
    return [float(given.get(name, 0.0)) for name in names]


def test_the_first_look_is_linear_in_prior_and_context():
    ranker = Ranker(DATA)
    assert ranker.base([1.5, *[0.0] * 23]) == 3.0
    assert ranker.first_look(3.0, values(FIRST, fuller=0.5)) == 4.5


@pytest.mark.parametrize(
    ("given_values", "expected"),
    [
        ({"first_look": -2.0}, -2.0 + 0.5),
        ({"first_look": 0.0, "level": 3.0}, 0.0 - 1.0),
        ({"first_look": 0.0, "level": 4.0}, 0.0 - 2.0),
    ],
)
def test_trees_add_to_the_first_look(given_values, expected):
    assert Ranker(DATA).score(values(RANKED, **given_values)) == expected


def test_sureness_starts_at_the_logit_of_the_probability_of_what_lies_near():
    ranker = Ranker(DATA)
    assert ranker.sureness(values(CONFIDENCE, best=0.3, near=0.8)) == pytest.approx(math.log(4.0) + 1.0)


def test_a_lone_option_is_no_surer_than_odds_of_49_to_1_before_the_trees():
    ranker = Ranker(DATA)
    assert ranker.sureness(values(CONFIDENCE, near=1.0)) == pytest.approx(math.log(49.0) + ranker_tree(1.0))
    assert ranker.sureness(values(CONFIDENCE, near=1.0)) == ranker.sureness(values(CONFIDENCE, near=0.99))


def ranker_tree(near: float) -> float:
    _, limit, low, high = DATA["confidence"][0]
    return high if near > limit else low


@pytest.mark.parametrize(("sureness", "expected"), [(-5.0, 0.1), (-1.0, 0.1), (0.0, 0.5), (0.5, 0.7), (3.0, 0.9)])
def test_confidence_runs_in_straight_lines_between_the_points(sureness, expected):
    assert Ranker(DATA).confidence(sureness) == pytest.approx(expected)


def test_weights_that_name_an_unknown_feature_are_refused():
    with pytest.raises(ModelError, match="damaged"):
        Ranker({**DATA, "trees": [["no_such_feature", 0.0, 1.0, 2.0]]})


def test_the_shipped_weights_load_and_their_confidence_never_falls():
    ranker = load_ranker()
    table = [ranker.confidence(step / 10.0) for step in range(-120, 121)]
    assert table == sorted(table)
    assert 0.0 <= table[0] <= table[-1] <= 1.0


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30))
def test_softmax_is_a_distribution_in_the_order_of_the_scores(scores):
    shares = softmax(scores)
    assert sum(shares) == pytest.approx(1.0)
    assert shares[max(range(len(scores)), key=scores.__getitem__)] == max(shares)


def test_softmax_of_nothing_is_nothing():
    assert softmax([]) == []


@pytest.mark.parametrize(
    "name", ["near", "lead", "best", "country_share", "admin1_share", "in_named_area", "prominence"]
)
@given(data=st.data())
def test_what_speaks_for_an_answer_never_makes_the_shipped_confidence_fall(name, data):
    ranker = load_ranker()
    row = data.draw(st.lists(st.floats(-3.0, 6.0), min_size=len(CONFIDENCE), max_size=len(CONFIDENCE)))
    low, high = sorted(data.draw(st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0))))
    place = CONFIDENCE.index(name)
    less, more = (ranker.confidence(ranker.sureness([*row[:place], value, *row[place + 1 :]])) for value in (low, high))
    assert less <= more + 1e-9
