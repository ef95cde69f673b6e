"""What "It" means in "Azaz is a town. *It* lies on the Turkish border", and what is said of it.

Only the plain case of encyclopaedias: the sentence before begins with the name, or with "It" itself, and so on back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.claims._phrases import KIND, MODIFIERS
from geo.patterns import anchored, lazy, trailing

if TYPE_CHECKING:
    from geo.claims.base import Document

__all__ = ["meant_by_it"]

_TOWN = r"(?:city|town|village|port|settlement|hamlet|camp)"
_THING = rf"(?:{_TOWN}|district|province|governorate|region|oblast|country|state|island)"
_IT = anchored(rf"(?:It|(?:The|This)\s{_THING})(?=\s)")
_IT_IS = anchored(
    rf"(?:It|(?:The|This)\s{_THING})(?:\s(?:also|itself|now))?(?:\s(?:is|was|lies|lay|sits|stands|remains)"
    rf"(?:\s(?:also|now|still|located|situated|right|just|today)){{0,2}})?\s(?:(?:an?|the)\s{{1,2}})?(?:{MODIFIERS}(?:{KIND}\s)?)?"
)
"""All that stands before the words of the claim."""
_OF = trailing(r"\b(?:[Tt]he\s)?(?:city|town|village|port|province|region|district)\sof\s\Z", needs=("of",))
_TOLD_OF = anchored(r"(?:\s?\([^()]{1,120}\))?(?:,\s|\s(?:is|was|lies|lay|sits|stands|has|had|became|remains)\b)")
_CALLED_TOWN = lazy(rf"\b{_TOWN}\b")
_BACK, _LEAD = 4, 24


def meant_by_it(document: Document, start: int) -> int | None:
    """Return the toponym that "It" is, where "It lies", "The town is a …" is all that precedes ``start``; else None."""
    sentence = document.sentence_at(start)
    if _IT_IS.fullmatch(document.text, sentence.start, start) is None:
        return None
    number = document.sentence_number(start)
    for earlier in range(number - 1, max(-1, number - 1 - _BACK), -1):
        begin, end = document.sentences[earlier]
        if _IT.match(document.text, begin, end) is not None:
            continue
        named = document.within(begin, end)
        if not named or not document.is_place(named[0]):
            return None
        lead = document.text[begin : document.toponyms[named[0]].start]
        opens = not lead or (len(lead) <= _LEAD and _OF.search(lead) is not None)
        # "Russia attacked Kharkiv. It is …": who does something to another place may be meant, or that place.
        alone = len(named) == 1 or _TOLD_OF.match(document.text, document.toponyms[named[0]].end) is not None
        fits = document.is_town_like(named[0]) or _CALLED_TOWN.search(document.text, sentence.start, start) is None
        return named[0] if opens and alone and fits else None
    return None
