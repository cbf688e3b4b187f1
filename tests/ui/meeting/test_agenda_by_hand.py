"""The agenda edited by hand, by keys and by mouse: added, renamed, moved, dragged, deleted; and a meeting made by hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from cypsc_desktop.ui.place import Place
from tests.helpers.meeting_robot import MeetingRobot

ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def focus(desk: MeetingRobot) -> None:
    desk.screen.agenda.list.setFocus()


def test_an_item_is_added_behind_the_chosen_one_and_named(desk: MeetingRobot) -> None:
    desk.press_item("Action list update")
    focus(desk)
    steps = desk.steps()
    desk.press(Qt.Key.Key_Insert)
    assert desk.last("done") == "Item added."
    desk.type("Cost of placements")
    desk.press(Qt.Key.Key_Return)
    assert desk.titles()[4:7] == ["5 Action list update", "Cost of placements", desk.titles()[6]]
    assert desk.steps() == steps + 2
    assert desk.record().title == "Cost of placements"
    desk.undo()
    desk.until(lambda: "New item" in desk.titles())
    desk.undo()
    desk.until(lambda: "New item" not in desk.titles())


def test_an_item_is_added_by_the_button(desk: MeetingRobot) -> None:
    desk.click(desk.screen.agenda.add_button)
    desk.press(Qt.Key.Key_Escape)
    assert desk.titles()[-1] == "New item"


def test_an_item_is_renamed_in_place_and_escape_gives_up(desk: MeetingRobot) -> None:
    entity = desk.press_item("Action list update")
    focus(desk)
    desk.press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "Action list update"
    assert editor.accessibleName() == "Title"
    desk.type("Nothing")
    desk.press(Qt.Key.Key_Escape)
    assert "5 Action list update" in desk.titles()
    desk.press(Qt.Key.Key_F2)
    desk.type("Actions since June")
    desk.press(Qt.Key.Key_Return)
    assert "5 Actions since June" in desk.titles()
    assert desk.last("done") == "Item renamed."
    assert desk.store.read.record(entity).title == "Actions since June"


def test_a_paper_is_renamed_and_added_under_its_item(desk: MeetingRobot) -> None:
    desk.press_item("Appendix 2 Letter")
    focus(desk)
    desk.press(Qt.Key.Key_Insert)
    desk.type("Appendix 3 Reply")
    desk.press(Qt.Key.Key_Return)
    assert desk.papers_of("7")[-1] == "Appendix 3 Reply"
    assert desk.last("done") == "Paper renamed."


def test_items_move_by_keys_as_one_step_each(desk: MeetingRobot) -> None:
    desk.press_item("Action list update")
    focus(desk)
    before, steps = desk.titles(), desk.steps()
    desk.press(Qt.Key.Key_Up, ALT)
    assert desk.titles()[3:5] == [before[4], before[3]]
    assert desk.steps() == steps + 1
    assert desk.last("done") == "Item moved."
    desk.press(Qt.Key.Key_Down, ALT)
    desk.press(Qt.Key.Key_Down, ALT)
    assert desk.titles()[4:6] == [before[5], before[4]]
    desk.undo()
    desk.undo()
    desk.undo()
    desk.until(lambda: desk.titles() == before)


def test_the_first_item_goes_no_higher(desk: MeetingRobot) -> None:
    desk.press_item("Apologies")
    focus(desk)
    desk.press(Qt.Key.Key_Up, ALT)
    assert desk.last("failed") == "This is the first item already."


def test_a_paper_moves_through_the_items_by_keys(desk: MeetingRobot) -> None:
    entity = desk.press_item("Appendix 2 Letter")
    focus(desk)
    desk.press(Qt.Key.Key_Up, ALT)
    assert [title[:10] for title in desk.papers_of("7")][1] == "Appendix 2"
    desk.press(Qt.Key.Key_Down, ALT)
    desk.press(Qt.Key.Key_Down, ALT)
    assert desk.papers_of("8")[0].startswith("Appendix 2")
    assert desk.last("done") == "Paper moved to item 8."
    assert desk.screen.agenda.list.current_id() == entity


@pytest.mark.parametrize(
    ("where", "order"), [("above", ["5", "3", "4"]), ("below", ["3", "5", "4"]), ("on", ["3", "5", "4"])]
)
def test_items_are_dragged(desk: MeetingRobot, where: str, order: list[str]) -> None:
    entity = desk.press_item("Action list update")
    desk.drop_on("Disclosures of interest", where)
    assert [title.split()[0] for title in desk.titles()[2:5]] == order
    assert desk.screen.agenda.list.current_id() == entity
    desk.undo()
    desk.until(lambda: desk.titles()[4].startswith("5 "))


def test_an_item_dropped_below_everything_comes_last(desk: MeetingRobot) -> None:
    desk.press_item("Action list update")
    desk.drop_on("Files", "on")
    assert desk.titles()[-1] == "5 Action list update"


def test_papers_are_dragged_to_another_item_and_between_its_papers(desk: MeetingRobot) -> None:
    desk.press_item("Appendix 2 Letter")
    desk.drop_on("What difference", "on")
    assert desk.papers_of("9") == ["Appendix 2 Letter of the focused visit"]
    desk.drop_on("Appendix A: Cabinet", "above")
    assert desk.papers_of("8")[1].startswith("Appendix 2")
    assert desk.papers_of("9") == []
    desk.undo()
    desk.undo()
    desk.until(lambda: desk.papers_of("7")[-1].startswith("Appendix 2"))


def test_a_row_dropped_on_itself_stays(desk: MeetingRobot) -> None:
    desk.press_item("Action list update")
    steps = desk.steps()
    desk.drop_on("Action list update", "on")
    assert desk.steps() == steps


def test_an_item_goes_to_the_bin_and_comes_back(desk: MeetingRobot) -> None:
    desk.press_item("Action list update")
    focus(desk)
    before = desk.titles()
    desk.press(Qt.Key.Key_Delete)
    assert desk.titles() == [title for title in before if not title.startswith("5 ")]
    assert desk.last("done") == "Item “5 Action list update” moved to the bin."
    assert desk.record().number == "6"
    desk.undo()
    desk.until(lambda: desk.titles() == before)


def test_files_are_neither_deleted_nor_moved_here(desk: MeetingRobot) -> None:
    desk.press_item("Agenda pack")
    focus(desk)
    steps = desk.steps()
    for key, held in ((Qt.Key.Key_Delete, NONE), (Qt.Key.Key_Up, ALT), (Qt.Key.Key_F2, NONE)):
        desk.press(key, held)
    assert desk.steps() == steps


def test_delete_while_renaming_takes_out_a_letter(desk: MeetingRobot) -> None:
    desk.press_item("Action list update")
    focus(desk)
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_Home)
    desk.press(Qt.Key.Key_Delete)
    desk.press(Qt.Key.Key_Return)
    assert "5 ction list update" in desk.titles()


def test_enter_goes_to_the_pages_and_the_menu_names_the_keys(desk: MeetingRobot) -> None:
    desk.press_item("Cabinet Response")
    focus(desk)
    desk.press(Qt.Key.Key_Return)
    assert desk.screen.pages.isAncestorOf(QApplication.focusWidget())
    keys = {action.text(): action.shortcut().toString() for action in desk.screen.agenda.acts.values()}
    assert keys["Move up"] == "Alt+Up"


def test_what_is_folded_chosen_and_scrolled_to_stays_when_the_agenda_changes(desk: MeetingRobot) -> None:
    tree = desk.screen.agenda.list
    desk.press_item("Service Impact")
    top = tree.selectedItems()[0]
    top.setExpanded(False)
    desk.screen.agenda.add_item()
    desk.press(Qt.Key.Key_Escape)
    row = next(
        tree.topLevelItem(n) for n in range(tree.topLevelItemCount()) if "Service" in tree.topLevelItem(n).text(0)
    )
    assert not row.isExpanded()


# A meeting by hand


def test_a_meeting_is_made_by_keyboard_alone(desk: MeetingRobot) -> None:
    desk.go(Place("meeting", part="new"))
    assert desk.screen.title() == "New meeting"
    form = desk.screen.form
    assert form.committee.currentText() or form.committee.count() > 1
    form.committee.setCurrentText(desk.store.read.record(desk.meeting_of("2021-09-21").id).body)
    form.date.setFocus()
    desk.type("2 November 2021")
    desk.press(Qt.Key.Key_Tab)
    desk.type("6.30pm")
    desk.press(Qt.Key.Key_Tab)
    desk.type("Town Hall")
    assert form.items.count() == 11
    desk.press(Qt.Key.Key_Return)
    made = desk.meeting()
    assert (made.date, made.time, made.place) == ("2021-11-02", "18:30", "Town Hall")
    assert desk.screen.title() == "Meeting, 2 Nov 2021"
    assert desk.titles()[0] == "1 Apologies for absence"
    assert desk.last("done").endswith("added.")
    desk.undo()
    desk.until(lambda: desk.meeting().date != "2021-11-02")


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(desk: MeetingRobot) -> None:
    desk.click(desk.screen.agenda.new_button)
    form = desk.screen.form
    form.committee.setCurrentText("Health Panel")
    form.date.setText("next week")
    desk.click(form.create_button)
    assert "not a date" in form.fields["date"].refusal.text()
    assert form.date.hasFocus()
    assert form.date.text() == "next week"
    form.date.setText("1/10/2021")
    desk.click(form.create_button)
    assert desk.meeting().body == "Health Panel"
    assert desk.titles() == []


def test_a_form_given_up_leads_back(desk: MeetingRobot) -> None:
    before = desk.meeting()
    desk.click(desk.screen.agenda.new_button)
    assert desk.screen.place().part == "new"
    desk.press(Qt.Key.Key_Escape)
    assert desk.meeting() == before
    assert desk.screen.place().part == "pages"


def test_the_first_meeting_of_an_empty_library(empty_desk: MeetingRobot) -> None:
    empty_desk.click(empty_desk.screen.first_button)
    form = empty_desk.screen.form
    assert form.committee.lineEdit().hasFocus() or form.committee.hasFocus()
    form.committee.setCurrentText("Health Panel")
    form.date.setText("1/10/2021")
    QTest.mouseClick(form.create_button, Qt.MouseButton.LeftButton)
    empty_desk.settle()
    assert empty_desk.meeting().body == "Health Panel"
    assert empty_desk.screen.agenda.nothing.isVisible()
    empty_desk.click(empty_desk.screen.agenda.add_button)
    empty_desk.type("Apologies")
    empty_desk.press(Qt.Key.Key_Return)
    assert empty_desk.titles() == ["Apologies"]
