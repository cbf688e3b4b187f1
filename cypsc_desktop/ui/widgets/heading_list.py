"""A list of lines under headings, painted by its delegate: how such a tree stands on a screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyledItemDelegate, QTreeView

from cypsc_desktop.ui.models.two_levels import TwoLevels


def dress_list(tree: QTreeView, rows: TwoLevels, lines: QStyledItemDelegate, name: str) -> None:
    """Show these rows, each drawn over the whole width; ``name`` is what screen readers call the list."""
    tree.setModel(rows)
    tree.setItemDelegate(lines)
    tree.setHeaderHidden(True)
    tree.setIndentation(0)
    tree.setRootIsDecorated(False)
    tree.setMouseTracking(True)
    tree.setProperty("plain", True)
    tree.setAccessibleName(name)
    tree.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
    tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
