"""Whatever the bytes and the suffix: a report or a failure in one sentence, never an exception."""

import random

import pytest
from reader_samples import ACLED, AREA, ATOM, MESSAGE, PAGE, RSS, feature, pdf, rows, word

from geo.model import Report
from geo.readers import READERS, Failure

SUFFIXES = (".txt", ".md", ".csv", ".tsv", ".json", ".jsonl", ".geojson", ".html", ".pdf", ".docx", ".eml", ".rss", "")


def originals():
    import json

    return {
        ".pdf": pdf("Fallujah is here.", "Mosul."),
        ".docx": word("Fallujah is here."),
        ".html": PAGE.encode(),
        ".rss": RSS.encode(),
        ".atom": ATOM.encode(),
        ".eml": MESSAGE,
        ".csv": rows(ACLED).encode(),
        ".geojson": json.dumps(feature(AREA, name="x", text="In x.")).encode(),
        ".jsonl": json.dumps(ACLED).encode() + b"\n",
        ".md": b"---\ntitle: x\n---\n# y\n",
    }


def checked(found, name):
    assert found
    for item in found:
        if isinstance(item, Failure):
            sentence = str(item.error)
            assert "\n" not in sentence
            assert sentence.endswith("."), sentence
            assert name in sentence
        else:
            assert isinstance(item, Report)
            assert item.text.strip()
            for toponym in item.given:
                assert item.text[toponym.start : toponym.end] == toponym.text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_random_bytes_are_read_or_refused(one, suffix):
    generator = random.Random(suffix)
    for number in range(6):
        name = f"f{number}{suffix}"
        checked(one(name, generator.randbytes(generator.choice((1, 3, 50, 2000)))), name)


@pytest.mark.parametrize("suffix", list(originals()))
def test_damaged_documents_are_read_or_refused(one, suffix):
    generator = random.Random(suffix)
    whole = originals()[suffix]
    for number in range(8):
        data = bytearray(whole)
        for _ in range(generator.choice((1, 5, 40))):
            data[generator.randrange(len(data))] = generator.randrange(256)
        cut = bytes(data[: generator.choice((len(data), len(data) * 2 // 3))])
        name = f"d{number}{suffix}"
        checked(one(name, cut), name)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_documents_under_a_wrong_suffix_are_read_or_refused(one, suffix):
    for number, (own, data) in enumerate(originals().items()):
        if own != suffix:
            checked(one(f"w{number}{suffix}", data), f"w{number}{suffix}")


def test_every_reader_has_a_suffix_or_a_media_type():
    for name in READERS.names():
        found = READERS.get(name)
        assert found.suffixes or found.media_types
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in found.suffixes)
