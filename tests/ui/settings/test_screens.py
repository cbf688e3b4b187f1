"""The settings screen and the diagnostics report as a person meets them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QMainWindow, QPlainTextEdit
from pytestqt.qtbot import QtBot

from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.live.words import shorthands
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session, signed_in
from cypsc_desktop.ui.settings.choices import Settings
from cypsc_desktop.ui.settings.diagnostics import DiagnosticsDialog
from cypsc_desktop.ui.settings.rows import ChoiceRow
from cypsc_desktop.ui.settings.screen import PAGES, SettingsScreen
from cypsc_desktop.ui.theme import Theme, apply
from tests.helpers.robots import ScriptedAsk


class Desk:
    def __init__(self, store: Store, file: Path) -> None:
        self.window = QMainWindow()
        self.window.resize(1160, 690)
        self.settings = Settings(QSettings(str(file), QSettings.Format.IniFormat))
        self.session = Session(store, "Ada Clerk")
        self.screen = SettingsScreen(
            session=self.session, settings=self.settings, theme=Theme("light"), parent=self.window
        )
        self.window.setCentralWidget(self.screen)

    def row(self, name: str) -> ChoiceRow:
        return next(row for row in self.screen.rows if row.choice.name == name)

    def shown(self) -> list[str]:
        return [row.choice.name for row in self.screen.rows if row.isVisible()]


@pytest.fixture
def desk(qtbot: QtBot, store: Store, tmp_path: Path) -> Iterator[Desk]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply(app, Theme("light"))
    made = Desk(store, tmp_path / "window.ini")
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.window.close()
    made.window.deleteLater()
    for thing in (made.settings, made.session):
        thing.deleteLater()
    QApplication.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def test_every_setting_stands_on_one_page(desk: Desk) -> None:
    seen: list[str] = []
    for page, _ in PAGES:
        desk.screen.go(Place("settings", part=page))
        assert desk.screen.place() == Place("settings", part=page)
        seen += desk.shown()
    assert sorted(seen) == sorted(choice.name for choice in Settings.all())


def test_a_touch_acts_at_once_and_reset_puts_back(desk: Desk) -> None:
    desk.screen.go(Place("settings", part="look"))
    row = desk.row("theme")
    assert not row.reset.isVisible()
    dark = next(button for button in row._buttons.buttons() if button.text() == "Dark")
    QTest.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert desk.settings.theme == "dark"
    assert row.reset.isVisible()
    QTest.mouseClick(row.reset, Qt.MouseButton.LeftButton)
    assert desk.settings.theme == "system"
    assert not row.reset.isVisible()


def test_shorthand_stands_under_minutes_one_on_a_line(desk: Desk, qtbot: QtBot) -> None:
    desk.screen.go(Place("settings", part="shorthand"))
    assert desk.screen.place() == Place("settings", part="minutes")
    row = desk.row("shorthand")
    lines = row.control
    assert isinstance(lines, QPlainTextEdit)
    assert lines.toPlainText().splitlines()[0] == ";yp = young people"
    assert lines.hasFocus()
    lines.selectAll()
    QTest.keyClicks(lines, ";hh = Harbour House")
    QTest.keyClick(lines, Qt.Key.Key_Return)
    QTest.keyClicks(lines, ";rf = Rosa Field")
    qtbot.waitUntil(lambda: desk.settings.shorthand == ";hh = Harbour House | ;rf = Rosa Field")
    assert lines.toPlainText() == ";hh = Harbour House\n;rf = Rosa Field"  # what is being typed is left alone
    assert shorthands(desk.settings.shorthand)[";rf"] == "Rosa Field"
    QTest.mouseClick(row.reset, Qt.MouseButton.LeftButton)
    assert len(lines.toPlainText().splitlines()) == 3


def test_what_is_chosen_elsewhere_is_shown(desk: Desk) -> None:
    desk.settings.single_letters = False
    control = desk.row("single_letters").control
    assert isinstance(control, QCheckBox)
    assert not control.isChecked()
    desk.settings.text_size = 175
    assert [b.text() for b in desk.row("text_size")._buttons.buttons() if b.isChecked()] == ["175 %"]


def test_a_text_size_that_no_button_has_is_kept(desk: Desk) -> None:
    desk.settings.text_size = 130
    assert not [button for button in desk.row("text_size")._buttons.buttons() if button.isChecked()]
    assert desk.settings.text_size == 130


def test_the_name_is_kept_without_leaving_the_field(desk: Desk, qtbot: QtBot) -> None:
    desk.screen.go(Place("settings", part="name"))
    field = desk.row("name").control
    assert isinstance(field, QLineEdit)
    assert QApplication.focusWidget() is field
    assert field.placeholderText() == signed_in()  # which it is when the field is empty
    QTest.keyClicks(field, "Robert Ward")
    qtbot.waitUntil(lambda: desk.settings.name == "Robert Ward")
    QTest.keyClicks(field, "er")
    desk.screen.save_now()
    assert desk.settings.name == "Robert Warder"


@pytest.mark.parametrize(
    ("words", "found"),
    [("night", "invert_pages"), ("dizzy", "motion"), ("magnify", "text_size"), ("permission", "role"),
     ("contrast", "theme"), ("speech", "single_letters"), ("zoom", "page_fit")],
)  # fmt: skip
def test_search_by_other_words(desk: Desk, words: str, found: str) -> None:
    QTest.keyClicks(desk.screen.search, words)
    assert found in desk.shown()
    QTest.keyClick(desk.screen.search, Qt.Key.Key_Return)
    assert desk.screen.search is not QApplication.focusWidget()


def test_facts_are_found_and_lead_on(desk: Desk) -> None:
    wanted: list[Place] = []
    desk.screen.wanted.connect(wanted.append)
    QTest.keyClicks(desk.screen.search, "thirty")
    _, fact, _ = desk.screen.facts["bin"]
    assert fact.isVisible()
    fact.button.click()
    assert wanted == [Place("bin")]


def test_nothing_found_says_so(desk: Desk) -> None:
    QTest.keyClicks(desk.screen.search, "zebra")
    assert desk.screen.heading.text() == "Nothing found"
    assert desk.shown() == []
    desk.screen.search.clear()
    assert desk.shown() == ["name", "role"]


def test_the_report_is_shown_before_it_is_saved(desk: Desk, tmp_path: Path) -> None:
    to = tmp_path / "report.txt"
    ask = ScriptedAsk(save_as=[to, tmp_path / "nowhere" / "report.txt"])
    desk.settings.name = "Robert Ward"
    desk.settings.shorthand = ";rw = Robert Ward, case 12"
    desk.settings.minutes_copy = "/media/stick of R Ward"
    dialog = DiagnosticsDialog(
        session=desk.session, settings=desk.settings, ask=ask, theme=Theme("light"), parent=desk.window
    )
    dialog.open()
    shown = dialog.text.toPlainText()
    assert "name: given" in shown
    assert "Ward" not in shown
    assert "Qt: " in shown
    assert not to.exists()
    dialog.save.click()
    assert to.read_text(encoding="utf-8") == shown
    dialog.save.click()
    assert "could not be written" in dialog.said.text()
    dialog.close()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
