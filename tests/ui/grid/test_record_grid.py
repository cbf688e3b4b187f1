"""The grid by its keys, over a real library: what is typed, pasted, filled, moved and deleted is one step of undo."""

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.drafting import drafts_of
from cypsc_desktop.commands.editing import undo
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.records import CellEdit, edit_cells
from cypsc_desktop.commands.showing import show
from cypsc_desktop.model.records import Item, Meeting, PlanAction, Request, Response
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.grid.arrangement import SortBy
from cypsc_desktop.ui.grid.editors import ChoiceEditor, TextEditor
from cypsc_desktop.ui.grid.record_grid import RecordGrid
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.helpers.sample import ACTOR

Make = Callable[..., RecordGrid]
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier


def at(grid: RecordGrid, row: int, key: str) -> None:
    grid.view.go(row, grid.arrangement.column_of(key) or 0)


def choose(grid: RecordGrid, rows: range, *keys: str) -> None:
    """Select a block, its first cell current."""
    at(grid, rows[0], keys[0])
    for row in rows:
        for key in keys:
            index = grid.arrangement.index(row, grid.arrangement.column_of(key) or 0)
            grid.view.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)


def press(grid: RecordGrid, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(grid.view.editor() or grid.view, key, held)


def typed(grid: RecordGrid, text: str) -> None:
    for letter in text:
        QTest.keyClicks(grid.view.editor() or grid.view, letter)


def responses(store: Store) -> list[Response]:
    return all_of(store.read, Response)


def mime(text: str) -> QMimeData:
    made = QMimeData()
    made.setText(text)
    return made


def test_typing_takes_the_place_of_what_is_there(grid: Make, sample: Store, qtbot: QtBot) -> None:
    shown = grid("response")
    at(shown, 0, "officer")
    typed(shown, "Jo Marsh")
    assert isinstance(shown.view.editor(), TextEditor)
    press(shown, Qt.Key.Key_Return)
    assert responses(sample)[0].officer == "Jo Marsh"
    assert shown.view.currentIndex().row() == 1
    assert shown.view.hasFocus()
    qtbot.waitUntil(
        lambda: shown.arrangement.index(0, shown.arrangement.column_of("officer") or 0).data() == "Jo Marsh"
    )
    assert undo(sample, actor=ACTOR) == "Edit response"


def test_f2_keeps_what_is_there_escape_gives_up_and_tab_goes_on(grid: Make, sample: Store) -> None:
    shown = grid("response")
    before = responses(sample)
    at(shown, 0, "officer")
    press(shown, Qt.Key.Key_F2)
    editor = shown.view.editor()
    assert editor is not None
    assert editor.text() == before[0].officer
    typed(shown, "xyz")
    press(shown, Qt.Key.Key_Escape)
    assert shown.view.editor() is None
    assert responses(sample) == before
    assert drafts_of(sample, before[0].id) == {}
    typed(shown, "Bo")
    press(shown, Qt.Key.Key_Tab)
    assert responses(sample)[0].officer == "Bo"
    assert shown.arrangement.column_at(shown.view.currentIndex().column()).key == "timetable"


def test_lines_in_a_cell_grow_it(grid: Make, sample: Store) -> None:
    shown = grid("response")
    at(shown, 0, "timetable")
    typed(shown, "one")
    editor = shown.view.editor()
    assert isinstance(editor, TextEditor)
    height = editor.height()
    for _ in range(6):
        press(shown, Qt.Key.Key_Return, SHIFT)
        typed(shown, "more")
    assert editor.height() > height
    press(shown, Qt.Key.Key_Return)
    assert (responses(sample)[0].timetable or "").splitlines() == ["one", *["more"] * 6]


def test_what_is_refused_stays_open_with_the_reason(grid: Make, sample: Store) -> None:
    shown = grid("meeting")
    at(shown, 0, "date")
    before = all_of(sample.read, Meeting)[0].date
    typed(shown, "30/2/2021")
    press(shown, Qt.Key.Key_Return)
    editor = shown.view.editor()
    assert editor is not None
    assert "is not a date" in editor.accessibleDescription()
    assert all_of(sample.read, Meeting)[0].date == before
    press(shown, Qt.Key.Key_Escape)
    assert shown.view.editor() is None


def test_leaving_with_the_mouse_keeps_what_was_refused_as_a_draft(grid: Make, sample: Store, qtbot: QtBot) -> None:
    shown = grid("meeting")
    at(shown, 0, "date")
    typed(shown, "30/2/2021")
    with qtbot.waitSignal(shown.refused) as told:
        shown.bar.finder.setFocus()
    assert "kept as a draft" in told.args[0]
    assert list(drafts_of(sample, all_of(sample.read, Meeting)[0].id).values()) == ["30/2/2021"]


def test_a_choice_is_chosen_by_its_letter(grid: Make, sample: Store) -> None:
    shown = grid("response")
    at(shown, 0, "decision")
    typed(shown, "n")
    assert isinstance(shown.view.editor(), ChoiceEditor)
    press(shown, Qt.Key.Key_Return)
    assert responses(sample)[0].decision == "noted"


def test_ctrl_enter_fills_all_that_is_selected(grid: Make, sample: Store) -> None:
    shown = grid("response")
    choose(shown, range(3), "officer")
    shown.view.begin_edit("Jo Marsh")
    press(shown, Qt.Key.Key_Return, CTRL)
    assert {r.officer for r in responses(sample)[:3]} == {"Jo Marsh"}


def test_copy_and_paste_give_the_same_rows(grid: Make, sample: Store) -> None:
    shown = grid("plan_action")
    names = ("ref", "text", "owner", "due", "progress")
    choose(shown, range(2), *names)
    press(shown, Qt.Key.Key_C, CTRL)
    held = QGuiApplication.clipboard().mimeData()
    assert held.text().count("\t") == 8
    assert "<table" in held.html()
    before = shown.arrangement.shown_records()
    at(shown, 2, "ref")
    press(shown, Qt.Key.Key_V, CTRL)
    after = shown.arrangement.shown_records()
    for one, other in zip(before[:2], after[2:4], strict=True):
        assert [getattr(one, n) for n in names] == [getattr(other, n) for n in names]
    assert undo(sample, actor=ACTOR).startswith("Paste")
    shown.refresh()
    assert shown.arrangement.shown_records() == before


def test_a_block_from_excel_goes_in_whole(grid: Make, sample: Store) -> None:
    shown = grid("response")
    at(shown, 0, "decision")
    assert shown.doing.paste(mime('noted\t"Two\nlines"\r\nIn progress\t"a ""word"""\r\n')) == 4
    first, second = responses(sample)[:2]
    assert (first.decision, first.decision_text) == ("noted", "Two\nlines")
    assert (second.decision, second.decision_text) == ("in-progress", 'a "word"')


def test_what_does_not_fit_is_named_and_nothing_is_pasted(grid: Make, sample: Store, qtbot: QtBot) -> None:
    shown = grid("response")
    before = show(sample.read, "responses")
    at(shown, 0, "decision")
    with qtbot.assertNotEmitted(shown.refused):  # the list says it, and nothing says it again
        assert shown.doing.paste(mime("noted\tfine\nmaybe\tfine\n")) == 0
    assert show(sample.read, "responses") == before
    assert shown.refusals.isVisible()
    assert "Row 2, Decision" in shown.refusals.list.item(0).text()
    shown.refusals.list.itemActivated.emit(shown.refusals.list.item(0))
    assert (shown.view.currentIndex().row(), shown.view.hasFocus()) == (1, True)
    at(shown, shown.arrangement.rowCount() - 1, "decision")
    shown.doing.paste(mime("noted\nnoted\nnoted\n"))
    assert "2 more lie beyond" in shown.refusals.list.item(0).text()
    assert show(sample.read, "responses") == before


def test_one_value_fills_a_selection_and_down(grid: Make, sample: Store) -> None:
    shown = grid("response")
    choose(shown, range(3), "officer")
    assert shown.doing.paste(mime("Jo Marsh")) == 3
    undo(sample, actor=ACTOR)
    shown.refresh()
    first = responses(sample)[0].decision_text
    choose(shown, range(3), "decision_text")
    press(shown, Qt.Key.Key_D, CTRL)
    assert [r.decision_text for r in responses(sample)[:3]] == [first] * 3
    assert undo(sample, actor=ACTOR).startswith("Fill down")


def test_delete_empties_cells_and_ctrl_delete_bins_rows(grid: Make, sample: Store) -> None:
    shown = grid("response")
    before = responses(sample)
    choose(shown, range(2), "officer", "timetable")
    press(shown, Qt.Key.Key_Delete)
    assert [(r.officer, r.timetable) for r in responses(sample)[:2]] == [(None, None)] * 2
    press(shown, Qt.Key.Key_Delete, CTRL)
    assert [r.id for r in responses(sample)] == [r.id for r in before[2:]]
    assert undo(sample, actor=ACTOR) == "Delete 2 responses"
    assert undo(sample, actor=ACTOR) == "Empty 4 cells"
    assert responses(sample) == before


def test_a_row_is_added_by_hand_below_the_current_one(grid: Make, sample: Store) -> None:
    shown = grid("response")
    at(shown, 0, "officer")
    press(shown, Qt.Key.Key_Insert)
    assert shown.view.editor() is not None
    typed(shown, "A new one")
    press(shown, Qt.Key.Key_Return)
    made = responses(sample)[1]
    assert (made.recommendation, made.meeting) == ("A new one", responses(sample)[0].meeting)


def test_rows_move_by_key_and_stay_where_they_belong(grid: Make, sample: Store, qtbot: QtBot) -> None:
    shown = grid("plan_action", grouped=True)
    before = [r.id for r in shown.arrangement.shown_records()]
    at(shown, 1, "text")
    press(shown, Qt.Key.Key_Down, ALT)
    assert [r.id for r in shown.arrangement.shown_records()][:3] == [before[1], before[0], before[2]]
    assert shown.view.currentIndex().row() == 2
    press(shown, Qt.Key.Key_Up, ALT)
    assert [r.id for r in shown.arrangement.shown_records()] == before
    with qtbot.waitSignal(shown.refused) as told:
        press(shown, Qt.Key.Key_Up, ALT)
    assert told.args[0] == "This row is the first of its group already."
    shown.sort_by("due")
    with qtbot.waitSignal(shown.refused, raising=True) as told:
        press(shown, Qt.Key.Key_Down, ALT)
    assert "Take the sorting off" in told.args[0]


def test_groups_fold_by_key(grid: Make) -> None:
    shown = grid("response", grouped=True)
    heading = shown.arrangement.heading(0)
    assert heading is not None
    count = shown.arrangement.rowCount()
    at(shown, 0, "recommendation")
    press(shown, Qt.Key.Key_Left)
    assert shown.arrangement.rowCount() == count - heading.count
    press(shown, Qt.Key.Key_Right)
    assert shown.arrangement.rowCount() == count
    assert shown.view.rowHeight(0) < shown.view.rowHeight(1)


def test_letters_in_a_cell_are_no_commands_of_the_window(grid: Make, qtbot: QtBot) -> None:
    from PySide6.QtGui import QShortcut

    shown = grid("response")
    pressed: list[str] = []
    QShortcut("q", shown, lambda: pressed.append("q"))
    at(shown, 0, "officer")
    press(shown, Qt.Key.Key_Q)
    assert pressed == []
    assert shown.view.editor() is not None
    press(shown, Qt.Key.Key_Escape)


def test_tab_walks_the_cells_and_never_traps(grid: Make) -> None:
    shown = grid("response")
    at(shown, 0, "recommendation")
    press(shown, Qt.Key.Key_Tab)
    assert shown.view.currentIndex().column() == 1
    press(shown, Qt.Key.Key_Backtab, SHIFT)
    assert shown.view.currentIndex().column() == 0
    press(shown, Qt.Key.Key_Escape)
    press(shown, Qt.Key.Key_Tab)
    assert not shown.view.hasFocus()


def test_finding_and_filtering_say_how_many(grid: Make) -> None:
    shown = grid("response")
    total = shown.arrangement.total()
    shown.look_for("nothing says this")
    assert shown.stack.currentIndex() == 1
    assert shown.empty_button.text() == "Show all rows"
    shown.empty_button.click()
    assert shown.bar.count.text() == f"{total} responses"
    press(shown, Qt.Key.Key_L, CTRL | SHIFT)
    assert shown.strip.isVisible()
    shown.strip.fields["decision"].setText("accepted")
    assert all(r.decision == "accepted" for r in shown.arrangement.shown_records())


def test_sorting_by_the_header_and_by_several(grid: Make) -> None:
    shown = grid("plan_action")
    shown.sort_by("owner")
    shown.sort_by("ref", also=True)
    assert shown.arrangement.sorting == (SortBy("owner"), SortBy("ref"))
    shown.sort_by("ref", also=True)
    assert shown.arrangement.sorting == (SortBy("owner"), SortBy("ref", True))
    shown.sort_by("ref")
    assert shown.arrangement.sorting == ()


def test_what_the_window_remembers_comes_back(grid: Make) -> None:
    shown = grid("response")
    first = shown.state()
    shown.columns.place("officer", 0)
    shown.columns.show_one("timetable", False)
    shown.columns.show_one("meeting", True)
    shown.columns.widen(2, "decision")
    shown.sort_by("decision")
    shown.group_by("report")
    shown.set_lines(4)
    shown.freeze(2)
    state = json.loads(json.dumps(shown.state()))
    assert state["columns"][0] == "officer"
    assert "timetable" not in state["columns"]
    other = grid("response")
    other.restore(state)
    assert other.state() == state
    other.restore({"form": 99, "columns": ["nonsense"]})
    assert other.state() == first


def test_the_selection_survives_what_others_change(grid: Make, sample: Store, qtbot: QtBot) -> None:
    shown = grid("response")
    at(shown, 2, "officer")
    here = shown.current()
    assert here is not None
    shown.sort_by("recommendation")
    assert shown.current() == here
    edit_cells(sample, [CellEdit(here.id, "recommendation", "0 first of all")], label="Edit", actor="Bo")
    qtbot.waitUntil(lambda: shown.arrangement.index(0, 0).data() == "0 first of all")
    assert shown.view.currentIndex().row() == 0


@pytest.mark.parametrize(
    "kind", ["item", "person", "attendance", "saving", "section", "finding", "programme", "meeting"]
)
def test_every_kind_is_shown_and_named(grid: Make, kind: str) -> None:
    shown = grid(kind)
    assert shown.arrangement.rowCount() == shown.arrangement.total() > 0
    for row in (0, shown.arrangement.rowCount() - 1):
        for column in range(shown.arrangement.columnCount()):
            said = shown.arrangement.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
            assert said.startswith(shown.arrangement.column_at(column).header)
    assert shown.view.accessibleName()
    shown.set_theme(Theme("dark", 2.0))


def test_an_empty_list_offers_to_begin(grid: Make, sample: Store, session: Session) -> None:
    meeting = all_of(sample.read, Meeting)[0].id
    shown = grid(
        "request", rows=lambda reader: reader.records("request", text="x"), parents=lambda: {"meeting": meeting}
    )
    assert shown.stack.currentIndex() == 1
    shown.empty_button.click()
    assert any(r.text is None for r in all_of(sample.read, Request))


def test_the_cell_menu_names_every_action_with_its_key(grid: Make) -> None:
    shown = grid("response")
    at(shown, 0, "decision")
    menu = shown.cell_menu()
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert "Fill down\tCtrl+D" in texts
    assert texts[-1] == "Column Decision"
    menu.deleteLater()


def test_links_are_chosen_by_name(grid: Make, sample: Store) -> None:
    shown = grid("plan_action", grouped=False)
    shown.columns.show_one("project", True)
    actions = all_of(sample.read, PlanAction)
    other = next(a for a in actions if a.project != actions[0].project)
    row = next(n for n in range(shown.arrangement.rowCount()) if shown.arrangement.key_of(n) == other.id)
    name = shown.arrangement.index(row, shown.arrangement.column_of("project") or 0).data()
    at(shown, 0, "project")
    shown.view.begin_edit(name)
    press(shown, Qt.Key.Key_Return)
    if shown.view.editor():  # the list of names takes the first Enter
        press(shown, Qt.Key.Key_Return)
    assert all_of(sample.read, PlanAction, id=actions[0].id)[0].project == other.project


def test_frozen_columns_stay_and_are_typed_into(grid: Make, sample: Store, qtbot: QtBot) -> None:
    shown = grid("response")
    shown.resize(500, 400)
    qtbot.waitUntil(shown.view.frozen.isVisible)
    at(shown, 0, "report_back")
    assert shown.view.horizontalScrollBar().value() > 0
    at(shown, 0, "recommendation")
    assert shown.view.horizontalScrollBar().value() > 0
    typed(shown, "Typed in the frozen column")
    assert shown.view.editor().parentWidget() is shown.view.frozen.viewport()
    press(shown, Qt.Key.Key_Return)
    assert responses(sample)[0].recommendation == "Typed in the frozen column"
    assert shown.view.hasFocus()


def test_items_are_dragged_into_order(grid: Make, sample: Store) -> None:
    meeting = next(m for m in all_of(sample.read, Meeting) if len(all_of(sample.read, Item, meeting=m.id)) > 3)
    shown = grid("item", rows=lambda reader: reader.records("item", meeting=meeting.id))
    before = [r.id for r in shown.arrangement.shown_records()]
    shown.view.selectRow(0)
    shown.view.rows.dragged.emit(0, 3)
    assert [r.id for r in shown.arrangement.shown_records()][:3] == [before[1], before[2], before[0]]
    assert undo(sample, actor=ACTOR) == "Move item"


def test_filters_above_the_columns_are_entered_and_left_by_keys(grid: Make, sample: Store) -> None:
    """Ctrl+Shift+L opens them at the column; Enter goes on to the rows, Escape empties a field and then closes them."""
    shown = grid("response")
    at(shown, 0, "officer")
    word = str(responses(sample)[0].officer).split()[-1]
    press(shown, Qt.Key.Key_L, CTRL | SHIFT)
    field = shown.strip.fields["officer"]
    assert field.hasFocus()
    QTest.keyClicks(field, word)
    assert 0 < shown.arrangement.fitting() < shown.arrangement.total()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert shown.view.hasFocus()
    shown.strip.focus_on("officer")
    QTest.keyClicks(field, " nobody at all")
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert shown.empty_button.hasFocus()  # no row is left to go to
    shown.strip.focus_on("officer")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), shown.arrangement.fitting()) == ("", shown.arrangement.total())
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert shown.view.hasFocus()
    assert not shown.strip.isVisible()
