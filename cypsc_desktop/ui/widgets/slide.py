"""Something comes into sight by sliding, where the person wants movement; else it is there at once."""

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation
from PySide6.QtWidgets import QWidget


class Slide:
    """The coming of one widget, which already stands where it belongs."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._moving = QPropertyAnimation(widget, b"pos", widget)
        self._moving.setEasingCurve(QEasingCurve.Type.OutCubic)

    def come(self, away: QPoint, milliseconds: int) -> None:
        """From so far away of its place to its place; 0 milliseconds: not at all."""
        self.stop()
        if milliseconds <= 0:
            return
        there = self._widget.pos()
        self._moving.setDuration(milliseconds)
        self._moving.setStartValue(there + away)
        self._moving.setEndValue(there)
        self._moving.start()

    def is_under_way(self) -> bool:
        return self._moving.state() == QPropertyAnimation.State.Running

    def stop(self) -> None:
        """Be where it belongs now, before it is put anywhere else."""
        if self.is_under_way():
            end = self._moving.endValue()
            self._moving.stop()
            self._widget.move(end)
