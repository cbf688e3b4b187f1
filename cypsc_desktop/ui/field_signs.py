"""The signs inside fields, a magnifier or the cross that clears, at the size of the text.

Qt takes their size from the style alone, which no style sheet can say. So fields with signs wear a style of their own while
the text is larger than drawn; at 100 % nothing of this is loaded.
"""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QProxyStyle, QStyle, QStyleOption, QToolButton, QWidget

_DRAWN = 16  # px at 100 %


class _FieldStyle(QProxyStyle):
    def __init__(self, app: QApplication) -> None:
        super().__init__("Fusion")
        self.setParent(app)
        self.size = _DRAWN

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric == QStyle.PixelMetric.PM_LineEditIconSize:
            return self.size
        return super().pixelMetric(metric, option, widget)


def size_signs(root: QWidget, app: QApplication, scale: float) -> None:
    """Let the signs of every field in ``root`` be ``scale`` times as large as drawn. To be called after each change of the
    program's style sheet too: a field with a style of its own does not hear of it by itself."""
    style = app.findChild(_FieldStyle) or _FieldStyle(app)
    style.size = round(_DRAWN * scale)
    for field in root.findChildren(QLineEdit):
        if field.findChild(QToolButton) is not None:
            field.setStyle(style if scale != 1 else None)  # type: ignore[arg-type]  # None: the program's
            app.sendEvent(field, QResizeEvent(field.size(), field.size()))  # which puts them in their places
