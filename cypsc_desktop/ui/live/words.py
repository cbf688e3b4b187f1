"""Help with words in the capture line: shorthand written out, and spelling checked with the committee's names known."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject

from cypsc_desktop import paths
from cypsc_desktop.minutes.evening import Evening
from cypsc_desktop.minutes.spelling import Speller, read_speller
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.live.capture import CaptureLine
from cypsc_desktop.ui.settings.choices import Settings


class Words(QObject):
    """The dictionary is read beside the window when the screen is first shown."""

    def __init__(self, line: CaptureLine, jobs: Jobs | None, settings: Settings | None, parent: QObject) -> None:
        super().__init__(parent)
        self._line = line
        self._jobs = jobs
        self._settings = settings
        self._owner = parent
        self._speller: Speller | None = None
        self._asked = False
        self._names: list[str] = []
        line.expand = self.expand
        line.mend = self.mend
        if settings is not None:
            settings.changed.connect(self._on_setting)

    def attend(self, meeting: Meeting, evening: Evening) -> None:
        """The names and titles of this meeting are known from now on."""
        self._names = [meeting.body or "", meeting.council or "", meeting.place or ""]
        self._names += [part for one in evening.roster for part in (one.name, one.role or "")]
        self._names += [item.title or "" for item in evening.items]
        if self._speller is not None:
            self._speller.know(self._names)
        elif not self._asked and self._jobs is not None:
            self._asked = True
            self._jobs.run(
                lambda _: _read(), owner=self._owner, on_done=self._on_read, on_failed=lambda _: None, key="spelling"
            )

    def know(self, names: Iterable[str]) -> None:
        """Somebody joined."""
        if self._speller is not None:
            self._speller.know(names)

    def expand(self, word: str) -> str | None:
        """What a shorthand stands for; None for any other word."""
        return shorthands(self._settings.shorthand).get(word.casefold()) if self._settings is not None else None

    def mend(self, word: str) -> list[str]:
        """What a misspelt word may be."""
        speller = self._speller
        return speller.suggestions(word) if speller is not None and not speller.knows(word) else []

    def is_ready(self) -> bool:
        return self._speller is not None

    def _on_read(self, speller: Speller | None) -> None:
        self._speller = speller
        if speller is not None:
            speller.know(self._names)
        self._wear()

    def _on_setting(self, name: str) -> None:
        if name == "spelling":
            self._wear()

    def _wear(self) -> None:
        on = self._settings is None or self._settings.spelling
        self._line.ink.check_with(self._speller.misspelt if on and self._speller is not None else None)


def shorthands(written: str) -> Mapping[str, str]:
    """Short -> long, as the setting has them: ";yp = young people | ;sen = special educational needs"."""
    pairs = (part.partition("=") for part in written.split("|"))
    return {short.strip().casefold(): long.strip() for short, _, long in pairs if short.strip() and long.strip()}


def _read() -> Speller | None:
    try:
        return read_speller(paths.resources() / "dictionaries")
    except OSError:
        return None  # an installation without it checks nothing
