"""Excel workbooks: a sheet a table, headings in its first row, group rows merged, rows marked by defined names.

Text is stored as text, whatever it begins with; numbers as numbers. No title row: the headings come first so
that filters and importers find them; the title stands in the print header and the properties.
"""

import io
import re
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.output.document import Cell, Document, TableBlock
from cypsc_desktop.output.row_marks import marks
from cypsc_desktop.output.writers.measure import letters, lines
from cypsc_desktop.output.writers.sheet_names import sheet_names
from cypsc_desktop.output.writers.zipped import office

_CELL_LIMIT = 32_767  # characters that Excel can keep in one cell
_WIDTH = {True: 138.0, False: 92.0}  # digits across a sheet: it prints at its full size
_LINE_HEIGHT, _PADDING = 12.75, 5.0  # points of a line in Arial 10, and of what stands above and below it
_FORMULA = ("=", "+", "-", "@")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LINE = Side(style="thin", color="DFE0DC")


def render(document: Document) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in _styles():
        book.add_named_style(style)
    tables = document.sheets()
    for table, name in zip(tables, sheet_names([table.caption for table in tables]), strict=True):
        sheet = book.create_sheet(name)
        _page(sheet, document, table)
        for mark, line in _fill(sheet, table, landscape=document.landscape):
            where = f"{quote_sheetname(name)}!$A${line}:${get_column_letter(len(table.columns))}${line}"
            book.defined_names[mark] = DefinedName(mark, attr_text=where, hidden=True)
    out = io.BytesIO()
    book.save(out)
    return office(out.getvalue(), document, change=_mended)


def _mended(name: str, part: bytes) -> bytes:
    """Two things that openpyxl settles for us.

    It fixes every height that it is given; without the mark, Excel takes a height as its own and keeps it fitted.
    And widths are counted in digits of the workbook's first font, which should be the one we write in.
    """
    if name == "xl/styles.xml":
        return part.replace(b'<name val="Calibri"/>', b'<name val="Arial"/>').replace(
            b'<sz val="11"/>', b'<sz val="10"/>'
        )
    return part.replace(b' customHeight="1"', b"") if name.startswith("xl/worksheets/") else part


def _fill(sheet: Worksheet, table: TableBlock, *, landscape: bool) -> Iterator[tuple[str, int]]:
    """Write the table; gives the mark and the line of each row that has one."""
    wide = len(table.columns)
    widths = letters(table, _WIDTH[landscape] * 1.08)  # letters are narrower than digits
    _fit(sheet, 1, lines([column.heading for column in table.columns], widths))
    for n, column in enumerate(table.columns, start=1):
        _put(sheet.cell(1, n), column.heading, "cypsc heading")
    line, names = 1, iter(marks(table.rows()))
    for group in table.groups:
        if group.heading is not None:
            line += 1
            for n in range(1, wide + 1):
                _put(sheet.cell(line, n), group.heading if n == 1 else "", "cypsc group")
            sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=wide)
            _fit(sheet, line, lines([group.heading], [sum(widths)]))
        for row in group.rows:
            line += 1
            _fit(sheet, line, lines(row.cells, widths))
            for n, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True), start=1):
                _put(sheet.cell(line, n), cell, "cypsc number" if column.align == "right" else "cypsc text")
            if mark := next(names):
                yield mark, line


def _fit(sheet: Worksheet, line: int, count: int) -> None:
    """A first height, so that nothing is cut off; ``render`` lets Excel fit the row again when it is edited."""
    sheet.row_dimensions[line].height = min(409.0, count * _LINE_HEIGHT + _PADDING)


def _put(cell: SheetCell | MergedCell, value: Cell, style: str) -> None:
    assert isinstance(cell, SheetCell)
    cell.style = style
    if not isinstance(value, str):
        cell.value = int(value) if float(value).is_integer() else value
        cell.number_format = "#,##0" if float(value).is_integer() else "General"
        return
    if not value:
        return
    escaped = _ESCAPE.sub("_x005F_", value)  # "_x0041_" would be read as "A" (ECMA-376, ST_Xstring)
    if len(escaped) > _CELL_LIMIT:
        raise UserError(
            f"The cell that begins “{value[:40]}…” holds {len(value):,} characters; Excel keeps {_CELL_LIMIT:,}. "
            "Save as .ods, .docx or .csv instead."
        )
    cell.value = escaped
    cell.data_type = "s"
    if value.startswith(_FORMULA):
        cell.quotePrefix = True


def _page(sheet: Worksheet, document: Document, table: TableBlock) -> None:
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape" if document.landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(left=_HeaderFooterPart(document.name.replace("&", "&&")[:200]))
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(right=_HeaderFooterPart("Page &P of &N"))
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    whole = sum(column.weight for column in table.columns)
    for n, column in enumerate(table.columns, start=1):
        width = max(8.0, column.weight / whole * _WIDTH[document.landscape])
        sheet.column_dimensions[get_column_letter(n)].width = round(width, 1)


def _styles() -> list[NamedStyle]:
    top = Alignment(vertical="top", wrap_text=True)
    rule = Border(bottom=_LINE)
    chrome = PatternFill("solid", fgColor="F4F4F2")
    return [
        NamedStyle(
            "cypsc heading",
            font=Font(name="Arial", size=8, bold=True, color="4A5250"),
            alignment=Alignment(vertical="bottom", wrap_text=True),
            border=Border(bottom=Side(style="medium", color="0F5F6B")),
        ),
        NamedStyle(
            "cypsc group",
            font=Font(name="Arial", size=10, bold=True, color="1B1F1E"),
            alignment=Alignment(vertical="center", wrap_text=True),
            fill=chrome,
            border=rule,
        ),
        NamedStyle("cypsc text", font=Font(name="Arial", size=10), alignment=top, border=rule),
        NamedStyle(
            "cypsc number",
            font=Font(name="Arial", size=10),
            alignment=Alignment(horizontal="right", vertical="top", wrap_text=True),
            border=rule,
        ),
    ]
