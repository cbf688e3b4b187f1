"""Open the library where it is now. What is needed only after a move or a restore that was cut off is imported then:
the window and every command begin here."""

from pathlib import Path

from cypsc_desktop import paths
from cypsc_desktop.store.connection import Unwritable, inspect
from cypsc_desktop.store.store import Store
from cypsc_desktop.store.unsettled import is_unsettled


def whereabouts(folder: Path | None = None) -> Path:
    """Where the library of a folder is now: elsewhere, where it was moved. UserError where that is not there."""
    here = folder or paths.data_folder()
    if not is_unsettled(here):
        return here
    from cypsc_desktop.store import moving

    return moving.whither(here)


def open_or_read(folder: Path | None = None) -> Store:
    """The library for writing as ``open_library`` opens it, or for reading alone where nothing can be written: then its
    ``read_only`` says so, and whatever would write raises that as a UserError."""
    try:
        return open_library(folder)
    except Unwritable:
        here = whereabouts(folder)
        if not inspect(here):
            raise
        from cypsc_desktop.store.looking import ReadOnly

        return ReadOnly(here, state=paths.state_folder())


def open_library(folder: Path | None = None, *, create: bool = True) -> Store:
    """The library for writing; made if there is none and ``create`` is set. Raises UserError when it is in use.

    A restore or a move that was cut off is brought to its end first.
    """
    here = whereabouts(folder)
    if not is_unsettled(here):
        return Store.open(here, state=paths.state_folder(), create=create)
    from cypsc_desktop.commands.leaving import finish_move
    from cypsc_desktop.store.backups import recover

    recover(here)
    store = Store.open(here, state=paths.state_folder(), create=create)
    try:
        finish_move(store)
    except BaseException:
        store.close()
        raise
    return store
