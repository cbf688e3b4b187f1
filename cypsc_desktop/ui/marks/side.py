"""The papers with their marks at the right; in a narrow window the marks wait behind their key."""

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from cypsc_desktop.commands.choosing import paper_title
from cypsc_desktop.commands.enquiries import enquiries_of
from cypsc_desktop.commands.marks import Shown
from cypsc_desktop.model.records import Annotation, Document, Item, Meeting
from cypsc_desktop.papers.kinds import LETTERS
from cypsc_desktop.ui.marks import looks
from cypsc_desktop.ui.marks.pane import MarksPane
from cypsc_desktop.ui.marks.room import MarkRoom
from cypsc_desktop.ui.papers.guarded import guarded
from cypsc_desktop.ui.papers.view import PapersView
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme

_NARROW = 1080  # pixels at 100 % text below which the pages need the room
_SHOWN = "layout/marks shown"


class MarksSide(QSplitter):
    """Ties the list to what is read and chosen."""

    def __init__(
        self,
        session: Session,
        view: PapersView,
        room: MarkRoom,
        theme: Theme,
        *,
        settings: QSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._session = session
        self._view = view
        self._room = room
        self._theme = theme
        self._settings = settings
        self._narrow: bool | None = None
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.pane = MarksPane(session, theme, item=self._item, paper=self._paper, parent=self)
        self.pane.scoped.connect(self._list)
        self.addWidget(view)
        self.addWidget(self.pane)
        self.setStretchFactor(0, 1)
        self.action = room.acts["marks"]
        self.action.setCheckable(True)
        self.action.triggered.connect(self._on_action)
        room.acts["comment"].triggered.connect(self.comment)
        room.held.changed.connect(self._on_marks)
        room.chosen.connect(self._on_room_chosen)
        room.enquired.connect(lambda _: self.refresh_lines())
        view.outlined.connect(self._show_letters)
        view.moved.connect(self._on_moved)
        for pane in view.panes:
            pane.area.rested.connect(self._on_rested)
        self.pane.wanted.connect(self._on_wanted)
        self.pane.left.connect(self._to_page)
        self.pane.chosen.connect(self._on_chosen)
        details = self.pane.details
        details.changed.connect(self._on_changed)
        details.swapped.connect(self._on_swapped)
        details.left.connect(self._to_list)
        details.closed.connect(self._to_page)
        details.asked.connect(room.acts["enquiry"].trigger)
        self.pane.menu_asked.connect(room.fill)
        details.done.connect(room.done)
        details.failed.connect(room.failed)
        self._shown_for = ""
        self._gone = False
        self._late = QTimer(self, singleShot=True, interval=20)
        self._late.timeout.connect(self._list_late)
        self.pane.hide()

    def _item(self, entity: str) -> str:
        record = self._session.read.record(entity)
        if not isinstance(record, Item):
            return "Outside the agenda"
        return " ".join(part for part in (record.number, record.title) if part) or "Item without a title"

    def _paper(self, entity: str) -> str:
        record = self._session.read.record(entity)
        return paper_title(self._session.read, record) if isinstance(record, Document) else "Paper"

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.pane.set_theme(theme)
        self._narrow = None
        self._fit()

    def let_go(self) -> None:
        """The screen goes: nothing is to be done any more."""
        self._gone = True
        self._late.stop()
        self.pane.stop()
        self._room.stop()

    # In sight or not

    def show_pane(self, shown: bool) -> None:
        """Show or hide the marks."""
        hiding = not shown and self.pane.isAncestorOf(QApplication.focusWidget() or self)
        self.pane.details.save_now()
        self.pane.setVisible(shown)
        self.action.setChecked(shown)
        if shown:
            wide = self._theme.px(288)
            self.setSizes([max(200, self.width() - wide), wide])
            self._list()
            if (chosen := self._room.choice()) is not None:
                self.pane.choose(chosen.mark.id)
        elif hiding:
            self._view.active.setFocus()

    def _on_action(self) -> None:
        self.show_pane(self.pane.isHidden())
        if self._settings is not None and not self._narrow:
            self._settings.setValue(_SHOWN, not self.pane.isHidden())
        if not self.pane.isHidden():
            self.pane.tree.setFocus()

    def comment(self) -> None:
        """Type the comment of the chosen mark."""
        shown = self._room.choice()
        if shown is None:
            return
        if self.pane.isHidden():
            self.show_pane(True)
        if not self.pane.lists(shown.mark.id):
            self._list_late()  # it was made just now
        self.pane.choose(shown.mark.id)
        self.pane.details.focus_comment()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < self._theme.px(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            kept = self._settings.value(_SHOWN) if self._settings is not None else None
            self.show_pane(not narrow and str(kept).lower() != "false")

    # What is listed

    def _show_letters(self) -> None:
        """The letters of the marks in the outline."""
        document = self._view.active.document
        held = self._room.held.of(document.id) if document is not None else ()
        letters = looks.letters_by_sheet([shown for shown in held if not shown.former])
        self._view.left.outline.show_letters(letters, looks.draw_letters, order="".join(LETTERS.values()))

    def _list(self) -> None:
        document = self._view.active.document
        if document is None or self.pane.isHidden():
            return
        self._shown_for = self._holder(document)
        held = self._room.held
        if self._shown_for != document.id and not held.is_read(self._shown_for):
            held.want(self._shown_for)
        self.pane.show_marks(
            self._shown_for, held.of(self._shown_for), sheet=self._view.sheet(), lines=self._lines_of(document),
            lost=held.lost(self._shown_for),
        )  # fmt: skip

    def _holder(self, document: Document) -> str:
        """Whose marks are listed: the paper's, or those of all papers of its meeting."""
        meeting = self._meeting_of(document) if self.pane.is_of_meeting() else None
        return meeting or document.id

    def listed(self) -> Sequence[Shown]:
        """The marks of the paper in front, or of all papers of its meeting: what goes out."""
        document = self._view.active.document
        return self._room.held.of(self._holder(document)) if document is not None else ()

    def listed_meeting(self) -> Meeting | None:
        """The meeting whose marks are listed in place of the paper's."""
        document = self._view.active.document
        found = self._session.read.record(self._holder(document)) if document is not None else None
        return found if isinstance(found, Meeting) else None

    def _meeting_of(self, document: Document) -> str | None:
        """As it is now: a paper may be given to a meeting while it is open."""
        now = self._session.read.record(document.id)
        return now.meeting if isinstance(now, Document) else None

    def _lines_of(self, document: Document) -> dict[str, int]:
        """Mark -> its number among the lines of enquiry of the meeting, from 1 in the order of asking."""
        meeting = self._meeting_of(document)
        if meeting is None or not self._session.read.records("enquiry", meeting=meeting):
            return {}
        found = enquiries_of(self._session.read, meeting=meeting, person=self._session.actor)
        return {line.enquiry.annotation: n for n, line in enumerate(found, 1) if line.enquiry.annotation}

    def refresh_lines(self) -> None:
        """Lines of enquiry changed."""
        if not self._gone:
            self._late.start()

    def _on_marks(self, holder: str) -> None:
        active = self._view.active.document
        if active is not None and holder in (active.id, self._shown_for) and not self._gone:
            self._late.start()

    def _list_late(self) -> None:
        """The page is painted before the list."""
        self._show_letters()
        self._list()
        chosen = self._room.choice()
        if chosen is not None and not self.pane.isHidden():
            self.pane.choose(chosen.mark.id)

    def _on_moved(self) -> None:
        document = self._view.active.document
        if document is not None and self._holder(document) != self._shown_for:
            self._list()

    def _on_rested(self) -> None:
        if not self.pane.isHidden():
            self.pane.follow(self._view.sheet())

    def _on_wanted(self, shown: Shown) -> None:
        self._room.go_to(shown)

    def _on_chosen(self, shown: Shown | None) -> None:
        self._room.choosing.choose_listed(shown)

    def _on_room_chosen(self, mark: str | None) -> None:
        """A mark that is not listed yet comes with the next listing, which follows at once: the page goes first."""
        if mark is None or self.pane.lists(mark):
            self.pane.choose(mark)

    def _to_page(self) -> None:
        self._view.active.setFocus()

    def _to_list(self) -> None:
        self.pane.tree.setFocus()

    def _on_changed(self, mark: Annotation) -> None:
        self._room.take_changed(mark)

    def _on_swapped(self, mark: str | None) -> None:
        record = self._session.read.record(mark) if mark else None
        chosen = self._room.choice()
        if isinstance(record, Annotation) and chosen is not None:
            self._room.held.drop(chosen.document, chosen.mark.id)
            self._room.take_changed(record)
        else:
            self._room.refresh()
