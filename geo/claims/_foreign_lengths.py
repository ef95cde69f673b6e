"""Distances and directions in Ukrainian, Russian and Arabic: "за 120 км на південний схід від", "على بعد 60 كم جنوب".

The same mentions as :mod:`geo.claims.grammar` finds in English, for texts with Cyrillic or Arabic letters.
All quantifiers are bounded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geo.patterns import anchored, lazy, trailing
from geo.units import METRES, Heading, Length, number_before

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["SCRIPTS", "foreign_mentions"]

SCRIPTS = lazy(r"[\u0400-\u04ff\u0600-\u06ff]", needs=())

_UNIT = lazy(
    r"(?<=[\s\d\u00a0])(?:(?P<kilometre>км|к[иі]лометр\w{0,4}|كيلومتر\w{0,3}|كيلو\s?متر\w{0,3}|كلم|كم)"
    r"|(?P<mile>мил(?:ь|и|ях|і|ю)|ميل\w?|أميال)|(?P<metre>метр\w{0,3}|متر\w{0,2}))(?!\w)"
)
_POINT = (
    r"(?:(?:північн|південн|північно|південно|северо|юго)[а-яіїє]{0,3}[\s-])?"
    r"(?:північ|півночі|південь|півдня|півдні|схід|сходу|захід|заходу|север|юг|восток|запад)[а-яіїєь]{0,3}"
)
_COMPARED = (
    r"(?:північно-|південно-|северо-|юго-)?"
    r"(?:північніше|південніше|східніше|західніше|севернее|южнее|восточнее|западнее)"
)
_SLAVIC = anchored(
    rf"\s{{1,2}}(?:(?:на|к|ко|до)\s{{1,2}}(?P<point>{_POINT})\s{{1,2}}(?:від|вiд|от)"
    rf"|(?P<compared>{_COMPARED})(?:\s{{1,2}}(?:від|от))?|(?P<from>від|от))(?!\w)",
    re.IGNORECASE,
)
_SLAVIC_LONE = lazy(
    rf"(?<!\w)(?:(?:на|к)\s{{1,2}}(?P<point>{_POINT})\s{{1,2}}(?:від|от)|(?P<compared>{_COMPARED})(?:\s{{1,2}}(?:від|от))?)(?!\w)",
    re.IGNORECASE,
)
_ARABIC_SIDE = r"(?:شمال(?:ي|ا|اً)?|جنوب(?:ي|ا|اً)?|شرق(?:ي|ا|اً)?|غرب(?:ي|ا|اً)?)"
_ARABIC_TO = r"(?:إلى|الى|باتجاه)\s{1,2}ال(?:شمال|جنوب|شرق|غرب)(?:\s{1,2}ال(?:شرقي|غربي))?\s{1,2}من"
_ARABIC = anchored(
    rf"\s{{1,2}}(?:(?P<to>{_ARABIC_TO})|(?P<side>{_ARABIC_SIDE}(?:\s{{1,2}}{_ARABIC_SIDE})?)|(?P<from>من|عن))(?!\w)"
    r"(?:\s{1,2}(?:مدينة|بلدة|قرية|العاصمة))?"
)
_ARABIC_LONE = lazy(rf"(?<!\w)(?P<to>{_ARABIC_TO})(?!\w)(?:\s{{1,2}}(?:مدينة|بلدة|قرية|العاصمة))?")
_QUALIFIER = trailing(
    r"(?:\A|(?<!\s)(?=\s))(?=\s{0,4}(?:[мнбпсзвуоأنحقزعب]|مس|\s{0,2}\Z))\s{0,2}(?:(?P<at_most>менш(?:е)?\s(?:ніж|як|чим)|менее(?:\sчем)?|не\sбільше(?:\sніж)?|не\sболее(?:\sчем)?|أقل\sمن)"
    r"|(?P<at_least>більш(?:е)?\s(?:ніж|як)|понад|более(?:\sчем)?|свыше|أكثر\sمن)"
    r"|(?P<about>приблизно|близько|майже|примерно|около|почти|نحو|حوالي|حوالى|قرابة|زهاء))?"
    r"\s{0,2}(?:(?<!\w)(?:за|в|у|на\sвідстані|на\sрасстоянии|(?:على\s)?(?:بعد|مسافة))\s{1,2})?"
    r"(?:(?P<at_most2>менш(?:е)?\s(?:ніж|як)|менее|أقل\sمن)|(?P<at_least2>більш(?:е)?\s(?:ніж|як)|понад|более|أكثر\sمن)"
    r"|(?P<about2>приблизно|близько|майже|примерно|около|почти|نحو|حوالي|حوالى|قرابة|زهاء))?\s{0,2}\Z",
    re.IGNORECASE,
)
_LETTERS = (
    ("N", lazy(r"півн(?:іч|оч)|север|شمال", re.IGNORECASE)),
    ("S", lazy(r"півд|юг|юж|جنوب", re.IGNORECASE)),
    ("E", lazy(r"схід|сход|восто|شرق", re.IGNORECASE)),
    ("W", lazy(r"захід|заход|запад|غرب", re.IGNORECASE)),
)
_AZIMUTHS = {"N": 0.0, "NE": 45.0, "E": 90.0, "SE": 135.0, "S": 180.0, "SW": 225.0, "W": 270.0, "NW": 315.0}
_WINDOW = 40


def foreign_mentions(text: str, make: Callable[..., Any]) -> Iterator[Any]:
    """Yield ``make(start, end, length, heading, relation, after, qualifier)`` for each mention in ``text``.

    ``make`` builds a :class:`geo.claims.grammar.Mention`.
    """
    taken: list[tuple[int, int]] = []
    for match in _UNIT.finditer(text):
        number = number_before(text, match.start())
        found = _SLAVIC.match(text, match.end()) or _ARABIC.match(text, match.end())
        if number is None or found is None:
            continue
        unit = match.lastgroup or "kilometre"
        metres = METRES[unit]
        length = Length(
            number.start,
            match.end(),
            max(0.0, (number.low - number.slack) * metres),
            (number.high + number.slack) * metres,
            unit,
            (number.low + number.high) / 2.0,
            number.slack,
        )
        qualifier, start = _qualifier(text, number.start)
        heading = _heading(found.group()) if found.lastgroup != "from" else None
        taken.append((start, found.end()))
        yield make(
            start, found.end(), length, heading, "of" if heading else "from", _after(text, found.end()), qualifier
        )
    for pattern in (_SLAVIC_LONE, _ARABIC_LONE):
        for match in pattern.finditer(text):
            heading = _heading(match.group())
            if heading is not None and not any(start < match.end() and match.start() < end for start, end in taken):
                yield make(match.start(), match.end(), None, heading, "of", _after(text, match.end()), None)


def _qualifier(text: str, start: int) -> tuple[str | None, int]:
    begin = max(0, start - _WINDOW)
    match = _QUALIFIER.search(text[begin:start])
    if match is None:
        return None, start
    named = next((name for name, words in match.groupdict().items() if words), None)
    return (named.rstrip("2") if named else None), _after(text, begin + match.start())


def _heading(words: str) -> Heading | None:
    name = "".join(letter for letter, pattern in _LETTERS if pattern.search(words))
    return Heading(name, _AZIMUTHS[name], 45.0 if len(name) == 1 else 22.5) if name in _AZIMUTHS else None


def _after(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
