"""Marks go out from the papers screen: as a list, as XFDF, on a copy of the paper or drawn into one. Private ones only when
they are asked for by name."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from cypsc_desktop.commands.marks import Shown
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Document, Meeting
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.session import Session

LISTS = (
    "Word (*.docx);;Excel (*.xlsx);;Markdown (*.md);;Web page (*.html);;PDF (*.pdf);;CSV (*.csv);;"
    "XFDF, marks for other PDF programs (*.xfdf)"
)
COPIES = "PDF (*.pdf)"


class MarksOut(QObject):
    """``said(words)``: written; ``failed(words)``. ``menu`` holds what can be done."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        ask: Ask,
        window: QWidget,
        *,
        document: Callable[[], Document | None],
        meeting: Callable[[], Meeting | None],
        held: Callable[[], Sequence[Shown]],
    ) -> None:
        """``document`` is the paper in front, ``meeting`` the one whose marks are listed in place of the paper's, ``held``
        the marks that are listed."""
        super().__init__(window)
        self._session = session
        self._jobs = jobs
        self._ask = ask
        self._window = window
        self._document = document
        self._meeting = meeting
        self._held = held
        self.acts = {
            "list": self._action("List of marks…", self.export_list),
            "copy": self._action("Copy of the paper with marks…", partial(self.export_copy, flattened=False)),
            "flat": self._action("Copy with the marks drawn in…", partial(self.export_copy, flattened=True)),
            "private": self._action(f"With the private marks of {session.actor}", self._on_private),
        }
        self.acts["private"].setCheckable(True)
        self.menu = QMenu("Export marks", window)
        for name in ("list", "copy", "flat"):
            self.menu.addAction(self.acts[name])
        self.menu.addSeparator()
        self.menu.addAction(self.acts["private"])
        self.menu.aboutToShow.connect(self._show)

    def _action(self, words: str, do: Callable[[], object]) -> QAction:
        action = QAction(words, self._window)
        action.setObjectName(f"marks {words}")
        action.triggered.connect(lambda _=False: do())
        return action

    def _show(self) -> None:
        for name in ("list", "copy", "flat"):
            self.acts[name].setEnabled(self._document() is not None)

    def _on_private(self) -> None:
        word = "go out too" if self.acts["private"].isChecked() else "stay here"
        self.said.emit(f"The private marks of {self._session.actor} {word} in the next exports of marks.")

    @property
    def person(self) -> str:
        """Whose private marks go out; empty: nobody's."""
        return self._session.actor if self.acts["private"].isChecked() else ""

    def _has_any(self) -> bool:
        """Whether there are marks that may go out; says why where there are none."""
        own = [shown for shown in self._held() if not shown.mark.reply_to and not shown.former]
        if any(shown.shared for shown in own) or (own and self.person):
            return True
        if own:
            count = "The only mark is" if len(own) == 1 else f"All {len(own):,} marks are"
            self.failed.emit(
                f"{count} private. Share some, or choose “{self.acts['private'].text()}” under More > Export marks."
            )
        else:
            self.failed.emit("There are no marks to export. Select words on a page and press 1 to 6.")
        return False

    def export_list(self) -> None:
        """A table in page order, or XFDF: the name's ending says."""
        document, meeting = self._document(), self._meeting()
        if document is None or not self._has_any():
            return
        stem = f"marks-{meeting.date}" if meeting and meeting.date else f"{Path(document.name or 'paper').stem}-marks"
        to = self._ask.save_as(self._window, "Export a list of marks", f"{stem}.docx", LISTS)
        if to is None:
            return
        reader, person = self._session.read, self.person
        entity = None if meeting else document.id

        def work(_: object) -> str:
            from cypsc_desktop.commands.exporting_marks import export_marks  # with all the formats

            count = export_marks(reader, "annotations", to, person=person, meeting=meeting, entity=entity)
            return f"{_counted(count)} written to {to}."

        self._run(work, to)

    def export_copy(self, *, flattened: bool) -> None:
        """A copy of the paper with annotations that other programs show and edit, or with the marks drawn into it."""
        document = self._document()
        if document is None or not self._has_any():
            return
        if document.format != "pdf":
            self.failed.emit(f"{document.name} is no PDF, so marks cannot be put on it. Export a list of them instead.")
            return
        name = f"{Path(document.name or 'paper').stem}-{'drawn' if flattened else 'marked'}.pdf"
        to = self._ask.save_as(self._window, "Export a copy with marks", name, COPIES)
        if to is None:
            return
        reader, person, entity = self._session.read, self.person, document.id

        def work(_: object) -> str:
            from cypsc_desktop.commands.exporting_marks import export_paper

            count = export_paper(
                reader, to, person=person, entity=entity, with_annotations=not flattened, flattened=flattened
            )
            return f"Copy with {_counted(count)} written to {to}."

        self._run(work, to)

    def _run(self, work: Callable[[object], str], to: Path) -> None:
        self._jobs.run(work, owner=self._window, on_done=self.said.emit, on_failed=self._on_failed, key=f"export {to}")

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self.failed.emit(str(error))


def _counted(number: int) -> str:
    return "1 mark" if number == 1 else f"{number:,} marks"
