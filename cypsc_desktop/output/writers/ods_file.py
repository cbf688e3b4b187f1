"""OpenDocument spreadsheets: a sheet a table, as the Excel writer lays it out; rows marked by named ranges."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from cypsc_desktop.output.document import Cell, Column, Document, TableBlock, shown
from cypsc_desktop.output.row_marks import marks
from cypsc_desktop.output.writers import odf_parts as odf
from cypsc_desktop.output.writers.measure import letters, lines
from cypsc_desktop.output.writers.sheet_names import sheet_names

_WIDTH = {True: 26.4, False: 16.8}  # centimetres: a sheet prints at its full size
_LETTER, _LINE, _PADDING = 0.185, 0.45, 0.25  # centimetres, in Arial 10


def render(document: Document) -> bytes:
    tables = document.sheets()
    names = sheet_names([table.caption for table in tables])
    sheets = "".join(
        _sheet(table, name, n, landscape=document.landscape)
        for n, (table, name) in enumerate(zip(tables, names, strict=True))
    )
    heights = sorted({int(height) for height in re.findall(r'table:style-name="r(\d+)"', sheets)})
    content = odf.root(
        "document-content",
        f"{odf.FONT}<office:automatic-styles>{_widths(document, tables)}{_STYLES}{_heights(heights)}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}{_ranges(tables, names)}</office:spreadsheet></office:body>",
    )
    parts = {"content.xml": content, "styles.xml": _page(document), "settings.xml": _settings(names)}
    return odf.package(document, kind="spreadsheet", parts=parts)


def _sheet(table: TableBlock, name: str, number: int, *, landscape: bool) -> str:
    columns = "".join(f'<table:table-column table:style-name="c{number}-{n}"/>' for n in range(len(table.columns)))
    heads = "".join(_cell(column.heading, "heading") for column in table.columns)
    widths = letters(table, _WIDTH[landscape] / _LETTER)
    height = lines([column.heading for column in table.columns], widths)
    return (
        f'<table:table table:name={quoteattr(name)} table:style-name="sheet">{columns}'
        f'<table:table-header-rows><table:table-row table:style-name="r{height}">{heads}</table:table-row>'
        f"</table:table-header-rows>{''.join(_rows(table, widths))}</table:table>"
    )


def _rows(table: TableBlock, widths: list[float]) -> Iterator[str]:
    wide = len(table.columns)
    for group in table.groups:
        if group.heading is not None:
            rest = "<table:covered-table-cell/>" * (wide - 1)
            height = lines([group.heading], [sum(widths)])
            heading = _cell(group.heading, "group", span=wide)
            yield f'<table:table-row table:style-name="r{height}">{heading}{rest}</table:table-row>'
        for row in group.rows:
            cells = "".join(_cell(cell, _style(column)) for cell, column in zip(row.cells, table.columns, strict=True))
            yield f'<table:table-row table:style-name="r{lines(row.cells, widths)}">{cells}</table:table-row>'


def _style(column: Column) -> str:
    return "figure" if column.align == "right" else "words"


def _cell(cell: Cell, style: str, *, span: int = 1) -> str:
    attributes = f'table:style-name="{style}"'
    if span > 1:
        attributes += f' table:number-columns-spanned="{span}" table:number-rows-spanned="1"'
    if not isinstance(cell, str):
        return (
            f'<table:table-cell {attributes} office:value-type="float" office:value="{cell!r}">'
            f"<text:p>{shown(cell)}</text:p></table:table-cell>"
        )
    if not cell:
        return f"<table:table-cell {attributes}/>"
    plain = cell.replace("\t", " ")  # LibreOffice drops a tab of a sheet and joins the words beside it
    paragraphs = "".join(f"<text:p>{odf.words(line)}</text:p>" for line in plain.split("\n"))
    return f'<table:table-cell {attributes} office:value-type="string">{paragraphs}</table:table-cell>'


def _ranges(tables: list[TableBlock], names: list[str]) -> str:
    out = []
    for table, name in zip(tables, names, strict=True):
        sheet = "$'" + name.replace("'", "''") + "'"
        line, marked = 1, iter(marks(table.rows()))
        for group in table.groups:
            line += group.heading is not None
            for _ in group.rows:
                line += 1
                if mark := next(marked):
                    where = f"{sheet}.$A${line}:.${_letter(len(table.columns))}${line}"
                    out.append(
                        f'<table:named-range table:name="{mark}" table:base-cell-address={quoteattr(f"{sheet}.$A$1")}'
                        f" table:cell-range-address={quoteattr(where)}/>"
                    )
    return f"<table:named-expressions>{''.join(out)}</table:named-expressions>" if out else ""


def _letter(column: int) -> str:
    """A, B, … Z, AA: how a spreadsheet names its columns, counted from 1."""
    before, last = divmod(column - 1, 26)
    return (_letter(before) if before else "") + chr(ord("A") + last)


def _widths(document: Document, tables: list[TableBlock]) -> str:
    out = []
    for number, table in enumerate(tables):
        whole = sum(column.weight for column in table.columns)
        for n, column in enumerate(table.columns):
            width = max(1.8, column.weight / whole * _WIDTH[document.landscape])
            out.append(
                f'<style:style style:name="c{number}-{n}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>'
            )
    return "".join(out)


def _heights(counts: list[int]) -> str:
    """A row style for each number of lines. LibreOffice's own fitted heights cut the last line off in print."""
    return "".join(
        f'<style:style style:name="r{count}" style:family="table-row"><style:table-row-properties'
        f' style:row-height="{count * _LINE + _PADDING:.2f}cm" style:use-optimal-row-height="false"/></style:style>'
        for count in counts
    )


def _page(document: Document) -> str:
    return odf.root(
        "document-styles",
        f'{odf.FONT}<office:styles><style:default-style style:family="table-cell"><style:text-properties'
        f' style:font-name="Arial" fo:font-size="10pt" fo:color="#1b1f1e" {odf.language(document)}/>'
        "</style:default-style></office:styles><office:automatic-styles>"
        f"{odf.page_layout(document, 'page')}</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Default" style:page-layout-name="page"><style:footer>'
        f"<text:p>{odf.page_of_pages()}</text:p></style:footer></style:master-page></office:master-styles>",
    )


def _settings(names: list[str]) -> str:
    """The header row of every sheet stays in view."""
    item = '<config:config-item config:name="{0}" config:type="{1}">{2}</config:config-item>'
    frozen = (
        item.format("VerticalSplitMode", "short", 2)
        + item.format("VerticalSplitPosition", "int", 1)
        + item.format("ActiveSplitRange", "short", 2)
        + item.format("PositionBottom", "int", 1)
    )
    sheets = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(name)}>{frozen}</config:config-item-map-entry>"
        for name in names
    )
    return odf.root(
        "document-settings",
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'<config:config-item-map-named config:name="Tables">{sheets}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>",
    )


def _cell_style(name: str, *, cell: str = "", words: str = "", align: str = "start") -> str:
    number = ' style:data-style-name="thousands"' if name == "figure" else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default"{number}>'
        '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" fo:padding="0.1cm"'
        f' fo:border-bottom="0.5pt solid #dfe0dc" {cell}/><style:paragraph-properties fo:text-align="{align}"/>'
        f"<style:text-properties {words}/></style:style>"
    )


_STYLES = (
    '<number:number-style style:name="thousands"><number:number number:min-integer-digits="1"'
    ' number:decimal-places="0" number:grouping="true"/></number:number-style>'
    + _cell_style("heading", words='fo:font-weight="bold" fo:font-size="8pt" fo:color="#4a5250"').replace(
        "0.5pt solid #dfe0dc", "1.5pt solid #0f5f6b"
    )
    + _cell_style("group", cell='fo:background-color="#f4f4f2"', words='fo:font-weight="bold"')
    + _cell_style("words")
    + _cell_style("figure", align="end")
    + '<style:style style:name="sheet" style:family="table" style:master-page-name="Default">'
    '<style:table-properties table:display="true"/></style:style>'
)
