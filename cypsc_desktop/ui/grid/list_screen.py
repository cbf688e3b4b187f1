"""A screen that is one list at a time: title, find, buttons, chips, and grids under them. Screens differ by their specs."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.records import Record
from cypsc_desktop.ui.grid.bar import escaping
from cypsc_desktop.ui.grid.chips import ChipRow
from cypsc_desktop.ui.grid.columns import GridSpec
from cypsc_desktop.ui.grid.record_grid import RecordGrid
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.tab_order import order
from cypsc_desktop.ui.theme import Theme, dress, redress

_KEEP_MS = 800


class ListScreen(Screen):
    """``heading`` is the title; ``specs`` the grids that it may show, each made when it is first shown.

    Layouts are remembered in ``settings`` under ``grid/<name>``. What is chosen in the grid is told by ``chosen``.
    """

    def __init__(
        self,
        heading: str,
        specs: Sequence[GridSpec],
        *,
        session: Session,
        theme: Theme,
        settings: QSettings | None,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._settings = settings
        self._specs = {spec.name: spec for spec in specs}
        self._grids: dict[str, RecordGrid] = {}
        self._name = specs[0].name
        self._stale: set[str] = set()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(heading)
        self.heading = QLabel(heading, self)
        self.heading.setProperty("type", "title")
        self.finder = QLineEdit(self)
        self.finder.setPlaceholderText("Find in this list")
        self.finder.setAccessibleName("Find in this list")
        self.finder.setClearButtonEnabled(True)
        self.finder.setAcceptDrops(False)
        self._find_icon = QAction(theme.icon("search"), "", self.finder)  # made here, so that it stays ours
        self.finder.addAction(self._find_icon, QLineEdit.ActionPosition.LeadingPosition)
        self.finder.textChanged.connect(self._on_find)
        self.finder.returnPressed.connect(self._go_to_found)
        escaping(self.finder, self.focus_main)
        self.chips = ChipRow("Filters", theme, self)
        self.chips.filling.connect(self.fill_more)
        self.count = QLabel(self)
        self.count.setProperty("tone", "second")
        self.stack = QStackedWidget(self)
        self._keep = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._keep.timeout.connect(self._keep_state)
        self._buttons: list[QPushButton] = []
        self._lay_out()
        session.committee_changed.connect(self._on_committee)

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.setSpacing(8)
        self._top.addWidget(self.heading)
        self._top.addStretch(1)
        self._top.addWidget(self.finder)
        self.second = second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.chips, 1)
        second.addWidget(self.count)
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 20, 10)
        head.setSpacing(16)
        head.addLayout(self._top)
        head.addLayout(second)
        self.place_of_form = QVBoxLayout()
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.whole.setSpacing(0)
        self.whole.addLayout(head)
        self.whole.addLayout(self.place_of_form)
        self.stack.setMinimumHeight(1)  # in a low window it gives way to a form that is open above it
        self.whole.addWidget(self.stack, 1)

    def add_button(self, words: str, icon: str, do: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """A button at the right end of the title's row."""
        button = QPushButton(words, self)
        button.setProperty("primary", primary)
        dress(button, icon, "on_accent" if primary else "text2")
        button.clicked.connect(do)
        self._top.addWidget(button)
        self._buttons.append(button)
        return button

    def finish(self) -> None:
        """To be called at the end of a subclass's own construction: shows the first grid."""
        self.show_grid(self._name)
        self.set_theme(self._theme)

    # Room

    def minimumSizeHint(self) -> QSize:
        """The primary button and the menu; all else gives way."""
        return QSize(self._theme.px(240), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """Where the title's row is too long, its buttons go under More, the last but the primary first; then the count,
        then the title, which the tab says too."""
        room = self.width() - 44
        primary = [b for b in self._buttons if b.property("primary")]
        giving = [*(b for b in reversed(self._buttons) if b not in primary), *self.in_head(), self.heading]
        need = self._theme.px(150) + sum(w.sizeHint().width() + 8 for w in (*giving, *primary))
        for widget in giving:
            gone = need > room
            need -= widget.sizeHint().width() + 8 if gone else 0
            widget.setVisible(not gone)
        beside = sum(w.sizeHint().width() + 8 for w in primary)
        self.finder.setMinimumWidth(max(60, min(self._theme.px(150), room - beside)))
        if self._name in self._grids:
            self._fit_count()

    def in_head(self) -> Sequence[QWidget]:
        """What else stands in the title's row and may give way."""
        return ()

    def between(self) -> Sequence[QWidget]:
        """What stands between the chips and the grid."""
        return ()

    # Grids

    @property
    def grid(self) -> RecordGrid:
        """The grid in front."""
        return self._grids[self._name]

    def name(self) -> str:
        """The name of the grid in front."""
        return self._name

    def show_grid(self, name: str) -> RecordGrid:
        """Bring a grid to the front, made and filled if it was not yet."""
        grid = self._grids.get(name)
        if grid is None:
            grid = self._made(self._specs[name])
        self._name = name
        if name in self._stale:
            self._stale.discard(name)
            grid.refresh()
        self.stack.setCurrentWidget(grid)
        self.finder.setText(grid.bar.finder.text())
        self.offer()
        order(self.finder, *self.in_head(), *self._buttons, *self.chips.in_order(), *self.between(), self.stack)
        return grid

    def _made(self, spec: GridSpec) -> RecordGrid:
        grid = RecordGrid(self._session, spec, self._theme, follows=False, parent=self.stack)
        self._grids[spec.name] = grid
        self._stale.add(spec.name)
        grid.bar.hide()  # its controls are in the title's row and under More
        grid.bar.finder.textChanged.connect(self._on_found)
        grid.chosen.connect(self._on_row)
        grid.said.connect(self.done)
        grid.refused.connect(self.failed)
        grid.state_changed.connect(self._keep.start)
        grid.counted.connect(self._on_counted)
        self.stack.addWidget(grid)
        if self._settings is not None:
            kept = self._settings.value(f"grid/{spec.name}")
            if isinstance(kept, dict):
                grid.restore(kept)
        return grid

    def _on_row(self, record: Record | None) -> None:
        if self.sender() is self.grid or self.grid.current() is record:
            self.on_row(record)

    def on_row(self, record: Record | None) -> None:
        """Another row is current in the grid in front."""
        self.chosen.emit(record.id if record else None)
        self.moved.emit(self.place())

    def _on_counted(self, words: str) -> None:
        if self.sender() is self._grids.get(self._name):
            self.count.setText(words)
            self._fit_count()

    def _fit_count(self) -> None:
        """How many rows there are stands in the chip that is chosen; it is said again only where something narrows them."""
        narrowed = bool(self.finder.text() or self.grid.arrangement.filters)
        self.count.setVisible(narrowed and self.width() > self._theme.px(620))

    def _on_find(self, words: str) -> None:
        if self._name in self._grids:
            self.grid.look_for(words)

    def _go_to_found(self) -> None:
        """Enter: from what is looked for to the first row that holds it."""
        shown = self.grid.arrangement.shown_records()
        if shown:
            self.grid.go_to(shown[0].id)
        else:
            self.focus_main()

    def _on_found(self, words: str) -> None:
        """The grid itself changed what is looked for, as when all rows are to be shown again."""
        if self.finder.text() != words and self.sender() is self.grid.bar.finder:
            self.finder.setText(words)

    def _on_committee(self) -> None:
        self._stale = set(self._grids)
        if self.isVisible():
            self.show_grid(self._name)

    def _keep_state(self) -> None:
        if self._settings is not None:
            for name, grid in self._grids.items():
                self._settings.setValue(f"grid/{name}", grid.state())

    # What subclasses give

    def offer(self) -> None:
        """Give chips and buttons what the grid in front calls for; called whenever it was filled or another came."""
        self.count.setText(self.grid.bar.count.text())
        self._fit_count()

    def fill_more(self, menu: QMenu) -> None:
        """What else can be done with the list: filters above columns, grouping, columns, adding."""
        bar = self.grid.bar
        action = menu.addAction("Filters above the columns\tCtrl+Shift+L")
        action.setCheckable(True)
        action.setChecked(bar.filters.isChecked())
        action.triggered.connect(bar.filters.toggle)
        if bar.group_button.menu().actions() and bar.offers(bar.group_button):
            self._submenu(menu, "Group", bar.group_button.menu())
        self._submenu(menu, "Columns and rows", bar.view_button.menu())
        for button in self._buttons:
            if button.isHidden():
                action = menu.addAction(button.text())
                action.setEnabled(button.isEnabled())
                action.triggered.connect(button.click)
        menu.addSeparator()
        copy = menu.addAction("Copy the whole table")
        copy.triggered.connect(self._on_copy_all)
        if bar.offers(bar.add_button):
            add = menu.addAction(f"{bar.add_button.text()}\tIns")
            add.triggered.connect(self.grid.doing.add)

    def _submenu(self, menu: QMenu, words: str, held: QMenu) -> None:
        entry = menu.addMenu(words)
        entry.addActions(held.actions())

    def _on_copy_all(self) -> None:
        grid = self.grid
        grid.view.selectAll()
        grid.doing.copy(headings=True)
        self.said.emit(f"{grid.bar.count.text()} copied. Paste them into Word or Excel.")

    # A screen

    def title(self) -> str:
        return self.heading.text()

    def panes(self) -> Sequence[QWidget]:
        return (self.finder, self.grid.view)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self.grid.arrangement.rowCount():
            self.grid.view.go_first()
            self.grid.view.setFocus(reason)
        else:
            self.grid.empty_button.setFocus(reason)

    def commands(self) -> Sequence[QAction]:
        if not hasattr(self, "_find_action"):
            self._find_action = self.action(
                "Find in this list", self._focus_finder, QKeySequence(QKeySequence.StandardKey.Find)
            )
        return (self._find_action,)

    def action(self, words: str, do: Callable[[], object], keys: QKeySequence | None = None) -> QAction:
        """An action of this screen; its keys act while the focus is in it."""
        made = QAction(words, self)
        if keys is not None:
            made.setShortcut(keys)
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.triggered.connect(do)
        self.addAction(made)
        return made

    def _focus_finder(self) -> None:
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.selectAll()

    def refresh(self, touched: Touched) -> None:
        self._stale |= {name for name, grid in self._grids.items() if grid.concerns(touched)}
        if self._name in self._stale:
            self._stale.discard(self._name)
            self.grid.refresh()
        self.offer()

    def show_returned(self, entities: Sequence[str]) -> None:
        self.grid.refresh()
        held = next((entity for entity in entities if self.grid.arrangement.holds(entity)), None)
        self.go_to_record(held)

    def save_now(self) -> None:
        for grid in self._grids.values():
            grid.view.save_now()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._find_icon.setIcon(theme.icon("search"))
        self.finder.setMinimumWidth(theme.px(150))
        self.finder.setMaximumWidth(theme.px(190))
        self.chips.set_theme(theme)
        for grid in self._grids.values():
            grid.set_theme(theme)
        redress(self, theme)
        self._fit_head()

    def let_go(self) -> None:
        self._keep.stop()
        self._keep_state()

    def go_to_record(self, entity: str | None) -> bool:
        """Make a record's row current in the grid in front, whatever hides it."""
        if not entity:
            return False
        before = self.grid.current()
        found = self.grid.go_to(entity)
        if not found and self.grid.arrangement.holds(entity):
            self.finder.clear()
            self.grid.show_all()
            found = self.grid.go_to(entity)
        if found and before is not None and before.id == entity:
            self.on_row(self.grid.current())  # the inspector may have gone on to another record
        return found
