"""One outcome as it stands: its words, what they leave open, what it rests on, how far it has come, what can be done."""

from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cypsc_desktop.commands.minuting_outcomes import Outcome
from cypsc_desktop.commands.prompting import of_wording
from cypsc_desktop.ui.theme import Theme, dress, redress

WORDS = {
    "conclusion": "Conclusion", "recommendation": "Recommendation", "request": "Request", "action": "Action",
    "resolution": "Resolution", "undertaking": "Undertaking",
}  # fmt: skip
STATES = {"draft": "Draft", "put": "Put", "agreed": "Agreed"}
_ASKED_OF = frozenset({"recommendation", "request", "action", "undertaking"})


class OutcomeCard(QWidget):
    """One outcome: its words, what they lack, what it rests on, how far it has come, and what can be done."""

    put = Signal(str)
    agreed = Signal(str)
    read_back = Signal(str)
    edit = Signal(str)
    line_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._one: Outcome | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(6)
        self.state, self.title = QLabel(self), QLabel(self)
        self.title.setProperty("tone", "second")
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.asks = QLabel(self)
        self.asks.setWordWrap(True)
        self.from_heading = QLabel("From", self)
        self.from_heading.setProperty("type", "strong")
        self.evidence = QVBoxLayout()
        self.evidence.setSpacing(0)
        self.steps = Steps(theme, self)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.put_button = QPushButton("Put", self)
        self.put_button.setProperty("primary", True)
        self.agree_button = QPushButton("Agreed, no vote", self)
        self.read_button = QPushButton("Read back  F8", self)
        self.read_button.setProperty("quiet", True)
        dress(self.read_button, "eye", "accent")
        self.edit_button = QPushButton("Edit", self)
        self.edit_button.setProperty("quiet", True)
        for button, signal in (
            (self.put_button, self.put), (self.agree_button, self.agreed), (self.read_button, self.read_back),
            (self.edit_button, self.edit),
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(self._one.id if self._one else ""))
        top = QHBoxLayout()
        top.addWidget(self.state)
        top.addStretch(1)
        top.addWidget(self.title)
        self.buttons.addWidget(self.put_button)
        self.buttons.addWidget(self.agree_button)
        self.buttons.addStretch(1)
        more = QHBoxLayout()
        more.setSpacing(8)
        more.addWidget(self.read_button)
        more.addWidget(self.edit_button)
        more.addStretch(1)
        column.addLayout(top)
        for widget in (self.words, self.asks, self.from_heading):
            column.addWidget(widget)
        column.addLayout(self.evidence)
        column.addWidget(self.steps)
        column.addLayout(self.buttons)
        column.addLayout(more)
        self._made: list[QPushButton] = []

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.words.setFont(theme.font(15))
        self.steps.set_theme(theme)
        redress(self, theme)
        if self._one:
            self.show_outcome(self._one)

    def show_outcome(self, one: Outcome) -> None:
        self._one = one
        self.state.setText(_stamped(one))
        self.state.setProperty("tone", "warn" if one.waits else "ok")
        self.state.style().polish(self.state)
        self.title.setText(f"{WORDS.get(one.sort, '')} {one.number}".strip())
        more = [f"to {one.to}" if one.to else "", one.owner or "", f"by {one.due}" if one.due else ""]
        beside = ", ".join(part for part in more if part)
        self.words.setText(f"{one.text}{f'  ({beside})' if beside else ''}")
        asks = of_wording(one.text, who=one.to or one.owner, due=one.due) if one.sort in _ASKED_OF else []
        self.asks.setText("\n".join(asks) or "Says who, what and by when \N{CHECK MARK}")
        self.asks.setVisible(one.sort in _ASKED_OF and one.state != "agreed")
        self.asks.setProperty("tone", "warn" if asks else "ok")
        self.asks.style().polish(self.asks)
        for widget in self._made:
            widget.hide()
            widget.deleteLater()
        self._made = []
        for line in one.evidence:
            button = QPushButton(self)
            button.setProperty("link", True)
            button.setAccessibleName(f"Show the line: {line.text or ''}")
            button.clicked.connect(lambda _=False, entity=line.id: self.line_wanted.emit(entity))
            self.evidence.addWidget(button)
            self._made.append(button)
        self._fit()
        self.from_heading.setVisible(bool(one.evidence))
        self.steps.show_state(one.state, said_state(one))
        self.put_button.setVisible(one.state == "draft")
        self.agree_button.setVisible(one.state != "agreed")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The lines that it rests on, as much of each as there is room for."""
        room = max(160, self.width() - 24)
        for button, line in zip(self._made, self._one.evidence if self._one else (), strict=False):
            words = f"{line.time}  {line.who or ''}  {line.text or ''}".replace("\n", " ")
            short = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
            button.setText(short.replace("&", "&&"))


class Steps(QWidget):
    """Draft, Put, Agreed: the one that it is at is filled."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self._said = "draft", STATES["draft"]
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setFixedHeight(theme.px(28))
        self.update()

    def show_state(self, state: str, said: str) -> None:
        """``said``: what the step that it is at is called."""
        self._state, self._said = state, said
        self.setAccessibleName(f"Step: {said}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, middle = 1.0, self.height() / 2
        for name, words in STATES.items():
            now = name == self._state
            words = self._said if now else words
            painter.setPen(QPen(theme.colour("accent" if now else "strong"), 1.5))
            painter.setBrush(theme.colour("accent") if now else Qt.BrushStyle.NoBrush)
            size = theme.px(9)
            painter.drawEllipse(QRectF(x, middle - size / 2, size, size))
            x += size + theme.px(7)
            font = theme.font(13, 600 if now else 400)
            painter.setFont(font)
            painter.setPen(theme.colour("text" if now else "text2"))
            wide = painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(QRectF(x, 0, wide + 4, self.height()), int(Qt.AlignmentFlag.AlignVCenter), words)
            x += wide + theme.px(10)
            if name != "agreed":
                painter.setPen(QPen(theme.colour("strong"), 1))
                painter.drawLine(round(x), round(middle), round(x) + theme.px(26), round(middle))
                x += theme.px(36)
        painter.end()


def said_state(one: Outcome) -> str:
    """How far it has come, in a word: what was typed as the meeting's own waits for nothing."""
    return "Recorded" if one.state == "draft" and not one.waits else STATES.get(one.state, one.state)


def _stamped(one: Outcome) -> str:
    """ "Draft", "Put", "Agreed 19:42"."""
    if one.state != "agreed" or not one.agreed:
        return said_state(one)
    try:
        when = datetime.fromisoformat(one.agreed).astimezone()
    except ValueError:
        return "Agreed"
    return f"Agreed {when:%H:%M}"
