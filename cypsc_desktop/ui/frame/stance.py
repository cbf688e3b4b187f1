"""Where the window stood last, and how large; the first time no larger than the screen has room for."""

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtWidgets import QApplication, QWidget

_DRAWN = QSize(1366, 768)
_FRAME = QSize(8, 48)  # what a window manager may put round a window; it says how much only when the window stands
_WITHOUT_FRAMES = ("offscreen", "minimal")
_KEY = "geometry"


def take_stance(window: QWidget, settings: QSettings) -> None:
    """As it was kept, on a screen that there still is; else as it is drawn."""
    kept = settings.value(_KEY)
    if isinstance(kept, QByteArray) and window.restoreGeometry(kept):
        return
    room = _DRAWN
    if QApplication.platformName() not in _WITHOUT_FRAMES:
        room = window.screen().availableGeometry().size() - _FRAME
    window.resize(_DRAWN.boundedTo(room))


def keep_stance(window: QWidget, settings: QSettings) -> None:
    settings.setValue(_KEY, window.saveGeometry())
