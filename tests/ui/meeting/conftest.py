"""The meeting screen over the sample committee, and over an empty library."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.meeting_robot import MeetingRobot


@pytest.fixture
def desk(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> Iterator[MeetingRobot]:
    """The screen with the sample committee's next meeting."""
    with MeetingRobot(qtbot, sample_folder, settings=tmp_path / "window.ini") as robot:
        yield robot


@pytest.fixture
def empty_desk(qtbot: QtBot, library: Path, tmp_path: Path) -> Iterator[MeetingRobot]:
    """The screen with nothing in its library."""
    with MeetingRobot(qtbot, library, settings=tmp_path / "window.ini") as robot:
        yield robot
