"""A library of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cypsc_desktop.store.store import Store
from tests.store.make import library


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with library(tmp_path) as made:
        yield made


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """A second library, on another device."""
    with library(tmp_path, "other") as made:
        yield made


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file to keep."""
    path = tmp_path / "pack.pdf"
    path.write_bytes(b"%PDF-1.7\nharbour walls\n")
    return path
