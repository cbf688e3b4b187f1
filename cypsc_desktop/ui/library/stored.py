"""What is kept on this computer, where, and how much room each takes, counted beside the window."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from cypsc_desktop.commands.stored import Kept, clear_caches, kept_here, megabytes
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.library.section import RowOf, Section
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme

_TITLES = {
    "database": "Database", "papers": "Papers", "backups": "Backups", "replaced": "Replaced libraries", "caches": "Caches",
    "window": "Your window", "logs": "Logs",
}  # fmt: skip


class StoredSection(Section):
    """``said(words)``: caches were cleared; ``failed(words)``: the folders could not be counted."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, jobs: Jobs, theme: Theme, parent: QWidget) -> None:
        super().__init__("What is kept here", theme, parent)
        self._session = session
        self._jobs = jobs
        self.say("Counting…")

    def refresh(self) -> None:
        """Count again."""
        folder = self._session.store.folder
        self._jobs.run(
            lambda job: kept_here(folder, cancelled=job.cancelled), owner=self, key="what is kept",
            on_done=self._show, on_failed=lambda error: self.failed.emit(f"The folders could not be counted: {error}"),
        )  # fmt: skip

    def _show(self, found: list[Kept]) -> None:
        self.say(f"{megabytes(sum(kept.size for kept in found))} in all. Nothing of it leaves this computer by itself.")
        self.show_rows(
            [self._row(kept) for kept in found if kept.files or kept.name in ("database", "papers", "backups")]
        )

    def _row(self, kept: Kept) -> RowOf:
        row = RowOf(_TITLES[kept.name], kept.words, self, figure=megabytes(kept.size), strong=False)
        row.second.setToolTip(str(kept.folder))
        if kept.name == "caches":
            row.add_button("Clear", self._clear, name=kept.name)
        if kept.folder.exists():
            row.add_button("Show folder", lambda: self._show_folder(kept), name=kept.name)
        return row

    def _clear(self) -> None:
        freed = clear_caches(self._session.store.folder)
        self.refresh()
        self.said.emit(f"Caches cleared: {megabytes(freed)} free again. They are made again when they are needed.")

    def _show_folder(self, kept: Kept) -> None:
        folder = kept.folder if kept.folder.is_dir() else kept.folder.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
