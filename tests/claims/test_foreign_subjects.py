"""Who lies there, where a verb of lying stands between the name and the distance, in three languages."""

from __future__ import annotations

import pytest

import geo


@pytest.mark.parametrize(
    "text",
    [
        "Хомс розташований за 140 км на {} від Дамаска.",
        "Хомс, що лежить за 140 км на {} від Дамаска, взято.",
    ],
)
@pytest.mark.parametrize(("heading", "verdict"), [("північ", "supported"), ("південь", "contradicted")])
def test_ukrainian(text, heading, verdict):
    assert [found.verdict.value for found in geo.verify(text.format(heading))] == [verdict]


@pytest.mark.parametrize(
    ("heading", "verdict"), [("северо-востоку", "supported"), ("юго-западу", "contradicted"), ("северу", "approximate")]
)
def test_russian(heading, verdict):
    (found,) = geo.verify(f"Пальмира находится в 215 км к {heading} от Дамаска.")
    assert found.verdict.value == verdict


@pytest.mark.parametrize(("heading", "verdict"), [("شمال شرق", "supported"), ("جنوب غرب", "contradicted")])
def test_arabic(heading, verdict):
    (found,) = geo.verify(f"مدينة تدمر التي تقع على بعد 215 كم {heading} دمشق.")
    assert found.verdict.value == verdict


def test_a_namesake_outside_of_the_district_named_behind_is_not_held_against_the_report():
    (found,) = geo.verify("Село Новосёловское Сватовского района находится в 30 км западнее Сватова.")
    assert found.verdict.value == "unverifiable"
