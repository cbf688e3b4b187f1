"""The writing thread: edits pass long work, whose transaction they undo and which is done again; nothing is lost."""

import _thread
import contextlib
import dis
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, cast

import pytest

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store import connection
from cypsc_desktop.store.writer import Writer, _commit, _Way
from tests.store.make import library


@pytest.fixture
def told() -> list[Any]:
    return []


@pytest.fixture
def writer(tmp_path: Path, told: list[Any]) -> Iterator[Writer]:
    library(tmp_path).close()
    made = Writer(tmp_path / "library", told.append)
    yield made
    made.close()


def insert(name: str, runs: list[str] | None = None) -> Callable[[sqlite3.Connection], str]:
    def job(c: sqlite3.Connection) -> str:
        if runs is not None:
            runs.append(name)
        c.execute("INSERT INTO about VALUES (?, '')", (name,))
        return name

    return job


def slow(name: str) -> Callable[[sqlite3.Connection], str]:
    def job(c: sqlite3.Connection) -> str:
        time.sleep(0.01)
        return insert(name)(c)

    return job


def names(folder: Path) -> set[str]:
    """What is committed."""
    with sqlite3.connect(f"file:{folder}/library/library.db?mode=ro", uri=True) as c:
        found = {row[0] for row in c.execute("SELECT name FROM about WHERE name <> 'library'")}
    c.close()
    return found


def fail(_: sqlite3.Connection) -> None:
    raise UserError("no")


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Held work is not committed by itself, be the machine as busy as it may."""
    monkeypatch.setattr("cypsc_desktop.store.writer._COMMIT", 60)


@pytest.mark.usefixtures("patient")
def test_held_work_gives_way_to_an_edit_and_is_done_again(writer: Writer, tmp_path: Path, told: list[Any]) -> None:
    runs: list[str] = []
    assert writer.run_behind(insert("a", runs), hold=True) == "a"
    assert writer.run_behind(insert("b", runs), hold=True) == "b"
    assert names(tmp_path) == set()
    writer.run(insert("edit", runs))
    writer.settle()
    assert names(tmp_path) == {"a", "b", "edit"}
    assert runs == ["a", "b", "edit", "a", "b"]
    assert told == ["edit", "a", "b"]


@pytest.mark.usefixtures("patient")
def test_held_work_gives_way_once_and_is_then_committed_before_the_edit(writer: Writer, told: list[Any]) -> None:
    held, go = threading.Event(), threading.Event()

    def waits(c: sqlite3.Connection) -> str:
        held.set()
        go.wait(10)
        return insert("slow")(c)

    def edit(name: str) -> threading.Thread:
        thread = threading.Thread(target=writer.run, args=(insert(name),))
        thread.start()
        return thread

    go.set()
    writer.run_behind(waits, hold=True)
    held.clear()
    go.clear()
    first = edit("first")
    assert held.wait(10)  # the first edit is through and the work is being done again
    second = edit("second")
    go.set()
    first.join()
    second.join()
    writer.settle()
    assert told == ["first", "slow", "second"]


def test_held_work_is_committed_in_short_pieces_though_nobody_edits(writer: Writer, tmp_path: Path) -> None:
    """The next edit may come at any moment, and would wait for the whole of a commit."""
    for n in range(10):
        writer.run_behind(slow(f"{n}"), hold=True)
    assert names(tmp_path)


def test_on_a_slow_disk_commits_do_not_take_all_the_time(writer: Writer, told: list[Any]) -> None:
    writer._least = 0.1
    for n in range(10):
        writer.run_behind(slow(f"{n}"), hold=True)
    assert told == []
    writer.settle()
    assert len(told) == 10
    assert writer._least < 0.1


def test_no_room_is_made_in_the_log_while_more_is_to_be_done(writer: Writer, tmp_path: Path) -> None:
    wal = tmp_path / "library" / "library.db-wal"
    go = threading.Event()
    first = threading.Thread(target=writer._wait, args=(0, lambda c: go.wait(10) and insert("first")(c), _Way.OWN))
    second = threading.Thread(target=writer.run, args=(lambda c: sizes.append(wal.stat().st_size),))
    sizes: list[int] = []
    first.start()
    while writer._queue.qsize():  # until it is the one that runs
        time.sleep(0.001)
    second.start()
    while not writer._queue.qsize():
        time.sleep(0.001)
    go.set()
    first.join()
    second.join()
    assert sizes[0] < 1 << 19


@pytest.mark.usefixtures("patient")
def test_work_that_fails_when_done_again_is_told_at_the_next_step(writer: Writer, tmp_path: Path) -> None:
    writer.run_behind(insert("same"), hold=True)
    writer.run(insert("same"))
    with pytest.raises(sqlite3.IntegrityError):
        writer.settle()
    writer.run_behind(insert("good"), hold=True)
    writer.settle()
    writer.run_behind(insert("same 2"), hold=True)
    writer.run(insert("same 2"))
    with pytest.raises(sqlite3.IntegrityError):
        writer.run_behind(insert("other"), hold=True)
    assert names(tmp_path) == {"same", "good", "same 2"}


def test_held_work_that_cannot_be_committed_is_told_at_the_next_step(writer: Writer) -> None:
    def lose(c: sqlite3.Connection) -> None:
        time.sleep(0.05)
        c.execute("ROLLBACK")

    writer.run(insert("edit"))  # an edit came just now, so held work is committed at once
    writer.run_behind(lose, hold=True)
    with pytest.raises(sqlite3.OperationalError, match="no transaction"):
        writer.settle()


def test_what_a_job_raises_is_raised_where_it_was_asked_for(writer: Writer, tmp_path: Path) -> None:
    for run in (writer.run, writer.run_behind, lambda job: writer.run_behind(job, hold=True)):
        with pytest.raises(UserError, match="no"):
            run(fail)
    with pytest.raises(UserError, match="Nothing can be saved"):
        writer.run(lambda c: (_ for _ in ()).throw(sqlite3.OperationalError("attempt to write a readonly database")))
    assert names(tmp_path) == set()


def test_most_edits_find_room_in_the_log(writer: Writer, tmp_path: Path) -> None:
    wal = tmp_path / "library" / "library.db-wal"
    sizes = []
    for n in range(40):
        writer.run(insert(f"edit {n}"))
        sizes.append(wal.stat().st_size)
    assert len(set(sizes)) <= 3
    assert names(tmp_path) == {f"edit {n}" for n in range(40)}
    writer.clean()
    assert wal.stat().st_size == 0
    writer.run(insert("afterwards"))
    assert wal.stat().st_size > 0


def test_an_edit_that_finds_room_wakes_no_thread(
    writer: Writer, told: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.run(insert("first"))
    while not writer._room:
        time.sleep(0.001)
    left: list[Any] = []
    with writer._turn:  # so the thread is through with what the first edit left to it
        monkeypatch.setattr(writer._queue, "put", left.append)
    writer.run(insert("second"))
    assert (told, left) == (["first", "second"], [])
    monkeypatch.undo()  # for closing


def _press_ctrl_c() -> None:
    """As a terminal does: a signal that ends the waiting of the main thread, where there are such signals."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()


def test_ctrl_c_waits_for_the_commit_but_not_for_long_work(writer: Writer, tmp_path: Path) -> None:
    went_on = threading.Event()  # the thread that waits

    def interrupted(c: sqlite3.Connection, *, seconds: float) -> str:
        _press_ctrl_c()
        went_on.wait(seconds)
        return insert("edit")(c)

    assert writer._wait(0, lambda c: interrupted(c, seconds=0.1), _Way.OWN) == "edit"
    assert names(tmp_path) == {"edit"}
    with pytest.raises(KeyboardInterrupt):
        writer.run_behind(lambda c: interrupted(c, seconds=30) and None, hold=True)
    went_on.set()
    writer.settle()
    assert names(tmp_path) == {"edit"}


def test_ctrl_c_ends_an_edit_that_runs_on_the_callers_thread_unless_it_is_committed(
    writer: Writer, tmp_path: Path
) -> None:
    def interrupted(c: sqlite3.Connection) -> None:
        insert("never")(c)
        raise KeyboardInterrupt

    class Late:
        """A connection whose caller presses Ctrl+C when it was told to commit."""

        def __init__(self, connection: sqlite3.Connection, *, done: bool) -> None:
            self._connection, self._done = connection, done

        def execute(self, statement: str) -> None:
            if self._done:
                self._connection.execute(statement)
            raise KeyboardInterrupt

        def __getattr__(self, name: str) -> Any:
            return getattr(self._connection, name)

    with pytest.raises(KeyboardInterrupt):
        writer.run(interrupted)
    assert writer.run(insert("edit")) == "edit"
    assert names(tmp_path) == {"edit"}
    writer._connection.execute("BEGIN")
    with pytest.raises(KeyboardInterrupt):
        _commit(cast("sqlite3.Connection", Late(writer._connection, done=False)))
    _commit(cast("sqlite3.Connection", Late(writer._connection, done=True)))
    assert not writer._connection.in_transaction


def test_an_edit_runs_on_its_callers_thread_where_nothing_else_is_under_way(writer: Writer, tmp_path: Path) -> None:
    threads = []

    def job(_: sqlite3.Connection) -> None:
        threads.append(threading.current_thread())

    def writes(_: sqlite3.Connection) -> None:
        writer.run(insert("within"))

    writer.run(job)
    writer.run_behind(job)
    assert threads == [threading.current_thread(), writer._thread]
    for run in (writer.run, writer.run_behind):
        with pytest.raises(RuntimeError, match="must not write"):
            run(writes)
    writer.run(insert("edit"))
    assert names(tmp_path) == {"edit"}


def test_edits_of_many_threads_amid_long_work_are_all_written_once(writer: Writer, tmp_path: Path) -> None:
    def edits(who: int) -> None:
        for n in range(25):
            writer.run(insert(f"edit {who} {n}"))

    threads = [threading.Thread(target=edits, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for n in range(50):
        writer.run_behind(insert(f"long {n}"), hold=True)
    writer.settle()
    for thread in threads:
        thread.join()
    assert names(tmp_path) == {f"edit {who} {n}" for who in range(4) for n in range(25)} | {
        f"long {n}" for n in range(50)
    }


def test_closing_commits_what_is_held(writer: Writer, tmp_path: Path) -> None:
    writer.run_behind(insert("held"), hold=True)
    writer.close()
    assert names(tmp_path) == {"held"}
    with pytest.raises(RuntimeError, match="closed"):
        writer.run(insert("late"))


def test_no_checkpoint_begins_while_an_edit_waits(writer: Writer, tmp_path: Path) -> None:
    writer.run(insert("first"))
    waiting = threading.Thread(target=writer.run, args=(insert("second"),))
    left: list[int] = []

    def checkpoint(c: sqlite3.Connection) -> None:
        waiting.start()
        while not writer._queue.qsize():
            time.sleep(0.001)
        writer._checkpoint(c, "PASSIVE", beyond=0)
        left.append(connection.unmoved(tmp_path / "library"))

    writer._wait(1, checkpoint, _Way.BARE)
    waiting.join()
    assert left[0] > 0
    writer._wait(1, lambda c: writer._checkpoint(c, "PASSIVE", beyond=0), _Way.BARE)
    assert connection.unmoved(tmp_path / "library") == 0


def test_an_edit_tells_a_checkpoint_to_end_until_it_does(writer: Writer) -> None:
    told = threading.Semaphore(0)

    def deaf(_: sqlite3.Connection) -> None:
        writer._interrupt = told.release
        for _ in range(3):
            assert told.acquire(timeout=10)
        writer._interrupt = None

    busy = threading.Thread(target=writer._wait, args=(1, deaf, _Way.BARE))
    busy.start()
    while writer._queue.qsize() or not writer._interrupt:
        time.sleep(0.001)
    writer.run(insert("edit"))
    busy.join()


def test_an_edit_ends_a_checkpoint_and_an_idle_writer_makes_one(writer: Writer, tmp_path: Path) -> None:
    big = "x" * 5_000_000
    writer.run(lambda c: c.execute("INSERT INTO about VALUES ('big', ?)", (big,)).rowcount)
    assert connection.unmoved(tmp_path / "library") > 1_000
    for _ in range(600):
        if connection.unmoved(tmp_path / "library") == 0:
            break
        threading.Event().wait(0.02)
    assert connection.unmoved(tmp_path / "library") == 0
    ended = threading.Event()
    writer._interrupt = ended.set
    writer._wait(0, insert("edit"), _Way.OWN)
    assert ended.is_set()
    writer._interrupt = None


def test_what_comes_while_the_library_closes_is_refused_and_waits_for_nobody(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending, goes_on = threading.Event(), threading.Event()
    finish = writer._finish

    def slowly(c: sqlite3.Connection) -> None:
        ending.set()
        goes_on.wait(10)
        finish(c)

    monkeypatch.setattr(writer, "_finish", slowly)
    closing = threading.Thread(target=writer.close)
    closing.start()
    assert ending.wait(10)
    ends: list[str] = []

    def ask(run: Callable[[Callable[[sqlite3.Connection], str]], str]) -> None:
        with pytest.raises(RuntimeError, match="the library is closed"):
            run(insert("late"))
        ends.append("refused")

    late = [threading.Thread(target=ask, args=(run,)) for run in (writer.run, writer.run_behind)]
    for thread in late:
        thread.start()
    while writer._queue.qsize() < 2:
        time.sleep(0.001)
    goes_on.set()
    for thread in (closing, *late):
        thread.join(10)
    assert ends == ["refused", "refused"]


def test_an_edit_interrupted_while_it_is_taken_back_is_in_no_later_commit(
    writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(c: sqlite3.Connection) -> None:
        insert("half")(c)
        fail(c)

    taken_back, presses = writer._roll_back, ["Ctrl+C"]

    def interrupted(c: sqlite3.Connection) -> None:
        if presses:
            presses.pop()
            raise KeyboardInterrupt
        taken_back(c)

    while not writer._queue.empty():
        time.sleep(0.001)
    monkeypatch.setattr(writer, "_roll_back", interrupted)
    with pytest.raises(KeyboardInterrupt):
        writer.run(half)
    writer.run_behind(insert("whole"), hold=True)
    writer.settle()
    assert names(tmp_path) == {"whole"}


class _CtrlC:
    """Comes at the n-th point of the writer's code where Python looks for it: where a function begins, and behind a call."""

    def __init__(self, *, after: int) -> None:
        self.after = after

    def __call__(self, frame: FrameType, event: str, _: object) -> Callable[[FrameType, str, object], Any] | None:
        if frame.f_code.co_filename != Writer.run.__code__.co_filename:
            return None
        frame.f_trace_opcodes = True
        self._comes()
        called = False

        def within(frame: FrameType, event: str, _: object) -> Any:
            nonlocal called
            if event == "opcode":
                if called:
                    self._comes()
                called = dis.opname[frame.f_code.co_code[frame.f_lasti]].startswith("CALL")
            return within

        return within

    def _comes(self) -> None:
        self.after -= 1
        if self.after == -1:
            raise KeyboardInterrupt


def test_ctrl_c_at_any_point_of_an_edit_leaves_the_turn_to_others(writer: Writer) -> None:
    tracing, points = sys.gettrace(), 0
    while True:
        while not writer._queue.empty():
            time.sleep(0.001)
        ctrl_c = _CtrlC(after=points)
        try:
            with contextlib.suppress(KeyboardInterrupt):
                sys.settrace(ctrl_c)
                writer.run(insert(f"edit {points}"))
        finally:
            sys.settrace(tracing)
        if ctrl_c.after >= 0:
            break
        is_free = writer._turn.acquire(timeout=10)
        writer._turn.release()
        assert is_free, points
        points += 1
    assert points > 20
    assert writer.run(insert("last")) == "last"
