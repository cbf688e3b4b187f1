"""A session over the sample, and an inspector in it."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.inspector import Inspector
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme


@pytest.fixture
def inspector(qtbot: QtBot, session: Session) -> Iterator[Inspector]:
    made = Inspector(session, Theme("light"))
    qtbot.addWidget(made)
    made.resize(320, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.save_now()
