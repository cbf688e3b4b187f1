"""Having a paper compared with the version before it, beside the window, and shown at the left of its pages."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Document
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from cypsc_desktop.commands.comparing import Compared
    from cypsc_desktop.ui.papers.changes_pane import ChangesPane
    from cypsc_desktop.ui.papers.view import PapersView

log = logging.getLogger(__name__)


class ChangesRoom(QObject):
    """``before(document, sheet)``: to a sheet of the version before. Its pane is made when it is first asked for."""

    before = Signal(str, int)

    def __init__(self, session: Session, jobs: Jobs, view: "PapersView", theme: Theme) -> None:
        super().__init__(view)
        self._session, self._jobs, self._view, self._theme = session, jobs, view, theme
        self._of = ""  # the paper that is compared
        self.pane: ChangesPane | None = None

    def show(self) -> None:
        """Compare the paper that is being read."""
        document = self._view.active.document
        if document is None:
            return
        self._of = document.id
        pane = self._made()
        pane.say("Comparing with the version before…")
        self._view.show_left(True)
        self._view.left.show_changes(pane)
        from cypsc_desktop.commands.comparing import compare

        self._jobs.run(
            lambda _: compare(self._session.read, document.id), owner=self,
            on_done=lambda found: self._on_done(document, found), on_failed=lambda error: self._on_failed(document, error),
            key="compare versions",
        )  # fmt: skip

    def follow(self) -> None:
        """Another paper may be read now: what was told of the one before goes."""
        document = self._view.active.document
        self._view.acts["changes"].setEnabled(document is not None)
        if self._of and (document is None or document.id != self._of):
            self._of = ""
            self._view.left.drop_changes()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.pane is not None:
            self.pane.set_theme(theme)

    def _made(self) -> "ChangesPane":
        if self.pane is None:
            from cypsc_desktop.ui.papers.changes_pane import ChangesPane

            self.pane = ChangesPane(self._theme, self._view.left)
            self.pane.chosen.connect(self._view.controls.leap)
            self.pane.before.connect(self.before)
        return self.pane

    def _on_done(self, document: Document, found: "Compared") -> None:
        if self._of == document.id and self.pane is not None:
            self.pane.show_changes(found)
            self._view.said.emit(found.words)

    def _on_failed(self, document: Document, error: BaseException) -> None:
        words = str(error)
        if not isinstance(error, UserError):
            log.error("two versions could not be compared", exc_info=error)
            words = "The versions could not be compared. Try again, or compare them with cypsc compare."
        if self._of == document.id and self.pane is not None:
            self.pane.say(words)
            self._view.failed.emit(words)
