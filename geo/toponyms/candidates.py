"""Which spans of a text might be names: runs of capitalised words, and the parts of them.

A run is what a reader would take for one name at most: "Rapides Parish Fire District", "al-Julan",
"St. Kitts and Nevis". Lower-case words join it only between capitalised ones. All short parts of a run
are candidates; the classifier and the choice among overlapping spans decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.toponyms.tokens import Tokens

CONNECTORS = frozenset(
    """of the and de del della di da do dos das du des la las le les los el al ul an upon on sur am der den en y e i
    ash ad ar as at az bin ibn""".split()
)
"""Lower-case words that stand inside names."""

ARTICLES = frozenset("al el ul il ash ad ar as at an az adh ath esh ed er es et en ez d l".split())
"""Articles that begin a name in lower case when a hyphen or apostrophe and a capital follow."""

LONGEST = 5
"""Most words of a candidate that no gazetteer knows."""

LONGEST_RUN = 24
"""A longer run (a headline in capitals) is cut."""


class Run(NamedTuple):
    """Tokens ``first`` to ``last`` (inclusive)."""

    first: int
    last: int


def is_name_word(word: str) -> bool:
    """Tell whether a token can be a word of a name: it has a capital first, or after an apostrophe (d'Ivoire)."""
    return word[0].isupper() or (len(word) > 3 and word[1] in "'’" and word[2].isupper())  # noqa: PLR2004 - d'I


def _is_ordinal(word: str) -> bool:
    return word[0].isdigit() and word[-2:] in {"st", "nd", "rd", "th"}


def runs(text: str, tokens: Tokens) -> Iterator[Run]:
    """Yield the runs of ``text`` in order."""
    words, lower, starts, ends = tokens
    count = len(words)
    index = 0
    while index < count:
        word = words[index]
        if not is_name_word(word):
            if _is_ordinal(word) and index + 1 < count and words[index + 1][0].isupper():
                last = index
            elif not (
                index + 2 < count
                and lower[index] in ARTICLES
                and words[index + 1] in "-'’"
                and words[index + 2][0].isupper()
                and starts[index + 2] - ends[index] == 1
            ):
                index += 1
                continue
            else:
                last = index + 2
        else:
            last = index
        limit = min(count, index + LONGEST_RUN)
        while (following := _next(text, tokens, last, limit)) > last:
            last = following
        yield Run(index, last)
        index = last + 1


def _next(text: str, tokens: Tokens, last: int, limit: int) -> int:
    """Return the token that the run ending at ``last`` goes on to, or ``last`` where it ends."""
    words, lower, starts, ends = tokens
    ahead = last + 1
    if ahead >= limit or (starts[ahead] > ends[last] and text[ends[last] : starts[ahead]] != " "):
        return last
    word = words[ahead]
    if is_name_word(word):
        return ahead if starts[ahead] > ends[last] else last
    if word in {"-", "'s", "’s", "&", "’", "'"} or word[0].isdigit():
        if word[0].isdigit():
            return ahead if starts[ahead] > ends[last] else last
        if ahead + 1 < limit and is_name_word(words[ahead + 1]) and starts[ahead + 1] - ends[ahead] <= 1:
            return ahead + 1 if word not in {"’", "'"} or words[last][-1] == "s" else last
        if word == "-" and ahead + 1 < limit and words[ahead + 1].isdigit() and starts[ahead + 1] == ends[ahead]:
            return ahead + 1
        if word == "-" and ahead + 3 < limit and words[ahead + 1] in CONNECTORS and words[ahead + 2] == "-":
            return ahead + 3 if words[ahead + 3][0].isupper() and starts[ahead + 3] - ends[last] < 8 else last
        return last
    if word in CONNECTORS:
        second = ahead + 1
        if second < limit and words[second] in CONNECTORS and text[ends[ahead] : starts[second]] in {" ", "-"}:
            second += 1
        if second < limit and words[second] == "-" and words[second - 1] in ARTICLES:
            second += 1
        if second < limit and is_name_word(words[second]) and starts[second] - ends[second - 1] <= 1:
            return second
    return last


def spans(tokens: Tokens, run: Run) -> Iterator[tuple[int, int]]:
    """Yield the parts of ``run`` (first and last token, inclusive) that begin and end with words of a name."""
    words, lower, starts, ends = tokens
    first, last = run
    for begin in range(first, last + 1):
        word = words[begin]
        if (
            not is_name_word(word)
            and not (begin == first and _is_ordinal(word))
            and not (
                lower[begin] in ARTICLES
                and begin + 2 <= last
                and words[begin + 1] in "-'’"
                and starts[begin + 1] == ends[begin]
            )
        ):
            continue
        for end in range(begin, min(last, begin + LONGEST + 1) + 1):
            final = words[end]
            if is_name_word(final) or (final[0].isdigit() and end > begin):
                yield begin, end
