"""What can be done on the meeting screen, in words and with keys."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from cypsc_desktop.ui.theme import dress


class Wording(NamedTuple):
    """An action's words, its key, and its icon."""

    words: str
    key: str = ""
    icon: str = ""


WORDINGS: Mapping[str, Wording] = {
    "new": Wording("New meeting…", icon="plus"),
    "delete": Wording("Delete this meeting", icon="trash"),
    "page": Wording("Show on page", "Ctrl+Shift+J", "file-text"),
    "beside": Wording("Pages beside the table", "Ctrl+Shift+B", "columns-2"),
    "settle": Wording("Settle the chosen findings", "Ctrl+Shift+S", "check"),
    "find": Wording("Find in this table", "Ctrl+F", "search"),
    "next": Wording("Next table", "Ctrl+PgDown"),
    "before": Wording("Table before", "Ctrl+PgUp"),
}
IN_AGENDA: Mapping[str, Wording] = {
    "add": Wording("Add item", "Ins"),
    "add paper": Wording("Add paper", "Shift+Ins"),
    "rename": Wording("Rename", "F2"),
    "up": Wording("Move up", "Alt+Up"),
    "down": Wording("Move down", "Alt+Down"),
    "delete": Wording("Delete", "Del"),
}


def actions_of(
    parent: QWidget,
    wordings: Mapping[str, Wording],
    does: Mapping[str, Callable[[], object]],
    *,
    name: str,
    within: Qt.ShortcutContext,
) -> dict[str, QAction]:
    """An action for each wording, named ``name`` and its own; its key holds in ``parent``, ``within`` says how far."""
    made = {}
    for own, (words, key, icon) in wordings.items():
        action = QAction(words, parent)
        action.setObjectName(f"{name} {own}")
        action.setToolTip(f"{words} ({key})" if key else words)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(within)
        if icon:
            dress(action, icon)
        action.triggered.connect(lambda _=False, do=does[own]: do())
        parent.addAction(action)
        made[own] = action
    return made
