"""The open library as the window sees it: who works in it, what changed, and what can be undone."""

import getpass
import logging

from PySide6.QtCore import QObject, Qt, Signal

from cypsc_desktop.model.changes import Touched
from cypsc_desktop.store.store import Reader, Store

log = logging.getLogger(__name__)


def signed_in() -> str:
    """The name that the person signed in to this computer with."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "someone"


class Session(QObject):
    """One library, one person. ``changed`` carries what a committed change touched, on the window's thread. ``ranked``: a person said
    of a file (its id) when it was issued, or in place of what."""

    changed = Signal(object)
    committee_changed = Signal()
    ranked = Signal(str)
    _committed = Signal(object)

    def __init__(self, store: Store, actor: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.actor = actor
        self._committee: str | None = None
        # The store tells from whichever thread wrote, amid the writing; the queued signal brings it to the window's, afterwards.
        self._committed.connect(self._on_committed, Qt.ConnectionType.QueuedConnection)
        store.subscribe(self._committed.emit)

    @property
    def read(self) -> Reader:
        return self.store.read

    @property
    def refusal(self) -> str | None:
        """Why nothing can be changed in this library; None where all can."""
        return self.store.read_only

    @property
    def committee(self) -> str | None:
        """The committee (its id) whose meetings the screens show; None: all of the library."""
        return self._committee

    def choose_committee(self, committee: str | None) -> None:
        """Show one committee alone, or all; tells ``committee_changed`` when it is another than before."""
        if committee != self._committee:
            self._committee = committee
            self.committee_changed.emit()

    def undo_label(self) -> str | None:
        return self.store.undo_label(self.actor)

    def redo_label(self) -> str | None:
        return self.store.redo_label(self.actor)

    def close(self) -> None:
        self.store.close()

    def _on_committed(self, touched: Touched) -> None:
        self.changed.emit(touched)
