"""What is laid over a page: boxes in points of the page with a look and a badge. Knows how to paint them and nothing of
what they mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from cypsc_desktop.ui.papers.page_text import Box

BADGE = 20.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a box looks: ``fill`` is multiplied with the page, ``edge`` drawn round the union of the boxes."""

    fill: QColor | None = None
    edge: QColor | None = None
    width: float = 1.0
    dash: Qt.PenStyle = Qt.PenStyle.SolidLine
    radius: float = 2.0


@dataclass(frozen=True, slots=True)
class Overlay:
    """Boxes on a page that belong together, and the letters in the badge beside them in the page's margin."""

    boxes: tuple[Box, ...]
    style: Style
    badge: str = ""
    badge_font: QFont | None = None


Overlays = Callable[[int], Sequence[Overlay]]
"""What lies over a sheet (from 1)."""


def paint(painter: QPainter, overlay: Overlay, place: Callable[[Box], QRectF], *, page: QRectF, inverted: bool) -> None:
    """Paint an overlay; ``place`` turns a box of the page into one of the window, ``page`` is where the page lies."""
    rects = [place(box) for box in overlay.boxes]
    if overlay.style.edge is None:
        _fill_only(painter, overlay, rects, inverted=inverted)
        return
    path = QPainterPath()
    for rect in rects:
        piece = QPainterPath()
        piece.addRoundedRect(rect, overlay.style.radius, overlay.style.radius)
        path = path.united(piece)
    painter.save()
    if overlay.style.fill is not None:
        painter.setCompositionMode(_blend(inverted))
        painter.fillPath(path, _dimmed(overlay.style.fill) if inverted else overlay.style.fill)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(overlay.style.edge, overlay.style.width, overlay.style.dash)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    if overlay.badge and rects:
        _paint_badge(painter, overlay, rects[0], page)
    painter.restore()


def _fill_only(painter: QPainter, overlay: Overlay, rects: list[QRectF], *, inverted: bool) -> None:
    fill = overlay.style.fill
    if fill is None:
        return
    painter.setCompositionMode(_blend(inverted))
    for rect in rects:
        painter.fillRect(rect, _dimmed(fill) if inverted else fill)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _blend(inverted: bool) -> QPainter.CompositionMode:
    modes = QPainter.CompositionMode
    return modes.CompositionMode_Screen if inverted else modes.CompositionMode_Multiply


def _paint_badge(painter: QPainter, overlay: Overlay, first: QRectF, page: QRectF) -> None:
    edge = overlay.style.edge or QColor(Qt.GlobalColor.black)
    left = max(page.left() + 4, min(first.left() - BADGE - 12, page.left() + page.width() * 0.06))
    badge = QRectF(left, first.center().y() - BADGE / 2, BADGE, BADGE)
    painter.setBrush(overlay.style.fill or QColor(Qt.GlobalColor.white))
    painter.setPen(QPen(edge, max(1.0, overlay.style.width), overlay.style.dash))
    painter.drawRoundedRect(badge, 4, 4)
    painter.setPen(edge)
    if overlay.badge_font is not None:
        painter.setFont(overlay.badge_font)
    painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), overlay.badge)


def _dimmed(fill: QColor) -> QColor:
    """A light fill as it lies on a page turned dark: the same hue, deep enough for light letters."""
    return QColor.fromHsv(max(0, fill.hsvHue()), min(255, fill.hsvSaturation() * 2 + 60), 90)
