"""Having scanned pages read into a searchable copy, beside the window; the file itself stays as it is."""

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from cypsc_desktop.commands import reading
from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.model.records import Document
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.opener import Aim, Opener
from cypsc_desktop.ui.papers.paper_pane import PaperPane

log = logging.getLogger(__name__)


class ScanRoom(QObject):
    """``said(words)``: it goes on, or is done; ``failed(words)``. ``panes`` that show the paper show its copy then."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(
        self, store: Store, jobs: Jobs, *, opener: Opener, panes: Callable[[], Sequence[PaperPane]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._jobs = jobs
        self._opener = opener
        self._panes = panes

    def read(self, document: Document) -> None:
        """Begin; a copy that is being made already is begun anew."""
        original = self._store.files.path(document.sha256 or "")
        self.said.emit("Reading the scanned pages. This goes on while you read.")
        to = reading.searchable_copy_place(self._store, document.sha256 or "")
        self._jobs.run(
            lambda job: reading.make_searchable(original, to, cancelled=job.cancelled), owner=self,
            on_done=lambda _: self._on_read(document), on_failed=self._on_failed, key="read scans",
        )  # fmt: skip

    def stop(self) -> None:
        self._jobs.stop(self)

    def _on_read(self, document: Document) -> None:
        shown = [pane for pane in self._panes() if pane.paper and pane.paper.document.id == document.id]
        places = [(pane, pane.area.place()) for pane in shown]
        for pane in shown:
            self._opener.drop(pane)
        for pane, place in places:
            self._opener.open(pane, document, Aim(place))
        self.said.emit("The scanned pages have been read: their words can be selected and found.")

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.failed.emit(str(error))
        elif not isinstance(error, Cancelled):
            log.error("scanned pages could not be read", exc_info=error)
            self.failed.emit("The scanned pages of this paper could not be read.")
