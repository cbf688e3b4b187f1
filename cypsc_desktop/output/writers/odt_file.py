"""OpenDocument text: what the Word writer writes, in the format that councils are asked to publish for editing."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from cypsc_desktop.output.document import Document, Heading, ListBlock, Paragraph, Row, TableBlock, shown
from cypsc_desktop.output.row_marks import marks
from cypsc_desktop.output.writers import odf_parts as odf
from cypsc_desktop.output.writers.sheet_names import sheet_names

_WIDTH = {True: 26.7, False: 17.0}  # centimetres between the margins


def render(document: Document) -> bytes:
    names = iter(sheet_names(table.caption for table in document.tables()))
    body = "".join(_elements(document, names))
    content = odf.root(
        "document-content",
        f"{odf.FONT}<office:automatic-styles>{_widths(document)}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>",
    )
    return odf.package(document, kind="text", parts={"content.xml": content, "styles.xml": _styles(document)})


def _elements(document: Document, names: Iterator[str]) -> Iterator[str]:
    yield f'<text:h text:style-name="Heading_1" text:outline-level="1">{odf.words(document.title)}</text:h>'
    if document.subtitle:
        yield f'<text:p text:style-name="Subtitle">{odf.words(document.subtitle)}</text:p>'
    number = 0
    for block in document.blocks:
        match block:
            case Heading():
                level = min(block.level + 1, 4)
                yield f'<text:h text:style-name="Heading_{level}" text:outline-level="{level}">{odf.words(block.text)}</text:h>'
            case Paragraph():
                yield f'<text:p text:style-name="Text">{odf.words(block.text)}</text:p>'
            case ListBlock():
                yield from _list(block)
            case TableBlock():
                yield _table(block, name=next(names), number=number)
                number += 1


def _list(block: ListBlock) -> Iterator[str]:
    """Bullets are a list; points with printed labels are paragraphs that hang from them, as the labels are text."""
    for point in block.points:
        if point.label:
            yield f'<text:p text:style-name="Point">{odf.words(f"{point.label}{chr(9)}{point.text}")}</text:p>'
        else:
            yield (
                '<text:list text:style-name="Bullets"><text:list-item>'
                f'<text:p text:style-name="Text">{odf.words(point.text)}</text:p></text:list-item></text:list>'
            )


def _table(table: TableBlock, *, name: str, number: int) -> str:
    columns = "".join(f'<table:table-column table:style-name="t{number}c{n}"/>' for n in range(len(table.columns)))
    heads = "".join(_cell(column.heading, "Heading", right=column.align == "right") for column in table.columns)
    return (
        f'<table:table table:name={quoteattr(name)} table:style-name="t{number}">{columns}<table:table-header-rows>'
        f'<table:table-row table:style-name="Whole">{heads}</table:table-row></table:table-header-rows>'
        f'{"".join(_rows(table))}</table:table><text:p text:style-name="Text"/>'
    )


def _rows(table: TableBlock) -> Iterator[str]:
    wide, names = len(table.columns), iter(marks(table.rows()))
    rights = [column.align == "right" for column in table.columns]
    for group in table.groups:
        if group.heading is not None:
            rest = "<table:covered-table-cell/>" * (wide - 1)
            yield f'<table:table-row table:style-name="Whole">{_cell(group.heading, "Group", span=wide)}{rest}</table:table-row>'
        yield from (_row(row, rights, mark=next(names)) for row in group.rows)


def _row(row: Row, rights: list[bool], *, mark: str | None) -> str:
    cells = [_cell(shown(cell), "Text", right=right) for cell, right in zip(row.cells, rights, strict=True)]
    if mark:
        place = f'<text:bookmark-start text:name="{mark}"/><text:bookmark-end text:name="{mark}"/>'
        start = cells[0].index("<text:p ")
        after = cells[0].index(">", start) + 1
        cells[0] = cells[0][:after] + place + cells[0][after:]
    return f'<table:table-row table:style-name="Whole">{"".join(cells)}</table:table-row>'


def _cell(text: str, style: str, *, right: bool = False, span: int = 1) -> str:
    spans = f' table:number-columns-spanned="{span}"' if span > 1 else ""
    paragraph = f"Table_{style}{'_right' if right else ''}"
    return (
        f'<table:table-cell table:style-name="Cell_{style}" office:value-type="string"{spans}>'
        f'<text:p text:style-name="{paragraph}">{odf.words(text)}</text:p></table:table-cell>'
    )


def _widths(document: Document) -> str:
    """Styles of tables, columns and cells, which OpenDocument keeps beside the content."""
    out = []
    across = _WIDTH[document.landscape]
    for number, table in enumerate(document.tables()):
        whole = sum(column.weight for column in table.columns)
        out.append(
            f'<style:style style:name="t{number}" style:family="table"><style:table-properties'
            f' style:width="{across}cm" table:align="left" table:border-model="collapsing"/></style:style>'
        )
        out += [
            f'<style:style style:name="t{number}c{n}" style:family="table-column"><style:table-column-properties'
            f' style:column-width="{column.weight / whole * across:.3f}cm"/></style:style>'
            for n, column in enumerate(table.columns)
        ]
    for name, edge, fill in (
        ("Heading", "1.5pt solid #0f5f6b", ""),
        ("Group", "0.5pt solid #dfe0dc", ' fo:background-color="#f4f4f2"'),
        ("Text", "0.5pt solid #dfe0dc", ""),
    ):
        place = "bottom" if name == "Heading" else "top"
        out.append(
            f'<style:style style:name="Cell_{name}" style:family="table-cell"><style:table-cell-properties'
            f' fo:padding="0.12cm" fo:border-bottom="{edge}" style:vertical-align="{place}"{fill}/></style:style>'
        )
    out.append(
        '<style:style style:name="Whole" style:family="table-row">'
        '<style:table-row-properties fo:keep-together="always"/></style:style>'
    )
    return "".join(out)


def _paragraph_style(name: str, *, words: str = "", lines: str = "", after: str = "0.2cm", inner: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="Standard">'
        f'<style:paragraph-properties fo:margin-bottom="{after}" {lines}>{inner}</style:paragraph-properties>'
        f"<style:text-properties {words}/></style:style>"
    )


def _styles(document: Document) -> str:
    bold, quiet = 'fo:font-weight="bold"', 'fo:color="#4a5250"'
    headings = "".join(
        f'<style:style style:name="Heading_{level}" style:display-name="Heading {level}" style:family="paragraph"'
        f' style:parent-style-name="Standard" style:next-style-name="Text" style:default-outline-level="{level}">'
        f'<style:paragraph-properties fo:keep-with-next="always" fo:margin-top="{0 if level == 1 else 0.4}cm"'
        f' fo:margin-bottom="0.15cm"/><style:text-properties {bold} fo:font-size="{size}pt"/></style:style>'
        for level, size in ((1, 16), (2, 13), (3, 11), (4, 10.5))
    )
    tab = '<style:tab-stops><style:tab-stop style:position="1cm"/></style:tab-stops>'
    right = f'<style:tab-stops><style:tab-stop style:position="{_WIDTH[document.landscape]}cm" style:type="right"/></style:tab-stops>'
    cells = "".join(
        _paragraph_style(f"Table_{name}{end}", words=words, lines=f"{align} {keep}", after="0cm")
        for name, words, keep in (
            ("Heading", f'fo:font-size="8pt" {bold} {quiet}', 'fo:keep-with-next="always"'),
            ("Group", f'fo:font-size="9.5pt" {bold}', 'fo:keep-with-next="always"'),
            ("Text", 'fo:font-size="9pt"', ""),
        )
        for end, align in (("", ""), ("_right", 'fo:text-align="end"'))
    )
    prose = (
        _paragraph_style("Subtitle", words=f'fo:font-size="11pt" {quiet}', after="0.4cm")
        + _paragraph_style("Text")
        + _paragraph_style("Point", lines='fo:margin-left="1cm" fo:text-indent="-1cm"', inner=tab)
        + _paragraph_style("Footer", words=f'fo:font-size="8pt" {quiet}', after="0cm", inner=right)
    )
    bullets = (
        '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.5cm"'
        ' fo:margin-left="1cm"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>'
    )
    return odf.root(
        "document-styles",
        f'{odf.FONT}<office:styles><style:default-style style:family="paragraph"><style:text-properties'
        f' style:font-name="Arial" fo:font-size="10.5pt" fo:color="#1b1f1e" {odf.language(document)}/>'
        '</style:default-style><style:style style:name="Standard" style:family="paragraph"/>'
        f"{headings}{prose}"
        f"{cells}{bullets}</office:styles><office:automatic-styles>{odf.page_layout(document, 'page')}"
        '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard"'
        ' style:page-layout-name="page"><style:footer><text:p text:style-name="Footer">'
        f"{escape(document.title)}<text:tab/>{odf.page_of_pages()}</text:p></style:footer></style:master-page>"
        "</office:master-styles>",
    )
