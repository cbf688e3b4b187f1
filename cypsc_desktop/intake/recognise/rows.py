"""Printed rows: what stands beside each other on a sheet, across columns, margins and table cells.

A front sheet is read in rows because the item's number, its title and its page range may be three lines of
the layout (or three cells). It knows nothing about agendas.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from cypsc_desktop.intake.layout import Box, Line, Sheet, Table, Word

_WIDE_SPACE = 1.25  # widths of a letter; a space is half of one, in a fixed pitch a whole one
_FEWEST_SPACES = 3
_NUMBER = re.compile(r"^[(\[]?[A-Z]{0,2}\d{1,4}(?:/\d{1,4})?[a-z]?[.):\]]{0,2}$|^[A-Z][.)]$")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one row that stand together, parted from others by a wide space."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Row:
    """``gap``: white space to the row above, in row heights (0 for a sheet's first). ``table``: the number of
    the ruled table that the row stands in (None outside); ``begins``: it is the first of its table row. ``stretched``: its
    words are spaced out to fill the measure, so that its paragraph goes on in the next row."""

    page: int
    segments: tuple[Segment, ...]
    box: Box
    size: float
    bold: bool
    gap: float
    heading: int = 0
    bullet: str | None = None
    table: int | None = None
    begins: bool = False
    first: bool = False
    stretched: bool = False

    @property
    def text(self) -> str:
        return " ".join(s.text for s in self.segments)

    @property
    def left(self) -> float:
        return self.segments[0].left

    @property
    def right(self) -> float:
        return self.segments[-1].right

    @property
    def caps(self) -> bool:
        """Whether all its words are capitals (at least three letters)."""
        return is_caps(self.text)


def is_caps(text: str) -> bool:
    """Whether the text has at least three letters and no small one; "(Pages 5 - 14)" does not count."""
    plain = re.sub(r"\(.*?\)|\(.*$", "", text)
    return sum(c.isalpha() for c in plain) >= 3 and plain == plain.upper()


def sheet_rows(sheet: Sheet) -> list[Row]:
    """The rows of a sheet from top to bottom, those of ruled tables included in their place."""
    rows: list[Row] = []
    run: list[Line] = []
    for number, block in enumerate(sheet.blocks()):
        if isinstance(block, Table):
            rows += _line_rows(run)
            rows += _table_rows(block, number)
            run = []
        else:
            run.append(block)
    rows += _line_rows(run)
    return list(_with_gaps(rows))


def all_rows(sheets: Iterable[Sheet]) -> list[Row]:
    """The rows of several sheets in order."""
    return [row for sheet in sheets for row in sheet_rows(sheet)]


def text_of(sheet: Sheet) -> str:
    """All words of a sheet, cells and furniture included, a line a line."""
    parts = [line.text for line in sheet.lines]
    parts += [line.text for table in sheet.tables for cell in table.cells for line in cell.lines]
    parts += [line.text for line in sheet.furniture]
    return "\n".join(parts)


def head_lines(sheet: Sheet, count: int = 12) -> list[Line]:
    """The first lines of a sheet as a reader sees them, those in table cells included."""
    lines: list[Line] = []
    for block in sheet.blocks():
        if isinstance(block, Table):
            lines += [line for cell in sorted(block.cells, key=lambda c: (c.row, c.column)) for line in cell.lines]
        else:
            lines.append(block)
        if len(lines) >= count:
            break
    return lines[:count]


def _line_rows(lines: Sequence[Line]) -> list[Row]:
    """Lines that overlap by more than half of the lower one's height stand in one row."""
    groups: list[list[Line]] = []
    top = bottom = 0.0
    for line in sorted(lines, key=lambda one: ((one.box.top + one.box.bottom) / 2, one.box.left)):
        overlap = min(bottom, line.box.bottom) - max(top, line.box.top)
        if groups and overlap > 0.5 * max(0.1, min(bottom - top, line.box.height)):
            groups[-1].append(line)
            top, bottom = min(top, line.box.top), max(bottom, line.box.bottom)
        else:
            groups.append([line])
            top, bottom = line.box.top, line.box.bottom
    return [_row(group) for group in groups]


def _table_rows(table: Table, number: int) -> list[Row]:
    """Rows of a grid: the n-th lines of its cells stand side by side, however they are aligned in their cells."""
    rows = []
    by_row: dict[int, list[tuple[Line, ...]]] = {}
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        by_row.setdefault(cell.row, []).append(cell.lines)
    for cells in by_row.values():
        for index, lines in enumerate(zip_longest(*cells)):
            present = [line for line in lines if line is not None and line.text.strip()]
            if present:
                rows.append(_row(sorted(present, key=lambda one: one.box.left), table=number, begins=index == 0))
    return rows


def _row(lines: Sequence[Line], *, table: int | None = None, begins: bool = False) -> Row:
    lines = sorted(lines, key=lambda one: one.box.left)
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    main = max(lines, key=lambda one: len(one.text))
    return Row(
        page=lines[0].page,
        segments=tuple(s for line in lines for s in _segments(line)),
        box=box,
        size=main.size,
        bold=main.bold,
        gap=0.0,
        heading=max(line.heading for line in lines),
        bullet=lines[0].bullet,
        table=table,
        begins=begins,
        stretched=_is_stretched(main),
    )


def _is_stretched(line: Line) -> bool:
    """Whether the words stand evenly further apart than words do, the number before them aside."""
    spaces = [b.box.left - a.box.right for a, b in itertools.pairwise(line.words)][1:]
    letters = sum(len(word.text) for word in line.words)
    if len(spaces) < _FEWEST_SPACES or not letters:
        return False
    letter = sum(word.box.width for word in line.words) / letters
    return min(spaces) > _WIDE_SPACE * letter and max(spaces) - min(spaces) < 0.5 * letter


def _segments(line: Line) -> Iterator[Segment]:
    if not line.words:
        yield Segment(line.text, line.box.left, line.box.right)
        return
    wide = 1.4 * (line.size or line.box.height or 10.0)
    run: list[Word] = []
    for word in line.words:
        space = word.box.left - run[-1].box.right if run else 0.0
        if space > wide or (len(run) == 1 and space > 0.4 * wide and _NUMBER.match(run[0].text)):
            yield _segment(run)
            run = []
        run.append(word)
    yield _segment(run)


def _segment(words: Sequence[Word]) -> Segment:
    return Segment(" ".join(w.text for w in words), words[0].box.left, words[-1].box.right)


def _with_gaps(rows: Sequence[Row]) -> Iterator[Row]:
    above: Row | None = None
    for row in rows:
        height = max(1.0, row.box.height)
        gap = max(0.0, (row.box.top - above.box.bottom) / height) if above else 0.0
        yield Row(
            row.page, row.segments, row.box, row.size, row.bold, gap,
            row.heading, row.bullet, row.table, row.begins, above is None, row.stretched,
        )  # fmt: skip
        above = row
