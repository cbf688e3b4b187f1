"""The pages of a meeting's papers, alone or beside its tables: the reading area of the papers screen, led by places.

It is made, and a file opened, only when somebody looks: agenda and tables stand before the pages come.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cypsc_desktop.model.records import Document
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import Reading
from cypsc_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from cypsc_desktop.ui.papers.reader import PaperReader


class PagesPane(QWidget):
    """``told(words)``: where the reader is; ``leaving()`` and ``leapt()`` round a leap inside the paper; ``said(words)``,
    ``failed(words)`` and ``wanted(Place)`` as of a screen; ``saw(document id, name, sheet)``: a sheet is being read;
    ``made()``: the reading area is here."""

    told = Signal(str)
    leaving = Signal()
    leapt = Signal()
    said = Signal(str)
    failed = Signal(str)
    wanted = Signal(object)
    saw = Signal(str, str, int)
    made = Signal()

    def __init__(
        self, session: Session, jobs: Jobs, renderer: Renderer, theme: Theme, ask: Ask, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._parts = (session, renderer, jobs)
        self._theme = theme
        self._ask = ask
        self._aim: Place | None = None  # what is to be shown as soon as somebody looks
        self._nothing = "Choose an item of the agenda to read its papers here."
        self._passwords: list[str] = []
        self._reading = Reading()
        self.reader: PaperReader | None = None
        self._coming = QTimer(self, singleShot=True, interval=0)
        self._coming.timeout.connect(self._come)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.reader is not None:
            self.reader.set_theme(theme)

    def show_place(self, place: Place) -> None:
        """Show a sheet of a file (``subject``), a box of it framed."""
        self._aim = place
        if self.isVisible():
            self._coming.start()

    def show_nothing(self, words: str) -> None:
        """Say why there is nothing to read."""
        self._aim, self._nothing = None, words
        if self.reader is not None:  # else it says so as soon as it is here
            self._coming.stop()
            self.reader.show_nothing(words)

    def shown(self) -> Place | None:
        """The sheet that is read now, or is to be."""
        document = self.reader.document() if self.reader is not None else None
        if self._aim is not None or document is None or self.reader is None:
            return self._aim
        return Place("papers", document.id, sheet=self.reader.sheet() or 1, box=self.reader.box())

    def remember_password(self, password: str) -> None:
        """What opened a file at its import is tried where one asks, until the window closes."""
        self._passwords.append(password)
        if self.reader is not None:
            self.reader.remember_password(password)

    def set_reading(self, reading: Reading) -> None:
        """How papers are shown, now and when the next is opened."""
        self._reading = reading
        if self.reader is not None:
            self.reader.set_reading(reading)

    def is_idle(self) -> bool:
        return not self._coming.isActive() and (self.reader is None or self.reader.is_idle())

    def let_go(self) -> None:
        """Close the file; where it was is shown again when somebody looks."""
        self._aim = self.shown()
        self._coming.stop()
        if self.reader is not None:
            self.reader.let_go()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through here."""
        return (self.reader.pane,) if self.reader is not None else ()

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The pages, which may still be coming."""
        if self.reader is None and self.isVisible():
            self._coming.stop()
            self._come()
        if self.reader is not None:
            self.reader.focus_main(reason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._coming.start()

    def _come(self) -> None:
        reader = self.reader or self._make()
        aim, self._aim = self._aim, None
        if aim is None:
            if reader.document() is None:
                reader.show_nothing(self._nothing)
            return
        document = self._parts[0].read.record(aim.subject or "")
        if isinstance(document, Document):
            reader.open(document, aim.sheet or 1, aim.box)
        else:
            reader.show_nothing("The file of this paper is not in the library. Import it again.")

    def _make(self) -> "PaperReader":
        from cypsc_desktop.ui.papers.reader import PaperReader

        session, renderer, jobs = self._parts
        self.reader = reader = PaperReader(session, renderer, jobs, self._theme, self._ask, self)
        self._column.addWidget(reader)
        for password in self._passwords:
            reader.remember_password(password)
        reader.set_reading(self._reading)
        for name in ("told", "leaving", "leapt", "said", "failed"):
            getattr(reader, name).connect(getattr(self, name))
        reader.moved.connect(self._on_moved)
        self.made.emit()
        reader.papers_wanted.connect(lambda document, sheet: self.wanted.emit(Place("papers", document, sheet=sheet)))
        return reader

    def _on_moved(self, sheet: int) -> None:
        document = self.reader.document() if self.reader is not None else None
        if document is not None and sheet:
            self.saw.emit(document.id, document.name or "Paper", sheet)
