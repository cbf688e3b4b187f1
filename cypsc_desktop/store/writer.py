"""The one writing connection, and the thread that runs jobs on it: edits first, long work in between.

Knows transactions; knows nothing of the tables. Listeners are told after the commit, and only then is what an edit
returns returned to its caller. Where nothing else is under way, an edit runs and is told on
its caller's own thread: to hand it over and back takes as long as a good part of an edit, and a thread that wakes takes
the interpreter from whatever the caller does next.

Long work is held: many jobs share a transaction, since each commit writes every touched page again. An edit does not
wait for such a commit. It has the open transaction rolled back, and what that held is done again after the edit.
"""

import contextlib
import itertools
import logging
import math
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store import connection as connections

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], Any]

log = logging.getLogger(__name__)

_IDLE = 1.0  # seconds without work before a checkpoint
_WAL = 1_000  # pages: a longer WAL is checkpointed when idle,
_WAL_BUSY = 100_000  # one longer than this, 400 MB, also amid long work while edits are rare,
_WAL_FULL = 1_000_000  # and one longer than this at once, and then no edit ends it
_RARE = 0.5  # seconds since the last edit: then they are rare
_OFTEN = 2.0  # and up to so many, they come
_COMMIT = 0.02  # seconds that a commit of long work should take, since an edit may have to wait for it,
_SHORT = 0.006  # and while edits come
_AGAIN = 0.01  # seconds after which an edit that still waits tells a checkpoint again to end
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
    again: bool = False  # its first run was rolled back for an edit, and its caller was answered then


class _Held(NamedTuple):
    """A job whose transaction is still open, and what it returned."""

    order: _Order
    result: Any


class Writer:
    """Runs jobs one at a time. ``committed`` is called with a job's result after its commit, on the thread that ran it."""

    def __init__(self, folder: Path, committed: Callable[[Any], None]) -> None:
        self._folder = folder
        self._committed = committed
        self._queue: queue.PriorityQueue[_Order] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._held: list[_Held] = []
        self._wal = connections.wal(folder)
        self._room = 0  # bytes in the WAL file, used or not
        self._lost: BaseException | None = None  # why held work could not be done again or committed
        self._spent = 0.0  # seconds that the open transaction took so far
        self._weight = 1.0  # seconds of commit for each of those, as lately measured,
        self._least = 0.0  # beside what any commit takes here, mostly waiting for the disk
        self._edited = -math.inf  # when the last edit came
        self._gave_way = False  # whether no held work was committed since it last gave way
        self._checkpointing = threading.Lock()  # guards the next
        self._interrupt: Callable[[], None] | None = None  # ends the checkpoint that runs now
        self._turn = threading.Lock()  # held by the thread that uses the connection,
        self._user: int | None = None  # which is this one, where it is a caller's
        self._connection = connections.writer(folder)
        self._is_open = True
        self._thread = threading.Thread(target=self._loop, name="library writer", daemon=True)
        self._thread.start()

    def run(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """Run a job in a transaction of its own, before any long work; returns once it is committed."""
        done = self._at_once(job)
        return self._wait(_EDIT, job, _Way.OWN) if done is None else done.result()

    def run_behind(self, job: Callable[[sqlite3.Connection], T], *, hold: bool = False) -> T:
        """Run a job when no edit waits. With ``hold`` the transaction stays open for the next held jobs, at the
        longest until ``settle``; such a job may run twice, the first time for nothing, so it must depend on nothing
        but the library."""
        return self._wait(_LONG, job, _Way.HELD if hold else _Way.OWN)

    def settle(self) -> None:
        """Commit what held jobs have done; raises what made that fail, also before."""
        self._wait(_LONG, lambda _: self._raise_lost(), _Way.BARE)

    def clean(self) -> None:
        """Leave nothing of what was deleted in the database or its WAL. UserError where a reader stands in the way."""
        self._wait(_EDIT, _clean, _Way.BARE)

    def close(self) -> None:
        """Run what was asked for, then stop."""
        if self._thread.is_alive():
            self._queue.put(_Order(_STOP, next(self._numbers), _nothing, Future(), _Way.BARE))
            self._thread.join()

    def _at_once(self, job: Callable[[sqlite3.Connection], T]) -> "Future[T] | None":
        """Run an edit here and now; None where it must wait in the queue, since something else is under way or waits."""
        if self._turn.locked():
            return None
        with self._turn:  # never acquire(): Ctrl+C behind that would keep the turn for ever
            self._user = threading.get_ident()
            try:
                if not self._is_open or self._connection.in_transaction or not self._queue.empty():
                    return None
                order = _Order(_EDIT, next(self._numbers), job, Future(), _Way.OWN)
                self._serve(self._connection, order)
                return order.future
            except BaseException:  # Ctrl+C while it was taken back: none of it may be in what held work commits next
                self._roll_back(self._connection)
                raise
            finally:
                self._user = None

    def _wait(self, rank: int, job: Callable[[sqlite3.Connection], T], way: _Way) -> T:
        if self._user == threading.get_ident() or threading.current_thread() is self._thread:
            raise RuntimeError("what the writer runs, and a listener, must not write")
        if not self._thread.is_alive():
            raise RuntimeError("the library is closed")
        future: Future[T] = Future()
        self._queue.put(_Order(rank, next(self._numbers), job, future, way))
        while not future.done():
            try:
                if rank == _EDIT:
                    self._end_checkpoint()
                # Waits for the job, and leaves its error to the line below. One that was told to end before it began
                # goes on, so an edit tells it again.
                future.exception(_AGAIN if rank == _EDIT else _IDLE)
            except TimeoutError:
                if not self._thread.is_alive() and not future.done():  # it came behind the order to stop
                    raise RuntimeError("the library is closed") from None
            except KeyboardInterrupt:
                if way is not _Way.OWN:
                    raise
                # Too late: the transaction goes on. Whoever asked must learn how it ends, not believe that it did not.
        return future.result()

    def _end_checkpoint(self) -> None:
        with self._checkpointing:
            if self._interrupt:
                self._interrupt()

    def _loop(self) -> None:
        connection = self._connection
        order: _Order | None = None
        while order is None or order.rank != _STOP:
            # An exception holds its caller's frames, and they must not wait here for the next order.
            order = None
            with contextlib.suppress(queue.Empty):
                order = self._queue.get(timeout=_IDLE)
            with self._turn:
                if order is None:
                    self._checkpoint(connection, "PASSIVE", beyond=_WAL)
                elif order.rank != _STOP:
                    self._serve(connection, order)
                else:
                    self._finish(connection)

    def _finish(self, connection: sqlite3.Connection) -> None:
        self._is_open = False
        if connection.in_transaction:
            self._commit_held(connection)
        self._checkpoint(connection, "TRUNCATE", beyond=0)
        connection.close()

    def _serve(self, connection: sqlite3.Connection, order: _Order) -> None:
        begun = time.monotonic()
        try:
            self._make_way(connection, order)
            if order.way is _Way.HELD and not order.again:
                self._raise_lost()
            if order.way is not _Way.BARE and not connection.in_transaction:
                connection.execute("BEGIN IMMEDIATE")
            result = order.job(connection)
            if order.way is _Way.OWN:
                _commit(connection)
        except BaseException as error:
            self._roll_back(connection)
            mend = connections.mendable(error, self._folder)
            if mend is not None:
                mend.__cause__ = error
            if order.again:
                self._lost = mend or error
            else:
                order.future.set_exception(mend or error)
            return
        if order.way is _Way.HELD:
            self._hold(connection, _Held(order, result), time.monotonic() - begun)
        elif order.way is _Way.OWN:
            self._tell(result)
        if not order.again:
            order.future.set_result(result)
        if order.way is not _Way.OWN:
            return
        if threading.current_thread() is self._thread:
            self._make_room()
        elif self._lacks_room():  # as after one edit of twelve
            self._queue.put(_Order(_EDIT, next(self._numbers), lambda _: self._make_room(), Future(), _Way.BARE))

    def _lacks_room(self) -> bool:
        """Whether the last commit lengthened the WAL."""
        with contextlib.suppress(OSError):
            return self._wal.stat().st_size != self._room
        return False

    def _make_room(self) -> None:
        """Lengthen the WAL while nobody waits and no long work lengthens it itself."""
        if self._queue.empty():
            with contextlib.suppress(OSError):
                self._room = connections.make_room(self._folder, self._room)

    def _make_way(self, connection: sqlite3.Connection, order: _Order) -> None:
        """End the open transaction where the next job is none of it: for an edit by rolling it back, the quicker way."""
        is_edit = order.rank == _EDIT and order.way is _Way.OWN
        if is_edit:
            self._edited = time.monotonic()
        if order.way is _Way.HELD or not connection.in_transaction:
            return
        if not is_edit or self._gave_way:
            # Edits one upon the other must not keep long work from ever getting done.
            self._commit_held(connection)
            return
        again = [held.order._replace(again=True) for held in self._held]
        self._roll_back(connection)
        self._gave_way = True
        for each in again:
            self._queue.put(each)

    def _hold(self, connection: sqlite3.Connection, held: _Held, seconds: float) -> None:
        """Keep the transaction open, unless its commit would be long for how lately an edit came: that is a wait too."""
        self._held.append(held)
        self._spent += seconds
        if not self._gave_way and self._edit_waits():
            return  # which will have this rolled back
        limit, part = (_SHORT, 0.5) if time.monotonic() - self._edited < _OFTEN else (_COMMIT, 2)
        # On a slow disk no commit is short: it must not take all the time, least of all while nobody edits.
        if self._least + self._spent * self._weight > limit and self._spent > part * self._least:
            self._commit_held(connection)

    def _edit_waits(self) -> bool:
        waiting = self._queue.queue[:1]
        return bool(waiting) and waiting[0].rank == _EDIT

    def _commit_held(self, connection: sqlite3.Connection) -> None:
        """Commit long work. Its failure is its own caller's, not that of the edit which may come next."""
        held, spent, begun = self._held, self._spent, time.monotonic()
        self._held, self._spent, self._gave_way = [], 0.0, False
        try:
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back(connection)
            self._lost = connections.mendable(error, self._folder) or error
            return
        ended = time.monotonic()
        self._least = min(self._least * 1.1 or math.inf, ended - begun)
        self._weight += ((ended - begun - self._least) / max(spent, 0.001) - self._weight) / 4
        for each in held:
            self._tell(each.result)
        self._checkpoint(connection, "PASSIVE", beyond=_WAL_BUSY if ended - self._edited > _RARE else _WAL_FULL)

    def _raise_lost(self) -> None:
        lost, self._lost = self._lost, None
        if lost is not None:
            raise lost

    def _roll_back(self, connection: sqlite3.Connection) -> None:
        self._held, self._spent = [], 0.0
        # A full disk may have ended the transaction already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")

    def _tell(self, result: Any) -> None:
        try:
            self._committed(result)
        except Exception:
            log.exception("a listener failed")

    def _checkpoint(self, connection: sqlite3.Connection, mode: str, *, beyond: int) -> None:
        """Move the WAL's pages to their places, if they are more than so many. An edit that waits or comes ends it."""
        with contextlib.suppress(OSError, sqlite3.Error):
            pages = connections.unmoved(self._folder)
            if connection.in_transaction or pages <= beyond:
                return
            with self._checkpointing:
                if self._edit_waits() and pages <= _WAL_FULL:
                    return
                self._interrupt = connection.interrupt if pages <= _WAL_FULL else None
            try:
                connection.execute(f"PRAGMA wal_checkpoint({mode})")
            finally:
                with self._checkpointing:
                    self._interrupt = None


def _commit(connection: sqlite3.Connection) -> None:
    """Commit. Whoever presses Ctrl+C once it is done comes too late, and must not believe that nothing was written."""
    try:
        connection.execute("COMMIT")
    except KeyboardInterrupt:
        if connection.in_transaction:
            raise


def _clean(connection: sqlite3.Connection) -> None:
    connection.execute("VACUUM")
    if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        raise UserError(
            "What was removed is still in the library's log, since another program is reading there. Close that program, "
            "then do it again."
        )


def _nothing(_: sqlite3.Connection) -> None:
    """What a stop does."""
