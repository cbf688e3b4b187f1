"""The Word file as python-docx and its XML show it."""

import io
import zipfile

import docx
from docx.oxml.ns import qn

from cypsc_desktop.output.document import Document, Heading, ListBlock, Paragraph, Point
from cypsc_desktop.output.writers import render
from tests.output.readers import record_of
from tests.output.samples import grid, replies


def opened(document: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(render(document, "docx")))


def test_landscape_a4_title_as_heading_one_in_british_english() -> None:
    file = opened(replies())
    section = file.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert section.orientation == 1
    assert [p.style.name for p in file.paragraphs[:2]] == ["Heading 1", "Subtitle"]
    assert file.paragraphs[0].text == "Responses to scrutiny recommendations"
    assert {found.get(qn("w:val")) for found in file.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert file.core_properties.language == "en-GB"


def test_a_short_document_stands_upright() -> None:
    section = opened(Document("Minutes", (Paragraph("None."),))).sections[0]
    assert section.page_width < section.page_height


def test_header_repeats_rows_stay_whole_groups_span() -> None:
    table = opened(replies(3)).tables[0]
    lines = table._tbl.tr_lst
    assert [line.trPr is not None and line.trPr.find(qn("w:tblHeader")) is not None for line in lines] == [
        True,
        *[False] * (len(lines) - 1),
    ]
    assert all(line.trPr.find(qn("w:cantSplit")) is not None for line in lines)
    group = lines[1].tc_lst
    assert len(group) == 1
    assert group[0].grid_span == 8
    assert group[0].tcPr.find(qn("w:shd")).get(qn("w:fill")) == "F4F4F2"
    assert all(len(line.tc_lst) == 8 for line in lines if line not in (lines[1], lines[4]))


def test_each_row_carries_its_record_in_a_hidden_bookmark() -> None:
    document = replies(3)
    marks = [found.get(qn("w:name")) for found in opened(document).element.iter(qn("w:bookmarkStart"))]
    assert [record_of(mark) for mark in marks] == [row.id for row in document.tables()[0].rows()]
    assert all(mark.startswith("_") and len(mark) <= 40 for mark in marks)
    numbers = [found.get(qn("w:id")) for found in opened(document).element.iter(qn("w:bookmarkStart"))]
    assert len(set(numbers)) == len(numbers)


def test_nobody_and_no_clock_is_in_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(render(replies(), "docx"))) as package:
        everything = b"".join(package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels")))
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name]
    assert b"python-docx" not in everything
    assert b"dc:creator" not in everything
    assert b"dcterms" not in everything


def test_headings_lists_and_labels() -> None:
    blocks = (Heading("One"), Heading("Two", 2), ListBlock((Point("Bullet"), Point("Named", "1.a"))), Paragraph("End"))
    found = [(p.style.name, p.text) for p in opened(Document("T", blocks)).paragraphs]
    assert found == [
        ("Heading 1", "T"),
        ("Heading 2", "One"),
        ("Heading 3", "Two"),
        ("List Bullet", "Bullet"),
        ("List", "1.a\tNamed"),
        ("Normal", "End"),
    ]


def test_two_thousand_rows() -> None:
    table = opened(grid(*(("a", "b", f"{n}") for n in range(2000)))).tables[0]
    assert len(table._tbl.tr_lst) == 2001
