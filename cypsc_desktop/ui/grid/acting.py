"""What a person does to the cells and rows of a grid: each runs one command, and says what came of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from cypsc_desktop.commands.drafting import keep_draft
from cypsc_desktop.commands.fields import parents_needed
from cypsc_desktop.commands.naming import gone
from cypsc_desktop.commands.records import (
    CellEdit,
    CellsRefused,
    Refused,
    add_record,
    counted,
    delete_records,
    move_records,
)
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Record
from cypsc_desktop.ui.grid import blocks, clipboard
from cypsc_desktop.ui.grid.blocks import Cells, Planned
from cypsc_desktop.ui.grid.columns import GridSpec
from cypsc_desktop.ui.grid.view import GridView
from cypsc_desktop.ui.session import Session


class GridActions(QObject):
    """``said(sentence)``: done, and Undo takes it back. ``refused(sentence, cells)``: nothing was changed; ``cells`` are
    pairs of where and what. ``accepted``: nothing is refused any more. ``made(id)``: a record was added by hand.

    ``refresh`` has the grid read the library again, at once rather than when the session gets to it.
    """

    said = Signal(str)
    refused = Signal(str, object)
    accepted = Signal()
    made = Signal(str)

    def __init__(self, session: Session, spec: GridSpec, *, refresh: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.spec = spec
        self._refresh = refresh

    def attend(self, view: GridView) -> None:
        """Work on the cells of this view."""
        self.view = view
        self._arrangement = view.arrangement

    def selected(self) -> list[Record]:
        """The records of all rows that are selected, wholly or in part."""
        return blocks.records_of(self._arrangement, self.cells())

    def add(self) -> Record | None:
        """Add a record by hand below the current one, and begin to type into its first cell."""
        current = self._arrangement.record(self.view.currentIndex().row())
        values = dict(self.spec.parents())
        if current is not None:
            values |= {name: str(getattr(current, name) or "") for name in parents_needed(self.spec.kind)}
        after = current.id if current and not self._arrangement.sorting else None
        try:
            made = add_record(self._session.store, self.spec.kind, values, actor=self._session.actor, after=after)
        except UserError as error:
            self._refuse(str(error))
            return None
        self._refresh()
        self.made.emit(made.id)
        self.said.emit(f"{self.spec.word().capitalize()} added.")
        self.view.begin_edit()
        return made

    def delete_selected(self) -> int:
        """Move the selected rows to the bin; returns how many."""
        records = self.selected()
        if not records:
            return 0
        row = self.view.currentIndex().row()
        try:
            parts = [entity for record in records for entity in self.spec.parts(record)]
            delete_records(self._session.store, parts, actor=self._session.actor)
        except UserError as error:  # undone or deleted elsewhere, and not told here yet
            self._refresh()
            return self._refuse(str(error))
        self._refresh()
        rows = [n for n in range(self._arrangement.rowCount()) if self._arrangement.record(n) is not None]
        near = min(rows, key=lambda n: abs(n - row), default=None)
        if near is not None:
            self.view.go(near, max(0, self.view.currentIndex().column()))
        one = len(records) == 1
        self.said.emit(gone(records[0]) if one else f"{counted('Moved', len(records), self.spec.word())} to the bin.")
        return len(records)

    def copy(self, *, headings: bool = False) -> QMimeData:
        """The selected block, also put on the clipboard."""
        cells = self.cells()
        shown, typed = blocks.shown_block(self._arrangement, cells), blocks.typed_block(self._arrangement, cells)
        if headings:
            top = [column.header for n in cells.columns if (column := self._arrangement.column_at(n))]
            shown, typed = [top, *shown], [top, *typed]
        if not shown:
            return QMimeData()
        QGuiApplication.clipboard().setMimeData(clipboard.to_mime(shown, typed))
        return clipboard.to_mime(shown, typed)

    def cut(self) -> None:
        self.copy()
        self.empty()

    def paste(self, mime: QMimeData | None = None) -> int:
        """The clipboard's block from the current cell on: all of it in one step, or nothing, with what does not fit named."""
        given = mime if mime is not None else QGuiApplication.clipboard().mimeData()
        block = clipboard.from_mime(given) if given is not None else []
        if not block:
            return self._refuse("There is no text or table on the clipboard to paste. Copy some cells first.")
        if not self.cells().rows:
            return self._refuse("There is no row to paste into here. Choose a cell first.")
        plan = blocks.paste(self._arrangement, self.cells(), block)
        return self._run(plan, "Paste", "Pasted")

    def fill_down(self) -> int:
        return self._run(blocks.fill_down(self._arrangement, self.cells()), "Fill down", "Filled down")

    def empty(self) -> int:
        return self._run(blocks.empty(self._arrangement, self.cells()), "Empty", "Emptied")

    def move_rows(self, by: int) -> bool:
        """Move the selected rows up (-1) or down (1) by one place."""
        rows = self.cells().rows
        if not rows:
            return False
        target = rows[0] - 1 if by < 0 else rows[-1] + 2
        beside = rows[0] - 1 if by < 0 else rows[-1] + 1
        if not self._arrangement.sorting and self._arrangement.record(beside) is None:
            where = "its group" if self._arrangement.grouping else "the list"
            self._refuse(f"This row is the {'first' if by < 0 else 'last'} of {where} already.")
            return False
        return self._move(rows, target)

    def _move(self, rows: Sequence[int], target: int) -> bool:
        """Move rows before the row ``target``, within their group and only where the list has its own order."""
        records = [record for row in rows if (record := self._arrangement.record(row)) is not None]
        why = self._why_not_move(rows, target)
        if why:
            self._refuse(why)
            return False
        moving = {record.id for record in records}
        before: list[str] = []
        after: list[str] = []
        for row in range(self._arrangement.rowCount()):
            record = self._arrangement.record(row)
            if record is not None and record.id not in moving:
                (before if row < target else after).append(record.id)
        order = [*before, *(record.id for record in records), *after]
        if order == [record.id for record in self._arrangement.shown_records()]:
            return False
        try:
            done = move_records(self._session.store, order, actor=self._session.actor, moved=len(records))
        except UserError as error:
            self._refuse(str(error))
            return False
        self._refresh()
        self.said.emit(f"{_told('Moved', len(records), self.spec.word())}.")
        return done.number > 0

    def _why_not_move(self, rows: Sequence[int], target: int) -> str | None:
        if self._arrangement.sorting:
            return "The rows are sorted by a column. Take the sorting off to move rows by hand."
        if self._arrangement.grouping is None:
            return None
        groups = {self._group_at(row) for row in (*rows, max(0, target - 1))}
        return (
            None
            if len(groups) == 1
            else "Rows move within their group. Change the cell that they are grouped by instead."
        )

    def _group_at(self, row: int) -> str:
        while row >= 0 and self._arrangement.heading(row) is None:
            row -= 1
        heading = self._arrangement.heading(row)
        return heading.name if heading else ""

    def _run(self, plan: Planned, verb: str, done: str) -> int:
        """Run planned edits as one step; names what does not fit, and then changes nothing."""
        refused = list(plan.refused)
        if not refused and not plan.edits:
            return 0
        label = counted(verb, len(plan.edits), "cell")
        try:
            result = self.spec.write(
                self._session.store, plan.edits, label=label, actor=self._session.actor, dry_run=bool(refused)
            )
        except CellsRefused as error:
            refused += error.cells
        except UserError as error:
            return self._refuse(str(error))
        else:
            if not refused:
                self.accepted.emit()
                self._refresh()
                if result.number:
                    self.said.emit(f"{_told(done, result.number, 'cell')}.")
                return result.number
        number = f"{len(refused)} of these cells do" if len(refused) > 1 else "One of these cells does"
        self.refused.emit(f"{number} not fit, so nothing was changed.", [(self._place(cell), cell) for cell in refused])
        return 0

    def _place(self, cell: Refused) -> str:
        row, column = self._arrangement.row_of(cell.entity), self._arrangement.column_of(cell.field)
        shown = self._arrangement.column_at(column) if column is not None else None
        return f"Row {self._arrangement.number_of(row)}, {shown.header}" if row is not None and shown else ""

    def _refuse(self, sentence: str) -> int:
        self.refused.emit(sentence, [])
        return 0

    def edit(self, record: Record, field: str, text: str) -> bool:
        """One cell, as it is left."""
        edit = CellEdit(record.id, field, text)
        try:
            self.spec.write(self._session.store, [edit], label=f"Edit {self.spec.word()}", actor=self._session.actor)
        except UserError as error:
            self.draft(record, field, text)
            self._refuse(f"{error} What you typed is kept as a draft.")
            return False
        self.draft(record, field, None)
        self.accepted.emit()
        return True

    def check(self, record: Record, field: str, text: str) -> str | None:
        return self.spec.check(self._session.read, record, field, text)

    def draft(self, record: Record, field: str, text: str | None) -> None:
        keep_draft(self._session.store, record.id, field, text)

    def fill_selected(self) -> None:
        """Ctrl+Enter: what the current cell now holds goes into every selected one."""
        cells = self.cells()
        if len(cells.rows) * len(cells.columns) < 2:
            return
        self._refresh()
        here = self.view.currentIndex()
        text = blocks.typed(self._arrangement, here.row(), here.column())
        self._run(blocks.fill(self._arrangement, cells, text), "Fill", "Filled")

    def drag(self, row: int, target: int) -> None:
        rows = self.cells().rows
        self._move(rows if row in rows else (row,), target)

    def cells(self) -> Cells:
        found = blocks.spanned(self._arrangement, self.view.selectedIndexes())
        here = self.view.currentIndex()
        if not found.rows and here.isValid() and self._arrangement.record(here.row()) is not None:
            return Cells((here.row(),), (here.column(),))
        return found


def _told(done: str, number: int, noun: str) -> str:
    """ "Pasted 1 cell", "Pasted 6 cells"."""
    return f"{done} 1 {noun}" if number == 1 else counted(done, number, noun)
