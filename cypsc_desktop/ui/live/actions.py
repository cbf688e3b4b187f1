"""What can be done while minutes are taken, in words and with keys."""

from collections.abc import Mapping

from cypsc_desktop.ui.meeting.actions import Wording

# Kinds of line; the letter that types each is in the grammar.
KIND_KEYS: Mapping[str, Wording] = {
    "question": Wording("Question", "Shift+F2"),
    "answer": Wording("Answer", "Shift+F3"),
    "point": Wording("Point", "Shift+F4"),
    "introduction": Wording("Introduction", "Shift+F5"),
    "conclusion": Wording("Conclusion", "Shift+F7"),
    "recommendation": Wording("Recommendation", "Shift+F8"),
    "request": Wording("Request for information", "Shift+F9"),
    "action": Wording("Action", "Shift+F10"),
    "resolution": Wording("Resolution"),
    "undertaking": Wording("Undertaking by the Chair"),
    "interest": Wording("Interest"),
    "urgent": Wording("Urgent business"),
    "motion": Wording("Motion"),
    "amendment": Wording("Amendment"),
    "note": Wording("Note"),
}
LETTER_OF: Mapping[str, str] = {
    "question": "q", "answer": "a", "point": "p", "introduction": "i", "conclusion": "c", "recommendation": "r",
    "request": "f", "action": "t", "resolution": "s", "undertaking": "k", "interest": "d", "urgent": "u", "motion": "m",
    "amendment": "n",
}  # fmt: skip
NAMED = frozenset(
    {"question", "answer", "point", "introduction", "action", "undertaking", "interest", "motion", "amendment"}
)
COURSE: Mapping[str, Wording] = {
    "start": Wording("Start the meeting", "Ctrl+Shift+Home", "microphone"),
    "all": Wording("All members not accounted for are here", icon="users"),
    "next": Wording("Next item", "Ctrl+PgDown"),
    "break": Wording("Break, or resume", "Ctrl+Shift+B"),
    "speaker": Wording("Choose the speaker", "Ctrl+J", "users"),
    "vote": Wording("Vote…", "Ctrl+Shift+V", "gavel"),
    "exclusion": Wording("Exclude the press and public, or resume", "Ctrl+Shift+X", "lock"),
    "approve": Wording("Approve earlier minutes…", "Ctrl+Shift+L", "check"),
    "outcomes": Wording("Show what comes of the meeting", "Ctrl+Shift+E"),
    "public": Wording("Public view on the second screen", "Ctrl+F8", "eye"),
    "clock": Wording("Go by the computer's clock again", icon="clock"),
    "copy": Wording("Folder of the second copy…", icon="folder-open"),
    "paper": Wording("Import a tabled paper…", icon="file-import"),
    "close": Wording("Close the meeting", "Ctrl+Shift+End", "check"),
}
LINES: Mapping[str, Wording] = {
    "edit last": Wording("Edit the last line", "Ctrl+Up", "pencil"),
    "edit": Wording("Edit the chosen line", "F2"),
    "up": Wording("Move the line up", "Alt+Up"),
    "down": Wording("Move the line down", "Alt+Down"),
    "star": Wording("Star, or take the star off", "Ctrl+D", "star"),
    "private": Wording("Move to Part B", "Ctrl+Shift+P", "lock"),
    "delete": Wording("Delete the chosen lines", "Shift+Del", "trash"),
    "conclusion": Wording("Draft a conclusion from the lines", "Ctrl+Shift+C"),
    "recommendation": Wording("Draft a recommendation from the lines", "Ctrl+Shift+R"),
    "request": Wording("Draft a request from the lines", "Ctrl+Shift+G"),
    "action": Wording("Draft an action from the lines", "Ctrl+Shift+A"),
    "resolution": Wording("Draft a resolution from the lines", "Ctrl+Shift+O"),
    "undertaking": Wording("Draft an undertaking from the lines", "Ctrl+Shift+K"),
    "put": Wording("Put the draft", "Ctrl+Shift+T"),
    "agreed": Wording("Agreed without a vote", "Ctrl+Shift+Return"),
    "read back": Wording("Read back in large letters", "F8", "eye"),
}
