"""A paper laid out: sheets of lines and ruled tables with page and box, whatever the source.

The builders (one a format) make a Source; the recognisers read it and nothing else, so a rule is written
once for PDF, DOCX, HTML and text. All boxes are points from the top left of the sheet as a reader sees it
(rotation applied). Flow formats have one Sheet, boxes that only keep the reading order, and
``paged=False``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """Left, top, right, bottom in points from the sheet's top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def union(self, other: "Box") -> "Box":
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class Word(NamedTuple):
    """A run of characters without white space."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of one column or cell, in reading order.

    ``text`` is its words joined by single spaces. ``gap`` is the white space above it to the line before on
    the same sheet, in units of its own height (0 for the first). ``heading`` is the level that the source
    itself declares (DOCX and HTML headings; 0 for none); ``bullet`` the list mark that the source declares
    apart from the text ("•", "1.", None).
    """

    text: str
    box: Box
    page: int
    words: tuple[Word, ...] = ()
    size: float = 0.0
    bold: bool = False
    gap: float = 0.0
    heading: int = 0
    bullet: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a ruled table. ``row`` and ``column`` count from 0 in the table's grid; spans are at least 1."""

    lines: tuple[Line, ...]
    box: Box
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        """The cell's lines joined by single spaces."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled grid on one sheet. ``edges`` are the x of its column rules, so that a continuation on the next
    sheet can be told; ``open_top`` and ``open_bottom`` say that the grid is cut by the sheet's edge with no
    closing rule there."""

    page: int
    box: Box
    cells: tuple[Cell, ...]
    edges: tuple[float, ...] = ()
    open_top: bool = False
    open_bottom: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the grid."""
        return (
            max((c.row + c.rows for c in self.cells), default=0),
            max((c.column + c.columns for c in self.cells), default=0),
        )

    def row(self, index: int) -> list[Cell]:
        """The cells that begin in this row, left to right."""
        return sorted((c for c in self.cells if c.row == index), key=lambda c: c.column)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the file.

    ``lines`` are in reading order, the page furniture (stamps, running heads, page numbers) left out of
    them and kept in ``furniture``; lines inside a ruled table are in its cells only. ``stamp`` is the pack's
    printed page label ("15", "S1", None where it prints none). ``filler``: only "This page is
    intentionally left blank", stamped or not. ``has_text`` is False for a scan or a truly empty sheet;
    ``images`` counts large pictures, so a scan can be told from a blank.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    furniture: tuple[Line, ...] = ()
    stamp: str | None = None
    filler: bool = False
    has_text: bool = True
    images: int = 0

    def blocks(self) -> Iterator[Line | Table]:
        """Lines and tables in order from the top of the sheet."""
        blocks: list[Line | Table] = [*self.lines, *self.tables]
        if self.tables:
            blocks.sort(key=lambda block: (block.box.top, block.box.left))
        yield from blocks


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the file's own outline. ``whole_page``: it points at a whole sheet (``/Fit``), which in
    public packs marks the start of a document; ``/XYZ`` entries mark headings inside one."""

    title: str
    level: int
    page: int
    whole_page: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """A whole file as laid out. ``info`` holds the document information (title, subject, author, …), ``marked`` the
    sheets on which somebody left marks."""

    sha256: str
    name: str
    format: str
    sheets: tuple[Sheet, ...]
    outline: tuple[Bookmark, ...] = ()
    info: dict[str, str] = field(default_factory=dict)
    paged: bool = True
    marked: tuple[int, ...] = ()

    def sheet(self, number: int) -> Sheet:
        """The sheet with this number, counted from 1."""
        return self.sheets[number - 1]
