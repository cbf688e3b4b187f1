"""What a step in the life of minutes asks for: which meeting approved them and what it changed, who signed them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from cypsc_desktop.model.records import Meeting
from cypsc_desktop.ui.live.popover import Popover
from cypsc_desktop.ui.meeting.naming import day_of
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.steady import ComboBox


class ApprovalPopover(Popover):
    """At which later meeting the minutes were approved, and with what amendments."""

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
        for widget in (at, self.meeting, what, self.amendments):
            self.inside.addWidget(widget)

    def show_meetings(self, later: Sequence[Meeting]) -> None:
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
