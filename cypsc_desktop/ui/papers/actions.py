"""What can be done in the papers screen: words, icons and keys of its actions, and their menu."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from cypsc_desktop.ui.theme import dress


class Wording(NamedTuple):
    """How an action is called, drawn and reached."""

    words: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    checkable: bool = False


WORDINGS: Mapping[str, Wording] = {
    "page before": Wording("Page before", "arrow-left"),
    "next page": Wording("Next page", "arrow-right"),
    "go to page": Wording("Go to page", "", ("Ctrl+G",)),
    "find": Wording("Find", "search", ("Ctrl+F",)),
    "find next": Wording("Find next", "", ("F3",)),
    "find previous": Wording("Find previous", "", ("Shift+F3",)),
    "fit width": Wording("Fit width", "arrow-autofit-width", ("Ctrl+0",), True),
    "fit page": Wording("Fit page", "maximize", ("Ctrl+9",), True),
    "zoom in": Wording("Zoom in", "plus", ("Ctrl++", "Ctrl+=")),
    "zoom out": Wording("Zoom out", "minus", ("Ctrl+-",)),
    "single": Wording("Single page", "file", (), True),
    "rotate right": Wording("Rotate", "rotate-clockwise", ("Ctrl+R",)),
    "rotate left": Wording("Rotate back"),
    "invert": Wording("Night page", "moon", (), True),
    "split": Wording("Two papers", "columns-2", ("Ctrl+\\",), True),
    "page text": Wording("Text of the page", "article", (), True),
    "caret": Wording("Caret browsing", "cursor-text", ("F7",), True),
    "copy": Wording("Copy", "copy", ("Ctrl+C",)),
    "select page": Wording("Select all on this page", "", ("Ctrl+A",)),
    "preview": Wording("Print preview"),
    "print": Wording("Print", "printer", ("Ctrl+P",)),
    "read scans": Wording("Read scanned pages", "text-recognition"),
    "changes": Wording("What changed since the version before", "arrows-exchange"),
    "open in papers": Wording("Read in Papers", "book"),
    "outline": Wording("Outline", "layout-sidebar", ("Shift+F9",), True),
    "all papers": Wording("All papers", "list-details", ("Ctrl+Shift+O",)),
}
Group = tuple[str, tuple[str, ...]]
"""A heading, under which the menu folds these actions; those without one stand in the menu itself."""
_GROUPS: tuple[Group, ...] = (
    ("Find and go to", ("find", "find next", "find previous", "go to page")),
    ("Zoom and turn", ("fit width", "fit page", "zoom in", "zoom out", "single", "rotate right", "rotate left")),
    ("Show", ("outline", "invert", "split", "page text", "caret")),
    ("", ("copy", "select page")),
    ("", ("preview", "print", "read scans")),
    ("", ("changes", "open in papers", "all papers")),
)


def actions_of(parent: QWidget, does: Mapping[str, Callable[..., object]]) -> dict[str, QAction]:
    """An action for each name of WORDINGS that does something; they hold while ``parent`` or something in it has the
    focus."""
    made: dict[str, QAction] = {}
    for name, (words, icon, keys, checkable) in ((n, w) for n, w in WORDINGS.items() if n in does):
        action = QAction(words, parent)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setCheckable(checkable)
        action.setToolTip(f"{words} ({keys[0]})" if keys else words)
        if icon:
            dress(action, icon)
        action.triggered.connect(does[name])
        parent.addAction(action)
        made[name] = action
    return made


def menu_of(parent: QWidget, actions: Mapping[str, QAction]) -> QMenu:
    """All of them in groups."""
    menu = QMenu(parent)
    fold_into(menu, _GROUPS, actions)
    return menu


def fold_into(menu: QMenu, groups: Iterable[Group], actions: Mapping[str, QAction]) -> None:
    """Groups of actions: a submenu each where they have a heading, else parted from what is before by a line."""
    for heading, names in groups:
        held = [actions[name] for name in names if name in actions]
        if heading and len(held) > 1:
            folded = QMenu(heading, menu)
            folded.addActions(held)
            menu.addMenu(folded)
            continue
        if held and not menu.isEmpty():
            menu.addSeparator()
        menu.addActions(held)
