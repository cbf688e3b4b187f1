"""What the sidebar says beside the screens' names: whose committee, who works here, and how much waits on each screen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cypsc_desktop.ui.frame.sidebar import Sidebar
from cypsc_desktop.ui.screens import Parts

if TYPE_CHECKING:
    from cypsc_desktop.ui.frame.counts import Counts

_AFTER_MS = 80  # several changes in a row are counted once


class Tally(QObject):
    """Counts beside the window, a moment after it was told to."""

    def __init__(self, parts: Parts, sidebar: Sidebar, window: QObject) -> None:
        super().__init__(window)
        self._parts = parts
        self._sidebar = sidebar
        self._counts: Counts | None = None
        self._waiting = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._waiting.timeout.connect(self._count)
        sidebar.committee_wanted.connect(parts.session.choose_committee)
        parts.session.committee_changed.connect(self.show_committees)

    def show_committees(self) -> None:
        """The committees there are, the one that is chosen, and the person; then what waits."""
        from cypsc_desktop.ui.frame.counts import committee_names

        session = self._parts.session
        self._sidebar.show_committees(committee_names(session.read), session.committee, "All committees")
        self.show_person()
        self.count_soon()

    def show_person(self) -> None:
        self._sidebar.who.setText(self._parts.settings.name or self._parts.session.actor)

    def count_soon(self) -> None:
        self._waiting.start()

    def is_idle(self) -> bool:
        """Whether no count is to come."""
        return not self._waiting.isActive()

    def owners(self) -> list[QObject]:
        """Who may have a count under way."""
        return [self._counts] if self._counts else []

    def stop(self) -> None:
        """The window closes."""
        self._waiting.stop()

    def _count(self) -> None:
        from cypsc_desktop.ui.frame.counts import Counts

        if self._counts is None:
            self._counts = Counts(self._parts.session, self._parts.jobs, self._parts.memory, self)
            self._counts.counted.connect(self._on_counted)
        self._counts.count()

    def _on_counted(self, name: str, number: int, meaning: str, pressing: bool) -> None:
        if name in self._sidebar.rows:
            self._sidebar.rows[name].show_count(number, meaning, pressing=pressing)
