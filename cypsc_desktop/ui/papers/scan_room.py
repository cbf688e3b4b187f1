"""Having scanned pages read into a searchable copy, beside the window; the file itself stays as it is."""

import logging

from PySide6.QtCore import QObject, Signal

from cypsc_desktop.commands import reading
from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.model.records import Document
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.jobs import Jobs

log = logging.getLogger(__name__)


class ScanRoom(QObject):
    """``done(document)``: its searchable copy lies ready; ``failed(words)``."""

    done = Signal(object)
    failed = Signal(str)

    def __init__(self, store: Store, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._jobs = jobs

    def read(self, document: Document) -> None:
        """Begin; a copy that is being made already is begun anew."""
        original = self._store.files.path(document.sha256 or "")
        to = reading.searchable_copy_place(self._store, document.sha256 or "")
        self._jobs.run(
            lambda job: reading.make_searchable(original, to, cancelled=job.cancelled), owner=self,
            on_done=lambda _: self.done.emit(document), on_failed=self._on_failed, key="read scans",
        )  # fmt: skip

    def stop(self) -> None:
        self._jobs.stop(self)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.failed.emit(str(error))
        elif not isinstance(error, Cancelled):
            log.error("scanned pages could not be read", exc_info=error)
            self.failed.emit("The scanned pages of this paper could not be read.")
