"""What a span is by itself: what the gazetteer and the lexicon say of the words, as features.

Everything here depends on the words alone, not on the text around them, so that it is kept for the
names that come again (and names come again in every report).
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from geo.toponyms.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer import Gazetteer
    from geo.gazetteer.hits import Hit

KEPT = 40_000
"""Names kept in memory for one gazetteer; the oldest go first."""

LARGE = 0.55
MIDDLE = 0.38
SMALL = 0.22
"""Prominences from which a populated place counts as a large, middling or small one."""

_REGIONS = frozenset(
    {"CONT", "RGN", "RGNE", "AREA", "OCN", "SEA", "ZN", "TERR", "PCLD", "PCLS", "PCLF", "PCLIX", "GULF"}
)
_NATURAL = frozenset("STM LK LKS BAY MT MTS ISL ISLS CAPE VAL DSRT STRT PEN RSV HBR CHN CNL PK GRGE PASS".split())
_GENERIC = ("street", "adminword", "waterword", "landword", "facilityword", "settleword")


class Name(NamedTuple):
    """A span by itself.

    ``kind`` is its coarse type, ``coarse`` a coarser one, ``features`` what the classifier reads,
    ``demonym`` whether the word is one, ``countries`` the countries (ISO alpha-2) of its likeliest hits,
    ``area`` whether it names a country or a first-order unit, ``known`` whether the gazetteer has it.
    """

    kind: str
    coarse: str
    features: tuple[str, ...]
    demonym: bool
    countries: frozenset[str]
    area: bool
    known: bool
    prominence: float


class Names:
    """The names that were looked up in one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Look names up in ``gazetteer``."""
        self.gazetteer = gazetteer
        self._kept: OrderedDict[str, Name] = OrderedDict()

    def of(self, surface: str, words: Sequence[str]) -> Name:
        """Return what is known of ``surface``, whose tokens are ``words``."""
        name = self._kept.get(surface)
        if name is None:
            name = self._look(surface, words)
            self._kept[surface] = name
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return name

    def _hits(self, surface: str) -> tuple[Hit, ...]:
        hits = self.gazetteer.lookup(surface)
        if surface.isupper() and len(surface) > 4 and (not hits or hits[0].match != "exact"):  # noqa: PLR2004 - "USA"
            titled = self.gazetteer.lookup(surface.title())
            if titled and titled[0].match == "exact":
                return titled
        return hits

    def _look(self, surface: str, words: Sequence[str]) -> Name:
        hits = self._hits(surface)
        demonym = len(words) <= 3 and bool(self.gazetteer.demonym(surface))  # noqa: PLR2004 - "Bosnia-Herzegovinian"
        gazetteer = self.gazetteer
        best = max(hits[:6], key=lambda hit: (hit.match == "exact", gazetteer.prominence(hit.row)), default=None)
        prominence = 0.0 if best is None else gazetteer.prominence(best.row)
        code = "" if best is None else gazetteer.feature_code(best.row)
        match = "none" if best is None else ("read" if best.score in {0.75, 0.95} else best.match)  # noqa: PLR2004
        features, kind = _described(surface, words, code, match, prominence, len(hits), demonym=demonym)
        countries = frozenset(country for hit in hits[:4] if (country := gazetteer.country(hit.row)) is not None)
        area = code.startswith(("PCL", "ADM1")) and match == "exact"
        coarse = _coarse(kind)
        return Name(kind, coarse, features, demonym, countries, area, best is not None, prominence)


def _place_kind(code: str, prominence: float) -> str:
    if code.startswith("PCL"):
        return "country"
    if code == "ADM1":
        return "adm1"
    if code.startswith("ADM"):
        return "adm2"
    if code in _REGIONS:
        return "region"
    if code in _NATURAL:
        return "natural"
    if code.startswith("AIR"):
        return "airport"
    if prominence >= LARGE:
        return "large"
    if prominence >= MIDDLE:
        return "middle"
    return "small" if prominence >= SMALL else "tiny"


def _coarse(kind: str) -> str:
    base = kind.split("+")[0]
    if base in {"country", "adm1", "region", "large", "demonym"}:
        return "strong"
    if base in {"adm2", "middle", "natural", "airport"}:
        return "fair"
    if base in {"small", "tiny"}:
        return "weak"
    return "generic" if base in {*_GENERIC, "headed"} else "unknown"


def _described(
    surface: str, words: Sequence[str], code: str, match: str, prominence: float, count: int, *, demonym: bool
) -> tuple[tuple[str, ...], str]:
    lexical = lexicon()
    lower = [word.lower() for word in words]
    plain = [word.rstrip(".") for word in lower]
    size = len(words)
    first, last = plain[0], plain[-1]
    first_classes = lexical.classes.get(first, frozenset())
    last_classes = lexical.classes.get(last, frozenset())
    generic = next((name for name in _GENERIC if name in last_classes), None) if size > 1 else None
    if demonym:
        base = "demonym"
    elif match in {"exact", "folded"}:
        base = _place_kind(code, prominence) + ("~" if match == "folded" else "")
    elif generic:
        base = generic
    elif size > 1 and ("placehead" in first_classes or "direction" in first_classes):
        base = "headed"
    else:
        base = "unknown"
    found = [f"n={min(size, 5)}", f"m={match}", f"m={match}|n={min(size, 4)}"]
    step = int(prominence * 10)
    if match != "none":
        found += (f"p={step}", f"p={step}|{match}", f"fc={code}", f"fc={code}|{match}")
        found.append(f"amb={min(count, 3) if count < 4 else '4+' if count < 12 else '12+'}")  # noqa: PLR2004
    kind = base
    if size == 1:
        common = lexical.common.get(first)
        given = first in lexical.first_names
        family = lexical.surnames.get(first)
        if common and common < "4":
            kind += "+c"
        elif given:
            kind += "+f"
        elif family and family < "4":
            kind += "+s"
        found += (
            f"cw={common}|{match}",
            f"cw={common}|p={step}",
            f"fn={given}|{match}",
            f"sn={family}|{match}",
            f"fn={given}|sn={family}|p={step // 2}",
        )
        found += [f"c1={name}" for name in first_classes]
    else:
        found += [f"cf={name}|{match}" for name in first_classes]
        found += [f"cl={name}|{match}" for name in last_classes]
        if first_classes:
            found.append(f"wf={first}")
        if last_classes:
            found.append(f"wl={last}")
        given = first in lexical.first_names
        family = lexical.surnames.get(last)
        found.append(f"fn={given}|sn={family}|n={min(size, 4)}")
        found.append(f"fn={given}|sn={family is not None}|{match}|p={step // 2}")
        if all(word in lexical.common for word in plain):
            found.append(f"allcommon|{match}")
        found.append(f"cwf={lexical.common.get(first)}|{match}")
        found.append(f"cwl={lexical.common.get(last)}|{match}")
        if any(word.islower() for word in words[1:-1]):
            found.append(f"connected|{match}")
            if "and" in words:
                found.append(f"and|{match}")
        if "-" in words:
            found.append(f"hyphen|{match}")
        if words[-2] in {"'s", "’s"}:
            found.append(f"genitive|{match}")
    found.append(f"k={kind}")
    if any(word[0].isdigit() for word in words):
        found.append(f"digit|{match}")
    if surface.isupper() and len(surface) > 1:
        found.append(f"upper{min(len(surface), 5)}|{match}")
    elif any(sign.isupper() for sign in words[-1][1:]):
        found.append(f"camel|{match}")
    if words[-1][-1] == ".":
        found.append(f"stop{min(len(surface), 6)}|{match}")
    if last.isascii() and len(last) > 4 and not last_classes:  # noqa: PLR2004 - a suffix needs a stem
        rare = "c" if last in lexical.common else "r"
        found += (f"s3={last[-3:]}|{rare}", f"s4={last[-4:]}|{rare}")
    elif not last.isascii():
        found.append("letters=other")
    return tuple(found), kind
