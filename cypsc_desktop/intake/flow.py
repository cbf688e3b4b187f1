"""Lays the lines and tables of a format without pages (DOCX, HTML, text, Markdown) down one endless sheet.

The boxes keep the reading order, indents, tab columns and paragraph gaps, so that rules made for printed
pages hold here too. It knows no file format.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cypsc_desktop.intake.layout import Box, Cell, Line, Sheet, Table, Word
from cypsc_desktop.model.errors import UserError

WIDTH = 595.0
LEFT = 57.0
RIGHT = 538.0
_EM = 5.0  # points a character takes at 11 point
_HEIGHT = 12.0
_TAB = 36.0
_NUMBER_HEAD = re.compile(r"^(?:no|item|number|ref|agenda item)\b\.?(?:\s*no\.?)?$", re.IGNORECASE)
_PAGES = re.compile(
    r"^\W*(?:p(?:age)?s?\.?\s*)?[A-Z]?\d{1,4}\W*(?:(?:-|–|to)\W*(?:p\.?\s*)?[A-Z]?\d{1,4}\W*)?$"
    r"|^\W*(?:to follow|verbal|oral|none)?\W*$",
    re.IGNORECASE,
)
ITEM_NUMBER = re.compile(r"^\(?(?:[A-Z]?\d{1,3}[a-z]?|(?:[A-Z]{2,6}/)?\d{1,4}/\d{1,4}|\d{1,2}\.0)[.)]?$")

PARAGRAPH = 1.8  # gap above a paragraph, in line heights: wider than the leading of any printed page
RUN_ON = 0.15  # gap above a line that a break, not a paragraph, began


MOST_WORDS = 1_000_000
"""About 2,500 pages; the largest real packs have a fifth of it."""


@dataclass(frozen=True, slots=True)
class Text:
    """A line to lay. ``text`` may hold tabs; ``indent`` is in points; ``gap`` in line heights.

    ``right``: what follows the last tab stands at the right margin, as page ranges do.
    """

    text: str
    heading: int = 0
    bullet: str | None = None
    bold: bool = False
    indent: float = 0.0
    gap: float = PARAGRAPH
    right: bool = False
    size: float = 11.0

    def with_gap(self, gap: float) -> "Text":
        """The same line with another gap above it."""
        return replace(self, gap=gap)


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell to lay: its lines, its place in the grid and its spans."""

    lines: tuple[Text, ...]
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    def taller(self) -> "Slot":
        """The same cell over one row more."""
        return replace(self, rows=self.rows + 1)


def layout_rows(slots: Sequence[Slot]) -> list[Text] | None:
    """The lines of a table that only sets out a list; None for a table of data.

    That is a single column (a frame round some text), or an agenda in two or three columns: number, title,
    page. Each of its rows becomes a line with tabs, the further lines of its cells following it.
    """
    columns = max((s.column + s.columns for s in slots), default=0)
    if columns == 1:
        return [line for slot in slots for line in slot.lines]
    if not 2 <= columns <= 3:
        return None
    numbers = [_words(s) for s in slots if s.column == 0 and s.columns == 1]
    told = [text for text in numbers if text and not _NUMBER_HEAD.match(text)]
    if len(told) < 2 or sum(1 for text in told if ITEM_NUMBER.match(text)) < max(2, 0.8 * len(told)):
        return None
    pages = [_words(s) for s in slots if s.column == 2 and s.row > 0 and s.lines]
    if columns == 3 and 2 * sum(_PAGES.match(text) is not None for text in pages) < len(pages):
        return None
    return [line for row in sorted({s.row for s in slots}) for line in _row_lines([s for s in slots if s.row == row])]


def _row_lines(row: list[Slot]) -> list[Text]:
    first = [slot.lines[0] for slot in row if slot.lines]
    if not first:
        return []
    head = replace(
        first[0],
        text="\t".join(f"{line.bullet or ''} {line.text}".strip() for line in first),
        bullet=None,
        heading=max(line.heading for line in first),
        bold=max(first, key=lambda line: len(line.text)).bold,
        gap=PARAGRAPH,
        right=len(first) > 2,
    )
    return [head, *(replace(line, indent=line.indent + _TAB) for slot in row for line in slot.lines[1:])]


def _words(slot: Slot) -> str:
    return " ".join(f"{line.bullet or ''} {line.text}".strip() for line in slot.lines)


class Flow:
    """Collects what is laid on one sheet."""

    def __init__(self, number: int = 1) -> None:
        self.number = number
        self._top = 50.0
        self._lines: list[Line] = []
        self._tables: list[Table] = []
        self._furniture: list[Line] = []
        self._words = 0

    def add(self, text: Text) -> None:
        """Lay one line; one without words is left out, its gap is not."""
        line = _line(text, page=self.number, left=LEFT, right=RIGHT, top=self._top)
        if line is None:
            return
        if not (self._lines or self._tables):
            line = _line(text.with_gap(0.0), page=self.number, left=LEFT, right=RIGHT, top=self._top) or line
        self._count(len(line.words))
        self._lines.append(line)
        self._top = line.box.bottom

    def add_table(self, slots: Iterable[Slot]) -> None:
        """Lay a table; each row is as high as its tallest cell that spans no other row."""
        laid = list(slots)
        columns = max((s.column + s.columns for s in laid), default=0)
        if not columns or not any(line.text.strip() for s in laid for line in s.lines):
            return
        self._top += _HEIGHT
        table = _table(laid, columns=columns, page=self.number, top=self._top)
        self._count(sum(len(line.words) for cell in table.cells for line in cell.lines) + len(table.cells))
        self._tables.append(table)
        self._top = table.box.bottom

    def _count(self, words: int) -> None:
        self._words += words
        if self._words > MOST_WORDS:
            raise UserError(
                "This file holds more than a million words, too many for a paper. Split it, then import the parts."
            )

    def add_furniture(self, text: str) -> None:
        """Keep a running head or foot out of the lines."""
        line = _line(Text(text), page=self.number, left=LEFT, right=RIGHT, top=self._top)
        if line is not None:
            self._furniture.append(line)

    def sheet(self, *, stamp: str | None = None, filler: bool = False) -> Sheet:
        """What was laid, as a sheet."""
        return Sheet(
            number=self.number,
            width=WIDTH,
            height=self._top + 50.0,
            lines=tuple(self._lines),
            tables=tuple(self._tables),
            furniture=tuple(self._furniture),
            stamp=stamp,
            filler=filler,
            has_text=bool(self._lines or self._tables),
        )


def _line(text: Text, *, page: int, left: float, right: float, top: float) -> Line | None:
    """The line with its words placed between two margins; None where there are no words."""
    pieces = [piece.split() for piece in text.text.split("\t")]
    if not any(pieces):
        return None
    start = min(left + text.indent, left + (right - left) / 2)
    top += text.gap * _HEIGHT
    placed = _place(pieces, start, right=right if text.right else None)
    end = placed[-1][2]
    squeeze = min(1.0, (right - start) / (end - start)) if end > start else 1.0
    words = tuple(
        Word(word, Box(start + (a - start) * squeeze, top, start + (b - start) * squeeze, top + _HEIGHT))
        for word, a, b in placed
    )
    return Line(
        text=" ".join(word.text for word in words),
        box=Box(words[0].box.left, top, words[-1].box.right, top + _HEIGHT),
        page=page,
        words=words,
        size=text.size,
        bold=text.bold,
        gap=text.gap,
        heading=text.heading,
        bullet=text.bullet,
    )


def _place(pieces: Sequence[list[str]], start: float, *, right: float | None) -> list[tuple[str, float, float]]:
    """Words with left and right edge; a tab moves on to the next stop."""
    placed = []
    x = start
    for n, piece in enumerate(pieces):
        if n:
            x = start + ((x + 2 * _EM - start) // _TAB + 1) * _TAB  # at least two spaces wide
            width = sum((len(word) + 1) * _EM for word in piece)
            if right is not None and n == len(pieces) - 1 and x + width < right:
                x = right - width
        for word in piece:
            placed.append((word, x, x + len(word) * _EM))
            x += (len(word) + 1) * _EM
    return placed


def _table(slots: list[Slot], *, columns: int, page: int, top: float) -> Table:
    rows = max(s.row + s.rows for s in slots)
    heights = [_HEIGHT * 2] * rows
    for slot in slots:
        tall = _HEIGHT * (1 + sum(1 + line.gap for line in slot.lines))
        short = tall - sum(heights[slot.row : slot.row + slot.rows])
        if short > 0:
            heights[slot.row + slot.rows - 1] += short
    tops = [top]
    for height in heights:
        tops.append(tops[-1] + height)
    step = (RIGHT - LEFT) / columns
    edges = tuple(LEFT + step * n for n in range(columns + 1))
    cells = []
    for slot in slots:
        box = Box(edges[slot.column], tops[slot.row], edges[slot.column + slot.columns], tops[slot.row + slot.rows])
        cells.append(Cell(_cell_lines(slot, box, page), box, slot.row, slot.column, slot.rows, slot.columns))
    return Table(page=page, box=Box(LEFT, top, RIGHT, tops[-1]), cells=tuple(cells), edges=edges)


def _cell_lines(slot: Slot, box: Box, page: int) -> tuple[Line, ...]:
    lines: list[Line] = []
    top = box.top + 2
    for text in slot.lines:
        laid = text if lines else text.with_gap(0.0)
        line = _line(laid, page=page, left=box.left + 2, right=box.right - 2, top=top)
        if line is not None:
            lines.append(line)
            top = line.box.bottom
    return tuple(lines)
