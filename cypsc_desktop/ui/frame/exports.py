"""Writing files from the window: what the screen in front exports, or any table, of the meeting in view or of all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cypsc_desktop.commands.exportable import TITLES, extent
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.frame.edits import Edits
from cypsc_desktop.ui.frame.navigator import Navigator
from cypsc_desktop.ui.frame.voice import Voice
from cypsc_desktop.ui.session import Session

_OF_ONE_MEETING = ("prepare", "live", "minutes")  # screens whose subject is a meeting
_OF_NO_MEETING = ("recommendations", "plan", "people", "search")  # screens that show what belongs to all meetings


class Exports(QObject):
    """Asks where to, and writes beside the window."""

    def __init__(
        self, session: Session, ask: Ask, going: Navigator, edits: Edits, voice: Voice, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._ask = ask
        self._going = going
        self._edits = edits
        self._voice = voice
        self._window = window

    def choose_front(self) -> None:
        """What the screen in front exports, else the response table."""
        front = self._going.front()
        if front is None or not front.export_here():
            self.choose(front.exports if front and front.exports else "responses")

    def choose(self, what: str, *, every: bool = False) -> None:
        """Ask where, then write: the meeting that is shown, or all, in the format that the name's ending chooses."""
        from cypsc_desktop.commands import exporting  # with all the formats: not needed to show a window

        self._edits.save_now()
        meeting = None if every else self._meeting_in_view()
        name = f"{what}-{meeting.date}.docx" if meeting and meeting.date else f"{what}.docx"
        to = self._ask.save_as(self._window, f"Export {TITLES[what].lower()}", name, exporting.filters())
        if to is None:
            return
        store = self._session.store

        def export(_: object) -> str:
            count = exporting.export(store.read, what, to, meeting=meeting)
            left_out = exporting.left_out(store.read, what, meeting=meeting)
            return f"{extent(what, count)} written to {to}. {left_out}".rstrip()

        self._voice.during(f"Writing {to.name}", export, self._voice.say, key=f"export {to}")

    def choose_rows(self, name: str, write: Callable[[Path], str]) -> None:
        """Ask where, then write what a screen shows: ``write`` does it beside the window and returns what to say."""
        from cypsc_desktop.commands import exporting

        self._edits.save_now()
        to = self._ask.save_as(self._window, "Export the rows shown", f"{name}.docx", exporting.filters())
        if to is not None:
            self._voice.during(
                f"Writing {to.name}", lambda _: f"{write(to)} written to {to}.", self._voice.say, key=f"export {to}"
            )

    def _meeting_in_view(self) -> Any:
        """The meeting that is shown, or was last, or is the latest."""
        from cypsc_desktop.commands.choosing import meetings

        now, last = self._going.trail.now(), self._going.trail.last_on("meeting")
        read = self._session.read
        if now and now.screen == "papers" and now.subject:
            document = read.record(now.subject)
            return read.record(getattr(document, "meeting", None) or "") or None
        if now and now.screen in _OF_ONE_MEETING and now.subject:
            return read.record(now.subject)
        if now and now.screen in _OF_NO_MEETING:
            return None
        if last and last.subject:
            return read.record(last.subject)
        known = meetings(read)
        return known[-1] if known else None
