"""A window over the sample committee."""

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
