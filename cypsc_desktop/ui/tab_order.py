"""The order in which Tab goes, where parts of a screen are made later than those that stand after them.

Qt's own chain is not asked: PySide makes the widget that ``nextInFocusChain`` returns a child of the one that was asked,
so that when that one is deleted half the window's widgets are taken for deleted too.
"""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def order(*roots: QWidget) -> None:
    """Let Tab go through all of the first, then all of the next: what is made later stands last otherwise."""
    for before, after in pairwise([widget for root in roots for widget in _stops(root)]):
        QWidget.setTabOrder(before, after)


def _stops(root: QWidget) -> list[QWidget]:
    """What takes the focus in a widget, as it was put there."""
    held = [w for w in (root, *root.findChildren(QWidget)) if w.window() is root.window()]  # menus are windows too
    return [w for w in held if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.focusProxy()]
