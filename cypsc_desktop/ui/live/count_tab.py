"""A tab that is a count over a word: how many conclusions there are, and a way to them."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from cypsc_desktop.ui.theme import Theme


class CountTab(QAbstractButton):
    """``show_count`` says how many there are of ``words``."""

    def __init__(self, words: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._count = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_theme(theme)
        self.show_count(0)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_count(self, count: int) -> None:
        self._count = count
        self.setText(f"{count} {self._words}")
        self.setAccessibleName(f"{self._words}, {count}")
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self._theme.font(12, 600)).horizontalAdvance(self._words)
        return QSize(wide + 14, self._theme.px(46))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, chosen = self._theme, self.isChecked()
        painter = QPainter(self)
        if self.underMouse() and not chosen:
            painter.fillRect(self.rect(), theme.colour("hover"))
        painter.setPen(theme.colour("text" if chosen else "text2"))
        painter.setFont(theme.font(15, 600 if chosen else 500))
        top = QRect(7, theme.px(3), self.width(), theme.px(20))
        painter.drawText(top, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), str(self._count))
        painter.setFont(theme.font(12, 600 if chosen else 400))
        below = QRect(7, theme.px(22), self.width(), theme.px(18))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._words)
        if chosen:
            painter.fillRect(QRect(4, self.height() - 3, self.width() - 8, 3), theme.colour("accent"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 4, 4)
        painter.end()
