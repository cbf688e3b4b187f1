"""Making a paper's checklist beside the window, at once or when the keys rest. Shows nothing itself."""

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from cypsc_desktop.commands import confirming
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Document
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.session import Session

log = logging.getLogger(__name__)
_REST_MS = 300  # after a change of ours the whole list is made anew only once the keys rest


class ChecklistMaking(QObject):
    """``made(Checklist)``: of the paper asked for last, unless another was asked for meanwhile; ``failed(words)``."""

    made = Signal(object)
    failed = Signal(str)

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._document: Document | None = None
        self._pending = False
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._make)

    def make(self, document: Document) -> None:
        """Make it now; a newer wish takes an older one's place."""
        self._document = document
        self._make()

    def make_again(self) -> None:
        """Make that of the same paper anew, once this has not been asked for a while."""
        self._rest.start()

    def is_idle(self) -> bool:
        return not self._pending and not self._rest.isActive()

    def stop(self) -> None:
        """Wait for nothing more."""
        self._rest.stop()
        self._jobs.stop(self)

    def _make(self) -> None:
        self._rest.stop()
        document, read = self._document, self._session.read
        if document is None:
            return
        self._pending = True
        self._jobs.run(
            lambda _: confirming.checklist(read, document), owner=self, key="checklist", on_done=self._on_made,
            on_failed=self._on_failed,
        )  # fmt: skip

    def _on_made(self, checklist: confirming.Checklist) -> None:
        self._pending = False
        self.made.emit(checklist)

    def _on_failed(self, error: BaseException) -> None:
        self._pending = False
        if not isinstance(error, UserError):
            log.error("a checklist could not be made", exc_info=error)
        self.failed.emit(
            str(error) if isinstance(error, UserError) else "The checklist of this paper could not be made."
        )
