"""Searching beside the window: one search at a time over a connection of its own, of what was asked for last. The finds
come first; what narrows them down is counted when the typing rests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from cypsc_desktop.commands.corpus import Thing
from cypsc_desktop.commands.searching import (
    Corpus,
    Facet,
    Finds,
    Narrowing,
    corpus,
    facets_of,
    find,
    renewed,
    with_pages,
)
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.records import KINDS
from cypsc_desktop.store import page_hits
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.jobs import Job, Jobs
from cypsc_desktop.ui.session import Session

_REST_MS = 80  # no key for so long: the typing rests

Facets = Mapping[str, tuple[Facet, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. ``many``: how many finds of one kind alone are told."""

    words: str
    narrowing: Narrowing
    many: int


class Answer(NamedTuple):
    """What a search brings: its connection, the words of the library and how many sheets they are of, what was found, and
    all things that hold the words."""

    reader: Reader
    known: Corpus
    pages: int
    finds: Finds
    things: list[Thing]


class SearchRoom(QObject):
    """``found(Question, Finds)``, and a little later ``counted(Question, facets)``, for the latest question only; what was
    asked in between is never looked for."""

    found = Signal(object, object)
    counted = Signal(object, object)
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
        self._latest: Question | None = None
        self._busy = False
        self._counting: Job | None = None
        self._count: Callable[[], None] = _nothing
        self._resting = QTimer(self, singleShot=True, interval=_REST_MS)
        self._resting.timeout.connect(self._on_rest)
        session.changed.connect(self._on_changed)

    def ask(self, question: Question) -> None:
        """Look for this in place of whatever else was asked and not answered yet."""
        self._asked = self._latest = question
        self._stop_counting()
        if not self._busy:
            self._begin()

    def forget(self) -> None:
        """Whatever was asked, nobody waits for it any more."""
        self._asked = self._latest = None
        self._stop_counting()

    def make_ready(self) -> None:
        """Read the words of the library before anybody types."""
        if self._known is None and not self._busy:
            self.ask(Question("", Narrowing(), 0))

    def is_idle(self) -> bool:
        return not self._busy and not self._resting.isActive() and self._counting is None

    def names(self) -> Corpus | None:
        """The corpus of the last search, for what things are called."""
        return self._known

    def close(self) -> None:
        """End the search that runs and give its connection back."""
        self._session.changed.disconnect(self._on_changed)
        self.forget()
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
            on_done=lambda answer: self._on_done(question, answer), on_failed=self._on_failed,
        )  # fmt: skip

    def _work(self, question: Question, stale: frozenset[str]) -> Callable[[Job], Answer]:
        reader, known, pages, folder = self._reader, self._known, self._pages, self._session.store.folder

        def work(_: Job) -> Answer:
            own = reader or Reader.open(folder)
            try:
                ready = corpus(own) if known is None else renewed(own, known, stale) if stale else known
                indexed = own.ask(page_hits.count)
                if known is not None and indexed != pages:
                    ready = with_pages(own, ready)
                finds, things = find(own, ready, question.words, question.narrowing, many=question.many)
            except BaseException:
                if own is not reader:
                    own.close()
                raise
            return Answer(own, ready, indexed, finds, things)

        return work

    def _on_done(self, question: Question, answer: Answer) -> None:
        self._busy = False
        self._reader, self._known, self._pages = answer.reader, answer.known, answer.pages
        if self._asked is not None:
            self._begin()
            return
        if question is not self._latest:
            return
        self._count = lambda: self._begin_counting(question, answer)
        self._resting.start()
        self.found.emit(question, answer.finds)

    def _on_rest(self) -> None:
        self._count()

    def _begin_counting(self, question: Question, answer: Answer) -> None:
        def work(_: Job) -> Facets:
            return facets_of(answer.known, answer.things, question.narrowing)

        def done(facets: Facets) -> None:
            self._stop_counting()
            self.counted.emit(question, facets)

        self._counting = self._jobs.run(
            work, owner=self, key="what narrows", on_done=done, on_failed=self._on_uncounted
        )

    def _on_uncounted(self, error: BaseException) -> None:
        self._stop_counting()
        self.failed.emit(error)

    def _stop_counting(self) -> None:
        self._resting.stop()
        self._count = _nothing
        if self._counting is not None:
            self._jobs.drop(self._counting)
            self._counting = None

    def _on_failed(self, error: BaseException) -> None:
        self._busy = False
        self._stale = set(KINDS)  # whatever was to be read again must still be
        if self._asked is not None:
            self._begin()
        else:
            self.failed.emit(error)

    def _on_changed(self, touched: Touched) -> None:
        self._stale |= set(touched.kinds)


def _nothing() -> None:
    """Nothing to count."""
