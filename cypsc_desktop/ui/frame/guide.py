"""What helps a person along: the palette, the help, the sheet of keys, the report on the program. Each is made when it is
first asked for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.frame.navigator import Navigator
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screens import SCREENS, Parts

if TYPE_CHECKING:
    from cypsc_desktop.ui.help.key_sheet import KeySheet
    from cypsc_desktop.ui.palette import Palette

_BETWEEN_MS = 20  # time for the sheet to be painted and for keys, between two screens


class Guide(QObject):
    """Opens over the window what a person asks help of."""

    def __init__(self, parts: Parts, ask: Ask, going: Navigator, window: QMainWindow) -> None:
        super().__init__(window)
        self._parts = parts
        self._ask = ask
        self._going = going
        self._window = window
        self._palette: Palette | None = None
        self._sheet: KeySheet | None = None
        self._unknown: list[str] = []  # screens whose keys the sheet has yet to hear of
        self._asking = QTimer(self, interval=_BETWEEN_MS)
        self._asking.timeout.connect(self._ask_next_screen)

    def show_palette(self) -> None:
        """Every command, and the meetings, items, papers and people to go to."""
        from cypsc_desktop.ui.palette import Palette, commands_of
        from cypsc_desktop.ui.places import places

        if self._palette is None:
            self._palette = Palette(self._parts.theme, self._window)
        entries = [
            *commands_of(self._window.menuBar().actions()),
            *places(self._parts.session.read, self._going.go),
        ]
        self._palette.open(entries, QApplication.focusWidget())

    def palette(self) -> "Palette | None":
        """None while nobody has asked for it in this theme."""
        return self._palette

    def show_help(self, page: str) -> None:
        self._going.go(Place("help", part=page))

    def show_keys(self) -> None:
        """The key sheet: every command with its key. A screen says its keys when it is made; those that nobody has gone to
        are made while the sheet already stands, one at a time, and what is typed meanwhile is the sheet's."""
        from cypsc_desktop.ui.help.key_sheet import KeySheet

        self._sheet = KeySheet(self._parts.settings.keys, self._parts.theme, self._window)
        self._sheet.open_sheet()
        self._unknown = [sort.name for sort in SCREENS if self._going.screen(sort.name) is None]
        self._sheet.finished.connect(self._on_sheet_closed)
        self._asking.start()

    def _ask_next_screen(self) -> None:
        if self._unknown:
            self._going.ensure(self._unknown.pop(0))
            return
        self._asking.stop()
        if self._sheet is not None:
            self._sheet.renew()

    def _on_sheet_closed(self) -> None:
        self._asking.stop()
        self._sheet = None

    def show_diagnostics(self) -> None:
        """What helps to mend the program, without committee content."""
        from cypsc_desktop.ui.settings.diagnostics import DiagnosticsDialog

        parts = self._parts
        DiagnosticsDialog(
            session=parts.session, settings=parts.settings, ask=self._ask, jobs=parts.jobs, theme=parts.theme,
            parent=self._window,
        ).open()  # fmt: skip

    def forget_look(self) -> None:
        """The theme is another: the palette is made anew in it."""
        if self._palette is not None:
            self._palette.deleteLater()
            self._palette = None

    def is_idle(self) -> bool:
        return not self._asking.isActive()

    def let_go(self) -> None:
        """The window closes."""
        self._asking.stop()
