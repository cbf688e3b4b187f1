"""To Word and back: the private part as a file of its own, and an edited draft compared and taken change by change."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from cypsc_desktop.minutes.returned import Suggested
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.minutes.life import Do
from cypsc_desktop.ui.minutes.side import WORD, Side
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.widgets.notices import announce


class Word(QObject):
    """``coming()``: a file is being compared, so its changes come into sight; ``said`` and ``failed`` as of a Screen."""

    coming = Signal()
    said = Signal(str)
    failed = Signal(str)

    def __init__(
        self, session: Session, jobs: Jobs, ask: Ask, side: Side, do: Do, meeting: Callable[[], Meeting | None], over: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(over)
        self._session, self._jobs, self._ask, self._side, self._do = session, jobs, ask, side, do
        self._meeting = meeting
        self._over = over
        self._path: Path | None = None
        side.review.wanted.connect(self.choose)
        side.review.accepted.connect(self._on_accepted)
        side.review.counted.connect(lambda left: side.count(WORD, "Word", left))

    def forget(self) -> None:
        """Another meeting: what came back was not of it."""
        self._path = None
        self._show([], "")

    def export_private(self) -> None:
        """Part B to a file of its own."""
        meeting = self._meeting()
        if meeting is None:
            return
        from cypsc_desktop.commands import exporting

        name = f"minutes-{meeting.date}-part-b.docx"
        to = self._ask.save_as(self._over, "Export Part B of the minutes", name, exporting.filters())
        if to is None:
            return
        self._jobs.run(
            lambda _: exporting.export(self._session.read, "minutes", to, meeting=meeting, part_b=True), owner=self._over,
            on_done=lambda _: self.said.emit(f"Part B written to {to}. It is not for publication."),
            on_failed=self._on_failed,
        )  # fmt: skip

    def choose(self) -> None:
        """Ask for the file that came back, and compare it."""
        file = self._ask.returned(self._over)
        if file is not None:
            self.compare(file)

    def compare(self, path: Path) -> None:
        """Compare an edited file of the draft, and show what it changes."""
        meeting = self._meeting()
        if meeting is None:
            return
        from cypsc_desktop.commands.minuting_returned import returned

        self.coming.emit()
        self._jobs.run(
            lambda _: returned(self._session.read, meeting, path), owner=self._over, key="returned draft",
            on_done=lambda found: self.show_changes(path, found), on_failed=self._on_failed,
        )  # fmt: skip

    def show_changes(self, path: Path, found: Sequence[Suggested]) -> None:
        """The changes that a file makes."""
        self._path = path
        self._show(found, path.name)
        count = f"{len(found)} change{'' if len(found) == 1 else 's'}"
        announce(self._over, f"{path.name}: {count}." if found else f"{path.name}: nothing was changed.")
        if found:
            self._side.review.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, found: Sequence[Suggested], name: str) -> None:
        self._side.review.show_changes(found, name)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(str(error))

    def _on_accepted(self, changes: list[Suggested]) -> None:
        meeting, path = self._meeting(), self._path
        if meeting is None or path is None:
            return
        from cypsc_desktop.commands.minuting_returned import returned, take_returned

        kept = {_told(one) for one in self._side.review.open if one not in changes}
        store, actor = self._session.store, self._session.actor
        words = "Change taken" if len(changes) == 1 else f"{len(changes)} changes taken"
        if self._do(lambda: take_returned(store, meeting, changes, actor=actor), f"{words} into the draft."):
            # Where lines came or went the places of those that are left have moved.
            try:
                fresh = returned(self._session.read, meeting, path)
            except UserError as error:  # the file went meanwhile; what was taken is in the draft
                self.forget()
                self.failed.emit(str(error))
                return
            self._show([one for one in fresh if _told(one) in kept], path.name)


def _told(one: Suggested) -> tuple[str, str | None, str, str]:
    return one.kind, one.item, one.before, one.after
