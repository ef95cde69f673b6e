"""What a bare name may mean, scored with reasons: what ``conflictmap geocode`` and ``geo.Offline`` answer.

There is no report here to decide by: the match of the name, how prominent the place is and the context
that the asker gives ("Tripoli, Lebanon") are all there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.gazetteer.hits import EXACT_SCORE
from geo.gazetteer.trust import trusted
from geo.geocoders.overrides import same_name
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
_OUTSIDE = 0.35
"""What is left of the score of a place that lies outside the context the asker gave."""
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
    whole = ", ".join((query.name, *query.context))
    hits = gazetteer.lookup(whole) if query.context else ()
    hits = tuple(hit for hit in hits if hit.match == "exact" and hit.score == EXACT_SCORE)
    if hits:
        # "Washington, D.C." may be a name in itself.
        query = Query(whole, (), query.countries)
    hits = hits or gazetteer.lookup(query.name, fuzzy=fuzzy)
    scored = _all_scored(gazetteer, query, hits)
    if not scored and query.context:
        # "Zzyzx, Calaca, Batangas": the town that holds an unknown village, as a phrase of a table is read.
        scored = _all_scored(gazetteer, Query(whole, (), query.countries), gazetteer.lookup(whole))
    for candidate in sorted(scored, key=_order):
        found.setdefault(candidate.place.id, candidate)
    return tuple(found.values())[: max(0, limit)]


def _all_scored(gazetteer: Gazetteer, query: Query, hits: Sequence[Hit]) -> list[Candidate]:
    """Return the hits in the countries allowed that are worth an answer, scored."""
    areas = tuple(_areas(gazetteer, part) for part in query.context)
    allowed = tuple(
        hit for hit in hits[:MOST_HITS] if not query.countries or gazetteer.country(hit.row) in query.countries
    )
    worth = {hit.row for hit in trusted(gazetteer, query.name, allowed, in_country=bool(query.countries))}
    return [
        _scored(gazetteer, hit, query, areas)
        for hit in allowed
        # What lies where the asker says needs no more than a likeness.
        if hit.row in worth or any(_lies_in(gazetteer, hit.row, row) for rows in areas for row in rows)
    ]


def _order(candidate: Candidate) -> tuple[float, int, str]:
    return (-candidate.score, -candidate.place.population, candidate.place.id)


def _areas(gazetteer: Gazetteer, part: str) -> frozenset[int]:
    rows = {hit.row for hit in gazetteer.lookup(part)[:50]}
    if len(part) == 2 and part.isascii() and part.isalpha():  # noqa: PLR2004 - alpha-2
        country = gazetteer.country_row(part.upper())
        if country is not None:
            rows.add(country)
    return frozenset(rows)


def _scored(gazetteer: Gazetteer, hit: Hit, query: Query, areas: Sequence[frozenset[int]]) -> Candidate:
    place = gazetteer.place(hit.row)
    score = _NAME_WEIGHT * hit.score + _PROMINENCE_WEIGHT * gazetteer.prominence(hit.row)
    if place.feature_code.startswith("PPL"):
        score += _TOWN
    reasons = [_EXACT_WORDS[hit.match]]
    if same_name(place.name, query.name):
        score += _OWN_NAME
    else:
        reasons[0] += f" (of {place.name})"
    if place.population:
        reasons.append(f"population {place.population:,}")
    for part, rows in zip(query.context, areas, strict=True):
        if any(_lies_in(gazetteer, hit.row, row) for row in rows):
            score = min(1.0, score + 0.2)
            reasons.append(f"lies in {part}")
        else:
            score *= _OUTSIDE
            reasons.append(f"not known to lie in {part}")
    return Candidate(place, round(min(1.0, score), 4), tuple(reasons))


def _lies_in(gazetteer: Gazetteer, row: int, area: int) -> bool:
    return area != row and bool(gazetteer.is_within(row, area))


def address_of(place: Place, country_name: str | None) -> str:
    """Return the place on one line, finest first: "Al Fallūjah, Falluja District, Anbar, Iraq"."""
    parts = dict.fromkeys((place.name, place.admin2, place.admin1, country_name or place.country))
    return ", ".join(part for part in parts if part)
