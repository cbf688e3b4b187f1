"""A table that is worked like a spreadsheet: cells are chosen, typed into, and left by its keys; first columns stay.

It says what the person wants done by signals; it runs no command and knows no record's meaning.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from cypsc_desktop.ui.grid.arrangement import Arrangement
from cypsc_desktop.ui.grid.blocks import is_editable
from cypsc_desktop.ui.grid.chosen_cells import ChosenCells
from cypsc_desktop.ui.grid.delegate import GridDelegate
from cypsc_desktop.ui.grid.editors import EDITORS, ChoiceEditor, Editor
from cypsc_desktop.ui.grid.frozen import FrozenColumns
from cypsc_desktop.ui.grid.headers import RowHeader
from cypsc_desktop.ui.grid.keys import ALT, CTRL, ENTER, SHIFT, is_typed, wanted_by
from cypsc_desktop.ui.grid.row_heights import RowHeights
from cypsc_desktop.ui.theme import Theme

MakeDelegate = Callable[["GridView", QTableView], GridDelegate]


class GridView(QTableView):
    """``wanted(what)``: a key asked for one of the values in keys.py; ``fold(row, folded)``: a group;
    ``filled``: what was typed is meant for all selected cells; ``dragged(row, to)``; ``widened(column, pixels)``."""

    wanted = Signal(str)
    fold = Signal(int, bool)
    filled = Signal()
    dragged = Signal(int, int)
    widened = Signal(int, int)
    resized = Signal()

    def __init__(self, theme: Theme, arrangement: Arrangement, *, frozen: int, make_delegate: MakeDelegate) -> None:
        super().__init__()
        self._theme = theme
        self.arrangement = arrangement
        self.frozen_columns = frozen
        self._leaving = False
        self._chosen = ChosenCells(self, arrangement)
        self.setModel(arrangement)
        self.frozen = FrozenColumns(self, arrangement)
        self.cells = make_delegate(self, self)
        self.setItemDelegate(self.cells)
        self.frozen_cells = make_delegate(self, self.frozen)
        self.frozen.setItemDelegate(self.frozen_cells)
        self.rows = RowHeader(theme, self)
        self.setVerticalHeader(self.rows)
        self.heights = RowHeights(self, self.frozen, arrangement, self.cells)
        self._dress()
        self._listen()
        self.set_theme(theme)

    def _dress(self) -> None:
        self.setObjectName("grid")
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setStyleSheet("QTableCornerButton::section { background: palette(window); border: none; }")
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.horizontalHeader()
        header.setAccessibleName("Columns")
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)

    def _listen(self) -> None:
        self.rows.folded.connect(self._on_fold)
        self.rows.dragged.connect(self.dragged)
        self.horizontalHeader().sectionResized.connect(self._on_column_resized)
        self.horizontalHeader().sectionHandleDoubleClicked.connect(self.resizeColumnToContents)
        self.doubleClicked.connect(self._on_double_clicked)
        self.frozen.doubleClicked.connect(self._on_double_clicked)
        for delegate in (self.cells, self.frozen_cells):
            delegate.left.connect(self._on_left)
        self.arrangement.modelAboutToBeReset.connect(self._on_resetting)
        self.arrangement.modelReset.connect(self._on_reset)
        self.arrangement.dataChanged.connect(self.frozen.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self.frozen.verticalScrollBar().setValue)
        self.frozen.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.rows.set_theme(theme)
        for delegate in (self.cells, self.frozen_cells):
            delegate.set_theme(theme)
        self.set_lines(self.cells.lines)
        self.place_frozen()

    def set_lines(self, lines: int) -> None:
        """How many lines a row shows of each cell."""
        self.cells.lines = self.frozen_cells.lines = lines
        self.heights.use(self.cells.height(self.fontMetrics()))

    def freeze(self, columns: int) -> None:
        """Let the first so many columns stay when the others scroll."""
        self.frozen_columns = columns
        self.place_frozen()

    # Frozen columns

    def place_frozen(self) -> None:
        """Lay the frozen columns over their places."""
        count = min(self.frozen_columns, self.arrangement.columnCount())
        room = self.viewport().width() * 2 // 3
        while count > 1 and sum(self.columnWidth(n) for n in range(count)) > room:
            count -= 1
        self.frozen.shown = count
        self.frozen_cells.edge = count - 1
        for column in range(self.arrangement.columnCount()):
            self.frozen.setColumnHidden(column, column >= count)
            if column < count:
                self.frozen.setColumnWidth(column, self.columnWidth(column))
        width = min(sum(self.columnWidth(n) for n in range(count)), max(0, self.viewport().width()))
        left = self.viewport().x()
        top = self.viewport().y() - self.horizontalHeader().height()
        self.frozen.setGeometry(left, top, width, self.viewport().height() + self.horizontalHeader().height())
        self.frozen.horizontalHeader().setFixedHeight(self.horizontalHeader().height())
        scrolls = self.horizontalScrollBar().maximum() > 0
        self.frozen.setVisible(count > 0 and scrolls and self.frozen_columns > 0)
        self.frozen.verticalScrollBar().setValue(self.verticalScrollBar().value())

    def is_frozen(self, column: int) -> bool:
        return self.frozen.isVisible() and column < self.frozen.shown

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if hasattr(self, "frozen_cells"):
            self.place_frozen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
        self.place_frozen()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        across = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        if self.is_frozen(index.column()):
            self.horizontalScrollBar().setValue(across)
        elif self.frozen.isVisible() and index.isValid():
            hidden = self.frozen.width() - self.columnViewportPosition(index.column())
            if hidden > 0:
                self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - hidden)

    # Editing

    def begin_edit(self, typed: str | None = None) -> bool:
        """Type into the current cell; ``typed`` takes the place of what it holds. False where it is not edited."""
        index = self.currentIndex()
        column = self.arrangement.column_at(index.column())
        record = self.arrangement.record(index.row())
        if record is None or column is None or not is_editable(column):
            return False
        editing = QAbstractItemView.State.EditingState
        if editing in (self.state(), self.frozen.state()):
            return False
        view: QTableView = self.frozen if self.is_frozen(index.column()) else self
        view.edit(index)
        editor = view.indexWidget(index)
        if not isinstance(editor, EDITORS):
            return False
        if typed is not None:
            self._type(editor, typed)
        return True

    def _type(self, editor: Editor, typed: str) -> None:
        if isinstance(editor, ChoiceEditor):
            editor.choose_by(typed)
        else:
            editor.set_text(typed)
            editor.caret_to_end()

    def editor(self) -> Editor | None:
        """What is being typed into, if anything is."""
        for view in (self, self.frozen):
            widget = view.indexWidget(self.currentIndex()) if self.currentIndex().isValid() else None
            if isinstance(widget, EDITORS):
                return widget
        return None

    def save_now(self) -> bool:
        """Save what is being typed and close it; False where it was refused and stays open."""
        editor = self.editor()
        delegate = self.frozen_cells if editor and editor.parentWidget() is self.frozen.viewport() else self.cells
        return editor is None or delegate.leave(editor, "")

    def _on_double_clicked(self, index: QModelIndex) -> None:
        heading = self.arrangement.heading(index.row())
        if heading:
            self.fold.emit(index.row(), not heading.folded)
        else:
            self.begin_edit()

    def _on_left(self, where: str) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if where == "fill":
            self.filled.emit()
        else:
            self.step(where)

    def step(self, where: str) -> bool:
        """Go to the next cell that way; right and left go on in the next and the former row. False at the end."""
        index = self.currentIndex()
        row, column = index.row(), index.column()
        if where in ("down", "up"):
            row = self._next_row(row, 1 if where == "down" else -1)
        elif where in ("right", "left"):
            way = 1 if where == "right" else -1
            column += way
            if not 0 <= column < self.arrangement.columnCount():
                row = self._next_row(row, way)
                column = 0 if way > 0 else self.arrangement.columnCount() - 1
        else:
            return True
        if not 0 <= row < self.arrangement.rowCount():
            return False
        self.go(row, column)
        return True

    def go(self, row: int, column: int) -> None:
        """Make this the current and only chosen cell, whatever keys are held."""
        index = self.arrangement.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def go_first(self) -> None:
        """The first record, where nothing is chosen yet: Qt itself would take the heading of its group."""
        row = self._next_row(-1, 1)
        if not self.currentIndex().isValid() and row < self.arrangement.rowCount():
            self.go(row, 0)

    def _next_row(self, row: int, way: int) -> int:
        """The next row of a record; groups are stepped over."""
        row += way
        while 0 <= row < self.arrangement.rowCount() and self.arrangement.record(row) is None:
            row += way
        return row

    # Keys

    def event(self, event: QEvent) -> bool:
        """Letters typed into a cell are not the window's single-letter commands."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and (is_typed(event) or wanted_by(event) or event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Escape))
        ):
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in (
            Qt.Key.Key_Tab, Qt.Key.Key_Backtab
        ):  # fmt: skip
            back = event.key() == Qt.Key.Key_Backtab or bool(event.modifiers() & SHIFT)
            held = event.modifiers() & (CTRL | ALT)
            if (
                not held
                and not self._leaving
                and self.currentIndex().isValid()
                and self.step("left" if back else "right")
            ):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        what = wanted_by(event)
        if event.key() == Qt.Key.Key_Escape:
            self._leaving = True  # the next Tab leaves the grid, so that no keyboard is trapped in it
            self.clear_selection_but_current()
            return
        self._leaving = False
        if self._on_heading(event):
            return
        if what:
            self.wanted.emit(what)
        elif event.key() == Qt.Key.Key_Space and event.modifiers() == SHIFT:
            self.choose_rows()
        elif event.key() == Qt.Key.Key_Space and event.modifiers() == CTRL:
            self.selectColumn(self.currentIndex().column())
        elif event.key() == Qt.Key.Key_F2 or event.key() in ENTER:
            if not self.begin_edit() and event.key() in ENTER:
                self.step("up" if event.modifiers() & SHIFT else "down")
        elif is_typed(event):
            self.begin_edit(event.text())
        else:
            super().keyPressEvent(event)

    def _on_heading(self, event: QKeyEvent) -> bool:
        """A group folds and unfolds by Left, Right, Enter and Space."""
        row = self.currentIndex().row()
        heading = self.arrangement.heading(row)
        if heading is None or event.modifiers() & (CTRL | ALT | SHIFT):
            return False
        if event.key() in (*ENTER, Qt.Key.Key_Space):
            self.fold.emit(row, not heading.folded)
        elif event.key() == Qt.Key.Key_Left:
            self.fold.emit(row, True)
        elif event.key() == Qt.Key.Key_Right:
            self.fold.emit(row, False)
        else:
            return is_typed(event)
        return True

    def clear_selection_but_current(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def choose_rows(self) -> None:
        """Extend the selection to whole rows."""
        self.selectionModel().select(
            self.selectionModel().selection(),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._leaving = False
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self.arrangement.rowCount() and self.arrangement.columnCount():
            first = self._next_row(-1, 1)  # before Qt chooses: it would take the heading of a group
            self.go(first if first < self.arrangement.rowCount() else 0, 0)
        super().focusInEvent(event)
        self._leaving = False
        self._repaint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint()

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if hasattr(self, "frozen_cells"):
            self._repaint()

    def _repaint(self) -> None:
        for view in (self, self.frozen):
            view.viewport().update()
        self.rows.viewport().update()

    # What is drawn wider, folded, or made anew

    def _on_column_resized(self, column: int, _old: int, new: int) -> None:
        self.place_frozen()
        self.widened.emit(column, new)

    def _on_fold(self, row: int) -> None:
        heading = self.arrangement.heading(row)
        if heading:
            self.fold.emit(row, not heading.folded)

    def _on_resetting(self) -> None:
        self._chosen.hold()

    def _on_reset(self) -> None:
        self.place_frozen()
        self._chosen.restore()
