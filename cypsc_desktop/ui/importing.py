"""Papers coming in through the window: one after another, with progress, Cancel and the question for a password.

The files that wait are written down, so that the next start can say which were not imported when the program ended.
"""

import hashlib
import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from cypsc_desktop.model.errors import Cancelled, NeedsPassword, UserError
from cypsc_desktop.model.records import Document, Meeting
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Job, Jobs
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.widgets.notices import Work, announce

if TYPE_CHECKING:
    from cypsc_desktop.commands.importing import Imported

log = logging.getLogger(__name__)

_TOLD_WHOLE = 4  # refusals whose reasons are told; of further files the names


class Imports(QObject):
    """The files waiting to be imported. ``imported(Imported, words)``, ``stopped(words)`` and ``failed(words)`` say
    how each ended; ``unlocked(password)`` that a password was given. ``failed`` tells all that was refused so far of the
    files that came in together, since the line that shows it holds one message."""

    imported = Signal(object, str)
    stopped = Signal(str)
    failed = Signal(str)
    unlocked = Signal(str)

    def __init__(
        self, session: Session, jobs: Jobs, ask: Ask, work: Work, window: QWidget, settings: QSettings
    ) -> None:
        super().__init__(window)
        self._waiting = Waiting(settings, session.store.folder)
        self._session = session
        self._jobs = jobs
        self._ask = ask
        self._work = work
        self._window = window
        self._queue: list[Path] = []
        self._refused: list[tuple[str, str]] = []  # name and words, of the files that came in together
        self._tabled: dict[Path, str | None] = {}
        self._job: Job | None = None
        self._stage, self._quarter = "", 0  # of which a screen reader was told

    def add(self, files: list[Path], *, tabled: str | None = None) -> None:
        """Import these files after those that wait already. ``tabled``: the meeting at which they are, for those that name
        none."""
        self._queue += files
        self._tabled = {**self._tabled, **dict.fromkeys(files, tabled)}
        self._waiting.keep(self._queue)
        if self._job is None:
            self._refused.clear()
            self._next()

    def left_over(self) -> list[Path]:
        """The files that an earlier run had yet to import when it ended; asked once, for from now on they are forgotten
        unless they are added again."""
        left = self._waiting.files() if not self._queue else []
        if left:
            self._waiting.keep([])
        return left

    def finish_indexing(self) -> None:
        """Index, beside the window, the papers whose import was cut off before their text could be searched."""
        store = self._session.store
        if all(
            store.pages.indexed(d.sha256)
            for d in store.read.records("document")
            if isinstance(d, Document) and d.sha256
        ):
            return

        def work(_: Job) -> int:
            from cypsc_desktop.commands.importing import finish_indexing

            return finish_indexing(store)

        self._jobs.run(work, owner=self._window, on_done=_nothing, on_failed=_logged, key="index")

    def _next(self, password: str | None = None) -> None:
        if not self._queue:
            return
        path = self._queue[0]
        store, actor = self._session.store, self._session.actor
        tabled = self._session.read.record(self._tabled.get(path) or "")
        meeting = tabled if isinstance(tabled, Meeting) else None
        if password:
            self.unlocked.emit(password)

        def work(job: Job) -> "Imported":
            from cypsc_desktop.commands import importing  # with all the recognisers: not needed to show a window

            return importing.import_paper(
                store,
                path,
                actor=actor,
                password=password,
                meeting=meeting,
                progress=job.progress,
                cancelled=job.cancelled,
            )

        self._job = self._jobs.run(
            work,
            owner=self._window,
            on_done=self._on_done,
            on_failed=self._on_failed,
            on_progress=self._on_progress,
            key="import",
        )
        more = f", {len(self._queue) - 1} more to come" if len(self._queue) > 1 else ""
        self._work.begin(f"Importing {path.name}{more}", cancel=self._job.cancel)

    def _end(self) -> Path:
        self._job = None
        self._work.end()
        return self._take_first()

    def _take_first(self) -> Path:
        first = self._queue.pop(0)
        self._waiting.keep(self._queue)
        return first

    def _on_progress(self, stage: str, done: int, of: int) -> None:
        """Show how far it is, and have a screen reader say each quarter."""
        self._work.progress(stage, done, of)
        quarter = done * 4 // of if of else 0
        if self._work.isVisible() and stage == self._stage and self._quarter < quarter < 4:
            announce(self._work, f"{stage}, {quarter * 25} %")
        self._quarter = quarter if stage != self._stage else max(quarter, self._quarter)
        self._stage = stage

    def _on_done(self, done: "Imported") -> None:
        from cypsc_desktop.commands.importing import said_of_marks, summary

        path = self._end()
        if done.new:
            words = f"{path.name}: {summary(done.report)}{said_of_marks(done)}{self._table(path, done)}"
        else:
            words = f"{path.name} is in the library already. Nothing has changed."
        self.imported.emit(done, words)
        self._next()

    def _table(self, path: Path, done: "Imported") -> str:
        """Put what was tabled under the item that is on, here on the window's thread as every line is; that it was, or why not."""
        from cypsc_desktop.commands.minuting_tabled import table

        meeting = self._session.read.record(self._tabled.pop(path, None) or "")
        if not isinstance(meeting, Meeting):
            return ""
        try:
            item = table(self._session.store, done, meeting, actor=self._session.actor)
        except UserError as error:
            return f" It was not tabled: {error}"
        named = " ".join(part for part in (item.number, item.title) if part) if item else ""
        return f" Tabled under item {named}." if named else ""

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, NeedsPassword):
            self._job = None
            self._work.end()
            password = self._ask.password(self._window, self._queue[0].name, str(error))
            if not password:
                name = self._take_first().name
                self._refuse(name, f"{name} was not imported, because its password was not given.")
            self._next(password)
            return
        path = self._end()
        if isinstance(error, Cancelled):
            self._queue.clear()
            self._waiting.keep([])
            self.stopped.emit(f"Stopped. Nothing of {path.name} was kept.")
        else:
            self._refuse(path.name, sentence(error, path.name))
            self._next()

    def _refuse(self, name: str, words: str) -> None:
        self._refused.append((name, words))
        if len(self._refused) == 1:
            self.failed.emit(words)
            return
        told = [words for _, words in self._refused[:_TOLD_WHOLE]]
        rest = [name for name, _ in self._refused[_TOLD_WHOLE:]]
        if rest:
            told.append(f"Also {', '.join(rest)}.")
        self.failed.emit("\n".join([f"{len(self._refused)} files were not imported.", *told]))


class Waiting:
    """The files that wait to be imported into a library, as the person's settings hold them. Written at each change, for a
    program that is killed says nothing."""

    def __init__(self, settings: QSettings, library: Path) -> None:
        self._settings = settings
        self._key = "imports/" + hashlib.sha256(str(library.resolve()).encode()).hexdigest()[:16]

    def files(self) -> list[Path]:
        try:
            stored = json.loads(str(self._settings.value(self._key, "[]")))
        except ValueError:
            return []
        return [Path(one) for one in stored if isinstance(one, str)] if isinstance(stored, list) else []

    def keep(self, files: Sequence[Path]) -> None:
        if files:
            self._settings.setValue(self._key, json.dumps([str(path) for path in files]))
        elif self._settings.contains(self._key):
            self._settings.remove(self._key)
        self._settings.sync()


def _nothing(_: object) -> None:
    """Nobody need be told."""


def _logged(error: BaseException) -> None:
    log.error("papers could not be indexed", exc_info=error)


def sentence(error: BaseException, name: str = "") -> str:
    """What to tell a person of an error; a fault of the program goes to the log whole."""
    if isinstance(error, UserError):
        return f"{name}: {error}" if name and not str(error).startswith(name) else str(error)
    log.error("work failed", exc_info=error)
    return (
        f"{name or 'This'} could not be done because of a fault in the program. Nothing has been changed. "
        "Help > About says where the log is."
    )
