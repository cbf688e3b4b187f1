"""What stands round the capture line: how the line is read as it is typed, who may be meant, and the keys that help."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cypsc_desktop.minutes.evening import Reading
from cypsc_desktop.minutes.roster import Seated
from cypsc_desktop.ui.live.capture import CaptureLine
from cypsc_desktop.ui.live.meant import Offer
from cypsc_desktop.ui.live.rows import KINDS
from cypsc_desktop.ui.theme import Theme, dress, redress
from cypsc_desktop.ui.widgets.notices import announce

_ICONS = {
    "question": "help-circle", "answer": "corner-down-right", "note": "note", "conclusion": "checklist",
    "recommendation": "send", "request": "file-text", "action": "check", "vote": "gavel", "motion": "gavel",
    "amendment": "gavel", "exclusion": "lock", "arrival": "user-plus",
}  # fmt: skip
_MOST_OFFERED = 4


class CaptureBar(QWidget):
    """``kind_wanted(sort)``, ``person_wanted(Seated)``: chosen by mouse or menu; ``offer_wanted(Offer)``: an offer was
    pressed. ``show_reading`` says how a line is read."""

    kind_wanted = Signal(str)
    offer_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("capture bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 8, 15, 8)
        column.setSpacing(8)
        self._build_chips(column)
        self.line = CaptureLine(theme, self)
        column.addWidget(self.line)
        self._build_hints(column)
        self.set_theme(theme)
        self.show_reading(None, None)
        self.offer(())

    def _build_chips(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.kind = QPushButton(self)
        self.kind.setProperty("parse", True)
        self.kind.setToolTip("What kind of line this is. Press to choose another.")
        self._kinds = QMenu(self.kind)
        self._kinds.setAccessibleName("Kind of line")
        self.kind.setMenu(self._kinds)
        self.who = QPushButton(self)
        self.who.setProperty("parse", True)
        self.who.setToolTip("Who says this. Press to choose.")
        self.people = QMenu(self.who)
        self.people.setAccessibleName("Who says this")
        self._listed: Sequence[Seated] = ()
        self.who.setMenu(self.people)
        self.time = QLabel(self)
        self.time.setProperty("parse", True)
        self.part = QLabel("Part B", self)
        self.part.setProperty("parse", True)
        self.part.setProperty("tone", "danger")
        self.problem = QLabel(self)
        self.problem.setProperty("tone", "warn")
        self.problem.setWordWrap(True)  # of two lines, so that the way to mend it is never cut
        for widget in (self.kind, self.who, self.time, self.part):
            row.addWidget(widget)
        row.addWidget(self.problem, 100)
        row.addStretch(1)
        self._offers: list[QPushButton] = []
        for _ in range(_MOST_OFFERED):
            button = QPushButton(self)
            button.setProperty("parse", True)
            button.clicked.connect(lambda _=False, one=button: self.offer_wanted.emit(one.property("offer")))
            button.hide()
            row.addWidget(button)
            self._offers.append(button)
        dress(self._offers[0], "corner-down-right")
        self.tab_cap = QLabel("Tab", self)
        self.tab_cap.setProperty("type", "key")
        row.addWidget(self.tab_cap, 0, Qt.AlignmentFlag.AlignVCenter)
        self.reads = QWidget(self)  # of one height, whatever stands in it: nothing moves while somebody types
        self.reads.setLayout(row)
        self.reads.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.reads)

    def _build_hints(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.hints: list[QWidget] = []
        for key, words in (
            ("Enter", "save"), (">>", "next item"), ("!", "star at the end"), ("Ctrl+Up", "edit the last"),
            ("Ctrl+Shift+R", "draft recommendation"),
        ):  # fmt: skip
            cap, label = QLabel(key, self), QLabel(words, self)
            cap.setProperty("type", "key")
            label.setProperty("type", "caption")
            label.setProperty("tone", "second")
            row.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(label)
            row.addSpacing(8)
            self.hints += [cap, label]
        row.addStretch(1)
        self.beside = QPushButton("Outcomes", self)
        self.beside.setProperty("quiet", True)
        self.beside.setToolTip("What comes of the meeting, in place of agenda and people, and back (Ctrl+Shift+E)")
        self.beside.hide()
        row.addWidget(self.beside)
        self.more = QPushButton("Meeting", self)
        self.more.setProperty("quiet", True)
        self.more.setToolTip("Start, votes, breaks, Part B, the end: what can be done in the meeting's course")
        self._course = QMenu(self.more)
        self._course.setAccessibleName("The meeting's course")
        self.more.setMenu(self._course)
        row.addWidget(self.more)
        self.help = QLabel("F1", self)
        self.help.setProperty("type", "key")
        row.addWidget(self.help, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)

    def offer_kinds(self, kinds: Sequence[QAction]) -> None:
        """What a line can be."""
        self._kinds.addActions(list(kinds))

    def offer_course(self, steps: Sequence[QAction]) -> None:
        """What can be done in the meeting's course."""
        self._course.addActions(list(steps))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.line.set_theme(theme)
        self.problem.setFont(theme.font(12))
        self.reads.setFixedHeight(max(theme.px(28), 2 * QFontMetrics(theme.font(12)).lineSpacing() + 2))
        redress(self, theme)
        self._fit()

    # How the line is read

    def show_reading(
        self, reading: Reading | None, when: datetime | None, *, private: bool = False, keep: bool = False
    ) -> None:
        """The line as it would be kept now; None for an empty line, beside which what was said of the last one is kept."""
        unclear = reading is not None and reading.problem is not None
        self.kind.setVisible(reading is not None and not unclear)
        self.who.setVisible(reading is not None and not unclear)
        self.time.setVisible(reading is not None and when is not None and not unclear)
        self.part.setVisible(reading is not None and private)
        self.problem.setVisible(unclear or (keep and reading is None))
        if reading is None:
            return
        sort = reading.sort
        inner = reading.line.inner
        if sort == "correction" and inner is not None:
            words = f"Correction: {KINDS.get(inner.sort, 'Note')}"
        else:
            words = KINDS.get(sort, sort.capitalize())
        if reading.line.starred:
            words += ", starred"
        if self.kind.text() != words:
            self.kind.setText(words)
            self.kind.setAccessibleName(f"Kind: {words}")
            dress(self.kind, _ICONS.get(sort, "note"), "info" if sort == "question" else "text2")
            self.kind.setIcon(
                self._theme.icon_beside_words(_ICONS.get(sort, "note"), "info" if sort == "question" else "text2")
            )
        person = f"{reading.who.code.upper()}  {reading.who.name}" if reading.who else "Nobody named"
        self.who.setText(person.replace("&", "&&"))
        self.who.setAccessibleName(f"Who: {reading.who.name if reading.who else 'nobody named'}")
        if when is not None:
            stamped = reading.line.stamp
            self.time.setText(stamped or when.strftime("%H:%M:%S"))
        if reading.problem:
            if self.problem.text() != reading.problem.message:
                announce(self.problem, reading.problem.message)
            self.problem.setText(reading.problem.message)
            self.problem.setToolTip(reading.problem.message)

    def say(self, words: str) -> None:
        """Something about the line just taken; it goes as the next one is typed."""
        self.problem.setText(words)
        self.problem.setToolTip(words)
        self.problem.show()
        announce(self.problem, words)

    def offer(self, offers: Sequence[Offer]) -> None:
        """What may be meant, the likeliest first: Tab takes that."""
        for button, offer in zip(self._offers, [*offers, *[None] * _MOST_OFFERED], strict=False):
            button.setVisible(offer is not None)
            button.setProperty("offer", offer)
            if offer is not None:
                button.setText(offer.words.replace("&", "&&"))
                button.setAccessibleName(offer.words)
                button.setToolTip(offer.words)
        self.tab_cap.setVisible(bool(offers))
        self._fit_offers()

    def offers(self) -> list[QPushButton]:
        """The buttons of what is offered; those without an offer are hidden."""
        return list(self._offers)

    def first_offer(self) -> Offer | None:
        """What Tab takes."""
        first = self._offers[0]
        return first.property("offer") if not first.isHidden() else None

    def show_people(self, people: Sequence[Seated], chosen: Callable[[Seated], object]) -> None:
        """Fill the list of who may speak; ``chosen(Seated)`` is called with the one pressed."""
        if people == self._listed:
            return
        self._listed = list(people)
        self.people.clear()
        for one in people:
            action = self.people.addAction(f"{one.code.upper()}  {one.name}".replace("&", "&&"))
            action.triggered.connect(lambda _=False, one=one: chosen(one))

    def _fit_offers(self) -> None:
        """Codes alone where the names find no room."""
        shown = [button for button in self._offers if not button.isHidden()]
        room = self.width() - self._theme.px(260)
        if len(shown) > 1 and sum(button.sizeHint().width() + 6 for button in shown) > room:
            for button in shown:
                button.setText(button.property("offer").short or button.text().split(" ", 1)[0])

    def _fit(self) -> None:
        """Hints give way from the right where the room is narrow."""
        room = self.width() - 2 * 15 - self.help.sizeHint().width() - self.more.sizeHint().width() - 12
        room -= 0 if self.beside.isHidden() else self.beside.sizeHint().width() + 6
        used = 0
        for cap, label in zip(self.hints[::2], self.hints[1::2], strict=True):
            used += cap.sizeHint().width() + label.sizeHint().width() + 26
            cap.setVisible(used <= room)
            label.setVisible(used <= room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
