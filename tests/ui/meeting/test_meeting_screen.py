"""Which meeting is shown, its tabs, its tables beside its pages, and how the screen is left and come back to."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands import editing
from cypsc_desktop.commands.agenda import new_meeting
from cypsc_desktop.model.records import Item, Meeting
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.place import Place
from tests.helpers.meeting_robot import ACTOR, MeetingRobot

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_meeting_with_an_agenda_is_shown_first(desk: MeetingRobot) -> None:
    assert desk.meeting().date == "2021-09-21"
    assert desk.screen.title() == "Meeting, 21 Sep 2021"
    assert desk.screen.agenda.chooser.shown() == "21 Sep 2021"
    assert desk.tabs()[:3] == ["Pages", "Agenda 11", "Papers 10"]
    assert desk.screen.place() == Place("meeting", desk.meeting().id, part="pages")
    assert desk.record() == desk.meeting()
    assert desk.sheet() == 1


def test_the_agenda_says_what_matters_of_each_item(desk: MeetingRobot) -> None:
    rows = desk.agenda()
    assert "8 Cabinet Response to Recommendations, pages 32 to 34, unread" in rows
    assert "  Appendix A: Cabinet Response to Recommendations, pages 33 to 34, unread" in rows
    assert "  Appendix 1 Measures for the quarter, Supplement, 17 Sep 2021, page 2, unread" in rows
    assert any(row.startswith("6 Early Help") and "Supplement, 17 Sep 2021" in row for row in rows)
    assert rows[-3:] == [
        "Files", "  Agenda pack, 13 Sep 2021, 37 sheets, unread", "  Supplement, 17 Sep 2021, 4 sheets, unread",
    ]  # fmt: skip


def test_an_item_leads_to_its_pages_and_is_told_to_the_inspector(desk: MeetingRobot) -> None:
    entity = desk.press_item("Cabinet Response")
    assert desk.record().id == entity
    assert desk.sheet() == 32
    assert desk.screen.place().record == entity


def test_what_was_read_is_unread_no_more(desk: MeetingRobot) -> None:
    entity = desk.press_item("Minutes of the previous")
    desk.until(lambda: not desk.screen.agenda.list.row(entity).unread)
    assert any(row.unread for row in desk.screen.agenda.list.items())


def test_focus_alone_chooses_nothing(desk: MeetingRobot) -> None:
    desk.screen.agenda.chooser.setFocus()
    desk.screen.agenda.list.setFocus()
    desk.settle()
    assert desk.record() == desk.meeting()


def test_another_table_lets_go_of_the_row_of_the_one_before(desk: MeetingRobot) -> None:
    desk.screen.tabs.go_to("responses")
    view = desk.screen.table_in_front().grid.view
    view.setCurrentIndex(view.model().index(1, 0))
    desk.settle()
    chosen = desk.record()
    assert chosen.kind == "response"
    desk.screen.tabs.go_to("findings")
    desk.settle()
    assert desk.record() == desk.meeting()  # no finding is chosen; a response that is out of sight is not edited
    desk.screen.tabs.go_to("responses")
    desk.settle()
    assert desk.record() == chosen


def test_tables_with_rows_have_tabs_and_the_others_stand_under_more(desk: MeetingRobot) -> None:
    tabs = desk.screen.tabs
    assert "responses" in tabs.offered()
    assert "recommendations" in tabs.empty()
    tabs.more.menu().aboutToShow.emit()
    action = next(a for a in tabs.more.menu().actions() if a.text() == "Recommendations")
    action.trigger()
    assert tabs.current() == "recommendations"
    assert "recommendations" in tabs.shown()
    assert desk.screen.table_in_front().grid.empty_button.text() == "Add recommendation"


def test_an_empty_table_is_filled_by_hand(desk: MeetingRobot) -> None:
    page = desk.go_to_part("actions")
    desk.click(page.grid.empty_button)
    desk.press(Qt.Key.Key_Escape)
    assert desk.screen.tabs.offered().count("actions") == 1
    desk.until(lambda: "Actions 1" in desk.tabs())
    assert desk.store.read.records("action", meeting=desk.meeting().id)


def test_recommendations_of_the_minutes_are_found_under_their_own_meeting(desk: MeetingRobot) -> None:
    page = desk.go_to_part("recommendations")
    assert "29 Jun 2021" in page.notice_words.text()
    assert "7 in all" in page.notice_words.text()
    desk.click(page.notice_button)
    assert desk.meeting().date == "2021-06-29"
    assert desk.screen.tabs.current() == "recommendations"
    assert len(desk.cells("text")) == 7
    assert not page.notice.isVisible()


def test_every_table_opens_and_tells_its_rows(desk: MeetingRobot) -> None:
    for name in desk.screen.tabs.offered():
        page = desk.go_to_part(name)
        if page is not None:
            assert page.grid.arrangement.total() > 0 or name == "agenda"
            assert page.table.name == name


def test_grids_are_made_when_they_are_first_looked_at(desk: MeetingRobot) -> None:
    assert not desk.screen.tables.pages
    desk.go_to_part("responses")
    assert set(desk.screen.tables.pages) == {"responses"}


def test_papers_of_two_items_are_shown_with_their_item(desk: MeetingRobot) -> None:
    desk.go_to_part("papers")
    assert len(desk.cells("title")) == 10
    assert any(name.startswith("7 ") for name in desk.cells("item"))


def test_a_chosen_row_shows_its_page_and_box_beside_it(desk: MeetingRobot) -> None:
    desk.go_to_part("responses")
    desk.click(desk.screen.centre.beside_button)
    assert desk.screen.pages.isVisible()
    assert desk.screen.tables.isVisible()
    record = desk.choose_row(1)
    assert desk.sheet() == record.at["page"]
    assert desk.screen.pages.reader.box() is not None
    desk.click(desk.screen.centre.beside_button)
    assert not desk.screen.pages.isVisible()


def test_pages_beside_are_remembered(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    with MeetingRobot(qtbot, sample_folder, settings=tmp_path / "w.ini") as desk:
        desk.screen.set_beside(True)
    with MeetingRobot(qtbot, sample_folder, settings=tmp_path / "w.ini") as desk:
        desk.go_to_part("agenda")
        assert desk.screen.pages.isVisible()
        desk.screen.reset_layout()
        assert not desk.screen.pages.isVisible()


def test_pages_stand_under_the_table_where_there_is_no_room_beside(desk: MeetingRobot) -> None:
    desk.go_to_part("agenda")
    desk.screen.set_beside(True)
    assert desk.screen.centre.both.orientation() == Qt.Orientation.Horizontal
    desk.screen.resize(800, 690)
    desk.settle()
    assert desk.screen.centre.both.orientation() == Qt.Orientation.Vertical


def test_a_row_is_shown_on_its_page_by_key_and_back_again(desk: MeetingRobot) -> None:
    desk.go_to_part("findings")
    record = desk.choose_row(0)
    before = len(desk.heard["jumped"])
    desk.press(Qt.Key.Key_J, CONTROL | SHIFT)
    assert desk.screen.tabs.current() == "pages"
    assert desk.sheet() == record.page
    assert len(desk.heard["jumped"]) == before + 1


def test_what_was_typed_by_hand_has_no_page(desk: MeetingRobot) -> None:
    desk.screen.agenda.list.setFocus()
    desk.screen.agenda.add_item()
    desk.press(Qt.Key.Key_Escape)
    desk.screen.show_on_page()
    assert "typed by hand" in desk.last("failed")


def test_findings_are_settled_in_one_step_and_opened_again(desk: MeetingRobot) -> None:
    page = desk.go_to_part("findings")
    desk.choose_row(0)
    page.grid.view.selectAll()
    count = len(desk.cells("message"))
    before, steps = desk.cells("settled"), desk.steps()
    assert before.count("Yes") == 1  # what was To Follow came with the supplement
    desk.click(page.settle_button)
    assert desk.steps() == steps + 1
    assert desk.cells("settled") == ["Yes"] * count
    assert desk.last("done") == f"Settled {count} findings."
    assert page.settle_button.text() == "Open again"
    desk.undo()
    desk.until(lambda: desk.cells("settled") == before)


def test_a_changed_record_does_not_move_the_reader(desk: MeetingRobot) -> None:
    entity = desk.press_item("Cabinet Response")
    desk.go_to_part("responses")
    editing.set_field(desk.store, entity, "title", "Replies", actor=ACTOR)
    desk.until(lambda: "8 Replies" in desk.titles())
    assert desk.screen.tabs.current() == "responses"
    assert desk.screen.agenda.list.current_id() == entity


def test_a_record_is_gone_to_in_its_table(desk: MeetingRobot) -> None:
    june = desk.meeting_of("2021-06-29")
    wanted = desk.store.read.records("recommendation", meeting=june.id)[2]
    desk.go(Place("meeting", record=wanted.id))
    assert desk.meeting().id == june.id
    assert desk.screen.tabs.current() == "recommendations"
    assert desk.screen.table_in_front().grid.current() == wanted
    assert desk.record() == wanted


@pytest.mark.parametrize("part", ["item", "agenda"])
def test_a_table_may_be_named_by_the_kind_that_it_shows(desk: MeetingRobot, part: str) -> None:
    desk.go(Place("meeting", part=part))
    assert desk.screen.tabs.current() == "agenda"


def test_a_meeting_is_come_back_to_as_it_was_left(desk: MeetingRobot) -> None:
    september = desk.meeting()
    desk.press_item("Cabinet Response")
    desk.go_to_part("responses")
    record = desk.choose_row(2)
    desk.go(Place("meeting", desk.meeting_of("2021-06-29").id))
    assert desk.screen.tabs.current() != "responses"
    desk.go(Place("meeting", september.id))
    assert desk.screen.tabs.current() == "responses"
    assert desk.record() == record


def test_choosing_another_meeting_asks_for_its_place(desk: MeetingRobot) -> None:
    chooser = desk.screen.agenda.chooser
    chooser.setCurrentIndex(chooser.findData(desk.meeting_of("2021-06-29").id))
    assert desk.last("wanted") == Place("meeting", desk.meeting_of("2021-06-29").id)
    assert desk.meeting().date == "2021-06-29"


def test_other_committees_stand_under_their_names_and_only_one_where_one_is_chosen(desk: MeetingRobot) -> None:
    from cypsc_desktop.commands.agenda import new_meeting

    made = new_meeting(desk.store, {"body": "Health Panel", "date": "1/10/2021"}, actor=ACTOR)
    chooser = desk.screen.agenda.chooser
    desk.until(lambda: chooser.findData(made.id) >= 0)
    assert chooser.shown().startswith("21 Sep 2021, Scrutiny")
    headings = [chooser.itemText(n) for n in range(chooser.count()) if chooser.itemData(n) is None]
    assert headings[0].startswith("Scrutiny")
    assert headings[1] == "Health Panel"
    desk.session.choose_committee(desk.meeting().committee)
    assert chooser.findData(made.id) < 0
    desk.session.choose_committee(made.committee)
    assert desk.meeting().id == made.id


def test_pages_of_a_meeting_without_papers_say_what_to_do(desk: MeetingRobot) -> None:
    from cypsc_desktop.commands.agenda import new_meeting

    made = new_meeting(desk.store, {"body": "Health Panel", "date": "1/10/2021"}, actor=ACTOR)
    desk.go(Place("meeting", made.id, part="pages"))
    assert "Import its agenda pack" in desk.screen.pages.reader.pane.nothing.text()
    assert desk.screen.agenda.nothing.isVisible()


def test_tabs_that_do_not_fit_fold_and_every_table_is_reached_by_keys(desk: MeetingRobot) -> None:
    tabs = desk.screen.tabs
    desk.screen.resize(760, 690)
    desk.settle()
    assert tabs.folded()
    seen = set()
    for _ in tabs.offered():
        desk.press(Qt.Key.Key_PageDown, CONTROL)
        seen.add(tabs.current())
        assert tabs.current() in tabs.shown()
        bar = tabs.bar
        assert all(bar.tabRect(n).left() >= 0 for n in range(bar.count()))
        assert bar.tabRect(bar.count() - 1).right() <= bar.width()
    assert seen == set(tabs.offered())


def test_export_is_of_the_table_in_front(desk: MeetingRobot) -> None:
    page = desk.go_to_part("responses")
    assert desk.screen.exports == "responses"
    desk.click(page.export_button)
    assert desk.last("exporting") == "responses"
    desk.go_to_part("pages")
    assert desk.screen.exports is None


def test_the_meeting_is_prepared_taken_and_drafted_from_its_agenda(desk: MeetingRobot) -> None:
    pane, meeting = desk.screen.agenda, desk.screen.meeting()
    assert meeting
    for button, words, leads in (
        (pane.prepare_button, "Prepare", "prepare"),
        (pane.minutes_button, "Take minutes", "live"),
        (pane.draft_button, "Draft minutes", "minutes"),
    ):
        assert button.text() == words
        desk.click(button)
        assert desk.last("wanted") == Place(leads, meeting.id)


def test_columns_are_remembered(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    with MeetingRobot(qtbot, sample_folder, settings=tmp_path / "w.ini") as desk:
        desk.go_to_part("responses").grid.sort_by("officer")
    with MeetingRobot(qtbot, sample_folder, settings=tmp_path / "w.ini") as desk:
        page = desk.go_to_part("responses")
        assert [by.key for by in page.grid.arrangement.sorting] == ["officer"]


def test_theme_and_text_size_change_what_is_shown_but_not_what_is_chosen(desk: MeetingRobot) -> None:
    desk.go_to_part("responses")
    record = desk.choose_row(1)
    high = desk.screen.table_in_front().grid.view.rowHeight(0)
    for theme in (look.Theme("dark", 1.5), look.Theme("contrast", 2.0)):
        look.apply(_app(), theme)
        desk.screen.set_theme(theme)
        desk.settle()
        assert desk.record() == record
        assert desk.screen.tabs.current() == "responses"
    assert desk.screen.table_in_front().grid.view.rowHeight(0) > 1.6 * high
    assert desk.screen.width() == 1160


def test_the_agenda_steps_back_in_a_narrow_window(desk: MeetingRobot) -> None:
    desk.screen.resize(500, 600)
    desk.settle()
    assert not desk.screen.agenda.isVisible()
    desk.screen.resize(1160, 690)
    desk.settle()
    assert desk.screen.agenda.isVisible()


def test_another_meeting_stands_within_a_tenth_of_a_second(desk: MeetingRobot) -> None:
    june, september = desk.meeting_of("2021-06-29"), desk.meeting()
    desk.go_to_part("findings")
    times = []
    for turn in range(6):
        begun = time.perf_counter()
        desk.screen.go(Place("meeting", (june, september)[turn % 2].id))
        times.append(time.perf_counter() - begun)
    assert sorted(times)[2] < 0.1


def test_panes_and_everything_that_takes_the_focus_have_names(desk: MeetingRobot) -> None:
    desk.go_to_part("findings")
    desk.screen.set_beside(True)
    desk.settle()
    assert len(desk.screen.panes()) == 3
    for widget in desk.screen.findChildren(QWidget):
        takes_focus = widget.isVisibleTo(desk.screen) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes_focus and not widget.objectName().startswith("qt_"):
            known = QAccessible.queryAccessibleInterface(widget)
            assert known.text(QAccessible.Text.Name), f"{widget} has no name"


def test_tab_goes_from_the_agenda_through_the_table_to_the_pages(desk: MeetingRobot) -> None:
    desk.go_to_part("findings")
    desk.screen.set_beside(True)
    desk.settle()
    desk.screen.agenda.chooser.setFocus()
    panes = [desk.screen.agenda, desk.screen.tabs, desk.screen.tables, desk.screen.pages]
    passed: list[int] = []
    for _ in range(40):
        focus = _app().focusWidget()
        pane = next((n for n, pane in enumerate(panes) if pane.isAncestorOf(focus)), None)
        if pane is not None and pane not in passed[-1:]:
            passed.append(pane)
        desk.press(Qt.Key.Key_Escape)  # a grid lets Tab go after Escape
        desk.press(Qt.Key.Key_Tab)
    assert passed[:4] == [0, 1, 2, 3]


def test_a_shut_tab_gives_the_files_back_and_they_come_again(desk: MeetingRobot) -> None:
    desk.press_item("Cabinet Response")
    desk.screen.let_go()
    assert desk.screen.pages.reader.document() is None
    desk.screen.hide()
    desk.screen.show()
    desk.settle()
    assert desk.sheet() == 32


def test_an_empty_library_offers_a_first_meeting(empty_desk: MeetingRobot) -> None:
    assert empty_desk.screen.stack.currentWidget() is empty_desk.screen.empty
    assert empty_desk.screen.title() == "Meeting"
    empty_desk.click(empty_desk.screen.first_button)
    assert empty_desk.screen.title() == "New meeting"


def test_a_meeting_that_is_gone_gives_way_to_another(desk: MeetingRobot) -> None:
    gone = desk.meeting()
    desk.screen.acts["delete"].trigger()
    desk.settle()
    assert desk.last("done") == "The meeting of 21 Sep 2021 moved to the bin."
    assert desk.meeting().id != gone.id
    assert not desk.store.read.records("item", meeting=gone.id)
    desk.undo()
    desk.go(Place("meeting", gone.id))
    assert isinstance(desk.meeting(), Meeting)
    assert len(desk.store.read.records(Item.kind, meeting=gone.id)) == 11


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def test_a_meeting_without_papers_says_so_from_the_start(empty_desk: MeetingRobot) -> None:
    made = new_meeting(empty_desk.store, {"body": "Health Panel", "date": "2/11/2021"}, actor=ACTOR)
    empty_desk.go(Place("meeting", made.id))
    empty_desk.screen.tabs.go_to("pages")
    empty_desk.until(lambda: empty_desk.screen.pages.reader is not None)
    said = [label.text() for label in empty_desk.screen.pages.findChildren(QLabel) if label.isVisible()]
    assert any("No paper of this meeting" in words for words in said)
