"""What stands above a grid: find, filters, grouping, columns, how many rows show, and adding one.

Where it is narrow, what finds no room stands in a menu.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from cypsc_desktop.ui.grid.keys import ENTER, wanted_by
from cypsc_desktop.ui.theme import Theme, dress


class GridBar(QWidget):
    """``found(words)``, ``grouped(key or "")``, ``column_chosen(key, shown)``, ``lines_chosen(lines)``, ``reset``, ``add``;
    ``left``: the person has done with finding."""

    found = Signal(str)
    grouped = Signal(str)
    column_chosen = Signal(str, bool)
    frozen_chosen = Signal(int)
    lines_chosen = Signal(int)
    filters_wanted = Signal(bool)
    reset = Signal()
    add = Signal()
    left = Signal()

    def __init__(self, title: str, word: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{title}: find and arrange")
        self.finder = QLineEdit()
        self.finder.setPlaceholderText("Find in this list")
        self.finder.setAccessibleName(f"Find in {title}")
        self.finder.setClearButtonEnabled(True)
        self.finder.setAcceptDrops(False)
        self.finder.textChanged.connect(self.found)
        escaping(self.finder, self.left.emit)
        self.filters = QPushButton("Filters")
        self.filters.setCheckable(True)
        self.filters.setToolTip("Show a field above each column to filter by (Ctrl+Shift+L)")
        dress(self.filters, "list-details")
        self.filters.toggled.connect(self.filters_wanted)
        self.group_button = _menu_button("Group", "Gather the rows by what a column says")
        self.view_button = _menu_button("Columns", "Which columns show, and how high the rows are")
        self.add_button = QPushButton(f"Add {word}")
        self.add_button.setToolTip("Add a row by hand (Insert)")
        dress(self.add_button, "plus")
        self.add_button.clicked.connect(self.add)
        self.count = QLabel()
        self.count.setProperty("tone", "second")
        self.more = _menu_button("More", "What finds no room beside this")
        self.more.menu().aboutToShow.connect(self._fill_more)
        self.more.hide()
        self._theme: Theme | None = None
        self._own: list[QWidget] = []
        self._offered: dict[QWidget, bool] = {}
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 6, 12, 6)
        self.row.setSpacing(8)
        self.row.addWidget(self.finder, 1)
        for widget in (self.filters, self.group_button, self.view_button):
            self.row.addWidget(widget)
        self.row.addWidget(self.more)
        self.row.addWidget(self.count)
        self.row.addStretch(1)
        self.row.addWidget(self.add_button)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.finder.setMinimumWidth(theme.px(110))
        self.finder.setMaximumWidth(theme.px(240))
        self._fit()

    def add_widget(self, widget: QWidget) -> None:
        """Put a button of the screen's own at the right end."""
        self.row.addWidget(widget)
        self._own.append(widget)
        self._fit()

    def offer(self, widget: QWidget, offered: bool) -> None:
        """Whether one of the bar's own widgets is there at all."""
        self._offered[widget] = offered
        self._fit()

    def offers(self, widget: QWidget) -> bool:
        """Whether a widget is there, beside or in the menu."""
        return self._offered.get(widget, not widget.isHidden() or widget in self._gone())

    # Room

    def minimumSizeHint(self) -> QSize:
        """The field to find by and the menu; all else gives way."""
        wide = self.finder.minimumWidth() + self.more.sizeHint().width() + 2 * 12 + 8
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _giving_way(self) -> list[QWidget]:
        """What gives way, the first first."""
        return [self.count, self.view_button, self.group_button, self.filters, *reversed(self._own), self.add_button]

    def _gone(self) -> list[QWidget]:
        return [w for w in self._giving_way() if w.isHidden() and self._offered.get(w, True) and w is not self.count]

    def _fit(self) -> None:
        """Show as much as there is room for."""
        if self._theme is None or self.width() < 60:
            return
        shown = [w for w in self._giving_way() if self._offered.get(w, True)]
        edge = 2 * 12 + self.finder.minimumWidth()
        need = edge + sum(w.sizeHint().width() + 8 for w in shown)
        gone: list[QWidget] = []
        for widget in shown:
            if need + (self.more.sizeHint().width() + 8 if gone and gone != [self.count] else 0) <= self.width():
                break
            need -= widget.sizeHint().width() + 8
            gone.append(widget)
        for widget in self._giving_way():
            widget.setVisible(widget in shown and widget not in gone)
        self.more.setVisible(any(widget is not self.count for widget in gone))

    def _fill_more(self) -> None:
        menu = self.more.menu()
        menu.clear()
        for widget in self._gone()[::-1]:
            if not isinstance(widget, QPushButton):
                continue
            if widget.menu() is not None:
                menu.addMenu(widget.text()).addActions(widget.menu().actions())
                continue
            action = menu.addAction(widget.text().replace("&", "&&"))
            action.setEnabled(widget.isEnabled())
            action.setCheckable(widget.isCheckable())
            action.setChecked(widget.isChecked())
            action.triggered.connect(widget.click)

    def offer_groups(self, choices: list[tuple[str, str]], chosen: str | None) -> None:
        """(key, header) of the columns that rows may be gathered by."""
        menu = _menu(self.group_button)
        for key, header in [("", "Not grouped"), *choices]:
            action = _checkable(menu, header, checked=(chosen or "") == key)
            action.triggered.connect(lambda _checked=False, key=key: self.grouped.emit(key))
        name = next((header for key, header in choices if key == chosen), None)
        self.group_button.setText(f"By {name.casefold()}" if name else "Group")
        self.offer(self.group_button, bool(choices))

    def offer_columns(
        self, columns: list[tuple[str, str, bool]], *, lines: int, frozen: int, fold: Callable[[bool], None] | None
    ) -> None:
        """(key, header, shown) of every column; the row heights; ``fold`` folds all groups, None where there are none."""
        menu = _menu(self.view_button)
        for key, header, shown in columns:
            action = _checkable(menu, header, checked=shown)
            action.setEnabled(not shown or sum(one[2] for one in columns) > 1)
            action.triggered.connect(lambda checked=False, key=key: self.column_chosen.emit(key, checked))
        menu.addSeparator()
        for count, words in ((0, "No column stays"), (1, "First column stays"), (2, "First two columns stay")):
            action = _checkable(menu, words, checked=count == frozen)
            action.triggered.connect(lambda _checked=False, count=count: self.frozen_chosen.emit(count))
        menu.addSeparator()
        for count, words in ((1, "One line a row"), (2, "Two lines a row"), (4, "Four lines a row")):
            action = _checkable(menu, words, checked=count == lines)
            action.triggered.connect(lambda _checked=False, count=count: self.lines_chosen.emit(count))
        menu.addSeparator()
        if fold is not None:
            menu.addAction("Fold all groups").triggered.connect(lambda: fold(True))
            menu.addAction("Unfold all groups").triggered.connect(lambda: fold(False))
        menu.addAction("Put back as it was").triggered.connect(self.reset)


def escaping(finder: QLineEdit, leave: Callable[[], object]) -> None:
    """Escape empties a field to find by, and leaves it where it is empty."""
    asked = QShortcut(QKeySequence(Qt.Key.Key_Escape), finder)
    asked.setContext(Qt.ShortcutContext.WidgetShortcut)
    asked.activated.connect(lambda: finder.clear() if finder.text() else leave())


def _menu_button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    menu = QMenu(button)
    menu.setAccessibleName(text)
    button.setMenu(menu)
    return button


def _menu(button: QPushButton) -> QMenu:
    menu = button.menu()
    menu.clear()
    return menu


def _checkable(menu: QMenu, text: str, *, checked: bool) -> QAction:
    action = menu.addAction(text.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(checked)
    return action


class FilterStrip(QWidget):
    """A field above each column, as wide as it and moving with it. ``typed(key, text)``; ``left``: the person goes on to
    the rows; ``closed``: and has done with the filters (Escape in an empty field, or the key that opened them)."""

    typed = Signal(str, str)
    left = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Filters")
        self.fields: dict[str, QLineEdit] = {}

    def offer(self, columns: list[tuple[str, str]], held: dict[str, str]) -> None:
        """(key, header) of the columns that show, in order; ``held`` is what each field holds."""
        for key in [key for key in self.fields if key not in dict(columns)]:
            self.fields.pop(key).deleteLater()
        before: QLineEdit | None = None
        for key, header in columns:
            field = self.fields.get(key)
            if field is None:
                field = QLineEdit(self)
                field.setPlaceholderText(header)
                field.setAccessibleName(f"Filter {header}")
                field.setClearButtonEnabled(True)
                field.setAcceptDrops(False)
                field.textChanged.connect(lambda text, key=key: self.typed.emit(key, text))
                field.installEventFilter(self)
                field.show()
                self.fields[key] = field
            if field.text() != held.get(key, ""):
                field.setText(held.get(key, ""))
            if before is not None:
                QWidget.setTabOrder(before, field)
            before = field
        self.setFixedHeight(max((f.sizeHint().height() for f in self.fields.values()), default=24) + 8)

    def place(self, spans: dict[str, tuple[int, int]], *, left: int, frozen: set[str]) -> None:
        """(from, to) in pixels of each column; no field reaches left of ``left``; those of frozen columns lie on top."""
        edge = max((spans[key][1] for key in frozen if key in spans), default=left)
        for key, field in self.fields.items():
            start, end = spans.get(key, (0, 0))
            begin = max(start, left if key in frozen else edge)
            field.setVisible(end - begin > 12)
            field.setGeometry(begin + 2, 4, max(1, end - begin - 4), self.height() - 8)
            field.setClearButtonEnabled(end - begin > 4 * self.height())  # a narrow field needs its room for words
            if key in frozen:
                field.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Down go on to the rows. Escape empties the field, then closes the strip."""
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QLineEdit):
            return super().eventFilter(watched, event)
        closes = wanted_by(event) == "filters"
        if event.type() == QEvent.Type.ShortcutOverride and (closes or event.key() == Qt.Key.Key_Escape):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            if event.key() in (*ENTER, Qt.Key.Key_Down):
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and watched.text():
                watched.clear()
                return True
            if event.key() == Qt.Key.Key_Escape or closes:
                self.closed.emit()
                return True
        return super().eventFilter(watched, event)

    def focus_on(self, key: str) -> None:
        field = self.fields.get(key)
        if field:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
