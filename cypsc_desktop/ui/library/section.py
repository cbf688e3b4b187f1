"""The parts of the library screen: a heading, a sentence, and rows parted by hairlines, each with its buttons."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.ui.theme import Theme, dress, redress
from cypsc_desktop.ui.widgets.bar import BarOf
from cypsc_desktop.ui.widgets.notices import announce


class Section(QWidget):
    """A heading with what belongs to it. Rows are shown anew as a whole; the one that had the focus has it again.

    ``rows_shown()``: new widgets stand at the end of the order of Tab until somebody puts them where they belong.
    """

    rows_shown = Signal()

    def __init__(self, title: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(title)
        self.heading = label(title, self, kind="heading")
        self.note = label("", self, tone="second", wrap=True)
        self.note.hide()
        self.why = label("", self, tone="danger", wrap=True)
        self.why.hide()
        self.bar = BarOf(self)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.heading, self.note):
            column.addWidget(widget)
        column.addWidget(self.bar)
        column.addWidget(self.why)
        column.addLayout(self.rows)

    def say(self, words: str) -> None:
        """A sentence under the heading; none where there are no words."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def refuse(self, words: str) -> None:
        """Why something could not be done, beside what was pressed."""
        self.why.setText(words)
        self.why.setVisible(bool(words))
        if words:
            announce(self.why, words)

    def add_button(self, words: str, do: Callable[[], object], *, icon: str = "", primary: bool = False) -> QPushButton:
        """A button of the whole section, under its rows."""
        made = button(words, do, self, icon=icon)
        made.setProperty("primary", primary or None)
        if primary and icon:
            dress(made, icon, "on_accent")
        self.bar.add(made)
        return made

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """These rows in place of the former ones."""
        focus = self.focusWidget()
        held = focus.objectName() if focus and focus.hasFocus() else ""
        while self.rows.count():
            item = self.rows.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for n, row in enumerate(rows):
            if n:
                self.rows.addWidget(_hairline(self))
            self.rows.addWidget(row)
            row.show()  # now, not when the event loop comes round: it may be given the focus
        redress(self, self._theme)
        self.rows_shown.emit()
        found = self.findChild(QPushButton, held) if held else None
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in the order in which it is read."""
        return [*self.bar.widgets(), *_stops(self.rows)]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        redress(self, theme)


class RowOf(QWidget):
    """One row: what it is over what is said of it, a figure at the right, buttons beside it, and below what a button opens."""

    def __init__(self, title: str, second: str, parent: QWidget, *, figure: str = "", strong: bool = True) -> None:
        super().__init__(parent)
        self.setAccessibleName(", ".join(part for part in (title, second, figure) if part))
        self.title = label(title, self, kind="strong" if strong else "", wrap=True)
        self.second = label(second, self, tone="second", wrap=True)
        self.second.setVisible(bool(second))
        self.second.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.figure = label(figure, self)
        self.figure.setVisible(bool(figure))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(4)
        self.below = QVBoxLayout()
        self.below.setSpacing(8)
        self._beside: bool | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        if second:
            grid.addWidget(self.title, 0, 0)
        else:  # alone it stands level with its buttons
            grid.addWidget(self.title, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.second, 1, 0)
        grid.addWidget(self.figure, 0, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self.below, 3, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        self._grid = grid
        self._place_buttons(beside=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons(beside=self.width() > self.buttons.sizeHint().width() + 24 * self.fontMetrics().height())

    def _place_buttons(self, *, beside: bool) -> None:
        """Beside the words, or under them where the row is narrow."""
        if beside == self._beside:
            return
        self._beside = beside
        self._grid.removeItem(self.buttons)
        if beside:
            self._grid.addLayout(self.buttons, 0, 2, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        else:
            self._grid.addLayout(self.buttons, 2, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)

    def add_button(self, words: str, do: Callable[[], object], *, name: str, quiet: bool = True) -> QPushButton:
        """A button of this row; ``name`` tells it from its like in other rows, also to a screen reader."""
        made = button(words, do, self)
        made.setProperty("quiet", quiet or None)
        made.setObjectName(f"{words} {name}")
        made.setAccessibleName(f"{words}: {self.title.text()}")
        self.buttons.addWidget(made)
        return made


def _stops(layout: QLayout) -> Iterator[QWidget]:
    for n in range(layout.count()):
        item = layout.itemAt(n)
        inner, widget = (item.layout(), item.widget()) if item else (None, None)
        if inner is not None:
            yield from _stops(inner)
        elif isinstance(widget, RowOf):
            yield from _stops(widget.buttons)
            yield from _stops(widget.below)
        elif isinstance(widget, BarOf):
            yield from widget.widgets()
        elif widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget


def label(text: str, parent: QWidget, *, kind: str = "", tone: str = "", wrap: bool = False) -> QLabel:
    """A label in a tone and type of the style sheet."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("type", kind)
    if tone:
        made.setProperty("tone", tone)
    return made


def button(words: str, do: Callable[[], object], parent: QWidget, *, icon: str = "") -> QPushButton:
    made = QPushButton(words, parent)
    if icon:
        dress(made, icon)
    made.clicked.connect(lambda _=False: do())
    return made


def _hairline(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    return line
