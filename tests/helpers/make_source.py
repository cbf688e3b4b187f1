"""Makes a Source from typed text, so that a test shows the page it is about.

Each line stands where its columns stand: four or more spaces part two columns as the PDF layout does. A blank
line is a gap, a form feed a new sheet. Marks at a line's start: "! " bold, "# " a heading in large bold print.
Rows of "| a | b |" that follow each other are a ruled table.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from cypsc_desktop.intake.layout import Bookmark, Box, Cell, Line, Sheet, Source, Table, Word

_EM = 5.4
_LEFT = 57.0
_TOP = 60.0
_STEP = 15.0
_SIZE = 11.0
FILLER = "This page is intentionally left blank"


def make_source(
    text: str,
    *,
    stamps: Sequence[str | None] | None = None,
    furniture: Mapping[int, Iterable[str]] | None = None,
    outline: Sequence[tuple[str, int]] | Sequence[Bookmark] = (),
    info: Mapping[str, str] | None = None,
    landscape: Iterable[int] = (),
    paged: bool = True,
    name: str = "papers.pdf",
) -> Source:
    """The Source that ``text`` shows.

    ``stamps``: the printed label of each sheet, None without one. ``furniture``: sheet -> running heads ("Agenda
    Item 4" stands at the top right). ``outline``: (title, sheet) for whole sheets, or bookmarks.
    """
    sideways = set(landscape)
    sheets = []
    for number, page in enumerate(text.split("\f"), 1):
        width, height = (842.0, 595.0) if number in sideways else (595.0, 842.0)
        stamp = stamps[number - 1] if stamps and number <= len(stamps) else None
        heads = list((furniture or {}).get(number, ()))
        sheets.append(_sheet(page, number, width=width, height=height, stamp=stamp, heads=heads))
    marks = tuple(b if isinstance(b, Bookmark) else Bookmark(b[0], 0, b[1]) for b in outline)
    return Source("0" * 64, name, "pdf" if paged else "text", tuple(sheets), marks, dict(info or {}), paged)


def _sheet(text: str, number: int, *, width: float, height: float, stamp: str | None, heads: list[str]) -> Sheet:
    lines: list[Line] = []
    tables: list[Table] = []
    rows: list[str] = []
    top, bottom = _TOP, _TOP
    for raw in [*text.strip("\n").split("\n"), ""]:
        if raw.lstrip().startswith("|"):
            rows.append(raw)
            continue
        if rows:
            tables.append(_table(rows, number, top, width))
            top = tables[-1].box.bottom + 6
            bottom, rows = top, []
        if raw.strip():
            made = _lines(raw, number, top, bottom if lines or tables else top)
            lines += made
            bottom = made[0].box.bottom if made else bottom
        top += _STEP if raw.strip() else _STEP * 0.8
    furniture = [_line(head, number, width - 140, 20.0, 0.0) for head in heads]
    if stamp is not None:
        furniture.append(_line(f"Page {stamp}", number, width / 2, height - 24, 0.0))
    words = text.strip()
    return Sheet(
        number, width, height, tuple(lines), tuple(tables), tuple(furniture), stamp,
        filler=words == FILLER, has_text=bool(words), images=0 if words else 1,
    )  # fmt: skip


def _lines(raw: str, number: int, top: float, above: float) -> list[Line]:
    bold, size = False, _SIZE
    if raw.startswith("! "):
        bold, raw = True, raw[2:]
    elif raw.startswith("# "):
        bold, size, raw = True, 16.0, raw[2:]
    gap = max(0.0, (top - above) / (size + 2))
    made: list[Line] = []
    for match in re.finditer(r"\S+(?: {1,3}\S+)*", raw):
        left = _LEFT + match.start() * _EM
        made.append(_line(match[0], number, left, top, 0.0 if made else gap, bold=bold, size=size))
    return made


def _line(
    text: str, number: int, left: float, top: float, gap: float, *, bold: bool = False, size: float = _SIZE
) -> Line:
    em = _EM * size / _SIZE
    words = tuple(
        Word(m[0], Box(left + m.start() * em, top, left + m.end() * em, top + size + 2))
        for m in re.finditer(r"\S+", text)
    )
    box = Box(left, top, words[-1].box.right, top + size + 2)
    return Line(" ".join(w.text for w in words), box, number, words, size, bold, gap)


def _table(rows: Sequence[str], number: int, top: float, width: float) -> Table:
    """Cells of equal width but a narrow first; "~" in a cell breaks its line."""
    grid = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]
    columns = max(len(row) for row in grid)
    narrow = 50.0 if columns > 2 else 150.0
    wide = (width - 2 * _LEFT - narrow) / max(1, columns - 1)
    edges = [_LEFT, *(_LEFT + narrow + wide * n for n in range(columns))]
    cells = []
    at = top
    for index, row in enumerate(grid):
        deep = max(1, *(cell.count("~") + 1 for cell in row))
        spans = len(row) == 1
        for column, cell in enumerate(row):
            left = edges[column]
            right = edges[-1] if spans else edges[column + 1]
            pieces = [piece.strip() for piece in cell.split("~")]
            lines = tuple(
                _line(piece, number, left + 4, at + 2 + n * _STEP, 0.3 if n else 0.0)
                for n, piece in enumerate(pieces)
                if piece
            )
            cells.append(
                Cell(lines, Box(left, at, right, at + deep * _STEP + 4), index, column, 1, columns if spans else 1)
            )
        at += deep * _STEP + 4
    return Table(number, Box(_LEFT, top, width - _LEFT, at), tuple(cells), tuple(edges))
