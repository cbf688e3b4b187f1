"""Which mark is chosen, on a page or in the list; and what is known of marks that were just made or changed."""

from PySide6.QtCore import QObject, Signal

from cypsc_desktop.commands.marks import Shown, shown_here
from cypsc_desktop.model.records import Annotation
from cypsc_desktop.ui.marks.held import HeldMarks
from cypsc_desktop.ui.papers.paper_pane import PaperPane


class Choice(QObject):
    """``turned(mark id or None)``: another one is chosen; ``touched()``: it may be another, or have changed."""

    turned = Signal(object)
    touched = Signal()

    def __init__(self, held: HeldMarks, parent: QObject) -> None:
        super().__init__(parent)
        self._held = held
        self._now: tuple[str, str] | None = None  # file and mark
        self._listed: Shown | None = None  # the chosen mark where its paper may not be open
        self._coming: tuple[str, str] | None = None  # file and mark to be chosen when they are read
        held.changed.connect(self._on_marks)

    def mark(self) -> Shown | None:
        """The mark that is chosen; None where none is."""
        if self._now is None:
            return None
        listed = self._listed
        is_listed = listed is not None and (listed.document, listed.mark.id) == self._now
        return self._held.find(*self._now) or (listed if is_listed else None)

    def mark_in(self, pane: PaperPane) -> Shown | None:
        """The chosen mark if it is in this pane."""
        if self._now is None or pane.document is None or pane.document.id != self._now[0]:
            return None
        return self.mark()

    def choose(self, shown: Shown | None) -> None:
        """Choose another mark, or none."""
        found = (shown.document, shown.mark.id) if shown else None
        if found != self._now:
            self._now = found
            self.turned.emit(found[1] if found else None)
        self.touched.emit()

    def choose_listed(self, shown: Shown | None) -> None:
        """Choose a mark from a list, whichever paper it is on."""
        self._listed = shown
        self.choose(shown)

    def choose_coming(self, document: str, mark: str) -> None:
        """Choose a mark as soon as the marks of its paper are read."""
        found = self._held.find(document, mark)
        self._coming = None if found is not None else (document, mark)
        if found is not None:
            self.choose(found)

    def take(self, mark: Annotation, *, chosen: bool = True) -> None:
        """A mark that is in the library now: show and choose it."""
        shown = shown_here(mark)
        self._held.put(shown)
        if self._listed is not None and self._listed.mark.id == mark.id:
            self._listed = shown
        if chosen:
            self.choose(shown)

    def _on_marks(self, document: str) -> None:
        if self._coming is not None and self._coming[0] == document:
            self.choose_coming(*self._coming)
        if self._now is not None and self._now[0] == document and self.mark() is None:
            self.choose(None)
