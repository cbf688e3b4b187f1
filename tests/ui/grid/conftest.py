"""A session over the sample, and grids in it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.grid.columns import spec_of
from cypsc_desktop.ui.grid.record_grid import RecordGrid
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.helpers.sample import ACTOR


@pytest.fixture
def session(qapp: QApplication, sample: Store) -> Iterator[Session]:
    session = Session(sample, ACTOR)
    yield session
    qapp.processEvents()  # what was committed last is told before the library closes
    session.blockSignals(True)
    session.deleteLater()


@pytest.fixture
def grid(qtbot: QtBot, session: Session) -> Callable[..., RecordGrid]:
    """``grid("response")``: a grid of that kind, shown and filled."""

    def make(kind: str, **more: Any) -> RecordGrid:
        made = RecordGrid(session, spec_of(kind, kind.capitalize(), **more), Theme("light"))
        qtbot.addWidget(made)
        made.resize(1100, 600)
        made.refresh()
        made.show()
        made.activateWindow()
        if made.arrangement.rowCount():
            made.view.setFocus()
            qtbot.waitUntil(made.view.hasFocus)
        return made

    return make
