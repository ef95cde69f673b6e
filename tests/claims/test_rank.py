"""Capitals and ranks, by the gazetteer's tables."""

from __future__ import annotations

import pytest
from marked import marked

from geo.claims import verifying


def verdicts(text, gazetteer):
    outcome = verifying.verify_document(marked(text, gazetteer))
    return [verdict for verdict in outcome.verdicts if verdict.claim.type == "rank"]


JUDGED = [
    ("[Baquba], the capital of [Diyala] province,", {"supported"}),
    ("The {Iraqi} capital, [Baghdad], was tense.", {"supported"}),
    ("The {Iraqi} capital [Baghdad] was tense.", {"supported"}),
    ("[Iraq]'s capital, [Baghdad], was tense.", {"supported"}),
    ("[Baghdad] is the capital of [Iraq].", {"supported"}),
    ("[Ramadi], the provincial capital of [Anbar],", {"supported"}),
    ("[Kharkiv], [Ukraine]'s second-largest city,", {"supported"}),
    ("[Benghazi], the country's second-largest city,", {"supported"}),
    ("[Taiz], the third largest city in [Yemen],", {"supported", "approximate"}),
    ("[Fallujah], the capital of [Anbar] province,", {"contradicted"}),
    ("The {Syrian} capital, [Aleppo], was tense.", {"contradicted"}),
    ("[Kherson], [Ukraine]'s largest city,", {"contradicted"}),
    ("[Lviv], [Yemen]'s largest city,", {"contradicted"}),
]


@pytest.mark.parametrize(("text", "expected"), JUDGED)
def test_rank_is_judged_by_the_table(text, expected, gazetteer):
    found = verdicts(text, gazetteer)
    assert len(found) == 1
    assert found[0].verdict.value in expected


@pytest.mark.parametrize(
    "text",
    [
        "The former capital of [Myanmar], [Yangon], was tense.",
        "[Lagos] is one of the largest cities in [Nigeria].",
        "[Aden], the interim capital, was tense.",
        "the de facto capital of the militants, [Raqqa],",
        "[Jerusalem], the capital of culture",
        "In the capital, [Mosul] was on every screen.",
        "foreign capital in [Iraq]",
    ],
)
def test_other_capitals_are_no_claim(text, gazetteer):
    assert verdicts(text, gazetteer) == []


def test_the_table_is_dated(gazetteer):
    (verdict,) = verdicts("The {Iraqi} capital, [Baghdad], was tense.", gazetteer)
    assert gazetteer.info()[0].date in verdict.explanation
