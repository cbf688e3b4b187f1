"""The right of the home screen: replies overdue, what changed since last time, papers opened lately."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import groupby

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cypsc_desktop.commands.home import Waiting
from cypsc_desktop.model.days import long_day
from cypsc_desktop.ui.home.reading import Reading
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.theme import Theme

_MOST = 7


class Aside(QWidget):
    """``wanted(Place)``."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._parts = []
        for n in range(3):
            if n:
                line = QFrame(self)
                line.setObjectName("hairline")
                line.setFixedHeight(1)
                column.addWidget(line)
            part = QWidget(self)
            inside = QVBoxLayout(part)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(4)
            column.addWidget(part)
            self._parts.append(inside)
        column.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def show_reading(self, reading: Reading) -> None:
        column = _emptied(self._parts[2])
        column.addWidget(self._heading("Recent papers"))
        if not reading.recent:
            column.addWidget(self._words("The papers that you open are listed here."))
        for document, name, sheet in reading.recent[:_MOST]:
            place = Place("papers", document, sheet=sheet)
            column.addWidget(self._row(name, f"sheet {sheet}", partial(self.wanted.emit, place), icon="file-text"))

    def show_waiting(self, waiting: Waiting | None, since: str | None) -> None:
        """None: it is still being found out."""
        self._show_overdue(waiting)
        self._show_happened(waiting, since)

    def _show_overdue(self, waiting: Waiting | None) -> None:
        column = _emptied(self._parts[0])
        if waiting is None:
            column.addWidget(self._heading("Replies"))
            column.addWidget(self._words("Looking for replies that are overdue."))
            return
        late = waiting.overdue
        if not late:
            column.addWidget(self._heading("No reply is overdue"))
            column.addWidget(self._words("No recommendation waits for its reply beyond two months."))
            return
        count = len(late)
        column.addWidget(
            self._heading("1 reply is overdue" if count == 1 else f"{count:,} replies are overdue", "danger")
        )
        groups = [list(rows) for _, rows in groupby(late, key=lambda row: (row.report, row.until, row.days))]
        for several in groups[:_MOST]:
            report, until, days = several[0].report, several[0].until, several[0].days
            words = several[0].words if len(several) == 1 else f"{len(several):,} on {report or 'no report'}"
            second = f"due {long_day(until) or 'no day'}, {days:,} day{'' if days == 1 else 's'} late"
            place = Place("recommendations", part="overdue", record=several[0].id)
            column.addWidget(self._row(words, "", partial(self.wanted.emit, place), second=second))
        column.addWidget(self._link("Chase the replies", Place("recommendations", part="overdue")))

    def _show_happened(self, waiting: Waiting | None, since: str | None) -> None:
        column = _emptied(self._parts[1])
        when = _local(since)
        column.addWidget(self._heading(f"Since {when}" if when else "Since last time"))
        if waiting is None or not waiting.changes:
            column.addWidget(self._words("Nothing has changed." if since else "This is the first time."))
            return
        for change in waiting.happened:
            second = ", ".join(part for part in (change.actor, _local(change.when)) if part)
            column.addWidget(
                self._row(change.label, "", partial(self.wanted.emit, Place("history")), second=second, icon="history")
            )
        if waiting.changes > len(waiting.happened):
            column.addWidget(self._link(f"All {waiting.changes:,} changes", Place("history")))

    def _heading(self, text: str, token: str = "") -> QWidget:
        label = QLabel(text, self)
        label.setFont(self._theme.font(15, 600))
        label.setWordWrap(True)
        if not token:
            return label
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        sign = QLabel(line)
        sign.setPixmap(self._theme.icon("alert-triangle", token).pixmap(self._theme.px(16), self._theme.px(16)))
        row.addWidget(sign)
        row.addWidget(label, 1)
        return line

    def _words(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setProperty("tone", "quiet")
        return label

    def _link(self, text: str, place: Place) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("quiet", True)
        button.setProperty("flush", True)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.wanted.emit(place))
        return button

    def _row(self, text: str, right: str, do: Callable[[], object], *, second: str = "", icon: str = "") -> QPushButton:
        """A line that can be pressed; its whole text is its name, what is seen is elided."""
        return RowButton(self._theme, text, second=second, right=right, icon=icon, do=do, parent=self)


class RowButton(QPushButton):
    """A line of one or two rows that can be pressed, with a word at its right."""

    def __init__(
        self, theme: Theme, text: str, *, second: str, right: str, icon: str, do: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setProperty("row", True)
        self.setToolTip(text)
        self.setAccessibleName(", ".join(part for part in (text, second, right) if part))
        self.clicked.connect(lambda _checked: do())
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 4, 4)
        row.setSpacing(8)
        if icon:
            sign = QLabel(self)
            sign.setPixmap(theme.icon(icon).pixmap(theme.px(16), theme.px(16)))
            sign.setAlignment(Qt.AlignmentFlag.AlignTop)
            row.addWidget(sign)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(_Elided(text, self))
        if second:
            below = _Elided(second, self)
            below.setProperty("tone", "quiet")
            below.setFont(theme.font(12))
            words.addWidget(below)
        row.addLayout(words, 1)
        if right:
            label = QLabel(right, self)
            label.setProperty("tone", "quiet")
            row.addWidget(label)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._least = theme.px(48 if second else 28)

    def sizeHint(self) -> QSize:
        """As high as what stands in it: the style's own measure knows but one line of text."""
        return QSize(super().sizeHint().width(), max(self._least, self._row.sizeHint().height()))


class _Elided(QLabel):
    """Words on one line that give way at their end."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = text
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)
        self.resized(0)

    def resized(self, width: int) -> None:
        room = width or self.width()
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))

    def resizeEvent(self, event: object) -> None:
        self.resized(self.width())


def _local(when: str | None) -> str:
    """A UTC time as people here say it: "yesterday, 21:14"."""
    try:
        then = datetime.fromisoformat(when or "").astimezone()
    except ValueError:
        return ""
    away = (datetime.now().astimezone().date() - then.date()).days
    day = {0: "today", 1: "yesterday"}.get(away, f"{then.day} {then:%B %Y}")
    return f"{day}, {then:%H:%M}"


def _emptied(column: QVBoxLayout) -> QVBoxLayout:
    while column.count():
        taken = column.takeAt(0)
        widget = taken.widget() if taken else None
        if widget:
            widget.hide()
            widget.deleteLater()
    return column
