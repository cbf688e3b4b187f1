"""The left pane of the papers screen: the outline of the paper, or its pages as small pictures."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from cypsc_desktop.commands.reading import Node
from cypsc_desktop.ui.papers.open_paper import OpenPaper
from cypsc_desktop.ui.papers.outline_pane import OutlinePane
from cypsc_desktop.ui.papers.thumbnails import Thumbnails
from cypsc_desktop.ui.theme import Theme


class LeftPane(QWidget):
    """``chosen(sheet)``: a line or a small picture was chosen."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.outline = OutlinePane(theme)
        self.outline.chosen.connect(self.chosen)
        self.thumbnails = Thumbnails(theme)
        self.thumbnails.chosen.connect(self.chosen)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.outline)
        self.lists.addWidget(self.thumbnails)
        self.choices = QButtonGroup(self)
        self.tool: QToolButton | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._choices())
        column.addWidget(self.lists, 1)
        self.set_theme(theme)

    def offer(self, action: QAction) -> None:
        """Something that can be done with the paper, as a sign at the right of the head."""
        self.tool = tool = QToolButton()
        tool.setDefaultAction(action)
        tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        tool.setAccessibleName(action.text())
        tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._head.addWidget(tool)

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 0)
        row.setSpacing(4)
        for number, words in enumerate(("Outline", "Pages")):
            button = QToolButton()
            button.setText(words)
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.choices.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._head = row
        self.choices.idClicked.connect(self.lists.setCurrentIndex)
        return row

    def set_theme(self, theme: Theme) -> None:
        self.outline.set_theme(theme)
        self.thumbnails.set_theme(theme)
        self.setMinimumWidth(min(theme.px(180), 300))
        self.setMaximumWidth(theme.px(420))

    def current(self) -> QWidget:
        """The list in sight."""
        return self.thumbnails if self.lists.currentWidget() is self.thumbnails else self.outline

    def chain(self) -> list[QWidget]:
        """What takes the focus, in the order of Tab."""
        return [*self.choices.buttons(), *([self.tool] if self.tool else []), self.outline, self.thumbnails]

    def show_paper(self, paper: OpenPaper | None) -> None:
        """The small pictures of another paper."""
        self.thumbnails.show_pictures(paper.pictures if paper else None, paper.label if paper else _no_label)

    def show_nodes(self, nodes: Sequence[Node], paper: OpenPaper | None) -> None:
        """Another outline, its pages worded as the paper prints them."""
        self.outline.show_nodes(nodes, lambda sheet: (paper.label(sheet) if paper else None) or str(sheet))

    def follow(self, sheet: int) -> None:
        """The reader is at that sheet."""
        self.outline.follow(sheet)
        self.thumbnails.follow(sheet)


def _no_label(_: int) -> None:
    return None
