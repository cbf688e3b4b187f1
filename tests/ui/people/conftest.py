"""The people screen over the sample, and an inspector beside it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.inspector import Inspector
from cypsc_desktop.ui.people.screen import PeopleScreen
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
def screen(qtbot: QtBot, session: Session) -> Iterator[PeopleScreen]:
    made = PeopleScreen(session=session, theme=Theme("light"))
    qtbot.addWidget(made)
    session.changed.connect(made.refresh)  # as the frame does
    made.resize(1160, 690)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.let_go()


@pytest.fixture
def inspector(qtbot: QtBot, session: Session, screen: PeopleScreen) -> Inspector:
    made = Inspector(session, Theme("light"))
    qtbot.addWidget(made)
    made.resize(320, 690)
    made.show()
    screen.chosen.connect(made.show_record)
    made.wanted.connect(lambda place: screen.go(place) if place.screen == "people" else None)
    return made
