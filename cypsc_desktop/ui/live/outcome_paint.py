"""The marks of outcomes and of questions in their lists."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from cypsc_desktop.ui.theme import Theme


def paint_state(painter: QPainter, box: QRect, mark: str, theme: Theme) -> None:
    """A shape for the state of an outcome: ring, half disc, disc with a tick; a calm ring for what waits for nothing."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    token = "ok" if mark in ("agreed", "recorded") else "warn"
    size = theme.px(12)
    shape = QRectF(box.center().x() - size / 2, box.center().y() - size / 2, size, size)
    painter.setPen(QPen(theme.colour(token), 1.75))
    painter.setBrush(theme.colour("ok") if mark == "agreed" else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(shape)
    if mark == "put":
        painter.setBrush(theme.colour(token))
        painter.drawPie(shape, -90 * 16, 180 * 16)
    elif mark == "agreed":
        theme.icon("check", "surface").paint(painter, shape.toRect().adjusted(1, 1, -1, -1))


def paint_question(painter: QPainter, box: QRect, mark: str, theme: Theme) -> None:
    """A box to tick; in it the letter of the mark that gave rise to the question, or a sign where it is urgent."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    done, meant = mark == "asked", mark.replace("-", "_")
    known = f"{meant}_fill" in theme.tokens
    edge, fill = ("accent", "accent") if done else (meant, f"{meant}_fill") if known else ("strong", "surface")
    painter.setPen(QPen(theme.colour(edge), 1.25))
    painter.setBrush(theme.colour(fill))
    inner = QRectF(box).adjusted(2, 2, -2, -2)
    painter.drawRoundedRect(inner, 4, 4)
    if done:
        theme.icon("check", "on_accent").paint(painter, inner.toRect().adjusted(1, 1, -1, -1))
    elif known or mark == "high":
        painter.setPen(theme.colour(edge if known else "danger"))
        painter.setFont(theme.font(12, 600))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), meant[0].upper() if known else "!")
