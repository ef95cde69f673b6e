"""What the words between two neighbouring names say of the two: list, container, holder, nearness."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from geo.patterns import lazy
from geo.resolution.facts import Level
from geo.resolution.words import PLURALS, TYPES

__all__ = ["LONGEST_GAP", "Gap", "classify"]

LONGEST_GAP = 70
"""Characters between two names beyond which nothing is read into their neighbourhood."""


class Gap(Enum):
    """How the earlier name relates to the later one."""

    NONE = 0
    COMMA = 1
    """"X, Y": X lies in Y, or both are members of a list."""
    IN = 2
    """"X in Y", "X, a town in Y"."""
    BRACKET = 3
    """"X (Y"."""
    HOLDS = 4
    """"X's Y", "the X town of Y": Y lies in X."""
    LIST = 5
    """"X and Y"."""
    NEAR = 6
    """"X, near Y", "X, 20 miles north of Y"."""
    TOUCH = 7
    """"X Y": nothing but a space or a dash, as in "Iraqi Kurdistan"."""


_WORD = lazy(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)?|\d+|'s|\u2019s")
_STOP = lazy(r"[.!?;:]\s|[\n\r]|[\"\u201c\u201d]")
_LIST = frozenset({"and", "or", "to", "&", "/", ";", "und", "et", "y", "i", "та", "и", "و"})
_SKIPPED = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "north",
        "south",
        "east",
        "west",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "upper",
        "lower",
        "rural",
        "nearby",
        "neighbouring",
        "neighboring",
    ]
)
_HEADINGS = frozenset(["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"])
_IN = frozenset({"in", "within", "inside", "across", "throughout"})
_NEAR = frozenset({"near", "outside", "around", "nearby", "beside", "from", "toward", "towards", "between", "off"})
_UPPER = frozenset({Level.COUNTRY, Level.ADMIN1, Level.ADMIN2, Level.REGION})
_PART = frozenset(
    {"capital", "suburb", "part", "parts", "outskirts", "seat", "suburbs", "side", "edge", "centre", "center"}
)


@lru_cache(maxsize=1024)
def classify(gap: str) -> Gap:
    """Return what the words between two names say; ``gap`` is the text from the end of one to the start of the next."""
    if len(gap) > LONGEST_GAP or _STOP.search(gap):
        return Gap.NONE
    bare = gap.strip().lower()
    if not bare or bare in {"-", "\u2013", "/", "'s", "\u2019s", "'", "\u2019"}:
        return Gap.HOLDS if bare in {"'s", "\u2019s", "'", "\u2019"} else Gap.TOUCH
    if bare == ",":
        return Gap.COMMA
    if bare in {"(", ", ("}:
        return Gap.BRACKET
    words = [word for word in _WORD.findall(bare) if word not in _SKIPPED]
    if not words:
        return Gap.COMMA if bare.startswith(",") else Gap.TOUCH
    return _by_words(words, bare)


def _by_words(words: list[str], bare: str) -> Gap:
    last = words[-1]
    if len(words) == 1 and last in _LIST:
        return Gap.LIST
    if last in _IN:
        return Gap.IN
    if last == "of":
        return _before_of(words, bare)
    if last in _NEAR or words[-2:] in (["close", "to"], ["next", "to"]):
        return Gap.NEAR
    owned = words[0] in {"s", "'s", "\u2019s"} or bare.startswith(("'s", "\u2019s"))
    if last in TYPES or last in PLURALS:
        # "the Iraqi city Fallujah", "California's Kern": the type belongs to the later name.
        return Gap.HOLDS
    return Gap.HOLDS if owned and len(words) <= 4 else Gap.NONE  # noqa: PLR2004 - "Iraq's restive western Anbar"


def _before_of(words: list[str], bare: str) -> Gap:
    before = words[-2] if len(words) > 1 else ""
    if before in _HEADINGS or any(f"{heading} of" in bare for heading in _HEADINGS):
        return Gap.NEAR
    if before in _PART:
        return Gap.IN if before != "capital" or "'s" not in bare else Gap.HOLDS
    levels = TYPES.get(before) or TYPES.get(PLURALS.get(before, ""))
    if levels is None:
        return Gap.NONE if len(words) > 1 else Gap.IN
    if len(words) > 2 and any(word in _IN for word in words[:-2]) and levels & _UPPER:  # noqa: PLR2004 - "in … province of"
        return Gap.IN
    return Gap.HOLDS
