"""Drawer and toast slide into sight, and stand there at once where nothing is to move."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.settings.choices import Settings
from cypsc_desktop.ui.settings.wearing import theme_of
from tests.helpers.robots import WindowRobot

pytestmark = pytest.mark.usefixtures("qtbot")


def wear(desk: WindowRobot, *, still: bool) -> None:
    desk.window.resize(1100, 700)  # too narrow for a pane
    desk.window.set_theme(look.Theme("light", still=still))
    desk.go(Place("recommendations"))


def test_a_drawer_slides_to_its_edge(desk: WindowRobot) -> None:
    wear(desk, still=False)
    desk.window.panes.toggle_inspector()
    drawer = desk.window.side.inspector
    assert drawer is not None
    there = drawer.parentWidget().width() - drawer.width()
    assert desk.window.side.is_sliding()
    assert drawer.x() > there
    desk.settle()
    assert drawer.x() == there
    desk.window.panes.toggle_inspector()
    desk.window.panes.toggle_inspector()
    desk.window.resize(1120, 700)  # while it comes: it belongs at the new edge
    desk.settle()
    assert drawer.x() == drawer.parentWidget().width() - drawer.width()


def test_nothing_slides_where_nothing_is_to_move(desk: WindowRobot) -> None:
    wear(desk, still=True)
    desk.window.panes.toggle_inspector()
    desk.window.toast.say("Written.")
    assert not desk.window.side.is_sliding()
    assert not desk.window.toast.is_sliding()


def test_a_toast_slides_in_once(desk: WindowRobot) -> None:
    wear(desk, still=False)
    toast = desk.window.toast
    toast.say("Written.")
    assert toast.is_sliding()
    desk.settle()
    bottom = toast.geometry().bottom()
    toast.say("Written again, and in more words.")
    assert not toast.is_sliding()
    assert toast.geometry().bottom() == bottom


def test_the_choice_and_the_system_decide(desk: WindowRobot) -> None:
    app = QCoreApplication.instance()
    assert isinstance(app, QApplication)
    assert theme_of(app, desk.settings).motion() == 120
    try:
        app.setProperty("system is still", True)
        assert theme_of(app, desk.settings).motion() == 0
        desk.settings.put(Settings.motion, "full")
        assert theme_of(app, desk.settings).motion() == 120
    finally:
        app.setProperty("system is still", False)
    desk.settings.put(Settings.motion, "reduced")
    assert theme_of(app, desk.settings).motion() == 0
