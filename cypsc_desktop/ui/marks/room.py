"""Marking in the papers screen: between what is selected, drawn or chosen on the pages and the marks in the library.

Each mark is durable before it is painted. Knows no list of marks: see MarksPane.
"""

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QMenu, QWidget

from cypsc_desktop.commands import drawing, marks
from cypsc_desktop.commands.enquiries import enquiries_of, to_enquiries
from cypsc_desktop.commands.from_marks import draft_from_marks
from cypsc_desktop.commands.marks import Piece, Shown
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Annotation
from cypsc_desktop.papers.kinds import MEANINGS, TEXT_KINDS
from cypsc_desktop.pdf.frames import hull
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.marks import looks, tools
from cypsc_desktop.ui.marks.actions import actions_of, fill_menu
from cypsc_desktop.ui.marks.hand import MarkHand
from cypsc_desktop.ui.marks.held import HeldMarks
from cypsc_desktop.ui.marks.laid import LaidMarks
from cypsc_desktop.ui.marks.making import Drawn, alike, note_at, note_beside, pieces_of, round_all, words_in
from cypsc_desktop.ui.marks.rubbing import left_of
from cypsc_desktop.ui.marks.selection_bar import SelectionBar
from cypsc_desktop.ui.papers import selecting
from cypsc_desktop.ui.papers.page_text import Box
from cypsc_desktop.ui.papers.paper_pane import PaperPane
from cypsc_desktop.ui.papers.view import PapersView
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.notices import announce

_GOES_ON = 1.5  # seconds within which another stroke nearby belongs to the same drawing
_SAID = 20  # marks of a page that are told one by one
_NEARBY = 40.0  # points
_LED = ("highlight", "ink", "note tool", "underline", "box", "eraser")
"""Actions with a button of their own in the bar, the most wanted first."""


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
        self._chosen: tuple[str, str] | None = None  # file and mark
        self._listed: Shown | None = None  # the chosen mark where its paper may not be open
        self._coming: tuple[str, str] | None = None  # file and mark to be chosen when they are read
        self._meaning = "question"  # what the highlighter gives
        self._under_caret: str | None = None  # the mark that was told last
        self._waits: Callable[[], None] | None = None  # what is to be marked when its text has come
        self._drawn: tuple[str, float] | None = None  # the drawing that goes on, and when it was last drawn on
        self.held = HeldMarks(session, jobs, self, ready=lambda: all(p.area.is_idle() for p in view.pair.shown()))
        self.laid = LaidMarks(self.held, theme)
        self.held.changed.connect(self._on_marks)
        self.acts = actions_of(parent, {name: partial(self._do, do) for name, do in self._doings().items()})
        menu = view.controls.toolbar.more.menu()
        if menu is not None:
            fill_menu(menu, self.acts)
        view.controls.toolbar.lead_with([self.acts[name] for name in _LED])
        self.bars = {pane: SelectionBar(pane.area, self._bar_actions(), theme) for pane in view.panes}
        self.hands = {pane: self._hand(pane) for pane in view.panes}
        view.selection_changed.connect(self._show_actions)
        view.pair.turned.connect(self._show_actions)
        for changed in (view.opener.opened, view.opener.emptied):
            changed.connect(lambda _: self._show_actions())
        view.set_overlays(lambda document, sheet: self.laid.overlays(document.id, sheet, inverted=self._inverted()))
        self.set_theme(theme)
        self._show_actions()

    def _hand(self, pane: PaperPane) -> MarkHand:
        """What takes hold of the pages of a pane."""
        area = pane.area
        hand = MarkHand(area, chosen=lambda: self._choice_in(pane), opened=lambda point: self._open(pane, point))
        area.besides = partial(self._said_on, pane)
        area.selection_changed.connect(lambda: self._tell_under_caret(pane))
        area.clicked.connect(partial(self._on_clicked, pane))
        area.text_shown.connect(lambda _: self._on_text(pane))
        area.selection_made.connect(self._on_selection_made)
        area.menu_asked.connect(partial(self._on_menu, pane))
        hand.adjusting.placed.connect(self._place)
        hand.adjusting.worded.connect(self._word)
        hand.adjusting.let_go.connect(lambda: self._choose(None))
        hand.tools.drawn.connect(partial(self._on_drawn, pane))
        hand.tools.rubbed.connect(partial(self._on_rubbed, pane))
        hand.tools.dropped.connect(lambda: self.take_up(""))
        return hand

    def _doings(self) -> dict[str, Callable[[], object]]:
        return {
            **{meaning: partial(self.mean, meaning) for meaning in MEANINGS},
            "highlight": self.highlight,
            "underline": lambda: self.mark("underline"),
            "strikeout": lambda: self.mark("strikeout"),
            "box": self.box,
            "note": self.note,
            "note tool": lambda: self._toggle(tools.NOTE),
            "ink": lambda: self._toggle(tools.INK),
            "eraser": lambda: self._toggle(tools.ERASER),
            "bookmark": self.bookmark,
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
        others = (self.acts["note"], self.acts["underline"], self._view.acts["copy"])
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
        for hand in self.hands.values():
            hand.adjusting.settle()

    def stop(self) -> None:
        """The screen goes."""
        self.settle()
        self.held.stop()
        for bar in self.bars.values():
            bar.stop()

    # Making

    def mean(self, meaning: str) -> None:
        """Mark what is selected with this meaning, over several sheets as one step; else give it to the mark that is
        chosen. Words that are marked already get the new meaning, not a second mark."""
        self._meaning = meaning
        pieces = self._selected(lambda: self.mean(meaning))
        if pieces is None:
            return
        if not pieces:
            if self._chosen is not None:
                self._change(self._chosen[1], meaning=meaning)
            return
        same = {piece.page: old for piece in pieces if (old := self._same(piece)) is not None}
        fresh = [piece for piece in pieces if piece.page not in same]
        self._make("highlight", fresh, meaning=meaning, again=[old.mark.id for old in same.values()])
        self._end_selection()

    def _selected(self, again: Callable[[], None]) -> list[Piece] | None:
        """What is selected, sheet by sheet; None where the text of one of them is still being read: then what is wanted
        is done ``again`` when it has come."""
        area = self._view.active.area
        self._waits = None if area.has_selection_read() else again
        return None if self._waits is not None else list(pieces_of(area))

    def _on_text(self, pane: PaperPane) -> None:
        waits = self._waits
        if waits is not None and pane is self._view.active and pane.area.has_selection_read():
            self._waits = None
            if pane.area.has_selection():
                waits()

    def highlight(self) -> None:
        """Highlight what is selected with the meaning used last; a chosen underline becomes a highlight; else take up
        the highlighter."""
        if self._view.active.area.has_selection():
            self.mean(self._meaning)
            self._show_actions()
        elif self._tool() != tools.HIGHLIGHT and self._becomes("highlight"):
            self._show_actions()
        else:
            self._toggle(tools.HIGHLIGHT)

    def mark(self, kind: str) -> None:
        """Underline or strike out what is selected; else make that of the chosen mark."""
        pieces = self._selected(lambda: self.mark(kind))
        if pieces is None:
            return
        if pieces:
            self._make(kind, pieces)
            self._end_selection()
        else:
            self._becomes(kind)

    def _becomes(self, kind: str) -> bool:
        """Make another kind of the chosen mark, where it marks words."""
        shown = self.choice()
        if shown is None or shown.mark.mark not in TEXT_KINDS or shown.mark.mark == kind:
            return False
        self._change(shown.mark.id, mark=kind)
        return True

    def box(self) -> None:
        """A box round what is selected; else take up the tool that draws one."""
        pieces = self._selected(self.box)
        if pieces is None:
            return
        if not pieces:
            self._toggle(tools.BOX)
            return
        self._make("box", [Piece(p.page, (round_all(p.rects),), (), p.quote, p.before, p.after) for p in pieces])
        self._end_selection()
        self._show_actions()

    def note(self) -> None:
        """A note on the page, at what is selected, else at the head of the page; its comment is typed next."""
        piece = next(pieces_of(self._view.active.area), None) or self._head_of_page()
        if piece is not None:
            self._put_note(
                Piece(piece.page, (note_beside(piece.rects[0]),), (), piece.quote, piece.before, piece.after)
            )
            self._end_selection()

    def _put_note(self, piece: Piece) -> None:
        before = self._chosen
        self._make("note", [piece])
        if self._chosen != before:
            self.acts["comment"].trigger()

    def bookmark(self) -> None:
        """A ribbon at the head of the page being read, or away with it."""
        document, head = self._view.active.document, self._head_of_page()
        if document is None or head is None:
            return
        there = self.held.on(document.id, head.page)
        old = next((s for s in there if looks.is_bookmark(s.mark) and not s.former), None)
        if old is not None:
            self._choose(old)
            self.delete()
            return
        self._make("note", [head], tags=(looks.BOOKMARK,))

    def _head_of_page(self) -> Piece | None:
        area, sheet = self._view.active.area, self._view.sheet()
        if self._view.active.document is None or not sheet:
            return None
        right = area.page_size(sheet)[0]
        return Piece(sheet, ((right - 40, 8, right - 22, 34),))

    def _same(self, piece: Piece) -> Shown | None:
        """A highlight of just these words."""
        document = self._view.active.document
        there = self.held.on(document.id, piece.page) if document else ()
        return next(
            (s for s in there if s.mark.mark == "highlight" and not s.former and alike(s.rects, piece.rects)), None
        )

    def _make(
        self,
        kind: str,
        pieces: Sequence[Piece],
        *,
        meaning: str | None = None,
        tags: Sequence[str] = (),
        again: Sequence[str] = (),
        chosen: bool = True,
    ) -> Annotation | None:
        """The marks in the library and on the pages; the first of them."""
        document = self._view.active.document
        assert document is not None
        try:
            made = marks.mark_pieces(
                self._session.store, document.id, pieces, kind, actor=self._session.actor, meaning=meaning, tags=tags,
                again=again,
            )  # fmt: skip
        except UserError as error:
            self.failed.emit(str(error))
            return None
        for one in reversed(made):
            self._take(one, chosen=chosen)
        first = made[0]
        name = "Bookmark" if tags else looks.NAMES.get(meaning or "", looks.KIND_NAMES[kind].capitalize())
        more = f" and {len(made) - 1} more" if len(made) > 1 else ""
        announce(
            self._view.active.area, f"{name} on page {first.printed or first.page}{more}, private. {first.quote or ''}"
        )
        return first

    def _change(self, entity: str, **values: object) -> None:
        try:
            changed = marks.change_mark(self._session.store, entity, actor=self._session.actor, **values)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self._take(changed)
        word = (
            looks.NAMES.get(changed.meaning or "") if "meaning" in values else looks.KIND_NAMES.get(changed.mark or "")
        )
        announce(self._view.active.area, f"Now {word}")

    def _take(self, mark: Annotation, *, chosen: bool = True) -> None:
        """A mark that is in the library now: show and choose it."""
        shown = marks.shown_here(mark)
        self.held.put(shown)
        if self._listed is not None and self._listed.mark.id == mark.id:
            self._listed = shown
        if chosen:
            self._choose(shown)

    # Tools

    def _tool(self) -> str:
        return next(iter(self.hands.values())).tools.tool

    def _toggle(self, tool: str) -> None:
        self.take_up("" if self._tool() == tool else tool)

    def take_up(self, tool: str) -> None:
        """Take a tool in hand, or put it down (empty)."""
        for hand in self.hands.values():
            hand.adjusting.settle()
            hand.tools.take_up(tool)
        if tool and tool != tools.HIGHLIGHT:
            self._view.active.area.select(None)
            self._choose(None)
        if tool:
            self._view.active.setFocus()
            announce(self._view.active.area, tools.SAID[tool])
        self._drawn = None
        self._show_actions()

    def _on_selection_made(self) -> None:
        if self._tool() == tools.HIGHLIGHT:
            self.mean(self._meaning)

    def _on_drawn(self, pane: PaperPane, tool: str, drawn: Drawn) -> None:
        """Something was drawn: kept, then shown."""
        self._view.pair.activate(pane)
        if tool == tools.INK:
            self._ink(drawn)
        elif drawn.box is not None and tool == tools.BOX:
            self._make("box", [words_in(drawn.box, drawn.sheet, pane.area.text(drawn.sheet))])
            self.take_up_quietly("")
        elif drawn.box is not None:
            self.take_up_quietly("")
            self._put_note(Piece(drawn.sheet, (note_at(*drawn.box[:2]),)))

    def take_up_quietly(self, tool: str) -> None:
        """As ``take_up`` where the tool has done its work: what was drawn stays chosen."""
        for hand in self.hands.values():
            hand.tools.take_up(tool)
        self._show_actions()

    def _ink(self, drawn: Drawn) -> None:
        """A stroke: of the drawing that was just drawn on, else of a new one."""
        document = self._view.active.document
        old = self.held.find(document.id, self._drawn[0]) if document and self._drawn else None
        now = monotonic()
        if old is None or self._drawn is None or now - self._drawn[1] > _GOES_ON or not _is_near(old, drawn):
            made = self._make("ink", [Piece(drawn.sheet, (), drawn.strokes)], chosen=False)
        else:
            made = drawing.draw_on(self._session.store, old.mark.id, drawn.strokes, actor=self._session.actor)
            self._take(made, chosen=False)
        self._drawn = (made.id, monotonic()) if made is not None else None

    def _on_rubbed(self, pane: PaperPane, sheet: int, points: Sequence[tuple[float, float]]) -> None:
        document = pane.document
        if document is None:
            return
        there = [s for s in self.held.on(document.id, sheet) if s.mark.mark == "ink" and not s.former]
        kept = {s.mark.id: left for s in there if (left := left_of(s, points)) is not None}
        if not kept:
            return
        remaining = drawing.erase_strokes(self._session.store, kept, actor=self._session.actor)
        for entity in set(kept) - {one.id for one in remaining}:
            self.held.drop(document.id, entity)
        for one in remaining:
            self._take(one, chosen=False)

    # Changing what is chosen

    def _place(self, shown: Shown, box: Box) -> None:
        """A mark stands elsewhere now, or has another size; a box also has other words in it."""
        store, actor, mark = self._session.store, self._session.actor, shown.mark
        pane = self._view.pair.showing(shown.document)
        try:
            if mark.mark in ("box", "circle") and pane is not None:
                piece = words_in(box, shown.page, pane.area.text(shown.page))
                moved = marks.move_mark(
                    store, mark.id, actor=actor, rects=(box,), quote=piece.quote, before=piece.before, after=piece.after
                )
            else:
                moved = marks.fit_mark(store, mark.id, box, actor=actor)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self._take(moved)

    def _word(self, shown: Shown, piece: Piece) -> None:
        """A mark stands on other words now."""
        try:
            moved = marks.move_mark(
                self._session.store, shown.mark.id, actor=self._session.actor, rects=piece.rects, quote=piece.quote,
                before=piece.before, after=piece.after,
            )  # fmt: skip
        except UserError as error:
            self.failed.emit(str(error))
            return
        self._take(moved)
        announce(self._view.active.area, moved.quote or "")

    def take_changed(self, mark: Annotation) -> None:
        """A mark was changed from the list: show it so."""
        self._take(mark)

    def _end_selection(self) -> None:
        """The caret stays where the selection ended."""
        area = self._view.active.area
        selected = area.selected()
        if selected is not None and area.is_caret_browsing():
            area.select(selecting.Selected(selected.head, selected.head))
        else:
            area.select(None)

    # Choosing

    def choice(self) -> Shown | None:
        """The mark that is chosen, on the page or in the list; None where none is."""
        if self._chosen is None:
            return None
        return self.held.find(*self._chosen) or (self._listed if self._is_listed() else None)

    def _is_listed(self) -> bool:
        """Whether what is chosen is on a paper that is not open."""
        return self._listed is not None and (self._listed.document, self._listed.mark.id) == self._chosen

    def _choice_in(self, pane: PaperPane) -> Shown | None:
        """The chosen mark if it is in this pane."""
        if self._chosen is None or pane.document is None or pane.document.id != self._chosen[0]:
            return None
        return self.choice()

    def choose(self, document: str, mark: str | None) -> None:
        """Choose a mark, as from the list; nothing moves."""
        self._choose(self.held.find(document, mark) if mark else None)

    def choose_shown(self, shown: Shown | None) -> None:
        """Choose a mark from a list, whichever paper it is on; nothing moves."""
        self._listed = shown
        self._choose(shown)

    def choose_coming(self, document: str, mark: str) -> None:
        """Choose a mark as soon as the marks of its paper are read."""
        found = self.held.find(document, mark)
        self._coming = None if found is not None else (document, mark)
        if found is not None:
            self._choose(found)

    def go_to(self, shown: Shown) -> None:
        """Show the page where a mark is, and choose it."""
        self._choose(shown)
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
            self.mean("question")
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
            self.mean("evidence")
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
        if shown is None:
            return
        try:
            marks.delete_marks(self._session.store, [shown.mark.id], actor=self._session.actor)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self.held.drop(shown.document, shown.mark.id)
        self._choose(None)
        self.done.emit("Mark deleted.")

    def _choose(self, shown: Shown | None) -> None:
        found = (shown.document, shown.mark.id) if shown else None
        if found != self._chosen:
            self._chosen = found
            self._repaint()
            self.chosen.emit(found[1] if found else None)
        self._show_actions()

    def _on_clicked(self, pane: PaperPane, point: QPointF) -> None:
        """A click on a mark or its letter chooses it, another click there the next one under it, one on bare paper none."""
        self._choose(self.laid.under(pane, point, self._choice_in(pane)))

    def _open(self, pane: PaperPane, point: QPointF) -> bool:
        """A double click on a note or a letter: its comment is typed. On words it selects a word."""
        shown = self.laid.under(pane, point, None)
        if shown is None or (pane.area.is_over_text(point) and shown.mark.mark != "note"):
            return False
        self._choose(shown)
        self.acts["comment"].trigger()
        return True

    def _on_menu(self, pane: PaperPane, menu: QMenu, point: QPointF) -> None:
        """The menu over a mark is about that mark."""
        shown = self.laid.under(pane, point, None)
        if shown is not None and not pane.area.has_selection():
            self._choose(shown)
        fill_menu(menu, self.acts)

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
        if self._coming is not None and self._coming[0] == document:
            self.choose_coming(*self._coming)
        if self._chosen is not None and self._chosen[0] == document and self.choice() is None:
            self._choose(None)
        for pane in self._view.panes:
            if pane.document is not None and pane.document.id == document:
                pane.area.overlays_changed()
                pane.area.tell_again()

    def _repaint(self) -> None:
        for pane in self._view.panes:
            pane.area.viewport().update()

    def _show_actions(self) -> None:
        selected = self._view.active.area.has_selection()
        read = self._view.active.paper is not None
        shown = self.choice()
        words = selected or (shown is not None and shown.mark.mark in TEXT_KINDS)
        for name in MEANINGS:
            self.acts[name].setEnabled(selected or self._chosen is not None)
        for name in ("underline", "strikeout"):
            self.acts[name].setEnabled(words)
        for name in ("highlight", "box", "note", "note tool", "ink", "eraser", "bookmark"):
            self.acts[name].setEnabled(read)
        for name, tool in (("highlight", tools.HIGHLIGHT), ("box", tools.BOX), ("note tool", tools.NOTE),
                           ("ink", tools.INK), ("eraser", tools.ERASER)):  # fmt: skip
            self.acts[name].setChecked(self._tool() == tool)
        self.acts["delete"].setEnabled(shown is not None and not selected)
        self.acts["comment"].setEnabled(shown is not None)
        for name in ("enquiry", "conclusion", "recommendation"):
            self.acts[name].setEnabled(selected or shown is not None)


def _cut(text: str) -> str:
    """A text short enough for a line."""
    return text if len(text) <= 60 else f"{text[:57].rstrip()}…"


def _is_near(shown: Shown, drawn: Drawn) -> bool:
    """Whether something drawn is beside a drawing."""
    if shown.page != drawn.sheet:
        return False
    a, b = hull((), shown.strokes), hull((), [[(p[0], p[1]) for p in stroke] for stroke in drawn.strokes])
    return a[0] - _NEARBY < b[2] and b[0] < a[2] + _NEARBY and a[1] - _NEARBY < b[3] and b[1] < a[3] + _NEARBY
