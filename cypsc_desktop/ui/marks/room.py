"""Marking in the papers screen: between what is selected or chosen on the pages and the marks in the library.

Each mark is durable before it is painted. Knows no list of marks: see MarksPane."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from cypsc_desktop.commands import marks
from cypsc_desktop.commands.enquiries import to_enquiries
from cypsc_desktop.commands.marks import Shown
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Annotation
from cypsc_desktop.papers.kinds import MEANINGS
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.marks import looks
from cypsc_desktop.ui.marks.actions import actions_of, fill_menu
from cypsc_desktop.ui.marks.held import HeldMarks
from cypsc_desktop.ui.marks.selection_bar import SelectionBar
from cypsc_desktop.ui.papers import selecting
from cypsc_desktop.ui.papers.overlays import BADGE, Overlay, Style, badge_rect
from cypsc_desktop.ui.papers.page_text import Box
from cypsc_desktop.ui.papers.paper_pane import PaperPane
from cypsc_desktop.ui.papers.view import PapersView
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.notices import announce

_CONTEXT = 60  # characters around a quote that tell it from the same words elsewhere
_CLEAR = 3.0  # points from a mark at which a click still hits it


class Piece(NamedTuple):
    """What one sheet has of a selection."""

    sheet: int
    boxes: tuple[Box, ...]
    quote: str
    before: str
    after: str


class MarkRoom(QObject):
    """``chosen(mark id or None)``: another mark is chosen on the page; ``done(words)``: done, and Undo takes it back;
    ``failed(words)``; ``enquired(mark)``: it is a line of enquiry now;
    ``leaping()`` comes before and ``leapt()`` after a way to another mark."""

    chosen = Signal(object)
    done = Signal(str)
    failed = Signal(str)
    enquired = Signal(str)
    leaping = Signal()
    leapt = Signal()

    def __init__(self, session: Session, jobs: Jobs, view: PapersView, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._theme = theme
        self._chosen: tuple[str, str] | None = None  # file and mark
        self._overlays: dict[tuple[str, int, bool], list[Overlay]] = {}
        self.held = HeldMarks(session, jobs, self, ready=lambda: all(p.area.is_idle() for p in view.pair.shown()))
        self.held.changed.connect(self._on_marks)
        self.acts = actions_of(parent, self._doings())
        menu = view.controls.toolbar.more.menu()
        if menu is not None:
            fill_menu(menu, self.acts)
        self.bars = {pane: SelectionBar(pane.area, self._bar_actions(), theme) for pane in view.panes}
        for pane in view.panes:
            pane.area.set_layer("chosen mark", partial(self._chosen_on, pane))
            pane.area.clicked.connect(partial(self._on_clicked, pane))
            pane.area.menu_asked.connect(lambda menu: fill_menu(menu, self.acts))
        view.selection_changed.connect(self._show_actions)
        view.set_overlays(lambda document, sheet: self._on_sheet(document.id, sheet))
        self.set_theme(theme)
        self._show_actions()

    def _doings(self) -> dict[str, Callable[[], object]]:
        return {
            **{meaning: partial(self.mean, meaning) for meaning in MEANINGS},
            "underline": lambda: self.mark("underline"),
            "strikeout": lambda: self.mark("strikeout"),
            "box": lambda: self.mark("box"),
            "note": self.note,
            "bookmark": self.bookmark,
            "next mark": lambda: self.step(1),
            "mark before": lambda: self.step(-1),
            "delete": self.delete,
            "enquiry": self.to_enquiry,
            "comment": lambda: None,
            "marks": lambda: None,
        }

    def _bar_actions(self) -> list[QAction]:
        """What the bar beside a selection offers."""
        others = (self.acts["note"], self.acts["underline"], self._view.acts["copy"])
        return [*(self.acts[meaning] for meaning in MEANINGS), *others]

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self._theme = theme
        self._overlays.clear()
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

    def stop(self) -> None:
        """The screen goes."""
        self.held.stop()
        for bar in self.bars.values():
            bar.stop()

    # Making

    def mean(self, meaning: str) -> None:
        """Mark what is selected with this meaning; else give it to the mark that is chosen. Words that are marked
        already get the new meaning, not a second mark."""
        pieces = list(self._pieces())
        if not pieces:
            if self._chosen is not None:
                self._change(self._chosen[1], meaning)
            return
        for piece in pieces:
            same = self._same(piece)
            if same is not None:
                self._change(same.mark.id, meaning)
            else:
                self._make("highlight", piece, meaning=meaning)
        self._end_selection()

    def mark(self, kind: str) -> None:
        """Underline or strike out what is selected, or draw a box round it."""
        for piece in list(self._pieces()):
            self._make(kind, piece._replace(boxes=(_round(piece.boxes),)) if kind == "box" else piece)
        self._end_selection()

    def note(self) -> None:
        """A note on the page, at what is selected, else at the head of the page; its comment is typed next."""
        piece = next(iter(list(self._pieces())), None) or self._head_of_page()
        if piece is None:
            return
        left, top = piece.boxes[0][0], piece.boxes[0][1]
        corner = (max(4.0, left - 22), top, max(22.0, left - 4), top + 18)
        before = self._chosen
        self._make("note", piece._replace(boxes=(corner,)))
        self._end_selection()
        if self._chosen != before:
            self.acts["comment"].trigger()

    def bookmark(self) -> None:
        """A ribbon at the head of the page being read, or away with it."""
        document, head = self._view.active.document, self._head_of_page()
        if document is None or head is None:
            return
        there = self.held.on(document.id, head.sheet)
        old = next((s for s in there if looks.is_bookmark(s.mark) and not s.former), None)
        if old is not None:
            self._choose(old)
            self.delete()
            return
        self._make("note", head, tags=(looks.BOOKMARK,))

    def _head_of_page(self) -> Piece | None:
        area, sheet = self._view.active.area, self._view.sheet()
        if self._view.active.document is None or not sheet:
            return None
        right = area.page_size(sheet)[0]
        return Piece(sheet, ((right - 40, 8, right - 22, 34),), "", "", "")

    def _pieces(self) -> Iterator[Piece]:
        """What is selected, sheet by sheet."""
        area = self._view.active.area
        selected = area.selected()
        if selected is None or selected.is_empty or self._view.active.document is None:
            return
        for sheet in selected.sheets():
            text = area.text(sheet)
            part = selecting.part_of(selected, sheet, text) if text else None
            if text is None or part is None or not part.boxes:
                continue
            words = text.text
            yield Piece(
                sheet, part.boxes, words[part.start : part.end].strip(), words[max(0, part.start - _CONTEXT) : part.start],
                words[part.end : part.end + _CONTEXT],
            )  # fmt: skip

    def _same(self, piece: Piece) -> Shown | None:
        """A highlight of just these words."""
        document = self._view.active.document
        there = self.held.on(document.id, piece.sheet) if document else ()
        return next(
            (s for s in there if s.mark.mark == "highlight" and not s.former and _alike(s.rects, piece.boxes)), None
        )

    def _make(self, kind: str, piece: Piece, *, meaning: str | None = None, tags: Sequence[str] = ()) -> None:
        document = self._view.active.document
        assert document is not None
        try:
            made = marks.mark(
                self._session.store, document.id, piece.sheet, kind, actor=self._session.actor, rects=piece.boxes,
                quote=piece.quote, before=piece.before, after=piece.after, meaning=meaning, tags=tags,
            )  # fmt: skip
        except UserError as error:
            self.failed.emit(str(error))
            return
        self._take(made)
        name = "Bookmark" if tags else looks.NAMES.get(meaning or "", looks.KIND_NAMES[kind].capitalize())
        announce(self._view.active.area, f"{name} on page {made.printed or made.page}, private. {made.quote or ''}")

    def _change(self, mark: str, meaning: str) -> None:
        try:
            changed = marks.change_mark(self._session.store, mark, actor=self._session.actor, meaning=meaning)
        except UserError as error:
            self.failed.emit(str(error))
            return
        self._take(changed)
        announce(self._view.active.area, f"Now {looks.NAMES[meaning]}")

    def _take(self, mark: Annotation) -> None:
        """A mark that is in the library now: show and choose it."""
        shown = marks.shown_here(mark)
        self.held.put(shown)
        self._choose(shown)

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
        """The mark that is chosen on the page, None where none is."""
        return self.held.find(*self._chosen) if self._chosen else None

    def choose(self, document: str, mark: str | None) -> None:
        """Choose a mark, as from the list; nothing moves."""
        self._choose(self.held.find(document, mark) if mark else None)

    def go_to(self, shown: Shown) -> None:
        """Show the page where a mark is, and choose it."""
        self._choose(shown)
        pane = self._view.pair.showing(shown.document)
        if pane is None or pane.paper is None:
            return
        self._view.pair.activate(pane)
        box = shown.rects[0] if shown.rects else _hull(shown)
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
        """Make a line of enquiry of the chosen mark; what is selected is marked as a question first."""
        if self._view.active.area.has_selection():
            self.mean("question")
        shown = self.choice()
        if shown is None:
            return
        try:
            made = to_enquiries(self._session.store, [shown.mark.id], actor=self._session.actor)
        except UserError as error:
            self.failed.emit(str(error))
            return
        if made:
            self.done.emit("Added to the lines of enquiry.")
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
        """A click on a mark or its badge chooses it, one on bare paper chooses none."""
        self._choose(self._hit(pane, point))

    def _hit(self, pane: PaperPane, point: QPointF) -> Shown | None:
        """The smallest mark under a point of the window."""
        document, area = pane.document, pane.area
        sheet = area.sheet_at(point)
        if document is None or not sheet:
            return None
        there = [shown for shown in self.held.on(document.id, sheet) if not shown.mark.reply_to]
        page = QRectF(area.page_rect(sheet))
        drawn = self._on_sheet(document.id, sheet)
        hits: list[tuple[float, Shown]] = []
        for shown, overlay in zip(there, drawn, strict=True):
            rects = [area.on_window(box, sheet) for box in overlay.boxes]
            if not rects:
                continue
            if overlay.shape == "note":
                rects = [QRectF(rect.topLeft(), rect.topLeft() + QPointF(BADGE, BADGE)) for rect in rects]
            if overlay.badge and badge_rect(rects[0], page, overlay.badge_at).contains(point):
                return shown
            near = (rect.adjusted(-_CLEAR, -_CLEAR, _CLEAR, _CLEAR) for rect in rects)
            if any(rect.contains(point) for rect in near):
                hits.append((sum(rect.width() * rect.height() for rect in rects), shown))
        return min(hits, key=lambda hit: hit[0])[1] if hits else None

    # What is shown

    def _on_sheet(self, document: str, sheet: int) -> Sequence[Overlay]:
        there = self.held.on(document, sheet)
        inverted = self._view.active.area.is_inverted()
        key = (document, sheet, inverted)
        if key not in self._overlays:
            self._overlays[key] = looks.PageLooks(self._theme, inverted=inverted).overlays(there)
        return self._overlays[key]

    def _chosen_on(self, pane: PaperPane, sheet: int) -> Sequence[Overlay]:
        """A line round the mark that is chosen."""
        shown = self.choice()
        if shown is None or pane.document is None or pane.document.id != shown.document or shown.page != sheet:
            return ()
        edge = Theme("dark" if pane.area.is_inverted() else "light").colour("accent")
        hull = _hull(shown)
        if hull is None:
            return ()
        left, top, right, bottom = hull
        room = (left - 3, top - 3, max(right, left + 14) + 3, max(bottom, top + 14) + 3)
        return (Overlay((room,), Style(None, edge, 2, radius=4)),)

    def _on_marks(self, document: str) -> None:
        self._overlays = {key: drawn for key, drawn in self._overlays.items() if key[0] != document}
        if self._chosen is not None and self._chosen[0] == document and self.choice() is None:
            self._choose(None)
        self._repaint()

    def _repaint(self) -> None:
        for pane in self._view.panes:
            pane.area.viewport().update()

    def _show_actions(self) -> None:
        selected = self._view.active.area.has_selection()
        for name in MEANINGS:
            self.acts[name].setEnabled(selected or self._chosen is not None)
        for name in ("underline", "strikeout", "box"):
            self.acts[name].setEnabled(selected)
        self.acts["delete"].setEnabled(self._chosen is not None and not selected)
        self.acts["comment"].setEnabled(self._chosen is not None)
        self.acts["enquiry"].setEnabled(selected or self._chosen is not None)


def _alike(one: Sequence[Box], other: Sequence[Box]) -> bool:
    """Whether boxes are the same to a tenth of a point, as they are kept rounded."""
    pairs = zip(one, other, strict=False)
    return len(one) == len(other) and all(abs(a - b) < 0.1 for x, y in pairs for a, b in zip(x, y, strict=True))


def _round(boxes: Sequence[Box]) -> Box:
    """One box round all, with a little room."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts) - 3, min(tops) - 2, max(rights) + 3, max(bottoms) + 2


def _hull(shown: Shown) -> Box | None:
    """The box round all of a mark."""
    boxes = shown.rects or tuple((x, y, x, y) for stroke in shown.strokes for x, y in stroke)
    if not boxes:
        return None
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
