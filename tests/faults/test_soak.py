"""A long day at the desk: open, scroll, search, edit, undo, close, over and over. Nothing may grow, and nothing stay behind."""

import contextlib
import gc
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.helpers import guards
from tests.helpers.journey import Desk, Keyboard

_WARM = 10  # rounds until everything has been made once
_FULL = 40  # rounds until every one of the 37 pages has been gone to, and what is kept of pages is as much as it gets
_EVERY = 10  # rounds between two windows: each one is closed and the program started again


def resident() -> int:
    """Memory of this process that is in use, in KB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def open_files() -> list[str]:
    """What each file descriptor leads to."""
    links = []
    for link in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):  # the one that reads this folder
            links.append(str(link.readlink()))
    return sorted(links)


def left_behind() -> dict[str, int]:
    """What a window may forget to take with it."""
    gc.collect()
    running = [one for one in gc.get_objects() if type(one) is QTimer and isValid(one) and one.isActive()]
    return {
        "threads": threading.active_count(),
        "files": len(open_files()),
        "processes": len(guards.children()),
        "timers": len(running),
        "widgets": len(QApplication.allWidgets()),
    }


def one_round(desk: Desk, keys: Keyboard, number: int) -> None:
    """A paper opened, scrolled and searched; everything searched; an item renamed and taken back; screens gone through."""
    keys.press("Ctrl+2")
    if number % _EVERY == 0:
        keys.press("Return")
    keys.press("PageDown", 3)
    keys.press("Ctrl+G")
    keys.write(str(1 + number * 7 % 37))
    keys.press("Return")
    keys.press("Ctrl+F")
    keys.write("children")
    keys.press("Return", 2)
    keys.press("Escape")
    keys.press("Ctrl+Shift+F")
    keys.write("dashboard")
    keys.press("Down")
    keys.press("Ctrl+Return")
    keys.press("Ctrl+3")
    keys.press("Home")
    keys.press("F2")
    keys.write(f"Apologies {number}")
    keys.press("Return")
    keys.press("Ctrl+Z")
    keys.press(f"Ctrl+{(1, 4, 5, 7)[number % 4]}")
    keys.press("Down", 2)
    keys.press("Ctrl+K")
    keys.write("sup")
    keys.press("Escape")
    keys.press("Alt+Left")
    if number % _EVERY == 0:
        desk.settle()  # every job comes to its end now and then; else the next key overtakes it


@pytest.mark.timeout(0)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory and files are read from /proc")
def test_nothing_grows_and_nothing_stays(
    qtbot: QtBot, sample_template: Path, tmp_path: Path, effort: Callable[..., int]
) -> None:
    """Memory within a tenth of what it was once warm; no thread, process, file, timer or widget more than at the start."""
    rounds = effort(sample=20, whole=2000)
    folder = tmp_path / "library"
    shutil.copytree(sample_template, folder)
    warm: dict[str, int] = {}
    used: list[int] = []
    number = 0
    while number < rounds:
        desk = Desk(qtbot, "--library", str(folder))
        keys = Keyboard(desk, patient=False)
        try:
            for _ in range(min(_EVERY, rounds - number)):
                one_round(desk, keys, number)
                number += 1
        finally:
            desk.close()
            del desk, keys
        now = left_behind()
        deadline = (
            time.monotonic() + 3
        )  # what was still on its way to the window when it closed is let go a moment later
        while warm and any(count > warm[name] for name, count in now.items()) and time.monotonic() < deadline:
            qtbot.wait(50)
            now = left_behind()
        used.append(resident())
        if rounds > 30:
            print(f"{number:5} rounds: {used[-1] / 1024:.1f} MB, {now}")
        if number <= _WARM:
            warm = now
        grown = {name: (warm[name], count) for name, count in now.items() if count > warm[name]}
        assert not grown, f"after {number} rounds: {grown}; open: {open_files()}"
    full = used[_FULL // _EVERY - 1 if rounds > _FULL else 0]
    assert used[-1] <= full * 1.1, f"{full} KB once every page was seen, {used[-1]} KB after {rounds} rounds"
