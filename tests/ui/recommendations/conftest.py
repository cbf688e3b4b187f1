"""The recommendations screen over the sample, at a day on which replies are late, and an inspector beside it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.inspector import Inspector
from cypsc_desktop.ui.recommendations.screen import RecommendationsScreen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.helpers.screen_robot import shown

TODAY = date(2030, 1, 1)


@pytest.fixture
def screen(qtbot: QtBot, session: Session, tmp_path: Path) -> Iterator[RecommendationsScreen]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = RecommendationsScreen(session=session, theme=Theme("light"), settings=settings, today=lambda: TODAY)
    with shown(qtbot, session, made):
        yield made


@pytest.fixture
def inspector(qtbot: QtBot, session: Session, screen: RecommendationsScreen) -> Inspector:
    made = Inspector(session, Theme("light"), today=lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(320, 690)
    made.show()
    screen.chosen.connect(made.show_record)
    return made
