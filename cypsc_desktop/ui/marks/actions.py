"""What can be done with marks in the papers screen: words, icons and keys of its actions, and their menu."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from cypsc_desktop.papers.kinds import MEANINGS
from cypsc_desktop.ui.marks.looks import NAMES
from cypsc_desktop.ui.papers.actions import Wording, fold_into
from cypsc_desktop.ui.theme import dress

WORDINGS: Mapping[str, Wording] = {
    **{meaning: Wording(f"Mark: {NAMES[meaning]}", "", (str(n),)) for n, meaning in enumerate(MEANINGS, 1)},
    "highlight": Wording("Highlight", "highlight", ("Ctrl+L",), True),
    "underline": Wording("Underline", "underline", ("Ctrl+U",)),
    "strikeout": Wording("Strike out", "strikethrough", ("Ctrl+Shift+U",)),
    "box": Wording("Box", "square", ("Ctrl+Shift+X",), True),
    "ink": Wording("Draw", "scribble", ("Ctrl+Shift+P",), True),
    "eraser": Wording("Rub out", "eraser", ("Ctrl+Shift+E",), True),
    "note": Wording("Note on the page", "note", ("Ctrl+M",)),
    "note tool": Wording("Note", "note", ("Ctrl+Shift+T",), True),
    "bookmark": Wording("Bookmark the page", "bookmark", ("Ctrl+D",)),
    "next mark": Wording("Next mark", "", ("Alt+Down",)),
    "mark before": Wording("Mark before", "", ("Alt+Up",)),
    "comment": Wording("Comment on the mark", "message-check", ("F2",)),
    "enquiry": Wording("To the lines of enquiry", "send", ("Ctrl+Shift+Q",)),
    "conclusion": Wording("Draft a conclusion from the mark", "gavel", ("Ctrl+Shift+C",)),
    "recommendation": Wording("Draft a recommendation from the mark", "pencil", ("Ctrl+Shift+R",)),
    "marks": Wording("List of marks", "layout-sidebar-right", ("Shift+F4",)),
    "delete": Wording("Delete mark", "trash", ("Del",)),
}
WORDS, CHOSEN = "Mark the words", "The chosen mark"
_GROUPS = (
    (WORDS, (*MEANINGS, "highlight", "underline", "strikeout")),
    ("Draw, box, note", ("ink", "eraser", "box", "note tool", "note", "bookmark")),
    (CHOSEN, ("comment", "enquiry", "conclusion", "recommendation", "delete")),
    ("Marks", ("next mark", "mark before", "marks")),
)


def actions_of(parent: QWidget, does: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """An action for each name that does something; they hold while ``parent`` or something in it has the focus."""
    made: dict[str, QAction] = {}
    for name, wording in WORDINGS.items():
        if name not in does:
            continue
        action = QAction(wording.words, parent)
        action.setShortcuts([QKeySequence(key) for key in wording.keys])
        action.setCheckable(wording.checkable)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(f"{wording.words} ({wording.keys[0]})" if wording.keys else wording.words)
        if wording.icon:
            dress(action, wording.icon)
        action.triggered.connect(lambda _=False, do=does[name]: do())
        parent.addAction(action)
        made[name] = action
    return made


def fill_menu(menu: QMenu, actions: Mapping[str, QAction], *, about: str = "") -> None:
    """All of them, in groups under their headings; those of the heading that the menu is ``about`` stand open."""
    if not menu.isEmpty():
        menu.addSeparator()
    groups = sorted(_GROUPS, key=lambda group: group[0] != about)
    fold_into(menu, [("" if heading == about else heading, names) for heading, names in groups], actions)
    menu.addSeparator()
