"""CSV: UTF-8 with a byte-order mark and CRLF, as Excel expects; only the table, its group rows in the first cell.

A text that a spreadsheet would run as a formula is guarded by an apostrophe; ``unguarded`` is its exact inverse,
so a file that comes back holds what went out.
"""

import csv
import io
import re
from collections.abc import Iterator

from cypsc_desktop.output.document import Cell, Document, TableBlock

_RISKY = re.compile(r"'*[=+\-@\t]")
_GUARDED = re.compile(r"'+[=+\-@\t]")


def render(document: Document) -> bytes:
    """The tables one under the other, an empty line between them; a caption above each where there are several."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    sheets = document.sheets()
    for number, table in enumerate(sheets):
        if number:
            rows.writerow(())
        if len(sheets) > 1:
            rows.writerow((guarded(table.caption),))
        rows.writerows(_lines(table))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def guarded(cell: Cell) -> str:
    """A cell that no spreadsheet takes for a formula: numbers bare, risky texts behind an apostrophe."""
    if not isinstance(cell, str):
        return str(int(cell)) if float(cell).is_integer() else str(cell)
    return f"'{cell}" if _RISKY.match(cell) else cell


def unguarded(text: str) -> str:
    """What ``guarded`` was given, if it was a text."""
    return text[1:] if _GUARDED.match(text) else text


def _lines(table: TableBlock) -> Iterator[list[str]]:
    yield [guarded(column.heading) for column in table.columns]
    rest = [""] * (len(table.columns) - 1)
    for group in table.groups:
        if group.heading is not None:
            yield [guarded(group.heading), *rest]
        yield from ([guarded(cell) for cell in row.cells] for row in group.rows)
