"""Text → tokens with their offsets: words, abbreviations with their stops, numbers, single signs.

A hyphen and a possessive "'s" are tokens of their own, so that "Dallas-based" and "Fallujah's" give the
name alone. Apostrophes inside a word stay ("Ba'qubah", "Côte d'Ivoire"), and so does the sign of a letter ʿayn before
its first one ("Al ‘Azīzīyah"), unless it opens a quotation.
"""

from __future__ import annotations

from itertools import accumulate, compress
from typing import NamedTuple

from geo.patterns import lazy
from geo.toponyms.lexicon import lexicon

_MARKS = r"\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
_LETTER = r"[^\W\d_]"
_PART = rf"{_LETTER}[\w{_MARKS}]{{0,63}}"
_AFTER = "".join(rf"|(?<={word} .)" for word in ("Abu", "Umm", "Deir", "Dayr", "Tal", "Tall", "Tel", "Tell", "Bani"))
_AYN = (
    r"[ʻʼʾʿ](?=[^\W\d_])"
    rf"|['’‘`´](?=[A-Z\u00c0-\u024f\u1e00-\u1eff])(?:(?=A[iy]n\b)|(?<=[Aa][ldnrstz][ -].){_AFTER})"
    r"|‘(?=[A-Z\u00c0-\u024f\u1e00-\u1eff](?!(?:[^’'\n]|['’](?=\w)){0,120}['’](?!\w)))"
)
"""The letter ʿayn: its own sign; any such sign after the Arabic article or a word that begins such names, and before
"Ayn" itself; a quotation mark that nothing closes."""

TOKEN = lazy(
    r"(\s{0,8}+)("
    rf"[a-z]{{1,63}}+(?![\w'’‘ʼʻʿʾ`´{_MARKS}])|[A-Z][a-z]{{1,62}}+(?![\w.'’‘ʼʻʿʾ`´{_MARKS}])|[,\"();:]"
    r"|(?=[A-Z])(?:(?:[A-Z]\.){2,6}(?!\w)|[A-Z][a-z]?\.[A-Z][a-z]{1,3}\.|[WNS]\. (?:Va|[CDHJMY])\.(?!\w))"
    rf"|(?:{_AYN})?{_PART}(?:['’‘ʼʻʿʾ`´](?![sS](?!\w)){_PART}){{0,4}}"
    r"|['’][sS](?!\w)"
    r"|\d(?:[\d.,:/]{0,30}\d)?[a-z]{0,4}"
    r"|\S)"
)
"""White space, then one token. The first line of alternatives serves nine tokens of ten and only saves time.

Every quantifier is bounded and no two alternatives can share a long match: linear time.
"""


AYN = "'’‘ʼʻʿʾ`´"
"""Signs that stand for the letter ʿayn or hamza."""

OTHER_LETTERS = "\u0370"
"""From here on letters are not Latin (but for U+1E00 to U+1EFF); geo.toponyms.scripts reads them."""


class Tokens(NamedTuple):
    """Tokens of one text as parallel lists: the words, their lower case, start and end offsets.

    ``capital`` tells which words can begin a name: a Latin capital first, or after an apostrophe (d'Ivoire).
    """

    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    capital: list[bool]


def tokenise(text: str) -> Tokens:
    """Return the tokens of ``text``; offsets are 0-based code points, ends exclusive."""
    # What lies between, white space, token; and so on: the offsets are sums of lengths, with no step in Python.
    parts: list[str] = TOKEN.split(text)
    offsets = list(accumulate(map(len, parts), initial=0))
    words, starts, ends = parts[2::3], offsets[2::3], offsets[3::3]
    stops = [place for place, word in enumerate(words) if word == "." and place]
    if stops:
        words, starts, ends = _with_stops(words, starts, ends, stops)
    lower = "\n".join(words).lower().split("\n") if words else []  # one step for all: half the time
    capital = [word != small and _is_capital(word) for word, small in zip(words, lower, strict=True)]
    return Tokens(words, lower, starts, ends, capital)


def _with_stops(
    words: list[str], starts: list[int], ends: list[int], stops: list[int]
) -> tuple[list[str], list[int], list[int]]:
    """Return words, starts and ends with the stops (their places) of abbreviations joined to them."""
    abbreviations = lexicon().members["abbreviation"]
    kept = [True] * len(words)
    joined = False
    for place in stops:
        last = words[place - 1]
        if ends[place - 1] == starts[place] and (len(last) == 1 or last.lower() in abbreviations) and last[0].isalpha():
            words[place - 1] = last + "."
            ends[place - 1] = ends[place]
            kept[place] = False
            joined = True
    if not joined:
        return words, starts, ends
    return list(compress(words, kept)), list(compress(starts, kept)), list(compress(ends, kept))


def _is_capital(word: str) -> bool:
    first = word[0]
    if first in AYN and len(word) > 2:  # noqa: PLR2004 - "'S" is a genitive
        first = word[1]
    elif len(word) > 3 and word[1] in "'’" and word[2].isupper():  # noqa: PLR2004 - d'I
        return True
    return first.isupper() and (first < OTHER_LETTERS or "\u1e00" <= first <= "\u1eff")
