"""Read from a text which place is said to lie in which, or in which part of which.

The reader goes from one toponym to the next of the same sentence and looks at the words between them,
before the first and after the second. :func:`relations` keeps its answer with the document, since claims
about areas and about their parts both come from it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from geo.claims._phrases import ADMIN, EDGE, PART, Heading, heading_in
from geo.claims._wording import (
    AND,
    BRACKET,
    CARRIED,
    CITY_BEFORE,
    CLOSING,
    COMMA,
    COUNTRYSIDE,
    ETHNIC,
    FOREIGN_KINDS,
    HEADING_BEFORE,
    IN,
    LIST,
    NOUN_AFTER,
    OF,
    ON_WATER,
    PART_AFTER,
    PART_BEFORE,
    PART_KINDS,
    POSSESSIVE,
    STOPS,
    UNIT,
    Relation,
)
from geo.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.base import Document
    from geo.model import Claim

__all__ = ["Relation", "carrier", "head_of", "lying_in", "relation_of", "relations"]


_MAX_GLUE = 110
_CACHE: WeakKeyDictionary[Document, _Read] = WeakKeyDictionary()


class _Read:
    """The relations of a document, and where to find one again."""

    def __init__(self, document: Document) -> None:
        self.all = tuple(_read(document))
        self.by_words = {_words(relation): relation for relation in reversed(self.all)}
        self.heads = frozenset(
            relation.reference
            for relation in self.all
            if relation.form in {"kind_of", "possessive"} and relation.subject == relation.reference + 1
        )
        self.lying_in = {
            relation.reference: relation.subject
            for relation in self.all
            if relation.form in {"in", "comma"} and relation.subject is not None
        }


def _words(item: Relation | Claim) -> tuple[int, int, int | None, int | None]:
    return item.start, item.end, item.subject, item.reference


def _of(document: Document) -> _Read:
    if document not in _CACHE:
        _CACHE[document] = _Read(document)
    return _CACHE[document]


def relations(document: Document) -> tuple[Relation, ...]:
    """Return every relation in the document, in the order of the text."""
    return _of(document).all


def relation_of(claim: Claim, document: Document) -> Relation:
    """Return the relation that ``claim`` was made from."""
    found = _of(document).by_words.get(_words(claim))
    if found is not None:
        return found
    assert claim.reference is not None
    return Relation(
        "in", claim.start, claim.end, claim.subject, claim.reference, heading_in(claim.stated.heading or "")
    )


def lying_in(document: Document, index: int) -> int:
    """Return what a phrase after an area is about: of "Azaz in Aleppo province, near …" Azaz, not the province."""
    site = document.site(index)
    if site is None or not site.is_area:
        return index
    return _of(document).lying_in.get(index, index)


def head_of(document: Document, index: int) -> int:
    """Return what a phrase that begins with a toponym is about: "the Syrian city of *Aleppo*", "Iraq's *Mosul*"."""
    return index + 1 if index in _of(document).heads else index


def _read(document: Document) -> Iterator[Relation]:
    found: list[Relation] = []
    for sentence in document.sentences:
        indexes = list(document.within(*sentence))
        for position, index in enumerate(indexes):
            following = indexes[position + 1] if position + 1 < len(indexes) else None
            if following is not None:
                found.extend(_pair(document, index, following, sentence.end))
            found.extend(_anaphoric(document, index, sentence.start))
    found = [*_unchained(found), *_chains(document, found)]
    found.extend(_alone(document, found))
    found.sort(key=lambda relation: (relation.start, relation.end, relation.form))
    yield from found


def _pair(document: Document, first: int, second: int, sentence_end: int) -> Iterator[Relation]:
    """Yield what the words between two neighbouring toponyms say."""
    left, right = document.toponyms[first], document.toponyms[second]
    glue = document.text[left.end : right.start]
    if len(glue) > _MAX_GLUE or not (document.is_place(second) or _area_of_people(document, second)):
        return
    before = document.text[max(0, left.start - 60) : left.start]
    after = document.text[right.end : min(sentence_end, right.end + 60)]
    relation = (
        _kind_of(document, first, second, glue, before)
        or _possessive(document, first, second, glue, before)
        or _inside(document, first, second, glue, after)
        or _comma(document, first, second, before, after)
        or _bracket(document, first, second, glue, after)
    )
    if relation is not None:
        yield _with_noun(document, relation, after)


def _area_of_people(document: Document, index: int) -> bool:
    """Return whether a demonym stands for its area: "the Syrian province of", "Iraqi territory"."""
    toponym = document.toponyms[index]
    after = document.text[toponym.end : toponym.end + 40]
    return re.match(rf"\s(?:{ADMIN}|territory|soil|side|countryside|part)\b", after) is not None


def _kind_of(document: Document, first: int, second: int, glue: str, before: str) -> Relation | None:
    """Read "the northern Iraqi city of Mosul", "the Donetsk region town of X", "the Damascus suburb of Douma"."""
    match = OF.fullmatch(glue)
    if match is None or not document.is_place(second):
        return None
    people = document.toponyms[first].kind is Kind.DEMONYM
    kind = match["kind"].lower()
    if not people and _names_the_part(document, first, second, match["noun"], kind):
        return Relation(
            "kind_of", document.toponyms[first].start, document.toponyms[second].end, first, second, kind=kind
        )
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
    if noun is not None or PART_KINDS.fullmatch(kind) is None:
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
    if not _preposition_fits(match["preposition"], kind, part):
        return None
    where = _where(part or (kind if match["preposition"] == "of" else None))
    start, end = document.toponyms[first].end + _words_start(match), document.toponyms[second].end
    suffix = PART_AFTER.match(after)
    if suffix is not None and not part and (suffix["possessive"] or suffix["part"]):
        behind = heading_in(suffix["heading"] or "")
        if suffix["possessive"] and not (suffix["part"] or behind or _begins_with_name(after)):
            return None  # "in Iraq's war": not of a place
        if suffix["part"] or behind:
            end += suffix.end()
            heading, where = heading or behind, _where(suffix["part"])
    subject = carrier(document, _beside_water(document, first))
    if subject is None:
        return None
    return Relation("in", start, end, subject, second, heading=heading, kind=kind, where=where)


def _preposition_fits(preposition: str, kind: str | None, part: str | None) -> bool:
    if preposition == "of":
        return kind is not None and (
            re.fullmatch(rf"{EDGE}|{PART}", kind) is not None or kind.startswith(("suburb", "quarter"))
        )
    if preposition in {"on", "at"}:
        return part is not None and re.fullmatch(EDGE, part) is not None
    return True


def _where(part: str | None) -> str:
    if part is None:
        return "inside"
    if part in {"countryside", "hinterland", "surroundings", "environs"}:
        return "countryside"
    return "edge" if re.fullmatch(rf"{EDGE}|suburbs?", part) else "inside"


def _words_start(match: re.Match[str]) -> int:
    """Return where in the glue the claim's own words begin: "in Anbar", "a suburb of Damascus"."""
    words = match.group()
    lead = re.match(r"[\s,]*(?:(?:which|that)\s)?", words)
    return lead.end() if lead else 0


def _begins_with_name(after: str) -> bool:
    return re.match(r"['’]s?\s{1,3}(?:[a-z-]{1,20}\s{1,3}){0,3}[A-Z]", after) is not None


def _comma(document: Document, first: int, second: int, before: str, after: str) -> Relation | None:
    """Read "Baghdad, Iraq", "Azaz, Aleppo province": loose where it may be a list or the start of a clause."""
    glue = document.text[document.toponyms[first].end : document.toponyms[second].start]
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


def _bracket(document: Document, first: int, second: int, glue: str, after: str) -> Relation | None:
    """Read "Hilla (Iraq)"."""
    if BRACKET.fullmatch(glue) is None or not (document.is_place(first) and document.is_place(second)):
        return None
    closing = CLOSING.match(after)
    if closing is None:
        return None
    end = document.toponyms[second].end + closing.end()
    return Relation("bracket", document.toponyms[first].start, end, first, second, loose=True)


def _with_noun(document: Document, relation: Relation, after: str) -> Relation:
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
    return index - 1 if ON_WATER.fullmatch(glue) else index


def _anaphoric(document: Document, index: int, sentence_start: int) -> Iterator[Relation]:
    """Yield "the city's northwestern neighbourhood of al-Julan", "the country's northern city of Mosul"."""
    toponym = document.toponyms[index]
    before = document.text[max(sentence_start, toponym.start - 120) : toponym.start]
    match = CITY_BEFORE.search(before)
    if match is None or not document.is_place(index):
        return
    if match["whose"] is None and not before[match.start() :].lower().startswith("its "):
        return
    whose = match["whose"] or ("country" if _wide_kind(match["kind"]) else "city")
    reference = _antecedent(document, index, whose)
    if reference is None:
        return
    heading = heading_in(match["mods"])
    kind = match["kind"].lower()
    where = "edge" if kind.startswith("suburb") else "inside"
    start = toponym.start - (len(before) - match.start())
    yield Relation(
        "possessive",
        start,
        toponym.end,
        index,
        reference,
        heading=heading,
        kind=kind,
        where=where,
        implied=document.name(reference),
    )


def _wide_kind(kind: str) -> bool:
    return re.fullmatch(r"(?:cit(?:y|ies)|towns?|provinces?|regions?|governorates?|states?|oblasts?)", kind) is not None


def _antecedent(document: Document, index: int, whose: str) -> int | None:
    """Return the toponym that "the city", "the country" … before ``index`` means: the last one of that kind."""
    here = document.sentence_number(document.toponyms[index].start)
    for earlier in range(index - 1, -1, -1):
        if here - document.sentence_number(document.toponyms[earlier].start) > 4:  # noqa: PLR2004 - a paragraph away
            return None
        site = document.site(earlier)
        if site is None or not document.is_place(earlier):
            continue
        code = site.feature_code
        if whose in {"city", "town", "capital"} and code.startswith("PPL") and code != "PPLX":
            return earlier
        if (whose == "country" and code.startswith("PCL")) or (whose == "province" and code == "ADM1"):
            return earlier
    return None


def _chains(document: Document, found: list[Relation]) -> Iterator[Relation]:
    """Carry relations on: "the cities of A, B and C"; "Kobani, in the Syrian province of Aleppo"."""
    by_reference: dict[int, list[Relation]] = {}
    for relation in found:
        by_reference.setdefault(relation.reference, []).append(relation)
    for relation in found:
        if relation.form in {"kind_of", "possessive"} and relation.kind and relation.kind.endswith("s"):
            yield from _coordinated(document, relation)
        if relation.form == "in" and relation.subject is not None:
            for outer in by_reference.get(relation.reference, ()):
                if outer.form in {"kind_of", "possessive"} and outer.subject == relation.reference + 1:
                    end = document.toponyms[outer.subject].end
                    noun = outer.kind if outer.kind and UNIT.fullmatch(outer.kind) else None
                    inner = replace(relation, reference=outer.subject, heading=None, end=end, noun=noun)
                    yield _with_noun(document, inner, document.text[end : end + 60])


def _unchained(found: list[Relation]) -> list[Relation]:
    """Leave out "Kobani, in the Syrian" of "Kobani, in the Syrian province of Aleppo"."""
    heads = {
        relation.reference
        for relation in found
        if relation.form in {"kind_of", "possessive"} and relation.subject == relation.reference + 1
    }
    return [relation for relation in found if relation.form != "in" or relation.reference not in heads]


def _coordinated(document: Document, relation: Relation) -> Iterator[Relation]:
    index = relation.subject
    while index is not None and index + 1 < len(document.toponyms):
        left, right = document.toponyms[index], document.toponyms[index + 1]
        glue = document.text[left.end : right.start]
        if len(glue) > 20 or AND.fullmatch(glue) is None or not document.is_place(index + 1):  # noqa: PLR2004
            return
        index += 1
        yield replace(relation, subject=index, end=right.end)


def _alone(document: Document, found: list[Relation]) -> Iterator[Relation]:
    """Yield parts of places that nothing named is said to lie in: "fighting in eastern Aleppo"; once each."""
    used = {(relation.reference, relation.heading.name) for relation in found if relation.heading}
    used |= {(relation.subject, relation.heading.name) for relation in found if relation.heading and relation.subject}
    said: set[tuple[str, str, str]] = set()
    for index, toponym in enumerate(document.toponyms):
        if not document.is_place(index):
            continue
        sentence = document.sentence_at(toponym.start)
        before = document.text[max(sentence.start, toponym.start - 80) : toponym.start]
        match = PART_BEFORE.search(before) or HEADING_BEFORE.search(before)
        if match is None:
            continue
        groups = match.groupdict()
        heading = heading_in(groups["heading"] or groups.get("alone") or "")
        where = _where(groups.get("part"))
        if heading is None or (index, heading.name) in used:
            continue
        place = document.place(index)
        key = (place.id if place else toponym.text, heading.name, where)
        if key not in said:
            said.add(key)
            start, end = toponym.start - (len(before) - match.start()), toponym.end
            countryside = COUNTRYSIDE.match(document.text, end)
            if countryside is not None:
                where, end = "countryside", countryside.end()
            relation = Relation("alone", start, end, None, index, heading=heading, where=where)
            yield _with_noun(document, relation, document.text[toponym.end : toponym.end + 60])
