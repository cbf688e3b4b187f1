"""Work beside the window: futures adapted to signals. No asyncio, no event loop run by hand.

A job takes values and returns values. Its result is dropped when its owner is gone; a newer job with the same
key takes the place of an older one.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from cypsc_desktop.model.errors import Cancelled

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(slots=True)
class Job:
    """A piece of work under way. The work asks ``cancelled()`` and tells ``progress(stage, done, of)``."""

    key: str | None
    tell: Callable[["Job", str, int, int], None]
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
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="job")
        self._by_key: dict[str, Job] = {}
        self._running: set[int] = set()
        self._listeners: dict[int, Callable[[str, int, int], None]] = {}
        self._closed = False
        self._ended.connect(self._on_ended)
        self._told.connect(self._on_told)

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
        """Start ``work(job)``. Exactly one of ``on_done`` and ``on_failed`` follows, unless superseded."""
        if key and key in self._by_key:
            self._by_key[key].cancel()
        job = Job(key, lambda *told: self._told.emit(told))
        if key:
            self._by_key[key] = job
        if on_progress:
            self._listeners[id(job)] = on_progress
        self._running.add(id(job))
        future = self._pool.submit(work, job)
        future.add_done_callback(lambda done: self._emit_end(job, done, owner, on_done, on_failed))
        return job

    def busy(self) -> bool:
        """Whether any job has yet to answer."""
        return bool(self._running)

    def close(self) -> None:
        """Stop what runs and wait for it."""
        self._closed = True
        for job in list(self._by_key.values()):
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _emit_end(self, *ended: Any) -> None:
        if not self._closed and shiboken6.isValid(self):
            self._ended.emit(ended)

    def _on_told(self, told: tuple[Job, str, int, int]) -> None:
        job, stage, done, of = told
        listener = self._listeners.get(id(job))
        if listener and not job.cancelled():
            listener(stage, done, of)

    def _on_ended(
        self,
        ended: tuple[Job, Future[Any], QObject, Callable[[Any], None], Callable[[BaseException], None]],
    ) -> None:
        job, future, owner, on_done, on_failed = ended
        self._listeners.pop(id(job), None)
        self._running.discard(id(job))
        superseded = job.key is not None and self._by_key.get(job.key) is not job
        if job.key and not superseded:
            del self._by_key[job.key]
        if superseded or not shiboken6.isValid(owner):
            return
        error = Cancelled() if future.cancelled() else future.exception()
        if error is None:
            on_done(future.result())
        else:
            on_failed(error)
