"""What a report says of units, and the first look at all options: the quick way and the plain one."""

import math

import pytest

from geo.model import Toponym
from geo.resolution.context import BACKGROUND, EVIDENCE, NOTHING
from geo.resolution.engine import resolver_of
from geo.resolution.facts import Level
from geo.resolution.joint import _linear, confidence_features, decide, first_look, first_values
from geo.resolution.ranker import CONFIDENCE, load_ranker

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


def test_a_town_and_the_province_around_it_share_what_is_certain_of_both(gazetteer):
    text = "Hama was shelled on Monday."
    ((groups, order),) = resolver_of(gazetteer).blocks(text, [Toponym(0, 4, "Hama")])
    (decision,) = decide(groups, order, load_ranker())
    values = confidence_features(groups[0], decision.ranked, decision.features, decision.probabilities)
    best, lead, near = (values[CONFIDENCE.index(name)] for name in ("best", "lead", "near"))
    places = [groups[0].options[place].facts for place in decision.ranked]
    close = [place.km_to(places[0]) <= 161.0 for place in places]
    assert {place.level for place, same in zip(places, close, strict=True) if same} >= {Level.ADMIN1, Level.TOWN}
    assert best == decision.probabilities[0] < near <= 1.0
    assert near == pytest.approx(sum(one for one, same in zip(decision.probabilities, close, strict=True) if same))
    elsewhere = [one for one, same in zip(decision.probabilities, close, strict=True) if not same]
    assert lead == pytest.approx(near - max(elsewhere, default=0.0))
