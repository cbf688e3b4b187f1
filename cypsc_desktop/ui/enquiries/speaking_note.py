"""The chair's speaking note of a meeting's lines of enquiry, a page for each item: written to a file, or printed."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.session import Session

FORMATS = "Word (*.docx);;PDF (*.pdf);;Excel (*.xlsx);;Web page (*.html);;Markdown (*.md)"


class SpeakingNote(QObject):
    """``said(words)`` and ``failed(words)`` as of a screen; ``over``: the widget over which the person is asked."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, jobs: Jobs, renderer: Renderer, ask: Ask, *, over: QWidget) -> None:
        super().__init__(over)
        self._session = session
        self._jobs = jobs
        self._renderer = renderer
        self._ask = ask
        self._over = over

    def export(self, meeting: Meeting) -> None:
        """To the file that the person names, in the format that the name's ending chooses."""
        name = f"speaking-note-{meeting.date}.docx" if meeting.date else "speaking-note.docx"
        to = self._ask.save_as(self._over, "Export the speaking note", name, FORMATS)
        if to is not None:
            self._write(
                meeting, to, lambda count: self.said.emit(f"Speaking note with {_counted(count)} written to {to}.")
            )

    def print(self, meeting: Meeting) -> None:
        """To paper, by way of a file that nobody sees."""
        folder = tempfile.TemporaryDirectory(prefix="cypsc-")
        path = Path(folder.name) / "speaking-note.pdf"

        def printed(words: str) -> None:
            folder.cleanup()
            if words:
                self.said.emit(words)

        def choose(_: int) -> None:
            from cypsc_desktop.ui.papers.print_room import print_file

            print_file(
                path, "Speaking note", self._renderer, self._jobs, self._over, done=printed, failed=self.failed.emit
            )

        self._write(meeting, path, choose)

    def let_go(self) -> None:
        """Stop what is being written or printed."""
        self._jobs.stop(self._over)

    def _write(self, meeting: Meeting, to: Path, then: Callable[[int], None]) -> None:
        from cypsc_desktop.commands.exporting_marks import export_enquiries  # with all the formats

        reader, person = self._session.read, self._session.actor
        self._jobs.run(
            lambda _: export_enquiries(reader, to, person=person, meeting=meeting), owner=self._over, on_done=then,
            on_failed=self._on_failed, key=f"export {to}",
        )  # fmt: skip

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(str(error))


def _counted(number: int) -> str:
    return "1 line of enquiry" if number == 1 else f"{number} lines of enquiry"
