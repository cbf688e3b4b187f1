"""The texts of one open file's pages, read and laid out when asked for, the last ones kept."""

from collections import OrderedDict
from concurrent.futures import CancelledError, Future

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from cypsc_desktop.commands import reading
from cypsc_desktop.pdf.reading import PageReading
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.pdf.served import DocumentHandle
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.page_text import PageText, page_text

KEPT = 120


class Texts(QObject):
    """``arrived(sheet)``: the text of the sheet is there (empty where it cannot be read)."""

    arrived = Signal(int)
    _answered = Signal(object)

    def __init__(self, renderer: Renderer, jobs: Jobs, handle: DocumentHandle, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self._jobs = jobs
        self._handle = handle
        self._kept: OrderedDict[int, PageText] = OrderedDict()
        self._waiting: dict[int, Future[PageReading]] = {}
        self._laying: set[int] = set()
        self._closed = False
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    def get(self, sheet: int) -> PageText | None:
        """The text of a sheet (from 1) if it is there."""
        text = self._kept.get(sheet)
        if text is not None:
            self._kept.move_to_end(sheet)
        return text

    def want(self, sheet: int) -> None:
        """Ask for the text of a sheet; ``arrived`` follows unless it is there already."""
        if self._closed or sheet in self._kept or sheet in self._waiting or sheet in self._laying:
            return
        if not 1 <= sheet <= self._handle.pages:
            return
        future = self._renderer.reading(self._handle, sheet)
        self._waiting[sheet] = future
        future.add_done_callback(lambda done: self._tell(sheet, done))

    def is_idle(self) -> bool:
        return not self._waiting and not self._laying

    def close(self) -> None:
        """Want nothing any more."""
        self._closed = True
        waiting, self._waiting = self._waiting, {}
        for future in waiting.values():
            future.cancel()
        self._jobs.stop(self)
        self._kept.clear()

    def _tell(self, sheet: int, done: "Future[PageReading]") -> None:
        if not self._closed and shiboken6.isValid(self):
            self._answered.emit((sheet, done))

    def _on_answered(self, answer: "tuple[int, Future[PageReading]]") -> None:
        sheet, done = answer
        if self._waiting.pop(sheet, None) is not done or self._closed:
            return
        error = CancelledError() if done.cancelled() else done.exception()
        if error is not None:
            self._keep(sheet, PageText())
            return
        found = done.result()
        self._laying.add(sheet)
        self._jobs.run(
            lambda _: page_text(reading.laid_out(found.raw), found.characters, found.links),
            owner=self,
            on_done=lambda text: self._keep(sheet, text),
            on_failed=lambda _: self._keep(sheet, PageText()),
        )

    def _keep(self, sheet: int, text: PageText) -> None:
        self._laying.discard(sheet)
        self._kept[sheet] = text
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit(sheet)
