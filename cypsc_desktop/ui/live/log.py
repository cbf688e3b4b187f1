"""The log: newest last, standing on the capture line; rows chosen by keys and mouse for what is drawn from them."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLabel, QTableView, QWidget

from cypsc_desktop.ui.live.log_model import LogModel
from cypsc_desktop.ui.live.log_paint import LogPaint
from cypsc_desktop.ui.live.rows import Row
from cypsc_desktop.ui.theme import Theme

_ROUGH = 32  # a row's height until it is set


class LogView(QTableView):
    """One column of rows. A table and no list: a list would ask every row for its height at each line that comes.

    ``typing(text)``: a letter was pressed here, which belongs into the capture line; ``past_end``: Down on the last row.
    """

    typing = Signal(str)
    past_end = Signal()
    _adding = False

    def __init__(self, model: LogModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("log")
        self.setAccessibleName("Log of the meeting")
        self.setModel(model)
        self.rows = model
        self.paint_rows = LogPaint(theme, self)
        self.setItemDelegate(self.paint_rows)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(_ROUGH)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        # What scrolls is moved, and nothing behind it is painted: so a line costs one row, not all in sight.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._width = 0

    def append(self, row: Row) -> None:
        """One row more at the end: what stands above it stays as it was laid out."""
        self.executeDelayedItemsLayout()
        self._adding = True
        self.rows.append(row)
        self.executeDelayedItemsLayout()
        self._adding = False

    def doItemsLayout(self) -> None:
        if not self._adding:
            super().doItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.paint_rows.ground())
        painter.end()
        super().paintEvent(event)

    def measure(self, first: int, last: int) -> None:
        """Give these rows the height that they need."""
        header = self.verticalHeader()
        for number in range(first, last + 1):
            row = self.rows.row(number)
            if row is not None:
                header.resizeSection(number, self.paint_rows.height(row))

    def measure_all(self) -> None:
        self._width = self.viewport().width()
        self.setUpdatesEnabled(False)
        self.measure(0, self.rows.rowCount() - 1)
        self.setUpdatesEnabled(True)

    def is_measured(self) -> bool:
        return self._width == self.viewport().width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self.rows.rowCount() - 1
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Down and not event.modifiers() and self.currentIndex().row() == last:
            self.past_end.emit()
        elif plain and event.text() and event.text().isprintable() and event.key() != Qt.Key.Key_Space:
            self.typing.emit(event.text())
        else:
            super().keyPressEvent(event)


class Log(QWidget):
    """The view, as high as its rows until they fill the room, on the room's floor."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = LogModel(self)
        self.view = LogView(self.model, theme, self)
        self.empty = QLabel(self)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        self._theme = theme
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._measure_again)
        self.model.rowsInserted.connect(self._on_inserted)
        self.model.rowsRemoved.connect(lambda *_: self._settle(follow=False))
        self.model.dataChanged.connect(self._on_changed)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.view.paint_rows.set_theme(theme)
        self.empty.setContentsMargins(theme.px(20), 0, theme.px(20), theme.px(16))
        self.view.measure_all()
        self._settle(follow=True)

    # What is shown

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.view.setUpdatesEnabled(False)
        self.model.show(rows)
        self.view.setUpdatesEnabled(True)
        self.empty.setVisible(not rows)

    def append(self, row: Row) -> None:
        self.view.append(row)
        self.empty.hide()

    def say_empty(self, words: str) -> None:
        self.empty.setText(words)
        self.empty.setVisible(not self.model.rowCount())

    # What is chosen

    def chosen(self) -> list[str]:
        """The ids of the selected rows, from top to bottom."""
        numbers = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [row.id for n in numbers if (row := self.model.row(n)) is not None]

    def current(self) -> str | None:
        row = self.model.row(self.view.currentIndex().row())
        return row.id if row else None

    def choose(self, entities: Sequence[str]) -> None:
        """Select these rows; the last of them becomes current and comes into sight."""
        picked = self.view.selectionModel()
        picked.clearSelection()
        rows = [n for entity in entities if (n := self.model.number_of(entity)) >= 0]
        for n in rows:
            picked.select(
                self.model.index(n), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            )
        if rows:
            picked.setCurrentIndex(self.model.index(rows[-1]), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.view.scrollTo(self.model.index(rows[-1]))

    def clear_choice(self) -> None:
        self.view.selectionModel().clear()

    def reach(self, by: int) -> list[str]:
        """Select one row more towards the top (-1) or one less (+1), from the last row on; returns what is selected."""
        chosen = [n for entity in self.chosen() if (n := self.model.number_of(entity)) >= 0]
        last = self.model.rowCount() - 1
        first = min(chosen) + by if chosen else last
        while 0 < first <= last and by < 0 and self._is_heading(first):
            first += by
        if first > last or first < 0:
            self.clear_choice()
            return []
        wanted = [row.id for n in range(first, last + 1) if (row := self.model.row(n)) and row.look != "heading"]
        self.choose(list(reversed(wanted)))
        return wanted

    def _is_heading(self, number: int) -> bool:
        row = self.model.row(number)
        return row is not None and row.look == "heading"

    # Room

    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        follow = self._is_at_end()
        self.view.measure(first, last)
        self._settle(follow=follow)

    def _on_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        follow = self._is_at_end()
        self.view.measure(first.row(), last.row())
        self._settle(follow=follow)

    def _is_at_end(self) -> bool:
        bar = self.view.verticalScrollBar()
        return bar.value() >= bar.maximum() - 4

    def _settle(self, *, follow: bool) -> None:
        """Stand on the floor; stay at the newest line where that was in sight."""
        high = min(self.height(), self.view.verticalHeader().length() + 4)
        focus = Qt.FocusPolicy.StrongFocus if self.model.rowCount() else Qt.FocusPolicy.NoFocus
        if self.view.focusPolicy() != focus:  # what has no height must not hold the focus
            self.view.setFocusPolicy(focus)
        wanted = (0, self.height() - high, self.width(), high)
        if self.view.geometry().getRect() != wanted:
            self.view.setGeometry(*wanted)
        self.empty.setGeometry(self.rect())
        if not self.view.is_measured():
            self._later.start()
        self.view.updateGeometries()
        if follow:
            self.view.verticalScrollBar().setValue(self.view.verticalScrollBar().maximum())

    def _measure_again(self) -> None:
        self.view.measure_all()
        self._settle_anew()

    def _settle_anew(self) -> None:
        """In another room what is chosen stays in sight, else the newest line."""
        self._settle(follow=True)
        if self.chosen():
            self.view.scrollTo(self.view.currentIndex())

    def is_idle(self) -> bool:
        return not self._later.isActive()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle_anew()
