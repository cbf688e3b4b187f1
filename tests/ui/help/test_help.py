"""Help: one truth with docs/, found by words, read without a network, and never far from where it was asked for."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt, QUrl
from PySide6.QtGui import QAction, QKeySequence, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from cypsc_desktop import __version__, paths
from cypsc_desktop.ui.help.key_sheet import KeySheet
from cypsc_desktop.ui.help.pages import HOME, Pages, page_of_screen
from cypsc_desktop.ui.help.screen import HelpScreen
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.settings.keys import Keys
from cypsc_desktop.ui.theme import Theme, apply


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply(app, Theme("light"))
    made = QMainWindow()
    made.resize(1160, 690)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


@pytest.fixture
def screen(window: QMainWindow) -> HelpScreen:
    made = HelpScreen(theme=Theme("light"), parent=window)
    window.setCentralWidget(made)
    made.go(Place("help", part="how-to/import-papers"))
    return made


def test_every_page_is_shown_whole(screen: HelpScreen) -> None:
    for listed in screen.pages.contents:
        screen.go(Place("help", part=listed.name))
        shown = screen.text.toPlainText()
        assert screen.pages.title(listed.name).replace("{version}", __version__) in shown
        assert len(shown) > 150
        assert "{version}" not in shown
        assert "](" not in shown


def test_every_link_of_every_page_leads_to_a_page() -> None:
    pages = Pages()
    names = [HOME, *(listed.name for listed in pages.contents)]
    lost = [
        (name, target)
        for name in names
        for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)", pages.markdown(name))
        if pages.target(name, target)[0] is None
    ]
    # The pages for people who change the program also link its source.
    assert [one for one in lost if one[0] not in ("architecture", "performance", "faults")] == []


def test_a_link_is_a_leap_and_the_place_comes_back(screen: HelpScreen) -> None:
    leaps: list[Place] = []
    screen.jumped.connect(leaps.append)
    screen.go(Place("help", part="explanation/privacy"))
    screen.text.anchorClicked.emit(QUrl("../how-to/get-support.md"))
    assert leaps == [Place("help", part="how-to/get-support")]
    screen.go(Place("help", part="how-to/mend-and-undo#the-bin"))
    assert screen.place() == Place("help", part="how-to/mend-and-undo#the-bin")
    assert screen.text.verticalScrollBar().value() > 0


def test_nothing_is_fetched_from_elsewhere(screen: HelpScreen, tmp_path: Path) -> None:
    said: list[str] = []
    screen.said.connect(said.append)
    before = screen.place()
    screen.text.anchorClicked.emit(QUrl("https://example.org/page"))
    assert "no network" in said[0]
    assert screen.place() == before
    image = QTextDocument.ResourceType.ImageResource.value
    assert screen.text.loadResource(image, QUrl("https://example.org/a.png")) is None
    assert screen.text.loadResource(QTextDocument.ResourceType.HtmlResource.value, QUrl("page.html")) is None


def test_pictures_are_there_and_no_wider_than_the_text(screen: HelpScreen) -> None:
    screen.go(Place("help", part="how-to/find-your-way"))
    image = screen.text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("../images/meeting.png"))
    assert 300 < image.width() <= 720


def test_search_by_the_words_people_use(screen: HelpScreen) -> None:
    leaps: list[Place] = []
    screen.jumped.connect(leaps.append)
    QTest.keyClicks(screen.search, "bin 30 days")
    QTest.keyClick(screen.search, Qt.Key.Key_Return)
    assert leaps[-1].part == "how-to/mend-and-undo#the-bin"
    assert screen.text.extraSelections()
    screen.search.clear()
    QTest.keyClicks(screen.search, "zebra crossing")
    assert not screen.nothing.isHidden()
    screen.search.clear()
    assert screen.nothing.isHidden()
    assert screen.list.topLevelItemCount() > 3


@pytest.mark.parametrize(
    ("words", "page"),
    [("excel", "how-to/edit-tables"), ("screen reader", "how-to/accessibility"), ("night", "how-to/read-papers")],
)
def test_what_is_found(words: str, page: str) -> None:
    assert page in {hit.name for hit in Pages().search(words)}


@pytest.mark.parametrize("part", ["nowhere", "../README", "/etc/passwd", "how-to/../../README", ""])
def test_a_page_that_is_not_there_is_the_contents(screen: HelpScreen, part: str) -> None:
    screen.go(Place("help", part=part))
    assert (screen.place().part or "").partition("#")[0] in (HOME, "how-to/import-papers")


def test_a_screen_without_a_page_gets_the_contents() -> None:
    assert page_of_screen("nowhere") == HOME
    assert page_of_screen(None) == HOME


def test_the_pages_ship_with_the_program() -> None:
    """In a wheel they lie inside the package; pyproject.toml says so."""
    config = (paths.docs().parent / "pyproject.toml").read_text(encoding="utf-8")
    assert '"docs" = "cypsc_desktop/_docs"' in config
    assert (paths.docs() / "index.md").is_file()


def test_the_key_sheet_says_what_the_commands_say(window: QMainWindow, tmp_path: Path) -> None:
    keys = Keys(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    rotate = QAction("&Rotate", window)
    rotate.setShortcut(QKeySequence("Ctrl+R"))
    silent = QAction("No key at all", window)
    keys.adopt("Papers", [rotate, silent])
    keys.give("Papers/Rotate", [QKeySequence("Ctrl+J")])
    sheet = KeySheet(keys, Theme("light"), window)
    sheet.open_sheet()
    shown = sheet.text.toPlainText()
    assert "Rotate" in shown
    assert "Ctrl+J" in shown
    assert "Ctrl+R\n" not in shown
    assert "No key at all" not in shown
    assert "Ctrl+Shift+L" in shown  # what a grid does by itself
    QTest.keyClicks(sheet.search, "rotate")
    assert "Ctrl+Shift+L" not in sheet.text.toPlainText()
    assert "Rotate" in sheet.document().toPlainText()
    QTest.keyClick(sheet.search, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    QApplication.sendPostedEvents(sheet, QEvent.Type.DeferredDelete)
    keys.deleteLater()


def test_the_key_sheet_on_paper(window: QMainWindow, tmp_path: Path) -> None:
    from PySide6.QtGui import QPdfWriter

    keys = Keys(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    sheet = KeySheet(keys, Theme("dark"), window)
    writer = QPdfWriter(str(tmp_path / "keys.pdf"))
    sheet.document().print_(writer)
    del writer
    assert (tmp_path / "keys.pdf").stat().st_size > 2000
    sheet.deleteLater()
    keys.deleteLater()
