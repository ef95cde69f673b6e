"""What a place is called on a map: as the reports spell it, where the gazetteer knows that spelling as its name.

A gazetteer writes "Al Ḩudaydah" where every reader of the report knows Hodeidah. Only names in Latin letters are
taken, as the other scripts stand beside them anyway, and none of a country: those are written as on the map around.
Another name, such as a former one, is no spelling: that a place bears it is rather to be doubted than to be drawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from geo.gazetteer.folding import fold
from geo.model import Analysis, Kind, Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.model import Place, Resolution

__all__ = ["as_reported", "spelled"]

_FULL = {"exact": 1.0, "folded": 0.8}
"""The score of a hit whose name is all that was asked for; a part or another kind of place scores less."""

_ARTICLES = frozenset(
    ("a", "ad", "adh", "al", "an", "ar", "as", "ash", "at", "ath", "az", "el", "il", "l", "la", "le", "los", "the")
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff'\u2018\u2019\u02bb\u02bc -]+")
_SHORTEST = 3
_ALIKE = 0.6
"""The least likeness of two spellings, as they sound. Of 57 respelled places in 160 reports all transliterations lie
above it (El Geneina, Al-Junaynah: .67), other names below .45 (Lakeville for Conneaut)."""


def as_reported(analyses: Iterable[Analysis], gazetteer: Any) -> dict[str, str]:  # noqa: ANN401 - only its ``lookup`` and ``row_of`` are used
    """Return the spelling that the reports use most, by the id of the place, where it is not the gazetteer's own.

    ``gazetteer`` answers ``lookup`` and ``row_of``.
    """
    counts: dict[str, Counter[str]] = {}
    places: dict[str, Place] = {}
    for analysis in analyses:
        for toponym, resolution in zip(analysis.toponyms, analysis.resolutions, strict=True):
            place = resolution.place
            if place is None or toponym.kind is Kind.DEMONYM or not _may_be_respelled(place):
                continue
            written = " ".join(toponym.text.split())
            if written == place.name or _is_a_name(written):
                places[place.id] = place
                counts.setdefault(place.id, Counter())[written] += 1
    found = {}
    for identifier, spellings in counts.items():
        place = places[identifier]
        # In doubt the gazetteer's own, then the first in the text.
        best = max(spellings, key=lambda name: (spellings[name], name == place.name))
        if _is_spelling(best, place.name) and _is_known(gazetteer, best, identifier):
            found[identifier] = best
    return found


def spelled(analyses: Iterable[Analysis], spellings: Mapping[str, str]) -> tuple[Analysis, ...]:
    """Return the analyses with their places under these names."""

    def resolution_of(resolution: Resolution) -> Resolution:
        place = resolution.place
        if place is None or place.id not in spellings:
            return resolution
        return replace(resolution, place=replace(place, name=spellings[place.id]))

    if not spellings:
        return tuple(analyses)
    return tuple(
        replace(analysis, resolutions=tuple(map(resolution_of, analysis.resolutions))) for analysis in analyses
    )


def _may_be_respelled(place: Place) -> bool:
    return place.source == "gazetteer" and place.precision is not Precision.COUNTRY


def _is_a_name(written: str) -> bool:
    """Return whether this can stand on a map: Latin letters, no abbreviation, nor the capitals of a dateline."""
    return len(written) >= _SHORTEST and _LATIN.fullmatch(written) is not None and not written.isupper()


def _is_spelling(written: str, name: str) -> bool:
    """Return whether one name is written in another way, and nothing of it left out."""
    if written == name or _is_cut_short(written, name):
        return False
    return SequenceMatcher(None, fold(written), fold(name)).ratio() >= _ALIKE


def _is_cut_short(written: str, name: str) -> bool:
    """Return whether words that tell what a place is are left out: Jackson is not yet Jackson County."""
    short, long = _words(written), _words(name)
    return short < long


def _words(name: str) -> frozenset[str]:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not _is_mark(letter))
    return frozenset(plain.replace("-", " ").split()) - _ARTICLES


def _is_mark(letter: str) -> bool:
    return unicodedata.combining(letter) != 0 or letter in "'\u2018\u2019\u02bb\u02bc"


def _is_known(gazetteer: Any, written: str, identifier: str) -> bool:  # noqa: ANN401 - see as_reported
    row = gazetteer.row_of(identifier)
    return any(hit.row == row and hit.score >= _FULL.get(hit.match, 2.0) for hit in gazetteer.lookup(written))
