"""What a span is by itself: what the gazetteer and the lexicon say of the words, as features.

Everything here depends on the words alone, not on the text around them, so that it is kept for the
names that come again (and names come again in every report).
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import pairwise, repeat
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from geo.gazetteer.folding import fold, fold_word, is_link
from geo.kept import Kept, Made
from geo.toponyms.lexicon import lexicon
from geo.toponyms.tokens import AYN

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from geo.gazetteer import Gazetteer
    from geo.toponyms.tokens import Tokens

KEPT = 8_000
"""Names kept in memory for one gazetteer."""

LARGE = 0.55
MIDDLE = 0.38
SMALL = 0.22
"""Prominences from which a populated place counts as a large, middling or small one."""

FAMOUS = 0.7
"""Prominence from which a place's own name is no demonym although it is used like one ("Hong Kong police")."""

FREQUENT = "4"
"""The first bucket of common words (and of family names) that is no longer frequent."""

_REGIONS = frozenset(
    ["CONT", "RGN", "RGNE", "AREA", "OCN", "SEA", "ZN", "TERR", "PCLD", "PCLS", "PCLF", "PCLIX", "GULF", "RGNH"]
)
_NATURAL = frozenset(
    ("STM", "LK", "LKS", "BAY", "MT", "MTS", "ISL", "ISLS", "CAPE", "VAL", "DSRT", "STRT", "PEN", "RSV", "HBR",
     "PK", "CNL")
)  # fmt: skip
GENERIC = ("street", "adminword", "waterword", "landword", "facilityword", "settleword")
"""Classes of words that end (or begin) the name of a place no gazetteer need know."""

HEADS = frozenset({"placehead", "foreignhead", "direction"})
"""Classes of words that begin the name of a place no gazetteer need know."""

_CODES = (("PCL", "country"), ("ADM1", "adm1"), ("ADM", "adm2"), ("AIR", "airport"))
_SIZES = ((LARGE, "large"), (MIDDLE, "middle"), (SMALL, "small"))
GENITIVES = frozenset({"'s", "’s", "'S", "’S", "’", "'"})
"""Tokens that stand between a name and what belongs to it; the folding takes them into the word before."""

SHORT_KEY = 5
"""Names up to this length are looked up as they stand: short folded keys are not in the trie."""

_UNWEIGHED = repeat(0.0)
"""What features weigh that have no weight."""

_UNIT_WORDS = frozenset({"Governorate", "Oblast", "Province", "Region", "Krai", "Voivodeship", "Prefecture", "Wilaya"})
"""Kinds of units and of nothing else: there are departments of the interior, and a Jewish State."""
_NAME_AND_KIND = 2
_UNITS = ("PCL", "CONT")
_NO_CLASSES: frozenset[str] = frozenset()
_LONGEST_DEMONYM = 3
_LONGEST_CODE = 5
_LONGEST_PLAIN = 2
"""Most tokens of a name that has no small word within."""
_BEHIND_ARTICLE = 2
_ARABIC = frozenset({"al", "ar", "as", "ash", "at", "ath", "ad", "adh", "an", "az"})
"""Articles without which reports write the names of towns: not El Salvador's."""
_ARAB_HEADS = frozenset(
    """
    tell tall tal tel deir dayr kafr kafar bayt beit wadi jabal jebel khan ain ayn qasr nahr bani ras khirbat khirbet
    qal'at qalat qalaat qaryat shaykh madinat birkat hawd bab burj
    """.split()  # noqa: SIM905 - a list of words reads best so
)
"""First words of the names of Arab places; what follows, though a given name (Qal'at Salih), is spelt in many ways."""
_SHORT = 4


class _Found(NamedTuple):
    """The gazetteer's answer in short."""

    match: str
    code: str
    prominence: float
    hits: int
    countries: frozenset[str]


UNKNOWN = _Found("none", "", 0.0, 0, frozenset())


class Name:
    """A span by itself.

    ``base`` is its type, ``kind`` the type with what the lexicon says ("+c" common word, "+f" given name,
    "+s" family name), ``coarse`` a coarser type. ``countries`` are those of the likeliest hits (ISO alpha-2), ``area``
    tells whether it names a country or first-order unit, ``known`` whether the gazetteer has it.
    """

    __slots__ = (
        "_found", "_surface", "_weight", "_words", "area", "base", "coarse", "countries", "demonym", "kind", "known",
        "prominence",
    )  # fmt: skip

    def __init__(self, surface: str, words: Sequence[str], found: _Found, *, demonym: bool) -> None:
        """Say what ``surface``, whose tokens are ``words``, is by the gazetteer's answer."""
        self._surface = surface
        self._words = words
        self._found = found
        self._weight: float | None = None
        self.demonym = demonym
        self.base = base = "demonym" if demonym else _base(words, found)
        single = len(words) == 1 and not _is_abbreviation(surface)
        self.kind = intern(base + _lexical(words[0].lower().rstrip("."))) if single else base
        self.coarse = _coarse(base)
        self.countries = found.countries
        self.area = found.match == "exact" and found.code.startswith(("PCL", "ADM1"))
        self.known = found.match in {"exact", "same"} or found.prominence >= SMALL
        self.prominence = found.prominence

    def features(self) -> list[str]:
        """Return what the classifier reads."""
        return _features(self.kind, self._surface, self._words, self._found)

    def weight(self, weights: Mapping[str, float]) -> float:
        """Return the sum of the weights of the features; kept, so that ``weights`` must always be the same.

        Half of the names are only looked at by their neighbours, or are plainly none: these are never weighed.
        """
        if self._weight is None:
            self._weight = weight_of(self.features(), weights)
        return self._weight


class Names:
    """The names that were looked up in one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Look names up in ``gazetteer``."""
        self.gazetteer = gazetteer
        self._kept: Made[tuple[str, bool, tuple[str, ...]], Name] = Made(lambda key: self._look(*key), KEPT)
        self.runs: Kept[tuple[str, ...], tuple[tuple[int, int, str, Name], ...]] = Kept(KEPT)
        """By a run (its text and words) what geo.toponyms.context found in it: first, last, text, name of each span."""

    def keys(self, words: Sequence[str], first: int, last: int) -> frozenset[int]:
        """Return the tokens, from ``first`` on and up to ``last``, at which a name that begins at ``first`` may end.

        One question to the gazetteer's trie instead of one for each end.
        """
        articles = lexicon().members["article"]
        ends: dict[str, int] = {}
        sure: list[int] = []
        key = ""
        size = 0
        for place in range(first, last + 1):
            word = words[place]
            if word in GENITIVES:
                sure += range(place, last + 1)
                break
            size += len(word)
            if size <= SHORT_KEY or (place > first and word in _UNIT_WORDS):
                sure.append(place)
            if word[0].isalnum() or word[0] in AYN:
                if first < place < last and is_link(word, words[place - 1]):
                    continue
                part = fold_word(word) if word.isalpha() else fold(word)
                ends[key + part] = place
                if word not in articles and not (place == first and word.lower() in articles):
                    key += part
        if ends:
            sure += [ends[known] for known in self.gazetteer.prefixes(max(ends, key=len)) if known in ends]
        return frozenset(sure)

    def ends(self, text: str, tokens: Tokens, first: int, last: int) -> Container[int]:
        """Return what :meth:`keys` does for the tokens of ``text``; two names of three are told without folding.

        A name of which a word is English matches only as it stands (see :func:`_may_be_folded`), so that the names
        known as they stand are all that there can be.
        """
        words, articles = tokens.words, lexicon().members["article"]
        plain = first
        while plain <= last and (words[plain] in articles or not _is_english(tokens.lower[plain])):
            plain += 1
        start, surface = tokens.starts[first], text[tokens.starts[first] : tokens.ends[last]]
        foldable = plain > last or words[first].isupper() or _has_arab_head(words[first])
        foldable = foldable or (first < last and has_arabic_opening(words[first : last + 1]))
        if foldable or "-" in words[first : last + 1] or not surface.isascii():
            return self.keys(words, first, last)
        known = self.gazetteer.known_prefixes(surface)
        if known is None:
            return self.keys(words, first, last)
        ends = {start + size for size in map(len, known)}
        places = [place for place in range(first, last + 1) if tokens.ends[place] in ends]
        places += [place for place in range(first + 1, last + 1) if words[place] in _UNIT_WORDS]
        if plain > first:
            places += self.keys(words, first, plain - 1)
        return places

    def of(self, surface: str, words: Sequence[str], *, known: bool = True) -> Name:
        """Return what is known of ``surface``, whose tokens are ``words``; ``known`` is False where no row can be."""
        # All that the answer depends on: else a report's outcome would depend on those read before it.
        return self._kept[surface, known, tuple(words)]

    def _rows(self, surface: str, words: Sequence[str]) -> tuple[Sequence[int], Sequence[int]]:
        """Return the rows that have this name, and those that have another which folds to the same."""
        found = self.gazetteer.rows(surface, folded=False)
        if found[0]:
            return found
        if _may_be_folded(words):
            found = self.gazetteer.rows(surface)
        elif has_arabic_opening(words):
            # Al Qā'im is Al Qaim; Gorē is not Al Gore.
            letters, rows = _bare(surface), self.gazetteer.rows(surface)[1]
            found = (), [row for row in rows if _bare(self.gazetteer.name(row)) == letters]
        if len(surface) >= _SHORT and surface.isupper() and not found[0]:
            titled = self.gazetteer.rows(surface.title())
            if titled[0]:
                return titled
            if len(words) > _LONGEST_PLAIN:
                small = self.gazetteer.rows(_with_small_words(surface, words))
                if small[0]:
                    return small
        return found

    def _found(self, surface: str, words: Sequence[str]) -> _Found:
        (exact, folded), gazetteer = self._rows(surface, words), self.gazetteer
        rows = exact or folded
        if not rows:
            return UNKNOWN
        best, prominence = rows[0], -1.0
        for row in rows[:6]:
            this = gazetteer.prominence(row)
            if this > prominence:
                best, prominence = row, this
        match = "exact"
        if not exact:
            same = _has_article(words) or _bare(surface) in _bare_forms(gazetteer.name(best))
            match = "same" if same else "folded"
        first = (*exact[:4], *folded[: max(0, 4 - len(exact))])
        countries = _shared(frozenset([country for row in first if (country := gazetteer.country(row)) is not None]))
        return _Found(match, gazetteer.feature_code(best), prominence, len(exact) + len(folded), countries)

    def _unit(self, surface: str, words: Sequence[str]) -> _Found:
        """Return the first-order unit that is meant by "Idlib Governorate", which no list spells out as a name."""
        if len(words) < _NAME_AND_KIND or words[-1] not in _UNIT_WORDS:
            return UNKNOWN
        gazetteer = self.gazetteer
        rows = [hit.row for hit in gazetteer.lookup(surface) if gazetteer.feature_code(hit.row) == "ADM1"]
        if not rows:
            return UNKNOWN
        row = max(rows, key=gazetteer.prominence)
        country = gazetteer.country(row)
        countries = _shared(frozenset([country])) if country is not None else frozenset()
        return _Found("exact", "ADM1", gazetteer.prominence(row), len(rows), countries)

    def _look(self, surface: str, known: bool, words: Sequence[str]) -> Name:  # noqa: FBT001 - part of a key
        found = self._found(surface, words) if known else UNKNOWN
        found = self._unit(surface, words) if known and found is UNKNOWN else found
        demonym = len(words) <= _LONGEST_DEMONYM and is_demonym(self.gazetteer, surface)
        return Name(surface, words, found, demonym=demonym)


def _with_small_words(surface: str, words: Sequence[str]) -> str:
    """Return a name in capitals with usual case: Port-au-Prince, Trinidad and Tobago."""
    connectors, start = lexicon().members["connector"], 0
    usual = ""
    for place, word in enumerate(words):
        found = surface.index(word, start)
        small = place and word.lower() in connectors
        usual += surface[start:found] + (word.lower() if small else word.title())
        start = found + len(word)
    return usual


@lru_cache(maxsize=512)
def _shared(countries: frozenset[str]) -> frozenset[str]:
    """Return the set that equals ``countries``: there are few, and one takes as much memory as the rest of a name."""
    return countries


def weight_of(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return the sum of the weights of ``features``.

    To write a feature's name and look it up costs less than to keep sums by what the names are made of.
    """
    return sum(map(weights.get, features, _UNWEIGHED))


def _bare(name: str) -> str:
    """Return the letters of ``name`` without case and marks."""
    plain = name.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
    return "".join(sign for sign in plain if sign.isalnum())


def _bare_forms(name: str) -> tuple[str, ...]:
    """Return the letters of ``name``, and those without an article that it begins with: Al Qāmishlī is Qamishli."""
    article, sign, rest = name.partition("-" if "-" in name else " ")
    return (_bare(name), _bare(rest)) if sign and article.lower() in _ARABIC else (_bare(name),)


def is_demonym(gazetteer: Gazetteer, surface: str) -> bool:
    """Tell whether ``surface`` names people or things of a place and is not that place's own name.

    "Saudi" and "Somali" are aliases of countries and yet demonyms; "Congo", "Philippines" and "Hong Kong"
    are listed as adjectives and yet names: they are, or end, the name of what they stand for.
    """
    if not gazetteer.demonym(surface):
        return False
    for hit in gazetteer.keyed(surface, "")[:4]:
        if hit.match != "exact":
            break
        code = gazetteer.feature_code(hit.row)
        if gazetteer.prominence(hit.row) < FAMOUS and not code.startswith(_UNITS):
            continue
        name = gazetteer.name(hit.row)
        if name == surface or name.endswith(" " + surface) or code in _REGIONS or code in _NATURAL:
            return False
    return True


def opening(words: Sequence[str]) -> int:
    """Return the place of the word that a name begins with: the one behind an article and its hyphen, al-Saadi.

    What "Al" is by itself, a given name and a state, says nothing of the name then.
    """
    return _BEHIND_ARTICLE if len(words) > _BEHIND_ARTICLE and words[1] == "-" and is_article(words[0]) else 0


def is_article(word: str) -> bool:
    """Tell whether ``word`` is an article that is joined to a name: al, ash, ez."""
    return word.lower() in lexicon().members["article"]


def _has_article(words: Sequence[str]) -> bool:
    """Tell whether the Arabic article stands in the name before a hyphen: ez-Zor, al-Numan."""
    return any(after == "-" and is_article(word) for word, after in pairwise(words))


def _may_be_folded(words: Sequence[str]) -> bool:
    """Tell whether a name that matches only by its folded form can be meant: no word of it is an English word or name.

    Folding brings the spellings of one foreign name together (Hawija, Al Ḩawījah), and English words with them.
    """
    lexical = lexicon()
    if len(words) == 1:
        return not _is_english(words[0].lower())
    articles = lexical.members["article"]
    # Qattah ash Sharqiyah
    return (
        _has_article(words)
        or _has_arab_head(words[0])
        or not any(_is_english(word.lower()) for word in words if word not in articles)
    )


def _has_arab_head(word: str) -> bool:
    """Tell whether names of Arab places begin with ``word``."""
    return word.lower().replace("’", "'") in _ARAB_HEADS


def has_arabic_opening(words: Sequence[str]) -> bool:
    """Tell whether a name of several words begins with the Arabic article, parted from the next word by a space."""
    return len(words) > 1 and words[1] != "-" and words[0].lower() in _ARABIC


def _is_english(lower: str) -> bool:
    """Tell whether a word in lower case is an English word or name and no article."""
    word = lower.rstrip(".")
    return len(word) > 2 and word in lexicon().words  # noqa: PLR2004 - articles


def _place_kind(code: str, prominence: float) -> str:
    return _kind_of_code(code) or next((kind for least, kind in _SIZES if prominence >= least), "tiny")


@cache
def _kind_of_code(code: str) -> str:
    """Return what a feature code (there are few) says by itself; "" for a town, whose size counts."""
    if code in _REGIONS:
        return "region"
    if code in _NATURAL:
        return "natural"
    return next((kind for start, kind in _CODES if code.startswith(start)), "")


def _base(words: Sequence[str], found: _Found) -> str:
    if found.match != "none":
        return _place_kind(found.code, found.prominence) + ("~" if found.match == "folded" else "")
    if len(words) > 1:
        classes = lexicon().classes
        last = classes.get(words[-1].lower().rstrip("."), frozenset())
        for name in GENERIC:
            if name in last:
                return name
        if opening(words):
            return "joined"
        first = classes.get(words[0].lower().rstrip("."), frozenset())
        if not first.isdisjoint(HEADS):
            return "headed"
    return "unknown"


def _coarse(base: str) -> str:
    if base in {"country", "adm1", "region", "large", "demonym"}:
        return "strong"
    if base in {"adm2", "middle", "natural", "airport"}:
        return "fair"
    if base in {"small", "tiny"} or base[-1] == "~":
        return "weak"
    return "generic" if base in GENERIC or base == "headed" else "unknown"


def _lexical(word: str) -> str:
    lexical = lexicon()
    if lexical.common.get(word, FREQUENT) < FREQUENT:
        return "+c"
    if word in lexical.first_names:
        return "+f"
    return "+s" if lexical.surnames.get(word, FREQUENT) < FREQUENT else ""


def _is_abbreviation(surface: str) -> bool:
    """Tell whether a word is written in capitals as "US" is: it is not the word "us" then."""
    return 1 < len(surface) < _SHORT and surface.isupper()


def _features(kind: str, surface: str, words: Sequence[str], found: _Found) -> list[str]:
    """Return the features of the span by itself."""
    lexical = lexicon()
    lower = [word.lower().rstrip(".") for word in words]
    size, match, step = len(words), found.match, int(found.prominence * 10)
    known_so = match in {"exact", "same"} and has_arabic_opening(words)  # Al Hawl is no Al
    first, last = lower[1 if known_so else opening(words)], lower[-1]
    given = first in lexical.first_names
    family = lexical.surnames.get(last)
    common = None if size == 1 and _is_abbreviation(surface) else lexical.common.get(first)
    features = _gazetteer_features(kind, step, found, min(size, 5))
    if not (size == 1 and surface.isalpha() and surface.istitle()):
        features += _shape_features(match, _shape(surface, words))
    classes = lexical.classes.get(first)
    if size == 1:
        features += (
            f"cw={common}|{match}",
            f"cw={common}|p={step}",
            f"fn={given}|{match}",
            f"sn={family}|{match}",
            f"fn={given}|sn={family}|p={step // 2}",
        )
        if classes:
            features += [f"c1={name}" for name in sorted(classes)]
    else:
        step //= 2
        features += (
            f"fn={given}|sn={family}|n={min(size, 4)}",
            f"fn={given}|sn={family is not None}|{match}|p={step}",
            f"cwf={common}|{match}",
            f"cwl={lexical.common.get(last)}|{match}",
        )
        if classes:
            features += [f"cf={name}|{match}" for name in sorted(classes)]
            features.append(f"wf={first}")
        if classes := lexical.classes.get(last):
            features += [f"cl={name}|{match}" for name in sorted(classes)]
            features.append(f"wl={last}")
        features += [f"{joint}|{match}" for joint in _joints(words, lower)]
    if not last.isascii():
        features.append("letters=other")
    elif len(last) > _SHORT and last not in lexical.classes:
        rare = "c" if last in lexical.common else "r"
        features += (f"s3={last[-3:]}|{rare}", f"s4={last[-4:]}|{rare}")
    return features


def _gazetteer_features(kind: str, step: int, found: _Found, size: int) -> list[str]:
    match, code, hits = found.match, found.code, found.hits
    features = [f"k={kind}", f"n={size}", f"m={match}", f"m={match}|n={min(size, 4)}"]
    if match != "none":
        many = "12+" if hits >= 12 else "4+" if hits >= 4 else str(min(hits, 3))  # noqa: PLR2004 - buckets
        features += (f"p={step}", f"p={step}|{match}", f"fc={code}", f"fc={code}|{match}", f"amb={many}")
    return features


def _shape(surface: str, words: Sequence[str]) -> tuple[bool, int, bool, int, bool, bool]:
    """Return: a digit first, capitals only (length), capitals inside, a final stop (length), small first, a code."""
    last = words[-1]
    digit = any(word[0].isdigit() for word in words)
    upper = min(len(surface), 5) if len(surface) > 1 and surface.isupper() else 0
    camel = not upper and len(last) > 1 and not last.lstrip(AYN)[1:].islower()
    stop = min(len(surface), 6) if last[-1] == "." else 0
    code = len(words) == 1 and 1 < len(last) <= _LONGEST_CODE and last[1:].isdigit()  # the A1, the M25
    return digit, upper, camel, stop, words[0][0].islower(), code


def _shape_features(match: str, shape: tuple[bool, int, bool, int, bool, bool]) -> list[str]:
    digit, upper, camel, stop, small, code = shape
    pairs = (
        ("digit", digit), (f"upper{upper}", upper), ("camel", camel), (f"stop{stop}", stop), ("article", small),
        ("code", code),
    )  # fmt: skip
    return [f"{name}|{match}" for name, true in pairs if true]


def _joints(words: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return what joins the words of the span: small words, "and", a hyphen, a genitive; and whether all are common."""
    common = lexicon().common
    found = ["allcommon"] if all(word in common for word in lower) else []
    if _has_article(words):
        found.append("article joined")
    else:
        if any(word.islower() for word in words[1:-1]):
            found.append("and" if "and" in words else "connected")
        if "-" in words:
            found.append("hyphen")
    if words[-2] in GENITIVES:
        found.append("genitive")
    return found
