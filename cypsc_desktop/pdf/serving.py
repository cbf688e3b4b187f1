"""The renderer's side of the talk with a worker: one at a time, started when it is asked, started again when it is lost,
its files opened again then. Everything here but ``kill`` and ``cancel`` runs on the renderer's thread alone.
"""

from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from cypsc_desktop.model.errors import NeedsPassword
from cypsc_desktop.pdf.arena import Arena, Full
from cypsc_desktop.pdf.process import MEMORY, WorkerLost, WorkerProcess
from cypsc_desktop.pdf.reading import Bookmark, Characters, PageReading, read_characters, read_page_reading
from cypsc_desktop.pdf.served import DocumentHandle, PageFailed, Picture
from cypsc_desktop.pdf.wire import Frame, WireError

OPEN_SECONDS = 20.0
WHAT_LOSES_IT = (WorkerLost, WireError, KeyError, TypeError, ValueError, OverflowError, OSError)
"""What an answer raises that no well-behaved worker gives: the worker is then ended."""


class Server:
    """``arena`` holds the pictures; whoever owns this closes it after ``end``."""

    def __init__(self, *, memory: int | None, page_seconds: float) -> None:
        self.arena = Arena()
        self._memory = MEMORY if memory is None else memory
        self._page_seconds = page_seconds
        self._worker: WorkerProcess | None = None
        self._lock = Lock()  # over the worker, which other threads may end
        self._closing = False
        self._open_here: set[str] = set()
        self._mended: TemporaryDirectory[str] | None = None

    @property
    def pid(self) -> int | None:
        """The process id of the worker, while there is one."""
        worker = self._worker
        return worker.pid if worker else None

    @property
    def pictures_held(self) -> int:
        """How many pictures hold memory."""
        return self.arena.in_use()

    # What is asked; each raises PageFailed where the page cannot be served, or one of WHAT_LOSES_IT

    def open(self, key: str, path: Path, password: str | None) -> DocumentHandle:
        """Open a file, after an attempt to repair it where it does not open as it is. Raises NeedsPassword."""
        try:
            frame = self._open(key, path, password)
        except PageFailed:
            path = self._repaired(key, path, password)
            frame = self._open(key, path, password)
        sizes = tuple((float(w), float(h)) for w, h in frame.header["sizes"])
        return DocumentHandle(key, path, password, len(sizes), sizes)

    def close(self, handle: DocumentHandle) -> None:
        if handle.key in self._open_here:
            self._open_here.discard(handle.key)
            self._ask(OPEN_SECONDS, do="close", **{"as": handle.key})

    def draw(self, handle: DocumentHandle, page: int, *, size: tuple[int, int], rotation: int, number: int) -> Picture:
        """A picture of that width and height; ``cancel(number)`` stops it. Raises CancelledError then."""
        self._open_again(handle)
        width, height = size
        try:
            at = self.arena.take(4 * width * height)
        except Full:
            raise PageFailed("no memory left for pictures of pages") from None
        picture = Picture(self.arena, at=at, width=width, height=height)
        place = {"at": at, "width": width, "height": height, "stride": 4 * width, "rotation": rotation}
        frame = self._ask(self._page_seconds, do="render", id=number, page=page, **place, **{"as": handle.key})
        if frame.header.get("drawn") is False:
            raise CancelledError
        if frame.header.get("drawn") is not True:
            raise PageFailed(str(frame.header.get("refused")))
        return picture

    def characters(self, handle: DocumentHandle, page: int) -> Characters:
        self._open_again(handle)
        return read_characters(_served(self._ask(self._page_seconds, do="characters", page=page, **{"as": handle.key})))

    def reading(self, handle: DocumentHandle, page: int) -> PageReading:
        self._open_again(handle)
        laid = _served(self._ask(self._page_seconds, do="reading", page=page, **{"as": handle.key}))
        assert self._worker
        return read_page_reading(laid, _served(self._worker.answer(seconds=self._page_seconds)))

    def outline(self, handle: DocumentHandle) -> tuple[Bookmark, ...]:
        self._open_again(handle)
        frame = _served(self._ask(OPEN_SECONDS, do="outline", **{"as": handle.key}))
        return tuple((str(t), int(level), int(page), bool(whole)) for t, level, page, whole in frame.header["outline"])

    # The worker

    def cancel(self, number: int) -> None:
        """Stop drawing that picture. From any thread."""
        with self._lock:
            worker = self._worker
        if worker is not None:
            with suppress(WorkerLost):
                worker.send(cancel=number)

    def kill(self) -> None:
        """End the worker and start no other. From any thread."""
        with self._lock:
            self._closing = True
            if self._worker is not None:
                self._worker.kill()

    def end(self) -> None:
        """End the worker for good, and what was repaired for it."""
        self.lose()
        if self._mended is not None:
            self._mended.cleanup()

    def lose(self) -> None:
        """End the worker; the next question starts another."""
        with self._lock:
            worker, self._worker = self._worker, None
        self._open_here.clear()
        if worker is not None:
            worker.close()

    def _ask(self, seconds: float, **command: Any) -> Frame:
        if self._worker is None and not self._closing:
            worker = WorkerProcess(
                memory=self._memory + self.arena.size, seconds=0, shared=(self.arena.token, self.arena.size),
                inherited=self.arena.inherited,
            )  # fmt: skip
            with self._lock:
                self._worker = worker
        if self._closing or self._worker is None:
            raise WorkerLost
        self._worker.send(**command)
        return self._worker.answer(seconds=seconds)

    def _open(self, key: str, path: Path, password: str | None) -> Frame:
        frame = self._ask(
            OPEN_SECONDS, do="open", path=str(path.resolve()), password=password, sizes=True, **{"as": key}
        )
        _refuse(frame, password)
        self._open_here.add(key)
        return frame

    def _repaired(self, key: str, path: Path, password: str | None) -> Path:
        """A copy that qpdf has mended; it goes with this server."""
        if self._mended is None:
            self._mended = TemporaryDirectory(prefix="cypsc-", ignore_cleanup_errors=True)
        mended = Path(self._mended.name) / f"{key}.pdf"
        frame = self._ask(OPEN_SECONDS, do="repair", path=str(path.resolve()), to=str(mended), password=password)
        _refuse(frame, password)
        return mended

    def _open_again(self, handle: DocumentHandle) -> None:
        """Open the document in a worker that has started since."""
        if handle.key not in self._open_here:
            self._open(handle.key, handle.path, handle.password)


def _refuse(frame: Frame, password: str | None) -> None:
    """Raise what the worker's refusal to open means for the person."""
    match frame.header.get("refused"):
        case "password" | "wrong-password":
            raise NeedsPassword(
                "That password does not open this PDF. Check it, or ask the clerk for an unlocked copy."
                if password
                else "This PDF needs a password. Enter it, or ask the clerk for an unlocked copy."
            )
        case None:
            return
        case _:
            raise PageFailed("damaged")


def _served(frame: Frame) -> Frame:
    """The frame, unless it says that the page cannot be read. Raises PageFailed."""
    if "refused" in frame.header:
        raise PageFailed(str(frame.header["refused"]))
    return frame
