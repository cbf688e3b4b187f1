"""The chain of a recommendation, drawn: a mark for each step, joined by a line as far as it was reached. Steps are
pressed to go to the page and line that print them."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from cypsc_desktop.commands.chain import Step
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.theme import Theme

_ICONS: Mapping[str, str] = {
    "note": "notes", "conclusion": "bulb", "recommendation": "gavel", "reply": "message-check", "follow-up": "calendar-event",
}  # fmt: skip
_MARK, _GAP, _MOST_LINES = 20, 14, 3


class ChainStep(QAbstractButton):
    """One step; ``goes`` says whether it leads anywhere, ``after`` is the state of the next, None for the last."""

    def __init__(self, step: Step, theme: Theme, *, goes: bool, after: Step | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.step = step
        self._theme = theme
        self._goes = goes
        self._after = after
        self.setAccessibleName(step.words)
        if goes:
            self.setToolTip("Show the page that prints this")
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ring", "inside")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        lines = QFontMetrics(self._theme.font()).lineSpacing() + self._theme.px(14)
        if self.step.when:
            lines += QFontMetrics(self._theme.font(12)).lineSpacing()
        if self.step.text:
            lines += self._text_height() + self._theme.px(2)
        if lines != self.height():
            self.setFixedHeight(lines)

    def _room(self) -> int:
        return max(40, self.width() - self._theme.px(_MARK + _GAP) - 6)

    def _text_height(self) -> int:
        metrics = QFontMetrics(self._theme.font())
        whole = metrics.boundingRect(
            QRect(0, 0, self._room(), 10_000), int(Qt.TextFlag.TextWordWrap), self.step.text
        ).height()
        return min(whole, metrics.lineSpacing() * _MOST_LINES)

    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self._goes:
            painter.fillRect(self.rect(), self._theme.colour("hover"))
        self._paint_mark(painter)
        self._paint_words(painter)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _paint_mark(self, painter: QPainter) -> None:
        theme, size = self._theme, self._theme.px(_MARK)
        left, top = 3, theme.px(5)
        circle = QRectF(left, top, size, size).adjusted(1, 1, -1, -1)
        middle = circle.center().x()
        broken, done = self.step.state == "broken", self.step.state == "done"
        edge = theme.colour("danger" if broken else "accent" if done else "strong")
        if self._after is not None:
            joined = done and self._after.state == "done"
            style = Qt.PenStyle.SolidLine if joined else Qt.PenStyle.DotLine
            painter.setPen(QPen(theme.colour("accent" if joined else "strong"), 2, style))
            painter.drawLine(QPointF(middle, top + size + 1), QPointF(middle, self.height() + 1))
        if self.step.kind != "note":
            painter.setPen(QPen(theme.colour("accent" if done else "strong"), 2))
            painter.drawLine(QPointF(middle, 0), QPointF(middle, top))
        painter.setPen(QPen(edge, 2 if broken else 1.6))
        painter.setBrush(edge if done else theme.colour("chrome"))
        painter.drawEllipse(circle)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        token = "on_accent" if done else "danger" if broken else "text2"
        name = "alert-triangle" if broken else _ICONS.get(self.step.kind, "file-text")
        inside = theme.px(12)
        theme.icon(name, token).paint(
            painter, QRect(round(middle - inside / 2), round(circle.center().y() - inside / 2), inside, inside)
        )

    def _paint_words(self, painter: QPainter) -> None:
        theme = self._theme
        left, top = 3 + theme.px(_MARK + _GAP), theme.px(5)
        strong = theme.font(13, 600)
        painter.setFont(strong)
        painter.setPen(theme.colour("danger" if self.step.state == "broken" else "text"))
        metrics = QFontMetrics(strong)
        title = metrics.elidedText(self.step.title, Qt.TextElideMode.ElideRight, self._room())
        painter.drawText(
            QRect(left, top, self._room(), metrics.lineSpacing()), int(Qt.AlignmentFlag.AlignVCenter), title
        )
        top += metrics.lineSpacing()
        if self.step.when:
            small = theme.font(12)
            painter.setFont(small)
            painter.setPen(theme.colour("text2"))
            metrics = QFontMetrics(small)
            words = metrics.elidedText(self.step.when, Qt.TextElideMode.ElideRight, self._room())
            painter.drawText(
                QRect(left, top, self._room(), metrics.lineSpacing()), int(Qt.AlignmentFlag.AlignVCenter), words
            )
            top += metrics.lineSpacing()
        if self.step.text:
            from cypsc_desktop.ui.widgets.cells import fitted

            plain = theme.font()
            painter.setFont(plain)
            painter.setPen(theme.colour("text2"))
            metrics = QFontMetrics(plain)
            for line in fitted(self.step.text[:400], metrics, self._room(), _MOST_LINES):
                painter.drawText(
                    QRect(left, top, self._room(), metrics.lineSpacing()), int(Qt.AlignmentFlag.AlignVCenter), line
                )
                top += metrics.lineSpacing()


class ChainView(QWidget):
    """``wanted(Place)``: a step was pressed."""

    wanted = Signal(object)

    def __init__(self, steps: Sequence[tuple[Step, Place | None]], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Chain of the recommendation")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.steps: list[ChainStep] = []
        for n, (step, place) in enumerate(steps):
            after = steps[n + 1][0] if n + 1 < len(steps) else None
            button = ChainStep(step, theme, goes=place is not None, after=after, parent=self)
            if place is not None:
                button.clicked.connect(partial(self.wanted.emit, place))
            self.steps.append(button)
            column.addWidget(button)
