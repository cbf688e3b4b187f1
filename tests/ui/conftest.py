"""A window over the sample committee, and one over an empty library."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.robots import WindowRobot


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
