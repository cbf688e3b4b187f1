"""What the screens stand in. It never makes the window larger than the person's: a screen that needs more height than
there is, as one with a form open over its list, is squeezed where it is largest."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget

_LEAST = QSize(320, 160)


class ScreenStack(QStackedWidget):
    """One screen in front of the others."""

    def minimumSizeHint(self) -> QSize:
        return _LEAST
