"""Leave the folder that a library was moved from, once nobody has it open there."""

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store import connection, moving
from cypsc_desktop.store.files import Files
from cypsc_desktop.store.store import Reader, Store
from cypsc_desktop.store.unsettled import MOVED


def finish_move(store: Store) -> bool:
    """Leave the folder that this library was moved from, once nobody has it open: whatever was written there since the copy
    is brought over first. Returns whether nothing is left to be done."""
    old = moving.came_from(store.folder)
    if old is None:
        return True
    if not (old / "library.db").exists():
        if old.is_dir() and moving.whither_note(old) == store.folder.resolve():
            moving.leave(old, store.folder)
        moving.arrived(store.folder)
        return True
    try:
        held = connection.lock(old)
    except UserError:
        return False
    try:
        with Reader.open(old) as left:
            if left.rows("SELECT value FROM about WHERE name = 'library'")[0][0] == store.library_id:
                _bring_over(left, store)
                moving.leave(old, store.folder)
    finally:
        held.release()
    if (old / MOVED).exists():
        (old / "lock").unlink(missing_ok=True)
    moving.arrived(store.folder)
    return True


def _bring_over(old: Reader, new: Store) -> None:
    files = Files(old.folder / "files")
    for sha256 in files.all():
        if not new.files.has(sha256):
            new.files.add(files.path(sha256))
    new.merge(old.change_sets(new.read.tips()))
