"""A window over the sample committee, one over an empty library, and a session for screens without a window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.session import Session
from tests.helpers.robots import ACTOR, WindowRobot


@pytest.fixture
def desk(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> Iterator[WindowRobot]:
    """The window with the sample committee open."""
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "window.ini") as robot:
        yield robot


@pytest.fixture
def empty_desk(qtbot: QtBot, library: Path, tmp_path: Path) -> Iterator[WindowRobot]:
    """The window with nothing in its library."""
    with WindowRobot(qtbot, library, settings=tmp_path / "window.ini") as robot:
        yield robot


@pytest.fixture
def session(qapp: QApplication, sample: Store) -> Iterator[Session]:
    """Somebody at work in the sample committee."""
    made = Session(sample, ACTOR)
    yield made
    qapp.processEvents()  # what was committed last is told before the library closes
    made.blockSignals(True)
    made.deleteLater()
