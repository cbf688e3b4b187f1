"""Pictures and characters of pages from one warm worker, by request, the most wanted first.

The owner never blocks on a page: it gets futures. Cancelling a future stops the drawing. A page that ends or hangs the
worker fails alone; the worker starts again for the rest. Callbacks of futures run on this module's thread. Thread,
worker and all that speaks with it come with the first request, so that a program can hold a renderer from its start.
"""

import itertools
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, InvalidStateError
from contextlib import suppress
from enum import IntEnum
from heapq import heappop, heappush
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.pdf.served import DocumentHandle, PageFailed, Picture

if TYPE_CHECKING:
    from cypsc_desktop.pdf.reading import Bookmark, Characters, PageReading
    from cypsc_desktop.pdf.serving import Server

PAGE_SECONDS = 15.0
MAX_PICTURE = 96 << 20


class Priority(IntEnum):
    """What is on screen comes before what may come on screen."""

    OPEN = 0
    VISIBLE = 1
    TEXT = 2
    PREFETCH = 3


class _Job(NamedTuple):
    """What the worker is asked, in the order of its wants; no two have the same ``order``."""

    priority: int
    order: int
    run: "Callable[[Server, int], Any]"
    future: "Future[Any]"


class Renderer:
    """One worker that stays warm, and the thread that speaks with it."""

    def __init__(self, *, memory: int | None = None, page_seconds: float = PAGE_SECONDS) -> None:
        """``memory``: bytes that the worker may use beside its pictures; ``page_seconds``: how long a page may take."""
        self._memory = memory
        self._page_seconds = page_seconds
        self._server: Server | None = None
        self._jobs: list[_Job] = []
        self._numbers = itertools.count(1)
        self._running: _Job | None = None
        self._closing = False
        self._change = Condition()
        self._thread: Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def worker_pid(self) -> int | None:
        """The process id of the worker, while there is one."""
        server = self._server
        return server.pid if server else None

    @property
    def pictures_held(self) -> int:
        """How many pictures hold memory."""
        server = self._server
        return server.pictures_held if server else 0

    def open(self, path: Path, password: str | None = None) -> DocumentHandle:
        """Open a document and wait for it. Raises NeedsPassword or UserError."""
        key = f"d{next(self._numbers)}"
        opening = self._put(Priority.OPEN, lambda server, _: server.open(key, path, password))
        try:
            opened: DocumentHandle = opening.result()
            return opened
        except PageFailed:
            raise UserError(
                "This PDF is damaged and cannot be shown. Import a copy that opens in a PDF viewer."
            ) from None

    def release(self, handle: DocumentHandle) -> None:
        """Close a document; its pictures stay until they are released."""
        self._put(Priority.TEXT, lambda server, _: server.close(handle))

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
        size = max(1, round(wide * scale)), max(1, round(high * scale))
        return self._put(
            priority, lambda server, number: server.draw(handle, page, size=size, rotation=rotation % 4, number=number)
        )

    def thumbnail(self, handle: DocumentHandle, page: int, edge: int = 160) -> "Future[Picture]":
        """A small picture of a page, ``edge`` pixels on its longer side, after all that is more wanted."""
        return self.render(handle, page, edge / max(handle.sizes[page - 1]), priority=Priority.PREFETCH)

    def characters(self, handle: DocumentHandle, page: int) -> "Future[Characters]":
        """A page's text with the box of each character. The future raises PageFailed."""
        return self._put(Priority.TEXT, lambda server, _: server.characters(handle, page))

    def reading(self, handle: DocumentHandle, page: int) -> "Future[PageReading]":
        """All that selecting, finding and following links on a page need. The future raises PageFailed."""
        return self._put(Priority.TEXT, lambda server, _: server.reading(handle, page))

    def outline(self, handle: DocumentHandle) -> "Future[tuple[Bookmark, ...]]":
        """The file's own bookmarks: title, level from 0, page from 1, whether it points at a whole page."""
        return self._put(Priority.TEXT, lambda server, _: server.outline(handle))

    def close(self) -> None:
        """End the worker; what was asked and not yet done is cancelled."""
        with self._change:
            self._closing = True
            self._change.notify_all()
            if self._server is not None:
                self._server.kill()
        if self._thread is not None:
            self._thread.join()
        if self._server is not None:
            self._server.arena.close()

    def _put(self, priority: Priority, run: "Callable[[Server, int], Any]") -> "Future[Any]":
        job = _Job(int(priority), next(self._numbers), run, Future())
        with self._change:
            if self._closing:
                job.future.cancel()
                return job.future
            heappush(self._jobs, job)
            if self._thread is None:
                self._thread = Thread(target=self._serve, name="pdf-render", daemon=True)
                self._thread.start()
            self._change.notify()
        job.future.add_done_callback(lambda future: self._drop(job) if future.cancelled() else None)
        return job.future

    def _drop(self, job: _Job) -> None:
        """Tell the worker to stop drawing what nobody waits for any more."""
        with self._change:
            server = self._server if self._running is job else None
        if server is not None:
            server.cancel(job.order)

    def _serve(self) -> None:
        from cypsc_desktop.pdf.serving import WHAT_LOSES_IT

        while (job := self._next()) is not None:
            try:
                result = job.run(self._served(), job.order)
            except WHAT_LOSES_IT as error:
                self._lose()
                self._finish(job, error=PageFailed(str(error) or "the page ended its worker"))
            except (UserError, PageFailed, CancelledError) as error:
                self._finish(job, error=error)
            else:
                self._finish(job, result=result)
                del result
            del job
        if self._server is not None:
            self._server.end()

    def _served(self) -> "Server":
        """Who speaks with the worker. OSError where the system has no memory for pictures."""
        if self._server is None:
            from cypsc_desktop.pdf.serving import Server

            server = Server(memory=self._memory, page_seconds=self._page_seconds)
            with self._change:
                self._server = server
        return self._server

    def _lose(self) -> None:
        if self._server is not None:
            self._server.lose()

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
