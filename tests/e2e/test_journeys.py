"""Whole journeys through the window: from papers to a table in somebody's inbox, and the real process under Xvfb."""

import csv
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.keeping import check, read_library
from tests.helpers.robots import ScriptedAsk, WindowRobot
from tests.helpers.shared import CHECKOUT

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_officer_from_the_pack_to_the_response_table(
    qtbot: QtBot, library: Path, sample_papers: list[Path], tmp_path: Path
) -> None:
    """Import the pack, mend a reply, take a slip back, export; what is on disk is what was on screen."""
    to = tmp_path / "responses.xlsx"
    ask = ScriptedAsk(papers=[[sample_papers[0]]], save_as=[to])
    with WindowRobot(qtbot, library, ask=ask, settings=tmp_path / "window.ini") as desk:
        desk.press(Qt.Key.Key_I, CONTROL)
        assert not desk.on_start_screen()
        desk.choose_row("responses", 1)
        desk.type_into("officer", "Rosa Field")
        desk.leave()
        desk.type_into("timetable", "By the wrong date")
        desk.leave()
        desk.press(Qt.Key.Key_Z, CONTROL)
        desk.until(lambda: "wrong" not in desk.field("timetable").toPlainText())
        desk.press(Qt.Key.Key_E, CONTROL)
        assert desk.toast() == f"3 rows written to {to}."
        shown = desk.cells("responses", 1)
    sheet = load_workbook(to).active
    words = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert any("Rosa Field" in word for word in words)
    assert not any("wrong date" in word for word in words)
    assert all(any(text[:40] in word for word in words) for text in shown)
    assert check(library)["ok"]


def test_chair_reads_a_supplement_that_came_late(
    qtbot: QtBot, library: Path, sample_papers: list[Path], tmp_path: Path
) -> None:
    """An item to follow fills when the supplement is dropped; the agenda leads into either file."""
    with WindowRobot(qtbot, library, settings=tmp_path / "window.ini") as desk:
        desk.import_files(sample_papers[0])
        tree = desk.screen.agenda

        def pages() -> list[str]:
            return [tree.topLevelItem(n).text(1) for n in range(tree.topLevelItemCount())]

        assert "to follow" in pages()
        desk.drop(desk.drag(sample_papers[1]))
        desk.until(lambda: "to follow" not in pages())
        desk.choose_item("Appendix 1 Measures")
        assert desk.screen.pages.document().name == "larkmere-supplement.pdf"
        desk.choose_item("Cabinet Response")
        desk.until(lambda: desk.screen.pages.document().name == "larkmere-agenda-pack.pdf")
        assert desk.screen.pages.number.text() == "32"


def test_minute_taker_finds_last_times_recommendations(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    """From this meeting's empty table to the meeting that made them, one mended, all exported as text for a letter."""
    to = tmp_path / "recommendations.csv"
    with WindowRobot(qtbot, sample_folder, ask=ScriptedAsk(save_as=[to]), settings=tmp_path / "window.ini") as desk:
        _mend_and_export_a_recommendation(desk)
    rows = list(csv.reader(to.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) >= 8


def _mend_and_export_a_recommendation(desk: WindowRobot) -> None:
    page = desk.table("recommendations")
    page.elsewhere_button.click()
    desk.settle()
    record = desk.choose_row("recommendations", 0)
    desk.screen.inspector.page_button.click()
    desk.settle()
    assert desk.screen.pages.view.page() == record.at["page"]
    desk.choose_row("recommendations", 0)
    desk.type_into("addressee", "Cabinet")
    desk.leave()
    page.export_button.click()
    desk.settle()


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """An X server of this test's own."""
    missing = [tool for tool in ("Xvfb", "xdotool") if not shutil.which(tool)]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    try:
        if not number:
            pytest.skip("Xvfb cannot start here")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


def until(condition: Callable[[], bool], *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the window did not come to it in time"
        time.sleep(0.1)


def test_the_real_program_by_its_keys_alone(display: str, sample_folder: Path, tmp_path: Path) -> None:
    """Started as a person starts it: agenda by keys, a title mended, closed at once, and nothing typed is lost."""
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(CHECKOUT)}
    faults = (tmp_path / "faults").open("w+")

    def xdotool(*words: str) -> str:
        return subprocess.run(["xdotool", *words], env=environment, capture_output=True, text=True, timeout=20).stdout

    def windows() -> list[str]:
        return xdotool("search", "--onlyvisible", "--name", "CYPSC Desktop").split()

    program = subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-m", "cypsc_desktop", "--library", str(sample_folder), "--actor", "Ada Clerk"],
        env=environment, stderr=faults,
    )  # fmt: skip
    try:
        until(lambda: bool(windows()))
        time.sleep(1)
        window = windows()[0]
        xdotool("windowfocus", "--sync", window)
        xdotool("key", "Down", "Down", "Home", "F6", "F6")  # the agenda's first item, then over to its fields
        xdotool("key", "Tab", "Tab", "ctrl+a")
        xdotool("type", "Welcome and apologies")
        time.sleep(0.3)
        xdotool("key", "ctrl+q")
        until(lambda: program.poll() is not None)
        faults.seek(0)
        assert program.returncode == 0, faults.read()
    finally:
        if program.poll() is None:
            program.kill()
        program.wait(10)
        faults.close()
    with read_library(sample_folder) as reader:
        mended = [row.label for row in reader.history(limit=1)]
        values = [
            str(getattr(item, name)) for item in reader.records("item") for name in ("title", "purpose", "number")
        ]
    assert "Welcome and apologies" in values, (mended, values[:6])
    assert check(sample_folder)["ok"]
