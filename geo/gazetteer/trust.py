"""Which answers to a bare name are worth giving: what is only spelt alike needs more than its spelling.

A look-up tells all that a name may mean, since a report says more of a place than its name. Who asks for a name alone
gets no more than that: of villages that the gazetteer lacks, asked without their country, nine of ten places that were
spelt alike in countries that write Latin letters, or had a key of four letters or fewer, lay elsewhere, and nineteen of
twenty that were a misspelling away. With the country half of the latter were right, of keys of seven letters or more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.gazetteer.designators import Reading, readings
from geo.gazetteer.folding import WORD, fold, plain_form
from geo.gazetteer.ordering import ROMANISED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.gazetteer.gazetteer import Gazetteer
    from geo.gazetteer.hits import Hit

_FAMOUS = 0.7
"""Prominence from which a misspelling is rather of that place than the name of another."""
_SHORT = 4
_LONG = 7
_VERY_LONG = 10
_WRITTEN_ALIKE = 0.5
_SHORTENED = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


def trusted(gazetteer: Gazetteer, name: str, hits: Iterable[Hit], *, in_country: bool = False) -> tuple[Hit, ...]:
    """Return the ``hits`` of a look-up of ``name`` that are worth an answer where nothing else is known of the place.

    ``in_country``: the asker names the country, and ``hits`` are those that lie in it.
    """
    hits = tuple(hits)
    if all(hit.match == "exact" for hit in hits):
        return hits
    asked = [Reading(name), *readings(name)]
    return tuple(hit for hit in hits if _is_trusted(gazetteer, asked, hit, in_country=in_country))


def _is_trusted(gazetteer: Gazetteer, asked: list[Reading], hit: Hit, *, in_country: bool) -> bool:
    if hit.match == "exact" or (in_country and hit.match == "folded"):
        return True
    romanised = gazetteer.country(hit.row) in ROMANISED
    if hit.match == "fuzzy":
        letters = len(fold(asked[0].name))
        return (
            (in_country and letters >= _LONG)
            or (romanised and letters >= _VERY_LONG)
            or (gazetteer.prominence(hit.row) >= _FAMOUS and _resembles(gazetteer, asked[0].name, hit.row))
        )
    found = next(
        (form for form in asked if any(other.row == hit.row for other in gazetteer.plain(form.name))), asked[0]
    )
    key = fold(found.name)
    if not key.isascii() or found.within is not None:
        # Letters that are no Latin ones fold little; of what is said to hold the place, the look-up has seen to it.
        return True
    return (romanised and len(key) > _SHORT) or _letters(found.name) == _letters(gazetteer.name(hit.row))


def _resembles(gazetteer: Gazetteer, name: str, row: int) -> bool:
    """Tell whether ``name`` is written much like one of the names of a row, not only folded like it.

    Folding makes "koirti" of "Qqqqwerty", an edit away from a spelling of Zürich.
    """
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - 20 ms, only where something was misspelt

    letters = _letters(name)

    def is_alike(other: str) -> bool:
        return bool(Indel.normalized_similarity(letters, _letters(other)) >= _WRITTEN_ALIKE)

    # The further names take a tenth of a second when first asked for: most misspellings are of the own one.
    return is_alike(gazetteer.name(row)) or any(map(is_alike, gazetteer.names(row)))


def _letters(name: str) -> str:
    """Return the letters of a name, however its words are joined, parted and shortened."""
    words = [word.casefold() for word in WORD.findall(plain_form(name).replace("'", "").replace("\u2019", ""))]
    return "".join(_SHORTENED.get(word, word) for word in words)
