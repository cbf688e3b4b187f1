"""Home, search and palette in the window: by key there, by Enter to the record, and back."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.places import places
from tests.helpers.robots import WindowRobot


def test_home_leads_to_the_papers_and_remembers_them(desk: WindowRobot, qtbot: QtBot) -> None:
    window = desk.window
    (pack,) = desk.session.read.records("document", doc_kind="agenda pack")
    window.going.open_paper(pack.id, 3)
    desk.settle()
    window.going.show_home()
    home = window.going.screen("home")
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
    window.going.show_search(f'"{str(record.text)[:40]}"')  # type: ignore[attr-defined]
    search = window.going.screen("search")
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
    window.going.show_palette()
    palette = window.going.palette()
    assert palette
    qtbot.keyClicks(palette.field, "home")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.screens.currentWidget() is window.going.screen("home")
    titles = {entry.title for entry in places(desk.session.read, lambda _: None, lambda _: None)}
    assert any("2021" in title for title in titles)


def test_a_new_look_makes_them_anew(desk: WindowRobot) -> None:
    desk.window.going.show_home()
    desk.window.going.set_theme(desk.theme)
    assert desk.window.screens.currentWidget() is desk.window.screen_of_meeting
    desk.window.going.show_search("the")
    desk.settle()


def test_a_record_that_is_gone_says_so(desk: WindowRobot) -> None:
    desk.window.going.go_to_record("item-00000000-0000-0000-0000-000000000000")
    assert "no longer" in desk.window.toast.words.text()


def test_history_and_bin_are_reached_and_lead_back(desk: WindowRobot) -> None:
    window = desk.window
    window.going.show_history()
    assert window.screens.currentWidget() is window.going.screen("history")
    window.going.go_to_record(desk.session.read.records("response")[0].id)
    window.delete_record()
    desk.settle()
    window.going.show_bin()
    panel = window.going.screen("bin")
    assert panel.model.rowCount() == 1
    panel.table.selectRow(0)
    panel.bring_back()
    desk.settle()
    assert panel.model.rowCount() == 0


def test_papers_open_where_the_meeting_screen_is_and_keys_are_theirs(desk: WindowRobot, qtbot: QtBot) -> None:
    window = desk.window
    (pack,) = desk.session.read.records("document", doc_kind="agenda pack")
    window.going.open_paper(pack.id, 5)
    desk.settle()
    window.going.show_papers()
    papers = window.going.screen("papers")
    qtbot.waitUntil(lambda: papers.sheet() == 5, timeout=20_000)
    assert not any(action.isEnabled() for action in window._of_meeting)
    papers.acts["next page"].trigger()
    qtbot.waitUntil(lambda: papers.sheet() == 6, timeout=20_000)
    qtbot.waitUntil(papers.is_idle, timeout=20_000)
    window.show_meeting()
    assert all(action.isEnabled() for action in window._of_meeting)
    window.going.set_theme(desk.theme)
    assert window.going.screen("papers") is None
