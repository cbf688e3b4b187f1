"""Papers being read: outline and small pages at the left, one or two papers with their bar at the right.

Opens papers, follows where they are read, prints and finds; the marks on pages are laid over them by others through
``set_overlays``. Knows nothing of places and tabs: see PapersScreen.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from cypsc_desktop.commands import reading
from cypsc_desktop.model.records import Document
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.controls import Controls
from cypsc_desktop.ui.papers.find_room import FindRoom
from cypsc_desktop.ui.papers.guarded import guarded
from cypsc_desktop.ui.papers.last_places import LastPlaces, State
from cypsc_desktop.ui.papers.left_pane import LeftPane
from cypsc_desktop.ui.papers.opener import Aim, Opener
from cypsc_desktop.ui.papers.overlays import Overlay
from cypsc_desktop.ui.papers.page_surface import PagePlace
from cypsc_desktop.ui.papers.page_text import Box
from cypsc_desktop.ui.papers.pair import Pair
from cypsc_desktop.ui.papers.paper_pane import PaperPane
from cypsc_desktop.ui.papers.scan_room import ScanRoom
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import Reading
from cypsc_desktop.ui.theme import Theme, redress

if TYPE_CHECKING:
    from cypsc_desktop.ui.papers.print_room import PrintRoom

OverlaysOf = Callable[[Document, int], Sequence[Overlay]]
"""What lies over a sheet (from 1) of a file."""
BUTTONS = ("outline", "find", "fit width", "single", "split", "invert", "rotate right", "print")
"""Actions with a button of their own where there is room, the most wanted first."""
_REMEMBER_MS = 1000
_NARROW = 620  # pixels at 100 % text below which the left pane gives way


class Selection(NamedTuple):
    """What is selected: the file, the sheet it begins on, its words with up to 60 characters before and after them, and
    its boxes in points by sheet."""

    document: Document
    sheet: int
    text: str
    before: str
    after: str
    rects: tuple[tuple[int, Box], ...]


class PapersView(QWidget):
    """``moved()``: the reader is somewhere else; ``leaving()`` comes before a leap and ``leapt()`` after it;
    ``told(words)``: where, for the status bar; ``said(words)``: something was done; ``failed(words)``: something the
    person must know; ``selection_changed()``; ``outlined()``: another outline is shown."""

    moved = Signal()
    leaving = Signal()
    leapt = Signal()
    told = Signal(str)
    said = Signal(str)
    failed = Signal(str)
    selection_changed = Signal()
    outlined = Signal()

    def __init__(
        self,
        session: Session,
        renderer: Renderer,
        jobs: Jobs,
        theme: Theme,
        ask: Ask,
        *,
        state: State | None = None,
        more: dict[str, Callable[..., object]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``more``: further actions of ``actions.WORDINGS`` by name, for the menu of the bar."""
        super().__init__(parent)
        self._session = session
        self._renderer = renderer
        self._jobs = jobs
        self._theme = theme
        self._overlays: OverlaysOf | None = None
        self.last_places = LastPlaces(state)
        self._outlined: str | None = None
        self._narrow = False
        self.opener = Opener(session, renderer, jobs, ask, self)
        self.opener.opened.connect(self._on_opened)
        self.opener.emptied.connect(self._on_emptied)
        self.opener.dropping.connect(self._on_dropping)
        self.opener.shelf.bookmarked.connect(self._show_outline)
        self._remember = QTimer(self, singleShot=True, interval=_REMEMBER_MS)
        self._remember.timeout.connect(self.remember)
        self.scans = ScanRoom(session.store, jobs, opener=self.opener, panes=lambda: self.panes, parent=self)
        self.controls = Controls(
            self, theme, pane=lambda: self.pair.active, shown=BUTTONS, more={**self._doings(), **(more or {})}
        )
        self.acts = self.controls.acts
        self.pair = Pair(self._new_pane, self)
        self.finding = FindRoom(theme, pane=lambda: self.pair.active, panes=self.pair.panes, parent=self)
        self._build()
        self._chain()
        self._wire()
        self.set_theme(theme)
        self.reset_layout()
        self._show_all()

    # Parts

    def _doings(self) -> dict[str, Callable[..., object]]:
        """What only a whole view can do."""
        return {
            "find": lambda _: self.finding.open(),
            "find next": lambda: self.finding.step(1),
            "find previous": lambda: self.finding.step(-1),
            "invert": self.set_inverted,
            "split": self.set_split,
            "outline": self.show_left,
            "preview": lambda: self._print_room().preview(),
            "print": lambda: self._print_room().print_paper(),
            "read scans": self.read_scans,
        }

    def _new_pane(self, parent: QWidget) -> PaperPane:
        pane = PaperPane(self._session, self._jobs, self._theme, parent)
        pane.can_read = reading.can_read_scans()
        pane.moved.connect(lambda _: self._on_moved(pane))
        pane.read_wanted.connect(self.read_scans)
        pane.area.selection_changed.connect(self.selection_changed)
        pane.area.text_shown.connect(lambda _: self._show_actions())
        pane.area.set_layer("overlays", lambda sheet: self._overlays_on(pane, sheet))
        self.controls.attach(pane)
        return pane

    def _build(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.left = LeftPane(self._theme, self.splitter)
        self.left.offer(self.acts["find"])
        centre = QWidget(self.splitter)
        self._column = column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.controls.toolbar)
        column.addWidget(self.finding.bar)
        column.addWidget(self.pair, 1)
        self.splitter.addWidget(self.left)
        self.splitter.addWidget(centre)
        self.splitter.setStretchFactor(1, 1)
        self.left.lower()  # first among the splitter's children, as screen readers tell them
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def head_with(self, line: QWidget, *, focused: QWidget) -> None:
        """A line of the screen's own between the bar and the papers, with what takes the focus in it."""
        self._column.insertWidget(1, line)
        QWidget.setTabOrder(self.controls.toolbar.chain()[-1], focused)
        QWidget.setTabOrder(focused, self.finding.bar.chain()[0])

    def _wire(self) -> None:
        self.left.chosen.connect(self.controls.leap)
        self.pair.turned.connect(self._on_turned)
        self.pair.closing.connect(self._on_closing)
        for leaper in (self.controls, self.finding):
            leaper.leaving.connect(self.leaving)
            leaper.leapt.connect(self.leapt)
        for teller in (self.controls, self.scans):
            teller.said.connect(self.said)
            teller.failed.connect(self.failed)

    def _chain(self) -> None:
        """Tab goes through the left pane, the bar, the find line, then the papers."""
        order = [*self.left.chain(), *self.controls.toolbar.chain(), *self.finding.bar.chain()]
        order += [widget for pane in self.pair.panes for widget in pane.chain()]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme or text size; what is shown stays."""
        scaled = theme.scale != self._theme.scale
        self._theme = theme
        self.controls.toolbar.set_theme(theme)
        self.finding.bar.set_theme(theme)
        self.left.set_theme(theme)
        for pane in self.panes:
            pane.set_theme(theme)
        if scaled:
            self.reset_layout()
        redress(self, theme)

    def reset_layout(self) -> None:
        """The left pane at its usual width; out of the way where the pages would be left too little."""
        self._narrow = self.width() < self._theme.px(_NARROW)
        self.show_left(not self._narrow)
        self.splitter.setSizes([self._theme.px(236), max(200, self.width() - self._theme.px(236))])

    def show_left(self, shown: bool) -> None:
        """Show or hide outline and small pages."""
        hiding = not shown and self.left.isAncestorOf(QApplication.focusWidget() or self)
        self.left.setVisible(shown)
        self.acts["outline"].setChecked(shown)
        if hiding:
            self.active.setFocus()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self.width() < self._theme.px(_NARROW)) != self._narrow:
            self.reset_layout()

    # Papers

    @property
    def active(self) -> PaperPane:
        """The pane that the reader is in."""
        return self.pair.active

    @property
    def panes(self) -> list[PaperPane]:
        return self.pair.panes

    def show_document(
        self, document: Document, sheet: int | None = 1, box: Box | None = None, *, down: float | None = None
    ) -> None:
        """Show a sheet (from 1) of a file, a box of it framed, or so far down it as a part of its height. ``sheet`` None:
        where it was left. It is shown in the pane that has it already, else in the active one."""
        place = PagePlace(sheet, down) if sheet is not None and down is not None else None
        pane = self.pair.showing(document.id)
        if pane is None or pane.paper is None:
            if sheet is None:
                place = self.last_places.remembered(document)
            self.remember()
            self.opener.open(self.active, document, Aim(place, sheet or 1, box))
            return
        self.pair.activate(pane)
        if place is not None:
            pane.area.go_to_place(place, box)
        elif sheet is not None:
            pane.go_to(sheet, box)

    def set_reading(self, reading: Reading) -> None:
        """How papers are shown, now and when the next is opened."""
        for pane in self.panes:
            pane.set_reading(reading)
        self.controls.show()
        self._show_actions()

    def close_all(self) -> None:
        """Remember where the reader is, and let go of every paper."""
        self.remember()
        for pane in self.panes:
            self.opener.forget(pane)
        self.scans.stop()
        self._jobs.stop(self)
        self.opener.shelf.close()
        self._show_all()
        self._remember.stop()

    def is_idle(self) -> bool:
        """Whether all that is in sight is drawn."""
        return all(pane.is_idle() for pane in self.pair.shown()) and not self._jobs.busy()

    def _on_opened(self, pane: PaperPane) -> None:
        if pane is self.active:
            self._show_all()
            self._on_moved(pane)

    def _on_emptied(self, pane: PaperPane) -> None:
        if pane is self.active:
            self._show_all()
            self.moved.emit()

    def _on_dropping(self, pane: PaperPane) -> None:
        """Nothing beside the pages may hold on to what goes."""
        if pane is self.active:
            self.left.show_paper(None)
            self._outlined = None

    # Where

    def document(self) -> Document | None:
        """The file that is read, or on its way."""
        return self.opener.wanted(self.active) or self.active.document

    def sheet(self) -> int:
        """The sheet being read in the active pane, from 1; 0 where there is none."""
        return self.active.area.sheet()

    def place(self) -> PagePlace:
        """The sheet being read and how far down it; sheet 0 where no pages are shown."""
        return self.active.area.place() if self.active.paper else PagePlace(0)

    def _on_moved(self, pane: PaperPane) -> None:
        if pane is self.active and pane.paper and pane.area.sheet() and self.opener.wanted(pane) is None:
            self._show_where()
            self.moved.emit()
            self._remember.start()

    def remember(self) -> None:
        """Keep where each paper is read; the active one was read last."""
        for pane in sorted(self.panes, key=lambda pane: pane is self.active):
            if pane.paper:
                self.last_places.remember(pane.paper.document, pane.area.place())

    # What is shown of it

    def _show_all(self) -> None:
        """Everything beside the pages, after another paper or pane is looked at."""
        for pane in self.panes:
            pane.show_active(pane is self.active)
        self.left.show_paper(self.active.paper)
        self._outlined = None
        self._show_outline()
        self._show_where()
        self.controls.show()
        self.finding.show_hits()
        self._show_actions()

    def _show_outline(self) -> None:
        """The outline of the active paper, once the file's own is known: by then its first page is there to look at."""
        paper = self.active.paper
        shown = paper.document.id if paper and paper.bookmarks is not None else ""
        if shown == self._outlined:
            return
        self._outlined = shown
        known = paper.bookmarks if paper else None
        nodes: Sequence[reading.Node] = ()
        if paper is not None and known is not None:
            texts = reading.sheet_texts(self._session.store, paper.document)
            nodes = reading.outline(self._session.read, paper.document, known, texts)
        self.left.show_nodes(nodes, paper)
        self.outlined.emit()
        self.left.follow(self.active.area.sheet())

    def refresh(self) -> None:
        """Read the outline again, as after a change of items or papers."""
        self._outlined = None
        self._show_outline()

    def where(self) -> str:
        """Where the reader is, for people."""
        paper, sheet = self.active.paper, self.active.area.sheet()
        name = self.active.document.name if self.active.document else ""
        return paper.words_for(sheet) if paper and sheet else name or ""

    def _show_where(self) -> None:
        self.controls.show_page()
        self.left.follow(self.active.area.sheet())
        self.told.emit(self.where())

    def _show_actions(self) -> None:
        paper = self.active.paper
        for name in ("find", "find next", "find previous", "invert", "preview", "print"):
            self.acts[name].setEnabled(paper is not None)
        self.acts["invert"].setChecked(self.active.area.is_inverted())
        self.acts["split"].setChecked(self.pair.is_split())
        can_read = self.active.can_read and paper is not None and not paper.is_copy
        self.acts["read scans"].setEnabled(can_read)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in the bar or the lists goes back to the page; what was typed for a page goes."""
        if event.key() == Qt.Key.Key_Escape and not self.active.area.hasFocus():
            self.controls.show_page()
            self.active.setFocus()
        else:
            event.ignore()

    def set_inverted(self, on: bool) -> None:
        """Light letters on dark pages, in both papers."""
        for pane in self.panes:
            pane.area.set_inverted(on)
        self._show_actions()

    # Two papers

    def is_split(self) -> bool:
        return self.pair.is_split()

    def set_split(self, split: bool) -> None:
        """Two papers side by side, the second at the place of the first until another is chosen for it; or one."""
        if split == self.is_split():
            return
        if not split:
            self.pair.close_pane(self.panes[1])
            return
        first, place = self.active, self.place()
        quiet = self.blockSignals(True)  # until the second has its paper, nobody is at any place
        second = self.pair.split()
        self.blockSignals(quiet)
        second.area.set_inverted(first.area.is_inverted())
        if first.paper is not None:
            self.opener.open(second, first.paper.document, Aim(place))
        second.setFocus()
        self.moved.emit()

    def _on_turned(self) -> None:
        self._show_all()
        self.moved.emit()

    def _on_closing(self, pane: PaperPane) -> None:
        self.remember()
        self.opener.forget(pane)

    # Text

    def selection(self) -> Selection | None:
        """What is selected in the active pane, None where nothing is."""
        picked = self.active.area.picked()
        document = self.active.document
        return Selection(document, *picked) if picked and document else None

    def set_overlays(self, overlays: OverlaysOf | None) -> None:
        """What to lay over the pages; call again when it changed."""
        self._overlays = overlays
        for pane in self.panes:
            pane.area.viewport().update()

    def _overlays_on(self, pane: PaperPane, sheet: int) -> Sequence[Overlay]:
        if self._overlays is None or pane.document is None:
            return ()
        return self._overlays(pane.document, sheet)

    # Print, scans

    def _print_room(self) -> "PrintRoom":
        """Made when it is needed: what prints is loaded late."""
        from cypsc_desktop.ui.papers.print_room import PrintRoom

        return PrintRoom(self, self._renderer, self._jobs)

    def read_scans(self) -> None:
        """Have the scanned pages read into a searchable copy, which is then shown; the file itself stays as it is."""
        if self.active.paper is not None:
            self.scans.read(self.active.paper.document)
