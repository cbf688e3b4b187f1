"""The bar beside a selection: the meanings with their keys, and what else can be done with it. Never takes the focus and
never lies over what is selected."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from cypsc_desktop.ui.papers import selecting
from cypsc_desktop.ui.papers.page_area import PageArea
from cypsc_desktop.ui.theme import Theme

_SETTLED_MS = 120
_GAP = 8


class SelectionBar(QWidget):
    """Belongs to one area of pages, over which it floats."""

    def __init__(self, area: PageArea, actions: Sequence[QAction], theme: Theme) -> None:
        super().__init__(area)
        self._area = area
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Mark the selection")
        self.buttons = [self._button(action) for action in actions]
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(2)
        for button in self.buttons:
            row.addWidget(button)
        self._wait = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._wait.timeout.connect(self.place)
        area.selection_changed.connect(self._on_selection)
        area.zoomed.connect(lambda _: self._if_shown())
        for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _: self._if_shown())
        area.installEventFilter(self)
        self.set_theme(theme)
        self.hide()

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRaise(True)
        button.setAccessibleName(action.text())
        action.changed.connect(lambda: self._word(button, action))
        self._word(button, action)
        return button

    def _word(self, button: QToolButton, action: QAction) -> None:
        """The key beside the sign where it is one figure or letter, for the hand to learn."""
        keys = action.shortcut().toString()
        short = len(keys) == 1
        if button.text() == keys and short:
            return  # what changed of it is not its key
        button.setText(keys if short else "")
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if short else Qt.ToolButtonStyle.ToolButtonIconOnly
        button.setToolButtonStyle(style)

    def set_theme(self, theme: Theme) -> None:
        for button in self.buttons:
            button.setIconSize(QSize(theme.px(20), theme.px(20)))
        self.adjustSize()

    def _on_selection(self) -> None:
        if not self._area.has_selection():
            self._wait.stop()
            self.hide()
        else:
            self._wait.start()

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._wait.stop()
        self.hide()

    def _if_shown(self) -> None:
        if self.isVisible():
            self.place()

    def place(self) -> None:
        """Below the last line of the selection; above its first at the foot of the window; out of sight where the
        selection is. While a selection is being drawn with the mouse it waits."""
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._wait.start()
            return
        taken = self._taken()
        if taken is None:
            self.hide()
            return
        view = self._area.viewport().geometry()
        self._fold(view.width() - 8)
        size = self.size()
        below, above = taken.bottom() + _GAP, taken.top() - _GAP - size.height()
        if below + size.height() <= view.bottom():
            top = below
        elif above >= view.top():
            top = above
        else:
            top = view.bottom() - size.height() - _GAP  # all of the window is selected
        left = min(max(view.left() + 4, taken.left()), view.right() - size.width() - 4)
        self.move(QPoint(max(view.left(), left), top))
        self.show()
        self.raise_()

    def _fold(self, room: int) -> None:
        """As many of the buttons as there is room for, the meanings first."""
        for button in self.buttons:
            button.show()
        last = len(self.buttons)
        while last > 1 and self.sizeHint().width() > room:
            last -= 1
            self.buttons[last].hide()
        self.adjustSize()

    def _taken(self) -> QRect | None:
        """Where what is selected lies in the window; None where it is out of sight."""
        area, selected = self._area, self._area.selected()
        if selected is None or selected.is_empty:
            return None
        whole = QRect()
        for sheet in selected.sheets():
            text = area.text(sheet)
            part = selecting.part_of(selected, sheet, text) if text else None
            for box in part.boxes if part else ():
                whole = whole.united(area.on_window(box, sheet).toAlignedRect())
        view = area.viewport().rect()
        seen = whole & view
        return seen.translated(area.viewport().pos()) if not seen.isEmpty() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._wait.start()
        return False
