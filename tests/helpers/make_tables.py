"""Makes sheets with ruled tables by hand: spans, cut edges, other widths on the next sheet."""

from collections.abc import Sequence

from cypsc_desktop.intake.layout import Box, Cell, Line, Sheet, Source, Table, Word

_EM, _STEP, _LEFT = 5.0, 13.0, 50.0
Written = str | tuple[str, int] | tuple[str, int, int] | None


def a_line(
    text: str, *, page: int = 1, left: float = _LEFT, top: float = 60.0, gap: float = 1.0, bold: bool = False
) -> Line:
    """A printed line; its words stand ``_EM`` apart."""
    words, x = [], left
    for word in text.split():
        words.append(Word(word, Box(x, top, x + len(word) * _EM, top + 11)))
        x += (len(word) + 1) * _EM
    right = words[-1].box.right if words else left
    return Line(" ".join(text.split()), Box(left, top, right, top + 11), page, tuple(words), 10.0, bold, gap)


def a_table(
    rows: Sequence[Sequence[Written]],
    *,
    page: int = 1,
    top: float = 100.0,
    widths: Sequence[float] = (),
    open_top: bool = False,
    open_bottom: bool = False,
) -> Table:
    """A ruled grid. A cell is its text ("\\n" ends a line), or (text, columns) or (text, columns, rows) where it spans;
    None is covered by a span. ``widths`` in points, 90 each where left out."""
    columns = max(sum(_spans(cell)[1] if cell is not None else 1 for cell in row) for row in rows)
    edges = [_LEFT]
    for n in range(columns):
        edges.append(edges[-1] + (widths[n] if n < len(widths) else 90.0))
    heights = [
        _STEP * (1 + max((_spans(c)[0].count("\n") + 1 for c in row if c is not None), default=1)) for row in rows
    ]
    tops = [top]
    for height in heights:
        tops.append(tops[-1] + height)
    cells = []
    for index, row in enumerate(rows):
        column = 0
        for written in row:
            if written is None:
                column += 1
                continue
            text, wide, deep = _spans(written)
            box = Box(edges[column], tops[index], edges[column + wide], tops[index + deep])
            lines = tuple(
                a_line(piece, page=page, left=box.left + 3, top=box.top + 2 + n * _STEP, gap=0.2 if n else 0.0)
                for n, piece in enumerate(text.split("\n"))
                if piece.strip()
            )
            cells.append(Cell(lines, box, index, column, deep, wide))
            column += wide
    box = Box(_LEFT, top, edges[-1], tops[-1])
    return Table(page, box, tuple(cells), tuple(edges), open_top, open_bottom)


def a_sheet(number: int, *blocks: Line | Table) -> Sheet:
    """A landscape sheet with lines and tables where their boxes say."""
    lines = tuple(b for b in blocks if isinstance(b, Line))
    tables = tuple(b for b in blocks if isinstance(b, Table))
    return Sheet(number, 842.0, 595.0, lines, tables, stamp=str(number))


def a_source(*sheets: Sheet) -> Source:
    """A PDF of these sheets."""
    return Source("0" * 64, "tables.pdf", "pdf", sheets)


def _spans(cell: str | tuple[str, int] | tuple[str, int, int]) -> tuple[str, int, int]:
    if isinstance(cell, str):
        return cell, 1, 1
    return (cell[0], cell[1], cell[2]) if len(cell) == 3 else (cell[0], cell[1], 1)
