"""Checking an import: the checklist of a paper at the left, its page with the box of the line at the right."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from cypsc_desktop.commands import confirming
from cypsc_desktop.commands.agenda_places import KINDS_CHECKED
from cypsc_desktop.commands.choosing import paper_title
from cypsc_desktop.commands.confirming import Checklist, Line, State
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Document
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.confirm.about_line import AboutLine, AmendPane, doubted_field
from cypsc_desktop.ui.confirm.asides import LaterIssue, NothingYet
from cypsc_desktop.ui.confirm.known import called, papers_of
from cypsc_desktop.ui.confirm.list_pane import ListPane
from cypsc_desktop.ui.confirm.making import ChecklistMaking
from cypsc_desktop.ui.confirm.model import open_words
from cypsc_desktop.ui.confirm.parts import Filter
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.reader import PaperReader
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import Reading
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.notices import announce

_KEPT = "confirm/split"


class ConfirmScreen(Screen):
    """A paper's checklist. What is shown of a line that was just accepted is what was just written; everything else follows
    a moment later from the library."""

    has_inspector = True

    def __init__(
        self,
        *,
        session: Session,
        jobs: Jobs,
        renderer: Renderer,
        theme: Theme,
        ask: Ask,
        settings: QSettings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._document: Document | None = None
        self._made: Checklist | None = None
        self._wanted: str | None = None  # the record to choose once the checklist is there
        self._is_drawn = False
        self._theme = theme
        self.list = ListPane(theme, self)
        self.about = AboutLine(theme, self)
        self.amending = AmendPane(session, theme, self)
        self.amending.hide()
        self.reader = PaperReader(session, renderer, jobs, theme, ask, self)
        self.making = ChecklistMaking(session, jobs, self)
        self._build()
        self._make_actions()
        self._connect()
        self.set_theme(theme)

    # Parts

    def _build(self) -> None:
        self.notice = LaterIssue(self)
        self.middle = QSplitter(Qt.Orientation.Vertical, self)
        self.middle.setHandleWidth(1)
        self.middle.setChildrenCollapsible(False)
        self.middle.addWidget(self.amending)
        self.middle.addWidget(self.reader)
        self.middle.setStretchFactor(1, 1)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.notice, self.about):
            column.addWidget(widget)
        column.addWidget(self.middle, 1)
        self.halves = QSplitter(Qt.Orientation.Horizontal, self)
        self.halves.setHandleWidth(1)
        self.halves.setChildrenCollapsible(False)
        self.halves.addWidget(self.list)
        self.halves.addWidget(right)
        self.halves.setStretchFactor(1, 1)
        self.halves.splitterMoved.connect(self._on_drawn)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.halves)
        self.empty = NothingYet(self)
        self.pages.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _on_drawn(self, *_: int) -> None:
        self._is_drawn = True

    def _make_actions(self) -> None:
        keys = Qt.Key
        self.accept_action = self._action("Accept the line", [keys.Key_Return, keys.Key_Enter, keys.Key_Space])
        self.accept_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.list.view.addAction(self.accept_action)
        self.accept_action.triggered.connect(self.accept)
        self.part_action = self._action("Accept all of this part", ["Ctrl+Shift+Return", "Ctrl+Shift+Enter"])
        self.part_action.triggered.connect(self.accept_part)
        self.all_action = self._action("Accept everything in this paper", ["Ctrl+Shift+A"])
        self.all_action.triggered.connect(self.accept_everything)
        self.back_action = self._action("Take back the check of the line", ["Backspace"])
        self.back_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.list.view.addAction(self.back_action)
        self.back_action.triggered.connect(self.take_back)
        self.amend_action = self._action("Amend the line", ["F2"])
        self.amend_action.triggered.connect(self.amend)
        for action in (self.part_action, self.all_action, self.amend_action):
            self.addAction(action)
            self.list.view.addAction(action)

    def _action(self, words: str, keys: Sequence[Qt.Key | str]) -> QAction:
        action = QAction(words, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_line)
        self.list.paper_wanted.connect(lambda paper: self.wanted.emit(Place("confirm", paper)))
        self.list.accept_part.clicked.connect(self.accept_part)
        self.list.accept_all.clicked.connect(self.accept_everything)
        self.list.go_on.clicked.connect(self._go_to_meeting)
        self.list.findings.chosen.connect(self._on_finding)
        self.about.accept_wanted.connect(self.accept)
        self.about.back_wanted.connect(self.take_back)
        self.about.amend_wanted.connect(self.amend)
        self.amending.closed.connect(self._end_amending)
        self.amending.said.connect(self.done)
        self.notice.button.clicked.connect(self._go_to_later)
        self.empty.home.clicked.connect(lambda: self.wanted.emit(Place("home")))
        self.reader.told.connect(self.told)
        self.reader.said.connect(self.said)
        self.reader.failed.connect(self.failed)
        self.reader.papers_wanted.connect(
            lambda document, sheet: self.wanted.emit(Place("papers", document, sheet=sheet))
        )
        self.making.made.connect(self._show)
        self.making.failed.connect(self._on_not_read)
        self._session.committee_changed.connect(self._show_papers)

    # What the frame asks

    def go(self, place: Place) -> None:
        document = self._find(place.subject)
        if document is None:
            self._document, self._made = None, None
            self.pages.setCurrentIndex(1)
            self.moved.emit(self.place())
            return
        self.pages.setCurrentIndex(0)
        if self._document is not None and document.id == self._document.id and self._made is not None:
            if place.record and not self.list.choose(place.record):
                self._choose_hidden(place.record)
            line = self.list.line()
            self.chosen.emit(line.id if line else None)  # the inspector may have gone on to another record
            self.making.make(self._document)
        else:
            self._end_amending()
            self._document, self._made, self._wanted = document, None, place.record
            self.list.show_nothing("Reading what was recognised …")
            self.about.show_line(None)
            self._show_papers()
            self.making.make(document)
        self.moved.emit(self.place())

    def place(self) -> Place:
        line = self.list.line()
        return Place("confirm", self._document.id if self._document else None, record=line.id if line else self._wanted)

    def title(self) -> str:
        return f"Check {paper_title(self._session.read, self._document)}" if self._document else "Check what was read"

    def remember_password(self, password: str) -> None:
        self.reader.remember_password(password)

    def set_reading(self, reading: Reading) -> None:
        self.reader.set_reading(reading)

    def commands(self) -> Sequence[QAction]:
        return (self.accept_action, self.part_action, self.all_action, self.amend_action, self.back_action)

    def panes(self) -> Sequence[QWidget]:
        if self.pages.currentIndex() == 1:
            return (self.empty.home,)
        return (self.list.view, self.list.findings.list, self.about.accept, self.reader.pane)

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        (self.empty.home if self.pages.currentIndex() == 1 else self.list.view).setFocus(reason)

    def refresh(self, touched: Touched) -> None:
        if self._document is None:
            self.go(self.place())
        elif any(touched.ids(kind) for kind in (*KINDS_CHECKED, "finding", "version")):
            self.making.make_again()

    def save_now(self) -> None:
        self.amending.form.save_now()

    def set_theme(self, theme: Theme) -> None:
        self.list.set_theme(theme)
        self.about.set_theme(theme)
        self.amending.set_theme(theme)
        self.reader.set_theme(theme)
        self._theme = theme
        self.list.setMinimumWidth(min(theme.px(240), 420))
        self._share()

    def _share(self) -> None:
        """The list as wide as the person drew it, else as its words need, with less than half of the room."""
        kept = self._settings.value(_KEPT)
        wide = int(str(kept)) if kept is not None and str(kept).isdigit() else 0
        wide = wide or min(self._theme.px(320), max(460, self.width() * 9 // 20))
        self.halves.setSizes([wide, max(400, self.width() - wide)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and not self._is_drawn:
            self._share()

    def is_idle(self) -> bool:
        return self.making.is_idle() and self.reader.is_idle()

    def let_go(self) -> None:
        self.save_now()
        if self._is_drawn:
            self._settings.setValue(_KEPT, self.halves.sizes()[0])
        self.making.stop()
        self.reader.let_go()

    def sizeHint(self) -> QSize:
        return QSize(1100, 680)

    # What is shown

    def _find(self, subject: str | None) -> Document | None:
        """The paper that was asked for; without one, that shown last, else the newest whose checklist counts."""
        found = self._session.read.record(subject) if subject else self._document
        if isinstance(found, Document) and self._session.read.record(found.id):
            return found
        papers = self._papers()
        return papers[0] if papers else None

    def _papers(self) -> list[Document]:
        return papers_of(self._session.read, self._session.committee)

    def _show_papers(self) -> None:
        papers = self._papers()
        if self._document and all(paper.id != self._document.id for paper in papers):
            papers.insert(0, self._document)
        self.list.show_papers(called(self._session.read, papers), self._document.id if self._document else None)

    def _show(self, made: Checklist) -> None:
        if self._document is None or made.document.id != self._document.id:
            return
        anew, self._made = self._made is None, made
        self.list.show_checklist(made, anew=anew)
        wanted, self._wanted = self._wanted, None
        if wanted and not self.list.choose(wanted):
            self._choose_hidden(wanted)
        self.notice.tell(made.replaced_by)
        self._tell_line(self.list.line())
        if anew:
            announce(self.list.view, self.list.progress.text())
            if not made.lines:
                self.reader.open(made.document)

    def _on_not_read(self, why: str) -> None:
        self.list.show_nothing("The checklist of this paper could not be made.")
        self.failed.emit(why)

    def _choose_hidden(self, entity: str) -> None:
        """Choose a line that the filter leaves out."""
        if self._made and self._made.line(entity):
            self.list.set_filter(Filter.ALL)
            self.list.choose(entity)

    # Where the person goes

    def _on_line(self, line: Line | None) -> None:
        if not self.amending.isHidden():
            self._end_amending(back=False)
        self._tell_line(line)
        self.list.findings.mark(line.findings if line else (), line.sheet if line else None)
        if line is not None and self._document is not None:
            if line.sheet:
                self.reader.open(self._document, line.sheet, line.box)
            elif self.reader.document() is None:
                self.reader.open(self._document)
            self.chosen.emit(line.id)
            self.moved.emit(self.place())

    def _tell_line(self, line: Line | None) -> None:
        findings = self._made.findings if self._made else ()
        remarks = [f.message or "" for f in findings if line and f.id in line.findings and f.message not in line.doubts]
        part = self.list.model.part(self.list.view.currentIndex())
        self.about.show_line(line, remarks, part=f"{part.title}, {open_words(part)}" if part else "")

    def _on_finding(self, finding: str | None, sheet: int) -> None:
        line = (
            next((one for one in self._made.lines if finding in one.findings), None) if self._made and finding else None
        )
        if line is not None and self.list.choose(line.id):
            return
        if self._document is not None and sheet:
            self.reader.open(self._document, sheet)

    def _go_to_later(self) -> None:
        if self._made and self._made.replaced_by:
            self.wanted.emit(Place("confirm", self._made.replaced_by.id))

    def _go_to_meeting(self) -> None:
        if self._document and self._document.meeting:
            self.wanted.emit(Place("meeting", self._document.meeting))

    # What is done

    def accept(self) -> None:
        """Accept the chosen line and go to the next that is open; on a part, unfold it."""
        line = self.list.line()
        if line is None:
            index = self.list.view.currentIndex()
            self.list.view.setExpanded(index, not self.list.view.isExpanded(index))
        elif not line.is_open or self._accept([line]):
            if not self.list.choose_next_open():
                self._tell_line(self.list.line())
            self._announce_left()

    def accept_part(self) -> None:
        """Accept every line of the part in which the person is."""
        lines = [line for line in self.list.part_lines() if line.is_open]
        if lines and self._accept(lines):
            self.list.choose_next_open()
            self._say_accepted(len(lines))

    def accept_everything(self) -> None:
        """Accept every line of the paper that is still open."""
        lines = [line for line in self._made.lines if line.is_open] if self._made else []
        if lines and self._accept(lines):
            self._say_accepted(len(lines))

    def take_back(self) -> None:
        """The chosen line is to be checked again."""
        line = self.list.line()
        if self._document is None or line is None or line.checked_by is None:
            return
        try:
            confirming.take_back(self._session.store, [line.id], actor=self._session.actor)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self.making.make(self._document)
        announce(self.list.view, "To be checked again")

    def amend(self) -> None:
        """Into the fields of the chosen line, the caret in the one in doubt: beside, where they stand there, else over the
        page."""
        line = self.list.line()
        record = self._session.read.record(line.id) if line else None
        if line is None or record is None or (self.fields_beside and self.fields_beside(doubted_field(line))):
            return
        if self.amending.isHidden():
            self.amending.show()
            # Large text needs the room: what the line says stands in its fields too.
            self.about.setVisible(self.height() > 5 * self.about.height())
            self.middle.setSizes([max(220, self.middle.height() // 2), self.middle.height() // 2])
        self.amending.show_record(record, doubted_field(line))

    def _end_amending(self, *, back: bool = True) -> None:
        if self.amending.isHidden():
            return
        self.amending.form.save_now()
        self.amending.form.show_record(None)
        self.amending.hide()
        self.about.show()
        if back:
            self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self, lines: Sequence[Line]) -> bool:
        if self._document is None or self._made is None:
            return False
        try:
            confirming.accept(self._session.store, lines, actor=self._session.actor)
        except UserError as error:
            self.failed.emit(str(error))
            return False
        self._renew(lines)
        return True

    def _renew(self, lines: Iterable[Line]) -> None:
        """Show as checked what was just accepted, without reading the whole list again for it."""
        assert self._made is not None
        now = datetime.now(UTC).isoformat()
        fresh = {
            line.id: replace(line, state=State.CHECKED, checked_by=self._session.actor, checked_when=now)
            for line in lines
        }
        listed = tuple(fresh.get(line.id, line) for line in self._made.lines)
        self._made = replace(self._made, lines=listed)
        self.list.renew(self._made, fresh)
        self._tell_line(self.list.line())
        self.making.make_again()

    def _say_accepted(self, number: int) -> None:
        self.done.emit("1 line accepted." if number == 1 else f"{number:,} lines accepted.")
        self._announce_left()

    def _announce_left(self) -> None:
        announce(self.list.view, self.list.progress.text())
