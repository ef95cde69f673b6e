"""Capitals and ranks: "capital of Diyala province", "Iraq's second-largest city", "the northernmost city in Iraq".

Checked against the gazetteer's own tables: seats of government by feature code, cities by population,
both as of the date of its sources. Populations of cities differ between tables by a half, so a rank that
is off by one is approximate. What lies farthest north is sought among the towns of a like size.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo import geodesy
from geo.claims._areas import area_sites, is_country, row_of, town_site
from geo.claims._findings import (
    Finding,
    approximate,
    contradicted,
    supported,
    told,
    unplaced_reference,
    unplaced_subject,
    unverifiable,
)
from geo.claims._links import behind_aside
from geo.claims._phrases import ADMIN, KIND, MODIFIERS
from geo.claims._pronouns import meant_by_it
from geo.claims._relations import head_of
from geo.claims._tables import date_of, judge_farthest, outside_tables, towns_of
from geo.claims._wording import HEADING_BEFORE
from geo.claims.base import claim_type
from geo.claims.reasons import Reason
from geo.model import Claim, Stated
from geo.patterns import anchored, lazy, trailing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.claims.base import Document
    from geo.claims.sites import Site
    from geo.model import Shape, Verdict

_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}
_CAPITAL = (
    r"(?P<capital>(?:(?:provincial|regional|state|national|federal|administrative|governorate|oblast)\s)?"
    r"capital(?:\scity)?)"
)
_RANK = (
    rf"(?P<rank>(?:(?P<ordinal>{'|'.join(_ORDINALS)})[-\s](?:largest|biggest|most\spopulous|city\b)|largest|biggest|most\spopulous)"
    r"(?:\s(?:city|town|urban\scent(?:er|re)))?)"
)
_FARTHEST = r"(?P<farthest>(?P<side>north|south|east|west)ernmost\s(?:(?:big|large|major|larger)\s)?(?:city|town))"
_WHAT = rf"(?:{_CAPITAL}|{_RANK}|{_FARTHEST})"
_WORD = lazy(rf"(?<![\w-]){_WHAT}(?![\w-])", needs=("capital", "largest", "biggest", "populous", "city", "ernmost"))
_UNOFFICIAL = trailing(
    r"\b(?:former|de\sfacto|de-facto|self-declared|self-styled|self-proclaimed|commercial|economic|financial|cultural|industrial|spiritual|religious|old|new|historic|ancient|summer"
    r"|one\sof\sthe|among\sthe|interim|temporary|wartime|political|business|twin|onetime|one-time|erstwhile|would-be|future|then|its|their|our|world['’]s|proposed|planned)\s{1,3}(?:[a-z-]{1,14}\s{1,3}){0,2}$",
    re.IGNORECASE,
)
_OF = anchored(
    rf"(?:\sand\s(?:the\s)?(?:largest|biggest|most\spopulous|main|principal|chief)\s(?:city|town|port))?\s{{1,3}}(?:of|in)\s{{1,3}}(?:the\s{{1,3}})?{MODIFIERS}(?:(?:province|state|region|governorate|country)\sof\s)?"
)
_OWNER = anchored(
    rf"(?:['’]s?)?\s{{1,3}}(?:(?P<noun>{ADMIN})(?:['’]s)?\s{{1,3}})?(?:(?:[a-z-]{{2,12}}\s){{1,3}}and\s)?"
)
_COUNTRY_OWNER = trailing(r"\b[Tt]he\s(?:(?P<whose>country|nation|province|region|state|governorate)['’]s)\s{1,3}$")
_DEFINITE = trailing(r"\b[Tt]he\s{1,3}$")
_BEFORE_SUBJECT = anchored(
    rf"\s{{0,3}},?\s{{1,3}}(?:(?:city|town)\s)?(?:of\s{{1,3}})?(?:the\s)?(?:{MODIFIERS}{KIND}\sof\s)?"
)
_AFTER_SUBJECT = anchored(
    r"\s{0,3},?\s{0,3}(?:(?:which|that)\s)?(?:(?:is|was|remains|became)\s)?(?:(?:also|now|still|itself)\s)?(?:the\s{1,3})?(?:capital\sand\s(?:the\s)?)?"
)
_AFTER_ASIDE = anchored(r"\s{0,3},\s{1,3}(?:is|was|remains|became)\s")
"""A verb right behind a comma: its subject stands before the aside that the comma ends."""
_NOUN = anchored(rf"\s{{1,3}}(?P<noun>{ADMIN})\b")
_GAP = 60
_COMPARABLE, _OPEN = 0.5, 0.2
"""The part of another city's people with which one may be counted before it: with or without suburbs, and at all.

Tables mix years, communes and cities; what has less than a fifth is behind in every one.
"""
_NO_VILLAGE = 10_000
_MOST, _SUBURB_M = 60, 15_000.0
_HELD = anchored(r"[-\u2010\u2011](?:administered|held|controlled|occupied|ruled|backed)\b")


class _Rank(NamedTuple):
    """What is claimed: "capital", "largest:1", "largest:2" …, "farthest:N"; ``noun`` of the reference."""

    said: str
    subject: int
    reference: int | None
    noun: str | None
    start: int
    end: int
    implied: str | None


@claim_type("rank")
class Rank:
    """A city is said to be the capital, or the n-th largest city, of a country or province."""

    priority = 35

    def find(self, document: Document) -> Iterator[Claim]:
        """Yield the claims that name both the city and (or the text makes clear) the area."""
        for match in _WORD.finditer(document.text):
            found = _read(document, match)
            if found is not None:
                yield Claim(
                    "rank",
                    found.start,
                    found.end,
                    document.text[found.start : found.end],
                    subject=found.subject,
                    reference=found.reference,
                    stated=Stated(qualifier=found.said, unit=found.noun),
                    implied=found.implied,
                )

    def check(self, claim: Claim, document: Document) -> Verdict:
        """Return the verdict by the table of capitals or of populations."""
        assert claim.subject is not None
        subject = town_site(document, claim.subject)
        if subject is None:
            return told(document, claim, unplaced_subject(document.name(claim.subject)))
        areas = _areas(document, claim, subject)
        if areas and claim.reference is not None and subject.country != areas[0].country:
            subject = _at_home(document, claim.subject, areas[0]) or subject
        if not areas:
            return told(document, claim, unplaced_reference(claim.implied or "the area that is meant"))
        if claim.stated.qualifier == "capital":
            return told(document, claim, _judge_capital(document, claim, subject, areas))
        judge = judge_farthest if (claim.stated.qualifier or "").startswith("farthest") else _judge_rank
        return told(document, claim, judge(document, claim, subject, areas[0]))

    def footprint(self, claim: Claim, document: Document) -> Shape | None:  # noqa: ARG002 - a table has no area
        """Return None: being a capital says nothing of where."""
        return None


def _read(document: Document, match: re.Match[str]) -> _Rank | None:
    """Read who is said to be what around the word "capital" or "largest city"."""
    text = document.text
    sentence = document.sentence_at(match.start())
    lead = text[max(sentence.start, match.start() - 50) : match.start()]
    if _UNOFFICIAL.search(lead):
        return None
    if (
        match["rank"]
        and "city" not in match["rank"]
        and "town" not in match["rank"]
        and not match["rank"].endswith("populous")
    ):
        return None
    said = "capital" if match["capital"] else f"largest:{_ORDINALS.get(match['ordinal'] or '', 1)}"
    said = f"farthest:{match['side'][0].upper()}" if match["farthest"] else said
    return _owner_after(document, match, said, sentence.start, sentence.end) or _owner_before(
        document, match, said, sentence.start, sentence.end
    )


def _owner_after(document: Document, match: re.Match[str], said: str, first: int, last: int) -> _Rank | None:
    """Read "Baquba, (the) capital of Diyala province"; "the capital of Iraq, Baghdad"."""
    of = _OF.match(document.text, match.end())
    reference = document.starting_at(of.end()) if of else None
    if of is None or reference is None:
        return None
    reference = head_of(document, reference)
    if not document.is_place(reference) or _HELD.match(document.text, document.toponyms[reference].end):
        return None  # "the capital of Pakistan-administered Kashmir"
    end = document.toponyms[reference].end
    noun = _NOUN.match(document.text, end) or re.search(
        r"(?P<noun>province|state|region|governorate)\sof\s$", of.group()
    )
    if noun is not None and noun.end() > end:
        end = noun.end()
    subject = _subject_before(document, match.start(), first) or _subject_after(document, end, last)
    if subject is None or subject[0] == reference:
        return None
    start = match.start()
    return _Rank(said, subject[0], reference, noun["noun"] if noun else None, start, max(end, subject[1]), None)


def _owner_before(document: Document, match: re.Match[str], said: str, first: int, last: int) -> _Rank | None:
    """Read "the Iraqi capital, Baghdad", "Mosul, Iraq's second-largest city", "Aleppo, the country's largest city"."""
    text = document.text
    before = document.within(first, match.start())
    owner = before[-1] if before else None
    glue = _OWNER.fullmatch(text[document.toponyms[owner].end : match.start()]) if owner is not None else None
    if (
        owner is not None
        and glue is not None
        and (
            not document.is_place(owner)
            or text[document.toponyms[owner].end] in "'’"
            or glue["noun"]
            or match["capital"]
        )
    ):
        start = document.toponyms[owner].start
        if HEADING_BEFORE.search(text, first, start):
            return None  # "northern Niger's largest city"
        subject = _subject_before(document, start, first) or _subject_after(document, match.end(), last)
        if subject is None or subject[0] == owner:
            return None
        return _Rank(said, subject[0], owner, glue["noun"], start, max(match.end(), subject[1]), None)
    lead = text[max(first, match.start() - 30) : match.start()]
    whose = _COUNTRY_OWNER.search(lead)
    if whose is None and not (_DEFINITE.search(lead) and match["capital"]):
        return None
    start = match.start() - len((whose or _DEFINITE.search(lead)).group())  # type: ignore[union-attr]
    subject = _subject_before(document, start, first) or _subject_after(document, match.end(), last)
    if subject is None or re.match(r"\s{1,3}of\s", text[match.end() : match.end() + 6]):
        return None  # "the capital of culture", "the capital of Kyiv"
    wide = (
        whose["whose"]
        if whose
        else ("province" if re.match("provincial|regional|state|gov|obl", match["capital"] or "") else "country")
    )
    noun = None if wide in {"country", "nation"} else "province"
    return _Rank(said, subject[0], None, noun, start, max(match.end(), subject[1]), f"the {wide}")


def _subject_before(document: Document, start: int, first: int) -> tuple[int, int] | None:
    """Return the toponym that ends right before ``start`` but for a comma, an article and "is"."""
    before = document.within(first, start)
    if not before:
        meant = meant_by_it(document, start)
        return None if meant is None else (meant, start)
    opening, index = behind_aside(document, start), before[-1]
    if opening is not None:
        return opening, start
    glue = document.text[document.toponyms[index].end : start]
    if _AFTER_ASIDE.match(glue):
        return None
    site = document.site(index)
    if site is not None and is_country(site):
        return None  # "In Iraq, the capital is …"
    fits = len(glue) < _GAP and glue.strip() and _AFTER_SUBJECT.fullmatch(glue) is not None
    return (index, start) if fits and document.is_place(index) else None


def _subject_after(document: Document, end: int, last: int) -> tuple[int, int] | None:
    """Return the toponym that follows: "the Iraqi capital, *Baghdad*"; not of a list or the next clause."""
    match = _BEFORE_SUBJECT.match(document.text, end, last)
    index = document.starting_at(match.end()) if match else None
    if index is None or not document.is_place(index):
        return None
    site = document.site(index)
    if site is not None and site.is_area:
        return None
    stop = document.toponyms[index].end
    if "," in document.text[end : document.toponyms[index].start]:
        following = document.text[stop : stop + 2]
        # "the capital, Baghdad, …": an apposition ends with a comma or the sentence; not "In the capital, Mosul fell".
        if following[:1] not in {",", ".", ";", ")", ":", "", "\n"} and not following.startswith((" —", " –", " -")):
            return None
    return index, stop


def _areas(document: Document, claim: Claim, subject: Site) -> list[Site]:
    """Return the readings of the reference; where the text says "the country", that of the subject."""
    if claim.reference is not None:
        noun = claim.stated.unit
        areas = area_sites(document, claim.reference, noun)
        if not areas:
            areas = area_sites(document, claim.reference, "province")
        return areas
    gazetteer = document.gazetteer
    row = row_of(document, subject)
    if gazetteer is None or row is None:
        return []
    wanted = (
        gazetteer.admin1_row(row) if claim.stated.unit == "province" else gazetteer.country_row(subject.country or "")
    )
    if wanted is None:
        return []
    from geo.claims.sites import site_of  # noqa: PLC0415 - only here

    return [site_of(gazetteer.place(wanted))]


def _at_home(document: Document, index: int, area: Site) -> Site | None:
    """Return a town of the subject's name in the country of the area, where another one was taken for it."""
    sites = (
        site
        for site in document.readings(index)
        if site.country == area.country and site.population > _NO_VILLAGE and not (site.is_area or site.is_line)
    )
    return max(sites, key=lambda site: site.population, default=None)


def _judge_capital(document: Document, claim: Claim, subject: Site, areas: list[Site]) -> Finding:
    assert claim.subject is not None
    gazetteer = document.gazetteer
    assert gazetteer is not None
    name, date = document.name(claim.subject), date_of(document)
    trust = document.confidence(claim.subject)
    known: str | None = None
    seated: Site | None = None
    for area in areas:
        area_row = row_of(document, area)
        capital = gazetteer.capital_row(area_row) if area_row is not None else None
        if capital is None:
            continue
        for site in (subject, *document.readings(claim.subject)):
            if (
                row_of(document, site) == capital
                or _seat(document, site, area)
                or _is_district_of(document, site, capital)
            ):
                table = f"{name} is the capital of {area.name}, by the gazetteer of {date}."
                return supported(Reason.IN_TABLE, table, 0.97 * max(trust, 0.5))
        seated = seated or area
        known = (
            known or f"The capital of {area.name} is {gazetteer.name(capital)}, by the gazetteer of {date}, not {name}."
        )
    if known is None or seated is None or _elsewhere(document, claim, subject, seated):
        return unverifiable(Reason.NO_TABLE, f"No capital of {_called(document, claim, areas[0])} is known here.")
    return contradicted(Reason.NOT_IN_TABLE, known, 0.9 * trust)


def _is_district_of(document: Document, site: Site, capital: int) -> bool:
    """Return whether a site is the district about a capital, which may be all that has the town's name as spelt."""
    gazetteer = document.gazetteer
    row = row_of(document, site)
    return (
        gazetteer is not None
        and site.feature_code == "ADM2"
        and row is not None
        and row in gazetteer.ancestors(capital)
    )


def _elsewhere(document: Document, claim: Claim, subject: Site, seated: Site) -> bool:
    """Return whether the only area with a capital lies abroad, and its name means one at home ("Kurdistan")."""
    if claim.reference is None or seated.country == subject.country:
        return False
    meant = document.site(claim.reference)
    readings = (*document.readings(claim.reference), *((meant,) if meant is not None else ()))
    return any(site.country == subject.country for site in readings)


def _called(document: Document, claim: Claim, area: Site) -> str:
    """Return what the text calls the area, else its name."""
    return document.name(claim.reference) if claim.reference is not None else area.name


def _seat(document: Document, site: Site, area: Site) -> bool:
    """Return whether a site is marked as the seat of that very unit: some have two."""
    gazetteer = document.gazetteer
    row, area_row = row_of(document, site), row_of(document, area)
    if gazetteer is None or row is None or area_row is None:
        return False
    if is_country(area):
        return site.feature_code == "PPLC" and site.country == area.country
    codes = {"ADM1": {"PPLA", "PPLC"}, "ADM2": {"PPLA2", "PPLA", "PPLC"}}.get(area.feature_code, set())
    return site.feature_code in codes and area_row in gazetteer.ancestors(row)


def _judge_rank(document: Document, claim: Claim, subject: Site, area: Site) -> Finding:
    assert claim.subject is not None
    gazetteer = document.gazetteer
    assert gazetteer is not None
    name, row = document.name(claim.subject), row_of(document, subject)
    trust = document.confidence(claim.subject)
    missing = outside_tables(document, claim, subject, area)
    if missing is not None or row is None:
        return missing or unverifiable(Reason.NO_TABLE, f"{name} is in no table here.")
    listed = towns_of(document, area)
    rank = listed.index(row) + 1 if row in listed else None
    if rank is None:
        return unverifiable(Reason.NO_TABLE, f"No population of {name} is known here.")
    number = int((claim.stated.qualifier or "largest:1").split(":")[1])
    table = f"{name} is number {rank} by population in {area.name}, by the gazetteer of {date_of(document)}"
    if rank == number:
        return supported(Reason.IN_TABLE, f"{table}, as stated.", 0.95 * trust)
    ahead = listed[: max(number, min(rank, _MOST))]
    alone = len(_without_suburbs(document, ahead)) if ahead[-1] == row else rank
    if alone < rank:
        table += f", and number {alone} without the suburbs of larger ones"
    share = 0.0 if len(ahead) < number else gazetteer.population(row) / max(gazetteer.population(ahead[number - 1]), 1)
    return _off_by(table, number, min(abs(rank - number), abs(alone - number)), share, trust)


def _off_by(table: str, number: int, off: int, share: float, trust: float) -> Finding:
    """Judge a rank that the table has otherwise; ``share`` is the city's people by those of the city at that rank."""
    if off <= (1 if number == 1 else 2) or (number > 1 and share >= _COMPARABLE):
        close = f"{table}; stated is number {number}, and tables of cities differ by that much."
        return approximate(Reason.ROUGH, close, 0.75 * trust)
    if number > 1 and share >= _OPEN:
        counted = f"{table}; stated is number {number}, which it may be where people are counted otherwise."
        return unverifiable(Reason.NO_TABLE, counted)
    return contradicted(Reason.NOT_IN_TABLE, f"{table}; stated is number {number}.", 0.8 * trust)


def _without_suburbs(document: Document, rows: Sequence[int]) -> list[int]:
    """Return the cities of a table, the largest first, without those that lie at the side of a larger one."""
    gazetteer = document.gazetteer
    assert gazetteer is not None
    kept: list[int] = []
    for row in rows:
        here = gazetteer.position(row)
        ways = (
            geodesy.rough_distance(here.lat, here.lon, gazetteer.lat(other), gazetteer.lon(other)) for other in kept
        )
        if row == rows[-1] or min(ways, default=_SUBURB_M) >= _SUBURB_M:
            kept.append(row)
    return kept
