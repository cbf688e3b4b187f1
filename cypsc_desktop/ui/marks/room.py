"""Marks in the papers screen: what can be done with them, the way from one to the next, and what comes of them. Making is
``Marking``'s, tools and handles are ``HandRoom``'s. Knows no list of marks: see MarksPane."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QMenu, QWidget

from cypsc_desktop.commands import marks
from cypsc_desktop.commands.enquiries import enquiries_of, to_enquiries
from cypsc_desktop.commands.from_marks import draft_from_marks
from cypsc_desktop.commands.marks import Shown
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Annotation
from cypsc_desktop.papers.kinds import MEANINGS, TEXT_KINDS
from cypsc_desktop.pdf.frames import hull
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.marks import looks, tools
from cypsc_desktop.ui.marks.actions import CHOSEN, WORDS, actions_of, fill_menu
from cypsc_desktop.ui.marks.choice import Choice
from cypsc_desktop.ui.marks.hand_room import HandRoom
from cypsc_desktop.ui.marks.held import HeldMarks
from cypsc_desktop.ui.marks.laid import LaidMarks
from cypsc_desktop.ui.marks.marking import Marking
from cypsc_desktop.ui.marks.selection_bar import SelectionBar
from cypsc_desktop.ui.papers.paper_pane import PaperPane
from cypsc_desktop.ui.papers.view import PapersView
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.notices import announce

_SAID = 20  # marks of a page that are told one by one
_LED = ("highlight", "ink", "note tool", "underline", "box", "eraser")
"""Actions with a button of their own in the bar, the most wanted first."""
_HELD_AS = {
    "highlight": tools.HIGHLIGHT, "box": tools.BOX, "note tool": tools.NOTE, "ink": tools.INK, "eraser": tools.ERASER,
}  # fmt: skip


class MarkRoom(QObject):
    """``chosen(mark id or None)``: another mark is chosen on the page; ``done(words)``: done, and Undo takes it back;
    ``failed(words)``; ``enquired(mark)``: it is a line of enquiry now; ``elsewhere(Shown)``: a mark on a paper that is
    not open is to be shown; ``led(Place)``: the person wants to what came of a mark;
    ``leaping()`` comes before and ``leapt()`` after a way to another mark."""

    chosen = Signal(object)
    done = Signal(str)
    failed = Signal(str)
    enquired = Signal(str)
    elsewhere = Signal(object)
    led = Signal(object)
    leaping = Signal()
    leapt = Signal()

    def __init__(self, session: Session, jobs: Jobs, view: PapersView, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._theme = theme
        self._under_caret: str | None = None  # the mark that was told last
        self._can: dict[Sequence[str], bool] = {}  # which actions are enabled
        self.held = HeldMarks(session, jobs, self, ready=lambda: all(p.area.is_idle() for p in view.pair.shown()))
        self.laid = LaidMarks(self.held, theme)
        self.held.changed.connect(self._on_marks)
        self.choosing = Choice(self.held, self)
        self.room_of_hands = HandRoom(session, view, self.held, self.choosing, opened=self._open)
        self.hands = self.room_of_hands.hands
        self.marking = Marking(session, view, self.held, self.choosing, tool=self.room_of_hands.tool)
        self.room_of_hands.use(self.marking)
        self.acts = actions_of(parent, {name: partial(self._do, do) for name, do in self._doings().items()})
        menu = view.controls.toolbar.more.menu()
        if menu is not None:
            fill_menu(menu, self.acts)
        view.controls.toolbar.lead_with([self.acts[name] for name in _LED])
        self.bars = {pane: SelectionBar(pane.area, self._bar_actions(), theme) for pane in view.panes}
        self._listen()
        view.set_overlays(lambda document, sheet: self.laid.overlays(document.id, sheet, inverted=self._inverted()))
        self.set_theme(theme)
        self._show_actions()

    def _listen(self) -> None:
        self.choosing.turned.connect(self._on_turned)
        self.marking.unwanted.connect(self._remove)
        self.marking.commented.connect(self.acts["comment"].trigger)
        for part in (self.marking, self.room_of_hands):
            part.failed.connect(self.failed)
            part.changed.connect(self._show_actions)
        view = self._view
        for signal in (self.choosing.touched, view.selection_changed, view.pair.turned):
            signal.connect(self._show_actions)
        for changed in (view.opener.opened, view.opener.emptied):
            changed.connect(lambda _: self._show_actions())
        for pane in view.panes:
            area = pane.area
            area.besides = partial(self._said_on, pane)
            area.selection_changed.connect(partial(self._tell_under_caret, pane))
            area.clicked.connect(partial(self._on_clicked, pane))
            area.text_shown.connect(lambda _, it=pane: self.marking.on_text(it))
            area.selection_made.connect(self.marking.on_selection_made)
            area.menu_asked.connect(partial(self._on_menu, pane))

    def _doings(self) -> dict[str, Callable[[], object]]:
        return {
            **{meaning: partial(self.marking.mean, meaning) for meaning in MEANINGS},
            "highlight": self.marking.highlight,
            "underline": partial(self.marking.mark, "underline"),
            "strikeout": partial(self.marking.mark, "strikeout"),
            "box": self.marking.box,
            "note": self.marking.note,
            "note tool": partial(self.room_of_hands.toggle, tools.NOTE),
            "ink": partial(self.room_of_hands.toggle, tools.INK),
            "eraser": partial(self.room_of_hands.toggle, tools.ERASER),
            "bookmark": self.marking.bookmark,
            "next mark": lambda: self.step(1),
            "mark before": lambda: self.step(-1),
            "delete": self.delete,
            "enquiry": self.to_enquiry,
            "conclusion": lambda: self.draft("conclusion"),
            "recommendation": lambda: self.draft("recommendation"),
            "comment": lambda: None,
            "marks": lambda: None,
        }

    def _do(self, what: Callable[[], object]) -> None:
        """Do it, once what was being moved or stretched is kept."""
        self.settle()
        what()

    def _bar_actions(self) -> list[QAction]:
        """What the bar beside a selection offers."""
        others = (self.acts["note"], self.acts["underline"], self.acts["enquiry"], self._view.acts["copy"])
        return [*(self.acts[meaning] for meaning in MEANINGS), *others]

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self._theme = theme
        self.laid.set_theme(theme)
        for meaning in MEANINGS:
            self.acts[meaning].setIcon(looks.badge_icon(theme, meaning, theme.px(20)))
        for name, action in self.acts.items():
            if name not in MEANINGS and action.property("icon_name"):
                action.setIcon(theme.icon(str(action.property("icon_name"))))
        for bar in self.bars.values():
            bar.set_theme(theme)

    def refresh(self) -> None:
        """Something about marks changed in the library."""
        self.held.read_again()

    def settle(self) -> None:
        """What is being moved or stretched goes into the library."""
        self.room_of_hands.settle()

    def stop(self) -> None:
        """The screen goes."""
        self.settle()
        self.held.stop()
        for bar in self.bars.values():
            bar.stop()

    def take_changed(self, mark: Annotation) -> None:
        """A mark was changed from the list: show it so."""
        self.choosing.take(mark)

    def take_up(self, tool: str) -> None:
        """Take a tool of ``tools`` in hand, or put it down (empty)."""
        self.room_of_hands.take_up(tool)

    # Choosing

    def choice(self) -> Shown | None:
        """The mark that is chosen, on the page or in the list; None where none is."""
        return self.choosing.mark()

    def choose(self, document: str, mark: str | None) -> None:
        """Choose a mark of a paper that is open; nothing moves."""
        self.choosing.choose(self.held.find(document, mark) if mark else None)

    def go_to(self, shown: Shown) -> None:
        """Show the page where a mark is, and choose it."""
        self.choosing.choose(shown)
        pane = self._view.pair.showing(shown.document)
        if pane is None or pane.paper is None:
            self.elsewhere.emit(shown)
            return
        self._view.pair.activate(pane)
        box = shown.rects[0] if shown.rects else hull((), shown.strokes) if shown.strokes else None
        seen = pane.area.sheets_in_sight()
        if shown.page in seen and box is not None:
            pane.area.bring_into_sight(shown.page, box)
            return
        self.leaping.emit()
        pane.area.go_to(shown.page, box, framed=False)
        self.leapt.emit()

    def step(self, way: int) -> None:
        """To the next mark of the paper, or the one before."""
        document = self._view.active.document
        if document is None:
            return
        found = looks.stepped(self.held.of(document.id), self.choice(), way, sheet=self._view.sheet())
        if found is None:
            self.failed.emit("There is no mark after this one." if way > 0 else "There is no mark before this one.")
            return
        self.go_to(found)
        announce(self._view.active.area, looks.words_of(found))

    def to_enquiry(self) -> None:
        """Make a line of enquiry of the chosen mark; what is selected is marked as a question first. Where there is a
        line already, go to it."""
        if self._view.active.area.has_selection():
            self.marking.mean("question")
        shown = self.choice()
        if shown is None:
            return
        store, actor = self._session.store, self._session.actor
        try:
            made = to_enquiries(store, [shown.mark.id], actor=actor)
        except UserError as error:
            self.failed.emit(str(error))
            return
        if made:
            self.done.emit("Added to the lines of enquiry. Ctrl+Shift+Q again goes there.")
            self.enquired.emit(shown.mark.id)
            return
        lines = enquiries_of(store.read, person=actor)
        line = next((one.enquiry for one in lines if one.enquiry.annotation == shown.mark.id), None)
        if line is not None:
            self.led.emit(Place("enquiries", line.meeting, record=line.id))

    def draft(self, kind: str) -> None:
        """A draft of a conclusion or recommendation that rests on the chosen mark, or on what is selected."""
        if self._view.active.area.has_selection():
            self.marking.mean("evidence")
        shown = self.choice()
        if shown is None:
            return
        try:
            made = draft_from_marks(self._session.store, [shown.mark.id], kind, actor=self._session.actor)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self.done.emit(f"Draft {kind} made: “{_cut(made.text or '')}”. It is private to you.")
        self.enquired.emit(shown.mark.id)

    def delete(self) -> None:
        """Move the chosen mark to the bin."""
        shown = self.choice()
        if shown is not None:
            self._remove(shown)

    def _remove(self, shown: Shown) -> None:
        try:
            marks.delete_marks(self._session.store, [shown.mark.id], actor=self._session.actor)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self.held.drop(shown.document, shown.mark.id)
        self.choosing.choose(None)
        self.done.emit("Mark deleted.")

    def _on_clicked(self, pane: PaperPane, point: QPointF) -> None:
        """A click on a mark or its letter chooses it, another click there the next one under it, one on bare paper none."""
        self.choosing.choose(self.laid.under(pane, point, self.choosing.mark_in(pane)))

    def _open(self, pane: PaperPane, point: QPointF) -> bool:
        """A double click on a note or a letter: its comment is typed. On words it selects a word."""
        shown = self.laid.under(pane, point, None)
        if shown is None or (pane.area.is_over_text(point) and shown.mark.mark != "note"):
            return False
        self.choosing.choose(shown)
        self.acts["comment"].trigger()
        return True

    def _on_menu(self, pane: PaperPane, menu: QMenu, point: QPointF) -> None:
        """The menu over a mark is about that mark."""
        shown = self.laid.under(pane, point, None)
        selected = pane.area.has_selection()
        if shown is not None and not selected:
            self.choosing.choose(shown)
        fill_menu(menu, self.acts, about=WORDS if selected else CHOSEN if shown is not None else "")

    def fill(self, menu: QMenu) -> None:
        """What can be done with the chosen mark."""
        fill_menu(menu, self.acts, about=CHOSEN)

    # What is heard

    def _said_on(self, pane: PaperPane, sheet: int) -> str:
        """The marks of a sheet, for screen readers."""
        document = pane.document
        there = [s for s in self.held.on(document.id, sheet) if not s.mark.reply_to] if document is not None else []
        if not there:
            return ""
        listed = ". ".join(looks.words_of(shown) for shown in there[:_SAID])
        more = f". And {len(there) - _SAID} more" if len(there) > _SAID else ""
        return f"{len(there)} mark{'' if len(there) == 1 else 's'}: {listed}{more}. Text: "

    def _tell_under_caret(self, pane: PaperPane) -> None:
        """A caret that comes onto a mark tells whose words these are."""
        area = pane.area
        selected = area.selected()
        if not area.is_caret_browsing() or selected is None or not selected.is_empty or not QAccessible.isActive():
            self._under_caret = None
            return
        text = area.text(selected.head.sheet)
        box = text.caret(selected.head.position) if text else None
        point = area.on_window(box, selected.head.sheet).center() if box else None
        shown = self.laid.under(pane, point, None) if point is not None else None
        now = shown.mark.id if shown else None
        if now is not None and now != self._under_caret and shown is not None:
            announce(area, looks.words_of(shown))
        self._under_caret = now

    # What is shown

    def _inverted(self) -> bool:
        return self._view.active.area.is_inverted()

    def _on_marks(self, document: str) -> None:
        self.laid.forget(document)
        for pane in self._view.panes:
            if pane.document is not None and pane.document.id == document:
                pane.area.overlays_changed()
                pane.area.tell_again()

    def _on_turned(self, mark: str | None) -> None:
        for pane in self._view.panes:
            pane.area.viewport().update()
        self.chosen.emit(mark)

    def _show_actions(self) -> None:
        selected = self._view.active.area.has_selection()
        read = self._view.active.paper is not None
        shown, tool = self.choice(), self.room_of_hands.tool()
        for name, its in _HELD_AS.items():
            self.acts[name].setChecked(tool == its)
        is_words = shown is not None and shown.mark.mark in TEXT_KINDS
        for names, on in (
            (MEANINGS, selected or shown is not None),
            (("underline", "strikeout"), selected or is_words),
            (("highlight", "box", "note", "note tool", "ink", "eraser", "bookmark"), read),
            (("delete",), shown is not None and not selected),
            (("comment",), shown is not None),
            (("enquiry", "conclusion", "recommendation"), selected or shown is not None),
        ):
            if self._can.get(names) is not on:  # asked three times for each mark that is made
                self._can[names] = on
                for name in names:
                    self.acts[name].setEnabled(on)


def _cut(text: str) -> str:
    """A text short enough for a line."""
    return text if len(text) <= 60 else f"{text[:57].rstrip()}…"
