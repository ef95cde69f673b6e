import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.exports.rounding import careful, is_sensitive, published, published_place
from geo.geodesy import distance
from geo.model import Place, Position, Precision


def place(**fields):
    return Place(**{"id": "x", "name": "X", "position": Position(33.34913, 43.78599), **fields})


@pytest.mark.parametrize(
    ("fields", "lat", "lon", "precision"),
    [
        ({"precision": Precision.TOWN}, 33.35, 43.79, "town"),
        ({"precision": Precision.NEIGHBOURHOOD}, 33.35, 43.79, "neighbourhood"),
        ({"precision": Precision.EXACT}, 33.35, 43.79, "neighbourhood"),
        ({"precision": Precision.EXACT, "source": "given"}, 33.3491, 43.7860, "exact"),
        ({"precision": Precision.EXACT, "source": "override"}, 33.3491, 43.7860, "exact"),
        ({"precision": Precision.PROVINCE, "extent_m": 200_000.0}, 33.3, 43.8, "province"),
        ({"precision": Precision.COUNTRY, "extent_m": 9_000.0}, 33.35, 43.79, "country"),
        ({"precision": Precision.EXACT, "feature_code": "HSP", "source": "given"}, 33.3, 43.8, "town"),
        ({"precision": Precision.NEIGHBOURHOOD, "feature_code": "CMPRF"}, 33.3, 43.8, "town"),
        ({"precision": Precision.EXACT, "name": "Al-Noor Hospital", "source": "override"}, 33.3, 43.8, "town"),
        ({"precision": Precision.EXACT, "name": "مدرسة النور", "source": "given"}, 33.3, 43.8, "town"),
    ],
)
def test_a_position_is_published_as_precisely_as_it_is_known(fields, lat, lon, precision):
    found = published_place(place(**fields))
    assert (found.lat, found.lon, found.precision) == (lat, lon, precision)


def test_a_town_called_camp_is_no_camp():
    assert not is_sensitive(place(name="Camp Verde", precision=Precision.TOWN))


def test_a_sensitive_place_is_drawn_as_wide_as_its_town():
    found = published_place(place(precision=Precision.EXACT, feature_code="SCH"))
    assert found.extent_m >= distance(found.position, Position(33.34913, 43.78599))


@given(
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.sampled_from(Precision),
    st.sampled_from(["gazetteer", "given"]),
    st.sampled_from(["PPL", "HSP"]),
)
def test_publishing_twice_changes_nothing_more(lat, lon, precision, source, code):
    first = published_place(place(position=Position(lat, lon), precision=precision, source=source, feature_code=code))
    assert published_place(first) == first
    assert math.copysign(1, first.lat) == 1 or first.lat != 0
    assert published(first) == first.position


def test_publishing_keeps_everything_but_coordinates(analysis):
    found = careful(analysis)
    assert [toponym.text for toponym in found.toponyms] == [toponym.text for toponym in analysis.toponyms]
    assert [verdict.verdict for verdict in found.verdicts] == [verdict.verdict for verdict in analysis.verdicts]
    assert found.resolutions[1].alternatives[0].place.lat == 33.34
    assert careful(found) == found


def test_a_footprint_about_a_hidden_place_is_left_out(analysis):
    from dataclasses import replace

    hidden = replace(analysis.resolutions[2].place, feature_code="HSP", precision=Precision.EXACT)
    resolutions = (*analysis.resolutions[:2], replace(analysis.resolutions[2], place=hidden), analysis.resolutions[3])
    assert careful(replace(analysis, resolutions=resolutions)).verdicts[0].footprint is None
    assert careful(replace(analysis, resolutions=resolutions), precise=True).verdicts[0].footprint is not None


@pytest.mark.parametrize(
    ("path", "published_path"),
    [
        ("/home/name/secret/report.pdf", "report.pdf"),
        ("C:\\Users\\name\\report.pdf", "report.pdf"),
        ("reports/a.txt", "reports/a.txt"),
        (None, None),
    ],
)
@pytest.mark.parametrize("precise", [False, True])
def test_an_absolute_path_is_not_published(analysis, path, published_path, precise):
    from dataclasses import replace

    changed = replace(analysis, report=replace(analysis.report, path=path))
    assert careful(changed, precise=precise).report.path == published_path


@pytest.mark.parametrize(("radius_m", "decimals"), [(1_000.0, 4), (60_000.0, 3)])
def test_a_circle_stays_round_and_a_large_one_light(radius_m, decimals):
    from geo.exports.rounding import published_shape
    from geo.geodesy import circle

    centre = Position(33.34913, 43.78599)
    shape = published_shape(circle(centre, radius_m))
    for lon, lat in shape.coordinates[0]:
        assert round(lat, decimals) == lat
        assert distance(centre, Position(lat, lon)) == pytest.approx(radius_m, rel=0.012)
    assert published_shape(shape) == shape
