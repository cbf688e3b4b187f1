"""The pages of one paper beside something else: a small bar above them, no outline, no second paper. What the meeting
screen shows an item's paper in."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cypsc_desktop.model.records import Document
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.controls import Controls
from cypsc_desktop.ui.papers.opener import Aim, Opener
from cypsc_desktop.ui.papers.page_text import Box
from cypsc_desktop.ui.papers.paper_pane import PaperPane
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import Reading
from cypsc_desktop.ui.theme import Theme, redress

BUTTONS = ("open in papers", "fit width", "invert")


class PaperReader(QWidget):
    """``moved(sheet)``: another sheet is read, from 1; ``leaving()`` comes before a leap inside the paper (a typed page, a
    link) and ``leapt()`` after it; ``told(words)``: where the reader is, for the status bar; ``said(words)``: something
    was done; ``failed(words)``; ``papers_wanted(document id, sheet)``: this page is to be read on the papers screen."""

    moved = Signal(int)
    leaving = Signal()
    leapt = Signal()
    told = Signal(str)
    said = Signal(str)
    failed = Signal(str)
    papers_wanted = Signal(str, int)

    def __init__(
        self, session: Session, renderer: Renderer, jobs: Jobs, theme: Theme, ask: Ask, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.pane = PaperPane(session, jobs, theme, self)
        more: dict[str, Callable[..., object]] = {
            "open in papers": self._want_papers, "invert": self.pane.area.set_inverted,
        }  # fmt: skip
        self.controls = Controls(self, theme, pane=lambda: self.pane, shown=BUTTONS, more=more)
        self.controls.attach(self.pane)
        for signal in ("leaving", "leapt", "said", "failed"):
            getattr(self.controls, signal).connect(getattr(self, signal))
        self.opener = Opener(session, renderer, jobs, ask, self)
        self.opener.opened.connect(lambda _: self._on_shown())
        self.opener.emptied.connect(lambda _: self._on_shown())
        self.pane.moved.connect(self._on_moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.controls.toolbar)
        column.addWidget(self.pane, 1)
        self.set_theme(theme)
        self._on_shown()

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme or text size; what is shown stays."""
        self.controls.toolbar.set_theme(theme)
        self.pane.set_theme(theme)
        redress(self, theme)

    def open(self, document: Document, sheet: int = 1, box: Box | None = None) -> None:
        """Show a sheet (from 1) of a file, a box of it (points from the sheet's top left) framed. Where the file is shown
        already this only moves; else it opens beside the window, and its password is asked for where it has one."""
        if self.pane.paper is not None and self.pane.paper.document.id == document.id:
            self.pane.go_to(sheet, box)
        else:
            self.opener.open(self.pane, document, Aim(None, sheet, box))

    def show_nothing(self, words: str) -> None:
        """Show no paper, and why."""
        self.opener.forget(self.pane)
        self.pane.show_nothing(words)
        self._on_shown()

    def let_go(self) -> None:
        """Close the file and stop what is under way."""
        self.opener.forget(self.pane)
        self._jobs.stop(self)
        self.opener.shelf.close()

    def document(self) -> Document | None:
        """The file that is shown, or on its way."""
        return self.opener.wanted(self.pane) or self.pane.document

    def sheet(self) -> int:
        """The sheet being read, from 1; 0 where no pages are shown."""
        return self.pane.area.sheet()

    def box(self) -> Box | None:
        """The box that is framed on the sheet being read."""
        return self.pane.area.boxed()

    def where(self) -> str:
        """Where the reader is, for people; "" where nothing is shown."""
        paper, sheet = self.pane.paper, self.sheet()
        name = self.pane.document.name if self.pane.document else ""
        return paper.words_for(sheet) if paper and sheet else name or ""

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The pages."""
        self.pane.setFocus(reason)

    def remember_password(self, password: str) -> None:
        """What opened a file at its import is tried where one asks, until the window closes."""
        self.opener.shelf.offer_password(password)

    def set_reading(self, reading: Reading) -> None:
        """How papers are shown, now and when the next is opened."""
        self.pane.set_reading(reading)
        self.controls.show()

    def is_idle(self) -> bool:
        """Whether all that is in sight is drawn."""
        return self.pane.is_idle() and self.opener.wanted(self.pane) is None

    def _on_moved(self, sheet: int) -> None:
        self.controls.show_page()
        self.told.emit(self.where())
        self.moved.emit(sheet)

    def _on_shown(self) -> None:
        self.controls.show()
        there = self.pane.document is not None
        self.controls.acts["open in papers"].setEnabled(there)
        self.controls.acts["invert"].setEnabled(self.pane.paper is not None)
        self.told.emit(self.where())

    def _want_papers(self) -> None:
        document = self.pane.document
        if document is not None:
            self.papers_wanted.emit(document.id, max(1, self.sheet()))
