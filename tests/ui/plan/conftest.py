"""The screens of plan and people over the sample."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.plan.screen import PlanScreen
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
def screen(qtbot: QtBot, session: Session) -> Iterator[PlanScreen]:
    made = PlanScreen(session=session, theme=Theme("light"), today=lambda: date(2030, 1, 1))
    qtbot.addWidget(made)
    session.changed.connect(made.refresh)  # as the frame does
    made.resize(1160, 690)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.let_go()
