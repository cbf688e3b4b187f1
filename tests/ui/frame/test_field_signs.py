"""Signs inside fields and the crosses of tabs grow with the text."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLineEdit, QStyle, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.frame.tabs import PlaceTabs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.theme import Theme, apply, redress


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_signs_of_fields_grow_with_the_text_and_keep_the_look(window: QWidget, qapp: QApplication) -> None:
    apply(qapp, Theme("light"))
    field, plain = QLineEdit(window), QLineEdit(window)
    field.setClearButtonEnabled(True)
    field.addAction(Theme("light").icon("search"), QLineEdit.ActionPosition.LeadingPosition)
    field.setText("budget")
    for one in (field, plain):
        one.setFixedSize(300, 60)
    window.show()
    metric = QStyle.PixelMetric.PM_LineEditIconSize
    for theme, size in (
        (Theme("light", 2.0), 32),
        (Theme("dark", 2.0), 32),
        (Theme("dark", 1.25), 20),
        (Theme("light"), 16),
    ):
        apply(qapp, theme)
        redress(window, theme)
        assert field.style().pixelMetric(metric, None, field) == size
        assert all(sign.width() >= size for sign in field.findChildren(QToolButton))
        assert field.rect().contains(field.findChildren(QToolButton)[-1].geometry())
        ground = [one.grab().toImage().pixelColor(150, 8).name() for one in (field, plain)]
        assert ground == [theme.colour("surface").name()] * 2


def test_the_crosses_of_tabs_grow_with_the_text(window: QWidget) -> None:
    tabs = PlaceTabs(Theme("light", 2.0), window)
    tabs.show_place(Place("home"), "Home")
    (cross,) = [button for button in tabs.findChildren(QToolButton) if button.accessibleName() == "Close tab"]
    assert cross.iconSize() == QSize(32, 32)
