"""A setting as it stands on its page: words, control, and a way back to the default. It acts the moment it is touched."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cypsc_desktop.ui.settings.choices import Choice, Settings

_PAUSE_MS = 400


class ChoiceRow(QWidget):
    """One setting. ``control`` is what takes the focus. Follows what is chosen elsewhere, as in a menu."""

    def __init__(self, choice: Choice[Any], settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.choice = choice
        self._settings = settings
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(12)
        self.reset = QPushButton("Reset", self)
        self.reset.setProperty("quiet", True)
        self.reset.setToolTip(f"Back to {self._words_of(choice.default)}")
        self.reset.setAccessibleName(f"Reset {choice.title} to {self._words_of(choice.default)}")
        self.reset.clicked.connect(self._on_reset)
        kept = self.reset.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(kept)
        self.control = self._make_control()
        if not isinstance(self.control, QCheckBox):
            title = QLabel(choice.title, self)
            title.setProperty("type", "strong")
            title.setBuddy(self.control)
            head.addWidget(title, 1)
        else:
            head.addWidget(self.control)
            head.addStretch(1)
        head.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        if choice.about:
            about = QLabel(choice.about, self)
            about.setWordWrap(True)
            about.setProperty("tone", "second")
            column.addWidget(about)
        if not isinstance(self.control, QCheckBox):
            self._place_control(column)
        settings.changed.connect(self._on_changed)
        self._show()

    def focus(self) -> None:
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_now(self) -> None:
        """Nothing waits but a line that is being typed."""
        if isinstance(self.control, QLineEdit):
            self._put(self.control.text().strip())
        elif isinstance(self.control, QPlainTextEdit):
            self._put(self._joined(self.control.toPlainText()))

    def _joined(self, lines: str) -> str:
        """A line for each entry, as the setting keeps it."""
        return f" {self.choice.parted} ".join(line.strip() for line in lines.splitlines() if line.strip())

    def _apart(self, kept: str) -> str:
        return "\n".join(entry.strip() for entry in kept.split(self.choice.parted) if entry.strip())

    # What it is made of

    def _make_control(self) -> QWidget:
        choice = self.choice
        self._buttons = QButtonGroup(self)
        self._values: list[Any] = []
        if isinstance(choice.default, bool):
            tick = QCheckBox(choice.title, self)
            tick.toggled.connect(self._put)
            tick.setAccessibleDescription(choice.about)
            return tick
        if choice.parted:
            return self._make_lines()
        if not choice.offered and isinstance(choice.default, str):
            line = QLineEdit(self)
            line.setAccessibleName(choice.title)
            line.setAccessibleDescription(choice.about)
            line.setMaximumWidth(420)
            self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
            self._pause.timeout.connect(self.save_now)
            line.textEdited.connect(lambda _: self._pause.start())
            line.editingFinished.connect(self.save_now)
            return line
        steps = range(choice.least, choice.most + 1, choice.step)
        for value, words in choice.offered or [(n, f"{n}{choice.unit}") for n in steps]:
            button = QRadioButton(words, self) if choice.offered else QPushButton(words, self)
            button.setProperty("chip", not choice.offered)
            button.setCheckable(True)
            button.setAccessibleName(f"{choice.title}: {words}")
            self._buttons.addButton(button, len(self._values))
            self._values.append(value)
        self._buttons.idClicked.connect(lambda at: self._put(self._values[at]))
        return self._buttons.button(0)

    def _make_lines(self) -> QWidget:
        lines = QPlainTextEdit(self)
        lines.setAccessibleName(self.choice.title)
        lines.setAccessibleDescription(self.choice.about)
        lines.setMaximumWidth(420)
        lines.setTabChangesFocus(True)
        lines.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        lines.setFixedHeight(8 * lines.fontMetrics().lineSpacing())
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.save_now)
        lines.textChanged.connect(self._pause.start)
        return lines

    def _place_control(self, column: QVBoxLayout) -> None:
        buttons = self._buttons.buttons()
        if not buttons:
            column.addSpacing(4)
            column.addWidget(self.control)
            return
        column.addSpacing(4)
        if self.choice.offered:
            for button in buttons:
                column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            return
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, button in enumerate(buttons):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            grid.addWidget(button, at // 5, at % 5)
        grid.setColumnStretch(5, 1)
        column.addLayout(grid)

    # What it shows and does

    def _words_of(self, value: Any) -> str:
        if isinstance(value, bool):
            return "on" if value else "off"
        named = dict(self.choice.offered).get(value)
        return f"“{named}”" if named else f"{value}{self.choice.unit}" if value else "nothing"

    def _show(self) -> None:
        value = self._settings.get(self.choice)
        if isinstance(self.control, QCheckBox):
            self.control.setChecked(value)
        elif isinstance(self.control, QLineEdit):
            if self.control.text().strip() != value:
                self.control.setText(value)
        elif isinstance(self.control, QPlainTextEdit):
            if self._joined(self.control.toPlainText()) != value:
                self.control.setPlainText(self._apart(value))
        else:
            at = self._values.index(value) if value in self._values else -1
            self._buttons.setExclusive(at >= 0)
            for number, button in enumerate(self._buttons.buttons()):
                button.setChecked(number == at)
            self._buttons.setExclusive(True)
            if at >= 0:
                self.control = self._buttons.button(at)
        self.reset.setVisible(not self._settings.is_default(self.choice))

    def _put(self, value: Any) -> None:
        self._settings.put(self.choice, value)

    def _on_reset(self) -> None:
        self._settings.reset(self.choice)
        self.focus()

    def _on_changed(self, name: str) -> None:
        if name == self.choice.name:
            self._show()


class Fact(QWidget):
    """What is so, beside the settings, and perhaps where it is changed. ``wanted`` when that button is pressed."""

    wanted = Signal()

    def __init__(self, title: str, words: str, parent: QWidget, *, button: str = "") -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(4)
        heading = QLabel(title, self)
        heading.setProperty("type", "strong")
        self.words = QLabel(words, self)
        self.words.setWordWrap(True)
        self.words.setProperty("tone", "second")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(heading)
        column.addWidget(self.words)
        self.button = QPushButton(button, self)
        self.button.setVisible(bool(button))
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.wanted)
        if button:
            column.addSpacing(4)
        column.addWidget(self.button)
