"""Keep the library whole: make one, read it, check it, back it up, restore it, move it."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from cypsc_desktop import paths
from cypsc_desktop.commands.opening import open_library, whereabouts
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store import backups as kept
from cypsc_desktop.store import connection, moving, place
from cypsc_desktop.store.store import Reader, Store, restore
from cypsc_desktop.store.unsettled import RESTORING

Progress = Callable[[str, int, int], None]


class Backup(NamedTuple):
    """A backup: its folder, when it was made (UTC ISO text), how many changes and papers it holds, and its size in bytes
    with all of its papers, those shared with others too."""

    folder: Path
    when: str
    changes: int
    papers: int
    size: int


def read_library(folder: Path | None = None) -> Reader:
    """The library for reading only, also while a window has it open."""
    return Reader.open(require_library(folder))


def require_library(folder: Path | None = None) -> Path:
    """Where the library is that is read or written, of whatever version. UserError where there is none."""
    here = whereabouts(folder)
    if not (here / "library.db").exists():
        if (here / RESTORING).exists():
            kept.recover(here)
        if not (here / "library.db").exists():
            raise UserError(
                f"There is no library in {here}. Import a paper to make one, or name another folder with --library."
            )
    return here


def look_at_library(folder: Path | None = None) -> Store:
    """The library for saying what a command would do: as a store, but nothing is written and nobody is kept out."""
    from cypsc_desktop.store.looking import Looking

    with read_library(folder) as found:
        return Looking(found.folder, state=paths.state_folder())


def check(folder: Path | None = None) -> dict[str, Any]:
    """Integrity of database, tables and files: ``{"ok", "digest", "findings"}``.

    Where there is no library yet, the digest is that of an empty one.
    """
    here = whereabouts(folder)
    if not (here / "library.db").exists() and not (here / RESTORING).exists():
        with TemporaryDirectory() as empty, Store.open(Path(empty) / "library", state=Path(empty)) as store:
            checked = store.check()
    else:
        with closing(read_library(here)) as reader:
            checked = reader.check()
    return {"ok": checked.ok, "digest": checked.digest, "findings": checked.findings}


def openable(folder: Path) -> Path:
    """Where the library is that opening this folder would open. UserError that says why it cannot be opened."""
    here = whereabouts(folder.expanduser())
    if (here / RESTORING).exists():
        kept.recover(here)
    if not connection.inspect(here):
        raise UserError(
            f"{here} holds no library. Choose a folder that CYPSC Desktop made, or make a new library in an empty one."
        )
    place.require_local(here)
    _free(here)
    return here


def make_library(folder: Path) -> Path:
    """Make an empty library in a new or empty folder; returns the folder. UserError where it cannot be kept there."""
    here = folder.expanduser()
    if here.is_file():
        raise UserError(f"{here} is a file. Choose a folder.")
    if here.is_dir() and any(here.iterdir()):
        held = (here / "library.db").exists()
        raise UserError(
            f"{here} holds a library already. Open it, or choose another folder."
            if held
            else f"{here} is not empty. Choose an empty folder, or name a new one."
        )
    Store.open(here, state=paths.state_folder()).close()
    return here


def back_up(store: Store, to: Path | None = None) -> Path:
    """A verified copy of the library and its files; returns where it is."""
    return store.backup(to)


def backups_in(folder: Path) -> list[Backup]:
    """The backups in a library's folder, or in a folder of backups, newest first."""
    place_of = folder / "backups" if (folder / "library.db").exists() else folder
    return [_backup(one) for one in reversed(kept.backups(place_of))]


def verify_backup(backup: Path) -> Path:
    """Read all of a backup again; returns its own folder. UserError where it is not whole any more."""
    return kept.verify(backup)


def restore_backup(backup: Path, folder: Path | None = None, *, dry_run: bool = False) -> Path:
    """Put a verified backup in the library's place; the present library is kept beside it."""
    here = whereabouts(folder)
    kept.recover(here)
    restore(backup, here, dry_run=dry_run)
    return here


def restore_elsewhere(backup: Path, folder: Path) -> Path:
    """Make a library of a backup in a new or empty folder; the present library is not touched."""
    here = folder.expanduser()
    if here.exists() and (not here.is_dir() or any(here.iterdir())):
        raise UserError(f"{here} is not empty. Choose an empty folder, or name a new one.")
    restore(backup, here)
    return here


def stage_restore(
    store: Store, backup: Path, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> Path | None:
    """Make all ready to put a backup in the place of the library that is open: verified, copied beside it, and the present
    library backed up first; returns that backup, None where an older one holds the same. ``swap_restore`` does the rest."""
    chosen = kept.verify(backup)
    # Named as a folder elsewhere is, so that none makes room: the one to be restored might.
    first = None if _is_backed_up(store) else store.backup(store.folder / "backups")
    kept.stage(chosen, store.folder, progress=progress, cancelled=cancelled)
    return first


def swap_restore(folder: Path) -> None:
    """Put what was staged in the library's place; the library must be closed. UserError while it is in use."""
    kept.recover(folder)


def check_move(folder: Path, to: Path) -> None:
    """UserError that says why a library cannot be moved to ``to``."""
    moving.check_target(folder, to)


def copy_for_move(
    folder: Path, to: Path, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> Path:
    """The long part of a move, while the library may be in use: a whole and verified copy at ``to``; returns where it is.

    Opening the copy once the old library is closed finishes the move: see leaving.py.
    """
    moving.copy_to(folder, to, progress=progress, cancelled=cancelled)
    return to.expanduser().resolve()


def move_library(
    to: Path, folder: Path | None = None, *, progress: Progress | None = None, dry_run: bool = False
) -> Path:
    """Move a library that nobody has open to a new or empty folder, also on another disk; returns where it is now.

    The old folder stays the library until all of the copy is verified. UserError leaves everything as it was.
    """
    here, new = whereabouts(folder), to.expanduser().resolve()
    if moving.came_from(new) == here.resolve() and (new / "library.db").exists():
        open_library(new).close()  # it was cut off when only the old folder was to be left
        return new
    read_library(here).close()
    kept.recover(here)
    check_move(here, new)
    if dry_run:
        return new
    held = connection.lock(here)
    try:
        moving.copy_to(here, new, progress=progress)
    finally:
        held.release()
    open_library(new, create=False).close()
    return new


def settle(folder: Path) -> None:
    """Make a copy for a move the library, once nobody has the old one open: brings over what was written since, and leaves
    the old folder. UserError where that cannot be done now; then opening the copy tries again."""
    open_library(folder, create=False).close()


def _is_backed_up(store: Store) -> bool:
    """Whether the newest backup holds what the library holds now."""
    last = store.backups()[-1:]
    count = int(store.read.rows("SELECT count(*) FROM change_set")[0][0])
    return bool(last) and kept.is_current(last[0], count=count, files=store.papers())


def _free(folder: Path) -> None:
    """UserError while somebody has the library open."""
    connection.lock(folder).release()


def _backup(folder: Path) -> Backup:
    about = kept.about(folder)
    papers = kept.papers_of(folder)
    size = (folder / "library.db").stat().st_size + sum(papers.values())
    when = datetime.strptime(folder.name, kept.NAME).replace(tzinfo=UTC).isoformat()
    return Backup(folder, when, about["changes"], len(papers), size)
