"""The ring round what has the focus, where that is scrolled into sight only afterwards."""

from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenuBar, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.focus_ring import wears_ring
from tests.helpers.robots import wear_ring


def test_what_is_scrolled_into_sight_with_the_focus_has_its_ring(qtbot: QtBot, qapp: QApplication) -> None:
    ring = wear_ring(qapp)
    area, body = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    column = QVBoxLayout(body)
    first, choices = QLineEdit(body), QComboBox(body)
    column.addWidget(first)
    column.addSpacing(900)
    column.addWidget(choices)
    area.setWidget(body)
    area.resize(300, 200)
    area.show()
    area.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    choices.setFocus()
    assert ring._frame is not None
    assert not ring._frame.isVisible()  # out of sight
    area.ensureWidgetVisible(choices)
    qtbot.waitUntil(ring._frame.isVisible)
    first.setFocus()
    area.ensureWidgetVisible(first)
    assert ring._frame.widget() is None  # a field of one line shows its focus itself


def test_menus_show_their_focus_themselves(qtbot: QtBot) -> None:
    bar = QMenuBar()
    qtbot.addWidget(bar)
    window = QWidget()
    qtbot.addWidget(window)
    bar.setParent(window)
    assert not wears_ring(bar)
    assert wears_ring(QComboBox(window))
