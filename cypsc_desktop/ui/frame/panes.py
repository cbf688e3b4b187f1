"""The panes of the window: sidebar, screen and inspector. Which of them stand, what gives way in a narrow window, and F6."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from cypsc_desktop.ui.frame.inspector_side import InspectorSide
from cypsc_desktop.ui.frame.narrow import narrow
from cypsc_desktop.ui.frame.navigator import Navigator
from cypsc_desktop.ui.frame.sidebar import Sidebar
from cypsc_desktop.ui.frame.tab_row import TabRow
from cypsc_desktop.ui.frame.voice import Voice
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.screens import Parts
from cypsc_desktop.ui.start_screen import StartScreen

_SIDEBAR = "layout/sidebar"


class Panes(QObject):
    """``changed``: a pane came or went."""

    changed = Signal()

    def __init__(
        self,
        parts: Parts,
        *,
        sidebar: Sidebar,
        row: TabRow,
        start: StartScreen,
        side: InspectorSide,
        going: Navigator,
        voice: Voice,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._parts = parts
        self._kept = parts.settings.kept
        self._sidebar = sidebar
        self._row = row
        self._start = start
        self._side = side
        self._going = going
        self._voice = voice
        self._window = window
        side.changed.connect(self._tell)
        row.sidebar.clicked.connect(self.toggle_sidebar)
        row.inspector.clicked.connect(self.toggle_inspector)
        sidebar.hiding.connect(self.toggle_sidebar)

    def toggle_sidebar(self) -> None:
        self._kept.setValue(_SIDEBAR, self._sidebar.isHidden())
        self.fit()

    def toggle_inspector(self) -> None:
        if self._side.can_open():
            self._side.toggle()
            if self._side.is_open() and self._side.inspector:
                self._side.inspector.focus_field()
        elif (front := self._going.front()) is not None and front.toggle_side():
            return
        else:
            self._voice.say("This screen has no inspector.")
            self._tell()

    def reset(self) -> None:
        """As they are drawn, on every screen."""
        self._kept.remove("layout")
        self._side.reset()
        for screen in self._going.screens():
            screen.reset_layout()
        self.fit()

    def fit(self) -> None:
        """Give way where the window is narrow."""
        gives = narrow(self._window.width(), self._parts.theme.scale)
        wanted = str(self._kept.value(_SIDEBAR, "true")).lower() != "false"
        self._sidebar.setVisible(wanted and self._start.isHidden())
        self._row.sidebar.setVisible(not wanted)
        self._sidebar.set_rail(rail=gives.rail)
        self._side.set_drawer(drawer=gives.drawer)
        self._tell()

    def has_sidebar(self) -> bool:
        return not self._sidebar.isHidden()

    def close_drawer(self) -> bool:
        """Shut the inspector where it lies over the screen; False where it does not."""
        front = self._going.front()
        closed = self._side.close_drawer()
        if closed and front:
            front.focus_main()
        return closed

    def go_on(self, by: int) -> None:
        """The next pane in sight (1), or the one before (-1): sidebar, the screen's own, inspector; never trapped."""
        front = self._going.front()
        if not self._start.isHidden() or front is None:
            self._start.import_button.setFocus(Qt.FocusReason.TabFocusReason)
            return
        panes = [self._sidebar, *front.panes(), self._side.inspector]
        shown = [pane for pane in panes if pane is not None and pane.isVisible()]
        focus = QApplication.focusWidget()
        now = next((n for n, pane in enumerate(shown) if focus and (pane is focus or pane.isAncestorOf(focus))), -by)
        self._focus_in(shown[(now + by) % len(shown)], front)

    def _focus_in(self, pane: QWidget, front: Screen) -> None:
        if pane is self._sidebar:
            self._sidebar.focus_current()
        elif self._side.inspector is not None and pane is self._side.inspector:
            self._side.inspector.focus_field()
        elif pane is front:
            front.focus_main(Qt.FocusReason.TabFocusReason)
        elif pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
            pane.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            inside = [w for w in pane.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
            target = next((w for w in inside if w.isVisible() and w.isEnabled()), pane)
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self) -> None:
        self._row.inspector.setVisible(self._side.can_open())
        self.changed.emit()
