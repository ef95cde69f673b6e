import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.errors import GeocoderBusy, ModelError
from geo.model import Candidate, Kind, Place, Position, Report, Toponym
from geo.resolution import resolve_all, resolve_spans
from geo.resolution.beside import names_beside
from geo.resolution.engine import resolver_of


def places(gazetteer, text, *surfaces, country=None):
    """Resolve each surface at its next occurrence in ``text``."""
    spans, start = [], 0
    for surface in surfaces:
        start = text.index(surface, start)
        spans.append((start, start + len(surface)))
        start += len(surface)
    return [found.place for found in resolve_spans(text, spans, country=country, gazetteer=gazetteer)]


@pytest.mark.parametrize(
    ("text", "surface", "country", "admin1"),
    [
        ("Lima is a city in northwestern Ohio. Trains ran to Toledo. A field at Lima gave oil.", "Lima", "US", "Ohio"),
        ("Halle is a town near Bielefeld and Versmold. Halle has a railway.", "Halle", "DE", "North Rhine-Westphalia"),
        ("San Isidro lies on the road from Gapan to Cabanatuan. San Isidro grows rice.", "San Isidro", "PH", None),
    ],
)
def test_names_that_were_not_asked_for_are_evidence_for_those_that_were(gazetteer, text, surface, country, admin1):
    spans = [(start, start + len(surface)) for start in range(len(text)) if text.startswith(surface, start)]
    found = resolve_spans(text, spans, gazetteer=gazetteer)
    assert len(found) == len(spans)
    assert {resolution.place.country for resolution in found} == {country}
    assert admin1 is None or {resolution.place.admin1 for resolution in found} == {admin1}


def test_names_beside_touch_none_that_was_asked_for(gazetteer):
    text = "Troops left Mosul for Erbil and Kirkuk in northern Iraq; Mosul was quiet."
    asked = [Toponym(12, 17, "Mosul"), Toponym(22, 38, "Erbil and Kirkuk")]
    assert [(name.start, name.text) for name in names_beside(text, asked, gazetteer)] == [(51, "Iraq"), (57, "Mosul")]


@pytest.mark.parametrize(
    ("text", "surfaces", "expected"),
    [
        ("The fair in Paris, Texas, drew thousands.", ("Paris", "Texas"), [("US", "Texas"), ("US", None)]),
        ("The fair in Paris (Texas) drew thousands.", ("Paris", "Texas"), [("US", "Texas"), ("US", None)]),
        (
            "He flew from Paris, Texas, to Paris, France.",
            ("Paris", "Texas", "Paris", "France"),
            [("US", "Texas"), ("US", None), ("FR", "Île-de-France"), ("FR", None)],
        ),
        (
            "A fire in Paris, Texas, was put out. The mayor of Paris thanked the crews.",
            ("Paris", "Texas", "Paris"),
            [("US", "Texas"), ("US", None), ("US", "Texas")],
        ),
        ("ALEXANDRIA, La. (AP) - A man was held.", ("ALEXANDRIA", "La."), [("US", "Louisiana"), ("US", None)]),
        ("Deputies of Rapides Parish arrived.", ("Rapides Parish",), [("US", "Louisiana")]),
        ("Troops entered Tripoli, in northern Lebanon.", ("Tripoli", "Lebanon"), [("LB", None), ("LB", None)]),
    ],
)
def test_the_area_named_beside_a_place_says_which_one(gazetteer, text, surfaces, expected):
    found = places(gazetteer, text, *surfaces)
    assert [place.country for place in found] == [country for country, _ in expected]
    for place, (_, admin1) in zip(found, expected, strict=True):
        if admin1 is not None:
            assert place.admin1 == admin1


@pytest.mark.parametrize(
    ("surface", "country", "code"),
    [
        ("U.S.", "US", "PCLI"),
        ("U.S", "US", "PCLI"),
        ("Iraqi", "IQ", "PCLI"),
        ("the Netherlands", "NL", "PCLI"),
        ("baghdad", "IQ", "PPLC"),
        ("BAGHDAD", "IQ", "PPLC"),
        ("Baghdad's", "IQ", "PPLC"),
        ("Baghdad\u2019s", "IQ", "PPLC"),
        ("northern Iraq", "IQ", "RGN"),
        ("Ohioans", "US", "ADM1"),
        ("Gangnam-gu", "KR", "PPLX"),
        ("Anbar province", "IQ", "ADM1"),
        ("Херсонській", "UA", "ADM1"),
        ("Донеччині", "UA", "ADM1"),
        ("Курской", "RU", "ADM1"),
    ],
)
def test_a_surface_is_understood_as_it_stands_in_the_text(gazetteer, surface, country, code):
    (place,) = places(gazetteer, f"Yesterday {surface} was in the news.", surface)
    assert place.country == country
    assert place.feature_code == code


def test_a_facility_falls_back_to_the_town_in_its_name(gazetteer):
    text = "She studied at the College of Fallujah before the war in Iraq."
    place, _ = places(gazetteer, text, "College of Fallujah", "Iraq")
    assert "Fall" in place.name
    assert place.country == "IQ"


def test_other_names_of_the_report_say_which_place_of_many_is_meant(gazetteer):
    text = "Police in Tyler, Longview and Athens searched for the man; he was last seen near Palestine."
    found = places(gazetteer, text, "Tyler", "Longview", "Athens", "Palestine")
    assert [place.admin1 for place in found] == ["Texas"] * 4


@pytest.mark.parametrize(
    ("text", "surfaces", "admin1"),
    [
        ("Birmingham, 15 miles north of Detroit, was hit by a storm.", ("Birmingham", "Detroit"), "Michigan"),
        ("A storm hit Manchester, about 10 miles east of Hartford.", ("Manchester", "Hartford"), "Connecticut"),
        ("San Marcos, 30 miles south of Austin, was hit by a storm.", ("San Marcos", "Austin"), "Texas"),
    ],
)
def test_a_stated_distance_is_evidence(gazetteer, text, surfaces, admin1):
    assert [place.admin1 for place in places(gazetteer, text, *surfaces)] == [admin1, admin1]


@pytest.mark.parametrize(
    ("text", "surface", "code"),
    [
        ("Residents of Idlib fled.", "Idlib", "PPL"),
        ("Abu Kamal was the last town they held in Deir ez-Zor.", "Abu Kamal", "PPL"),
        ("Stepanakert was shelled.", "Stepanakert", "PPL"),
        ("Shelling in Idlib province went on.", "Idlib", "ADM"),
        ("Shells fell on Kherson.", "Kherson", "PPL"),
        ("The governor of Kherson region spoke.", "Kherson", "ADM"),
        ("Ships were seen in the Red Sea.", "Red Sea", "SEA"),
    ],
)
def test_a_bare_name_is_the_town_and_its_type_makes_it_an_area(gazetteer, text, surface, code):
    (place,) = places(gazetteer, text, surface)
    assert place.feature_code.startswith(code)


def test_a_name_that_is_only_spelt_alike_elsewhere_is_not_placed(gazetteer):
    text = "Troops left Raqqa, Tabqa and Deir ez-Zor in Syria for Barudda."
    *_, found = resolve_spans(text, [(12, 17), (19, 24), (29, 40), (44, 49), (54, 61)], gazetteer=gazetteer)
    assert found.place is None or found.place.country == "SY"


def test_a_hint_on_the_country_weighs(gazetteer):
    text = "Shots were heard in Tripoli."
    assert places(gazetteer, text, "Tripoli", country="LB")[0].country == "LB"
    assert places(gazetteer, text, "Tripoli", country="ly")[0].country == "LY"


@pytest.mark.parametrize(
    ("text", "surface", "code"),
    [
        ("Rebels say they retook Sagaing town in Myanmar.", "Sagaing", "PPLA"),
        ("The ferry sank in the Baltic.", "Baltic", "SEA"),
        ("A cable across the Atlantic broke.", "Atlantic", "OCN"),
    ],
)
def test_the_words_beside_a_name_say_what_kind_is_meant(gazetteer, text, surface, code):
    (place,) = places(gazetteer, text, surface)
    assert place.feature_code == code


def test_a_citys_initials_are_not_lost_to_a_states_abbreviation(gazetteer):
    names = resolver_of(gazetteer).names
    assert {gazetteer.name(option.facts.row) for option in names.find("L.A.").options} == {"Los Angeles"}
    assert "Louisiana" in {gazetteer.name(option.facts.row) for option in names.find("La.").options}


def test_an_unknown_name_has_no_place_and_says_why(gazetteer):
    text = "The hamlet of Qzxwvbrk was shelled."
    (found,) = resolve_spans(text, [(14, 22)], gazetteer=gazetteer)
    assert found.place is None
    assert found.confidence == 0.0
    assert "Qzxwvbrk" in found.reason
    assert "not in the gazetteer" in found.reason


def test_runners_up_are_few_scored_and_explained(gazetteer):
    (found,) = resolve_spans("Springfield was quiet.", [(0, 11)], gazetteer=gazetteer)
    assert 1 <= len(found.alternatives) <= 5
    assert found.place not in [candidate.place for candidate in found.alternatives]
    scores = [candidate.score for candidate in found.alternatives]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert all(candidate.reasons for candidate in found.alternatives)
    assert found.confidence < 0.7


def test_answers_come_in_the_order_of_the_spans_which_may_overlap(gazetteer):
    text = "Shelling hit Aleppo's eastern suburbs and Damascus."
    damascus, whole, aleppo = resolve_spans(text, [(42, 50), (13, 37), (13, 19)], gazetteer=gazetteer)
    assert damascus.place.name == "Damascus"
    assert aleppo.place.country == "SY"
    assert whole is not None


def test_no_spans_give_no_answers(gazetteer):
    assert resolve_spans("Baghdad", [], gazetteer=gazetteer) == ()


@pytest.mark.parametrize("span", [(0, 0), (5, 3), (-1, 3), (0, 8)])
def test_a_span_outside_of_the_text_is_refused(gazetteer, span):
    with pytest.raises(ModelError, match="does not lie in the text"):
        resolve_spans("Baghdad", [span], gazetteer=gazetteer)


HERE = Place("user:1", "Camp X", Position(33.5, 43.5), source="user")


class Listed:
    """The user's own places: one name."""

    def __init__(self, name, place):
        self._name, self._place = name, place

    def find(self, name, _country=None):
        return self._place if name == self._name else None


def report_of(*surfaces, kind=Kind.PLACE, given=None):
    text = " and ".join(surfaces)
    toponyms, start = [], 0
    for surface in surfaces:
        start = text.index(surface, start)
        toponyms.append(Toponym(start, start + len(surface), surface, kind, 1.0, given))
        start += len(surface)
    return Report(text), tuple(toponyms)


def test_the_users_places_win_over_the_gazetteer_and_the_report(gazetteer):
    given = Place("event:1", "Mosul", Position(36.0, 43.0))
    report, toponyms = report_of("Mosul", given=given)
    (found,) = resolve_all(report, toponyms, gazetteer, overrides=Listed("Mosul", HERE))
    assert (found.place.id, found.place.source, found.confidence) == ("user:1", "override", 1.0)


def test_a_place_that_the_report_brings_is_taken(gazetteer):
    given = Place("event:1", "Mosul", Position(36.0, 43.0))
    report, toponyms = report_of("Mosul", given=given)
    (found,) = resolve_all(report, toponyms, gazetteer)
    assert (found.place.position, found.place.source) == (given.position, "given")


def test_a_service_hears_only_unknown_names_once_each_and_the_country(gazetteer):
    asked = []

    def online(name, country):
        asked.append((name, country))
        return (Candidate(HERE, 0.8),)

    report, toponyms = report_of("Mosul", "Qzxwvbrk", "Qzxwvbrk's", "Baghdad")
    found = resolve_all(report, toponyms, gazetteer, online=online)
    assert asked == [("Qzxwvbrk", "IQ")]
    assert [item.place.id for item in found[1:3]] == ["user:1", "user:1"]
    assert found[1].confidence == 0.8


def test_demonyms_that_nobody_knows_are_not_sent_anywhere(gazetteer):
    def online(name, country):
        raise AssertionError(name)

    report, toponyms = report_of("Qzxwvbrkian", kind=Kind.DEMONYM)
    (found,) = resolve_all(report, toponyms, gazetteer, online=online)
    assert found.place is None


def test_a_service_that_fails_does_not_cost_the_report(gazetteer):
    def online(name, country):
        raise GeocoderBusy("wait a minute")

    report, toponyms = report_of("Baghdad", "Qzxwvbrk")
    baghdad, unknown = resolve_all(report, toponyms, gazetteer, online=online)
    assert baghdad.place.country == "IQ"
    assert unknown.place is None
    assert "wait a minute" in unknown.reason


def test_the_same_text_gives_the_same_answers(gazetteer):
    text = "Clashes in Aleppo, Homs and Idlib; Russian jets flew from Latakia. " * 3
    spans = [(index, index + 6) for index in range(len(text) - 6) if text.startswith("Aleppo", index)]
    assert resolve_spans(text, spans, gazetteer=gazetteer) == resolve_spans(text, spans, gazetteer=gazetteer)


def test_a_text_of_many_mentions_is_answered_whole(gazetteer):
    text = "Fighting in Mosul, Tikrit and Baghdad went on. " * 400
    spans = [
        (index, index + len(name))
        for name in ("Mosul", "Tikrit", "Baghdad")
        for index in range(len(text))
        if text.startswith(name, index)
    ]
    found = resolve_spans(text, spans, gazetteer=gazetteer)
    assert len(found) == 1200
    assert {item.place.country for item in found} == {"IQ"}


@settings(max_examples=60)
@given(text=st.text(min_size=1, max_size=120), cuts=st.lists(st.integers(0, 119), min_size=2, max_size=8))
def test_any_text_with_any_spans_is_answered(gazetteer, text, cuts):
    marks = sorted({min(cut, len(text)) for cut in cuts})
    spans = list(itertools.pairwise(marks))
    found = resolve_spans(text, spans, gazetteer=gazetteer)
    assert len(found) == len(spans)
    for item in found:
        assert 0.0 <= item.confidence <= 1.0
        assert item.place is not None or item.reason


@pytest.mark.parametrize(
    "text", ["\ud800\udc00x", "<b>Baghdad</b>", "x" * 5000, "\u0000", "....", "''s", "-", "\u202eBaghdad"]
)
def test_hostile_surfaces_are_answered(gazetteer, text):
    (found,) = resolve_spans(text, [(0, len(text))], gazetteer=gazetteer)
    assert found.place is not None or found.reason


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("Officials in London declined to comment.", "GB", "PPLC"),
        ("The president flew to Washington on Tuesday.", "US", "PPLC"),
        ("A fire in Athens destroyed homes.", "GR", "PPLC"),
        ("Residents of Kunduz fled.", "AF", "PPLA"),
        ("Sumy was shelled at night.", "UA", "PPLA"),
    ],
)
def test_a_lone_name_in_a_sentence_is_the_famous_place(text, country, code):
    place = geo.analyse(text).resolutions[0].place
    assert (place.country, place.feature_code) == (country, code)


def test_a_lone_name_is_the_small_place_where_the_text_says_so():
    assert geo.analyse("A fire in Athens, Ohio, destroyed homes.").resolutions[0].place.admin1 == "Ohio"


def test_a_name_in_capitals_is_the_name(gazetteer):
    text = "THOUSANDS FLEE AS TALIBAN TAKE KANDAHAR, TEHRAN SAYS"
    assert [place and place.country for place in places(gazetteer, text, "KANDAHAR", "TEHRAN")] == ["AF", "IR"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("London was calm on Monday.", "London", "GB"),
        ("Fighting in Kunduz goes on.", "Kunduz", "AF"),
        ("Beirut was quiet.", "Beirut", "LB"),
    ],
)
def test_a_famous_name_alone_is_placed_with_confidence(gazetteer, text, name, country):
    start = text.index(name)
    (found,) = resolve_spans(text, [(start, start + len(name))], gazetteer=gazetteer)
    assert found.place.country == country
    assert found.confidence > 0.65


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Frankfurt opened lower on Monday.", "Frankfurt", "DE"),
        ("She was born in York and joined the railway.", "York", "GB"),
        ("He won a place at Cambridge.", "Cambridge", "GB"),
    ],
)
def test_a_famous_name_of_many_towns_alone_is_the_famous_place(gazetteer, text, name, country):
    start = text.index(name)
    (found,) = resolve_spans(text, [(start, start + len(name))], gazetteer=gazetteer)
    assert found.place.country == country


@pytest.mark.parametrize(
    ("name", "own", "sameness"),
    [
        ("Frankfurt", "Frankfurt am Main", (0.5, 1.0)),
        ("Frankfurt", "Frankfort", (0.5, 1.0)),
        ("Frankfort", "Frankfort", (1.0, 1.0)),
        ("Sao Paulo", "São Paulo", (1.0, 1.0)),
        ("Palmyra", "Tadmur", (0.0, 0.0)),
    ],
)
def test_how_much_a_surface_is_the_places_own_name(gazetteer, name, own, sameness):
    from geo.resolution.engine import resolver_of

    options = resolver_of(gazetteer).names.find(name).options
    values = {option.sameness for option in options if gazetteer.name(option.facts.row) == own}
    assert len(values) == 1
    assert sameness[0] <= values.pop() <= sameness[1]


def test_a_name_of_many_towns_alone_stays_unsure(gazetteer):
    text = "He lives in Springfield."
    (found,) = resolve_spans(text, [(12, 23)], gazetteer=gazetteer)
    assert found.confidence < 0.5


def test_a_river_is_no_village_that_is_only_spelt_alike(gazetteer):
    assert places(gazetteer, "Fighting went on along the Vovcha River in Ukraine.", "Vovcha River") == [None]
    (river,) = places(gazetteer, "They crossed the Euphrates River.", "Euphrates River")
    assert river.feature_code == "STM"


def test_a_street_is_not_in_the_place_it_is_called_after(gazetteer):
    for text, street, town in (
        ("Clashes broke out on Baghdad Street in central Damascus.", "Baghdad Street", "Damascus"),
        ("Protesters gathered on Mosul Road in Erbil.", "Mosul Road", "Erbil"),
    ):
        start = text.index(town)
        spans = [(text.index(street), text.index(street) + len(street)), (start, start + len(town))]
        first, second = resolve_spans(text, spans, gazetteer=gazetteer)
        assert first.place is None
        assert "not where the report puts it" in first.reason
        assert second.place is not None
    assert places(gazetteer, "A bomb hit Haifa Street in Baghdad.", "Haifa Street")[0].country == "IQ"


FAR = (
    "Shells fell on Mosul and on Tal Afar on Sunday. Iraqi troops held the road from Qayyarah to Erbil, and families "
    "left Hammam al-Alil for the camps of Khazir. Aid groups said that the bridges of Mosul were down. {0} said that "
    "its aircraft had struck nine positions around Mosul and one near Sinjar, on the road to Syria, in two days."
)


@pytest.mark.parametrize(("name", "country"), [("London", "GB"), ("Paris", "FR"), ("Berlin", "DE"), ("Moscow", "RU")])
def test_a_capital_in_a_report_from_elsewhere_is_surely_itself(gazetteer, name, country):
    text = FAR.format(name)
    start = text.index(name)
    (found,) = resolve_spans(text, [(start, start + len(name))], gazetteer=gazetteer)
    assert found.place.country == country
    assert found.confidence >= 0.75


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Officials in London said they were watching the fighting in Mosul.", "London", "GB"),
        ("London and Lexington lost power when the storm crossed Kentucky.", "London", "US"),
    ],
)
def test_the_famous_place_is_meant_where_the_other_names_speak_for_none(gazetteer, text, name, country):
    start = text.index(name)
    (found,) = resolve_spans(text, [(start, start + len(name))], gazetteer=gazetteer)
    assert found.place.country == country


@pytest.mark.parametrize(
    ("mention", "name", "admin1", "country"),
    [
        ("Paris, Texas", "Paris", "Texas", "US"),
        ("Springfield, Ill.", "Springfield", "Illinois", "US"),
        ("Paris, Lamar County, Texas, USA", "Paris", "Texas", "US"),
        ("Tripoli, Lebanon", "Tripoli", "North Lebanon", "LB"),
        ("Athens (Georgia)", "Athens", "Georgia", "US"),
        ("Leeds UK", "Leeds", "England", "GB"),
        ("Perth WA", "Perth", "Western Australia", "AU"),
        ("fredericksburg va", "Fredericksburg", "Virginia", "US"),
        ("Hyderabad Pakistan", "Hyderabad", "Sindh", "PK"),
        ("Newcastle New South Wales", "Newcastle", "New South Wales", "AU"),
        ("New York City", "New York City", "New York", "US"),
    ],
)
def test_a_mention_that_ends_with_its_area_lies_there(gazetteer, mention, name, admin1, country):
    (place,) = places(gazetteer, f"There was a fire in {mention} on Tuesday.", mention)
    assert (place.name, place.admin1, place.country) == (name, admin1, country)


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("N. Korea", "North Korea"),
        ("S. Carolina", "South Carolina"),
        ("E. Timor", "Timor Leste"),
        ("L.A.", "Los Angeles"),
        ("La.", "Louisiana"),
        ("CapeTown", "Cape Town"),
        ("Chasiv_Yar", "Chasiv Yar"),
    ],
)
def test_shortened_and_joined_names_are_read_in_full(gazetteer, mention, name):
    (place,) = places(gazetteer, f"There was news from {mention} on Tuesday.", mention)
    assert place.name == name


def test_a_little_known_town_far_from_all_else_in_the_report_is_held_unlikely(gazetteer):
    text = "Police were attacked in Banjska, Zvecan, Leposavic and Zubin Potok in Kosovo."
    names = ("Banjska", "Zvecan", "Leposavic", "Zubin Potok", "Kosovo")
    toponyms = [Toponym(text.index(name), text.index(name) + len(name), name) for name in names]
    banjska, *others = resolve_all(Report(text), toponyms, gazetteer)
    assert min(other.confidence for other in others) > 0.9
    assert banjska.place is None or banjska.place.country == "XK" or banjska.confidence <= 0.25


def test_what_is_spelt_alike_is_not_put_into_a_country_that_one_name_might_lie_in(gazetteer):
    text = "Boats left Xlendi, Mellieha, Victoria and Valletta in Malta."
    toponyms = [Toponym(text.index(name), text.index(name) + len(name), name) for name in ("Xlendi", "Valletta")]
    xlendi, valletta = resolve_all(Report(text), toponyms, gazetteer)
    assert valletta.place.country == "MT"
    assert xlendi.place is None or xlendi.place.country == "MT"
