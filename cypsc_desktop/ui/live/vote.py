"""Counting a vote: the question, who may vote on it, the counts or everybody by name, the chair's casting vote.

What comes of it are lines of the grammar, which the meeting takes as if they had been typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.minutes.roster import Seated
from cypsc_desktop.model.rules import voting
from cypsc_desktop.ui.live.drafting import WordsField
from cypsc_desktop.ui.live.popover import high_at
from cypsc_desktop.ui.widgets.steady import ComboBox, SpinBox

_SIDES = (("for", "For"), ("against", "Against"), ("abstain", "Abstained"))
_KEYS = {
    Qt.Key.Key_F: "for", Qt.Key.Key_A: "against", Qt.Key.Key_X: "abstain", Qt.Key.Key_Delete: "", Qt.Key.Key_Backspace: "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """The question: its words, None where no motion was moved yet; what might be moved then; who may vote; and everybody
    who could move it."""

    motion: str | None
    offered: str
    voters: Sequence[Seated]
    matter: str | None = None
    is_of_item: bool = False

    @property
    def is_unsure(self) -> bool:
        """Whether somebody may vote only because nobody said what the item is about."""
        return self.is_of_item and self.matter is None and any(one.voting == "education" for one in self.voters)


class MotionField(WordsField):
    """The words of a motion, three lines of them in sight."""

    def text(self) -> str:
        return " ".join(self.toPlainText().split())

    def setText(self, words: str) -> None:
        self.setPlainText(words)


class Ballot(ComboBox):
    """How one member voted: f, a or x says it and goes on to the next, and so does Enter, which records nothing yet."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.addItem("Did not vote", "")
        for side, words in _SIDES:
            self.addItem(words, side)
        self.setAccessibleName(f"{name} voted")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        goes_on = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if held or not (goes_on or key in _KEYS):
            super().keyPressEvent(event)
            return
        if not goes_on:
            self.setCurrentIndex(self.findData(_KEYS[key]))
        if goes_on or _KEYS[key]:
            self.focusNextChild()


class VoteDialog(QDialog):
    """``lines()`` are what was counted; ``wanted("education" | "other")``: what the item is about. What does not fit on the
    screen is scrolled; the buttons never are."""

    wanted = Signal(str)

    def __init__(self, asked: Asked, parent: QWidget) -> None:
        super().__init__(parent)
        self._asked = asked
        self.setWindowTitle("Vote")
        self.setFixedWidth(max(440, self.fontMetrics().averageCharWidth() * 60))
        whole = self._whole = QVBoxLayout(self)
        whole.setSpacing(10)
        self.area = QScrollArea(self)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body = QWidget(self.area)
        column = self._column = QVBoxLayout(self.body)
        column.setContentsMargins(4, 4, 4, 4)  # the edge of what has the focus stands out by so much
        column.setSpacing(10)
        self._build_question(column)
        self._build_counts(column)
        self._build_names(column)
        column.addStretch(1)
        self.area.setWidget(self.body)
        whole.addWidget(self.area)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.problem.setProperty("tone", "danger")
        whole.addWidget(self.problem)
        self.record = QPushButton("Record the vote", self)
        self.record.setProperty("primary", True)
        self.record.setDefault(True)
        self.agreed = QPushButton("Agreed without a vote", self)
        cancel = QPushButton("Cancel", self)
        self.record.clicked.connect(self._on_record)
        self.agreed.clicked.connect(self._on_agreed)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        for button in (self.record, self.agreed, cancel):
            row.addWidget(button)
        row.addStretch(1)
        whole.addLayout(row)
        self._lines: list[str] = []
        self._show_problem()
        (self.words if asked.motion is None else self.counts["for"]).setFocus()

    def _build_question(self, column: QVBoxLayout) -> None:
        asked = self._asked
        self.words = MotionField(self.body)
        self.words.setText(asked.offered)
        self.words.selectAll()
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName("Motion")
        self.words.setFixedHeight(3 * self.fontMetrics().lineSpacing() + 18)
        self.words.finished.connect(self._on_record)
        self.words.given_up.connect(self.reject)
        self.mover, self.seconder = ComboBox(self.body), ComboBox(self.body)
        if asked.motion is not None:
            words = QLabel(asked.motion, self.body)
            words.setWordWrap(True)
            words.setProperty("type", "heading")
            column.addWidget(words)
        else:
            row = QGridLayout()
            row.setColumnStretch(1, 1)
            for at, (box, name) in enumerate(((self.mover, "Moved by"), (self.seconder, "Seconded by"))):
                box.addItem("Nobody named", "")
                for one in asked.voters:
                    box.addItem(f"{one.code.upper()}  {one.name}", one.code)
                box.setAccessibleName(name)
                label = QLabel(name, self.body)
                label.setBuddy(box)
                row.addWidget(label, at, 0)
                row.addWidget(box, at, 1)
            label = QLabel("No motion was moved. Write it here.", self.body)
            label.setBuddy(self.words)
            column.addWidget(label)
            column.addWidget(self.words)
            column.addLayout(row)
        for widget in (self.words, self.mover, self.seconder):
            widget.setVisible(asked.motion is None)
        count = len(asked.voters)
        about = {"education": ", an education question", "other": ", no education question"}.get(asked.matter or "", "")
        entitled = QLabel(
            f"{count} may vote{about}: {', '.join(one.code.upper() for one in asked.voters) or 'nobody is in the room'}.",
            self,
        )
        entitled.setWordWrap(True)
        entitled.setProperty("tone", "second")
        column.addWidget(entitled)
        if asked.is_unsure:
            self._build_matter(column)

    def _build_matter(self, column: QVBoxLayout) -> None:
        codes = ", ".join(one.code.upper() for one in self._asked.voters if one.voting == "education")
        about = QLabel(
            f"{codes} may vote on education only, and nothing says whether this item is about it.", self.body
        )
        about.setWordWrap(True)
        about.setProperty("tone", "warn")
        column.addWidget(about)
        row = QHBoxLayout()
        for words, matter in (("It is about education", "education"), ("It is not", "other")):
            button = QPushButton(words, self.body)
            button.clicked.connect(lambda _=False, matter=matter: self.wanted.emit(matter))
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)

    def _build_counts(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.counts: dict[str, QSpinBox] = {}
        for side, words in _SIDES:
            box = SpinBox(self.body)
            box.setRange(0, 999)
            box.setAccessibleName(words)
            box.valueChanged.connect(self._show_problem)
            label = QLabel(words, self.body)
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box, 1)
            self.counts[side] = box
        column.addLayout(row)
        self.casting = ComboBox(self.body)
        self.casting.setAccessibleName("The Chair's casting vote")
        for words, side in (("No casting vote", ""), ("Casting vote for", "for"), ("Casting vote against", "against")):
            self.casting.addItem(words, side)
        self.casting.currentIndexChanged.connect(self._show_problem)
        column.addWidget(self.casting)

    def _build_names(self, column: QVBoxLayout) -> None:
        self.named = QCheckBox("Record how each member voted", self.body)
        self.named.toggled.connect(self._on_named)
        column.addWidget(self.named)
        self.ballot = inside = QWidget(self.body)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        keys = QLabel("F for, A against, X abstained, and on to the next. Delete takes it back.", inside)
        keys.setWordWrap(True)
        keys.setProperty("tone", "second")
        grid.addWidget(keys, 0, 0, 1, 2)
        self.sides: dict[str, QComboBox] = {}
        for row, one in enumerate(self._asked.voters, 1):
            box = Ballot(one.name, inside)
            box.currentIndexChanged.connect(self._count_names)
            grid.addWidget(QLabel(f"{one.code.upper()}  {one.name}", inside), row, 0)
            grid.addWidget(box, row, 1)
            self.sides[one.code] = box
        self.ballot.hide()
        column.addWidget(self.ballot)

    # What was counted

    def lines(self) -> list[str]:
        """Lines of the grammar: the motion where it had to be moved, the vote, and the votes that are recorded."""
        return self._lines

    def refusal(self) -> str | None:
        """Why these counts cannot be, with the way to mend it."""
        counts = {side: box.value() for side, box in self.counts.items()}
        return voting.refusal(
            counts["for"], counts["against"], counts["abstain"], casting=self.casting.currentData() or None,
            entitled=len(self._asked.voters),
        )  # fmt: skip

    def _show_problem(self) -> None:
        why = self.refusal()
        tie = self.counts["for"].value() == self.counts["against"].value() > 0
        self.casting.setEnabled(tie or bool(self.casting.currentData()))
        self.problem.setText(why or "")
        self.problem.setVisible(bool(why))
        self.record.setEnabled(why is None)
        self.agreed.setEnabled(not self._is_counted())
        self.agreed.setEnabled(not any(box.value() for box in self.counts.values()))  # counted, it is no agreement
        self._fit()

    def _on_named(self, on: bool) -> None:
        self.ballot.setVisible(on)
        for box in self.counts.values():
            box.setEnabled(not on)
        if on:
            self._count_names()
        self._fit()
        first = next(iter(self.sides.values()), None)
        if on and first is not None and self.named.hasFocus():
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _is_counted(self) -> bool:
        """Whether anybody's vote was given, as a count or by name: then it was not agreed without one."""
        names = self.sides.values() if self.named.isChecked() else ()
        return any(box.value() for box in self.counts.values()) or any(box.currentData() for box in names)

    def _fit(self) -> None:
        """As high as what it holds, and no higher than the screen."""
        edges, frame = self._whole.contentsMargins(), 2 * self.area.frameWidth()
        aside = edges.left() + edges.right() + frame
        bar = self.area.verticalScrollBar().sizeHint().width()
        wide = max(self.width(), self._column.totalMinimumSize().width() + aside + bar)
        self.setFixedWidth(wide)
        inside = high_at(self._column, wide - aside - bar) + frame  # so that words break alike with the bar and without
        self.area.setFixedHeight(inside)
        rest = high_at(self._whole, wide) - inside
        most = self.screen().availableGeometry().height() - 48
        self.area.setFixedHeight(max(96, min(inside, most - rest)))
        self.setFixedHeight(rest + self.area.height())
        room, lies = self.screen().availableGeometry(), self.frameGeometry()
        if self.isVisible() and lies.bottom() > room.bottom():  # it grew: its buttons stay in sight
            self.move(lies.x(), max(room.top(), room.bottom() - lies.height()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # now that it is dressed

    def _count_names(self) -> None:
        if self.named.isChecked():
            given = [box.currentData() for box in self.sides.values()]
            for side, box in self.counts.items():
                box.setValue(given.count(side))

    def _moved(self) -> list[str]:
        words = self.words.text().strip()
        if self._asked.motion is not None:
            return []
        codes = "/".join(str(box.currentData() or "") for box in (self.mover, self.seconder)).rstrip("/")
        return [f"m.{codes} {words}"] if words else []

    def _is_worded(self) -> bool:
        if self._asked.motion is None and not self.words.text().strip():
            self.problem.setText("The motion is missing. Write what is put to the vote.")
            self.problem.show()
            self._fit()
            self.words.setFocus()
            return False
        return True

    def _is_given(self) -> bool:
        if self._is_counted():
            return True
        self.problem.setText("Nobody is counted yet. Give the counts, or press Agreed without a vote.")
        self.problem.show()
        self._fit()
        first = next(iter(self.sides.values()), None) if self.named.isChecked() else None
        (first or self.counts["for"]).setFocus()
        return False

    def _on_record(self) -> None:
        if not self._is_worded() or self.refusal() or not self._is_given():
            return
        counts = "-".join(str(self.counts[side].value()) for side, _ in _SIDES)
        casting = self.casting.currentData() if self.casting.isEnabled() else ""
        self._lines = [*self._moved(), f"v {counts} {casting}".rstrip()]
        if self.named.isChecked():
            self._lines += [f"w.{code} {box.currentData()}" for code, box in self.sides.items() if box.currentData()]
        self.accept()

    def _on_agreed(self) -> None:
        if self._is_worded() and not self._is_counted():
            self._lines = [*self._moved(), "v."]
            self.accept()
