"""Wording an outcome where it will stand: the words, for whom, who does it, by when; what it lacks and what it is like."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.commands.minuting_similar import Earlier
from cypsc_desktop.commands.prompting import of_wording
from cypsc_desktop.minutes.roster import Seated
from cypsc_desktop.model.records import Entry
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.steady import ComboBox

ADDRESSEES = ("Cabinet", "Council", "Committee", "Health", "Police", "Schools")
_PAUSE_MS = 200
_WITH = {  # what each sort has besides its words
    "recommendation": ("to",), "request": ("to", "due"), "action": ("owner", "due"), "undertaking": ("owner", "due"),
    "conclusion": (), "resolution": (),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Worded:
    """What was worded: ``links`` are the lines that it rests on, ``entry`` the line that is changed, None for a new one."""

    sort: str
    text: str
    links: tuple[str, ...]
    to: str = ""
    owner: Seated | None = None
    due: str = ""
    entry: str | None = None


class WordsField(QPlainTextEdit):
    """``finished()``: Enter; Shift+Enter begins a new line; ``given_up()``: Esc."""

    finished = Signal()
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class DraftForm(QWidget):
    """``worded(Worded)``: Enter; ``given_up()``. ``similar`` finds earlier wordings like a text."""

    worded = Signal(object)
    given_up = Signal()
    typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sort = "recommendation"
        self._links: tuple[str, ...] = ()
        self._entry: str | None = None
        self._people: list[Seated] = []
        self.similar: Callable[[str], Sequence[Earlier]] = lambda _: ()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(8)
        self.title = QLabel(self)
        self.title.setProperty("type", "heading")
        self.words = WordsField(self)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName("Wording")
        self.to, self.owner, self.due = ComboBox(self), ComboBox(self), QLineEdit(self)
        self.to.setEditable(True)
        self.to.addItems(["", *ADDRESSEES])
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        self.labels: dict[str, QLabel] = {}
        for row, (name, words, field) in enumerate(
            (("to", "To", self.to), ("owner", "Who", self.owner), ("due", "By", self.due))
        ):
            label = QLabel(words, self)
            label.setBuddy(field)
            field.setAccessibleName({"to": "To whom", "owner": "Who is to do it", "due": "By when"}[name])
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            self.labels[name] = label
        self.asks = QLabel(self)
        self.alike = QLabel(self)
        self.evidence = QLabel(self)
        for told in (self.asks, self.alike, self.evidence):
            told.setWordWrap(True)
            told.setTextFormat(Qt.TextFormat.PlainText)
        self.evidence.setProperty("tone", "second")
        self.alike.setProperty("tone", "second")
        self.save, self.cancel = QPushButton("Save draft", self), QPushButton("Cancel", self)
        self.save.setProperty("primary", True)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.given_up)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addLayout(grid)
        for told in (self.asks, self.evidence, self.alike):
            column.addWidget(told)
        column.addLayout(buttons)
        self.words.finished.connect(self._on_save)
        self.words.given_up.connect(self.given_up)
        self.due.returnPressed.connect(self._on_save)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.words.textChanged.connect(self._on_typed)
        self.to.currentTextChanged.connect(lambda _: self._pause.start())
        self.due.textChanged.connect(lambda _: self._pause.start())
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.words.setFont(theme.font(15))
        self.words.setFixedHeight(theme.px(24 * 5 + 18))

    def begin(
        self, sort: str, text: str, evidence: Sequence[Entry], people: Sequence[Seated], *, entry: Entry | None = None,
        to: str = "", owner: str | None = None, due: str = "",
    ) -> None:  # fmt: skip
        """Word an outcome of this sort; ``entry`` where one is changed."""
        self._sort, self._entry = sort, entry.id if entry else None
        self._links = tuple(line.id for line in evidence)
        self._people = list(people)
        self.title.setText(f"{'Change the' if entry else 'Draft'} {sort}")
        self.owner.clear()
        self.owner.addItem("Nobody named", None)
        for one in people:
            self.owner.addItem(f"{one.code.upper()}  {one.name}", one.code)
        self.owner.setCurrentIndex(next((n + 1 for n, one in enumerate(people) if one.name == owner), 0))
        self.to.setCurrentText(to)
        self.due.setText(due)
        for name, field in (("to", self.to), ("owner", self.owner), ("due", self.due)):
            for widget in (self.labels[name], field):
                widget.setVisible(name in _WITH[sort])
        told = [f"{line.time}  {line.who or ''}  {line.text or ''}".replace("  ", " ") for line in evidence]
        self.evidence.setText("From\n" + "\n".join(told) if told else "")
        self.evidence.setVisible(bool(told))
        self.words.setPlainText(text)
        self.words.selectAll()
        self._look()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sort(self) -> str:
        """What is being worded."""
        return self._sort

    def is_new(self) -> bool:
        """Whether what is being worded is no line yet."""
        return self._entry is None

    def is_idle(self) -> bool:
        return not self._pause.isActive()

    def _on_typed(self) -> None:
        self._pause.start()
        self.typed.emit(self.words.toPlainText())

    def _look(self) -> None:
        """What the words leave open, and what they are like."""
        self._pause.stop()
        text = self.words.toPlainText()
        who = self.to.currentText() if "to" in _WITH[self._sort] else str(self.owner.currentData() or "")
        asks = of_wording(text, who=who, due=self.due.text()) if _WITH[self._sort] and text.strip() else []
        self.asks.setText("\n".join(asks) if asks else "Says who, what and by when \N{CHECK MARK}")
        self.asks.setVisible(bool(_WITH[self._sort]) and bool(text.strip()))
        self.asks.setProperty("tone", "warn" if asks else "ok")
        self.asks.style().polish(self.asks)
        alike = self.similar(text) if text.strip() else ()
        told = [f"{one.day or ''}: {one.text}" for one in alike]
        self.alike.setText("Like it, earlier\n" + "\n".join(told) if told else "")
        self.alike.setVisible(bool(told))

    def _on_save(self) -> None:
        text = self.words.toPlainText().strip()
        if not text:
            self.asks.setText("There are no words yet. Write what the meeting is to agree, or cancel.")
            self.asks.show()
            return
        owner = next((one for one in self._people if one.code == self.owner.currentData()), None)
        has = _WITH[self._sort]
        self.worded.emit(
            Worded(
                self._sort, text, self._links, self.to.currentText().strip() if "to" in has else "",
                owner if "owner" in has else None, self.due.text().strip() if "due" in has else "", self._entry,
            )
        )  # fmt: skip
