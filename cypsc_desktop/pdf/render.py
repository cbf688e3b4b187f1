"""Pictures and characters of pages from one warm worker, by request, the most wanted first.

The owner never blocks on a page: it gets futures. Cancelling a future stops the drawing. A page that ends or
hangs the worker fails alone; the worker starts again for the rest. Callbacks of futures run on this module's
thread.
"""

import itertools
import weakref
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from heapq import heappop, heappush
from pathlib import Path
from threading import Condition, Thread
from typing import Any, Self

from cypsc_desktop.model.errors import NeedsPassword, UserError
from cypsc_desktop.pdf.arena import Arena, Full
from cypsc_desktop.pdf.process import MEMORY, WorkerLost, WorkerProcess
from cypsc_desktop.pdf.reading import Characters, PageReading, read_characters, read_page_reading
from cypsc_desktop.pdf.wire import Frame, WireError

OPEN_SECONDS = 20.0
PAGE_SECONDS = 15.0
MAX_PICTURE = 96 << 20


class Priority(IntEnum):
    """What is on screen comes before what may come on screen."""

    OPEN = 0
    VISIBLE = 1
    TEXT = 2
    PREFETCH = 3


class PageFailed(Exception):
    """A page cannot be drawn or read; the others can."""


@dataclass(frozen=True, slots=True)
class DocumentHandle:
    """An open document: its number of pages and the size of each in points, as seen (rotation applied)."""

    key: str
    path: Path
    password: str | None
    pages: int
    sizes: tuple[tuple[float, float], ...]


class Picture:
    """A drawn page: BGRx, ``stride`` bytes a row, in memory shared with the worker.

    Keep it as long as anything shows ``view``: once released or dropped, its memory holds another page.
    """

    def __init__(self, arena: Arena, *, at: int, width: int, height: int) -> None:
        self.width, self.height, self.stride = width, height, 4 * width
        self.view = memoryview(arena.memory)[at : at + self.stride * height].toreadonly()
        self.release = weakref.finalize(self, _give_back, arena, at, self.view)
        self.release.atexit = False


def _give_back(arena: Arena, at: int, view: memoryview) -> None:
    """Free the memory unless a picture of the window still shows it."""
    with suppress(BufferError):
        view.release()
        arena.give_back(at)


@dataclass(order=True)
class _Job:
    """What the worker is asked, in the order of its wants."""

    priority: int
    order: int
    run: Callable[["_Job"], Any] = field(compare=False)
    future: "Future[Any]" = field(compare=False)


class Renderer:
    """One worker that stays warm, and the thread that speaks with it."""

    def __init__(self, *, memory: int = MEMORY, page_seconds: float = PAGE_SECONDS) -> None:
        self._memory = memory
        self._page_seconds = page_seconds
        self._arena = Arena()
        self._worker: WorkerProcess | None = None
        self._open_here: set[str] = set()
        self._jobs: list[_Job] = []
        self._numbers = itertools.count(1)
        self._running: _Job | None = None
        self._closing = False
        self._change = Condition()
        self._thread = Thread(target=self._serve, name="pdf-render", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def worker_pid(self) -> int | None:
        """The process id of the worker, while there is one."""
        worker = self._worker
        return worker.pid if worker else None

    @property
    def pictures_held(self) -> int:
        """How many pictures hold memory."""
        return self._arena.in_use()

    def open(self, path: Path, password: str | None = None) -> DocumentHandle:
        """Open a document and wait for it. Raises NeedsPassword or UserError."""
        key = f"d{next(self._numbers)}"

        def run(_: _Job) -> DocumentHandle:
            frame = self._ask(
                OPEN_SECONDS, do="open", path=str(path.resolve()), password=password, sizes=True, **{"as": key}
            )
            _refuse(frame, password)
            self._open_here.add(key)
            sizes = tuple((float(w), float(h)) for w, h in frame.header["sizes"])
            return DocumentHandle(key, path, password, len(sizes), sizes)

        try:
            opened: DocumentHandle = self._put(Priority.OPEN, run).result()
            return opened
        except PageFailed:
            raise UserError(
                "This PDF is damaged and cannot be shown. Import a copy that opens in a PDF viewer."
            ) from None

    def release(self, handle: DocumentHandle) -> None:
        """Close a document; its pictures stay until they are released."""

        def run(_: _Job) -> None:
            if handle.key in self._open_here:
                self._open_here.discard(handle.key)
                self._ask(OPEN_SECONDS, do="close", **{"as": handle.key})

        self._put(Priority.TEXT, run)

    def render(
        self,
        handle: DocumentHandle,
        page: int,
        scale: float,
        *,
        rotation: int = 0,
        priority: Priority = Priority.VISIBLE,
    ) -> "Future[Picture]":
        """A picture of a page (from 1) at ``scale`` pixels a point, turned ``rotation`` quarters clockwise.

        The future raises PageFailed where the page cannot be drawn or no memory is left for its picture.
        """
        wide, high = handle.sizes[page - 1]
        if rotation % 2:
            wide, high = high, wide
        scale = min(scale, (MAX_PICTURE / 4 / max(1.0, wide * high)) ** 0.5)
        width, height = max(1, round(wide * scale)), max(1, round(high * scale))

        def run(job: _Job) -> Picture:
            self._open_again(handle)
            try:
                at = self._arena.take(4 * width * height)
            except Full:
                raise PageFailed("no memory left for pictures of pages") from None
            picture = Picture(self._arena, at=at, width=width, height=height)
            place = {"at": at, "width": width, "height": height, "stride": 4 * width, "rotation": rotation % 4}
            frame = self._ask(self._page_seconds, do="render", id=job.order, page=page, **place, **{"as": handle.key})
            if frame.header.get("drawn") is False:
                raise CancelledError
            if frame.header.get("drawn") is not True:
                raise PageFailed(str(frame.header.get("refused")))
            return picture

        return self._put(priority, run)

    def thumbnail(self, handle: DocumentHandle, page: int, edge: int = 160) -> "Future[Picture]":
        """A small picture of a page, ``edge`` pixels on its longer side, after all that is more wanted."""
        return self.render(handle, page, edge / max(handle.sizes[page - 1]), priority=Priority.PREFETCH)

    def characters(self, handle: DocumentHandle, page: int) -> "Future[Characters]":
        """A page's text with the box of each character."""

        def run(_: _Job) -> Characters:
            self._open_again(handle)
            frame = self._ask(self._page_seconds, do="characters", page=page, **{"as": handle.key})
            return read_characters(_served(frame))

        return self._put(Priority.TEXT, run)

    def reading(self, handle: DocumentHandle, page: int) -> "Future[PageReading]":
        """All that selecting, finding and following links on a page need. The future raises PageFailed."""

        def run(_: _Job) -> PageReading:
            self._open_again(handle)
            laid = _served(self._ask(self._page_seconds, do="reading", page=page, **{"as": handle.key}))
            assert self._worker
            return read_page_reading(laid, _served(self._worker.answer(seconds=self._page_seconds)))

        return self._put(Priority.TEXT, run)

    def outline(self, handle: DocumentHandle) -> "Future[tuple[tuple[str, int, int, bool], ...]]":
        """The file's own bookmarks: title, level from 0, page from 1, whether it points at a whole page."""

        def run(_: _Job) -> tuple[tuple[str, int, int, bool], ...]:
            self._open_again(handle)
            frame = _served(self._ask(OPEN_SECONDS, do="outline", **{"as": handle.key}))
            return tuple(
                (str(t), int(level), int(page), bool(whole)) for t, level, page, whole in frame.header["outline"]
            )

        return self._put(Priority.TEXT, run)

    def close(self) -> None:
        """End the worker; what was asked and not yet done is cancelled."""
        with self._change:
            self._closing = True
            self._change.notify_all()
            if self._worker is not None:
                self._worker.kill()
        self._thread.join()
        self._arena.close()

    def _put(self, priority: Priority, run: Callable[[_Job], Any]) -> "Future[Any]":
        job = _Job(int(priority), next(self._numbers), run, Future())
        with self._change:
            if self._closing:
                job.future.cancel()
                return job.future
            heappush(self._jobs, job)
            self._change.notify()
        job.future.add_done_callback(lambda future: self._drop(job) if future.cancelled() else None)
        return job.future

    def _drop(self, job: _Job) -> None:
        """Tell the worker to stop drawing what nobody waits for any more."""
        with self._change:
            worker = self._worker if self._running is job else None
        if worker is not None:
            with suppress(WorkerLost):
                worker.send(cancel=job.order)

    def _serve(self) -> None:
        while (job := self._next()) is not None:
            try:
                result = job.run(job)
            except (WorkerLost, WireError, KeyError, TypeError, ValueError, OverflowError) as error:
                self._lose_worker()
                self._finish(job, error=PageFailed(str(error) or "the page ended its worker"))
            except (UserError, PageFailed, CancelledError) as error:
                self._finish(job, error=error)
            else:
                self._finish(job, result=result)
                del result
            del job
        self._lose_worker()

    def _next(self) -> _Job | None:
        with self._change:
            while True:
                while self._jobs and self._jobs[0].future.cancelled():
                    heappop(self._jobs)
                if self._closing:
                    for job in self._jobs:
                        job.future.cancel()
                    return None
                if self._jobs:
                    self._running = heappop(self._jobs)
                    return self._running
                self._change.wait()

    def _finish(self, job: _Job, *, result: Any = None, error: Exception | None = None) -> None:
        with self._change:
            self._running = None
        with suppress(InvalidStateError):
            if isinstance(error, CancelledError) or (self._closing and error is not None):
                job.future.cancel()
            elif error is not None:
                job.future.set_exception(error)
            else:
                job.future.set_result(result)

    def _ask(self, seconds: float, **command: Any) -> Frame:
        if self._worker is None:
            worker = WorkerProcess(
                memory=self._memory + self._arena.size, seconds=0, shared=(self._arena.token, self._arena.size),
                inherited=self._arena.inherited,
            )  # fmt: skip
            with self._change:
                self._worker = worker
        if self._closing:
            raise WorkerLost
        self._worker.send(**command)
        return self._worker.answer(seconds=seconds)

    def _open_again(self, handle: DocumentHandle) -> None:
        """Open the document in a worker that has started since."""
        if handle.key not in self._open_here:
            path = str(handle.path.resolve())
            frame = self._ask(
                OPEN_SECONDS, do="open", path=path, password=handle.password, sizes=True, **{"as": handle.key}
            )
            _refuse(frame, handle.password)
            self._open_here.add(handle.key)

    def _lose_worker(self) -> None:
        with self._change:
            worker, self._worker = self._worker, None
        self._open_here.clear()
        if worker is not None:
            worker.close()


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
