"""A library that is only looked at, to say what a command would do: no lock, no thread, nothing written.

It stands where a ``Store`` is asked for. It may be open elsewhere, or lie where nothing can be written.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from cypsc_desktop.model.changes import Origin
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


class _NoWriter(Writer):
    def __init__(self) -> None:
        """Starts no thread."""

    def _wait(self, *_: Any) -> NoReturn:
        raise RuntimeError("a library that is only looked at is not written")
