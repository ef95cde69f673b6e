from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from geo.toponyms.choice import Scored, disjoint

SPANS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 5), st.floats(-3, 3)).map(
        lambda item: (item[0], item[0] + item[1], round(item[2], 2))
    ),
    max_size=8,
)


def best_by_trial(scored, threshold):
    best = 0.0
    for size in range(len(scored) + 1):
        for chosen in combinations(scored, size):
            ordered = sorted(chosen, key=lambda item: item.start)
            if all(a.end <= b.start for a, b in pairwise(ordered)):
                best = max(best, sum(item.logit - threshold for item in ordered))
    return best


@given(SPANS, st.sampled_from([-1.0, 0.0, 0.5]))
def test_the_choice_is_disjoint_ordered_and_no_other_sums_higher(rows, threshold):
    scored = [Scored(start, end, logit, number) for number, (start, end, logit) in enumerate(rows)]
    chosen = disjoint(scored, threshold)
    assert all(a.end <= b.start for a, b in pairwise(chosen))
    gained = sum(item.logit - threshold for item in chosen)
    assert abs(gained - best_by_trial(scored, threshold)) < 1e-9


def test_a_whole_name_beats_its_part_when_it_is_likelier():
    whole, part = Scored(0, 13, 2.0, 0), Scored(0, 3, 1.5, 1)
    assert disjoint([part, whole], 0.0) == [whole]
