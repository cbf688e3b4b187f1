"""What lies over the pages of a surface, layer on layer, and how a page is painted with it. Knows nothing of scrolling.

One layer may hold hundreds of overlays a page and seldom changes: a page is kept as one picture with them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from cypsc_desktop.ui.papers.baked import MANY, BakedPages
from cypsc_desktop.ui.papers.overlays import Overlay, Overlays
from cypsc_desktop.ui.papers.page_paint import Look, Page, frame_round, paint_each, paint_over, paint_picture
from cypsc_desktop.ui.papers.page_text import Box
from cypsc_desktop.ui.papers.pictures import Pictures

BAKED = "overlays"
"""The layer that may hold hundreds of overlays a page and seldom changes."""


class Layers:
    """Those of one surface; painted in the order in which they were first set, BAKED below all."""

    def __init__(self) -> None:
        self._layers: dict[str, Overlays] = {}
        self._baked = BakedPages()

    def lay(self, name: str, overlays: Overlays | None) -> None:
        """Lay something over the pages, or take it away."""
        self._layers[name] = overlays or _nothing

    def forget_pages(self) -> None:
        """Another file is shown."""
        self._baked.forget()

    def paint(
        self, painter: QPainter, page: Page, pictures: Pictures, look: Look, *, exposed: QRect, framed: Box | None
    ) -> None:
        """Paint a page with all that lies over it, and a line round the box that was asked for."""
        marks = self._layers.get(BAKED, _nothing)(page.sheet)
        if not (len(marks) >= MANY and self._baked.paint(painter, page, pictures, look, marks)):
            paint_picture(painter, page, pictures, look, exposed)
            paint_each(painter, page, marks, look)
        others = (layer for name, layer in self._layers.items() if name != BAKED)
        overlays = [overlay for layer in others for overlay in layer(page.sheet)]
        if framed is not None:
            overlays.append(frame_round(framed, look))
        paint_over(painter, page, overlays, look)

    def make_ready(self, page: Page, pictures: Pictures, look: Look) -> None:
        """Have the picture of a page with many marks made before it is painted."""
        marks = self._layers.get(BAKED, _nothing)(page.sheet)
        if len(marks) >= MANY:
            self._baked.bake(page, pictures, look, marks)


def _nothing(_: int) -> Sequence[Overlay]:
    return ()
