"""Check one claim of a document that is measured from a reference to a subject (offset, direction)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo import geodesy
from geo.claims._areas import bears_name, called_common, is_known, may_be_another, may_be_unlisted
from geo.claims._lines import LINE_M, length_fits
from geo.claims.bindings import bindings_of, place_of_binding, provincial_capital
from geo.claims.checking import Checked, check_places, sentence_of
from geo.claims.explain import as_degrees, as_kilometres, as_length
from geo.claims.headwords import headword_readings, headword_site, looked_up
from geo.claims.judge import accepted_band, footprint_of, point_radius
from geo.claims.reasons import Reason
from geo.claims.shapes import nearest_on_shape
from geo.claims.sites import Site
from geo.model import Judgement

if TYPE_CHECKING:
    from geo.claims.base import Document
    from geo.claims.bindings import Binding
    from geo.model import Claim, Position, Shape, Stated, Verdict

__all__ = ["FAR_TIMES", "Measurer"]


class Measurer:
    """One claim, with its subject and its reference looked up in the document."""

    def __init__(self, document: Document, claim: Claim, binding: Binding | None = None) -> None:
        self.document = document
        self.claim = claim
        self.binding = binding or _binding_of(document, claim)
        self.subject = self._subject()
        self.reference = self._reference()

    def verdict(self) -> Verdict:
        """Return the verdict on the claim."""
        missing = self.missing()
        if missing is not None:
            return missing
        assert self.subject is not None
        assert self.reference is not None
        if self.reference.is_area or self.reference.is_line:
            return self._from_shape(self.subject, self.reference)
        return self._said(self._checked(self.subject, self.reference))

    def footprint(self) -> Shape | None:
        """Return where a subject would make the claim supported; None without a point to measure from."""
        if self.reference is None or self.reference.is_area or self.reference.is_line:
            return None
        return footprint_of(self.claim.stated, self.reference)

    def point_radius(self) -> tuple[Position, float] | None:
        """Return centre and radius by the point-radius method."""
        if self.reference is None or self.reference.is_area or self.reference.is_line:
            return None
        return point_radius(self.claim.stated, self.reference)

    def _subject(self) -> Site | None:
        if self.claim.subject is not None:
            return self.document.point(self.claim.subject)
        if self.binding is not None and self.binding.subject.how == "headword":
            return headword_site(self.document)
        if self.binding is None or self.binding.subject.name is None:
            return None
        reference = self.document.point(self.claim.reference)
        if self.binding.subject.site is None and reference is not None:
            # A name that was not recognised is sought in the country of what it is measured from.
            return looked_up(self.document, self.binding.subject.name, reference.country)
        return self.binding.subject.site

    def _reference(self) -> Site | None:
        if self.binding is not None and self.binding.reference.kind == "border":
            return None  # a line, though a place may name it
        if self.claim.reference is not None:
            return self.document.point(self.claim.reference)
        if self.binding is None:
            return None
        if self.binding.reference.kind == "provincial":
            return provincial_capital(self.document, self.subject)
        return self.binding.reference.implied

    def missing(self) -> Verdict | None:
        """Return the verdict where subject or reference is not known."""
        claim = self.claim
        name = self.binding.subject.name if self.binding is not None else None
        if claim.subject is None and self.subject is None and name is None:
            return self._unverifiable(Reason.NO_SUBJECT, self._unnamed())
        if self.binding is not None and self.binding.reference.kind == "border":
            return self._unverifiable(Reason.GEOMETRY_MISSING, "The course of that line is not known here.")
        if self.reference is None:
            if claim.reference is None:
                return self._unverifiable(
                    Reason.NO_REFERENCE, "The text does not say clearly from where this is measured."
                )
            origin = self.document.name(claim.reference)
            return self._unverifiable(
                Reason.REFERENCE_UNPLACED, f"No position is known for {origin}, from where it is measured."
            )
        if self.subject is None:
            name = self.document.name(claim.subject) if claim.subject is not None else name
            return self._unverifiable(Reason.SUBJECT_UNPLACED, f"No position is known for {name}.")
        return None

    def _unnamed(self) -> str:
        """Say that the text names no place there, and where the claim alone puts what it tells of."""
        circle = self.point_radius() if self.claim.stated.high_m is not None else None
        if circle is None:
            return "The text does not say clearly what lies there."
        centre, radius_m = circle
        return (
            "The text does not say clearly what lies there, so nothing can be compared; the claim alone puts it "
            f"within {as_kilometres(radius_m)} of {as_degrees(centre)}."
        )

    def _unverifiable(self, reason: Reason, explanation: str) -> Verdict:
        return self.document.verdict(
            self.claim, Judgement.UNVERIFIABLE, reason, explanation, confidence=0.5, subject_name=self.subject_name()
        )

    def subject_name(self) -> str | None:
        """Return the subject's name where no toponym names it."""
        if self.claim.subject is not None or self.binding is None:
            return None
        if self.binding.subject.name is not None:
            return self.binding.subject.name
        return self.subject.name if self.subject is not None else None

    def _checked(self, subject: Site, reference: Site) -> Checked:
        claim = self.claim
        subjects = (
            self.document.readings(claim.subject) if claim.subject is not None else headword_readings(self.document)
        )
        references = self.document.readings(claim.reference) if claim.reference is not None else ()
        if claim.reference is None and self.binding is not None and self.binding.reference.kind == "capital":
            other = provincial_capital(self.document, subject)
            references = (other,) if other is not None and other.id != reference.id else ()
        checked = check_places(claim.stated, subject, reference, subjects, references)
        if self.binding is not None:
            checked = _by_certainty(checked, self.binding)
        if checked.outcome.judgement is Judgement.CONTRADICTED:
            if self._is_one_of_many(checked):
                return _undecided(checked)
            if self.binding is not None and self.binding.reference.thing and _within_a_thing(checked, claim.stated):
                return _from_a_thing(checked)
            common = self._common(checked)
            if common is not None:
                return common
        return checked if self._are_meant(checked) else _doubtful(checked) or checked

    def is_guessed(self) -> bool:
        """Return whether the subject is not certain, or a small place by a name that was not recognised."""
        if self.binding is None:
            return False
        found = self.binding.subject
        unknown = found.how == "named" and (self.subject is None or not is_known(self.document, self.subject))
        return unknown or not found.certain

    def _is_one_of_many(self, checked: Checked) -> bool:
        """Return whether a name is of so many places, or was so little recognised, that another may be meant."""
        if self.binding is not None and self.binding.subject.how == "named":
            return not is_known(self.document, checked.reading.subject)
        return any(
            index is not None
            and self.document.confidence(index) < _MEANT
            and sum(site.country == chosen.country for site in self.document.readings(index)) >= _MANY
            for index, chosen in (
                (self.claim.subject, checked.reading.subject),
                (self.claim.reference, checked.reading.reference),
            )
        )

    def _common(self, checked: Checked) -> Checked | None:
        """Return the verdict on a claim of which one name is common where it is measured, None where none is."""
        reading = checked.reading
        if checked.outcome.reason is Reason.IMPOSSIBLE_DISTANCE:
            return None
        subject, reference = reading.subject, reading.reference
        for index, site, other in (
            (self.claim.subject, subject, reference),
            (self.claim.reference, reference, subject),
        ):
            if index is not None and may_be_another(self.document, index, site, other):
                outcome = replace(checked.outcome, judgement=Judgement.UNVERIFIABLE, reason=Reason.COMMON_NAME)
                text = (
                    f"{subject.name} and {reference.name}, as known here, lie "
                    f"{as_length(checked.outcome.distance_m or 0.0)} apart, which does not fit, but "
                    f"{called_common(self.document, index, other)}"
                )
                return Checked(replace(reading, outcome=outcome), text, 0.5)
        return None

    def _are_meant(self, checked: Checked) -> bool:
        """Return whether both names are of places so well known, and so much alone, that no others can be meant.

        A report that has Timbuktu 50 km from Bamako is wrong; one that has Salim 50 km from Homs knows another Salim.
        """
        ends = ((self.claim.subject, checked.reading.subject), (self.claim.reference, checked.reading.reference))
        away = checked.outcome.distance_m
        if away is not None and away > _ANOTHER_CONTINENT_M and not _are_great(checked):
            return False
        return all(
            index is not None
            and self.document.confidence(index) >= _MEANT
            and is_known(self.document, site)
            and bears_name(self.document, index, site)
            and not may_be_unlisted(self.document, index, site, other, away)
            for (index, site), (_other, other) in zip(ends, reversed(ends), strict=True)
        )

    def _said(self, checked: Checked) -> Verdict:
        outcome = checked.outcome
        return self.document.verdict(
            replace(self.claim, implied=self._implied()),
            outcome.judgement,
            outcome.reason,
            checked.explanation,
            confidence=checked.confidence,
            distance_m=outcome.distance_m,
            azimuth_deg=outcome.azimuth_deg,
            subject_name=self.subject_name(),
        )

    def _implied(self) -> str | None:
        if self.claim.reference is None and self.reference is not None:
            return self.reference.name
        if self.claim.subject is None and self.subject is not None:
            return self.subject.name
        return self.claim.implied

    def _from_shape(self, subject: Site, reference: Site) -> Verdict:
        """Measure from the outline of an area or a river, at its point nearest to the subject."""
        gazetteer = self.document.gazetteer
        others = [
            site for site in self.document.readings(self.claim.reference or 0) if not (site.is_area or site.is_line)
        ]
        shape = gazetteer.outline(reference.id) if gazetteer is not None else None
        if shape is None:
            for other in others[:3]:
                checked = self._checked(subject, other)
                if checked.outcome.agrees:
                    return self._said(checked)
            text = (
                f"{reference.name} is an area or a line whose shape is not known here, "
                "and its middle is no place to measure from."
            )
            return self._unverifiable(Reason.GEOMETRY_MISSING, text)
        row = gazetteer.row_of(reference.id) if gazetteer is not None else None
        inside = row is not None and gazetteer is not None and bool(gazetteer.contains(row, subject.position))
        edge = nearest_on_shape(subject.position, shape)
        if inside or edge is None:
            checked = self._checked(subject, replace(reference, extent_m=1000.0))
            if checked.outcome.agrees:
                return self._said(checked)
            text = f"{subject.name} lies inside {reference.name}, so this cannot be measured from its edge."
            return self._unverifiable(Reason.INSIDE_EXTENT, text)
        at_edge = Site(reference.name, edge, 1.0, 0, "PPL", reference.country, reference.confidence, reference.id)
        nearest = geodesy.distance(subject.position, edge)
        options = [_with_outline(self._checked(subject, at_edge), self.claim.stated, nearest)]
        # The middle of an area counts where it fits; how far off it lies is no reason to doubt a name.
        middle = self._checked(subject, replace(reference, extent_m=1.0, feature_code="PPL"))
        options.extend([middle] if middle.outcome.agrees else [])
        # A country or a province is not left open for the sake of a village of its name that fits no better.
        namesakes = (self._checked(subject, other) for other in others[:3])
        options.extend(checked for checked in namesakes if checked.outcome.agrees)
        order = (Judgement.SUPPORTED, Judgement.APPROXIMATE, Judgement.UNVERIFIABLE, Judgement.CONTRADICTED)
        best = min(options, key=lambda checked: order.index(checked.outcome.judgement))
        if best.outcome.judgement is Judgement.CONTRADICTED and self._may_be_within(reference, nearest):
            text = (
                f"Only the area called {reference.name} is known here, not where in it the place of that name lies; "
                f"its nearest edge is {as_length(nearest)} away."
            )
            return self._unverifiable(Reason.GEOMETRY_MISSING, text)
        verdict = self._said(best)
        return replace(
            verdict,
            explanation=f"{verdict.explanation} The nearest edge of {reference.name} is {as_length(nearest)} away.",
        )

    def _may_be_within(self, reference: Site, nearest_m: float) -> bool:
        """Return whether a town that gives its name to an area could lie in it where the claim says."""
        index, stated = self.claim.reference, self.claim.stated
        if index is None or self.document.is_designated(index) or not reference.feature_code.startswith("ADM"):
            return False
        low, high = accepted_band(stated, 0.0)
        return nearest_m <= high and low <= nearest_m + 2.0 * reference.extent_m


def _binding_of(document: Document, claim: Claim) -> Binding | None:
    at = place_of_binding(document, claim.start)
    return None if at is None else bindings_of(document)[at]


FAR_TIMES = 5.0
_ANOTHER_CONTINENT_M = 3_000_000.0
_FAR_M, _FAR_FOR_DIRECTION_M, _SURE = 150_000.0, 700_000.0, 0.9
_THING_M = 20_000.0
_MANY = 3
_MEANT = 0.45
"""How sure the resolution must be of a place that no other of its name may stand for."""
_TOO_FAR_FOR_DIRECTION_M, _GREAT = 2_000_000.0, 1_000_000


def is_absurd(checked: Checked) -> bool:
    """Return whether two places lie so far apart for a claim that another place of a name must be meant.

    A wrong claim is off by a factor of two or points the wrong way; a wrong homonym is on another continent.
    """
    outcome, reading = checked.outcome, checked.reading
    if outcome.reason is Reason.IMPOSSIBLE_DISTANCE:
        return False  # whatever the names mean
    distance = outcome.distance_m or 0.0
    if outcome.ratio is None:
        # "North of Hama" is said of what is near; a thousand kilometres off, right or wrong is chance.
        far = distance > _FAR_FOR_DIRECTION_M
    else:
        far = outcome.judgement is Judgement.CONTRADICTED and outcome.ratio * FAR_TIMES < 1.0 and distance > _FAR_M
    unsure = min(reading.subject.confidence, reading.reference.confidence) < _SURE
    if far and distance > _ANOTHER_CONTINENT_M:
        # Tempe in Arizona is the best known of that name, and not the one "30 km north of Larissa".
        return not _are_great(checked)
    if outcome.ratio is None:
        # Of two great cities it may be said that one lies west of the other; no village on another continent does.
        unsure = not _are_great(checked) and (unsure or distance > _TOO_FAR_FOR_DIRECTION_M)
    return far and unsure


def _with_outline(checked: Checked, stated: Stated, nearest_m: float) -> Checked:
    """Let off what an outline may be wrong by, which tells at a few kilometres: "7 km from Turkey" may be 4 here."""
    outcome = checked.outcome
    if outcome.reason is not Reason.DISTANCE_OFF or not length_fits(stated, nearest_m, LINE_M)[1]:
        return checked
    outcome = replace(outcome, judgement=Judgement.APPROXIMATE, reason=Reason.OUTLINE_COARSE, true=0.6)
    reading = replace(checked.reading, outcome=outcome)
    return Checked(reading, sentence_of(reading, stated), 0.6 * reading.subject.confidence)


def _are_great(checked: Checked) -> bool:
    """Return whether both are cities of a million people, of which no other can be meant."""
    return min(checked.reading.subject.population, checked.reading.reference.population) >= _GREAT


def _doubtful(checked: Checked) -> Checked | None:
    """Return the verdict on a claim whose places are hardly those that the text means."""
    if not is_absurd(checked):
        return None
    reading = checked.reading
    outcome = replace(checked.outcome, judgement=Judgement.UNVERIFIABLE, reason=Reason.CANDIDATES_DISAGREE)
    text = (
        f"The {reading.subject.name} and the {reading.reference.name} that are known here lie "
        f"{as_length(checked.outcome.distance_m or 0.0)} apart: another place of one of these names is probably meant."
    )
    return Checked(replace(reading, outcome=outcome), text, 0.5)


def _within_a_thing(checked: Checked, stated: Stated) -> bool:
    """Return whether a claim may hold from something of the reference that lies up to a score of kilometres off."""
    distance = checked.outcome.distance_m
    if distance is None or checked.outcome.reason is Reason.IMPOSSIBLE_DISTANCE:
        return False
    low, high = accepted_band(stated, 0.0)
    return low <= distance + _THING_M and max(0.0, distance - _THING_M) <= high


def _from_a_thing(checked: Checked) -> Checked:
    """Return the verdict on what is measured from an airport or the edge of a place whose middle alone is known."""
    reading = checked.reading
    outcome = replace(checked.outcome, judgement=Judgement.UNVERIFIABLE, reason=Reason.NO_REFERENCE)
    text = (
        f"{reading.subject.name} lies {as_length(checked.outcome.distance_m or 0.0)} from the middle of "
        f"{reading.reference.name}; where what this is measured from lies there is not known."
    )
    return Checked(replace(reading, outcome=outcome), text, 0.5)


def _undecided(checked: Checked) -> Checked:
    """Return the verdict on a claim that the chosen place does not fit, and others of its name may."""
    reading = checked.reading
    outcome = replace(checked.outcome, judgement=Judgement.UNVERIFIABLE, reason=Reason.CANDIDATES_DISAGREE)
    text = (
        f"{reading.subject.name} and {reading.reference.name} lie {as_length(checked.outcome.distance_m or 0.0)} "
        "apart, which does not fit; other places of one of these names may be meant."
    )
    return Checked(replace(reading, outcome=outcome), text, 0.5)


def _by_certainty(checked: Checked, binding: Binding) -> Checked:
    """Lower the confidence where subject or reference was only understood, and never contradict on that alone."""
    guess = 1.0 if binding.subject.certain else 0.85
    if binding.subject.how in ("anaphora", "headword"):
        guess *= 0.9
    if binding.subject.how == "after":
        guess *= 0.85
    if binding.reference.kind == "implicit":
        guess *= 0.6
    outcome = checked.outcome
    if binding.reference.kind == "implicit" and outcome.judgement is Judgement.CONTRADICTED:
        outcome = replace(outcome, judgement=Judgement.UNVERIFIABLE, reason=Reason.NO_REFERENCE)
        text = "The text does not say clearly from where this is measured, and the likeliest place does not fit."
        return Checked(replace(checked.reading, outcome=outcome), text, 0.5)
    if not binding.subject.certain and outcome.judgement is Judgement.CONTRADICTED:
        outcome = replace(outcome, judgement=Judgement.UNVERIFIABLE, reason=Reason.SUBJECT_UNCLEAR)
        name = checked.reading.subject.name
        text = f"The text does not say clearly what lies there; {name}, the place named nearest, does not fit."
        return Checked(replace(checked.reading, outcome=outcome), text, 0.5)
    return replace(checked, confidence=checked.confidence * guess)
