"""Pages kept as one picture with what lies over them, so that turning to a page with hundreds of marks costs one copy.

A picture is good for one scale, look and set of overlays, and made anew when any of them is another."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

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


_MORE = 12  # overlays that are added to a picture which lacks them; for more it is made anew


class _Baked(NamedTuple):
    """``rough``: what was added last lies on top, whatever its place among the others."""

    overlays: Sequence[Overlay]
    image: QImage
    rough: bool = False


class BakedPages:
    """Those of one surface."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[object, ...], _Baked] = OrderedDict()

    def forget(self) -> None:
        """Another file is shown."""
        self._pages.clear()

    def paint(self, painter: QPainter, page: Page, pictures: Pictures, look: Look, overlays: Sequence[Overlay]) -> bool:
        """Paint the page with what lies over it; False where its sharp picture has not come yet. A few overlays that
        are new are added to the picture there is, which is made anew when the reader rests."""
        held = self._pages.get(_key(page, look))
        more = _added(held.overlays, overlays) if held is not None else None
        if held is not None and more is not None:
            image = held.image
            if more:
                self._pages[_key(page, look)] = _Baked(overlays, image, rough=True)
                over = QPainter(image)
                paint_each(over, _at_origin(page), more, look)
                over.end()
        elif (made := self.bake(page, pictures, look, overlays)) is not None:
            image = made
        else:
            return False
        painter.drawImage(QPoint(page.rect.left(), page.rect.top()), image)
        return True

    def bake(self, page: Page, pictures: Pictures, look: Look, overlays: Sequence[Overlay]) -> QImage | None:
        """The picture of a page with these overlays, made if there is none."""
        key = _key(page, look)
        held = self._pages.get(key)
        if held is not None and held.overlays is overlays and not held.rough:
            self._pages.move_to_end(key)
            return held.image
        size = page.rect.size() * look.ratio
        if pictures.sharp(page.key) is None or size.width() * size.height() > _LARGEST:
            return None
        image = QImage(size, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(look.ratio)
        painter = QPainter(image)
        moved = _at_origin(page)
        paint_picture(painter, moved, pictures, look, moved.rect)
        paint_each(painter, moved, overlays, look)
        painter.end()
        self._pages[key] = _Baked(overlays, image)
        self._pages.move_to_end(key)
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        return image


def _at_origin(page: Page) -> Page:
    """The page as it lies in a picture of its own."""

    def place(box: Box) -> QRectF:
        return page.place(box).translated(-page.rect.left(), -page.rect.top())

    return Page(page.sheet, QRect(QPoint(0, 0), page.rect.size()), page.key, place)


def _key(page: Page, look: Look) -> tuple[object, ...]:
    return (page.key, page.rect.width(), page.rect.height(), look.theme, look.inverted, look.ratio)


def _added(old: Sequence[Overlay], new: Sequence[Overlay]) -> Sequence[Overlay] | None:
    """What the new overlays have besides the old ones, in their order; None where they lack one, or have many more."""
    if old is new:
        return ()
    if not 0 <= len(new) - len(old) <= _MORE:
        return None
    known = {id(one) for one in old}
    more = [one for one in new if id(one) not in known]
    return more if len(more) == len(new) - len(old) else None
