"""Second-level units by hand: where those lie that no source places, and what reports call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.gazetteer.build.curated import rows, split
from geo.gazetteer.build.world import clean_names, slug
from geo.gazetteer.records import Record

if TYPE_CHECKING:
    from geo.gazetteer.build.world import World

_KM = 1_000.0


def add_districts(world: World) -> None:
    """Give the units of ``districts.csv`` their names, and those without an outline the position and extent there.

    Rows with the code of a first-level unit add one in it. It comes when all outlines are joined, which is done by
    names that a row may change, and before units that have neither outline nor town are dropped. ``ValueError`` for a
    code of neither a first- nor a second-level unit.
    """
    for row in rows("districts.csv"):
        record = world.of(f"admin:{row['code']}")
        if record is not None and record.code == "ADM1":
            country = row["code"].partition(".")[0]
            identifier = f"conflictmap:{country.lower()}-{slug(row['name'])}"
            record = world.add(
                Record(
                    id=identifier, name="", lat=0.0, lon=0.0, code="ADM2", country=country,
                    parent=f"admin:{row['code']}", other_ids=[],
                )
            )  # fmt: skip
        if record is None or record.code != "ADM2":
            msg = f"districts.csv names {row['code']}, which is no admin-1 or admin-2 code"
            raise ValueError(msg)
        record.names = clean_names([*record.names, *split(row["names"])], row["name"])
        record.name = row["name"]
        if row["lat"] and record.id not in world.outlines:
            record.lat, record.lon = float(row["lat"]), float(row["lon"])
            record.extent_m = float(row["extent_km"]) * _KM
            world.fixed.add(record.id)
