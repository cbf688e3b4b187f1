"""The menu bar: every command of the window with its key, and those of the screen in front."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, Protocol

from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from cypsc_desktop.commands.exportable import TITLES
from cypsc_desktop.ui.frame.arrivals import Arrivals
from cypsc_desktop.ui.frame.edits import Edits
from cypsc_desktop.ui.frame.exports import Exports
from cypsc_desktop.ui.frame.guide import Guide
from cypsc_desktop.ui.frame.navigator import Navigator
from cypsc_desktop.ui.frame.panes import Panes
from cypsc_desktop.ui.frame.tab_row import TabRow
from cypsc_desktop.ui.frame.tabs import PlaceTabs
from cypsc_desktop.ui.frame.trail import Trail
from cypsc_desktop.ui.frame.upkeep import Upkeep
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.screens import SCREENS
from cypsc_desktop.ui.settings.choices import Settings
from cypsc_desktop.ui.theme import dress

Keys = str | QKeySequence.StandardKey | None
_NOT_OF_ONE_MEETING = ("agenda", "minutes")  # what only ever is one meeting's


class Frame(Protocol):
    """What the window itself does when a command of its menus is chosen."""

    going: Navigator
    tabs: PlaceTabs
    bar: TabRow

    def new_meeting(self) -> None: ...
    def open_sample(self) -> None: ...
    def choose_library(self) -> None: ...
    def open_own_library(self) -> None: ...
    def show_screen(self, name: str) -> None: ...
    def show_palette(self) -> None: ...
    def show_help(self, page: str | None = None) -> None: ...
    def icon(self, name: str) -> QIcon: ...


class Rooms(NamedTuple):
    """Whose commands the menus list."""

    window: Frame
    arrivals: Arrivals
    exports: Exports
    edits: Edits
    upkeep: Upkeep
    guide: Guide
    panes: Panes


class Menus:
    """Builds the menus of a window. What changes with the window is reached by its attribute."""

    def __init__(self, window: QMainWindow, rooms: Rooms, settings: Settings) -> None:
        self._window = window
        self._rooms = rooms
        self._settings = settings
        self._tops: list[QMenu] = []
        self._held: list[QMenu] = []
        self._build_file()
        self._build_edit()
        self._build_view()
        self._build_meeting()
        self._build_go()
        self._build_tools()
        self._build_help()
        for menu in self._tops:
            settings.keys.adopt(menu.title().replace("&", ""), menu.actions(), menu=True)
            menu.aboutToShow.connect(self.show_undo)
            menu.aboutToShow.connect(partial(self._draw_icons, menu))

    def show_screen(self, screen: Screen) -> None:
        """List what can be done on the screen in front."""
        actions = list(screen.commands())
        self.of_screen.clear()
        for action in actions:
            self.of_screen.addAction(action)
        self.of_screen.menuAction().setVisible(bool(actions))
        self.of_meeting.clear()
        for action in screen.course():
            self.of_meeting.addAction(action)
        self.of_meeting.menuAction().setVisible(bool(screen.course()))

    def show_undo(self) -> None:
        """Say what would be taken back."""
        undo, redo = self._rooms.edits.labels()
        for action, word, label in ((self.undo, "&Undo", undo), (self.redo, "&Redo", redo)):
            action.setText(f"{word}: {label.replace('&', '&&')}" if label else word)

    def show_trail(self, trail: Trail) -> None:
        """Whether there is a way back, and one forward."""
        self.back.setEnabled(trail.can_go_back())
        self.forward.setEnabled(trail.can_go_forward())

    def show_panes(self, *, sidebar: bool, inspector: bool) -> None:
        """Which panes stand."""
        self.sidebar.setChecked(sidebar)
        self.inspector.setChecked(inspector)

    def show_content(self, *, has_content: bool) -> None:
        """Whether there is anything to export, to go to, or to look for."""
        for action in self._of_content:
            action.setEnabled(has_content)
        for menu in (self.export, self.export_all):
            menu.setEnabled(has_content)

    def _build_file(self) -> None:
        rooms, file = self._rooms, self._menu("&File")
        self._act(file, "&Import papers…", rooms.arrivals.choose, "Ctrl+I", icon="file-import")
        self._act(file, "&New meeting…", rooms.window.new_meeting, "Ctrl+N", icon="calendar-event")
        self.export = self._below(file, "&Export")
        self.export_front = self._act(
            self.export, "What is in &front…", rooms.exports.choose_front, "Ctrl+E", icon="download"
        )
        self.export.addSeparator()
        for what, words in TITLES.items():
            self._act(self.export, f"{words}…", partial(rooms.exports.choose, what))
        self.export_all = self._below(file, "Export from all &meetings")
        for what, words in TITLES.items():
            if what not in _NOT_OF_ONE_MEETING:
                self._act(self.export_all, f"{words}…", partial(rooms.exports.choose, what, every=True))
        file.addSeparator()
        self._act(file, "Open &sample committee", rooms.window.open_sample)
        self._act(file, "&Open library…", rooms.window.choose_library, "Ctrl+O", icon="folder-open")
        self._act(file, "Open m&y own library", rooms.window.open_own_library)
        self._act(file, "&Back up now", rooms.upkeep.back_up)
        file.addSeparator()
        self._act(file, "&Save", rooms.edits.save, QKeySequence.StandardKey.Save, icon="device-floppy")
        self._act(file, "&Close tab", rooms.window.tabs.close_tab, "Ctrl+W")
        self._act(file, "&Quit", self._window.close, "Ctrl+Q")

    def _build_edit(self) -> None:
        rooms, edit = self._rooms, self._menu("&Edit")
        self.undo = self._act(edit, "&Undo", rooms.edits.undo, QKeySequence.StandardKey.Undo, icon="arrow-back-up")
        self.redo = self._act(edit, "&Redo", rooms.edits.redo, "Ctrl+Shift+Z", icon="arrow-forward-up")
        self.undo.setObjectName("Undo")
        self.redo.setObjectName("Redo")
        edit.addSeparator()
        self._act(edit, "&Delete record", rooms.edits.delete_record, "Ctrl+Del", icon="trash")
        edit.addSeparator()
        self._act(edit, "History of this &record", rooms.edits.show_record_history, "Ctrl+H", icon="history")
        self._screen(edit, "history")
        self._screen(edit, "bin")
        edit.addSeparator()
        self._screen(edit, "settings")

    def _build_view(self) -> None:
        rooms, view = self._rooms, self._menu("&View")
        self.sidebar = self._act(view, "&Sidebar", rooms.panes.toggle_sidebar, "F9", checkable=True)
        self.inspector = self._act(view, "&Inspector", rooms.panes.toggle_inspector, "F4", checkable=True)
        self._act(view, "&Reset layout", rooms.panes.reset)
        view.addSeparator()
        self._act(view, "&Next tab", partial(rooms.window.tabs.turn, 1), "Ctrl+Tab")
        self._act(view, "P&revious tab", partial(rooms.window.tabs.turn, -1), "Ctrl+Shift+Tab")
        self._act(view, "&All tabs…", rooms.window.bar.show_list)
        self._act(view, "Next pa&ne", partial(rooms.panes.go_on, 1), "F6")
        self._act(view, "Previous pane", partial(rooms.panes.go_on, -1), "Shift+F6")
        view.addSeparator()
        self.of_screen = self._below(view, "&This screen")
        view.addSeparator()
        for choice, words in ((Settings.theme, "&Theme"), (Settings.text_size, "Te&xt size")):
            menu = self._below(view, words)
            offered = choice.offered or tuple((n, f"{n} %") for n in range(choice.least, choice.most + 1, choice.step))
            for value, label in offered:
                action = self._act(
                    menu, str(label), partial(setattr, self._settings, choice.name, value), checkable=True
                )
                action.setObjectName(f"{choice.name} {value}")
            menu.aboutToShow.connect(partial(self._tick, menu, choice.name))

    def _build_meeting(self) -> None:
        meeting = self._menu("&Meeting")
        self._screen(meeting, "prepare")
        self._screen(meeting, "enquiries")
        self._screen(meeting, "live")
        self._screen(meeting, "minutes")
        self.of_meeting = self._below(meeting, "&Under way")

    def _build_go(self) -> None:
        rooms, go = self._rooms, self._menu("&Go")
        self.back = self._act(go, "&Back", rooms.window.going.back, "Alt+Left", icon="arrow-left")
        self.forward = self._act(go, "&Forward", rooms.window.going.forward, "Alt+Right", icon="arrow-right")
        go.addSeparator()
        self._of_content: list[QAction] = []
        for sort in SCREENS:
            if sort.in_sidebar:
                self._of_content.append(self._screen(go, sort.name))
        self._of_content.append(self._screen(go, "confirm"))
        go.addSeparator()
        self._act(go, "&Command or place…", rooms.window.show_palette, "Ctrl+K", icon="search")

    def _build_tools(self) -> None:
        rooms, tools = self._rooms, self._menu("&Tools")
        self._screen(tools, "library")
        self._act(tools, "Chec&k library", rooms.upkeep.check)
        self._act(tools, "&Diagnostics report…", rooms.guide.show_diagnostics)

    def _build_help(self) -> None:
        rooms, menu = self._rooms, self._menu("&Help")
        self._act(menu, "&Help", rooms.window.show_help, QKeySequence.StandardKey.HelpContents, icon="help-circle")
        self._act(menu, "&Keys", rooms.guide.show_keys, "Ctrl+/")
        self._act(menu, "Check &version", partial(rooms.window.show_help, "how-to/update"))
        self._act(menu, "&About CYPSC Desktop", partial(rooms.window.show_help, "about"))

    def _draw_icons(self, menu: QMenu) -> None:
        """Icons are drawn when a menu is first opened: two dozen of them would hold the window up."""
        for action in menu.actions():
            icon = action.property("icon_to_draw")
            if icon:
                dress(action, icon)  # from now on it follows the theme
                action.setProperty("icon_to_draw", None)
                action.setIcon(self._rooms.window.icon(icon))

    def _tick(self, menu: QMenu, name: str) -> None:
        """Tick what is chosen now, wherever it was chosen."""
        chosen = f"{name} {getattr(self._settings, name)}"
        for action in menu.actions():
            action.setChecked(action.objectName() == chosen)

    def _menu(self, words: str) -> QMenu:
        menu = QMenu(words, self._window.menuBar())
        self._window.menuBar().addMenu(menu)
        self._tops.append(menu)
        return menu

    def _below(self, menu: QMenu, words: str) -> QMenu:
        """A menu in a menu. It is made and held here: what ``addMenu`` makes itself may go with its last wrapper."""
        made = QMenu(words, menu)
        menu.addMenu(made)
        self._held.append(made)
        return made

    def _screen(self, menu: QMenu, name: str) -> QAction:
        sort = next(sort for sort in SCREENS if sort.name == name)
        return self._act(
            menu, sort.words, partial(self._rooms.window.show_screen, name), sort.keys or None, icon=sort.icon
        )

    def _act(
        self,
        menu: QMenu,
        text: str,
        do: Callable[..., Any],
        keys: Keys = None,
        *,
        icon: str | None = None,
        checkable: bool = False,
    ) -> QAction:
        action = QAction(text, self._window)
        action.setProperty("icon_to_draw", icon)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        action.setCheckable(checkable)
        action.triggered.connect(lambda _checked: do())
        menu.addAction(action)
        return action
