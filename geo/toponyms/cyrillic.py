"""Toponyms in Cyrillic letters: the gazetteer and rules, for Russian and Ukrainian text.

Names stand in cases: "в Бахмуте", "під Харковом", "Авдіївці" (see geo.toponyms.cases). A little-known name is believed
only after a preposition, a word for a kind of place or in a list; names of people, ships, clubs and units are kept out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.model import Kind, Toponym
from geo.patterns import lazy
from geo.toponyms.adjectives import english
from geo.toponyms.cases import CYRILLIC, areas, base_forms, nominatives
from geo.toponyms.regions import AND, PLURAL, is_adjective, regions
from geo.toponyms.romanised import listed, spellings
from geo.toponyms.script_words import MOST_WORDS, SHORTEST, SURE, best_of, script_lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.gazetteer import Gazetteer


_ADJECTIVE = lazy(r"(?:ий|ый|ой|ого|его|ому|ем|ом|им|ым|ая|яя|ой|ую|ое|ее|їй|ій|ої|ою|ими|ым|их|ых|а|я|у|е|є)$")
_SHORTEST_ADJECTIVE = 4
_ADJECTIVE_OR_CASE = lazy(r"(?:е|и|і|ї|у|ю|ах|ях|ом|ем|ой|ою|им|им|ым|ій|ой)$")
"""Endings of the cases that stand behind prepositions of place."""
_SHORTEST_UNKNOWN = 5
_LONG = 5
_FROM = frozenset({"из", "із", "до", "через", "між", "между"})
_LOCATIVE_CASE = ("і", "ї", "е", "ах", "ях", "ому", "ом", "ій")
_LOCATIVE = frozenset({"в", "на", "у", "по", "о", "во"})
_LOCATIVE_ADJECTIVE = ("ском", "цком", "ському", "цькому")
_LOCATIVE_NOUN = ("е", "и", "у", "ю", "і", "ї")
_ACRONYM = 4
_PEOPLE = ("енко", "енка", "енком", "енку", "енкові", "ченки", "ович", "евич", "єв", "овна", "івна", "івни")
"""Endings of family names and patronymics that places do not share."""
_FAMILIES = (
    *_PEOPLE, "ский", "цкий", "ський", "цький", "ская", "цкая", "ська", "цька", "ов", "ев", "ёв", "ин", "ын", "ін",
    "їн", "ова", "ева", "іна", "ина", "ук", "юк", "як", "ун", "дзе", "швили", "швілі", "ян", "ко", "ло", "ик",
    "ець", "ак",
)  # fmt: skip
"""Endings of family names in the nominative. "Мэр Москвы" names the town in the genitive."""


def cyrillic(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield the places and demonyms in Cyrillic letters, in order and disjoint."""
    words = [(match.start(), match.end(), match[0]) for match in CYRILLIC.finditer(text)]
    listed = _listed_regions(text, words)
    index, behind = 0, -1
    while index < len(words):
        start, end, word = words[index]
        if word[0].isupper() and _is_region(word, gazetteer, adjective=index in listed):
            yield Toponym(start, end, word, Kind.PLACE, 0.9)
            index += 1
            continue
        joined = _is_joined(text, words, behind, index)
        found = _cyrillic_at(text, words, index, gazetteer, joined=joined) if word[0].isupper() else None
        if (found is None or found[0] == index) and gazetteer.demonym(english(word)):
            yield Toponym(start, end, word, Kind.DEMONYM, 0.9)
            index += 1
        elif found is None:
            index += 1
        else:
            last, score = found
            start, end = words[index][0], words[last][1]
            end += words[last][2].lower() == "обл" and text[end : end + 1] == "."
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


class _Setting(NamedTuple):
    """What stands before a word: the word itself in lower case, and what it says of a name behind it.

    ``cued`` by a word for a kind of place; ``placed`` by that, a preposition or a list; ``spelt_out`` so surely that
    names count that the gazetteer has in Latin letters alone.
    """

    word: str
    cued: bool
    placed: bool
    spelt_out: bool


def _cyrillic_at(
    text: str, words: list[tuple[int, int, str]], index: int, gazetteer: Gazetteer, *, joined: bool
) -> tuple[int, float] | None:
    """Return last word and score of the name at ``index``; ``joined`` where it goes on with a list of names."""
    setting = _setting(text, words, index, joined=joined)
    if not setting.cued and _is_person(words[index][2], setting.word, script_lists()["cyrillic_title"]):
        return None
    for stop in range(_last_of_name(text, words, index), index, -1):
        named = [word for _, _, word in words[index : stop + 1]]
        best = _known_cyrillic(named, gazetteer, spelt_out=setting.spelt_out)
        if best is not None:
            return stop, 0.9 if best >= SURE and setting.placed else 0.7
        if stop == index + 1 and _is_area(*named):
            return stop, 0.6
    if _is_barred(text, words, index, setting):
        return None
    return _one_word(text, words, index, gazetteer, setting)


def _setting(text: str, words: list[tuple[int, int, str]], index: int, *, joined: bool) -> _Setting:
    lists = script_lists()
    word = words[index][2]
    before = words[index - 1][2].lower() if index and text[words[index - 1][1] : words[index][0]].isspace() else ""
    cued = before in lists["cyrillic_cue"] or _is_behind_short(text, words, index, lists["cyrillic_short"])
    placed = cued or joined or before in lists["cyrillic_preposition"]
    spelt_out = (cued or joined or _is_in(before, word.lower(), lists)) and not _is_body(word)
    return _Setting(before, cued, placed, spelt_out)


def _is_barred(text: str, words: list[tuple[int, int, str]], index: int, setting: _Setting) -> bool:
    """Tell whether the word at ``index`` names no place by itself, whatever the gazetteer has of that name."""
    lists = script_lists()
    lower = words[index][2].lower()
    if lower in lists["cyrillic_stop"] or len(lower) < SHORTEST:
        return True
    if setting.cued:
        return False
    if lower in lists["cyrillic_title"] or lower in lists["cyrillic_preposition"]:
        return True
    return _opens(text, words[index][0]) and _is_everyday(words[index][2])


def _one_word(
    text: str, words: list[tuple[int, int, str]], index: int, gazetteer: Gazetteer, setting: _Setting
) -> tuple[int, float] | None:
    """Return the word at ``index`` and its score where it is a place by itself."""
    word = words[index][2]
    best = _known_cyrillic([word], gazetteer, spelt_out=setting.spelt_out)
    if best is not None and not _is_acronym(word, gazetteer):
        if not setting.cued and _is_body(word):
            return None
        given = _is_given(word)
        if (given and _capital_follows(text, words, index)) or _describes(text, words, index, setting.word):
            return None
        if setting.placed:
            return index, 0.9 if best >= SURE else 0.7
        follows = bool(index) and _is_given(words[index - 1][2])
        if best >= SURE and not (given or follows or _is_full_name(text, words, index, gazetteer)):
            return index, 0.7
    if setting.cued or _is_located(text, words, index, setting.word, script_lists()):
        return index, 0.5
    return None


def _last_of_name(text: str, words: list[tuple[int, int, str]], index: int) -> int:
    """Return the last word that a name which begins at ``index`` may reach."""
    last = index
    while last + 1 < len(words) and last - index < MOST_WORDS - 1:
        following = words[last + 1]
        gap = text[words[last][1] : following[0]]
        if gap != " " or not (
            following[2][0].isupper() or following[2].lower() in areas() or following[2] in {"на", "над"}
        ):
            break
        last += 1
    return last


def _is_area(adjective: str, noun: str) -> bool:
    """Tell whether two words name an area by their form, whether or not a gazetteer has it: Сватовского района."""
    area = areas().get(noun.lower())
    return area is not None and len(adjective) > _SHORTEST_ADJECTIVE and _ADJECTIVE.search(adjective) is not None


def _describes(text: str, words: list[tuple[int, int, str]], index: int, before: str) -> bool:
    """Tell whether the word is the adjective of the noun behind it: "в Курском направлении" names no town Курск.

    Towns in -ск have that ending, too, but not behind these prepositions.
    """
    _, end, word = words[index]
    if before not in _LOCATIVE or not word.endswith(_LOCATIVE_ADJECTIVE) or index + 1 == len(words):
        return False
    start, _, noun = words[index + 1]
    return text[end:start] == " " and noun[0].islower() and noun.endswith(_LOCATIVE_NOUN) and len(noun) > SHORTEST


def _is_full_name(text: str, words: list[tuple[int, int, str]], index: int, gazetteer: Gazetteer) -> bool:
    """Tell whether the word and a capitalised one beside it are given and family name, as places are not written."""
    start = words[index][0]
    if index + 1 < len(words) and _capital_follows(text, words, index):
        if (
            index
            and words[index - 1][2].lower() in script_lists()["cyrillic_title"]
            and _capital_follows(text, words, index + 1)
        ):
            return False  # "Мер Мелітополя Іван Федоров"
        following = words[index + 1][2]
        return not (following.isupper() or _names_something(following, gazetteer))
    if not index or text[words[index - 1][1] : start] != " ":
        return False
    begin, _, word = words[index - 1]
    return word[0].isupper() and not _opens(text, begin) and not _names_something(word, gazetteer)


def _names_something(word: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a capitalised word is one of a place or a country, so that it is no family name."""
    lists = script_lists()
    lower = word.lower()
    if lower in lists["cyrillic_title"] or lower in lists["cyrillic_cue"] or lower in lists["cyrillic_stop"]:
        return True
    return bool(english(word)) or _known_cyrillic([word], gazetteer, spelt_out=False) is not None


def _is_in(before: str, lower: str, lists: dict[str, frozenset[str]]) -> bool:
    """Tell whether a preposition says where something is, which is not said of people: "в", "під", "у … -і"."""
    if len(before) > _LONG and before in lists["cyrillic_preposition"]:
        return True  # "обстріляли", "мешканці", "напрямку"
    return (
        before in lists["cyrillic_where"]
        or before in _FROM
        or (before in {"у", "на"} and lower.endswith(_LOCATIVE_CASE))
    )


def _is_located(
    text: str, words: list[tuple[int, int, str]], index: int, before: str, lists: dict[str, frozenset[str]]
) -> bool:
    """Tell whether an unknown word must be a place by the preposition before it and by its case: "в Панджшере"."""
    word = words[index][2]
    if (
        (before in _FROM or not _is_in(before, word.lower(), lists))
        or word[1:] != word[1:].lower()
        or len(word) < _SHORTEST_UNKNOWN
    ):
        return False
    if _is_given(word) or english(word) or not _ADJECTIVE_OR_CASE.search(word) or _capital_follows(text, words, index):
        return False
    return not _is_everyday(word) and not _is_body(word)


def _is_behind_short(text: str, words: list[tuple[int, int, str]], index: int, short: frozenset[str]) -> bool:
    """Tell whether a word for a settlement, cut short, stands before the name: "с. Мирне", "г. Донецк"."""
    if not index or words[index - 1][2].lower() not in short:
        return False
    return text[words[index - 1][1] : words[index][0]] in {". ", "."}


def _opens(text: str, start: int) -> bool:
    """Tell whether a sentence or a line begins at ``start``, where every word has a capital."""
    before = text[max(0, start - 12) : start].rstrip(" \t«“„\"'—–-")
    return not before or before[-1] in ".!?…:\n"


def _is_person(word: str, before: str, titles: frozenset[str]) -> bool:
    """Tell whether ``word`` is a family name by its ending: after a title any, else those that no place has."""
    return word.endswith(_PEOPLE) or (before in titles and word.endswith(_FAMILIES))


def _is_body(word: str) -> bool:
    """Tell whether ``word`` is an institution, a feast, a firm or a statesman, and never a place."""
    return _is_in_list(word, "cyrillic_body")


def _is_everyday(word: str) -> bool:
    """Tell whether ``word`` is one that names no place where it begins a sentence."""
    return _is_in_list(word, "cyrillic_common")


def _is_given(word: str) -> bool:
    """Tell whether ``word`` is a given name."""
    return _is_in_list(word, "cyrillic_given")


def _is_in_list(word: str, name: str) -> bool:
    """Tell whether the list ``name`` has ``word``, which may stand in any case."""
    return not script_lists()[name].isdisjoint(form.lower() for form in nominatives(word))


def _capital_follows(text: str, words: list[tuple[int, int, str]], index: int) -> bool:
    """Tell whether a capitalised word stands right behind: a family name after a given one."""
    if index + 1 == len(words):
        return False
    start, _, word = words[index + 1]
    return word[0].isupper() and text[words[index][1] : start] == " "


def _is_acronym(word: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a short word in capitals is no name as it stands: "МИД" is not Mead, however it folds."""
    return word.isupper() and len(word) <= _ACRONYM and not gazetteer.exact_rows(word)


def _known_cyrillic(words: list[str], gazetteer: Gazetteer, *, spelt_out: bool) -> float | None:
    """Return the prominence of the likeliest place that the (inflected) words name, or None.

    ``spelt_out`` says that names that the gazetteer has in Latin letters alone count as well; these are never so well
    known that they need no word before them.
    """
    best: float | None = None
    written = " ".join(words)
    forms = base_forms(written)
    for name in forms:
        hits = gazetteer.plain(name)
        if hits:
            found = best_of(gazetteer, hits)
            if name == written and hits[0].match == "exact":
                return found
            best = found if best is None or found > best else best
    if best is None and any(map(listed, forms)):
        return SURE
    if best is None and spelt_out:
        hits = next((hits for latin in spellings(forms) if (hits := gazetteer.plain(latin))), ())
        return min(SURE - 0.1, best_of(gazetteer, hits)) if hits else None
    return best
