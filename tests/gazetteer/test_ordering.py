"""The order of places that a name fits equally well."""

from geo.gazetteer.folding import fold
from geo.gazetteer.fronts import at_war
from geo.gazetteer.hits import Hit
from geo.gazetteer.ordering import ROMANISED, in_order, ordered, ordered_alike


def _first_in(gazetteer, name, country):
    return next(hit.row for hit in gazetteer.lookup(name) if gazetteer.country(hit.row) == country)


def test_of_two_towns_of_a_country_the_one_that_bears_the_name_comes_first(gazetteer):
    # GeoNames has "Uramita" among the names of Urumita, 500 km away and larger.
    names = {gazetteer.name(hit.row) for hit in gazetteer.plain("Uramita")}
    assert {"Uramita", "Urumita"} <= names
    assert gazetteer.name(_first_in(gazetteer, "Uramita", "CO")) == "Uramita"


def test_a_unit_does_not_come_before_the_town_of_its_name_for_its_spelling(gazetteer):
    assert gazetteer.feature_code(_first_in(gazetteer, "Duhok", "IQ")) == "PPLA"


def test_a_seat_or_city_comes_before_the_unit_that_it_lies_in(gazetteer):
    for name, country in (("Sennar", "SD"), ("Nalut", "LY")):
        assert gazetteer.feature_code(_first_in(gazetteer, name, country)).startswith("PPL")
    assert gazetteer.feature_code(gazetteer.lookup("Sennar State")[0].row) == "ADM1"
    # Golestan the town lies in another province than the one of its name.
    assert gazetteer.feature_code(_first_in(gazetteer, "Golestan", "IR")) == "ADM1"


def _best_known_first(hits, gazetteer):
    return tuple(sorted(hits, key=lambda hit: (hit.match != "exact", -gazetteer.prominence(hit.row), hit.row)))


NAMES = (
    "Tripoli", "Paris", "Alexandria", "Uramita", "San José", "Springfield", "Andriivka", "Duhok", "Nalut", "Golestan",
)  # fmt: skip


def test_lists_are_written_in_the_order_that_several_gazetteers_are_put_in(gazetteer):
    for name in NAMES:
        exact = [hit for hit in gazetteer.plain(name) if hit.match == "exact"]
        assert list(ordered(_best_known_first(exact, gazetteer), name, gazetteer)) == exact
    changed = [name for name in NAMES if _best_known_first(gazetteer.plain(name), gazetteer) != gazetteer.plain(name)]
    assert len(changed) >= 3


def test_countries_keep_their_order_but_for_those_at_war(gazetteer):
    for name in ("Tripoli", "Paris", "Alexandria", "Uramita"):
        hits = [hit for hit in gazetteer.lookup(name) if hit.match == "exact"]
        before = dict.fromkeys(gazetteer.country(hit.row) for hit in _best_known_first(hits, gazetteer))
        after = dict.fromkeys(gazetteer.country(hit.row) for hit in hits)
        first_after, first_before = ([c for c in countries if not at_war(c)][:5] for countries in (after, before))
        assert first_after == first_before
        assert next(iter(after)) == next(iter(before))


def test_of_places_only_spelt_alike_those_of_romanised_countries_come_first(gazetteer):
    hits = [hit for hit in gazetteer.lookup("Adraa") if hit.match == "folded"][:32]
    romanised = [gazetteer.country(hit.row) in ROMANISED for hit in hits]
    assert any(romanised)
    assert romanised == sorted(romanised, reverse=True)


def test_no_hit_is_lost_or_made(gazetteer):
    for name in ("San José", "Springfield", "Andriivka", "Al-Mansoura", "Ivanivka"):
        hits = gazetteer.plain(name)
        assert sorted(ordered(hits, name, gazetteer)) == sorted(hits)
    assert ordered((), "x", gazetteer) == ()
    assert ordered((Hit(3, "exact", 1.0),), "x", gazetteer) == (Hit(3, "exact", 1.0),)


class _Facts:
    """Towns by row: (country, prominence, oblast); oblasts are rows from 100 on."""

    oblasts = ("donetsk", "poltava")

    def __init__(self, *towns):
        self.towns = towns

    def country(self, row):
        return "UA" if row >= 100 else self.towns[row][0]

    def feature_code(self, row):
        return "ADM1" if row >= 100 else "PPL"

    def population(self, row):
        return 0 * row

    def prominence(self, row):
        return self.towns[row][1]

    def name_count(self, row):
        return 0 * row

    def name_key(self, row):
        return fold(self.oblasts[row - 100]) if row >= 100 else "karlivka"

    def ancestors(self, row):
        oblast = self.towns[row][2]
        return (row,) if oblast is None else (row, 100 + self.oblasts.index(oblast))


def test_of_villages_of_one_country_those_where_its_war_is_fought_come_first_but_not_before_a_city():
    facts = _Facts(("UA", 0.3, "poltava"), ("UA", 0.2, "donetsk"))
    assert in_order([0, 1], "karlivka", facts) == [1, 0]
    city = _Facts(("UA", 0.5, "poltava"), ("UA", 0.2, "donetsk"))
    assert in_order([0, 1], "karlivka", city) == [0, 1]
    town = _Facts(("UA", 0.3, "poltava"), ("UA", 0.2, "donetsk"))
    town.population = lambda row: 14_000 if row == 0 else 0
    assert in_order([0, 1], "karlivka", town) == [0, 1]


def test_a_town_that_has_the_name_among_others_lends_its_place_to_no_namesake():
    # Richmond was Manchester once, and better known than Manchester in New Hampshire: the one of England comes first.
    facts = _Facts(("US", 0.71, None), ("GB", 0.69, None), ("US", 0.6, None))
    facts.name_key = lambda row: "richmond" if row == 0 else "manchester"
    assert in_order([0, 1, 2], "manchester", facts)[0] == 1


def test_a_spelling_that_a_source_happens_to_list_does_not_outweigh_a_far_larger_town(gazetteer):
    hits = [hit for hit in gazetteer.lookup("Vasilyevka") if gazetteer.country(hit.row) == "UA"]
    first = ordered_alike(hits, "Vasilyevka", gazetteer, in_country=True)[0]
    assert gazetteer.place(first.row).admin1 == "Zaporizhzhia"
