"""Starts, limits, cancels and ends PDF workers, and reads what they answer with suspicion.

Plain Python without Qt; never loads PDFium. What goes wrong with a file becomes a UserError with a sentence
for the person.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import Any, Self

from cypsc_desktop.model.errors import Cancelled, NeedsPassword, UserError
from cypsc_desktop.pdf.wire import Frame, RawPage, WireError, read_frame, unpack_page, write_frame

MEMORY = 2 << 30
FLAG = "--pdf-worker"
PAGE_SECONDS = 8.0
FILE_SECONDS = 40.0
MAX_PAGES = 5000

DAMAGED = "This PDF is damaged and cannot be opened. Open it in a PDF viewer, save it again, and import that copy."
PASSWORD = "This PDF needs a password. Enter it, or ask the clerk for an unlocked copy."
WRONG_PASSWORD = "That password does not open this PDF. Check it, or ask the clerk for an unlocked copy."
SLOW = "This PDF takes too long to read. Open it in a PDF viewer, print it to a new PDF, and import that copy."
MANY = f"This PDF has more than {MAX_PAGES} pages. Split it, and import the parts."


class WorkerLost(Exception):
    """The worker ended, hung or sent nonsense; its owner decides what that means for the file."""


def worker_command(memory: int, seconds: int) -> list[str]:
    """The command line of a worker. A frozen program starts itself and hands over on FLAG."""
    start = [sys.executable, FLAG] if getattr(sys, "frozen", False) else [sys.executable, "-m", "cypsc_desktop.pdf.worker"]
    return [*start, str(memory), str(seconds)]


class WorkerProcess:
    """One worker and the thread that reads its answers. Use as a context; leaving it ends the process."""

    def __init__(self, *, memory: int = MEMORY, seconds: int = 120) -> None:
        self._process = subprocess.Popen(
            worker_command(memory, seconds), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
        )  # fmt: skip
        self._answers: Queue[Frame | None] = Queue(maxsize=64)
        self._ended = False
        self._reader = Thread(target=self._read, name="pdf-answers", daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout
        frame: Frame | None = None
        try:
            while (frame := read_frame(self._process.stdout)) is not None and not self._ended:
                self._answers.put(frame)
        except (WireError, OSError, ValueError):
            pass
        self._answers.put(None)

    def send(self, **command: Any) -> None:
        """Give a command. Raises WorkerLost if the worker has ended."""
        assert self._process.stdin
        try:
            write_frame(self._process.stdin, command)
        except (OSError, ValueError) as error:
            raise WorkerLost from error

    def answer(self, *, seconds: float, cancelled: Callable[[], bool] | None = None) -> Frame:
        """The next answer. Raises WorkerLost after so many seconds or at its end, Cancelled at the person's word."""
        until = monotonic() + seconds
        while True:
            if cancelled and cancelled():
                raise Cancelled
            try:
                frame = self._answers.get(timeout=max(0.0, min(0.1, until - monotonic())))
            except Empty:
                if monotonic() >= until:
                    raise WorkerLost from None
                continue
            if frame is None:
                raise WorkerLost
            return frame

    def close(self) -> None:
        """End the process at once and wait for it."""
        self._ended = True
        self._process.kill()
        while self._reader.is_alive():
            try:
                self._answers.get(timeout=0.05)
            except Empty:
                continue
        self._process.wait()
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


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file says of itself: number of pages, document information, bookmarks (title, level, page, whole page)."""

    pages: int
    info: dict[str, str]
    outline: list[tuple[str, int, int, bool]]


class ImportReader:
    """Reads one PDF for import: what it says of itself, then its pages one after the other."""

    def __init__(self, path: Path, *, password: str | None = None, cancelled: Callable[[], bool] | None = None) -> None:
        self._path = path
        self._password = password
        self._cancelled = cancelled
        self._until = monotonic() + FILE_SECONDS
        self._worker = WorkerProcess()
        self.opened = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.close()

    def _answer(self, seconds: float) -> Frame:
        left = self._until - monotonic()
        if left <= 0:
            raise UserError(SLOW)
        return self._worker.answer(seconds=min(seconds, left), cancelled=self._cancelled)

    def _open(self) -> Opened:
        self._worker.send(do="open", path=str(self._path.resolve()), password=self._password)
        try:
            return read_opened(self._answer(20.0))
        except WorkerLost:
            self._worker.close()
            raise UserError(DAMAGED) from None
        except BaseException:
            self._worker.close()
            raise

    def pages(self) -> Iterator[RawPage | None]:
        """Each page in order; None for one that cannot be read."""
        last = self.opened.pages
        self._worker.send(do="pages", first=1, last=last)
        for _ in range(last):
            try:
                frame = self._answer(PAGE_SECONDS)
                yield None if "failed" in frame.header else unpack_page(frame)
            except (WorkerLost, WireError):
                raise UserError(DAMAGED) from None


def read_opened(frame: Frame) -> Opened:
    """What the worker says of an opened file. Raises UserError as it refuses one."""
    head = frame.header
    match head.get("refused"):
        case "password":
            raise NeedsPassword(PASSWORD)
        case "wrong-password":
            raise NeedsPassword(WRONG_PASSWORD)
        case str():
            raise UserError(DAMAGED)
    try:
        pages = int(head["pages"])
        info = {str(k).lower(): str(v) for k, v in head["info"].items()}
        marks = [(str(t), int(level), int(p), bool(w)) for t, level, p, w in head["outline"] if 1 <= int(p) <= pages]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UserError(DAMAGED) from None
    if pages > MAX_PAGES:
        raise UserError(MANY)
    return Opened(pages, info, marks)
