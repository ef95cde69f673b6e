"""What a report says of units, and the first look at all options: the quick way and the plain one."""

import math

import pytest

from geo.model import Toponym
from geo.resolution.context import BACKGROUND, EVIDENCE, NOTHING
from geo.resolution.engine import resolver_of
from geo.resolution.joint import _linear, first_look, first_values
from geo.resolution.ranker import load_ranker

TEXT = (
    "Police in Springfield, Illinois, and in Paris, Texas, looked for a man from Lebanon County, Pennsylvania. He had "
    "been in Decatur, Lincoln and Jackson, near Springfield, and crossed into Mexico at Laredo. Missouri was warned."
)
NAMES = ("Springfield", "Illinois", "Paris", "Texas", "Lebanon County", "Decatur", "Lincoln", "Jackson", "Laredo")


@pytest.fixture(scope="module")
def looked(gazetteer):
    toponyms = [Toponym(start := TEXT.index(name), start + len(name), name) for name in NAMES]
    ((groups, order),) = resolver_of(gazetteer).blocks(TEXT, toponyms)
    context, scores = first_look(groups, order, load_ranker())
    return groups, context, scores


def weight_by_hand(groups, number, holds):
    """Return the weight that all groups but ``number`` give to the options that ``holds`` is true of."""
    return sum(
        weight * (1.0 + 0.5 * math.log(len(group.places))) * (1.0 if group.visible else BACKGROUND)
        for other, group in enumerate(groups)
        if other != number
        for option, weight in zip(group.options, group.weights, strict=True)
        if weight >= 0.03 and holds(option.facts)
    )


def test_units_have_the_weight_of_what_the_other_names_put_into_them(looked):
    groups, context, _ = looked
    assert len(groups) > len(NAMES)  # Pennsylvania, Mexico and Missouri are evidence only
    seen = 0
    for number, group in enumerate(groups):
        rest = weight_by_hand(groups, number, lambda _: True)
        for facts in [option.facts for option in group.options[:25]]:
            share = weight_by_hand(groups, number, lambda other, row=facts.admin1: other.admin1 == row is not None)
            assert context.of_admin1(number, facts.admin1)[1] == pytest.approx(share / rest, abs=1e-9)
            share = weight_by_hand(groups, number, lambda other, code=facts.country: other.country == code is not None)
            assert context.of_country(number, facts.country)[1] == pytest.approx(share / rest, abs=1e-9)
            named = weight_by_hand(groups, number, lambda other, row=facts.admin1: other.row == row)
            assert context.of_admin1(number, facts.admin1)[0] == pytest.approx(math.log1p(named), abs=1e-9)
            seen += share > 0.0
    assert seen > 50
    assert context.of_admin1(0, None) == context.of_country(0, None) == NOTHING


def test_evidence_and_landmarks_are_the_likely_options(looked):
    groups, context, _ = looked
    for group, evidence, best in zip(groups, context.evidence, context.best, strict=True):
        assert [weight for weight, _ in evidence] == [weight for weight in group.weights if weight >= EVIDENCE]
        likeliest = max(zip(group.weights, group.options, strict=True), key=lambda pair: pair[0])
        assert best in (None, likeliest[1].facts)


def test_rows_that_are_weighed_once_give_what_each_would(looked):
    groups, context, _ = looked
    ranker = load_ranker()
    several = [number for number, group in enumerate(groups) if len(group.options) > 1]
    assert len(several) > 5
    shared = 0
    for number in several:
        group = groups[number]
        rows = first_values(number, group, context)
        shared += len(rows) - len(set(rows))
        assert _linear(number, group, context, ranker) == [
            pytest.approx(ranker.first_look(base, row), abs=1e-12)
            for base, row in zip(group.naming.base, rows, strict=True)
        ]
    assert shared > 20
