"""Readers of the toponym corpora, halves for cross-validation, and the figures that both benches print.

Two formats are read: that of the Local-Global Lexicon (``toponym`` with ``gaztag``, offsets from 0) and
that of GeoVirus (``location``, offsets from 1). Any other corpus in either format is read as well. The
corpora are found in ``$CONFLICTMAP_DATA/corpora`` (default ``../shared/data`` beside the repository).
"""

from __future__ import annotations

import hashlib
import os
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.geodesy import distance
from geo.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from xml.etree.ElementTree import Element

WITHIN_M = 161_000.0
"""A hundred miles: what the published figures call right."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One gold toponym: 0-based code points, the end exclusive; ``position`` where the corpus gives one."""

    start: int
    end: int
    text: str
    position: Position | None = None
    geonames_id: str | None = None
    feature_code: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article with its gold toponyms in the order of the text. ``group`` is shared by parts of one article.

    ``undecided`` are spans that count neither as right nor as wrong.
    """

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    group: str = ""
    mentions: tuple[Mention, ...] = field(default=())
    undecided: tuple[tuple[int, int], ...] = field(default=())


def data_folder() -> Path:
    """Return the folder of measuring data."""
    default = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    return Path(os.environ.get("CONFLICTMAP_DATA", default))


def corpus_paths() -> dict[str, Path]:
    """Return the corpora by short name ("lgl", "geovirus", …), sorted; empty where there are none."""
    return {path.stem.lower(): path for path in sorted((data_folder() / "corpora").glob("*.xml"))}


def sha256(path: Path) -> str:
    """Return the digest of a file, as the floors name it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_corpus(path: Path) -> tuple[Document, ...]:
    """Return the documents of a corpus in either format; mentions that do not match the text are an error."""
    documents = tuple(_document(article, number) for number, article in enumerate(ET.parse(path).iter("article")))
    for document in documents:
        for mention in document.mentions:
            if document.text[mention.start : mention.end] != mention.text:
                msg = f"{path.name}, document {document.id}: {mention.text!r} does not stand at {mention.start}."
                raise ValueError(msg)
    return documents


def _text(element: Element, tag: str) -> str | None:
    found = element.find(tag)
    return None if found is None or found.text is None else found.text


def _document(article: Element, number: int) -> Document:
    mentions = [_lgl_mention(item) for item in article.iter("toponym")]
    mentions += [_geovirus_mention(item) for item in article.iter("location")]
    source = _text(article, "domain") or _text(article, "source")
    identity = article.get("docid") or str(number)
    return Document(
        id=identity,
        text=_text(article, "text") or "",
        title=_text(article, "title"),
        source=source,
        group=identity if article.get("docid") else source or identity,
        mentions=tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end))),
    )


def _position(element: Element | None) -> Position | None:
    lat, lon = (None, None) if element is None else (_text(element, "lat"), _text(element, "lon"))
    return None if lat is None or lon is None else Position(float(lat), float(lon))


def _lgl_mention(item: Element) -> Mention:
    tag = item.find("gaztag")
    return Mention(
        start=int(_text(item, "start") or 0),
        end=int(_text(item, "end") or 0),
        text=_text(item, "phrase") or "",
        position=_position(tag),
        geonames_id=None if tag is None else tag.get("geonameid"),
        feature_code=None if tag is None else _text(tag, "fcode"),
    )


def _geovirus_mention(item: Element) -> Mention:
    return Mention(
        start=int(_text(item, "start") or 0) - 1,
        end=int(_text(item, "end") or 0) - 1,
        text=_text(item, "name") or "",
        position=_position(item),
    )


def half_of(document: Document) -> int:
    """Return 0 or 1: the half a document belongs to. Parts of one article stay together."""
    return hashlib.sha256(document.group.encode()).digest()[0] & 1


def halves(documents: Iterable[Document]) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
    """Return the two halves of a corpus, split by a digest of the document and so alike in every bench."""
    split: tuple[list[Document], list[Document]] = ([], [])
    for document in documents:
        split[half_of(document)].append(document)
    return tuple(split[0]), tuple(split[1])


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of right, proposed and gold spans, and what follows from them."""

    right: int
    proposed: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the proposed that is right."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.proposed + self.gold) if self.proposed + self.gold else 0.0

    def __add__(self, other: Score) -> Score:
        """Return the counts of both together."""
        return Score(self.right + other.right, self.proposed + other.proposed, self.gold + other.gold)


def score_exact(proposed: Iterable[tuple[int, int]], gold: Iterable[tuple[int, int]]) -> Score:
    """Return the score where only the same start and end count as right."""
    found, wanted = set(proposed), set(gold)
    return Score(len(found & wanted), len(found), len(wanted))


def score_overlap(proposed: Iterable[tuple[int, int]], gold: Iterable[tuple[int, int]]) -> Score:
    """Return the score where a common character is enough; each span counts once."""
    found, wanted = sorted(set(proposed)), sorted(set(gold))
    taken: set[tuple[int, int]] = set()
    for start, end in found:
        match = next((span for span in wanted if span not in taken and span[0] < end and start < span[1]), None)
        if match is not None:
            taken.add(match)
    return Score(len(taken), len(found), len(wanted))


def error_m(answer: Position | None, gold: Position) -> float | None:
    """Return how far an answer is from the truth in metres, or None where there is no answer."""
    return None if answer is None else distance(answer, gold)


def accuracy_within(errors_m: Sequence[float | None], limit_m: float = WITHIN_M) -> float:
    """Return the share of answers within ``limit_m`` metres; no answer (None) counts as wrong."""
    return sum(error is not None and error <= limit_m for error in errors_m) / len(errors_m) if errors_m else 0.0


def mean_and_median_m(errors_m: Sequence[float | None]) -> tuple[float, float]:
    """Return mean and median error of the answers that were given, in metres (0, 0 where there are none)."""
    given = [error for error in errors_m if error is not None]
    return (statistics.fmean(given), statistics.median(given)) if given else (0.0, 0.0)
