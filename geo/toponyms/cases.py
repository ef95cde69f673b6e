"""Cyrillic names in their cases: what an inflected Russian or Ukrainian name may be in the nominative."""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING

from geo.patterns import lazy
from geo.toponyms.lexicon import lines
from geo.toponyms.script_words import SHORTEST

if TYPE_CHECKING:
    from collections.abc import Iterator


CYRILLIC = lazy(r"[\u0400-\u052f][\u0400-\u052f'ʼ’]{0,40}(?:-[\u0400-\u052f]{1,40}){0,3}")
_RUSSIAN_ADJECTIVES = ("овского", "овском", "овскому", "овский", "овским")
_ON = ("на-", "под-", "над-")
"""Комсомольске-на-Амуре: the river is in its case in every case of the town."""
_MOST_FORMS = 7
_CONSONANTS = frozenset("бвгґджзклмнпрстфхцчшщ")


@cache
def areas() -> dict[str, str]:
    """Return the nominative of each form of a word for an area that stands behind its adjective."""
    rows = [line.split() for line in lines("cyrillic_areas.txt")]
    return {form: row[0] for row in rows for form in row}


@cache
def _endings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the endings of the oblique cases, each with those of the nominative that it may stand for."""
    rows = [line.split() for line in lines("cyrillic_endings.txt")]
    return tuple((row[0], tuple("" if base == "ø" else base for base in row[1:])) for row in rows)


def nominatives(word: str) -> Iterator[str]:
    """Yield what an inflected Russian or Ukrainian name may be in the nominative, the word itself first.

    >>> "Бахмут" in nominatives("Бахмуте"), "Харків" in nominatives("Харковом"), "Авдіївка" in nominatives("Авдіївці")
    (True, True, True)
    """
    yield word
    for ending, bases in _endings():
        if word.endswith(ending) and len(word) - len(ending) > 1:
            stem = word[: -len(ending)]
            for base in bases:
                yield stem + base
    if word[-1] in _CONSONANTS:  # біля Черкас, из Химок
        yield from (word + ending for ending in ("и", "ы"))
    first, hyphen, rest = word.partition("-")
    if hyphen and len(first) >= SHORTEST and rest:
        tails = (rest,) if rest.startswith(_ON) else tuple(nominatives(rest))[:_MOST_FORMS]
        for head in itertools.islice(nominatives(first), 1, _MOST_FORMS):
            yield from (f"{head}-{tail}" for tail in tails)


def base_forms(name: str) -> tuple[str, ...]:
    """Return what to look up for a name as it stands in a text: itself, then what it may be in the nominative.

    Only names in Cyrillic letters have more than one form.

    >>> "Харьковская область" in base_forms("Харьковской области")
    True
    """
    words = name.split()
    if not words or not CYRILLIC.match(name):
        return (name,)
    forms = [name]
    if len(words) > 1 and words[-1].lower() in areas() and words[0].endswith(_RUSSIAN_ADJECTIVES):
        # Ukraine's districts have their Ukrainian names alone: "Сватовского района" is Сватівський район.
        stem = next(words[0][: -len(end)] for end in _RUSSIAN_ADJECTIVES if words[0].endswith(end))
        forms.append(f"{stem}івський {areas()[words[-1].lower()]}")
    for last in nominatives(areas().get(words[-1].lower().rstrip("."), words[-1])):
        firsts = nominatives(words[0]) if len(words) > 1 else ("",)
        forms += [" ".join([first, *words[1:-1], last]).strip() for first in firsts]
    return tuple(dict.fromkeys(forms))
