"""Backups: verified copies of a library, kept by day, week and month, and restoring one.

``<folder>/<UTC time>/`` holds ``library.db`` and ``backup.json``; the papers of all backups lie once in
``<folder>/files``, linked to the library's own where the disk allows. Nothing here changes a library.
"""

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypedDict

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store import check, place
from cypsc_desktop.store import connection as connections
from cypsc_desktop.store.files import Files, hash_of

DAYS, WEEKS, MONTHS = 12, 10, 9  # how many of each are kept

_NAME = "%Y%m%dT%H%M%S%fZ"
_ABOUT = "backup.json"


class About(TypedDict):
    """What a backup holds: the digest that ``check`` gives, the last change, and the hashes of its files."""

    digest: str
    changes: int
    files: list[str]


def back_up(library: Path, to: Path, *, now: datetime) -> Path:
    """Copy a library into the folder ``to`` and verify the copy; returns the new backup's own folder."""
    made = to / now.strftime(_NAME)
    partial = made.with_suffix(".partial")
    try:
        with _mended(to):
            partial.mkdir(parents=True)
            copy = partial / connections.DATABASE
            _copy_database(library / connections.DATABASE, copy)
            files = Files(library / "files")
            listed = files.all()
            for sha256 in listed:
                _keep(files.path(sha256), Files(to / "files").path(sha256), sha256)
            about = About(digest=_verified(copy, listed), changes=changes(copy), files=listed)
            _write(partial / _ABOUT, json.dumps(about))
            partial.replace(made)
            connections.sync_folder(to)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return made


def restore(backup: Path, folder: Path, *, dry_run: bool = False) -> None:
    """Put a backup, once all of it is verified, in place of the library in ``folder``.

    The library that was there is kept in ``folder/replaced``. UserError when the backup is damaged or the
    library is open; then nothing has changed. ``dry_run`` looks at the backup's database and writes nothing.
    """
    place.require_local(folder)
    backup = _chosen(backup)
    about = _about(backup)
    source = Files(backup.parent / "files")
    if _verified(backup / connections.DATABASE, about["files"]) != about["digest"]:
        raise _damaged(backup)
    if dry_run:
        return
    with _mended(folder):
        folder.mkdir(parents=True, exist_ok=True)
        held = connections.lock(folder)
        coming = folder / "restoring"
        try:
            shutil.rmtree(coming, ignore_errors=True)
            (coming / "files").mkdir(parents=True)
            for sha256 in about["files"]:
                with Files(coming / "files").incoming(_present(source, sha256, backup), sha256=sha256) as blob:
                    blob.keep()
            shutil.copyfile(backup / connections.DATABASE, coming / connections.DATABASE)
            _sync(coming / connections.DATABASE)
            _swap(folder, coming)
        finally:
            shutil.rmtree(coming, ignore_errors=True)
            held.release()


def backups(folder: Path) -> list[Path]:
    """The backups in a folder of backups, oldest first."""
    return sorted(path for path in folder.glob("*Z") if (path / _ABOUT).is_file())


def changes(database: Path) -> int:
    """How many change sets a copy of a database holds."""
    with contextlib.closing(_reading(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM change_set").fetchone()[0])


def is_current(backup: Path, *, count: int, files: Iterable[str]) -> bool:
    """Whether a backup holds as many change sets and the same files as the library now."""
    about = _about(backup)
    return about["changes"] == count and about["files"] == list(files)


def rotate(folder: Path, *, now: datetime) -> None:
    """Drop the backups that no day, week or month needs, then the papers that none of the others holds."""
    present = backups(folder)
    kept = set(_needed(present, now))
    for backup in present:
        if backup not in kept:
            shutil.rmtree(backup, ignore_errors=True)
    drop_unused(folder)


def drop_unused(folder: Path) -> None:
    """Delete papers that no backup holds any more."""
    wanted = {sha256 for backup in backups(folder) for sha256 in _about(backup)["files"]}
    files = Files(folder / "files")
    for sha256 in files.all():
        if sha256 not in wanted:
            files.path(sha256).unlink()


def _needed(present: list[Path], now: datetime) -> Iterator[Path]:
    """All of the last day; the last of each of so many days, weeks and months before."""
    seen: dict[str, list[str]] = {"day": [], "week": [], "month": []}
    limits = {"day": DAYS, "week": WEEKS, "month": MONTHS}
    for backup in reversed(present):
        made = datetime.strptime(backup.name, _NAME).replace(tzinfo=UTC)
        spans = {"day": made.strftime("%Y%m%d"), "week": made.strftime("%G%V"), "month": made.strftime("%Y%m")}
        wanted = now - made < timedelta(days=1)
        for span, name in spans.items():
            if name not in seen[span] and len(seen[span]) < limits[span]:
                seen[span].append(name)
                wanted = True
        if wanted:
            yield backup


def _copy_database(source: Path, copy: Path) -> None:
    with contextlib.closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    _sync(copy)


def _verified(copy: Path, files: list[str]) -> str:
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


def _about(backup: Path) -> About:
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


def _swap(folder: Path, coming: Path) -> None:
    """Move the library that is here aside and the restored one in."""
    names = [connections.DATABASE, connections.DATABASE + "-wal", "files"]
    aside = folder / "replaced" / datetime.now(UTC).strftime(_NAME)
    for name in names:
        if (folder / name).exists():
            aside.mkdir(parents=True, exist_ok=True)
            (folder / name).replace(aside / name)
    (folder / (connections.DATABASE + "-shm")).unlink(missing_ok=True)
    for name in ("files", connections.DATABASE):
        (coming / name).replace(folder / name)
    connections.sync_folder(folder)


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
