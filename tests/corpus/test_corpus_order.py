"""What comes of a report does not depend on which reports the same process analysed before it."""

from __future__ import annotations

import os
import pickle
import traceback
import warnings

import pytest

from geo.model import Report
from geo.pipeline import analyse_report


def in_a_process_of_its_own(texts):
    """Return the JSON of each text's analysis, all analysed in this order by one fresh process."""
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        # Newer Pythons warn of threads; none of ours runs here.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            found = {text: analyse_report(Report(text=text)).to_json() for text in texts}
            with os.fdopen(writer, "wb") as stream:
                pickle.dump(found, stream)
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        data = stream.read()
    os.waitpid(child, 0)
    return pickle.loads(data)


def check(texts, step):
    forward = in_a_process_of_its_own(texts)
    backward = in_a_process_of_its_own(texts[::-1])
    assert [text[:60] for text in texts if forward[text] != backward[text]] == []
    for text in texts[::step]:
        assert in_a_process_of_its_own([text])[text] == forward[text], text[:60]


def test_the_seeds_in_any_order(root, gazetteer):
    texts = [path.read_text("utf-8").split("---", 2)[-1] for path in sorted((root / "seeds").glob("*.md"))]
    check(texts, 3)


def test_abbreviations_with_and_without_a_comma_after_them(gazetteer):
    texts = [
        "The family was flying from Oroville, Calif., to Montana for a ski trip.",
        "CHOWCHILLA, Calif. (AP) The prison stands in Chowchilla, Calif. and is full.",
        "He left Minneapolis, Minn., for St. Paul. Minn. is cold.",
        "Snow fell in Minn. and in Wis., Mich. and Ont. on Monday.",
    ]
    check(texts, 1)


@pytest.mark.data
def test_news_articles_in_any_order(data, gazetteer):
    from xml.etree import ElementTree as ET

    root = ET.parse(data / "corpora" / "lgl.xml").getroot()
    check([article.findtext("text") for article in root.iter("article")][272:300], 9)
