"""The guards of conftest.py catch what they are for: each test here misbehaves on purpose inside one of them."""

import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop import paths
from tests.helpers import guards


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "_PATIENCE", 0.05)


def test_a_surprising_log_record_fails() -> None:
    records = guards.Records()
    records.handle(
        logging.makeLogRecord({"levelno": logging.WARNING, "levelname": "WARNING", "msg": "disk nearly full"})
    )
    with pytest.raises(AssertionError, match="disk nearly full"):
        records.verdict()
    records.expect("nearly full")
    records.verdict()


def test_an_expected_log_record_must_come(expect_log: Callable[[str], None]) -> None:
    records = guards.Records()
    records.expect("never said")
    with pytest.raises(AssertionError, match="never said"):
        records.verdict()
    expect_log("said in this test")
    logging.getLogger("cypsc_desktop").warning("said in this test")


def test_a_living_thread_fails() -> None:
    done = threading.Event()
    with pytest.raises(AssertionError, match="loiterer"), guards.no_threads_left():
        threading.Thread(target=done.wait, name="loiterer", daemon=True).start()
    done.set()


def test_a_living_process_fails() -> None:
    with pytest.raises(AssertionError, match="processes still alive"), guards.no_processes_left():
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    child.communicate(b"\n")


def test_the_network_is_refused() -> None:
    with socket.socket() as unconnected, pytest.raises(AssertionError, match="network"):
        unconnected.connect(("127.0.0.1", 9))
    with pytest.raises(AssertionError, match="looked up a host"):
        socket.create_connection(("localhost", 9))


def test_an_open_window_fails(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with pytest.raises(AssertionError, match="windows left open"), guards.no_qt_left():
        window.show()


def test_a_running_timer_fails(qtbot: QtBot) -> None:
    timer = QTimer(objectName="ticking")
    with pytest.raises(AssertionError, match="ticking"), guards.no_qt_left():
        timer.start(1000)
    timer.stop()


def test_a_key_held_down_is_let_go(qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    with guards.no_qt_left():
        QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier


def test_an_unscripted_dialog_raises(qtbot: QtBot) -> None:
    with pytest.raises(AssertionError, match="no test scripted"):
        QFileDialog.getOpenFileName(None, "Import")
    with pytest.raises(AssertionError, match="no test scripted"):
        QMessageBox().exec()


def test_each_test_has_a_home_of_its_own(own_home: Path) -> None:
    assert Path.home() == own_home
    assert paths.data_folder() == own_home / "library"
    assert paths.state_folder() == own_home / "state"
    assert paths.log_folder() == own_home / "state" / "logs"
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
