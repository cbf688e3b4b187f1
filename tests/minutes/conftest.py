"""A library with the Harbour committee, closed and open, and the command line over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cypsc_desktop.commands.keeping import open_library
from cypsc_desktop.store.store import Store
from tests.helpers.cypsc import Cypsc
from tests.minutes.harbour import add_harbour


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The library's folder, closed."""
    place = tmp_path / "library"
    with open_library(place) as store:
        add_harbour(store)
    return place


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with open_library(folder) as opened:
        yield opened


@pytest.fixture
def cypsc(capsys: pytest.CaptureFixture[str], folder: Path) -> Cypsc:
    return Cypsc(capsys, folder)
