"""Mentions that mean one thing, and what links them: the graph that is resolved together.

One sense per document: mentions of one name are one group, but for those whose text itself says which
one they are ("Paris, Texas" beside "Paris, France").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from geo.model import Kind
from geo.patterns import lazy
from geo.resolution.facts import Level
from geo.resolution.gaps import LONGEST_GAP, Gap, classify
from geo.resolution.words import DISTANCE, OPEN_WATERS, OTHER_TYPES, PLURALS, TELLING, TYPE_AFTER, TYPE_BEFORE, TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Place, Toponym
    from geo.resolution.names import Naming, NamingCache, Option

__all__ = ["Group", "Stated", "group_mentions"]


class Stated(NamedTuple):
    """A distance in kilometres and a heading (degrees) that the text states from another group; None: not said."""

    other: int
    km: float | None
    azimuth_deg: float | None
    outward: bool
    """The other group is the reference; otherwise this one is."""


@dataclass(slots=True)
class Group:
    """Mentions with one sense: their naming, what holds or lies in them, and the weights of their options."""

    naming: Naming
    options: tuple[Option, ...]
    mentions: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    """Positions in the order of all names of the block."""
    visible: bool = True
    fixed: Place | None = None
    weights: list[float] = field(default_factory=list)
    inside: dict[int, float] = field(default_factory=dict)
    """Groups that this lies in by the text, with the strength of the cue."""
    holds: dict[int, float] = field(default_factory=dict)
    defined: set[int] = field(default_factory=set)
    """Groups that the text says to hold this one where it says what this one is: "X is a village in Y, Z"."""
    siblings: set[int] = field(default_factory=set)
    fuller: set[int] = field(default_factory=set)
    near: set[int] = field(default_factory=set)
    beside: bool = False
    """The text says what this is near: "Palma, a town near the Tanzanian border"."""
    stated: list[Stated] = field(default_factory=list)
    in_list: int = 0
    """Commas and conjunctions of the longest list that a mention stands in."""


@dataclass(slots=True)
class Named:
    """One name in the text: a mention (index of its toponym) or, with -1, a name around them that is only evidence."""

    start: int
    end: int
    index: int
    naming: Naming
    group: int = -1
    bound: bool = False
    """The mention before it ends with this area: "Paris, Texas", "Leeds UK"."""


_COMMA, _LIST, _BRACKET, _NONE = Gap.COMMA, Gap.LIST, Gap.BRACKET, Gap.NONE
"""For what is asked of every gap: see geo.resolution.facts."""
_STRENGTH = {_COMMA: 1.0, _BRACKET: 1.0, Gap.IN: 0.8, Gap.HOLDS: 0.8}
_CONTAINING = frozenset({_COMMA, _BRACKET, Gap.IN})
_DEEPEST = 4
_ASIDE = lazy(r" ?\([^()\n]{1,80}\)")
"""What a bracket says of a name: how it is spelt, or what it was called."""
_DEFINING = lazy(
    r"(?: ?\([^()\n]{1,80}\))?,? ?(?:which |that )?(?:is|was|,) (?:an?|the|one of the) (?:[\w-]{1,20} ){0,5}?"
    r"(?:city|town|village|hamlet|settlement|community|municipality|commune|township|borough|parish|suburb|locality"
    r"|neighbou?rhood|quarter|district|island)\b"
)
"""What says of a name that it is a place of a kind: "is a village (in …)", ", a suburb (of …)"."""
_LYING = lazy(r",| \(| (?:is|was|lies|lay|sits|stands|near|outside|beside|just|about|some|\d)\b")
"""What begins the words between a place and what it lies near: not those of "London said it had struck near"."""
_KILOMETRES = {"mile": 1.609344, "miles": 1.609344, "mi": 1.609344}
_HEADING = {"north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0, "southwest": 225.0,
            "west": 270.0, "northwest": 315.0}  # fmt: skip
_TYPE_WORDS = frozenset({*TYPES, *PLURALS, "co", "twp"})
_BACK = 60
_LIST_FROM = 3
_MEMBERS = 4
_MOST_INNER = 40


def names_of(text: str, toponyms: Sequence[Toponym], order: Sequence[int], cache: NamingCache) -> list[Named]:
    """Return the names of the mentions ``order`` with their namings, with the type words beside them."""
    words = [_type_beside(text, toponyms[index]) for index in order]
    for place in range(len(order) - 2, -1, -1):
        # "Butler, Clark and Warren counties": the plural reaches back over the list.
        if not words[place] and words[place + 1].startswith("+"):
            gap = text[toponyms[order[place]].end : toponyms[order[place + 1]].start]
            if classify(gap) in (_COMMA, _LIST):
                words[place] = words[place + 1]
    names = []
    for index, word in zip(order, words, strict=True):
        toponym = toponyms[index]
        naming = cache.find(toponym.text, word.lstrip("+"), demonym=toponym.kind is Kind.DEMONYM)
        if naming.areas:
            names.extend(_with_areas(toponym, index, naming, cache))
        else:
            names.append(Named(toponym.start, toponym.end, index, naming))
    return names


def _with_areas(toponym: Toponym, index: int, naming: Naming, cache: NamingCache) -> list[Named]:
    """Return the name of a mention and, as evidence, the areas that it ends with ("Paris, Texas")."""
    starts = []
    end = len(toponym.text)
    for area in reversed(naming.areas):
        start = toponym.text.rfind(area, 1, end)
        if start < 0:
            return [Named(toponym.start, toponym.end, index, naming)]
        starts.append(start)
        end = start
    found = [Named(toponym.start, toponym.start + len(toponym.text[:end].rstrip(" ,(")), index, naming)]
    for start, area in zip(reversed(starts), naming.areas, strict=True):
        place = toponym.start + start
        found.append(Named(place, place + len(area), -1, cache.find(area), bound=True))
    return found


def _type_beside(text: str, toponym: Toponym) -> str:
    """Return the type word beside a mention in the singular, with a plus sign where the text has the plural."""
    if toponym.kind is Kind.DEMONYM:
        return ""
    after = TYPE_AFTER.match(text, toponym.end, toponym.end + 20)
    if after:
        word = after.group(1).lower()
        if word in PLURALS:
            return "+" + PLURALS[word]
        if after.group(1)[0].isupper() or word in TELLING or word in {"city", "town", "village"}:
            return {"co": "county", "twp": "township"}.get(word, word)
    behind = text[max(0, toponym.start - 25) : toponym.start]
    if toponym.text in OPEN_WATERS:
        return "ocean" if behind[-4:].lower() == "the " else ""
    before = TYPE_BEFORE.search(behind) if _may_end_in_type(behind) else None
    if before:
        word = before.group(1).lower()
        return {"co": "county", "twp": "township"}.get(PLURALS.get(word, word), PLURALS.get(word, word))
    return ""


def _may_end_in_type(behind: str) -> bool:
    """Tell whether the last word, but for "of" and "the", may be a type word; where in doubt, yes."""
    words = behind.lower().split()
    for small in ("the", "of"):
        if words and words[-1] == small:
            words.pop()
    if not words:
        return False
    last = words[-1]
    return last in _TYPE_WORDS or not (last.isascii() and last.isalpha())


def group_mentions(text: str, names: list[Named]) -> list[Group]:
    """Return the groups of the names (in the order of the text) with all links between them."""
    gaps = [_gap(text, names, place) for place in range(len(names) - 1)]
    groups = _grouped(names, gaps)
    runs = _runs(gaps)
    for place, gap in enumerate(gaps):
        _link_over_bracket(text, names, groups, place)
        _link(text, names, groups, place, gap if runs[place] < _LIST_FROM or gap is not _COMMA else _LIST)
    for place, name in enumerate(names):
        groups[name.group].in_list = max(groups[name.group].in_list, runs[place])
    _link_members(names, groups, runs)
    _link_nested(names, groups)
    _link_fuller(groups)
    return groups


def _runs(gaps: list[Gap]) -> list[int]:
    """Return for each name how many commas and conjunctions the list has that it stands in; 0 for most."""
    runs = [0] * (len(gaps) + 1)
    start = 0
    while start < len(gaps):
        end = start
        while end < len(gaps) and gaps[end] in (_COMMA, _LIST):
            end += 1
        # "Athens, Ga., and Macon, Ga." is no list of four; a list says "and" but once, at its end.
        if end - start > 1 and gaps[end - 1] is _LIST and _LIST not in gaps[start : end - 1]:
            runs[start : end + 1] = [end - start] * (end - start + 1)
        start = max(end, start + 1)
    return runs


def _link_members(names: list[Named], groups: list[Group], runs: list[int]) -> None:
    """Members of a long list are siblings of those near them, not only of their neighbours."""
    for place, run in enumerate(runs):
        if run >= _LIST_FROM:
            own = names[place].group
            for other in names[max(0, place - _MEMBERS) : place + _MEMBERS + 1]:
                near = names.index(other, max(0, place - _MEMBERS))
                if runs[near] == run and other.group != own:
                    groups[own].siblings.add(other.group)


def _gap(text: str, names: list[Named], place: int) -> Gap:
    start, end = names[place].end, names[place + 1].start
    if end < start:
        return Gap.TOUCH
    if names[place + 1].bound and "," not in text[start:end]:
        return _BRACKET
    if end == start + 1 and not text.isascii() and _is_area(text[end : names[place + 1].end]):
        return _BRACKET  # "Новосёловское Сватовского района": the genitive says what a bracket does
    return classify(text[start:end]) if end - start <= LONGEST_GAP else _NONE


def _is_area(name: str) -> bool:
    """Tell whether a name in Cyrillic letters ends in the word for an area, behind its adjective."""
    rest, _, last = name.rpartition(" ")
    return bool(rest) and not last.isascii() and last.lower() in OTHER_TYPES


def _grouped(names: list[Named], gaps: list[Gap]) -> list[Group]:
    """Put each name into its group; a name whose text says where it lies keeps apart from those that lie elsewhere."""
    groups: list[Group] = []
    by_key: dict[tuple[str, str, bool], int] = {}
    latest: dict[tuple[str, bool], int] = {}
    keys = [_container(names, gaps, place) for place in range(len(names))]
    for place, name in enumerate(names):
        plain = (
            name.naming.query + "|" + "".join(sorted(str(int(level)) for level in name.naming.levels)),
            name.index >= 0,
        )
        key = (plain[0], keys[place], plain[1])
        number = by_key.get(key)
        if number is None and not keys[place]:
            number = latest.get(plain)
        if number is None and keys[place] and (bare := by_key.get((plain[0], "", plain[1]))) is not None:
            # The first mentions said nothing: they mean the one that the text explains later.
            number = bare
            del by_key[(plain[0], "", plain[1])]
        if number is None:
            number = len(groups)
            groups.append(Group(name.naming, name.naming.options, visible=name.index >= 0))
        by_key[key] = number
        latest[plain] = number
        name.group = number
        groups[number].places.append(place)
        if name.index >= 0:
            groups[number].mentions.append(name.index)
    return groups


def _container(names: list[Named], gaps: list[Gap], place: int) -> str:
    """Return the folded name of the area that the text names right behind this place, or nothing."""
    naming = names[place].naming
    if naming.areas:
        return naming.areas[0].casefold()
    if place >= len(gaps) or gaps[place] not in (_COMMA, _BRACKET):
        return ""
    after = names[place + 1].naming
    return after.query if _may_hold(after.options, naming.options) else ""


def _may_hold(areas: tuple[Option, ...], options: tuple[Option, ...]) -> bool:
    rows = {area.facts.row for area in areas[:_MOST_INNER] if area.facts.level <= Level.ADMIN3}
    if not rows:
        return False
    return any(
        facts.row not in rows and (facts.admin1 in rows or facts.admin2 in rows or facts.country_row in rows)
        for facts in (option.facts for option in options)
    )


def _link(text: str, names: list[Named], groups: list[Group], place: int, gap: Gap) -> None:
    first, second = names[place], names[place + 1]
    here, there = first.group, second.group
    if here == there or gap is _NONE:
        return
    if gap is Gap.HOLDS or gap is Gap.TOUCH:
        _put_inside(groups, there, here, _STRENGTH.get(gap, 0.4))
    elif gap in _STRENGTH:
        _put_inside(groups, here, there, _STRENGTH[gap])
    if gap in (_COMMA, _LIST):
        groups[here].siblings.add(there)
        groups[there].siblings.add(here)
    if gap in _CONTAINING:
        _put_inside_further(text, names, groups, place, place + 1, gap)
    if gap is Gap.NEAR:
        groups[here].near.add(there)
        groups[there].near.add(here)
        groups[here].beside |= _LYING.match(text, first.end) is not None
        _state_distance(text, names, groups, place)


def _link_over_bracket(text: str, names: list[Named], groups: list[Group], place: int) -> None:
    """Link a name to the area behind the bracket that follows it: "Ivanovka (Russian: Ивановка) is a village in Y"."""
    bracket = _ASIDE.match(text, names[place].end)
    if bracket is None or names[place + 1].start >= bracket.end():
        return
    later = next((number for number in range(place + 1, len(names)) if names[number].start >= bracket.end()), None)
    if later is None or names[later].group == names[place].group or names[later].start - bracket.end() > LONGEST_GAP:
        return
    gap = classify(text[bracket.end() : names[later].start])
    if gap is Gap.IN:
        _put_inside(groups, names[place].group, names[later].group, _STRENGTH[gap])
        _put_inside_further(text, names, groups, place, later, gap)


def _put_inside_further(  # noqa: PLR0913, PLR0917 - one step of linking
    text: str, names: list[Named], groups: list[Group], place: int, later: int, gap: Gap
) -> None:
    """Put a name into the areas around the ``later`` one that it lies in: "Pandi, Bulacan, Philippines"."""
    here = names[place].group
    areas = [names[later].group]
    for further in range(later + 1, min(later + _DEEPEST, len(names))):
        step = _gap(text, names, further - 1)
        if step not in _CONTAINING or (gap is _COMMA and step is not _COMMA):
            break
        if names[further].group not in (here, *areas):
            areas.append(names[further].group)
            _put_inside(groups, here, areas[-1], 0.5)
    if _DEFINING.match(text, names[place].end, names[later].start):
        groups[here].defined.update(areas)


def _put_inside(groups: list[Group], inner: int, outer: int, strength: float) -> None:
    groups[inner].inside[outer] = max(strength, groups[inner].inside.get(outer, 0.0))
    groups[outer].holds[inner] = max(strength, groups[outer].holds.get(inner, 0.0))


def _state_distance(text: str, names: list[Named], groups: list[Group], place: int) -> None:
    first, second = names[place], names[place + 1]
    found = DISTANCE.search(text[max(first.end, second.start - _BACK) : second.start])
    if not found:
        return
    number = found["number"] or found["only"]
    unit = (found["unit"] or found["only_unit"] or "").lower()
    km = float(number.replace(",", ".")) * _KILOMETRES.get(unit, 1.0) if number else None
    heading = re.sub(r"[ -]", "", found["heading"].lower()) if found["heading"] else ""
    azimuth = _HEADING.get(heading)
    groups[first.group].stated.append(Stated(second.group, km, azimuth, outward=True))
    groups[second.group].stated.append(Stated(first.group, km, azimuth, outward=False))


def _link_nested(names: list[Named], groups: list[Group]) -> None:
    """A name within a longer one ("Beirut" in "Beirut's southern suburbs") is near it."""
    for place, name in enumerate(names):
        for other in names[place + 1 : place + 4]:
            if other.start >= name.end:
                break
            if other.group != name.group:
                groups[name.group].near.add(other.group)
                groups[other.group].near.add(name.group)


def _link_fuller(groups: list[Group]) -> None:
    """A short name may stand for a longer one of the same report: "Neches" for "Neches River"."""
    by_query: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        by_query.setdefault(group.naming.query, []).append(number)
    for number, group in enumerate(groups):
        for part in group.naming.parts:
            for other in by_query.get(part, ()):
                if other != number:
                    groups[other].fuller.add(number)
    for numbers in by_query.values():
        for number in numbers:
            groups[number].fuller.update(other for other in numbers if other != number and groups[other].inside)
