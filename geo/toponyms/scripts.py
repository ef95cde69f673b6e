"""Toponyms in letters other than Latin: the gazetteer and rules, for Arabic, Cyrillic and the rest.

Arabic joins particles to the word: "وببغداد" is and-in-Baghdad; they are taken off before the look-up and
left out of the span. Russian and Ukrainian inflect names: "в Бахмуте", "під Харковом", "Авдіївці"; the
endings of the cases are put back by a small table. Common words that are also names somewhere are kept
out by lists, and a little-known name is believed only after a preposition or a word for a kind of place.
Words for people and things of countries are demonyms here, too (geo.toponyms.adjectives).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo.model import Kind, Toponym
from geo.patterns import lazy
from geo.toponyms.adjectives import english
from geo.toponyms.lexicon import lines, sections
from geo.toponyms.regions import AND, PLURAL, is_adjective, regions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.gazetteer import Gazetteer
    from geo.gazetteer.hits import Hit

OTHER = lazy("[^\0-\u036f\u1e00-\u1eff\u2000-\u2bff\u3000-\u303f\ud800-\uf8ff\ufe00-\ufe6f\uff00-\U0010ffff]")
"""A letter that the recogniser for Latin letters does not read; what is none stands here, as ASCII is told first so."""

ARABIC = lazy(r"[\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff]{1,40}")
CYRILLIC = lazy(r"[\u0400-\u052f][\u0400-\u052f'ʼ’]{0,40}(?:-[\u0400-\u052f]{1,40}){0,3}")
_REST = lazy(r"[\u0370-\u03ff\u0530-\u05ff\u0700-\u074f\u0780-\u1dff\u1f00-\u1fff\u2c00-\u2fff\u3040-\ud7ff]")

_UNSPACED = lazy(r"[\u3040-\u30ff\u3400-\u9fff]{2,}")

MOST_WORDS = 4
MOST_LETTERS = 6
"""Most letters of a Chinese or Japanese name that is looked for."""

SURE = 0.3
"""Prominence from which a name needs no preposition or kind word before it."""

FAIRLY_SURE = 0.2
"""The same for an exact match of an Arabic word of five letters and more."""

SHORTEST = 3

_PARTICLES = ("وب", "ول", "وال", "فال", "بال", "كال", "ف", "و", "ب", "ل", "ك")
_ARTICLE = "ال"
_JOINED = frozenset("وفبلك")
"""Particles of one letter."""
_WAW = "و"
"""And: it joins a name to the one before, as a letter of its word or alone."""
_KINDS = frozenset({"حي", "بلدة", "قرية", "مدينة", "ناحية"})
"""Words after which a name with the article is a place even where no gazetteer has it."""

_COUNTRIES = frozenset({"السعودية"})
"""Adjectives that name the country itself where no noun with the article stands before."""

_ACRONYM = 4
_CONSONANTS = frozenset("бвгґджзклмнпрстфхцчшщ")

_PEOPLE = ("енко", "енка", "енком", "енку", "енкові", "ченки", "ович", "евич", "єв", "овна", "івна", "івни")
"""Endings of family names and patronymics that places do not share."""
_FAMILIES = (
    *_PEOPLE, "ский", "цкий", "ський", "цький", "ская", "цкая", "ська", "цька", "ов", "ев", "ёв", "ин", "ын", "ін",
    "їн", "ова", "ева", "іна", "ина", "ук", "юк", "як", "ун", "дзе", "швили", "швілі", "ян", "ко", "ло", "ик",
    "ець", "ак",
)  # fmt: skip
"""Endings of family names in the nominative. "Мэр Москвы" names the town in the genitive."""

_AREA_FORMS = {
    "области": "область", "областью": "область", "області": "область", "областю": "область", "районе": "район",
    "района": "район", "районі": "район", "району": "район", "районом": "район", "республике": "республика",
    "республики": "республика", "республику": "республика", "краю": "край", "края": "край",
}  # fmt: skip


@cache
def _endings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the endings of the oblique cases, each with those of the nominative that it may stand for."""
    rows = [line.split() for line in lines("cyrillic_endings.txt")]
    return tuple((row[0], tuple("" if base == "ø" else base for base in row[1:])) for row in rows)


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in sections("scripts.txt").items()}


def find_other(text: str, gazetteer: Gazetteer) -> list[Toponym]:
    """Return the toponyms of ``text`` in letters other than Latin, in order and disjoint."""
    found = [*_arabic(text, gazetteer), *_cyrillic(text, gazetteer)]
    if _REST.search(text):
        found += _rest(text, gazetteer)
    chosen: list[Toponym] = []
    for toponym in sorted(found, key=lambda item: (item.start, -item.end)):
        if not chosen or toponym.start >= chosen[-1].end:
            chosen.append(toponym)
    return chosen


def _best(gazetteer: Gazetteer, hits: tuple[Hit, ...]) -> float:
    return max((gazetteer.prominence(hit.row) for hit in hits[:6]), default=0.0)


def _rest(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield well-known names in any other script, as the gazetteer's scan finds them; those without spaces apart."""
    for match in _UNSPACED.finditer(text):
        yield from _unspaced(match[0], match.start(), gazetteer)
    for start, end, hits in gazetteer.scan(text):
        if end - start > 1 and hits[0].match == "exact" and _REST.match(text, start) and _best(gazetteer, hits) >= SURE:
            yield Toponym(start, end, text[start:end], Kind.PLACE, 0.7)


def _unspaced(letters: str, offset: int, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield the well-known names in Chinese or Japanese ``letters``: the longest from left to right."""
    start = 0
    while start < len(letters) - 1:
        for end in range(min(start + MOST_LETTERS, len(letters)), start + 1, -1):
            hits = gazetteer.plain(letters[start:end])
            if hits and hits[0].match == "exact" and _best(gazetteer, hits) >= SURE:
                yield Toponym(offset + start, offset + end, letters[start:end], Kind.PLACE, 0.7)
                start = end - 1
                break
        start += 1


# --- Arabic ------------------------------------------------------------------------------------------


def _arabic(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    words = [(match.start(), match.end(), match[0]) for match in ARABIC.finditer(text)]
    lists = _lists()
    index, listed = 0, -1
    while index < len(words):
        if words[index][2] == _WAW and listed == index:
            index, listed = index + 1, index + 1
            continue
        found = _arabic_at(text, words, index, gazetteer, lists, listed=listed == index)
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


def _arabic_at(  # noqa: PLR0913 - where it stands, and what is known
    text: str,
    words: list[tuple[int, int, str]],
    index: int,
    gazetteer: Gazetteer,
    lists: dict[str, frozenset[str]],
    *,
    listed: bool,
) -> tuple[int, int, float] | None:
    """Return start, last word and score of the name at ``index``; ``listed`` where a name stands right before."""
    before = words[index - 1][2] if index and text[words[index - 1][1] : words[index][0]].isspace() else ""
    cued = before in lists["arabic_cue"] or (before[:1] in _JOINED and before[1:] in lists["arabic_cue"])
    placed = cued or before in lists["arabic_preposition"]
    plain = lists["arabic_stop"] | lists["arabic_cue"]
    for last in range(min(index + MOST_WORDS, len(words)) - 1, index - 1, -1):
        gaps = [text[words[place][1] : words[place + 1][0]] for place in range(index, last)]
        if not {" ", "-"}.issuperset(gaps) or all(word in plain for _, _, word in words[index : last + 1]):
            continue
        for start, particle in _without_particles(words[index]):
            surface = text[start : words[last][1]]
            if surface in plain or len(surface) < SHORTEST or (surface in lists["arabic_given"] and not cued):
                continue
            hits = gazetteer.plain(surface)
            best = _best(gazetteer, hits)
            exact = bool(hits) and hits[0].match == "exact"
            if last == index and not cued and (_is_common(surface, lists) or _is_adjective(surface, before)):
                continue
            sure = best >= (FAIRLY_SURE if exact and len(surface) > SHORTEST + 1 else SURE) and (exact or not particle)
            after = placed or (listed and words[index - 1][2] == _WAW)
            joined = listed and exact and particle == _WAW
            if sure or joined or (hits and not particle and after) or (last > index and exact):
                return start, last, 0.9 if sure and placed else 0.7
    start, _, word = words[index]
    unknown = before in _KINDS and word.startswith(_ARTICLE) and word not in plain
    return (start, index, 0.5) if unknown else None


def _arabic_demonym(text: str, words: list[tuple[int, int, str]], index: int, gazetteer: Gazetteer) -> Toponym | None:
    """Return the word for people or things of a country at ``index``."""
    for start, _ in _without_particles(words[index]):
        end = words[index][1]
        surface = text[start:end]
        if not gazetteer.demonym(english(surface)):
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
    return word.startswith(_ARTICLE) and word.endswith(("ية", "ي")) and before.startswith(_ARTICLE)


def _without_particles(word: tuple[int, int, str]) -> Iterator[tuple[int, str]]:
    """Yield where the name may begin in ``word`` and the particle before it: as written first."""
    start, _, letters = word
    yield start, ""
    for particle in _PARTICLES:
        if not letters.startswith(particle) or len(letters) - len(particle) < SHORTEST:
            continue
        if particle.endswith(_ARTICLE):
            yield start + len(particle) - len(_ARTICLE), particle
        else:
            yield start + len(particle), particle


# --- Cyrillic ----------------------------------------------------------------------------------------


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


def _cyrillic(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    words = [(match.start(), match.end(), match[0]) for match in CYRILLIC.finditer(text)]
    lists = _lists()
    listed = _listed_regions(text, words)
    index, behind = 0, -1
    while index < len(words):
        start, end, word = words[index]
        if word[0].isupper() and _is_region(word, gazetteer, adjective=index in listed):
            yield Toponym(start, end, word, Kind.PLACE, 0.9)
            index += 1
            continue
        joined = _is_joined(text, words, behind, index)
        found = _cyrillic_at(text, words, index, gazetteer, lists, joined=joined) if word[0].isupper() else None
        if (found is None or found[0] == index) and gazetteer.demonym(english(word)):
            yield Toponym(start, end, word, Kind.DEMONYM, 0.9)
            index += 1
        elif found is None:
            index += 1
        else:
            last, score = found
            start, end = words[index][0], words[last][1]
            yield Toponym(start, end, text[start:end], Kind.PLACE, score)
            index = behind = last + 1


def _is_joined(text: str, words: list[tuple[int, int, str]], behind: int, index: int) -> bool:
    """Tell whether the word at ``index`` goes on with the list that the name ending before word ``behind`` began."""
    if behind < 1 or not behind <= index <= behind + 1:
        return False
    gap = text[words[behind - 1][1] : words[index][0]]
    if gap == ", ":  # "у Києві, Петренко сказав" is no list
        end = words[index][1]
        return text[end : end + 1] in set(",.;:)") or (index + 1 < len(words) and words[index + 1][2] in AND)
    return index > behind and gap.strip(" ") in AND and gap.startswith(" ")


def _listed_regions(text: str, words: list[tuple[int, int, str]]) -> frozenset[int]:
    """Return the adjectives in lists that end with a word for several regions: "в Курской и Белгородской областях"."""
    listed: list[int] = []
    for place, word in enumerate(words):
        if word[2] in PLURAL:
            found = []
            index = place
            while index and text[words[index - 1][1] : words[index][0]] in {" ", ", "}:
                index -= 1
                if is_adjective(words[index][2]):
                    found.append(index)
                elif words[index][2] not in AND:
                    break
            # "Курской области" is one region, and its name is both words.
            listed += found if len(found) > 1 else []
    return frozenset(listed)


def _is_region(word: str, gazetteer: Gazetteer, *, adjective: bool) -> bool:
    """Tell whether ``word`` names a region by itself ("Харківщина"), or as one of a list where it is an adjective."""
    if is_adjective(word) and not adjective:
        return False
    return any(gazetteer.exact_rows(name) for name in regions(word))


def _cyrillic_at(  # noqa: PLR0913 - where it stands, and what is known
    text: str,
    words: list[tuple[int, int, str]],
    index: int,
    gazetteer: Gazetteer,
    lists: dict[str, frozenset[str]],
    *,
    joined: bool,
) -> tuple[int, float] | None:
    """Return last word and score of the name at ``index``; ``joined`` where it goes on with a list of names."""
    before = words[index - 1][2].lower() if index and text[words[index - 1][1] : words[index][0]].isspace() else ""
    cued = before in lists["cyrillic_cue"] or _is_behind_short(text, words, index, lists["cyrillic_short"])
    if not cued and _is_person(words[index][2], before, lists["cyrillic_title"]):
        return None
    placed = cued or joined or before in lists["cyrillic_preposition"]
    follows_name = bool(index) and _is_given(words[index - 1][2])
    given = _is_given(words[index][2])
    for stop in range(_last_of_name(text, words, index), index - 1, -1):
        lower = words[index][2].lower()
        if stop == index and (
            lower in lists["cyrillic_stop"]
            or len(lower) < SHORTEST
            or (not cued and _opens(text, words[index][0]) and _is_everyday(words[index][2], lists))
        ):
            return None
        best = _known_cyrillic([word for _, _, word in words[index : stop + 1]], gazetteer)
        if best is None or (stop == index and _is_acronym(words[index][2], gazetteer)):
            continue
        if stop == index and given and _capital_follows(text, words, index):
            return None
        if stop == index and (given or follows_name) and not placed:
            continue
        if best >= SURE or placed or stop > index:
            return stop, 0.9 if best >= SURE and placed else 0.7
    return (index, 0.5) if cued and words[index][2].lower() not in lists["cyrillic_stop"] else None


def _last_of_name(text: str, words: list[tuple[int, int, str]], index: int) -> int:
    """Return the last word that a name which begins at ``index`` may reach."""
    last = index
    while last + 1 < len(words) and last - index < MOST_WORDS - 1:
        following = words[last + 1]
        gap = text[words[last][1] : following[0]]
        if gap != " " or not (
            following[2][0].isupper() or following[2].lower() in _AREA_FORMS or following[2] in {"на", "над"}
        ):
            break
        last += 1
    return last


def _is_behind_short(text: str, words: list[tuple[int, int, str]], index: int, short: frozenset[str]) -> bool:
    """Tell whether a word for a settlement, cut short, stands before the name: "с. Мирне", "г. Донецк"."""
    if not index or words[index - 1][2].lower() not in short:
        return False
    return text[words[index - 1][1] : words[index][0]] in {". ", "."}


def _opens(text: str, start: int) -> bool:
    """Tell whether a sentence or a line begins at ``start``, where every word has a capital."""
    before = text[max(0, start - 12) : start].rstrip(" \t«“„\"'—–-")
    return not before or before[-1] in ".!?…:\n"


def _is_everyday(word: str, lists: dict[str, frozenset[str]]) -> bool:
    """Tell whether ``word``, in any case, is one that names no place where it begins a sentence."""
    return not lists["cyrillic_common"].isdisjoint(form.lower() for form in nominatives(word))


def _is_person(word: str, before: str, titles: frozenset[str]) -> bool:
    """Tell whether ``word`` is a family name by its ending: after a title any, else those that no place has."""
    return word.endswith(_PEOPLE) or (before in titles and word.endswith(_FAMILIES))


def _is_given(word: str) -> bool:
    """Tell whether ``word``, in any case, is a given name."""
    return not _lists()["cyrillic_given"].isdisjoint(form.lower() for form in nominatives(word))


def _capital_follows(text: str, words: list[tuple[int, int, str]], index: int) -> bool:
    """Tell whether a capitalised word stands right behind: a family name after a given one."""
    if index + 1 == len(words):
        return False
    start, _, word = words[index + 1]
    return word[0].isupper() and text[words[index][1] : start] == " "


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
    for last in nominatives(_AREA_FORMS.get(words[-1].lower(), words[-1])):
        firsts = nominatives(words[0]) if len(words) > 1 else ("",)
        forms += [" ".join([first, *words[1:-1], last]).strip() for first in firsts]
    return tuple(dict.fromkeys(forms))


def _is_acronym(word: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a short word in capitals is no name as it stands: "МИД" is not Mead, however it folds."""
    return word.isupper() and len(word) <= _ACRONYM and not gazetteer.exact_rows(word)


def _known_cyrillic(words: list[str], gazetteer: Gazetteer) -> float | None:
    """Return the prominence of the likeliest place that the (inflected) words name, or None."""
    best: float | None = None
    written = " ".join(words)
    for name in base_forms(written):
        hits = gazetteer.plain(name)
        if hits:
            found = _best(gazetteer, hits)
            if name == written and hits[0].match == "exact":
                return found
            best = found if best is None or found > best else best
    return best
