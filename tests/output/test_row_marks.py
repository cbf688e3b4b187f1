"""A mark carries a record's id through Word and Excel, and claims nothing that others wrote."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypsc_desktop.model.records import KINDS
from cypsc_desktop.output.document import Row
from cypsc_desktop.output.row_marks import mark_of, marks
from tests.output.readers import record_of


@given(kind=st.sampled_from(sorted(KINDS)), number=st.integers(0, 2**128 - 1))
def test_a_mark_gives_its_record_back(kind: str, number: int) -> None:
    record = f"{kind}-{UUID(int=number)}"
    mark = mark_of(record)
    assert mark
    assert len(mark) <= 40  # Word's limit
    assert record_of(mark) == record_of(mark.upper()) == record


@pytest.mark.parametrize("other", ["_Toc123456789", "Table1", "_xlnm.Print_Titles", "", "_a" + "z" * 25])
def test_names_of_others_are_no_marks(other: str) -> None:
    assert record_of(other) is None


def test_a_record_shown_twice_is_marked_once() -> None:
    record = f"response-{UUID(int=7)}"
    assert marks([Row(("a",), record), Row(("b",), record), Row(("c",))]) == [mark_of(record), None, None]
