"""Is a claim said of another time than today's, whose borders and capitals no gazetteer here knows?

"In 1914 Lviv lay 90 km from the Russian border", "the capital of Russia until 1918", "then a city in Germany".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.patterns import lazy

if TYPE_CHECKING:
    from geo.claims.base import Document
    from geo.model import Claim

__all__ = ["other_time"]

LAST_YEAR = 1993
"""Most of today's borders are no older: those of Germany, of Yemen, of what was Soviet, Czechoslovak or Yugoslav."""

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = lazy(
    r"\b(?:[Ii]n|[Bb]y|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Ss]ince|[Ff]rom|[Dd]uring|[Bb]etween|[Oo]f|[Oo]n|to|and)\s(?:the\s)?"
    rf"(?:(?:early|late|mid|summer|autumn|spring|winter|end)[\s-](?:of\s)?)?(?:\d{{1,2}}\s)?(?:{_MONTH}\s)?(?:\d{{1,2}},\s)?"
    r"(?P<year>1\d{3})s?\b(?!\s[a-z]{2,14}s\b)(?!\s?(?:km|m|metres?|feet|people|troops|men)\b)(?![,.]?\d)"
)
_ERA = lazy(
    r"\b(?:then\s(?:part|in|the|an?|under|still)|at\sthe\stime|once\s(?:part|the|an?|in)|formerly|used\sto\s(?:be|lie|belong)"
    r"|(?:until|before|after|since)\s(?:its|their|the)\s(?:independence|partition|annexation|revolution|(?:First|Second|Great|world)\s[Ww]ar|fall)"
    r"|(?:1\d|[5-9])th[\s-]century|(?:Ottoman|Habsburg|Soviet|Prussian|colonial|imperial|medieval|ancient|antiquity|tsarist|Byzantine|Roman)\b)",
    re.IGNORECASE,
    needs=("then", "time", "once", "former", "used", "until", "before", "after", "since", "century", "ottoman",
           "habsburg", "soviet", "prussian", "colonial", "imperial", "medieval", "anci", "antiqu", "tsar", "byzant",
           "roman"),
)  # fmt: skip


def other_time(document: Document, claim: Claim) -> str | None:
    """Return the words of the claim's sentence that put it into another time than today's, or None."""
    start, end = document.sentence_at(claim.start)
    for match in _YEAR.finditer(document.text, start, end):
        if int(match["year"]) <= LAST_YEAR:
            return " ".join(match.group().split())
    era = _ERA.search(document.text, start, end)
    return None if era is None else " ".join(era.group().split())
