"""A papers screen in which papers are marked."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.screen import PapersScreen
from cypsc_desktop.ui.papers.selecting import Selected, Spot
from cypsc_desktop.ui.session import Session
from tests.ui.papers.conftest import jobs, keep, notebook, renderer, session
from tests.ui.papers.test_screen import make_screen

__all__ = ["jobs", "keep", "notebook", "renderer", "screen", "session"]


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
