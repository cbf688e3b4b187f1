"""Which sheets of the papers were on screen, so that the agenda can mark the others unread. Shows nothing itself."""

from PySide6.QtCore import QObject, QTimer, Signal

from cypsc_desktop.ui.meeting.agenda_rows import Read
from cypsc_desktop.ui.reading_memory import ReadingMemory

_SETTLED_MS = 1000  # a page is read when it has been in sight for this long


class SheetsRead(QObject):
    """``more()``: a while after sheets were seen that may not have been read before. Without a memory nothing is known
    of what was read, so nothing is unread."""

    more = Signal()

    def __init__(self, memory: ReadingMemory | None, parent: QObject) -> None:
        super().__init__(parent)
        self._memory = memory
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settling.timeout.connect(self.more)

    def so_far(self) -> Read | None:
        """The sheets by document; None where nothing is known."""
        return self._memory.reading().read if self._memory else None

    def saw(self, document: str, name: str, sheet: int) -> None:
        """A sheet of a document came on screen."""
        if self._memory is not None:
            self._memory.saw(document, name, sheet)
            self._settling.start()

    def stop(self) -> None:
        """Tell nothing more."""
        self._settling.stop()
