import json

import pytest


@pytest.mark.data
def test_the_shipped_weights_keep_their_floors_on_gold_mentions(gazetteer, data, root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "bench"))
    monkeypatch.setenv("CONFLICTMAP_DATA", str(data))
    import _floors
    import toponyms
    from _corpora import corpus_paths, read_corpus

    from geo.resolution.engine import Resolver

    section = json.loads(_floors.FLOORS.read_text(encoding="utf-8")).get("toponyms")
    if section is None or section["corpus"] != _floors.digests(corpus_paths().values()):
        pytest.skip("the floors were pinned on other corpora: pin these with python bench/toponyms.py --update")
    resolver = Resolver(gazetteer)
    for name, path in corpus_paths().items():
        figures = toponyms.figures_of(toponyms.answers(read_corpus(path), resolver))
        assert figures["within_161_km"] >= section["floors"][f"shipped_within_161_km_{name}"] - 0.002
        assert 1.0 - figures["ece"] >= section["floors"][f"shipped_one_less_ece_{name}"] - 0.005


@pytest.mark.parametrize(("name", "path"), [("own_articles", "HELD_OUT_ARTICLES"), ("own_news", "HELD_OUT_NEWS")])
def test_recognition_and_resolution_keep_their_floors_on_articles_that_no_weights_saw(
    gazetteer, root, monkeypatch, name, path
):
    monkeypatch.syspath_prepend(str(root / "bench"))
    import _floors
    import toponyms

    from geo.resolution.engine import Resolver

    file = getattr(toponyms, path)
    figures = toponyms.own_figures(gazetteer, Resolver(gazetteer), file)
    section = json.loads(_floors.FLOORS.read_text(encoding="utf-8"))[name]
    assert section["corpus"] == _floors.digests([file]), "pin them: bench/toponyms.py --update"
    assert _floors.check(name, figures, [file]) == []


def test_texts_about_a_place_with_namesakes_keep_their_floors(gazetteer, root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "bench"))
    import _floors
    import toponyms

    from geo.resolution.engine import Resolver

    figures = toponyms.places_figures(gazetteer, Resolver(gazetteer))
    section = json.loads(_floors.FLOORS.read_text(encoding="utf-8"))["own_places"]
    assert section["corpus"] == _floors.digests([toponyms.PLACES]), "pin them: bench/toponyms.py --update"
    assert _floors.check("own_places", figures, [toponyms.PLACES]) == []
