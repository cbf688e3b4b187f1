"""Whatever stands in a cell comes out of the file as it went in, whichever format and whoever reads it."""

import pytest
from hypothesis import HealthCheck, given, settings

from cypsc_desktop.output.document import clean
from cypsc_desktop.output.writers import render
from tests.output.readers import read
from tests.output.samples import GRIDS, HOSTILE, grid, replies

FORMATS = ("xlsx", "docx", "csv", "ods", "odt", "html", "json")


def _kept(text: str, ending: str) -> str:
    return clean(text).replace("\t", " ") if ending == "ods" else clean(text)


@pytest.mark.parametrize("ending", FORMATS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=GRIDS)
def test_cells_in_are_cells_out(ending: str, rows: list[tuple[str, str, str]]) -> None:
    assert read(ending, render(grid(*rows), ending))[1:] == [[_kept(cell, ending) for cell in row] for row in rows]


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_only_text(ending: str, text: str) -> None:
    assert read(ending, render(grid((text, "plain")), ending))[1] == [_kept(text, ending), "plain"]


@pytest.mark.parametrize("ending", ["xlsx", "docx", "csv", "ods", "odt", "html"])
def test_a_response_table_has_eight_columns_and_its_group_rows(ending: str) -> None:
    rows = read(ending, render(replies(3), ending))
    assert len(rows[0]) == 8
    assert rows[0][0] == "SCRUTINY RECOMMENDATION"
    assert rows[0][7] == "DATE OF SCRUTINY MEETING TO REPORT BACK"
    firsts = [row[0] for row in rows[1:]]
    assert firsts[0] == "Report: Short breaks (Considered by Children & Families Scrutiny Panel on 16 January 2024)"
    assert firsts[1].startswith("1. ")
    assert firsts[2].startswith("3. ")
    assert firsts[3].startswith("Report: Foster carers")
    assert len(rows) == 6


@pytest.mark.parametrize("ending", [*FORMATS, "pdf", "md", "txt"])
def test_the_same_document_gives_the_same_bytes(ending: str) -> None:
    assert render(replies(), ending) == render(replies(), ending)


@pytest.mark.parametrize("ending", [*FORMATS, "pdf", "md", "txt"])
def test_forbidden_characters_are_left_out(ending: str) -> None:
    content = render(grid(("a\x00b\x0bc\ud800\ufffe\x1bd", "e")), ending)
    if ending in FORMATS:
        assert read(ending, content)[1] == ["ab\ncd", "e"]
