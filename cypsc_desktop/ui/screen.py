"""What the window's frame knows of a screen: how it is shown a place, what it tells, and what it must do on request."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from cypsc_desktop.model.changes import Touched
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.settings.choices import Reading
from cypsc_desktop.ui.theme import Theme


class Screen(QWidget):
    """One screen of the centre. The frame makes it when it is first gone to, and owns sidebar, tabs, back and forward,
    the inspector at the right, toasts and the status bar; a screen never reaches for them but tells:

    ``moved(Place)``      the person is elsewhere inside this screen (tab title and status bar follow; with
                          ``jumped`` instead, Back leads to where they were)
    ``jumped(Place)``     the same for a leap: a search hit, a link, another record
    ``wanted(Place)``     the person asks for another place, here or on another screen
    ``chosen(id | None)`` the record whose fields the inspector shows
    ``said(words)``       done, nothing to take back; ``done(words)``: done, and Undo takes it back
    ``failed(words)``     not done, why, and how to mend it; ``settled(words)``: that is no longer so
    ``told(words)``       where the reader is, for the status bar ("Printed page 18, sheet 18 of 58")
    ``exporting(what)``   a name of ``commands.exportable.TITLES`` is to be exported from here
    ``writing(name, write)`` rows of this screen are to be written: ``write(path)`` does it and returns what to say
    ``importing()``       papers are to be chosen and imported
    ``library_wanted(folder)`` another library is to be opened in place of this one
    """

    moved = Signal(object)
    jumped = Signal(object)
    wanted = Signal(object)
    chosen = Signal(object)
    said = Signal(str)
    done = Signal(str)
    failed = Signal(str)
    settled = Signal(str)
    told = Signal(str)
    exporting = Signal(str)
    writing = Signal(str, object)
    library_wanted = Signal(object)
    importing = Signal()

    has_inspector = False
    """Whether the inspector belongs beside this screen."""
    fields_beside: Callable[[str | None], bool] | None = None
    """Of the frame: puts the caret into a field of what is chosen (None: the first) where the inspector is open; returns
    whether it is. None where a screen stands alone."""
    exports: str | None = None
    """What Ctrl+E exports from here: a name of ``commands.exportable.TITLES``; None: the response table."""

    def go(self, place: Place) -> None:
        """Show this place; what is not named stays as it was. Tells ``moved`` with where it really came to."""
        raise NotImplementedError

    def place(self) -> Place:
        """Where the person is now."""
        raise NotImplementedError

    def title(self) -> str:
        """The tab's words: short, the thing before its kind."""
        raise NotImplementedError

    def commands(self) -> Sequence[QAction]:
        """What can be done on this screen, with keys: listed under View and in the palette while it is in front."""
        return ()

    def course(self) -> Sequence[QAction]:
        """Those of ``commands`` that lead a meeting through its evening: they stand in the Meeting menu as well."""
        return ()

    def export_here(self) -> bool:
        """Ask where, and export what only this screen knows how to; False: see ``exports``."""
        return False

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes through, from left to right; hidden ones are passed over."""
        return (self,)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the focus where work on this screen begins."""
        self.setFocus(reason)

    def refresh(self, touched: Touched) -> None:
        """A change was committed; called only while this screen is in front, or before it is shown again."""

    def show_returned(self, entities: Sequence[str]) -> None:
        """These records came back from the bin by Undo or Redo, while this screen is in front: show those that are its."""

    def save_now(self) -> None:
        """Commit what is being typed."""

    def toggle_side(self) -> bool:
        """Show or hide a pane of the screen's own at the right, where it has one in the inspector's place."""
        return False

    def remember_password(self, password: str) -> None:
        """A password was given at an import: a paper that is opened may need it."""

    def set_reading(self, reading: Reading) -> None:
        """The person's choice of how papers are shown, when the screen is made and when another is made: what is open is
        shown so at once."""

    def reset_layout(self) -> None:
        """Panes and columns as they are drawn."""

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme or text size; what is shown, chosen and typed stays."""

    def is_idle(self) -> bool:
        """Whether nothing is still being drawn or read for what is in sight."""
        return True

    def let_go(self) -> None:
        """The window closes or the tab was shut: give back files, jobs and memory."""
