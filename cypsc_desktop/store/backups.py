"""Backups: verified copies of a library, kept by day, week and month, and restoring one.

``<folder>/<UTC time>/`` holds ``library.db`` and ``backup.json``; the papers of all backups lie once in
``<folder>/files``, linked to the library's own where the disk allows. Nothing here changes a library.
"""

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypedDict

from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.store import check, place
from cypsc_desktop.store import connection as connections
from cypsc_desktop.store.files import Files, hash_of, kept
from cypsc_desktop.store.unsettled import RESTORING

DAYS, WEEKS, MONTHS = 12, 10, 9  # how many of each are kept

NAME = "%Y%m%dT%H%M%S%fZ"  # what a backup's folder is called: when it was made
_ABOUT = "backup.json"
_READY = "ready.json"  # in it, once it is whole: from then on it comes in, whatever happens


class About(TypedDict):
    """What a backup holds: the digest that ``check`` gives, the last change, and the hashes of its files."""

    digest: str
    changes: int
    files: list[str]


def back_up(library: Path, to: Path, *, now: datetime) -> Path:
    """Copy a library into the folder ``to`` and verify the copy; returns the new backup's own folder."""
    made = to / now.strftime(NAME)
    partial = made.with_suffix(".partial")
    try:
        with _mended(to):
            partial.mkdir(parents=True)
            copy = partial / connections.DATABASE
            copy_database(library / connections.DATABASE, copy)
            files = Files(library / "files")
            listed = papers(copy, files)
            for sha256 in listed:
                _keep(files.path(sha256), Files(to / "files").path(sha256), sha256)
            said = About(digest=verified(copy, listed), changes=changes(copy), files=listed)
            _write(partial / _ABOUT, json.dumps(said))
            partial.replace(made)
            connections.sync_folder(to)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return made


def restore(backup: Path, folder: Path, *, dry_run: bool = False) -> None:
    """Put a backup, once all of it is verified, in place of the library in ``folder``.

    The library that was there is kept in ``folder/replaced``. UserError when the backup is damaged or the
    library is open; then nothing has changed. ``dry_run`` looks at the backup and writes nothing.
    """
    place.require_local(folder)
    if dry_run:
        verify(backup)
        return
    with _mended(folder):
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        held = connections.lock(folder)
        try:
            stage(backup, folder)
            swap(folder)
        except BaseException:
            if is_new:
                shutil.rmtree(folder, ignore_errors=True)
            raise
        finally:
            held.release()


def verify(backup: Path) -> Path:
    """Look whether a backup, or the newest in a folder of backups, is whole; returns its own folder. UserError if not."""
    backup = _chosen(backup)
    known = about(backup)
    source = Files(backup.parent / "files")
    if verified(backup / connections.DATABASE, known["files"]) != known["digest"]:
        raise _damaged(backup)
    for sha256 in known["files"]:
        _present(source, sha256, backup)
    return backup


def stage(
    backup: Path,
    folder: Path,
    *,
    progress: Callable[[str, int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Copy a backup beside the library in ``folder``, verified, ready to be swapped in; the library may be in use.

    UserError, or Cancelled, leaves nothing of it.
    """
    backup = _chosen(backup)
    known = about(backup)
    source = Files(backup.parent / "files")
    coming = folder / RESTORING
    if verified(backup / connections.DATABASE, known["files"]) != known["digest"]:
        raise _damaged(backup)
    with _mended(folder):
        try:
            shutil.rmtree(coming, ignore_errors=True)
            (coming / "files").mkdir(parents=True)
            for n, sha256 in enumerate(known["files"]):
                if cancelled and cancelled():
                    raise Cancelled
                with Files(coming / "files").incoming(_present(source, sha256, backup), sha256=sha256) as blob:
                    blob.keep()
                if progress:
                    progress("Restoring papers", n + 1, len(known["files"]))
            Files(coming / "files").sweep()
            shutil.copyfile(backup / connections.DATABASE, coming / connections.DATABASE)
            _sync(coming / connections.DATABASE)
            _write(coming / _READY, json.dumps({"aside": datetime.now(UTC).strftime(NAME)}))
            connections.sync_folder(coming)
        except BaseException:
            shutil.rmtree(coming, ignore_errors=True)
            raise


def swap(folder: Path) -> None:
    """Put what was staged in place of the library, which goes to ``folder/replaced``. The caller holds the lock.

    Doing it again takes up where it stopped, at whatever step that was.
    """
    coming = folder / RESTORING
    aside = folder / "replaced" / str(json.loads((coming / _READY).read_text(encoding="utf-8"))["aside"])
    with _mended(folder):
        # The new database comes in last: while it has not, every part that stands in the folder is the old one's, but
        # for papers whose new ones are in already.
        if (coming / connections.DATABASE).exists():
            old = [connections.DATABASE, connections.DATABASE + "-wal"]
            old += ["files"] if (coming / "files").exists() else []
            for name in old:
                if (folder / name).exists():
                    aside.mkdir(parents=True, exist_ok=True)
                    (folder / name).replace(aside / name)
            (folder / (connections.DATABASE + "-shm")).unlink(missing_ok=True)
            for name in ("files", connections.DATABASE):
                if (coming / name).exists():
                    (coming / name).replace(folder / name)
        connections.sync_folder(folder)
        shutil.rmtree(coming)


def recover(folder: Path) -> None:
    """Finish a restore that was cut off while it swapped, and clear away one that was cut off before.

    UserError while the library is in use; nothing is to be done where none was cut off.
    """
    coming = folder / RESTORING
    if not coming.exists():
        return
    held = connections.lock(folder)
    try:
        if (coming / _READY).is_file():
            swap(folder)
        else:
            shutil.rmtree(coming, ignore_errors=True)
    finally:
        held.release()


def backups(folder: Path) -> list[Path]:
    """The backups in a folder of backups, oldest first."""
    return sorted(path for path in folder.glob("*Z") if (path / _ABOUT).is_file())


def papers_of(backup: Path) -> dict[str, int]:
    """Hash -> size in bytes of the papers that a backup holds; one that is missing has none."""
    files = Files(backup.parent / "files")
    paths = {sha256: files.path(sha256) for sha256 in about(backup)["files"]}
    return {sha256: path.stat().st_size if path.is_file() else 0 for sha256, path in paths.items()}


def changes(database: Path) -> int:
    """How many change sets a copy of a database holds."""
    with contextlib.closing(_reading(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM change_set").fetchone()[0])


def is_current(backup: Path, *, count: int, files: Iterable[str]) -> bool:
    """Whether a backup holds as many change sets and the same files as the library now."""
    known = about(backup)
    return known["changes"] == count and known["files"] == list(files)


def rotate(folder: Path, *, now: datetime) -> None:
    """Drop the backups that no day, week or month needs, then the papers that none of the others holds."""
    present = backups(folder)
    kept = set(_needed(present, now))
    for backup in present:
        if backup not in kept:
            shutil.rmtree(backup, ignore_errors=True)
    drop_unused(folder)


def drop(backup: Path) -> None:
    """Delete one backup, and the papers that none of the others holds."""
    shutil.rmtree(backup, ignore_errors=True)
    drop_unused(backup.parent)


def drop_unused(folder: Path) -> None:
    """Delete papers that no backup holds any more."""
    wanted = {sha256 for backup in backups(folder) for sha256 in about(backup)["files"]}
    files = Files(folder / "files")
    for sha256 in files.all():
        if sha256 not in wanted:
            files.path(sha256).unlink()


def _needed(present: list[Path], now: datetime) -> Iterator[Path]:
    """All of the last day; the last of each of so many days, weeks and months before."""
    seen: dict[str, list[str]] = {"day": [], "week": [], "month": []}
    limits = {"day": DAYS, "week": WEEKS, "month": MONTHS}
    for backup in reversed(present):
        made = datetime.strptime(backup.name, NAME).replace(tzinfo=UTC)
        spans = {"day": made.strftime("%Y%m%d"), "week": made.strftime("%G%V"), "month": made.strftime("%Y%m")}
        wanted = now - made < timedelta(days=1)
        for span, name in spans.items():
            if name not in seen[span] and len(seen[span]) < limits[span]:
                seen[span].append(name)
                wanted = True
        if wanted:
            yield backup


def copy_database(source: Path, copy: Path) -> None:
    """A copy of a database, also one that is in use or lies where nothing can be written, as it stands at one moment."""
    with contextlib.closing(connections.reader(source.parent)) as connection:
        connection.execute("PRAGMA query_only = OFF")  # which forbids writing another file too
        connection.execute("VACUUM INTO ?", (str(copy),))
    _sync(copy)


def papers(copy: Path, files: Files) -> list[str]:
    """The hashes of the papers that a copy of a database names, as far as they are there."""
    with contextlib.closing(_reading(copy)) as connection:
        return kept(connection, files)


def verified(copy: Path, files: list[str]) -> str:
    """The digest of a copy with these files. UserError where the copy is not whole."""
    try:
        with contextlib.closing(_reading(copy)) as connection:
            if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise _damaged(copy.parent)
            return check.digest_of(connection, files)
    except sqlite3.DatabaseError as error:
        raise _damaged(copy.parent) from error


def _reading(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _keep(path: Path, to: Path, sha256: str) -> None:
    """Link a paper into the backups, or copy it where the disk cannot."""
    if to.exists():
        return
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, to)
    except OSError:
        Files(to.parent.parent).add(path)
    if not to.exists():
        raise UserError(f"The file {sha256} was altered, so it cannot be backed up. Import it again.")


def _chosen(backup: Path) -> Path:
    """The backup itself, or the newest in a folder of backups."""
    if (backup / _ABOUT).is_file():
        return backup
    inside = backups(backup)
    if not inside:
        raise UserError(f"There is no backup in {backup}. Name the folder that 'cypsc backup' printed.")
    return inside[-1]


def about(backup: Path) -> About:
    """What a backup says of itself. UserError where that cannot be read."""
    try:
        found: About = json.loads((backup / _ABOUT).read_text(encoding="utf-8"))
        return About(digest=str(found["digest"]), changes=int(found["changes"]), files=[str(f) for f in found["files"]])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise _damaged(backup) from error


def _present(files: Files, sha256: str, backup: Path) -> Path:
    path = files.path(sha256)
    if not path.is_file() or hash_of(path) != sha256:
        raise _damaged(backup)
    return path


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    _sync(path)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _damaged(backup: Path) -> UserError:
    return UserError(f"The backup {backup} is damaged. Restore another one.")


@contextlib.contextmanager
def _mended(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise connections.mendable(error, folder) or error from error
