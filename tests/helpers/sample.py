"""The sample committee imported once a session; each test gets a copy of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.sample import build_sample
from cypsc_desktop.store.store import Store

ACTOR = "Ada Clerk"


@pytest.fixture(scope="session")
def sample_papers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The sample's agenda pack and its supplement, as PDF."""
    return build_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory, sample_papers: list[Path]) -> Path:
    """A library that holds the sample; never opened by a test."""
    folder = tmp_path_factory.mktemp("template") / "library"
    with open_library(folder) as store:
        for path in sample_papers:
            import_paper(store, path, actor=ACTOR)
    return folder


@pytest.fixture
def sample_folder(sample_template: Path, tmp_path: Path) -> Path:
    """A copy of the sample library, closed."""
    folder = tmp_path / "sample library"
    shutil.copytree(sample_template, folder)
    return folder


@pytest.fixture
def sample(sample_folder: Path) -> Iterator[Store]:
    """A copy of the sample library, open."""
    with open_library(sample_folder) as store:
        yield store
