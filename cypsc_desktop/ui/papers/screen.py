"""The papers screen as the window's frame knows it: a place is a paper, a sheet and how far down it; without a paper
there is a list of those that can be opened."""

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedLayout, QWidget

from cypsc_desktop.commands import reading
from cypsc_desktop.commands.choosing import paper_title
from cypsc_desktop.model.changes import Touched
from cypsc_desktop.model.records import Document
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.marks.export import MarksOut
from cypsc_desktop.ui.marks.room import MarkRoom
from cypsc_desktop.ui.marks.side import MarksSide
from cypsc_desktop.ui.papers.changes_room import ChangesRoom
from cypsc_desktop.ui.papers.edition_line import EditionLine
from cypsc_desktop.ui.papers.paper_list import PaperList
from cypsc_desktop.ui.papers.view import PapersView
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import Reading
from cypsc_desktop.ui.theme import Theme

NAME = "papers"
ALL = "all"
"""The ``part`` of the place where the list of papers is."""
_OF_OUTLINE = frozenset({"item", "paper", "version", "section", "meeting"})
_LAYOUT = "layout/papers"


class PapersScreen(Screen):
    """``Place.subject`` is the id of a file, ``record`` that of a mark on it to be chosen, ``part`` how far down the sheet
    the reader is (a part of its height), or ``ALL``. Without a subject: the paper read last, else the list."""

    def __init__(
        self,
        *,
        session: Session,
        jobs: Jobs,
        renderer: Renderer,
        theme: Theme,
        ask: Ask,
        settings: QSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._leaping = False
        self.view = PapersView(
            session, renderer, jobs, theme, ask, state=settings, parent=self,
            more={"all papers": self._want_list, "changes": self._compare},
        )  # fmt: skip
        self.changes = ChangesRoom(session, jobs, self.view, theme)
        self.changes.before.connect(lambda document, sheet: self.wanted.emit(Place(NAME, document, sheet=sheet)))
        self.edition = EditionLine(session, self)
        self.edition.wanted.connect(lambda document: self.wanted.emit(Place(NAME, document)))
        self.view.head_with(self.edition, focused=self.edition.button)
        self.list = PaperList(theme, self)
        self.list.chosen.connect(lambda document: self.wanted.emit(Place(NAME, document)))
        self.list.importing.connect(self.importing)
        self.marks = MarkRoom(session, jobs, self.view, theme, self)
        self.side = MarksSide(session, self.view, self.marks, theme, settings=settings, parent=self)
        self.marks.done.connect(self.done)
        self.marks.failed.connect(self.failed)
        self.marks.elsewhere.connect(
            lambda shown: self.wanted.emit(Place(NAME, shown.document, record=shown.mark.id, sheet=shown.page))
        )
        self.marks.led.connect(self.wanted)
        self.side.pane.details.led.connect(self.wanted)
        self.out = MarksOut(
            session, jobs, ask, self, document=lambda: self.view.active.document, meeting=self.side.listed_meeting,
            held=self.side.listed,
        )  # fmt: skip
        self.out.said.connect(self.said)
        self.out.failed.connect(self.failed)
        more = self.view.controls.toolbar.more.menu()
        if more is not None:
            more.addSeparator()
            more.addMenu(self.out.menu)
        self.marks.leaping.connect(self._on_leaving)
        self.marks.leapt.connect(self._on_leapt)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.side)
        view = self.view
        view.left.outline.elsewhere.connect(self._on_elsewhere)
        view.moved.connect(self._on_moved)
        view.leaving.connect(self._on_leaving)
        view.leapt.connect(self._on_leapt)
        view.told.connect(self.told)
        view.said.connect(self.said)
        view.failed.connect(self.failed)
        session.committee_changed.connect(self._on_committee)
        if settings is not None and (kept := settings.value(_LAYOUT)):
            view.splitter.restoreState(kept)

    # Places

    def go(self, place: Place) -> None:
        """See the class. A paper that is no longer in the library is said to be so."""
        document = self._document(place.subject or (None if place.part == ALL else self._read_last()))
        if document is not None:
            self._stack.setCurrentWidget(self.side)
            self.view.show_document(document, place.sheet, place.box, down=_down(place.part))
            if place.record:
                self.marks.choosing.choose_coming(document.id, place.record)
        elif place.subject is None or self.view.document() is None:
            self._show_list()
        if document is None and place.subject is not None:
            self.failed.emit("This paper is no longer in the library. Edit > Undo may bring it back.")
        self._on_moved()

    def place(self) -> Place:
        document = self.view.document()
        if self._shows_list() or document is None:
            return Place(NAME, part=ALL)
        here = self.view.place()
        if not here.sheet:
            return Place(NAME, document.id)
        return Place(NAME, document.id, part=f"{here.part:.4f}", sheet=here.sheet, box=self.view.active.area.boxed())

    def title(self) -> str:
        document = self.view.document()
        if self._shows_list() or document is None:
            return "Papers"
        self.edition.show_for(document)
        title = paper_title(self._session.read, document)
        return f"Replaced: {title}" if self.edition.newer is not None else title

    def _document(self, subject: str | None) -> Document | None:
        record = self._session.read.record(subject) if subject else None
        return record if isinstance(record, Document) else None

    def _read_last(self) -> str | None:
        """The paper that is open, else the one of this library and committee that was read last."""
        open_now = self.view.document()
        known = {d.id for shelved in self._shelves() for d in shelved.documents}
        recent = [*([open_now.id] if open_now else []), *self.view.last_places.recent()]
        return next((document for document in recent if document in known), None)

    def _shows_list(self) -> bool:
        return self._stack.currentWidget() is self.list

    def _shelves(self) -> list[reading.Shelved]:
        return reading.shelves(self._session.read, self._session.committee)

    def _show_list(self) -> None:
        self.list.show_papers(self._shelves())
        document = self.view.document()
        self.list.choose(document.id if document else next(iter(self.view.last_places.recent()), ""))
        self._stack.setCurrentWidget(self.list)

    def _compare(self) -> None:
        self.changes.show()

    def _want_list(self) -> None:
        self.wanted.emit(Place(NAME, part=ALL))

    # What is told

    def _on_moved(self) -> None:
        self.changes.follow()
        self.edition.show_for(self.view.document())
        if not self._leaping:
            self.moved.emit(self.place())
            self.told.emit("" if self._shows_list() else self.view.where())

    def _on_elsewhere(self, item: str) -> None:
        """An item of the outline whose papers came in another file, such as a supplement."""
        found = reading.where_is(self._session.read, item)
        if found is None:
            self.failed.emit("No file with this item's papers has come in yet. Import it when it is issued.")
        else:
            self.wanted.emit(Place(NAME, found[0].id, sheet=found[1]))

    def _on_leaving(self) -> None:
        """Just where a leap begins, so that Back leads there and not only to its sheet."""
        self.moved.emit(self.place())
        self._leaping = True

    def _on_leapt(self) -> None:
        self._leaping = False
        self.jumped.emit(self.place())

    def _on_committee(self) -> None:
        if self._shows_list() and self.isVisible():
            self._show_list()

    # What the frame asks

    def commands(self) -> Sequence[QAction]:
        return (*self.view.acts.values(), *self.marks.acts.values(), *self.out.acts.values())

    def export_here(self) -> bool:
        """The marks, where there are any."""
        if self._shows_list() or not self.side.listed():
            return False
        self.out.export_list()
        return True

    def panes(self) -> Sequence[QWidget]:
        if self._shows_list():
            return (self.list.main(),)
        return (
            *([self.view.left.current()] if self.view.left.isVisibleTo(self) else []),
            self.view.controls.toolbar.number,
            *self.view.pair.shown(),
            *([self.side.pane.tree] if self.side.pane.isVisibleTo(self) else []),
        )

    def focus_main(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self._shows_list():
            self.list.main().setFocus(reason)
        else:
            self.view.active.setFocus(reason)

    def refresh(self, touched: Touched) -> None:
        if touched.ids("annotation"):
            self.marks.refresh()
        if touched.ids("enquiry"):
            self.side.refresh_lines()
        if self._shows_list():
            self._show_list()
            return
        document = self.view.document()
        if document is not None and self._document(document.id) is None:
            self.view.close_all()
            self._show_list()
            self._on_moved()
        elif any(touched.ids(kind) for kind in _OF_OUTLINE):
            self.view.refresh()
        if touched.ids("document") and not self._shows_list():
            self.edition.show_for(self.view.document(), again=True)

    def save_now(self) -> None:
        """What is typed about a mark; where the reader is."""
        self.marks.settle()
        self.side.pane.details.save_now()
        self.view.remember()
        if self._settings is not None:
            self._settings.setValue(_LAYOUT, self.view.splitter.saveState())

    def set_theme(self, theme: Theme) -> None:
        self.list.set_theme(theme)
        self.view.set_theme(theme)
        self.marks.set_theme(theme)
        self.side.set_theme(theme)
        self.changes.set_theme(theme)

    def is_idle(self) -> bool:
        return self._shows_list() or self.view.is_idle()

    def let_go(self) -> None:
        self.save_now()
        self.view.close_all()
        self.side.let_go()

    def remember_password(self, password: str) -> None:
        self.view.opener.shelf.offer_password(password)

    def set_reading(self, reading: Reading) -> None:
        self.view.set_reading(reading)

    def reset_layout(self) -> None:
        self.view.reset_layout()


def _down(part: str | None) -> float | None:
    """How far down a sheet a place is; None where it does not say."""
    try:
        return min(max(float(part or ""), -1.0), 1.0)
    except ValueError:
        return None
