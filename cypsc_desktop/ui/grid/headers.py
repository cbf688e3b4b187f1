"""The strip of row numbers at the left of a grid: rows are chosen, dragged and made higher by it; groups fold by it."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from cypsc_desktop.ui.grid.arrangement import Arrangement
from cypsc_desktop.ui.theme import Theme

_BAR = 3


class RowHeader(QHeaderView):
    """``folded(row)``: a group was pressed. ``dragged(row, to)``: a row was let go in the place of another."""

    folded = Signal(int)
    dragged = Signal(int, int)

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._theme = theme
        self._view = view
        self._pressed: int | None = None
        self._target: int | None = None
        self.numbered = True
        self.setAccessibleName("Rows")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(16)
        self.line = QWidget(view)
        self.line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.line.setAutoFillBackground(True)
        self.line.hide()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        palette = self.line.palette()
        palette.setColor(self.line.backgroundRole(), theme.colour("accent"))
        self.line.setPalette(palette)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        if not self.numbered:
            return QSize(self._theme.px(28), 0)
        digits = len(str(max(99, self.count())))
        return QSize(self.fontMetrics().horizontalAdvance("0") * digits + self._theme.px(16), 0)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, model = self._theme, self.model()
        heading = model.heading(logicalIndex) if isinstance(model, Arrangement) else None
        current = self._view.currentIndex().row() == logicalIndex
        painter.save()
        painter.fillRect(rect, theme.colour("chrome" if heading else "hover" if current else "surface"))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), theme.colour("line"))
        if current:
            bar = "accent" if self._view.hasFocus() else "strong"
            painter.fillRect(QRect(rect.topLeft(), QSize(_BAR, rect.height())), theme.colour(bar))
        if heading:
            self._paint_chevron(painter, rect, folded=heading.folded)
        elif self.numbered:
            painter.setFont(theme.figures(12))
            painter.setPen(theme.colour("text2" if current else "text3"))
            room = rect.adjusted(0, theme.px(7), -theme.px(8), 0)
            painter.drawText(
                room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), self._number(logicalIndex)
            )
        painter.restore()

    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        below = QRect(0, self.length() - self.offset(), self.viewport().width(), self.viewport().height())
        painter = QPainter(self.viewport())
        painter.fillRect(below, self._theme.colour("surface"))
        painter.end()

    def _number(self, row: int) -> str:
        model = self.model()
        return str(model.number_of(row)) if isinstance(model, Arrangement) else ""

    def _paint_chevron(self, painter: QPainter, rect: QRect, *, folded: bool) -> None:
        size = self._theme.px(4)
        middle = QPoint(rect.right() - self._theme.px(12), rect.center().y())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("text2"), 1.6))
        if folded:
            corners = [QPoint(-size // 2, -size), QPoint(size // 2, 0), QPoint(-size // 2, size)]
        else:
            corners = [QPoint(-size, -size // 2), QPoint(0, size // 2), QPoint(size, -size // 2)]
        painter.drawPolyline([middle + corner for corner in corners])

    # A press on a group folds it; a drag of a row shows where it would go.

    def mousePressEvent(self, e: QMouseEvent) -> None:
        row = self.logicalIndexAt(e.position().toPoint())
        model = self.model()
        if e.button() == Qt.MouseButton.LeftButton and isinstance(model, Arrangement) and model.heading(row):
            self.folded.emit(row)
            return
        self._pressed = row if self._is_selected(row) else None
        if self._pressed is None or self._on_edge(e.position().toPoint()):
            self._pressed = None
            super().mousePressEvent(e)

    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        if self._pressed is None or not e.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(e)
            return
        self._target = self._row_near(e.position().toPoint())
        bottom = (
            self.sectionViewportPosition(self._target) if self._target < self.count() else self.length() - self.offset()
        )
        self.line.setGeometry(0, self._view.viewport().y() + bottom - 1, self._view.width(), 2)
        self.line.show()
        self.line.raise_()

    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        pressed, target = self._pressed, self._target
        self._pressed = self._target = None
        self.line.hide()
        if pressed is None:
            super().mouseReleaseEvent(e)
        elif target is None:
            self._view.selectRow(pressed)
        elif target not in (pressed, pressed + 1):
            self.dragged.emit(pressed, target)

    def leaveEvent(self, e: QEvent) -> None:
        super().leaveEvent(e)
        if self._pressed is None:
            self.line.hide()

    def _is_selected(self, row: int) -> bool:
        """Whether the whole row is chosen: only then does pressing it begin a drag."""
        return row >= 0 and self._view.selectionModel().isRowSelected(row)

    def _on_edge(self, at: QPoint) -> bool:
        row = self.logicalIndexAt(at)
        bottom = self.sectionViewportPosition(row) + self.sectionSize(row)
        return bottom - at.y() < 4 or at.y() - self.sectionViewportPosition(row) < 4

    def _row_near(self, at: QPoint) -> int:
        """The row before which something let go here would stand."""
        row = self.logicalIndexAt(at)
        if row < 0:
            return 0 if at.y() < 0 else self.count()
        middle = self.sectionViewportPosition(row) + self.sectionSize(row) // 2
        return row if at.y() < middle else row + 1
