"""A meeting's agenda beside its pages and its tables; its fields; undo and redo; tabs and panes that fold."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands import drafting, editing
from cypsc_desktop.commands.keeping import read_library
from cypsc_desktop.ui import theme as look
from tests.helpers.robots import ACTOR, WindowRobot

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_meeting_with_an_agenda_is_shown_first(desk: WindowRobot) -> None:
    assert not desk.on_start_screen()
    assert desk.screen.chooser.currentText().startswith("21 Sep 2021, Scrutiny")
    assert any(row.startswith("8  Cabinet Response") for row in desk.agenda())
    assert any(row.startswith("  Appendix 1") for row in desk.agenda())
    assert desk.tabs()[:3] == ["Pages", "Responses 3", "Recommendations"]
    assert desk.screen.pages.of.text() == "sheet 1 of 37"


def test_an_item_leads_to_its_pages_and_its_fields(desk: WindowRobot) -> None:
    desk.choose_item("Cabinet Response")
    assert desk.field("number").toPlainText() == "8"
    assert desk.field("printed_pages").toPlainText() == "32-34"
    assert desk.screen.pages.number.text() == "32"
    assert desk.window.part.text() == "Part A, public"
    desk.screen.inspector.page_button.click()
    desk.settle()
    assert desk.screen.pages.view.page() == 2  # where the agenda prints it


def test_a_changed_record_does_not_move_the_reader(desk: WindowRobot) -> None:
    desk.choose_item("Cabinet Response")
    item = desk.screen.inspector.record()
    desk.table("responses")
    before = desk.screen.pages.view.page()
    editing.set_field(desk.store, item.id, "title", "Replies", actor=ACTOR)
    desk.until(lambda: any("Replies" in row for row in desk.agenda()))
    assert desk.screen.tabs.currentWidget() is desk.screen.tables["responses"]
    assert desk.screen.pages.view.page() == before
    assert desk.screen.agenda.current_id() == item.id


def test_focus_alone_chooses_nothing(desk: WindowRobot) -> None:
    desk.screen.chooser.setFocus()
    desk.screen.agenda.setFocus()
    desk.settle()
    assert desk.screen.inspector.record().kind == "meeting"


def test_recommendations_of_the_minutes_are_found_under_their_own_meeting(desk: WindowRobot) -> None:
    page = desk.table("recommendations")
    assert page.count() == 0
    assert "29 Jun 2021" in page.nothing.text()
    assert "7 in all" in page.nothing.text()
    page.elsewhere_button.click()
    desk.settle()
    assert desk.screen.meeting().date == "2021-06-29"
    assert desk.screen.tabs.currentWidget() is page
    assert page.count() == 7


def test_a_finding_is_shown_on_its_page(desk: WindowRobot) -> None:
    record = desk.choose_row("findings", 0)
    page = desk.screen.tables["findings"]
    assert page.page_button.isEnabled()
    page.page_button.click()
    desk.settle()
    assert desk.screen.pages.view.page() == record.page
    assert desk.screen.tabs.currentWidget() is desk.screen.pages


def test_savings_name_their_project(desk: WindowRobot) -> None:
    assert desk.cells("savings")[0].startswith("1 ")
    desk.choose_row("projects", 0)
    desk.type_into("title", "Renamed project")
    desk.leave()
    desk.until(lambda: desk.cells("savings")[0] == "1 Renamed project")


def test_find_narrows_a_table_and_copy_takes_rows(desk: WindowRobot) -> None:
    page = desk.table("plan")
    whole = page.proxy.rowCount()
    desk.press(Qt.Key.Key_F, CONTROL)
    assert page.finder.hasFocus()
    QTest.keyClicks(page.finder, "march")
    assert 0 < page.proxy.rowCount() < whole
    desk.choose_row("responses", 0)
    grid = desk.screen.tables["responses"].grid
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().count("\t") == 9


def test_a_table_sorts_and_comes_back_to_the_papers_order(desk: WindowRobot) -> None:
    page = desk.table("plan")
    paper = desk.cells("plan", 2)
    page.grid.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert desk.cells("plan", 2) != paper
    assert desk.cells("plan", 2) == sorted(paper, key=str.casefold)
    page.grid.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert desk.cells("plan", 2) == paper


# Fields


def test_a_field_is_saved_on_leaving_it(desk: WindowRobot) -> None:
    desk.choose_row("responses", 0)
    desk.type_into("officer", "Rosa Field")
    assert desk.cells("responses", 5)[0] != "Rosa Field"
    desk.leave()
    desk.until(lambda: desk.cells("responses", 5)[0] == "Rosa Field")
    assert desk.window.saved.text().startswith("Saved ")
    assert desk.screen.tables["responses"].current() is not None  # the row is still chosen


def test_a_refused_field_says_why_beside_itself_and_keeps_what_was_typed(desk: WindowRobot) -> None:
    desk.choose_row("savings", 0)
    edit = desk.type_into("amount", "lots")
    desk.leave()
    assert edit.refusal.isVisibleTo(desk.screen.inspector)
    assert "not a number" in edit.refusal.text()
    assert edit.toPlainText() == "lots"
    assert drafting.drafts_of(desk.store, desk.screen.inspector.record().id) == {"amount": "lots"}
    desk.type_into("amount", "1,200")
    desk.leave()
    desk.until(lambda: desk.cells("savings", 2)[0] == "1,200")
    assert not edit.refusal.text()
    assert drafting.drafts_of(desk.store, desk.screen.inspector.record().id) == {}


def test_pages_are_typed_as_a_range(desk: WindowRobot) -> None:
    desk.choose_item("Cabinet Response")
    desk.type_into("printed_pages", "32-35")
    desk.leave()
    assert desk.store.read.record(desk.screen.inspector.record().id).printed_pages == [32, 35]
    edit = desk.type_into("printed_pages", "35-32")
    desk.leave()
    assert "lower number first" in edit.refusal.text()


def test_escape_gives_a_typed_field_up(desk: WindowRobot) -> None:
    desk.choose_row("responses", 0)
    before = desk.field("officer").toPlainText()
    edit = desk.type_into("officer", "Nobody")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.toPlainText() == before


def test_enter_leaves_a_short_field_and_begins_a_line_in_a_long_one(desk: WindowRobot) -> None:
    desk.choose_row("responses", 0)
    edit = desk.type_into("officer", "Rosa Field")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert not edit.hasFocus()
    assert edit.toPlainText() == "Rosa Field"
    long = desk.type_into("conclusions", "One")
    QTest.keyClick(long, Qt.Key.Key_Return)
    QTest.keyClicks(long, "Two")
    assert long.toPlainText() == "One\nTwo"


def test_a_change_from_elsewhere_comes_in_without_losing_what_is_typed(desk: WindowRobot) -> None:
    record = desk.choose_row("responses", 0)
    edit = desk.type_into("officer", "half typ")
    editing.set_field(desk.store, record.id, "financial", "None at all", actor="Someone Else")
    editing.set_field(desk.store, record.id, "officer", "Their officer", actor="Someone Else")
    desk.until(lambda: desk.field("financial").toPlainText() == "None at all")
    assert edit.toPlainText() == "half typ"
    assert edit.hasFocus()


def test_what_was_typed_before_a_crash_is_there_again(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "1.ini") as desk:
        record = desk.choose_row("responses", 0)
        desk.type_into("officer", "unsaved words")
        desk.until(lambda: drafting.drafts_of(desk.store, record.id))
        desk.screen.inspector.forget()  # as if the program had ended here
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "2.ini") as desk:
        desk.choose_row("responses", 0)
        assert desk.field("officer").toPlainText() == "unsaved words"
        assert desk.cells("responses", 5)[0] != "unsaved words"
        desk.choose_row("responses", 1)
        desk.until(lambda: desk.cells("responses", 5)[0] == "unsaved words")
        assert drafting.drafts_of(desk.store, record.id) == {}


def test_a_person_who_never_pauses_has_drafts_too(desk: WindowRobot) -> None:
    record = desk.choose_row("responses", 0)
    edit = desk.type_into("officer", "")
    for _ in range(26):
        QTest.keyClicks(edit, "a")
        desk.qtbot.wait(50)
    assert drafting.drafts_of(desk.store, record.id)
    desk.leave()


def test_closing_saves_what_is_typed(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    with WindowRobot(qtbot, sample_folder, settings=tmp_path / "1.ini") as desk:
        record = desk.choose_row("responses", 0)
        desk.type_into("officer", "Last words")
    with read_library(sample_folder) as reader:
        assert reader.record(record.id).officer == "Last words"


def test_a_cell_is_edited_in_place(desk: WindowRobot) -> None:
    page = desk.table("responses")
    desk.choose_row("responses", 0)
    page.grid.setCurrentIndex(page.proxy.index(0, 5))
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_F2)
    editor = page.grid.findChild(QPlainTextEdit)
    assert editor.accessibleName() == "Officer"
    QTest.keyClicks(editor, "In place")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    desk.until(lambda: desk.cells("responses", 5)[0] == "In place")
    assert desk.field("officer").toPlainText() == "In place"
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_F2)
    QTest.keyClicks(page.grid.findChild(QPlainTextEdit), "thrown away")
    QTest.keyClick(page.grid.findChild(QPlainTextEdit), Qt.Key.Key_Escape)
    desk.settle()
    assert desk.cells("responses", 5)[0] == "In place"


# Undo


def test_undo_is_the_fields_own_first_and_then_the_windows(desk: WindowRobot) -> None:
    desk.choose_row("responses", 0)
    before = desk.field("officer").toPlainText()
    desk.type_into("officer", "Rosa Field")
    desk.leave()
    desk.until(lambda: desk.cells("responses", 5)[0] == "Rosa Field")
    edit = desk.field("timetable")
    edit.setFocus()
    QTest.keyClicks(edit, "zz")
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert "zz" not in edit.toPlainText()
    assert desk.cells("responses", 5)[0] == "Rosa Field"
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: desk.cells("responses", 5)[0] == before)
    assert desk.toast() == "Undone: Edit response."
    assert desk.window.toast.button.text() == "Redo"
    desk.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    desk.until(lambda: desk.cells("responses", 5)[0] == "Rosa Field")
    desk.until(lambda: desk.field("officer").toPlainText() == "Rosa Field")


def test_the_menu_names_what_undo_will_undo(desk: WindowRobot) -> None:
    desk.choose_row("responses", 0)
    desk.type_into("officer", "Rosa Field")
    desk.leave()
    desk.window.undo_action.associatedObjects()[0].aboutToShow.emit()
    assert desk.window.undo_action.text() == "&Undo: Edit response"


def test_a_deleted_row_goes_with_an_undo_in_the_toast(desk: WindowRobot) -> None:
    desk.choose_row("responses", 1)
    desk.screen.tables["responses"].grid.setFocus()
    desk.press(Qt.Key.Key_Delete)
    desk.until(lambda: desk.screen.tables["responses"].count() == 2)
    assert desk.toast() == "Response moved to the bin."
    desk.window.toast.button.click()
    desk.until(lambda: desk.screen.tables["responses"].count() == 3)


def test_a_meeting_is_not_deleted_by_a_slip(desk: WindowRobot) -> None:
    desk.window.delete_record()
    assert desk.toast().startswith("Choose an item")


# Look


def test_theme_and_text_size_change_while_somebody_types(desk: WindowRobot) -> None:
    desk.choose_row("responses", 0)
    edit = desk.type_into("officer", "half typ")
    high = edit.height()
    for theme in (look.Theme("dark", 1.5), look.Theme("contrast", 2.0), look.Theme("light")):
        look.apply(_app(), theme)
        desk.window.set_theme(theme)
        desk.settle()
        assert edit.toPlainText() == "half typ"
        assert edit.hasFocus()
        assert desk.screen.tabs.currentWidget() is desk.screen.tables["responses"]
        if theme.scale == 2.0:
            assert edit.height() > 1.6 * high
            assert desk.screen.inspector.isVisible()  # though there is little room for it
            assert desk.screen.tables["responses"].grid.rowHeight(0) >= 2 * 16 * 2
    assert edit.height() == high


def test_tabs_that_do_not_fit_stand_under_more(desk: WindowRobot) -> None:
    tabs = desk.screen.tabs
    assert tabs.folded()
    assert tabs.more.isVisible()
    tabs.more.menu().aboutToShow.emit()
    action = next(a for a in tabs.more.menu().actions() if a.text().startswith("Savings"))
    action.trigger()
    assert tabs.currentWidget() is desk.screen.tables["savings"]
    assert tabs.isTabVisible(tabs.currentIndex())
    bar = tabs.tabBar()
    shown = [index for index in range(tabs.count()) if tabs.isTabVisible(index)]
    assert all(bar.tabRect(index).left() >= 0 for index in shown)
    assert max(bar.tabRect(index).right() for index in shown) <= bar.width()


def test_every_table_is_reached_by_keys(desk: WindowRobot) -> None:
    tabs = desk.screen.tabs
    seen = set()
    for _ in range(len(tabs.offered())):
        desk.press(Qt.Key.Key_Tab, CONTROL)
        seen.add(tabs.currentIndex())
    assert seen == set(tabs.offered())


def test_panes_wait_behind_their_keys_in_a_narrow_window(desk: WindowRobot) -> None:
    screen = desk.screen
    assert screen.inspector.isVisible()
    desk.window.resize(900, 700)
    desk.settle()
    assert not screen.inspector.isVisible()
    assert screen.left.isVisible()
    desk.press(Qt.Key.Key_F4)
    assert screen.inspector.isVisible()
    assert screen.fields_button.isChecked()
    desk.window.resize(1366, 768)
    desk.settle()
    desk.press(Qt.Key.Key_F9)
    assert not screen.left.isVisible()
    desk.press(Qt.Key.Key_F9)
    assert screen.left.isVisible()


def test_f6_goes_round_the_panes(desk: WindowRobot) -> None:
    desk.screen.agenda.setFocus()
    places = []
    for _ in range(3):
        desk.press(Qt.Key.Key_F6)
        places.append(_app().focusWidget())
    assert places[0] is desk.screen.pages.view
    assert desk.screen.inspector.isAncestorOf(places[1])
    assert places[2] is desk.screen.agenda


def test_a_page_is_gone_to_by_its_printed_number(desk: WindowRobot) -> None:
    desk.press(Qt.Key.Key_G, CONTROL)
    assert desk.screen.pages.number.hasFocus()
    QTest.keyClicks(desk.screen.pages.number, "12")
    QTest.keyClick(desk.screen.pages.number, Qt.Key.Key_Return)
    desk.settle()
    assert desk.screen.pages.number.text() == "12"
    assert "Printed page 12" in desk.window.where.text()


def test_tab_goes_from_the_agenda_through_the_middle_to_the_fields(desk: WindowRobot) -> None:
    desk.choose_row("responses", 0)
    desk.screen.chooser.setFocus()
    panes = [desk.screen.left, desk.screen.tabs, desk.screen.inspector]
    passed = []
    for _ in range(40):
        focus = _app().focusWidget()
        pane = next((n for n, pane in enumerate(panes) if pane.isAncestorOf(focus)), None)
        if pane is not None and pane not in passed[-1:]:
            passed.append(pane)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert passed[:3] == [0, 1, 2]


@pytest.mark.parametrize("page", ["start", "keys", "about"])
def test_help_opens_from_the_documentation(desk: WindowRobot, page: str) -> None:
    from cypsc_desktop.ui.help import HelpWindow

    desk.window.show_help(page)
    window = desk.window.findChild(HelpWindow)
    assert len(window.text.toPlainText()) > 100
    assert "{version}" not in window.text.toPlainText()
    window.close()


def test_everything_that_takes_the_focus_has_a_name(desk: WindowRobot) -> None:
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QWidget

    desk.choose_row("responses", 0)
    for page in desk.screen.tables.values():
        page.build()
    for page in [desk.window.start, *desk.screen.tables.values(), desk.screen]:
        for widget in page.findChildren(QWidget):
            if not widget.isVisibleTo(page):
                continue
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.objectName().startswith("qt_"):
                known = QAccessible.queryAccessibleInterface(widget)
                assert known.text(QAccessible.Text.Name), f"{widget} has no name"


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
