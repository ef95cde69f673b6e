"""How a subject hangs on the words of a claim: "Azaz, a rebel-held town *near* …"; and who is meant by a phrase.

Shared by the claim types whose reference is not an area: nearness, border, shore and rank.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from geo.claims._phrases import ADMIN, KIND, MODIFIERS
from geo.claims._pronouns import meant_by_it
from geo.claims._reading import carrier
from geo.claims._relations import lying_in
from geo.claims.bindings import bindings_of
from geo.patterns import anchored, trailing

if TYPE_CHECKING:
    from geo.claims.base import Document
    from geo.claims.sites import Site
    from geo.patterns import Anchored

__all__ = ["LINK", "behind_aside", "country_code", "is_pointless", "linked_before", "named_after"]

_VERB = (
    r"(?:(?:which|that)\s)?(?:(?:is|was|lies|lay|sits|stands|are|were)\s)?"
    r"(?:(?:both|all|also|just|only|now|still|itself|right|located|situated|lying|based|nestled)\s){0,3}"
)
_SIZE = (
    r"(?:(?:of|with)\s(?:(?:about|around|some|nearly|more\sthan|roughly)\s)?[\d,.]{1,12}(?:\smillion)?"
    r"(?:\s(?:people|inhabitants|residents))?\s{1,3})?"
)
LINK = (
    rf"(?<![\s,])(?![^\s,])(?:\s{{1,3}}(?:{ADMIN}|city|town|village|camp|crossing))?\s{{0,3}},?\s{{0,3}}{_VERB}"
    rf"(?:(?:an?|the|another|one)\s{{1,3}})?{MODIFIERS}(?:{KIND}\s{{1,3}}{_SIZE})?"
)
"""The words between a subject and the preposition of its claim: ", a besieged town "."""

_LINKED = anchored(
    rf"{LINK}|(?<![\s,،])(?![^\s,،])[\s,،]{{0,3}}(?:(?:що|яке|яка|який|который|которая|которое|التي|الذي)\s)?"
    r"(?:(?:лежить|лежит|розташован\w{0,3}|расположен\w{0,3}|знаходиться|находится|تقع|يقع|الواقعة|الواقع)\s)?"
)
_APPOSITION = anchored(r"\s?,\s[^,.;:]{2,60},\s(?:is|was|lies|lay|sits|stands)\s(?:(?:right|just|located|situated)\s)?")
"""Between subject and preposition: ", the cradle of the uprising, lies "."""
_APPOSED = anchored(r"\s?,\s(?:the|an?|its|home\sto)\s[a-z’' -]{2,48}\s")
"""Between subject and preposition: ", the rebels' headquarters "; no other name."""
_VERBS = r"(?:is|was|lies|lay|sits|sat|stands|stood|remains|became)"
_ASIDE = anchored(
    r"\s{0,3}(?:,\s[^.;:()]{1,120},|\([^()]{1,90}\)|[–—-]\s[^–—.;:()]{1,90}\s[–—-])\s{1,3}"
    rf"{_VERBS}\s(?:(?:also|now|still|itself|right|just|located|situated)\s){{0,2}}(?:the\s{{1,3}})?"
)
_AND_IS = anchored(
    rf"(?:,\s(?:which|that))?\s{_VERBS}\s[^.;:]{{1,120}}\s(?:and|but)\s(?:it\s)?(?:is|was|lies|sits|stands)\s(?:also\s)?(?:the\s{{1,3}})?"
)
"""Between the first name of a sentence and a second thing said of it: "El Obeid lies west of Khartoum and is | …"."""
_SETTING = anchored(
    rf"\s{_VERBS}\s(?:(?:on|at|in|near|by|about|some|around|just|roughly|located|situated|\d)\b)[^.;:()]{{1,90}},\s{{1,3}}(?:and\s)?"
)
"""Between the first name of a sentence and what is said of it: an aside and a verb, or a verb and another place."""
_BETWEEN = anchored(
    rf"\s{_VERBS}\s(?:(?:roughly|about|located|situated|midway|halfway)\s){{0,2}}between\s[^.,;:()]{{1,80}},\s{{1,3}}"
)
_A_KIND = anchored(r"\s?,\s(?:an?|another)\s")
_AND_ON = anchored(r",?\s(?:and\s)?(?:(?:is|lies|sits|stands)\s)?(?:(?:just|right|also|very|quite)\s)?")
_BETWEEN_TWO = 3
"""Places named so far in "Samarra lies between Tikrit and Baghdad, | on the Tigris"."""
_OPENING = 24
"""Characters before the first name of a sentence that begins with it: "The city of"."""
_OWNED = trailing(rf",\s{{1,3}}(?:an?|another)\s{{1,3}}{MODIFIERS}$")
_LONGEST_LINK = 100
_POINTLESS = trailing(
    r"(?:\b(?:Road|Street|Highway|Avenue|Boulevard|Lane|Drive|Parkway|Turnpike|Freeway|Interstate|Route|Expressway|Trail|Way"
    r"|River|Creek|Canal|Ocean|Sea|Gulf|Strait)|^(?:Lake|Interstate|Highway|Route|FM|KY|US|I)[ -]\S{1,20}"
    r"|\b(?:Rd|St|Ave|Blvd|Hwy)\.?)$"
)
_CALLED_AFTER = anchored(
    rf"(?<![\s,])\s{{1,3}}{MODIFIERS}(?:{KIND}|post|gate)\s{{1,3}}(?:of|at|in|called|named)\s{{1,3}}(?:the\s{{1,3}})?"
)


def is_pointless(name: str) -> bool:
    """Return whether a name is that of a road, a river or a sea: nothing that lies at one spot."""
    return _POINTLESS.search(name) is not None


def behind_aside(document: Document, start: int) -> int | None:
    """Return the place that the sentence begins with, where only an aside stands between it and ``start``.

    "Ramadi, 100 km west of Baghdad, is | the capital of Anbar": Ramadi, not Baghdad.
    """
    opening = _opening_before(document, start, _ASIDE)
    return _opening_before(document, start, _AND_IS) if opening is None else opening


def _in_setting(document: Document, start: int) -> int | None:
    """Return the place that the sentence begins with, where only another setting stands between it and ``start``.

    "Bukavu sits at the southern tip of Lake Kivu, | on the border with Rwanda": Bukavu.
    """
    before = document.within(document.sentence_at(start).start, start)
    site = document.site(before[-1]) if len(before) > 1 else None
    if len(before) == _BETWEEN_TWO and (index := _opening_before(document, start, _BETWEEN)) is not None:
        return index
    if site is None or not (site.is_water or site.is_line or site.is_area):
        return None
    return _opening_before(document, start, _SETTING)


def _opening_before(document: Document, start: int, glue: Anchored) -> int | None:
    """Return the place that the sentence begins with, where ``glue`` is all that stands between it and ``start``."""
    begin = document.sentence_at(start).start
    begin = max(begin, document.text.rfind(";", begin, start) + 1)
    before = document.within(begin, start)
    if not before or not document.is_place(before[0]):
        return None
    opening = document.toponyms[before[0]]
    if opening.start - begin > _OPENING:
        return None
    return before[0] if glue.fullmatch(document.text, opening.end, start) else None


def linked_before(document: Document, start: int) -> int | None:
    """Return the toponym that stands before ``start`` with nothing but linking words between, a place of its own."""
    sentence = document.sentence_at(start)
    before = document.within(sentence.start, start)
    if not before:
        meant = meant_by_it(document, start)
        return meant if meant is not None and _lies_somewhere(document, meant) else None
    opening = behind_aside(document, start)
    if opening is None:
        opening = _in_setting(document, start)
    if opening is not None and _lies_somewhere(document, opening):
        return opening
    index = before[-1]
    if len(before) > 1 and (not document.is_place(index) or _only_owns(document, index)):
        index = before[-2]  # "Jarablus, a Syrian town on …"
    glue = document.text[document.toponyms[index].end : start]
    if before[-1] != index:
        people = document.toponyms[before[-1]]
        glue = document.text[document.toponyms[index].end : people.start] + document.text[people.end : start].lstrip()
    linked = _LINKED.fullmatch(glue) or _APPOSITION.fullmatch(glue) or _APPOSED.fullmatch(glue)
    if not document.is_place(index) or len(glue) > _LONGEST_LINK or linked is None:
        return _shared_with(document, start)
    shared = _shared_with(document, start)
    if shared is not None:
        return shared
    if _A_KIND.match(glue) is not None and document.is_town_like(index):
        return index  # "3 km from Aktau, a port on the Caspian Sea"
    subject = carrier(document, lying_in(document, index))
    subject = lying_in(document, subject) if subject is not None else None
    return subject if subject is not None and _lies_somewhere(document, subject) else None


def _shared_with(document: Document, start: int) -> int | None:
    """Return the subject of the distance right before: "X, 135 km from Y and | close to the border"."""
    bindings = bindings_of(document)
    at = bisect_right(bindings, start, key=lambda binding: binding.reference.end) - 1
    if at < 0 or start - bindings[at].reference.end > _OPENING:
        return None
    found = bindings[at].subject
    joined = _AND_ON.fullmatch(document.text, bindings[at].reference.end, start) is not None
    if not joined or not found.certain or found.toponym is None or not _lies_somewhere(document, found.toponym):
        return None
    return found.toponym


def _lies_somewhere(document: Document, subject: int) -> bool:
    """Return whether a toponym is no river, sea or country."""
    site = document.site(subject)
    return site is None or not (site.is_line or site.is_water or country_code(site) is not None)


def _only_owns(document: Document, index: int) -> bool:
    """Return whether a country only says whose town it is: "Myawaddy, a Myanmar town on …"."""
    toponym = document.toponyms[index]
    before = document.text[max(0, toponym.start - 60) : toponym.start]
    return country_code(document.site(index)) is not None and _OWNED.search(before) is not None


def named_after(document: Document, end: int) -> int | None:
    """Return the toponym that "… town of X" names after ``end``."""
    match = _CALLED_AFTER.match(document.text, end)
    index = document.starting_at(match.end()) if match else None
    return index if index is not None and document.is_place(index) else None


def country_code(site: Site | None) -> str | None:
    """Return the code of a site that is a country."""
    if site is None or not (site.feature_code.startswith("PCL") or site.feature_code == "TERR"):
        return None
    return site.country
