"""The row over the screens: back and forward, the tabs, and the buttons of what stands beside."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from cypsc_desktop.ui.frame.tabs import PlaceTabs
from cypsc_desktop.ui.frame.trail import Trail
from cypsc_desktop.ui.theme import Theme, dress


class TabRow(QWidget):
    """What its buttons do is connected by who makes it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tab row")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 8, 1)  # the hairline goes all along below
        row.setSpacing(0)
        self.tabs = PlaceTabs(theme, self)
        self.back = self._button("arrow-left", "Back, Alt+Left")
        self.forward = self._button("arrow-right", "Forward, Alt+Right")
        self.list = self._button("chevron-down", "All tabs")
        self.list.hide()
        self.list.clicked.connect(self.show_list)
        self.tabs.beside = self.list
        self.inspector = self._button("layout-sidebar-right", "Show or hide the inspector, F4")
        self.sidebar = self._button("layout-sidebar", "Show the sidebar, F9")
        for button in (self.sidebar, self.back, self.forward):
            row.addWidget(button)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.list)
        row.addWidget(self.inspector)

    def show_trail(self, trail: Trail) -> None:
        """Whether there is a way back, and one forward."""
        self.back.setEnabled(trail.can_go_back())
        self.forward.setEnabled(trail.can_go_forward())

    def show_list(self) -> None:
        """The list of all tabs, below its button or where that would be."""
        at = QPoint(0, self.list.height()) if self.list.isVisible() else QPoint(self.tabs.width(), self.tabs.height())
        self.tabs.list_menu().popup((self.list if self.list.isVisible() else self.tabs).mapToGlobal(at))

    def _button(self, icon: str, words: str) -> QToolButton:
        button = QToolButton(self)
        dress(button, icon)
        button.setToolTip(words)
        button.setAccessibleName(words.partition(",")[0])
        return button
