"""States as small shapes in a colour of the theme, so that colour never speaks alone; the words stand beside them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF


class Shape(NamedTuple):
    """``form`` is one of FORMS, ``token`` a colour of the theme."""

    form: str
    token: str


DECISIONS: Mapping[str, Shape] = MappingProxyType(
    {
        "awaiting": Shape("ring", "warn"),
        "overdue": Shape("alert", "danger"),
        "interim": Shape("half", "info"),
        "accepted": Shape("disc tick", "ok"),
        "partly": Shape("ring tick", "ok"),
        "in-progress": Shape("ring dot", "info"),
        "rejected": Shape("square cross", "danger"),
        "noted": Shape("ring dash", "warn"),
        "withdrawn": Shape("ring strike", "text3"),
    }
)
DELIVERY: Mapping[str, Shape] = MappingProxyType(
    {
        "not started": Shape("square", "text2"),
        "on track": Shape("right", "info"),
        "in progress": Shape("right", "info"),
        "ongoing": Shape("right", "info"),
        "slipped": Shape("down", "danger"),
        "delivered": Shape("square full", "ok"),
        "complete": Shape("square full", "ok"),
        "completed": Shape("square full", "ok"),
        "evidence seen": Shape("square tick", "ok"),
    }
)


class Form(NamedTuple):
    """An outline ("circle" or corners in the unit square), how it is filled, and the strokes of the mark in it."""

    outline: str | tuple[tuple[float, float], ...]
    fill: Literal["none", "half", "full"] = "none"
    mark: tuple[tuple[tuple[float, float], ...], ...] = ()
    dot: tuple[float, float] | None = None


_SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
_TICK = (((0.28, 0.52), (0.45, 0.68), (0.73, 0.34)),)
_CROSS = (((0.28, 0.28), (0.72, 0.72)), ((0.72, 0.28), (0.28, 0.72)))

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "ring": Form("circle"),
        "half": Form("circle", "half"),
        "disc tick": Form("circle", "full", _TICK),
        "ring tick": Form("circle", mark=_TICK),
        "ring dot": Form("circle", dot=(0.5, 0.5)),
        "ring dash": Form("circle", mark=(((0.28, 0.5), (0.72, 0.5)),)),
        "ring strike": Form("circle", mark=(((0.15, 0.85), (0.85, 0.15)),)),
        "alert": Form(((0.5, 0.02), (1.0, 0.96), (0.0, 0.96)), "full", (((0.5, 0.38), (0.5, 0.6)),), (0.5, 0.8)),
        "square": Form(_SQUARE),
        "square full": Form(_SQUARE, "full"),
        "square tick": Form(_SQUARE, "full", _TICK),
        "square cross": Form(_SQUARE, mark=_CROSS),
        "right": Form(((0.08, 0.0), (1.0, 0.5), (0.08, 1.0)), "full"),
        "down": Form(((0.0, 0.08), (1.0, 0.08), (0.5, 1.0)), "full"),
    }
)


def paint_shape(painter: QPainter, room: QRectF, name: str, *, colour: QColor, ground: QColor) -> None:
    """Paint a form of FORMS into a square; ``ground`` is what the mark on a filled form is drawn in."""
    form = FORMS.get(name)
    if form is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = max(1.4, room.width() / 8)
    room = room.adjusted(line / 2, line / 2, -line / 2, -line / 2)
    painter.setPen(QPen(colour, line, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(QBrush(colour) if form.fill == "full" else Qt.BrushStyle.NoBrush)
    if isinstance(form.outline, str):
        painter.drawEllipse(room)
    else:
        painter.drawPolygon(_points(room, form.outline))
    if form.fill == "half":
        painter.setBrush(QBrush(colour))
        painter.drawChord(room, 90 * 16, 180 * 16)
    ink = ground if form.fill == "full" else colour
    painter.setPen(QPen(ink, line, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    for stroke in form.mark:
        painter.drawPolyline(_points(room, stroke))
    if form.dot:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(ink))
        painter.drawEllipse(_point(room, *form.dot), line * 0.8, line * 0.8)
    painter.restore()


def _point(room: QRectF, x: float, y: float) -> QPointF:
    return QPointF(room.left() + x * room.width(), room.top() + y * room.height())


def _points(room: QRectF, corners: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([_point(room, x, y) for x, y in corners])
