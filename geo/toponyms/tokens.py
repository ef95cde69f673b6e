"""Text → tokens with their offsets: words, abbreviations with their stops, numbers, single signs.

A hyphen and a possessive "'s" are tokens of their own, so that "Dallas-based" and "Fallujah's" give the
name alone. Apostrophes inside a word stay ("Ba'qubah", "Côte d'Ivoire").
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MARKS = r"\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
_LETTER = r"[^\W\d_]"
_PART = rf"{_LETTER}[\w{_MARKS}]{{0,63}}"

TOKEN = re.compile(
    rf"(?:[A-Z]\.){{2,6}}(?!\w)|[A-Z][a-z]?\.[A-Z][a-z]{{1,3}}\.|[WNS]\. (?:Va|[CDHJMY])\.(?!\w)"
    rf"|{_PART}(?:['’‘ʼʻʿʾ`´](?![sS](?!\w)){_PART}){{0,4}}"
    rf"|['’][sS](?!\w)"
    rf"|\d(?:[\d.,:/]{{0,30}}\d)?[a-z]{{0,4}}"
    rf"|\S"
)
"""One token. Every quantifier is bounded and no two alternatives can share a long match: linear time."""

ABBREVIATIONS = frozenset(
    """st ste mt ft gen lt col maj capt sgt cpl pvt gov govs sen sens rep reps dr mr mrs ms prof rev hon adm cmdr supt
    det insp ave blvd rd hwy rte jr sr co inc corp ltd no vs dist dept ala ariz ark calif colo conn del fla ga ill ind
    kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo ont que sask alta man
    phila jan feb mar apr aug sept sep oct nov dec brig pfc spc messrs fr br sq twp
    """.split()
)
"""Words whose final stop belongs to them, in lower case."""


class Tokens(NamedTuple):
    """Tokens of one text as parallel lists: the words, their lower case, start and end offsets."""

    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]


def tokenise(text: str) -> Tokens:
    """Return the tokens of ``text``; offsets are 0-based code points, ends exclusive."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in TOKEN.finditer(text):
        word = match[0]
        if word == "." and ends and ends[-1] == match.start():
            last = words[-1]
            if (len(last) == 1 and last.isupper()) or last.lower() in ABBREVIATIONS:
                words[-1] = last + "."
                ends[-1] += 1
                continue
        words.append(word)
        start, end = match.span()
        starts.append(start)
        ends.append(end)
    return Tokens(words, [word.lower() for word in words], starts, ends)
