"""Papers that come into the window: chosen, dropped or handed over; and what is shown when they are in."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.drop import DropSign
from cypsc_desktop.ui.frame.navigator import Navigator
from cypsc_desktop.ui.frame.voice import Voice
from cypsc_desktop.ui.importing import Imports
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.screens import Parts

if TYPE_CHECKING:
    from cypsc_desktop.commands.importing import Imported

Offer = tuple[str, Callable[[], object]]

_NAMED = 4  # files that are named; of more the number


class Arrivals(QObject):
    """``shown(Place)``: papers have come in, and this is where to look at them."""

    shown = Signal(object)

    def __init__(self, parts: Parts, ask: Ask, going: Navigator, voice: Voice, window: QWidget) -> None:
        super().__init__(window)
        self._session = parts.session
        self._settings = parts.settings
        self._ask = ask
        self._going = going
        self._voice = voice
        self._window = window
        self._then: Place | None = None
        self._passwords: list[str] = []  # given at imports; screens that are made later need them too
        self.imports = Imports(parts.session, parts.jobs, ask, voice.work, window, parts.settings.kept)
        self.imports.imported.connect(self._on_imported)
        self.imports.stopped.connect(voice.say)
        self.imports.failed.connect(voice.say_failed)
        self.imports.unlocked.connect(self._on_unlocked)
        self.drop = DropSign(window)
        self.drop.dropped.connect(self.take)

    def choose(self) -> None:
        """Ask which papers, and import them."""
        if self._session.refusal:
            self._voice.say_failed(self._session.refusal)
            return
        self.take(self._ask.papers(self._window))

    def take(self, files: list[Path], *, then: Place | None = None) -> None:
        """Import these files one after another; what came in is shown, or ``then``."""
        if self._session.refusal:
            self._voice.say_failed(self._session.refusal)
            return
        now = self._going.trail.now()
        self._then = then or (now if now and now.screen == "live" else None)  # a tabled paper leads nobody away
        tabled = now.subject if now is not None and now.screen == "live" else None
        self.imports.add(files, tabled=tabled)

    def catch_up(self) -> None:
        """What an earlier run left undone: papers to index are indexed, those that it never read are named, with a way to
        import them again."""
        self.imports.finish_indexing()
        from cypsc_desktop.commands.drafting import take_up_comments

        taken = take_up_comments(self._session.store, actor=self._session.actor)
        if taken:
            were = "1 comment that was" if taken == 1 else f"{taken} comments that were"
            self._voice.say_done(
                f"{were[:1].upper()}{were[1:]} being typed when the program ended: saved with the mark."
            )
        left = self.imports.left_over()
        there = [path for path in left if path.is_file()]
        if left:
            again = ("Import again", lambda: self.take(there)) if there else None
            self._voice.say_failed(cut_off(left), action=again)

    def greet(self, screen: Screen) -> None:
        """A screen was made: it learns the passwords that papers were opened with."""
        for password in self._passwords:
            screen.remember_password(password)

    def _on_imported(self, done: "Imported", words: str) -> None:
        if self._then is not None:
            self.shown.emit(self._then)
            tabled = done.new and self._then.screen == "live"
            (self._voice.say_done if tabled else self._voice.say)(words)
            return
        if not done.new or done.report.kind == "marked paper":
            # Marks came onto a paper that is there, where they are seen.
            self.shown.emit(Place("papers", done.review.document if done.review is not None else done.document))
            (self._voice.say_done if done.new else self._voice.say)(words)
            return
        checklist = Place("confirm", done.document)
        if self._settings.confirm_after_import and done.meeting:
            self.shown.emit(checklist)
            self._voice.say_done(words, other=self._sentences(done.meeting))
            return
        self.shown.emit(Place("meeting", done.meeting) if done.meeting else Place("papers", done.document))
        check = ("Check what was read", lambda: self._going.go(checklist))
        self._voice.say_done(words, other=self._sentences(done.meeting, then=check) or check)

    def _sentences(self, meeting: str | None, *, then: Offer | None = None) -> Offer | None:
        """The committee's sentences that an agenda prints, kept for later ones, and what is offered ``then``; None where it
        prints none that is new."""
        from cypsc_desktop.commands.minuting_prepare import learn_wordings, learnt_words, offer_words, offered_wordings

        record = self._session.read.record(meeting) if meeting else None
        if not isinstance(record, Meeting) or not record.committee:
            return None
        count = len(offered_wordings(self._session.read, record))

        def keep() -> None:
            try:
                kept = learn_wordings(self._session.store, record, actor=self._session.actor)
                self._voice.say_done(learnt_words(kept), other=then)
            except UserError as error:
                self._voice.say_failed(str(error))

        return (offer_words(count), keep) if count else None

    def _on_unlocked(self, password: str) -> None:
        self._passwords.append(password)
        for screen in self._going.screens():
            screen.remember_password(password)


def cut_off(files: Sequence[Path]) -> str:
    """That these were not imported when the program ended, and which of them must be looked for."""
    words = f"{_names(files)} not imported to the end, because the program was closed first."
    gone = [path for path in files if not path.is_file()]
    return f"{words} {_names(gone)} moved since: import from the new place." if gone else words


def _names(files: Sequence[Path]) -> str:
    """ "a.pdf was", "a.pdf and b.pdf were", "a.pdf, b.pdf and 3 more were"."""
    names = [path.name for path in files[:_NAMED]] + ([f"{len(files) - _NAMED} more"] if len(files) > _NAMED else [])
    if len(names) == 1:
        return f"{names[0]} was"
    return f"{', '.join(names[:-1])} and {names[-1]} were"
