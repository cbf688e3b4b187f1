"""A workbook as a Source: each visible sheet a table. Formulas give their last saved values."""

import datetime as dt
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any

from cypsc_desktop.intake.flow import RUN_ON, Flow, Slot, Text
from cypsc_desktop.intake.layout import Source
from cypsc_desktop.intake.package import Package
from cypsc_desktop.model.errors import UserError

_MOST_ROWS = 5_000
_MOST_COLUMNS = 200
_LARGEST_PART = 24 * 1024**2  # openpyxl reads about 2 MB a second
_BROKEN = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, SyntaxError, OverflowError,
    RuntimeError, NotImplementedError,
)  # fmt: skip


def build(path: Path, *, sha256: str, name: str) -> Source:
    """Raises UserError when the file is damaged or swells beyond bounds."""
    with Package(path, name) as package:
        package.check(largest=_LARGEST_PART)
    import openpyxl

    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and links that it leaves out: not our matter
            book = openpyxl.load_workbook(file, data_only=True)
    except _BROKEN as wrong:
        raise UserError(
            f"{name} is damaged or was not copied whole. Open it in Excel, save it again, then import it."
        ) from wrong
    flow = Flow()
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            flow.add(Text(sheet.title, heading=1, bold=True))
            flow.add_table(_slots(sheet))
    book.close()
    return Source(sha256=sha256, name=name, format="xlsx", sheets=(flow.sheet(),), paged=False)


def _slots(sheet: Any) -> list[Slot]:
    """The cells that hold something, merged ones with their spans; empty rows at the top do not count."""
    spans = {(m.min_row, m.min_col): (m.size["rows"], m.size["columns"]) for m in sheet.merged_cells.ranges}
    slots = []
    bottom = min(sheet.max_row or 0, _MOST_ROWS)
    for row in sheet.iter_rows(max_row=bottom, max_col=min(sheet.max_column or 0, _MOST_COLUMNS)):
        for cell in row:
            rows, columns = spans.get((cell.row, cell.column), (1, 1))
            text = _said(cell.value)
            if text:
                lines = tuple(Text(line, gap=RUN_ON) for line in text.split("\n") if line.strip())
                slots.append(
                    Slot(lines, cell.row - 1, cell.column - 1, min(rows, _MOST_ROWS), min(columns, _MOST_COLUMNS))
                )
    top = min((s.row for s in slots), default=0)
    left = min((s.column for s in slots), default=0)
    return [Slot(s.lines, s.row - top, s.column - left, s.rows, s.columns) for s in slots]


def _said(value: Any) -> str:
    """A value as a reader would expect it: whole numbers without ".0", dates in British order."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.datetime):
        return value.strftime("%d/%m/%Y %H:%M" if value.hour or value.minute else "%d/%m/%Y")
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
