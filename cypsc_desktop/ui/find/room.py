"""Searching beside the window: one search at a time over a connection of its own, of what was asked for last."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from cypsc_desktop.commands.searching import Corpus, Finds, Narrowing, corpus, renewed, search_everything, with_pages
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.records import KINDS
from cypsc_desktop.store import page_hits
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.jobs import Job, Jobs
from cypsc_desktop.ui.session import Session


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. ``many``: how many finds of one kind alone are told."""

    words: str
    narrowing: Narrowing
    many: int


class SearchRoom(QObject):
    """``found(Question, Finds)`` for the latest question only; what was asked in between is never looked for."""

    found = Signal(object, object)
    failed = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._reader: Reader | None = None
        self._known: Corpus | None = None
        self._pages = -1
        self._stale: set[str] = set()
        self._asked: Question | None = None
        self._busy = False
        session.changed.connect(self._on_changed)

    def ask(self, question: Question) -> None:
        """Look for this in place of whatever else was asked and not answered yet."""
        self._asked = question
        if not self._busy:
            self._begin()

    def make_ready(self) -> None:
        """Read the words of the library before anybody types."""
        if self._known is None and not self._busy:
            self.ask(Question("", Narrowing(), 0))

    def is_idle(self) -> bool:
        return not self._busy

    def names(self) -> Corpus | None:
        """The corpus of the last search, for what things are called."""
        return self._known

    def close(self) -> None:
        """End the search that runs and give its connection back."""
        self._session.changed.disconnect(self._on_changed)
        self._asked = None
        self._jobs.stop(self)
        self._busy = False
        if self._reader:
            self._reader.close()
            self._reader = None

    def _begin(self) -> None:
        question, self._asked = self._asked, None
        if question is None:
            return
        stale, self._stale = frozenset(self._stale), set()
        self._busy = True
        self._jobs.run(
            self._work(question, stale), owner=self, key="search everything",
            on_done=lambda answer: self._on_done(question, *answer), on_failed=self._on_failed,
        )  # fmt: skip

    def _work(self, question: Question, stale: frozenset[str]) -> Callable[[Job], tuple[Reader, Corpus, int, Finds]]:
        reader, known, pages, folder = self._reader, self._known, self._pages, self._session.store.folder

        def work(_: Job) -> tuple[Reader, Corpus, int, Finds]:
            own = reader or Reader.open(folder)
            try:
                ready = corpus(own) if known is None else renewed(own, known, stale) if stale else known
                indexed = own.ask(page_hits.count)
                if known is not None and indexed != pages:
                    ready = with_pages(own, ready)
                finds = search_everything(own, ready, question.words, question.narrowing, many=question.many)
            except BaseException:
                if own is not reader:
                    own.close()
                raise
            return own, ready, indexed, finds

        return work

    def _on_done(self, question: Question, reader: Reader, known: Corpus, pages: int, finds: Finds) -> None:
        self._busy = False
        self._reader, self._known, self._pages = reader, known, pages
        if self._asked is not None:
            self._begin()
        else:
            self.found.emit(question, finds)

    def _on_failed(self, error: BaseException) -> None:
        self._busy = False
        self._stale = set(KINDS)  # whatever was to be read again must still be
        if self._asked is not None:
            self._begin()
        else:
            self.failed.emit(error)

    def _on_changed(self, touched: Touched) -> None:
        self._stale |= set(touched.kinds)
