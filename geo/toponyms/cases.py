"""Cyrillic names in their cases: what an inflected Russian or Ukrainian name may be in the nominative."""

from __future__ import annotations

from functools import cache, lru_cache

from geo.patterns import lazy
from geo.toponyms.lexicon import lines
from geo.toponyms.script_words import SHORTEST

CYRILLIC = lazy(r"[\u0400-\u052f][\u0400-\u052f'ʼ’]{0,40}(?:-[\u0400-\u052f]{1,40}){0,3}")
_RUSSIAN_ADJECTIVES = ("овского", "овском", "овскому", "овский", "овским")
_ON = ("на-", "под-", "над-")
"""Комсомольске-на-Амуре: the river is in its case in every case of the town."""
_MOST_FORMS = 7
_MOST_PAIRS = 80
"""Most forms of a name of several words: hyphens multiply them."""
_CONSONANTS = frozenset("бвгґджзклмнпрстфхцчшщ")


@cache
def areas() -> dict[str, str]:
    """Return the nominative of each form of a word for an area that stands behind its adjective."""
    rows = [line.split() for line in lines("cyrillic_areas.txt")]
    return {form: row[0] for row in rows for form in row}


@cache
def _endings() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return the endings of the oblique cases by their last letter, each with those it may stand for."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for line in lines("cyrillic_endings.txt"):
        ending, *bases = line.split()
        found.setdefault(ending[-1], []).append((ending, tuple("" if base == "ø" else base for base in bases)))
    return found


@lru_cache(maxsize=4096)
def nominatives(word: str) -> tuple[str, ...]:
    """Return what an inflected Russian or Ukrainian name may be in the nominative, the word itself first.

    >>> "Бахмут" in nominatives("Бахмуте"), "Харків" in nominatives("Харковом"), "Авдіївка" in nominatives("Авдіївці")
    (True, True, True)
    """
    forms = [word]
    for ending, bases in _endings().get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) > 1:
            stem = word[: -len(ending)]
            forms += [stem + base for base in bases]
    if word[-1:] in _CONSONANTS:  # біля Черкас, из Химок
        forms += [word + "и", word + "ы"]
    first, hyphen, rest = word.partition("-")
    if hyphen and len(first) >= SHORTEST and rest:
        tails = (rest,) if rest.startswith(_ON) else nominatives(rest)[:_MOST_FORMS]
        forms += [f"{head}-{tail}" for head in nominatives(first)[1:_MOST_FORMS] for tail in tails]
    return tuple(forms)


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
    lasts = nominatives(areas().get(words[-1].lower().rstrip("."), words[-1]))
    firsts = nominatives(words[0]) if len(words) > 1 else ("",)
    forms += [" ".join([first, *words[1:-1], last]).strip() for last in lasts for first in firsts][:_MOST_PAIRS]
    return tuple(dict.fromkeys(forms))
