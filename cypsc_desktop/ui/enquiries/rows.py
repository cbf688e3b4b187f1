"""The lines of enquiry of a meeting as Qt sees them: items with lines below them, which are dragged into another order or
under another item; and how a row is drawn."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from cypsc_desktop.commands.enquiries import Line
from cypsc_desktop.model.records import Item
from cypsc_desktop.ui.models.two_levels import Index, TwoLevels
from cypsc_desktop.ui.papers.guarded import guarded
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.cells import fitted

MIME = "application/x-cypsc-enquiry"
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_MOST = 3  # lines of a question that are shown
URGENT = {"high": "High priority", "low": "Low priority"}


class Asked(NamedTuple):
    """An item of the agenda (None: outside it) and the lines under it."""

    item: Item | None
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        if self.item is None:
            return "Outside the agenda"
        return " ".join(part for part in (self.item.number, self.item.title) if part) or "Item without a title"


def under_items(lines: Sequence[Line]) -> list[Asked]:
    """Lines in their order, under the items that they are asked under."""
    made: list[Asked] = []
    for line in lines:
        if not made or (made[-1].item.id if made[-1].item else None) != (line.item.id if line.item else None):
            made.append(Asked(line.item, ()))
        made[-1] = Asked(made[-1].item, (*made[-1].lines, line))
    return made


def cite_of(line: Line) -> str:
    """Where the mark behind it stands: "p. 18, 5.1.2"; empty where none is."""
    mark = line.mark
    if mark is None:
        return ""
    page = f"p. {mark.printed or mark.page}"
    return f"{page}, {mark.paragraph}" if mark.paragraph else page


def words_of(line: Line, number: int) -> str:
    """A line in words, for screen readers."""
    one = line.enquiry
    parts = [
        f"{number}. {one.question or ''}", URGENT.get(one.urgency or "", ""), cite_of(line),
        f"asked by {one.asker}" if one.asker else "", f"to {one.addressee}" if one.addressee else "",
        "asked" if one.asked else "", "private" if one.space.startswith("private:") else "shared",
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)


class LineRows(TwoLevels):
    """``dropped(line, item, before)``: a line (its id) was let go under an item (its id or None), before another line (its
    id; None: at the end)."""

    dropped = Signal(str, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: Sequence[Asked] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.groups = under_items(lines)
        self.endResetModel()

    def line(self, index: Index) -> Line | None:
        """The line of a row; None for an item."""
        if not index.isValid() or not index.internalId():
            return None
        return self.groups[index.internalId() - 1].lines[index.row()]

    def number(self, index: Index) -> int:
        """A line's number in the order of asking, from 1."""
        return sum(len(group.lines) for group in self.groups[: index.internalId() - 1]) + index.row() + 1

    def place_of(self, entity: str | None) -> QModelIndex:
        """The row of a line by its id; nowhere where it is not listed."""
        for row, group in enumerate(self.groups):
            for below, line in enumerate(group.lines):
                if line.enquiry.id == entity:
                    return self.under(below, row)
        return QModelIndex()

    def lines(self) -> list[Line]:
        """All of them in order."""
        return [line for group in self.groups for line in group.lines]

    def headings(self) -> int:
        return len(self.groups)

    def below(self, heading: int) -> int:
        return len(self.groups[heading].lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self.line(index)
        if line is not None:
            return words_of(line, self.number(index))
        group = self.groups[index.row()]
        return f"{group.title}, {len(group.lines)}" if role == Qt.ItemDataRole.AccessibleTextRole else group.title

    # Dragging

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        base = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDropEnabled
        return base | flag.ItemIsDragEnabled if self.line(index) is not None else base

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        lines = [line for index in indexes if (line := self.line(index)) is not None]
        if lines:
            data.setData(MIME, QByteArray(lines[0].enquiry.id.encode()))
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """The order is the library's: this tells, and the rows come back changed."""
        if not data.hasFormat(MIME) or not self.groups:
            return False
        moved = bytes(data.data(MIME).data()).decode()
        above, before = self._target(row, parent)
        if before is not None and before.enquiry.id == moved:
            return False
        item = self.groups[above].item
        self.dropped.emit(moved, item.id if item else None, before.enquiry.id if before else None)
        return False  # nothing is to be taken away here

    def _target(self, row: int, parent: Index) -> tuple[int, Line | None]:
        """The item that something is let go under, and the line that it comes before."""
        if not parent.isValid():  # between two items: the end of the one above
            return max(0, min(row, len(self.groups)) - 1) if row >= 0 else len(self.groups) - 1, None
        if parent.internalId():  # on a line: before it
            return parent.internalId() - 1, self.line(parent)
        lines = self.groups[parent.row()].lines
        return parent.row(), lines[row] if 0 <= row < len(lines) else None


class LinePaint(QStyledItemDelegate):
    """A line: its number, two lines of the question, and below them priority, page, who asks whom."""

    def __init__(self, theme: Theme, rows: LineRows, tree: QTreeView) -> None:
        super().__init__(tree)
        self._rows = rows
        self._tree = tree
        self.wear(theme)

    def wear(self, theme: Theme) -> None:
        """Fonts are made once, not for each line."""
        self._theme = theme
        self._plain, self._strong, self._small = theme.font(14, 400), theme.font(12, 600), theme.font(12, 400)
        self._metrics = QFontMetrics(self._plain)

    def _wide(self) -> int:
        return max(80, self._tree.viewport().width() - self._theme.px(56) - 16)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = self._rows.line(index)
        if line is None:
            return QSize(80, self._theme.px(34))
        room = QRect(0, 0, self._wide(), 10_000)
        high = self._metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), line.enquiry.question or "").height()
        lines = min(_MOST, max(1, -(-high // self._metrics.lineSpacing())))
        return QSize(80, (lines + 1) * self._metrics.lineSpacing() + self._theme.px(18))

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, option.rect
        whole = QRect(0, rect.top(), self._tree.viewport().width(), rect.height())
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if not index.parent().isValid():
            painter.fillRect(whole, theme.colour("chrome"))
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(whole, theme.colour("selected" if chosen else "hover"))
        if chosen:
            bar = theme.colour("accent" if self._tree.hasFocus() else "strong")
            painter.fillRect(QRect(0, whole.top(), 3, whole.height()), bar)
        high = theme.scheme == "contrast" and chosen
        line = self._rows.line(index)
        if line is None:
            painter.setFont(self._strong)
            painter.setPen(theme.colour("selected_text" if high else "text2"))
            inner = whole.adjusted(theme.px(14), 0, -14, 0)
            group = self._rows.groups[index.row()]
            painter.drawText(inner, _RIGHT, str(len(group.lines)))
            room = inner.width() - theme.px(40)
            title = painter.fontMetrics().elidedText(group.title, Qt.TextElideMode.ElideRight, room)
            painter.drawText(inner, _LEFT, title)
        else:
            self._paint_line(painter, whole, line, index, high=high)
        painter.restore()

    def _paint_line(self, painter: QPainter, whole: QRect, line: Line, index: Index, *, high: bool) -> None:
        theme, one = self._theme, line.enquiry
        left, top, wide = theme.px(46), whole.top() + theme.px(8), self._wide()
        step = self._metrics.lineSpacing()
        painter.setFont(self._plain)
        painter.setPen(theme.colour("selected_text" if high else "text3"))
        painter.drawText(QRect(theme.px(12), top, theme.px(26), step), _RIGHT, str(self._rows.number(index)))
        painter.setPen(theme.colour("selected_text" if high else "text3" if one.asked else "text"))
        for words in fitted(one.question or "", self._metrics, wide, _MOST, painter):
            painter.drawText(QRect(left, top, wide, step), _LEFT, words)
            top += step
        size = theme.px(14)
        foot = QRect(left, top + theme.px(2), wide, step)
        if one.urgency == "high" or one.asked:
            name, ink = ("check", "ok") if one.asked else ("flag", "warn")
            sign = theme.icon(name, "selected_text" if high else ink)
            sign.paint(painter, QRect(left, foot.center().y() - size // 2, size, size))
            foot.setLeft(left + size + 6)
        painter.setFont(self._small)
        painter.setPen(theme.colour("selected_text" if high else "text2"))
        who = " → ".join(part for part in (one.asker, one.addressee) if part)
        parts = (
            "Asked" if one.asked else URGENT.get(one.urgency or "", ""), cite_of(line), who,
            "private" if one.space.startswith("private:") else "shared",
        )  # fmt: skip
        words = " · ".join(part for part in parts if part)
        painter.drawText(
            foot, _LEFT, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, foot.width())
        )
