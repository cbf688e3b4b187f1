"""The pack map: a bar for each sheet of the meeting's pack, tall where it was read, the last place framed, the letters of
its marks above it, the items named under the sheet where they begin."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from cypsc_desktop.ui.theme import Theme

_WIDEST, _NARROWEST = 14, 5  # of a bar with its gap, in px at 100 % text
_BAR, _LOW, _LABEL, _MARGIN, _LETTER = 16, 4, 18, 3, 15
_JOINING = frozenset(
    {"a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "&", "-", "\N{EN DASH}"}
)
_MEANINGS = {"Q": "question", "C": "concern", "E": "evidence", "P": "praise", "F": "follow_up", "D": "data"}


class PackMap(QSlider):
    """``chosen(sheet)``: a sheet was pressed, or Enter on the one that the arrows are at. Its table equivalent is
    the agenda below it. To a screen reader it is a slider over the sheets, which is all that it has of one."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._sheets = 0
        self._read: frozenset[int] = frozenset()
        self._place = 0
        self._cursor = 1
        self._names: dict[int, str] = {}
        self._letters: Mapping[int, str] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Map of the pack")
        self.valueChanged.connect(self._on_cursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_pack(self, sheets: int, read: Collection[int], place: int, names: Sequence[tuple[int, str]] = ()) -> None:
        """``read``: sheets from 1 that have been on screen; ``place``: where the reader was last, 0 for nowhere;
        ``names``: the sheet where something begins, and what."""
        self._sheets, self._read, self._place = sheets, frozenset(read), place
        self._names = dict(reversed(names))
        self._cursor = max(1, place)
        self.blockSignals(True)
        self.setRange(1, max(1, sheets))
        self.setValue(self._cursor)
        self.blockSignals(False)
        self.setAccessibleDescription(f"{len(self._read)} of {sheets} sheets read")
        self.setVisible(sheets > 0)
        self.updateGeometry()
        self.update()

    def show_letters(self, letters: Mapping[int, str]) -> None:
        """Sheet -> the letters of the marks on it. Where a bar has room for one only the first stands above it."""
        if letters != self._letters:
            self._letters = letters
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        width = max(320, self.width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def heightForWidth(self, width: int) -> int:
        rows = -(-self._sheets // self._columns(width)) if self._sheets else 0
        return rows * self._row_height() + 2 * _MARGIN

    def _row_height(self) -> int:
        return self._theme.px(_BAR + _LABEL + 6) + self._above()

    def _above(self) -> int:
        """Room for letters over the bars, where there are any."""
        return self._theme.px(_LETTER) if self._letters else 0

    def _columns(self, width: int) -> int:
        """Sheets in a row: all of them where they fit, else as many as their narrowest bars allow."""
        most = max(1, (width - 2 * _MARGIN) // self._theme.px(_NARROWEST))
        return max(1, min(self._sheets, most))

    def _step(self) -> float:
        room = (self.width() - 2 * _MARGIN) / self._columns(self.width())
        return min(room, float(self._theme.px(_WIDEST)))

    def _rect(self, sheet: int) -> QRectF:
        """Where a sheet's bar would stand if it were read."""
        row, column = divmod(sheet - 1, self._columns(self.width()))
        step = self._step()
        gap = 1 if step < 9 else 2
        return QRectF(
            _MARGIN + column * step,
            _MARGIN + row * self._row_height() + self._above(),
            step - gap,
            float(self._theme.px(_BAR)),
        )

    def _sheet_at(self, point: QPointF) -> int:
        column = int((point.x() - _MARGIN) / self._step())
        row = int((point.y() - _MARGIN) / self._row_height())
        columns = self._columns(self.width())
        sheet = row * columns + column + 1
        return sheet if 0 <= column < columns and 1 <= sheet <= self._sheets else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        low = theme.px(_LOW)
        for sheet in range(1, self._sheets + 1):
            rect = self._rect(sheet)
            if sheet in self._read:
                painter.fillRect(rect, theme.colour("accent"))
            else:
                painter.fillRect(rect.adjusted(0, rect.height() - low, 0, 0), theme.colour("strong"))
        self._paint_names(painter)
        self._paint_letters(painter)
        for sheet, token in ((self._place, "text"), (self._cursor if self.hasFocus() else 0, "accent")):
            if sheet:
                painter.setPen(QPen(theme.colour(token), 2))
                painter.drawRoundedRect(self._rect(sheet).adjusted(-2, -2, 2, 2), 2, 2)

    def _paint_letters(self, painter: QPainter) -> None:
        """As many letters of a sheet as do not run into those of the next."""
        painter.setFont(self._theme.font(11, 600))
        step = painter.fontMetrics().horizontalAdvance("Q") + 1
        sheets = sorted(sheet for sheet in self._letters if sheet <= self._sheets)
        for sheet, after in pairwise([*sheets, 0]):
            here = self._rect(sheet)
            same_row = after and self._rect(after).top() == here.top()
            room = (self._rect(after).left() if same_row else self.width()) - here.left()
            for place, letter in enumerate(self._letters[sheet][: max(1, int(room // step))]):
                painter.setPen(self._theme.colour(_MEANINGS.get(letter, "text2")))
                painter.drawText(QPointF(here.left() + place * step, here.top() - self._theme.px(4)), letter)

    def _paint_names(self, painter: QPainter) -> None:
        """Names stand under their sheets, each with as many of its words as the next one leaves room for."""
        painter.setFont(self._theme.font(12))
        painter.setPen(self._theme.colour("text2"))
        metrics = painter.fontMetrics()
        starts = sorted(sheet for sheet in self._names if sheet <= self._sheets)
        for sheet, after in pairwise([*starts, 0]):
            here = self._rect(sheet)
            end = float(self.width())
            if after and self._rect(after).top() == here.top():
                end = self._rect(after).left()
            room = end - here.left() - self._theme.px(8)
            words = as_many_words(self._names[sheet], partial(_fits, metrics, room))
            painter.drawText(QPointF(here.left(), here.bottom() + metrics.ascent() + 4), words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        sheet = self._sheet_at(event.position())
        if sheet:
            self.chosen.emit(sheet)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self._columns(self.width())
        steps = {
            Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: columns, Qt.Key.Key_Up: -columns,
        }  # fmt: skip
        if event.key() in steps:
            self.setValue(self._cursor + steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._sheets:
            self.chosen.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def _on_cursor(self, sheet: int) -> None:
        self._cursor = sheet
        self.setAccessibleDescription(self._words(sheet))
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        sheet = self._sheet_at(event.position())
        self.setToolTip(self._words(sheet) if sheet else "")

    def _words(self, sheet: int) -> str:
        begun = [name for first, name in sorted(self._names.items()) if first <= sheet]
        letters = [
            _MEANINGS[letter].replace("_", "-") for letter in self._letters.get(sheet, "") if letter in _MEANINGS
        ]
        marked = f"marked {', '.join(letters)}" if letters else ""
        parts = (f"Sheet {sheet}", begun[-1] if begun else "", "read" if sheet in self._read else "not read", marked)
        return ", ".join(part for part in parts if part)


def _fits(metrics: QFontMetrics, room: float, words: str) -> bool:
    return metrics.horizontalAdvance(words) <= room


def as_many_words(name: str, fits: Callable[[str], bool]) -> str:
    """The beginning of a name that fits, never cut within a word nor ending in one that joins it to what follows: of "2
    Minutes of the previous meeting" first "2 Minutes", then "2"; nothing where not even that fits."""
    words = name.split()
    while words and not fits(" ".join(words)):
        words.pop()
        while len(words) > 1 and words[-1].casefold() in _JOINING:
            words.pop()
    return " ".join(words).rstrip(",:;")
