"""Memory that the owner and its render worker both see, without a name that could be left behind.

Linux: an anonymous memory file; macOS: a temporary file already deleted; Windows: a mapping that the system
drops with its last user. Nothing outlives the processes, even killed ones.
"""

import mmap
import os
import sys
import tempfile
from collections import deque
from contextlib import suppress
from pathlib import Path
from threading import Lock
from uuid import uuid4

SIZE = (256 if sys.platform == "win32" else 512) << 20
PAGE = 1 << 16


class Full(Exception):
    """No stretch of that length is free; the caller releases pictures first."""


class Arena:
    """A shared stretch of memory and which parts of it are in use."""

    def __init__(self, size: int = SIZE) -> None:
        self.size = size
        self._lock = Lock()
        self._used: dict[int, int] = {}
        self._returned: deque[int] = deque()  # offsets that are free again, as soon as somebody has the lock
        self._fd = -1
        if sys.platform == "win32":
            self.token = f"cypsc-{uuid4().hex}"
            self.memory = mmap.mmap(-1, size, tagname=self.token)
        else:
            self._fd = _anonymous_file()
            os.ftruncate(self._fd, size)
            self.token = str(self._fd)
            self.memory = mmap.mmap(self._fd, size)

    @property
    def inherited(self) -> tuple[int, ...]:
        """File descriptors that the worker must inherit."""
        return () if self._fd < 0 else (self._fd,)

    def take(self, length: int) -> int:
        """The offset of a free stretch. Raises Full."""
        length = -(-length // PAGE) * PAGE
        with self._lock:
            self._free_returned()
            at = 0
            for start, end in sorted(self._used.items()):
                if start - at >= length:
                    break
                at = end
            if at + length > self.size:
                raise Full
            self._used[at] = at + length
            return at

    def give_back(self, offset: int) -> None:
        """Free the stretch at the offset and let the system have its memory. It never waits: pictures that are dropped
        come back at any moment, also while this thread is in the middle of ``take``."""
        self._returned.append(offset)
        if self._lock.acquire(blocking=False):
            try:
                self._free_returned()
            finally:
                self._lock.release()

    def in_use(self) -> int:
        """How many stretches are taken."""
        with self._lock:
            self._free_returned()
            return len(self._used)

    def _free_returned(self) -> None:
        while self._returned:
            offset = self._returned.popleft()
            end = self._used.pop(offset, None)
            if end is not None and sys.platform == "linux" and not self.memory.closed:
                self.memory.madvise(mmap.MADV_REMOVE, offset, end - offset)

    def close(self) -> None:
        """Let go of the memory; views that are still held keep it until they go."""
        with suppress(BufferError):
            self.memory.close()
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def _anonymous_file() -> int:
    if sys.platform == "linux":
        return os.memfd_create("cypsc-pages", os.MFD_CLOEXEC)
    handle, name = tempfile.mkstemp(prefix="cypsc-")
    Path(name).unlink()
    return handle


def attach(token: str, size: int) -> mmap.mmap:
    """The same memory in the worker."""
    if sys.platform == "win32":
        return mmap.mmap(-1, size, tagname=token)
    return mmap.mmap(int(token), size)
