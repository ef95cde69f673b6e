"""Toponyms in Arabic letters: the gazetteer and rules.

Arabic joins particles to the word: "وببغداد" is and-in-Baghdad; they are taken off before the look-up and left out of
the span. Common words that are also names somewhere are kept out by lists, and a little-known name is believed only
after a preposition or a word for a kind of place. A province is named with its word ("محافظة حلب"), a town without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.model import Kind, Toponym
from geo.patterns import lazy
from geo.toponyms.adjectives import english
from geo.toponyms.romanised import LEAST, listed, romanised
from geo.toponyms.script_words import FAIRLY_SURE, MOST_WORDS, SHORTEST, SURE, WELL_KNOWN, best_of, script_lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.gazetteer import Gazetteer


ARABIC = lazy(r"[\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff]{1,40}")
_PARTICLES = ("وب", "ول", "وال", "فال", "بال", "كال", "ف", "و", "ب", "ل", "ك")
_ARTICLE = "ال"
_JOINED = frozenset("وفبلك")
"""Particles of one letter."""
_WAW = "و"
"""And: it joins a name to the one before, as a letter of its word or alone."""
_LIST_GAPS = frozenset({" ", "، ", ", ", "، و", "/", " / ", "-", " - ", " – "})
"""What may stand between two names of a list."""
_SETTLEMENTS = frozenset({"بلدة", "قرية"})
"""Words that a name without the article follows as well."""
_HEADS = frozenset(
    ("تل", "عين", "كفر", "دير", "أم", "أبو", "بيت", "خربة", "رأس", "وادي", "جب", "حوش", "مزرعة", "نبع", "شيخ", "بئر",
     "بير", "باب", "ذي")
)  # fmt: skip
"""First words of names of two."""
_KINDS = frozenset({"حي", "بلدة", "قرية", "مدينة", "ناحية"})
"""Words after which a name with the article is a place even where no gazetteer has it."""
_ALIFS = "اأإآ"
_LASTS = {"ه": "هة", "ة": "ةه", "ي": "يى", "ى": "ىي"}
_UNITS = frozenset({"محافظة", "ولاية", "إقليم", "قضاء", "قطاع"})
"""Words for units that are a part of the unit's name."""
_COUNTRIES = frozenset({"السعودية"})
"""Adjectives that name the country itself where no noun with the article stands before."""


class _Setting(NamedTuple):
    """What stands before a word: the ``word`` itself, and what it says of a name behind it.

    ``cued`` by a word for a kind of place, ``located`` by a preposition of place, ``placed`` by one of these or any
    preposition; ``listed`` where a name stands right before, ``added`` where an "and" stands between.
    """

    word: str
    cued: bool
    located: bool
    placed: bool
    listed: bool
    added: bool


def arabic(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield the places and demonyms in Arabic letters, in order; only those at one word may overlap."""
    words = [(match.start(), match.end(), match[0]) for match in ARABIC.finditer(text)]
    index, listed = 0, -1
    while index < len(words):
        if words[index][2] == _WAW and listed == index:
            index, listed = index + 1, index + 1
            continue
        goes_on = listed == index and text[words[index - 1][1] : words[index][0]] in _LIST_GAPS
        found = _arabic_at(text, words, index, gazetteer, listed=goes_on)
        if found is None or found[1] == index:
            adjective = _arabic_demonym(text, words, index, gazetteer)
            if adjective is not None:
                yield adjective
                index += 1
                continue
        if found is None:
            index += 1
        else:
            start, last, score = found
            yield Toponym(start, words[last][1], text[start : words[last][1]], Kind.PLACE, score)
            index = listed = last + 1


def _arabic_at(
    text: str, words: list[tuple[int, int, str]], index: int, gazetteer: Gazetteer, *, listed: bool
) -> tuple[int, int, float] | None:
    """Return start, last word and score of the name at ``index``; ``listed`` where a name stands right before."""
    whole = _arabic_area(text, words, index, gazetteer)
    if whole is not None:
        return whole
    lists = script_lists()
    setting = _setting(text, words, index, listed=listed)
    if _is_barred(words, index, setting, lists):
        return None
    for last in _lasts(text, words, index):
        if last > index and _is_little(words[last][2], lists):
            continue
        for start, particle in _without_particles(words[index]):
            surface = text[start : words[last][1]]
            if particle == "ل" and surface[0] == particle and words[index][2].startswith("لل"):
                surface = "ا" + surface  # the article loses its first letter behind "to": لليابان
            if surface in lists["arabic_plain"] or len(surface) < SHORTEST:
                continue
            if surface in lists["arabic_given"] and not setting.cued:
                continue
            score = _score(surface, particle, setting, gazetteer, alone=last == index)
            if score:
                return start, last, score
    return _arabic_unknown(text, words, index, setting.word, lists)


def _setting(text: str, words: list[tuple[int, int, str]], index: int, *, listed: bool) -> _Setting:
    lists = script_lists()
    before = words[index - 1][2] if index and text[words[index - 1][1] : words[index][0]].isspace() else ""
    cued = before in lists["arabic_cue"] or (before[:1] in _JOINED and before[1:] in lists["arabic_cue"])
    placed = cued or before in lists["arabic_preposition"]
    return _Setting(before, cued, before in lists["arabic_where"], placed, listed, listed and before == _WAW)


def _is_barred(
    words: list[tuple[int, int, str]], index: int, setting: _Setting, lists: dict[str, frozenset[str]]
) -> bool:
    """Tell whether no place can be named at ``index``: a person, an organisation or a preposition is."""
    if (not setting.cued and setting.word in lists["arabic_given"]) or setting.word in lists["arabic_body"]:
        return True
    word = words[index][2]
    following = words[index + 1][2] if index + 1 < len(words) else ""
    pairs = {f"{word}_{following}", f"{setting.word}_{word}"}
    return not pairs.isdisjoint(lists["arabic_not"]) or _is_little(word, lists)


def _lasts(text: str, words: list[tuple[int, int, str]], index: int) -> Iterator[int]:
    """Yield the last words that a name which begins at ``index`` may have, the farthest first."""
    last = index
    while last + 1 < len(words) and last + 1 < index + MOST_WORDS:
        if text[words[last][1] : words[last + 1][0]] not in {" ", "-"}:
            break
        last += 1
    plain = script_lists()["arabic_plain"]
    for place in range(last, index - 1, -1):
        if any(word not in plain for _, _, word in words[index : place + 1]):
            yield place


def _score(surface: str, particle: str, setting: _Setting, gazetteer: Gazetteer, *, alone: bool) -> float:
    """Return how surely ``surface`` behind a ``particle`` is a place, 0 where it is none; ``alone`` a single word."""
    if listed(surface):
        return 0.9 if setting.placed else 0.7
    hits = gazetteer.plain(surface)
    best = best_of(gazetteer, hits)
    if alone and _may_be_a_word(surface, particle, setting, best):
        return 0.0
    if not hits:
        called = setting.cued or (setting.located and not particle) or (setting.listed and particle == _WAW)
        return 0.6 if called and _is_foreign(surface, gazetteer) else 0.0
    exact = hits[0].match == "exact" or (
        (setting.listed or particle not in _JOINED) and _nearly_exact(surface, gazetteer)
    )
    least = FAIRLY_SURE if exact and len(surface) > SHORTEST + 1 and not _may_describe(surface) else SURE
    if best >= least and (exact or (setting.placed and not particle)):
        return 0.9 if setting.placed else 0.7
    if exact:
        said = not particle and (setting.located or setting.cued or setting.added)
        return 0.7 if said or not alone or (setting.listed and particle == _WAW) else 0.0
    return 0.7 if setting.cued and not particle else 0.0


def _may_be_a_word(surface: str, particle: str, setting: _Setting, best: float) -> bool:
    """Tell whether ``surface`` is rather a common word or an adjective than a place as prominent as ``best``."""
    goes_on = setting.listed and particle.startswith(_WAW)
    describes = not goes_on and _is_adjective(surface, setting.word)
    if not setting.cued and (_is_common(surface, script_lists()) or describes):
        return True
    if best >= WELL_KNOWN or setting.cued:
        return False
    if particle == "ك" or (not goes_on and _may_describe(surface) and _is_definite(setting.word)):
        return True
    # "بلقاء" is with-a-meeting before it is Balqa; "لجان" are committees, and not for Jan.
    joined = not particle and surface[0] in _JOINED and surface[1:] in script_lists()["arabic_common"]
    return joined or (particle in _JOINED and len(surface) == SHORTEST and not setting.listed)


def _arabic_unknown(
    text: str, words: list[tuple[int, int, str]], index: int, before: str, lists: dict[str, frozenset[str]]
) -> tuple[int, int, float] | None:
    """Return the name that no gazetteer has, behind a word for a town, a village or a quarter."""
    start, end, word = words[index]
    kind = before if before in _KINDS or before[:1] not in _JOINED else before[1:]
    if kind not in _KINDS or (word not in _HEADS and (word in lists["arabic_plain"] or len(word) < SHORTEST)):
        return None
    if not word.startswith(_ARTICLE):
        if kind not in _SETTLEMENTS or _is_common(word, lists) or word.endswith(("ة", "ية")) or _is_little(word, lists):
            return None
        if word in _HEADS:
            last = index + 1
            joined = (
                last < len(words) and text[end : words[last][0]] == " " and words[last][2] not in lists["arabic_plain"]
            )
            return (start, last, 0.5) if joined else None
    return start, index, 0.5


def _arabic_area(
    text: str, words: list[tuple[int, int, str]], index: int, gazetteer: Gazetteer
) -> tuple[int, int, float] | None:
    """Return the name of a province or district with the word for it, which begins at ``index``: محافظة حلب."""
    start, end, word = words[index]
    offset = 0 if word in _UNITS else 1 if word[:1] in _JOINED and word[1:] in _UNITS else None
    if offset is None or index + 1 == len(words) or text[end : words[index + 1][0]] != " ":
        return None
    if words[index + 1][2] in _UNITS:
        return None
    found = _arabic_at(text, words, index + 1, gazetteer, listed=False)
    if found is None or found[0] != words[index + 1][0]:
        return None
    return start + offset, found[1], found[2]


def _is_little(word: str, lists: dict[str, frozenset[str]]) -> bool:
    """Tell whether ``word`` is a preposition, alone or joined to a particle: "وفي", "ومن"."""
    little = lists["arabic_preposition"]
    return word in little or (word[:1] in _JOINED and word[1:] in little)


def _is_foreign(surface: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is that of a fairly known place abroad, written by its sound: باخموت."""
    return any(
        best_of(gazetteer, hits) >= FAIRLY_SURE
        and (hits[0].match == "exact" or len(surface) > LEAST or best_of(gazetteer, hits) >= SURE)
        for latin in romanised(surface)
        if (hits := gazetteer.plain(latin))
    )


def _nearly_exact(surface: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is known but for the letters that hands write freely: الانبار for الأنبار, عانه for عانة."""
    article, bare = (_ARTICLE, surface[len(_ARTICLE) :]) if surface.startswith(_ARTICLE) else ("", surface)
    heads = [bare] if bare[:1] not in _ALIFS else [letter + bare[1:] for letter in _ALIFS]
    forms = [head[:-1] + last for head in heads for last in _LASTS.get(head[-1:], head[-1:])]
    return any(form != bare and gazetteer.exact_rows(article + form) for form in forms)


def _may_describe(surface: str) -> bool:
    """Tell whether a word has the form of an adjective or participle with the article: المقبلة, الصوفية."""
    return surface.startswith(_ARTICLE) and surface.endswith(("ة", "ي"))


def _arabic_demonym(text: str, words: list[tuple[int, int, str]], index: int, gazetteer: Gazetteer) -> Toponym | None:
    """Return the word for people or things of a country at ``index``."""
    for start, _ in _without_particles(words[index]):
        end = words[index][1]
        surface = text[start:end]
        if not gazetteer.demonym(english(surface)) or (surface.endswith("ا") and gazetteer.exact_rows(surface)):
            continue
        before = words[index - 1][2] if index and text[words[index - 1][1] : words[index][0]] == " " else ""
        named = surface in _COUNTRIES and not _is_adjective(surface, before)
        return Toponym(start, end, surface, Kind.PLACE if named else Kind.DEMONYM, 0.9)
    return None


def _is_common(word: str, lists: dict[str, frozenset[str]]) -> bool:
    """Tell whether ``word`` is an everyday one, which names a place only after a word for a kind of place."""
    return word in lists["arabic_common"] or (
        word.startswith(_ARTICLE) and word[len(_ARTICLE) :] in lists["arabic_common"]
    )


def _is_adjective(word: str, before: str) -> bool:
    """Tell whether ``word`` is the adjective of a place after the noun it belongs to: الحدود السورية."""
    return word.startswith(_ARTICLE) and word.endswith(("ية", "ي")) and _is_definite(before)


def _is_definite(word: str) -> bool:
    """Tell whether a noun has the article, or a particle and the article: adjectives behind it have it, too."""
    return word.startswith((_ARTICLE, "بال", "وال", "فال", "كال", "لل"))


def _without_particles(word: tuple[int, int, str]) -> Iterator[tuple[int, str]]:
    """Yield where the name may begin in ``word`` and the particle before it: as written first."""
    start, _, letters = word
    yield start, ""
    if letters.startswith("لل") and len(letters) > SHORTEST + 1:
        yield start + 1, "ل"
    for particle in _PARTICLES:
        if not letters.startswith(particle) or len(letters) - len(particle) < SHORTEST:
            continue
        if particle.endswith(_ARTICLE):
            yield start + len(particle) - len(_ARTICLE), particle
        else:
            yield start + len(particle), particle
