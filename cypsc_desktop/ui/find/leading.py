"""From a find to where it leads: a record to its screen, a page to the line with the words, a record to its printed line."""

from PySide6.QtCore import QObject, Signal

from cypsc_desktop.commands.searching import Found
from cypsc_desktop.model.records import Document
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.find.line_box import Box, box_on_page
from cypsc_desktop.ui.inspector.whereabouts import place_of, printed_place
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session


class Leading(QObject):
    """``wanted(place)``: there it leads; ``said`` and ``failed``: nowhere, and why."""

    wanted = Signal(object)
    said = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, jobs: Jobs, renderer: Renderer | None, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._renderer, self._owner = session, jobs, renderer, parent

    def go_to(self, found: Found, words: str) -> None:
        """To a find; ``words`` are those that it was found by."""
        if found.entity:
            record = self._session.read.record(found.entity)
            place = place_of(self._session.read, record) if record else None
            if place is None:
                self.failed.emit("This record is no longer shown. It may lie in the bin: see Edit > Bin.")
            else:
                self.wanted.emit(place)
        elif found.document:
            self._go_to_page(found.document, found.sheet or 1, words)

    def go_to_line(self, found: Found, words: str) -> None:
        """To the line of a paper that prints a find."""
        record = self._session.read.record(found.entity) if found.entity else None
        place = printed_place(self._session.read, record) if record else None
        if place is not None:
            self.wanted.emit(place)
        elif record is None:
            self.go_to(found, words)
        else:
            self.said.emit("This was typed, so no paper prints it. Enter opens the record.")

    def _go_to_page(self, document: str, sheet: int, words: str) -> None:
        record = self._session.read.record(document)
        if self._renderer is None or not isinstance(record, Document) or record.format != "pdf" or not record.sha256:
            self._show_page(document, sheet, None)
            return
        renderer, path = self._renderer, self._session.store.files.path(record.sha256)
        self._jobs.run(
            lambda _: box_on_page(renderer, path, sheet, words), owner=self._owner, key="line on its page",
            on_done=lambda box: self._show_page(document, sheet, box),
            on_failed=lambda _: self._show_page(document, sheet, None),
        )  # fmt: skip

    def _show_page(self, document: str, sheet: int, box: Box | None) -> None:
        self.wanted.emit(Place("papers", subject=document, sheet=sheet, box=box))
