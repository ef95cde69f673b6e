"""Texts whose toponyms are marked by hand: ``[Azaz]`` names a place, ``{Syrian}`` its people.

So that what is shown of claims does not hang on how names are recognised and resolved.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.claims.base import Document
from geo.model import Kind, Report, Resolution, Toponym

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from geo.model import Place


def marked(text: str, gazetteer: Gazetteer | None = None, places: dict[str, Place | None] | None = None) -> Document:
    """Return the document of a marked text.

    Each name is resolved to ``places`` where it is listed there (None: unresolved), else to the likeliest
    place that the gazetteer has for it; without a gazetteer to none.
    """
    plain: list[str] = []
    toponyms: list[Toponym] = []
    length = 0
    for piece in re.split(r"(\[[^\]]+\]|\{[^}]+\})", text):
        name = piece
        if len(piece) > 2 and piece[0] in "[{":
            name = piece[1:-1]
            kind = Kind.PLACE if piece[0] == "[" else Kind.DEMONYM
            toponyms.append(Toponym(length, length + len(name), name, kind))
        plain.append(name)
        length += len(name)
    resolutions = tuple(_resolved(toponym, gazetteer, places or {}) for toponym in toponyms)
    return Document(Report("".join(plain)), tuple(toponyms), resolutions, gazetteer)


def _resolved(toponym: Toponym, gazetteer: Gazetteer | None, places: dict[str, Place | None]) -> Resolution:
    if toponym.text in places:
        place = places[toponym.text]
        return Resolution(place, 0.9) if place is not None else Resolution(None, reason="no place of that name")
    if gazetteer is None:
        return Resolution(None, reason="only marked")
    if toponym.kind is Kind.DEMONYM:
        rows = gazetteer.demonym(toponym.text)
    else:
        rows = tuple(hit.row for hit in gazetteer.lookup(toponym.text))
    return Resolution(gazetteer.place(rows[0]), 0.9) if rows else Resolution(None, reason="no place of that name")
