"""What reports call administrative units: without the word for their kind, and not by the name of a town elsewhere.

GeoNames' codes have units as "Turkana County", "Kurram District", "Bicol Region"; reports write "in Turkana". A unit
that no place of its country shares the bare name with has it, too.

Natural Earth gives units the names of the provinces they were once part of: Riga to thirty municipalities around it,
Hanoi to Quang Tri, Addis Ababa to Oromiya. A unit leaves the name to the seat, where that lies elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from geo.gazetteer.build.world import clean_names
from geo.gazetteer.folding import fold
from geo.geodesy import rough_distance

if TYPE_CHECKING:
    from geo.gazetteer.build.world import World
    from geo.gazetteer.records import Record

_KIND_BEHIND = re.compile(
    r" (?:(?:special|autonomous|regional|metropolitan|district|local|island) )?"
    r"(?:district|county|agency|zone|division|department|regency|province|state|region|prefecture|governorate|woreda"
    r"|municipality|township|commune|sub-?county|subdivision|upazila|tehsil|parish|borough)$",
    re.IGNORECASE,
)
_KIND_BEFORE = re.compile(
    r"^(?:(?i:shahrest[aā]n-e|qaḑā[’']|wilayat|kabupaten|amphoe|huyện|okres|comuna|općina|opština|city of|province of)"
    r"|(?i:d[ée]partement|province|arrondissement)(?= d[’'])"
    r"|(?i:d[ée]partement|province|arrondissement) (?:de la|du|des|de)"
    r"|(?i:provincia|municipio)(?: (?:de la|de los|de las|del|de|di))?) +(?:[dl][’'])?(?=\w)"
)
"""Articles in small letters alone: "Municipio de La Libertad" is La Libertad."""
_SIDES = frozenset(
    """
    far north south east west northern southern eastern western central centre center centeral upper lower middle
    northwest northeast southwest southeast northwestern northeastern southwestern southeastern capital national federal
    lake bay island islands coast urban rural free neutral metropolitan metro autonomous special administrative and the
    meme noun
    """.split()  # noqa: SIM905 - a list of words reads best so
)
"""Words that are no name by themselves: the Western Province is not called "Western"."""
_UNLIKE = frozenset({"RU", "BY", "UA", "KZ", "KG", "CN", "US", "CA", "GB", "ZA", "RO"})
"""Countries whose districts are adjectives of towns (Saratovskiy Rayon) or named after peoples or people (Chris Hani
District, Prince County): nobody writes "in Chris Hani"."""
_SHORTEST = 4
_SEATS = frozenset({"PPLC", "PPLA"})
_OUTSIDE_M = 5_000.0
_UNITS = ("ADM1", "ADM2", "ADM3")


def name_units(world: World) -> None:
    """Give units their bare names, and take from them those of seats that lie elsewhere."""
    _leave_to_seats(world)
    _add_bare(world)


def bare(name: str) -> str | None:
    """Return the name of a unit without the word for its kind; None where it has none, or nothing is left.

    >>> bare("Turkana County"), bare("Département du Mayo-Danay"), bare("Western Province"), bare("Oromiya")
    ('Turkana', 'Mayo-Danay', None, None)
    """
    shorter = _KIND_BEFORE.sub("", _KIND_BEHIND.sub("", name))
    words = re.findall(r"\w+", shorter.lower())
    if shorter == name or len(fold(shorter)) < _SHORTEST or not re.search(r"[^\W\d_]{3}", shorter):
        return None
    if shorter[0].islower():  # "Provincia da Coruña"
        return None
    return None if _SIDES.issuperset(words) else shorter


def _add_bare(world: World) -> None:
    known: dict[str | None, set[str]] = defaultdict(set)
    for record in world.records.values():
        known[record.country].update(map(fold, (record.name, *record.names)))
    for record in world.records.values():
        if record.code in _UNITS and record.country not in _UNLIKE:
            shorter = bare(record.name)
            if shorter is not None and fold(shorter) not in known[record.country]:
                record.names = clean_names([*record.names, shorter], record.name)


def _leave_to_seats(world: World) -> None:
    seats: dict[tuple[str | None, str], list[Record]] = defaultdict(list)
    for record in world.records.values():
        if record.code in _SEATS:
            seats[record.country, fold(record.name)].append(record)
    for record in world.records.values():
        if record.code != "ADM1":
            continue
        own = fold(record.name)
        kept = [
            name
            for name in record.names
            if (key := fold(name)) == own
            or not any(_lies_elsewhere(world, record, seat) for seat in seats.get((record.country, key), ()))
        ]
        record.left_out += len(record.names) - len(kept)
        record.names = kept


def _lies_elsewhere(world: World, unit: Record, seat: Record) -> bool:
    """Tell whether a seat lies in another unit, and outside of this one's outline."""
    parent: Record | None = seat
    while parent is not None:
        if parent is unit:
            return False
        parent = world.of(parent.parent) if parent.parent else None
    outline = world.outlines.get(unit.id)
    if outline is None:
        return rough_distance(unit.lat, unit.lon, seat.lat, seat.lon) > max(_OUTSIDE_M, unit.extent_m)
    from shapely import Point  # noqa: PLC0415 - only the build needs it

    return bool(outline.distance(Point(seat.lon, seat.lat)) * 111_000.0 > _OUTSIDE_M)
