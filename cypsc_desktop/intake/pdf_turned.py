"""Sheets whose content stands on end: laid out as if the reader had turned the sheet, then put back in place.

Texts, cells and their order come out as read; the boxes stay those of the sheet as it is shown.
"""

from collections import Counter
from dataclasses import replace

from cypsc_desktop.intake.layout import Box, Line, Table, Word
from cypsc_desktop.intake.pdf_words import Page, Rule
from cypsc_desktop.pdf.wire import SLANTED

ENOUGH = 20
MOST = 0.7


def standing(page: Page) -> int:
    """The quarter turns clockwise that most words of the page show, 0 if they are upright or too few to tell."""
    turn, count = Counter(word.turn for word in page.words).most_common(1)[0] if page.words else (0, 0)
    return turn if turn != SLANTED and count >= max(ENOUGH, MOST * len(page.words)) else 0


def turned(page: Page, turn: int) -> Page:
    """The page after so many quarter turns anticlockwise."""
    words = [
        w._replace(box=_turn(w.box, page, turn), turn=w.turn if w.turn == SLANTED else (w.turn - turn) % 4)
        for w in page.words
    ]
    rules = [Rule(_turn(box, page, turn), kind) for box, kind in page.rules]
    notes = [w._replace(box=_turn(w.box, page, turn)) for w in page.notes]
    width, height = (page.height, page.width) if turn % 2 else (page.width, page.height)
    return replace(page, width=width, height=height, words=words, rules=rules, notes=notes)


def line_back(line: Line, page: Page, turn: int) -> Line:
    """A line of the turned page in its place on the page."""
    words = tuple(Word(w.text, _turn(w.box, page, -turn % 4)) for w in line.words)
    return replace(line, box=_turn(line.box, page, -turn % 4), words=words)


def table_back(table: Table, page: Page, turn: int) -> Table:
    """A table of the turned page in its place on the page; ``edges`` stay those of its own columns."""
    cells = tuple(
        replace(
            cell,
            box=_turn(cell.box, page, -turn % 4),
            lines=tuple(line_back(line, page, turn) for line in cell.lines),
        )
        for cell in table.cells
    )
    return replace(table, box=_turn(table.box, page, -turn % 4), cells=cells)


def _turn(box: Box, page: Page, turn: int) -> Box:
    """The box after so many quarter turns anticlockwise of a sheet of the page's size."""
    left, top, right, bottom = box
    match turn:
        case 1:
            return Box(top, page.width - right, bottom, page.width - left)
        case 2:
            return Box(page.width - right, page.height - bottom, page.width - left, page.height - top)
        case 3:
            return Box(page.height - bottom, left, page.height - top, right)
        case _:
            return box
