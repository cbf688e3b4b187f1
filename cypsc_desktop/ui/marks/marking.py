"""What is selected or chosen becomes a mark, or another mark: in the library first, then on the page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from cypsc_desktop.commands import making_marks, marks
from cypsc_desktop.commands.making_marks import Piece
from cypsc_desktop.commands.marks import Shown
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Annotation
from cypsc_desktop.papers.kinds import TEXT_KINDS
from cypsc_desktop.ui.marks import looks, tools
from cypsc_desktop.ui.marks.choice import Choice
from cypsc_desktop.ui.marks.held import HeldMarks
from cypsc_desktop.ui.marks.making import alike, note_beside, pieces_of, round_all
from cypsc_desktop.ui.papers import selecting
from cypsc_desktop.ui.papers.paper_pane import PaperPane
from cypsc_desktop.ui.papers.view import PapersView
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.widgets.notices import announce


class Marking(QObject):
    """``failed(words)``; ``changed()``: what can be done may be other; ``commented()``: the comment of the mark that was made
    is typed next; ``unwanted(Shown)``: a mark is to go; ``tool_wanted(tool)``: a tool of ``tools`` is to be taken up."""

    failed = Signal(str)
    changed = Signal()
    commented = Signal()
    unwanted = Signal(object)
    tool_wanted = Signal(str)

    def __init__(
        self, session: Session, view: PapersView, held: HeldMarks, choice: Choice, *, tool: Callable[[], str]
    ) -> None:
        """``tool`` gives the one in hand."""
        super().__init__(view)
        self._session = session
        self._view = view
        self._held = held
        self._choice = choice
        self._tool = tool
        self._meaning = "question"  # what the highlighter gives
        self._waits: Callable[[], None] | None = None  # what is to be marked when its text has come

    def mean(self, meaning: str) -> None:
        """Mark what is selected with this meaning, over several sheets as one step; else give it to the mark that is
        chosen. Words that are marked already get the new meaning, not a second mark."""
        self._meaning = meaning
        pieces = self._selected(lambda: self.mean(meaning))
        if pieces is None:
            return
        if not pieces:
            if (shown := self._choice.mark()) is not None:
                self._change(shown.mark.id, meaning=meaning)
            return
        same = {piece.page: old for piece in pieces if (old := self._same(piece)) is not None}
        fresh = [piece for piece in pieces if piece.page not in same]
        self.make("highlight", fresh, meaning=meaning, again=[old.mark.id for old in same.values()])
        self._end_selection()

    def _selected(self, again: Callable[[], None]) -> list[Piece] | None:
        """What is selected, sheet by sheet; None where the text of one of them is still being read: then what is wanted
        is done ``again`` when it has come."""
        area = self._view.active.area
        self._waits = None if area.has_selection_read() else again
        return None if self._waits is not None else list(pieces_of(area))

    def on_text(self, pane: PaperPane) -> None:
        """The text of a page has come."""
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
            self.changed.emit()
        elif self._tool() == tools.HIGHLIGHT or not self.becomes("highlight"):
            self.tool_wanted.emit(tools.HIGHLIGHT)

    def mark(self, kind: str) -> None:
        """Underline or strike out what is selected; else make that of the chosen mark."""
        pieces = self._selected(lambda: self.mark(kind))
        if pieces is None:
            return
        if pieces:
            self.make(kind, pieces)
            self._end_selection()
        else:
            self.becomes(kind)

    def becomes(self, kind: str) -> bool:
        """Make another kind of the chosen mark, where it marks words."""
        shown = self._choice.mark()
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
            self.tool_wanted.emit(tools.BOX)
            return
        self.make("box", [Piece(p.page, (round_all(p.rects),), (), p.quote, p.before, p.after) for p in pieces])
        self._end_selection()
        self.changed.emit()

    def note(self) -> None:
        """A note on the page, at what is selected, else at the head of the page; its comment is typed next."""
        piece = next(pieces_of(self._view.active.area), None) or self._head_of_page()
        if piece is not None:
            self.put_note(Piece(piece.page, (note_beside(piece.rects[0]),), (), piece.quote, piece.before, piece.after))
            self._end_selection()

    def put_note(self, piece: Piece) -> None:
        """A note on the page, whose comment is typed next."""
        if self.make("note", [piece]) is not None:
            self.commented.emit()

    def bookmark(self) -> None:
        """A ribbon at the head of the page being read, or away with it."""
        document, head = self._view.active.document, self._head_of_page()
        if document is None or head is None:
            return
        there = self._held.on(document.id, head.page)
        old = next((s for s in there if looks.is_bookmark(s.mark) and not s.former), None)
        if old is not None:
            self.unwanted.emit(old)
            return
        self.make("note", [head], tags=(looks.BOOKMARK,))

    def _head_of_page(self) -> Piece | None:
        area, sheet = self._view.active.area, self._view.sheet()
        if self._view.active.document is None or not sheet:
            return None
        right = area.page_size(sheet)[0]
        return Piece(sheet, ((right - 40, 8, right - 22, 34),))

    def _same(self, piece: Piece) -> Shown | None:
        """A highlight of just these words."""
        document = self._view.active.document
        there = self._held.on(document.id, piece.page) if document else ()
        return next(
            (s for s in there if s.mark.mark == "highlight" and not s.former and alike(s.rects, piece.rects)), None
        )

    def make(
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
            made = making_marks.mark_pieces(
                self._session.store, document.id, pieces, kind, actor=self._session.actor, meaning=meaning, tags=tags,
                again=again,
            )  # fmt: skip
        except UserError as error:
            self.failed.emit(str(error))
            return None
        for one in reversed(made):
            self._choice.take(one, chosen=chosen)
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
        self._choice.take(changed)
        word = (
            looks.NAMES.get(changed.meaning or "") if "meaning" in values else looks.KIND_NAMES.get(changed.mark or "")
        )
        announce(self._view.active.area, f"Now {word}")

    def on_selection_made(self) -> None:
        """The pointer was let go over a selection: with the highlighter in hand it is marked."""
        if self._tool() == tools.HIGHLIGHT:
            self.mean(self._meaning)

    def _end_selection(self) -> None:
        """The caret stays where the selection ended."""
        area = self._view.active.area
        selected = area.selected()
        if selected is not None and area.is_caret_browsing():
            area.select(selecting.Selected(selected.head, selected.head))
        else:
            area.select(None)
