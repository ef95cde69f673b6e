"""What a bare name may mean, scored with reasons: what ``conflictmap geocode`` and ``geo.Offline`` answer.

There is no report here to decide by: the match of the name, how prominent the place is and the context
that the asker gives ("Tripoli, Lebanon") are all there is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.gazetteer.hits import EXACT_SCORE, FOLDED_SCORE
from geo.gazetteer.ordering import ordered_alike
from geo.gazetteer.phrases import is_list
from geo.gazetteer.trust import trusted
from geo.geocoders.overrides import same_name
from geo.geodesy import rough_distance
from geo.model import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.gazetteer import Gazetteer, Hit
    from geo.geocoders.overrides import Overrides
    from geo.model import Place

MOST_HITS = 500
_LONGEST_QUERY = 1_000
_TOWN = 0.03
"""A bare name is the town's rather than that of the province around it."""
_OWN_NAME = 0.05
"""A place that bears the name is rather meant than one that has it among others."""
_NAME_WEIGHT, _PROMINENCE_WEIGHT = 0.55, 0.45
_HOLDS = 0.5
"""Hits of a score up to this are of what holds the place that was asked for (see geo.gazetteer.designators)."""
_OTHER_KIND = 0.8
"""The share of its score that a hit of the kind that the name says keeps more than of."""
_OUTSIDE = 0.35
"""What is left of the score of a place that lies outside the context the asker gave."""
_NOT_THERE = "not known to lie in "
_EXACT_WORDS = {"exact": "the name is exactly this", "folded": "a spelling of this name", "fuzzy": "a similar name"}


@dataclass(frozen=True, slots=True)
class Query:
    """A name, what it lies in (from the finest to the country), and the countries allowed (alpha-2, capitals)."""

    name: str
    context: tuple[str, ...] = ()
    countries: frozenset[str] = frozenset()


def query_of(text: str, countries: Iterable[str] = ()) -> Query:
    """Return the query that a line of text is: "Fallujah, Anbar, Iraq" is a name and its context."""
    # Lone surrogates, which stand for bytes that were no text, are in no name.
    text = text[:_LONGEST_QUERY].encode("utf-8", "ignore").decode("utf-8")
    parts = [" ".join(part.split()) for part in text.split(",")]
    named = [part for part in parts if part]
    return Query(named[0] if named else "", tuple(named[1:]), frozenset(code.upper() for code in countries))


def candidates(
    gazetteer: Gazetteer, query: Query, *, limit: int = 5, fuzzy: bool = True, overrides: Overrides | None = None
) -> tuple[Candidate, ...]:
    """Return the places that ``query`` may mean, best first, at most ``limit``; () where none is known.

    The user's ``overrides`` come first. A mere likeness of the name is an answer only with more to go by
    (:mod:`geo.gazetteer.trust`). Places outside ``query.countries`` are left out; those outside
    the rest of the context come after those inside.
    """
    found: dict[str, Candidate] = {}
    if overrides is not None:
        for place in overrides.all(query.name):
            if not query.countries or place.country is None or place.country in query.countries:
                found.setdefault(place.id, Candidate(place, 1.0, ("your own list of places",)))
    for candidate in _found(gazetteer, query, fuzzy=fuzzy):
        found.setdefault(candidate.place.id, candidate)
    return tuple(found.values())[: max(0, limit)]


def lies_elsewhere(candidate: Candidate) -> bool:
    """Return whether a candidate is not known to lie in all that the asker named after the comma."""
    return any(reason.startswith(_NOT_THERE) for reason in candidate.reasons)


def _found(gazetteer: Gazetteer, query: Query, *, fuzzy: bool) -> list[Candidate]:
    """Return the places that a query without the user's own list may mean, best first.

    The line is read as a whole, as names in reports are: "near X village in the Y district" is X in Y, a list of towns
    is none of them. Then come those that bear the name that it begins with, wherever they lie.
    """
    whole = ", ".join((query.name, *query.context))
    if is_list(whole):
        return []
    areas = tuple(_areas(gazetteer, part) for part in query.context)
    read = gazetteer.lookup(whole)
    if any(hit.match == "exact" and hit.score == EXACT_SCORE for hit in read):
        # "Washington, D.C." may be a name in itself.
        query, areas = Query(whole, (), query.countries), ()
    ways = [(whole, read)]
    if query.context:
        ways.append((query.name, gazetteer.lookup(query.name)))
    found = _ranked(gazetteer, query, areas, ways)
    if not found and fuzzy:
        found = _ranked(gazetteer, query, areas, [(query.name, gazetteer.lookup(query.name, fuzzy=True))])
    return found


def _ranked(
    gazetteer: Gazetteer, query: Query, areas: Sequence[frozenset[int]], ways: Sequence[tuple[str, Sequence[Hit]]]
) -> list[Candidate]:
    """Return the hits of each way to read the query that are worth an answer: those in its context first, in order."""
    ranked: list[tuple[int, Candidate]] = []
    for name, hits in ways:
        allowed = ordered_alike(
            tuple(hit for hit in hits[:MOST_HITS] if _is_allowed(gazetteer, hit.row, query.countries)), name, gazetteer,
            in_country=len(query.countries) == 1,
        )  # fmt: skip
        worth = {hit.row for hit in trusted(gazetteer, name, allowed, in_country=bool(query.countries))}
        scored = []
        for hit in allowed:
            held = [any(_lies_in(gazetteer, hit.row, row) for row in rows) for rows in areas]
            # What lies where the asker says needs no more than a likeness, and a misspelling to lie so in every word.
            if hit.row in worth or (any(held) if hit.match != "fuzzy" else held and all(held)):
                scored.append((sum(held), _scored(gazetteer, hit, query, held)))
        ranked += scored
    ranked.sort(key=lambda entry: -entry[0])
    return _falling([candidate for _, candidate in ranked])


def _is_allowed(gazetteer: Gazetteer, row: int, countries: frozenset[str]) -> bool:
    """Tell whether a place lies in one of the countries (where any are named), or is a sea or river that reaches it."""
    country = gazetteer.country(row)
    if not countries or country in countries:
        return True
    if country is not None:
        return False
    reach = gazetteer.extent_m(row)
    return any(
        rough_distance(gazetteer.lat(row), gazetteer.lon(row), gazetteer.lat(other), gazetteer.lon(other))
        <= reach + gazetteer.extent_m(other)
        for code in countries
        if (other := gazetteer.country_row(code)) is not None
    )


def _falling(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates whose scores do not grow again: what comes later is no likelier than what came before."""
    found: list[Candidate] = []
    for candidate in candidates:
        score = min(candidate.score, found[-1].score) if found else candidate.score
        found.append(replace(candidate, score=score))
    return found


def _areas(gazetteer: Gazetteer, part: str) -> frozenset[int]:
    rows = {hit.row for hit in gazetteer.lookup(part)[:50]}
    if len(part) == 2 and part.isascii() and part.isalpha():  # noqa: PLR2004 - alpha-2
        country = gazetteer.country_row(part.upper())
        if country is not None:
            rows.add(country)
    return frozenset(rows)


def _scored(gazetteer: Gazetteer, hit: Hit, query: Query, held: Sequence[bool]) -> Candidate:
    place = gazetteer.place(hit.row)
    score = _NAME_WEIGHT * hit.score + _PROMINENCE_WEIGHT * gazetteer.prominence(hit.row)
    if place.feature_code.startswith("PPL"):
        score += _TOWN
    reasons = [_reason(hit)]
    if same_name(place.name, query.name):
        score += _OWN_NAME
    else:
        reasons[0] += f" (of {place.name})"
    if place.population:
        reasons.append(f"population {place.population:,}")
    # What only holds an unknown place is as doubtful however well it lies.
    for part, inside in zip(query.context, held, strict=True) if hit.score > _HOLDS else ():
        if inside:
            score = min(1.0, score + 0.2)
            reasons.append(f"lies in {part}")
        else:
            score *= _OUTSIDE
            reasons.append(f"{_NOT_THERE}{part}")
    return Candidate(place, round(min(1.0, score), 4), tuple(reasons))


def _reason(hit: Hit) -> str:
    """Say how a hit matched, and where it is coarser or of another kind than what was asked for."""
    words = _EXACT_WORDS[hit.match]
    if hit.match == "fuzzy":
        return words
    share = hit.score / (EXACT_SCORE if hit.match == "exact" else FOLDED_SCORE)
    if share <= _HOLDS:
        return "what is asked for is said to lie there"
    return words if share > _OTHER_KIND else f"{words}, but of another kind than is said"


def _lies_in(gazetteer: Gazetteer, row: int, area: int) -> bool:
    return area != row and bool(gazetteer.is_within(row, area))


def address_of(place: Place, country_name: str | None) -> str:
    """Return the place on one line, finest first: "Al Fallūjah, Falluja District, Anbar, Iraq"."""
    parts = dict.fromkeys((place.name, place.admin2, place.admin1, country_name or place.country))
    return ", ".join(part for part in parts if part)
