"""Files put in place whole: a temporary name in the same folder, flushed, read back, then moved over the old file.

It knows how to say what stands in the way, and nothing of formats.
"""

import contextlib
import errno
import os
import stat
import time
from pathlib import Path

from cypsc_desktop.model.errors import UserError

_PREFIX, _SUFFIX = ".cypsc-", ".part"
_LONGEST = 255  # bytes of a file's name, on every system we run on
_STALE = 3600.0  # seconds after which a temporary file was left by a program that was killed


def look(to: Path) -> None:
    """Raise UserError for what can be known to fail before any work is done."""
    folder = to.parent
    if len(os.fsencode(to.name)) > _LONGEST:
        raise UserError(f"The name {to.name[:40]}… is too long. Choose a shorter one.")
    if not folder.is_dir():
        raise UserError(f"The folder {folder} does not exist. Make it, or choose another folder.")
    if to.is_dir():
        raise UserError(f"{to.name} is a folder. Choose another name.")
    if to.exists():
        if _is_open(to):
            raise _open_elsewhere(to)
        if not os.access(to, os.W_OK):
            raise UserError(f"{to.name} is read-only. Allow changes to it, or save as {_free_name(to)}.")
    if not os.access(folder, os.W_OK):
        raise UserError(f"Files cannot be saved in the folder {folder}. Choose a folder that you may write to.")


def put(content: bytes, to: Path) -> None:
    """Make ``content`` the file ``to``. On any failure nothing new is left and an old file stays as it was."""
    to = Path(os.path.realpath(to))
    look(to)
    _sweep(to.parent)
    temporary = to.parent / f"{_PREFIX}{os.getpid()}-{os.urandom(4).hex()}{_SUFFIX}"
    try:
        _write(content, temporary, like=to)
        try:
            temporary.replace(to)
        except PermissionError as held:
            # Windows answers so for a file that a program has open; elsewhere that is no obstacle.
            if held.errno == errno.EACCES and to.exists():
                raise _open_elsewhere(to) from None
            raise
        _flush_folder(to.parent)
    except OSError as failure:
        raise _refused(to, failure.errno) from failure
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write(content: bytes, temporary: Path, *, like: Path) -> None:
    with temporary.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if temporary.read_bytes() != content:
        raise OSError(errno.EIO, "what was read back differs")
    if like.exists():
        temporary.chmod(stat.S_IMODE(like.stat().st_mode))


def _flush_folder(folder: Path) -> None:
    """Make the move itself durable. The file is in place by now: a system that cannot do this is no failure."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove temporary files that a killed program left long ago."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            if time.time() - left.stat().st_mtime > _STALE:
                left.unlink(missing_ok=True)


def _is_open(to: Path) -> bool:
    """Whether LibreOffice, Word or Excel has left its lock beside the file.

    Word writes "~$" over the first two letters of a long name and before a short one; Excel always before it.
    """
    locks = {f".~lock.{to.name}#", f"~${to.name}", f"~${to.name[1:]}", f"~${to.name[2:]}"}
    return any((to.parent / lock).exists() for lock in locks)


def _open_elsewhere(to: Path) -> UserError:
    return UserError(f"{to.name} is open in another program. Close it there, or save as {_free_name(to)}.")


def _free_name(to: Path) -> str:
    number = 2
    while (to.parent / f"{to.stem}-{number}{to.suffix}").exists():
        number += 1
    return f"{to.stem}-{number}{to.suffix}"


def _refused(to: Path, code: int | None) -> UserError:
    kept = f" {to.name} is as it was." if to.exists() else ""
    match code:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return UserError(f"There is no room left for {to.name}.{kept} Free some space, or choose another folder.")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return UserError(f"{to.name} may not be saved in {to.parent}.{kept} Choose a folder that you may write to.")
    return UserError(f"{to.name} could not be written to {to.parent}.{kept} Choose another folder.")
