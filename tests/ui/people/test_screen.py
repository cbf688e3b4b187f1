"""People: kinds of seat, terms entered in the inspector, attendance that leads to its page, two names of one person."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.editing import undo
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.members import facts_of_people, terms_of
from cypsc_desktop.commands.records import add_record
from cypsc_desktop.model.records import Attendance, Membership, Person, Term
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.inspector import Inspector
from cypsc_desktop.ui.inspector.person_panel import PersonPanel
from cypsc_desktop.ui.inspector.ties import LinkLine
from cypsc_desktop.ui.people.screen import PeopleScreen
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.theme import Theme
from tests.helpers.sample import ACTOR


def cell(screen: PeopleScreen, person: str, column: str) -> str:
    arrangement = screen.grid.arrangement
    row, at = arrangement.row_of(person), arrangement.column_of(column)
    assert row is not None
    assert at is not None
    return str(arrangement.index(row, at).data())


def panel(inspector: Inspector) -> PersonPanel:
    return next(one for one in inspector.findChildren(PersonPanel) if one.isVisible())


def test_everybody_is_there_and_chips_agree(screen: PeopleScreen, sample: Store) -> None:
    assert {r.id for r in screen.grid.model.records()} == {p.id for p in all_of(sample.read, Person)}
    for chip in list(screen.chips._offered):
        screen.chips.choose(chip.key)
        assert screen.grid.arrangement.fitting() == chip.count


def test_a_term_is_added_from_what_the_papers_say_and_completed(
    screen: PeopleScreen, inspector: Inspector, sample: Store, qtbot: QtBot
) -> None:
    seat = next(m for m in all_of(sample.read, Membership) if m.person and m.voting)
    person = seat.person or ""
    screen.go(Place("people", record=person))
    with qtbot.waitSignal(inspector.done):
        QTest.mouseClick(panel(inspector).add_button, Qt.MouseButton.LeftButton)
    made = all_of(sample.read, Term)[0]
    assert (made.person, made.seat, made.voting) == (person, seat.seat, seat.voting)
    assert inspector.record() == made
    inspector.form.rows["from_date"].editor.set_text("1/5/2021")
    inspector.form.rows["to_date"].editor.set_text("30/4/2022")
    assert inspector.save_now()
    assert [(t.first, t.last) for t in terms_of(sample.read, person)] == [("2021-05-01", "2022-04-30")]
    qtbot.waitUntil(lambda: cell(screen, person, "term") == "1 May 2021 to 30 Apr 2022")
    qtbot.waitUntil(lambda: any(line.isVisible() for line in inspector.findChildren(LinkLine)))
    back = next(line for line in inspector.findChildren(LinkLine) if line.isVisible())
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(inspector.record(), Person))
    assert any("1 May 2021" in line.whole for line in panel(inspector).findChildren(LinkLine))
    screen.go(Place("people", record=made.id))
    assert inspector.record() == all_of(sample.read, Term)[0]


def test_attendance_leads_to_its_page(screen: PeopleScreen, inspector: Inspector, sample: Store, qtbot: QtBot) -> None:
    row = next(a for a in all_of(sample.read, Attendance) if a.person and a.state == "present")
    screen.go(Place("people", record=row.person))
    assert cell(screen, row.person or "", "attended") == facts_of_people(sample.read)[f"{row.person} attended"]
    line = next(one for one in panel(inspector).findChildren(LinkLine) if "present" in one.whole)
    with qtbot.waitSignal(inspector.wanted) as told:
        QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert (told.args[0].screen, told.args[0].sheet) == ("papers", row.at["page"])


def test_two_names_are_joined_and_the_row_goes(
    screen: PeopleScreen, inspector: Inspector, sample: Store, qtbot: QtBot
) -> None:
    kept = next(p for p in all_of(sample.read, Person) if len((p.name or "").split()) == 2)
    twin = add_record(sample, "person", {"name": f"{kept.name}n"}, actor=ACTOR)
    qtbot.waitUntil(lambda: screen.grid.arrangement.holds(twin.id))
    screen.go(Place("people", record=kept.id))
    join = next(
        b
        for b in panel(inspector).findChildren(QPushButton)
        if b.accessibleName() == f"Join {kept.name}n with {kept.name}"
    )
    with qtbot.waitSignal(inspector.said), qtbot.assertNotEmitted(inspector.done):  # Undo would not take it back
        QTest.mouseClick(join, Qt.MouseButton.LeftButton)
    one = sample.read.record(twin.id)
    assert isinstance(one, Person)
    assert one.aliases == [f"{kept.name}n"]
    gone = {kept.id, twin.id} - {one.id}
    qtbot.waitUntil(lambda: not any(screen.grid.arrangement.holds(entity) for entity in gone))


def test_somebody_is_added_by_hand_and_taken_back(screen: PeopleScreen, sample: Store, qtbot: QtBot) -> None:
    before = len(all_of(sample.read, Person))
    screen.add_person.click()
    editor = screen.grid.view.editor()
    if editor is not None:
        editor.set_text("Robin Quay")
        QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Robin Quay" in {p.name for p in all_of(sample.read, Person)})
    undo(sample, actor=ACTOR)
    undo(sample, actor=ACTOR)
    assert len(all_of(sample.read, Person)) == before


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_everything_that_takes_the_focus_has_a_name(
    screen: PeopleScreen, inspector: Inspector, sample: Store, scale: float
) -> None:
    screen.go(Place("people", record=all_of(sample.read, Person)[0].id))
    for one in (screen, inspector):
        one.set_theme(Theme("dark", scale))
        for widget in one.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget
