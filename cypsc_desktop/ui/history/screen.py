"""The history of one record or of the library, with the words that changed; a change is taken back from here."""

from collections.abc import Callable, Sequence
from datetime import datetime
from html import escape
from itertools import pairwise

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QListView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands.naming import name_of, names_of
from cypsc_desktop.commands.restoring import (
    Changed,
    Group,
    changes_of,
    latest_steps,
    people_of_history,
    record_changes,
    records_of_step,
    take_back,
    take_back_field,
)
from cypsc_desktop.commands.words import word_for
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import document_id, kind_of
from cypsc_desktop.model.records import KINDS
from cypsc_desktop.store.links import LINKS
from cypsc_desktop.ui.history.delegate import HistoryDelegate
from cypsc_desktop.ui.history.filters import Filters
from cypsc_desktop.ui.history.models import HistoryModel, lines_of
from cypsc_desktop.ui.history.telling import Entry, as_html, as_text, count_of, local_time, of_changes, of_group
from cypsc_desktop.ui.inspector.whereabouts import place_of
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress, redress
from cypsc_desktop.ui.widgets.bar import BarOf
from cypsc_desktop.ui.widgets.notices import announce

_PAGE = 100  # steps fetched at a time
_LIST, _NARROW = 360, 600


class HistoryScreen(Screen):
    """Who changed what and when, the words that changed, and taking it back."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._record: str | None = None
        self._shown = _PAGE
        self._told: list[Changed] = []
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build_list()
        self._build_words()
        self._lay_out()
        self._build_actions()
        self.set_theme(theme)

    # What it is made of

    def _build_list(self) -> None:
        self.heading = QLabel("History", self)
        self.heading.setProperty("type", "title")
        self.about = QLabel(self)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.whole = QPushButton("Whole library", self)
        self.whole.setProperty("quiet", True)
        self.whole.clicked.connect(lambda: self.jumped.emit(Place("history")))
        self.filters = Filters(self)
        self.filters.changed.connect(self._on_filters)
        self.list = QListView(self)
        self.model = HistoryModel()
        self.list.setModel(self.model)
        self.model.setParent(self.list)
        self.list.setObjectName("history")
        self.list.setAccessibleName("Changes, newest first")
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.delegate = HistoryDelegate(self._theme, self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.selectionModel().currentChanged.connect(self._on_line)
        self.list.clicked.connect(lambda index: self._press(index.row()))
        self.list.activated.connect(lambda index: self._press(index.row(), leave=True))
        self.empty = QLabel(self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.empty.setProperty("tone", "second")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(16, 8, 16, 8)

    def _build_words(self) -> None:
        self.step_button = QPushButton("Take back this change", self)
        dress(self.step_button, "arrow-back-up")
        self.step_button.clicked.connect(self.take_back)
        self.go_button = QPushButton("Go to the record", self)
        dress(self.go_button, "arrow-right")
        self.go_button.clicked.connect(self.go_to_record)
        self.why = QLabel(self)
        self.why.setProperty("tone", "danger")
        self.why.setWordWrap(True)
        self.why.hide()
        self.what = QLabel(self)
        self.what.setProperty("type", "heading")
        self.what.setTextFormat(Qt.TextFormat.PlainText)
        self.what.setWordWrap(True)
        self.who = QLabel(self)
        self.who.setProperty("tone", "second")
        self.who.setWordWrap(True)
        self.words = QTextBrowser(self)
        self.words.setAccessibleName("The words that changed")
        self.words.setOpenLinks(False)
        self.words.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.words.setObjectName("words")
        self.words.document().setDocumentMargin(0)
        self.words.anchorClicked.connect(self._on_link)

    def _lay_out(self) -> None:
        left = QWidget(self)
        self.left = left
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 16, 4)
        head.setSpacing(8)
        for widget in (self.heading, self.about, self.whole, self.filters):
            head.addWidget(widget)
        head.setAlignment(self.whole, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(head)
        self.stack = QStackedWidget(left)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        self.right = QWidget(self)
        column = QVBoxLayout(self.right)
        column.setContentsMargins(24, 16, 24, 0)
        column.setSpacing(8)
        for widget in (self.what, self.who):
            column.addWidget(widget)
        buttons = BarOf(self.right)
        buttons.add(self.step_button)
        buttons.add(self.go_button)
        column.addWidget(buttons)
        column.addWidget(self.why)
        column.addWidget(self.words, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(left)
        self.split.addWidget(self.right)
        self.split.setChildrenCollapsible(False)
        self.split.setStretchFactor(1, 1)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.split)
        order = (self.whole, self.filters.person, self.filters.span, self.filters.kind, self.list, self.step_button)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)
        self.setTabOrder(self.step_button, self.go_button)
        self.setTabOrder(self.go_button, self.words)

    def _build_actions(self) -> None:
        self.back_action = self._action("&Take back this change", "Ctrl+Backspace", self.take_back)
        self.go_action = self._action("&Go to the record", "Ctrl+Return", self.go_to_record)
        self.list.addActions([self.back_action, self.go_action])
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _action(self, words: str, keys: str, do: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _: do())
        self.addAction(action)
        return action

    # As a screen

    def go(self, place: Place) -> None:
        record = place.record
        if record != self._record:
            self._shown = _PAGE
            self.list.clearSelection()
            self.list.setCurrentIndex(self.model.index(-1))
        self._record = record
        self.read_again()
        self.moved.emit(self.place())

    def place(self) -> Place:
        return Place("history", record=self._record)

    def title(self) -> str:
        return f"{self._name(self._record)[:24]}, history" if self._record else "History"

    def commands(self) -> Sequence[QAction]:
        return (self.back_action, self.go_action)

    def panes(self) -> Sequence[QWidget]:
        return (self.list, self.words)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        (self.list if self.model.rowCount() else self.words).setFocus(reason)

    def refresh(self, touched: Touched) -> None:
        self.read_again()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.delegate.set_theme(theme)
        self.list.scheduleDelayedItemsLayout()
        self.words.document().setDefaultFont(theme.font(14))
        redress(self, theme)
        self.left.setMinimumWidth(theme.px(220))
        self._place_panes()
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_panes()

    def _place_panes(self) -> None:
        narrow = self.width() < self._theme.px(_NARROW)
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        list_wide = min(self._theme.px(_LIST), self.width() // 2)
        if self.split.orientation() != way or not narrow:
            self.split.setOrientation(way)
            self.split.setSizes([list_wide, max(1, self.width() - list_wide)] if not narrow else [3, 2])

    # What is shown

    def read_again(self) -> None:
        """Read the log again; the line that is chosen stays chosen."""
        reader, held = self._session.read, self.current()
        self.about.setText(self._name(self._record))
        self.about.setVisible(self._record is not None)
        self.whole.setVisible(self._record is not None)
        self.filters.kind.setVisible(self._record is None)
        self.filters.show_people(people_of_history(reader))
        wanted, more = self.filters.wanted(), self._shown + 1
        if self._record is None:
            steps = latest_steps(reader, limit=more, actor=wanted.actor, kind=wanted.kind, since=wanted.since())
            entries = [of_group(group, self._lone(group)) for group in steps]
        else:
            since = wanted.since()
            entries = [
                entry
                for entry in of_changes(record_changes(reader, self._record))
                if wanted.actor in (None, entry.actor)
                and (since is None or datetime.fromisoformat(entry.when) >= since)
            ]
        today = datetime.now().astimezone().date()
        self.model.show(lines_of(entries[: self._shown], today, older=len(entries) > self._shown))
        narrowed = any(part is not None for part in wanted)
        self.empty.setText(
            "Nothing was changed like this. Ask for everybody, every kind, and any time."
            if narrowed
            else "Nothing was changed here yet. What you edit shows here, and can be taken back."
        )
        self.filters.setVisible(bool(entries) or narrowed)
        self.stack.setCurrentWidget(self.list if entries else self.empty)
        row = self.model.row_of(held.key if held else None)
        row = self.model.row_of(None) if row is None else row
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row))
        self._tell()

    def current(self) -> Entry | None:
        """The step that is chosen."""
        return self.model.entry(self.list.currentIndex().row())

    def show_older(self) -> None:
        """List as many again."""
        last = self.model.rowCount() - 1
        self._shown += _PAGE
        self.read_again()
        row = next((n for n in range(last, self.model.rowCount()) if self.model.entry(n)), None)
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row))
        self.list.setFocus()

    def _on_filters(self) -> None:
        self._shown = _PAGE
        self.read_again()

    def _press(self, row: int, *, leave: bool = False) -> None:
        line = self.model.line(row)
        if line is not None and line.older:
            self.show_older()
        elif line is not None and leave:
            self.go_to_record()

    def _on_line(self) -> None:
        self.why.hide()
        self._tell()

    def _tell(self) -> None:
        """Show the words of the step that is chosen."""
        entry = self.current()
        for widget in (self.step_button, self.go_button):
            widget.setVisible(entry is not None)
        takes = entry is not None and not entry.undone
        self.step_button.setEnabled(takes)
        self.back_action.setEnabled(takes)
        self._told = []
        if entry is None:
            for label in (self.what, self.who):
                label.clear()
            self.words.clear()
            self.go_button.setEnabled(False)
            return
        self.what.setText(entry.title)
        parts = [local_time(entry.when), entry.actor, entry.much, "taken back since" if entry.undone else ""]
        self.who.setText("  ·  ".join(part for part in parts if part))
        if entry.from_file and entry.changes is None:
            self._tell_import(entry)
        else:
            shown = list(entry.changes) if entry.changes is not None else changes_of(self._session.read, entry.group)
            self._tell_changes(entry, shown)

    def _tell_import(self, entry: Entry) -> None:
        """What a file brought, by kind; each kind leads to the first of its records."""
        found = records_of_step(self._session.read, entry.group)
        accent = self._theme.colour("accent").name()
        rows = [
            f'<p style="margin:{self._theme.px(6)}px 0"><a style="color:{accent}" href="record:{escape(ids[0])}">'
            f"{escape(count_of(kind, len(ids)))}</a></p>"
            for kind, ids in sorted(found.items(), key=lambda pair: -len(pair[1]))
        ]
        paper = document_id(entry.source) if entry.source else None
        lead = "Read from a file; every word stands on its pages."
        if paper and self._session.read.record(paper):
            lead += f' <a style="color:{accent}" href="record:{paper}">Open the file</a>'
        self.words.setHtml(f"<p>{lead}</p>{''.join(rows)}")
        self.words.setAccessibleDescription(", ".join(count_of(kind, len(ids)) for kind, ids in found.items()))
        self.go_button.setEnabled(bool(found))

    def _tell_changes(self, entry: Entry, changes: list[Changed]) -> None:
        self._told = changes
        names = {} if self._record else {c.entity: self._name(c.entity) for c in changes}
        ids = self._ids(changes)
        self.words.setHtml(as_html(changes, self._theme, names, ids, takes=not entry.undone and len(changes) > 1))
        self.words.setAccessibleDescription(as_text(changes, ids))
        self.go_button.setEnabled(bool(changes))

    def _ids(self, changes: list[Changed]) -> dict[str, str]:
        """What the records that these changes name are called."""
        linked = {c.field for c in changes if kind_of(c.entity) in KINDS and c.field in LINKS[kind_of(c.entity)]}
        return {entity: name for kind in linked for entity, name in names_of(self._session.read, kind).items()}

    def _name(self, entity: str | None) -> str:
        record = self._session.read.record(entity) if entity else None
        return name_of(record) if record else f"a {word_for(kind_of(entity))} that is in the bin" if entity else ""

    def _lone(self, group: Group) -> str:
        """What the one record is called that a person's step changed; nothing where it changed several."""
        if group.source is not None or sum(group.kinds.values()) != 1:
            return ""
        found = records_of_step(self._session.read, group.group)
        record = self._session.read.record(next(iter(found.values()))[0]) if found else None
        return name_of(record) if record else ""

    # Going there and taking back

    def _on_link(self, link: QUrl) -> None:
        what, _, which = link.toString().partition(":")
        if what == "record":
            self._go_to(which)
        elif what == "back" and which.isdecimal() and int(which) < len(self._told):
            self.take_back_field(self._told[int(which)])

    def go_to_record(self) -> None:
        """Show the record of the step that is chosen, the first of several."""
        entry = self.current()
        if entry is None:
            return
        found = [c.entity for c in self._told] or [
            one for ids in records_of_step(self._session.read, entry.group).values() for one in ids
        ]
        if found:
            self._go_to(found[0])

    def _go_to(self, entity: str) -> None:
        record = self._session.read.record(entity)
        place = place_of(self._session.read, record) if record else None
        if place is not None:
            self.wanted.emit(place)
        elif record is not None and record.kind == "committee":
            self.wanted.emit(Place("library", part="committees"))
        else:
            self._refuse(f"This {word_for(kind_of(entity))} is in the bin. Bring it back first: see Edit > Bin.")

    def take_back(self) -> bool:
        """Undo the whole step that is chosen."""
        entry = self.current()
        if entry is None:
            return False
        return self._do(lambda: take_back(self._session.store, entry.group, actor=self._session.actor))

    def take_back_field(self, change: Changed) -> bool:
        """Put one field back to what it was before."""
        return self._do(lambda: take_back_field(self._session.store, change, actor=self._session.actor))

    def _do(self, step: Callable[[], str]) -> bool:
        try:
            label = step()
        except UserError as error:
            return self._refuse(str(error))
        self.why.hide()
        self.read_again()
        self.done.emit(f"Taken back: {label}.")
        return True

    def _refuse(self, sentence: str) -> bool:
        self.why.setText(sentence)
        self.why.show()
        announce(self.why, sentence)
        return False
