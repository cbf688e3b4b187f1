"""The list of marks as Qt sees it: headings with marks below them, and how a row is drawn."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from cypsc_desktop.commands.marks import Shown
from cypsc_desktop.ui.marks import looks
from cypsc_desktop.ui.marks.grouping import Group
from cypsc_desktop.ui.models.two_levels import Index, TwoLevels
from cypsc_desktop.ui.papers.guarded import guarded
from cypsc_desktop.ui.theme import Theme

SHOWN = int(Qt.ItemDataRole.UserRole) + 1
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_LINE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class MarkRows(TwoLevels):
    """Headings at the top, their marks below."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: Sequence[Group] = ()
        self.lines: Mapping[str, int] = {}

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show other marks."""
        self.beginResetModel()
        self.groups = groups
        self.endResetModel()

    def shown(self, index: Index) -> Shown | None:
        """The mark of a row; None for a heading."""
        if not index.isValid() or not index.internalId():
            return None
        return self.groups[index.internalId() - 1].marks[index.row()]

    def place_of(self, mark: str) -> QModelIndex:
        """The row of a mark by its id; nowhere where it is not listed."""
        for row, group in enumerate(self.groups):
            for below, shown in enumerate(group.marks):
                if shown.mark.id == mark:
                    return self.under(below, row)
        return QModelIndex()

    def headings(self) -> int:
        return len(self.groups)

    def below(self, heading: int) -> int:
        return len(self.groups[heading].marks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = self.shown(index)
        if role == SHOWN:
            return shown
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if shown is not None:
            number = self.lines.get(shown.mark.id)
            return looks.words_of(shown) + (f", line of enquiry {number}" if number else "")
        if not index.isValid() or role == Qt.ItemDataRole.ToolTipRole:
            return None
        group = self.groups[index.row()]
        return f"{group.title}, {group.own}" if role == Qt.ItemDataRole.AccessibleTextRole else group.title


class MarkLines(QStyledItemDelegate):
    """A mark: badge, two lines of its quote, two of its comment, where it stands and who sees it."""

    def __init__(self, theme: Theme, model: MarkRows, parent: QTreeView) -> None:
        super().__init__(parent)
        self._tree = parent
        self._model = model
        self._heights: dict[tuple[str, str, int], int] = {}
        self.wear(theme)

    def wear(self, theme: Theme) -> None:
        """Fonts and colours are made once, not for each line."""
        self._theme = theme
        self._plain, self._strong, self._small = theme.font(13, 400), theme.font(13, 600), theme.font(12, 400)
        self._metrics, self._bold = QFontMetrics(self._plain), QFontMetrics(self._strong)
        self._high = theme.scheme == "contrast"
        self._heights.clear()
        self._signs: dict[tuple[str, bool], QIcon] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        shown = self._model.shown(index)
        if shown is None:
            return QSize(80, self._theme.px(32))
        wide = self._text_width()
        key = (shown.quote, shown.mark.comment or "", wide)
        if key not in self._heights:
            lines = self._lines(self._metrics, _quoted(shown), wide), self._lines(self._bold, key[1], wide)
            self._heights[key] = (sum(lines) + 1) * self._metrics.lineSpacing() + self._theme.px(22)
        return QSize(80, self._heights[key])

    def _text_width(self) -> int:
        return max(60, self._tree.viewport().width() - self._theme.px(46) - 12)

    @staticmethod
    def _lines(metrics: QFontMetrics, text: str, wide: int) -> int:
        """How many lines are shown of a text, two at most."""
        return 0 if not text else 1 if metrics.horizontalAdvance(text) < wide else 2

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        whole = QRect(0, rect.top(), self._tree.viewport().width(), rect.height())
        painter.save()
        shown = self._model.shown(index)
        if shown is None:
            self._paint_heading(painter, whole, index)
        else:
            self._paint_mark(painter, whole, shown, option.state)
        painter.restore()

    def _paint_heading(self, painter: QPainter, whole: QRect, index: Index) -> None:
        theme = self._theme
        group = self._model.groups[index.row()]
        chosen = index == self._tree.currentIndex()
        if chosen:
            painter.fillRect(whole, theme.colour("selected"))
            painter.fillRect(QRect(0, whole.top(), 3, whole.height()), self._bar())
        ink = "selected_text" if chosen else "text2"
        name = "chevron-down" if self._tree.isExpanded(index) else "chevron-right"
        size = theme.px(14)
        self._sign(name, chosen).paint(painter, QRect(theme.px(10), whole.center().y() - size // 2, size, size))
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.colour(ink))
        inner = whole.adjusted(theme.px(30), 0, -12, 0)
        painter.drawText(inner, _AT_RIGHT, str(group.own))
        room = inner.width() - theme.px(36)
        title = painter.fontMetrics().elidedText(group.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, _LINE, title)

    def _paint_mark(self, painter: QPainter, whole: QRect, shown: Shown, state: QStyle.StateFlag) -> None:
        theme, mark = self._theme, shown.mark
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(whole, theme.colour("selected" if chosen else "hover"))
        if chosen:
            painter.fillRect(QRect(0, whole.top(), 3, whole.height()), self._bar())
        text, second = ("selected_text", "selected_text") if chosen and self._high else ("text", "text2")
        left, top, wide = theme.px(46), whole.top() + theme.px(9), self._text_width()
        badge = QRectF(theme.px(14), top, theme.px(20), theme.px(20))
        if mark.meaning and not mark.reply_to:
            looks.draw_badge(painter, badge, theme, mark.meaning)
        high = self._metrics.lineSpacing()
        for words, font, metrics, ink in (
            (_quoted(shown), self._plain, self._metrics, second), (mark.comment or "", self._strong, self._bold, text),
        ):  # fmt: skip
            lines = self._lines(metrics, words, wide)
            if lines:
                painter.setFont(font)
                painter.setPen(theme.colour(ink))
                cut = metrics.elidedText(
                    words.replace("\n", " "), Qt.TextElideMode.ElideRight, int(wide * (lines - 0.15))
                )
                painter.drawText(QRect(left, top, wide, lines * high), _WRAP, cut)
                top += lines * high
        self._paint_foot(painter, QRect(left, top + theme.px(3), wide, high), shown, chosen=chosen)

    def _paint_foot(self, painter: QPainter, line: QRect, shown: Shown, *, chosen: bool) -> None:
        """Where it stands, who sees it, how it fared."""
        theme, mark = self._theme, shown.mark
        ink = "selected_text" if chosen and self._high else "text3"
        painter.setFont(self._small)
        painter.setPen(theme.colour(ink))
        where = mark.paragraph or f"p. {mark.printed or shown.page}"
        if where.isdecimal():
            where = f"paragraph {where}"
        if mark.reply_to:
            where = f"Answer by {mark.author or 'nobody named'}"
        painter.drawText(line, _LINE, where)
        left = line.left() + painter.fontMetrics().horizontalAdvance(where) + theme.px(12)
        size = theme.px(13)
        sign = self._sign("users" if shown.shared else "lock", chosen)
        sign.paint(painter, QRect(left, line.center().y() - size // 2, size, size))
        line_number = self._model.lines.get(mark.id)
        asked = f"enquiry {line_number}" if line_number else ""
        parts = ("shared" if shown.shared else "private", asked, looks.state_words(mark))
        rest = " · ".join(part for part in parts if part)
        tags = " ".join(f"#{tag}" for tag in mark.tags) if isinstance(mark.tags, list) else ""
        words = f"{rest}  {tags}" if tags else rest
        room = line.adjusted(left - line.left() + size + 4, 0, 0, 0)
        painter.drawText(
            room, _LINE, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        )

    def _bar(self) -> object:
        return self._theme.colour("accent" if self._tree.hasFocus() else "strong")

    def _sign(self, name: str, chosen: bool) -> QIcon:
        if (name, chosen) not in self._signs:
            token = "selected_text" if chosen and self._high else "text3"
            self._signs[name, chosen] = self._theme.icon(name, token)
        return self._signs[name, chosen]


def _quoted(shown: Shown) -> str:
    if shown.quote:
        return f"“{shown.quote}”"
    return "" if shown.mark.reply_to else looks.KIND_NAMES.get(shown.mark.mark or "", "mark").capitalize()
