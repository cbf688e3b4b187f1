"""The papers screen: outline and small pages at the left, one or two papers with their bar at the right.

Opens papers, follows where they are read, prints and finds; the marks on pages are laid over them by others through
``set_overlays``.
"""

import logging
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from cypsc_desktop.commands import reading
from cypsc_desktop.model.records import Document
from cypsc_desktop.pdf.reading import Link
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.actions import actions_of, menu_of
from cypsc_desktop.ui.papers.find_bar import FindBar
from cypsc_desktop.ui.papers.guarded import guarded
from cypsc_desktop.ui.papers.left_pane import LeftPane
from cypsc_desktop.ui.papers.opener import Aim, Opener
from cypsc_desktop.ui.papers.overlays import Overlay
from cypsc_desktop.ui.papers.page_text import Box
from cypsc_desktop.ui.papers.paper_pane import PaperPane
from cypsc_desktop.ui.papers.scan_room import ScanRoom
from cypsc_desktop.ui.papers.toolbar import Toolbar
from cypsc_desktop.ui.papers.trail import Position, State, Trail
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, redress

if TYPE_CHECKING:
    from cypsc_desktop.ui.papers.print_room import PrintRoom

log = logging.getLogger(__name__)

OverlaysOf = Callable[[Document, int], Sequence[Overlay]]
"""What lies over a sheet (from 1) of a file."""
_REMEMBER_MS = 1000


class Selection(NamedTuple):
    """What is selected: the file, the sheet it begins on, its words, and its boxes in points by sheet."""

    document: Document
    sheet: int
    text: str
    rects: tuple[tuple[int, Box], ...]


class PapersView(QWidget):
    """``moved(document id, sheet)``: the reader is somewhere else; ``said(words)``: where, for the status bar;
    ``jumped()``: ``go_back`` or ``go_forward`` may lead elsewhere now; ``selection_changed()``; ``failed(words)``:
    something the person must know; ``told(words)``: something was done."""

    moved = Signal(str, int)
    said = Signal(str)
    jumped = Signal()
    selection_changed = Signal()
    failed = Signal(str)
    told = Signal(str)

    def __init__(
        self,
        session: Session,
        renderer: Renderer,
        jobs: Jobs,
        theme: Theme,
        ask: Ask,
        *,
        state: State | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._renderer = renderer
        self._jobs = jobs
        self._theme = theme
        self._overlays: OverlaysOf | None = None
        self.trail = Trail(state)
        self._outlined: tuple[str, int] | None = None
        self.opener = Opener(session, renderer, jobs, ask, self)
        self.opener.opened.connect(self._on_opened)
        self.opener.emptied.connect(self._on_emptied)
        self.opener.dropping.connect(self._on_dropping)
        self.opener.shelf.bookmarked.connect(self._show_outline)
        self._remember = QTimer(self, singleShot=True, interval=_REMEMBER_MS)
        self._remember.timeout.connect(self.remember)
        self.scans = ScanRoom(session.store, jobs, self)
        self.scans.done.connect(self._on_scans_read)
        self.scans.failed.connect(self.failed)
        self.acts = actions_of(self, self._doings())
        self.toolbar = Toolbar(self.acts, menu_of(self, self.acts), theme)
        self.toolbar.page_typed.connect(self._on_page_typed)
        self.find_bar = FindBar(theme)
        self.find_bar.hide()
        self.panes = [self._new_pane(), self._new_pane()]
        self.active = self.panes[0]
        self.panes[1].hide()
        self._build()
        self._chain()
        self.set_theme(theme)
        self._show_state()

    # Parts

    def _doings(self) -> dict[str, Callable[..., object]]:
        """What each action does, for the pane that is active then."""
        return {
            "page before": lambda: self.active.area.step_page(-1),
            "next page": lambda: self.active.area.step_page(1),
            "go to page": self.focus_page,
            "find": lambda _: self.open_find(),
            "find next": lambda: self._step_find(1),
            "find previous": lambda: self._step_find(-1),
            "fit width": lambda on: self._fit("width" if on else None),
            "fit page": lambda on: self._fit("page" if on else None),
            "zoom in": lambda: self.active.area.step_zoom(1),
            "zoom out": lambda: self.active.area.step_zoom(-1),
            "single": lambda on: self.active.area.set_single(bool(on)),
            "rotate right": lambda: self.active.area.rotate(1),
            "rotate left": lambda: self.active.area.rotate(-1),
            "invert": self.set_inverted,
            "split": self.set_split,
            "page text": lambda on: self.active.show_words(bool(on)),
            "caret": lambda on: self.active.area.set_caret_browsing(bool(on)),
            "copy": self.copy,
            "select page": lambda _: self.active.area.select_page(),
            "preview": lambda: self._print_room().preview(),
            "print": lambda: self._print_room().print_paper(),
            "read scans": self.read_scans,
        }

    def _new_pane(self) -> PaperPane:
        pane = PaperPane(self._session, self._jobs, self._theme)
        pane.can_read = reading.can_read_scans()
        pane.moved.connect(lambda sheet: self._on_moved(pane, sheet))
        pane.activated.connect(lambda: self._activate(pane))
        pane.closed.connect(lambda: self._close_pane(pane))
        pane.read_wanted.connect(self.read_scans)
        pane.area.link_followed.connect(lambda link: self._follow(pane, link))
        pane.area.selection_changed.connect(self._on_selection)
        pane.area.zoomed.connect(lambda _: self._show_zoom())
        pane.area.caret_browsed.connect(self.acts["caret"].setChecked)
        pane.area.text_shown.connect(lambda _: self._show_actions())
        pane.finder.changed.connect(self._show_hits)
        pane.area.set_layer("overlays", lambda sheet: self._overlays_on(pane, sheet))
        return pane

    def _build(self) -> None:
        self.left = LeftPane(self._theme)
        self.left.chosen.connect(self._jump)
        self.both = QSplitter(Qt.Orientation.Horizontal)
        self.both.setChildrenCollapsible(False)
        self.both.setHandleWidth(1)
        for pane in self.panes:
            self.both.addWidget(pane)
        self.find_bar.sought.connect(self._on_sought)
        self.find_bar.stepped.connect(self._on_stepped)
        self.find_bar.closed.connect(self.close_find)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.toolbar, self.find_bar):
            column.addWidget(widget)
        column.addWidget(self.both, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.left)
        self.splitter.addWidget(centre)
        self.splitter.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _chain(self) -> None:
        """Tab goes through the left pane, the bar, the find line, then the papers."""
        bar = self.find_bar
        order: list[QWidget] = [
            *self.left.choices.buttons(),
            self.left.outline,
            self.left.thumbnails,
            *self.toolbar.chain(),
        ]
        order += [bar.field, bar.previous, bar.next, bar.close_button]
        order += [widget for pane in self.panes for widget in pane.chain()]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme or text size; what is shown stays."""
        self._theme = theme
        self.toolbar.set_theme(theme)
        self.find_bar.set_theme(theme)
        self.left.set_theme(theme)
        for pane in self.panes:
            pane.set_theme(theme)
        self.splitter.setSizes([theme.px(236), max(400, self.width() - theme.px(236))])
        redress(self, theme)

    # Papers

    def show_document(self, document: Document, sheet: int | None = 1, box: Box | None = None) -> None:
        """Show a sheet (from 1) of a file in the active pane, a box of it framed. ``sheet`` None: where it was left."""
        self._note()
        pane = self.active
        if pane.paper is not None and pane.paper.document.id == document.id:
            if sheet is not None:
                pane.go_to(sheet, box)
            return
        place = self.trail.remembered(document) if sheet is None else None
        self._open(document, Aim(place, sheet or 1, box))

    def _open(self, document: Document, aim: Aim) -> None:
        """Show another file in the active pane."""
        self.remember()
        self.opener.open(self.active, document, aim)

    def show_nothing(self, words: str) -> None:
        """Say why there is nothing to read."""
        self.opener.empty(self.active, words)

    def close_all(self) -> None:
        """Remember where the reader is, and let go of every paper."""
        self.remember()
        for pane in self.panes:
            self.opener.forget(pane)
        self.scans.stop()
        self._jobs.stop(self)
        self.opener.shelf.close()
        self._show_state()
        self._remember.stop()

    def remember_password(self, document: str, password: str) -> None:
        """What opened a file at its import opens its pages too, until the window closes."""
        self.opener.shelf.remember_password(document, password)

    def is_idle(self) -> bool:
        """Whether all that is in sight is drawn."""
        return all(pane.is_idle() for pane in self.panes if not pane.isHidden()) and not self._jobs.busy()

    def _on_opened(self, pane: PaperPane) -> None:
        if pane is self.active:
            self._show_state()
            self._on_moved(pane, pane.area.sheet())

    def _on_emptied(self, pane: PaperPane) -> None:
        if pane is self.active:
            self._show_state()

    def _on_dropping(self, pane: PaperPane) -> None:
        """Nothing beside the pages may hold on to what goes."""
        if pane is self.active:
            self.left.show_paper(None)
            self._outlined = None

    # Where

    def document(self) -> Document | None:
        """The file in the active pane."""
        return self.active.document

    def sheet(self) -> int:
        """The sheet being read in the active pane, from 1; 0 where there is none."""
        return self.active.area.sheet()

    def position(self) -> Position | None:
        """Where the reader is, None where no pages are shown."""
        paper = self.active.paper
        return Position(paper.document.id, self.active.area.place()) if paper else None

    def go_to(self, position: Position) -> bool:
        """Where the reader was once. False where that file is no longer in the library."""
        if self.active.paper is not None and self.active.paper.document.id == position.document:
            self.active.area.go_to_place(position.place)
            return True
        record = self._session.read.record(position.document)
        if not isinstance(record, Document):
            return False
        self._open(record, Aim(position.place))
        return True

    def go_back(self) -> bool:
        """Before the last jump. False where there was none."""
        return self._travel(self.trail.back(self.position()))

    def go_forward(self) -> bool:
        """After the jump that ``go_back`` took back."""
        return self._travel(self.trail.forward(self.position()))

    def _travel(self, there: Position | None) -> bool:
        went = there is not None and self.go_to(there)
        self.jumped.emit()
        return went

    def _note(self) -> None:
        """Before a jump: where it began."""
        if self.trail.note(self.position()):
            self.jumped.emit()

    def _jump(self, sheet: int) -> None:
        self._note()
        self.active.go_to(sheet)

    def _on_moved(self, pane: PaperPane, sheet: int) -> None:
        if pane is self.active and pane.paper and sheet:
            self._show_page()
            self.moved.emit(pane.paper.document.id, sheet)
            self._remember.start()

    def remember(self) -> None:
        """Keep where each paper is read."""
        for pane in self.panes:
            if pane.paper:
                self.trail.remember(pane.paper.document, pane.area.place())

    def focus_page(self) -> None:
        """The page field, ready to be typed into."""
        self.toolbar.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.toolbar.number.selectAll()

    def _on_page_typed(self, typed: str) -> None:
        paper = self.active.paper
        if paper is None:
            return
        sheet = reading.sheet_of_number(paper.labels, typed, paper.handle.pages)
        if sheet is None:
            self.failed.emit(f"This paper has no page {typed.strip()}. Its sheets are 1 to {paper.handle.pages}.")
            self._show_page()
            return
        self._jump(sheet)
        self.active.setFocus()

    def _follow(self, pane: PaperPane, link: Link) -> None:
        """Inside the file: go there. Outside: nothing is opened from here; the address is copied."""
        if link.sheet is not None:
            self._note()
            pane.area.go_to(link.sheet, top=link.top)
            return
        address = QUrl(link.address).toString() or link.address
        QGuiApplication.clipboard().setText(address)
        self.told.emit(f"Copied {address}. CYPSC Desktop works offline: open it in a browser.")

    # What is shown of it

    def _show_state(self) -> None:
        """Everything beside the pages, after another paper or pane is looked at."""
        paper = self.active.paper
        for pane in self.panes:
            pane.show_active(pane is self.active)
        self.left.show_paper(paper)
        self._outlined = None
        self._show_outline()
        self._show_page()
        self._show_zoom()
        self._show_hits()
        self._show_actions()

    def _show_outline(self) -> None:
        paper = self.active.paper
        key = (paper.document.id, len(paper.bookmarks)) if paper else ("", 0)
        if key == self._outlined:
            return
        self._outlined = key
        nodes = reading.outline(self._session.read, paper.document, paper.bookmarks) if paper else ()
        self.left.show_nodes(nodes, paper)
        self.left.follow(self.active.area.sheet())

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in the bar or the lists goes back to the page; what was typed for a page goes."""
        if event.key() == Qt.Key.Key_Escape and not self.active.area.hasFocus():
            self._show_page()
            self.active.setFocus()
        else:
            event.ignore()

    def refresh(self) -> None:
        """Read the outline again, as after a change of items or papers."""
        self._outlined = None
        self._show_outline()

    def _show_page(self) -> None:
        paper, sheet = self.active.paper, self.active.area.sheet()
        total = paper.handle.pages if paper else 0
        self.toolbar.show_page(label=paper.label(sheet) if paper else None, sheet=sheet, of=total)
        self.acts["page before"].setEnabled(sheet > 1)
        self.acts["next page"].setEnabled(0 < sheet < total)
        self.left.follow(sheet)
        name = self.active.document.name if self.active.document else ""
        self.said.emit(paper.words_for(sheet) if paper and sheet else name or "")

    def _show_zoom(self) -> None:
        area = self.active.area
        self.toolbar.show_zoom(area.zoom() if self.active.paper else None)
        self.acts["fit width"].setChecked(area.fit() == "width")
        self.acts["fit page"].setChecked(area.fit() == "page")

    def _show_actions(self) -> None:
        area, there = self.active.area, self.active.paper is not None
        for name in set(self.acts) - {"page before", "next page", "split", "read scans", "copy"}:
            self.acts[name].setEnabled(there)
        self.acts["copy"].setEnabled(area.has_selection())
        self.acts["single"].setChecked(area.is_single())
        self.acts["invert"].setChecked(area.is_inverted())
        self.acts["caret"].setChecked(area.is_caret_browsing())
        self.acts["page text"].setChecked(not self.active.words.isHidden())
        paper = self.active.paper
        can_read = self.active.can_read and paper is not None and not paper.is_copy
        self.acts["read scans"].setEnabled(can_read)

    def _fit(self, fit: str | None) -> None:
        self.active.area.set_fit(fit)
        self._show_zoom()

    def set_inverted(self, on: bool) -> None:
        """Light letters on dark pages, in both papers."""
        for pane in self.panes:
            pane.area.set_inverted(on)
        self.acts["invert"].setChecked(on)

    def _on_stepped(self, way: int) -> None:
        self.active.finder.step(way)

    # Two papers

    def is_split(self) -> bool:
        return not self.panes[1].isHidden()

    def set_split(self, split: bool) -> None:
        """Two papers side by side, the second at the place of the first until another is chosen for it; or one."""
        if split == self.is_split():
            return
        self.acts["split"].setChecked(split)
        if split:
            first, second = self.panes
            second.show()
            self.both.setSizes([1000, 1000])
            second.area.set_inverted(first.area.is_inverted())
            position = self.position()
            self._activate(second)
            if first.paper is not None and position is not None:
                self.opener.open(second, first.paper.document, Aim(position.place))
        else:
            self._close_pane(self.panes[1])
        for pane in self.panes:
            pane.show_head(self.is_split())

    def _close_pane(self, pane: PaperPane) -> None:
        """One paper is left; it stands in the first pane."""
        kept = self.panes[0] if pane is self.panes[1] else self.panes[1]
        self.remember()
        self.opener.forget(pane)
        if kept is self.panes[1]:
            self.panes.reverse()
            self.both.insertWidget(0, kept)
        pane.hide()
        for each in self.panes:
            each.show_head(False)
        self.acts["split"].setChecked(False)
        self.active = kept
        self._show_state()
        kept.setFocus()

    def _activate(self, pane: PaperPane) -> None:
        if pane is self.active or pane.isHidden():
            return
        self.active = pane
        self._show_state()

    # Text

    def selection(self) -> Selection | None:
        """What is selected in the active pane, None where nothing is."""
        picked = self.active.area.picked()
        document = self.active.document
        return Selection(document, *picked) if picked and document else None

    def copy(self) -> None:
        self.active.area.copy()

    def set_overlays(self, overlays: OverlaysOf | None) -> None:
        """What to lay over the pages; call again when it changed."""
        self._overlays = overlays
        for pane in self.panes:
            pane.area.viewport().update()

    def _overlays_on(self, pane: PaperPane, sheet: int) -> Sequence[Overlay]:
        if self._overlays is None or pane.document is None:
            return ()
        return self._overlays(pane.document, sheet)

    def _on_selection(self) -> None:
        self.acts["copy"].setEnabled(self.active.area.has_selection())
        self.selection_changed.emit()

    def open_find(self, words: str = "") -> None:
        """Find words in the paper being read; what is selected on one line is offered."""
        picked = self.active.area.picked()
        offered = picked.text if picked and "\n" not in picked.text and len(picked.text) <= 60 else ""
        self.find_bar.open(words or offered)

    def close_find(self) -> None:
        self.find_bar.hide()
        self.find_bar.forget()
        for pane in self.panes:
            pane.finder.clear()
        self.active.setFocus()

    def _on_sought(self, words: str) -> None:
        self._note()
        self.active.finder.seek(words)

    def _step_find(self, way: int) -> None:
        if self.find_bar.isHidden() or not self.active.finder.is_seeking():
            self.open_find(self.find_bar.field.text())
        else:
            self.active.finder.step(way)

    def _show_hits(self) -> None:
        finder = self.active.finder
        self.find_bar.show_state(finder.words(), can_step=finder.count() > 0)

    # Print, scans

    def _print_room(self) -> "PrintRoom":
        """Made when it is needed: what prints is loaded late."""
        from cypsc_desktop.ui.papers.print_room import PrintRoom

        return PrintRoom(self, self._renderer, self._jobs)

    def read_scans(self) -> None:
        """Have the scanned pages read into a searchable copy, which is then shown; the file itself stays as it is."""
        paper = self.active.paper
        if paper is None:
            return
        self.told.emit("Reading the scanned pages. This goes on while you read.")
        self.scans.read(paper.document)

    def _on_scans_read(self, document: Document) -> None:
        shown = [pane for pane in self.panes if pane.paper and pane.paper.document.id == document.id]
        places = [(pane, pane.area.place()) for pane in shown]
        for pane in shown:
            self.opener.drop(pane)
        for pane, place in places:
            self.opener.open(pane, document, Aim(place))
        self.told.emit("The scanned pages have been read: their words can be selected and found.")
