"""What a search found as a list by kind: headings, finds of three lines with the words found in bold, and the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cypsc_desktop.commands.searching import Finds, Found
from cypsc_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
_NOWHERE = QModelIndex()
_ICONS = {
    "people": "users", "meetings": "calendar-event", "items": "list-details", "recommendations": "clipboard-list",
    "replies": "message-check", "minutes": "article", "plan": "checklist", "programme": "calendar-event",
    "attendance": "users", "findings": "flag", "pages": "file-text", "lines": "microphone", "marks": "highlight",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list. ``sort``: "heading" (of a kind, with its count), "found", or "more": the rest of a kind."""

    sort: str
    group: str
    title: str
    count: int = 0
    found: Found | None = None
    body: str = ""

    def spoken(self) -> str:
        if self.sort == "heading":
            return f"{self.title}, {self.count:,}"
        if self.found is None:
            return self.title
        plain = self.found.snippet.replace("«", "").replace("»", "")
        return ", ".join(
            part for part in (self.title, self.found.where, day(self.found.date), self.body, plain) if part
        )


def rows_of(finds: Finds, bodies: dict[str, str]) -> list[Row]:
    """The list of what was found; ``bodies`` is what the committees of meetings are called, where it must be said."""
    rows: list[Row] = []
    for group in finds.groups:
        rows.append(Row("heading", group.group, group.title, group.count))
        rows += [
            Row("found", group.group, found.title, found=found, body=bodies.get(found.meeting or "", ""))
            for found in group.found
        ]
        left = group.count - len(group.found)
        if left > 0:
            rows.append(Row("more", group.group, f"Show {left:,} more under {group.title}", left))
    return rows


class Results(QAbstractListModel):
    """Rows in the order given."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def step(self, number: int, by: int) -> int | None:
        """The next row in this direction that can be chosen; None where there is none."""
        way = 1 if by > 0 else -1
        left, at, reached = abs(by), number, None
        while left and 0 <= at + way < len(self._rows):
            at += way
            if self._rows[at].sort != "heading":
                reached = at
                left -= 1
        return reached

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        if row.sort == "heading":
            return Qt.ItemFlag.NoItemFlags  # so that the arrows pass it by
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        return row if role == ROW else None


class FoundDelegate(QStyledItemDelegate):
    """Icon, title, page and date over two lines of the text, the words found bold and tinted."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._fonts = {"title": theme.font(13, 600), "text": theme.font(13), "quiet": theme.font(12)}
        self._high = {name: QFontMetrics(font).lineSpacing() for name, font in self._fonts.items()}
        self._icons = {
            (group, token): theme.icon(icon, token).pixmap(theme.px(16), theme.px(16))
            for group, icon in _ICONS.items()
            for token in ("text2", "selected_text")
        }

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        sort = row.sort if isinstance(row, Row) else ""
        px = self.theme.px
        if sort == "found":
            return QSize(px(240), self._high["title"] + 2 * self._high["text"] + px(20))
        return QSize(px(240), self._high["quiet"] + px(20 if sort == "heading" else 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        painter.setClipRect(option.rect)
        if row.sort == "heading":
            self._paint_heading(painter, QRect(option.rect), row)
        else:
            inked = self._paint_ground(painter, option)
            if row.found is not None:
                self._paint_found(painter, QRect(option.rect), row, row.found, inked=inked)
            else:
                self._paint_more(painter, QRect(option.rect), row, inked=inked)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> bool:
        """Returns whether what is drawn on it must be in the ink of chosen rows, as in high contrast."""
        theme, rect = self.theme, QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, theme.colour("selected"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.left() + theme.px(44), rect.bottom(), rect.right(), rect.bottom())
        if chosen and self._view.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        return chosen and theme.scheme == "contrast"

    def _paint_heading(self, painter: QPainter, rect: QRect, row: Row) -> None:
        theme = self.theme
        painter.fillRect(rect, theme.colour("chrome"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(theme.px(16), 0, -theme.px(16), 0)
        painter.setFont(self._fonts["title"])
        painter.setPen(theme.colour("text"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), row.title)
        painter.setFont(self._fonts["quiet"])
        painter.setPen(theme.colour("text3"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), f"{row.count:,}")

    def _paint_more(self, painter: QPainter, rect: QRect, row: Row, *, inked: bool) -> None:
        painter.setFont(self._fonts["quiet"])
        painter.setPen(self.theme.colour("selected_text" if inked else "accent"))
        inner = rect.adjusted(self.theme.px(44), 0, -self.theme.px(16), 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), row.title)

    def _paint_found(self, painter: QPainter, rect: QRect, row: Row, found: Found, *, inked: bool) -> None:
        theme = self.theme
        ink = {token: theme.colour("selected_text" if inked else token) for token in ("text", "text2", "text3")}
        inner = rect.adjusted(theme.px(44), theme.px(9), -theme.px(16), -theme.px(6))
        icon = self._icons.get((row.group, "selected_text" if inked else "text2"))
        if icon is not None:
            painter.drawPixmap(rect.left() + theme.px(16), inner.top() + 1, icon)
        aside = min(theme.px(176), inner.width() // 3)
        self._paint_aside(painter, inner, aside, (day(found.date), row.body), ink["text3"])
        inner.setRight(inner.right() - aside - theme.px(12))
        painter.setFont(self._fonts["quiet"])
        beside = painter.fontMetrics().horizontalAdvance(found.where) + theme.px(8) if found.where else 0
        painter.setFont(self._fonts["title"])
        painter.setPen(ink["text"])
        title = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, inner.width() - beside)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), title)
        at = painter.fontMetrics().horizontalAdvance(title) + theme.px(8)
        painter.setFont(self._fonts["quiet"])
        painter.setPen(ink["text3"])
        line = QRect(inner.left() + at, inner.top(), inner.width() - at, self._high["title"])
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), found.where)
        below = QPointF(inner.left(), inner.top() + self._high["title"] + theme.px(2))
        self._paint_words(painter, below, inner.width(), found.snippet, ink["text2"], inked=inked)

    def _paint_aside(self, painter: QPainter, inner: QRect, aside: int, lines: tuple[str, str], colour: QColor) -> None:
        painter.setFont(self._fonts["quiet"])
        painter.setPen(colour)
        for n, words in enumerate(lines):
            place = QRect(inner.right() - aside, inner.top() + n * self._high["title"], aside, self._high["title"])
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, aside)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), shown)

    def _paint_words(
        self, painter: QPainter, at: QPointF, width: int, snippet: str, colour: QColor, *, inked: bool
    ) -> None:
        """Two lines of the text; what follows is left out with a sign."""
        text, spans = parted(snippet)
        layout = QTextLayout(text, self._fonts["text"])
        wrapped = QTextOption()
        wrapped.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(wrapped)
        layout.setFormats([_range(a, b - a, self._found_format(inked=inked)) for a, b in spans])
        layout.beginLayout()
        high = self._high["text"]
        for n in range(2):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, n * high))
        layout.endLayout()
        painter.setPen(colour)
        layout.draw(painter, at)

    def _found_format(self, *, inked: bool) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFontWeight(QFont.Weight.DemiBold)
        made.setForeground(self.theme.colour("selected_text" if inked else "text"))
        if self.theme.scheme == "contrast":
            made.setFontUnderline(True)
        else:
            made.setBackground(self.theme.colour("evidence_fill"))
        return made


def parted(snippet: str) -> tuple[str, list[tuple[int, int]]]:
    """A snippet as plain text, and where in it the matches stand."""
    text, spans = "", []
    for n, part in enumerate(snippet.replace("»", "«").split("«")):
        if n % 2:
            spans.append((len(text), len(text) + len(part)))
        text += part
    return text, spans


def day(date: str | None) -> str:
    """ "14 Sep 2021" of an ISO date; what is no date as it is."""
    from cypsc_desktop.commands.searching import spoken_day

    return spoken_day(date) if date else ""


def _range(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, look
    return made
