"""Finding words in the paper that is being read: between the line where they are typed and the finder of each pane."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cypsc_desktop.ui.papers.find_bar import FindBar
from cypsc_desktop.ui.papers.paper_pane import PaperPane
from cypsc_desktop.ui.papers.selecting import Selected
from cypsc_desktop.ui.theme import Theme

_LONGEST_OFFER = 60


class FindRoom(QObject):
    """``leaving()`` before the first hit is gone to since the line was opened, ``leapt()`` after it: the way from hit to
    hit is no leap."""

    leaving = Signal()
    leapt = Signal()

    def __init__(
        self, theme: Theme, *, pane: Callable[[], PaperPane], panes: Sequence[PaperPane], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._pane = pane
        self._panes = panes
        self._has_leapt = False
        self._selected: Selected | None = None  # when the line was opened
        self.bar = FindBar(theme, parent)
        self.bar.hide()
        self.bar.sought.connect(self._on_sought)
        self.bar.stepped.connect(self._on_stepped)
        self.bar.closed.connect(self.close)
        for each in panes:
            each.finder.changed.connect(self.show_hits)
            each.finder.going.connect(self._on_going)
            each.finder.gone.connect(self._on_gone)

    def open(self, words: str = "") -> None:
        """Find words in the paper being read; what is selected on one line is offered."""
        picked = self._pane().area.picked()
        fits = picked is not None and "\n" not in picked.text and len(picked.text) <= _LONGEST_OFFER
        self._has_leapt = False
        self._selected = self._pane().area.selected()
        self.bar.open(words or (picked.text if picked and fits else ""))

    def close(self) -> None:
        """The hit that was reached is left selected, unless the person selected something else meanwhile."""
        pane = self._pane()
        hit = pane.finder.hit()
        if hit is not None and not self.bar.isHidden() and pane.area.selected() == self._selected:
            pane.area.select(hit)
        self.bar.hide()
        self.bar.forget()
        for pane in self._panes:
            pane.finder.clear()
        self._pane().setFocus()

    def step(self, way: int) -> None:
        """The next hit, or the one before; the line opens where nothing is sought."""
        if self.bar.isHidden() or not self._pane().finder.is_seeking():
            self.open(self.bar.field.text())
        else:
            self._pane().finder.step(way)

    def _on_sought(self, words: str) -> None:
        self._pane().finder.seek(words)

    def _on_stepped(self, way: int) -> None:
        self._pane().finder.step(way)

    def show_hits(self) -> None:
        finder = self._pane().finder
        self.bar.show_state(finder.words(), can_step=finder.count() > 0)

    def _on_going(self) -> None:
        if not self._has_leapt:
            self.leaving.emit()

    def _on_gone(self) -> None:
        if not self._has_leapt:
            self._has_leapt = True
            self.leapt.emit()
