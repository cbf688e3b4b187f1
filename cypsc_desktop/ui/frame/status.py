"""The status bar: whether all is saved, where the reader is, which library this is, and the time."""

from datetime import datetime  # and not Qt's: its calendar, zones and languages are a wait at each start

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QStatusBar

from cypsc_desktop.model.days import short_day
from cypsc_desktop.ui.session import Session

_MINUTE_MS = 60_000
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class StatusLine:
    """Fills the window's status bar."""

    def __init__(self, bar: QStatusBar, session: Session) -> None:
        self.saved = QLabel("Open for reading only" if session.refusal else "Everything is saved", bar)
        self.saved.setToolTip(session.refusal or "")
        self.where = QLabel(bar)
        self.library = QLabel(f"Library: {session.store.folder.name}", bar)
        self.library.setToolTip(str(session.store.folder))
        self.library.setProperty("tone", "quiet")
        self.clock = QLabel(bar)
        self.clock.setProperty("tone", "second")
        for label in (self.saved, self.where):
            label.setContentsMargins(12, 0, 12, 0)
            bar.addWidget(label)
        for label in (self.library, self.clock):
            label.setContentsMargins(12, 0, 12, 0)
            label.setMinimumWidth(40)
            bar.addPermanentWidget(label)
        # One wake-up a minute, on the minute.
        self._tick = QTimer(bar, singleShot=True)
        self._tick.timeout.connect(self._on_minute)
        self._on_minute()

    def show_saved(self) -> None:
        """A change was committed now."""
        self.saved.setText(f"Saved {datetime.now().astimezone():%H:%M:%S}")

    def show_where(self, words: str) -> None:
        """ "Printed page 18, sheet 18 of 58"; empty where a screen has nothing to say."""
        self.where.setText(words)

    def _on_minute(self) -> None:
        now = datetime.now().astimezone()
        self.clock.setText(f"{_DAYS[now.weekday()]} {short_day(now.date().isoformat())}, {now:%H:%M}")
        self._tick.start(_MINUTE_MS - now.second * 1000 - now.microsecond // 1000 + 20)
