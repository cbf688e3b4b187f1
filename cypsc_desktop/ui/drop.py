"""Files dragged over the window: what will happen is named before they are let go."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QWidget


class DropSign(QLabel):
    """Lies over the window while files are held over it. ``dropped(paths)``: they were let go."""

    dropped = Signal(list)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("drop")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if isinstance(event, QDragEnterEvent):
                return self._enter(event)
            if event.type() == QEvent.Type.DragLeave:
                self.hide()
            elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
                return self._drop(event)
        return super().eventFilter(watched, event)

    def _enter(self, event: QDragEnterEvent) -> bool:
        files = files_of(event)
        if not files:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        words = files[0].name if len(files) == 1 else f"{len(files)} files"
        self.setText(f"Import {words} into this library")
        self.setGeometry(self._window.rect().adjusted(48, 80, -48, -60))
        self.show()
        self.raise_()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(files_of(event))
        return True


def files_of(event: QDropEvent) -> list[Path]:
    """The files on this computer that an event carries."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
