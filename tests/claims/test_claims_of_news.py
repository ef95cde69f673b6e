"""Claims in whole articles of a corpus: news is hardly ever wrong about where things lie, nor are we about news."""

import pytest

from geo.model import Judgement


@pytest.mark.data
def test_hardly_any_claim_of_ordinary_news_is_contradicted(data, root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "bench"))
    monkeypatch.setenv("CONFLICTMAP_DATA", str(data))
    import claims_news
    from _corpora import corpus_paths

    found = [verdict for _, verdict in claims_news.verdicts(corpus_paths()["geovirus"])]
    assert len(found) >= 100
    assert sum(verdict.verdict is Judgement.CONTRADICTED for verdict in found) <= 0.01 * len(found)
    assert sum(verdict.verdict is Judgement.SUPPORTED for verdict in found) >= 0.6 * len(found)
