"""Closing a meeting: what is unfinished, in the order in which a person would mend it, then the end."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from cypsc_desktop.commands.minuting_unfinished import Unclosed
from cypsc_desktop.ui.live.popover import Popover
from cypsc_desktop.ui.minutes.lines import Lines
from cypsc_desktop.ui.theme import Theme


class ClosingPopover(Popover):
    """``time()`` is when the meeting ended, "HH:MM". ``mending(Unclosed)``: the person goes to what is unfinished."""

    mending = Signal(object)
    most = 240

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__("Close the meeting", "End, and draft minutes", theme, over)
        self._found: list[Unclosed] = []
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.list = Lines("What is unfinished", self, leads=True)
        self.list.taken.connect(self._on_taken)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda *_: self._follow())
        self.inside.addWidget(self.about)
        self.inside.addWidget(self.list)
        ended = QHBoxLayout()
        ended.setSpacing(8)
        label = QLabel("The meeting ended at", self)
        self.ended = QLineEdit(self)
        self.ended.setAccessibleName("The meeting ended at")
        label.setBuddy(self.ended)
        ended.addWidget(label)
        ended.addWidget(self.ended, 1)
        self.below.addLayout(ended)
        self.cancel.setText("Go on with the meeting")

    def show_unclosed(self, found: Sequence[Unclosed], now: str) -> None:
        """What is left to mend; the end's own time is asked for below."""
        self._found = [one for one in found if one.kind != "no-end"]
        count = len(self._found)
        self.list.set_theme(self.theme)
        self.list.show_lines([(one.message, str(number)) for number, one in enumerate(self._found)])
        self.list.setVisible(bool(count))
        words = (
            f"{count} thing{'' if count == 1 else 's'} unfinished. Choose one to mend it now, or mend it afterwards."
        )
        self.about.setText(words if count else "Nothing is unfinished.")
        self.ended.setText(now)

    def settle(self) -> None:
        self.list.setFixedHeight(self.list.measure(self.theme.px(380)))
        super().settle()

    def _follow(self) -> None:
        """The chosen row in sight, by keys too."""
        row = self.list.visualItemRect(self.list.currentItem()) if self.list.currentItem() else None
        if row is not None:
            self.area.ensureVisible(0, self.list.y() + row.center().y(), 0, row.height())

    def _on_taken(self, number: str) -> None:
        self.dismiss()
        self.mending.emit(self._found[int(number)])

    def focus_first(self) -> None:
        self.ended.setFocus(Qt.FocusReason.PopupFocusReason)
        self.ended.selectAll()

    def time(self) -> str | None:
        """The end, or None for what is no time, which is said."""
        hour, colon, minute = self.ended.text().strip().replace(".", ":").partition(":")
        if not (colon and hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60):
            self.say("This is no time of day. Write hours and minutes, as 21:35.")
            return None
        return f"{int(hour):02}:{int(minute):02}"
