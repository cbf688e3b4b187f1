"""Filters to press above a list: one is chosen, each with how many rows it shows. What finds no room is in its menu."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from cypsc_desktop.ui.theme import Theme, dress


@dataclass(frozen=True, slots=True)
class Chip:
    """``count`` None: none is shown."""

    key: str
    words: str
    count: int | None = None


class ChipRow(QWidget):
    """``chosen(key)``: another one is pressed. ``filling(menu)``: the menu behind the last button opens; whoever listens
    adds what else can be done with the list."""

    chosen = Signal(str)
    filling = Signal(object)

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chosen = ""
        self._offered: list[Chip] = []
        self._buttons: dict[str, QPushButton] = {}
        self.setAccessibleName(name)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.more = QPushButton("More", self)
        self.more.setProperty("quiet", True)
        self.more.setToolTip("More filters, grouping and columns")
        dress(self.more, "filter")
        menu = QMenu(self.more)
        menu.setAccessibleName("More")
        menu.aboutToShow.connect(self._fill)
        self.more.setMenu(menu)
        self._row.addWidget(self.more)
        self._row.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._fit()

    def offer(self, chips: Sequence[Chip]) -> None:
        """These chips in this order; the one that was chosen stays so while it is among them, else the first is."""
        self._offered = list(chips)
        for key in [key for key in self._buttons if key not in {chip.key for chip in chips}]:
            self._buttons.pop(key).deleteLater()
        for place, chip in enumerate(chips):
            button = self._buttons.get(chip.key) or self._made(chip.key)
            count = "" if chip.count is None else f"  {chip.count:,}"
            button.setText(f"{chip.words}{count}".replace("&", "&&"))
            button.setAccessibleName(chip.words if chip.count is None else f"{chip.words}, {chip.count:,}")
            self._row.removeWidget(button)
            self._row.insertWidget(place, button)
        if self._chosen not in self._buttons and chips:
            self._chosen = chips[0].key
        self._check()
        self._fit()

    def in_order(self) -> list[QWidget]:
        """The chips as they stand, then the menu."""
        return [*(self._buttons[chip.key] for chip in self._offered), self.more]

    def key(self) -> str:
        """The one that is chosen."""
        return self._chosen

    def choose(self, key: str) -> None:
        """Choose one as if it had been pressed."""
        if key in self._buttons and key != self._chosen:
            self._chosen = key
            self._check()
            self._fit()
            self.chosen.emit(key)

    def button(self, key: str) -> QPushButton | None:
        return self._buttons.get(key)

    def _made(self, key: str) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("chip", True)
        button.setCheckable(True)
        button.setAutoExclusive(True)  # arrow keys go from one to the next, Tab to and from them all
        button.clicked.connect(lambda: self.choose(key))
        self._buttons[key] = button
        return button

    def _check(self) -> None:
        for key, button in self._buttons.items():
            button.setChecked(key == self._chosen)

    def _fit(self) -> None:
        """As many chips as there is room for, the chosen one always."""
        room = self.width() - self.more.sizeHint().width() - 8
        chosen = self._buttons.get(self._chosen)
        used = chosen.sizeHint().width() + 8 if chosen else 0
        for chip in self._offered:
            button = self._buttons[chip.key]
            if chip.key == self._chosen:
                button.show()
                continue
            used += button.sizeHint().width() + 8
            button.setVisible(used <= room)

    def _fill(self) -> None:
        menu = self.more.menu()
        menu.clear()
        for chip in self._offered:
            if self._buttons[chip.key].isHidden():
                count = "" if chip.count is None else f"\t{chip.count:,}"
                action = menu.addAction(f"{chip.words}{count}".replace("&", "&&"))
                action.triggered.connect(lambda _checked=False, key=chip.key: self.choose(key))
        if not menu.isEmpty():
            menu.addSeparator()
        self.filling.emit(menu)

    def minimumSizeHint(self) -> QSize:
        """The chosen chip and the menu; the others give way."""
        chosen = self._buttons.get(self._chosen)
        wide = self.more.sizeHint().width() + (chosen.sizeHint().width() + 8 if chosen else 0)
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._offered:
            self._fit()
