"""The closed list of reason codes that a verdict may carry, each with its meaning in words.

Programs may rely on the codes; a new one is added here and nowhere else. ``docs/claims.md`` prints the
same list, and a test compares the two.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MEANINGS", "Reason"]


class Reason(StrEnum):
    """Why a verdict is what it is."""

    # supported
    AGREES = "agrees"
    ROAD_DISTANCE = "road_distance"
    FITS_OTHER_CANDIDATE = "fits_other_candidate"
    WITHIN_AREA = "within_area"
    IN_HIERARCHY = "in_hierarchy"
    IN_TABLE = "in_table"
    # approximate
    ROUGH = "rough"
    DISTANCE_ROUGH = "distance_rough"
    DIRECTION_ROUGH = "direction_rough"
    EDGE_TO_CENTRE = "edge_to_centre"
    BESIDE_AREA = "beside_area"
    TRAVEL_BOUNDS = "travel_bounds"
    PROXIMITY = "proximity"
    OUTLINE_COARSE = "outline_coarse"
    # contradicted
    DISTANCE_OFF = "distance_off"
    DIRECTION_OFF = "direction_off"
    BOTH_OFF = "both_off"
    REVERSED = "reversed"
    OTHER_UNIT = "other_unit"
    NOT_BETWEEN = "not_between"
    OUTSIDE_AREA = "outside_area"
    OTHER_HIERARCHY = "other_hierarchy"
    NOT_IN_TABLE = "not_in_table"
    TOO_FAR = "too_far"
    TRAVEL_IMPOSSIBLE = "travel_impossible"
    CONVERSION_WRONG = "conversion_wrong"
    IMPOSSIBLE_DISTANCE = "impossible_distance"
    # unverifiable
    NO_SUBJECT = "no_subject"
    SUBJECT_UNCLEAR = "subject_unclear"
    NO_REFERENCE = "no_reference"
    SUBJECT_UNPLACED = "subject_unplaced"
    REFERENCE_UNPLACED = "reference_unplaced"
    SUBJECT_INFERRED = "subject_inferred"
    CANDIDATES_DISAGREE = "candidates_disagree"
    GEOMETRY_MISSING = "geometry_missing"
    INSIDE_EXTENT = "inside_extent"
    SAME_PLACE = "same_place"
    DISPUTED = "disputed"
    UNLISTED = "unlisted"
    COMMON_NAME = "common_name"
    LONG_ROAD = "long_road"
    NO_TABLE = "no_table"
    ANOTHER_TIME = "another_time"
    VAGUE = "vague"


MEANINGS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.AGREES: "what was measured agrees with what is stated",
        Reason.ROAD_DISTANCE: "longer than the straight line, by no more than roads explain",
        Reason.FITS_OTHER_CANDIDATE: "another place of the same name fits the claim, the first choice does not",
        Reason.WITHIN_AREA: "the subject lies inside the area, or the part of it, that is stated",
        Reason.IN_HIERARCHY: "the administrative hierarchy of the gazetteer says the same",
        Reason.IN_TABLE: "the table of capitals or populations says the same",
        Reason.ROUGH: "distance and direction are both roughly right",
        Reason.DISTANCE_ROUGH: "the direction is right, the distance only roughly",
        Reason.DIRECTION_ROUGH: "the distance is right, the direction only roughly",
        Reason.EDGE_TO_CENTRE: "fits when measured from the edge of the place instead of its centre",
        Reason.BESIDE_AREA: "the subject lies beside the area that is stated, not in it",
        Reason.TRAVEL_BOUNDS: "the time allows the distance at speeds from 5 to 120 km/h; nothing closer can be said",
        Reason.PROXIMITY: "as near as the word asks for; the word has no exact bound",
        Reason.OUTLINE_COARSE: "right within what outlines of areas, borders and waters are off",
        Reason.DISTANCE_OFF: "the distance is wrong, and no other reading explains it",
        Reason.DIRECTION_OFF: "the direction is wrong, and no other reading explains it",
        Reason.BOTH_OFF: "distance and direction are both wrong, and no other reading explains it",
        Reason.REVERSED: "wrong as it stands; right with subject and reference exchanged",
        Reason.OTHER_UNIT: "wrong as it stands; right if miles were kilometres or kilometres miles",
        Reason.NOT_BETWEEN: "the subject does not lie between the two places",
        Reason.OUTSIDE_AREA: "the subject lies outside the area that is stated",
        Reason.OTHER_HIERARCHY: "the administrative hierarchy puts the subject elsewhere",
        Reason.NOT_IN_TABLE: "the table of capitals or populations says otherwise",
        Reason.TOO_FAR: "farther away than the word allows",
        Reason.TRAVEL_IMPOSSIBLE: "no speed from 5 to 120 km/h covers the distance in that time",
        Reason.CONVERSION_WRONG: "the distance in brackets is not the same as the one before it",
        Reason.IMPOSSIBLE_DISTANCE: "longer than half the circumference of the Earth",
        Reason.NO_SUBJECT: "the text does not say clearly what lies there",
        Reason.SUBJECT_UNCLEAR: "what lies there is not certain, and the place named nearest does not fit",
        Reason.NO_REFERENCE: "the text does not say clearly from where it is measured",
        Reason.SUBJECT_UNPLACED: "the subject has no known position",
        Reason.REFERENCE_UNPLACED: "the reference has no known position",
        Reason.SUBJECT_INFERRED: "the subject is known from this claim alone, which places it",
        Reason.CANDIDATES_DISAGREE: "several places have that name, and they give different answers",
        Reason.GEOMETRY_MISSING: "the reference is a line or an area whose shape is not known",
        Reason.INSIDE_EXTENT: "the two overlap: their extents are larger than what is to be measured",
        Reason.SAME_PLACE: "subject and reference are one and the same place",
        Reason.DISPUTED: "more than one state claims the area, and the claim takes a side",
        Reason.UNLISTED: "no place of that name is known there; small places are not all listed",
        Reason.COMMON_NAME: "the country has several places of that name or a like one, and none known there fits",
        Reason.LONG_ROAD: "more than most roads wind, but some in mountains or around water do; no route is computed",
        Reason.NO_TABLE: "no table to check this with",
        Reason.ANOTHER_TIME: "said of another time, and the borders and capitals known here are those of today",
        Reason.VAGUE: "too vague to be measured",
    }
)
"""What each code means, as the end of the sentence "The verdict is so because …"."""
