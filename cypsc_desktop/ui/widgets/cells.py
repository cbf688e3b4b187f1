"""How the text of a cell is broken into the lines that its row shows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption


def fitted(text: str, metrics: QFontMetrics, width: int, lines: int, painter: QPainter | None = None) -> list[str]:
    """``text`` broken at words into at most so many lines of this width in pixels; the last elided if more follows."""
    made: list[str] = []
    parts = [" ".join(part.split()) for part in text.splitlines() if part.strip()]
    wrapping = QTextOption()
    wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    for number, part in enumerate(parts):
        layout = QTextLayout(part, painter.font()) if painter else QTextLayout(part)
        layout.setTextOption(wrapping)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            start, length = line.textStart(), line.textLength()
            if len(made) == lines - 1:
                layout.endLayout()
                rest = part[start:]
                more = "…" if number + 1 < len(parts) and metrics.horizontalAdvance(rest) <= width else ""
                return [*made, metrics.elidedText(rest + more, Qt.TextElideMode.ElideRight, max(1, width))]
            made.append(part[start : start + length].rstrip())
        layout.endLayout()
    return made
