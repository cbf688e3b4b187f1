"""One worker process: start it, bind it, talk to it, end it. Knows nothing of what is asked or answered."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from threading import Lock, Thread
from time import monotonic
from typing import Any, Self

from cypsc_desktop.model.errors import Cancelled
from cypsc_desktop.pdf import FLAG
from cypsc_desktop.pdf.limits import Leash
from cypsc_desktop.pdf.wire import Frame, WireError, read_frame, write_frame

MEMORY = 2 << 30
SECONDS = 120
NO_WINDOW = 0x08000000 if sys.platform == "win32" else 0


class WorkerLost(Exception):
    """The worker ended or sent nonsense; its owner decides what that means for the file."""


class WorkerSlow(WorkerLost):
    """The worker did not answer in time."""


def worker_command() -> list[str]:
    """How to start a worker. A frozen program starts itself and must call ``worker.main`` when it sees FLAG first."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    return [sys.executable, "-m", "cypsc_desktop.pdf.worker"]


class WorkerProcess:
    """One worker and the thread that reads its answers. Use as a context; leaving it ends the process.

    ``memory`` is in bytes, ``seconds`` is processor time (0 for no bound); ``shared`` is the token and size of an
    arena, ``inherited`` its file descriptors.
    """

    def __init__(
        self,
        *,
        memory: int = MEMORY,
        seconds: int = SECONDS,
        shared: tuple[str, int] = ("", 0),
        inherited: tuple[int, ...] = (),
    ) -> None:
        limits = [str(memory), str(seconds), shared[0] or "-", str(shared[1])]
        self._process = subprocess.Popen(
            [*worker_command(), *limits], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2], pass_fds=inherited,
            creationflags=NO_WINDOW,
        )  # fmt: skip
        self._leash = Leash(self._process, memory)
        self._answers: Queue[Frame | None] = Queue(maxsize=32)
        self._writing = Lock()
        self._ended = False
        self._reader = Thread(target=self._read, name="pdf-answers", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def _read(self) -> None:
        assert self._process.stdout
        try:
            while not self._ended and (frame := read_frame(self._process.stdout)) is not None:
                self._answers.put(frame)
        except (WireError, OSError, ValueError):
            pass
        self._answers.put(None)

    def send(self, **command: Any) -> None:
        """Give a command. Raises WorkerLost if the worker has ended."""
        assert self._process.stdin
        try:
            with self._writing:
                write_frame(self._process.stdin, command)
        except (OSError, ValueError) as error:
            raise WorkerLost from error

    def answer(self, *, seconds: float, cancelled: Callable[[], bool] | None = None) -> Frame:
        """The next answer. Raises WorkerLost at the worker's end, WorkerSlow after so many seconds, Cancelled at
        the person's word."""
        until = monotonic() + seconds
        while True:
            if cancelled and cancelled():
                raise Cancelled
            if self._leash.broken():
                raise WorkerLost
            try:
                frame = self._answers.get(timeout=max(0.0, min(0.1, until - monotonic())))
            except Empty:
                if monotonic() >= until:
                    raise WorkerSlow from None
                continue
            if frame is None:
                raise WorkerLost
            return frame

    def kill(self) -> None:
        """End the process without waiting; whoever waits for an answer gets WorkerLost."""
        self._process.kill()

    def close(self) -> None:
        """End the process at once and wait for it. May be called again."""
        self._ended = True
        self._process.kill()
        while self._reader.is_alive():
            try:
                self._answers.get(timeout=0.02)
            except Empty:
                continue
        self._process.wait()
        self._leash.release()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:
                    continue

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
