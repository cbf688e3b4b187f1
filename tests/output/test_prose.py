"""Headings, paragraphs, lists and several tables come out in every format, none of their words lost."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
from odfdo import Document as OdfFile

from cypsc_desktop.output.document import Column, Document, Group, Heading, ListBlock, Paragraph, Point, Row, TableBlock
from cypsc_desktop.output.writers import FORMATS, render

TABLES = tuple(
    TableBlock(name, (Column("Year"), Column("£000", align="right")), (Group(None, (Row((name, amount)),)),))
    for name, amount in (("First sheet", 1065), ("Second sheet", 424))
)
DOCUMENT = Document(
    "Improvement plan",
    (
        Heading("Aim & scope"),
        Paragraph("One line\nand another."),
        ListBlock((Point("a bullet"), Point("a named point", "1.a"))),
        ListBlock((Point("the fourth", "4"),)),
        Heading("Tables", 2),
        *TABLES,
    ),
    subtitle="Panel, 12 March 2024",
)
WORDS = (
    "Aim & scope",
    "One line",
    "and another.",
    "a bullet",
    "1.a",
    "a named point",
    "the fourth",
    "First sheet",
    "Second sheet",
    "424",
)


def text(ending: str) -> str:
    content = render(DOCUMENT, ending)
    if ending == "docx":
        file = docx.Document(io.BytesIO(content))
        cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(p.text for p in file.paragraphs), *cells])
    if ending == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        return "\n".join(str(v) for sheet in book for row in sheet.iter_rows(values_only=True) for v in row)
    if ending in ("ods", "odt"):
        return OdfFile(io.BytesIO(content)).body.inner_text + OdfFile(io.BytesIO(content)).get_formatted_text()
    if ending == "pdf":
        file = pypdfium2.PdfDocument(content)
        try:
            return "\n".join(page.get_textpage().get_text_bounded() for page in file)
        finally:
            file.close()
    return re.sub("&amp;|\\\\&", "&", content.decode("utf-8"))


@pytest.mark.parametrize("ending", FORMATS)
def test_no_words_are_lost(ending: str) -> None:
    found = text(ending)
    assert [word for word in WORDS if word not in found] == []


def test_sheets_follow_one_another_in_csv() -> None:
    lines = render(DOCUMENT, "csv").decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Improvement plan"
    assert lines[1] == "Heading,Text"
    assert lines[-5:] == ["", "Second sheet", "Year,£000", "Second sheet,424", ""]


def test_the_outline_of_the_pdf_is_its_headings() -> None:
    with pikepdf.open(io.BytesIO(render(DOCUMENT, "pdf"))) as file, file.open_outline() as outline:
        top = outline.root[0]
        assert (top.title, [child.title for child in top.children]) == ("Improvement plan", ["Aim & scope"])


def test_a_file_is_named_by_what_it_is_of() -> None:
    """A list of files and a screen reader's tab say no more than the title."""
    named = "Improvement plan – Panel, 12 March 2024"
    for ending in ("docx", "xlsx", "odt", "ods"):
        with zipfile.ZipFile(io.BytesIO(render(DOCUMENT, ending))) as package:
            part = "docProps/core.xml" if ending in ("docx", "xlsx") else "meta.xml"
            assert f"<dc:title>{named}</dc:title>" in package.read(part).decode(), ending
    with pikepdf.open(io.BytesIO(render(DOCUMENT, "pdf"))) as file:
        assert file.docinfo.Title == named
    assert f"<title>{named}</title>" in render(DOCUMENT, "html").decode()
    assert replace(DOCUMENT, subtitle="").name == "Improvement plan"
