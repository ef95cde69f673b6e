"""What every claim type shares: the document, the registry, and the protocol of a claim type.

A claim type is one file in this package (or a module named by an entry point of the group
``geo.claims``)::

    @claim_type("offset")
    class Offset:
        priority = 20
        def find(self, document: Document) -> Iterable[Claim]: ...
        def check(self, claim: Claim, document: Document) -> Verdict: ...
        def footprint(self, claim: Claim, document: Document) -> Shape | None: ...

Of two claims of different types, one inside the words of the other and about the same reference, the
one with the lower ``priority`` is kept. Types never import each other; what they share is in modules
that are no plug-ins (``base``, ``reasons``, ``sentences``, ``sites``, ``subjects``, ``shapes`` …).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from geo import geodesy
from geo.claims.sentences import Sentence, sentences_of
from geo.claims.sites import Site, site_of
from geo.model import Judgement, Kind, Measured, Verdict
from geo.patterns import anchored, lazy, trailing
from geo.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.claims.bindings import Binding
    from geo.claims.reasons import Reason
    from geo.gazetteer import Gazetteer
    from geo.model import Claim, Place, Report, Resolution, Shape, Toponym

__all__ = ["CLAIMS", "SHARED", "ClaimType", "Document", "claim_type"]

SHARED = (
    "adjacent",
    "base",
    "checking",
    "confidence",
    "disagreements",
    "explain",
    "grammar",
    "headwords",
    "judge",
    "measuring",
    "placing",
    "positions",
    "readings",
    "reasons",
    "bindings",
    "sentences",
    "shapes",
    "sites",
    "subjects",
    "verifying",
)
"""Modules of this package that are no claim types."""


_DESIGNATORS = (
    r"governorate|province|oblast|raion|rayon|region|district|county|prefecture|department|cercle|commune|municipality|zone|state"
    r"|voivodeship|canton|division|republic|peninsula|desert|valley|mountains?|plains?|river|sea|lake|gulf|bay|strait|canal"
    r"|highway|road|wadi|coast|countryside"
)
_DESIGNATOR_WORDS = tuple(_DESIGNATORS.replace("s?", "").split("|"))
_NAME_WORDS = (
    *_DESIGNATOR_WORDS,
    "mount",
    "the",
    "mediterranean",
    "caspian",
    "atlantic",
    "pacific",
    "adriatic",
    "aegean",
)
_FOREIGN_AFTER = r"област\w{1,3}|район\w{0,3}|край|краї|краю|республік\w{1,2}|республик\w{1,2}|губерні\w|громад\w{1,2}"
_FOREIGN_BEFORE = r"محافظة|ولاية|قضاء|إقليم|منطقة|نهر|بحيرة|річк\w{1,2}|рек\w{1,2}|озер\w|област\w{1,3}|район\w{0,3}"
_NO_LINK = r"(?!(?:by|via|on|in|to|from|of|at|with|near|over|is|was|are|were)\s)"
"""Between a name and a word for an area that is another's: "from Addis Ababa by road", "Homs is state property"."""
_AREA_AFTER = anchored(
    rf"(?:['’]s)?[\s-](?:(?:and\s[\w-]{{1,24}}|{_NO_LINK}[\w-]{{1,24}})\s)?(?:{_DESIGNATORS}|{_FOREIGN_AFTER})\b",
    re.IGNORECASE,
    needs=_DESIGNATOR_WORDS,
)
_AREA_BEFORE = trailing(
    r"\b(?:(?:governorate|province|oblast|region|district|county|republic|state|gulf|bay|valley|peninsula|sea|strait)\sof\s(?:the\s)?"
    rf"|(?:rivers?|lakes?|mount|wadi|highway|{_FOREIGN_BEFORE})\s"
    r"|(?:stands|lies|sits|lay|located|situated|\w,|town|city|village|port)\s(?:on|along|astride)\sthe\s)\Z",
    re.IGNORECASE,
    needs=(*_NAME_WORDS, "on the", "along", "astride"),
)
_AREA_NAME = lazy(
    rf"\s(?:{_DESIGNATORS})$|^(?:lake|river|mount|wadi|gulf|sea|strait)\s|^the\s|^(?:mediterranean|caspian|atlantic|pacific|adriatic|aegean)",
    re.IGNORECASE,
    needs=_NAME_WORDS,
)


_EXACT, _FOLDED, _SPELLED = 0.05, 0.02, 0.01
"""How likely a place of that name is meant that the resolution did not even list, by how the name agrees."""


class ClaimType(Protocol):
    """One kind of claim: how it is found, checked and drawn."""

    priority: int

    def find(self, document: Document) -> Iterable[Claim]:
        """Yield the claims of this type in the document's text."""

    def check(self, claim: Claim, document: Document) -> Verdict:
        """Return the verdict on a claim that :meth:`find` yielded; its footprint may be left out."""

    def footprint(self, claim: Claim, document: Document) -> Shape | None:
        """Return the area that the claim allows for its subject, or None where it cannot be drawn."""


CLAIMS: Registry[type[ClaimType]] = Registry("claims", "geo.claims", shared=SHARED)
claim_type = CLAIMS.register


class Document:
    """A report with what was found in it, as claim types see it.

    ``toponyms`` are sorted by position and do not overlap; ``resolutions`` has one entry for each.
    Everything that is asked often is found by bisection and kept. ``gazetteer`` may be None, where only
    the text is of interest; then nothing is placed that was not resolved before.
    """

    def __init__(
        self,
        report: Report,
        toponyms: Sequence[Toponym] = (),
        resolutions: Sequence[Resolution] = (),
        gazetteer: Gazetteer | None = None,
    ) -> None:
        self.report = report
        self.text = report.text
        self.toponyms = tuple(toponyms)
        self.resolutions = tuple(resolutions)
        self.gazetteer = gazetteer
        self._starts = [toponym.start for toponym in self.toponyms]
        self._countries: dict[int, str | None] = {}
        self._readings: dict[int, tuple[Site, ...]] = {}
        self._spellings: dict[str, tuple[Site, ...]] = {}
        self.bindings: tuple[Binding, ...] | None = None
        self.headword: tuple[Site | None] | None = None

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the text."""
        return sentences_of(self.text)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_number(self, offset: int) -> int:
        """Return the number of the sentence that holds ``offset`` (or the last one that begins before it)."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds ``offset``; an empty one where there is no text."""
        return self.sentences[self.sentence_number(offset)] if self.sentences else Sentence(0, 0)

    def within(self, start: int, end: int) -> range:
        """Return the indexes of the toponyms that lie wholly in ``start`` to ``end``."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        while last > first and self.toponyms[last - 1].end > end:
            last -= 1
        return range(first, last)

    def overlapping(self, start: int, end: int) -> range:
        """Return the indexes of the toponyms that share at least one character with ``start`` to ``end``."""
        first = bisect_left(self._starts, start)
        while first > 0 and self.toponyms[first - 1].end > start:
            first -= 1
        return range(first, max(first, bisect_left(self._starts, end)))

    def starting_at(self, offset: int) -> int | None:
        """Return the index of the toponym that begins at ``offset``."""
        index = bisect_left(self._starts, offset)
        return index if index < len(self._starts) and self._starts[index] == offset else None

    def name(self, index: int) -> str:
        """Return a toponym as it stands in the text, on one line."""
        return " ".join(self.toponyms[index].text.split())

    def is_place(self, index: int) -> bool:
        """Return whether the toponym names a place, not its people ("Iraqi")."""
        return self.toponyms[index].kind is Kind.PLACE

    def place(self, index: int | None) -> Place | None:
        """Return the place that a toponym was resolved to."""
        return None if index is None else self.resolutions[index].place

    def confidence(self, index: int | None) -> float:
        """Return how sure the place of a toponym is; 0 where there is none."""
        return 0.0 if index is None else self.resolutions[index].confidence

    def names_country(self, name: str) -> bool:
        """Return whether a name that was not recognised here is first of all a country's, written just so."""
        gazetteer = self.gazetteer
        if gazetteer is None:
            return False
        hits = gazetteer.lookup(name)
        return bool(hits) and hits[0].match == "exact" and gazetteer.feature_code(hits[0].row).startswith("PCL")

    def site(self, index: int | None) -> Site | None:
        """Return where a toponym lies, or None where it has no place."""
        place = self.place(index)
        return None if place is None else site_of(place, self.confidence(index))

    def is_designated(self, index: int) -> bool:
        """Return whether the text itself says that a toponym is an area or a water: "Homs province", "Lake Tana"."""
        toponym = self.toponyms[index]
        return (
            _AREA_AFTER.match(self.text, toponym.end) is not None
            or _AREA_BEFORE.search(self.text[max(0, toponym.start - 32) : toponym.start]) is not None
            or _AREA_NAME.search(toponym.text) is not None
        )

    def is_wide(self, index: int) -> bool:
        """Return whether a toponym is no point: an area, a river, a sea, by its place or by the words around it."""
        if self.is_designated(index):
            return True
        site = self.point(index)
        return site is not None and (site.is_area or site.is_line)

    def is_town_like(self, index: int) -> bool:
        """Return whether a toponym may be a town: neither called an area, nor a country, a province or a water."""
        site = self.point(index)
        if self.is_designated(index) or (site is not None and site.is_line):
            return False
        return site is None or not site.is_area or site.feature_code in ("ADM2", "ADM3", "ADM4", "ADM5")

    def point(self, index: int | None) -> Site | None:
        """Return where distances to a toponym are measured from: of a province called like a town, the town."""
        site = self.site(index)
        if index is None or site is None or not site.is_area or not site.feature_code.startswith("ADM"):
            return site
        if self.is_designated(index):
            return site
        for other in self.readings(index):
            near = geodesy.distance(other.position, site.position) <= max(site.extent_m, 50_000.0)
            if near and not (other.is_area or other.is_line) and other.country == site.country:
                return replace(other, confidence=0.95 * site.confidence)
        return site

    def readings(self, index: int) -> tuple[Site, ...]:
        """Return the other places a toponym may mean: the runners-up, then what else has that name."""
        if index not in self._readings:
            self._readings[index] = self._other_sites(index)
        return self._readings[index]

    def _other_sites(self, index: int) -> tuple[Site, ...]:
        resolution = self.resolutions[index]
        seen = {resolution.place.id} if resolution.place else set()
        found: list[Site] = []
        for candidate in resolution.alternatives:
            if candidate.place.id not in seen:
                seen.add(candidate.place.id)
                found.append(site_of(candidate.place, candidate.score))
        if self.gazetteer is not None and self.is_place(index):
            for hit in self.gazetteer.lookup(self.name(index)):
                identity = self.gazetteer.id(hit.row)
                if identity not in seen:
                    seen.add(identity)
                    likely = _EXACT if hit.match == "exact" else _FOLDED
                    found.append(site_of(self.gazetteer.place(hit.row), likely * hit.score))
        return tuple(found)

    def spellings(self, index: int) -> tuple[Site, ...]:
        """Return the places whose names differ from a toponym's in their vowels alone: Jadidah, Judaydah, Jdeideh.

        Romanisations differ so, and a report may use another one than the gazetteer.
        """
        name = self.name(index)
        if name not in self._spellings:
            self._spellings[name] = self._spelled(name)
        return self._spellings[name]

    def _spelled(self, name: str) -> tuple[Site, ...]:
        if self.gazetteer is None:
            return ()
        from geo.gazetteer.folding import fold, skeleton  # noqa: PLC0415 - with the gazetteer only

        bones, gazetteer = skeleton(fold(name)), self.gazetteer

        def differs_in_vowels(other: str) -> bool:
            return skeleton(fold(other)) == bones

        return tuple(
            site_of(gazetteer.place(hit.row), _SPELLED * hit.score)
            for hit in gazetteer.resembling(name)
            if differs_in_vowels(gazetteer.name(hit.row)) or any(map(differs_in_vowels, gazetteer.names(hit.row)))
        )

    def country_at(self, offset: int) -> str | None:
        """Return the country (ISO 3166 alpha-2) under discussion at ``offset``.

        The toponyms of the same sentence count four times, those of the one before twice, all others once.
        """
        here = self.sentence_number(offset)
        if here not in self._countries:
            weights = dict(self._country_counts[None])
            for number, more in ((here, 3.0), (here - 1, 1.0)):
                for code, count in self._country_counts.get(number, {}).items():
                    weights[code] = weights.get(code, 0.0) + more * count
            self._countries[here] = max(weights, key=lambda code: (weights[code], code)) if weights else None
        return self._countries[here]

    @cached_property
    def _country_counts(self) -> dict[int | None, dict[str, float]]:
        """How often each country is named: in all (None), and by the number of the sentence."""
        counts: dict[int | None, dict[str, float]] = {None: {}}
        for index, toponym in enumerate(self.toponyms):
            place = self.place(index)
            if place is None or place.country is None:
                continue
            for number in (None, self.sentence_number(toponym.start)):
                named = counts.setdefault(number, {})
                named[place.country] = named.get(place.country, 0.0) + 1.0
        return counts

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, toponym in enumerate(self.toponyms):
            found.setdefault(toponym.text, []).append(index)
        return found

    def named(self, name: str) -> tuple[int, ...]:
        """Return the toponyms that stand in the text as ``name``."""
        return tuple(self._by_name.get(name, ()))

    def verdict(  # noqa: PLR0913 - the fields of a verdict
        self,
        claim: Claim,
        judgement: Judgement,
        reason: Reason,
        explanation: str,
        *,
        confidence: float = 0.0,
        distance_m: float | None = None,
        azimuth_deg: float | None = None,
        footprint: Shape | None = None,
        subject_name: str | None = None,
        reference_name: str | None = None,
    ) -> Verdict:
        """Return a verdict with the names of subject and reference as the text (or ``implied``) gives them."""
        if subject_name is None and claim.subject is not None:
            subject_name = self.name(claim.subject)
        if reference_name is None:
            reference_name = self.name(claim.reference) if claim.reference is not None else claim.implied
        return Verdict(
            claim=claim,
            verdict=judgement,
            reason=reason.value,
            explanation=explanation,
            measured=Measured(distance_m, azimuth_deg),
            confidence=max(0.0, min(1.0, confidence)),
            footprint=footprint,
            subject_name=subject_name,
            reference_name=reference_name,
        )
