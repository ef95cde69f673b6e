"""Words for people and things of countries in Arabic, Russian and Ukrainian: السورية, российские, українців.

The gazetteer knows such words in English ("Syrian"); a list of stems leads to those, regular endings do the rest.
"""

from __future__ import annotations

from functools import cache

from geo.patterns import lazy
from geo.toponyms.lexicon import lines

_ARABIC_ENDING = lazy(r"(?:ي|ية|يين|يون|يات|يتين|يان|يّ|يّة|ى|يا|ياً|يًا)$")
_CYRILLIC_ENDING = lazy(
    r"(?<=к)(?:ий|ого|ому|им|ом|ім|ая|ой|ую|ою|ое|ие|их|ими|а|ої|ій|у|е|і)$"
    r"|(?<=ц)(?:ы|ев|ам|ами|ах|у|а|ем|і|ів|ям|ями|ях|я|ю)$"
    r"|(?<=[^кц])(?:ин|е|и|і|ы|ов|ів|ами|ам|ах|ина|а|у)?$"
)
_ARTICLE = "ال"


@cache
def _stems() -> dict[str, str]:
    return {stem: word for word, *stems in map(str.split, lines("adjectives.txt")) for stem in stems}


def english(word: str) -> str:
    """Return the English word for what ``word`` is of ("Syrian" for السورية and сирийских), or "" where it is none.

    >>> english("السورية"), english("российских"), english("Українці"), english("سوريا")
    ('Syrian', 'Russian', 'Ukrainian', '')
    """
    if not word or word.isascii():
        return ""
    if "\u0600" <= word[0] <= "\u06ff":
        bare = word.removeprefix(_ARTICLE)
        for form in (word, bare):
            ending = _ARABIC_ENDING.search(form)
            found = _stems().get(form[: ending.start()]) if ending else None
            if found:
                return found
        return ""
    lower = word.lower()
    for size in range(len(lower), max(2, len(lower) - 5), -1):
        found = _stems().get(lower[:size])
        if found:
            ending = _CYRILLIC_ENDING.search(lower, size)
            return found if ending is not None and ending.start() == size else ""
    return ""
