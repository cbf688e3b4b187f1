"""A session over the sample, and grids in it."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.grid.columns import spec_of
from cypsc_desktop.ui.grid.record_grid import RecordGrid
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme


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
