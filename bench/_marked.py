"""Texts of this project's own with the places marked by hand: ``[[…]]`` a place, ``<<…>>`` a demonym.

``[[Mosul|36.34,43.13]]`` says where the place lies (degrees; the middle, for an area), for this mention and those
of the same name that follow in the document. ``{{…}}`` marks what annotators disagree about (the town in the name
of its school): it counts neither way. Two layouts: one document a line, and paragraphs between empty lines. Lines
that begin with ``#`` are comments.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from _corpora import Document, Mention

from geo.model import Position

HERE = Path(__file__).resolve().parent
SENTENCES = HERE / "recogniser_sentences.txt"
ARTICLES = HERE / "articles.txt"
NEWS = HERE / "articles_news.txt"
NAMES = HERE / "articles_names.txt"
HELD_OUT_SENTENCES = HERE / "recogniser_sentences_held_out.txt"
HELD_OUT_ARTICLES = HERE / "articles_held_out.txt"
HELD_OUT_NEWS = HERE / "articles_news_held_out.txt"
UNSEEN_ARTICLES = HERE / "articles_unseen.txt"
WORLD_ARTICLES = HERE / "articles_world.txt"
PLACES = HERE / "articles_places.txt"
"""No weights are trained on these six; of every other text of the last three only the score was ever looked at."""
REFERENCE = HERE / "articles_reference.txt"
SITES = HERE / "articles_sites.txt"
"""Of these two the first document, the third and so on train; of the others only the score was ever looked at."""

_MARK = re.compile(
    r"\[\[(?P<place>[^|\]]+)(?:\|(?P<lat>[-\d.]+),(?P<lon>[-\d.]+))?\]\]|<<(?P<demonym>.+?)>>|\{\{(?P<open>.+?)\}\}"
)
_SENTENCE_END = re.compile(r"(?<=[a-z\d)”\"][.!?]) +(?=[A-Z\"“<\[])|\n+")


def marked_lines(path: Path = SENTENCES) -> tuple[Document, ...]:
    """Return the documents of a file with one on each line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [(number, line) for number, line in enumerate(lines) if line and not line.startswith("#")]
    return tuple(_document(f"{path.stem} {number}", line) for number, line in kept)


def marked_articles(path: Path = ARTICLES) -> tuple[Document, ...]:
    """Return the documents of a file with empty lines between them."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    blocks = [block.strip("\n") for block in re.split(r"\n{2,}", "\n".join(lines)) if block.strip()]
    return tuple(_document(f"{path.stem} {number}", block) for number, block in enumerate(blocks))


def sentences_alone(document: Document) -> list[Document]:
    """Return each sentence of a document as a document of its own."""
    bounds = [0, *(match.start() for match in _SENTENCE_END.finditer(document.text)), len(document.text)]
    found = []
    for number, (start, end) in enumerate(pairwise(bounds)):
        own = tuple(
            replace(mention, start=mention.start - start, end=mention.end - start)
            for mention in document.mentions
            if start <= mention.start and mention.end <= end
        )
        undecided = tuple((first - start, last - start) for first, last in document.undecided if start <= first < end)
        identity = f"{document.id}, sentence {number}"
        found.append(Document(identity, document.text[start:end], None, None, document.group, own, undecided))
    return found


def subject_alone(document: Document) -> Document:
    """Return a document about one place with the mentions of that name alone, the first of the text."""
    name = document.mentions[0].text
    kept = tuple(mention for mention in document.mentions if mention.text == name and mention.position is not None)
    return replace(document, mentions=kept)


def _document(identity: str, marked: str) -> Document:
    text, done = "", 0
    mentions: list[Mention] = []
    undecided: list[tuple[int, int]] = []
    known: dict[str, Position] = {}
    for match in _MARK.finditer(marked):
        text += marked[done : match.start()]
        name = match["place"] or match["demonym"] or match["open"]
        start, end, done = len(text), len(text) + len(name), match.end()
        text += name
        if match["open"]:
            undecided.append((start, end))
            continue
        if match["lat"]:
            known[name] = Position(float(match["lat"]), float(match["lon"]))
        mentions.append(Mention(start, end, name, known.get(name) if match["place"] else None))
    text += marked[done:]
    return Document(identity, text, group=identity, mentions=tuple(mentions), undecided=tuple(undecided))
