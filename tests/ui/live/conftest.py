"""The Harbour committee's evening with somebody to type it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.opening import open_library
from tests.helpers.live_robot import LiveRobot
from tests.minutes.harbour import MEETING, add_harbour


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """The library's folder, closed, with no line of minutes."""
    place = tmp_path / "library"
    with open_library(place) as store:
        add_harbour(store)
    return place


@pytest.fixture
def clerk(qtbot: QtBot, harbour: Path, tmp_path: Path) -> Iterator[LiveRobot]:
    """The live screen on the Harbour meeting, before its first line."""
    with LiveRobot(qtbot, harbour, MEETING, state=tmp_path) as robot:
        yield robot
