"""Containment on places of armed-conflict events: what is true is kept, what is made false is told."""

from __future__ import annotations

import sys

import pytest

pytestmark = [pytest.mark.data]


@pytest.fixture(scope="module")
def figures(data, root):
    sys.path.insert(0, str(root / "bench"))
    try:
        import areas

        return areas.measure(areas.rows(data / "places" / "ucdp_dev.csv")[:80])
    finally:
        sys.path.pop(0)


def test_true_containment_is_hardly_ever_contradicted(figures):
    assert figures["true_not_contradicted"] >= 0.96


def test_false_containment_is_hardly_ever_supported(figures):
    assert figures["false_tried"] >= 20
    assert figures["false_not_supported"] >= 0.93
    assert figures["false_contradicted"] >= 0.6
