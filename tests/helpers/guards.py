"""What a test must not leave behind or reach for: log records, threads, timers, windows, processes, dialogs, sockets.

Each guard is a context manager that raises `AssertionError` with the names of what it found. conftest.py puts
them round every test; those of Qt only round tests that ask for Qt.
"""

import gc
import logging
import multiprocessing
import os
import re
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

_PATIENCE = 20.0  # seconds that threads and processes get to end after their owner has closed them


class Records(logging.Handler):
    """Every log record of WARNING or worse, and which of them the test said it expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[logging.LogRecord] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(record)

    def expect(self, pattern: str) -> None:
        """A record whose message matches this regular expression must come before the test ends."""
        self.expected.append(pattern)

    def verdict(self) -> None:
        lines = [(f"{record.levelname} {record.name}", record.getMessage()) for record in self.seen]
        surprises = [
            f"{who}: {said}" for who, said in lines if not any(re.search(known, said) for known in self.expected)
        ]
        assert not surprises, "logged without being expected (see the expect_log fixture):\n" + "\n".join(surprises)
        silent = [known for known in self.expected if not any(re.search(known, said) for _, said in lines)]
        assert not silent, f"expected in the log but never logged: {silent}"


@contextmanager
def no_log_records() -> Iterator[Records]:
    """Yields the record keeper; fails at the end on a surprise or a missing expectation."""
    records = Records()
    root = logging.getLogger()
    root.addHandler(records)
    try:
        yield records
    finally:
        root.removeHandler(records)
    records.verdict()


@contextmanager
def no_threads_left() -> Iterator[None]:
    """Threads started inside must have ended, daemons too."""
    before = set(threading.enumerate())

    def left() -> list[str]:
        ours = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
        return sorted(thread.name for thread in ours if not thread.name.startswith(("Dummy-", "pytest_timeout")))

    yield
    _wait_until_empty(left, "threads still alive")


@contextmanager
def no_processes_left() -> Iterator[None]:
    """Child processes started inside must have ended and been waited for."""
    before = set(children())
    yield
    _wait_until_empty(lambda: [name for pid, name in children().items() if pid not in before], "processes still alive")


@contextmanager
def no_qt_left() -> Iterator[None]:
    """Windows must be closed and timers stopped. Keys that the test's last event held down are let go: views ask which
    are held when a row is chosen by code, and would toggle it in the test that follows."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QGuiApplication, QWindow
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    from shiboken6 import isValid

    def running() -> set[QTimer]:
        return {thing for thing in gc.get_objects() if type(thing) is QTimer and isValid(thing) and thing.isActive()}

    before = running()
    yield
    if QGuiApplication.keyboardModifiers():
        QTest.keyRelease(QWindow(), Qt.Key.Key_Control)
    windows = [repr(window) for window in QApplication.topLevelWidgets() if isValid(window) and window.isVisible()]
    assert not windows, f"windows left open: {windows}"
    timers = [f"{timer.objectName() or 'a timer'} of {timer.parent()!r}" for timer in running() - before]
    assert not timers, f"timers still running: {timers}"


_MUCH = 100_000  # objects made since the last collection


def collect_rubbish(*, qt: bool) -> None:
    """Python's own collection is off while tests run, for it may come on any thread, and Qt objects must be taken apart
    on this one. So it is done here, between tests: after each that used Qt, else when much has been made. What lives on
    after much was made (papers read for a whole session) is not looked through again by every test that follows."""
    if gc.get_count()[0] > _MUCH:
        gc.collect()
        gc.freeze()
    elif qt:
        gc.collect(1)


@contextmanager
def no_dialogs() -> Iterator[None]:
    """A dialog that waits for a person raises at once. A test that means to answer one replaces the method itself."""
    from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox

    asking: dict[type, tuple[str, ...]] = {
        QDialog: ("exec",),
        QMessageBox: ("exec", "about", "critical", "information", "question", "warning"),
        QFileDialog: ("exec", "getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"),
        QInputDialog: ("exec", "getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
        QMenu: ("exec",),
    }
    with pytest.MonkeyPatch.context() as patch:
        for kind, methods in asking.items():
            for method in methods:
                patch.setattr(kind, method, _unscripted(f"{kind.__name__}.{method}"))
        yield


@contextmanager
def no_network() -> Iterator[None]:
    """Internet sockets are refused in this process; sockets between processes of this machine are not."""
    families = {socket.AF_INET, socket.AF_INET6}

    def guarded(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: socket.socket, *args: Any) -> Any:
            if self.family in families:
                raise AssertionError(f"a test reached for the network: {real.__name__}{args}")
            return real(self, *args)

        return call

    def refuse(*args: Any, **_: Any) -> NoReturn:
        raise AssertionError(f"a test looked up a host: {args}")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "bind", "sendto"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", refuse)
        patch.setattr(socket, "gethostbyname", refuse)
        yield


def _unscripted(name: str) -> Callable[..., NoReturn]:
    def call(*args: object, **_: object) -> NoReturn:
        said = [arg for arg in args if isinstance(arg, str)]
        raise AssertionError(f"{name} opened a dialog that no test scripted: {said}")

    return call


def children() -> dict[int, str]:
    """Direct child processes by id; multiprocessing's own resource tracker lives on and is not counted."""
    if not sys.platform.startswith("linux"):
        return {child.pid or 0: child.name for child in multiprocessing.active_children()}
    multiprocessing.active_children()  # reaps those that have ended
    found = {}
    for task in Path("/proc/self/task").iterdir():
        try:
            pids = (task / "children").read_text().split()
        except OSError:
            continue
        for pid in pids:
            try:
                line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
            except OSError:
                continue
            if "resource_tracker" not in line and "forkserver" not in line:
                found[int(pid)] = f"{pid} {line or '(ended, never waited for)'}"
    return found


def _wait_until_empty(left: Callable[[], list[str]], message: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while left() and time.monotonic() < deadline:
        time.sleep(0.01)
    names = left()
    assert not names, f"{message} after {_PATIENCE:.0f} s: {names} (process {os.getpid()})"
