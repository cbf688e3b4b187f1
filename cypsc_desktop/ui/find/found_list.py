"""The list of what was found: rows are chosen and pressed in it, headings passed by. It goes nowhere itself."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QListView, QWidget

from cypsc_desktop.ui.find.results import FoundDelegate, Results, Row
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.notices import announce


class FoundList(QListView):
    """``led(Found)``: a find was pressed; ``more(kind)``: the line that offers more of a kind was."""

    led = Signal(object)
    more = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.results = Results()
        self.setModel(self.results)
        self.results.setParent(self)
        self.delegate = FoundDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("What was found")
        self.setObjectName("found")
        self.activated.connect(lambda index: self.press(index.row()))
        self.clicked.connect(lambda index: self.press(index.row()))

    def set_theme(self, theme: Theme) -> None:
        self.delegate.set_theme(theme)
        self.scheduleDelayedItemsLayout()

    def current(self) -> Row | None:
        """The row that is chosen."""
        return self.results.row(self.currentIndex().row())

    def press(self, number: int) -> None:
        """Do what a row offers."""
        row = self.results.row(number)
        if row is None or row.sort == "heading":
            return
        if row.sort == "more":
            self.more.emit(row.group)
        elif row.found is not None:
            self.led.emit(row.found)

    def press_current(self) -> None:
        """Do what the chosen row offers."""
        self.press(self.currentIndex().row())

    def step(self, by: int) -> None:
        """Choose so many rows on or back, and say which that is."""
        row = self.results.step(self.currentIndex().row(), by)
        if row is not None:
            self.choose(row)
            announce(self, self.spoken(row))

    def choose_first(self) -> None:
        """Choose the first row that can be."""
        self.choose(self.results.step(-1, 1) or 0)

    def choose(self, row: int) -> None:
        index = self.results.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if self.results.step(row, -1) is None:
            self.scrollToTop()
        else:
            self.scrollTo(index)

    def spoken(self, row: int) -> str:
        """A row as a screen reader says it."""
        return str(self.results.data(self.results.index(row), int(Qt.ItemDataRole.AccessibleTextRole)))
