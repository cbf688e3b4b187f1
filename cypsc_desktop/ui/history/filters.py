"""What narrows a history down: a person, a kind of record, how long ago."""

from datetime import datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from cypsc_desktop.commands.words import word_for
from cypsc_desktop.model.records import KINDS
from cypsc_desktop.ui.widgets.steady import ComboBox

_SPANS = (("Any time", None), ("Today", 0), ("Last 7 days", 7), ("Last 30 days", 30), ("Last 12 months", 365))
_SILENT = frozenset({"version"})


class Wanted(NamedTuple):
    """What is asked for; None narrows nothing."""

    actor: str | None = None
    kind: str | None = None
    days: int | None = None

    def since(self) -> datetime | None:
        """The moment from which steps are wanted: the beginning of the first day."""
        if self.days is None:
            return None
        now = datetime.now().astimezone()
        return now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=self.days)


class Filters(QWidget):
    """``changed()``: something else is asked for."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.person = self._box("Changed by")
        self.span = self._box("When")  # made, and so reached by Tab, as they stand
        self.kind = self._box("Kind of record")
        self.kind.addItem("Every kind", None)
        for kind in sorted(KINDS, key=word_for):
            if kind not in _SILENT:
                self.kind.addItem(word_for(kind).capitalize(), kind)
        for words, days in _SPANS:
            self.span.addItem(words, days)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self._grid = grid
        self._lay(wide=False)
        self.show_people([])

    def _lay(self, *, wide: bool) -> None:
        """In one line where there is room for three, else in two."""
        self._wide = wide
        for box in (self.person, self.span, self.kind):
            self._grid.removeWidget(box)
        self._grid.addWidget(self.person, 0, 0)
        self._grid.addWidget(self.span, 0, 1)
        self._grid.addWidget(self.kind, 0 if wide else 1, 2 if wide else 0, 1, 1 if wide else 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= 3 * self.kind.minimumSizeHint().width() + 2 * self._grid.spacing()
        if wide != self._wide:
            self._lay(wide=wide)

    def wanted(self) -> Wanted:
        return Wanted(self.person.currentData(), self.kind.currentData(), self.span.currentData())

    def show_people(self, people: list[str]) -> None:
        """These people to choose from; the one chosen stays."""
        held = self.person.currentData()
        self.person.blockSignals(True)
        self.person.clear()
        self.person.addItem("Everybody", None)
        for name in people:
            self.person.addItem(name, name)
        self.person.setCurrentIndex(max(0, self.person.findData(held)))
        self.person.blockSignals(False)

    def clear(self) -> None:
        """Ask for everything again."""
        for box in (self.person, self.kind, self.span):
            box.setCurrentIndex(0)

    def _box(self, name: str) -> QComboBox:
        box = ComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(7)
        box.currentIndexChanged.connect(lambda _: self.changed.emit())
        return box
