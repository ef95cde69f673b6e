"""Read the words between two neighbouring names, before the first and after the second.

Each reader is for one form: "A in B", "the B city of A", "B's A", "A, B", "A (B)".
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims._foreign import foreign_relation
from geo.claims._phrases import ADMIN, EDGE, PART, Heading, heading_in
from geo.claims._pronouns import meant_by_it
from geo.claims._wording import (
    BORDER_AFTER,
    BORDER_BETWEEN,
    BRACKET,
    CALLED_SO,
    CARRIED,
    CLOSING,
    COMMA,
    COMMA_PART,
    ETHNIC,
    FOREIGN_KINDS,
    HEADING_BEFORE,
    IN,
    LIST,
    NOUN_AFTER,
    OF,
    ON_WATER,
    PART_AFTER,
    POSSESSIVE,
    STOPS,
    WHOLE_KINDS,
    Relation,
)
from geo.model import Kind
from geo.patterns import anchored, lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.base import Document

__all__ = ["carrier", "of_it", "pair", "past_aside", "where_of", "with_noun"]


_MAX_GLUE = 110
_FIGURE = lazy(r"\d")
_INHABITED = lazy(r"people|inhabitants|residents")
_ASIDE = anchored(
    r"(?:\s?,\s[^;:()]{1,180}(?=,)|\s?\([^()]{1,120}\)(?=\s))(?P<rest>,?\s(?:is|was|lies|lay|sits|stands)\s(?:(?:also|now|still|located|situated|deep)\s){0,2}in\s[^.,;:()]{0,48})"
)
"""Between what a sentence begins with and the area that it lies in: an aside, and a verb behind its comma."""
_OPENING = 24
"""Characters before the first name of a sentence that begins with it: "The city of"."""


def pair(document: Document, first: int, second: int, sentence_end: int) -> Iterator[Relation]:
    """Yield what the words between two neighbouring toponyms say."""
    left, right = document.toponyms[first], document.toponyms[second]
    glue = document.text[left.end : right.start]
    if len(glue) > _MAX_GLUE or not (document.is_place(second) or _area_of_people(document, second)):
        return
    if _FIGURE.search(glue) is not None and _INHABITED.search(glue) is None:
        return  # " is 40 miles west of ": no form has figures but "a town of 20,000 people in"
    before = document.text[max(0, left.start - 60) : left.start]
    after = document.text[right.end : min(sentence_end, right.end + 60)]
    behind_border = BORDER_AFTER.match(glue)
    if behind_border is not None:
        first, glue = _at_border(document, first), glue[behind_border.end() :]
    relation = (
        _called_so(document, first, second, glue, after)
        or _kind_of(document, first, second, glue, before)
        or _possessive(document, first, second, glue, before)
        or _inside(document, first, second, glue, after)
        or _comma(document, first, second, before, after)
        or _bracket(document, first, second, glue, after)
        or _foreign(document, first, second, glue, after)
    )
    if relation is not None:
        yield with_noun(document, relation, after)


_IT_LIES_IN = anchored(
    r"(?:It|(?:The|This)\s[a-z]{4,12})(?P<rest>(?:\s(?:also|itself|now))?\s(?:is|was|lies|lay|sits|stands)\s(?:(?:located|situated)\s)?[^.,;:()]{0,60})"
)


def of_it(document: Document, index: int, begin: int, end: int) -> Relation | None:
    """Return what "It lies in Aleppo province" says, ``index`` being the first name of that sentence."""
    right = document.toponyms[index]
    match = _IT_LIES_IN.fullmatch(document.text, begin, right.start) if document.is_place(index) else None
    verb = right.start - len(match["rest"]) if match is not None else 0
    meant = meant_by_it(document, verb + 1) if match is not None else None
    if match is None or meant is None:
        return None
    after = document.text[right.end : min(end, right.end + 60)]
    relation = _inside(document, meant, index, match["rest"], after)
    return None if relation is None else with_noun(document, relation, after)


def past_aside(document: Document, opening: int, second: int, begin: int, end: int) -> Relation | None:
    """Return what a sentence (``begin`` to ``end``) says past an aside: "Al-Bab, 35 km from A and B, lies in C"."""
    left, right = document.toponyms[opening], document.toponyms[second]
    if left.start - begin > _OPENING or not (document.is_place(opening) and document.is_place(second)):
        return None
    match = _ASIDE.fullmatch(document.text, left.end, right.start)
    if match is None or document.within(match.start("rest"), right.start):
        return None
    after = document.text[right.end : min(end, right.end + 60)]
    relation = _inside(document, opening, second, match["rest"], after)
    return None if relation is None else with_noun(document, relation, after)


def _at_border(document: Document, owner: int) -> int:
    """Return what lies at the border of ``owner``: of "Qaim, a town on the Syrian border in Anbar" Qaim."""
    if owner == 0:
        return owner
    left, right = document.toponyms[owner - 1], document.toponyms[owner]
    fits = BORDER_BETWEEN.fullmatch(document.text, left.end, right.start) is not None
    return owner - 1 if fits else owner


def _called_so(document: Document, first: int, second: int, glue: str, after: str) -> Relation | None:
    """Read "Jarablus, a Syrian town": the people's country is where it lies."""
    before, behind = CALLED_SO
    if before.fullmatch(glue) is None or not document.is_place(first):
        return None
    kind = behind.match(after)
    if kind is None:
        return None
    site = document.site(second)
    if document.is_place(second) and (site is None or not site.feature_code.startswith("PCL")):
        return None
    called = kind["kind"].lower()
    if FOREIGN_KINDS.fullmatch(called.split()[-1]):
        return None
    start = document.toponyms[first].end + len(glue) - len(glue.lstrip(" ,–—\n"))
    return Relation(
        "called",
        start,
        document.toponyms[second].end + kind.end(),
        first,
        second,
        heading=heading_in(glue) or heading_in(kind["mods"]),
        kind=called,
        loose=ETHNIC.fullmatch(document.name(second)) is not None,
    )


def _area_of_people(document: Document, index: int) -> bool:
    """Return whether a demonym stands for its area: "the Syrian province of", "Iraqi territory"."""
    toponym = document.toponyms[index]
    after = document.text[toponym.end : toponym.end + 60]
    if CALLED_SO[1].match(after):
        return True
    return re.match(rf"\s(?:{ADMIN}|territory|soil|side|countryside|part)\b", after) is not None


def _kind_of(document: Document, first: int, second: int, glue: str, before: str) -> Relation | None:
    """Read "the northern Iraqi city of Mosul", "the Donetsk region town of X", "the Damascus suburb of Douma"."""
    match = OF.fullmatch(glue)
    if match is None or not document.is_place(second):
        return None
    people = document.toponyms[first].kind is Kind.DEMONYM
    kind = match["kind"].lower()
    inner = match["inner"] is not None and WHOLE_KINDS.fullmatch(kind) is not None
    if not people and (inner or _names_the_part(document, first, second, match["noun"], kind)):
        start, end = document.toponyms[first].start, document.toponyms[second].end
        return Relation("kind_of", start, end, first, second, heading=heading_in(match["inner"] or ""), kind=kind)
    if match["inner"]:
        return None
    if people and FOREIGN_KINDS.fullmatch(kind.split()[-1]):
        return None
    heading, begin = _heading_before(document, first, before)
    heading = heading_in(match["mods"]) or heading
    edge = match["edge"] or kind.startswith("suburb")
    return Relation(
        "kind_of",
        begin,
        document.toponyms[second].end,
        second,
        first,
        heading=heading,
        noun=match["noun"],
        kind=kind,
        where="countryside" if match["edge"] else "edge" if edge else "inside",
        loose=people and ETHNIC.fullmatch(document.name(first)) is not None,
    )


def _names_the_part(document: Document, first: int, second: int, noun: str | None, kind: str) -> bool:
    """Return whether "the A district of B" is of a district called A: so where B is the larger place.

    "The Damascus suburb of Douma" is of Damascus, "the Adhamiyah district of Baghdad" of Adhamiyah.
    """
    if noun is not None or WHOLE_KINDS.fullmatch(kind) is None:
        return False
    outer, inner = document.site(second), document.site(first)
    if outer is None or inner is None:
        return outer is not None
    return (outer.extent_m, outer.population) > (inner.extent_m, inner.population)


def _possessive(document: Document, first: int, second: int, glue: str, before: str) -> Relation | None:
    """Read "Fallujah's northwestern neighbourhood of al-Julan", "Iraq's Anbar", "southern Ukraine's Kherson region"."""
    match = POSSESSIVE.fullmatch(glue)
    if match is None or not document.is_place(first) or not document.is_place(second):
        return None
    kind = match["kind"]
    outer, begin = _heading_before(document, first, before)
    heading = heading_in(match["mods"]) or outer
    after = document.text[document.toponyms[second].end :][:40]
    noun = NOUN_AFTER.match(after) if kind is None else None
    called = kind is not None or noun is not None
    return Relation(
        "possessive",
        begin,
        document.toponyms[second].end + (noun.end() if noun else 0),
        second,
        first,
        heading=heading,
        kind=kind.lower() if kind else noun["noun"].lower() if noun else None,
        where="edge" if kind and kind.lower().startswith("suburb") else "inside",
        # "Turkey's Syria policy", "Ukraine's Kursk operation": owners of something, not places around one.
        loose=not called,
    )


def _inside(document: Document, first: int, second: int, glue: str, after: str) -> Relation | None:
    """Read "Azaz in Aleppo province", "X, a town in the south of Idlib", "Darayya, a suburb of Damascus"."""
    match = IN.fullmatch(glue)
    if match is None or not document.is_place(first):
        return None
    kind = match["kind"].lower() if match["kind"] else None
    part = match["part"]
    heading = heading_in(match["heading"] or "")
    if heading is None and match["preposition"] == "of" and kind:
        heading = heading_in(match["mods"])
    suffix = PART_AFTER.match(after)
    owned = suffix["part"] if suffix is not None and suffix["possessive"] else None  # "on Baghdad's northern outskirts"
    if not _preposition_fits(match["preposition"], kind, part or owned):
        return None
    where = where_of(part or (kind if match["preposition"] == "of" else None))
    noun = match["unit"]
    start = document.toponyms[second].start - len(glue) + _words_start(match)
    end = document.toponyms[second].end
    if suffix is not None and not part and (suffix["possessive"] or suffix["part"]):
        behind = heading_in(suffix["heading"] or "")
        if suffix["possessive"] and not (suffix["part"] or behind or _begins_with_name(after)):
            return None  # "in Iraq's war": not of a place
        if suffix["part"] or behind:
            end += suffix.end()
            heading, where = heading or behind, where_of(suffix["part"])
    subject = carrier(document, _beside_water(document, first))
    if subject is None:
        return None
    attributive = bool(match["heading"]) and not part and " of" not in match.group()[match.start("heading") :]
    return Relation(
        "in",
        start,
        end,
        subject,
        second,
        heading=heading,
        noun=noun,
        kind=kind,
        where=where,
        attributive=attributive,
    )


def _preposition_fits(preposition: str, kind: str | None, part: str | None) -> bool:
    if preposition == "of":
        return kind is not None and (
            re.fullmatch(rf"{EDGE}|{PART}", kind) is not None or kind.startswith(("suburb", "quarter"))
        )
    if preposition in {"on", "at"}:
        return part is not None and re.fullmatch(rf"{EDGE}|end|tip|corner|side", part) is not None
    return True


def where_of(part: str | None) -> str:
    if part is None:
        return "inside"
    if part in {"countryside", "hinterland", "surroundings", "environs"}:
        return "countryside"
    return "edge" if re.fullmatch(rf"{EDGE}|suburbs?", part) else "inside"


def _words_start(match: re.Match[str]) -> int:
    """Return where in the glue the claim's own words begin: "in Anbar", "a suburb of Damascus"."""
    words = match.group()
    if (
        not words.lstrip(" \n").startswith(",")
        and match["kind"]
        and not re.match(r"\s+(?:an?|the|is|was|lies)\b", words)
    ):
        return match.start("preposition")  # "Borno state in northeastern Nigeria"
    lead = re.match(rf"(?:\s{{1,3}}{ADMIN}(?=\s(?:is|was|lies|sits)\s))?[\s,]{{0,6}}(?:(?:which|that)\s)?", words)
    return lead.end() if lead else 0


def _begins_with_name(after: str) -> bool:
    return re.match(r"['’]s?\s{1,3}(?:[a-z-]{1,20}\s{1,3}){0,3}[A-Z]", after) is not None


def _comma(document: Document, first: int, second: int, before: str, after: str) -> Relation | None:
    """Read "Baghdad, Iraq", "Azaz, Aleppo province": loose where it may be a list or the start of a clause."""
    glue = document.text[document.toponyms[first].end : document.toponyms[second].start]
    part = COMMA_PART.fullmatch(glue)
    if part is not None and document.is_place(first) and document.is_place(second):
        start, end = document.toponyms[first].end + part.start("heading"), document.toponyms[second].end
        return Relation("in", start, end, first, second, heading=heading_in(part["heading"]), loose=True)
    if COMMA.fullmatch(glue) is None or not (document.is_place(first) and document.is_place(second)):
        return None
    if re.match(r"['’]s?\b", after):
        return None
    return Relation(
        "comma",
        document.toponyms[first].start,
        document.toponyms[second].end,
        first,
        second,
        loose=_listed(document, first, second, before, after),
    )


def _listed(document: Document, first: int, second: int, before: str, after: str) -> bool:
    """Return whether "A, B" may be two items of a list, or "A" end a clause that "B" does not belong to."""
    rest = NOUN_AFTER.sub("", after, count=1) if NOUN_AFTER.match(after) else after
    if not STOPS.match(rest):
        return True
    for outer, inner in ((first - 1, first), (second, second + 1)):
        if outer < 0 or inner >= len(document.toponyms):
            continue
        glue = document.text[document.toponyms[outer].end : document.toponyms[inner].start]
        if len(glue) < 20 and LIST.fullmatch(glue):  # noqa: PLR2004 - "and", a comma, an article
            return True
    return re.search(r"\b(?:and|or|both|between|After|Besides|Unlike|Like)\s$", before) is not None


def _foreign(document: Document, first: int, second: int, glue: str, after: str) -> Relation | None:
    """Read "Ізюм у Харківській області", "القائم في محافظة الأنبار"."""
    found = foreign_relation(glue, after)
    if found is None or not (document.is_place(first) and document.is_place(second)):
        return None
    start = document.toponyms[first].end + found.begins
    end = document.toponyms[second].end + found.ends
    return Relation(
        "in",
        start,
        end,
        first,
        second,
        heading=found.heading,
        noun=found.noun,
        where=found.where,
        bare=found.bare and found.heading is not None,
        loose=not glue.strip(),
    )


def _bracket(document: Document, first: int, second: int, glue: str, after: str) -> Relation | None:
    """Read "Hilla (Iraq)"."""
    if BRACKET.fullmatch(glue) is None or not (document.is_place(first) and document.is_place(second)):
        return None
    closing = CLOSING.match(after)
    place = document.place(first)
    if closing is None or (place is not None and any(site.id == place.id for site in document.readings(second))):
        return None  # "Timbuktu (Tombouctou)": another spelling
    end = document.toponyms[second].end + closing.end()
    return Relation("bracket", document.toponyms[first].start, end, first, second, loose=True)


def with_noun(document: Document, relation: Relation, after: str) -> Relation:
    """Add the kind of unit that follows the reference: "Anbar *province*"."""
    if relation.form in {"kind_of", "possessive"}:
        return relation
    match = NOUN_AFTER.match(after)
    if match is None:
        return relation
    end = max(relation.end, document.toponyms[relation.reference].end + match.end())
    return replace(relation, noun=match["noun"].lower(), end=end)


def _heading_before(document: Document, index: int, before: str) -> tuple[Heading | None, int]:
    """Return the heading in front of a toponym ("*northern* Iraqi") and where the words begin."""
    start = document.toponyms[index].start
    match = HEADING_BEFORE.search(before)
    if match is None:
        return None, start
    return heading_in(match["heading"]), start - (len(before) - match.start())


def carrier(document: Document, index: int) -> int | None:
    """Return what a phrase after a toponym is about: for "X, 50 km north of Y, in Z" it is X, not Y.

    None where Y is only measured from and the sentence names nothing before it.
    """
    toponym = document.toponyms[index]
    sentence = document.sentence_at(toponym.start)
    before = document.text[max(sentence.start, toponym.start - 80) : toponym.start]
    if CARRIED.search(before) is None:
        return index
    earlier = [other for other in document.within(sentence.start, toponym.start) if document.is_place(other)]
    return carrier(document, earlier[-1]) if earlier else None


def _beside_water(document: Document, index: int) -> int:
    """Return what lies on a water: of "Tabqa lies on the Euphrates, in Raqqa province" Tabqa, not the river."""
    site = document.site(index)
    if site is None or not (site.is_line or site.is_water) or index == 0:
        return index
    glue = document.text[document.toponyms[index - 1].end : document.toponyms[index].start]
    return index - 1 if ON_WATER.fullmatch(glue) or CALLED_SO[0].fullmatch(glue) else index
