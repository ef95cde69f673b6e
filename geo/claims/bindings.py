"""Tie the mentions of the grammar to the toponyms of a document: what is where from what.

The reference is the first place named after the relation, past words that only describe it ("of the Syrian
city of", "from the centre of"); where none is named it may be implied ("the capital"). The subject is
sought by :mod:`geo.claims.subjects`; claims in a row share it ("25 km north of A and 28 km west of B").
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from geo import geodesy
from geo.claims.adjacent import NAME, name_after
from geo.claims.grammar import find_claims
from geo.claims.headwords import looked_up
from geo.claims.sites import Site, site_of
from geo.claims.subjects import Found, direct_subject, find_subject
from geo.model import Kind
from geo.patterns import anchored, lazy, trailing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.claims.base import Document
    from geo.claims.grammar import Mention

__all__ = ["Binding", "Reference", "bindings_of", "bound", "only_describes", "place_of_binding", "provincial_capital"]

_REACH = 96
_STOP_WORDS = """
and or but nor where which who whose when while in on at near with to by for is was were are be been has have had after
before from via as that during since until into onto over under through towards toward against between across along said
says told will would could may not
"""
_STOP = frozenset(_STOP_WORDS.split())
_HEAD_WORDS = """
capital city town seat center centre headquarters port stronghold village hub metropolis municipality
"""
_HEADS = frozenset(_HEAD_WORDS.split())
_TOKEN = lazy(r"[^\W\d_][\w.’'-]*|\d[\w.,]*|[^\w\s]")
_BORDER = anchored(
    r"(?:the\s|its\s|their\s|a\s|nearest\s)?(?:(?!(?:on|in|near|along|at|off|of|by|and|with|where|when|which)\s)[\w’'.-]{1,24}\s){0,4}?"
    r"(?:borders?|frontiers?|boundary|coast|coastline|shores?|shoreline|riverbank|front\s?lines?|frontlines?|line\sof\scont(?:rol|act)|demarcation\sline|contact\sline)\b"
    r"(?!\s(?:town|city|crossing|village|post|point|gate|district|area|region|camp|guard|fence|settlement|terminal"
    r"|checkpoint|checkpost))",
    re.IGNORECASE,
    needs=("border", "frontier", "boundary", "coast", "shore", "bank", "line"),
)
_CAPITAL = lazy(
    r"(?P<owner>(?:the|its|their|this|that|our)\s(?:[\w.-]{1,24}+['’]?s?\s){0,3}?)?(?P<head>capitals?)\b"
    r"(?!\s(?:of|letters|punishment|investment|markets?)\b)",
    re.IGNORECASE,
    needs=("capital",),
)
_SEAT_BEHIND = anchored(
    r"\s(?:(?:state|provincial|regional|governorate|province|region|oblast|district)(?:['’]s)?\s)?capital\b(?!\s(?:of|and|region|area|district)\b)"
)
"""Behind a province: "west of the North Darfur capital" is west of El Fasher."""
_PROVINCIAL = lazy(
    r"\b(?:provincial|regional|oblast|governorate|province|region|state|district|county|republic)(?:['’]s|s)?\s",
    re.IGNORECASE,
)
_POSSESSIVE = anchored(r"['’]s?\s|s['’]\s")
_RELATIVE = anchored(
    r"\s{0,3},?\s{0,3}(?:which|that|itself)\b[^.;]{0,24}\Z"
    r"|\s{0,3},\s{0,3}(?:itself\s)?(?:an?|the)\s(?:[\w-]{1,20}\s){0,4}?(?:town|city|village|settlement|base|district|suburb|hamlet|port|camp|airport|crossing)"
    r"(?:\s(?:located|situated|lying|that|which|is|lies|some|about|around)){0,4}\s{0,3}\Z",
    re.IGNORECASE,
)


_THINGS = (
    r"(?:airports?|airfield|air\s?base|base|barracks|prison|dam|refinery|port|harbou?r|crossing|checkpoint|fence|wall|perimeter|edge|edges|limits"
    r"|outskirts|suburbs?|gates?|entrance|bridge|university|power\s(?:plant|station)|plant|camp|fields?|coast|border|frontier|coastline|front\s?lines?)"
)
_THING_BEHIND = anchored(
    rf"(?:['’]s?\s(?:[a-z-]{{2,16}}\s){{0,3}}?[a-z-]{{3,20}}|\s(?:international\s|military\s|civilian\s|nuclear\s)?{_THINGS})\b",
    re.IGNORECASE,
)
_THING_BEFORE = trailing(rf"\b{_THINGS}\s(?:of|in|at)\s(?:the\s(?:[\w-]{{1,20}}\s){{0,3}}?)?(?:of\s)?\Z", re.IGNORECASE)
"""What belongs to a place and may lie anywhere in it or at its edge."""
_UNNAMED = anchored(
    r"(?:the|an?|its|their|his|her|this|that|our)\s(?:(?!(?:and|or|but|in|on|at|of|is|was|were|are|has|had|as|when|where|which|that|who|to|for|by"
    r"|with|from|after|before|near|while)\b)[\w’'-]{1,24}(?:\s(?=[\w’'-])|\b)){1,4}(?<!\s)"
)
"""The words for what no toponym names: "the base", "the Yemeni mainland"."""
_OPENED = anchored(r"\s?\((?:(?:some|about|around|roughly|approximately|just)\s)?")
_FURTHER = lazy(r"\b(?:further|farther|another)\b", re.IGNORECASE, needs=("further", "farther", "another"))
_PRONOUN = anchored(
    r"(?:it|them|there|here|(?:the|this|that)\s(?:city|town|village|port|capital\scity)(?!\s(?:of|called|named)\b)(?!\s[A-ZÀ-Þ])(?!,\s[A-ZÀ-Þ]))\b(?!['’])"
)
_WAY = trailing(r"\b(?:via|through|near|by|past|from)\s\Z", re.IGNORECASE)
_DESCRIPTION = anchored(
    rf"(?:(?!(?:and|or|which|where|that|who|in|on|at|near|to|is|was|with|by|for|via|as|when|has|have|had|said|border|frontier)\s)[a-z’'-]{{1,20}}\s){{0,6}}(?={NAME})"
)
_COORDINATED = anchored(
    r"\A[^.;:]{0,100}(?:,|\b(?:and|or|but))\s{0,3}(?:(?:and|at|in|about|some|approximately|around|is|lies|it|just|only|also|roughly)\s){0,4}\Z"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """From where it is measured: a toponym, or a place that is implied, or nothing that is known.

    ``end`` is where its words end. ``kind`` is ``named``, ``capital``, ``border``, ``unnamed`` (a thing that
    no toponym names: "the farm") or ``implicit`` (no words at all: "22 miles away"). ``thing`` says that it is
    measured from something of the place, which may lie at its edge: "Gaza's fence", "Baghdad airport".
    """

    toponym: int | None
    end: int
    kind: str
    implied: Site | None = None
    thing: bool = False


class Binding(NamedTuple):
    """A mention with its subject and its reference."""

    mention: Mention
    subject: Found
    reference: Reference


def bindings_of(document: Document) -> tuple[Binding, ...]:
    """Return the relations of a document, in the order of the text; found once for each document."""
    if document.bindings is None:
        document.bindings = tuple(bound(document, find_claims(document.text)))
    return document.bindings


def place_of_binding(document: Document, start: int) -> int | None:
    """Return the place in :func:`bindings_of` of the mention that begins at ``start``."""
    bindings = bindings_of(document)
    at = bisect_left(bindings, start, key=lambda binding: binding.mention.start)
    return at if at < len(bindings) and bindings[at].mention.start == start else None


def bound(document: Document, mentions: Iterable[Mention]) -> list[Binding]:
    """Return ``mentions``, in the order of the text, tied to the document's toponyms."""
    pairs = [(mention, _reference(document, mention)) for mention in mentions]
    by_sentence: dict[int, set[int]] = {}
    for mention, reference in pairs:
        if reference.toponym is not None:
            by_sentence.setdefault(document.sentence_number(mention.start), set()).add(reference.toponym)
    found: list[Binding] = []
    for mention, reference in pairs:
        number = document.sentence_number(mention.start)
        excluded = by_sentence.get(number, set())
        previous = found[-1] if found and document.sentence_number(found[-1].mention.start) == number else None
        subject = _subject(document, mention, reference, excluded, previous)
        meant = reference
        if reference.kind == "implicit":
            onward = _gone_on(document, mention, subject, previous, reference)
            meant = onward or _understood(document, mention, subject, reference)
            if onward is None and mention.after is not None:
                meant = _nearer(document, mention, subject, previous, meant)
        found.append(Binding(mention, subject, meant))
    return found


def _subject(
    document: Document, mention: Mention, reference: Reference, excluded: set[int], previous: Binding | None
) -> Found:
    """Return the subject of a mention; one right after another shares its subject, or is about its reference."""
    excluded = excluded | _namesakes(document, mention, reference)
    if (
        previous is not None
        and previous.reference.toponym is not None
        and previous.mention.length is None
        and _OPENED.fullmatch(document.text[previous.reference.end : mention.start])
    ):
        # "northwest of Bohdanivka (5 km northwest of Bakhmut)": Bohdanivka, whatever lies north-west of it.
        return Found(previous.reference.toponym, "before", certain=False)
    between = document.text[previous.reference.end : mention.start] if previous is not None else ""
    if previous is not None and previous.subject.how == "none" and between.strip() == ",":
        # "anchored four miles off Garacad, 240 miles south of Bosaso": Garacad, or what is anchored there.
        return Found(previous.reference.toponym, "before", certain=False)
    if previous is not None and previous.reference.toponym is not None and _RELATIVE.match(between):
        return Found(previous.reference.toponym, "before")
    if previous is None or previous.subject.how == "none":
        return find_subject(document, mention.start, max(reference.end, mention.end), excluded=excluded)
    if _COORDINATED.match(between):
        # "25 km north of A and 28 km west of B", but "… of A, and C, 30 km south of B".
        direct = direct_subject(document, mention.start, excluded)
        stands_between = direct is not None and _stands_after(document, direct, previous.reference.end, mention.start)
        return direct if direct is not None and stands_between else previous.subject
    return find_subject(document, mention.start, max(reference.end, mention.end), excluded=excluded)


def _stands_after(document: Document, found: Found, start: int, end: int) -> bool:
    """Return whether a subject is named between the reference of one claim and the next claim, and not as a way."""
    if found.toponym is not None:
        at = document.toponyms[found.toponym].start
    else:
        at = document.text.find(found.name, start, end) if found.name is not None else -1
    return start <= at < end and _WAY.search(document.text[max(start, at - 12) : at]) is None


def _namesakes(document: Document, mention: Mention, reference: Reference) -> set[int]:
    """Return the other mentions of the reference near by: nothing lies so and so far from itself."""
    place = document.place(reference.toponym)
    if place is None:
        return set()
    number = document.sentence_number(mention.start)
    near = document.within(document.sentences[max(0, number - 3)].start, document.sentences[number].end)
    return {index for index in near if (other := document.place(index)) is not None and other.id == place.id}


def _reference(document: Document, mention: Mention) -> Reference:
    if mention.after is None:
        return Reference(None, mention.end, "implicit")
    text, after = document.text, mention.after
    pronoun = _PRONOUN.match(text, after)
    if pronoun is not None:
        return Reference(None, pronoun.end(), "implicit")
    stop = min(document.sentence_at(mention.start).end, after + _REACH)
    border = _BORDER.match(text, after, stop)
    first: int | None = None
    owner: int | None = None
    for index in document.overlapping(after, stop):
        toponym = document.toponyms[index]
        if toponym.end <= after:
            continue
        if not only_describes(document, after, toponym.start):
            break
        if (
            toponym.kind is Kind.DEMONYM
            or (_POSSESSIVE.match(text, toponym.end) and _leads_on(document, index, stop))
            or (_SEAT_BEHIND.match(text, toponym.end) and document.is_wide(index))
        ):
            owner = index if owner is None else owner
            continue
        first = index
        break
    if border is not None and (first is None or document.toponyms[first].start < border.end() + 24):
        return Reference(first if first is not None else owner, border.end(), "border")
    if first is not None:
        end = document.toponyms[first].end
        thing = _THING_BEHIND.match(text, end) or _THING_BEFORE.search(text, after, document.toponyms[first].start)
        return Reference(first, end, "named", thing=thing is not None)
    return _implied(document, mention, after, stop, owner)


def _leads_on(document: Document, index: int, stop: int) -> bool:
    """Return whether a possessive ("Iraq's capital, Baghdad") leads on to a place that is meant instead."""
    end = document.toponyms[index].end
    if _CAPITAL.search(document.text, end, min(stop, end + 40)):
        return True
    later = document.within(end, stop)
    return bool(later) and only_describes(document, end, document.toponyms[later[0]].start)


def only_describes(document: Document, start: int, end: int) -> bool:
    """Return whether the words from ``start`` to ``end`` only describe what follows ("the Syrian city of")."""
    words = list(_TOKEN.finditer(document.text, start, end))
    if len(words) > 12:  # noqa: PLR2004 - a description longer than that is a clause
        return False
    previous = ""
    for match in words:
        word = match.group()
        if word in ",(" and previous.lower() in _HEADS:
            continue
        if not word[0].isalnum() and word not in "'’\"“‘[":
            return False
        if word.lower() in _STOP:
            return False
        if word[0].isupper() and not _describes(document, match.start(), word):
            return False
        previous = word
    return True


def _describes(document: Document, start: int, word: str) -> bool:
    """Return whether a capitalised word may stand before a name: "Syrian", "IS-held", "Iraq's"."""
    if (
        "-" in word
        or "’" in word
        or "'" in word
        or word.isupper()
        or word.lower() in ("the", "city", "town", "greater", "central", "downtown")
    ):
        return True
    return bool(document.overlapping(start, start + 1)) or word.endswith(("ian", "ish", "ese", "i", "an"))


def _implied(document: Document, mention: Mention, after: int, stop: int, owner: int | None) -> Reference:
    """Return "the capital" of the country under discussion, or a reference that no toponym names."""
    match = _CAPITAL.match(document.text, after, stop)
    if match is None and owner is not None:
        match = _CAPITAL.search(
            document.text, document.toponyms[owner].end, min(stop, document.toponyms[owner].end + 32)
        )
    if match is None or document.gazetteer is None:
        return _by_name(document, mention, after, stop)
    words = document.text[after : match.end()]
    area = _seat_area(document, owner) or document.country_at(mention.start)
    provincial = _PROVINCIAL.search(words) is not None
    # That of the subject's own province is known only when the subject is.
    site = _capital(document, area) if owner is not None or not provincial else None
    return Reference(None, match.end(), "provincial" if provincial and owner is None else "capital", site)


def _by_name(document: Document, mention: Mention, after: int, stop: int) -> Reference:
    """Return the reference whose name was not recognised, by the gazetteer; or one that nothing names."""
    match = _DESCRIPTION.match(document.text, after, stop)
    at = match.end() if match else after
    name = name_after(document.text, at, stop)
    if name is None or document.gazetteer is None or _POSSESSIVE.match(document.text, at + len(name)):
        thing = _UNNAMED.match(document.text, after, stop)
        return Reference(None, thing.end() if thing is not None else min(stop, after + 1), "unnamed")
    site = looked_up(document, name, document.country_at(mention.start))
    thing = _UNNAMED.match(document.text, after, stop) if site is None else None
    if thing is not None and thing.end() > at + len(name):
        return Reference(None, thing.end(), "unnamed")  # "the Yemeni mainland"
    return Reference(None, at + len(name), "named", site)


def _seat_area(document: Document, owner: int | None) -> str | int | None:
    """Return whose "Anbar's capital", "the Iraqi capital" is: the row of the province, or the code of the country."""
    place = document.place(owner)
    if place is None or document.gazetteer is None:
        return None
    row = document.gazetteer.row_of(place.id)
    if place.feature_code == "ADM1" and row is not None and document.gazetteer.capital_row(row) is not None:
        return row
    return place.country


def _capital(document: Document, area: str | int | None) -> Site | None:
    if area is None or document.gazetteer is None:
        return None
    row = document.gazetteer.capital_row(area)
    return None if row is None else site_of(document.gazetteer.place(row), 0.9)


def provincial_capital(document: Document, subject: Site | None) -> Site | None:
    """Return the capital of the province that the subject lies in."""
    if subject is None or document.gazetteer is None:
        return None
    row = document.gazetteer.row_of(subject.id)
    area = document.gazetteer.admin1_row(row) if row is not None else None
    return _capital(document, area)


def _gone_on(
    document: Document, mention: Mention, subject: Found, previous: Binding | None, reference: Reference
) -> Reference | None:
    """Return the reference of "a further 10 km north", "50 km further south": what the claim before is about."""
    if previous is None or previous.subject.toponym is None or previous.subject.toponym == subject.toponym:
        return None
    if _FURTHER.search(document.text, max(0, mention.start - 12), mention.end) is None:
        return None
    return Reference(previous.subject.toponym, reference.end, "implicit")


def _understood(document: Document, mention: Mention, subject: Found, reference: Reference) -> Reference:
    """Return the reference of "22 miles away": the place the text was at before it came to the subject."""
    if subject.toponym is None:
        return reference
    sentence = document.sentence_number(mention.start)
    for number in (sentence, sentence - 1):
        if number < 0:
            break
        start, end = document.sentences[number]
        limit = document.toponyms[subject.toponym].start if number == sentence else end
        if number == sentence and limit < mention.start and (index := _right_before(document, mention, subject)):
            return Reference(index, reference.end, "implicit")
        named = [
            index
            for index in document.within(start, limit)
            if index != subject.toponym and document.is_place(index) and not document.is_wide(index)
        ]
        known = [index for index in named if _other_place(document, index, subject.toponym)]
        if known:
            return Reference(known[-1], reference.end, "implicit")
    return reference


def _nearer(
    document: Document, mention: Mention, subject: Found, previous: Binding | None, reference: Reference
) -> Reference:
    """Return what "it" means where it may be who the claim before is about, or from where that is measured.

    "Pokrovsk, 60 km northwest of Donetsk, and Myrnohrad, a few kilometres east of it": the distance tells.
    """
    here = document.point(subject.toponym)
    if previous is None or mention.length is None or here is None:
        return reference
    stated = mention.length.middle_m
    others = [Reference(previous.subject.toponym, reference.end, "implicit")]
    if previous.reference.kind in ("named", "capital"):
        others.append(Reference(previous.reference.toponym, reference.end, "implicit", previous.reference.implied))

    def off(meant: Reference) -> float:
        site = document.point(meant.toponym) if meant.toponym is not None else meant.implied
        if site is None or site.id == here.id or site.is_area:
            return math.inf
        return abs(math.log(max(geodesy.distance(site.position, here.position), 100.0) / max(stated, 100.0)))

    return min((reference, *others), key=off)


def _right_before(document: Document, mention: Mention, subject: Found) -> int | None:
    """Return the place that only a comma parts from a mention: "an hour east of *Mosul*, some 80 km away"."""
    before = document.within(document.sentence_at(mention.start).start, mention.start)
    if not before or before[-1] == subject.toponym or document.is_wide(before[-1]):
        return None
    if document.text[document.toponyms[before[-1]].end : mention.start].strip() != ",":
        return None
    return (
        before[-1]
        if document.is_place(before[-1]) and _other_place(document, before[-1], subject.toponym or 0)
        else None
    )


def _other_place(document: Document, index: int, subject: int) -> bool:
    place, other = document.place(index), document.place(subject)
    return place is not None and (other is None or place.id != other.id)
