"""How the rows of the checklist look: the shape of a line's state, its words, and under them what is in doubt."""

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from cypsc_desktop.commands.confirming import Line, State
from cypsc_desktop.ui.confirm.model import LINE, PART, caption, open_words
from cypsc_desktop.ui.confirm.parts import Part
from cypsc_desktop.ui.grid.shapes import Shape, paint_shape
from cypsc_desktop.ui.models.two_levels import Index
from cypsc_desktop.ui.theme import Theme

SHAPES = {
    State.UNCERTAIN: Shape("alert", "warn"),
    State.TO_CHECK: Shape("ring", "text3"),
    State.CHECKED: Shape("disc tick", "ok"),
    State.AMENDED: Shape("ring tick", "ok"),
}


class ChecklistRows(QStyledItemDelegate):
    """Paints parts in one line and lines in two; every row of a sort is equally high, so that thousands open at once."""

    def __init__(self, view: QTreeView, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        one = QFontMetrics(self.theme.font()).lineSpacing()
        two = QFontMetrics(self.theme.font(12)).lineSpacing()
        least, wanted = (
            (48, one + two + self.theme.px(14)) if index.parent().isValid() else (30, one + self.theme.px(12))
        )
        return QSize(0, max(least, wanted))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, part = index.data(LINE), index.data(PART)
        painter.save()
        if isinstance(line, Line):
            self._paint_line(painter, option, line)
        elif isinstance(part, Part):
            self._paint_part(painter, option, part)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, plain: str) -> bool:
        """Fill the row; answers whether it is written in the colour for what is selected."""
        theme, row = self.theme, QRect(0, option.rect.top(), self._view.viewport().width(), option.rect.height())
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = self._view.hasFocus()
        high = theme.scheme == "contrast"
        token = ("selected" if focused or high else "hover") if selected else "hover" if hovered else plain
        painter.fillRect(row, theme.colour(token))
        painter.fillRect(row.adjusted(0, row.height() - 1, 0, 0), theme.colour("line"))
        if selected:
            painter.fillRect(QRect(0, row.top(), 3, row.height()), theme.colour("accent" if focused else "strong"))
        return selected and high

    def _paint_part(self, painter: QPainter, option: QStyleOptionViewItem, part: Part) -> None:
        theme = self.theme
        inked = self._ground(painter, option, "chrome")
        room = option.rect.adjusted(theme.px(2), 0, -theme.px(10), 0)
        self._paint_fold(painter, option, theme.colour("selected_text" if inked else "text2"))
        tally = open_words(part)
        painter.setFont(theme.font(12))
        wide = painter.fontMetrics().horizontalAdvance(tally)
        painter.setPen(theme.colour("selected_text" if inked else "text2"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), tally)
        painter.setFont(theme.font(13, 600))
        painter.setPen(theme.colour("selected_text" if inked else "text"))
        title = painter.fontMetrics().elidedText(
            part.title, Qt.TextElideMode.ElideRight, room.width() - wide - theme.px(12)
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)

    def _paint_fold(self, painter: QPainter, option: QStyleOptionViewItem, colour: QColor) -> None:
        """The sign that says whether the part is unfolded, in the room that the tree leaves for it."""
        step = self.theme.px(3)
        middle = QPointF(option.rect.left() - self.theme.px(8), option.rect.center().y())
        down = bool(option.state & QStyle.StateFlag.State_Open)
        corners = [(-2, -1), (0, 1), (2, -1)] if down else [(-1, -2), (1, 0), (-1, 2)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline([middle + QPointF(x * step / 1.4, y * step / 1.4) for x, y in corners])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        theme = self.theme
        inked = self._ground(painter, option, "surface")
        shape, size = SHAPES[line.state], theme.px(12)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        words_high = QFontMetrics(theme.font()).lineSpacing()
        room = option.rect.adjusted(-theme.px(16), theme.px(6), -theme.px(10), -theme.px(6))
        at = QRectF(room.left(), room.top() + (words_high - size) / 2, size, size)
        colour = theme.colour("selected_text" if inked else shape.token)
        paint_shape(painter, at, shape.form, colour=colour, ground=theme.colour("selected" if selected else "surface"))
        room.adjust(size + theme.px(8), 0, 0, 0)
        flat = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine)
        painter.setFont(theme.font(13, 500 if line.is_open else 400))
        painter.setPen(theme.colour("selected_text" if inked else "text" if line.is_open else "text2"))
        painter.drawText(room, flat, self._elided(painter, line.words, room.width()))
        doubtful = line.is_open and bool(line.doubts or line.news)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("selected_text" if inked else "warn" if doubtful else "text3"))
        painter.drawText(
            room.adjusted(0, words_high + 1, 0, 0), flat, self._elided(painter, caption(line), room.width())
        )

    @staticmethod
    def _elided(painter: QPainter, text: str, width: int) -> str:
        # What cannot be seen need not be measured.
        most = max(40, width // 3)
        return painter.fontMetrics().elidedText(text[:most], Qt.TextElideMode.ElideRight, width)
