"""What is laid over a page: boxes in points of the page with a look and a badge. Knows how to paint them and nothing of
what they mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QRegion

from cypsc_desktop.ui.papers.page_text import Box

BADGE = 20.0
_MARKER = 4.0  # points: a wider pen is a marker, through which words are read
ROUND = 6.0
"""From this radius on an outline counts as round, and so is its badge."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a box looks: ``fill`` is multiplied with the page, ``edge`` drawn round the union of the boxes."""

    fill: QColor | None = None
    edge: QColor | None = None
    width: float = 1.0
    dash: Qt.PenStyle = Qt.PenStyle.SolidLine
    radius: float = 2.0


Shape = Literal["boxes", "under", "through", "wave", "frame", "circle", "line", "strokes", "note", "ribbon", "handles"]
HANDLE = 9.0
"""The side of what an edge is dragged by, in pixels of the window whatever the zoom."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """Boxes on a page that belong together, and the letters in the badge beside them in the page's margin.

    ``shape``: what is drawn of them: boxes filled and edged, lines under or through them, one frame or circle round each,
    or ``strokes`` (points of the page), ``widths`` of the pen in points at each where they are known; ``handles`` are
    drawn about the middle of each box. ``badge_at``: how many other badges stand before this one on its line."""

    boxes: tuple[Box, ...]
    style: Style
    badge: str = ""
    badge_font: QFont | None = None
    badge_ground: QColor | None = None
    badge_at: int = 0
    shape: Shape = "boxes"
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
    widths: tuple[tuple[float, ...], ...] = ()


Overlays = Callable[[int], Sequence[Overlay]]
"""What lies over a sheet (from 1)."""


def paint(painter: QPainter, overlay: Overlay, place: Callable[[Box], QRectF], *, page: QRectF, inverted: bool) -> None:
    """Paint an overlay; ``place`` turns a box of the page into one of the window, ``page`` is where the page lies."""
    rects = [place(box) for box in overlay.boxes]
    if overlay.style.edge is None:
        _fill_only(painter, overlay, rects, inverted=inverted)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(overlay.style.edge, overlay.style.width, overlay.style.dash)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    path = _path(overlay, rects, place)
    if overlay.style.fill is not None and overlay.shape in ("boxes", "frame", "circle"):
        painter.setCompositionMode(_blend(inverted))
        fill = _dimmed(overlay.style.fill) if inverted else overlay.style.fill
        if overlay.shape == "circle" or overlay.style.radius >= ROUND:
            painter.fillPath(path, fill)
        else:
            _fill_boxes(painter, [rect.toRect() for rect in rects], fill)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    if overlay.shape in ("note", "ribbon"):
        painter.fillPath(path, overlay.style.fill or QColor(Qt.GlobalColor.white))
    if overlay.shape == "handles":
        painter.fillPath(path, overlay.style.fill or QColor(Qt.GlobalColor.white))
    if overlay.widths:
        _paint_pressed(painter, overlay, place, pen)
    else:
        painter.strokePath(path, pen)
    if overlay.badge and rects:
        _paint_badge(painter, overlay, rects[0], page)
    painter.restore()


def _fill_boxes(painter: QPainter, rects: list[QRect], fill: QColor) -> None:
    """What boxes cover together, each pixel once. Many times faster than a path; the edge covers the corners."""
    if len(rects) == 1:
        painter.fillRect(rects[0], fill)
        return
    whole = QRegion()
    for rect in rects:
        whole += rect
    painter.save()
    painter.setClipRegion(whole, Qt.ClipOperation.IntersectClip)
    painter.fillRect(whole.boundingRect(), fill)
    painter.restore()


def _path(overlay: Overlay, rects: list[QRectF], place: Callable[[Box], QRectF]) -> QPainterPath:
    """The lines of an overlay in pixels of the window."""
    path = QPainterPath()
    match overlay.shape:
        case "boxes":
            path = _round_all(rects, overlay.style.radius)
        case "frame":
            for rect in rects:
                path.addRoundedRect(rect, overlay.style.radius, overlay.style.radius)
        case "circle":
            for rect in rects:
                path.addEllipse(rect)
        case "under" | "through" | "wave":
            for rect in rects:
                _add_line(path, rect, overlay.shape)
        case "line" | "strokes":
            for stroke in overlay.strokes:
                _add_stroke(path, [place((x, y, x, y)).topLeft() for x, y in stroke])
        case "handles":
            for rect in rects:
                path.addRect(QRectF(rect.center() - QPointF(HANDLE, HANDLE) / 2, QSizeF(HANDLE, HANDLE)))
        case "note" | "ribbon":
            for rect in rects:
                (_add_note if overlay.shape == "note" else _add_ribbon)(path, rect.topLeft())
    return path


def _round_all(rects: list[QRectF], radius: float) -> QPainterPath:
    """The outline round boxes, those that touch as one."""
    path = QPainterPath()
    for rect in rects:
        piece = QPainterPath()
        piece.addRoundedRect(rect, radius, radius)
        path = path.united(piece) if path.intersects(rect) else path
        if not path.contains(rect.center()):
            path.addPath(piece)
    return path


def _add_stroke(path: QPainterPath, points: list[QPointF]) -> None:
    """A line of the pen, its corners rounded where it has several."""
    path.moveTo(points[0])
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(0.1, 0))
    for before, after in pairwise(points[1:]):
        path.quadTo(before, (before + after) / 2)
    path.lineTo(points[-1])


def _paint_pressed(painter: QPainter, overlay: Overlay, place: Callable[[Box], QRectF], pen: QPen) -> None:
    """Strokes of a pen that was pressed more and less: each stretch in its own width."""
    one = place((0.0, 0.0, 1.0, 0.0))
    scale = max(one.width(), one.height())
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if max((max(line, default=0.0) for line in overlay.widths), default=0.0) > _MARKER:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)  # words stay readable under it
    for stroke, widths in zip(overlay.strokes, overlay.widths, strict=True):
        points = [place((x, y, x, y)).topLeft() for x, y in stroke]
        for (before, after), (one_width, other) in zip(pairwise(points), pairwise(widths), strict=True):
            pen.setWidthF(max(0.8, (one_width + other) / 2 * scale))
            painter.setPen(pen)
            painter.drawLine(before, after)


def _add_line(path: QPainterPath, rect: QRectF, shape: str) -> None:
    high = rect.center().y() + rect.height() * 0.08 if shape == "through" else rect.bottom() - 1
    path.moveTo(rect.left(), high)
    if shape != "wave":
        path.lineTo(rect.right(), high)
        return
    across, up = rect.left(), True
    while across < rect.right():
        across += 3
        path.lineTo(min(across, rect.right()), high - (2.5 if up else 0))
        up = not up


def _add_note(path: QPainterPath, corner: QPointF) -> None:
    """A sheet with a folded corner."""
    wide, fold = 18.0, 6.0
    points = ((0, 0), (wide, 0), (wide, wide - fold), (wide - fold, wide), (0, wide), (0, 0))
    path.moveTo(corner)
    for x, y in points[1:]:
        path.lineTo(corner + QPointF(x, y))
    path.moveTo(corner + QPointF(wide, wide - fold))
    path.lineTo(corner + QPointF(wide - fold, wide - fold))
    path.lineTo(corner + QPointF(wide - fold, wide))


def _add_ribbon(path: QPainterPath, corner: QPointF) -> None:
    """A bookmark's ribbon."""
    path.moveTo(corner)
    for x, y in ((14, 0), (14, 26), (7, 20), (0, 26), (0, 0)):
        path.lineTo(corner + QPointF(x, y))


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


def badge_rect(first: QRectF, page: QRectF, at: int = 0) -> QRectF:
    """Where the badge of a mark stands in the margin, ``at`` others before it; ``first`` is the first box of the mark."""
    left = max(page.left() + 4, min(first.left() - BADGE - 12, page.left() + page.width() * 0.06) - at * (BADGE + 3))
    return QRectF(left, first.center().y() - BADGE / 2, BADGE, BADGE)


def _paint_badge(painter: QPainter, overlay: Overlay, first: QRectF, page: QRectF) -> None:
    edge = overlay.style.edge or QColor(Qt.GlobalColor.black)
    badge = badge_rect(first, page, overlay.badge_at)
    paint_badge(painter, badge, overlay, edge)


def paint_badge(painter: QPainter, badge: QRectF, overlay: Overlay, edge: QColor) -> None:
    """The letter of an overlay in a frame of its outline; round where its outline is round."""
    round_by = badge.height() / 2 if overlay.style.radius >= ROUND else 4.0
    painter.setBrush(overlay.badge_ground or overlay.style.fill or QColor(Qt.GlobalColor.white))
    painter.setPen(QPen(edge, max(1.0, overlay.style.width), overlay.style.dash))
    painter.drawRoundedRect(badge, round_by, round_by)
    painter.setPen(edge)
    if overlay.badge_font is not None:
        painter.setFont(overlay.badge_font)
    painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), overlay.badge)


def _dimmed(fill: QColor) -> QColor:
    """A light fill as it lies on a page turned dark: the same hue, deep enough for light letters."""
    return QColor.fromHsv(max(0, fill.hsvHue()), min(255, fill.hsvSaturation() * 2 + 60), 90)
