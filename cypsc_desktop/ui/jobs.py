"""Work beside the window: futures adapted to signals. No asyncio, no event loop run by hand.

A job takes values and returns values. Its result is dropped when its owner is gone; a newer job with the same
key takes the place of an older one.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Event
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from cypsc_desktop.model.errors import Cancelled

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(slots=True, eq=False, repr=False)
class Job:
    """A piece of work under way. The work asks ``cancelled()`` and tells ``progress(stage, done, of)``."""

    key: str | None
    owner: QObject
    tell: Callable[["Job", str, int, int], None]
    on_progress: Callable[[str, int, int], None] | None = None
    future: "Future[Any] | None" = None
    _stop: Event = field(default_factory=Event)

    def cancel(self) -> None:
        self._stop.set()

    def cancelled(self) -> bool:
        return self._stop.is_set()

    def progress(self, stage: str, done: int, of: int) -> None:
        self.tell(self, stage, done, of)


class Jobs(QObject):
    """Runs jobs on a few threads and answers on the window's thread."""

    _ended = Signal(object)
    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=3, thread_name_prefix="job")
        self._by_key: dict[str, Job] = {}
        self._running: set[Job] = set()
        self._closed = False
        # Queued, also from this thread: work that has ended before ``run`` returns must not answer inside it.
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Job], T],
        *,
        owner: QObject,
        on_done: Callable[[T], None],
        on_failed: Callable[[BaseException], None],
        on_progress: Callable[[str, int, int], None] | None = None,
        key: str | None = None,
    ) -> Job:
        """Start ``work(job)``. Exactly one of ``on_done`` and ``on_failed`` follows, unless superseded or closed."""
        if self._closed:  # a timer of a screen may still ask after the window has closed: nobody waits for an answer
            job = Job(key, owner, self._tell)
            job.cancel()
            return job
        if key and key in self._by_key:
            self._by_key[key].cancel()
        job = Job(key, owner, self._tell, on_progress)
        if key:
            self._by_key[key] = job
        self._running.add(job)
        job.future = self._pool.submit(work, job)
        job.future.add_done_callback(lambda future: self._emit_end(job, future, on_done, on_failed))
        return job

    def busy(self) -> bool:
        """Whether any job has yet to answer."""
        return bool(self._running)

    def drop(self, job: Job) -> None:
        """Cancel a job that nobody waits for any more, without waiting for its end; it answers no more."""
        job.cancel()
        self._running.discard(job)
        if job.key and self._by_key.get(job.key) is job:
            del self._by_key[job.key]

    def stop(self, owner: QObject) -> None:
        """Cancel the jobs of an owner that is about to go, and wait until they have ended; they answer no more."""
        mine = [job for job in list(self._running) if job.owner is owner]
        for job in mine:
            self.drop(job)
        wait([job.future for job in mine if job.future])

    def close(self) -> None:
        """Stop what runs and wait for it."""
        self._closed = True
        for job in list(self._running):
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _tell(self, *told: Any) -> None:
        if not self._closed and shiboken6.isValid(self):
            self._told.emit(told)

    def _emit_end(self, *ended: Any) -> None:
        if not self._closed and shiboken6.isValid(self):
            self._ended.emit(ended)

    def _on_told(self, told: tuple[Job, str, int, int]) -> None:
        job, stage, done, of = told
        if job.on_progress and job in self._running and not job.cancelled() and shiboken6.isValid(job.owner):
            job.on_progress(stage, done, of)

    def _on_ended(self, ended: tuple[Job, Future[Any], Callable[[Any], None], Callable[[BaseException], None]]) -> None:
        job, future, on_done, on_failed = ended
        stopped = job not in self._running
        self._running.discard(job)
        superseded = job.key is not None and self._by_key.get(job.key) is not job
        if job.key and not superseded:
            del self._by_key[job.key]
        if stopped or superseded or not shiboken6.isValid(job.owner):
            return
        error = Cancelled() if future.cancelled() else future.exception()
        if error is None:
            on_done(future.result())
        else:
            on_failed(error)
