"""What the parts of the live screen work with: the meeting under way, the widgets beside one another, and whom to tell."""

from collections.abc import Callable
from dataclasses import dataclass

from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.live.capture_bar import CaptureBar
from cypsc_desktop.ui.live.desk import Desk
from cypsc_desktop.ui.live.log import Log
from cypsc_desktop.ui.live.outcomes import OutcomesPane
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme


@dataclass(slots=True)
class Stage:
    """``screen`` tells what was done, said and refused. ``theme`` is the one worn now."""

    screen: Screen
    session: Session
    ask: Ask
    desk: Desk
    log: Log
    bar: CaptureBar
    outcomes: OutcomesPane
    theme: Theme
    show_results: Callable[[], None] = lambda: None
    """Show what came of the meeting anew."""

    def lines_meant(self) -> list[str]:
        """The chosen lines of the log, else the last one."""
        chosen = self.log.chosen()
        last = self.desk.evening.last() if self.desk.live else None
        return chosen or ([last.id] if last else [])

    def begin(self, text: str) -> None:
        """Put this into the capture line, and the focus behind it."""
        self.bar.line.rewrite(text)
        self.bar.line.setFocus()
