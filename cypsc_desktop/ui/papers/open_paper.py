"""A paper that is open: its record, its pages' pictures and texts, its labels; and the shelf that opens and closes them.

Two panes that show the same file share one open paper. Asks the person for nothing: the view does.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from cypsc_desktop.commands import reading
from cypsc_desktop.model.errors import Cancelled, NeedsPassword
from cypsc_desktop.model.records import Document
from cypsc_desktop.pdf.reading import Bookmark
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.pdf.served import DocumentHandle
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.pictures import Pictures
from cypsc_desktop.ui.papers.texts import Texts
from cypsc_desktop.ui.session import Session


class OpenPaper(QObject):
    """``bookmarked()``: the file's own outline is known, or known to be none."""

    bookmarked = Signal()
    _outlined = Signal(object)

    def __init__(self, document: Document, handle: DocumentHandle, renderer: Renderer, jobs: Jobs) -> None:
        super().__init__()
        self.document = document
        self.handle = handle
        self.pictures = Pictures(renderer, handle, self)
        self.texts = Texts(renderer, jobs, handle, self)
        self.bookmarks: tuple[Bookmark, ...] | None = None  # None while they are not known
        self.is_copy = False  # whether a searchable copy stands in for the file
        self._outlined.connect(self._on_outlined, Qt.ConnectionType.QueuedConnection)
        self._renderer = renderer
        self._asked: Future[tuple[Bookmark, ...]] | None = None
        self.pictures.arrived.connect(self._ask_outline)
        self.pictures.failed.connect(self._ask_outline)

    @property
    def labels(self) -> list[str | None]:
        """The printed label of each sheet, None where there is none."""
        found = list(self.document.labels or [])
        return [str(label) if label is not None else None for label in found] + [None] * (
            self.handle.pages - len(found)
        )

    def label(self, sheet: int) -> str | None:
        labels = self.document.labels or []
        found = labels[sheet - 1] if 1 <= sheet <= len(labels) else None
        return str(found) if found is not None else None

    def words_for(self, sheet: int) -> str:
        """Where a sheet is, for people: both numbers wherever there is a printed one."""
        label = self.label(sheet)
        total = self.handle.pages
        return f"Printed page {label}, sheet {sheet} of {total}" if label else f"Sheet {sheet} of {total}"

    def close(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        self.texts.close()
        self.pictures.close()
        self.deleteLater()

    def _ask_outline(self) -> None:
        """Once, when there is something to look at: a long outline must not hold up the first page."""
        if self._asked is None:
            self._asked = self._renderer.outline(self.handle)
            self._asked.add_done_callback(self._tell)

    def _tell(self, done: "Future[Any]") -> None:
        if shiboken6.isValid(self):
            self._outlined.emit(done)

    def _on_outlined(self, done: "Future[Any]") -> None:
        if not done.cancelled():
            self.bookmarks = done.result() if done.exception() is None else ()
            self.bookmarked.emit()


class Shelf(QObject):
    """The papers that are open now, each once, until nobody shows it. ``bookmarked()``: the outline of one is known."""

    bookmarked = Signal()

    def __init__(self, session: Session, renderer: Renderer, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._renderer = renderer
        self._jobs = jobs
        self._open: dict[str, OpenPaper] = {}
        self._users: dict[str, set[QObject]] = {}
        self._passwords: dict[str, str] = {}
        self._offered: list[str] = []

    def offer_password(self, password: str) -> None:
        """What opened some file at its import is tried where a file asks, until the window closes."""
        if password not in self._offered:
            self._offered.append(password)

    def remember_password(self, document: str, password: str) -> None:
        """What opens a locked file, until the window closes; it is written nowhere."""
        self._passwords[document] = password

    def forget_password(self, document: str) -> None:
        self._passwords.pop(document, None)

    def path(self, document: Document) -> Path:
        """The file to show: its searchable copy where one was made, else the file itself."""
        copy = reading.searchable_copy_place(self._session.store, document.sha256 or "")
        return copy if copy.is_file() else self._session.store.files.path(document.sha256 or "")

    def take(
        self,
        document: Document,
        user: QObject,
        *,
        on_open: Callable[[OpenPaper], None],
        on_failed: Callable[[BaseException], None],
    ) -> None:
        """Open a paper for a pane, or hand over the one that is open."""
        paper = self._open.get(document.id)
        if paper is not None:
            self._users[document.id].add(user)
            on_open(paper)
            return
        path = self.path(document)
        passwords = [self._passwords.get(document.id), *self._offered]

        def done(handle: DocumentHandle) -> None:
            if document.id not in self._open:
                made = OpenPaper(document, handle, self._renderer, self._jobs)
                made.is_copy = path != self._session.store.files.path(document.sha256 or "")
                made.bookmarked.connect(self.bookmarked)
                self._open[document.id] = made
                self._users[document.id] = set()
            else:
                self._renderer.release(handle)
            self._users[document.id].add(user)
            on_open(self._open[document.id])

        def failed(error: BaseException) -> None:
            if not isinstance(error, Cancelled):
                on_failed(error)

        self._jobs.run(
            lambda _: _open(self._renderer, path, passwords), owner=user, on_done=done, on_failed=failed,
            key=f"open paper {id(user)}",
        )  # fmt: skip

    def give_back(self, paper: OpenPaper, user: QObject) -> None:
        """A pane shows the paper no more; the last one to say so closes it."""
        users = self._users.get(paper.document.id, set())
        users.discard(user)
        if not users and self._open.get(paper.document.id) is paper:
            del self._open[paper.document.id], self._users[paper.document.id]
            paper.close()

    def close(self) -> None:
        """Close everything."""
        for paper in list(self._open.values()):
            paper.close()
        self._open.clear()
        self._users.clear()


def _open(renderer: Renderer, path: Path, passwords: Sequence[str | None]) -> DocumentHandle:
    """The file, opened with the first password that fits. Raises NeedsPassword as for the first of them."""
    refused: NeedsPassword | None = None
    for password in passwords:
        try:
            return renderer.open(path, password)
        except NeedsPassword as error:
            refused = refused or error
    raise refused or NeedsPassword
