"""Keep the library whole: open it, check it, back it up, restore it."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cypsc_desktop import paths
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store.store import Reader, Store, restore


def open_library(folder: Path | None = None, *, create: bool = True) -> Store:
    """The library for writing; made if there is none and ``create`` is set. Raises UserError when it is in use."""
    return Store.open(folder or paths.data_folder(), state=paths.state_folder(), create=create)


def read_library(folder: Path | None = None) -> Reader:
    """The library for reading only, also while a window has it open."""
    place = folder or paths.data_folder()
    if not (place / "library.db").exists():
        raise UserError(
            f"There is no library in {place}. Import a paper to make one, or name another folder with --library."
        )
    return Reader.open(place)


def check(folder: Path | None = None) -> dict[str, Any]:
    """Integrity of database, tables and files: ``{"ok", "digest", "findings"}``.

    Where there is no library yet, the digest is that of an empty one.
    """
    place = folder or paths.data_folder()
    if not (place / "library.db").exists():
        with TemporaryDirectory() as empty, Store.open(Path(empty) / "library", state=Path(empty)) as store:
            checked = store.check()
    else:
        with closing(read_library(place)) as reader:
            checked = reader.check()
    return {"ok": checked.ok, "digest": checked.digest, "findings": checked.findings}


def back_up(store: Store, to: Path | None = None) -> Path:
    """A verified copy of the library and its files; returns where it is."""
    return store.backup(to)


def restore_backup(backup: Path, folder: Path | None = None, *, dry_run: bool = False) -> Path:
    """Put a verified backup in the library's place; the present library is kept beside it."""
    place = folder or paths.data_folder()
    restore(backup, place, dry_run=dry_run)
    return place
