"""The search screen: what to look for, what narrows it down, and the finds by kind; Enter goes to the line."""

import logging
from collections.abc import Sequence

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands.searching import Finds, Found, Narrowing
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.find.chips import Chips
from cypsc_desktop.ui.find.empty import EmptyPane
from cypsc_desktop.ui.find.facets import FacetList
from cypsc_desktop.ui.find.found_list import FoundList
from cypsc_desktop.ui.find.leading import Leading
from cypsc_desktop.ui.find.recent import Recent
from cypsc_desktop.ui.find.results import rows_of
from cypsc_desktop.ui.find.room import Facets, Question, SearchRoom
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, redress
from cypsc_desktop.ui.widgets.bar import BarOf
from cypsc_desktop.ui.widgets.notices import announce

log = logging.getLogger(__name__)
_FEW, _MORE = 40, 100  # finds of one kind alone that are told at first, and how many more at a time
_NARROW = 760  # width below which the facets give way to the finds
_KEYS = (("↑ ↓", "choose"), ("Enter", "go there"), ("Ctrl+Enter", "its printed line"), ("Esc", "clear"))


class SearchField(QLineEdit):
    """Arrows and page keys move in the finds while the typing stays here. ``cleared()``: Esc with words in it."""

    stepped = Signal(int)
    cleared = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.cleared.emit()
        else:
            super().keyPressEvent(event)


class SearchScreen(Screen):
    """What to look for, what narrows it down, and the finds; Enter goes there."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        settings: QSettings | None = None,
        renderer: Renderer | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._theme = theme
        self._recent = Recent(settings)
        self._narrow = self._of_committee()
        self._many = _FEW
        self._asked: tuple[str, Narrowing] | None = None
        self._finds = Finds()
        self._facets: Facets = {}
        self._facets_wanted = False  # where they do not fit beside the finds
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.room = SearchRoom(session, jobs, self)
        self._leading = Leading(session, jobs, renderer, self)
        self._build()
        self._build_actions()
        self.room.found.connect(self._on_found)
        self.room.counted.connect(self._on_counted)
        self.room.failed.connect(self._on_failed)
        self._leading.wanted.connect(self.wanted)
        self._leading.said.connect(self.said)
        self._leading.failed.connect(self.failed)
        session.committee_changed.connect(self._on_committee)
        self.set_theme(theme)
        self._show_start()

    # What it is made of

    def _build(self) -> None:
        self.field = SearchField(self)
        self.field.setPlaceholderText('Words, or an "exact phrase"')
        self.field.setAccessibleName("Search everything")
        self.field.setClearButtonEnabled(True)
        self._sign = self.field.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.filters = QPushButton("Filters", self)
        self.filters.setCheckable(True)
        self.filters.clicked.connect(self._on_filters)
        self.count = QLabel(self)
        self.count.setProperty("tone", "second")
        self.chips = Chips(self)
        self.facets = FacetList(self._theme, self)
        self.list = FoundList(self._theme, self)
        self.results = self.list.results
        self.empty = EmptyPane(self._theme, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        self._lay_out()
        self.field.textChanged.connect(self._on_typed)
        self.field.stepped.connect(self.list.step)
        self.field.cleared.connect(self.field.clear)
        self.field.returnPressed.connect(self.list.press_current)
        self.list.led.connect(self._go_to)
        self.list.more.connect(self._show_more)
        self.facets.toggled.connect(self._toggle)
        self.chips.let_go.connect(self._toggle)
        self.empty.wanted.connect(self.look_for)
        self.empty.cleared.connect(self._forget)
        self.empty.widened.connect(self.clear_filters)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 16, 16, 8)
        top.addWidget(self.field, 1)
        top.addWidget(self.filters)
        told = QHBoxLayout()
        told.setContentsMargins(16, 0, 16, 8)
        told.setSpacing(12)
        told.addWidget(self.count)
        told.addWidget(self.chips)
        told.addStretch(1)
        self.keys = BarOf(self, gap=16, margins=(16, 6, 16, 6))
        for key, meaning in _KEYS:
            self.keys.add(_key(key, meaning, self.keys))
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(top)
        right.addLayout(told)
        right.addWidget(self.stack, 1)
        right.addWidget(self.keys)
        self.pane = QWidget(self)
        self.pane.setObjectName("pane")
        self.pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left = QVBoxLayout(self.pane)
        left.setContentsMargins(0, 8, 0, 8)
        left.addWidget(self.facets)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pane)
        row.addLayout(right, 1)
        for before, after in ((self.field, self.filters), (self.filters, self.list), (self.list, self.facets)):
            self.setTabOrder(before, after)

    def _build_actions(self) -> None:
        self.line_action = QAction("Go to the &printed line", self)
        self.line_action.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        self.line_action.triggered.connect(lambda _: self.open_line())
        self.open_action = QAction("&Open", self.list)
        self.open_action.triggered.connect(lambda _: self.list.press_current())
        self.copy_action = QAction("&Copy the words", self.list)
        self.copy_action.triggered.connect(lambda _: self.copy_current())
        self.list.addActions([self.open_action, self.line_action, self.copy_action])
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.clear_action = QAction("&Clear filters", self)
        self.clear_action.setShortcut(QKeySequence("Ctrl+Shift+Backspace"))
        self.clear_action.triggered.connect(lambda _: self.clear_filters())
        for action in self.commands():
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)

    # As a screen

    def go(self, place: Place) -> None:
        if place.part and place.part != self.field.text():
            self.look_for(place.part)
        else:
            self.room.make_ready()
            self.field.selectAll()
        self.moved.emit(self.place())

    def place(self) -> Place:
        return Place("search", part=self.field.text() or None)

    def title(self) -> str:
        words = " ".join(self.field.text().split())
        return f"{words[:24]}, search" if words else "Search"

    def commands(self) -> Sequence[QAction]:
        return (self.line_action, self.clear_action)

    def panes(self) -> Sequence[QWidget]:
        return (self.facets, self.field, self.list)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.field.setFocus(reason)
        self.field.selectAll()

    def refresh(self, touched: Touched) -> None:
        self.search()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.list.set_theme(theme)
        self.facets.set_theme(theme)
        self.empty.set_theme(theme)
        self.field.setFont(theme.font(15))
        self.field.setMinimumHeight(theme.px(38))
        self._sign.setIcon(theme.icon("search", "text3"))
        self.pane.setFixedWidth(theme.px(248))
        self._show_chips()
        redress(self, theme)
        self._place_facets()

    def is_idle(self) -> bool:
        return self.room.is_idle()

    def let_go(self) -> None:
        self.room.close()
        self._jobs.stop(self)

    # Searching

    def look_for(self, words: str) -> None:
        """Search these words and put the focus in the field."""
        self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def search(self) -> None:
        """Search what is typed, beside the window; an older search that still waits is dropped."""
        words = self.field.text()
        if not words.strip() and not self._narrow.of("person"):
            self._show_start()
            return
        self.room.ask(Question(words, self._narrow, self._many))

    def narrowing(self) -> Narrowing:
        return self._narrow

    def clear_filters(self) -> None:
        """Search all of the library again."""
        self._narrow_to(Narrowing())

    def _on_typed(self) -> None:
        self._many = _FEW
        self.search()

    def _toggle(self, facet: str, value: str) -> None:
        self._narrow_to(self._narrow.but(facet, self._narrow.of(facet) ^ {value}))

    def _narrow_to(self, narrowing: Narrowing) -> None:
        self._narrow = narrowing
        self._many = _FEW
        self.facets.show_facets(self._facets, narrowing)  # ticked at once, counted in a moment
        self._show_chips()
        self.search()

    def _of_committee(self) -> Narrowing:
        chosen = self._session.committee
        return Narrowing({"committee": frozenset({chosen})} if chosen else {})

    def _on_committee(self) -> None:
        chosen = self._session.committee
        self._narrow_to(self._narrow.but("committee", {chosen} if chosen else ()))

    def _on_found(self, question: Question, finds: Finds) -> None:
        if not question.words.strip() and not question.narrowing.of("person"):
            return  # the words of the library were made ready, no more
        self._finds = finds
        held = self.list.current()
        again = (question.words, question.narrowing) == self._asked
        self._asked = (question.words, question.narrowing)
        self.count.setText(f"{finds.total:,} found" if finds.total else "Nothing found")
        if finds.total:
            rows = rows_of(finds, self._bodies())
            self.results.show(rows)
            self.stack.setCurrentWidget(self.list)
            if again and held in rows:
                self.list.choose(rows.index(held))
            else:
                self.list.choose_first()
        else:
            self.results.show([])
            self.empty.show_nothing(question.words.strip(), finds, narrowed=question.narrowing.any())
            self.stack.setCurrentWidget(self.empty)
        self.keys.setVisible(bool(finds.total))
        self._place_facets()
        announce(self.count, self.count.text())
        self.moved.emit(self.place())

    def _on_counted(self, question: Question, facets: Facets) -> None:
        """What narrows the finds down comes a moment after them; until then what stood there stands."""
        if not question.words.strip() and not question.narrowing.of("person"):
            return
        self._facets = facets
        self.facets.show_facets(facets, question.narrowing)
        if question.narrowing.any():
            self._show_chips()
        self._place_facets()

    def _bodies(self) -> dict[str, str]:
        """What the committee of each meeting is called, where there are several."""
        known = self.room.names()
        if known is None or len({m.committee for m in known.meetings.values()}) < 2:
            return {}
        return {m.id: m.body or "" for m in known.meetings.values()}

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            log.error("a search failed", exc_info=error)
        why = str(error) if isinstance(error, UserError) else "The library could not be read. Search again."
        self.failed.emit(f"The search could not be done. {why}")

    def _show_start(self) -> None:
        self.room.forget()
        self.results.show([])
        self._facets = {}
        self.facets.show_facets({}, self._narrow)
        self._asked = None
        self.count.setText("")
        self.empty.show_start(self._recent.searches())
        self.stack.setCurrentWidget(self.empty)
        self.keys.hide()
        self._place_facets()

    def _forget(self) -> None:
        self._recent.clear()
        self._show_start()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # What narrows

    def _show_chips(self) -> None:
        self.chips.show_narrowing(self._narrow, self._theme, self._called)
        self.clear_action.setEnabled(self._narrow.any())

    def _called(self, facet: str, value: str) -> str:
        for one in self._facets.get(facet, ()):
            if one.value == value:
                return one.title
        record = self._session.read.record(value) if facet in ("committee", "meeting", "person") else None
        return str(getattr(record, "name", None) or getattr(record, "date", None) or value)

    def _on_filters(self) -> None:
        self._facets_wanted = self.filters.isChecked()
        self._place_facets()
        if self._facets_wanted:
            self.facets.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_facets(self) -> None:
        """Beside the finds where there is room; else by the button."""
        something = self.facets.facets.rowCount() > 0 or self.results.rowCount() > 0
        room = self.width() >= self._theme.px(_NARROW)
        self.filters.setVisible(something and not room)
        self.pane.setVisible(something and (room or self._facets_wanted))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_facets()

    # Going there

    def copy_current(self) -> None:
        """What the chosen line says, to the clipboard."""
        row = self.list.current()
        if row is not None and row.found is not None:
            QGuiApplication.clipboard().setText(self.list.spoken(self.list.currentIndex().row()))
            self.said.emit("Copied.")

    def open_line(self) -> None:
        """Go to the printed line of the find that is chosen."""
        row = self.list.current()
        if row is None or row.found is None:
            return
        self._recent.keep(self.field.text())
        self._leading.go_to_line(row.found, self.field.text())

    def _show_more(self, group: str) -> None:
        """All of one kind; more of them where it is the only one already."""
        if len(self._finds.groups) == 1:
            self._many += _MORE
            self.search()
        else:
            self._narrow_to(self._narrow.but("kind", {group}))

    def _go_to(self, found: Found) -> None:
        self._recent.keep(self.field.text())
        self._leading.go_to(found, self.field.text())


def _key(key: str, meaning: str, parent: QWidget) -> QWidget:
    """A key with what it does."""
    made = QWidget(parent)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    cap, words = QLabel(key, made), QLabel(meaning, made)
    cap.setProperty("type", "key")
    words.setProperty("tone", "quiet")
    words.setProperty("type", "caption")
    row.addWidget(cap)
    row.addWidget(words)
    return made
