"""Home, search and palette in the window: by key there, by Enter to the record, and back."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.places import places
from tests.helpers.robots import WindowRobot


def test_home_leads_to_the_papers_and_remembers_them(desk: WindowRobot, qtbot: QtBot) -> None:
    window = desk.window
    (pack,) = desk.session.read.records("document", doc_kind="agenda pack")
    window.open_paper(pack.id, 3)
    desk.settle()
    window.show_home()
    home = window._home
    assert home
    assert window.screens.currentWidget() is home
    assert home.resume.text() == "Resume"
    qtbot.keyClick(home.resume, Qt.Key.Key_Space)
    desk.settle()
    assert window.screens.currentWidget() is window.screen_of_meeting
    assert window.screen_of_meeting.pages.view.page() == 3


def test_search_goes_to_the_record(desk: WindowRobot, qtbot: QtBot) -> None:
    window = desk.window
    record = desk.session.read.records("recommendation")[0]
    window.show_search(f'"{str(record.text)[:40]}"')  # type: ignore[attr-defined]
    search = window._search
    assert search
    qtbot.waitUntil(lambda: any(f.entity == record.id for f in search.results._found))
    found = next(f for f in search.results._found if f.entity == record.id)
    search.chosen.emit(found)
    desk.settle()
    assert window.screens.currentWidget() is window.screen_of_meeting
    inspected = window.screen_of_meeting.inspector.record()
    assert inspected
    assert inspected.id == record.id


def test_palette_does_commands_and_goes_to_places(desk: WindowRobot, qtbot: QtBot) -> None:
    window = desk.window
    window.show_palette()
    palette = window._palette
    assert palette
    qtbot.keyClicks(palette.field, "home")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.screens.currentWidget() is window._home
    titles = {entry.title for entry in places(desk.session.read, lambda _: None, lambda _: None)}
    assert any("2021" in title for title in titles)


def test_a_new_look_makes_them_anew(desk: WindowRobot) -> None:
    desk.window.show_home()
    desk.window._forget_screens()
    assert desk.window.screens.currentWidget() is desk.window.screen_of_meeting
    desk.window.show_search("the")
    desk.settle()


def test_a_record_that_is_gone_says_so(desk: WindowRobot) -> None:
    desk.window.go_to_record("item-00000000-0000-0000-0000-000000000000")
    assert "no longer" in desk.window.toast.words.text()
