"""What a step in the life of minutes asks for: whether to go on with what is unfinished, which meeting approved them and what
it changed, who signed them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from cypsc_desktop.commands.minuting_unfinished import Unclosed
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.ui.live.popover import Popover
from cypsc_desktop.ui.meeting.naming import day_of
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.steady import ComboBox

_NAMED = 8  # matters that are named; of more the number


class Unfinished(QLabel):
    """What is unfinished as a step is taken: how many matters, and which. Hidden where there is none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def show_matters(self, left: Sequence[Unclosed]) -> None:
        count = "1 matter is" if len(left) == 1 else f"{len(left)} matters are"
        lines = [f"{count} unfinished:", *(f"\N{BULLET} {one.message}" for one in left[:_NAMED])]
        lines += [f"and {len(left) - _NAMED} more, in Mend."] if len(left) > _NAMED else []
        self.setText("\n".join(lines))
        self.setVisible(bool(left))


class PublishingPopover(Popover):
    """What is unfinished in minutes that are to be published; ``mending()``: it is mended first."""

    mending = Signal()

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__("Published draft", "Publish all the same", theme, over)
        self.matters = Unfinished(self)
        self.inside.addWidget(self.matters)
        self.first = QPushButton("Mend first", self)
        self.first.clicked.connect(self._on_first)
        self.buttons.insertWidget(1, self.first)

    def _on_first(self) -> None:
        self.dismiss()
        self.mending.emit()

    def focus_first(self) -> None:
        self.first.setFocus(Qt.FocusReason.PopupFocusReason)


class ApprovalPopover(Popover):
    """At which later meeting the minutes were approved, and with what amendments; what is unfinished in them is said."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__("Approved", "Record the approval", theme, over)
        at = QLabel("Approved at the &meeting of", self)
        self.meeting = ComboBox(self)
        self.meeting.setAccessibleName("Approved at the meeting of")
        at.setBuddy(self.meeting)
        what = QLabel("&Amendments, one a line", self)
        self.amendments = QPlainTextEdit(self)
        self.amendments.setAccessibleName("Amendments, one a line")
        self.amendments.setTabChangesFocus(True)
        self.amendments.setFixedHeight(theme.px(84))
        what.setBuddy(self.amendments)
        self.matters = Unfinished(self)
        for widget in (at, self.meeting, what, self.amendments, self.matters):
            self.inside.addWidget(widget)

    def show_meetings(self, later: Sequence[Meeting], left: Sequence[Unclosed] = ()) -> None:
        """``left``: what is unfinished."""
        self.matters.show_matters(left)
        self.verb.setText("Record the approval all the same" if left else "Record the approval")
        self.meeting.clear()
        for meeting in later:
            self.meeting.addItem(day_of(meeting), meeting.id)
        self.amendments.clear()
        self.verb.setEnabled(bool(later))

    def come(self) -> None:
        super().come()
        if not self.meeting.count():
            self.say("No later meeting of this committee is in the library. Make it first, with File > New meeting.")

    def focus_first(self) -> None:
        self.meeting.setFocus(Qt.FocusReason.PopupFocusReason)

    def lines(self) -> list[str]:
        return [line.strip() for line in self.amendments.toPlainText().splitlines() if line.strip()]


class SignaturePopover(Popover):
    """Who signed: whoever presided."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__("Signed", "Record the signature", theme, over)
        label = QLabel("Signed &by, whoever presided", self)
        self.name = QLineEdit(self)
        self.name.setAccessibleName("Signed by, whoever presided")
        label.setBuddy(self.name)
        self.inside.addWidget(label)
        self.inside.addWidget(self.name)

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.PopupFocusReason)
        self.name.selectAll()
