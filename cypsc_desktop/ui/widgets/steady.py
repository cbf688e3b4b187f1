"""Fields that the wheel scrolls past: whoever turns it to read on changes nothing that the pointer comes over."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox


class ComboBox(QComboBox):
    """A list to choose from by key, or by mouse once it is unfolded."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the pane below it scrolls


class SpinBox(QSpinBox):
    """A figure that is typed, or stepped by the arrows."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
