"""The search screen: what to look for, what narrows it down, and the finds; Enter goes to the line."""

from PySide6.QtCore import QItemSelectionModel, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.editing import word_for
from cypsc_desktop.commands.searching import PAGES, Finds, Found, search_everything
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.records import Person
from cypsc_desktop.ui.find.leading import place_of, printed
from cypsc_desktop.ui.find.results import Results, TwoLines
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme

_PAUSE_MS = 80  # a pause in typing this long starts the search
_ID = int(Qt.ItemDataRole.UserRole)


class SearchField(QLineEdit):
    """Down and Up move in the finds while the typing stays here."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
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
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = SearchField()
        self.field.setPlaceholderText('Words, or an "exact phrase"')
        self.field.setAccessibleName("Search everything")
        self.field.setClearButtonEnabled(True)
        self.field.setFont(theme.font(16))
        self.results = Results()
        self.list = QListView()
        self.list.setModel(self.results)
        self._lines = TwoLines(theme)
        self.list.setItemDelegate(self._lines)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName("What was found")
        self.count = QLabel("Type to search papers, minutes, recommendations, replies, plan and people.")
        self.count.setProperty("tone", "quiet")
        self.count.setWordWrap(True)
        self._build(theme)
        # Children end in this order: the list must go before what it shows and is drawn by.
        self.results.setParent(self)
        self._lines.setParent(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.search)
        self.field.textChanged.connect(self._pause.start)
        self.field.moved.connect(self._move)
        self.field.returnPressed.connect(self._choose_current)
        self.list.activated.connect(lambda _: self._choose_current())
        self._fill_choices()

    def _build(self, theme: Theme) -> None:
        self.kinds = self._facet("Kind")
        self.meeting = QComboBox()
        self.meeting.setAccessibleName("Meeting")
        self.person = QComboBox()
        self.person.setEditable(True)
        self.person.setAccessibleName("Person")
        self.since, self.until = self._date("From"), self._date("To")
        self.clear = QPushButton("Clear filters")
        self.clear.setProperty("quiet", True)
        self.clear.clicked.connect(self.clear_filters)
        left = QVBoxLayout()
        left.setContentsMargins(16, 16, 16, 16)
        for words, widget in (
            ("&Kind", self.kinds), ("&Meeting", self.meeting), ("&Person", self.person), ("&From", self.since),
            ("&To", self.until),
        ):  # fmt: skip
            label = QLabel(words)
            label.setBuddy(widget)
            label.setProperty("tone", "second")
            left.addWidget(label)
            left.addWidget(widget, 1 if widget is self.kinds else 0)
        left.addWidget(self.clear)
        pane = QWidget()
        pane.setObjectName("pane")
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        pane.setFixedWidth(theme.px(264))
        pane.setLayout(left)
        right = QVBoxLayout()
        right.setContentsMargins(0, 12, 0, 0)
        bar = QVBoxLayout()
        bar.setContentsMargins(16, 4, 16, 4)
        bar.addWidget(self.field)
        bar.addWidget(self.count)
        right.addLayout(bar)
        right.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(pane)
        row.addLayout(right, 1)
        self.kinds.itemChanged.connect(lambda _: self._narrow())
        self.meeting.currentIndexChanged.connect(lambda _: self._narrow())
        self.person.currentTextChanged.connect(lambda _: self._narrow())
        for date in (self.since, self.until):
            date.dateChanged.connect(lambda _: self._narrow())

    def _facet(self, name: str) -> QListWidget:
        facet = QListWidget()
        facet.setAccessibleName(name)
        return facet

    def _date(self, name: str) -> QDateEdit:
        """A date; its least value reads "any" and narrows nothing."""
        date = QDateEdit()
        date.setAccessibleName(name)
        date.setDisplayFormat("d MMM yyyy")
        date.setCalendarPopup(True)
        date.setSpecialValueText("any")
        date.setDate(date.minimumDate())
        return date

    def go(self, place: Place) -> None:
        self.look_for(place.part or self.field.text())
        self.moved.emit(self.place())

    def place(self) -> Place:
        return Place("search", part=self.field.text() or None)

    def title(self) -> str:
        return "Search"

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.field.setFocus(reason)

    def refresh(self, touched: Touched) -> None:
        self._fill_choices()
        self._narrow()

    def set_theme(self, theme: Theme) -> None:
        self._lines.theme = theme
        self.list.doItemsLayout()

    def _fill_choices(self) -> None:
        """The meetings and people that can be chosen, as the library now has them."""
        known = meetings(self._session.read)
        people = sorted({p.name for p in self._session.read.records("person") if isinstance(p, Person) and p.name})
        self._fill(self.meeting, [("any meeting", None), *((f"{m.date}, {m.body}", m.id) for m in reversed(known))])
        self._fill(self.person, [("", None), *((name, name) for name in people)])

    def _fill(self, box: QComboBox, entries: list[tuple[str, str | None]]) -> None:
        kept = box.currentData()
        box.blockSignals(True)
        box.clear()
        for text, data in entries:
            box.addItem(text, data)
        box.setCurrentIndex(max(0, box.findData(kept)))
        box.blockSignals(False)

    def clear_filters(self) -> None:
        self.meeting.setCurrentIndex(0)
        self.person.setCurrentIndex(0)
        for date in (self.since, self.until):
            date.setDate(date.minimumDate())
        for row in range(self.kinds.count()):
            self.kinds.item(row).setCheckState(Qt.CheckState.Unchecked)

    def look_for(self, words: str) -> None:
        """Search these words and put the focus in the field."""
        self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def search(self) -> None:
        """Search what is typed, beside the window; an older search that still runs is dropped."""
        words, person = self.field.text(), self.person.currentText().strip() or None
        if not words.strip() and not person:
            self._show(Finds((), {}, {}))
            return
        read, kinds, meeting = self._session.read, self._chosen_kinds(), self.meeting.currentData()
        since, until = (self._iso(date) for date in (self.since, self.until))
        self._jobs.run(
            lambda _: search_everything(
                read, words, kinds=kinds, meeting=meeting, person=person, since=since, until=until
            ),
            owner=self,
            key="search",
            on_done=self._show,
            on_failed=lambda error: self.failed.emit(f"The search could not be done: {error}"),
        )

    def _iso(self, date: QDateEdit) -> str | None:
        return None if date.date() == date.minimumDate() else str(date.date().toString("yyyy-MM-dd"))

    def _chosen_kinds(self) -> list[str]:
        rows = (self.kinds.item(n) for n in range(self.kinds.count()))
        return [str(row.data(_ID)) for row in rows if row.checkState() == Qt.CheckState.Checked]

    def _narrow(self) -> None:
        if self.field.text().strip() or self.person.currentText().strip():
            self.search()

    def _show(self, finds: Finds) -> None:
        self.results.show(finds.found)
        self._show_kinds(finds.by_kind)
        count = len(finds.found)
        if not self.field.text().strip() and not self.person.currentText().strip():
            self.count.setText("Type to search papers, minutes, recommendations, replies, plan and people.")
        elif count:
            self.count.setText(f"{count} found")
        else:
            self.count.setText("Nothing holds all of these words. Use fewer words, or clear the filters.")
        if count:
            self.list.selectionModel().setCurrentIndex(
                self.results.index(0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def _show_kinds(self, counts: dict[str, int]) -> None:
        chosen = self._chosen_kinds()
        self.kinds.blockSignals(True)
        self.kinds.clear()
        for kind in sorted({*counts, *chosen}, key=lambda k: (-counts.get(k, 0), k)):
            name = "Pages" if kind == PAGES else word_for(kind).capitalize()
            row = QListWidgetItem(f"{name}  {counts.get(kind, 0)}")
            row.setData(_ID, kind)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Checked if kind in chosen else Qt.CheckState.Unchecked)
            self.kinds.addItem(row)
        self.kinds.blockSignals(False)

    def _move(self, by: int) -> None:
        row = max(0, min(self.list.currentIndex().row() + by, self.results.rowCount() - 1))
        self.list.setCurrentIndex(self.results.index(row))

    def _choose_current(self) -> None:
        found = self.results.found(self.list.currentIndex())
        if not isinstance(found, Found):
            return
        place = place_of(self._session.read, found.entity) if found.entity else None
        if place is None and found.document:
            place = printed(found.document, found.sheet, found.box)
        if place is not None:
            self.wanted.emit(place)
