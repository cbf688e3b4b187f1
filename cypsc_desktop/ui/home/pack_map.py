"""The pack map: a cell for each sheet of the meeting's pack, full where it was read, the last place framed."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cypsc_desktop.ui.theme import Theme

_CELL, _GAP = 9, 2


class PackMap(QWidget):
    """``chosen(sheet)``: a sheet was pressed, or Enter on the one that the arrows are at. Its table equivalent is
    the agenda beside it."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheets = 0
        self._read: frozenset[int] = frozenset()
        self._place = 0
        self._cursor = 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Map of the pack")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pack(self, sheets: int, read: Collection[int], place: int) -> None:
        """``read``: sheets from 1 that have been on screen; ``place``: where the reader was last, 0 for nowhere."""
        self._sheets, self._read, self._place = sheets, frozenset(read), place
        self._cursor = max(1, place)
        self.setAccessibleDescription(f"{len(self._read)} of {sheets} sheets read")
        self.setVisible(sheets > 0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(320, self.width())))

    def heightForWidth(self, width: int) -> int:
        rows = -(-self._sheets // self._columns(width)) if self._sheets else 0
        return int(rows * self._step() * 1.4) + 8

    def _step(self) -> float:
        return self._theme.px(_CELL) + _GAP

    def _columns(self, width: int) -> int:
        return max(1, int((width - 8) / self._step()))

    def _rect(self, sheet: int) -> QRectF:
        columns, step = self._columns(self.width()), self._step()
        row, column = divmod(sheet - 1, columns)
        return QRectF(4 + column * step, 4 + row * step * 1.4, step - _GAP, step * 1.4 - _GAP)

    def _sheet_at(self, point: QPointF) -> int:
        columns, step = self._columns(self.width()), self._step()
        column, row = int((point.x() - 4) / step), int((point.y() - 4) / (step * 1.4))
        sheet = row * columns + column + 1
        return sheet if 0 <= column < columns and 1 <= sheet <= self._sheets else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        for sheet in range(1, self._sheets + 1):
            rect = self._rect(sheet)
            if sheet in self._read:
                painter.fillRect(rect, theme.colour("accent"))
            else:  # low: a cell that is only begun from below
                painter.fillRect(rect, theme.colour("line"))
            if sheet == self._place or (self.hasFocus() and sheet == self._cursor):
                painter.setPen(QPen(theme.colour("text" if sheet == self._place else "accent"), 2))
                painter.drawRect(rect.adjusted(-1, -1, 1, 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        sheet = self._sheet_at(event.position())
        if sheet:
            self.chosen.emit(sheet)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self._columns(self.width())
        steps = {
            Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: columns, Qt.Key.Key_Up: -columns,
        }  # fmt: skip
        if event.key() in steps:
            self._cursor = max(1, min(self._cursor + steps[Qt.Key(event.key())], self._sheets))
            self.setAccessibleDescription(f"Sheet {self._cursor} of {self._sheets}")
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._sheets:
            self.chosen.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            sheet = self._sheet_at(QPointF(event.pos()))
            if sheet:
                QToolTip.showText(event.globalPos(), f"Sheet {sheet}{', read' if sheet in self._read else ''}", self)
            return True
        return super().event(event)
