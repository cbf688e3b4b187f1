"""A grid of one kind of record, whole: bar, filters, cells, and what was refused. Every change runs a command.

It holds no record: it reads the library when told to, and again when the session says that something changed.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QStackedWidget, QTableView, QVBoxLayout, QWidget

from cypsc_desktop.commands.naming import names_of
from cypsc_desktop.commands.records import Refused, addable_kinds
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.records import Record
from cypsc_desktop.store.links import LINKS
from cypsc_desktop.ui.grid import blocks
from cypsc_desktop.ui.grid.acting import GridActions
from cypsc_desktop.ui.grid.arrangement import Arrangement, SortBy
from cypsc_desktop.ui.grid.bar import FilterStrip, GridBar
from cypsc_desktop.ui.grid.column_layout import ColumnLayout
from cypsc_desktop.ui.grid.columns import GridSpec
from cypsc_desktop.ui.grid.delegate import GridDelegate
from cypsc_desktop.ui.grid.menus import cell_entries, column_entries, fill_menu
from cypsc_desktop.ui.grid.refusals import RefusalList
from cypsc_desktop.ui.grid.view import GridView
from cypsc_desktop.ui.models.records import RecordModel
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, redress

State = dict[str, Any]
_NUMBERS = frozenset({"number", "section", "ref", "page"})
_STATE = 1  # the form of what is remembered; another form is left aside


class RecordGrid(QWidget):
    """``chosen(record)``: another row is current (None: no record). ``said(sentence)``: done, and Undo takes it back.
    ``refused(sentence)``: not done, and why; what the list below the rows says is not told again.
    ``state_changed``: what ``state()`` gives is worth keeping anew. ``counted(words)``: "12 responses", "3 of 12".
    ``follows``: it reads again by itself when the library changes; else whoever made it calls ``refresh``."""

    chosen = Signal(object)
    said = Signal(str)
    refused = Signal(str)
    state_changed = Signal()
    counted = Signal(str)

    def __init__(
        self, session: Session, spec: GridSpec, theme: Theme, *, follows: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self.spec = spec
        self.own_entries: Sequence[QAction] = ()  # what a screen puts above the grid's own in the menu of a cell
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.doing = GridActions(session, spec, refresh=self.refresh, parent=self)
        self.model = RecordModel([column.column for column in spec.columns], edit=self.doing.edit)
        self.arrangement = Arrangement(self.model, spec.columns, caption=spec.caption, tally=spec.tally)
        self.view = GridView(theme, self.arrangement, frozen=spec.frozen, make_delegate=self._delegate)
        self.view.rows.numbered = spec.numbered
        self.view.setAccessibleName(spec.title)
        self.bar = GridBar(spec.title, spec.word())
        self.strip = FilterStrip()
        self.strip.hide()
        self.columns = ColumnLayout(self.view, self.strip, theme, parent=self)
        self.doing.attend(self.view)
        self.refusals = RefusalList(theme)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self._empty_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self.strip):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        column.addWidget(self.refusals)
        self._listen()
        if follows:
            session.changed.connect(self._on_changed)
        self.restore({})
        self.set_theme(theme)
        # Children end in this order: the view must go before the models that it looks at.
        self.arrangement.setParent(self)
        self.model.setParent(self)

    def _delegate(self, view: GridView, parent: QTableView) -> GridDelegate:
        return GridDelegate(
            self._theme, view, lines=self.spec.lines, check=self.doing.check, draft=self.doing.draft,
            names=lambda kind: names_of(self._session.read, kind), parent=parent,
        )  # fmt: skip

    def _empty_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("surface")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 16)
        title = QLabel(self.spec.title)
        title.setProperty("type", "heading")
        self.nothing = QLabel(self.spec.empty)
        self.nothing.setWordWrap(True)
        self.nothing.setProperty("tone", "second")
        self.empty_button = QPushButton()
        self.empty_button.clicked.connect(self._on_empty_pressed)
        for widget in (title, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.empty_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    def _listen(self) -> None:
        self.bar.found.connect(self.look_for)
        self.bar.grouped.connect(lambda key: self.group_by(key or None))
        self.bar.column_chosen.connect(self.columns.show_one)
        self.bar.frozen_chosen.connect(self.freeze)
        self.bar.lines_chosen.connect(self.set_lines)
        self.bar.filters_wanted.connect(self._on_filters_wanted)
        self.bar.reset.connect(lambda: self.restore({}))
        self.bar.add.connect(self.doing.add)
        self.bar.left.connect(self._on_strip_left)
        self.strip.typed.connect(self._on_filter)
        self.strip.left.connect(self._on_strip_left)
        self.strip.closed.connect(self._on_strip_closed)
        self.refusals.chosen.connect(self.go_to)
        self.refusals.closed.connect(self.view.setFocus)
        self.view.wanted.connect(self._on_wanted)
        self.view.filled.connect(self.doing.fill_selected)
        self.view.fold.connect(self._on_fold)
        self.view.dragged.connect(self.doing.drag)
        self.view.selectionModel().currentRowChanged.connect(self._on_row)
        for header in (self.view.horizontalHeader(), self.view.frozen.horizontalHeader()):
            header.sectionPressed.disconnect()  # a press sorts; Ctrl+Space chooses the column
            header.sectionClicked.connect(self._on_header)
        self.view.customContextMenuRequested.connect(self._on_menu)
        header = self.view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        self.columns.changed.connect(self._on_columns)
        self.doing.said.connect(self.said)
        self.doing.accepted.connect(self.refusals.hide)
        self.doing.refused.connect(self._on_refused)
        self.doing.made.connect(self._on_made)

    # Showing

    def refresh(self) -> None:
        """Read the library again. What is chosen, typed and scrolled to stays."""
        reader = self._session.read
        records = list(self.spec.rows(reader))
        names = self.spec.names(reader) if records else {}
        self.arrangement.show(records, names)
        self._tell_count()

    def concerns(self, touched: Touched) -> bool:
        """Whether a change may show here."""
        return bool({self.spec.kind, *LINKS[self.spec.kind], *self.spec.watches} & set(touched.kinds))

    def _on_changed(self, touched: Touched) -> None:
        if self.concerns(touched):
            self.refresh()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.bar.set_theme(theme)
        self.refusals.set_theme(theme)
        self.view.set_theme(theme)
        redress(self, theme)
        self.columns.set_theme(theme)

    def current(self) -> Record | None:
        """The record of the current row."""
        return self.arrangement.record(self.view.currentIndex().row())

    def selected(self) -> list[Record]:
        """The records of all rows that are selected, wholly or in part."""
        return self.doing.selected()

    def go_to(self, entity: str, field: str | None = None) -> bool:
        """Make a record's row current, unfolding its group; False where it is not among the rows."""
        row = self.arrangement.row_of(entity)
        if row is None and self.arrangement.holds(entity):
            self.arrangement.fold_all(False)
            row = self.arrangement.row_of(entity)
        if row is None:
            return False
        column = self.arrangement.column_of(field) if field else None
        if column is None:
            column = max(0, self.view.currentIndex().column())
        self.view.go(row, column)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def look_for(self, words: str) -> None:
        """Show only rows that hold these words."""
        if self.bar.finder.text() != words:
            self.bar.finder.setText(words)
            return
        self.arrangement.find(words)
        self._tell_count()

    def set_condition(self, condition: Callable[[Any], bool] | None) -> None:
        """Show only records that fulfil this."""
        self.arrangement.set_condition(condition)
        self._tell_count()

    def sort_by(self, key: str, *, also: bool = False) -> None:
        """Sort by a column; again the other way; a third time as the paper has it. ``also`` keeps the other columns."""
        now = next((by for by in self.arrangement.sorting if by.key == key), None)
        after = SortBy(key) if now is None else SortBy(key, down=True) if not now.down else None
        order = [by for by in self.arrangement.sorting if by.key != key] if also else []
        if also and now is not None and after is not None:
            order = [after if by.key == key else by for by in self.arrangement.sorting]
            after = None
        self.arrangement.sort_by(*order, *([after] if after else []))
        self.state_changed.emit()

    def shows_table(self) -> bool:
        """Whether the columns of the printed table all show."""
        return set(self.spec.table) <= {column.key for column in self.arrangement.shown_columns()}

    def show_table(self, whole: bool) -> None:
        """Show the columns of the printed table, or those that show at first."""
        first = [column.key for column in self.spec.columns if not column.hidden]
        self.columns.show(self.spec.table if whole else first)

    def group_by(self, key: str | None) -> None:
        self.arrangement.group_by(key)
        self._offer()
        self.state_changed.emit()

    def freeze(self, columns: int) -> None:
        self.view.freeze(columns)
        self._offer()
        self.state_changed.emit()

    def set_lines(self, lines: int) -> None:
        self.view.set_lines(lines)
        self._offer()
        self.state_changed.emit()

    # What the window remembers

    def state(self) -> State:
        """Columns, widths (at 100 % text), order, sorting, grouping, filters, rows: plain JSON values."""
        return {
            "form": _STATE,
            "columns": [column.key for column in self.arrangement.shown_columns()],
            "widths": dict(self.columns.widths),
            "sort": [[by.key, by.down] for by in self.arrangement.sorting],
            "group": self.arrangement.grouping,
            "folded": sorted(self.arrangement.folded),
            "filters": dict(self.arrangement.filters),
            "lines": self.view.cells.lines,
            "frozen": self.view.frozen_columns,
        }

    def restore(self, state: State) -> None:
        """Take up what ``state`` gave once; of anything else, as the grid is at first."""
        if state.get("form") != _STATE:
            state = {}
        spec = self.spec
        first = spec.groups[0] if spec.grouped and spec.groups else None
        shown = [column.key for column in spec.columns if not column.hidden]
        arrangement = self.arrangement
        with arrangement.at_once():
            arrangement.clear_filters()
            arrangement.sort_by(*(SortBy(str(key), bool(down)) for key, down in state.get("sort", [])))
            arrangement.group_by(state.get("group", first))
            arrangement.set_folded([str(name) for name in state.get("folded", [])])
            for key, typed in dict(state.get("filters", {})).items():
                arrangement.filter(key, typed)
        self.columns.widths = {str(key): int(width) for key, width in dict(state.get("widths", {})).items()}
        arrangement.show_columns([str(key) for key in state.get("columns", shown)])
        self.view.frozen_columns = int(state.get("frozen", spec.frozen))
        self.view.set_lines(int(state.get("lines", spec.lines)))
        self.bar.finder.clear()
        self.bar.filters.setChecked(bool(arrangement.filters))
        self.columns.apply()
        self._offer()
        self._tell_count()

    # What the person does

    def _on_wanted(self, what: str) -> None:
        doing = self.doing
        wanted: dict[str, Callable[[], object]] = {
            "copy": doing.copy, "cut": doing.cut, "paste": doing.paste, "empty": doing.empty, "delete": doing.delete_selected,
            "fill down": doing.fill_down, "add": doing.add, "move up": lambda: doing.move_rows(-1),
            "move down": lambda: doing.move_rows(1), "column left": lambda: self.columns.shift(-1),
            "column right": lambda: self.columns.shift(1), "narrower": lambda: self.columns.widen(-1),
            "wider": lambda: self.columns.widen(1), "filters": self._on_filters_key,
        }  # fmt: skip
        wanted[what]()

    def _on_fold(self, row: int, folded: bool) -> None:
        heading = self.arrangement.heading(row)
        if heading:
            self.arrangement.fold(heading.name, folded)
            self.state_changed.emit()

    def _on_header(self, section: int) -> None:
        column = self.arrangement.column_at(section)
        if column:
            held = QApplication.keyboardModifiers()
            self.sort_by(column.key, also=bool(held & Qt.KeyboardModifier.ShiftModifier))

    def _on_filter(self, key: str, text: str) -> None:
        self.arrangement.filter(key, text)
        self._tell_count()
        self.state_changed.emit()

    def _on_filters_wanted(self, wanted: bool) -> None:
        self.strip.setVisible(wanted)
        if not wanted and self.arrangement.filters:
            for field in self.strip.fields.values():
                field.clear()
        self.columns.place_strip()

    def _on_filters_key(self) -> None:
        self.bar.filters.toggle()
        column = self.arrangement.column_at(max(0, self.view.currentIndex().column()))
        if self.bar.filters.isChecked() and column:
            self.strip.focus_on(column.key)

    def _on_strip_left(self) -> None:
        """To the rows that fit, or to the button that shows all of them again."""
        if self.arrangement.rowCount():
            self.view.go_first()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.empty_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_strip_closed(self) -> None:
        self.bar.filters.setChecked(False)
        self._on_strip_left()

    def _on_empty_pressed(self) -> None:
        if self.arrangement.total():
            self.show_all()
        else:
            self.doing.add()

    def show_all(self) -> None:
        """Take every filter off."""
        self.arrangement.set_condition(None)
        self.bar.finder.clear()
        for field in self.strip.fields.values():
            field.clear()
        self.arrangement.clear_filters()
        self._tell_count()

    def _on_columns(self) -> None:
        self._offer()
        self.state_changed.emit()

    def _on_refused(self, sentence: str, cells: list[tuple[str, Refused]]) -> None:
        if cells:
            self.refusals.say(sentence, cells)
        else:
            self.refusals.hide()
            self.refused.emit(sentence)

    def _on_made(self, entity: str) -> None:
        """Go to what was added, whatever hides it, so that it can be typed into at once."""
        if self.arrangement.row_of(entity) is None:
            self.show_all()
        editable = [c.key for c in self.arrangement.shown_columns() if blocks.is_editable(c)]
        # A number is given once there is something to number.
        worded = [key for key in editable if key not in _NUMBERS]
        self.go_to(entity, next(iter([*worded, *editable]), None))

    def _on_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if self.arrangement.record(index.row()) is not None:
            self.open_menu(self.cell_menu(), self.view.viewport().mapToGlobal(at))

    def cell_menu(self) -> QMenu:
        """What can be done with the selected cells, with the keys for it."""
        menu = QMenu(self)
        if self.own_entries:
            menu.addActions(self.own_entries)
            menu.addSeparator()
        fill_menu(menu, cell_entries(self.doing, can_add=self._can_add()))
        column = self.arrangement.column_at(self.view.currentIndex().column())
        if column:
            menu.addSeparator()
            fill_menu(menu.addMenu(f"Column {column.header}"), self._column_entries(column.key))
        return menu

    def _on_header_menu(self, at: QPoint) -> None:
        header = self.view.horizontalHeader()
        column = self.arrangement.column_at(header.logicalIndexAt(at))
        if column:
            menu = QMenu(self)
            fill_menu(menu, self._column_entries(column.key))
            self.open_menu(menu, header.mapToGlobal(at))

    def _column_entries(self, key: str) -> Any:
        return column_entries(key, self.arrangement, self.columns, sort=self._sort, group=self.group_by)

    def _sort(self, *order: SortBy) -> None:
        self.arrangement.sort_by(*order)
        self.state_changed.emit()

    def open_menu(self, menu: QMenu, at: QPoint) -> None:
        """Open a menu at a place on the screen; it goes away when it closes."""
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _on_row(self) -> None:
        self.chosen.emit(self.current())

    # The bar

    def _offer(self) -> None:
        headers = {column.key: column.header for column in self.spec.columns}
        shown = [column.key for column in self.arrangement.shown_columns()]
        offered = [key for key in self.spec.groups if key in headers]
        grouping = self.arrangement.grouping
        if grouping and grouping not in offered:
            offered.append(grouping)
        self.bar.offer_groups([(key, headers[key]) for key in offered], grouping)
        order = [*shown, *(key for key in headers if key not in shown)]
        self.bar.offer_columns(
            [(key, headers[key], key in shown) for key in order], lines=self.view.cells.lines,
            frozen=self.view.frozen_columns, fold=self._fold_all if grouping else None,
        )  # fmt: skip
        self.strip.offer([(key, headers[key]) for key in shown], dict(self.arrangement.filters))
        self.bar.offer(self.bar.add_button, self._can_add())
        self.columns.place_strip()

    def _fold_all(self, folded: bool) -> None:
        self.arrangement.fold_all(folded)
        self.state_changed.emit()

    def _can_add(self) -> bool:
        return self.spec.can_add and self.spec.kind in addable_kinds() and self.spec.kind != "finding"

    def _tell_count(self) -> None:
        total = self.arrangement.total()
        fitting = self.arrangement.fitting()
        words = f"{total:,} {self.spec.word(total)}" if fitting == total else f"{fitting:,} of {total:,}"
        self.bar.count.setText(words)
        self.counted.emit(words)
        self.stack.setCurrentIndex(0 if fitting else 1)
        if not fitting:
            self.nothing.setText(
                self.spec.empty if not total else f"None of the {total:,} rows fits what you look for."
            )
            self.empty_button.setText("Show all rows" if total else f"Add {self.spec.word()}")
            self.empty_button.setVisible(bool(total) or self._can_add())
