"""Where pages lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypsc_desktop.ui.papers.flow import GAP, lay_out, turned_box, turned_point, turned_size

SIZES = st.lists(
    st.sampled_from([(595.0, 842.0), (842.0, 595.0), (420.0, 300.0), (10.0, 2000.0)]), min_size=1, max_size=40
)
FITS = st.sampled_from(["width", "page", None])


@given(SIZES, FITS, st.floats(0.1, 5), st.integers(0, 3), st.sampled_from([1.0, 1.5, 2.0]), st.data())
def test_what_is_in_sight(
    sizes: list[tuple[float, float]], fit: str | None, zoom: float, rotation: int, ratio: float, data: st.DataObject
) -> None:
    flow = lay_out(sizes, room=(800, 600), fit=fit, zoom=zoom, rotation=rotation, ratio=ratio)
    top = data.draw(st.integers(0, flow.height))
    seen = flow.in_sight(top, top + 600)
    slow = [n for n, (t, h) in enumerate(zip(flow.tops, flow.heights, strict=True), 1) if t < top + 600 and t + h > top]
    assert list(seen) == slow
    assert all(b == a + h + GAP for a, b, h in zip(flow.tops, flow.tops[1:], flow.heights, strict=False))


@given(SIZES, st.integers(0, 3), st.floats(0, 1), st.floats(0, 1))
def test_points_come_back(sizes: list[tuple[float, float]], rotation: int, across: float, down: float) -> None:
    flow = lay_out(sizes, room=(800, 600), fit="width", zoom=1, rotation=rotation)
    wide, high = sizes[0]
    x, y = across * wide, down * high
    left, top, _, _ = flow.place((x, y, x, y), 1)
    assert -1 <= left <= flow.widths[0] + 1
    assert -1 <= top <= flow.heights[0] + 1
    assert flow.point(left, top, 1) == pytest.approx((x, y), abs=1e-6)


def test_a_quarter_turn_clockwise() -> None:
    size = (100.0, 200.0)
    assert turned_size(size, 1) == (200, 100)
    assert turned_point(0, 0, size=size, rotation=1) == (200, 0)  # the top left corner comes to the top right
    assert turned_box((10, 20, 30, 50), size=size, rotation=1) == (150, 10, 180, 30)
    assert turned_box((10, 20, 30, 50), size=size, rotation=2) == (70, 150, 90, 180)


def test_fit_page_shows_the_whole_page_and_alone_it_has_no_neighbours() -> None:
    flow = lay_out([(595, 842)] * 5, room=(800, 600), fit="page", zoom=1, only=3)
    assert flow.height <= 600
    assert flow.in_sight(0, 600) == range(3, 4)
    assert flow.sheet_at(10_000) == 3


def test_page_sizes_lie_on_the_grid_of_the_screen() -> None:
    flow = lay_out([(595.3, 841.9)], room=(1111, 600), fit="width", zoom=1, ratio=1.5)
    assert flow.widths[0] == pytest.approx(round(595.3 * flow.scales[0] * 1.5) / 1.5, abs=1)
