"""One paper, or two side by side: which of the two panes are shown, and which one the reader is in."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from cypsc_desktop.ui.papers.paper_pane import PaperPane


class Pair(QSplitter):
    """``turned()``: the reader is in another pane; ``closing(pane)``: a pane is about to go out of sight."""

    turned = Signal()
    closing = Signal(object)

    def __init__(self, new_pane: Callable[[QWidget], PaperPane], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.panes = [new_pane(self), new_pane(self)]
        self.active = self.panes[0]
        for pane in self.panes:
            self.addWidget(pane)
            pane.activated.connect(lambda it=pane: self.activate(it))
            pane.closed.connect(lambda it=pane: self.close_pane(it))
        self.panes[0].lower()  # first among the children, as screen readers tell them
        self.panes[1].hide()

    def is_split(self) -> bool:
        return not self.panes[1].isHidden()

    def shown(self) -> list[PaperPane]:
        """The panes in sight, from left to right."""
        return [pane for pane in self.panes if not pane.isHidden()]

    def showing(self, document: str) -> PaperPane | None:
        """The pane in sight that shows a file, the active one first."""
        holding = [pane for pane in self.shown() if pane.document is not None and pane.document.id == document]
        return self.active if self.active in holding else holding[0] if holding else None

    def split(self) -> PaperPane:
        """Show the second pane, empty, and turn to it."""
        second = self.panes[1]
        second.show()
        self.setSizes([1000, 1000])
        for pane in self.panes:
            pane.show_head(True)
        self.activate(second)
        return second

    def close_pane(self, pane: PaperPane) -> None:
        """One paper is left; it stands in the first pane."""
        if not self.is_split():
            return
        kept = self.panes[0] if pane is self.panes[1] else self.panes[1]
        self.closing.emit(pane)
        if kept is self.panes[1]:
            self.panes.reverse()
            self.insertWidget(0, kept)
            kept.lower()
        pane.hide()
        for each in self.panes:
            each.show_head(False)
        self.active = kept
        self.turned.emit()
        kept.setFocus()

    def activate(self, pane: PaperPane) -> None:
        """Bar and outline belong to this pane now."""
        if pane is not self.active and not pane.isHidden():
            self.active = pane
            self.turned.emit()
