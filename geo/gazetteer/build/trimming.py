"""Names that no report writes, left out last: each costs twenty bytes, and room is kept for villages that reports name.

What is left out still counts for how well known a place is (see :func:`geo.gazetteer.measures.prominence`): the world
has a name for it, only nobody asks for it in these letters here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from geo.gazetteer.build.places import DISTANT, own_script
from geo.gazetteer.folding import fold, plain_form

if TYPE_CHECKING:
    from geo.gazetteer.build.world import World
    from geo.gazetteer.records import Record

SMALL = 20_000
"""Towns of fewer people, unless they are the seat of a province or country, are small."""
BELIEVED = 0.3
"""The least prominence from which names in distant scripts are recognised (``SURE`` in geo.toponyms.scripts)."""
_SCRIPTS = (
    (
        re.compile(r"[\u0400-\u04ff]"),
        """
        UA RU BY BG RS MK KZ KG TJ MN ME BA XK MD GE AM AZ EE LV LT UZ TM PL RO HU SK FI HR SI AL TR SY IQ IR IL PS LB
        JO AF YE LY SD EG ML CF BF NE
        """,
    ),
    (
        re.compile(r"[\u0600-\u06ff]"),
        """
        IQ SY YE SD LY SA JO LB PS EG DZ TN MA OM QA KW BH AE MR EH DJ KM IR AF PK IL TR TD SS SO ER ET ML NE NG UA AZ
        AM TJ TM UZ IN BD XK
        """,
    ),
    (re.compile(r"[\u0590-\u05ff]"), "IL PS SY LB JO EG"),
    (re.compile(r"[\u0370-\u03ff]"), "GR CY TR AL MK BG"),
)
"""Letters, and the countries of whose villages reports in them tell: where they are written, beside that, or at war."""
_READ = tuple((letters, frozenset(countries.split())) for letters, countries in _SCRIPTS)
WELL_KNOWN = 0.5
"""Prominence from which a name belongs to the place abroad that is called so, before one that was called so once."""
BOTH_NAMES = frozenset("UA SY IQ LB PS IL YE AZ AM".split())  # noqa: SIM905 - a list of codes reads best so
_ALIKE = 0.5
_LATIN = re.compile(r"[A-Za-z]")
_COMMA = re.compile("[,\u060c]")


def trim(world: World) -> None:
    """Leave out the names that no report writes, of every record."""
    fames = {identifier: record.prominence for identifier, record in world.records.items()}
    called = _called_so(world, fames)
    for identifier, record in world.records.items():
        kept = [
            name
            for name in record.names
            if name == record.local_name
            or (_is_written(name, record, fames[identifier]) and not _is_anothers(name, record, called))
        ]
        record.left_out += len(record.names) - len(kept)
        record.names = kept


def _called_so(world: World, fames: dict[str, float]) -> dict[str, set[str | None]]:
    """Return by each name the countries of the well-known places, rivers left out, that are called so."""
    found: dict[str, set[str | None]] = defaultdict(set)
    for identifier, record in world.records.items():
        if fames[identifier] >= WELL_KNOWN and record.code != "STM":
            found[plain_form(record.name)].add(record.country)
    return found


def _is_anothers(name: str, record: Record, called: dict[str, set[str | None]]) -> bool:
    """Tell whether ``name``, unlike the place's own, is that of a well-known place abroad.

    Amman was Philadelphia once, Harare Salisbury, and Anantnag is Islamabad to some: nobody's news means them by these.
    Names of countries stay, and those of wars in which both sides have a name for a town.
    """
    if record.country in BOTH_NAMES or record.code.startswith("PCL") or not name.isascii():
        return False
    if not called.get(name, set()) - {record.country}:
        return False
    mine, other = fold(record.name), fold(name)
    return mine not in other and other not in mine and Indel.normalized_similarity(mine, other) < _ALIKE


def _is_written(name: str, record: Record, fame: float) -> bool:
    """Tell whether a report may write ``name`` for a place that is as prominent as ``fame``."""
    latin = _LATIN.search(name)
    if _COMMA.search(name) and not _COMMA.search(record.name):
        # "Auburn, Alabama" in Persian letters; "Samar, Province of".
        return bool(latin) and record.code.startswith("PPL")
    if latin:
        return True
    own = own_script(record.country)
    if own is not None and own.search(name):
        return True
    if DISTANT.search(name):
        return fame >= BELIEVED
    if not record.code.startswith("PPL") or record.code in {"PPLA", "PPLC"} or record.population >= SMALL:
        return True
    return all(record.country in countries for letters, countries in _READ if letters.search(name))
