"""Where a wide map carries fine ground: whole cells about claims and places, the most mentioned first."""

import page_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from geo.layers.scene import Scene
from geo.model import Precision
from geo.page._near import MOST, near_boxes


def payload(*positions, claims=(), precision=Precision.TOWN, mentions=None):
    order = list(Precision).index(precision)
    return {
        "places": {
            "lat": [lat for lat, _ in positions],
            "lon": [lon for _, lon in positions],
            "precision": [order] * len(positions),
        },
        "mentions": {"place": list(range(len(positions))) if mentions is None else mentions},
        "claims": [{"subject": one, "reference": two, "second": -1} for one, two in claims],
    }


def holds(boxes, lat, lon):
    return any(box.south <= lat <= box.north and box.west <= lon <= box.east for box in boxes)


def test_a_place_lies_in_its_cell_with_its_neighbours_where_it_is_near_them():
    assert near_boxes(payload((33.0, 45.0))) == [(44, 32, 46, 34)]
    assert near_boxes(payload((33.0, 44.1))) == [(42, 32, 46, 34)]


def test_what_lies_between_the_ends_of_a_claim_is_held_too():
    assert holds(near_boxes(payload((33.0, 41.0), (33.0, 45.0), claims=[(0, 1)])), 33.0, 43.0)
    assert not holds(near_boxes(payload((33.0, 41.0), (33.0, 45.0))), 33.0, 43.0)


def test_long_claims_and_countries_are_looked_at_from_afar():
    assert not holds(near_boxes(payload((10.0, 10.0), (33.0, 45.0), claims=[(0, 1)])), 21.0, 27.0)
    assert near_boxes(payload((33.0, 44.0), precision=Precision.COUNTRY)) == []


def test_the_most_mentioned_come_first():
    assert holds(near_boxes(payload((1.0, 1.0), (51.0, 1.0), mentions=[0, 1, 1]))[:1], 51.0, 1.0)


@given(
    st.lists(st.tuples(st.floats(-90.0, 90.0, allow_nan=False), st.floats(-180.0, 180.0, allow_nan=False)), max_size=60)
)
def test_boxes_lie_on_the_globe_and_never_overlap(positions):
    boxes = near_boxes(payload(*positions))
    assert len(boxes) <= MOST
    for index, box in enumerate(boxes):
        assert -180.0 <= box.west < box.east <= 180.0
        assert -85.0 <= box.south < box.north <= 85.0
        for other in boxes[index + 1 :]:
            assert (
                box.east <= other.west or other.east <= box.west or box.north <= other.south or other.north <= box.south
            )


def test_a_real_scene_gives_boxes_about_its_towns():
    boxes = near_boxes(Scene((samples.fallujah(),)).payload())
    assert holds(boxes, samples.FALLUJAH.position.lat, samples.FALLUJAH.position.lon)
