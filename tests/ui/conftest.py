"""A window over the sample committee, and one over an empty library."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cypsc_desktop.store.store import Store
from tests.helpers.robots import WindowRobot


@pytest.fixture
def desk(qtbot: QtBot, sample: Store, tmp_path: Path) -> Iterator[WindowRobot]:
    """The window with the sample committee open."""
    with WindowRobot(qtbot, sample, settings=tmp_path / "window.ini") as robot:
        yield robot


@pytest.fixture
def empty_desk(qtbot: QtBot, store: Store, tmp_path: Path) -> Iterator[WindowRobot]:
    """The window with nothing in its library."""
    with WindowRobot(qtbot, store, settings=tmp_path / "window.ini") as robot:
        yield robot
