"""Words for people and things of a place: from the CIA's list, from a list by hand, and by regular endings."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

from geo.gazetteer.build.curated import rows, split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.gazetteer.build.world import World

_NOTES = re.compile(r"\([^)]*\)|;.*$")
_JOINED = re.compile(r"\s*,\s*|\s+or\s+|\s+and\s+|/")
_NOT_DEMONYMS = frozenset({"or", "and", "us nationals", "none", "n/a", "no", "note", "adjective", "noun"})


def demonym_table(world: World) -> dict[str, list[str]]:  # noqa: C901 - three lists, one table
    """Return ids by case-folded demonym, plurals included."""
    found: dict[str, list[str]] = {}

    def put(word: str, identifier: str) -> None:
        for form in _forms(word):
            ids = found.setdefault(form.casefold(), [])
            if identifier not in ids:
                ids.append(identifier)

    for row in rows("demonyms.csv"):
        for code in split(row["of"]):
            record = world.of(code)
            if record is None:
                msg = f"demonyms.csv names {code}, which is no place"
                raise ValueError(msg)
            for word in split(row["words"]):
                put(word, record.id)
    for iso, words in _factbook(world):
        record = world.of(f"iso:{iso}")
        if record is not None:
            for word in words:
                put(word, record.id)
    return found


def _forms(word: str) -> Iterator[str]:
    yield word
    if word.endswith("man") and len(word) > 5:  # noqa: PLR2004 - not "Oman", "German"
        return
    if not word.endswith(("s", "ese", "ish", "ch", "x", "z")):
        yield word + "s"


def _factbook(world: World) -> Iterator[tuple[str, list[str]]]:
    database = world.folders["atlas"] / "pyworldatlas" / "data" / "atlas.sqlite3"
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    query = (
        "SELECT alpha2, noun, adjective FROM country_demonym d JOIN country c ON c.id = d.country_id ORDER BY alpha2"
    )
    for iso, noun, adjective in connection.execute(query):
        words = [
            word.strip()
            for text in (noun, adjective)
            if text
            for word in _JOINED.split(_NOTES.sub("", text))
            if word.strip() and word.strip().lower() not in _NOT_DEMONYMS and word.strip()[0].isupper()
        ]
        yield str(iso), words
    connection.close()
