"""The keys of every command: listed as the program has them now, changed at once, with what stands in the way said."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.ui.settings.finding import matches
from cypsc_desktop.ui.settings.key_catcher import KeyCatcher
from cypsc_desktop.ui.settings.keys import Command, Keys

_NAME = Qt.ItemDataRole.UserRole


class KeysPage(QWidget):
    """``said(words)`` when a command has other keys."""

    said = Signal(str)

    def __init__(self, keys: Keys, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self._asked = ""
        self._offered: tuple[str, QKeySequence] | None = None
        self.list = QTreeWidget(self)
        self.list.setHeaderLabels(["Command", "Key", "As delivered"])
        self.list.setAccessibleName("Commands and their keys")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setUniformRowHeights(True)
        self.list.currentItemChanged.connect(lambda *_: self._on_chosen())
        self.list.itemActivated.connect(self._on_activated)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.catcher = KeyCatcher(self)
        self.catcher.caught.connect(self._on_caught)
        self.catcher.refused.connect(self._say_why)
        metrics = self.catcher.fontMetrics()
        self.catcher.setMinimumWidth(metrics.horizontalAdvance(self.catcher.placeholderText()) + 40)
        self.none = QPushButton("No key", self)
        self.none.clicked.connect(lambda: self._give([]))
        self.reset = QPushButton("Reset", self)
        self.reset.clicked.connect(self._on_reset)
        self.reset_all = QPushButton("Reset all keys", self)
        self.reset_all.setProperty("quiet", True)
        self.reset_all.clicked.connect(self._on_reset_all)
        self.why = QLabel(self)
        self.why.setWordWrap(True)
        self.why.setProperty("tone", "danger")
        self.take = QPushButton("Take it from there", self)
        self.take.clicked.connect(self._on_take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.catcher, self.none, self.reset):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.reset_all)
        column.addLayout(row)
        below = QHBoxLayout()
        below.addWidget(self.why, 1)
        below.addWidget(self.take)
        column.addLayout(below)
        self.list.setMinimumHeight(240)
        keys.changed.connect(self._on_changed)
        self._show_why("")
        self.fill()

    def fill(self, asked: str | None = None) -> None:
        """List the commands there are now; with ``asked``, those that match it."""
        self._asked = self._asked if asked is None else asked
        chosen = self._chosen()
        self.list.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for command in self._keys.commands():
            if self._asked and not matches(self._asked, f"{command.group} {command.title} {_shown(command.keys)}"):
                continue
            if command.group not in groups:
                groups[command.group] = QTreeWidgetItem(self.list, [command.group])
                groups[command.group].setFlags(Qt.ItemFlag.ItemIsEnabled)
            item = QTreeWidgetItem(groups[command.group])
            item.setData(0, _NAME, command.name)
            self._show(item, command)
            if chosen and command.name == chosen.name:
                self.list.setCurrentItem(item)
        self.list.expandAll()
        self.list.resizeColumnToContents(0)
        self.list.resizeColumnToContents(1)
        self._on_chosen()

    def count(self) -> int:
        """How many commands are listed."""
        return sum(1 for _ in self._items())

    def choose(self, name: str) -> None:
        """Put the cursor on a command."""
        item = self._item(name)
        if item is not None:
            self.list.setCurrentItem(item)

    def _items(self) -> Iterator[QTreeWidgetItem]:
        """The rows of commands, group by group."""
        for group in _below(self.list.invisibleRootItem()):
            yield from _below(group)

    def _item(self, name: str) -> QTreeWidgetItem | None:
        return next((item for item in self._items() if item.data(0, _NAME) == name), None)

    def _chosen(self) -> Command | None:
        item = self.list.currentItem()
        name = item.data(0, _NAME) if item else None
        return next((one for one in self._keys.commands() if one.name == name), None)

    @staticmethod
    def _show(item: QTreeWidgetItem, command: Command) -> None:
        cells = (command.title, _shown(command.keys), "" if command.is_default else _shown(command.default) or "no key")
        for column, words in enumerate(cells):
            item.setText(column, words)

    def _on_chosen(self) -> None:
        command = self._chosen()
        for widget in (self.catcher, self.none, self.reset):
            widget.setEnabled(command is not None)
        self.reset.setEnabled(command is not None and not command.is_default)
        self.none.setEnabled(command is not None and bool(command.keys))
        self.words.setText(f"Key of “{command.title}”" if command else "Choose a command to give it another key.")
        self._show_why("")

    def _on_activated(self) -> None:
        self.catcher.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_caught(self, key: QKeySequence) -> None:
        command = self._chosen()
        if command is None:
            return
        in_the_way = self._keys.clashes(command.name, [key])
        if not in_the_way:
            self._give([key])
            return
        others = " and ".join(f"“{one.title}” ({one.group})" for one in in_the_way)
        self._offered = (command.name, key)
        self._show_why(f"{_shown([key])} is the key of {others}. Take it from there, or press another.", offer=True)

    def _on_take(self) -> None:
        if self._offered is None:
            return
        name, key = self._offered
        for other in self._keys.clashes(name, [key]):
            self._keys.give(other.name, [one for one in other.keys if one != key])
        self._keys.give(name, [key])
        self._say(name)

    def _give(self, keys: Sequence[QKeySequence]) -> None:
        command = self._chosen()
        if command:
            self._keys.give(command.name, keys)
            self._say(command.name)

    def _on_reset(self) -> None:
        command = self._chosen()
        if command is None:
            return
        in_the_way = self._keys.clashes(command.name, command.default)
        if in_the_way:
            others = " and ".join(f"“{one.title}” ({one.group})" for one in in_the_way)
            self._show_why(f"{_shown(command.default)} is the key of {others} now. Reset that one first.")
            return
        self._keys.reset(command.name)
        self._say(command.name)

    def _on_reset_all(self) -> None:
        self._keys.reset_all()
        self._show_why("")
        self.said.emit("All keys are as delivered.")

    def _on_changed(self, name: str) -> None:
        item = self._item(name)
        command = next((one for one in self._keys.commands() if one.name == name), None)
        if item is not None and command is not None:
            self._show(item, command)
        if command is not None and self._chosen() == command:
            self._on_chosen()

    def _say(self, name: str) -> None:
        self._show_why("")
        command = self._chosen()
        if command and command.name == name:
            now = f"is {_shown(command.keys)}" if command.keys else "is none: it is in the menu and the palette"
            self.said.emit(f"The key of “{command.title}” {now}.")

    def _say_why(self, words: str) -> None:
        self._show_why(words)

    def _show_why(self, words: str, *, offer: bool = False) -> None:
        if not offer:
            self._offered = None
        self.why.setText(words)
        self.why.setVisible(bool(words))
        self.take.setVisible(offer)


def _shown(keys: Sequence[QKeySequence]) -> str:
    return ", ".join(one.toString(QKeySequence.SequenceFormat.NativeText) for one in keys)


def _below(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for at in range(item.childCount()):
        child = item.child(at)
        if child is not None:
            yield child
