"""What a person with weak sight meets, measured from a picture of the window: contrast of words, edges and signs, and words
that have less room than they need."""

from array import array
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

from cypsc_desktop.ui.tokens import contrast

_LEAST_PIXELS = 6  # of an ink: fewer are the rounding of a corner or the end of a stroke


class Seen(NamedTuple):
    """What was measured: on which widget, and how high its contrast is."""

    what: str
    ratio: float


def words_of(widget: QWidget) -> str:
    """The words that a widget shows, none where it shows a picture or nothing."""
    if isinstance(widget, QLabel):
        return "" if not widget.pixmap().isNull() else widget.text()
    if isinstance(widget, QToolButton):
        shown = widget.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly or widget.icon().isNull()
        return widget.text() if shown else ""
    if isinstance(widget, QAbstractButton):
        return widget.text()
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    return widget.currentText() if isinstance(widget, QComboBox) else ""


def name_of(widget: QWidget) -> str:
    said = words_of(widget) or widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} “{said[:40]}” in {type(widget.parentWidget()).__name__}"


def in_sight(window: QWidget) -> Iterator[tuple[QWidget, QRect]]:
    """The widgets that can be seen and used, with the part of them that can be seen, in the window's pixels."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled() or widget.window() is not window:
            continue
        seen = widget.visibleRegion().boundingRect()
        if seen.width() > 3 and seen.height() > 3 and seen.height() >= widget.height() - 2:
            rect = seen.translated(widget.mapTo(window, QPoint(0, 0)))
            on_top = window.childAt(rect.center())
            if on_top is None or on_top is widget or widget.isAncestorOf(on_top):
                yield widget, rect


def word_contrasts(window: QWidget) -> list[Seen]:
    """The contrast of every word that can be seen against what it stands on."""
    picture = window.grab().toImage()
    return [
        Seen(name_of(widget), ink_ratio(picture, rect)) for widget, rect in in_sight(window) if words_of(widget).strip()
    ]


def edge_contrasts(window: QWidget) -> list[Seen]:
    """The contrast of the edge of every field and button, or of its fill, against what lies round it."""
    picture = window.grab().toImage()
    return [
        Seen(name_of(widget), _edge_ratio(picture, rect, widget))
        for widget, rect in in_sight(window)
        if isinstance(
            widget, QLineEdit | QPlainTextEdit | QComboBox | QCheckBox | QRadioButton | QAbstractSpinBox | QPushButton
        )
        if not isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
        if not any(widget.property(kind) for kind in ("quiet", "row", "link", "bare")) and rect.left() > 2
    ]


def sign_contrasts(window: QWidget) -> list[Seen]:
    """The contrast of the icon of every button that has no words."""
    picture = window.grab().toImage()
    return [
        Seen(name_of(widget), ink_ratio(picture, rect))
        for widget, rect in in_sight(window)
        if isinstance(widget, QAbstractButton) and not widget.icon().isNull() and not words_of(widget)
        if not isinstance(widget.parentWidget(), QLineEdit)  # the cross of an empty field is there, but is not painted
    ]


def row_contrasts(window: QWidget) -> list[Seen]:
    """The contrast of the words in every row and cell of lists and tables that can be seen whole. Fewer than four letters
    have too few pixels of one ink to be measured."""
    picture, found = window.grab().toImage(), []
    for view in window.findChildren(QAbstractItemView):
        seen = (
            view.viewport().visibleRegion().boundingRect() if view.isVisible() and view.window() is window else QRect()
        )
        places = (
            QPoint(x, y)
            for y in range(seen.top() + 4, seen.bottom(), 16)
            for x in range(seen.left() + 8, seen.right(), 48)
        )
        cells = {view.visualRect(at).getRect(): at for at in map(view.indexAt, places) if at.isValid()}
        for at in cells.values():
            rect = view.visualRect(at)
            words = str(at.data() or "").strip()
            if len(words) >= 4 and seen.contains(rect):
                inside = rect.translated(view.viewport().mapTo(window, QPoint(0, 0))).adjusted(3, 3, -3, -3)
                found.append(Seen(f"{type(view).__name__} “{words[:40]}”", ink_ratio(picture, inside)))
    return found


def ink_ratio(picture: QImage, rect: QRect) -> float:
    """The best contrast that a colour of this part of the picture, if there is enough of it, has to the commonest one."""
    counted = _colours(picture, rect)
    ground, _ = counted.most_common(1)[0]
    inks = [colour for colour, count in counted.items() if count >= _LEAST_PIXELS and colour != ground]
    return max((_ratio(ink, ground) for ink in inks), default=1.0)


def clipped(window: QWidget) -> list[str]:
    """What has less room than its words need. Tool tips and elided cells of lists are no concern of this."""
    return [name_of(widget) for widget, _ in in_sight(window) if words_of(widget).strip() and _is_clipped(widget)]


def changed_pixels(before: QImage, after: QImage) -> Counter[tuple[int, int]]:
    """Colours of the pixels that differ: (before, after), with how many."""
    old, new = _pixels(before), _pixels(after)
    return Counter((a, b) for a, b in zip(old, new, strict=True) if a != b)


def ratio_of(one: int, other: int) -> float:
    return _ratio(one, other)


def _is_clipped(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        return _label_is_clipped(widget)
    if isinstance(widget, QAbstractButton):
        need = widget.sizeHint()
        slack = 2 if isinstance(widget, QToolButton) else 0
        return need.width() > widget.width() + slack or need.height() > widget.height() + slack
    metrics = QFontMetrics(widget.font())
    if metrics.height() > widget.height():
        return True
    empty = isinstance(widget, QLineEdit) and not widget.text()
    return empty and metrics.horizontalAdvance(words_of(widget)) > widget.width()


def _label_is_clipped(label: QLabel) -> bool:
    room = label.contentsRect()
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    if "<" in label.text():
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setDocumentMargin(0)
        document.setHtml(label.text())
        return document.idealWidth() > room.width() + 2
    need = QFontMetrics(label.font()).size(Qt.TextFlag.TextShowMnemonic, label.text())
    return need.width() > room.width() + 1 or need.height() > room.height() + 2


def _edge_ratio(picture: QImage, rect: QRect, widget: QWidget) -> float:
    """From outside to inside at half height: the best contrast to what is outside."""
    across = rect.center().y()
    outside = picture.pixel(max(0, rect.left() - 2), across)
    inside = [picture.pixel(x, across) for x in range(rect.left(), min(rect.left() + 8, picture.width()))]
    return max(_ratio(pixel, outside) for pixel in inside)


def _colours(picture: QImage, rect: QRect) -> Counter[int]:
    return Counter(_pixels(picture.copy(rect)))


def _pixels(picture: QImage) -> "array[int]":
    image = picture.convertToFormat(QImage.Format.Format_RGB32)
    return array("I", bytes(image.constBits()))


def _ratio(one: int, other: int) -> float:
    return contrast(QColor.fromRgb(one).name(), QColor.fromRgb(other).name())
