"""Words that say what kind of place a name is of: "Khalasah village", "district of Sinjar", "Lake Chad".

A name is first looked up as it stands; where that finds nothing, without these words, and then only
places of the kind that they say count fully.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from geo.gazetteer.phrases import TRIGGERS, is_list, phrase

_POPULATED = ("PPL", "STLMT")
_DISTRICT = ("ADM2", "ADM3", "ADM4", "ADM1", "ADMD")
_PROVINCE = ("ADM1", "ADM2", "ADM3", "ADMD", "RGN", "PCL", "TERR")
_KINDS: dict[str, tuple[str, ...]] = {}
for _words, _codes in (
    (
        """
        city town township village settlement hamlet municipality camp suburb neighborhood neighbourhood quarter area
        townlet locality location urban-type market vicinity outskirts countryside square street junction crossroads
        rif reef centre center
        selo posyolok khutor derevnya stanitsa aul vereda corregimiento caserio colline groupement desa kampung barangay
        qaryat qarya hayy hay mukhayyam ville
        مدينة بلدة قرية حي مخيم ضاحية ريف شهر قریه روستای
        село с. селище смт місто м. город г. посёлок поселок пгт деревня станица хутор
        """,
        (*_POPULATED, "ADM3", "ADM4", "ADM2", "LCTY"),
    ),
    (
        """
        district subdistrict sub-district sub-division subdivision county raion rayon parish department cercle commune
        arrondissement nahiya nahiyat qadaa qada' caza borough lga woreda zone division uezd hromada circle
        tehsil tahsil
        municipio canton ward dist territory chiefdom sector groupement grouping locality
        ولسوالی شهرستان
        """,
        _DISTRICT,
    ),
    (
        """
        prov gov dep dept
        province governorate oblast oblast' state region prefecture wilaya wilayah territory krai republic voivodeship
        muhafazah muhafazat emirate kray okrug
        ولایت استان
        """,
        _PROVINCE,
    ),
    ("river creek stream", ("STM",)),
    ("lake reservoir", ("LK", "RSV")),
    ("sea ocean gulf bay strait", ("SEA", "OCN", "GULF", "BAY", "STRT")),
    ("airport airbase aerodrome airfield مطار", ("AIR", "INSM")),
    (
        """
        dam crossing checkpoint bridge field oilfield base fob prison facility hospital barracks post outpost check-post
        axis frontline frontlines plant factory refinery mine quarry station stadium cemetery gate warehouse
        university mosque
        """,
        ("LCTY", "DAM", "BDG", "AIR"),
    ),
    ("island islands isle", ("ISL", "ADM", "PPL", "PCL")),
    (
        "mountain mountains mount hill hills range ridge desert valley peninsula plain plains forest",
        ("MT", "RGN", "DSRT", "VAL", "PEN", "HLL", "PLN", "FRST"),
    ),
):
    for _word in _words.split():
        _KINDS.setdefault(_word, _codes)

_PREFIX = re.compile(
    r"^(?:the\s+)?(?:(?:old|new|central|northern|southern|eastern|western)\s+)?(?:"
    + "|".join(sorted(map(re.escape, _KINDS), key=len, reverse=True))
    + r")\s+(?:of\s+)?(?=\S)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"\s+(?:(?:administrative|autonomous|special|rural|urban|refugee|idp|military|training|police|oil|gas|border|general"
    r"|power|railway|train|bus|thermal|nuclear|steel|coke|cement|chemical|air)\s+)?("
    + "|".join(sorted(map(re.escape, _KINDS), key=len, reverse=True))
    + r")$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{1,80})[)\]]\s*")
_SIDE = re.compile(
    r"^(?:north|south|east|west|central|upper|lower|greater|rural|northern|southern|eastern|western|north-?eastern"
    r"|north-?western|south-?eastern|south-?western)\s+(?=\S)",
    re.IGNORECASE,
)
_THE = re.compile(r"^the\s+(?=\S)", re.IGNORECASE)


_PARTED = frozenset("([,/")
"""Signs that part a name; a single word without any has no shorter form."""


_SIDES = frozenset(
    """
    the north south east west central upper lower greater rural northern southern eastern western north-eastern
    northeastern north-western northwestern south-eastern southeastern south-western southwestern
    """.split()  # noqa: SIM905 - a list of words reads best so
)
_BEGINNINGS = _SIDES.union(_KINDS)
"""Words without which, among the first three, no pattern for the beginning of a name fits."""


_TELLING = _BEGINNINGS.union(TRIGGERS)
"""Words without one of which plain words have no shorter form."""


class Reading(NamedTuple):
    """A shorter form of a name; ``codes`` are prefixes of feature codes (empty: any).

    ``within`` is a wider place, or several parted by commas, the nearest first. ``strict``: only places near or in the
    wider one count, where that is known; ``held``: only those that are known to lie in it; ``share``: the share of the
    score that a hit keeps.
    """

    name: str
    codes: tuple[str, ...] = ()
    within: str | None = None
    strict: bool = False
    share: float = 1.0
    held: bool = False


_LOCAL = ("PPL", "STLMT", "ADM2", "ADM3", "ADM4", "LCTY")
"""What may stand for an unknown place inside it: no province, no country."""
_HOLDER = 0.5
_SECOND = 0.75
_MOST_WIDER = 3


def readings(name: str) -> list[Reading]:
    """Return shorter forms of ``name`` to look up where the whole is not known, best first."""
    words = name.split()
    text = " ".join(words)
    if (len(words) < 2 and _PARTED.isdisjoint(text)) or is_list(text):  # noqa: PLR2004 - one word
        return []
    if text.isascii() and "".join(words).isalpha() and _TELLING.isdisjoint(text.lower().split(" ")):
        # Nothing but plain words, none of which is of a kind, a side or a phrase: no pattern fits.
        return []
    found = _found(text)
    if text == text.lower():
        return found
    # Where names have capitals, what is left without any ("near", "main street") is none.
    return [form for form in found if not _is_small(form.name)]


def _is_small(name: str) -> bool:
    """Tell whether ``name`` has letters that could be capitals, and none that is."""
    return name == name.lower() and name != name.upper()


def _found(text: str) -> list[Reading]:
    found = _shorter(text)
    outside = " ".join(_BRACKETS.sub(" ", text).split())
    inner = phrase(outside)
    if inner is not None:
        found += _of_phrase(inner.name, inner.within)
    elif "," in outside:
        # "Sawaki, Indanan, Sulu": the town or district that an unknown village is said to lie in, first of all that
        # of its namesakes which lies in the third.
        _, _, tail = outside.partition(",")
        holder, _, wider = tail.partition(",")
        if holder.strip():
            inside = [form._replace(within=wider.strip()) for form in _holder(holder.strip())] if wider.strip() else []
            found += [*inside, *_holder(holder.strip())]
    return found


def _of_phrase(name: str, within: str | None) -> list[Reading]:
    forms = _with_less(name)
    if within is None:
        return forms
    inside = [form._replace(within=within, strict=True) for form in forms]
    return [*inside, *_holder(within)]


def _with_less(name: str) -> list[Reading]:
    """Return a name without one word for a kind, then without two: "Mazgirt city centre"."""
    once = _without_kind(name)
    return [Reading(name), *once, *(twice for form in once for twice in _without_kind(form.name))]


def _holder(name: str) -> list[Reading]:
    # The town of its name does not stand for a province.
    forms = [form for form in _with_less(name) if form.codes is not _PROVINCE]
    return [form._replace(codes=_LOCAL, strict=True, share=_HOLDER) for form in forms]


def _shorter(text: str) -> list[Reading]:
    """Return the forms without brackets, what follows a comma or dash, and words for kinds."""
    found: list[Reading] = []
    bracket = _BRACKETS.search(text)
    if bracket:
        outside = " ".join(_BRACKETS.sub(" ", text).split())
        inner = bracket.group(1).strip()
        if _is_small(inner) and not _is_small(outside):
            # "Douma town (near)": a remark, no name.
            return [Reading(outside), *_shorter(outside)]
        if outside:
            # "Kirkuk (Hawija)": the second, where the first is known to hold it.
            found += [
                form._replace(within=outside, strict=True, held=True)
                for form in _with_less(inner)
                if form.codes or form.name == inner  # "North Yemen" is no Yemen inside it
            ]
            # "Arghandab district (Zabul)" is in Zabul.
            found.append(Reading(outside, (), inner))
            found.extend(Reading(reading.name, reading.codes, inner) for reading in _without_kind(outside))
        # "Kobane (Ayn al-Arab)" has two names; where the first is unknown, the second may also only hold it.
        found += [form._replace(codes=_LOCAL, strict=True, share=_SECOND) for form in _with_less(inner)]
        return found
    head, comma, tail = text.partition(",")
    if comma and head.strip() and tail.strip():
        within = ",".join(tail.split(",")[:_MOST_WIDER]).strip()
        found.append(Reading(head.strip(), (), within))
        found.extend(Reading(inner.name, inner.codes, within) for inner in _without_kind(head.strip()))
        return found
    found.extend(_without_kind(text))
    whole, dash, part = text.partition(" - ")
    if dash and whole.strip() and part.strip():
        # "Baghdad - Karrada": the quarter where it is known in that town, else the town.
        found.append(Reading(part.strip(), (), whole.strip(), strict=True))
        found.append(Reading(whole.strip()))
    if "/" in text:
        for part in text.split("/")[:3]:
            if part.strip():
                found.append(Reading(part.strip()))
                found.extend(_without_kind(part.strip()))
    return found


def _without_kind(text: str) -> list[Reading]:
    found: list[Reading] = []
    if text.isascii():
        words = text.lower().split()
        # Most names have no word of a kind: this tells it sooner than the patterns.
        if not words or (words[-1] not in _KINDS and _BEGINNINGS.isdisjoint(words[:3])):
            return found
    suffix = _SUFFIX.search(text)
    if suffix:
        found.append(Reading(text[: suffix.start()], _KINDS[suffix.group(1).lower()]))
    prefix = _PREFIX.match(text)
    if prefix:
        word = next(word for word in reversed(prefix.group().lower().split()) if word in _KINDS)
        found.append(Reading(text[prefix.end() :], _KINDS[word]))
    article = _THE.match(text)
    if article:
        found.append(Reading(text[article.end() :]))
    for reading in tuple(found) or (Reading(text),):
        side = _SIDE.match(reading.name)
        if side:
            found.append(Reading(reading.name[side.end() :], reading.codes))
    return found
