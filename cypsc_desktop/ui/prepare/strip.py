"""Above the lists of a meeting that is prepared: notice, time planned, the minutes before it, wordings to keep."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from cypsc_desktop.commands.minuting_prepare import Carried, Notice, notice_words, offer_words
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.theme import Theme, dress, redress
from cypsc_desktop.ui.widgets.bar import BarOf


class PrepareStrip(BarOf):
    """``wanted(Place)``: the previous minutes are to be shown; ``keeping()``: the wordings of this agenda are to be kept;
    ``expecting()``: who presents is to be on the roster."""

    wanted = Signal(object)
    keeping = Signal()
    expecting = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, gap=16, margins=(24, 0, 20, 10))
        self._theme = theme
        self.setAccessibleName("Notice and time")

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def show_state(
        self,
        meeting: Meeting | None,
        notice: Notice | None,
        carried: Carried | None,
        *,
        enquiries: int,
        wordings: int,
        presenters: int = 0,
    ) -> None:
        """``enquiries`` is how many questions are planned, ``wordings`` how many the agenda offers to keep, ``presenters``
        how many present and are not on the roster."""
        self.clear()
        if notice is not None:
            self._line(notice_words(notice), warns=notice.is_short)
        if meeting is not None and carried is not None:
            before = carried.previous
            if before is None:
                self._line("No minutes of an earlier meeting are in this library.")
            else:
                place = Place("meeting", before.id, part="minutes")
                words = "Minutes approved" if carried.is_approved else "Minutes to approve"
                self._link(f"{words}: {short_day(before.date or '')}", "file-text", lambda: self.wanted.emit(place))
        if meeting is not None:
            questions = Place("enquiries", meeting.id)
            many = {0: "Plan lines of enquiry", 1: "1 line of enquiry"}.get(enquiries, f"{enquiries} lines of enquiry")
            self._link(many, "send", lambda: self.wanted.emit(questions))
        if presenters:
            many = "1 person" if presenters == 1 else f"{presenters} people"
            self._link(f"Expect who presents ({many})", "users", self.expecting.emit)
        if wordings:
            self._link(offer_words(wordings), "clipboard-list", self.keeping.emit)
        redress(self, self._theme)  # what is said anew has its signs too

    def words(self) -> list[str]:
        """What it says and offers, in order."""
        return [one.text() for one in self.widgets() if isinstance(one, QLabel | QPushButton)]

    def _line(self, words: str, *, warns: bool = False) -> None:
        label = QLabel(words, self)
        label.setProperty("tone", "warn" if warns else "second")
        label.setMinimumHeight(self._theme.px(28))  # level with the links beside it
        self.add(label)

    def _link(self, words: str, icon: str, do: Callable[[], object]) -> None:
        link = QPushButton(words, self)
        link.setProperty("link", True)
        dress(link, icon, "accent")
        link.clicked.connect(lambda _checked: do())
        self.add(link)
