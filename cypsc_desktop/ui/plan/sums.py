"""Under a list of savings: what they add up to, year by year, and what was found odd about the figures as printed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cypsc_desktop.commands.planning import figure, sums_of
from cypsc_desktop.model.records import Finding, Saving
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.inspector.ties import LinkLine
from cypsc_desktop.ui.inspector.whereabouts import printed_place
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.theme import Theme

_MOST = 4
_LARGE = 1.5  # text so large that the rows need the room


class SumsStrip(QWidget):
    """``wanted(Place)``: a finding was pressed, which leads to its page."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("pane")
        self.setAccessibleName("Sums and findings")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 8, 20, 8)
        self._column.setSpacing(4)
        self.words = ""
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def show_sums(self, reader: Reader, savings: Sequence[Saving], findings: Sequence[Finding]) -> None:
        """Show the sums of these savings and these findings; nothing of either hides the strip."""
        while (item := self._column.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.words = ""
        if savings:
            self._column.addWidget(self._sums(savings))
        most = _MOST if self._theme.scale < _LARGE else 1
        shown = findings if len(findings) <= most else findings[: max(1, most - 1)]
        for found in shown:
            line = LinkLine(found.message or str(found.finding), self)
            place = printed_place(reader, found)
            line.setEnabled(place is not None)
            line.clicked.connect(partial(self.wanted.emit, place))
            line.setIcon(self._theme.icon("alert-triangle", "warn"))
            line.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))
            self._column.addWidget(line)
        if len(shown) < len(findings):
            rest = LinkLine(f"{len(findings) - len(shown)} more findings", self)
            place = Place("meeting", findings[0].meeting, part="findings")
            rest.clicked.connect(partial(self.wanted.emit, place))
            self._column.addWidget(rest)
        self.setVisible(bool(savings or findings))

    def _sums(self, savings: Sequence[Saving]) -> QWidget:
        sums = sums_of(savings)
        told = [*sums.years, ("In all", sums.total)]
        self.words = "; ".join(f"{word} {figure(amount)}" for word, amount in told)
        line = QWidget(self)
        line.setAccessibleName(f"Sums in £000: {self.words}")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(16))
        head = QLabel("Sum, £000", line)
        head.setProperty("tone", "second")
        row.addWidget(head)
        for word, amount in told:
            label = QLabel(word, line)
            label.setProperty("tone", "second")
            value = QLabel(figure(amount), line)
            value.setProperty("type", "strong")
            pair = QHBoxLayout()
            pair.setSpacing(self._theme.px(6))
            pair.addWidget(label)
            pair.addWidget(value)
            row.addLayout(pair)
        row.addStretch(1)
        return line
