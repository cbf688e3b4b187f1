"""Care of the open library from the menus: check it, back it up. The rest is on the library's own screen."""

from typing import Any

from PySide6.QtCore import QObject

from cypsc_desktop.ui.frame.edits import Edits
from cypsc_desktop.ui.frame.voice import Voice
from cypsc_desktop.ui.session import Session


class Upkeep(QObject):
    """Works beside the window and says how it came out."""

    def __init__(self, session: Session, edits: Edits, voice: Voice) -> None:
        super().__init__(voice)
        self._session = session
        self._edits = edits
        self._voice = voice
        session.ranked.connect(self.follow_word)

    def check(self) -> None:
        """Check database, tables and files."""
        store = self._session.store

        def done(checked: Any) -> None:
            if checked.ok:
                self._voice.say("The library is whole.")
            else:
                self._voice.say_failed("The library is damaged. Restore a backup of it under Tools > Library.")

        self._voice.during("Checking the library", lambda _: store.check(), done, key="check")

    def follow_word(self, document: str) -> None:
        """A person said which file is the later one: the marks go there, beside the window, and it is told how they fared."""
        from cypsc_desktop.commands.reissuing import follow_word

        store, actor = self._session.store, self._session.actor

        def done(review: Any) -> None:
            if review is not None:
                self._voice.say(
                    f"Taken along from the version before: {review.words} The marks pane lists them to review."
                )

        self._voice.during(
            "Taking marks along", lambda _: follow_word(store, document, actor=actor), done, key="follow-word"
        )

    def back_up(self) -> None:
        """A verified copy of the library."""
        from cypsc_desktop.commands import keeping

        self._edits.save_now()
        store = self._session.store
        self._voice.during(
            "Backing up",
            lambda _: keeping.back_up(store),
            lambda place: self._voice.say(f"Backed up to {place}."),
            key="backup",
        )
