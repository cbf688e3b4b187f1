"""The order in which Tab goes, where parts of a screen are made later than those that stand after them."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def order(*roots: QWidget) -> None:
    """Let Tab go through all of the first, then all of the next: what is made later stands last otherwise."""
    for before, after in pairwise([widget for root in roots for widget in _chain(root)]):
        QWidget.setTabOrder(before, after)


def _chain(root: QWidget) -> list[QWidget]:
    """What takes the focus in a widget, in the order of Tab."""
    found: list[QWidget] = []
    start = root.window()
    widget = start.nextInFocusChain()
    while widget is not None and widget is not start:
        if root.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.focusProxy():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found
