"""Text without capitals, in capitals only, or a headline with a capital on Every Word, is given the case of a sentence.

The letters change, never the offsets: the recogniser then reads "fighting near raqqa" and "CLASHES IN
RAQQA" as it reads anything else. Words stay small where the dictionary knows them; names that the
gazetteer knows well, given names and unknown words get a capital.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.patterns import lazy
from geo.toponyms.lexicon import lexicon
from geo.toponyms.tokens import tokenise

if TYPE_CHECKING:
    from geo.toponyms.names import Names
    from geo.toponyms.tokens import Tokens

PROMINENT = 0.35
"""Prominence from which a name is given its capital although the dictionary may know the word."""

MOST_WORDS = 4
LEAST_WORDS = 3
"""A line with fewer words in capitals is a dateline or an abbreviation, not shouting."""

LONGEST_HEADLINE = 160
"""A line with more characters is no headline."""

LEAST_TITLED = 4
"""A headline has at least so many words of as many letters and more, all with a capital …"""

LEAST_WORDS_TITLED = 6
"""… and so many words of any length: fewer may be a name."""

_LINE = lazy(r"[^\n]+")
_QUIET = lazy(r"[a-z]{3}|[\u0370-\uffff]{3}")
"""Small letters (three: "McCAIN" does not make a headline quiet), or letters that have no case."""

_SENTENCE = frozenset(".!?")
_RARE = frozenset({"4", "5"})


def mended(text: str, names: Names) -> str:
    """Return ``text``, of the same length, with usual case where it has no capitals or a line is shouted."""
    if not any(letter.isupper() for letter in text[:2000]) and text.lower() == text:
        return _recased(text, names)
    if not any(is_shouted(match[0]) or is_titled(match[0]) for match in _LINE.finditer(text)):
        return text
    return _LINE.sub(lambda match: _line(match[0], names), text)


def _line(line: str, names: Names) -> str:
    if is_shouted(line):
        return _recased(line, names)
    return _recased(line, names, bodies=lexicon().members["organisation"]) if is_titled(line) else line


def is_shouted(line: str) -> bool:
    """Tell whether a line is in capitals."""
    if _QUIET.search(line):
        return False
    words = [word for word in line.split(maxsplit=40)[:40] if len(word) > 2 and word.isalpha()]  # noqa: PLR2004
    return len(words) >= LEAST_WORDS


def is_titled(line: str) -> bool:
    """Tell whether a line is a headline With a Capital on Every Word, half of them common words."""
    if len(line) > LONGEST_HEADLINE or line.isupper():
        return False
    words = line.split()
    long = [word for word in words if len(word) >= LEAST_TITLED and word.isalpha()]
    if len(words) < LEAST_WORDS_TITLED or len(long) < LEAST_TITLED or not all(word[0].isupper() for word in long):
        return False
    lexical = lexicon()
    plain = [word for word in map(str.lower, long) if lexical.common.get(word, "5") not in _RARE]
    return 2 * sum(word not in lexical.first_names for word in plain) >= len(long)


def _recased(line: str, names: Names, *, bodies: frozenset[str] = frozenset()) -> str:
    """Return the line with usual case; words of ``bodies`` keep the capital after a word that has one."""
    tokens = tokenise(line)
    titled = [word if len(word) == 1 or "." in word else word.capitalize() for word in tokens.words]
    letters = list(line)
    capital = [False] * len(titled)
    place = 0
    while place < len(titled):
        size = _known_length(line, tokens, titled, place, names)
        for index in range(place, place + size):
            capital[index] = titled[index][0].isalpha() and (
                size == 1 or tokens.lower[index] not in {"of", "and", "the"}
            )
        if not size and place and capital[place - 1] and tokens.lower[place] in bodies:
            capital[place] = True  # Washington Post
        place += max(size, 1)
    for index, (word, start, end) in enumerate(zip(titled, tokens.starts, tokens.ends, strict=True)):
        first = index == 0 or tokens.words[index - 1] in _SENTENCE
        if "." in word and len(word) > 1:
            new = word.upper() if len(word) < 5 else word  # noqa: PLR2004 - U.S., not Conn.
        else:
            new = word if capital[index] or first else word.lower()
        if len(new) == end - start:
            letters[start:end] = new
    return "".join(letters)


def _known_length(line: str, tokens: Tokens, titled: list[str], place: int, names: Names) -> int:
    """Return how many words from ``place`` on deserve capitals: those of a known name, one unknown word, or none."""
    if not titled[place][0].isalpha():
        return 0
    last = min(place + MOST_WORDS, len(titled)) - 1
    for end in sorted(names.keys(titled, place, last), reverse=True):
        if end == place or not titled[end][0].isalpha():
            continue
        words = titled[place : end + 1]
        gap = line[tokens.ends[place] : tokens.starts[place + 1]]
        name = names.of(gap.join(words) if len(words) == 2 else " ".join(words), words)  # noqa: PLR2004 - hyphened
        if name.known and not name.base.endswith("~") and name.prominence >= PROMINENT:
            return end - place + 1
    return int(_deserves(titled[place], names))


def _deserves(word: str, names: Names) -> bool:
    lexical = lexicon()
    lower = word.lower()
    classes = lexical.classes.get(lower, frozenset())
    if "function" in classes:
        return False
    if "month" in classes or "weekday" in classes:
        return lower not in {"may", "march", "sun", "sat"}
    common = lexical.common.get(lower)
    if common is None:
        return True
    name = names.of(word, [word])
    return common in _RARE and (name.demonym or name.prominence >= PROMINENT or lower in lexical.first_names)
