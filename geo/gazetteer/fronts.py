"""The regions of a country that its war is fought in: of two villages of one name reports rather mean the one there.

A bare name tells nothing else of them: of 29,700 settlements of Ukraine 15,500 share their name with another, most of
them villages of a few hundred people, whose size says little of which is meant. The regions of Ukraine are those of
the government's list of territories of hostilities, by oblast or raion (order 309 of the Ministry of Reintegration,
22 December 2022, and order 376 of the Ministry of Development, 28 February 2025), the longest fought over first; those
of Iraq are the provinces for which the United Nations' mission counted casualties of 2014 to 2017. They are facts about
wars, fitted to no list of events. What the shares are worth is judged, not measured: the first outweighs a village some
times larger, none a town.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.gazetteer.folding import fold

if TYPE_CHECKING:
    from geo.gazetteer.ordering import Facts

_REGIONS: dict[str, tuple[tuple[float, tuple[str, ...]], ...]] = {
    "UA": (
        (
            0.16,
            (
                "Donetsk", "Luhansk", "Kherson", "Zaporizhzhia", "Kupiansk Raion", "Izyum Raion", "Chuhuiv Raion",
                "Kharkiv Raion", "Bohodukhivskyi Raion",
            ),
        ),
        (
            0.1,
            (
                "Sumskyi Raion", "Shostkynskyi Raion", "Okhtyrskiy Rayon", "Chernihiv Raion",
                "Novhorod-Siverskyi Raion", "Koriukivskyi Raion",
                "Mykolaivskyi Raion", "Bashtanka Raion", "Nikopol Raion", "Kryvyy Rih Raion",
                "Synelnykove Raion", "Starobilskyi Raion", "Rovenkivskyi Raion", "Dovzhanskyy Rayon",
                "Alchevskyi Raion", "Luhansk Raion", "Donetsk Raion", "Kalmiuskyi Raion",
            ),
        ),
        (0.05, ("Kharkiv", "Sumy", "Mykolaiv", "Chernihiv Oblast", "Dnipropetrovsk", "Kyiv Oblast")),
    ),
    "IQ": ((0.1, ("Nineveh", "Anbar", "Salah ad Din", "Diyala", "Kirkuk", "Baghdad")),),
}  # fmt: skip
"""By country: how much prominence (see geo.gazetteer.measures) it outweighs to lie in one of the units, which are
called here as the gazetteer calls them; the finest unit that is listed counts."""

_KEYS = {
    country: {fold(name): share for share, names in tiers for name in names} for country, tiers in _REGIONS.items()
}
_TOWN = 2_000
"""People from which a town is told of wherever it lies: it is behind no village for lying there."""
_LEVELS = frozenset({"ADM1", "ADM2"})

_AT_WAR = frozenset("SY IQ UA YE AF LY SD SS SO ET NG ML BF NE CF CD MM PS LB PK AZ CM MZ".split())  # noqa: SIM905 - a list reads best so
"""Countries in which a war of over a thousand deaths in battle a year was fought since 2011, by UCDP's yearbooks."""
_WAR = 0.1


def fought_over(row: int, facts: Facts) -> float:
    """Return how much more likely reports of war mean the place of a ``row`` than a namesake of its country, 0 to 1."""
    regions = _KEYS.get(facts.country(row) or "")
    if regions is None:
        return 0.0
    if facts.population(row) >= _TOWN:
        return max(regions.values())
    for unit in facts.ancestors(row):
        if facts.feature_code(unit) in _LEVELS and (share := regions.get(facts.name_key(unit))) is not None:
            return share
    return 0.0


def at_war(country: str | None) -> float:
    """Return how much prominence a town outweighs by lying in a ``country`` (ISO alpha-2) that wars are fought in."""
    return _WAR if country in _AT_WAR else 0.0
