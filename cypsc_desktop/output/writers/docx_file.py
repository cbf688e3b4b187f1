"""Word documents. python-docx brings the package and its styles; blocks are written as WordprocessingML here,
since its own tables take quadratic time. A table's header row repeats, its rows stay whole, its group rows
span it, and each row carries a hidden bookmark with its record.
"""

import io
from collections.abc import Iterator
from itertools import count
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from cypsc_desktop.output.document import Document, Heading, ListBlock, Paragraph, Row, TableBlock, shown
from cypsc_desktop.output.row_marks import marks
from cypsc_desktop.output.writers.zipped import office

_FONT = "Arial"  # on every council machine, and what accessibility guidance asks for
_W = nsdecls("w")
_TWIPS = {True: 16838 - 2 * 850, False: 11906 - 2 * 1134}  # between the margins of A4
_SIZES = {1: 16.0, 2: 13.0, 3: 11.0, 4: 10.5}


def render(document: Document) -> bytes:
    file = docx.Document()
    _dress(file, document)
    body = file.element.body
    end = body.sectPr
    numbers = count(1)
    for element in _elements(document, numbers):
        end.addprevious(parse_xml(element))
    _drop_thumbnail(file)
    out = io.BytesIO()
    file.save(out)
    return office(out.getvalue(), document)


def _elements(document: Document, numbers: "count[int]") -> Iterator[str]:
    yield _paragraph(document.title, style="Heading1")
    if document.subtitle:
        yield _paragraph(document.subtitle, style="Subtitle")
    for block in document.blocks:
        match block:
            case Heading():
                yield _paragraph(block.text, style=f"Heading{min(block.level + 1, 4)}", new_page=block.new_page)
            case Paragraph():
                yield _paragraph(block.text)
            case ListBlock():
                for point in block.points:
                    yield _paragraph(
                        f"{point.label}\t{point.text}" if point.label else point.text,
                        style="List" if point.label else "ListBullet",
                    )
            case TableBlock():
                yield _table(block, document, numbers)
                yield f'<w:p {_W}><w:pPr><w:spacing w:after="120" w:line="240" w:lineRule="auto"/></w:pPr></w:p>'


def _table(table: TableBlock, document: Document, numbers: "count[int]") -> str:
    whole = sum(column.weight for column in table.columns)
    widths = [round(column.weight / whole * _TWIPS[document.landscape]) for column in table.columns]
    rights = [column.align == "right" for column in table.columns]
    rule = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="DFE0DC"/>'
    heads = "".join(
        _cell(column.heading, width, style="TableHeading", right=right, edge="0F5F6B")
        for column, width, right in zip(table.columns, widths, rights, strict=True)
    )
    lines = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"]
    names = iter(marks(table.rows()))
    for group in table.groups:
        if group.heading is not None:
            spanning = _cell(group.heading, sum(widths), style="TableGroup", span=len(widths), fill="F4F4F2")
            lines.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{spanning}</w:tr>")
        lines += [_row(row, widths, rights, mark=next(names), numbers=numbers) for row in group.rows]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"<w:tblBorders>{rule.format('top')}{rule.format('bottom')}{rule.format('insideH')}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/><w:tblCaption w:val={quoteattr(table.caption)}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def _row(row: Row, widths: list[int], rights: list[bool], *, mark: str | None, numbers: "count[int]") -> str:
    cells = [
        _cell(shown(cell), width, style="TableText", right=right)
        for cell, width, right in zip(row.cells, widths, rights, strict=True)
    ]
    if mark:
        number = next(numbers)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>'
        cells[0] = cells[0].replace("</w:pPr>", f'</w:pPr>{start}<w:bookmarkEnd w:id="{number}"/>', 1)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    text: str, width: int, *, style: str, right: bool = False, span: int = 1, fill: str = "", edge: str = ""
) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if edge:
        properties += f'<w:tcBorders><w:bottom w:val="single" w:sz="12" w:space="0" w:color="{edge}"/></w:tcBorders>'
    if fill:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(text, style=style, right=right, bare=True)}</w:tc>"


def _paragraph(
    text: str, *, style: str = "Normal", right: bool = False, bare: bool = False, new_page: bool = False
) -> str:
    """A paragraph; a line break in ``text`` is a line break in it. ``bare``: within an element that names ``w``."""
    properties = f'<w:pStyle w:val="{style}"/>' + ("<w:pageBreakBefore/>" if new_page else "")
    properties += '<w:jc w:val="right"/>' if right else ""
    lines = "<w:br/>".join(
        "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in line.split("\t"))
        for line in text.split("\n")
    )
    return f"<w:p{'' if bare else ' ' + _W}><w:pPr>{properties}</w:pPr><w:r>{lines}</w:r></w:p>"


def _dress(file: WordFile, document: Document) -> None:
    """Page, language, footer and styles."""
    section = file.sections[0]
    long, short, margin = Mm(297), Mm(210), Mm(15) if document.landscape else Mm(20)
    section.orientation = WD_ORIENT.LANDSCAPE if document.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if document.landscape else (short, long)
    section.left_margin = section.right_margin = margin
    section.top_margin = section.bottom_margin = Mm(16)
    section.header_distance = section.footer_distance = Mm(8)
    styles = file.styles
    _letter(styles["Normal"], size=10.5)
    for level in range(1, 5):
        _letter(styles[f"Heading {level}"], size=_SIZES[level], bold=True)
        styles[f"Heading {level}"].paragraph_format.space_before = Pt(0 if level == 1 else 12)
        styles[f"Heading {level}"].paragraph_format.space_after = Pt(4)
    _letter(styles["Subtitle"], size=11, color=(0x4A, 0x52, 0x50))
    _letter(styles["List Bullet"], size=10.5)
    _letter(styles["List"], size=10.5)
    styles["List"].paragraph_format.left_indent = Mm(10)
    styles["List"].paragraph_format.first_line_indent = Mm(-10)
    styles["List"].paragraph_format.tab_stops.add_tab_stop(Mm(10))
    for name, size, bold in (("Table Text", 9, False), ("Table Heading", 8, True), ("Table Group", 9.5, True)):
        style = styles.add_style(name, 1)
        style.base_style = styles["Normal"]
        _letter(style, size=size, bold=bold, color=(0x4A, 0x52, 0x50) if name == "Table Heading" else None)
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.keep_with_next = name != "Table Text"
    _letter(styles["Footer"], size=8, color=(0x4A, 0x52, 0x50))
    styles["Footer"].paragraph_format.tab_stops.clear_all()
    _speak(file, document.language)
    empty = section.footer.paragraphs[0].paragraph_format.element
    empty.addnext(parse_xml(_footer(document)))
    empty.getparent().remove(empty)


def _letter(
    style: ParagraphStyle, *, size: float, bold: bool = False, color: tuple[int, int, int] | None = None
) -> None:
    """Give a style our font: the template's names come from its theme, which would win over ours."""
    properties = style.element.get_or_add_rPr()
    for tag in ("w:rFonts", "w:spacing", "w:kern", "w:i", "w:iCs"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)
    style.font.name = _FONT
    properties.find(qn("w:rFonts")).set(qn("w:cs"), _FONT)
    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = RGBColor(*(color or (0x1B, 0x1F, 0x1E)))


def _speak(file: WordFile, language: str) -> None:
    for found in file.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)


def _footer(document: Document) -> str:
    field = '<w:fldSimple w:instr="{0}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return (
        f'<w:p {_W}><w:pPr><w:pStyle w:val="Footer"/><w:tabs><w:tab w:val="right" w:pos="{_TWIPS[document.landscape]}"/>'
        "</w:tabs></w:pPr>"
        f'<w:r><w:t xml:space="preserve">{escape(document.title)}</w:t></w:r><w:r><w:tab/></w:r>'
        f'<w:r><w:t xml:space="preserve">Page </w:t></w:r>{field.format("PAGE")}'
        f'<w:r><w:t xml:space="preserve"> of </w:t></w:r>{field.format("NUMPAGES")}</w:p>'
    )


def _drop_thumbnail(file: WordFile) -> None:
    """The template's preview picture shows another document."""
    relations = file.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]
