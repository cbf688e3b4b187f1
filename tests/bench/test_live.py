"""A line of minutes with a thousand before it: Enter until it is on the disk and on the screen, beside writing as much to
a file, flushed, and painting one row; and what a letter takes, with lines being taken in between.

The floor and the line alternate in one process, so that what else the machine does meets both.
"""

import os
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.minuting import open_live, write_steps
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.model.records import Meeting
from tests.helpers.live_robot import ACTOR, LiveRobot
from tests.minutes.harbour import MEETING, add_harbour

BEFORE = 1_000
TARGET = 3.0
_BYTES = 8_192  # what the raw write is, as in the bench of the store


def evening_of(folder: Path, count: int) -> None:
    """A library with a meeting of this many lines."""
    with open_library(folder) as store:
        add_harbour(store)
        meeting = store.read.record(MEETING)
        assert isinstance(meeting, Meeting)
        live = open_live(store.read, meeting)
        before = live.projected.now()
        lines = ["+rw", "+so", "+ Dev Joshi, Head of Early Help", ">start", ">7"]
        kinds = ("a.dj case {} is looked at in May", "q.so what of case {}, and who looks at it next?")
        lines += [kinds[n % 2].format(n) for n in range(count - len(lines))]
        steps = [live.evening.take(line, now="19:00", stamp="2021-09-14T18:00:00.000Z") for line in lines]
        write_steps(store, live, before, steps, actor=ACTOR, label="Lines")


def raw_write(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"x" * _BYTES)
        file.flush()
        os.fsync(file.fileno())


def test_enter_with_a_thousand_lines(qtbot: QtBot, tmp_path: Path, effort: Callable[..., int]) -> None:
    folder = tmp_path / "library"
    evening_of(folder, BEFORE)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    floors, lines, letters = [], [], []
    with LiveRobot(qtbot, folder, MEETING, state=tmp_path) as clerk:
        view, capture = clerk.screen.log.view, clerk.screen.capture
        rect = view.visualRect(clerk.screen.log.model.index(clerk.screen.log.model.rowCount() - 1))
        for n in range(effort(sample=40, whole=200)):
            clerk.settle()
            begun = perf_counter()
            raw_write(tmp_path / "raw")
            view.viewport().repaint(rect)
            floors.append(perf_counter() - begun)
            for letter in f"q.so line {n} of":
                begun = perf_counter()
                QTest.keyClicks(capture, letter)
                capture.viewport().repaint()
                letters.append(perf_counter() - begun)
            capture.insertPlainText(" the bench, which is as long as most questions are")
            clerk.settle()
            begun = perf_counter()
            QTest.keyClick(capture, Qt.Key.Key_Return)
            view.viewport().repaint(
                view.visualRect(clerk.screen.log.model.index(clerk.screen.log.model.rowCount() - 1))
            )
            lines.append(perf_counter() - begun)
        assert len(clerk.store.read.records("entry")) == BEFORE + len(lines)
    ratio = median(lines) / median(floors)
    worst = sorted(lines)[int(len(lines) * 0.99)]
    print(
        f"\nEnter, {BEFORE} lines before: median {median(lines) * 1e3:.2f} ms, p99 {worst * 1e3:.2f} ms; write, flush and row "
        f"{median(floors) * 1e3:.2f} ms; ratio {ratio:.2f} (target {TARGET}); a letter {median(letters) * 1e3:.2f} ms, "
        f"p99 {sorted(letters)[int(len(letters) * 0.99)] * 1e3:.2f} ms"
    )
