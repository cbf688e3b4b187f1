"""How marks look: colour, outline and letter of each meaning, on the page, in lists and on buttons. Paints; stores nothing."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from cypsc_desktop.commands.marks import Shown
from cypsc_desktop.model.records import Annotation
from cypsc_desktop.papers import kinds
from cypsc_desktop.ui.papers.overlays import Overlay, Shape, Style, paint_badge
from cypsc_desktop.ui.theme import Theme

NAMES = {"question": "Question", "concern": "Concern", "evidence": "Evidence", "praise": "Praise",
         "follow-up": "Follow-up", "data": "Data"}  # fmt: skip
KIND_NAMES = {
    "highlight": "highlight", "underline": "underline", "strikeout": "strike-out", "squiggly": "wavy line", "note": "note",
    "free-text": "text", "ink": "ink", "box": "box", "circle": "circle", "line": "line", "stamp": "stamp",
}  # fmt: skip
BOOKMARK = "bookmark"
"""The tag that makes a note a bookmark."""
_Pen = Qt.PenStyle
_OUTLINES = {
    "question": (1.2, _Pen.SolidLine, 3.0), "concern": (2.4, _Pen.SolidLine, 3.0), "evidence": (1.6, _Pen.DashLine, 3.0),
    "praise": (1.2, _Pen.SolidLine, 8.0), "follow-up": (1.6, _Pen.DashDotLine, 3.0), "data": (1.8, _Pen.DotLine, 3.0),
}  # fmt: skip
_SHAPES: dict[str, Shape] = {
    "underline": "under", "strikeout": "through", "squiggly": "wave", "box": "frame", "circle": "circle", "line": "line",
    "ink": "strokes", "note": "note", "free-text": "frame", "stamp": "frame",
}  # fmt: skip
_SAME_LINE = 14.0  # points down the page within which two badges would cover each other
_STEADY = frozenset({"under", "through", "wave", "line", "strokes"})
"""Shapes that are lines themselves: dashes would make them unreadable."""


def is_bookmark(mark: Annotation) -> bool:
    """Whether a note is the ribbon at the head of a page."""
    return mark.mark == "note" and isinstance(mark.tags, list) and BOOKMARK in mark.tags


def letter(meaning: str | None) -> str:
    """The letter that stands for a meaning; empty for none."""
    return kinds.LETTERS.get(meaning or "", "")


def style_of(theme: Theme, meaning: str | None, colour: str | None = None) -> Style:
    """The outline and fill of a meaning in this theme; without one, those of evidence in a plain thin line. In high
    contrast there is no tint, and lines are wider."""
    width, dash, radius = _OUTLINES.get(meaning or "", (1.2, _Pen.SolidLine, 2.0))
    token = (meaning or "evidence").replace("-", "_")
    edge, fill = theme.colour(token), theme.colour(f"{token}_fill")
    if meaning is None and colour:
        own = QColor(colour)
        edge, fill = own.darker(160), own.lighter(150)
    if theme.scheme == "contrast":
        return Style(None, edge, max(2.0, width + 0.6), dash, radius)
    return Style(fill, edge, width, dash, radius)


class _Made(NamedTuple):
    """What was made of a mark: how much it covers, how many badges stand before its own."""

    size: float
    beside: int
    shown: Shown
    overlay: Overlay


_SIZE = attrgetter("size")


class PageLooks:
    """Marks as they lie on pages, which stay paper in a dark window unless they are inverted."""

    def __init__(self, theme: Theme, *, inverted: bool) -> None:
        self._font = Theme(theme.scheme).font(11, 600)  # badges on pages have one size
        self._high = theme.scheme == "contrast"
        self._light = Theme("light")
        self._inverted = inverted
        self._made: dict[int, _Made] = {}  # by the mark's identity; holds on to it

    def laid(self, marks: Sequence[Shown]) -> list[tuple[Shown, Overlay]]:
        """The marks of a sheet with what lies over it for each, the largest first; badges that share a line stand side
        by side. What is the same as before is the same overlay: what is painted already need not be painted anew."""
        made: dict[int, _Made] = {}
        tops: list[float] = []  # of those with a badge, from the page's top down
        for shown in marks:
            if shown.mark.reply_to:
                continue
            beside = 0
            if shown.mark.meaning in kinds.LETTERS:
                top = shown.rects[0][1] if shown.rects else 0.0
                beside = bisect_left(tops, top + _SAME_LINE) - bisect_right(tops, top - _SAME_LINE)
                insort(tops, top)
            held = self._made.get(id(shown))
            if held is None or held.beside != beside:
                overlay = self._overlay(shown, beside)
                held = _Made(_size(overlay), beside, shown, overlay)
            made[id(shown)] = held
        self._made = made
        return [(one.shown, one.overlay) for one in sorted(made.values(), key=_SIZE, reverse=True)]

    def _overlay(self, shown: Shown, beside: int) -> Overlay:
        mark = shown.mark
        style = self._style(mark)
        shape = _SHAPES.get(mark.mark or "", "boxes")
        if is_bookmark(mark):
            shape = "ribbon"
        if shape in ("frame", "circle") and not mark.meaning:
            style = Style(None, style.edge, style.width, style.dash, style.radius)  # nothing is said of it yet
        if shape in _STEADY:
            style = Style(None, style.edge, max(1.8, style.width))
        return Overlay(
            shown.rects or _around(shown), style, letter(mark.meaning), self._font, self._ground(mark), beside, shape,
            shown.strokes, shown.widths,
        )  # fmt: skip

    def _style(self, mark: Annotation) -> Style:
        light = style_of(self._light, mark.meaning, mark.colour)
        if self._high:
            edge = QColor(Qt.GlobalColor.white if self._inverted else Qt.GlobalColor.black)
            return Style(None, edge, max(2.0, light.width + 0.6), light.dash, light.radius)
        if self._inverted:
            dark = style_of(Theme("dark"), mark.meaning, mark.colour)
            return Style(light.fill, dark.edge, light.width, light.dash, light.radius)
        return light

    def _ground(self, mark: Annotation) -> QColor | None:
        """What a letter stands on."""
        if self._high:
            return QColor(Qt.GlobalColor.black if self._inverted else Qt.GlobalColor.white)
        return style_of(Theme("dark"), mark.meaning).fill if self._inverted else None


def _around(shown: Shown) -> tuple[tuple[float, float, float, float], ...]:
    """The box round strokes."""
    points = [point for stroke in shown.strokes for point in stroke]
    if not points:
        return ()
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return ((min(xs), min(ys), max(xs), max(ys)),)


def _size(overlay: Overlay) -> float:
    return sum((right - left) * (bottom - top) for left, top, right, bottom in overlay.boxes)


def draw_badge(painter: QPainter, badge: QRectF, theme: Theme, meaning: str | None) -> None:
    """The letter of a meaning in its outline, as on the page but in the window's own colours."""
    style = style_of(theme, meaning)
    ground = style.fill or theme.colour("surface")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = style.edge or theme.colour("text")
    paint_badge(painter, badge, Overlay((), style, letter(meaning), theme.font(11, 600), ground), edge)
    painter.restore()


def badge_icon(theme: Theme, meaning: str, size: int) -> QIcon:
    """The badge of a meaning for a button or a menu, drawn at twice its size for sharp screens."""
    pixmap = QPixmap(QSize(size, size) * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_badge(painter, QRectF(1.5, 1.5, size - 3, size - 3), theme, meaning)
    painter.end()
    return QIcon(pixmap)


def draw_letters(painter: QPainter, box: QRect, letters: str, theme: Theme, ink: QColor | None) -> int:
    """Letters of marks at the right of a box, each in its colour or all in ``ink``; returns how wide they are."""
    meanings = {sign: meaning for meaning, sign in kinds.LETTERS.items()}
    painter.setFont(theme.font(11, 600))
    step = theme.px(14)
    left = box.right() - step * len(letters)
    for place, sign in enumerate(letters):
        painter.setPen(ink or theme.colour(meanings[sign].replace("-", "_")))
        spot = QRect(left + place * step, box.top(), step, box.height())
        painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), sign)
    return step * len(letters) + theme.px(4)


def words_of(shown: Shown) -> str:
    """A mark in words, for screen readers: what it means, whose it is, its words, its comment, where."""
    mark = shown.mark
    kind = KIND_NAMES.get(mark.mark or "", "mark")
    head = f"{NAMES[mark.meaning]}, {kind}" if mark.meaning in NAMES else kind.capitalize()
    parts = [
        head, shown.quote, mark.comment or "", f"page {mark.printed or shown.page}",
        "shared" if shown.shared else "private", state_words(mark),
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)


def state_words(mark: Annotation) -> str:
    """How it fared when its paper was issued again; empty where that needs no look."""
    return {"moved": "moved", "changed": "text changed", "orphaned": "not found in this version"}.get(
        mark.state or "", ""
    )


def fared_words(shown: Shown) -> str:
    """What a new version of the paper did to a mark: its old place and words, and the new ones. Empty where there is
    nothing to look at."""
    mark = shown.mark
    former = mark.former[-1] if isinstance(mark.former, list) and mark.former else {}
    match mark.state:
        case "moved" if former:
            old, new = (str(former.get("printed") or former.get("page")), str(mark.printed or shown.page))
            if old != new:
                return f"Moved from page {old} to page {new}."
            if former.get("page") != shown.page:
                return f"Moved from sheet {former.get('page')} to sheet {shown.page}; both are page {new}."
            return f"Moved on page {new}."
        case "moved":
            return "Moved."
        case "changed":
            was = str(former.get("quote") or "") if isinstance(former, dict) else ""
            return f"Was: “{was}”\nNow: “{shown.quote}”" if was else "The text here has changed."
        case "orphaned":
            return "Its words are not in the new version. The mark stays on the old one, with its comment."
    return ""


def letters_by_sheet(marks: Sequence[Shown]) -> dict[int, str]:
    """Sheet -> the letters of its marks, each once, in the order of the keys 1 to 6."""
    found: dict[int, set[str]] = {}
    for shown in marks:
        if sign := letter(shown.mark.meaning):
            found.setdefault(shown.page, set()).add(sign)
    order = "".join(kinds.LETTERS[meaning] for meaning in kinds.MEANINGS)
    return {sheet: "".join(sorted(signs, key=order.index)) for sheet, signs in found.items()}


def stepped(marks: Sequence[Shown], current: Shown | None, way: int, *, sheet: int) -> Shown | None:
    """The mark after (``way`` 1) or before (-1) the current one in page order; without one, from the sheet being read."""
    own = [shown for shown in marks if not shown.mark.reply_to]
    if not own:
        return None
    ids = [shown.mark.id for shown in own]
    if current is not None and current.mark.id in ids:
        place = ids.index(current.mark.id) + way
        return own[place] if 0 <= place < len(own) else None
    if way > 0:
        return next((shown for shown in own if shown.page >= sheet), None)
    return next((shown for shown in reversed(own) if shown.page <= sheet), None)
