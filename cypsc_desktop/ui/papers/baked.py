"""Pages kept as one picture with what lies over them, so that turning to a page with hundreds of marks costs one copy.

A picture is good for one scale, look and set of overlays, and made anew when any of them is another."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from cypsc_desktop.ui.papers.overlays import Overlay
from cypsc_desktop.ui.papers.page_paint import Look, Page, paint_each, paint_picture
from cypsc_desktop.ui.papers.page_text import Box
from cypsc_desktop.ui.papers.pictures import Pictures

MANY = 12
"""From so many overlays on a page a picture of it is kept."""
_KEPT = 4  # pages in sight and beside them
_LARGEST = 12_000_000  # pixels: beyond, a page is painted each time


class BakedPages:
    """Those of one surface."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[object, ...], tuple[Sequence[Overlay], QImage]] = OrderedDict()

    def forget(self) -> None:
        """Another file is shown."""
        self._pages.clear()

    def paint(self, painter: QPainter, page: Page, pictures: Pictures, look: Look, overlays: Sequence[Overlay]) -> bool:
        """Paint the page with what lies over it; False where its sharp picture has not come yet."""
        image = self.bake(page, pictures, look, overlays)
        if image is None:
            return False
        painter.drawImage(QPoint(page.rect.left(), page.rect.top()), image)
        return True

    def bake(self, page: Page, pictures: Pictures, look: Look, overlays: Sequence[Overlay]) -> QImage | None:
        """The picture of a page with these overlays, made if there is none."""
        key = (page.key, page.rect.width(), page.rect.height(), look.theme, look.inverted, look.ratio)
        held = self._pages.get(key)
        if held is not None and held[0] is overlays:
            self._pages.move_to_end(key)
            return held[1]
        size = page.rect.size() * look.ratio
        if pictures.sharp(page.key) is None or size.width() * size.height() > _LARGEST:
            return None
        image = QImage(size, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(look.ratio)
        painter = QPainter(image)
        here = QRect(QPoint(0, 0), page.rect.size())

        def place(box: Box) -> QRectF:
            return page.place(box).translated(-page.rect.left(), -page.rect.top())

        moved = Page(page.sheet, here, page.key, place)
        paint_picture(painter, moved, pictures, look, here)
        paint_each(painter, moved, overlays, look)
        painter.end()
        self._pages[key] = (overlays, image)
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        return image
