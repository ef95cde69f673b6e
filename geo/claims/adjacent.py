"""The words right before a claim: whose distance or direction they say it is.

Reading backwards from "40 miles west of Baghdad", what only links or describes is left out, until a name
or a noun is reached::

    Akuressa, in Matara district | some 160 km south of …       a name, past the district it lies in
    Aden, the seat of the government, lies | about 300 km …     a name, past an apposition and a verb
    residents of the city, | 40 miles west of …                 a definite noun: what was named before
    at a checkpoint | two miles east of …                       something that no place names

The result says which; where nothing of this fits, the syntax is not understood and the subject uncertain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo.claims._phrases import SEAT_OF
from geo.patterns import anchored, lazy, trailing

if TYPE_CHECKING:
    from geo.claims.base import Document
    from geo.patterns import Trailing

__all__ = ["NAME", "Adjacent", "is_genitive", "name_after", "words_before"]


class Adjacent(NamedTuple):
    """What stands before a claim.

    ``kind`` is ``toponym`` (``toponym`` is its index), ``name`` (``name``: a proper name that is no
    toponym), ``definite`` ("the town"), ``indefinite`` ("a farm"), or ``unknown``. ``defined`` says that the
    words are of a definition ("X is a town in …"). ``words`` are those of a definite noun ("the town").
    """

    kind: str
    toponym: int | None = None
    name: str | None = None
    defined: bool = False
    words: str = ""


_THING = (
    r"(?:city|town|village|townlet|settlement|hamlet|port|camp|base|airbase|airport|airfield|district|place|area|location|site|spot|scene"
    r"|community|municipality|suburb|neighbou?rhood|oasis|island|centre|center|post|crossing|enclave|stronghold|outpost|facility|complex"
    r"|countryside|front|frontline|point|position|positions|checkpoint|farm|hospital|school|prison|field|refinery|dam|bridge|villages|towns|areas)"
)
_LINK = trailing(
    r"(?>(?:(?>[\s,;:(–—-]{1,3})|\b(?:which|that|who)(?=\s)"
    r"|\b(?:is|are|was|were|lies|lie|lay|lying|stands|stood|sits|sat|rests|being)(?=[\s,(])"
    r"|\b(?:located|situated|based|nestled|perched|found|positioned|stationed)(?=[\s,(])"
    r"|\b(?:що|яке|яка|який|который|которая|которое|التي|الذي)(?=\s)"
    r"|\b(?:леж(?:ить|ит|ав|ала|ало|ал)|розташован[аеий]{1,2}|расположен[аоы]?|знаходи(?:ться|вся|лася|лося)|находи(?:тся|лся|лась|лось)"
    r"|стоїть|стоит|و?[تي]قع|و?[تي]بعد|الواقعة|الواقع)(?=[\s,(])"
    r"|\b(?:also|itself|just|now|still|at|some|about|only|roughly|approximately|in|on|the|a\sdistance\sof|strategically|currently|around)(?=[\s,(]))"
    r"{1,8})\Z",
    re.IGNORECASE,
)
_SPACE = trailing(r"[\s,;:(–—-]{1,4}\Z")
_BRACKETS = trailing(r"\s?(?:\([^()]{0,160}\)|\[[^\[\]]{0,16}\])\Z", needs=(")", "]"))
_PART = r"[\w’'.-]{1,24}"
_WIDE_LEAD = trailing(
    rf"[\s,]{{0,2}}\b(?:in|on|of|along|near|within|from|across|at|by|inside|outside|off|towards?|over|around|beside|belonging\sto|part\sof"
    r"|у|в|на|біля|возле|поблизу|في|قرب|على)\s"
    rf"(?:(?:the|its|their|whole|entire|whole\sof\sthe)\s)?(?:(?!(?:in|on|along|near|from|at|is|was|a|an)\s){_PART}\s){{0,6}}\Z",
    re.IGNORECASE,
)
_OWN_NOUN = trailing(
    r"\s(?:city|town|village|camp|area|hill|airport|airbase|air\sbase|base|neighbou?rhood|suburb|crossing|itself|proper|island|oasis|port)\Z",
    re.IGNORECASE,
)
_LETTER = r"A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚḌḤḨĪṢṬẒʿА-ЯІЇЄҐ"
_ARTICLE = r"(?:al|el|ad|as|at|ar|az|an|ash|ed|es|et|er|ez|en|ul|ibn|bani|umm|abu|deir|de|la|le|bin|ain)"
_CAP = rf"(?:{_ARTICLE}[-\s])?[{_LETTER}][\w’'ʻʿ`-]{{0,24}}"
NAME = rf"{_CAP}(?:\s{_CAP}){{0,3}}"
"""Matches a proper name of up to four words; case counts."""

_NAME_AT_END = trailing(rf"(?<![\w’'-])(?:{_CAP}\s){{0,3}}{_CAP}\Z")
_NAME_HERE = anchored(NAME)
_NO_VERB = r"(?:(?!\b(?:is|was|are|were|has|had|have|will|said|says|killed)\b)[^,.;:()])"
_PREDICATE = trailing(
    r"\b(?:is|was|are|were|as|remains|became)\s(?:also\s|now\s|today\s|still\s)?(?:an?|the|one\sof\sthe|its|another)\s"
    rf"{_NO_VERB}{{0,48}}?\b(?:{_THING}|capital|seat|headquarters|home|cities|villages|municipal\w{{0,6}})\b{_NO_VERB}{{0,64}}\Z",
    re.IGNORECASE,
)
_APPOSITION = trailing(
    rf",\s(?:also\s)?(?:an?|the|its|one\sof\sthe|itself|once|home\sto|known)\s{_NO_VERB}{{1,80}}\Z", re.IGNORECASE
)
_ALSO = trailing(
    r",?\s(?:also|formerly|officially|sometimes)\s(?:known|spelled|spelt|called|transliterated)\s[^.;:()]{1,60}\Z",
    re.IGNORECASE,
    needs=("also", "formerly", "officially", "sometimes"),
)
_DEFINITE = trailing(rf"\b(?:the|this|that|its|our|his|their)\s(?:[\w-]{{1,20}}\s){{0,2}}?{_THING}\Z", re.IGNORECASE)
_INDEFINITE = trailing(
    r"\b(?:an?|another|two|three|four|five|several|some|many|other|its|their|his|her|my|your|the)\s(?:[\w’'-]{1,20}\s){0,3}?[a-z][\w-]{1,20}\Z",
    re.IGNORECASE,
)
_NO_NAME_WORDS = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december he she it they we the this that these those there in on at and but mr mrs dr
gen col i isis isil daesh sdf located situated lying nestled perched founded surrounded built set standing based
known once home about some around from with near after before since when while as by for to of both all most no
not if his her their our its my your через у в на під біля з за до від та і й по о к из под возле для при في من إلى على
عن nato un u.n us u.s uk eu fsa ypg observatory ministry army government president minister
місто місті міста село селі села селище смт город городе города посёлок поселок посёлке деревня деревне станица хутор
"""
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())
_ARTICLES = frozenset("al el ad as at ar az an ash".split())  # noqa: SIM905 - as above
_WIDE_NAME = lazy(
    r"(?:province|governorate|district|county|region|oblast|raion|river|sea|lake|gulf|valley|mountains?|desert|state|highway|road|street|avenue|zone|republic|municipality|peninsula|cercle|commune|department|prefecture)$"
    r"|^(?:lake|river|mount|wadi|gulf|highway|interstate|route|county\sroad)\b",
    re.IGNORECASE,
)
_WIDE_AFTER = trailing(
    r"[\s-](?:province|governorate|district|county|region|oblast|raion|river|state|coast|highway|countryside)\Z",
    re.IGNORECASE,
    needs=(
        "province",
        "governorate",
        "district",
        "county",
        "region",
        "oblast",
        "raion",
        "river",
        "state",
        "coast",
        "highway",
        "countryside",
    ),
)
_WIDE_BEFORE = trailing(
    r"(?:\b(?:rivers?|lakes?|mount|mountains?|highway|road|wadi|sea|gulf|province|district|region)\s(?:of\s(?:the\s)?)?|\bbetween\s[^.;()]{0,48})\Z",
    re.IGNORECASE,
)
_CALLED_TOWN = trailing(
    r"\b(?:city|town|village|camp|port|settlement|suburb|hamlet|airport|airfield|base|airbase|crossing|dam|refinery|field|island|oasis|enclave|exclave|pocket|peninsula)\s(?:of\s)?\Z",
    re.IGNORECASE,
)
_OF_ALL = trailing(
    r"\b(?:(?:larg|bigg|old|great|rich|poor|busi)est|most\s[a-z]{2,14}|main|chief|major|principal|other|only|important|key)\s(?:[a-z-]{2,12}\s)?"
    r"(?:city|town|port)\sof\s(?:the\s)?\Z",
    needs=("of",),
)
"""Before the country that a city is one of: "the largest city of *Syria*"."""
_A = trailing(r"\ban?\s\Z", re.IGNORECASE)
_AT_THE = trailing(
    r"[\s,]{0,2}\b(?:near|on|along|at|by|beside|astride|across|in|over|close\sto|next\sto|not\sfar\sfrom)\s(?:the|its|a|an)\s(?:[\w’'-]{1,20}\s){0,3}?"
    r"(?:border|frontier|coast|coastline|shores?|seaside|river|riverbank|banks?|front\s?lines?|highway|motorway|road|railway|desert|mountains?|hills"
    r"|foothills|countryside|plain|valley|plateau|delta|steppe|sea|lake|gulf|marshes|(?:north|south|east|west)(?:[\s-]?(?:east|west))?)\Z",
    re.IGNORECASE,
)
_BESIDE = trailing(
    r",\s(?:near|close\sto|next\sto|not\sfar\sfrom|opposite|outside|beside)\s(?:the\s)?(?:[a-z]{2,12}\s(?:of\s)?){0,3}\Z"
    r"|\b(?:on|along|by|near|astride)\s(?:the|a)\s(?:[\w-]{1,16}\s){0,2}?(?:road|highway|motorway|route|way|railway|line|border|frontier|pipeline)\s"
    r"(?:to|from|with|towards?|leading\sto|between\s[^.;()]{1,40}\sand)\s\Z",
    re.IGNORECASE,
    needs=(
        "near",
        "close",
        "next",
        "far",
        "opposite",
        "outside",
        "beside",
        "road",
        "way",
        "route",
        "line",
        "border",
        "frontier",
    ),
)
_SEAT_OF = trailing(
    rf"(?:{SEAT_OF}|,\s(?:an?|the)\s(?:[\w-]{{1,20}}\s){{0,3}}?(?:suburb|satellite|neighbou?rhood|quarter|district|part|dependency)"
    r"(?:\stown)?\sof\s(?:the\s)?)\Z",
    needs=("of",),
)
"""Before the province that a town is the seat of, or what it is a part of: "Jaramana, a suburb of *Damascus*"."""
_WINDOW, _TURNS = 240, 7


def words_before(document: Document, start: int) -> Adjacent:
    """Return what stands before the claim that begins at ``start``, in its sentence."""
    begin = max(document.sentence_at(start).start, start - _WINDOW)
    end = start
    defined = False
    for _turn in range(_TURNS):
        end = _without(document.text, begin, end, (_LINK, _SPACE, _BRACKETS, _SPACE))
        if end <= begin:
            break
        found = _named(document, begin, end)
        if isinstance(found, Adjacent):
            return found._replace(defined=defined)
        if found is not None:
            end = found
            continue
        window = document.text[begin:end]
        for pattern in (_AT_THE, _APPOSITION, _ALSO, _PREDICATE):
            match = pattern.search(window)
            if match is not None:
                end = begin + match.start()
                defined = defined or pattern is _PREDICATE
                break
        else:
            return _noun(window)._replace(defined=defined)
    return Adjacent("unknown", defined=defined)


def name_after(text: str, at: int, stop: int) -> str | None:
    """Return the proper name that begins at ``at``, or None."""
    match = _NAME_HERE.match(text, at, stop)
    name = match.group() if match else ""
    return name if len(name) > 1 and _is_name(name) else None


def _without(text: str, begin: int, end: int, patterns: tuple[Trailing, ...]) -> int:
    """Return where the text ends without what the patterns match at its end, one after the other."""
    for pattern in patterns:
        match = pattern.search(text[max(begin, end - 170) : end])
        if match is not None:
            end = max(begin, end - 170) + match.start()
    return end


def _named(document: Document, begin: int, end: int) -> Adjacent | int | None:
    """Return the name that the text ends with; where that is an area or a river, where its phrase begins."""
    bare = _without(document.text, begin, end, (_OWN_NOUN,))
    for at in dict.fromkeys((end, bare)):
        found = _ending(document, begin, at, of_noun=at != end)
        if found is not None:
            return found
    match = _WIDE_AFTER.search(document.text[max(begin, end - 24) : end])
    if match is None:
        return None
    at = max(begin, end - 24) + match.start()
    name = _NAME_AT_END.search(document.text[max(begin, at - 96) : at])
    return _phrase_start(document.text, begin, max(begin, at - 96) + name.start()) if name else None


def _ending(  # noqa: PLR0911 - one return a case
    document: Document, begin: int, at: int, *, of_noun: bool
) -> Adjacent | int | None:
    """Return the name or the toponym that ends at ``at``; see :func:`_named`."""
    text = document.text
    match = _NAME_AT_END.search(text[max(begin, at - 96) : at])
    name = _without_openers(match.group() if match else "")
    start = at - len(name)
    covered = document.overlapping(max(begin, at - 1), at)
    index = covered[-1] if covered else None
    if index is not None and not document.is_place(index):
        return None
    first = document.toponyms[index].start if index is not None else start
    seat = _SEAT_OF.search(text[max(begin, first - 60) : first]) if index is not None else None
    if seat is not None:
        return max(begin, first - 60) + seat.start()
    beside = _BESIDE.search(text[max(begin, first - 80) : first]) if index is not None or name else None
    if beside is not None:
        return max(begin, first - 80) + beside.start()
    if index is not None:
        toponym = document.toponyms[index]
        if len(name) > len(toponym.text) and _is_one_name(document, name, toponym.start):
            return Adjacent("name", None, name)
        lead = text[max(begin, toponym.start - 48) : toponym.start]
        called = _CALLED_TOWN.search(lead) is not None and _OF_ALL.search(lead) is None
        if toponym.end >= at and (called or document.is_town_like(index)) and not is_genitive(document, index):
            return Adjacent("toponym", index)
        return _phrase_start(text, begin, toponym.start)
    if not _is_name(name) or (of_noun and _A.search(text[max(begin, start - 4) : start])):
        return None
    wide = _WIDE_NAME.search(name) or _WIDE_BEFORE.search(text[max(begin, start - 64) : start])
    if wide or document.names_country(name):  # "in western Ukraine 65 km south of Lviv"
        return _phrase_start(text, begin, start)
    return Adjacent("name", None, name)


def is_genitive(document: Document, index: int) -> bool:
    """Return whether an area only says where the place right before it lies: "Новосёловское Сватовского района"."""
    toponym = document.toponyms[index]
    if not index or toponym.text.isascii() or " " not in toponym.text:
        return False
    return document.toponyms[index - 1].end + 1 == toponym.start


def _without_openers(name: str) -> str:
    """Return a chunk of capitals without the words before the name: "From Erbil", "The Mosul Dam"."""
    while " " in name and name.split(" ", 1)[0].lower() in _NO_NAMES:
        name = name.split(" ", 1)[1]
    return name


def _is_one_name(document: Document, name: str, toponym_start: int) -> bool:
    """Return whether a chunk of capitals is one name of which only the end was recognised ("Tal | Afar")."""
    lead = name[: -(len(name) - name.rfind(document.text[toponym_start : toponym_start + 3]))].strip()
    if not lead or any(word.lower() in _NO_NAMES for word in lead.split()):
        return False
    if document.gazetteer is not None and any(hit.match != "fuzzy" for hit in document.gazetteer.lookup(name)):
        return True
    before = document.overlapping(toponym_start - len(lead) - 1, toponym_start - 1)
    return not before and lead[-1].isalpha() and not lead.endswith(("ian", "ish", "ese"))


def _phrase_start(text: str, begin: int, at: int) -> int:
    """Return where the phrase begins that leads to an area ("in Matara district", "on the Euphrates")."""
    match = _WIDE_LEAD.search(text[max(begin, at - 120) : at])
    if match is not None:
        return max(begin, at - 120) + match.start()
    return _without(text, begin, at, (_SPACE,))


def _is_name(name: str) -> bool:
    words = [word for word in re.split(r"[\s-]", name) if word]
    if len(words) == 1 and words[0].lower() in _ARTICLES:
        return False  # what "Al ‘Azīzīyah" begins with
    return bool(words) and not any(word.lower().strip("’'.") in _NO_NAMES for word in words) and len(name) > 1


def _noun(window: str) -> Adjacent:
    definite = _DEFINITE.search(window)
    if definite is not None:
        return Adjacent("definite", words=definite.group())
    return Adjacent("indefinite" if _INDEFINITE.search(window) else "unknown")
