"""The second copy, written beside the window: one sheet after another, in order, however slow the folder is."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cypsc_desktop.commands.minuting import Live, Taken
from cypsc_desktop.commands.minuting_copy import Sheet, sheet_for, sheets_of, write_sheets
from cypsc_desktop.commands.minuting_kept import Kept, keep_unknown
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.jobs import Jobs


class Copier(QObject):
    """``copied(datetime)``: all that was to be written lies in the copy; ``failed(words)``: why it does not;
    ``kept(words)``: what lay there and is not in the library was put beside it."""

    copied = Signal(object)
    failed = Signal(str)
    kept = Signal(str)

    def __init__(self, jobs: Jobs, folder: Callable[[], Path], parent: QObject, *, read: Callable[[], Reader]) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._folder = folder
        self._read = read
        self._owner = parent
        self._waiting: list[Sheet] = []
        self._busy = False
        self._whole = True  # what lies there may be of another day, or have missed something
        self._told = False
        self._mine: set[Path] = set()  # written since the program started
        self._unseen: dict[Path, str] = {}  # of which meeting, where what lies there may have lines of its own
        self._seen: set[Path] = set()  # compared since the meeting was opened

    def folder(self) -> Path:
        return self._folder()

    def begin(self) -> None:
        """Another meeting: its copy is looked after from its next line on."""
        self._whole = True
        self._seen.clear()

    def took(self, live: Live, lines: Sequence[Taken]) -> None:
        """Lines were taken into the library: new ones come behind what is there, all else makes the copy anew."""
        if self._whole or not all(one.is_new for one in lines):
            self.rewrite(live)
        else:
            folder = self._folder()
            self._add([sheet_for(folder, live, one.entry) for one in lines if one.entry is not None])

    def rewrite(self, live: Live) -> None:
        """Something else changed: the copy is made anew, and nothing of what left stays in it."""
        sheets = sheets_of(self._folder(), live)
        paths = {sheet.path for sheet in sheets}
        if not live.evening.entries and not self._mine & paths:
            return  # what an earlier evening left there may be all that is left of it
        self._waiting = [sheet for sheet in self._waiting if sheet.path not in paths]
        self._whole = False
        self._mine |= paths
        self._unseen |= dict.fromkeys(paths - self._seen, live.meeting.id)
        self._add(sheets)

    def waits(self, live: Live) -> None:
        """Lines could not be written into the library: here, where ``live`` has them as they will stand, they are safe."""
        self.rewrite(live)
        self._whole = True  # they must not come behind themselves once the library has them

    def is_behind(self) -> bool:
        """Whether something that was to be written could not be."""
        return self._told

    def finish(self) -> None:
        """Write what still waits, now, behind what is being written: the window closes."""
        if self._busy:
            self._jobs.stop(self._owner)
            self._busy = False
        sheets, self._waiting = self._waiting, []
        if sheets:
            try:
                self._writing(self._folder(), sheets)()
            except UserError:
                self._whole = True

    def is_idle(self) -> bool:
        return not self._busy and not self._waiting

    def _add(self, sheets: list[Sheet]) -> None:
        self._waiting += sheets
        if self._waiting and not self._busy:
            self._go_on()

    def _go_on(self) -> None:
        sheets, self._waiting = self._waiting, []
        folder = self._folder()
        work = self._writing(folder, sheets)
        self._busy = True
        self._jobs.run(
            lambda _: work(), owner=self._owner, on_done=partial(self._on_done, sheets), on_failed=self._on_failed
        )

    def _writing(self, folder: Path, sheets: list[Sheet]) -> Callable[[], list[Kept]]:
        """The work of writing these sheets; what lies there is compared first where it was not yet."""
        first: dict[str, list[Sheet]] = {}
        for sheet in sheets:
            if sheet.whole and sheet.path in self._unseen:
                first.setdefault(self._unseen[sheet.path], []).append(sheet)

        def write() -> list[Kept]:
            kept = [keep_unknown(self._read(), meeting, ones) for meeting, ones in first.items()]
            write_sheets(folder, sheets)
            return [one for one in kept if one is not None]

        return write

    def _on_done(self, sheets: list[Sheet], kept: list[Kept]) -> None:
        self._busy = self._told = False
        for path in {sheet.path for sheet in sheets if sheet.whole} & self._unseen.keys():
            del self._unseen[path]
            self._seen.add(path)
        for one in kept:
            self.kept.emit(one.words())
        if self._waiting:
            self._go_on()
        else:
            self.copied.emit(datetime.now().astimezone())

    def _on_failed(self, error: BaseException) -> None:
        self._busy = False
        self._whole = True
        self._waiting.clear()
        if not isinstance(error, UserError):
            raise error
        if not self._told:  # once, until it has worked again
            self._told = True
            self.failed.emit(str(error))
