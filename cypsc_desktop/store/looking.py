"""A library that is only looked at, to say what a command would do, or since nothing can be written where it lies: no
lock, no thread, nothing written.

It stands where a ``Store`` is asked for. It may be open elsewhere.
"""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from cypsc_desktop.model.changes import Origin, Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store import device
from cypsc_desktop.store.drafts import Drafts
from cypsc_desktop.store.files import Files
from cypsc_desktop.store.pages import Pages
from cypsc_desktop.store.reader import Reader
from cypsc_desktop.store.store import Store
from cypsc_desktop.store.writer import Writer

if TYPE_CHECKING:
    from cypsc_desktop.store.change import Change


class Looking(Store):
    """A store whose changes are collected and dropped; whatever else would write raises RuntimeError."""

    def __init__(self, folder: Path, *, state: Path) -> None:
        """UserError as for ``Reader.open``."""
        self.folder = folder
        self.read = Reader.open(folder)
        self.library_id = str(self.read.rows("SELECT value FROM about WHERE name = 'library'")[0][0])
        self._device = device.known(state, self.library_id)
        self._changes = Counter()  # none are made here
        self._writer = _NoWriter()
        self.files = Files(folder / "files")
        self.drafts = Drafts(self._writer, self.read)
        self.pages = Pages(self._writer, self.read)

    def close(self) -> None:
        self.read.close()

    @contextlib.contextmanager
    def change(self, label: str, *, actor: str, origin: Origin | None = None) -> "Iterator[Change]":
        """Collect edits, and let them go."""
        from cypsc_desktop.store.change import Change

        del label, actor  # what would stand in the log
        yield Change(self.read, origin)


class ReadOnly(Looking):
    """A library in a folder that cannot be written, for the window: whatever would write raises UserError, but for
    drafts, which are not kept."""

    def __init__(self, folder: Path, *, state: Path) -> None:
        super().__init__(folder, state=state)
        self.read_only = (
            f"This library is open for reading only, since nothing can be saved in {folder}. Ask for permission to write "
            "there, or restore its newest backup elsewhere."
        )
        self._writer = _NoWriter(UserError(self.read_only))
        self.drafts = _NoDrafts(self._writer, self.read)
        self.pages = Pages(self._writer, self.read)

    @contextlib.contextmanager
    def change(self, label: str, *, actor: str, origin: Origin | None = None) -> "Iterator[Change]":
        del label, actor, origin
        raise UserError(self.read_only)
        yield  # what makes it a block

    def subscribe(self, callback: Callable[[Touched], None]) -> None:
        """Nothing is ever told: nothing changes here."""

    def backup(self, to: Path | None = None) -> Path:
        """As a store's, where there is another folder for it."""
        if to is None:
            raise UserError(self.read_only)
        return super().backup(to)

    def _author(self, actor: str, label: str) -> NoReturn:
        del actor, label
        raise UserError(self.read_only)


class _NoDrafts(Drafts):
    def put(self, *_: Any, **__: Any) -> None:
        """What is typed cannot be saved, so it is not kept either."""

    def delete(self, *_: Any) -> None:
        """There is none."""


class _NoWriter(Writer):
    def __init__(self, refusal: Exception | None = None) -> None:
        """Starts no thread. ``refusal`` is raised for every job."""
        self._refusal = refusal or RuntimeError("a library that is only looked at is not written")

    def _wait(self, *_: Any) -> NoReturn:
        raise self._refusal

    def _at_once(self, *_: Any) -> NoReturn:
        raise self._refusal
