"""Excluding the press and public: which paragraphs of Schedule 12A, and in what words the meeting resolved it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from cypsc_desktop.ui.live.popover import Popover
from cypsc_desktop.ui.theme import Theme

# Local Government Act 1972, Schedule 12A Part 1, in short.
PARAGRAPHS = {
    "1": "any individual",
    "2": "likely to reveal who an individual is",
    "3": "financial or business affairs of anybody",
    "4": "labour relations consultations",
    "5": "legal professional privilege",
    "6": "a notice, order or direction that is proposed",
    "7": "prevention, investigation or prosecution of crime",
}


class ExclusionPopover(Popover):
    """``line()`` is what was chosen, as a line of the grammar."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__("Exclude the press and public", "Exclude", theme, over)
        about = QLabel(
            "From here on every line belongs to Part B. The public minutes name the item and these paragraphs only.",
            self,
        )
        about.setWordWrap(True)
        about.setProperty("tone", "second")
        self.inside.addWidget(about)
        self.boxes: dict[str, QCheckBox] = {}
        for number, words in PARAGRAPHS.items():
            box = QCheckBox(f"{number}  {words}", self)
            box.setAccessibleName(f"Paragraph {number}: {words}")
            self.boxes[number] = box
            self.inside.addWidget(box)
        label = QLabel("Why, with the public-interest test (private)", self)
        self.why = QLineEdit(self)
        self.why.setAccessibleName("Why the press and public are excluded")
        label.setBuddy(self.why)
        self.below.addWidget(label)
        self.below.addWidget(self.why)

    def focus_first(self) -> None:
        self.boxes["1"].setFocus(Qt.FocusReason.PopupFocusReason)

    def typed(self, letters: str) -> None:
        """The figure of a paragraph ticks it."""
        box = self.boxes.get(letters)
        if box is not None:
            box.toggle()
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        for box in self.boxes.values():
            box.setChecked(False)
        self.why.clear()

    def line(self) -> str | None:
        """The line, or None where something is missing, which is said."""
        chosen = [number for number, box in self.boxes.items() if box.isChecked()]
        if not chosen:
            self.say("No paragraph is chosen. Tick the paragraphs that the meeting resolved under.")
            return None
        if not self.why.text().strip():
            self.say("The reason is missing. Write why, in words that stay private.")
            return None
        return f"x.{','.join(chosen)} {self.why.text().strip()}"
