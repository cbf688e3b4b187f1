"""Documents as values: clean texts, numbers as read, prose as a sheet."""

import pytest

from cypsc_desktop.output.document import (
    Column,
    Document,
    Group,
    Heading,
    ListBlock,
    Paragraph,
    Point,
    Row,
    TableBlock,
    clean,
    shown,
)


def test_every_line_end_is_one_and_controls_go() -> None:
    assert clean("a\r\nb\rc\vd\fe\u2028f\x85g") == "a\nb\nc\nd\ne\nf\ng"
    assert clean("\x00\x07tab\tstays\x7f\x9f\ufffe\ud800") == "tab\tstays"


@pytest.mark.parametrize(
    ("cell", "said"), [(1065, "1,065"), (424.0, "424"), (126.4, "126.4"), (-2932, "-2,932"), ("1065", "1065"), (0, "0")]
)
def test_numbers_are_shown_with_thousands(cell: str | int | float, said: str) -> None:
    assert shown(cell) == said


def test_a_row_too_wide_is_a_bug() -> None:
    with pytest.raises(ValueError, match="2 cells for 1"):
        TableBlock("T", (Column("A"),), (Group(None, (Row(("a", "b")),)),))


def test_prose_becomes_a_first_sheet() -> None:
    table = TableBlock("Votes", (Column("A"),), (Group(None, (Row(("a",)),)),))
    blocks = (Heading("33/21 Apologies"), Paragraph("None."), ListBlock((Point("One", "1"), Point("Two"))), table)
    sheets = Document("Minutes", blocks).sheets()
    assert [sheet.caption for sheet in sheets] == ["Minutes", "Votes"]
    assert [row.cells for row in sheets[0].rows()] == [
        ("33/21 Apologies", "None."),
        ("33/21 Apologies", "1. One"),
        ("33/21 Apologies", "Two"),
    ]


def test_headings_of_tables_make_no_sheet() -> None:
    table = TableBlock("Votes", (Column("A"),), (Group(None, (Row(("a",)),)),))
    assert Document("Votes", (Heading("Votes"), table)).sheets() == [table]


def test_an_empty_document_still_has_a_sheet() -> None:
    assert [sheet.caption for sheet in Document("Nothing", ()).sheets()] == ["Nothing"]


def test_cleaning_reaches_every_text() -> None:
    table = TableBlock("c\x00", (Column("h\x00"),), (Group("g\x00", (Row(("x\x00",), "id"),)),))
    blocks = (Heading("h\x00"), Paragraph("p\x00"), ListBlock((Point("t\x00", "1\x00"),)), table)
    assert "\\x00" not in repr(Document("t\x00\n", blocks, subtitle="s\x00").cleaned())
