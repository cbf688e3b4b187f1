"""The screens of plan and people over the sample."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.plan.screen import PlanScreen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.helpers.screen_robot import shown


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> Iterator[PlanScreen]:
    made = PlanScreen(session=session, theme=Theme("light"), today=lambda: date(2030, 1, 1))
    with shown(qtbot, session, made):
        yield made
