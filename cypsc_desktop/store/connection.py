"""Opening a library's database: for the one writer or for a reader, checked, at this program's version.

Knows files and pragmas; knows nothing of what the tables mean.
"""

import contextlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store import schema
from cypsc_desktop.store.lock import FileLock, Taken

DATABASE = "library.db"

_ROOM = 1 << 19  # bytes by which the WAL is lengthened at a time: about twelve edits
_MAGIC = b"SQLite format 3\x00"
_FULL = ("disk is full", "database or disk is full")
_UNWRITABLE = ("readonly", "unable to open", "read-only")


class Unwritable(UserError):
    """Nothing can be saved where the library is; it may still be read."""


def lock(folder: Path) -> FileLock:
    """The library's one-writer lock, held; the system drops it when the process ends. UserError when taken."""
    try:
        return FileLock(folder / "lock")
    except Taken:
        raise UserError("This library is open in CYPSC Desktop. Close it, or do this there.") from None
    except OSError as error:
        raise unwritable(folder) from error


def inspect(folder: Path) -> bool:
    """Whether a library of this program's version or an older one lies in ``folder``; reads only its header.

    False when there is none. UserError for a file that is no library or that a newer version made.
    """
    path = folder / DATABASE
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise UserError(f"The library in {folder} cannot be read. Ask for permission to that folder.") from error
    if not header:
        return False
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise damaged(folder)
    if _version(header) > len(schema.versions()):
        raise newer(folder)
    return True


def version(folder: Path) -> int:
    """The version of the database by its header alone; a WAL beside it may know better."""
    with (folder / DATABASE).open("rb") as file:
        return _version(file.read(100))


def _version(header: bytes) -> int:
    return int.from_bytes(header[60:64], "big")


def writer(folder: Path) -> sqlite3.Connection:
    """The writing connection, for threads that use it in turn. The caller holds the lock."""
    try:
        connection = sqlite3.connect(
            folder / DATABASE, isolation_level=None, cached_statements=512, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            for pragma in ("synchronous = FULL", "trusted_schema = OFF", "cell_size_check = ON", "cache_size = -64000"):
                connection.execute(f"PRAGMA {pragma}")
            # Checkpoints run when the writer idles, so that no edit waits for one.
            connection.execute("PRAGMA wal_autocheckpoint = 0")
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise mendable(error, folder) or error from error
    return connection


def reader(folder: Path) -> sqlite3.Connection:
    """A connection that can only read, in a folder that may be open in another process or not writable at all."""
    path = folder / DATABASE
    if not inspect(folder):
        raise UserError(f"There is no library in {folder}. Check the folder, or import a paper to make one.")
    try:
        with contextlib.suppress(sqlite3.OperationalError):
            return _reading(f"{path.resolve().as_uri()}?mode=ro")
        return _reading_unwritable(path)
    except sqlite3.Error as error:
        raise mendable(error, folder) or error from error


def _reading(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=256)
    try:
        for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "busy_timeout = 5000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT 1 FROM about").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _reading_unwritable(path: Path) -> sqlite3.Connection:
    """Read where SQLite can make no shared memory: the file itself if it has no WAL, else a copy of both."""
    import shutil
    import tempfile

    wal = path.with_name(path.name + "-wal")
    if not wal.exists() or not wal.stat().st_size:
        return _reading(f"{path.resolve().as_uri()}?mode=ro&immutable=1")
    with tempfile.TemporaryDirectory(prefix="cypsc-") as copy:
        shutil.copyfile(path, Path(copy) / path.name)
        shutil.copyfile(wal, Path(copy) / wal.name)
        found = _reading(f"{(Path(copy) / path.name).as_uri()}?mode=rw")
        # In memory the copy outlives its folder.
        kept = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        with contextlib.closing(found):
            found.backup(kept)
        kept.execute("PRAGMA query_only = ON")
        return kept


def unmoved(folder: Path) -> int:
    """How many pages the WAL holds that a checkpoint has yet to move, by the index beside it (sqlite.org/walformat.html):
    the WAL itself stays as long as it ever was."""
    with (folder / (DATABASE + "-shm")).open("rb") as file:
        index = file.read(100)
    return int.from_bytes(index[16:20], sys.byteorder) - int.from_bytes(index[96:100], sys.byteorder)


def wal(folder: Path) -> Path:
    """The file that commits are written to before they come into the database."""
    return folder / (DATABASE + "-wal")


def make_room(folder: Path, known: int) -> int:
    """Lengthen the WAL by zeros unless it is as long as is ``known``; returns how long it is.

    A commit that does not lengthen the file is synced in two thirds of the time, since the disk's directory need not
    be. Zeros at the end mean nothing to SQLite, as do frames left there from before a checkpoint. Only the writer's
    thread may do this, outside a transaction.
    """
    path = wal(folder)
    if path.stat().st_size == known:
        return known
    with path.open("ab") as file:
        file.write(bytes(_ROOM))
        file.flush()
        os.fsync(file.fileno())
    return path.stat().st_size


def newer(folder: Path) -> UserError:
    return UserError(
        f"The library in {folder} was made by a newer version of CYPSC Desktop. Update the program on this computer, "
        "then open it."
    )


def _full(folder: Path) -> UserError:
    return UserError(f"The disk that holds {folder} is full. Free some space, then do it again.")


def damaged(folder: Path) -> UserError:
    return UserError(
        f"The library in {folder} is damaged. Restore its newest backup, which is in {folder / 'backups'}."
    )


def unwritable(folder: Path) -> Unwritable:
    return Unwritable(f"Nothing can be saved in {folder}. Ask for permission to write there, or choose another folder.")


def mendable(error: BaseException, folder: Path) -> UserError | None:
    """The sentence for an error of the disk that a person can mend; None for a bug."""
    text = str(error).casefold()
    if isinstance(error, OSError):
        if error.errno in (28, 122, 27):
            return _full(folder)
        return unwritable(folder) if error.errno in (1, 13, 30) else None
    if isinstance(error, sqlite3.DatabaseError):
        if any(words in text for words in _FULL):
            return _full(folder)
        if any(words in text for words in _UNWRITABLE):
            return unwritable(folder)
        if "disk i/o error" in text:
            return UserError(
                f"The disk that holds {folder} failed to read or write. Check the disk and its free space."
            )
        if any(words in text for words in ("malformed", "not a database", "could not decode")):
            return damaged(folder)
        if "locked" in text:
            return UserError("Another program has this library's file open. Close it, then try again.")
    return None


@contextlib.contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Everything read inside comes from one moment."""
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
