"""Places in the tags of posts, whose words are joined: #ChasivYar, #New_York, #KhartoumProtests, #gaza.

The classifier reads a tag as one word, which is enough for "#London". What it did not take is parted here where a
capital, a number or a low line parts it. A tag that is a name as a whole is that place; of a longer one the first or
the last words are, where the place is well known and the other words are common ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.patterns import lazy
from geo.toponyms.lexicon import lexicon
from geo.toponyms.names import FAMOUS, LARGE, SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.toponyms.names import Names

_TAG = lazy(r"#(?<![\w&/.=#]#)([^\W\d]\w{2,60})(?!\w)")
"""Not the fragment of an address, nor a character's number in HTML."""
_WORD = lazy(r"[A-ZÀ-ÖØ-Þ]+(?![^\W\d_A-ZÀ-ÖØ-Þ])|[^\W\d_][^\W\d_A-ZÀ-ÖØ-Þ]{0,40}|\d+")
_LONGEST = 5
_BODIES = frozenset({"organisation", "bodyhead", "medium", "firm", "side", "title", "vessel", "sport"})
_CARRIERS = frozenset({"air", "bank", "radio", "royal", "miss", "team", "made"})
"""Air France, Radio Tunis, Miss Venezuela."""


def in_tags(text: str, names: Names) -> Iterator[tuple[int, int]]:
    """Yield start and end of the places in the tags of ``text``, one of a tag at most."""
    for tag in _TAG.finditer(text):
        parts = [(tag.start(1) + word.start(), tag.start(1) + word.end()) for word in _WORD.finditer(tag[1])]
        if len(parts) > _LONGEST:
            continue
        words = [text[start:end] for start, end in parts]
        found = _place(words, names)
        if found is not None:
            yield parts[found[0]][0], parts[found[1]][1]


def _place(words: Sequence[str], names: Names) -> tuple[int, int] | None:
    """Return the first and the last word of the place that ``words`` name."""
    last = len(words) - 1
    if last == 0:
        if not words[0].islower():
            return None
        least = FAMOUS if words[0] in lexicon().words else LARGE
        return (0, 0) if _is_known(words, names, least) else None
    if _is_known(words, names, SMALL):
        return 0, last
    cuts = [(0, end) for end in range(last - 1, -1, -1)] + [(start, last) for start in range(1, last + 1)]
    for first, end in cuts:
        least = LARGE if end > first else FAMOUS
        if _are_common([*words[:first], *words[end + 1 :]]) and _is_known(words[first : end + 1], names, least):
            return first, end
    return None


def _is_known(words: Sequence[str], names: Names, least: float) -> bool:
    """Tell whether ``words`` name a place of that prominence at ``least``, and no common thing or people."""
    usual = [word if word[0].isupper() else word.capitalize() for word in words]
    name = names.of(" ".join(usual), usual)
    return name.known and not name.demonym and name.prominence >= least and not name.kind.endswith("+c")


def _are_common(words: Sequence[str]) -> bool:
    """Tell whether all of ``words`` are common ones or numbers, and none makes a body or a person of the name."""
    lexical = lexicon()
    return all(
        word.isdigit()
        or (
            word in lexical.common
            and word not in lexical.first_names
            and _BODIES.isdisjoint(lexical.classes.get(word, ()))
            and word not in _CARRIERS
        )
        for word in map(str.lower, words)
    )
