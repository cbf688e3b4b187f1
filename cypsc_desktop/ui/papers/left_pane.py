"""The left pane of the papers screen: the outline of the paper, its pages as small pictures, or what changed in it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from cypsc_desktop.commands.reading import Node
from cypsc_desktop.ui.papers.open_paper import OpenPaper
from cypsc_desktop.ui.papers.outline_pane import OutlinePane
from cypsc_desktop.ui.papers.thumbnails import Thumbnails
from cypsc_desktop.ui.theme import Theme

_CHANGES = 2  # the third list, there only while versions are compared


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
        self._size_tool()
        self._head.addWidget(tool)

    def _size_tool(self) -> None:
        """Its sign grows with the text."""
        if self.tool is not None:
            self.tool.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 0)
        row.setSpacing(4)
        for number, words in enumerate(("Outline", "Pages", "Changes")):
            button = QToolButton()
            button.setText(words)
            button.setCheckable(True)
            button.setChecked(number == 0)
            if number == _CHANGES:
                button.hide()  # and never shown before it is in the pane: it would be a window of its own
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
        self._theme = theme
        self._size_tool()
        self._least = min(theme.px(180), 300)
        self.setMaximumWidth(theme.px(420))
        self._widen()

    def _widen(self) -> None:
        """Room for the words of the three lists, where there are three."""
        three = not self.choices.button(_CHANGES).isHidden()
        self.setMinimumWidth(max(self._least, self._head.sizeHint().width() if three else 0))

    def current(self) -> QWidget:
        """The list in sight."""
        return self.lists.currentWidget() or self.outline

    def chain(self) -> list[QWidget]:
        """What takes the focus, in the order of Tab."""
        return [*self.choices.buttons(), *([self.tool] if self.tool else []), self.outline, self.thumbnails]

    def show_changes(self, changes: QWidget) -> None:
        """What changed since the version before, in front."""
        self.lists.addWidget(changes)
        QWidget.setTabOrder(self.thumbnails, changes)
        self.choices.button(_CHANGES).show()
        self._widen()
        self._turn(self.lists.indexOf(changes))
        changes.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop_changes(self) -> None:
        """It was of another paper."""
        if self.lists.currentIndex() == _CHANGES:
            self._turn(0)
        self.choices.button(_CHANGES).hide()
        self._widen()

    def _turn(self, number: int) -> None:
        self.lists.setCurrentIndex(number)
        self.choices.button(number).setChecked(True)

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
