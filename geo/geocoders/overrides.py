"""The user's own places (``--places FILE``): they win over everything, and the analysis says so."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import UsageError
from geo.gazetteer.folding import fold, normalise
from geo.gazetteer.user_geonames import Fault
from geo.gazetteer.user_places import read_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.gazetteer.user_places import ListedPlace
    from geo.model import Place

SHOWN_FAULTS = 20


def same_name(name: str, other: str) -> bool:
    """Tell whether two names are the same letter by letter (composed, case folded)."""
    return normalise(name).casefold() == normalise(other).casefold()


class Overrides:
    """Places by name; a name is found by its exact form first, then by its folded one.

    ``digest`` is of the places in force, so that an analysis can say which list it was made with.
    ``faults`` are the entries that could not be taken.
    """

    def __init__(self, listed: Iterable[ListedPlace], faults: Iterable[Fault] = ()) -> None:
        self.faults = tuple(faults)
        self._exact: dict[str, list[Place]] = {}
        self._folded: dict[str, list[Place]] = {}
        digest = hashlib.sha256()
        count = 0
        for entry in listed:
            count += 1
            digest.update(repr((entry.place.to_dict(), entry.names)).encode("utf-8", "surrogatepass"))
            for name in entry.names:
                self._exact.setdefault(normalise(name).casefold(), []).append(entry.place)
                key = fold(name)
                if key:
                    self._folded.setdefault(key, []).append(entry.place)
        self._count = count
        self.digest = digest.hexdigest()

    @classmethod
    def load(cls, path: str | Path) -> Overrides:
        """Return the places of a .csv, .geojson or .toml file; entries with faults are said on standard error.

        Raises:
            UsageError: where the file cannot be read, is no list of places, or none of its entries can be taken.

        """
        path = Path(path)
        listed: list[ListedPlace] = []
        faults: list[Fault] = []
        for found in read_places(path, source="override"):
            if isinstance(found, Fault):
                faults.append(found)
            else:
                listed.append(found)
        if faults and not listed:
            msg = f"no place of {str(path)!r} could be taken (first: {faults[0]}); mend the list."
            raise UsageError(msg)
        for fault in faults[:SHOWN_FAULTS]:
            print(f"conflictmap: {fault}; not taken.", file=sys.stderr)  # noqa: T201 - the user must see what is not in force
        if len(faults) > SHOWN_FAULTS:
            print(f"conflictmap: … and {len(faults) - SHOWN_FAULTS:,} more entries not taken.", file=sys.stderr)  # noqa: T201
        return cls(listed, faults)

    def __len__(self) -> int:
        return self._count

    def all(self, name: str) -> tuple[Place, ...]:
        """Return all places of that name, in the order of the file."""
        exact = self._exact.get(normalise(name).casefold())
        found = exact if exact is not None else self._folded.get(fold(name), [])
        return tuple(found)

    def find(self, name: str, country: str | None = None) -> Place | None:
        """Return the place that ``name`` stands for: with several of that name the one in ``country``, or the first."""
        found = self.all(name)
        if country is not None:
            inside = [place for place in found if place.country == country]
            # A place of the list that names no country holds everywhere.
            found = tuple(inside) or tuple(place for place in found if place.country is None)
        return found[0] if found else None
