"""What can be done with a draft of minutes, in words and with keys."""

from collections.abc import Mapping

from cypsc_desktop.ui.meeting.actions import Wording

LEVELS: Mapping[str, str] = {"decisions": "Decisions only", "summary": "Summary", "full": "Full"}
STATES: Mapping[str, str] = {
    "notes": "Notes", "draft": "Draft", "fact-check": "Fact check by officers", "chair": "With the Chair",
    "published": "Published draft", "approved": "Approved", "signed": "Signed", "locked": "Locked",
}  # fmt: skip
WORDINGS: Mapping[str, Wording] = {
    "edit": Wording("Edit the paragraph", "F2", "pencil"),
    "add": Wording("Add a paragraph below", "Ins", "plus"),
    "leave out": Wording("Leave the paragraph out, or bring it back", "Del", "eraser"),
    "again": Wording("Make this item again from its lines", "Ctrl+R", "rotate-clockwise"),
    "all again": Wording("Make the whole draft again", "Ctrl+Shift+R"),
    "lines": Wording("Go to the lines of the paragraph", "Ctrl+L", "list-details"),
    "private": Wording("Show Part B", "Ctrl+Shift+P", "lock"),
    "review": Wording("Compare with the file from Word…", "Ctrl+Shift+W", "arrows-exchange"),
    "next": Wording("Next step of the minutes", "Ctrl+Shift+Return"),
    "export": Wording("Export draft…", "", "download"),
    "export private": Wording("Export Part B…", "", "lock"),
    "side": Wording("Draft, or log and changes", "Ctrl+\\", "columns-2"),
    "live": Wording("Back to the live minutes", "", "microphone"),
}
