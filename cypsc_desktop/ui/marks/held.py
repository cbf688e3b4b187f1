"""The marks of the papers that are open, read beside the window so that no page waits for them, and kept up to date; and
those of a whole meeting while they are listed."""

from bisect import insort
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from cypsc_desktop.commands.marks import Shown, marks_of, page_order, shown_here
from cypsc_desktop.commands.reissuing import orphans_into
from cypsc_desktop.model.identity import kind_of
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.session import Session

_AFTER_MS = 80  # the first page of a paper goes first


class HeldMarks(QObject):
    """``changed(holder)``: the marks of a file, or of a meeting, are others now; it is named by its id."""

    changed = Signal(str)

    def __init__(
        self, session: Session, jobs: Jobs, parent: QObject | None = None, *, ready: Callable[[], bool] | None = None
    ) -> None:
        """``ready``: whether the window has shown what it must show first."""
        super().__init__(parent)
        self._ready = ready
        self._session = session
        self._jobs = jobs
        self._marks: dict[str, list[Shown]] = {}
        self._sheets: dict[str, dict[int, list[Shown]]] = {}
        self._by_id: dict[str, dict[str, Shown]] = {}
        self._lost: dict[str, list[Shown]] = {}
        self._asked: set[str] = set()
        self._puts = 0
        self._stopped = False
        self._waiting: set[str] = set()
        self._first = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._first.timeout.connect(self._want_first)

    def of(self, document: str) -> Sequence[Shown]:
        """The marks of a file in page order; none until they are read."""
        return self._marks.get(document, ())

    def is_read(self, holder: str) -> bool:
        """Whether the marks of a file or meeting are known."""
        return holder in self._marks

    def on(self, document: str, sheet: int) -> Sequence[Shown]:
        """Those on one sheet, from 1. Asking for a file that was not read yet has it read."""
        if document not in self._asked and not self._stopped:
            self._asked.add(document)
            self._waiting.add(document)
            self._first.start()
        return self._sheets.get(document, {}).get(sheet, ())

    def lost(self, document: str) -> Sequence[Shown]:
        """The marks that older versions of a file hold and that have no place in it."""
        return self._lost.get(document, ())

    def find(self, document: str, mark: str) -> Shown | None:
        """A mark by its id; None where it is gone."""
        return self._by_id.get(document, {}).get(mark)

    def want(self, document: str) -> None:
        """Read the marks of a file or of a meeting, again if need be; an older reading that is under way is dropped."""
        if self._stopped:
            return
        self._asked.add(document)
        reader, person = self._session.read, self._session.actor

        def work(_: object) -> tuple[list[Shown], list[Shown]]:
            if kind_of(document) == "meeting":
                return marks_of(reader, meeting=document, person=person), []
            lost = [shown_here(one) for one in orphans_into(reader, document, person=person) if not one.reply_to]
            return marks_of(reader, document=document, person=person), lost

        put = self._puts

        def done(read: tuple[list[Shown], list[Shown]]) -> None:
            # What was read before a mark was made does not know it; the change that made it has it read again.
            found, lost = read
            differs = document not in self._marks or found != self._marks[document] or lost != self._lost.get(document)
            if put == self._puts and differs:
                self._lost[document] = lost
                self._keep(document, found)

        self._jobs.run(work, owner=self, on_done=done, on_failed=_raised, key=f"marks {document}")

    def _want_first(self) -> None:
        if self._ready is not None and not self._ready():
            self._first.start()
            return
        waiting, self._waiting = self._waiting, set()
        for document in waiting:
            if document in self._asked and document not in self._marks:
                self.want(document)

    def stop(self) -> None:
        """Read nothing more, whatever is asked for: news of a change may come after the screen has gone."""
        self._stopped = True
        self._first.stop()

    def forget(self, document: str) -> None:
        """Hold the marks of a file no more; they are read when they are asked for again."""
        self._asked.discard(document)
        self._marks.pop(document, None)
        self._sheets.pop(document, None)
        self._by_id.pop(document, None)
        self.changed.emit(document)

    def read_again(self) -> None:
        """After a change: every file that was asked for."""
        for document in tuple(self._asked):
            self.want(document)

    def put(self, shown: Shown) -> None:
        """A mark that was just made or changed: seen at once where its paper is open."""
        self._puts += 1
        document, entity = shown.document, shown.mark.id
        if document not in self._asked:
            return
        known = self._by_id.get(document)
        if known is not None and entity not in known and not shown.mark.reply_to:
            known[entity] = shown
            insort(self._marks[document], shown, key=page_order)
            insort(self._sheets[document].setdefault(shown.page, []), shown, key=page_order)
            self.changed.emit(document)
            return
        others = [one for one in self.of(document) if one.mark.id != entity]
        insort(others, shown, key=page_order)
        self._keep(document, others)

    def drop(self, document: str, mark: str) -> None:
        """A mark that was just taken away."""
        self._puts += 1
        self._keep(document, [one for one in self.of(document) if mark not in (one.mark.id, one.mark.reply_to)])

    def _keep(self, document: str, marks: list[Shown]) -> None:
        self._asked.add(document)
        self._marks[document] = marks
        sheets: dict[int, list[Shown]] = {}
        for shown in marks:
            sheets.setdefault(shown.page, []).append(shown)
        self._sheets[document] = sheets
        self._by_id[document] = {shown.mark.id: shown for shown in reversed(marks)}
        self.changed.emit(document)


def _raised(error: BaseException) -> None:
    raise error
