"""Getting a paper into a pane: opened beside the window, its password asked for, at the place that was wanted; what
cannot be opened is said where the pages would be."""

import logging
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cypsc_desktop.model.errors import NeedsPassword, UserError
from cypsc_desktop.model.records import Document
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.open_paper import OpenPaper, Shelf
from cypsc_desktop.ui.papers.page_surface import PagePlace
from cypsc_desktop.ui.papers.page_text import Box
from cypsc_desktop.ui.papers.paper_pane import PaperPane
from cypsc_desktop.ui.session import Session

log = logging.getLogger(__name__)
EMPTY = "Choose a paper to read it here."


class Aim(NamedTuple):
    """Where in a file a pane is to be: a place, else a sheet (from 1) and a box of it."""

    place: PagePlace | None = None
    sheet: int = 1
    box: Box | None = None


class Opener(QObject):
    """``opened(pane)``: it shows what was wanted; ``emptied(pane)``: it shows no pages, but text or a reason;
    ``dropping(pane)``: its paper is about to go."""

    opened = Signal(object)
    emptied = Signal(object)
    dropping = Signal(object)

    def __init__(self, session: Session, renderer: Renderer, jobs: Jobs, ask: Ask, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._ask = ask
        self._window = parent
        self._wanted: dict[PaperPane, tuple[Document, Aim]] = {}
        self.shelf = Shelf(session, renderer, jobs, self)

    def open(self, pane: PaperPane, document: Document, aim: Aim) -> None:
        """Show a file in a pane; a file that is wanted for it later takes this one's place."""
        self._wanted[pane] = (document, aim)
        if document.format != "pdf":
            del self._wanted[pane]
            self.drop(pane)
            pane.show_flow(document, self._session.read.page_text(document.sha256 or ""))
            self.emptied.emit(pane)
        elif not self.shelf.path(document).is_file():
            self._say(pane, "The file of this paper is not in the library. Import it again.")
        else:
            if pane.paper is None:
                pane.nothing.setText(f"Opening {document.name or 'the paper'}…")
            self._take(pane, document)

    def wanted(self, pane: PaperPane) -> Document | None:
        """The file that is on its way into a pane."""
        return self._wanted[pane][0] if pane in self._wanted else None

    def drop(self, pane: PaperPane) -> None:
        """Take the paper out of a pane."""
        paper = pane.paper
        if paper is not None:
            self.dropping.emit(pane)
            pane.show_nothing("")
            self.shelf.give_back(paper, pane)

    def forget(self, pane: PaperPane) -> None:
        """The pane wants nothing any more."""
        self._wanted.pop(pane, None)
        self._jobs.stop(pane)
        self.drop(pane)
        pane.show_nothing(EMPTY)

    def _say(self, pane: PaperPane, words: str) -> None:
        wanted = self.wanted(pane)
        self._wanted.pop(pane, None)
        self.drop(pane)
        pane.show_nothing(words, wanted)
        self.emptied.emit(pane)

    def _take(self, pane: PaperPane, document: Document) -> None:
        self.shelf.take(
            document, pane, on_open=lambda paper: self._on_open(pane, paper),
            on_failed=lambda error: self._on_not_open(pane, document, error),
        )  # fmt: skip

    def _on_open(self, pane: PaperPane, paper: OpenPaper) -> None:
        wanted = self._wanted.get(pane)
        if wanted is None or wanted[0].id != paper.document.id:
            self.shelf.give_back(paper, pane)
            return
        if pane.paper is not paper:
            self.drop(pane)
            pane.show_paper(paper)
        aim = wanted[1]
        if aim.place is not None:
            pane.area.go_to_place(aim.place, aim.box)
        else:
            pane.go_to(min(max(aim.sheet, 1), paper.handle.pages), aim.box)
        del self._wanted[pane]
        self.opened.emit(pane)

    def _on_not_open(self, pane: PaperPane, document: Document, error: BaseException) -> None:
        if isinstance(error, NeedsPassword):
            self.shelf.forget_password(document.id)
            password = self._ask.password(self._window, document.name or "this paper", str(error))
            if password and self.wanted(pane) is document:
                self.shelf.remember_password(document.id, password)
                self._take(pane, document)
                return
        elif not isinstance(error, UserError):
            log.error("a file could not be opened", exc_info=error)
            self._say(pane, "The pages of this file cannot be shown. Its text is still found by search.")
            return
        self._say(pane, str(error))
