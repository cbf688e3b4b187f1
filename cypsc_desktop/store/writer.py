"""The one thread that owns the one writing connection, and runs jobs on it: edits first, long work in between.

Knows transactions; knows nothing of the tables. What a job returns is returned to the caller only after the
commit, and only after that are the listeners told.
"""

import contextlib
import itertools
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from cypsc_desktop.store import connection as connections

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], Any]

log = logging.getLogger(__name__)

_IDLE = 1.0  # seconds without work before a checkpoint
_WAL_PAGES = 1_000  # a WAL longer than this is checkpointed when idle
_EDIT, _LONG, _STOP = 0, 1, 2


class _Way(Enum):
    """How a job is run: in a transaction of its own, in one that stays open for more, or in none."""

    OWN = 1
    HELD = 2
    BARE = 3


class _Order(NamedTuple):
    """A job in the queue: the lowest rank first, then the oldest."""

    rank: int
    number: int
    job: Job
    future: "Future[Any]"
    way: _Way


class Writer:
    """Runs jobs one at a time. ``committed`` is called with a job's result on this thread after its commit."""

    def __init__(self, folder: Path, committed: Callable[[Any], None]) -> None:
        self._folder = folder
        self._committed = committed
        self._queue: queue.PriorityQueue[_Order] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._held: list[Any] = []  # results of long jobs whose transaction is still open
        self._lost: BaseException | None = None  # why that transaction could not be committed
        self._thread = threading.Thread(target=self._loop, name="library writer", daemon=True)
        self._opened: Future[None] = Future()
        self._thread.start()
        self._opened.result()

    def run(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """Run a job in a transaction of its own, before any long work; returns once it is committed."""
        return self._wait(_EDIT, job, _Way.OWN)

    def run_behind(self, job: Callable[[sqlite3.Connection], T], *, hold: bool = False) -> T:
        """Run a job when no edit waits. With ``hold`` the transaction stays open for the next held job, until
        ``settle`` or until an edit comes, which commits it first."""
        return self._wait(_LONG, job, _Way.HELD if hold else _Way.OWN)

    def settle(self) -> None:
        """Commit what held jobs have done; raises what made that fail, also before."""
        self._wait(_LONG, lambda _: self._raise_lost(), _Way.BARE)

    def clean(self) -> None:
        """Leave nothing of what was deleted in the WAL."""
        self._wait(_EDIT, lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone(), _Way.BARE)

    def close(self) -> None:
        """Run what was asked for, then stop."""
        if self._thread.is_alive():
            self._queue.put(_Order(_STOP, next(self._numbers), _nothing, Future(), _Way.BARE))
            self._thread.join()

    def _wait(self, rank: int, job: Callable[[sqlite3.Connection], T], way: _Way) -> T:
        if threading.current_thread() is self._thread:
            raise RuntimeError("a listener must not write: it runs on the writer's own thread")
        if not self._thread.is_alive():
            raise RuntimeError("the library is closed")
        future: Future[T] = Future()
        self._queue.put(_Order(rank, next(self._numbers), job, future, way))
        return future.result()

    def _loop(self) -> None:
        try:
            connection = connections.writer(self._folder)
        except BaseException as error:
            self._opened.set_exception(error)
            return
        self._opened.set_result(None)
        while True:
            try:
                order = self._queue.get(timeout=_IDLE)
            except queue.Empty:
                self._checkpoint(connection, "PASSIVE", beyond=_WAL_PAGES)
                continue
            if order.rank == _STOP:
                break
            self._serve(connection, order)
            # An exception holds its caller's frames, and they must not wait here for the next order.
            del order
        if connection.in_transaction:
            self._commit_held(connection)
        self._checkpoint(connection, "TRUNCATE", beyond=0)
        connection.close()

    def _serve(self, connection: sqlite3.Connection, order: _Order) -> None:
        try:
            if connection.in_transaction and order.way is not _Way.HELD:
                self._commit_held(connection)
            if order.way is _Way.HELD:
                self._raise_lost()
            if order.way is not _Way.BARE and not connection.in_transaction:
                connection.execute("BEGIN IMMEDIATE")
            result = order.job(connection)
            if order.way is _Way.HELD:
                self._held.append(result)
            elif order.way is _Way.OWN:
                connection.execute("COMMIT")
        except BaseException as error:
            self._roll_back(connection)
            mend = connections.mendable(error, self._folder)
            if mend is not None:
                mend.__cause__ = error
            order.future.set_exception(mend or error)
            return
        order.future.set_result(result)
        if order.way is _Way.OWN:
            self._tell(result)

    def _commit_held(self, connection: sqlite3.Connection) -> None:
        """Commit long work in the way of an edit. Its failure is its own caller's, not the edit's."""
        held, self._held = self._held, []
        try:
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back(connection)
            self._lost = connections.mendable(error, self._folder) or error
            return
        for result in held:
            self._tell(result)

    def _raise_lost(self) -> None:
        lost, self._lost = self._lost, None
        if lost is not None:
            raise lost

    def _roll_back(self, connection: sqlite3.Connection) -> None:
        self._held = []
        # A full disk may have ended the transaction already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")

    def _tell(self, result: Any) -> None:
        try:
            self._committed(result)
        except Exception:
            log.exception("a listener failed")

    def _checkpoint(self, connection: sqlite3.Connection, mode: str, *, beyond: int) -> None:
        wal = self._folder / (connections.DATABASE + "-wal")
        with contextlib.suppress(OSError, sqlite3.Error):
            if not connection.in_transaction and wal.stat().st_size > beyond * 4096:
                connection.execute(f"PRAGMA wal_checkpoint({mode})")


def _nothing(_: sqlite3.Connection) -> None:
    """What a stop does."""
