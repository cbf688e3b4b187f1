"""The text of one page in reading order with the place of every character: what selecting, the caret, finding and
copying are computed from. Pure values; knows neither Qt nor files.

A position is a place between characters, from 0 to ``len(text)``. Cells of a ruled table are parted by tabs, its
rows and all lines by line breaks. Boxes are left, top, right, bottom in points from the page's top left.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cypsc_desktop.intake.layout import Cell, Line, Sheet, Table, Word
from cypsc_desktop.pdf.reading import Characters, Link

Box = tuple[float, float, float, float]
_WORD = re.compile(r"\w+(?:['’.,]\w+)*|[^\w\s]+")
_PIECE = re.compile("[^\\s\\x00-\\x1f\\x7f\\ufffe\\uffff]+")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line: positions ``start`` to ``end``, its box, which way it runs (0 to the right, 1 down, 2 to the left,
    3 up) and the place of its table's cell, if it is in one."""

    start: int
    end: int
    box: Box
    way: int = 0
    table: int | None = None
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell of a ruled table: its place in the grid, its box and the positions of its text."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    start: int
    end: int


def _none() -> "array[float]":
    return array("f")


@dataclass(frozen=True, slots=True)
class PageText:
    """One page's text. ``lefts`` and ``rights`` are where each character begins and ends along the way of its line
    (see ``_along``). ``scanned``: a picture without text."""

    text: str = ""
    lines: tuple[TextLine, ...] = ()
    lefts: "array[float]" = field(default_factory=_none, repr=False)
    rights: "array[float]" = field(default_factory=_none, repr=False)
    tables: tuple[tuple[CellText, ...], ...] = ()
    links: tuple[Link, ...] = ()
    scanned: bool = False
    starts: tuple[int, ...] = field(default=(), repr=False)

    # Lines

    def line_at(self, position: int) -> int:
        """The line that holds a position: of two that meet there, the one that begins."""
        return max(0, bisect_right(self.starts, position) - 1)

    def position_at(self, x: float, y: float) -> int:
        """The position nearest to a point, on the line nearest to it."""
        if not self.lines:
            return 0
        return self.position_on(min(range(len(self.lines)), key=lambda n: _distance(self.lines[n].box, x, y)), x, y)

    def position_on(self, line: int, x: float, y: float) -> int:
        """The position on a line nearest to a point."""
        found = self.lines[line]
        along = _along(found.way, x, y)
        position = found.start
        while position < found.end and along > (self.lefts[position] + self.rights[position]) / 2:
            position += 1
        return position

    def is_over_text(self, x: float, y: float) -> bool:
        """Whether a point lies on a printed line, or within two points of it."""
        return any(_distance(line.box, x, y) <= 4 for line in self.lines)

    def line_above(self, position: int, x: float) -> int | None:
        """The position above, at ``x`` across the page; None on the first line."""
        return self._vertical(position, x, -1)

    def line_below(self, position: int, x: float) -> int | None:
        """The position below, at ``x`` across the page; None on the last line."""
        return self._vertical(position, x, 1)

    def _vertical(self, position: int, x: float, way: int) -> int | None:
        if not self.lines:
            return None
        here = self.lines[self.line_at(position)].box
        middle = (here[1] + here[3]) / 2

        def cost(box: Box) -> tuple[float, float]:
            return abs((box[1] + box[3]) / 2 - middle) + 4 * max(box[0] - x, x - box[2], 0.0), abs(box[0] - x)

        reach = (here[3] - here[1]) * 0.5
        beyond = [
            (cost(line.box), number)
            for number, line in enumerate(self.lines)
            if ((line.box[1] + line.box[3]) / 2 - middle) * way > reach
        ]
        return self.position_on(min(beyond)[1], x, middle) if beyond else None

    # Characters and words

    def caret(self, position: int) -> Box | None:
        """Where the caret stands: a box without width (height, on a line that stands on end)."""
        if not self.lines:
            return None
        line = self.lines[self.line_at(position)]
        position = min(max(position, line.start), line.end)
        at = self.lefts[position] if position < line.end else self.rights[line.end - 1]
        return _span(line, at, at)

    def word_at(self, position: int) -> tuple[int, int]:
        """Start and end of the word at a position; of the space between words where it stands there."""
        line = self.lines[self.line_at(position)] if self.lines else None
        if line is None:
            return position, position
        position = min(position, line.end - 1)
        for match in _WORD.finditer(self.text, line.start, line.end):
            if match.start() <= position < match.end():
                return match.span()
            if match.start() > position:
                break
        return position, min(position + 1, line.end)

    def next_word(self, position: int) -> int:
        """Where the next word begins; the page's end after the last."""
        for match in _WORD.finditer(self.text, position):
            if match.start() > position:
                return match.start()
        return len(self.text)

    def previous_word(self, position: int) -> int:
        """Where the word before begins; 0 before the first."""
        from_line = self.lines[max(0, self.line_at(position) - 1)].start if self.lines else 0
        before = [m.start() for m in _WORD.finditer(self.text, from_line, position)]
        return before[-1] if before else (0 if from_line == 0 else self.previous_word(from_line))

    def boxes(self, start: int, end: int) -> list[Box]:
        """The places of the text between two positions: a box for each line."""
        found: list[Box] = []
        for number in range(self.line_at(start), len(self.lines)):
            line = self.lines[number]
            if line.start >= end:
                break
            first, last = max(start, line.start), min(end, line.end)
            if first < last:
                found.append(_span(line, self.lefts[first], self.rights[last - 1]))
        return found

    # Tables

    def cell_at(self, position: int) -> tuple[int, int] | None:
        """Table and cell that hold a position."""
        line = self.lines[self.line_at(position)] if self.lines else None
        if line is None or line.table is None or line.cell is None:
            return None
        return line.table, line.cell

    def block(self, start: int, end: int) -> tuple[CellText, ...]:
        """The cells of the rectangle that two positions span in one table; none where they lie in one cell or outside."""
        first, last = self.cell_at(start), self.cell_at(max(start, end - 1) if end > start else end)
        if first is None or last is None or first[0] != last[0] or first == last:
            return ()
        return self.cells_between(first[0], first[1], last[1])

    def cells_between(self, table: int, one: int, other: int) -> tuple[CellText, ...]:
        """The cells of a table in the rectangle from one cell to the other, by rows."""
        a, b = self.tables[table][one], self.tables[table][other]
        top, bottom = min(a.row, b.row), max(a.row + a.rows, b.row + b.rows)
        left, right = min(a.column, b.column), max(a.column + a.columns, b.column + b.columns)
        return tuple(
            cell
            for cell in self.tables[table]
            if cell.row < bottom
            and top < cell.row + cell.rows
            and cell.column < right
            and left < cell.column + cell.columns
        )


def _along(way: int, x: float, y: float) -> float:
    """How far along a line that runs this way a point is."""
    return (x, y, -x, -y)[way]


def _span(line: TextLine, low: float, high: float) -> Box:
    """The part of a line's box between two places along it."""
    left, top, right, bottom = line.box
    match line.way:
        case 0:
            return low, top, high, bottom
        case 1:
            return left, low, right, high
        case 2:
            return -high, top, -low, bottom
        case _:
            return left, -high, right, -low


def _distance(box: Box, x: float, y: float) -> float:
    """How far a point is from a box: down counts for more than across, so that a click beside a line means it."""
    across = max(box[0] - x, x - box[2], 0.0)
    down = max(box[1] - y, y - box[3], 0.0)
    return across * across + 9 * down * down


def page_text(sheet: Sheet, characters: Characters, links: Iterable[Link] = ()) -> PageText:
    """The text of a laid-out page with the places of its characters."""
    made = _Builder(characters)
    for block in sheet.blocks():
        if isinstance(block, Table):
            made.add_table(block)
        else:
            made.add_line(block)
    for line in sheet.furniture:
        made.add_line(line)
    return made.done(tuple(links), scanned=not sheet.has_text and sheet.images > 0)


class _Builder:
    """Puts the words of lines and cells one after another and finds the characters of each on the page."""

    def __init__(self, characters: Characters) -> None:
        self._letters = _letters(characters)
        self._text: list[str] = []
        self._lefts = array("f")
        self._rights = array("f")
        self._lines: list[TextLine] = []
        self._tables: list[tuple[CellText, ...]] = []

    def add_line(self, line: Line) -> None:
        self._put_line(line)
        self._part("\n")

    def add_table(self, table: Table) -> None:
        number, row = len(self._tables), None
        cells: list[CellText] = []
        for index, cell in enumerate(table.cells):
            if row is not None:
                self._part("\t" if cell.row == row else "\n")
            row = cell.row
            cells.append(self._put_cell(cell, number, index))
        self._part("\n")
        self._tables.append(tuple(cells))

    def _put_cell(self, cell: Cell, table: int, index: int) -> CellText:
        start = len(self._text)
        for n, line in enumerate(cell.lines):
            if n:
                self._part(" ")
            self._put_line(line, table=table, cell=index)
        end = len(self._text)
        return CellText(cell.row, cell.column, cell.rows, cell.columns, cell.box, start, end)

    def _put_line(self, line: Line, *, table: int | None = None, cell: int | None = None) -> None:
        way = self._way(line)
        start = len(self._text)
        for n, word in enumerate(line.words):
            low, high = _ends(way, word.box)
            if n:
                self._add(" ", self._rights[-1], max(self._rights[-1], low))
            places = self._places(word, way) or _even(len(word.text), low, high)
            for letter, (left, right) in zip(word.text, places, strict=True):
                self._add(letter, left, right)
        if len(self._text) > start:
            self._lines.append(TextLine(start, len(self._text), line.box, way, table, cell))

    def _way(self, line: Line) -> int:
        """Which way a line runs; one that stands on end is taller than wide, and so are its words."""
        first, last = line.words[0].box if line.words else line.box, line.words[-1].box if line.words else line.box
        apart = last.top >= first.bottom or first.top >= last.bottom
        if len(line.words) > 1 and apart and line.box.height > line.box.width:
            return 1 if last.top > first.top else 3  # words that stand below each other, however short they are
        upright = len(line.text) < 2 or line.box.height <= 1.5 * line.box.width
        if upright or max(w.box.width for w in line.words) > max(w.box.height for w in line.words):
            return 2 if last.right < first.left else 0
        if len(line.words) > 1:
            return 1 if last.top > first.top else 3
        found = self._found(line.words[0])
        return 1 if found and found[-1][1] > found[0][1] else 3

    def _found(self, word: Word) -> Sequence[Box]:
        """The boxes of a word's characters as PDFium gave them, empty where they cannot be told."""
        text, left, top = word.text.rstrip("-"), round(word.box.left), round(word.box.top)
        for dx, dy in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)):
            if found := self._letters.get((text, left + dx, top + dy)):
                return found
        return ()

    def _places(self, word: Word, way: int) -> list[tuple[float, float]] | None:
        """Where each character of a word begins and ends, None where PDFium's characters do not run that way."""
        places = [_ends(way, box) for box in self._found(word)][: len(word.text)]
        if not places:
            return None
        places += [(places[-1][1], places[-1][1])] * (len(word.text) - len(places))
        return places if all(a[0] <= b[0] + 0.5 for a, b in pairwise(places)) else None

    def _add(self, letter: str, left: float, right: float) -> None:
        self._text.append(letter)
        self._lefts.append(left)
        self._rights.append(max(left, right))

    def _part(self, mark: str) -> None:
        """White space between lines or cells, where the text before it ends."""
        edge = self._rights[-1] if self._rights else 0.0
        self._text.append(mark)
        self._lefts.append(edge)
        self._rights.append(edge)

    def done(self, links: tuple[Link, ...], *, scanned: bool) -> PageText:
        starts = tuple(line.start for line in self._lines)
        while self._text and self._text[-1] == "\n":
            self._text.pop()
            self._lefts.pop()
            self._rights.pop()
        return PageText(
            "".join(self._text), tuple(self._lines), self._lefts, self._rights, tuple(self._tables),
            links, scanned, starts,
        )  # fmt: skip


def _ends(way: int, box: Box) -> tuple[float, float]:
    """Where a box begins and ends along a line that runs this way."""
    left, top, right, bottom = box
    return ((left, right), (top, bottom), (-right, -left), (-bottom, -top))[way]


def _even(count: int, low: float, high: float) -> list[tuple[float, float]]:
    """So many equal steps from one place to the other."""
    step = (high - low) / max(1, count)
    return [(low + step * n, low + step * (n + 1)) for n in range(count)]


def _letters(characters: Characters) -> dict[tuple[str, int, int], Sequence[Box]]:
    """The boxes of the characters of each piece without white space, by its text and rounded left and top."""
    text, boxes = characters.text, characters.boxes
    units = list(_units(text)) if any(letter > "\uffff" for letter in text) else None
    found: dict[tuple[str, int, int], Sequence[Box]] = {}
    for match in _PIECE.finditer(text):
        first, end = match.span()
        places = range(first, end) if units is None else units[first:end]
        run = [(boxes[4 * n], boxes[4 * n + 1], boxes[4 * n + 2], boxes[4 * n + 3]) for n in places]
        left, top = min(box[0] for box in run), min(box[1] for box in run)
        for corner in {(round(left), round(top)), (round(run[0][0]), round(run[0][1]))}:
            found.setdefault((match.group().rstrip("-"), *corner), run)
    return found


def _units(text: str) -> Iterator[int]:
    """Where each character begins in UTF-16."""
    at = 0
    for letter in text:
        yield at
        at += 2 if letter > "\uffff" else 1
