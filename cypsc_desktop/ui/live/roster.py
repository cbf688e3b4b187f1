"""Who is who at the meeting: a chip for each person, pressed to name them as speaking; its menu lets them come and go."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.minutes.evening import Evening
from cypsc_desktop.minutes.roster import Seated
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.bar import BarOf

_MOST = 25
_STATES = {
    "in": "in the room", "speaking": "speaking", "unknown": "not accounted for", "apologies": "has sent apologies",
    "left": "has left", "replaced": "is replaced",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chair:
    """Somebody with the state that their chip shows: one of "in", "speaking", "unknown", "apologies", "left",
    "replaced"."""

    seated: Seated
    state: str

    @property
    def spoken(self) -> str:
        office = f", {self.seated.role}" if self.seated.role else ""
        return f"{self.seated.code.upper()}, {self.seated.name}{office}, {_STATES[self.state]}"


def chairs(evening: Evening, speaking: str | None) -> list[Chair]:
    """Everybody on the roster but reserves who do not sit and guests who have not come."""
    found = []
    for one in evening.roster:
        state = evening.room.of(one.name)
        if one.seat == "reserve" and not state.in_place_of:
            continue
        told = "in" if state.here else "replaced" if state.replaced else "apologies" if state.apologies else "unknown"
        if told == "unknown" and state.ever:
            told = "left"
        if told == "unknown" and one.seat == "guest" and not state.ever:
            told = "left"
        if one.name == speaking and state.here:
            told = "speaking"
        found.append(Chair(one, told))
    return found


class PersonChip(QAbstractButton):
    """A code in a box whose edge tells where the person is."""

    def __init__(self, chair: Chair, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.chair = chair
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.show_chair(chair)

    def show_chair(self, chair: Chair) -> None:
        self.chair = chair
        self.setText(chair.seated.code.upper())
        self.setAccessibleName(chair.spoken)
        self.setToolTip(chair.spoken)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme
        wide = QFontMetrics(theme.font(12, 600)).horizontalAdvance(self.text()) + theme.px(18)
        return QSize(max(theme.px(39), wide), theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, state = self._theme, self.chair.state
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        fill = "accent" if state == "speaking" else "hover" if self.underMouse() else "surface"
        away = state in ("unknown", "apologies", "left", "replaced")
        pen = QPen(theme.colour("accent" if state == "speaking" or self.hasFocus() else "strong"), 1)
        if self.hasFocus() or theme.scheme == "contrast":
            pen.setWidth(2)
        if away:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(box, 4, 4)
        font = theme.font(12, 400 if away else 600)
        font.setStrikeOut(state in ("apologies", "replaced"))
        painter.setFont(font)
        painter.setPen(theme.colour("on_accent" if state == "speaking" else "text3" if away else "text"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()


class RosterPane(QWidget):
    """``pressed(Seated)``: a chip was pressed; ``menu_wanted(Seated, QPoint)``: what else can be done with them;
    ``all_here()``: everybody of whom nothing is known is in the room."""

    pressed = Signal(object)
    all_here = Signal()
    menu_wanted = Signal(object, QPoint)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: dict[str, PersonChip] = {}
        self._shown: list[Chair] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 0, 8, 8)
        column.setSpacing(6)
        top = QHBoxLayout()
        self.heading, self.count = QLabel("In the room", self), QLabel(self)
        self.count.setProperty("tone", "second")
        self.members = BarOf(self, gap=6)
        self.others_heading = QLabel("Officers and guests", self)
        self.others = BarOf(self, gap=6)
        self.more = QPushButton("More", self)
        self.more.setProperty("quiet", True)
        self._menu = QMenu(self.more)
        self._menu.setAccessibleName("More people")
        self.more.setMenu(self._menu)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setProperty("tone", "second")
        self.words.setProperty("type", "caption")
        self.all_button = QPushButton("All of them are here", self)
        self.all_button.setProperty("link", True)
        self.all_button.setToolTip("Marks every member who is not accounted for as in the room")
        self.all_button.clicked.connect(self.all_here)
        self.all_button.hide()
        self.heading.setProperty("type", "strong")
        self.others_heading.setProperty("type", "strong")
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addWidget(self.count)
        column.addLayout(top)
        for widget in (
            self.members, self.others_heading, self.others, self.more, self.words, self.all_button,
        ):  # fmt: skip
            column.addWidget(widget)
        for bar in (self.members, self.others):  # as high as its chips need at the pane's width
            policy = bar.sizePolicy()
            policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
            bar.setSizePolicy(policy)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for chip in self._chips.values():
            chip.set_theme(theme)

    def offer_all(self, several: bool) -> None:
        """Whether several can be marked as present at once."""
        self.all_button.setVisible(several)

    def show_chairs(self, listed: Sequence[Chair], voting: int) -> None:
        """These people; chips that stay are kept."""
        words = f"{voting} voting"
        if self.count.text() != words:
            self.count.setText(words)
        if list(listed) == self._shown:
            return
        same = [one.seated.code for one in listed] == [one.seated.code for one in self._shown]
        self._shown = list(listed)
        if same:
            for one in listed[:_MOST]:
                self._chips[one.seated.code].show_chair(one)
        else:
            self._make(listed)
        self.words.setText(_told(listed))
        self.others_heading.setVisible(any(one.seated.seat == "guest" for one in listed))
        self._fill_more(listed[_MOST:])

    def _make(self, listed: Sequence[Chair]) -> None:
        for bar in (self.members, self.others):
            bar.clear()
        self._chips = {}
        for one in listed[:_MOST]:
            bar = self.others if one.seated.seat == "guest" else self.members
            chip = PersonChip(one, self._theme, bar)
            chip.clicked.connect(lambda _=False, chip=chip: self.pressed.emit(chip.chair.seated))
            chip.customContextMenuRequested.connect(
                lambda point, chip=chip: self.menu_wanted.emit(chip.chair.seated, chip.mapToGlobal(point))
            )
            self._chips[one.seated.code] = chip
            bar.add(chip)

    def _fill_more(self, rest: Sequence[Chair]) -> None:
        self.more.setVisible(bool(rest))
        self.more.setText(f"{len(rest)} more")
        self._menu.clear()
        for one in rest:
            action = self._menu.addAction(one.spoken.replace("&", "&&"))
            action.triggered.connect(lambda _=False, one=one: self.pressed.emit(one.seated))

    def chip(self, code: str) -> PersonChip | None:
        return self._chips.get(code)


def _told(listed: Sequence[Chair]) -> str:
    """What dashes and strokes mean, in words."""
    lines = []
    for state, one_, many in (
        ("apologies", "has sent apologies", "have sent apologies"), ("unknown", "is not accounted for", "are not accounted for"),
    ):  # fmt: skip
        codes = [one.seated.code.upper() for one in listed if one.state == state]
        if codes:
            lines.append(f"{', '.join(codes)} {one_ if len(codes) == 1 else many}.")
    return "\n".join(lines)
