"""Moving a library to another folder, also on another disk: copied beside it, verified, and only then left.

At every moment one of the two folders is the library: the old until its database is renamed away, the new from then on.
``moved.json`` in the old folder says where it went, ``came-from.json`` in the new one that the old is still to be left.
Copies and names files; opens no library for writing.
"""

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.store import backups, check, place
from cypsc_desktop.store import connection as connections
from cypsc_desktop.store.files import Files, kept
from cypsc_desktop.store.unsettled import CAME, MOVED

_LEFT = connections.DATABASE + ".left"  # what the old database is called once the new one counts
_MARK = "moving.json"  # in a folder that is being filled: ours to throw away
# What a library is made of; anything else in its folder is the person's and stays there.
_OWN = (
    connections.DATABASE + "-wal", connections.DATABASE + "-shm", "files", "backups", "replaced", "restoring", "cache",
)  # fmt: skip
_COPIED = ("backups", "replaced")  # beside the papers and the database, which are verified
_TRIES = 5
_ROOM = 1.05  # how much more room than the library takes must be free
Progress = Callable[[str, int, int], None]


def check_target(source: Path, target: Path) -> None:
    """UserError unless the library in ``source`` may be moved to ``target``; looks, and changes nothing."""
    old, new = source.resolve(), target.expanduser().resolve()
    if new == old:
        raise UserError(f"The library is in {source} already. Choose another folder.")
    if old in new.parents:
        raise UserError(f"{target} lies inside the library itself. Choose a folder outside {source}.")
    if new.exists() and not new.is_dir():
        raise UserError(f"{target} is a file. Choose a folder.")
    if new.is_dir() and any(new.iterdir()):
        raise UserError(f"{target} is not empty. Choose an empty folder, or name a new one.")
    place.require_local(new)
    needed = round(sum(size for _, size in _walk(source)) * _ROOM)
    there = next(folder for folder in (new, *new.parents) if folder.is_dir())
    free = shutil.disk_usage(there).free
    if free < needed:
        raise UserError(
            f"There is not enough room in {target}: the library needs {megabytes(needed)}, {megabytes(free)} are free. "
            "Free some space there, or choose another disk."
        )
    if not os.access(there, os.W_OK):
        raise connections.unwritable(there)


def copy_to(
    source: Path,
    target: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> str:
    """Make a whole library of ``target`` that holds what ``source`` holds, verified; returns its digest.

    The library may be open and may be written meanwhile: what comes after the copy is brought over when the old folder
    is left. UserError, or Cancelled, leaves nothing at ``target`` and changes nothing in ``source``.
    """
    check_target(source, target)
    target = target.expanduser().resolve()
    partial = target.with_name(f"{target.name}.moving")
    with _mended(target.parent):
        _begin(partial)
    try:
        with _mended(target):
            _copy_files(source, partial, progress or _silent, cancelled or _never)
            digest = _copy_database(source, partial)
            _write(partial / CAME, {"from": str(source.resolve())})
            (partial / _MARK).unlink()
            _sync_folders(partial)
            if target.is_dir():
                target.rmdir()  # empty: see check_target
            partial.replace(target)
            connections.sync_folder(target.parent)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return digest


def came_from(folder: Path) -> Path | None:
    """The folder that a library was moved from and that is still to be left; None where there is none."""
    found = _read(folder / CAME).get("from")
    return Path(found) if isinstance(found, str) else None


def leave(old: Path, new: Path) -> None:
    """From now on the library is in ``new``; what it was made of goes from ``old``. The caller holds the lock of ``old``.

    Doing it again takes up where it stopped.
    """
    with _mended(old):
        if (old / connections.DATABASE).exists():
            _write(old / MOVED, {"to": str(new.resolve())})
            (old / connections.DATABASE).replace(old / _LEFT)
            connections.sync_folder(old)
        if not (old / MOVED).exists():
            return
        for name in _OWN:
            _remove(old / name)
        _remove(old / _LEFT)


def arrived(folder: Path) -> None:
    """The old folder is left: nothing is to be done any more."""
    (folder / CAME).unlink(missing_ok=True)


def whither(folder: Path) -> Path:
    """The folder in which a library is now, by the notes it left where it was. UserError where that is not there."""
    here, seen = folder, {folder}
    while not (here / connections.DATABASE).exists():
        to = _read(here / MOVED).get("to")
        if not isinstance(to, str) or Path(to) in seen:
            return folder if here == folder else here
        if not (Path(to) / connections.DATABASE).exists() and not (Path(to) / MOVED).exists():
            raise UserError(
                f"The library of {folder} was moved to {to}, which is not there now. Connect the disk that holds it, or "
                "open another library."
            )
        here = Path(to)
        seen.add(here)
    return here


def whither_note(folder: Path) -> Path | None:
    """Where the note in a folder says that its library went."""
    to = _read(folder / MOVED).get("to")
    return Path(to) if isinstance(to, str) else None


def megabytes(size: int) -> str:
    """A size as a person says it: "512 KB", "3.4 MB", "1.2 GB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)) if size else 0} KB"
    return f"{size / 1_000_000:.1f} MB" if size < 1_000_000_000 else f"{size / 1_000_000_000:.1f} GB"


def _begin(partial: Path) -> None:
    """An empty folder of ours; what an earlier move was killed in goes first."""
    if partial.exists():
        ours = (partial / _MARK).exists() or (partial / CAME).exists()  # at the very end the one is gone already
        if not ours and any(partial.iterdir()):
            raise UserError(f"{partial} is in the way. Move it elsewhere, then do it again.")
        shutil.rmtree(partial)
    partial.mkdir(parents=True)
    _write(partial / _MARK, {})


def _copy_files(source: Path, partial: Path, progress: Progress, cancelled: Callable[[], bool]) -> None:
    """The papers, each checked by its hash, and the backups; caches are made again."""
    files, copies = Files(source / "files"), Files(partial / "files")
    listed = [path for name in _COPIED for path, _ in _walk(source / name)]
    every = files.all()
    total = len(every) + len(listed)
    for n, sha256 in enumerate(every):
        _go_on(cancelled)
        with copies.incoming(files.path(sha256), sha256=sha256) as blob:
            blob.keep()
        progress("Copying papers", n + 1, total)
    copies.sweep()
    for n, path in enumerate(listed, len(every)):
        _go_on(cancelled)
        to = partial / path.relative_to(source)
        to.parent.mkdir(parents=True, exist_ok=True)
        if not _linked(copies.path(path.name), to):
            shutil.copy2(path, to)
            _sync(to)
        progress("Copying backups", n + 1, total)


def _linked(paper: Path, to: Path) -> bool:
    """Whether a paper that a backup holds could be linked to the one just copied, as it was before."""
    if len(to.name) != 64 or not paper.is_file():
        return False
    try:
        os.link(paper, to)
    except OSError:
        return False
    return True


def _copy_database(source: Path, partial: Path) -> str:
    """The database as it stands at one moment, verified to say what the library says; returns the digest."""
    copy = partial / connections.DATABASE
    copies = Files(partial / "files")
    for _ in range(_TRIES):
        copy.unlink(missing_ok=True)
        backups.copy_database(source / connections.DATABASE, copy)
        for sha256 in Files(source / "files").all():
            if not copies.has(sha256):  # a paper that came in meanwhile
                copies.add(Files(source / "files").path(sha256))
        digest = backups.verified(copy, backups.papers(copy, copies))
        if digest == _digest(source):
            return digest
    raise UserError("The library was changed again and again while it was copied. Let the work end, then move it.")


def _digest(source: Path) -> str:
    with contextlib.closing(connections.reader(source)) as reading, connections.snapshot(reading):
        return check.digest_of(reading, kept(reading, Files(source / "files")))


def _walk(folder: Path) -> Iterator[tuple[Path, int]]:
    for parent, _, names in os.walk(folder):
        for name in sorted(names):
            path = Path(parent) / name
            with contextlib.suppress(OSError):
                yield path, path.stat().st_size


def _go_on(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled


def _silent(_stage: str, _done: int, _of: int) -> None:
    return


def _never() -> bool:
    return False


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, value: object) -> None:
    temporary = path.with_name(f"{path.name}.new")
    temporary.write_text(json.dumps(value), encoding="utf-8")
    _sync(temporary)
    temporary.replace(path)
    connections.sync_folder(path.parent)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folders(folder: Path) -> None:
    for parent, _, _ in os.walk(folder):
        connections.sync_folder(Path(parent))


@contextlib.contextmanager
def _mended(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise connections.mendable(error, folder) or error from error
