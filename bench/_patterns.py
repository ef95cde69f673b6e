"""Sentences made from patterns: the slots of ``recogniser_patterns.txt`` filled with names, places marked as gold.

The places of a sentence are towns and villages of one country, from the embedded gazetteer, spelt with and without
marks; family names, full names and organisations come from ``recogniser_names.txt``. The same seed gives the same
sentences. A pattern belongs to one of two halves by a digest of its words, so that one half can measure what the
other taught.
"""

from __future__ import annotations

import random
import re
from hashlib import blake2b
from typing import TYPE_CHECKING

from _corpora import Document, Mention
from _marked import HERE

from geo.gazetteer.folding import plain_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.gazetteer import Gazetteer

PATTERNS = HERE / "recogniser_patterns.txt"
NAMES = HERE / "recogniser_names.txt"
REPORTED = """
    AF AM AZ BF BI CD CF CM CO ET GE HT IL IQ IR KE LB LR LY ML MM MX MZ NE NG NP PH PK PS
    RU SD SL SN SO SS SY TD TH TR UA UG VE YE
""".split()  # noqa: SIM905 - a list of codes reads best so
"""Countries that the places are drawn from, evenly."""
ARAB = frozenset("AE BH DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE".split())  # noqa: SIM905 - as above
"""Countries whose places begin with the Arabic article, written as reports write it: al-Bab, ash-Shaddadi."""
MOST = 400_000
"""People of the largest places that are drawn."""
OTHER_NAME = 0.3
"""Share of the places called by one of their further names."""
PLAIN = 0.6
"""Share of the names written without marks, as most reports write them."""
LOOSE = 0.3
"""Share of names with the article that keep it apart from the word, as maps have it (Al Bab)."""
ASSIMILATED = 0.5
"""Share of names before whose first letter the article changes that are written so: ash-Shaddadi."""
ADDED = 0.4
"""Share of the names without an article that are given one."""
UNHEARD = 0.2
"""Share of the names that no gazetteer has: the beginning of one and the end of another of the same country."""
UNHEARD_ARAB = 0.5
"""The same for Arab countries, whose names the folding of the gazetteer finds in most spellings."""

ARAB_FAMILIES = 0.05
"""Share of the family names that begin with the Arabic article, made from two, so that no list has them."""

FAMOUS = 0.66
"""Prominence from which a town, a province or a country is well known."""
REACH = 6_000
"""Rows from the first on that the well-known are among: they are ordered by prominence."""

_SLOT = re.compile(r"(?<![\w'])(?:[XYZWVUSTPO])(?!\w)")
_ONE_PERSON = re.compile(r"(?<![\w'])U(?!\w)")
_ARTICLE = re.compile(r"(?:A[ldnrstz]|A[sdt]h|E[ldrsz])[ -](?=[A-Z])")
_SUN = re.compile(r"(?:[DT]h|Sh|[TDRZSN])")
_USUAL = re.compile(r"[A-ZÀ-Ý‘ʻʿ'][A-Za-zÀ-ɏḀ-ỿ'‘’ʻʼʿʾ -]{2,30}")
_OPENINGS = ("", "- ", "* ", "• ")
_SIGNS = str.maketrans({"‘": "", "’": "'", "ʻ": "", "ʼ": "'", "ʿ": "", "ʾ": "'"})
_SECTION = re.compile(r"^\[(\w+)\]\n(.*?)(?=^\[|\Z)", re.MULTILINE | re.DOTALL)


def patterns() -> list[str]:
    """Return the patterns in the order of the file."""
    return [line for line in PATTERNS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def half_of(pattern: str) -> int:
    """Return 0 or 1: the half that a pattern belongs to."""
    return blake2b(pattern.encode(), digest_size=1).digest()[0] & 1


def made_sentences(gazetteer: Gazetteer, times: int, seed: int = 7, half: int | None = None) -> list[Document]:
    """Return each pattern (of one half) filled ``times`` times."""
    generator = random.Random(seed)  # noqa: S311 - a sample
    people = _people(generator)
    towns, famous = _towns(gazetteer), _famous(gazetteer)
    found = []
    for number, pattern in enumerate(patterns()):
        if half is None or half_of(pattern) == half:
            for turn in range(times):
                country = generator.choice(REPORTED)
                spelt = [_spelt(gazetteer, row, generator) for row in generator.sample(towns[country], 3)]
                share = UNHEARD_ARAB if country in ARAB else UNHEARD
                spelt = [_joined(name, spelt[place - 1], share, generator) for place, name in enumerate(spelt)]
                if country in ARAB:
                    spelt = [_with_article(name, generator) for name in spelt]
                names = dict(zip("XYZ", spelt, strict=True))
                known = iter(generator.sample(famous, 8))
                if _ONE_PERSON.search(pattern):
                    names["U"] = generator.choice(famous)
                draws = people | dict.fromkeys("WV", known.__next__)
                found.append(_filled(f"pattern {number}, {turn}", pattern, names, draws))
    return found


def _filled(identity: str, pattern: str, names: dict[str, str], draws: dict[str, Callable[[], str]]) -> Document:
    text, done = "", 0
    mentions = []
    for match in _SLOT.finditer(pattern):
        slot = match[0]
        name = draws[slot]() if slot in draws else names[slot]
        text += pattern[done : match.start()]
        if text in _OPENINGS:
            name = name[:1].upper() + name[1:]
        if slot in "XYZW":
            mentions.append(Mention(len(text), len(text) + len(name), name, None))
        text += name
        done = match.end()
    return Document(identity, text + pattern[done:], group=identity, mentions=tuple(mentions))


def _people(generator: random.Random) -> dict[str, Callable[[], str]]:
    sections = dict(_SECTION.findall(NAMES.read_text(encoding="utf-8")))
    family, given = sections["family"].split(), sections["given"].split()
    bodies = [" ".join(name.split()) for name in sections["organisation"].split("|")]
    joined = [name.partition("-")[2] for name in family if name.startswith("al-")]

    def one() -> str:
        if generator.random() >= ARAB_FAMILIES:
            return generator.choice(family)
        first, last = generator.sample(joined, 2)
        article = generator.choice(("al", "al", "el"))
        return f"{article}-{first[: (len(first) + 1) // 2]}{last[len(last) // 2 :]}"

    return {
        "S": one,
        "T": one,
        "P": lambda: f"{generator.choice(given)} {one()}",
        "O": lambda: generator.choice(bodies),
    }


def _towns(gazetteer: Gazetteer) -> dict[str, list[int]]:
    """Return the rows of the places that may be drawn, by country."""
    store = gazetteer._embedded  # noqa: SLF001 - the bench looks inside
    return {
        country: [row for row in store.rows_in_country(country) if _is_drawn(gazetteer, row)] for country in REPORTED
    }


def _famous(gazetteer: Gazetteer) -> list[str]:
    """Return the names of the well-known places that may be drawn."""
    rows = (row for row in range(REACH) if gazetteer.prominence(row) >= FAMOUS)
    names = (gazetteer.name(row) for row in rows if gazetteer.feature_code(row).startswith(("PPL", "PCL", "ADM1")))
    return sorted({plain_form(name) for name in names if _USUAL.fullmatch(name)})


def _is_drawn(gazetteer: Gazetteer, row: int) -> bool:
    code = gazetteer.feature_code(row)
    return (
        code.startswith("PPL")
        and code not in {"PPLC", "PPLX"}
        and gazetteer.population(row) <= MOST
        and _USUAL.fullmatch(gazetteer.name(row)) is not None
    )


def _joined(name: str, other: str, share: float, generator: random.Random) -> str:
    """Return ``name`` or, for a share of them, a name of one word made from its beginning and the end of ``other``."""
    first, last = _ARTICLE.sub("", name), _ARTICLE.sub("", other)
    if generator.random() >= share or not (first.isalpha() and last.isalpha()):
        return name
    return first[: (len(first) + 1) // 2] + last[len(last) // 2 :].lower()


def _with_article(name: str, generator: random.Random) -> str:
    """Return a name of an Arab country with its article as reports write it; some of those without are given one."""
    match = _ARTICLE.match(name)
    if match is None and (" " in name or "-" in name or generator.random() >= ADDED):
        return name
    if match is not None and generator.random() < LOOSE:
        return name
    bare = name[match.end() :] if match else name
    sun = _SUN.match(bare)
    article = "a" + sun[0].lower() if sun and generator.random() < ASSIMILATED else generator.choice(("al", "al", "el"))
    return f"{article}-{bare}"


def _spelt(gazetteer: Gazetteer, row: int, generator: random.Random) -> str:
    name = gazetteer.name(row)
    if generator.random() < OTHER_NAME:
        others = [other for other in gazetteer.names(row) if _USUAL.fullmatch(other)]
        name = generator.choice(others) if others else name
    return plain_form(name).translate(_SIGNS) if generator.random() < PLAIN else name
