"""French, Spanish, German and Turkish text, as far as the recogniser for English may be led astray by it.

The recogniser has learnt from English. In these languages words that are capitalised for another reason are taken out
of what it finds (the first words of sentences, German nouns behind an article), and letters joined to a name by an
apostrophe are parted from it before it reads ("d'Alep", "Ukrayna'nın"). Well-known names that it does not find are
added where no other capitalised word stands beside them, as it does in the names of people.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo.patterns import lazy
from geo.toponyms.lexicon import sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.gazetteer import Gazetteer

_ENGLISH = (" the ", " of ", " and ", " to ")
_LETTERS_A_WORD = 120
"""English has one of the words above at least in so many letters of running text."""
_LEAST = 3
"""Fewest function words that tell the language of a text."""
_LOOKED_AT = 4_000
"""Letters at the beginning that tell the language."""
SURE = 0.55
"""Prominence from which a name is added to what the recogniser for English found."""
_BESIDE = lazy(r"(?:(?P<before>[^\W\d_][\w'’-]{0,30})[ -])?\Z")
_BEHIND = lazy(r"[ -][^\W\d_a-zß-öø-ÿ][\w'’]{1,30}")
_NAMES = {"fr": "French", "es": "Spanish", "de": "German", "tr": "Turkish"}
_HEBREW = lazy(r"[\u05d0-\u05ea]{1,20}")
_PERSIAN = lazy(r"[\u067e\u0686\u0698\u06a9\u06af\u06cc]")
"""Letters that Persian, Pashto and Urdu have and Arabic has not."""
_TURKISH = frozenset("ğış")
_WORD = lazy(r"[^\W\d_]{1,20}")
_APOSTROPHES = {
    "fr": lazy(r"(?<![^\W\d_])(?:[LlDdSsNnMm]|[Qq]u|[Jj]usqu|[Ll]orsqu)(?P<sign>['’])(?=[A-ZÀ-ÖØ-Þ])"),
    "tr": lazy(r"(?<=[^\W\d_])(?P<sign>['’])(?=[a-zçğıöşü]{1,6}(?![^\W\d_]))"),
}
_ARTICLES = frozenset(
    ("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine",
     "keinen", "am", "zum", "zur", "beim", "ins", "dieser", "diese", "dieses", "diesen", "jeder", "jede", "jedes",
     "seine", "seiner", "seinem", "ihre", "ihrer", "ihrem", "unsere", "viele", "alle", "mehrere")
)  # fmt: skip
_COUNTRY = ("PCL", "RGN", "ADM1", "SEA", "OCN", "GULF", "STM", "CONT", "MT", "DSRT", "ISL", "STRT", "LK", "PEN")
"""Features that bear an article in German: "im Irak", "die Ukraine", "am Tigris"."""


def language(text: str) -> str:
    """Return "fr", "es", "de" or "tr" where the words of ``text`` tell that, else "".

    >>> language("Le maire de la ville est dans les rues."), language("The mayor of the town is in the streets.")
    ('fr', '')
    """
    head = text[:_LOOKED_AT].lower()
    english = sum(map(head.count, _ENGLISH))
    if english and english * _LETTERS_A_WORD >= len(head):
        return ""
    words = _WORD.findall(head)
    counts = {code: sum(map(told.__contains__, words)) for code, told in _telling().items()}
    counts["tr"] += sum(not _TURKISH.isdisjoint(word) for word in words)
    best = max(counts, key=lambda code: (counts[code], code))
    return best if counts[best] >= _LEAST and counts[best] > 2 * english else ""


def without_claims(text: str) -> str:
    """Return the English name of the language of ``text`` where its places are found and its claims not read; else "".

    >>> without_claims("Le maire de la ville est dans les rues."), without_claims("Мер міста поїхав.")
    ('French', '')
    """
    head = text[:_LOOKED_AT]
    if len(_HEBREW.findall(head)) * 2 > len(_WORD.findall(head)):
        return "Hebrew"
    if len(_PERSIAN.findall(head)) >= _LEAST:
        return "Persian, Pashto or Urdu"
    return _NAMES.get(language(text), "")


@cache
def _telling() -> dict[str, frozenset[str]]:
    return {name[:2]: frozenset(words) for name, words in sections("foreign.txt").items() if name.endswith("_telling")}


@cache
def _common() -> dict[str, frozenset[str]]:
    return {name[:2]: frozenset(words) for name, words in sections("foreign.txt").items() if name.endswith("_common")}


def parted(text: str, code: str) -> str:
    """Return ``text`` of the same length with a space for the apostrophe between a name and what is joined to it.

    >>> parted("près d'Alep, l'Ukraine et l'eau", "fr"), parted("Ukrayna'nın doğusu", "tr")
    ("près d Alep, l Ukraine et l'eau", 'Ukrayna nın doğusu')
    """
    pattern = _APOSTROPHES.get(code)
    if pattern is None:
        return text
    return pattern.sub(lambda match: match[0].replace(match["sign"], " "), text)


def is_common(text: str, start: int, end: int, code: str, gazetteer: Gazetteer) -> bool:
    """Tell whether what was found from ``start`` to ``end`` is rather a word of the language."""
    surface = text[start:end].lower()
    if surface in _common()[code]:
        return True
    if code != "de" or " " in surface:
        return False
    before = text[max(0, start - 12) : start].lower().split()
    if not before or before[-1] not in _ARTICLES or text[start - 1 : start] != " ":
        return False
    rows = gazetteer.exact_rows(text[start:end])
    return not any(gazetteer.feature_code(row).startswith(_COUNTRY) for row in rows[:3])


def well_known(text: str, code: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield start and end of the well-known names in a text of the language ``code``, people's names left out."""
    for start, end, hits in gazetteer.scan(text):
        if hits[0].match != "exact" or gazetteer.prominence(hits[0].row) < SURE or end - start < _LEAST:
            continue
        if is_common(text, start, end, code, gazetteer) or _BEHIND.match(text, end):
            continue
        beside = _BESIDE.search(text[max(0, start - 32) : start])
        before = beside["before"] if beside else None
        if before is None or before[0].islower() or before.lower() in _common()[code]:
            yield start, end
