"""Coverage of conflict place names stays above its floors."""

import sys

import pytest


@pytest.mark.data
def test_coverage_of_conflict_places_holds(gazetteer, data, root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "bench"))
    sys.modules.pop("gazetteer", None)
    import importlib.util

    spec = importlib.util.spec_from_file_location("bench_gazetteer", root / "bench" / "gazetteer.py")
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    places = bench.ucdp(data / "places" / "ucdp_dev.csv", gazetteer)
    shares = bench.coverage(gazetteer, [(entry[0], entry[2], entry[3], entry[4]) for entry in places])
    assert shares["within_25_km"] >= 0.6
    assert shares["wrong_over_100_km"] <= 0.06
