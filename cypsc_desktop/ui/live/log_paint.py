"""How a row of the log is set and painted: time, who and what they do, the words, and what stands at the right."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from cypsc_desktop.ui.live.log_model import ROW, Index
from cypsc_desktop.ui.live.rows import Row
from cypsc_desktop.ui.theme import Theme

_TIME, _WHO, _WORDS, _RIGHT = 20, 66, 150, 20  # where the columns begin, and what is kept free, at 100 %
_ASIDE = 96
_NARROW = 400  # below this the words stand under who and what they do, not beside them
_LINE = 21
_ABOVE = {"question": 9, "answer": 3, "quiet": 8, "outcome": 10, "heading": 20, "line": 8, "waiting": 8}
_BELOW = {"heading": 10}


@dataclass(frozen=True, slots=True)
class _Set:
    """A row set at a width: its lines of words."""

    row: Row
    width: int
    lines: tuple[str, ...]


class LogPaint(QStyledItemDelegate):
    """Rows as high as their words need at the view's width."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._set: dict[str, _Set] = {}
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._set.clear()
        self._fonts = {
            "words": theme.font(14), "question": theme.font(14, 500), "who": theme.font(13, 600),
            "verb": theme.font(12), "small": theme.font(12), "heading": theme.font(14, 600), "time": theme.figures(12),
        }  # fmt: skip

    def ground(self) -> QColor:
        """What rows are painted on."""
        return self._theme.colour("surface")

    # Setting

    def height(self, row: Row) -> int:
        """How high a row is at the view's present width."""
        lines = self._laid(row).lines
        scale = self._theme.px
        body = (max(1, len(lines)) + self._is_under(row)) * scale(_LINE)
        return scale(_ABOVE.get(row.look, 8)) + body + scale(_BELOW.get(row.look, 3))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        return QSize(self._view.viewport().width(), self.height(row) if isinstance(row, Row) else 0)

    def _laid(self, row: Row) -> _Set:
        width = self._view.viewport().width()
        held = self._set.get(row.id)
        if held is not None and held.width == width and held.row == row:
            return held
        made = _Set(row, width, tuple(self._broken(row, width)))
        self._set[row.id] = made
        return made

    def _broken(self, row: Row, width: int) -> list[str]:
        aside = self._theme.px(_ASIDE) if row.aside and not self._is_under(row) else 0
        room = width - self._left(row) - self._theme.px(_RIGHT) - aside
        font = self._fonts["question" if row.look == "question" else "heading" if row.look == "heading" else "words"]
        lines = []
        wrapping = QTextOption()
        wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        for part in (row.text or " ").split("\n"):
            layout = QTextLayout(part, font)
            layout.setTextOption(wrapping)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(40, room))
                lines.append(part[line.textStart() : line.textStart() + line.textLength()].rstrip())
            layout.endLayout()
        return lines

    def _left(self, row: Row) -> int:
        """Where the words begin."""
        return self._theme.px(_WHO if row.look in ("quiet", "heading") or self._is_narrow() else _WORDS)

    def _is_narrow(self) -> bool:
        return self._view.viewport().width() < self._theme.px(_NARROW)

    def _is_under(self, row: Row) -> bool:
        """Whether the words of a row begin on a line of their own."""
        return row.look not in ("quiet", "heading") and bool(row.who or row.verb or row.aside) and self._is_narrow()

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        theme, box = self._theme, option.rect
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(box, theme.colour("selected"))
            active = self._view.hasFocus()
            painter.fillRect(
                QRect(box.left(), box.top(), 3, box.height()), theme.colour("accent" if active else "strong")
            )
        elif row.private:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.colour("danger"))
        top = box.top() + theme.px(_ABOVE.get(row.look, 8))
        if row.look == "heading":
            self._paint_heading(painter, row, box, top)
        else:
            self._paint_sides(painter, row, box, top, chosen=chosen)
            self._paint_words(painter, row, box, top, chosen=chosen)
        painter.restore()

    def _paint_heading(self, painter: QPainter, row: Row, box: QRect, top: int) -> None:
        theme, line = self._theme, self._theme.px(_LINE)
        painter.setFont(self._fonts["words"])
        painter.setPen(theme.colour("text2"))
        painter.drawText(box.left() + theme.px(_TIME), self._base(top, "words"), row.who)
        painter.setFont(self._fonts["heading"])
        painter.setPen(theme.colour("text"))
        for n, words in enumerate(self._laid(row).lines):
            painter.drawText(box.left() + theme.px(_WHO), self._base(top + n * line, "heading"), words)
        self._paint_aside(painter, row, box, top, "text3")
        y = box.bottom() - theme.px(3)
        painter.fillRect(
            QRect(box.left() + theme.px(_TIME), y, box.width() - theme.px(_TIME + _RIGHT), 1), theme.colour("line")
        )

    def _paint_sides(self, painter: QPainter, row: Row, box: QRect, top: int, *, chosen: bool) -> None:
        theme = self._theme
        quiet = "selected_text" if chosen else "text3"
        if row.starred:
            size = theme.px(13)
            icon = theme.icon("star-filled", "warn")
            icon.paint(painter, QRect(box.left() + theme.px(4), top + (theme.px(_LINE) - size) // 2, size, size))
        painter.setFont(self._fonts["time"])
        painter.setPen(theme.colour(quiet))
        painter.drawText(box.left() + theme.px(_TIME), self._base(top, "words"), row.time)
        x = box.left() + theme.px(_WHO)
        if row.who:
            painter.setFont(self._fonts["who"])
            painter.setPen(theme.colour("selected_text" if chosen else "text"))
            painter.drawText(x, self._base(top, "words"), row.who)
            x += round(QFontMetricsF(self._fonts["who"]).horizontalAdvance(row.who)) + theme.px(5)
        if row.verb:
            painter.setFont(self._fonts["verb"])
            loud = {"question": "info", "outcome": "accent", "waiting": "danger"}.get(row.look, "text2")
            painter.setPen(theme.colour("selected_text" if chosen else loud))
            end = box.right() - theme.px(_ASIDE + _RIGHT) if self._is_narrow() else box.left() + theme.px(_WORDS - 4)
            metrics = QFontMetricsF(self._fonts["verb"])
            painter.drawText(
                x, self._base(top, "words"), metrics.elidedText(row.verb, Qt.TextElideMode.ElideRight, end - x)
            )
        self._paint_aside(painter, row, box, top, quiet)

    def _paint_aside(self, painter: QPainter, row: Row, box: QRect, top: int, token: str) -> None:
        if not row.aside:
            return
        theme = self._theme
        painter.setFont(self._fonts["small"])
        painter.setPen(theme.colour(token))
        room = theme.px(_ASIDE + 40 if row.look == "heading" else _ASIDE)
        words = QFontMetricsF(self._fonts["small"]).elidedText(row.aside, Qt.TextElideMode.ElideRight, room)
        where = QRectF(box.right() - theme.px(_RIGHT) - room, top, room, theme.px(_LINE))
        painter.drawText(where, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_words(self, painter: QPainter, row: Row, box: QRect, top: int, *, chosen: bool) -> None:
        theme = self._theme
        quiet = row.look == "quiet"
        name = "question" if row.look == "question" else "small" if quiet else "words"
        painter.setFont(self._fonts[name])
        painter.setPen(theme.colour("selected_text" if chosen else "text2" if quiet else "text"))
        for n, words in enumerate(self._laid(row).lines, int(self._is_under(row))):
            painter.drawText(
                QPointF(box.left() + self._left(row), self._base(top + n * theme.px(_LINE), "words")), words
            )

    def _base(self, top: int, name: str) -> int:
        """The base line of a line of words that begins at ``top``."""
        metrics = QFontMetricsF(self._fonts[name])
        return round(top + (self._theme.px(_LINE) - metrics.height()) / 2 + metrics.ascent())
