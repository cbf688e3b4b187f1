"""A Word file is read as Word would print it: order, numbers, headings, tables, tracked changes, text boxes."""

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from cypsc_desktop.intake.docx_numbering import printed
from cypsc_desktop.intake.layout import Line, Sheet, Source, Table
from cypsc_desktop.intake.open import open_source

W = nsdecls("w")


def read(document: Document, folder: Path) -> Source:
    path = folder / "paper.docx"
    document.save(str(path))
    return open_source(path)


def sheet(document: Document, folder: Path) -> Sheet:
    return read(document, folder).sheet(1)


def lines(document: Document, folder: Path) -> list[str]:
    return [f"{line.bullet or ''} {line.text}".strip() for line in sheet(document, folder).lines]


def add_xml(document: Document, xml: str) -> None:
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml))


def body_of(document_xml: str, folder: Path, **parts: str) -> list[Line]:
    """The lines of a file made of bare parts, as other programs than Word write them."""
    out = io.BytesIO()
    relations = "".join(
        f'<Relationship Id="r{n}" Type="http://x/{kind}" Target="{kind}.xml"/>' for n, kind in enumerate(parts)
    )
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{document_xml}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for kind, xml in parts.items():
            archive.writestr(f"word/{kind}.xml", f"<w:{kind} {W}>{xml}</w:{kind}>")
    path = folder / "bare.docx"
    path.write_bytes(out.getvalue())
    return list(open_source(path).sheet(1).lines)


def numbered(list_id: int, level: int, text: str) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def level(n: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def test_paragraphs_and_tables_in_document_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Before")
    document.add_table(1, 2).cell(0, 0).text = "In the table"
    document.add_paragraph("After")
    blocks = list(sheet(document, tmp_path).blocks())
    assert [b.cells[0].text if isinstance(b, Table) else b.text for b in blocks] == ["Before", "In the table", "After"]
    tops = [b.box.top for b in blocks]
    assert tops == sorted(tops)


def test_headings_by_style_by_outline_level_and_in_another_language(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("One", 1)
    document.add_heading("Two", 2)
    document.add_paragraph("Body")
    own = document.add_paragraph("Own level")
    own._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="2"/>'))
    welsh = document.styles.add_style("Pennawd", 1)
    welsh.base_style = document.styles["Heading 3"]
    document.add_paragraph("Pennawd tri", style="Pennawd")
    assert [(line.text, line.heading) for line in sheet(document, tmp_path).lines] == [
        ("One", 1), ("Two", 2), ("Body", 0), ("Own level", 3), ("Pennawd tri", 3),
    ]  # fmt: skip


def test_automatic_numbers_are_those_that_word_prints(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimal", "%1.")
        + level(1, "lowerLetter", "(%2)")
        + level(2, "upperRoman", "%1.%2.%3", "<w:isLgl/>")
        + level(3, "bullet", "\uf0b7")
        + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    found = body_of(
        numbered(1, 0, "a") + numbered(1, 1, "b") + numbered(1, 1, "c") + numbered(1, 2, "d") + numbered(1, 0, "e")
        + numbered(1, 1, "f") + numbered(2, 0, "g") + numbered(3, 0, "h") + numbered(3, 0, "i") + numbered(1, 3, "j")
        + numbered(0, 0, "k") + numbered(99, 0, "l"),
        tmp_path,
        numbering=numbering,
    )  # fmt: skip
    assert [(line.bullet, line.text) for line in found] == [
        ("1.", "a"), ("(a)", "b"), ("(b)", "c"), ("1.2.1", "d"), ("2.", "e"), ("(a)", "f"), ("3.", "g"),
        ("7.", "h"), ("8.", "i"), ("•", "j"), (None, "k"), (None, "l"),
    ]  # fmt: skip


def test_numbers_that_come_from_a_heading_style(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/><w:basedOn w:val="Rubrik1"/></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimal", "%1", '<w:pStyle w:val="Rubrik1"/>')
        + level(1, "decimal", "%1.%2", '<w:pStyle w:val="Rubrik2"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )

    def titled(style: str, text: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'

    found = body_of(titled("Rubrik1", "A") + titled("Rubrik2", "B") + titled("Rubrik2", "C") + titled("Rubrik1", "D"), tmp_path,
                    numbering=numbering, styles=styles)  # fmt: skip
    assert [(line.bullet, line.text, line.heading) for line in found] == [
        ("1", "A", 1), ("1.1", "B", 2), ("1.2", "C", 2), ("2", "D", 1),
    ]  # fmt: skip


def test_figures_of_lists() -> None:
    assert [printed(n, "lowerLetter") for n in (1, 26, 27, 53)] == ["a", "z", "aa", "aaa"]
    assert [printed(n, "upperRoman") for n in (4, 9, 14, 1999)] == ["IV", "IX", "XIV", "MCMXCIX"]
    assert [printed(n, "ordinal") for n in (1, 2, 3, 11, 22)] == ["1st", "2nd", "3rd", "11th", "22nd"]
    assert [printed(3, form) for form in ("decimalZero", "none", "chicago")] == ["03", "", "3"]


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    gone = "<w:del><w:r><w:delText>gone </w:delText></w:r></w:del>"
    found = body_of(
        f"<w:p>{run.format('Kept ')}{gone}<w:ins>{run.format('and new')}</w:ins></w:p>"
        f"<w:p><w:moveFrom>{run.format('moved away')}</w:moveFrom></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run.format('First half ')}</w:p><w:p>{run.format('second half')}</w:p>"
        f"<w:ins><w:p>{run.format('A whole paragraph')}</w:p></w:ins>"
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run.format('old row')}</w:p></w:tc></w:tr></w:tbl>",
        tmp_path,
    )
    assert [line.text for line in found] == ["Kept and new", "First half second half", "A whole paragraph"]


def test_hidden_words_fields_and_notes_are_left_out(tmp_path: Path) -> None:
    found = body_of(
        "<w:p><w:r><w:t>See</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        "<w:r><w:footnoteReference w:id='1'/></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        "<w:r><w:instrText> PAGEREF x </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        "<w:r><w:t xml:space='preserve'> page 12</w:t></w:r><w:hyperlink><w:r><w:t>, the</w:t><w:noBreakHyphen/>"
        "<w:t>link</w:t></w:r></w:hyperlink></w:p>",
        tmp_path,
    )
    assert [line.text for line in found] == ["See page 12, the-link"]


def test_breaks_and_tabs(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Cabinet Member:")
    paragraph.add_run().add_break()
    paragraph.add_run("Councillor A")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("7.\tBudget\t15 - 50")
    found = sheet(document, tmp_path).lines
    assert [line.text for line in found] == ["Cabinet Member:", "Councillor A", "7. Budget 15 - 50"]
    assert found[1].gap < 0.6 < found[2].gap
    lefts = [word.box.left for word in found[2].words]
    assert lefts[1] - lefts[0] >= 30
    assert lefts == sorted(lefts)


def test_a_right_tab_puts_the_page_range_at_the_margin(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("7.\tBudget\t15 - 50")
    paragraph.paragraph_format.tab_stops.add_tab_stop(docx.shared.Cm(16), docx.enum.text.WD_TAB_ALIGNMENT.RIGHT)
    (line,) = sheet(document, tmp_path).lines
    assert line.words[2].box.left > 450
    assert line.box.right <= 538.1


def test_bold_is_of_the_whole_line(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("All bold").bold = True
    mixed = document.add_paragraph("Part ")
    mixed.add_run("bold").bold = True
    assert [line.bold for line in sheet(document, tmp_path).lines] == [True, False]


def test_merged_cells_have_spans(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(4, 4)
    table.cell(0, 0).merge(table.cell(0, 3)).text = "Education Budget"
    table.cell(1, 0).merge(table.cell(3, 0)).text = "Tall"
    table.cell(1, 1).merge(table.cell(2, 2)).text = "Square"
    table.cell(3, 3).text = "Last"
    (found,) = sheet(document, tmp_path).tables
    assert found.shape == (4, 4)
    spans = {c.text: (c.row, c.column, c.rows, c.columns) for c in found.cells if c.text}
    assert spans == {
        "Education Budget": (0, 0, 1, 4),
        "Tall": (1, 0, 3, 1),
        "Square": (1, 1, 2, 2),
        "Last": (3, 3, 1, 1),
    }


def test_nested_tables_and_lists_in_cells_keep_their_order(tmp_path: Path) -> None:
    document = docx.Document()
    cell = document.add_table(2, 2).cell(0, 1)
    cell.text = "Above"
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text = "left"
    inner.cell(0, 1).text = "right"
    cell.add_paragraph("Publish it", style="List Number")
    (found,) = sheet(document, tmp_path).tables
    assert [(line.bullet, line.text) for line in found.row(0)[1].lines] == [
        (None, "Above"), (None, "left"), (None, "right"), ("1.", "Publish it"),
    ]  # fmt: skip


def test_an_agenda_in_a_borderless_table_becomes_lines(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, cells in enumerate(
        [("1.", "Apologies\nTo receive any.", ""), ("2.", "Minutes", "3 - 9"), ("3.", "Budget", "11 - 20")]
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    found = sheet(document, tmp_path)
    assert found.tables == ()
    assert [line.text for line in found.lines] == [
        "1. Apologies",
        "To receive any.",
        "2. Minutes 3 - 9",
        "3. Budget 11 - 20",
    ]


def test_text_boxes_are_read_once_where_they_are_anchored(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent>"
    found = body_of(
        "<w:p><w:r><w:t>Anchor</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='m'>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r></w:p>"
        "<w:p><w:r><w:t>Next</w:t></w:r></w:p>",
        tmp_path,
    )
    assert [line.text for line in found] == ["Anchor", "In the box", "Next"]


def test_running_heads_and_feet_are_furniture(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Northmere Council"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("Body")
    found = sheet(document, tmp_path)
    assert [line.text for line in found.furniture] == ["Northmere Council", "Page 1"]
    assert [line.text for line in found.lines] == ["Body"]


def test_content_controls_are_looked_into(tmp_path: Path) -> None:
    document = docx.Document()
    add_xml(document, f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Controlled</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    table = document.add_table(1, 2)
    table.cell(0, 1).text = "cell"
    row = table.rows[0]._tr
    control = OxmlElement("w:sdt")
    content = OxmlElement("w:sdtContent")
    control.append(content)
    table._tbl.replace(row, control)
    content.append(row)
    found = sheet(document, tmp_path)
    assert [line.text for line in found.lines] == ["Controlled"]
    assert found.tables[0].row(0)[1].text == "cell"


def test_document_information_and_shape_of_the_source(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Agenda"
    document.core_properties.author = "A Clerk"
    document.add_paragraph("x")
    source = read(document, tmp_path)
    assert (source.info["title"], source.info["author"]) == ("Agenda", "A Clerk")
    assert (source.format, source.paged, len(source.sheets)) == ("docx", False, 1)


def test_a_long_document_is_read_whole(tmp_path: Path) -> None:
    """Three hundred pages: 6,000 paragraphs and 100 tables of 8 columns."""
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>Some words in a cell</w:t></w:r></w:p></w:tc>" * 8 + "</w:tr>"
    text = "<w:p><w:r><w:t>" + "word " * 60 + "</w:t></w:r></w:p>"
    found = body_of((text * 60 + f"<w:tbl>{row * 10}</w:tbl>") * 100, tmp_path)
    assert len(found) == 6000


def test_strict_files_read_as_transitional_ones(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
            "<w:r><w:t>Strict</w:t></w:r></w:p></w:body></w:document>",
        )
    path = tmp_path / "strict.docx"
    path.write_bytes(out.getvalue())
    (line,) = open_source(path).sheet(1).lines
    assert (line.text, line.heading) == ("Strict", 1)
