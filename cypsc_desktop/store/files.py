"""The papers themselves: each file once, under the hash of its bytes, never changed and never opened for writing.

``files/ab/<sha256>``; what is still coming in lies in ``files/incoming`` until it is kept.

The log says which papers the library has (``named``): a paper comes to its place durably before the commit that names
it, so a kill or a power cut in between leaves at most a paper that the log does not name. That one is not the
library's, wherever papers are counted. While a paper comes or goes it is marked as doubtful, and the next to open the
library for writing removes what is marked and not named; a paper without a mark is never removed for want of a name.
"""

import contextlib
import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store.connection import mendable, sync_folder

_BLOCK = 1 << 20
_DOUBTFUL = ".doubtful"


class Files:
    """A content-addressed folder of files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._incoming = folder / "incoming"

    def path(self, sha256: str) -> Path:
        """Where the file with this hash is, whether it is there or not."""
        return self.folder / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def all(self) -> list[str]:
        """The hashes of all files kept, in order."""
        return sorted(path.name for path in self.folder.glob("[0-9a-f][0-9a-f]/*"))

    def add(self, path: Path) -> str:
        """Copy a file in and keep it; returns its SHA-256."""
        with self.incoming(path) as blob:
            blob.keep()
            return blob.sha256

    @contextlib.contextmanager
    def incoming(self, path: Path, *, sha256: str | None = None) -> "Iterator[Incoming]":
        """A copy of a file under a temporary name, gone with the block unless it was kept. UserError when the file
        cannot be read, there is no room, or it is not the ``sha256`` expected."""
        temporary = self._incoming / os.urandom(16).hex()
        try:
            with _mended(self.folder):
                self._incoming.mkdir(parents=True, exist_ok=True)
            blob = Incoming(self, temporary, self._copy(path, temporary))
            if sha256 is not None and blob.sha256 != sha256:
                raise UserError(f"{path.name} was changed while it was read. Import it again.")
            yield blob
        finally:
            with contextlib.suppress(OSError):  # what cannot go now is swept away at the next opening
                temporary.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what a crash left half copied, and every mark."""
        if self._incoming.is_dir():
            import shutil

            shutil.rmtree(self._incoming, ignore_errors=True)

    def doubt(self, sha256: str) -> None:
        """Mark a paper as one that a commit under way brings or lets go."""
        self._incoming.mkdir(parents=True, exist_ok=True)
        self._mark(sha256).touch()

    def trust(self, sha256: str) -> None:
        """Take the mark off: the commit has ended, and what it said is done."""
        self._mark(sha256).unlink(missing_ok=True)

    def settle(self, named: Callable[[], Collection[str]]) -> None:
        """Remove the doubtful papers that the log does not name. For the writer alone: nothing may be under way."""
        marks = sorted(self._incoming.glob(f"*{_DOUBTFUL}"))
        wanted = named() if marks else ()
        for mark in marks:
            # One that cannot go now goes next time.
            with contextlib.suppress(OSError):
                if mark.stem not in wanted:
                    self.path(mark.stem).unlink(missing_ok=True)
                mark.unlink()

    def _mark(self, sha256: str) -> Path:
        return self._incoming / f"{sha256}{_DOUBTFUL}"

    def _copy(self, path: Path, temporary: Path) -> str:
        digest = hashlib.sha256()
        try:
            source = path.open("rb")
        except OSError as error:
            raise UserError(f"{path.name} cannot be read. Check that it is a file and that you may open it.") from error
        with source, _mended(self.folder), temporary.open("xb") as target:
            while block := source.read(_BLOCK):
                digest.update(block)
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
        return digest.hexdigest()


class Incoming:
    """A file on its way in. ``sha256`` names it, ``path`` is where its bytes are now."""

    def __init__(self, files: Files, temporary: Path, sha256: str) -> None:
        self._files = files
        self.path = temporary
        self.sha256 = sha256

    def keep(self, *, doubtful: bool = False) -> None:
        """Move the file into its place, durably; does nothing if it is there already, whole. A library's own paper comes
        in by ``Change.keep``, with the change that names it; until that is committed it is ``doubtful``."""
        place = self._files.path(self.sha256)
        there = place.exists()
        if there and hash_of(place) == self.sha256:
            return
        with _mended(self._files.folder):
            if doubtful and not there:
                self._files.doubt(self.sha256)
            place.parent.mkdir(parents=True, exist_ok=True)
            self.path.replace(place)
            with place.open("rb+") as file:  # Windows makes a name durable with its file, the others with its folder
                os.fsync(file.fileno())
            sync_folder(place.parent)
            sync_folder(place.parent.parent)
        self.path = place


def named(connection: sqlite3.Connection) -> set[str]:
    """The hashes of all papers that the log names, be they shown, undone or in the bin; not those purged, and whether
    they are there or not."""
    query = (
        "SELECT DISTINCT json FROM op WHERE entity >= 'document-' AND entity < 'document.' AND field = 'sha256' "
        "AND json IS NOT NULL"
    )
    return {value for (text,) in connection.execute(query) if isinstance(value := json.loads(text), str)}


def kept(connection: sqlite3.Connection, files: Files) -> list[str]:
    """The hashes of the papers that a library has: named by its log, and there; in order."""
    wanted = named(connection)
    return [sha256 for sha256 in files.all() if sha256 in wanted]


def hash_of(path: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


@contextlib.contextmanager
def _mended(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise mendable(error, folder) or error from error


def searchable(library: Path, sha256: str) -> Path:
    """Where the searchable copy of a scanned paper lies, whether it has been made or not: a cache."""
    return library / "cache" / "searchable" / f"{sha256}.pdf"
