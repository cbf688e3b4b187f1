"""Closing a meeting: what is unfinished, in the order in which a person would mend it, then the end."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cypsc_desktop.commands.minuting_unfinished import Unclosed
from cypsc_desktop.ui.live.popover import Popover
from cypsc_desktop.ui.minutes.lines import Lines
from cypsc_desktop.ui.theme import Theme


class ClosingPopover(Popover):
    """``time()`` is when the meeting ended, "HH:MM". ``mending(Unclosed)``: the person goes to what is unfinished.
    ``deciding(what, list of Unclosed)``: these were not agreed, and are "agreed", "put" or "left out" now."""

    mending = Signal(object)
    deciding = Signal(str, list)
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
        self._add_decisions()
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

    def _add_decisions(self) -> None:
        """What becomes of the chosen one that was not agreed, else of the first; or of all of them."""
        self.open = QWidget(self)
        column = QVBoxLayout(self.open)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.which = QLabel(self.open)
        self.which.setProperty("tone", "second")
        self.which.setWordWrap(True)
        column.addWidget(self.which)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.verbs: dict[str, QPushButton] = {}
        for what, words in (("agreed", "Agreed, no vote"), ("put", "Put"), ("left out", "Leave out"), ("all", "")):
            button = QPushButton(words, self.open)
            button.clicked.connect(lambda _=False, what=what: self._decide(what))
            row.addWidget(button)
            self.verbs[what] = button
        row.addStretch(1)
        column.addLayout(row)
        self.below.addWidget(self.open)

    def _decide(self, what: str) -> None:
        open_ = self._open()
        one = self._meant()
        if one is not None:
            self.deciding.emit("agreed" if what == "all" else what, open_ if what == "all" else [one])

    def _open(self) -> list[Unclosed]:
        return [one for one in self._found if one.kind == "not-agreed"]

    def _meant(self) -> Unclosed | None:
        """The chosen one that was not agreed, else the first."""
        row = self.list.currentRow()
        chosen = self._found[row] if 0 <= row < len(self._found) else None
        open_ = self._open()
        return chosen if chosen in open_ else open_[0] if open_ else None

    def _name_meant(self) -> None:
        open_, one = self._open(), self._meant()
        self.open.setVisible(one is not None)
        said = one.message.partition(" was not agreed")[0] if one else ""
        self.which.setText(f"{said}: what became of it?" if one else "")
        self.verbs["all"].setText(f"Agree all {len(open_)}")
        self.verbs["all"].setVisible(len(open_) > 1)
        for what, button in self.verbs.items():
            button.setAccessibleName(button.text() if what == "all" else f"{button.text()}: {said}")

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
        self._name_meant()

    def settle(self) -> None:
        self.list.setFixedHeight(self.list.measure(self.theme.px(380)))
        super().settle()

    def _follow(self) -> None:
        """The chosen row in sight, by keys too."""
        row = self.list.visualItemRect(self.list.currentItem()) if self.list.currentItem() else None
        if row is not None:
            self.area.ensureVisible(0, self.list.y() + row.center().y(), 0, row.height())
        self._name_meant()

    def _on_taken(self, number: str) -> None:
        self.dismiss()
        self.mending.emit(self._found[int(number)])

    def focus_first(self) -> None:
        self.ended.setFocus(Qt.FocusReason.PopupFocusReason)
        self.ended.selectAll()

    def focus_open(self) -> None:
        """Where the next decision is made, else at the end."""
        if self.open.isVisibleTo(self):
            self.verbs["agreed"].setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.focus_first()

    def time(self) -> str | None:
        """The end, or None for what is no time, which is said."""
        hour, colon, minute = self.ended.text().strip().replace(".", ":").partition(":")
        if not (colon and hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60):
            self.say("This is no time of day. Write hours and minutes, as 21:35.")
            return None
        return f"{int(hour):02}:{int(minute):02}"
