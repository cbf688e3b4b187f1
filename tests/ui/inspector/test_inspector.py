"""The inspector: every kind of record, where it is printed, its history, and the way to what it is tied to."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.records import CellEdit, delete_records, edit_cells
from cypsc_desktop.model.records import (
    KINDS,
    Entry,
    Meeting,
    MinuteBlock,
    Person,
    PlanAction,
    Project,
    Resolution,
    Response,
)
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.inspector import Inspector
from cypsc_desktop.ui.inspector.ties import LinkLine
from cypsc_desktop.ui.inspector.whereabouts import place_of, printed_place
from cypsc_desktop.ui.place import Place


def press(inspector: Inspector, words: str) -> None:
    found = [b for b in inspector.findChildren(QPushButton) if words in b.text() and b.isVisible()]
    assert found, f"no button says {words}"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def texts(inspector: Inspector) -> str:
    return " | ".join(label.text() for label in inspector.findChildren(QLabel) if label.isVisible())


def test_with_nothing_chosen_it_says_so(inspector: Inspector) -> None:
    assert inspector.record() is None
    assert "Nothing chosen" in texts(inspector)
    inspector.show_record("response-00000000-0000-0000-0000-000000000000")
    assert inspector.record() is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_record_can_be_shown(inspector: Inspector, sample: Store, kind: str) -> None:
    for record in sample.read.records(kind)[:3]:
        inspector.show_record(record.id)
        assert inspector.record() == record
        for line in inspector.findChildren(LinkLine):
            assert line.accessibleName()


def test_what_is_printed_leads_to_its_page_and_line(inspector: Inspector, sample: Store, qtbot: QtBot) -> None:
    response = all_of(sample.read, Response)[0]
    inspector.show_record(response.id)
    with qtbot.waitSignal(inspector.wanted) as told:
        press(inspector, "Show on page")
    place = told.args[0]
    assert place == Place("papers", response.at["document"], sheet=response.at["page"], box=tuple(response.at["box"]))
    with qtbot.waitSignal(inspector.wanted) as told:
        press(inspector, "History")
    assert told.args[0] == Place("history", record=response.id)


def test_a_tie_leads_to_the_other_record(inspector: Inspector, sample: Store, qtbot: QtBot) -> None:
    action = all_of(sample.read, PlanAction)[0]
    inspector.show_record(action.id)
    line = next(line for line in inspector.findChildren(LinkLine) if line.isVisible())
    with qtbot.waitSignal(inspector.wanted) as told:
        QTest.keyClick(line, Qt.Key.Key_Space)
    assert told.args[0] == Place("plan", part="projects", record=action.project)


def test_ties_follow_the_library_while_a_field_is_typed_into(inspector: Inspector, sample: Store, qtbot: QtBot) -> None:
    action = all_of(sample.read, PlanAction)[0]
    other = next(p for p in all_of(sample.read, Project) if p.id != action.project)
    inspector.show_record(action.id)
    inspector.form.focus_on("owner")
    editor = inspector.form.rows["owner"].editor
    editor.select_all()
    QTest.keyClicks(editor, "Somebody")
    edit_cells(sample, [CellEdit(action.id, "project", other.id)], label="Edit", actor="Bo")
    wanted = str(other.title)[:12]
    qtbot.waitUntil(lambda: any(wanted in line.whole for line in inspector.findChildren(LinkLine)))
    assert inspector.form.rows["owner"].text() == "Somebody"


def test_a_field_that_is_saved_is_told_and_saved_at_once_on_request(
    inspector: Inspector, sample: Store, qtbot: QtBot
) -> None:
    person = all_of(sample.read, Person)[0]
    inspector.show_record(person.id)
    inspector.focus_field()
    inspector.form.rows["aliases"].editor.set_text("A Bee")
    with qtbot.waitSignal(inspector.done):
        assert inspector.save_now()
    assert all_of(sample.read, Person, id=person.id)[0].aliases == ["A Bee"]


def test_a_record_that_goes_leaves_nothing(inspector: Inspector, sample: Store, qtbot: QtBot) -> None:
    action = all_of(sample.read, PlanAction)[0]
    inspector.show_record(action.id)
    delete_records(sample, [action.id], actor="Bo")
    qtbot.waitUntil(lambda: inspector.record() is None)
    assert "Nothing chosen" in texts(inspector)


def test_what_was_typed_at_a_meeting_leads_there(sample: Store) -> None:
    meeting = all_of(sample.read, Meeting)[0].id
    line = Entry(id="entry-1", space=f"meeting:{meeting}", meeting=meeting)
    made = Resolution(id="resolution-1", space=line.space, meeting=meeting, entry=line.id)
    for record in (line, made):
        assert place_of(sample.read, record) == Place("live", meeting, record=record.id)
    drafted = MinuteBlock(id="minute_block-1", space=line.space, meeting=meeting)
    assert place_of(sample.read, drafted) == Place("minutes", meeting, record=drafted.id)
    printed = Resolution(id="resolution-2", space=line.space, meeting=meeting)
    assert place_of(sample.read, printed) == Place("meeting", meeting, record=printed.id)


def test_every_record_has_a_place_and_papers_have_a_sheet(sample: Store) -> None:
    for kind in KINDS:
        for record in sample.read.records(kind):
            place = place_of(sample.read, record)
            assert (place is None) == (kind == "committee"), record
            printed = printed_place(sample.read, record)
            assert printed is None or (printed.screen == "papers" and (printed.sheet or 0) >= 1)
            if getattr(record, "at", None):
                assert printed is not None
