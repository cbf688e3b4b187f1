"""The people screen over the sample, and an inspector beside it."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.inspector import Inspector
from cypsc_desktop.ui.people.screen import PeopleScreen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.helpers.screen_robot import shown


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> Iterator[PeopleScreen]:
    made = PeopleScreen(session=session, theme=Theme("light"))
    with shown(qtbot, session, made):
        yield made


@pytest.fixture
def inspector(qtbot: QtBot, session: Session, screen: PeopleScreen) -> Inspector:
    made = Inspector(session, Theme("light"))
    qtbot.addWidget(made)
    made.resize(320, 690)
    made.show()
    screen.chosen.connect(made.show_record)
    made.wanted.connect(lambda place: screen.go(place) if place.screen == "people" else None)
    return made
