"""The gazetteer: names → places, over the embedded store and those that the user added.

A *row* is a number that stands for a place within this process. Rows of the embedded store come first,
those of added stores after them; all answer alike.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, repeat
from typing import TYPE_CHECKING

from geo.gazetteer import scanning
from geo.gazetteer.designators import readings
from geo.gazetteer.folding import fold, normalise
from geo.gazetteer.hits import EXACT_SCORE, FOLDED_SCORE, FUZZY_SCORE, Areas, Hit
from geo.gazetteer.measures import COUNTRIES, WATERS, precision_of
from geo.gazetteer.ordering import ordered
from geo.geodesy import rough_distance
from geo.kept import Made
from geo.model import Place, Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.gazetteer.designators import Reading
    from geo.gazetteer.store import MappedStore, SourceInfo, Store
    from geo.model import Shape

SHORTEST_FUZZY = 4
_NATURAL = frozenset({"STM", "LK", "SEA", "MT", "ISL"})
"""First codes of the kinds that are no settlement or unit."""
_WATERS = tuple(sorted(WATERS))
_NO_TOWN = (*_WATERS, "PCL", "CONT")
"""First codes of the kinds that no town, village or quarter is."""
_OTHER_KIND = 0.75
_WITHOUT_KIND = 0.95
_hit = tuple.__new__
"""Makes a Hit without the checks of its constructor: look-ups make millions."""
_HITS, _EXACT, _FOLDED = repeat(Hit), repeat("exact"), repeat("folded")
_EXACT_SCORES, _FOLDED_SCORES = repeat(EXACT_SCORE), repeat(FOLDED_SCORE)
_MOST_PLACES = 2_000
"""Places kept at least, those asked for last; twice as many at most."""
_MOST_ANSWERS = 1_024
"""Answers kept: recognition and resolution ask for the same names of a report, one after the other."""
_NEAR_TOWNS = 5
_NEAR_TOWN_M = 15_000.0
_BESIDE_M = 50_000.0
"""What lies farther than this from the circle about a place cannot be what a report calls in or near it."""
_METRES_A_DEGREE = 111_000.0


class Gazetteer:
    """Places by name, id, position and hierarchy; see :func:`geo.gazetteer.open_gazetteer`."""

    def __init__(self, embedded: MappedStore, added: Sequence[Store] = ()) -> None:
        """Join the ``embedded`` store and the ``added`` ones, in this order."""
        self._embedded = embedded
        self._stores: list[Store] = [embedded]
        self._bases: list[int] = [0]
        self._size = len(embedded)
        self._known = lru_cache(maxsize=_MOST_ANSWERS)(self._read_exactly)
        self._places = Made(self._make, _MOST_PLACES)
        self._demonyms: dict[str, tuple[int, ...]] | None = None
        self._capitals: dict[int | str, int] | None = None
        self._ranks: dict[str, dict[int, int]] = {}
        for store in added:
            self.add_store(store)

    def add_store(self, store: Store) -> None:
        """Let ``store`` answer, too, after those already there."""
        self._bases.append(self._bases[-1] + len(self._stores[-1]))
        self._stores.append(store)

    @property
    def version(self) -> str:
        """The version of the embedded data, and the number of added stores."""
        version = str(self._embedded.manifest["version"])
        return version if len(self._stores) == 1 else f"{version}+{len(self._stores) - 1}"

    def info(self) -> tuple[SourceInfo, ...]:
        """Return where the places come from: name, licence, date, counts, SHA-256 and path of each source."""
        return tuple(entry for store in self._stores for entry in store.info)

    # --- names ---------------------------------------------------------------------------------------

    def lookup(self, name: str, *, fuzzy: bool = False, order: bool = True) -> tuple[Hit, ...]:
        """Return the places that ``name`` may mean: exact matches, then folded, then (if asked) fuzzy ones.

        Within a kind the likeliest comes first; without ``order`` the best known where gazetteers were added, which is
        quicker to tell. Words for kinds ("X village", "district of X"), brackets and commas are understood where the
        name as a whole is unknown. Never raises on odd text.
        """
        if len(name) > scanning.LONGEST_NAME:
            return ()
        hits = self._ordered(self.plain(name), name) if order else self.plain(name)
        if not hits or hits[0].match != "exact":
            # Folding joins words: "Hish town" must not be Histon's before it is Hish.
            read = self._read(name, order=order)
            if read:
                known = {hit.row for hit in read}
                rest = (hit for hit in hits if hit.row not in known)
                hits = tuple(sorted((*read, *rest), key=lambda hit: -hit.score))
        if not hits and fuzzy:
            hits = self._similar(name)
        return hits

    def _ordered(self, hits: tuple[Hit, ...], name: str) -> tuple[Hit, ...]:
        """Return ``hits`` of ``name`` in order: those of the embedded store alone are."""
        return hits if len(self._stores) == 1 else ordered(hits, name, self)

    def exact_rows(self, name: str) -> tuple[int, ...]:
        """Return the rows of the exact matches of :meth:`lookup`, the likeliest first, and look for no other."""
        if len(name) > scanning.LONGEST_NAME:
            return ()
        if len(self._stores) > 1:
            return tuple([hit.row for hit in self.lookup(name, order=False) if hit.match == "exact"])
        rows = self._known(name)[0]
        if not rows and not (name.isascii() and name.isalpha()):
            if (form := normalise(name)) != name:
                rows = self._embedded.exact(form)
            if not rows and (hits := self._read(name, order=False)):
                rows = [hit.row for hit in sorted(hits, key=lambda hit: -hit.score) if hit.match == "exact"]
        return tuple(rows)

    def foremost(self, rows: Sequence[int]) -> int:
        """Return the best known of ``rows`` (one at least), the first by number of those that are as well known."""
        if len(self._stores) == 1 or len(rows) == 1:  # the store's rows are by falling prominence
            return min(rows)
        return min(rows, key=lambda row: (-self.prominence(row), row))

    def plain(self, name: str) -> tuple[Hit, ...]:
        """Return exact matches, then folded ones, of ``name`` as it stands; within each the likeliest first."""
        if len(self._stores) > 1:
            return self.keyed(normalise(name))
        exact, folded = self._read_exactly(name)
        return _hits(exact, folded) if exact else _hits(*self.rows(name))

    def _read_exactly(self, name: str) -> tuple[Sequence[int], Sequence[int]]:
        exact, folded = self._embedded.exact_and_folded(name)
        if folded:
            known = set(exact)
            folded = [row for row in folded if row not in known]
        return exact, folded

    def rows(self, name: str, *, folded: bool = True) -> tuple[Sequence[int], Sequence[int]]:
        """Return the rows of the exact matches of :meth:`plain`, and those of the folded ones.

        Without ``folded`` the name is asked for as it stands alone: no other spelling that folds to the same.
        """
        if len(self._stores) == 1:
            found = self._known(name)
            if found[0] or not folded:
                return found
            if (form := normalise(name)) != name:
                found = self._known(form)
            return found if found[0] else ((), self._embedded.folded(fold(form)))
        hits = self.plain(name) if folded else self.keyed(name, "")
        return [hit.row for hit in hits if hit.match == "exact"], [hit.row for hit in hits if hit.match != "exact"]

    def keyed(self, name: str, key: str | None = None) -> tuple[Hit, ...]:
        """Return what :meth:`plain` does for a name in normal form whose folded ``key`` is known already."""
        if len(self._stores) == 1:
            exact, folded = self._known(name)
            if not exact and key != "":
                folded = self._embedded.folded(fold(name) if key is None else key)
            return _hits(exact, folded)
        exact = self._from_all("exact", name)
        known = set(exact)
        folded = [row for row in self._from_all("folded", fold(name) if key is None else key) if row not in known]
        return (
            *(Hit(row, "exact", EXACT_SCORE) for row in exact),
            *(Hit(row, "folded", FOLDED_SCORE) for row in folded),
        )

    def has(self, name: str) -> bool:
        """Tell whether a name (in normal form) is known exactly as it stands."""
        return any(store.exact(name) for store in self._stores)

    def _from_all(self, method: str, key: str) -> list[int]:
        found = {
            self._one(base, store, row)
            for base, store in zip(self._bases, self._stores, strict=True)
            for row in getattr(store, method)(key)
        }
        return sorted(found, key=lambda row: (-self.prominence(row), row))

    def _one(self, base: int, store: Store, inner: int) -> int:
        """Return the row of a store's place: the embedded one where both know the place by its id."""
        if base:
            known = self._embedded.row_of(store.id(inner))
            if known is not None:
                return known
        return base + inner

    def _read(self, name: str, *, order: bool = True) -> tuple[Hit, ...]:
        for reading in readings(name):
            hits = self.plain(reading.name)
            if not hits:
                continue
            if order or (reading.strict and not reading.within):
                # Without order, too, the first says whether the kind can be meant.
                hits = self._ordered(hits, reading.name)
            if reading.within:
                wider, inside = self._within(hits, reading.within)
                if reading.held:
                    inside = tuple(hit for hit in inside if not set(wider).isdisjoint(self.ancestors(hit.row)[1:]))
                if (reading.held or (reading.strict and wider)) and not inside:
                    continue
                if wider and not inside:
                    # Namesakes far from what is said to hold the place are others: it is rather unknown.
                    inside = tuple(hit for hit in hits if any(self._may_hold(row, hit.row) for row in wider))
                    if not inside:
                        continue
                hits = inside or hits
            found = self._of_kind(hits, reading)
            if found:
                return found
        return ()

    def _may_hold(self, wider: int, row: int) -> bool:
        """Tell whether a place may lie in or near a wider one, though no hierarchy says so: sources differ on units."""
        country = self.country(wider)
        if country is not None and self.country(row) not in {country, None}:
            return False
        if self.feature_code(wider) in COUNTRIES:
            return True
        metres = rough_distance(self.lat(wider), self.lon(wider), self.lat(row), self.lon(row))
        return metres <= self.extent_m(wider) + _BESIDE_M

    def _of_kind(self, hits: tuple[Hit, ...], reading: Reading) -> tuple[Hit, ...]:
        """Return the hits of a reading, those of the kind that it says first; () where it must be of that kind."""
        share = reading.share * _WITHOUT_KIND
        if not reading.codes:
            return _shared(hits, share)
        fitting: list[Hit] = []
        others: list[Hit] = []
        for hit in hits:
            (fitting if self.feature_code(hit.row).startswith(reading.codes) else others).append(hit)
        if reading.codes[0] in _NATURAL:
            # A lake may bear the name of a town, but not one that is only spelt alike.
            others = [hit for hit in others if hit.match == "exact"]
        else:
            never = _NO_TOWN if reading.codes[0].startswith("PPL") else _WATERS
            others = [hit for hit in others if not self.feature_code(hit.row).startswith(never)]
        if reading.strict and not reading.within and hits[0] not in fitting:
            # What is only said to hold the place must be of a kind that can, and not first of all another.
            return ()
        if reading.strict and (not reading.within or reading.share < 1.0):
            others = []
        return (*_shared(fitting, share), *_shared(others, _OTHER_KIND, reading.share))

    def _within(self, hits: tuple[Hit, ...], within: str) -> tuple[list[int], tuple[Hit, ...]]:
        """Return the rows of the nearest known of the wider places, and the hits inside the first that holds any."""
        known: list[int] = []
        for part in within.split(","):
            wider = self._wider(part.strip())
            known = known or wider
            inside = self._inside(hits, wider)
            if inside:
                return wider, inside
        return known, ()

    def _wider(self, within: str) -> list[int]:
        """Return the rows that a name of a wider place may mean."""
        return [hit.row for hit in self.plain(within)] or [
            hit.row for inner in readings(within) for hit in self.plain(inner.name)
        ]

    def _inside(self, hits: tuple[Hit, ...], wider: list[int]) -> tuple[Hit, ...]:
        """Return the hits that lie in one of the ``wider`` places, or near it where that is a town."""
        areas = set(wider)
        inside = tuple(hit for hit in hits if areas.intersection(self.ancestors(hit.row)))
        if inside:
            return inside
        towns = [row for row in wider[:_NEAR_TOWNS] if self.feature_code(row).startswith("PPL")]
        return tuple(
            hit
            for hit in hits
            if any(
                rough_distance(self.lat(hit.row), self.lon(hit.row), self.lat(town), self.lon(town))
                <= max(_NEAR_TOWN_M, 2.0 * self.extent_m(town))
                for town in towns
            )
        )

    def resembling(self, name: str) -> tuple[Hit, ...]:
        """Return the places whose names are a letter or a few vowels away from ``name``, likeliest first.

        Those that bear ``name`` itself are not among them: see :meth:`lookup`.
        """
        return self._similar(name) if len(name) <= scanning.LONGEST_NAME else ()

    def _similar(self, name: str) -> tuple[Hit, ...]:
        key = fold(name)
        if len(key) < SHORTEST_FUZZY:
            return ()
        best: dict[int, float] = {}
        for base, store in zip(self._bases, self._stores, strict=True):
            for found, likeness in store.similar(key):
                for inner in store.folded(found):
                    row = self._one(base, store, inner)
                    best[row] = max(best.get(row, 0.0), likeness)
        return tuple(
            Hit(row, "fuzzy", round(FUZZY_SCORE * likeness, 4))
            for row, likeness in sorted(best.items(), key=lambda item: (-item[1], -self.prominence(item[0]), item[0]))
        )

    def scan(self, text: str) -> Iterator[tuple[int, int, tuple[Hit, ...]]]:
        """Yield (start, end, hits) for the longest known names in ``text``, left to right, none overlapping.

        Offsets are code points. Names begin and end at word boundaries and (in scripts that have them)
        with a capital letter.
        """
        return scanning.scan(text, self)

    def longest(self, text: str, start: int) -> tuple[int, tuple[Hit, ...]] | None:
        """Return (end, hits) of the longest known name that begins at ``start``, or None."""
        return scanning.longest(text, start, self)

    def prefixes(self, key: str) -> Sequence[str]:
        """Return the known keys (folded names, see geo.gazetteer.folding) that ``key`` begins with."""
        if len(self._stores) == 1:
            return self._embedded.prefixes(key)
        return sorted({found for store in self._stores for found in store.prefixes(key)}, key=len)

    def known_prefixes(self, text: str) -> Sequence[str] | None:
        """Return the known names, as they stand, that ``text`` begins with; None where gazetteers were added.

        What was added is found by :meth:`prefixes` alone.
        """
        return self._embedded.known_prefixes(text) if len(self._stores) == 1 else None

    def demonym(self, word: str) -> tuple[int, ...]:
        """Return the rows of what "Iraqi", "Syrians" or "Texan" belongs to, likeliest first; () where none."""
        if self._demonyms is None:
            self._demonyms = self._embedded.demonyms
        if word.isascii():
            return self._demonyms.get(word.lower() if word.isalpha() else " ".join(word.lower().split()), ())
        return self._demonyms.get(normalise(word).casefold(), ())

    # --- columns -------------------------------------------------------------------------------------

    def stored(self, row: int) -> tuple[Store, int]:
        """Return the store that a row is in, and its number there: for those who read many columns of a row."""
        return self._at(row)

    def _at(self, row: int) -> tuple[Store, int]:
        if row < self._size:
            return self._embedded, row
        number = len(self._bases) - 1
        while row < self._bases[number]:
            number -= 1
        return self._stores[number], row - self._bases[number]

    def lat(self, row: int) -> float:
        """Return the latitude in degrees."""
        store, inner = self._at(row)
        return store.lat(inner)

    def lon(self, row: int) -> float:
        """Return the longitude in degrees."""
        store, inner = self._at(row)
        return store.lon(inner)

    def position(self, row: int) -> Position:
        """Return the position."""
        store, inner = self._at(row)
        return Position(store.lat(inner), store.lon(inner))

    def population(self, row: int) -> int:
        """Return the population, 0 where it is unknown."""
        store, inner = self._at(row)
        return store.population(inner)

    def feature_code(self, row: int) -> str:
        """Return the GeoNames feature code (PPL, PPLA, ADM1, STM …)."""
        store, inner = self._at(row)
        return store.feature_code(inner)

    def country(self, row: int) -> str | None:
        """Return the ISO 3166 alpha-2 code, None for what lies in no single country."""
        store, inner = self._at(row)
        return store.country(inner)

    def extent_m(self, row: int) -> float:
        """Return the radius in metres of the smallest circle about the position that holds the place."""
        store, inner = self._at(row)
        return store.extent_m(inner)

    def id(self, row: int) -> str:
        """Return the id with its source: ``geonames:99454``."""
        store, inner = self._at(row)
        return store.id(inner)

    def name(self, row: int) -> str:
        """Return the name as the source writes it."""
        store, inner = self._at(row)
        return store.name(inner)

    def local_name(self, row: int) -> str | None:
        """Return the name in the country's own script, where the source has one."""
        store, inner = self._at(row)
        return store.local_name(inner)

    def names(self, row: int) -> tuple[str, ...]:
        """Return all names of the place, sorted: some milliseconds, the first call a tenth of a second."""
        store, inner = self._at(row)
        return store.names(inner)

    def name_count(self, row: int) -> int:
        """Return the number of aliases (255 at most)."""
        store, inner = self._at(row)
        return store.name_count(inner)

    def prominence(self, row: int) -> float:
        """Return how likely news means this place by its bare name, 0 to 1 (see geo.gazetteer.measures)."""
        store, inner = self._at(row)
        return store.prominence(inner)

    def row_of(self, place_id: str) -> int | None:
        """Return the row of a place by id (``geonames:…``, ``wikidata:…``, ``iso:IQ-AN``, ``admin:IQ.01``)."""
        for base, store in zip(self._bases, self._stores, strict=True):
            row = store.row_of(place_id)
            if row is not None:
                return base + row
        return None

    def place(self, row: int) -> Place:
        """Return the place as the model's noun; the same object for the same row."""
        return self._places[row]

    def _make(self, row: int) -> Place:
        admin1, admin2 = self.unit_rows(row)
        store, inner = self._at(row)
        code = store.feature_code(inner)
        named1 = None if admin1 is None or admin1 == row else self.name(admin1)
        named2 = None if admin2 is None or admin2 == row else self.name(admin2)
        given = getattr(store, "admin_names", None)
        if given is not None and (named1 is None or named2 is None):
            # A user's own list brings names of units instead of codes.
            first, second = given(inner)
            named1, named2 = named1 or first, named2 or second
        return Place(
            id=store.id(inner),
            name=store.name(inner),
            position=Position(store.lat(inner), store.lon(inner)),
            feature_code=code,
            country=store.country(inner),
            admin1=named1,
            admin2=named2,
            extent_m=store.extent_m(inner),
            precision=precision_of(code),
            population=store.population(inner),
            local_name=store.local_name(inner),
        )

    # --- hierarchy -----------------------------------------------------------------------------------

    def parent_row(self, row: int) -> int | None:
        """Return the administrative unit that the place lies in (the smallest known)."""
        if row < len(self._embedded):
            return self._embedded.parent(row)
        store, inner = self._at(row)
        parent = store.parent_id(inner)
        while parent is not None:
            found = self.row_of(parent)
            if found is not None:
                return found
            # An unknown district: the province of its code is still known, or the country.
            parent = parent.rpartition(".")[0] or None
        country = store.country(inner)
        return None if country is None else self.country_row(country)

    def ancestors(self, row: int) -> tuple[int, ...]:
        """Return the row itself, then the units that it lies in, from the smallest to the country."""
        found = [row]
        parent = self.parent_row(row)
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self.parent_row(parent)
        return tuple(found)

    def _unit(self, row: int, level: str) -> int | None:
        return next((unit for unit in self.ancestors(row) if self.feature_code(unit) == level), None)

    def admin1_row(self, row: int) -> int | None:
        """Return the province (admin-1 unit) that the place lies in or is."""
        return self._unit(row, "ADM1")

    def admin2_row(self, row: int) -> int | None:
        """Return the district (admin-2 unit) that the place lies in or is."""
        return self._unit(row, "ADM2")

    def unit_rows(self, row: int) -> tuple[int | None, int | None]:
        """Return the province and the district that the place lies in or is."""
        if row >= self._size:
            return self._unit(row, "ADM1"), self._unit(row, "ADM2")
        return self._embedded.unit_rows(row)

    def country_row(self, iso2: str) -> int | None:
        """Return the country with an ISO 3166 alpha-2 code."""
        return self._embedded.row_of(f"iso:{iso2.upper()}")

    def capital_row(self, of: int | str) -> int | None:
        """Return the capital of a country (ISO alpha-2 or row) or of an admin-1 unit (row), by feature code."""
        if self._capitals is None:
            self._capitals = self._find_capitals()
        if isinstance(of, str):
            return self._capitals.get(of.upper())
        code = self.feature_code(of)
        if code in COUNTRIES:
            return self._capitals.get(self.country(of) or "")
        return self._capitals.get(of)

    def _find_capitals(self) -> dict[int | str, int]:
        found: dict[int | str, int] = {}
        for row in self._embedded.rows_with_code("PPLC"):
            country = self._embedded.country(row)
            if country:
                found.setdefault(country, row)
        for code in ("PPLA", "PPLC"):
            for row in self._embedded.rows_with_code(code):
                unit = self.admin1_row(row)
                if unit is not None:
                    found.setdefault(unit, row)
        return found

    def rank_in_country(self, row: int) -> int | None:
        """Return the rank (1: largest) by population among the towns of its country; None where unknown."""
        country = self.country(row)
        if country is None or not self.population(row) or row >= len(self._embedded):
            return None
        return self._ranked(country).get(row)

    def largest(self, area: int | str, *, limit: int = 10) -> tuple[int, ...]:
        """Return the most populous towns of a country (ISO alpha-2 or row) or of another unit (row), largest first."""
        if isinstance(area, str):
            return tuple(self._ranked(area.upper()))[:limit]
        country = self.country(area)
        if country is None:
            return ()
        towns = self._ranked(country)
        if self.feature_code(area) not in COUNTRIES:
            return tuple(islice((town for town in towns if area in self.ancestors(town)), limit))
        return tuple(towns)[:limit]

    def _ranked(self, country: str) -> dict[int, int]:
        """Return the rank by row of the towns of a country whose population is known, largest first."""
        ranks = self._ranks.get(country)
        if ranks is None:
            store = self._embedded
            towns = [
                town
                for town in store.rows_in_country(country)
                if store.population(town)
                and (code := store.feature_code(town)).startswith("PPL")
                and code not in {"PPLX", "PPLH", "PPLQ"}
            ]
            towns.sort(key=lambda town: (-store.population(town), town))
            ranks = self._ranks[country] = {town: rank for rank, town in enumerate(towns, 1)}
        return ranks

    # --- areas ---------------------------------------------------------------------------------------

    def _row(self, row_or_id: int | str) -> int | None:
        return self.row_of(row_or_id) if isinstance(row_or_id, str) else row_or_id

    def outline(self, row_or_id: int | str) -> Shape | None:
        """Return the outline (simplified) of an administrative unit, country, region or lake; a river's line."""
        row = self._row(row_or_id)
        if row is None:
            return None
        store, inner = self._at(row)
        outlines = store.outlines
        return None if outlines is None else outlines.shape(inner)

    def contains(self, area_row: int, position: Position, *, tolerance_m: float = 0.0) -> bool | None:
        """Tell whether an area holds a position, or lies within ``tolerance_m`` of it; None: no polygon known."""
        store, inner = self._at(area_row)
        outlines = store.outlines
        if outlines is None:
            return None
        return outlines.contains(inner, position, tolerance_m=tolerance_m)

    def distance_to_border_m(self, area_row: int, position: Position) -> float | None:
        """Return the metres from a position to the border of an area; None where no outline is known."""
        store, inner = self._at(area_row)
        outlines = store.outlines
        return None if outlines is None else outlines.distance_m(inner, position)

    def border_between(self, iso_a: str, iso_b: str) -> Shape | None:
        """Return the line that two countries share; None where they share none."""
        outlines = self._embedded.outlines
        return None if outlines is None else outlines.border(iso_a, iso_b)

    def is_within(self, row: int, area_row: int) -> bool | None:
        """Tell whether a place lies in an area: by hierarchy, then by polygon; None where neither knows."""
        if area_row in self.ancestors(row):
            return True
        code = self.feature_code(area_row)
        country = self.country(row)
        if code in COUNTRIES and country is not None and country == self.country(area_row):
            return True
        inside = self.contains(area_row, self.position(row))
        if inside is not None:
            return inside
        if code in COUNTRIES:
            return None if country is None else False
        unit = self._unit(row, code) if code in {"ADM1", "ADM2"} else None
        return None if unit is None else False

    def reverse(self, position: Position, *, limit: int = 1, max_m: float = 50_000) -> tuple[int, ...]:
        """Return the populated places nearest to ``position``, nearest first, within ``max_m`` metres."""
        found: set[tuple[float, int]] = set()
        for base, store in zip(self._bases, self._stores, strict=True):
            for inner in store.near(position.lat, position.lon, max_m / _METRES_A_DEGREE * 1.02):
                if store.feature_code(inner).startswith("PPL"):
                    metres = rough_distance(position.lat, position.lon, store.lat(inner), store.lon(inner))
                    if metres <= max_m:
                        found.add((metres, self._one(base, store, inner)))
        return tuple(row for _, row in sorted(found)[:limit])

    def areas_at(self, position: Position) -> Areas:
        """Return the country, admin-1 and admin-2 unit that hold a position, by polygon."""
        outlines = self._embedded.outlines
        if outlines is None:
            return Areas(None, None, None)
        levels: dict[str, int] = {}
        for row in outlines.at(position):
            code = self._embedded.feature_code(row)
            level = "PCL" if code in COUNTRIES else code
            if level not in levels or self.extent_m(row) < self.extent_m(levels[level]):
                levels[level] = row
        admin2 = levels.get("ADM2")
        admin1 = levels.get("ADM1")
        if admin1 is None and admin2 is not None:
            admin1 = self.admin1_row(admin2)
        country = levels.get("PCL")
        unit = admin2 if admin1 is None else admin1
        if country is None and unit is not None:
            # Outlines are simplified: a district may reach over its country's coast.
            country = self.country_row(self.country(unit) or "")
        return Areas(country, admin1, admin2)


def _hits(exact: Sequence[int], folded: Sequence[int]) -> tuple[Hit, ...]:
    """Return the hits of rows; made with no step in Python for each, as look-ups make millions."""
    if not folded:
        if len(exact) == 1:  # most names
            return (_hit(Hit, (exact[0], "exact", EXACT_SCORE)),)
        return tuple(map(_hit, _HITS, zip(exact, _EXACT, _EXACT_SCORES, strict=False)))
    found = map(_hit, _HITS, zip(folded, _FOLDED, _FOLDED_SCORES, strict=False))
    return (*map(_hit, _HITS, zip(exact, _EXACT, _EXACT_SCORES, strict=False)), *found) if exact else tuple(found)


def _shared(hits: Sequence[Hit], share: float, further: float = 1.0) -> tuple[Hit, ...]:
    """Return ``hits`` with a share of their scores."""
    return tuple([_hit(Hit, (row, match, score * share * further)) for row, match, score in hits])
