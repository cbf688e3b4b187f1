"""Marks as they lie on the pages: what is painted of them, and which one is under a point.

Where marks overlap, the smaller lies over the larger, and a click means the smallest; another click there means the next
one under it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

from cypsc_desktop.commands.marks import Shown
from cypsc_desktop.ui.marks.held import HeldMarks
from cypsc_desktop.ui.marks.looks import PageLooks
from cypsc_desktop.ui.papers.overlays import BADGE, Overlay, badge_rect
from cypsc_desktop.ui.papers.paper_pane import PaperPane
from cypsc_desktop.ui.theme import Theme

_CLEAR = 3.0  # pixels from a mark at which a click still hits it


class LaidMarks:
    """Those of the papers that are open."""

    def __init__(self, held: HeldMarks, theme: Theme) -> None:
        self._held = held
        self._theme = theme
        self._made: dict[tuple[str, int, bool], tuple[list[Shown], list[Overlay]]] = {}
        self._looks: dict[tuple[str, int, bool], PageLooks] = {}

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""
        self._theme = theme
        self._made.clear()
        self._looks.clear()

    def forget(self, document: str) -> None:
        """The marks of a file are others now."""
        self._made = {key: made for key, made in self._made.items() if key[0] != document}

    def overlays(self, document: str, sheet: int, *, inverted: bool) -> Sequence[Overlay]:
        """What lies over a sheet, the largest first; the same list until a mark of the file changes."""
        return self._on(document, sheet, inverted=inverted)[1]

    def _on(self, document: str, sheet: int, *, inverted: bool) -> tuple[list[Shown], list[Overlay]]:
        there = self._held.on(document, sheet)  # asks for them where they were not read yet
        key = (document, sheet, inverted)
        if key not in self._made:
            if key not in self._looks:
                self._looks[key] = PageLooks(self._theme, inverted=inverted)
            pairs = self._looks[key].laid(there)
            self._made[key] = [shown for shown, _ in pairs], [overlay for _, overlay in pairs]
        return self._made[key]

    def under(self, pane: PaperPane, point: QPointF, chosen: Shown | None) -> Shown | None:
        """The mark under a point of the window: the smallest, or of several the one below ``chosen``."""
        document, area = pane.document, pane.area
        sheet = area.sheet_at(point)
        if document is None or not sheet:
            return None
        page = QRectF(area.page_rect(sheet))
        hits: list[Shown] = []
        for shown, overlay in zip(*self._on(document.id, sheet, inverted=area.is_inverted()), strict=True):
            rects = [area.on_window(box, sheet) for box in overlay.boxes]
            if overlay.shape in ("note", "ribbon"):
                rects = [QRectF(rect.topLeft(), rect.topLeft() + QPointF(BADGE, BADGE + 6)) for rect in rects]
            if overlay.badge and rects and badge_rect(rects[0], page, overlay.badge_at).contains(point):
                return shown
            if any(rect.adjusted(-_CLEAR, -_CLEAR, _CLEAR, _CLEAR).contains(point) for rect in rects):
                hits.insert(0, shown)
        ids = [hit.mark.id for hit in hits]
        if chosen is not None and chosen.mark.id in ids:
            return hits[(ids.index(chosen.mark.id) + 1) % len(hits)]
        return hits[0] if hits else None
