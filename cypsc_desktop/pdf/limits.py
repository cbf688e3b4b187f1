"""Binds a worker process to an amount of memory, each system its own way.

Linux: the worker binds itself (``resource``) before it opens a file. Windows: a job object, which also ends the
worker with its owner. macOS honours neither: its owner looks at the worker's size while it waits.
"""

import subprocess
import sys
from time import monotonic

POLL_SECONDS = 0.5


class Leash:
    """What holds one worker. ``broken()`` is asked while waiting; ``release()`` once it has ended."""

    def __init__(self, process: "subprocess.Popen[bytes]", memory: int) -> None:
        self._pid = process.pid
        self._memory = memory
        self._next = 0.0
        self._job = _job_object(process, memory)

    def broken(self) -> bool:
        """Whether the worker is seen to use more than its memory."""
        if sys.platform != "darwin" or monotonic() < self._next:
            return False
        self._next = monotonic() + POLL_SECONDS
        said = subprocess.run(["/bin/ps", "-o", "rss=", "-p", str(self._pid)], capture_output=True, text=True, check=False)
        return said.stdout.strip().isdigit() and int(said.stdout) * 1024 > self._memory

    def release(self) -> None:
        """Let go of what the system holds for it."""
        if sys.platform == "win32" and self._job is not None:
            import ctypes

            ctypes.windll.kernel32.CloseHandle(ctypes.c_void_p(self._job))
            self._job = None


def _job_object(process: "subprocess.Popen[bytes]", memory: int) -> int | None:
    """The handle of a Windows job that holds the process, None elsewhere or where the system refuses."""
    if sys.platform != "win32":
        return None
    import ctypes
    from ctypes import wintypes

    class Basic(ctypes.Structure):
        _fields_ = [
            ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", wintypes.DWORD),
            ("least", ctypes.c_size_t), ("most", ctypes.c_size_t), ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t), ("priority", wintypes.DWORD), ("scheduling", wintypes.DWORD),
        ]  # fmt: skip

    class Extended(ctypes.Structure):
        _fields_ = [
            ("basic", Basic), ("io", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t), ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t),
        ]  # fmt: skip

    process_memory, kill_on_close, extended_limits = 0x100, 0x2000, 9
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return None
    limits = Extended()
    limits.basic.flags = process_memory | kill_on_close
    limits.process_memory = memory
    kernel.SetInformationJobObject(ctypes.c_void_p(job), extended_limits, ctypes.byref(limits), ctypes.sizeof(limits))
    kernel.AssignProcessToJobObject(ctypes.c_void_p(job), ctypes.c_void_p(int(vars(process)["_handle"])))
    return int(job)
