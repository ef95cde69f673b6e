"""Texts whose toponyms are marked by hand: ``[Azaz]`` names a place, ``{Syrian}`` its people."""

from __future__ import annotations

import re

from geo.claims.base import Document
from geo.model import Kind, Report, Resolution, Toponym


def marked(text: str) -> Document:
    """Return the document of a marked text, every toponym unresolved, without a gazetteer."""
    plain: list[str] = []
    toponyms: list[Toponym] = []
    length = 0
    for piece in re.split(r"(\[[^\]]+\]|\{[^}]+\})", text):
        if piece[:1] in {"[", "{"}:
            name = piece[1:-1]
            kind = Kind.PLACE if piece[0] == "[" else Kind.DEMONYM
            toponyms.append(Toponym(length, length + len(name), name, kind))
            piece = name  # noqa: PLW2901 - the marks fall away
        plain.append(piece)
        length += len(piece)
    resolutions = tuple(Resolution(None, reason="only marked") for _ in toponyms)
    return Document(Report("".join(plain)), tuple(toponyms), resolutions)
