"""The bar above the pages: page before and next, the page field, what can be done in words, zoom. What has no room waits
under More, which always holds everything."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from cypsc_desktop.ui.papers.guarded import guarded
from cypsc_desktop.ui.theme import Theme, dress


class Toolbar(QWidget):
    """``page_typed(text)``: a page number was typed."""

    page_typed = Signal(str)

    def __init__(
        self,
        actions: Mapping[str, QAction],
        menu: QMenu,
        theme: Theme,
        *,
        shown: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        """``shown``: the actions with a button of their own where there is room, the most wanted first."""
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Pages")
        self.before = self._button(actions["page before"])
        self.after = self._button(actions["next page"])
        self.number = QLineEdit()
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setAcceptDrops(False)
        self.number.setAccessibleName("Page, printed or sheet number")
        self.number.setToolTip("Page, printed or sheet number (Ctrl+G)")
        self.number.returnPressed.connect(lambda: self.page_typed.emit(self.number.text()))
        self.of = QLabel()
        self.of.setProperty("tone", "second")
        self.buttons = [self._button(actions[name], words=True) for name in shown]
        self.more = QToolButton()
        self.more.setText("More")
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setAccessibleName("More for this paper")
        self.more.setMenu(menu)
        dress(self.more, "dots")
        self.smaller = self._button(actions["zoom out"])
        self.zoom = QLabel()
        self.zoom.setProperty("tone", "second")
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.larger = self._button(actions["zoom in"])
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 4, 8, 4)
        self._row.setSpacing(4)
        for widget in (self.before, self.after, self.number, self.of, *self.buttons, self.more):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        for widget in (self.smaller, self.zoom, self.larger):
            self._row.addWidget(widget)
        self.set_theme(theme)

    def lead_with(self, actions: Sequence[QAction]) -> None:
        """Further actions, before the others."""
        fresh = [self._button(action, words=True) for action in actions]
        place = self._row.indexOf(self.of) + 1
        before: QWidget = self.number
        for button in reversed(fresh):
            self._row.insertWidget(place, button)
        for button in fresh:
            QWidget.setTabOrder(before, button)
            before = button
        self.buttons = [*fresh, *self.buttons]
        self._fold()

    def set_theme(self, theme: Theme) -> None:
        self.number.setFixedWidth(theme.px(52))
        self.zoom.setFixedWidth(theme.px(48))
        self.setMinimumHeight(theme.px(44))
        for button in (self.before, self.after, self.smaller, self.larger, self.more, *self.buttons):
            button.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._fold()

    def chain(self) -> list[QWidget]:
        """What takes the focus, in the order of Tab."""
        return [self.before, self.after, self.number, *self.buttons, self.more, self.smaller, self.larger]

    def show_page(self, *, label: str | None, sheet: int, of: int) -> None:
        """Where the reader is: the printed number in the field, the sheet beside it unless it is the same."""
        self.number.setEnabled(of > 0)
        self.number.setText((label or str(sheet)) if of else "")
        same = label is None or label == str(sheet)
        words = "" if not of else f"of {of}" if same else f"sheet {sheet} of {of}"
        wider = len(words) != len(self.of.text())
        if words != self.of.text():
            self.of.setText(words)
        if wider:
            self._fold()

    def show_zoom(self, zoom: float | None) -> None:
        words = "" if zoom is None else f"{round(zoom * 100)}%"
        self.zoom.setText(words)
        self.zoom.setAccessibleName(f"Zoom {words}" if words else "Zoom")

    def _fold(self) -> None:
        """Show what there is room for: first how many pages there are, then zoom, then buttons with their words. The rest
        waits under More."""
        gap = self._row.spacing()
        room = self.width() - 16 - gap  # what stretches has a gap of its own
        room -= sum(_width(widget) + gap for widget in (self.before, self.after, self.number, self.more))
        groups: list[tuple[QWidget, ...]] = [(self.of,), (self.smaller, self.larger), (self.zoom,)]
        for group in (*groups, *((button,) for button in self.buttons)):
            room -= sum(_width(widget) + gap for widget in group)
            for widget in group:
                widget.setVisible(room >= 0)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())

    def _button(self, action: QAction, *, words: bool = False) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(action.text().replace("&", ""))
        if words:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button


def _width(widget: QWidget) -> int:
    """How wide a widget would be: its own width where that is fixed."""
    return widget.minimumWidth() if widget.minimumWidth() == widget.maximumWidth() else widget.sizeHint().width()
