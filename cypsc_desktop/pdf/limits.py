"""Binds a worker process to an amount of memory, each system its own way.

Linux: the worker binds itself (``resource``) before it opens a file. Windows: a job object, which also ends the
worker with its owner. macOS honours neither: its owner looks at the worker's size while it waits.
"""

import subprocess
import sys
from time import monotonic

POLL_SECONDS = 0.5
LOOKS = sys.platform == "darwin"

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Basic(ctypes.Structure):
        _fields_ = [
            ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", wintypes.DWORD),
            ("least", ctypes.c_size_t), ("most", ctypes.c_size_t), ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t), ("priority", wintypes.DWORD), ("scheduling", wintypes.DWORD),
        ]  # fmt: skip

    class _Extended(ctypes.Structure):
        _fields_ = [
            ("basic", _Basic), ("io", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t), ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t),
        ]  # fmt: skip

    PROCESS_MEMORY, KILL_ON_CLOSE, EXTENDED_LIMITS = 0x100, 0x2000, 9
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateJobObjectW.restype = ctypes.c_void_p

    def _bind(process: "subprocess.Popen[bytes]", memory: int) -> int:
        """Put the process in a job of its own; the job's handle, 0 where the system refuses."""
        job = _kernel.CreateJobObjectW(None, None) or 0
        limits = _Extended()
        limits.basic.flags = PROCESS_MEMORY | KILL_ON_CLOSE
        limits.process_memory = memory
        size = ctypes.sizeof(limits)
        _kernel.SetInformationJobObject(ctypes.c_void_p(job), EXTENDED_LIMITS, ctypes.byref(limits), size)
        _kernel.AssignProcessToJobObject(ctypes.c_void_p(job), ctypes.c_void_p(int(vars(process)["_handle"])))
        return int(job)

    def _let_go(job: int) -> None:
        if job:
            _kernel.CloseHandle(ctypes.c_void_p(job))

else:

    def _bind(_: "subprocess.Popen[bytes]", __: int) -> int:
        """Nothing to hold: elsewhere the worker binds itself or is looked at."""
        return 0

    def _let_go(job: int) -> None:
        """Nothing is held."""


class Leash:
    """What holds one worker. ``broken()`` is asked while waiting; ``release()`` once it has ended."""

    def __init__(self, process: "subprocess.Popen[bytes]", memory: int) -> None:
        self._pid = process.pid
        self._memory = memory
        self._looks = LOOKS
        self._next = 0.0
        self._job = _bind(process, memory)

    def broken(self) -> bool:
        """Whether the worker is seen to use more than its memory."""
        if not self._looks or monotonic() < self._next:
            return False
        self._next = monotonic() + POLL_SECONDS
        return resident(self._pid) > self._memory

    def release(self) -> None:
        """Let go of what the system holds for it."""
        _let_go(self._job)
        self._job = 0


def resident(pid: int) -> int:
    """Bytes of memory that a process uses now, 0 if it has ended."""
    said = subprocess.run(["/bin/ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return int(said.stdout) * 1024 if said.stdout.strip().isdigit() else 0
