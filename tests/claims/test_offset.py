"""Distances of a document: who is meant by them, from where they are measured, what is said of them."""

import pytest
from marked import marked

from geo.claims.reasons import Reason
from geo.claims.verifying import verify_document
from geo.model import Judgement, Kind, Place, Position, Precision, Report, Resolution, Toponym


def measured(text, gazetteer, places=None):
    """Return (subject, reference, verdict) of each distance and direction of a marked text."""
    document = marked(text, gazetteer, places)
    outcome = verify_document(document)
    return [verdict for verdict in outcome.verdicts if verdict.claim.type in ("offset", "direction")]


def only(text, gazetteer, places=None):
    (verdict,) = measured(text, gazetteer, places)
    return verdict


@pytest.mark.parametrize(
    ("text", "subject", "reference"),
    [
        ("[Fallujah], 40 miles west of [Baghdad], was retaken.", "Fallujah", "Baghdad"),
        ("[Fallujah] ([Baghdad] is 40 miles east of [Fallujah]).", "Baghdad", "Fallujah"),
        ("The city of [Fallujah] in [Iraq], which lies 40 miles west of [Baghdad], fell.", "Fallujah", "Baghdad"),
        ("[Hama] is a city on the [Orontes] River in [Syria], 45 km north of [Homs].", "Hama", "Homs"),
        ("[Aden], the seat of the government, lies about 300 km south of [Sanaa].", "Aden", "Sanaa"),
        ("Located 45 km north of [Homs], [Hama] is a large city.", "Hama", "Homs"),
        ("[Hama] lies 45 km north of the {Syrian} city of [Homs].", "Hama", "Homs"),
        ("[Homs] is 160 km north of the capital, [Damascus].", "Homs", "Damascus"),
        ("[Homs] is 160 km north of {Syria}'s capital [Damascus].", "Homs", "Damascus"),
        ("[Homs] was shelled. It lies 160 km north of [Damascus].", "Homs", "Damascus"),
        ("Shells fell on [Homs]. The city lies 160 km north of [Damascus].", "Homs", "Damascus"),
        ("In [Damascus] they spoke of [Homs] (160 km north of [Damascus]).", "Homs", "Damascus"),
        ("Troops took [Snihurivka], about 50 km north of [Kherson].", "Snihurivka", "Kherson"),
        ("[Homs], 160 km by road from [Damascus], is large.", "Homs", "Damascus"),
        ("[Homs] lies 160 km from the centre of [Damascus].", "Homs", "Damascus"),
    ],
)
def test_subject_and_reference_are_those_that_a_reader_takes(gazetteer, text, subject, reference):
    found = only(text, gazetteer)
    assert (found.subject_name, found.reference_name) == (subject, reference)
    assert found.verdict in (Judgement.SUPPORTED, Judgement.APPROXIMATE), found.explanation


def test_distances_in_a_row_share_their_subject(gazetteer):
    first, second = measured("[Hama] lies 45 km north of [Homs] and 120 km south of [Aleppo].", gazetteer)
    assert (first.subject_name, first.reference_name) == ("Hama", "Homs")
    assert (second.subject_name, second.reference_name) == ("Hama", "Aleppo")


def test_a_direction_after_a_distance_shares_its_subject(gazetteer):
    found = measured("Located 81 km north of [Damascus] and south of [Homs], [An Nabk] is a city.", gazetteer)
    assert [(verdict.claim.type, verdict.subject_name) for verdict in found] == [
        ("offset", "An Nabk"),
        ("direction", "An Nabk"),
    ]
    assert all(verdict.verdict is Judgement.SUPPORTED for verdict in found)


def test_a_place_that_follows_the_first_of_two_distances_is_the_subject_of_the_second(gazetteer):
    first, second = measured(
        "[Hama], 45 km north of [Homs], and [Idlib], 60 km southwest of [Aleppo], fell.", gazetteer
    )
    assert (first.subject_name, second.subject_name) == ("Hama", "Idlib")


def test_which_after_a_reference_speaks_of_the_reference(gazetteer):
    _first, second = measured("[Hama] is 45 km north of [Homs], which lies 160 km north of [Damascus].", gazetteer)
    assert (second.subject_name, second.reference_name) == ("Homs", "Damascus")


def test_a_name_that_no_gazetteer_knows_is_never_skipped(gazetteer):
    found = only("[Homs] was calm, but rockets hit Zzyzxville, 900 km east of [Damascus].", gazetteer)
    assert found.subject_name == "Zzyzxville"
    assert (found.verdict, found.reason) == (Judgement.UNVERIFIABLE, Reason.SUBJECT_UNPLACED)


@pytest.mark.parametrize("noun", ["a checkpoint", "a farm", "an army base"])
def test_what_no_name_names_is_not_the_place_named_before(gazetteer, noun):
    found = only(f"In [Homs] they said {noun} 900 km east of [Damascus] was hit.", gazetteer)
    assert (found.verdict, found.reason) == (Judgement.UNVERIFIABLE, Reason.NO_SUBJECT)


def test_an_uncertain_subject_is_never_contradicted(gazetteer):
    found = only("From [Homs] the men who fled had walked until they were 900 km east of [Damascus].", gazetteer)
    assert found.verdict is Judgement.UNVERIFIABLE
    assert found.reason in (Reason.SUBJECT_UNCLEAR, Reason.NO_SUBJECT)


def test_the_city_in_the_middle_of_a_sentence_is_the_one_named_before(gazetteer):
    text = (
        "He visited [Fallujah]. He called on the residents of the city, 40 miles west of [Baghdad], to look to [Mosul]."
    )
    assert only(text, gazetteer).subject_name == "Fallujah"


def test_the_capital_is_that_of_the_country_under_discussion(gazetteer):
    found = only("Rebels in [Syria] shelled [Homs]. [Homs] lies 160 km north of the capital.", gazetteer)
    assert found.claim.reference is None
    assert found.claim.implied == "Damascus"
    assert found.verdict is Judgement.SUPPORTED


def test_the_capital_of_a_named_people_is_theirs(gazetteer):
    found = only("[Fallujah] in [Syria]n hands? [Fallujah] lies 60 km west of the {Iraqi} capital.", gazetteer)
    assert found.claim.implied == "Baghdad"


def test_a_wrong_implied_reference_is_unverifiable_not_contradicted(gazetteer):
    found = only("They drove from [Homs] to [Aleppo]. [Mosul], 22 miles away, was quiet.", gazetteer)
    assert found.verdict is Judgement.UNVERIFIABLE


def test_another_place_of_the_name_is_tried_before_a_claim_is_wrong(gazetteer):
    texas = gazetteer.place(
        next(
            hit.row
            for hit in gazetteer.lookup("Austin")
            if gazetteer.country(hit.row) == "US"
            and gazetteer.admin1_row(hit.row) == gazetteer.admin1_row(gazetteer.lookup("Dallas")[0].row)
        )
    )
    louisville = gazetteer.place(gazetteer.lookup("Louisville")[0].row)
    found = only(
        "[Louisville], about 35 miles south of [Austin], approved it.",
        gazetteer,
        {"Austin": texas, "Louisville": louisville},
    )
    assert (found.verdict, found.reason) == (Judgement.UNVERIFIABLE, Reason.CANDIDATES_DISAGREE)
    assert "fits Austin (US), which the text may mean" in found.explanation


def test_a_runner_up_that_fits_is_taken(gazetteer):
    from geo.claims.base import Document
    from geo.model import Candidate

    far, near = Place("x:f", "Aville", Position(10, 10)), Place("x:n", "Aville", Position(35.4, 40), country="SY")
    town = Place("x:t", "Bville", Position(35, 40))
    report = Report("Aville lies 44 km north of Bville.")
    resolutions = (Resolution(far, 0.6, (Candidate(near, 0.4),)), Resolution(town, 0.9))
    document = Document(report, (Toponym(0, 6, "Aville"), Toponym(27, 33, "Bville")), resolutions)
    (found,) = [item for item in verify_document(document).verdicts if item.claim.type == "offset"]
    assert (found.verdict, found.reason) == (Judgement.SUPPORTED, Reason.FITS_OTHER_CANDIDATE)
    assert "fits Aville (SY)" in found.explanation


@pytest.mark.parametrize(("country", "text"), [("US", "[Baghdad] in [Arizona]"), ("PK", "[Baghdad] in [Pakistan]")])
def test_forty_miles_west_of_a_baghdad_elsewhere_is_measured_there(gazetteer, country, text):
    baghdad = Place("test:baghdad", "Baghdad", Position(34.58, -113.17), country=country)
    from geo.geodesy import destination

    town = Place("test:town", "Bagtown", destination(baghdad.position, 270, 64_000), country=country)
    found = only(f"[Bagtown] lies 40 miles west of {text}.", gazetteer, {"Baghdad": baghdad, "Bagtown": town})
    assert (found.verdict, found.reason) == (Judgement.SUPPORTED, Reason.AGREES)


def test_a_homonym_on_another_continent_is_doubted_not_contradicted(gazetteer):
    paris = Place("test:paris", "Zzyzxah", Position(48.85, 2.35), country="FR")
    document = marked("[Zzyzxah], 15 km south of [Aleppo], was hit.", gazetteer, {"Zzyzxah": paris})
    document.resolutions = (Resolution(paris, 0.3), *document.resolutions[1:])
    (verdict,) = [item for item in verify_document(document).verdicts if item.claim.type == "offset"]
    assert verdict.verdict is Judgement.UNVERIFIABLE


def test_a_claim_places_a_subject_that_nothing_else_places(gazetteer):
    document = marked(
        "The village of [Zzyzx], 15 km west of [Raqqa], was hit. [Zzyzx] is small.", gazetteer, {"Zzyzx": None}
    )
    outcome = verify_document(document)
    place = outcome.placements[0]
    assert (place.source, place.precision) == ("inferred", Precision.INFERRED)
    assert place.outline is not None
    assert place.outline.kind == "Polygon"
    assert place.country == "SY"
    assert 5_000 < place.extent_m < 30_000
    verdict = next(item for item in outcome.verdicts if item.claim.type == "offset")
    assert (verdict.verdict, verdict.reason) == (Judgement.UNVERIFIABLE, Reason.SUBJECT_INFERRED)
    assert outcome.placements[2] == place, "its other mentions are the same place"


def test_of_two_claims_the_closer_one_places(gazetteer):
    text = "[Zzyzx] lies within 300 km of [Damascus]. [Zzyzx] lies 15 km west of [Raqqa]."
    outcome = verify_document(marked(text, gazetteer, {"Zzyzx": None}))
    assert outcome.placements[0].extent_m < 40_000


def test_a_reference_without_a_position_is_unverifiable(gazetteer):
    found = only("[Homs], 15 km west of [Zzyzx], was hit.", gazetteer, {"Zzyzx": None})
    assert (found.verdict, found.reason) == (Judgement.UNVERIFIABLE, Reason.REFERENCE_UNPLACED)


def test_a_province_is_measured_from_its_edge(gazetteer):
    found = only("[Damascus] lies about 80 km south of [Homs Governorate].", gazetteer)
    assert found.verdict in (Judgement.SUPPORTED, Judgement.APPROXIMATE), found.explanation
    assert "nearest edge" in found.explanation


def test_a_namesake_abroad_leaves_no_claim_about_a_province_open(gazetteer):
    found = only("[Damascus] lies about 25 km south of [Homs Governorate].", gazetteer)
    assert found.verdict is Judgement.CONTRADICTED, found.explanation


def test_a_country_is_measured_from_its_edge(gazetteer):
    found = only("[Nicosia] lies about 170 km west of [Syria].", gazetteer)
    assert found.verdict in (Judgement.SUPPORTED, Judgement.APPROXIMATE), found.explanation


def test_an_area_without_a_shape_is_unverifiable():
    area = Place("x:1", "Kazmania", Position(30, 40), feature_code="ADM1", extent_m=90_000)
    town = Place("x:2", "Town", Position(31, 40))
    text = "Town lies 40 km north of Kazmania."
    from geo.claims.base import Document

    document = Document(
        Report(text),
        (Toponym(0, 4, "Town"), Toponym(25, 33, "Kazmania")),
        (Resolution(town, 0.9), Resolution(area, 0.9)),
    )
    (verdict,) = verify_document(document).verdicts
    assert verdict.reason == Reason.GEOMETRY_MISSING


def test_a_direction_from_a_river_is_left_to_its_line(gazetteer):
    for verdict in measured("[Fallujah] lies 5 km east of the [Euphrates] River.", gazetteer):
        assert verdict.verdict is not Judgement.CONTRADICTED


def test_miles_at_sea_may_be_nautical(gazetteer):
    from geo.geodesy import destination

    hodeidah = gazetteer.place(gazetteer.lookup("Hodeidah")[0].row)
    spot = Place("x:3", "Zubair", destination(hodeidah.position, 315, 60 * 1852 * 1.17))
    land = only(
        "[Zubair] lies 60 miles by air northwest of [Hodeidah].", gazetteer, {"Zubair": spot, "Hodeidah": hodeidah}
    )
    sea = only(
        "A tanker sank off [Zubair], 60 miles by air northwest of [Hodeidah].",
        gazetteer,
        {"Zubair": spot, "Hodeidah": hodeidah},
    )
    assert land.verdict is not Judgement.SUPPORTED
    assert sea.claim.stated.unit == "mile or nautical mile"
    assert sea.claim.stated.high_m > land.claim.stated.high_m


@pytest.mark.parametrize(
    "text",
    [
        "Talks between [Damascus] and [Ankara] went on.",
        "In the north of [Aleppo] shops were shut.",
        "They marched 20 km from [Homs] to [Hama].",
        "The front stretches 14 km south of the river from [Kobani] on.",
    ],
)
def test_what_is_no_claim_gives_no_verdict(gazetteer, text):
    assert [verdict for verdict in measured(text, gazetteer) if verdict.verdict is not Judgement.UNVERIFIABLE] == []


def test_the_title_is_the_subject_of_an_article_about_a_place(gazetteer):
    document = marked("It lies 45 km north of [Homs].", gazetteer)
    document.report = Report(document.text, title="Hama, Syria")
    (verdict,) = [item for item in verify_document(document).verdicts if item.claim.type == "offset"]
    assert verdict.claim.subject is None
    assert verdict.subject_name is not None
    assert verdict.verdict is Judgement.SUPPORTED


def test_spans_are_those_of_the_text(gazetteer):
    text = "The town of [Fallujah], about 40 miles (65 km) west of [Baghdad], fell."
    found = only(text, gazetteer)
    assert found.claim.text == "about 40 miles (65 km) west of Baghdad"
    plain = text.replace("[", "").replace("]", "")
    assert plain[found.claim.start : found.claim.end] == found.claim.text


def test_people_of_a_place_are_no_subject(gazetteer):
    document = marked("The {Iraqi} army stood 40 miles west of [Baghdad].", gazetteer)
    (verdict,) = [item for item in verify_document(document).verdicts if item.claim.type == "offset"]
    assert document.toponyms[0].kind is Kind.DEMONYM
    assert verdict.claim.subject is None


@pytest.mark.parametrize(
    "text", ["[San Antonio], 35 km northwest of [Cali], was hit.", "[San José], 12 km north of [Montería], was hit."]
)
def test_a_distance_that_the_known_place_of_a_common_name_does_not_fit_is_left_open(text, gazetteer):
    verdict = only(text, gazetteer)
    assert (verdict.verdict, verdict.reason) == (Judgement.UNVERIFIABLE, Reason.COMMON_NAME)
    assert "a common name in Colombia" in verdict.explanation


def test_every_place_of_a_common_name_is_tried_before_a_distance_is_left_open(gazetteer):
    from geo.claims.checking import check_places
    from geo.claims.sites import Site
    from geo.geodesy import destination
    from geo.model import Stated

    reference = Site("Reference", Position(4.0, -74.0), confidence=0.9)
    far = [
        Site("San José", destination(reference.position, 90.0, 300_000.0 + 9_000.0 * n), confidence=0.3)
        for n in range(20)
    ]
    near = Site("San José", destination(reference.position, 0.0, 12_000.0), confidence=0.3)
    stated = Stated(
        low_m=11_500.0, high_m=12_500.0, unit="kilometre", heading="N", azimuth_deg=0.0, half_angle_deg=45.0
    )
    checked = check_places(stated, far[0], reference, (*far[1:], near))
    assert checked.outcome.reason is Reason.FITS_OTHER_CANDIDATE
    # Of twenty places somewhere far away one fits by chance.
    away = Site("San José", destination(reference.position, 180.0, 900_000.0), confidence=0.3)
    chance = check_places(Stated(low_m=890_000.0, high_m=910_000.0, unit="kilometre"), near, reference, (*far, away))
    assert (chance.outcome.judgement, chance.outcome.reason) == (Judgement.UNVERIFIABLE, Reason.CANDIDATES_DISAGREE)
