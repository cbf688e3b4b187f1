"""The lock file that gives a library one writing process; the system drops the lock when the process ends.

Ours rather than a package's: the one we had imports asyncio, which is a tenth of the time that the window may
take to start. Locks a file whole (POSIX) or its first byte (Windows); the file stays and means nothing by itself.
"""

import errno
import os
import sys
from pathlib import Path


class Taken(Exception):
    """Another process, or another library object of this one, holds the lock."""


class FileLock:
    """Taken at once or not at all. Raises Taken, or OSError where the file cannot be made."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)  # not inherited by the programs we start
        try:
            _lock(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
                raise Taken from error
            raise

    def release(self) -> None:
        """Let go; again does nothing."""
        if self._descriptor >= 0:
            descriptor, self._descriptor = self._descriptor, -1
            os.close(descriptor)  # which drops the lock on every system


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
