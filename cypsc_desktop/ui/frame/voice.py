"""The window's voice: the toast, the banner and the line of work, as all of the frame speaks through them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from cypsc_desktop.ui.importing import sentence
from cypsc_desktop.ui.jobs import Job, Jobs
from cypsc_desktop.ui.theme import Theme
from cypsc_desktop.ui.widgets.notices import Banner, Toast, Work


class Voice(QObject):
    """``undo_wanted``: the person took back what they were told of."""

    undo_wanted = Signal()

    def __init__(self, jobs: Jobs, theme: Theme, centre: QWidget, window: QMainWindow) -> None:
        """Banner and work stand in ``centre``, the toast on the status bar of ``window``."""
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._of: QWidget | None = None  # whose complaint the banner tells
        self.banner = Banner(theme, centre)
        self.work = Work(centre)
        self.toast = Toast(theme, window, window.statusBar())

    def say(self, words: str) -> None:
        """Done, and nothing to take back."""
        self.toast.say(words)

    def say_done(self, words: str, *, other: tuple[str, Callable[[], object]] | None = None) -> None:
        """Done, and Undo takes it back; ``other``: a second button, and what it does."""
        self.toast.say(words, action="Undo", do=self.undo_wanted.emit, other=other)

    def say_failed(
        self, words: str, *, action: tuple[str, Callable[[], object]] | None = None, of: QWidget | None = None
    ) -> None:
        """Not done, why, and how to mend it; ``action``: a button that mends it, and what it does. ``of``: the screen that
        says so, with which it goes out of sight."""
        self._of = of
        self.banner.say(words, action=action)

    def unsay(self, words: str) -> None:
        """What the banner complains of in these words is mended."""
        if self.banner.isVisible() and self.banner.words.text() == words:
            self.banner.hide()

    def turn_to(self, screen: QWidget) -> None:
        """Another screen is in front: what one of the others complained of is no matter here."""
        if self._of is not None and self._of is not screen:
            self._of = None
            self.banner.hide()

    def during(self, words: str, work: Callable[[Job], Any], done: Callable[[Any], None], *, key: str) -> None:
        """Do this beside the window, with a line that says so."""
        self.work.begin(words)

        def ended(result: Any) -> None:
            self.work.end()
            done(result)

        def failed(error: BaseException) -> None:
            self.work.end()
            self.say_failed(sentence(error))

        self._jobs.run(work, owner=self._window, on_done=ended, on_failed=failed, key=key)

    def hush_one(self) -> bool:
        """Take away what was said last, as Esc does. Returns whether something was in sight."""
        if self.toast.isVisible():
            self.toast.dismiss()
        elif self.banner.isVisible():
            self.banner.hide()
        else:
            return False
        return True

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme or text size; what is said stays."""
        self.banner.set_theme(theme)
        self.toast.set_theme(theme)
