"""The home screen: the meeting to prepare for with its pack and agenda, and beside it what waits for somebody."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands.choosing import paper_title
from cypsc_desktop.commands.home import Home, Waiting, home
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.days import clock, days_away, full_day
from cypsc_desktop.model.records import Document, Finding, Item, Meeting
from cypsc_desktop.ui.home.agenda_list import AgendaList
from cypsc_desktop.ui.home.aside import Aside
from cypsc_desktop.ui.home.pack_map import PackMap
from cypsc_desktop.ui.home.reading import Reading
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.reading_memory import ReadingMemory
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, dress, redress

_LOOK_AFTER_MS = 60
_ASIDE, _STACKED_BELOW = 320, 880  # px at 100 % text
_WARNINGS = 3  # as many lines at most before the agenda, the last of them leading to the rest


class _Area(QScrollArea):
    """Says when the width that is seen of what it holds is another. Not by its viewport: to ask for that makes every kind
    of widget there is known to PySide, 10 ms of each start."""

    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.seen = self.width()  # px, without the scroll bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.seen = event.size().width()
        self.resized.emit()


class HomeScreen(Screen):
    """What is shown is read when the screen is gone to, and again after each change while it is in front."""

    def __init__(
        self, *, session: Session, jobs: Jobs, theme: Theme, memory: ReadingMemory, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._theme = theme
        self._memory = memory
        self._facts: Home = Home(None, False)
        self._pack: Document | None = None
        # The window stands before anybody looks for what is overdue: that takes longer than all the rest.
        self._looking = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)
        self._looking.timeout.connect(self._look)
        self._build()
        session.committee_changed.connect(self._on_committee)

    def _build(self) -> None:
        self.area = _Area(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        body = QWidget(self.area)
        body.setObjectName("surface")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._row.setContentsMargins(32, 24, 24, 24)
        self._row.setSpacing(24)
        left = QWidget(body)
        self._build_left(left)
        self.line = QFrame(body)
        self.line.setObjectName("hairline")
        self.aside = Aside(self._theme, body)
        self.aside.show_waiting(None, self._memory.closed)
        self.aside.wanted.connect(self.wanted)
        self._row.addWidget(left, 1)
        self._row.addWidget(self.line)
        self._row.addWidget(self.aside)
        self.area.setWidget(body)
        self.area.resized.connect(self._arrange)
        self._wear()

    def _build_left(self, left: QWidget) -> None:
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.caption, self.heading, self.when = QLabel(left), QLabel(left), QLabel(left)
        for label in (self.caption, self.heading, self.when):
            label.setWordWrap(True)
            column.addWidget(label)
        self.caption.setProperty("tone", "accent")
        self.when.setProperty("tone", "second")
        column.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.resume = QPushButton("Read the papers", left)
        self.resume.setProperty("primary", True)
        dress(self.resume, "file-text", "on_accent")
        self.prepare = QPushButton("Prepare", left)
        self.prepare.setToolTip("Who is expected, time for each item, and what is to be said (Ctrl+Shift+D)")
        dress(self.prepare, "clipboard-list")
        self.minutes = QPushButton("Take minutes", left)
        dress(self.minutes, "microphone")
        self.minutes.clicked.connect(self._on_minutes)
        self.resume.clicked.connect(self._on_resume)
        self.prepare.clicked.connect(self._on_prepare)
        for button in (self.resume, self.prepare, self.minutes):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addSpacing(8)
        self.warnings = QVBoxLayout()
        column.addLayout(self.warnings)
        column.addSpacing(24)  # as much air as the map leaves below its names, above the next heading
        line = QHBoxLayout()
        self.reading_heading, self.read_count = QLabel("Reading", left), QLabel(left)
        self.read_count.setProperty("tone", "second")
        line.addWidget(self.reading_heading)
        line.addStretch(1)
        line.addWidget(self.read_count)
        column.addLayout(line)
        self.pack_map = PackMap(self._theme, left)
        self.pack_map.chosen.connect(self._on_sheet)
        column.addWidget(self.pack_map)
        column.addSpacing(8)
        self.agenda_heading = QLabel("Agenda", left)
        self.agenda = AgendaList(self._theme, left)
        self.agenda.chosen.connect(self._on_item)
        column.addWidget(self.agenda_heading)
        column.addWidget(self.agenda)
        column.addStretch(1)

    # As a screen

    def go(self, place: Place) -> None:
        self._read()
        self.moved.emit(self.place())

    def place(self) -> Place:
        return Place("home")

    def title(self) -> str:
        return "Home"

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._looking.start()  # from now, for on a slow machine its time would be over before the window is drawn

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        (self.resume if self.resume.isVisibleTo(self) else self.area).setFocus(reason)

    def is_idle(self) -> bool:
        return not self._looking.isActive()

    def let_go(self) -> None:
        self._looking.stop()

    def refresh(self, touched: Touched) -> None:
        self._read()

    def panes(self) -> tuple[QWidget, ...]:
        return (self.resume, self.aside)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.pack_map.set_theme(theme)
        self.agenda.set_theme(theme)
        self.aside.set_theme(theme)
        self._wear()
        self._read()
        redress(self, theme)

    # Showing

    def _on_committee(self) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        """What is quick at once; what has to be looked for comes when the window stands."""
        today = datetime.now().astimezone().date()
        self._facts = home(self._session.read, today=today, committee=self._session.committee)
        self._show_meeting(today)
        self._show_pack()
        self.aside.show_reading(self._recent())
        if self.isVisible():
            self._looking.start()

    def _recent(self) -> Reading:
        """What was read lately, called by what it is: "Agenda pack, 21 Sep 2021". What is no longer here is left out."""
        reading, read = self._memory.reading(), self._session.read
        held = [(read.record(one), name, sheet) for one, name, sheet in reading.recent]
        called = [(one, paper_title(read, one), name, sheet) for one, name, sheet in held if isinstance(one, Document)]
        said = Counter(words for _, words, _, _ in called)
        recent = [(one.id, name if said[words] > 1 else words, sheet) for one, words, name, sheet in called]
        return replace(reading, recent=recent)

    def _look(self) -> None:
        today = datetime.now().astimezone().date()
        reader, since, committee = self._session.read, self._memory.closed, self._session.committee

        pack, person = self._pack.id if self._pack else None, self._session.actor

        def look(_: object) -> tuple[Waiting, dict[int, str]]:
            from cypsc_desktop.commands.home import letters_on, waiting

            letters = letters_on(reader, pack, person=person) if pack else {}
            return waiting(reader, today=today, since=since, committee=committee), letters

        def found(looked: tuple[Waiting, dict[int, str]]) -> None:
            self.aside.show_waiting(looked[0], since)
            self.pack_map.show_letters(looked[1])

        self._jobs.run(
            look,
            owner=self,
            on_done=found,
            on_failed=_raised,
            key="waiting",
        )

    def _show_meeting(self, today: date) -> None:
        meeting = self._facts.next
        for widget in (self.resume, self.prepare, self.minutes, self.agenda, self.agenda_heading, self.when):
            widget.setVisible(meeting is not None)
        self._show_warnings()
        if meeting is None:
            self.caption.setText("")
            self.heading.setText("No meeting yet")
            self.when.setText("Import an agenda pack with File > Import papers, or drop it on this window.")
            self.when.show()
            return
        words = "Draft minutes" if self._facts.is_drafted else "Take minutes"
        if words != self.minutes.text():
            self.minutes.setText(words)
            dress(self.minutes, "article" if self._facts.is_drafted else "microphone")
            redress(self, self._theme)
        self.caption.setText("Next meeting" if self._facts.is_coming else "Last meeting")
        self.heading.setText(
            ", ".join(part for part in (full_day(meeting.date) or "No date", clock(meeting.time)) if part)
        )
        self.when.setText("  \N{MIDDLE DOT}  ".join(self._about(meeting, today)))
        later = {d.id: d.doc_kind for d in self._facts.documents if d.doc_kind and d.doc_kind != "agenda pack"}
        self.agenda.show_items(self._facts.items, self._memory.reading().read, later)

    def _about(self, meeting: Meeting, today: date) -> list[str]:
        """The line under the date: body, how far away, how many items and pages, where."""
        items = self._facts.items
        with_papers = sum(bool(item.pdf_pages) for item in items)
        pages = sum(document.pages or 0 for document in self._facts.documents)
        parts = [
            meeting.body or "", days_away(meeting.date, today), _count(len(items), "item", f"{with_papers} with papers"),
            _count(pages, "sheet"), meeting.place or "",
        ]  # fmt: skip
        return [part for part in parts if part]

    def _show_warnings(self) -> None:
        while self.warnings.count():
            taken = self.warnings.takeAt(0)
            widget = taken.widget() if taken else None
            if widget:
                widget.hide()
                widget.deleteLater()
        before = self.minutes
        found = self._facts.warnings
        shown = found if len(found) <= _WARNINGS else found[: _WARNINGS - 1]
        lines = [self._warning(finding.message or "", _page_of(finding), "Show the page") for finding in shown]
        if len(shown) < len(found) and self._facts.next is not None:
            rest = f"{len(found) - len(shown)} more were found about this meeting."
            lines.append(self._warning(rest, Place("meeting", self._facts.next.id, part="findings"), "Show all"))
        for line in lines:
            self.warnings.addWidget(line)
            for button in line.findChildren(QPushButton):  # made late, and yet reached by Tab where it stands
                self.setTabOrder(before, button)
                before = button

    def _warning(self, message: str, place: Place | None, leads: str) -> QWidget:
        line = QWidget(self.area.widget())
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        sign = QLabel(line)
        sign.setPixmap(self._theme.icon("alert-triangle", "warn").pixmap(self._theme.px(16), self._theme.px(16)))
        words = QLabel(message, line)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        look = QPushButton(leads, line)
        look.setProperty("quiet", True)
        look.setProperty("flush", "right")
        look.setAccessibleName(f"{leads}: {message}")
        look.clicked.connect(lambda: self.wanted.emit(place))
        look.setVisible(place is not None)
        high = look.sizeHint().height()  # sign and first line stand level with the button's words
        sign.setContentsMargins(0, max(0, high - self._theme.px(16)) // 2, 0, 0)
        words.setContentsMargins(0, max(0, high - words.fontMetrics().height()) // 2, 0, 0)
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        row.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _show_pack(self) -> None:
        packs = [d for d in self._facts.documents if d.doc_kind == "agenda pack"] or list(self._facts.documents)
        self._pack = pack = packs[-1] if packs else None
        reading = self._memory.reading()
        total = (pack.pages or 0) if pack else 0
        for widget in (self.reading_heading, self.read_count, self.pack_map):
            widget.setVisible(total > 0)
        self.resume.setEnabled(pack is not None)
        if pack is None:
            return
        seen = set(reading.read.get(pack.id, ()))
        sheet = next((sheet for document, _, sheet in reading.recent if document == pack.id), 0)
        self.resume.setText(f"Resume at sheet {sheet}" if sheet else "Read the papers")
        self.resume.setProperty("sheet", sheet or 1)
        which = " of the agenda pack" if len(self._facts.documents) > 1 and pack.doc_kind == "agenda pack" else ""
        self.read_count.setText(f"{len(seen)} of {_count(total, 'sheet')}{which} read")
        self.pack_map.show_pack(total, seen, sheet, list(_starts(self._facts.items, pack.id)))

    def _wear(self) -> None:
        theme = self._theme
        self.caption.setFont(theme.font(12, 600))
        self.heading.setFont(theme.font(22, 600))
        for label in (self.reading_heading, self.agenda_heading):
            label.setFont(theme.font(15, 600))
        for button in (self.resume, self.prepare, self.minutes):
            button.setMinimumHeight(theme.px(30))
        self._arrange()

    def _arrange(self) -> None:
        """Beside one another where there is room, else one below the other."""
        stacked = self.area.seen < self._theme.px(_STACKED_BELOW)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if stacked else across)
        self.aside.setMaximumWidth(16_777_215 if stacked else self._theme.px(_ASIDE))
        self.aside.setMinimumWidth(0 if stacked else self._theme.px(_ASIDE))
        self.line.setFixedSize(16_777_215, 1) if stacked else self.line.setFixedSize(1, 16_777_215)
        self.line.setMinimumSize(1, 1)

    # Going

    def _on_resume(self) -> None:
        if self._pack:
            self._on_sheet(int(self.resume.property("sheet") or 1))

    def _on_sheet(self, sheet: int) -> None:
        if self._pack:
            self.wanted.emit(Place("papers", self._pack.id, sheet=sheet))

    def _on_prepare(self) -> None:
        if self._facts.next:
            self.wanted.emit(Place("prepare", self._facts.next.id))

    def _on_minutes(self) -> None:
        if self._facts.next:
            self.wanted.emit(Place("minutes" if self._facts.is_drafted else "live", self._facts.next.id))

    def _on_item(self, identity: str) -> None:
        """An item's papers where it has any, else its place in the agenda."""
        item = next((item for item in self._facts.items if item.id == identity), None)
        if item is None or self._facts.next is None:
            return
        if item.pdf_pages and isinstance(item.at, dict) and item.at.get("document"):
            self.wanted.emit(Place("papers", str(item.at["document"]), sheet=int(item.pdf_pages[0])))
        else:
            self.wanted.emit(Place("meeting", self._facts.next.id, record=identity))


def _page_of(finding: Finding) -> Place | None:
    """Where a finding stands in print."""
    return Place("papers", finding.document, sheet=finding.page or 1) if finding.document else None


def _starts(items: tuple[Item, ...], document: str) -> "list[tuple[int, str]]":
    """The first sheet of each item in this file, with its number and title."""
    return [
        (int(item.pdf_pages[0]), " ".join(part for part in (item.number, item.title) if part))
        for item in items
        if item.pdf_pages and isinstance(item.at, dict) and item.at.get("document") == document
    ]


def _count(number: int, word: str, more: str = "") -> str:
    if not number:
        return ""
    return f"{number:,} {word}{'' if number == 1 else 's'}" + (f", {more}" if more else "")


def _raised(error: BaseException) -> None:
    raise error
