"""How the lines of a history are drawn: days as headings, steps with a sign of what they are, what, and when by whom."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cypsc_desktop.ui.history.models import LINE, HistoryLine, Index
from cypsc_desktop.ui.history.telling import Entry
from cypsc_desktop.ui.theme import Theme


class HistoryDelegate(QStyledItemDelegate):
    """Days in a line, steps in two."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._fonts = {"day": theme.font(12, 600), "title": theme.font(13, 500), "detail": theme.font(12)}
        high = {name: QFontMetrics(font).lineSpacing() for name, font in self._fonts.items()}
        self._high = high
        self._sizes = {
            True: QSize(theme.px(160), high["day"] + theme.px(14)),
            False: QSize(theme.px(160), high["title"] + high["detail"] + theme.px(18)),
        }
        self._icons = {
            (name, token): theme.icon(name, token).pixmap(theme.px(16), theme.px(16))
            for name in ("pencil", "trash", "file-import", "arrow-back-up", "plus")
            for token in ("text2", "selected_text")
        }

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE)
        return self._sizes[isinstance(line, HistoryLine) and line.entry is None]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, HistoryLine):
            return
        theme, rect = self.theme, QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        active = self._view.hasFocus()
        painter.save()
        painter.setClipRect(rect)
        if line.heads:
            painter.fillRect(rect, theme.colour("chrome"))
        elif selected:
            painter.fillRect(rect, theme.colour("selected" if active or theme.scheme == "contrast" else "hover"))
            bar = QRect(rect.topLeft(), QSize(3, rect.height()))
            painter.fillRect(bar, theme.colour("accent" if active else "strong"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), theme.colour("line"))
        inked = selected and theme.scheme == "contrast"
        if line.entry is None:
            self._paint_words(painter, rect, line)
        else:
            self._paint_entry(painter, rect, line.entry, inked=inked)
        if active and index.row() == self._view.currentIndex().row():
            painter.setPen(QPen(theme.colour("selected_text" if inked else "accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, line: HistoryLine) -> None:
        painter.setFont(self._fonts["day"])
        painter.setPen(self.theme.colour("text2" if line.heads else "accent"))
        room = rect.adjusted(self.theme.px(16), 0, -self.theme.px(8), 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), line.title)

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: Entry, *, inked: bool) -> None:
        theme = self.theme
        room = rect.adjusted(theme.px(42), theme.px(8), -theme.px(12), 0)
        icon = self._icons[sign_of(entry), "selected_text" if inked else "text2"]
        painter.drawPixmap(rect.left() + theme.px(16), room.top() + 1, icon)
        title = f"{entry.title} (taken back)" if entry.undone else entry.title
        for words, font, token, top in (
            (title, "title", "text3" if entry.undone else "text", 0),
            (entry.detail, "detail", "text2", self._high["title"] + theme.px(2)),
        ):
            painter.setFont(self._fonts[font])
            painter.setPen(theme.colour("selected_text" if inked else token))
            fitted = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            place = QRect(room.left(), room.top() + top, room.width(), self._high[font])
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), fitted)


def sign_of(entry: Entry) -> str:
    """The icon of a step."""
    if entry.reverts:
        return "arrow-back-up"
    if entry.from_file:
        return "file-import"
    first = entry.title.partition(" ")[0].casefold()
    return {"delete": "trash", "remove": "trash", "add": "plus", "bring": "arrow-back-up", "take": "arrow-back-up"}.get(
        first, "pencil"
    )
