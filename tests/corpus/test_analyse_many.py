from __future__ import annotations

import pytest

import geo
from geo.corpus import CorpusWarning
from geo.errors import UsageError

TEXTS = [f"Fallujah lies {number} miles west of Baghdad." for number in range(30, 50)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_analyses_come_in_the_order_of_the_input_and_are_those_of_analyse(documents, jobs):
    folder = documents(*TEXTS)
    found = list(geo.analyse_many([folder], jobs=jobs))
    assert [analysis.report.text for analysis in found] == TEXTS
    assert found[3] == geo.analyse(folder / "00003.txt")


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_cannot_be_read_is_left_out_with_a_warning(documents, jobs):
    folder = documents("Mosul.", "", "Mosul.")
    with pytest.warns(CorpusWarning, match=r"00001\.txt"):
        found = list(geo.analyse_many([folder], jobs=jobs))
    assert len(found) == 1


def test_a_text_instead_of_paths_is_one_sentence():
    with pytest.raises(UsageError, match="takes a list of paths"):
        list(geo.analyse_many("Mosul is far."))


def test_stopping_early_leaves_no_process_behind(documents):
    import gc
    from pathlib import Path

    analyses = geo.analyse_many([documents(*TEXTS)], jobs=2)
    next(analyses)
    analyses.close()
    gc.collect()
    here = Path("/proc/self/task")
    children = [line for task in here.iterdir() for line in (task / "children").read_text("ascii").split()]
    commands = [Path(f"/proc/{child}/cmdline").read_bytes() for child in children if Path(f"/proc/{child}").exists()]
    assert not [command for command in commands if b"geo.corpus.worker" in command]
