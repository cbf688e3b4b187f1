"""A session over the sample, and an inspector in it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.inspector import Inspector
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
def inspector(qtbot: QtBot, session: Session) -> Iterator[Inspector]:
    made = Inspector(session, Theme("light"))
    qtbot.addWidget(made)
    made.resize(320, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.save_now()
