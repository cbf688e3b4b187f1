"""The strip over the live screen: the item and its time, how long the meeting has gone on, what is saved, which part."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cypsc_desktop.commands.minuting_recover import moment
from cypsc_desktop.minutes.evening import Evening
from cypsc_desktop.minutes.timing import ItemTime, counted_to
from cypsc_desktop.ui.live.rows import present_voters
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.notices import announce

_HIGH, _STRIPE = 44, 6


class Stripe(QWidget):
    """The hatched stripe of Part B."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Part B, private")
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setFixedHeight(theme.px(_STRIPE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.setPen(QPen(self._theme.colour("danger"), 3))
        for x in range(-self.height(), self.width(), 8):
            painter.drawLine(x, self.height(), x + self.height(), 0)
        painter.end()


class Strip(QWidget):
    """Shown anew each second while a meeting goes on. ``to_draft`` is pressed once it has ended."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("State of the meeting")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.line = QWidget(self)
        row = QHBoxLayout(self.line)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        self.state, self.number, self.item = (QLabel(self.line) for _ in range(3))
        self.bar = QProgressBar(self.line)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Time of this item")
        self.taken, self.elapsed, self.pace = (QLabel(self.line) for _ in range(3))
        self.quorum, self.saved, self.part = (QLabel(self.line) for _ in range(3))
        self.signs = {name: QLabel(self.line) for name in ("live", "quorum", "saved", "part")}
        self.to_draft = QPushButton("Draft of the minutes", self.line)
        self.to_draft.setToolTip("The minutes that were drafted when the meeting ended (Ctrl+Shift+N)")
        self.to_draft.hide()
        self.item.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.item.setMinimumWidth(60)
        for widget in (self.signs["live"], self.state, _bar(self.line), self.number):
            row.addWidget(widget)
        row.addWidget(self.to_draft)
        row.addWidget(self.item, 1)
        for widget in (self.bar, self.taken, self.elapsed, self.pace, _bar(self.line)):
            row.addWidget(widget)
        for widget in (self.signs["quorum"], self.quorum, self.signs["saved"], self.saved, _bar(self.line)):
            row.addWidget(widget)
        for widget in (self.signs["part"], self.part):
            row.addWidget(widget)
        self.hairline = QWidget(self)
        self.hairline.setObjectName("hairline")
        self.hairline.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hairline.setFixedHeight(1)
        self.stripe = Stripe(theme, self)
        for below in (self.line, self.hairline, self.stripe):
            column.addWidget(below)
        for label in (self.taken, self.pace, self.number):
            label.setProperty("tone", "second")
        self.state.setProperty("type", "strong")
        self._title = ""
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.line.setFixedHeight(theme.px(_HIGH))
        self.item.setFont(theme.font(13, 600))
        self.elapsed.setFont(theme.figures(17, 600))
        self.bar.setFixedWidth(theme.px(72))
        self.stripe.set_theme(theme)
        self._fit()

    # What it says

    def show_meeting(self, evening: Evening, times: list[ItemTime], now: datetime, *, quorum: int | None) -> None:
        """Everything but what was saved. ``quorum``: the body's, None where it was never entered."""
        now = _counted(evening, now)
        began = _began(evening, now)
        state = (
            "Ended" if evening.ended else "Paused" if evening.on_break else "Live" if evening.started else "Not begun"
        )
        _say(self.state, state)
        self.to_draft.setVisible(evening.ended is not None)
        current = next((one for one in times if one.is_current), None)
        self._title = (current.item.title if current else "") or ""
        _say(self.number, (current.item.number if current else "") or "")
        self._show_title()
        self.bar.setVisible(current is not None and current.planned is not None and not self._narrow())
        if current and current.planned:
            self.bar.setMaximum(current.planned)
            self.bar.setValue(min(current.taken, current.planned))
            over = f", {current.over} over" if current.over else ""
            whole = f"{current.taken} of {current.planned} min{over}"
            _say(self.taken, f"{current.taken}/{current.planned} min" if self._narrow() else whole)
        else:
            _say(self.taken, f"{current.taken} min" if current else "")
        _say(self.elapsed, _elapsed(began, now) if began and not evening.ended else "")
        _say(self.pace, "" if self._narrow() else _pace(times, now) if began and not evening.ended else "")
        self._show_quorum(evening, quorum)
        self._show_part(evening)

    def _show_quorum(self, evening: Evening, quorum: int | None) -> None:
        count = present_voters(evening)
        short = quorum is not None and count < quorum and bool(evening.started)
        words = f"{count} voting" + (f", quorum {quorum}" if quorum else "")
        if short:
            words = f"No quorum: {count} of {quorum}"
        _say(self.quorum, words)
        _tone(self.quorum, "danger" if short else "second")
        self._sign("quorum", "alert-triangle" if short else "users", "danger" if short else "text2")

    def _show_part(self, evening: Evening) -> None:
        private = evening.is_private
        words = "Part B, private" if private else "Part A, public"
        if self.part.text() not in ("", words):
            announce(self.part, words)
        _say(self.part, words)
        _tone(self.part, "danger" if private else "second")
        self._sign("part", "lock" if private else "world", "danger" if private else "text2")
        self.stripe.setVisible(private)
        self.hairline.setVisible(not private)
        self._sign("live", "microphone", "danger" if evening.started and not evening.ended else "text3")

    def show_saved(self, when: datetime | None, *, waiting: int = 0) -> None:
        """When the last line was written; how many are not."""
        if waiting:
            _say(self.saved, f"{waiting} not saved")
        else:
            _say(self.saved, f"Saved {when:%H:%M:%S}" if when else "Nothing typed yet")
        _tone(self.saved, "danger" if waiting else "ok" if when else "quiet")
        self._sign(
            "saved", "alert-triangle" if waiting else "circle-check", "danger" if waiting else "ok" if when else "text3"
        )

    def _sign(self, name: str, icon: str, token: str) -> None:
        label = self.signs[name]
        if label.property("worn") != (icon, token, self._theme):
            label.setProperty("worn", (icon, token, self._theme))
            label.setPixmap(self._theme.icon(icon, token).pixmap(self._theme.px(16), self._theme.px(16)))

    # Room

    def _narrow(self) -> bool:
        return self.width() < self._theme.px(1000)

    def _show_title(self) -> None:
        room = max(0, self.item.width())
        self.item.setText(self.item.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room))
        self.item.setToolTip(self._title)

    def _fit(self) -> None:
        narrow = self._narrow()
        self.pace.setVisible(not narrow)
        self.taken.setVisible(self.width() >= self._theme.px(760))
        for widget in (self.quorum, self.signs["quorum"]):
            widget.setVisible(self.width() >= self._theme.px(640))
        self._show_title()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _bar(parent: QWidget) -> QWidget:
    line = QWidget(parent)
    line.setObjectName("hairline")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setFixedSize(1, 20)
    return line


def _say(label: QLabel, words: str) -> None:
    if label.text() != words:
        label.setText(words)


def _tone(label: QLabel, tone: str) -> None:
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        label.style().polish(label)


def _began(evening: Evening, now: datetime) -> datetime | None:
    """When the meeting began: to the second where its line was typed in that minute, else the minute."""
    then = _today(evening.started, now)
    start = next((entry for entry in evening.entries if entry.sort == "start"), None)
    typed = moment(start.stamp) if start is not None else None
    exact = typed.astimezone(now.tzinfo) if typed is not None else None
    return exact if exact is not None and exact.strftime("%H:%M") == evening.started and exact <= now else then


def _counted(evening: Evening, now: datetime) -> datetime:
    """The moment up to which the meeting is counted."""
    clock = now.strftime("%H:%M")
    to = counted_to(evening, clock)
    return now if to == clock else _today(to, now) or now


def _today(time: str | None, now: datetime) -> datetime | None:
    """The moment of today at which the clock says this."""
    hour, colon, minute = (time or "").partition(":")
    if not colon:
        return None
    return now.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)


def _elapsed(began: datetime, now: datetime) -> str:
    """ "34:13", "1:34:13"; over midnight as well."""
    seconds = int((now - began).total_seconds()) % (24 * 3600)
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60:02}:{rest % 60:02}"


def _pace(times: list[ItemTime], now: datetime) -> str:
    """ "elapsed, 1 min behind, ends 20.33": what the plan leaves, from now on."""
    if not any(one.planned for one in times):
        return "elapsed"
    behind = sum(one.taken - (one.planned or 0) for one in times if one.taken and not one.is_current)
    current = next((one for one in times if one.is_current), None)
    behind += current.over if current else 0
    left = sum(one.planned or 0 for one in times if not one.taken and not one.is_current)
    left += max(0, (current.planned or 0) - current.taken) if current else 0
    ends = (now.hour * 60 + now.minute + left) % (24 * 60)
    told = f"{abs(behind)} min {'behind' if behind > 0 else 'ahead'}" if behind else "on time"
    return f"elapsed, {told}, ends {ends // 60}.{ends % 60:02}"
