"""What a selection is on the clipboard: plain text in reading order, or a table as text with tabs and as HTML, so that
it comes into Word and Excel as a table. Pure values."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from cypsc_desktop.ui.papers.page_text import CellText, PageText

_FORMULA = ("=", "+", "@")


@dataclass(frozen=True, slots=True)
class Clip:
    """Plain text, and HTML where it is a table."""

    text: str
    html: str = ""


def copied(parts: Sequence[tuple[PageText, int, int]]) -> Clip:
    """What the parts of pages (text, from, to), in order, are on the clipboard. A block of cells within one page's table
    becomes a table."""
    if len(parts) == 1:
        page, start, end = parts[0]
        cells = page.block(start, end)
        if cells:
            return Clip(as_tabs(page, cells), as_html(page, cells))
    return Clip("\n".join(page.text[start:end] for page, start, end in parts))


def grid(page: PageText, cells: Sequence[CellText]) -> list[list[str]]:
    """The cells' texts by rows and columns; a cell that spans several stands in the first of them."""
    top, left = min(c.row for c in cells), min(c.column for c in cells)
    bottom, right = max(c.row + c.rows for c in cells), max(c.column + c.columns for c in cells)
    rows = [["" for _ in range(left, right)] for _ in range(top, bottom)]
    for cell in cells:
        rows[cell.row - top][cell.column - left] = " ".join(page.text[cell.start : cell.end].split())
    return rows


def as_tabs(page: PageText, cells: Sequence[CellText]) -> str:
    """Rows of cells parted by tabs."""
    return "\n".join("\t".join(row) for row in grid(page, cells))


def as_html(page: PageText, cells: Sequence[CellText]) -> str:
    """An HTML table with the spans of the page's own."""
    rows: dict[int, list[str]] = {}
    for cell in sorted(cells, key=lambda c: (c.row, c.column)):
        spans = "".join(
            f' {name}="{count}"' for name, count in (("rowspan", cell.rows), ("colspan", cell.columns)) if count > 1
        )
        words = html.escape(" ".join(page.text[cell.start : cell.end].split()))
        if words.startswith(_FORMULA):
            spans += " style=\"mso-number-format:'\\@'\""  # Excel takes it for text then, and computes nothing
        rows.setdefault(cell.row, []).append(f"<td{spans}>{words}</td>")
    body = "".join(f"<tr>{''.join(rows.get(row, []))}</tr>" for row in range(min(rows), max(rows) + 1))
    return f'<table border="1" cellspacing="0">{body}</table>'
