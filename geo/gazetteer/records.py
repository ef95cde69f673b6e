"""What one place is while a store is being written."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.gazetteer.measures import prominence


@dataclass(slots=True)
class Record:
    """One place on its way into a store.

    ``id`` carries its source (``geonames:99454``); ``lat`` and ``lon`` are degrees, ``extent_m`` the radius
    in metres of the smallest circle about them that holds the place (0: estimated from code and population).
    ``parent`` is the id of the administrative unit it lies in. ``names`` are spellings that fold;
    ``abbreviations`` match only as they stand ("U.S.", "La."). ``other_ids`` and ``codes`` lead to it, too.
    ``weight`` is a population that only ranks (a province: that of its towns). ``left_out`` counts names that the place
    has and the store leaves out: they tell how well it is known.
    """

    id: str
    name: str
    lat: float
    lon: float
    code: str = "PPL"
    country: str | None = None
    population: int = 0
    parent: str | None = None
    local_name: str | None = None
    extent_m: float = 0.0
    names: list[str] = field(default_factory=list)
    abbreviations: list[str] = field(default_factory=list)
    other_ids: list[str] = field(default_factory=list)
    weight: int = 0
    left_out: int = 0

    @property
    def name_count(self) -> int:
        """The number of its further names, those that the store leaves out as well."""
        return len(self.names) + len(self.abbreviations) + self.left_out

    @property
    def prominence(self) -> float:
        """How likely news means the place by its bare name, 0 to 1 (see geo.gazetteer.measures)."""
        return prominence(max(self.population, self.weight), self.name_count, self.code)
