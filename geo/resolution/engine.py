"""The resolver of one gazetteer: from toponyms to groups, from decisions to resolutions."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geo.errors import GeocoderError
from geo.model import Candidate, Kind, Resolution
from geo.resolution.background import background_names
from geo.resolution.doubts import ASTRAY, UNLIKELY, is_astray, is_unlikely, why_astray
from geo.resolution.facts import Facts, FactsCache, facts_of_place
from geo.resolution.groups import Group, Named, group_mentions, names_of
from geo.resolution.joint import Decision, decide, is_short
from geo.resolution.missing import area_lacking, place_within
from geo.resolution.names import NamingCache, Option, Via, cleaned
from geo.resolution.ranker import Ranker, load_ranker
from geo.resolution.reasons import reasons_of
from geo.resolution.words import STREETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.gazetteer import Gazetteer
    from geo.geocoders.overrides import Overrides
    from geo.model import Place, Toponym

    Lookup = Callable[[str, str | None], tuple[Candidate, ...]]

__all__ = ["Resolver", "Wishes", "resolver_of"]

HINT = 4.0
WEAK_HINT = 1.0
_BLOCK = 400
_ALTERNATIVES = 5
_LEAST_SCORE = 0.005
_LEAST_CONFIDENCE = 0.05
_NAME = 80
_NEAR_KM = 30.0
_INFERRED = 0.5
"""How sure it is at most that the text alone locates a place."""


class Wishes(NamedTuple):
    """What the user adds: own places, a service for unknown names, and the country the report is about."""

    overrides: Overrides | None = None
    online: Lookup | None = None
    country: str | None = None
    source: str | None = None
    """The country whose domain the report is from: weak evidence."""

    @property
    def hints(self) -> dict[str, float]:
        """How much the score of an option gains by lying in a country."""
        if self.country is not None:
            return {self.country: HINT}
        return {self.source: WEAK_HINT} if self.source is not None else {}


class Resolver:
    """Resolves the toponyms of reports with one gazetteer; keeps what it read of the gazetteer's rows."""

    def __init__(self, gazetteer: Gazetteer, ranker: Ranker | None = None) -> None:
        self.gazetteer = gazetteer
        self.ranker = ranker or load_ranker()
        self.facts = FactsCache(gazetteer)
        self.names = NamingCache(gazetteer, self.facts, self.ranker.base)

    def resolve(
        self,
        text: str,
        toponyms: Sequence[Toponym],
        wishes: Wishes | None = None,
    ) -> tuple[Resolution, ...]:
        """Return one resolution for each toponym, in their order."""
        wishes = wishes or Wishes()
        found: dict[int, Resolution] = {}
        unknown: list[int] = []
        for groups, order in self.blocks(text, toponyms, wishes):
            decisions = decide(groups, order, self.ranker, wishes.hints, short=is_short(text))
            decided = list(zip(groups, decisions, strict=True))
            for group, decision in decided:
                if group.visible:
                    resolution = self._answer(group, decision, toponyms, decided)
                    found.update(dict.fromkeys(group.mentions, resolution))
                    if not group.options:
                        unknown.extend(group.mentions)
        if wishes.online is not None and unknown:
            found.update(_ask(wishes.online, toponyms, sorted(unknown), wishes.country or _main_country(found)))
        return tuple(found[index] for index in range(len(toponyms)))

    def blocks(
        self, text: str, toponyms: Sequence[Toponym], wishes: Wishes | None = None
    ) -> Iterator[tuple[list[Group], list[int]]]:
        """Yield groups and the group of each name in turn, for blocks of 400 mentions at most.

        A block is what "one sense per document" reaches over: a report is one; in a text of a million words
        it keeps the time linear.
        """
        ordered = sorted(range(len(toponyms)), key=lambda index: (toponyms[index].start, -toponyms[index].end))
        for first in range(0, len(ordered), _BLOCK):
            order = ordered[first : first + _BLOCK]
            start = 0 if first == 0 else toponyms[order[0]].start
            end = len(text) if first + _BLOCK >= len(ordered) else toponyms[ordered[first + _BLOCK]].start
            groups, sequence = self._block(text, toponyms, order, (start, end))
            for group in groups:
                self._fix(group, toponyms, wishes or Wishes())
            yield groups, sequence

    def _block(
        self,
        text: str,
        toponyms: Sequence[Toponym],
        order: Sequence[int],
        reach: tuple[int, int],
    ) -> tuple[list[Group], list[int]]:
        names = names_of(text, toponyms, order, self.names)
        taken = [(name.start, name.end) for name in names]
        behind = background_names(text, taken, self.names, reach)
        names.extend(Named(start, end, -1, naming) for start, end, naming in behind)
        names.sort(key=lambda name: (name.start, -name.end, name.index))
        groups = group_mentions(text, names)
        return groups, [name.group for name in names]

    def _fix(self, group: Group, toponyms: Sequence[Toponym], wishes: Wishes) -> None:
        """Let a group be what the user or the report itself says it is; the user's word comes first."""
        place = _wished(group, toponyms, wishes) or _given(group, toponyms)
        if place is not None:
            group.fixed = place
            facts = facts_of_place(place, self.gazetteer, self.facts)
            group.options = (Option(facts, Via.WHOLE, 0, 1.0, primary=True),)

    def _answer(
        self, group: Group, decision: Decision, toponyms: Sequence[Toponym], decided: Sequence[tuple[Group, Decision]]
    ) -> Resolution:
        name = cleaned(toponyms[group.mentions[0]].text)[:_NAME]
        settled = self._settled(name, group, decision, decided)
        if settled is not None:
            return settled
        place = self.gazetteer.place
        candidates = [
            Candidate(
                place(group.options[option].facts.row),
                round(probability, 4),
                reasons_of(group, group.options[option], values),
            )
            for option, probability, values in zip(
                decision.ranked[: _ALTERNATIVES + 1], decision.probabilities, decision.features, strict=False
            )
            if probability >= _LEAST_SCORE
        ]
        confidence = round(decision.confidence, 4)
        best = group.options[decision.ranked[0]]
        if is_astray(best, decision.features[0]):
            alike = f"{candidates[0].place.name} is spelt alike, but {why_astray(decision.features[0])}"
            reason = f"{name!r} is not in the gazetteer; {alike}"
            return Resolution(None, min(confidence, ASTRAY), tuple(candidates[:_ALTERNATIVES]), reason)
        if STREETS.search(name) and _lies_elsewhere(best.facts, [decided[number] for number in group.inside]):
            reason = f"{name!r} is not in the gazetteer; {candidates[0].place.name} is not where the report puts it"
            return Resolution(None, min(confidence, ASTRAY), tuple(candidates[:_ALTERNATIVES]), reason)
        if confidence < _LEAST_CONFIDENCE:
            reason = f"too unsure which of {len(group.options)} places named {name!r} is meant"
            return Resolution(None, confidence, tuple(candidates[:_ALTERNATIVES]), reason)
        if is_unlikely(best, decision.features[0]):
            confidence = min(confidence, UNLIKELY)
        return Resolution(candidates[0].place, confidence, tuple(candidates[1 : _ALTERNATIVES + 1]), None)

    def _settled(
        self, name: str, group: Group, decision: Decision, decided: Sequence[tuple[Group, Decision]]
    ) -> Resolution | None:
        """Return the answer where no option of the gazetteer's is one, None where one may be."""
        if group.fixed is not None:
            return Resolution(group.fixed, 1.0)
        place = self.gazetteer.place
        area = area_lacking(group, decided) if group.defined else None
        if area is not None:
            known = tuple(
                Candidate(place(group.options[option].facts.row), 0.0) for option in decision.ranked[:_ALTERNATIVES]
            )
            return Resolution(place_within(name, place(area.row)), _INFERRED, known)
        return None if group.options else Resolution(None, 0.0, (), f"{name!r} is not in the gazetteer")


def _lies_elsewhere(facts: Facts, around: Sequence[tuple[Group, Decision]]) -> bool:
    """Tell whether a place lies neither in nor near any of those ``around`` that the text puts it into, if any.

    Baghdad Street in Damascus is called after Baghdad, and is not there.
    """
    known = [group.options[decision.ranked[0]].facts for group, decision in around if group.options]
    return bool(known) and not any(
        facts.row == area.row or facts.is_in(area) or facts.km_to(area) <= max(_NEAR_KM, area.extent_km)
        for area in known
    )


def _wished(group: Group, toponyms: Sequence[Toponym], wishes: Wishes) -> Place | None:
    if wishes.overrides is None or not group.visible:
        return None
    for surface in dict.fromkeys(cleaned(toponyms[index].text) for index in group.mentions):
        place = wishes.overrides.find(surface, wishes.country)
        if place is not None:
            return place if place.source == "override" else replace(place, source="override")
    return None


def _given(group: Group, toponyms: Sequence[Toponym]) -> Place | None:
    for index in group.mentions:
        given = toponyms[index].given
        if given is not None:
            return given if given.source == "given" else replace(given, source="given")
    return None


def _main_country(found: dict[int, Resolution]) -> str | None:
    """Return the country of most resolved mentions (the first in the alphabet of those with as many)."""
    counts: dict[str, int] = {}
    for resolution in found.values():
        if resolution.place is not None and resolution.place.country is not None:
            counts[resolution.place.country] = counts.get(resolution.place.country, 0) + 1
    return min(counts, key=lambda country: (-counts[country], country), default=None)


def _ask(
    online: Lookup, toponyms: Sequence[Toponym], unknown: Sequence[int], country: str | None
) -> dict[int, Resolution]:
    """Return what the service the user asked for knows of names that the gazetteer does not; one question a name."""
    answers: dict[str, Resolution] = {}
    found = {}
    for index in unknown:
        if toponyms[index].kind is Kind.PLACE:
            name = cleaned(toponyms[index].text)
            if name not in answers:
                answers[name] = _asked(online, name, country)
            found[index] = answers[name]
    return found


def _asked(online: Lookup, name: str, country: str | None) -> Resolution:
    try:
        candidates = online(name, country)
    except GeocoderError as error:
        return Resolution(None, 0.0, (), f"{name[:_NAME]!r} is not in the gazetteer, and the service failed: {error}")
    if not candidates:
        return Resolution(None, 0.0, (), f"{name[:_NAME]!r} is neither in the gazetteer nor known to the service")
    best = candidates[0]
    return Resolution(best.place, min(1.0, max(0.0, best.score)), tuple(candidates[1 : _ALTERNATIVES + 1]))


@lru_cache(maxsize=4)
def resolver_of(gazetteer: Gazetteer) -> Resolver:
    """Return the resolver of a gazetteer; the same object for the same gazetteer."""
    return Resolver(gazetteer)
