"""What a search is narrowed to, a chip each, to be let go by a press."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cypsc_desktop.commands.searching import FACETS, Narrowing
from cypsc_desktop.ui.theme import Theme, dress, redress

_LONGEST = 32  # letters of a chip


class Chips(QWidget):
    """``let_go(facet, value)``: a chip was pressed."""

    let_go = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def show_narrowing(self, narrowing: Narrowing, theme: Theme, called: Callable[[str, str], str]) -> None:
        """These filters; ``called`` names the value of a facet."""
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for facet in FACETS:
            for value in sorted(narrowing.of(facet)):
                self._row.addWidget(self._chip(facet, value, called(facet, value)))
        redress(self, theme)
        self.setVisible(narrowing.any())

    def _chip(self, facet: str, value: str, name: str) -> QPushButton:
        chip = QPushButton(name if len(name) < _LONGEST else f"{name[: _LONGEST - 2]}…", self)
        chip.setProperty("chip", True)
        chip.setToolTip(name)
        chip.setAccessibleName(f"Remove filter {FACETS[facet]}: {name}")
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        dress(chip, "x")
        chip.clicked.connect(partial(self.let_go.emit, facet, value))
        return chip
