"""What counts as the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypsc_desktop.ui.papers.find import pattern, spans


@pytest.mark.parametrize(
    ("typed", "text", "count"),
    [
        ("care leaver", "Care leavers. A care\nleaver; a CARE  leaver", 3),
        ("subcommittee", "The Sub-Committee and the sub-\ncommittee", 2),
        ("sub-committee", "the subcommittee of the sub–committee", 2),
        ("council's", "the council’s plan and the council's staff", 2),
        ('"draft"', "a “draft” plan", 1),
        ("2023-24", "in 2023–24 and 2023-24", 2),
        ("a.b", "a.b axb", 1),
        ("18,478\t5,744", "Block\t18,478\t5,744", 1),
        ("nothing of it", "something else", 0),
    ],
)
def test_what_is_the_same(typed: str, text: str, count: int) -> None:
    sought = pattern(typed)
    assert sought is not None
    assert len(spans(sought, text)) == count


@pytest.mark.parametrize("typed", ["", "   ", "-", "– —"])
def test_nothing_to_find(typed: str) -> None:
    assert pattern(typed) is None


@given(st.text(max_size=30), st.text(max_size=80))
def test_anything_may_be_typed(typed: str, text: str) -> None:
    sought = pattern(typed)
    if sought is not None:
        assert all(0 <= start < end <= len(text) for start, end in spans(sought, text))


@given(st.text("abc -’", min_size=1, max_size=12))
def test_a_text_holds_itself(words: str) -> None:
    sought = pattern(words)
    if sought is not None:
        assert spans(sought, words)
