"""What is done on the pages with tools and handles, by hand or keys: drawn, rubbed out, moved, stretched; each in the
library before it shows as done."""

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, QPointF, Signal

from cypsc_desktop.commands import drawing, making_marks
from cypsc_desktop.commands.making_marks import Piece
from cypsc_desktop.commands.marks import Shown
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.pdf.frames import hull
from cypsc_desktop.ui.marks import tools
from cypsc_desktop.ui.marks.choice import Choice
from cypsc_desktop.ui.marks.hand import MarkHand
from cypsc_desktop.ui.marks.held import HeldMarks
from cypsc_desktop.ui.marks.making import Drawn, note_at, words_in
from cypsc_desktop.ui.marks.marking import Marking
from cypsc_desktop.ui.marks.rubbing import left_of
from cypsc_desktop.ui.papers.page_text import Box
from cypsc_desktop.ui.papers.paper_pane import PaperPane
from cypsc_desktop.ui.papers.view import PapersView
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.widgets.notices import announce

_GOES_ON = 1.5  # seconds within which another stroke nearby belongs to the same drawing
_NEARBY = 40.0  # points


class HandRoom(QObject):
    """``failed(words)``; ``changed()``: another tool is in hand."""

    failed = Signal(str)
    changed = Signal()

    def __init__(
        self,
        session: Session,
        view: PapersView,
        held: HeldMarks,
        choice: Choice,
        *,
        opened: Callable[[PaperPane, QPointF], bool],
    ) -> None:
        """``opened`` is called for a double click in a pane: whether it was on a mark."""
        super().__init__(view)
        self._session = session
        self._view = view
        self._held = held
        self._choice = choice
        self._drawn: tuple[str, float] | None = None  # the drawing that goes on, and when it was last drawn on
        self.hands = {pane: self._hand(pane, partial(opened, pane)) for pane in view.panes}
        self._marking: Marking

    def use(self, marking: Marking) -> None:
        """What makes marks of what is drawn."""
        self._marking = marking
        marking.tool_wanted.connect(self.toggle)

    def _hand(self, pane: PaperPane, opened: Callable[[QPointF], bool]) -> MarkHand:
        """What takes hold of the pages of a pane."""
        hand = MarkHand(pane.area, chosen=lambda: self._choice.mark_in(pane), opened=opened)
        hand.adjusting.placed.connect(self._place)
        hand.adjusting.worded.connect(self._word)
        hand.adjusting.let_go.connect(lambda: self._choice.choose(None))
        hand.tools.drawn.connect(partial(self._on_drawn, pane))
        hand.tools.rubbed.connect(partial(self._on_rubbed, pane))
        hand.tools.dropped.connect(lambda: self.take_up(""))
        return hand

    def settle(self) -> None:
        """What is being moved or stretched goes into the library."""
        for hand in self.hands.values():
            hand.adjusting.settle()

    # Tools

    def tool(self) -> str:
        """The one in hand; empty for none."""
        return next(iter(self.hands.values())).tools.tool

    def toggle(self, tool: str) -> None:
        """Take a tool up, or put it down where it is in hand."""
        self.take_up("" if self.tool() == tool else tool)

    def take_up(self, tool: str) -> None:
        """Take a tool in hand, or put it down (empty)."""
        for hand in self.hands.values():
            hand.adjusting.settle()
            hand.tools.take_up(tool)
        if tool and tool != tools.HIGHLIGHT:
            self._view.active.area.select(None)
            self._choice.choose(None)
        if tool:
            self._view.active.setFocus()
            announce(self._view.active.area, tools.SAID[tool])
        self._drawn = None
        self.changed.emit()

    def _on_drawn(self, pane: PaperPane, tool: str, drawn: Drawn) -> None:
        """Something was drawn: kept, then shown."""
        self._view.pair.activate(pane)
        if tool == tools.INK:
            self._ink(drawn)
        elif drawn.box is not None and tool == tools.BOX:
            self._marking.make("box", [words_in(drawn.box, drawn.sheet, pane.area.text(drawn.sheet))])
            self._put_down()
        elif drawn.box is not None:
            self._put_down()
            self._marking.put_note(Piece(drawn.sheet, (note_at(*drawn.box[:2]),)))

    def _put_down(self) -> None:
        """The tool has done its work; what was drawn stays chosen."""
        for hand in self.hands.values():
            hand.tools.take_up("")
        self.changed.emit()

    def _ink(self, drawn: Drawn) -> None:
        """A stroke: of the drawing that was just drawn on, else of a new one."""
        document = self._view.active.document
        old = self._held.find(document.id, self._drawn[0]) if document and self._drawn else None
        now = monotonic()
        if old is None or self._drawn is None or now - self._drawn[1] > _GOES_ON or not _is_near(old, drawn):
            made = self._marking.make("ink", [Piece(drawn.sheet, (), drawn.strokes)], chosen=False)
        else:
            made = drawing.draw_on(self._session.store, old.mark.id, drawn.strokes, actor=self._session.actor)
            self._choice.take(made, chosen=False)
        self._drawn = (made.id, monotonic()) if made is not None else None

    def _on_rubbed(self, pane: PaperPane, sheet: int, points: Sequence[tuple[float, float]]) -> None:
        document = pane.document
        if document is None:
            return
        there = [s for s in self._held.on(document.id, sheet) if s.mark.mark == "ink" and not s.former]
        kept = {s.mark.id: left for s in there if (left := left_of(s, points)) is not None}
        if not kept:
            return
        remaining = drawing.erase_strokes(self._session.store, kept, actor=self._session.actor)
        for entity in set(kept) - {one.id for one in remaining}:
            self._held.drop(document.id, entity)
        for one in remaining:
            self._choice.take(one, chosen=False)

    # The chosen mark

    def _place(self, shown: Shown, box: Box) -> None:
        """A mark stands elsewhere now, or has another size; a box also has other words in it."""
        store, actor, mark = self._session.store, self._session.actor, shown.mark
        pane = self._view.pair.showing(shown.document)
        try:
            if mark.mark in ("box", "circle") and pane is not None:
                piece = words_in(box, shown.page, pane.area.text(shown.page))
                moved = making_marks.move_mark(
                    store, mark.id, actor=actor, rects=(box,), quote=piece.quote, before=piece.before, after=piece.after
                )
            else:
                moved = making_marks.fit_mark(store, mark.id, box, actor=actor)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self._choice.take(moved)

    def _word(self, shown: Shown, piece: Piece) -> None:
        """A mark stands on other words now."""
        try:
            moved = making_marks.move_mark(
                self._session.store, shown.mark.id, actor=self._session.actor, rects=piece.rects, quote=piece.quote,
                before=piece.before, after=piece.after,
            )  # fmt: skip
        except UserError as error:
            self.failed.emit(str(error))
            return
        self._choice.take(moved)
        announce(self._view.active.area, moved.quote or "")


def _is_near(shown: Shown, drawn: Drawn) -> bool:
    """Whether something drawn is beside a drawing."""
    if shown.page != drawn.sheet:
        return False
    a, b = hull((), shown.strokes), hull((), [[(p[0], p[1]) for p in stroke] for stroke in drawn.strokes])
    return a[0] - _NEARBY < b[2] and b[0] < a[2] + _NEARBY and a[1] - _NEARBY < b[3] and b[1] < a[3] + _NEARBY
