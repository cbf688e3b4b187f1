"""Workbooks as openpyxl and odfdo show them."""

import io
import zipfile

import openpyxl
import pytest
from odfdo import Document as OdfFile

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.output.document import Column, Document, Group, Heading, Row, TableBlock
from cypsc_desktop.output.writers import render
from cypsc_desktop.output.writers.sheet_names import sheet_names
from tests.output.readers import record_of
from tests.output.samples import grid, replies


def book(document: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render(document, "xlsx")))


def test_header_frozen_repeated_and_the_page_on_its_side() -> None:
    sheet = book(replies()).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.max_column == 8
    assert all(sheet.cell(1, n).alignment.wrap_text for n in range(1, 9))


def test_group_rows_are_merged_and_nothing_else_is() -> None:
    sheet = book(replies(3)).worksheets[0]
    assert sorted(str(area) for area in sheet.merged_cells.ranges) == ["A2:H2", "A5:H5"]
    assert sheet["A2"].fill.fgColor.rgb == "00F4F4F2"


def test_each_row_carries_its_record_in_a_hidden_name() -> None:
    document = replies(3)
    file = book(document)
    found = {record_of(name): defined for name, defined in file.defined_names.items()}
    assert set(found) == {row.id for row in document.tables()[0].rows()}
    first = found[document.tables()[0].rows()[0].id]
    assert first.attr_text.endswith("!$A$3:$H$3")
    assert first.hidden


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    cell = book(grid((text, "b"))).worksheets[0]["A2"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix  # nor when Excel's cell is opened and left again


def test_numbers_are_numbers() -> None:
    sheet = book(grid((1065, 126.4, -2932.0, "1065"))).worksheets[0]
    assert [sheet.cell(2, n).value for n in range(1, 5)] == [1065, 126.4, -2932, "1065"]
    assert sheet["A2"].number_format == "#,##0"


def test_a_cell_that_excel_cannot_keep_is_refused_not_cut() -> None:
    with pytest.raises(UserError, match="holds 40,000 characters"):
        render(grid(("y" * 40_000, "b")), "xlsx")


def test_a_sheet_for_each_table() -> None:
    tables = [TableBlock(name, (Column("A"),), (Group(None, (Row((1,)),)),)) for name in ("Plan: a/b", "plan a b", "'")]
    blocks = [block for table in tables for block in (Heading(table.caption), table)]
    assert book(Document("Plan", tuple(blocks))).sheetnames == ["Plan a b", "plan a b 2", "Table"]


def test_sheet_names_that_excel_accepts() -> None:
    names = sheet_names(["History", "x" * 50, "x" * 50, "a[b]:*?/\\c"])
    assert names == ["History 2", "x" * 31, "x" * 29 + " 2", "a b c"]


def test_nobody_and_no_clock_is_in_the_file() -> None:
    for ending in ("xlsx", "ods", "odt"):
        with zipfile.ZipFile(io.BytesIO(render(replies(), ending))) as package:
            everything = b"".join(package.read(name) for name in package.namelist())
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for trace in (b"openpyxl", b"dc:creator", b"dcterms", b"creation-date"):
            assert trace not in everything


def test_opendocument_sheet_has_header_rows_and_named_ranges() -> None:
    document = replies(3)
    content = render(document, "ods")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    file = OdfFile(io.BytesIO(content))
    assert file.get_type() == "spreadsheet"
    table = file.body.tables[0]
    assert table.width == 8
    assert file.body.get_elements("//table:table-header-rows")
    names = [found.get_attribute("table:name") for found in file.body.get_elements("//table:named-range")]
    assert [record_of(str(name)) for name in names] == [row.id for row in document.tables()[0].rows()]


def test_opendocument_numbers_are_numbers() -> None:
    table = OdfFile(io.BytesIO(render(grid((1065, 126.4, "7")), "ods"))).body.tables[0]
    assert [float(str(value)) if not isinstance(value, str) else value for value in table.get_row_values(1)] == [
        1065.0,
        126.4,
        "7",
    ]


def test_opendocument_text_is_landscape_with_bookmarked_rows() -> None:
    document = replies(3)
    file = OdfFile(io.BytesIO(render(document, "odt")))
    assert file.get_type() == "text"
    assert file.body.get_elements("//text:h[@text:outline-level='1']")[0].inner_text == document.title
    marks = [found.get_attribute("text:name") for found in file.body.get_elements("//text:bookmark-start")]
    assert [record_of(str(mark)) for mark in marks] == [row.id for row in document.tables()[0].rows()]
    layout = file.get_part("styles.xml").get_elements("//style:page-layout-properties")[0]
    assert layout.get_attribute("style:print-orientation") == "landscape"
