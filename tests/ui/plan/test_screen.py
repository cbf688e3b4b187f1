"""Plan and programme: parts and counts, sums beside what is printed, progress and bullets typed in their cells."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.editing import undo
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.planning import day_due, figure, sums_of
from cypsc_desktop.commands.records import CellEdit, add_record, edit_cells
from cypsc_desktop.model.records import Meeting, PlanAction, Programme, Saving
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.grid.editors import EDITORS
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.plan.columns import PARTS
from cypsc_desktop.ui.plan.screen import PlanScreen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.helpers.sample import ACTOR


@pytest.mark.parametrize("part", PARTS)
def test_every_part_shows_all_its_rows(screen: PlanScreen, sample: Store, part: str) -> None:
    screen.go(Place("plan", part=part))
    kind = PARTS[part][0]
    assert screen.place().part == part
    assert {r.id for r in screen.grid.model.records()} == {r.id for r in sample.read.records(kind)}
    chip = next(chip for chip in screen.chips._offered if chip.key == part)
    assert chip.count == len(sample.read.records(kind))


def test_sums_stand_under_the_savings_and_follow_an_edit(screen: PlanScreen, sample: Store, qtbot: QtBot) -> None:
    screen.go(Place("plan", part="savings"))
    savings = all_of(sample.read, Saving)
    assert f"In all {figure(sums_of(savings).total)}" in screen.sums.words
    edit_cells(sample, [CellEdit(savings[0].id, "amount", "99999")], label="Edit", actor=ACTOR)
    wanted = figure(sums_of(all_of(sample.read, Saving)).total)
    qtbot.waitUntil(lambda: f"In all {wanted}" in screen.sums.words)
    screen.go(Place("plan", part="actions"))
    assert not screen.sums.isVisible()


def test_update_types_into_the_progress_of_the_row(screen: PlanScreen, sample: Store, qtbot: QtBot) -> None:
    action = all_of(sample.read, PlanAction)[0]
    screen.go(Place("plan", record=action.id))
    assert screen.place() == Place("plan", part="actions", record=action.id)
    QTest.keyClick(screen.grid.view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    editor = QApplication.focusWidget()
    assert isinstance(editor, EDITORS)
    QTest.keyClicks(editor, "Slipped to May")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: all_of(sample.read, PlanAction, id=action.id)[0].progress == "Slipped to May")
    shape = next(c.shape for c in screen.grid.spec.columns if c.key == "progress")
    assert shape

    def form() -> str:
        found = shape(screen.grid.arrangement.record(screen.grid.arrangement.row_of(action.id) or 0)) if shape else None
        return found.form if found else ""

    qtbot.waitUntil(lambda: form() == "down")
    undo(sample, actor=ACTOR)
    qtbot.waitUntil(lambda: form() != "down")


def test_the_bullets_of_a_meeting_are_typed_an_entry_a_line(screen: PlanScreen, sample: Store, qtbot: QtBot) -> None:
    row = all_of(sample.read, Programme)[0]
    screen.go(Place("plan", part="programme", record=row.id))
    screen.update_row()
    editor = QApplication.focusWidget()
    assert isinstance(editor, EDITORS)
    assert editor.text() == "\n".join(row.items or [])
    editor.set_text("Budget\nExclusions")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: all_of(sample.read, Programme, id=row.id)[0].items == ["Budget", "Exclusions"])
    index = screen.grid.arrangement.index(0, screen.grid.arrangement.column_of("items") or 0)
    qtbot.waitUntil(lambda: index.data() == "• Budget\n• Exclusions")


def test_the_papers_of_another_meeting_can_be_chosen(screen: PlanScreen, sample: Store, qtbot: QtBot) -> None:
    having = {r.meeting for r in all_of(sample.read, Programme)}
    other = next(m for m in all_of(sample.read, Meeting) if m.id not in having)
    made = add_record(sample, "programme", {"meeting": other.id, "date": "1/1/2031"}, actor=ACTOR)
    screen.go(Place("plan", part="programme"))
    qtbot.waitUntil(lambda: screen.papers.count() == 3)
    screen.go(Place("plan", record=made.id))
    assert screen.place().record == made.id
    screen.papers.setCurrentIndex(screen.papers.findData(other.id))
    screen.papers.activated.emit(screen.papers.currentIndex())
    assert [r.id for r in screen.grid.model.records()] == [made.id]


def test_another_committee_has_a_plan_of_its_own(screen: PlanScreen, session: Session, qtbot: QtBot) -> None:
    session.choose_committee("committee-of-nobody")
    qtbot.waitUntil(lambda: not screen.grid.model.records())
    assert "comes with a meeting's papers" in screen.grid.nothing.text()
    assert not screen.update_button.isEnabled()
    screen.update_row()
    session.choose_committee(None)
    qtbot.waitUntil(lambda: bool(screen.grid.model.records()))


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_that_takes_the_focus_has_a_name(screen: PlanScreen, scale: float) -> None:
    screen.set_theme(Theme("contrast", scale))
    for part in PARTS:
        screen.go(Place("plan", part=part))
        for widget in screen.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_actions_sort_by_the_last_day_they_can_mean(screen: PlanScreen) -> None:
    screen.go(Place("plan", part="actions"))
    screen.grid.group_by(None)
    screen.grid.sort_by("due")
    days = [day_due(r) for r in screen.grid.arrangement.shown_records() if isinstance(r, PlanAction)]
    dated = [day for day in days if day]
    assert dated == sorted(dated)
    assert days[: len(dated)] == dated


def test_a_part_that_is_pressed_is_a_leap(screen: PlanScreen, qtbot: QtBot) -> None:
    button = screen.chips.button("savings")
    assert button
    with qtbot.waitSignal(screen.jumped) as told:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args[0].part == "savings"
    assert screen.title() == "Plan: savings"
    with qtbot.assertNotEmitted(screen.jumped):
        screen.go(Place("plan", part="projects"))
