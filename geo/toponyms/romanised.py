"""Latin spellings of names in Cyrillic or Arabic letters that the gazetteer has in Latin letters alone.

"Панджшера" is Panjshir and "باخموت" Bakhmut. A letter that romanisations write in several ways gives a few spellings;
the gazetteer's folding does the rest. Arabic letters tell enough only of foreign names, which are written with all
their vowels; well-known ones that do not follow the letters stand in a list (``exonyms.txt``).
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING

from geo.toponyms.lexicon import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEAST = 5
"""Fewest letters of a word that is spelt out: shorter ones meet the names of other places by chance."""

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v w", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ё": "yo", "ж": "zh j", "з": "z",
    "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "",
    "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "'": "", "’": "", "ʼ": "", "-": "-",
}  # fmt: skip
_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ب": "b p", "پ": "p", "ت": "t", "ث": "th", "ج": "j g", "چ": "ch", "ح": "h",
    "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t",
    "ظ": "z", "ع": "", "غ": "g", "ف": "f v", "ڤ": "v", "ق": "q", "ك": "k", "ک": "k", "گ": "g", "ل": "l", "م": "m",
    "ن": "n", "ه": "h", "و": "u", "ي": "i", "ی": "i", "ى": "a", "ة": "a", "ئ": "", "ء": "", "ؤ": "u", "-": "-",
}  # fmt: skip
_VOWELS = frozenset("اأإآوي")
_ENOUGH = 2
"""Fewest letters for vowels of an Arabic word that is spelt out."""
_ARTICLE = "ال"
_MOST_FORMS = 12
"""Most forms of an inflected name that are spelt out in Latin letters."""


def listed(word: str) -> tuple[str, ...]:
    """Return the Latin names that the list gives for a name, in the nominative and as it is written; () for others."""
    return _listed().get(word, ())


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    rows = [line.split("=") for line in lines("exonyms.txt")]
    return {word: tuple(row[0].split("|")) for row in rows for word in row[1].split("|")}


@lru_cache(maxsize=2048)
def romanised(word: str) -> tuple[str, ...]:
    """Return how a name in Cyrillic or Arabic letters may be written in Latin letters, the likeliest first.

    >>> romanised("Карабах"), romanised("Хавиджа")[-1], romanised("باخموت")[0], romanised("Kyiv"), romanised("خاركيف")
    (('Karabakh', 'Karabah'), 'Hawija', 'Bakhmut', (), ('Kharkiv',))
    """
    if known := listed(word):
        return known
    lower = word.lower()
    if len(word) < LEAST or not lower:
        return ()
    if lower[0] in _CYRILLIC:
        table, text = _CYRILLIC, lower.replace("дж", "ж")
    elif lower[0] in _ARABIC and not word.startswith(_ARTICLE) and sum(letter in _VOWELS for letter in word) >= _ENOUGH:
        table, text = _ARABIC, lower
    else:
        return ()
    if not all(letter in table for letter in text):
        return ()
    free = [letter for letter in dict.fromkeys(text) if " " in table[letter]]
    spelt = []
    for choice in product(*(table[letter].split() for letter in free)):
        letters = {**table, **dict(zip(free, choice, strict=True))}
        spelt.append("".join(letters[letter] for letter in text).title())
    return tuple(dict.fromkeys(spelt))


def spellings(forms: Sequence[str]) -> Iterator[str]:
    """Yield how a name may be written in Latin letters, which may stand in any of ``forms``: of the first of them."""
    for form in forms[:_MOST_FORMS]:
        yield from romanised(form)
