"""The library screen: committees, where the library is and what it keeps, backups, and other libraries."""

import logging
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cypsc_desktop.commands import keeping
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.store.check import Checked
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Job, Jobs
from cypsc_desktop.ui.library.backups import BackupsSection
from cypsc_desktop.ui.library.committees import CommitteesSection
from cypsc_desktop.ui.library.reopening import Reopening
from cypsc_desktop.ui.library.section import Section, label
from cypsc_desktop.ui.library.stored import StoredSection
from cypsc_desktop.ui.library.where import Libraries, WhereSection
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, redress
from cypsc_desktop.ui.widgets.notices import Work

log = logging.getLogger(__name__)
T = TypeVar("T")
_WIDEST = 820
_NAME = "CYPSC library"  # a folder of this name is made where the one chosen is not empty
_WAIT_MS = 200


class LibraryScreen(Screen):
    """``library_wanted(folder or Reopening)``: the program is to open that in the place of this library."""

    def __init__(
        self,
        *,
        session: Session,
        jobs: Jobs,
        theme: Theme,
        ask: Ask,
        settings: QSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._ask = ask
        self._theme = theme
        self._part = "committees"
        self._job: Job | None = None
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._recent = Libraries(settings)
        self._recent.keep(session.store.folder)
        self._later = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._build(theme)
        self._build_actions()
        self.set_theme(theme)

    def _build(self, theme: Theme) -> None:
        self.work = Work(self)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget(self.area)
        body.setObjectName("surface")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.committees = CommitteesSection(self._session, theme, body)
        self.where = WhereSection(self._session, self._recent, theme, body)
        self.backups = BackupsSection(self._session, theme, body)
        self.stored = StoredSection(self._session, self._jobs, theme, body)
        self.parts: dict[str, Section] = {
            "committees": self.committees, "where": self.where, "backups": self.backups, "sizes": self.stored,
        }  # fmt: skip
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(28)
        column.addWidget(label("Library", body, kind="title"))
        for section in self.parts.values():
            column.addWidget(section)
        column.addStretch(1)
        self.body = body
        self.area.setWidget(body)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.work)
        rows.addWidget(self.area, 1)
        for said in (self.committees.said, self.stored.said):
            said.connect(self.said)
        for section in self.parts.values():
            section.rows_shown.connect(self._order)
        self.committees.done.connect(self.done)
        self.stored.failed.connect(self.failed)
        self.where.wanted.connect(self._on_where)
        self.backups.wanted.connect(self._on_backup)

    def _build_actions(self) -> None:
        self._actions = []
        for words, do in (
            ("&Back up now", self.back_up), ("&Check the library", self.check), ("&Move this library…", self.move_library),
            ("&New library…", self.make_library),
        ):  # fmt: skip
            action = QAction(words, self)
            action.triggered.connect(lambda _=False, do=do: do())
            self._actions.append(action)

    # As a screen

    def go(self, place: Place) -> None:
        self._read()
        if place.part in self.parts:
            self._part = place.part
            self.area.ensureWidgetVisible(self.parts[place.part].heading)
        self.moved.emit(self.place())

    def place(self) -> Place:
        return Place("library", part=self._part)

    def title(self) -> str:
        return "Library"

    def commands(self) -> Sequence[QAction]:
        return tuple(self._actions)

    def panes(self) -> Sequence[QWidget]:
        return tuple(section.stops()[0] for section in self.parts.values() if section.stops())

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        stops = self.parts[self._part].stops()
        if stops:
            stops[0].setFocus(reason)

    def refresh(self, touched: Touched) -> None:
        if touched.kinds.keys() & {"committee", "meeting", "document", "person", "recommendation"}:
            self.committees.refresh()
            self.where.refresh()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for section in self.parts.values():
            section.set_theme(theme)
        self.body.setMaximumWidth(theme.px(_WIDEST))
        redress(self, theme)

    def is_idle(self) -> bool:
        return self._job is None

    def let_go(self) -> None:
        self._later.stop()
        self._jobs.stop(self)
        self._jobs.stop(self.stored)

    def _order(self) -> None:
        """Tab goes through what stands here from top to bottom."""
        stops = [stop for section in self.parts.values() for stop in section.stops()]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _read(self) -> None:
        for section in self.parts.values():
            section.refuse("")
        self.committees.refresh()
        self.where.refresh()
        self.backups.refresh()
        self.stored.refresh()

    # Other libraries

    def _on_where(self, what: str, folder: Path | None) -> None:
        if what == "open":
            self.open_library(folder)
        else:
            {"new": self.make_library, "move": self.move_library}[what]()

    def open_library(self, folder: Path | None = None) -> None:
        """Open another library; why not is said where it cannot be."""
        chosen = folder or self._ask.library(self)
        if chosen is None or chosen.resolve() == self._session.store.folder.resolve():
            return
        self._try(self.where, lambda: self.library_wanted.emit(keeping.openable(chosen)))

    def make_library(self) -> None:
        """Make an empty library and open it."""
        chosen = self._ask.folder(self, "Where the new library goes")
        if chosen is not None:
            self._try(self.where, lambda: self.library_wanted.emit(keeping.make_library(_within(chosen))))

    def move_library(self) -> None:
        """Move this library to another folder: copied beside the window, then opened there, and only then left here."""
        chosen = self._ask.folder(self, "Where the library is to go")
        if chosen is None:
            return
        to, store = _within(chosen), self._session.store
        if self._try(self.where, lambda: keeping.check_move(store.folder, to)):
            self._run(
                f"Moving the library to {to}",
                lambda job: keeping.copy_for_move(store.folder, to, progress=job.progress, cancelled=job.cancelled),
                self._open_moved, self.where,
            )  # fmt: skip

    def _open_moved(self, folder: Path) -> None:
        """The copy is whole: have it opened in the place of this library, with what is written until then; other work that
        may still write is waited for."""
        if self._jobs.busy():
            self.work.begin("Waiting until other work has ended")
            self._later.timeout.connect(lambda: self._open_moved(folder), Qt.ConnectionType.SingleShotConnection)
            self._later.start()
            return
        self.work.end()
        self.library_wanted.emit(Reopening(folder, lambda: keeping.settle(folder), f"The library is now in {folder}."))

    # Backups

    def _on_backup(self, what: str, backup: Path | None) -> None:
        if what in ("now", "check", "to"):
            {"now": self.back_up, "check": self.check, "to": self._back_up_to}[what]()
        elif what == "from":
            chosen = self._ask.folder(self, "A backup, or a folder of backups")
            if chosen:
                self.restore(chosen)
        elif backup is not None:
            {"verify": self._verify, "restore": self.restore, "elsewhere": self._restore_elsewhere}[what](backup)

    def back_up(self, to: Path | None = None) -> None:
        """A verified copy of the library, made beside the window."""
        store = self._session.store

        def done(made: Path) -> None:
            self.backups.refresh()
            self.stored.refresh()
            self.said.emit(f"Backed up to {made}.")

        self._run("Backing up", lambda _: keeping.back_up(store, to), done, self.backups)

    def _back_up_to(self) -> None:
        chosen = self._ask.folder(self, "Where the backup goes")
        if chosen is not None:
            self.back_up(chosen)

    def check(self) -> None:
        """Whether database, tables and files are whole, and their digest."""
        store = self._session.store

        def done(checked: Checked) -> None:
            if checked.ok:
                self.said.emit(f"The library is whole. Its digest begins {checked.digest[:12]}.")
            else:
                told = " ".join(str(finding.get("message", "")) for finding in checked.findings[:3])
                self.backups.refuse(f"The library is damaged. Restore a backup of it. {told}")

        self._run("Checking the library", lambda _: store.check(), done, self.backups)

    def _verify(self, backup: Path) -> None:
        self._run(
            "Reading the backup", lambda _: keeping.verify_backup(backup),
            lambda found: self.backups.verified(found, "read again just now: whole"), self.backups,
        )  # fmt: skip

    def restore(self, backup: Path) -> None:
        """Put a backup in this library's place, which is backed up first."""
        store = self._session.store
        folder = store.folder

        def done(first: Path | None) -> None:
            kept = f" What stood here before is the backup {first.name}." if first else ""
            self.library_wanted.emit(
                Reopening(folder, lambda: keeping.swap_restore(folder), f"The backup is restored.{kept}")
            )

        self._run(
            "Restoring the backup",
            lambda job: keeping.stage_restore(store, backup, progress=job.progress, cancelled=job.cancelled),
            done, self.backups,
        )  # fmt: skip

    def _restore_elsewhere(self, backup: Path) -> None:
        chosen = self._ask.folder(self, "Where the second library goes")
        if chosen is None:
            return
        to = _within(chosen)

        def done(made: Path) -> None:
            self._recent.keep(made)
            self._recent.keep(self._session.store.folder)
            self.where.refresh()
            self.said.emit(f"Restored into {made}. Open it from the list under This library.")

        self._run("Restoring the backup", lambda _: keeping.restore_elsewhere(backup, to), done, self.backups)

    # Work beside the window

    def _run(self, words: str, work: Callable[[Job], T], done: Callable[[T], None], section: Section) -> None:
        """One piece of work at a time, with how far it is and Cancel at the top."""
        if self._job is not None:
            section.refuse("Other work on the library is under way. Wait until it has ended.")
            return
        section.refuse("")

        def ended(result: T) -> None:
            self._end()
            done(result)

        def failed(error: BaseException) -> None:
            self._end()
            if isinstance(error, Cancelled):
                self.said.emit("Stopped. Nothing was changed.")
            elif isinstance(error, UserError):
                section.refuse(str(error))
                self.failed.emit(str(error))
            else:
                log.error("work on the library failed", exc_info=error)
                section.refuse("This could not be done. Nothing was changed; Tools > Diagnostics report tells more.")

        self.work.begin(words, cancel=self._cancel)
        self._job = self._jobs.run(
            work, owner=self, key="library work", on_done=ended, on_failed=failed, on_progress=self.work.progress
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self.work.end()

    def _try(self, section: Section, do: Callable[[], object]) -> bool:
        section.refuse("")
        try:
            do()
        except UserError as error:
            section.refuse(str(error))
            self.failed.emit(str(error))
            return False
        return True


def _within(chosen: Path) -> Path:
    """The folder itself where it is new or empty, else a new one in it."""
    if not chosen.exists() or not any(chosen.iterdir()):
        return chosen
    return chosen if (chosen / "library.db").exists() else chosen / _NAME
