"""What a draft that came back from Word changes, one change after another: the draft's words, the file's, accept or keep."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from cypsc_desktop.minutes.returned import Suggested
from cypsc_desktop.ui.minutes.lines import Lines
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.bar import BarOf

_WORDS = {"changed": "Changed", "added": "Added", "removed": "Removed", "apart": "Outside the paragraphs"}
_APART = (
    "No paragraph holds this line: it comes from the attendance or the agenda. Change it there, then the draft says it."
)


class _List(Lines):
    """``answered(accept)``: A or Enter accepts the chosen change, K keeps the draft's own words."""

    answered = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_A) and not event.modifiers():
            self.answered.emit(True)
        elif event.key() == Qt.Key.Key_K and not event.modifiers():
            self.answered.emit(False)
        else:
            super().keyPressEvent(event)


class ReviewPane(QWidget):
    """``accepted(changes)``: to be written; ``chosen(change)``: it is looked at; ``wanted``: a file is to be compared;
    ``counted``: so many are left to decide."""

    accepted = Signal(object)
    chosen = Signal(object)
    wanted = Signal()
    counted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.open: list[Suggested] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.list = _List("Changes that came back from Word", self)
        self.mine, self.theirs = self._side("Draft"), self._side("From Word")
        self.accept = QPushButton("Accept", self)
        self.keep = QPushButton("Keep mine", self)
        self.all = QPushButton("Accept all that are left", self)
        self.compare = QPushButton("Compare with a file from Word…", self)
        self.buttons = BarOf(self)
        for button in (self.accept, self.keep, self.all, self.compare):
            self.buttons.add(button)
        column.addWidget(self.about)
        column.addWidget(self.list, 1)
        for label in (*self.mine, *self.theirs):
            column.addWidget(label)
        column.addWidget(self.buttons)
        self.list.currentRowChanged.connect(lambda _: self._show_current())
        self.list.answered.connect(self._answer)
        self.accept.clicked.connect(lambda: self._answer(True))
        self.keep.clicked.connect(lambda: self._answer(False))
        self.all.clicked.connect(self._accept_all)
        self.compare.clicked.connect(self.wanted)
        self.show_changes([], "")

    def _side(self, title: str) -> tuple[QLabel, QLabel]:
        heading, words = QLabel(title, self), QLabel(self)
        heading.setProperty("type", "strong")
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setAccessibleName(title)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return heading, words

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._show_current()

    def show_changes(self, found: Sequence[Suggested], name: str) -> None:
        """The changes of a file; none and no name: nothing has come back yet."""
        self.open = list(found)
        self._name = name
        self._fill()

    def _fill(self) -> None:
        row = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for one in self.open:
            said = f"{_WORDS[one.kind]}{', agreed in other words' if one.agreed else ''}"
            item = QListWidgetItem(f"{said}: {one.after or one.before}")
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"{said}. Draft: {one.before or 'nothing'}. From Word: {one.after or 'nothing'}",
            )
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(row, 0), len(self.open) - 1))
        self.list.blockSignals(False)
        self.list.measure()
        left = len(self.open)
        self.counted.emit(left)
        if not self._name:
            self.about.setText("Export the draft as DOCX, have it edited in Word, then compare it here line by line.")
        elif left:
            self.about.setText(f"{left} change{'' if left == 1 else 's'} of {self._name} to decide.")
        else:
            self.about.setText(f"Nothing of {self._name} is left to decide.")
        for widget in (self.list, self.accept, self.keep, self.all):
            widget.setVisible(bool(left))
        self._show_current()

    def current(self) -> Suggested | None:
        row = self.list.currentRow()
        return self.open[row] if 0 <= row < len(self.open) else None

    def _show_current(self) -> None:
        one = self.current()
        for widget in (*self.mine, *self.theirs):
            widget.setVisible(one is not None)
        self.accept.setEnabled(one is not None and one.kind != "apart")
        self.all.setEnabled(any(other.is_plain for other in self.open))
        if one is None:
            return
        mine, theirs = self._differences(one.before, one.after)
        self.mine[1].setText((f"<p><b>{one.agreed}</b></p>" if one.agreed else "") + (mine or "<i>Nothing</i>"))
        self.theirs[1].setText((theirs or "<i>Nothing</i>") + (f"<p>{_APART}</p>" if one.kind == "apart" else ""))
        self.chosen.emit(one)

    def _differences(self, before: str, after: str) -> tuple[str, str]:
        """Both wordings, what differs bold and underlined: not by colour alone."""
        a, b = before.split(), after.split()
        mine, theirs = [], []
        for tag, a0, a1, b0, b1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
            same = tag == "equal"
            mine.append(_told(a[a0:a1], same))
            theirs.append(_told(b[b0:b1], same))
        return " ".join(part for part in mine if part), " ".join(part for part in theirs if part)

    def _answer(self, accept: bool) -> None:
        one = self.current()
        if one is None or (accept and one.kind == "apart"):
            return
        if accept:
            self.accepted.emit([one])
        else:
            self.drop([one])

    def drop(self, answered: Sequence[Suggested]) -> None:
        """These are decided."""
        self.open = [one for one in self.open if one not in answered]
        self._fill()

    def _accept_all(self) -> None:
        self.accepted.emit([one for one in self.open if one.is_plain])


def _told(words: Sequence[str], same: bool) -> str:
    text = escape(" ".join(words))
    return text if same or not text else f"<b><u>{text}</u></b>"
