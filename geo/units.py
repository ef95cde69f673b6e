"""Lengths, compass words and times as reports write them: "40 miles", "a dozen km", "NNW" → metres, degrees.

Grammar alone: nothing here knows a place. Every regular expression has bounded quantifiers, so that the
time is linear in the text. Metres of a mile and so on are exact (international yard of 1959, nautical
mile of 1929).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from geo.patterns import anchored, lazy, trailing

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "COMPASS_PATTERN",
    "METRES",
    "Duration",
    "Heading",
    "Length",
    "Number",
    "as_written",
    "durations",
    "heading_of",
    "lengths",
    "number_before",
]

_ONE_NUMBER = 0.1
"""A range no wider than this part of its middle is the rounding of one number."""
_EXACT = 1e-6
_SLACKS = (0.5, 5.0, 50.0)
METRES = {
    "kilometre": 1000.0,
    "mile": 1609.344,
    "nautical mile": 1852.0,
    "metre": 1.0,
    "yard": 0.9144,
    "foot": 0.3048,
    "league": 4828.032,
}
"""Metres of one unit."""


class Number(NamedTuple):
    """A number in words or figures: from ``low`` to ``high``, each give or take ``slack``.

    ``start`` is where it begins in the text. ``slack`` is half of the last digit that means something:
    10 → 0.5, 100 → 5, 140 → 5, 10.5 → 0.25. ``vague`` numbers ("a few") have a range of their own.
    """

    low: float
    high: float
    slack: float
    start: int
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """A length in a text: metres from ``low_m`` to ``high_m``, the slack of the last digit included.

    ``start`` and ``end`` are its span; ``value`` is the middle of what is written, in ``unit`` (a key of
    :data:`METRES`); ``slack`` is half of its last meaningful digit, in that unit too. ``hyphenated``
    lengths ("40-mile") mostly measure a thing, not a way. ``vague``: "a few miles".
    """

    start: int
    end: int
    low_m: float
    high_m: float
    unit: str
    value: float
    slack: float
    hyphenated: bool = False
    vague: bool = False

    @property
    def middle_m(self) -> float:
        """The middle of what is written, in metres."""
        return self.value * METRES[self.unit]


class Heading(NamedTuple):
    """A direction: its 16-point name ("NW", or "W-NW" for both), middle and half-width in degrees.

    The half-width is that of the georeferencing guides: 45° for N, 22.5° for NE, 11.25° for NNE
    (Chapman and Wieczorek 2020, doi:10.15468/doc-gg7h-s853).
    """

    name: str
    azimuth_deg: float
    half_angle_deg: float


class Duration(NamedTuple):
    """A travel time in a text, in hours from ``low_h`` to ``high_h``."""

    start: int
    end: int
    low_h: float
    high_h: float


_ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_GLYPHS = {
    "½": 1 / 2,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "⅕": 1 / 5,
    "⅛": 1 / 8,
    "⅜": 3 / 8,
    "⅝": 5 / 8,
    "⅞": 7 / 8,
}
_PARTS = {
    "half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4, "fifth": 1 / 5,
    "fifths": 1 / 5, "eighth": 1 / 8, "eighths": 1 / 8, "tenth": 1 / 10, "tenths": 1 / 10,
}  # fmt: skip
_VAGUE = {"couple": (2.0, 2.0), "few": (2.0, 6.0), "several": (2.0, 9.0), "handful": (2.0, 6.0)}
_MANY = {
    "dozens": (24.0, 99.0),
    "tens": (20.0, 99.0),
    "scores": (40.0, 160.0),
    "hundreds": (200.0, 999.0),
    "thousands": (2000.0, 9999.0),
}
_SCALES = {"dozen": 12.0, "score": 20.0, "hundred": 100.0, "thousand": 1000.0}

_S = r"[\s\u2009\u202f-]{1,2}"
_DIGIT = "|".join(list(_ONES)[1:10])
_BELOW_20 = "|".join(sorted(_ONES, key=len, reverse=True))
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:{_S}(?:{_DIGIT}))?|{_BELOW_20})"
_COUNT = rf"(?:a\s(?:couple|few|handful)(?:\sof)?|couple\sof|several|few|half(?:\sa)?|an?|{_SMALL}|\d{{1,3}}(?:\.\d)?)"
_REST = rf"(?:{_S}(?:and{_S})?(?:{_SMALL}{_S}hundred(?:{_S}(?:and{_S})?{_SMALL})?|{_SMALL}))?"
_LARGE = rf"(?:{_COUNT}{_S}(?:hundred|thousand)(?:{_S}thousand)?{_REST})"
_DOZEN = rf"(?:(?:{_COUNT}{_S})?(?:dozen|score)(?:\sof)?)"
_MANIES = rf"(?:(?:many\s)?(?:{'|'.join(_MANY)})\sof)"
_FRACTION = (
    rf"(?:(?:one|two|three|an?|\d){_S}(?:half|thirds?|quarters?|fifths?|eighths?|tenths?)(?:\sof(?:\san?|\sone)?|\san?)?"
    r"|half(?:\sof)?(?:\san?)?|quarter(?:\sof)?\san?|third\sof\sa)"
)
_FIGURES = (
    r"(?:\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,3})?|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,2}|\d{1,3}(?:\.\d{3}){2,3}"
    r"|(?:\d{1,4}[ \u00a0-]?)?[½¼¾⅓⅔⅕⅛⅜⅝⅞]|(?:\d{1,4}[ \u00a0-])?\d{1,2}[/⁄]\d{1,2}|\d{1,7}(?:[.,]\d{1,3})?)"
)
_VAGUES = r"(?:a\s(?:very\s)?(?:couple|few|handful)(?:\sof)?|couple\sof|several|few|some\sfew)"
_WORDS = rf"(?:{_SMALL}(?:\sand\s(?:a|one)(?:{_S})(?:half|quarter|third))?)"
# Figures that no "hundred", "dozen" or "half" follows; the second separator is a letter of neither.
_OTHER_THAN_MANY = rf"\d{{1,3}}(?!\.?\d)(?!{_S}[htds\s\u2009\u202f-])"
_OTHER_THAN_PART = rf"\d(?!{_S}[htqfe\s\u2009\u202f-])"
# An article is the commonest word of a text: what may follow it is looked at before everything else is tried.
_NUMBER = (
    rf"(?!an?\s(?![cdefhoqstv])|{_OTHER_THAN_MANY})(?:(?P<large>{_LARGE})|(?P<dozen>{_DOZEN}))|(?P<many>{_MANIES})"
    rf"|(?!an?\s(?![hetfq])|{_OTHER_THAN_PART})(?P<part>{_FRACTION})|(?!\d)(?P<words>{_WORDS})"
    rf"|(?P<figures>{_FIGURES}(?:\sand\s(?:a|one)(?:{_S})(?:half|quarter|third))?)|(?P<vague>{_VAGUES})"
    r"|(?P<one>an?|a\ssingle)"
)
_BEFORE = rf"(?<!\w)(?=[a-z\d½¼¾⅓⅔⅕⅛⅜⅝⅞])(?<!\d[.,/])(?:{_NUMBER})"
_AT_END = trailing(rf"{_BEFORE}(?P<joint>[\s\u00a0\u2009\u202f]{{0,3}}|-)\Z", re.IGNORECASE)
_RANGE_END = trailing(
    rf"(?P<between>\bbetween\s|\bfrom\s)?{_BEFORE}\s?(?:km|kilomet(?:er|re)s?|kms|miles?|mi|m|met(?:er|re)s?)?"
    r"(?P<link>\s?[-\u2010-\u2015]\s?|\sto\s|\sor\s|\sand\s)\Z",
    re.IGNORECASE,
)

_PLAIN = trailing(r"(?:^|[^\W\d_]\s|[(;:~≈]\s?|,\s)(\d{1,3}(?:,\d{3}|[.,]\d{1,2})?)[\s\u00a0-]?\Z")
"""Figures after a word or a bracket: what most numbers are, and much faster than all forms."""

_LOOSE = trailing(r"(?:[\s-]odd|\sor\sso|\+)[\s\u00a0-]\Z", re.IGNORECASE, needs=("odd", "or", "+"))
"""Between a number and its unit: "twenty-odd miles", "ten or so kilometres"."""
_BLANKS = " \u00a0-\n\t"
_LAST_WORDS = frozenset((*_ONES, *_TENS, *_SCALES, *_PARTS, *_VAGUE, "of", "a", "an", "single"))
"""What a number in words ends with: most words before a unit end none, and one look is cheaper than all forms."""

_LINKS = ("to", "or", "and", "-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015")

_UNITS = {
    "kilometre": r"kilomet(?:er|re)s?|kms?|klicks?",
    "nautical mile": r"nautical[\s-]miles?|sea\smiles?|nmi|NM",
    "mile": r"(?:statute\s)?miles?|mi",
    "metre": r"met(?:er|re)s?|m",
    "yard": r"yards?|yds?",
    "foot": r"feet|foot|ft",
    "league": r"leagues?",
}
_UNIT = lazy(
    r"(?<![^\W\d_])(?:"
    + "|".join(f"(?P<{name.replace(' ', '_')}>{pattern})" for name, pattern in _UNITS.items())
    # Not a speed, an area, a volume, and not a possessive ("the mile's end").
    + r")(?![\w²³])(?!\.?\s?/\s?[hs]\b)(?!\s(?:per|an)\s(?:hour|second))(?!\d)(?!['’]s)",
    re.IGNORECASE,
)
_SQUARE = trailing(r"(?:square|sq\.?|cubic)[\s-]\Z", re.IGNORECASE, needs=("sq", "cubic"))
_AND_A_PART = anchored(r"\sand\s(?:a|one)[\s-](half|quarter|third)\b", re.IGNORECASE, needs=("and",))
_CURRENCY = "$€£¥₽₴"
_WINDOW = 72


def lengths(text: str) -> Iterator[Length]:
    """Yield the lengths written in ``text``, in order; a number without a unit is none."""
    waiting: Length | None = None
    for match in _UNIT.finditer(text):
        found = _length_at(text, match)
        if found is None:
            continue
        # "5 km to 10 km" is one length: the second reaches back over the first.
        if waiting is not None and waiting.start < found.start:
            yield waiting
        waiting = found
    if waiting is not None:
        yield waiting


def _length_at(text: str, match: re.Match[str]) -> Length | None:
    unit = (match.lastgroup or "").replace("_", " ")
    number = number_before(text, match.start())
    if number is None or _SQUARE.search(text, max(0, match.start() - 8), match.start()):
        return None
    if match.group() == "Mile" and text[number.start].isupper():
        return None  # "Ten Mile" and "Seven Mile" are places
    if match.group() in ("m", "M", "mi", "MI", "Mi") and not _is_metre_or_mile(text, match, number):
        return None
    end = match.end()
    tail = _AND_A_PART.match(text, end)
    if tail is not None and number.low == number.high and not number.vague:
        number = number._replace(
            low=number.low + _PARTS[tail[1].lower()], high=number.high + _PARTS[tail[1].lower()], slack=0.25
        )
        end = tail.end()
    metres = METRES[unit]
    joint = text[match.start() - 1]
    return Length(
        start=number.start,
        end=end,
        low_m=max(0.0, number.low - number.slack) * metres,
        high_m=(number.high + number.slack) * metres,
        unit=unit,
        value=(number.low + number.high) / 2.0,
        slack=number.slack,
        hyphenated=joint in "-\u2010\u2011",
        vague=number.vague,
    )


def _is_metre_or_mile(text: str, match: re.Match[str], number: Number) -> bool:
    """Tell "800 m" from "2.5m people", "$20m" and "m" as a word: figures, no currency, and a length that is likely."""
    figures = text[number.start : match.start()]
    if not figures[:1].isdigit() or text[number.start - 1 : number.start] in tuple(_CURRENCY):
        return False
    if match.group().lower() == "mi":
        return True
    spaced = figures[-1:].isspace()
    return match.group() == "m" and (spaced or (number.low >= 5.0 and "." not in figures))  # noqa: PLR2004 - "5m" and up


def number_before(text: str, end: int) -> Number | None:
    """Return the number, or range of numbers, that ends right before ``end``; None where there is none."""
    begin = max(0, end - _WINDOW)
    window = text[begin:end]
    loose = _LOOSE.search(window[-8:]) if window[-1:] in _BLANKS else None
    if loose is not None:
        number = number_before(text, end - len(loose.group()))
        # "Twenty-odd", "ten or so": give or take a fifth.
        return None if number is None else number._replace(slack=max(number.slack, 0.2 * number.low))
    plain = _PLAIN.search(window[-16:])
    if plain is not None:
        value, slack = _figure(plain[1])
        at = len(window) - len(window[-16:]) + plain.start(1)
        return _with_range(window[:at], begin, _exactly(value, slack, begin + at))
    last = window.rstrip().removesuffix("-")
    if not last[-1:].isdigit() and last[-1:] not in _GLYPHS:
        words = last.replace("-", " ").split()
        if not words or words[-1].lower() not in _LAST_WORDS:
            return None
    match = _AT_END.search(window)
    if match is None:
        return None
    number = _parsed(match, begin)
    if number is None:
        return None
    return _with_range(window[: match.start()], begin, number)


def _with_range(window: str, begin: int, number: Number) -> Number:
    """Return ``number`` with the lower end of a range that stands before it ("40 to", "40–", "between 40 and")."""
    if number.vague or not window.rstrip().lower().endswith(_LINKS):
        return number
    match = _RANGE_END.search(window)
    if match is None or (match["link"].strip().lower() == "and" and not match["between"]):
        return number
    low = _parsed(match, begin)
    if low is None or low.vague or not 0.0 < low.low < number.low:
        return number
    if match["one"] is not None:
        return number
    start = low.start if match["between"] is None or match["link"].strip() != "and" else begin + match.start()
    return Number(low.low, number.high, max(low.slack, number.slack), start)


def _parsed(match: re.Match[str], begin: int) -> Number | None:
    group = next(
        name
        for name in ("large", "dozen", "many", "part", "words", "figures", "vague", "one")
        if match[name] is not None
    )
    words = match[group].lower().replace("\u00a0", " ").replace("\u2009", " ").replace("\u202f", " ")
    start = begin + match.start(group)
    return _PARSERS[group](words, start)


_WHOLE_AND_PART = lazy(r"(?:(\d{1,4})[ -])?(\d{1,2})[/⁄](\d{1,2})")


def _parse_figures(words: str, start: int) -> Number | None:
    body, _, tail = words.partition(" and ")
    extra = _PARTS[re.split(r"[\s-]", tail)[-1]] if tail else 0.0
    if body[-1] in _GLYPHS:
        whole = body[:-1].strip(" -")
        return _exactly((float(whole) if whole else 0.0) + _GLYPHS[body[-1]], 0.25, start)
    if "/" in body or "⁄" in body:
        whole, over, under = _WHOLE_AND_PART.findall(body)[0]
        return None if int(under) == 0 else _exactly(float(whole or 0) + int(over) / int(under), 0.25, start)
    value, slack = _figure(body)
    return _exactly(value + extra, 0.25 if extra else slack, start)


def _figure(body: str) -> tuple[float, float]:
    """Return value and slack of a number in figures, with thousands and with a decimal point or comma."""
    body = body.replace(" ", "")
    groups = re.split(r"[.,]", body)
    thousands = len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and groups[0].lstrip("0") != ""  # noqa: PLR2004
    if thousands and ("," in body or len(groups) > 2) and not ("," in body and "." in body):  # noqa: PLR2004 - 1,200; 1.200.000
        return _whole("".join(groups))
    if "," in body and "." in body:
        body = body.replace(",", "")
    body = body.replace(",", ".")
    if "." not in body:
        return _whole(body)
    decimals = body.partition(".")[2]
    slack = 0.25 if decimals == "5" else 0.5 * 10.0 ** -len(decimals)
    return float(body), slack


def as_written(low_m: float | None, high_m: float | None, unit: str | None) -> tuple[float, float]:
    """Return the number that a length was written with, in its unit: ``low_m`` to ``high_m`` without their slack.

    Both ends are the same for a single number ("two miles" is 1.5 to 2.5 miles with its slack, and 2.0 without) and
    for a bound, of which one end is None; the unit is kilometres where it is not known. 0.0 where both are None.
    """
    size = METRES.get((unit or "").split(" or ")[0], 1000.0)
    if low_m is None or high_m is None:
        bound = ((low_m if low_m is not None else high_m) or 0.0) / size
        sign = -1.0 if low_m is None else 1.0
        written = next((number for slack in _SLACKS if _is_whole(number := bound + sign * slack, slack)), bound)
        return written, written
    low, high = low_m / size, high_m / size
    middle, width = (low + high) / 2.0, high - low
    if width <= _ONE_NUMBER * middle or (width <= 1.0 + _EXACT and abs(4.0 * middle - round(4.0 * middle)) < _EXACT):
        return middle, middle
    for slack in _SLACKS:
        first, last = low + slack, high - slack
        if first < last and (_is_whole(first, slack) or _is_whole(last, slack)):
            return float(round(first)), float(round(last))
    return low, high


def _is_whole(number: float, slack: float) -> bool:
    """Return whether a number is a whole one whose last digit that means something leaves that slack."""
    whole = round(number)
    return whole > 0 and abs(number - whole) < _EXACT and _whole(str(whole))[1] == slack


def _whole(figures: str) -> tuple[float, float]:
    """Return value and slack of a whole number: at least two of its digits are taken to mean something."""
    bare = figures.lstrip("0")
    zeros = len(bare) - len(bare.rstrip("0"))
    return float(figures), 0.5 * 10.0 ** max(0, min(zeros, len(bare) - 2))


def _exactly(value: float, slack: float, start: int) -> Number:
    return Number(value, value, min(slack, max(value / 2.0, 0.0)), start)


def _small(words: str) -> float:
    """Return a number below 100 in words."""
    parts = [part for part in re.split(r"[\s-]+", words.strip()) if part]
    return float(sum(_TENS.get(part, _ONES.get(part, 0)) for part in parts))


def _parse_words(words: str, start: int) -> Number | None:
    body, _, tail = words.partition(" and ")
    value = _small(body)
    if tail:
        return _exactly(value + _PARTS[re.split(r"[\s-]", tail)[-1]], 0.25, start)
    return _exactly(value, 0.5, start)


def _count(words: str) -> tuple[float, float]:
    """Return low and high of what stands before "hundred", "dozen" …: "two", "a few", "a couple of"."""
    for word, (low, high) in _VAGUE.items():
        if word in words:
            return low, high
    if words.startswith("half"):
        return 0.5, 0.5
    figures = re.match(r"\d+(?:\.\d)?", words)
    value = float(figures[0]) if figures else _small(words) or 1.0
    return value, value


def _parse_large(words: str, start: int) -> Number | None:
    match = re.match(
        r"(.{0,40}?)[\s-]+(hundred|thousand)(?:[\s-]+(thousand))?(?:[\s-]+(?:and[\s-]+)?(.{1,60}))?$", words
    )
    if match is None:
        return None
    low, high = _count(match[1])
    scale = _SCALES[match[2]] * (1000.0 if match[3] else 1.0)
    rest = 0.0
    if match[4]:
        above, _, below = match[4].rpartition("hundred")
        rest = (_small(above) * 100.0 if above else 0.0) + _small(re.sub(r"\band\b", " ", below))
    if low != high:
        return Number(low * scale, high * scale, 0.0, start, vague=True)
    value = low * scale + rest
    slack = _whole(str(int(value)))[1]
    return _exactly(value, 0.5 * scale if "couple" in match[1] else slack, start)


def _parse_dozen(words: str, start: int) -> Number | None:
    scale = 12.0 if "dozen" in words else 20.0
    before = re.split(r"[\s-]{0,2}(?:dozen|score)", words)[0]
    low, high = _count(before) if before else (1.0, 1.0)
    if low != high:
        return Number(low * scale, high * scale, 0.0, start, vague=True)
    return _exactly(low * scale, max(1.0, low * scale / 12.0), start)


def _parse_many(words: str, start: int) -> Number | None:
    low, high = next(bounds for word, bounds in _MANY.items() if word in words)
    return Number(low, high, 0.0, start, vague=True)


def _parse_part(words: str, start: int) -> Number | None:
    parts = re.split(r"[\s-]+", words)
    size = next(_PARTS[part] for part in parts if part in _PARTS)
    times = float(_ONES.get(parts[0], 0)) or (float(parts[0]) if parts[0].isdigit() else 1.0)
    return _exactly(times * size, size / 2.0, start)


def _parse_vague(words: str, start: int) -> Number | None:
    low, high = next(bounds for word, bounds in _VAGUE.items() if word in words)
    return _exactly(low, 1.0, start) if low == high else Number(low, high, 0.0, start, vague=True)


def _parse_one(_words: str, start: int) -> Number | None:
    return _exactly(1.0, 0.5, start)


_PARSERS = {
    "large": _parse_large,
    "dozen": _parse_dozen,
    "many": _parse_many,
    "part": _parse_part,
    "words": _parse_words,
    "figures": _parse_figures,
    "vague": _parse_vague,
    "one": _parse_one,
}

_POINTS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
_HALF_ANGLES = {1: 45.0, 2: 22.5, 3: 11.25}
_WORD_LETTERS = {"north": "N", "south": "S", "east": "E", "west": "W"}

COMPASS_PATTERN = (
    r"(?:(?i:north|south|east|west)(?:[\s-]{0,2}(?i:north|south|east|west)){0,2}"
    r"|(?:NNE|NNW|SSE|SSW|ENE|ESE|WNW|WSW|N\.?E|N\.?W|S\.?E|S\.?W|[NSEW])(?:\.(?=\s))?)(?![^\W\d_])"
)
"""Matches one compass point, in words or letters; use with :func:`heading_of`."""

_LETTER_OR_WORD = lazy(r"north|south|east|west|[NSEW]", re.IGNORECASE)


def heading_of(words: str) -> Heading | None:
    """Return the heading of "north-west", "WSW", "south east" or "west and northwest"; None if it is none.

    Two points are taken as the sector from one to the other where they are neighbours (67.5° or less
    apart); farther apart they are none.
    """
    points = [_point(part) for part in re.split(r"\s(?:and|or|to)\s(?:to\s)?(?:the\s)?|\s?/\s?", words.strip())]
    if not points or any(point is None for point in points) or len(points) > 2:  # noqa: PLR2004 - one, or a pair
        return None
    first = points[0]
    assert first is not None
    if len(points) == 1:
        return _simple(first)
    second = points[1]
    assert second is not None
    return _sector(first, second)


def _point(words: str) -> str | None:
    letters = "".join(_WORD_LETTERS.get(found.lower(), found.upper()) for found in _LETTER_OR_WORD.findall(words))
    return letters if letters in _POINTS else None


def _simple(point: str) -> Heading:
    return Heading(point, 22.5 * _POINTS.index(point), _HALF_ANGLES[len(point)])


def _sector(first: str, second: str) -> Heading | None:
    one, two = _simple(first), _simple(second)
    turn = (two.azimuth_deg - one.azimuth_deg + 180.0) % 360.0 - 180.0
    if abs(turn) > 67.5:  # noqa: PLR2004 - "north and south of" is no sector
        return None
    middle = (one.azimuth_deg + turn / 2.0) % 360.0 % 360.0
    return Heading(f"{first}-{second}", middle, abs(turn) / 2.0 + max(one.half_angle_deg, two.half_angle_deg))


_TIME_UNIT = lazy(
    r"(?<![^\W\d_])(?:(?P<hour>hours?|hrs?)|(?P<minute>minutes?|mins?)|(?P<day>days?))(?![\w])",
    re.IGNORECASE,
    needs=("hour", "hr", "min", "day"),
)
_HOURS = {"hour": 1.0, "minute": 1.0 / 60.0, "day": 24.0}


def durations(text: str) -> Iterator[Duration]:
    """Yield the times written in ``text`` ("two hours", "an hour and a half", "a 40-minute"), in order."""
    for match in _TIME_UNIT.finditer(text):
        number = number_before(text, match.start())
        if number is None:
            continue
        low, high, end = number.low, number.high, match.end()
        tail = _AND_A_PART.match(text, end)
        if tail is not None:
            low, high, end = low + _PARTS[tail[1].lower()], high + _PARTS[tail[1].lower()], tail.end()
        scale = _HOURS[match.lastgroup or "hour"]
        yield Duration(number.start, end, low * scale, high * scale)
