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

from geo.claims._anaphora import anaphoric
from geo.claims._phrases import SEAT_OF, heading_in
from geo.claims._reading import of_it, pair, past_aside, where_of, with_noun
from geo.claims._wording import (
    AND,
    CARRIED,
    COUNTRYSIDE,
    HEADING_BEFORE,
    PART_BEFORE,
    UNIT,
    Relation,
)
from geo.patterns import anchored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.base import Document
    from geo.model import Claim

__all__ = ["Relation", "head_of", "lying_in", "relation_of", "relations"]


_SEAT_GLUE = 60
_SEAT_OF = anchored(rf"(?:\s\([^()]{{0,24}}\))?{SEAT_OF}")

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
    owner = _with_seat(document, index)
    if owner is not None:
        return owner
    site = document.site(index)
    if site is None or not site.is_area:
        return index
    return _of(document).lying_in.get(index, index)


def _with_seat(document: Document, index: int) -> int | None:
    """Return the town of which a toponym is only said to be what it is the seat of: "Antakya, capital of *Hatay*"."""
    if index == 0 or not document.is_place(index - 1):
        return None
    glue = document.text[document.toponyms[index - 1].end : document.toponyms[index].start]
    return index - 1 if len(glue) <= _SEAT_GLUE and _SEAT_OF.fullmatch(glue) is not None else None


def head_of(document: Document, index: int) -> int:
    """Return what a phrase that begins with a toponym is about: "the Syrian city of *Aleppo*", "Iraq's *Mosul*"."""
    return index + 1 if index in _of(document).heads else index


def _read(document: Document) -> Iterator[Relation]:
    found: list[Relation] = []
    for sentence in document.sentences:
        indexes = [index for index in document.within(*sentence) if not _only_holds(document, index)]
        for position, index in enumerate(indexes):
            following = indexes[position + 1] if position + 1 < len(indexes) else None
            it = of_it(document, index, *sentence) if position == 0 else None
            if it is not None:
                found.append(it)
            aside = None
            if following is not None:
                aside = past_aside(document, indexes[0], following, *sentence)
            if aside is not None:
                found.append(aside)
            elif following is not None:
                found.extend(pair(document, index, following, sentence.end))
            found.extend(anaphoric(document, index, sentence.start))
    found = [*_unchained(found), *_chains(document, found)]
    found.extend(_alone(document, found))
    found.sort(key=lambda relation: (relation.start, relation.end, relation.form))
    yield from found


def _only_holds(document: Document, index: int) -> bool:
    """Return whether a people only says who holds the next place: "Russian-occupied"."""
    end = document.toponyms[index].end
    return (
        not document.is_place(index)
        and re.match(r"[-\u2010\u2011][a-z]{3,14}\s", document.text[end : end + 18]) is not None
    )


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
                    yield with_noun(document, inner, document.text[end : end + 60])


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
        if heading is not None and heading.azimuth_deg is None and CARRIED.search(before, 0, match.start()):
            continue  # "eight kilometres from central Damascus" is measured from Damascus
        where = where_of(groups.get("part"))
        if heading is None or (index, heading.name) in used:
            continue
        if groups.get("part") is None and groups.get("alone") is None and _heads_a_unit(document, index):
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
            yield with_noun(document, relation, document.text[toponym.end : toponym.end + 60])


def _heads_a_unit(document: Document, index: int) -> bool:
    """Return whether the name is that of a unit: "southern Helmand province" is mostly the province in the south."""
    end = document.toponyms[index].end
    return (
        UNIT.search(document.name(index)) is not None or UNIT.match(document.text[end : end + 16].lstrip()) is not None
    )
