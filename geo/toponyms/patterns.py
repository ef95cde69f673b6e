"""Words around a name that say nearly for certain that it is a place, whatever the name.

The corpora that the weights are learnt from have little of the language of situation reports: "Khan
Sheikhoun in Idlib province", "Rimbo, about 50 km north of Stockholm", "the port city of Hodeidah". A span
in such words gets a bonus, as a demonym does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.toponyms.sides import closing

if TYPE_CHECKING:
    from geo.toponyms.context import Context, Span

BONUS = 2.0
"""Added to the logit; halved for names that no gazetteer has, and for demonyms ("the Syrian capital").

On both corpora it changes the F1 by less than .0005; it is there for what they do not have.
"""

REACH = 7
"""Tokens within which the words after "is a", "lies" or ", a" name a kind of place, a distance or a direction."""

UNITS = frozenset(
    {"km", "kilometres", "kilometers", "kilometre", "kilometer", "miles", "mile", "kms", "mi", "metres", "meters"}
)
LYING = frozenset({"is", "are", "was", "lies", "lie", "lay", "sits", "sit", "stands", "stood", "located", "situated"})
BEING = frozenset({"is", "are", "was"})
HEDGES = frozenset(
    {"about", "some", "around", "roughly", "nearly", "approximately", "just", "almost", "more", "than", "which", "lies"}
)
BESIDE = frozenset({"outside", "near"})
EDGES = frozenset({"border", "frontier", "coast", "bank", "banks", "shore", "shores", "outskirts"})
"""Lines that places lie on: ", on the border with Syria", ", on the west bank of the Nile"."""
ENDS = frozenset(".,;:!?()")
_BELONGING = frozenset({"settleword", "adminword", "residency"})
_MORE, _KNOWN_WELL = 2, 0.5
_JOINED = frozenset({"country", "adm1", "adm2"})
_KINDS = frozenset({"settleword", "adminword", "waterword"})
_SUBJECTS = _KINDS | {"landword"}
_PREPOSITIONS = frozenset({"in", "of", "on", "from", "at", "near", "with", "for", "to", "by"})
_ASIDE = 30
"""Tokens of what may stand between a name and "is a town": how it is spelt, its full name."""


def subject(context: Context) -> str:
    """Return the name that a text begins with and tells the kind of place of ("Lipno is a village"), or nothing."""
    held = context.by_start.get(0)
    if held is None or not held.whole:
        return ""
    lower = context.tokens.lower
    index = held.last + 1
    for sign, end in (("(", ")"), (",", ",")):
        if lower[index : index + 1] == [sign]:
            aside = lower[index + 1 : index + 1 + _ASIDE]
            if end not in aside:
                return ""
            index += aside.index(end) + 2
    if lower[index : index + 1] not in (["is"], ["was"]):
        return ""
    for place in range(index + 1, min(index + 2 + REACH, len(lower))):
        classes = context.classes(place)
        if lower[place] in ENDS or lower[place] in _PREPOSITIONS or "title" in classes:
            return ""
        if context.tokens.words[place].islower() and not classes.isdisjoint(_SUBJECTS):
            return held.surface
    return ""


def bonus(context: Context, span: Span, about: str = "") -> float:
    """Return what the words around ``span`` add to its logit, and that the text is ``about`` a place of that name."""
    if span.name.demonym:
        return 0.0 if context.classes(span.last + 1).isdisjoint(_BELONGING) else BONUS / 2
    if not (span.whole or span.name.known):
        return 0.0
    if _is_joined_unit(context, span) or (span.whole and span.surface == about):
        return BONUS
    if _is_long_name(span):
        return BONUS / 2
    if _kind_before(context, span.first) or _place_after(context, span.last) or _kind_of(context, span.last + 1):
        return BONUS if span.name.known else BONUS / 2
    return 0.0


def _is_joined_unit(context: Context, span: Span) -> bool:
    """Tell whether two names joined by "and" are the one name of a country or unit: Trinidad and Tobago."""
    return span.name.base.rstrip("~") in _JOINED and "and" in context.tokens.words[span.first + 1 : span.last]


def _is_long_name(span: Span) -> bool:
    """Tell whether three words and more are exactly the name of a well-known place, which is hardly chance."""
    return span.last - span.first >= _MORE and span.name.coarse == "strong" and span.name.prominence >= _KNOWN_WELL


def _kind_before(context: Context, first: int) -> bool:
    """Tell whether "the city of", "villages of" or "north of", "near the town of" stands before."""
    lower = context.tokens.lower
    if first < 2 or lower[first - 1] != "of" or context.tokens.capital[first - 2]:  # noqa: PLR2004 - kind and of
        return False
    before = context.classes(first - 2)
    return "settleword" in before or (
        "direction" in before and lower[first - 2] not in {"downtown", "rural", "upper", "lower"}
    )


def _kind_of(context: Context, index: int) -> bool:
    """Tell whether "suburb of Beirut" stands at ``index``."""
    tokens = context.tokens
    return (
        index + 2 < len(tokens.words)
        and tokens.lower[index + 1] == "of"
        and tokens.capital[index + 2]
        and not context.classes(index).isdisjoint(_BELONGING)
    )


def _place_after(context: Context, last: int) -> bool:
    """Tell whether "in Idlib province", ", a town", ", 50 km north", "lies 50 km" or "is a town" stands after."""
    lower, words = context.tokens.lower, context.tokens.words
    index = last + 1
    if index + 1 >= len(words):
        return False
    if words[index] == "(" and _kind_behind(context, closing(words, index + 1)):
        return True  # X (Polish: Y) is a village
    if words[index] in {",", "("}:
        return _apposed(context, index + 1)
    if lower[index] in LYING:
        edge = lower[index] not in BEING and _on_edge(context, index + 1)  # people, too, are on a border
        return edge or _kind_behind(context, index) or _distance(context, index + 1)
    return lower[index] == "in" and _in_unit(context, index + 1)


def _apposed(context: Context, index: int) -> bool:
    """Tell whether "a town", "in Idlib province", "50 km north" or "near Kyiv" stands at ``index``."""
    following = context.tokens.lower[index]
    if following in {"a", "an", "the"}:
        return _names_kind(context, index + 1)
    if following == "in":
        return _in_unit(context, index + 1)
    return _distance(context, index) or _beside(context, index) or _on_edge(context, index)


def _kind_behind(context: Context, index: int) -> bool:
    """Tell whether "is a town" stands at ``index``."""
    lower = context.tokens.lower
    return index < len(lower) and lower[index] in LYING and _names_kind(context, index + 1)


def _on_edge(context: Context, index: int) -> bool:
    """Tell whether "on the border" or "on the west bank" stands at ``index``."""
    lower = context.tokens.lower
    return lower[index : index + 2] == ["on", "the"] and not EDGES.isdisjoint(lower[index + 2 : index + 4])


def _beside(context: Context, index: int) -> bool:
    """Tell whether "just outside Damascus" or "near Kyiv" stands at ``index``: a known place after such a word."""
    lower = context.tokens.lower
    index += lower[index] in {"just", "right"}
    if index + 1 >= len(lower) or lower[index] not in BESIDE:
        return False
    held = context.by_start.get(index + 1)
    return held is not None and held.name.coarse == "strong"


def _in_unit(context: Context, index: int) -> bool:
    """Tell whether a country, a province or "X district" begins at ``index``."""
    if index < len(context.tokens.words) and context.tokens.lower[index] == "the":
        index += 1
    held = context.by_start.get(index)
    if held is None:
        return False
    return held.name.base in {"country", "adm1", "adm2"} or "adminword" in context.classes(held.last + 1)


def _names_kind(context: Context, index: int) -> bool:
    """Tell whether a kind of place is named from ``index`` on: "town on the border", "city's northern suburb"."""
    words = context.tokens.words
    for place in range(index, min(index + REACH, len(words))):
        if words[place] in ENDS:
            return False
        classes = context.classes(place)
        if words[place].islower():
            if "title" in classes or words[place] in {"who", "whose"}:
                return False
            if not classes.isdisjoint(_KINDS):
                return True
    return False


def _distance(context: Context, index: int) -> bool:
    """Tell whether a distance in kilometres or miles stands at ``index``, hedged or not."""
    lower, words = context.tokens.lower, context.tokens.words
    stop = min(index + REACH, len(words) - 1)
    while index < stop and lower[index] in HEDGES:
        index += 1
    return index < stop and words[index][0].isdigit() and lower[index + 1] in UNITS
