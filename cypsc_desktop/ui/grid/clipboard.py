"""A block of cells on the clipboard: out as a table for Word and Excel, in from them. Pure but for QMimeData.

Three forms go out, and are looked for in this order coming in: our own cells, an HTML table, text with tabs.
"""

import html
import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData

CELLS = "application/x-cypsc-cells"
Block = list[list[str]]
_MOST = 200_000  # cells; more than that is no table that anybody means to paste here


def to_mime(shown: Sequence[Sequence[str]], typed: Sequence[Sequence[str]] | None = None) -> QMimeData:
    """The block as it reads, for other programs, and as it is typed, for our own grids."""
    mime = QMimeData()
    mime.setText(to_text(shown))
    mime.setHtml(to_html(shown))
    mime.setData(CELLS, json.dumps([list(row) for row in (typed or shown)]).encode())
    return mime


def from_mime(mime: QMimeData) -> Block:
    """The block that a clipboard holds; empty where it holds none."""
    if mime.hasFormat(CELLS):
        return _own(bytes(mime.data(CELLS).data()))
    if mime.hasHtml() and "<table" in mime.html().casefold():
        block = from_html(mime.html())
        if block:
            return block
    return from_text(mime.text()) if mime.hasText() else []


def to_text(block: Sequence[Sequence[str]]) -> str:
    """Cells parted by tabs, rows by line ends; a cell that holds either, or begins with a quote, stands in quotes."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in block)


def from_text(text: str) -> Block:
    """The opposite of ``to_text``, as Excel and LibreOffice write it; rows of unequal length are filled up."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removesuffix("\n")
    rows: Block = [[]]
    place = 0
    while True:
        cell, place = _cell(text, place)
        rows[-1].append(cell)
        if place >= len(text):
            break
        if text[place] == "\n":
            rows.append([])
        place += 1
        if place == len(text):
            rows[-1].append("")
            break
    return _even(rows)


def to_html(block: Sequence[Sequence[str]]) -> str:
    """A table; every cell is marked as text, so that Excel leaves "1.10" and "3/4" as they are."""
    body = "".join(
        "<tr>"
        + "".join(f"<td style=\"mso-number-format:'\\@';vertical-align:top\">{_escaped(c)}</td>" for c in row)
        + "</tr>"
        for row in block
    )
    return f'<meta charset="utf-8"><table border="1" style="border-collapse:collapse">{body}</table>'


def from_html(text: str) -> Block:
    """The cells of the first table; merged cells count in their first place, paragraphs are lines."""
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    return _even(reader.rows)


def _cell(text: str, place: int) -> tuple[str, int]:
    """The cell that begins at ``place``, and where its end is."""
    if text[place : place + 1] == '"':
        quoted = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)').match(text, place)
        if quoted:
            return quoted[1].replace('""', '"'), quoted.end()
    end = min((n for n in (text.find("\t", place), text.find("\n", place)) if n >= 0), default=len(text))
    return text[place:end], end


def _quoted(cell: str) -> str:
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" in cell or "\t" in cell or cell.startswith('"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _escaped(cell: str) -> str:
    kept = html.escape(cell).replace("\t", "&#9;").replace("  ", " &nbsp;")
    return kept.replace("\r\n", "\n").replace("\n", '<br style="mso-data-placement:same-cell">')


def _own(data: bytes) -> Block:
    try:
        rows = json.loads(data)
    except ValueError:
        return []
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return []
    return _even([[str(cell) for cell in row] for row in rows])


def _even(rows: Block) -> Block:
    width = max((len(row) for row in rows), default=0)
    if width == 0 or width * len(rows) > _MOST:
        return []
    return [row + [""] * (width - len(row)) for row in rows]


class _TableReader(HTMLParser):
    """Reads the outermost first table; white space collapses as a browser would, breaks and paragraphs are lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: Block = []
        self._depth = 0
        self._done = False
        self._cell: list[str] | None = None
        self._spans: dict[int, int] = {}
        self._wide = 1
        self._tall = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif self._depth == 1 and not self._done and tag == "tr":
            self._end_cell()
            self.rows.append([])
            self._fill()
        elif self._depth == 1 and not self._done and tag in ("td", "th"):
            self._end_cell()
            if not self.rows:
                self.rows.append([])
            named = dict(attrs)
            self._wide, self._tall = _span(named.get("colspan")), _span(named.get("rowspan"))
            self._cell = []
        elif self._cell is not None and tag in ("br", "p", "div", "li", "tr"):
            self._break(always=tag == "br")
        elif self._cell is not None and tag == "td":
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
                self._done = True
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            # A no-break space is kept through the collapsing: it stands for a blank that was meant.
            self._cell.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def close(self) -> None:
        super().close()
        self._end_cell()

    def _break(self, *, always: bool) -> None:
        if self._cell is not None and (always or "".join(self._cell).strip(" \n")):
            self._cell.append("\n")

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        lines = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", "".join(self._cell))).strip(" \n")
        self._cell = None
        row = self.rows[-1]
        start = len(row)
        row += [lines.replace("\xa0", " "), *[""] * (self._wide - 1)]
        if self._tall > 1:
            for column in range(start, start + self._wide):
                self._spans[column] = self._tall - 1
        self._fill()

    def _fill(self) -> None:
        """Leave empty what a cell further up reaches down into."""
        row = self.rows[-1]
        while self._spans.get(len(row), 0) > 0 and len(self.rows) > 1:
            self._spans[len(row)] -= 1
            row.append("")


def _span(said: str | None) -> int:
    return min(max(int(said), 1), 100) if said and said.isdigit() else 1
