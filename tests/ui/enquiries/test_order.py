"""Where a line of enquiry stands after it was moved: at the ends, at the edge of its item, let go among others."""

import pytest

from cypsc_desktop.commands.enquiries import Line
from cypsc_desktop.model.records import Enquiry, Item
from cypsc_desktop.ui.enquiries.order import Order, dropped, shifted
from cypsc_desktop.ui.enquiries.rows import under_items

FIRST, SECOND = Item(id="i1", number="4"), Item(id="i2", number="5")
LINES = [
    Line(Enquiry(id=name), item, None)
    for name, item in (("a", FIRST), ("b", FIRST), ("c", SECOND), ("d", SECOND), ("e", None))
]


@pytest.mark.parametrize(
    ("entity", "way", "order"),
    [
        ("a", -1, None),
        ("a", 1, Order(["b", "a", "c", "d", "e"], {})),
        ("b", 1, Order(["a", "b", "c", "d", "e"], {"b": "i2"})),
        ("c", -1, Order(["a", "b", "c", "d", "e"], {"c": "i1"})),
        ("d", 1, Order(["a", "b", "c", "d", "e"], {"d": None})),
        ("e", 1, None),
    ],
)
def test_a_line_goes_one_place_or_into_the_item_beside(entity: str, way: int, order: Order | None) -> None:
    assert shifted(LINES, entity, way) == order


@pytest.mark.parametrize(
    ("entity", "item", "before", "ids"),
    [
        ("a", "i2", "d", ["b", "c", "a", "d", "e"]),
        ("a", "i2", None, ["b", "c", "d", "a", "e"]),
        ("d", None, "e", ["a", "b", "c", "d", "e"]),
        ("b", "i1", "b", ["a", "b", "c", "d", "e"]),  # on itself: at the end of its item
    ],
)
def test_a_line_is_let_go_before_another_or_at_the_end(
    entity: str, item: str | None, before: str | None, ids: list[str]
) -> None:
    assert dropped(under_items(LINES), entity, item=item, before=before) == Order(ids, {entity: item})
