"""The palette (Ctrl+K): every command with its key, and the meetings, items, papers and people to go to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.model.identity import fold
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.notices import announce

_MOST = 60  # rows shown; more words find the rest
BESIDE = int(Qt.ItemDataRole.UserRole)  # what stands at the right of a row


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to do or to go to. ``kind`` stands at the right of what has no key: "Item", "Person" …"""

    title: str
    do: Callable[[], object]
    kind: str = ""
    keys: str = ""


def commands_of(actions: Sequence[QAction], path: str = "") -> Iterator[Entry]:
    """An entry for each enabled action of a menu bar, menus within menus included."""
    for action in actions:
        text = action.text().replace("&", "").removesuffix("…")
        menu = action.menu()
        if isinstance(menu, QObject) and hasattr(menu, "actions"):
            yield from commands_of(menu.actions(), f"{path}{text}: " if path or text not in _BAR else "")
        elif text and action.isEnabled() and not action.isSeparator():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            yield Entry(f"{path}{text}", action.trigger, "Command", keys)


_BAR = frozenset({"File", "Edit", "View", "Meeting", "Go", "Tools", "Help"})


def matching(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries that hold the beginning of every word typed, those that begin with it first."""
    words = fold(typed).split()
    found = []
    for place, entry in enumerate(entries):
        title = fold(f"{entry.title} {entry.kind}")
        parts = title.split()
        if all(any(part.startswith(word) for part in parts) for word in words):
            found.append((not title.startswith(fold(typed)), place, entry))
    return [entry for _, _, entry in sorted(found, key=lambda f: f[:2])[:_MOST]]


class EntryDelegate(QStyledItemDelegate):
    """A title, and at the right its key or what kind of thing it is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(self._theme.px(32), size.height()))

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.text = ""  # drawn below, where there is room beside the key

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        theme, chosen = self._theme, bool(option.state & QStyle.StateFlag.State_Selected)
        inner = option.rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        beside, title = str(index.data(BESIDE) or ""), str(index.data() or "")
        metrics = option.fontMetrics
        room = inner.width() - (metrics.horizontalAdvance(beside) + theme.px(16) if beside else 0)
        painter.save()
        painter.setFont(option.font)
        painter.setPen(theme.colour("selected_text" if chosen else "text3"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), beside)
        offered = option.state & QStyle.StateFlag.State_Enabled
        painter.setPen(theme.colour("selected_text" if chosen else "text" if offered else "text2"))
        words = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.restore()


class Palette(QFrame):
    """Opens over the window's top; Enter does the chosen entry, Esc closes and gives the focus back."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = parent
        self._entries: list[Entry] = []
        self._shown: list[Entry] = []
        self._back: QWidget | None = None
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Search, or type a command")
        self.field.setAccessibleName("Command, meeting, item, paper or person")
        self.list = QListWidget()
        self.list.setAccessibleName("What matches")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda _: self._do_current())
        self.list.setItemDelegate(EntryDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._do_current)
        self.field.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.hide()

    def open(self, entries: Sequence[Entry], back_to: QWidget | None) -> None:
        """Show these entries; ``back_to`` gets the focus when the palette closes without doing anything."""
        self._entries, self._back = list(entries), back_to
        width = min(self._theme.px(640), self._over.width() - 64)
        self.setGeometry(
            (self._over.width() - width) // 2, 40, width, min(self._theme.px(420), self._over.height() - 96)
        )
        self.field.clear()
        self._fill("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        self.hide()
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self, typed: str) -> None:
        self._shown = matching(self._entries, typed)
        self.list.clear()
        for entry in self._shown:
            row = QListWidgetItem(entry.title)
            row.setData(BESIDE, entry.keys or entry.kind)
            row.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(p for p in (entry.title, entry.keys or entry.kind) if p)
            )
            self.list.addItem(row)
        if self._shown:
            self.list.setCurrentRow(0)
            return
        nothing = QListWidgetItem(f"No command and no place matches “{typed.strip()}”.")
        nothing.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(nothing)
        announce(self.list, nothing.text())

    def _do_current(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._shown):
            entry = self._shown[row]
            self.close_palette()
            entry.do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Escape in the field belong to the palette; leaving it closes it."""
        if watched is self.field and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if event.key() in steps:
                row = self.list.currentRow() + steps[Qt.Key(event.key())]
                self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_palette()
                return True
        return super().eventFilter(watched, event)
