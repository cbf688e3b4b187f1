"""Closing a meeting: what is unfinished, in the order in which a person would mend it, then the end."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QWidget

from cypsc_desktop.commands.minuting_draft import Unclosed
from cypsc_desktop.ui.live.popover import Popover
from cypsc_desktop.ui.theme import Theme


class ClosingPopover(Popover):
    """``time()`` is when the meeting ended, "HH:MM"."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__("Close the meeting", "End, and draft minutes", theme, over)
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName("What is unfinished")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        label = QLabel("The meeting ended at", self)
        self.ended = QLineEdit(self)
        self.ended.setAccessibleName("The meeting ended at")
        label.setBuddy(self.ended)
        for widget in (self.about, self.list, label, self.ended):
            self.inside.addWidget(widget)
        self.cancel.setText("Go on with the meeting")

    def show_unclosed(self, found: Sequence[Unclosed], now: str) -> None:
        """What is left to mend; the end's own time is asked for below."""
        rest = [one for one in found if one.kind != "no-end"]
        self.list.clear()
        self.list.addItems([one.message for one in rest])
        self.list.setVisible(bool(rest))
        self.list.setFixedHeight(min(len(rest), 6) * self.theme.px(32) + 8)
        count = f"{len(rest)} thing{'' if len(rest) == 1 else 's'} unfinished. They can be mended now, or afterwards."
        self.about.setText(count if rest else "Nothing is unfinished.")
        self.ended.setText(now)

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
