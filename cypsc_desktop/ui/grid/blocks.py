"""Blocks of cells: which edits a paste, a fill or an emptying means, before any command is run. Changes nothing."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex

from cypsc_desktop.commands.fields import write_value
from cypsc_desktop.commands.records import CellEdit, Refused
from cypsc_desktop.model.records import Record
from cypsc_desktop.ui.grid.arrangement import Arrangement
from cypsc_desktop.ui.grid.columns import GridColumn


class Cells(NamedTuple):
    """The rows of records and the columns that a selection spans, in order; headings are left out."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]


class Planned(NamedTuple):
    """What is to be written, and what has nowhere to go."""

    edits: list[CellEdit]
    refused: list[Refused]


def spanned(arrangement: Arrangement, indexes: Iterable[QModelIndex]) -> Cells:
    """The cells that a selection spans."""
    rows: set[int] = set()
    columns: set[int] = set()
    for index in indexes:
        rows.add(index.row())
        columns.add(index.column())
    return Cells(tuple(r for r in sorted(rows) if arrangement.record(r) is not None), tuple(sorted(columns)))


def shown_block(arrangement: Arrangement, cells: Cells) -> list[list[str]]:
    """The cells as they read."""
    return [[str(arrangement.index(row, c).data() or "") for c in cells.columns] for row in cells.rows]


def typed_block(arrangement: Arrangement, cells: Cells) -> list[list[str]]:
    """The cells as they are typed: what pasting them again gives back exactly."""
    return [[typed(arrangement, row, c) for c in cells.columns] for row in cells.rows]


def typed(arrangement: Arrangement, row: int, column: int) -> str:
    record, shown = arrangement.record(row), arrangement.column_at(column)
    if record is None or shown is None:
        return ""
    if shown.field is None:
        return str(arrangement.index(row, column).data() or "")
    return write_value(shown.field, getattr(record, shown.field.name, None))


def paste(arrangement: Arrangement, at: Cells, block: Sequence[Sequence[str]]) -> Planned:
    """The block from the first cell on. One cell fills all that is selected, a block fills a selection that it fits
    a whole number of times; headings are stepped over."""
    if not at.rows or not at.columns or not block:
        return Planned([], [])
    rows, columns = _room(arrangement, at, block)
    edits: list[CellEdit] = []
    refused: list[Refused] = []
    for n, row in enumerate(rows):
        for m, column in enumerate(columns):
            _put(
                arrangement,
                Planned(edits, refused),
                row=row,
                column=column,
                text=block[n % len(block)][m % len(block[0])],
            )
    tall, wide = len(block) - len(rows), len(block[0]) - len(columns)
    if tall > 0:
        refused.append(_no_room("row", tall, len(rows), first=block[len(rows)][0]))
    if wide > 0:
        refused.append(_no_room("column", wide, len(columns), first=block[0][len(columns)]))
    return Planned(edits, refused)


def fill_down(arrangement: Arrangement, cells: Cells) -> Planned:
    """The first selected row's cells into those below; of one row, what stands above it."""
    rows = cells.rows
    if len(rows) == 1:
        above = [row for row in range(rows[0]) if arrangement.record(row) is not None][-1:]
        rows = (*above, *rows)
    plan = Planned([], [])
    for row in rows[1:]:
        for column in cells.columns:
            _put(arrangement, plan, row=row, column=column, text=typed(arrangement, rows[0], column))
    return plan


def fill(arrangement: Arrangement, cells: Cells, text: str) -> Planned:
    """One text into every cell."""
    plan = Planned([], [])
    for row in cells.rows:
        for column in cells.columns:
            _put(arrangement, plan, row=row, column=column, text=text)
    return plan


def empty(arrangement: Arrangement, cells: Cells) -> Planned:
    """Nothing into every cell that can be edited; the others are passed over, for nobody pressed Delete on those alone."""
    plan = fill(arrangement, cells, "")
    return Planned(plan.edits, [] if plan.edits else plan.refused)


def _room(arrangement: Arrangement, at: Cells, block: Sequence[Sequence[str]]) -> tuple[Sequence[int], Sequence[int]]:
    """The rows and columns that a block goes to."""
    tall, wide = len(block), len(block[0])
    if len(at.rows) % tall == 0 and len(at.columns) % wide == 0:
        return at.rows, at.columns
    following = [r for r in range(at.rows[0], arrangement.rowCount()) if arrangement.record(r) is not None]
    return following[:tall], range(at.columns[0], min(at.columns[0] + wide, arrangement.columnCount()))


def _put(arrangement: Arrangement, plan: Planned, *, row: int, column: int, text: str) -> None:
    record, shown = arrangement.record(row), arrangement.column_at(column)
    if record is None or shown is None:
        return
    if not is_editable(shown) or shown.field is None:
        if text.strip() != typed(arrangement, row, column).strip():
            why = f"The column {shown.header} is worked out from others and cannot be typed into."
            plan.refused.append(Refused(record.id, shown.key, text, why))
        return
    plan.edits.append(CellEdit(record.id, shown.field.name, text))


def is_editable(column: GridColumn) -> bool:
    return column.field is not None and column.column.field is not None


def _no_room(word: str, beyond: int, held: int, *, first: str) -> Refused:
    noun = word if held == 1 else f"{word}s"
    lies = "1 more lies" if beyond == 1 else f"{beyond} more lie"
    why = f"Only {held} {noun} can take what was copied, and {lies} beyond. Paste further up or left, or copy less."
    return Refused("", "", first, why)


def records_of(arrangement: Arrangement, cells: Cells) -> list[Record]:
    """The records of the rows."""
    return [record for row in cells.rows if (record := arrangement.record(row)) is not None]
