"""Back and forward, and the places that are written down."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypsc_desktop.ui.frame.narrow import narrow
from cypsc_desktop.ui.frame.trail import Trail
from cypsc_desktop.ui.place import Place

HOME, PACK, SEARCH = Place("home"), Place("papers", "document-1", sheet=3), Place("search", part="care")


def test_back_and_forward_like_a_browser() -> None:
    trail = Trail()
    assert trail.now() is None
    assert trail.back() is None
    for place in (HOME, PACK, SEARCH):
        trail.go(place)
    assert not trail.can_go_forward()
    assert trail.back() == PACK
    assert trail.back() == HOME
    assert trail.back() is None
    assert trail.forward() == PACK
    trail.go(HOME)  # another way: the search is forgotten
    assert not trail.can_go_forward()
    assert trail.back() == PACK


def test_a_move_is_where_back_leads_to() -> None:
    trail = Trail()
    trail.go(PACK)
    trail.move(PACK.at(sheet=9))
    trail.go(HOME)
    assert trail.back() == Place("papers", "document-1", sheet=9)
    assert trail.last_on("papers") == Place("papers", "document-1", sheet=9)
    assert trail.last_on("meeting") is None


def test_going_where_one_is_leaves_no_step() -> None:
    trail = Trail()
    trail.move(HOME)
    trail.go(HOME)
    assert not trail.can_go_back()


@given(st.lists(st.sampled_from(["home", "papers", "back", "forward"]), max_size=400))
def test_a_trail_never_loses_its_footing(steps: list[str]) -> None:
    trail = Trail()
    for n, step in enumerate(steps):
        if step in ("back", "forward"):
            place = trail.back() if step == "back" else trail.forward()
            assert place is None or place == trail.now()
        else:
            trail.go(Place(step, sheet=n))
            assert trail.now() == Place(step, sheet=n)


@pytest.mark.parametrize("place", [HOME, PACK, SEARCH, Place("papers", "d", sheet=1, box=(1.0, 2.0, 3.0, 4.0))])
def test_a_place_is_read_as_it_was_written(place: Place) -> None:
    assert Place.from_json(json.loads(json.dumps(place.to_json()))) == place


@pytest.mark.parametrize(
    "value",
    [None, [], {}, {"screen": 3}, {"screen": "papers", "sheet": "three"}, {"screen": "papers", "subject": {}}],
)
def test_what_is_no_place_is_left_aside(value: object) -> None:
    assert Place.from_json(value) is None


def test_a_box_that_is_none_is_dropped() -> None:
    assert Place.from_json({"screen": "papers", "box": [1, 2]}) == Place("papers")


def test_the_inspector_gives_way_before_the_sidebar() -> None:
    assert narrow(1366, 1.0) == (False, False)
    assert narrow(1100, 1.0) == (True, False)
    assert narrow(1280, 1.5) == (True, True)
    assert narrow(1366, 2.0) == (True, True)
