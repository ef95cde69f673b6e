"""Which spans of a text might be names: runs of capitalised words, and the parts of them.

A run is what a reader would take for one name at most: "Rapides Parish Fire District", "al-Julan",
"St. Kitts and Nevis". Lower-case words join it only between capitalised ones. The parts of a run are
candidates; the classifier and the choice among overlapping spans decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.gazetteer.folding import LINKS
from geo.toponyms.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.toponyms.tokens import Tokens


JOINTS = frozenset({"-", "'s", "’s", "'S", "’S", "&", "’", "'"})
"""Signs that may stand between two words of a name."""

HYPHENED = frozenset({"a", "by", "cum", "in", "juxta", "next", "super", "under", "with"})
"""Small words that join a name between hyphens alone: Mar-a-Lago, Weston-super-Mare, Wells-next-the-Sea."""

SUFFIXES = frozenset(
    """
    ri ni li up eup myon myeon dong tong gu ku gun kun si do shi machi cho mura ken fu hsien hsiang chen shih chou shan
    """.split()  # noqa: SIM905 - a list
)
"""Kinds of units that names of Korea, Japan and China bear behind a hyphen: Punggye-ri, Shibuya-ku."""

LONGEST = 6
"""Most tokens between the first and the last of a candidate."""

LONGEST_RUN = 24
"""A longer run (a headline in capitals) is cut."""


class Run(NamedTuple):
    """Tokens ``first`` to ``last`` (inclusive)."""

    first: int
    last: int


def _is_ordinal(word: str) -> bool:
    return word[0].isdigit() and word[-2:] in {"st", "nd", "rd", "th"}


def runs(text: str, tokens: Tokens) -> Iterator[Run]:
    """Yield the runs of ``text`` in order."""
    words, _, starts, ends, capital = tokens
    articles = lexicon().members["article"]
    done = -1
    for index, is_capital in enumerate(capital):
        if not is_capital or index <= done:
            continue
        first = index
        if index - 2 > done and words[index - 1] in "-'’" and words[index - 2] in articles:
            if starts[index] - ends[index - 2] == 1:
                first = index - 2
        elif index - 1 > done and _is_ordinal(words[index - 1]) and starts[index] - ends[index - 1] == 1:
            first = index - 1
        last = index
        limit = min(len(words), first + LONGEST_RUN)
        while (following := _next(text, tokens, last, limit)) > last:
            last = following
        yield Run(first, last)
        done = last


def _next(text: str, tokens: Tokens, last: int, limit: int) -> int:
    """Return the token that the run ending at ``last`` goes on to, or ``last`` where it ends."""
    words, _, starts, ends, capital = tokens
    ahead = last + 1
    if ahead >= limit:
        return last
    gap = starts[ahead] - ends[last]
    if gap > 1 or (gap and text[ends[last]] != " "):
        return last
    word = words[ahead]
    if capital[ahead] or word[0].isdigit():
        return ahead if gap else last
    if word in JOINTS:
        return _over_joint(tokens, last, limit)
    connectors = lexicon().members["connector"]
    if word in connectors and gap:
        second = ahead + 1
        if second < limit and words[second] in connectors and text[ends[ahead] : starts[second]] in {" ", "-"}:
            second += 1
        if second < limit and words[second] == "-" and words[second - 1] in lexicon().members["article"]:
            second += 1
        if second < limit and capital[second] and starts[second] - ends[second - 1] <= 1:
            return second
    return last


def _over_joint(tokens: Tokens, last: int, limit: int) -> int:
    """Return the token beyond the hyphen, genitive or ampersand after ``last``, or ``last``."""
    words, _, starts, ends, capital = tokens
    ahead, second = last + 1, last + 2
    if second >= limit:
        return last
    word = words[ahead]
    close = starts[second] == ends[ahead]
    if capital[second] and starts[second] - ends[ahead] <= 1:
        return second if word not in {"’", "'"} or words[last][-1] == "s" else last
    return _over_hyphen(tokens, last, limit) if word == "-" and close else last


def _over_hyphen(tokens: Tokens, last: int, limit: int) -> int:
    """Return the token that small words or a number behind the hyphen after ``last`` lead to, or ``last``."""
    words, _, starts, ends, capital = tokens
    second, third = last + 2, last + 3
    following = words[second]
    if following.isdigit() or _is_suffixed(tokens, second):
        return second
    if following in LINKS and third < limit and capital[third] and starts[third] - ends[second] == 1:
        return third  # Mahmud-e Raqi
    connectors = lexicon().members["connector"]
    if following in connectors or following in HYPHENED:  # Port-au-Prince, Weston-on-the-Green
        while third + 1 < limit and third < second + 4 and words[third] == "-" and words[third + 1] in connectors:
            third += 2
        if third + 1 < limit and words[third] == "-" and capital[third + 1] and starts[third + 1] == ends[third]:
            return third + 1
    return last


def _is_suffixed(tokens: Tokens, place: int) -> bool:
    """Tell whether the word at ``place`` is the kind of unit of the name before its hyphen: not so in Start-up."""
    words, lower, starts, ends, capital = tokens
    return (
        words[place] in SUFFIXES
        and capital[place - 2]
        and starts[place] == ends[place - 2] + 1
        and lower[place - 2] not in lexicon().words
    )


def _bears_number(lower: list[str], place: int, numbered: frozenset[str]) -> bool:
    """Tell whether the number at ``place`` belongs to the word before it: Highway 19, W.Va. 61, I-75."""
    before = lower[place - 1]
    return (lower[place - 2] if before == "-" else before).rstrip(".") in numbered


def _is_bound(words: list[str], place: int, first: int) -> bool:
    """Tell whether what follows the hyphen after ``place`` is never meant alone: al-Saadi, Mar-a-Lago."""
    return words[place] in lexicon().members["article"] or (
        place > first and words[place - 1] == "-" and words[place].islower()
    )


def spans(tokens: Tokens, run: Run) -> Iterator[tuple[int, int]]:
    """Yield the parts of ``run`` (first and last token, inclusive) that begin and end with words of a name."""
    words, lower, _, _, capital = tokens
    first, last = run
    if first == last:
        yield first, last
        return
    articles = lexicon().members["article"]
    numbered = lexicon().members["numbered"]
    finals = [
        place
        for place in range(first, last + 1)
        if capital[place]
        or (words[place][0].isdigit() and place > first and _bears_number(lower, place, numbered))
        or (place > first + 1 and words[place - 1] == "-" and _is_suffixed(tokens, place))
    ]
    for begin in range(first, last + 1):
        if begin - 2 >= first and words[begin - 1] == "-" and _is_bound(words, begin - 2, first):
            continue
        if capital[begin] or begin == first or (words[begin] in articles and words[begin + 1] in "-'’"):
            for end in finals:
                if begin <= end <= begin + LONGEST and (end > begin or capital[end]):
                    yield begin, end
