"""How a page looks in the window: its picture, or what there is of it until it comes, and what lies over it. Knows
nothing of scrolling."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from cypsc_desktop.ui.papers.overlays import Overlay, Style, paint
from cypsc_desktop.ui.papers.page_text import Box
from cypsc_desktop.ui.papers.pictures import Pictures, Wanted
from cypsc_desktop.ui.theme import Theme


class Page(NamedTuple):
    """A sheet (from 1), where it lies in the window, the picture wanted of it, and what turns its points into pixels."""

    sheet: int
    rect: QRect
    key: Wanted
    place: Callable[[Box], QRectF]


class Look(NamedTuple):
    """``inverted``: light letters on dark pages; ``ratio``: pixels of the screen to one of the window."""

    theme: Theme
    inverted: bool
    ratio: float


def paint_picture(painter: QPainter, page: Page, pictures: Pictures, look: Look, exposed: QRect) -> None:
    """The sharp picture, else the nearest one scaled, else white paper; what cannot be drawn is said to be lost."""
    rect = page.rect
    image = pictures.sharp(page.key)
    if image is not None:
        _blit(painter, image, rect, look.ratio)
    elif (image := pictures.nearest(page.key)) is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(rect, image)
    else:
        painter.fillRect(rect, Qt.GlobalColor.white)
    if pictures.is_lost(page.sheet):
        painter.setPen(QColor(Qt.GlobalColor.black))
        painter.setFont(look.theme.font(14))
        words = f"Sheet {page.sheet} cannot be shown: the file is damaged here. The other pages can be read."
        where = rect.adjusted(24, 24, -24, -24)
        painter.drawText(where, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), words)
    if look.inverted:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
        painter.fillRect(rect & exposed, Qt.GlobalColor.white)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Lighten)
        painter.fillRect(rect & exposed, Theme("dark").colour("surface"))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def paint_over(painter: QPainter, page: Page, overlays: Iterable[Overlay], look: Look) -> None:
    """What lies over the page, and the hairline round it."""
    paint_each(painter, page, overlays, look)
    painter.setPen(QPen(look.theme.colour("line"), 1))
    painter.drawRect(page.rect.adjusted(-1, -1, 0, 0))


def paint_each(painter: QPainter, page: Page, overlays: Iterable[Overlay], look: Look) -> None:
    """What lies over the page."""
    for overlay in overlays:
        paint(painter, overlay, page.place, page=QRectF(page.rect), inverted=look.inverted)


def frame_round(box: Box, look: Look) -> Overlay:
    """The line round what was asked for: in the accent of paper, which stays light in a dark window."""
    edge = Theme("dark" if look.inverted else "light").colour("accent")
    room = (box[0] - 3, box[1] - 2, box[2] + 3, box[3] + 2)
    return Overlay((room,), Style(None, edge, 2, radius=4))


def without(part: QRect, page: QRect) -> list[QRect]:
    """What a page leaves bare of a part of the window."""
    hole = part & page
    if hole.isEmpty():
        return [part]
    pieces = [
        QRect(part.left(), part.top(), part.width(), hole.top() - part.top()),
        QRect(part.left(), hole.bottom() + 1, part.width(), part.bottom() - hole.bottom()),
        QRect(part.left(), hole.top(), hole.left() - part.left(), hole.height()),
        QRect(hole.right() + 1, hole.top(), part.right() - hole.right(), hole.height()),
    ]
    return [piece for piece in pieces if not piece.isEmpty()]


def _blit(painter: QPainter, image: QImage, rect: QRect, ratio: float) -> None:
    """An image of the page's own size without scaling; one that had to be drawn smaller, scaled."""
    if ratio == 1 and image.size() == rect.size():
        painter.drawImage(QPoint(rect.left(), rect.top()), image)
    else:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(rect, image)
