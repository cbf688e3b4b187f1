"""A papers screen in which papers are marked."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.screen import PapersScreen
from cypsc_desktop.ui.papers.selecting import Selected, Spot
from cypsc_desktop.ui.session import Session
from tests.pdf.making import put, typeset
from tests.ui.papers.conftest import jobs, keep, notebook, renderer, session
from tests.ui.papers.papers import PROSE
from tests.ui.papers.test_screen import make_screen

__all__ = ["jobs", "keep", "notebook", "renderer", "screen", "session"]


@pytest.fixture(scope="session")
def prose_library(empty_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library that holds one short paper, read once for all tests of marks."""
    folder = tmp_path_factory.mktemp("prose")
    for name in ("library", "state"):
        shutil.copytree(empty_library / name, folder / name)
    with Store.open(folder / "library", state=folder / "state", create=False) as store:
        import_paper(store, put(folder, typeset(PROSE), "prose.pdf"), actor="Ada Clerk")
    return folder


@pytest.fixture
def library(own_home: Path, prose_library: Path) -> Path:
    """A copy of it of this test's own."""
    for name in ("library", "state"):
        shutil.copytree(prose_library / name, own_home / name, dirs_exist_ok=True)
    return own_home / "library"


@pytest.fixture
def prose(store: Store) -> str:
    """The id of the short paper."""
    (document,) = store.read.records("document", name="prose.pdf")
    return document.id


@pytest.fixture
def screen(
    qtbot: QtBot, store: Store, session: Session, renderer: Renderer, jobs: Jobs, notebook: QSettings
) -> Iterator[PapersScreen]:
    made = make_screen(qtbot, session, renderer, jobs, notebook)
    session.changed.connect(made.refresh)
    yield made
    made.let_go()


def select_words(screen: PapersScreen, words: str, *, sheet: int = 1) -> None:
    """Select these words where they first stand on a sheet."""
    area = screen.view.active.area
    text = area.text(sheet)
    assert text is not None
    start = text.text.index(words)
    area.select(Selected(Spot(sheet, start), Spot(sheet, start + len(words))))
