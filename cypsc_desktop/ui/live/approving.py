"""Approving the minutes of earlier meetings, several at once: a tick for each set, and what was amended in it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from cypsc_desktop.commands.minuting_approving import Approval
from cypsc_desktop.commands.minuting_unfinished import Unclosed
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.ui.live.popover import Popover
from cypsc_desktop.ui.meeting.naming import day_of
from cypsc_desktop.ui.minutes.steps import Unfinished
from cypsc_desktop.ui.theme import Theme


class ApprovalPopover(Popover):
    """``approvals()`` are the sets that were ticked."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__("Approve earlier minutes", "Approve", theme, over)
        self._rows: list[tuple[Meeting, QCheckBox, QLineEdit]] = []

    def show_meetings(
        self, meetings: Sequence[Meeting], left: Mapping[str, Sequence[Unclosed]], recorded: Sequence[Approval] = ()
    ) -> None:
        """The sets that can be approved; ``left``: what is unfinished in each, by the meeting's id; ``recorded``: those
        that this meeting approved, as was recorded with them, and of which no line of it says so."""
        while self.inside.count():
            taken = self.inside.takeAt(0)
            widget = taken.widget() if taken else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = []
        if not meetings and not recorded:
            nothing = QLabel("No earlier minutes of this body wait for approval.", self)
            nothing.setWordWrap(True)
            self.inside.addWidget(nothing)
        for one in meetings:
            box = QCheckBox(f"Minutes of {day_of(one)}", self)
            box.setChecked(len(meetings) == 1)
            amended = QLineEdit(self)
            amended.setPlaceholderText("Amendments, parted by ;")
            amended.setAccessibleName(f"Amendments to the minutes of {day_of(one)}")
            self.inside.addWidget(box)
            self.inside.addWidget(amended)
            matters = Unfinished(self)
            matters.show_matters(left.get(one.id, ()))
            self.inside.addWidget(matters)
            self._rows.append((one, box, amended))
        for approval in recorded:
            box = QCheckBox(f"Minutes of {day_of(approval.meeting)}: approved here, the log does not say so", self)
            box.setChecked(True)
            amended = QLineEdit("; ".join(approval.amendments), self)
            amended.hide()  # they were recorded with the approval
            self.inside.addWidget(box)
            self._rows.append((approval.meeting, box, amended))
        self.verb.setEnabled(bool(self._rows))

    def rows(self) -> list[tuple[Meeting, QCheckBox, QLineEdit]]:
        return list(self._rows)

    def focus_first(self) -> None:
        first = self._rows[0][1] if self._rows else self.cancel
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def approvals(self) -> list[Approval]:
        """What was ticked; empty where nothing was, which is said."""
        found = [
            Approval(one, tuple(part.strip() for part in amended.text().split(";") if part.strip()))
            for one, box, amended in self._rows
            if box.isChecked()
        ]
        if not found:
            self.say("No minutes are ticked. Tick those that the meeting approved.")
        return found
