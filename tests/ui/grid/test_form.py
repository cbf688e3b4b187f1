"""The form of every kind of record: typed fields, saved on leaving, drafts kept, refusals beside the field."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.drafting import drafts_of, keep_draft
from cypsc_desktop.commands.editing import undo
from cypsc_desktop.commands.fields import fields_of
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.records import CellEdit, delete_records, edit_cells
from cypsc_desktop.model.records import KINDS, Document, Item, Meeting, Person, PlanAction, Project, Response
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.grid.editors import ChoiceEditor, RecordEditor, TextEditor
from cypsc_desktop.ui.grid.form import RecordForm
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.helpers.sample import ACTOR


@pytest.fixture
def form(qtbot: QtBot, session: Session) -> Iterator[RecordForm]:
    made = RecordForm(session, Theme("light"))
    qtbot.addWidget(made)
    made.resize(340, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.save_now()


def type_into(form: RecordForm, field: str, text: str) -> None:
    form.focus_on(field)
    editor = form.rows[field].editor
    editor.select_all()
    QTest.keyClicks(editor, text)


def turned_over(widget: QWidget) -> QWheelEvent:
    """The wheel turned one step down with the pointer over it."""
    at = QPointF(widget.rect().center())
    none, no_phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, none, no_phase, False
    )
    QApplication.sendEvent(widget, wheel)
    return wheel


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_is_there_and_named(form: RecordForm, sample: Store, kind: str) -> None:
    for record in sample.read.records(kind)[:3]:
        form.show_record(record)
        assert list(form.rows) == [field.name for field in fields_of(kind)]
        for row in form.rows.values():
            assert row.editor.accessibleName() == row.label.text() != ""
            assert not row.is_changed()


def test_a_field_is_saved_on_leaving_and_undone(form: RecordForm, sample: Store, qtbot: QtBot) -> None:
    before = all_of(sample.read, Response)[0]
    form.show_record(before)
    type_into(form, "officer", "Jo Marsh")
    with qtbot.waitSignal(form.said):
        QTest.keyClick(form.rows["officer"].editor, Qt.Key.Key_Tab)
    assert all_of(sample.read, Response)[0].officer == "Jo Marsh"
    assert undo(sample, actor=ACTOR) == "Edit response"
    qtbot.waitUntil(lambda: form.rows["officer"].text() == before.officer)


def test_what_is_refused_stays_typed_as_a_draft(form: RecordForm, sample: Store, session: Session) -> None:
    meeting = all_of(sample.read, Meeting)[0]
    form.show_record(meeting)
    type_into(form, "date", "30/2/2021")
    QTest.keyClick(form.rows["date"].editor, Qt.Key.Key_Tab)
    assert "is not a date" in form.rows["date"].refusal.text()
    assert drafts_of(sample, meeting.id) == {"date": "30/2/2021"}
    form.show_record(all_of(sample.read, Person)[0])
    form.show_record(meeting)
    assert form.rows["date"].text() == "30/2/2021"
    type_into(form, "date", "14/9/2021")
    QTest.keyClick(form.rows["date"].editor, Qt.Key.Key_Return)
    assert drafts_of(sample, meeting.id) == {}
    assert all_of(sample.read, Meeting, id=meeting.id)[0].date == "2021-09-14"


def test_what_is_typed_becomes_a_draft_at_a_pause(form: RecordForm, sample: Store, qtbot: QtBot) -> None:
    item = all_of(sample.read, Item)[0]
    form.show_record(item)
    type_into(form, "title", "Half a ti")
    qtbot.waitUntil(lambda: drafts_of(sample, item.id) == {"title": "Half a ti"})
    QTest.keyClick(form.rows["title"].editor, Qt.Key.Key_Escape)
    assert form.rows["title"].text() == item.title
    form.keep_drafts()
    assert drafts_of(sample, item.id) == {}


def test_a_draft_left_by_a_crash_is_shown(form: RecordForm, sample: Store) -> None:
    item = all_of(sample.read, Item)[0]
    keep_draft(sample, item.id, "title", "Never saved")
    form.show_record(item)
    assert form.rows["title"].is_changed()
    assert form.save_now()
    assert all_of(sample.read, Item, id=item.id)[0].title == "Never saved"


def test_lists_pages_choices_and_links(form: RecordForm, sample: Store) -> None:
    item = next(i for i in all_of(sample.read, Item) if i.printed_pages)
    form.show_record(item)
    type_into(form, "printed_pages", "15 to 50")
    assert form.save_now()
    assert all_of(sample.read, Item, id=item.id)[0].printed_pages == [15, 50]
    person = all_of(sample.read, Person)[0]
    form.show_record(person)
    form.rows["aliases"].editor.set_text("A Bee\nAnna Bee")
    assert form.save_now()
    assert all_of(sample.read, Person, id=person.id)[0].aliases == ["A Bee", "Anna Bee"]
    response = all_of(sample.read, Response)[0]
    form.show_record(response)
    choice = form.rows["decision"].editor
    assert isinstance(choice, ChoiceEditor)
    choice.setCurrentIndex(choice.findData("noted"))
    choice.activated.emit(choice.currentIndex())
    assert all_of(sample.read, Response)[0].decision == "noted"
    action = all_of(sample.read, PlanAction)[0]
    other = next(p for p in all_of(sample.read, Project) if p.id != action.project)
    form.show_record(action)
    link = form.rows["project"].editor
    assert isinstance(link, RecordEditor)
    assert link.text() == action.project
    link.set_text(other.id)
    assert form.save_now()
    assert all_of(sample.read, PlanAction, id=action.id)[0].project == other.id


def test_what_others_change_shows_but_not_over_what_is_typed(form: RecordForm, sample: Store, qtbot: QtBot) -> None:
    item = all_of(sample.read, Item)[0]
    form.show_record(item)
    type_into(form, "title", "Mine")
    edits = [CellEdit(item.id, "title", "Theirs"), CellEdit(item.id, "purpose", "Theirs too")]
    edit_cells(sample, edits, label="Edit", actor="Bo")
    qtbot.waitUntil(lambda: form.rows["purpose"].text() == "Theirs too")
    assert form.rows["title"].text() == "Mine"
    QTest.keyClick(form.rows["title"].editor, Qt.Key.Key_Escape)
    assert form.rows["title"].text() == "Theirs"
    assert form.title.text().endswith("Theirs")


def test_a_record_that_goes_to_the_bin_leaves_the_form_empty(form: RecordForm, sample: Store, qtbot: QtBot) -> None:
    item = all_of(sample.read, Item)[0]
    form.show_record(item)
    form.focus_on("title")
    delete_records(sample, [item.id], actor="Bo")
    qtbot.waitUntil(lambda: form.record() is None)
    assert form.rows == {}


def test_nothing_is_cut_off_at_twice_the_size(form: RecordForm, sample: Store) -> None:
    form.set_theme(Theme("dark", 2.0))
    form.show_record(max(all_of(sample.read, Response), key=lambda r: len(r.conclusions or "")))
    for row in form.rows.values():
        assert row.editor.width() <= form.viewport().width()
        assert row.editor.height() >= row.editor.fontMetrics().height()


def test_a_date_reads_as_people_write_it_and_is_typed_in_many_ways(form: RecordForm, sample: Store) -> None:
    meeting = all_of(sample.read, Meeting, date="2021-09-21")[0]
    form.show_record(meeting)
    assert form.title.text().startswith("21 Sep 2021, ")
    assert form.rows["date"].text() == "21 Sep 2021"
    for typed in ("14 September 2021", "Tues 14/9/21", "2021-09-14"):
        type_into(form, "date", typed)
        QTest.keyClick(form.rows["date"].editor, Qt.Key.Key_Tab)
        form.show_record(all_of(sample.read, Meeting, id=meeting.id)[0])
        assert form.rows["date"].text() == "14 Sep 2021"


def test_a_field_is_as_high_as_its_lines_at_every_width(form: RecordForm, sample: Store, qtbot: QtBot) -> None:
    form.resize(900, 300)
    form.show_record(next(p for p in all_of(sample.read, Project) if len(p.measures or ()) > 1))
    QApplication.processEvents()
    editor = form.rows["measures"].editor
    assert isinstance(editor, TextEditor)
    wide = editor.height()
    form.resize(300, 300)
    qtbot.waitUntil(lambda: editor.height() == editor.wanted_height() > wide)


def test_the_wheel_is_for_the_form_and_never_shifts_the_words_of_a_field(form: RecordForm, sample: Store) -> None:
    form.resize(340, 260)
    form.show_record(all_of(sample.read, Meeting)[0])
    QApplication.processEvents()
    editor = form.rows["body"].editor
    assert isinstance(editor, TextEditor)
    wheel = turned_over(editor.viewport())
    assert editor.verticalScrollBar().value() == 0
    assert not wheel.isAccepted()  # it goes on to the form


def test_the_wheel_over_a_choice_chooses_nothing(form: RecordForm, sample: Store) -> None:
    before = all_of(sample.read, Response)[0]
    form.show_record(before)
    choices = [row.editor for row in form.rows.values() if isinstance(row.editor, ChoiceEditor)]
    assert choices
    for editor in choices:
        for focused in (False, True):
            if focused:
                editor.setFocus()
            chosen = editor.currentIndex()
            assert not turned_over(editor).isAccepted()  # the form scrolls
            assert editor.currentIndex() == chosen
    form.save_now()
    assert all_of(sample.read, Response)[0] == before


def test_undo_in_a_field_that_nobody_typed_into_is_the_windows(form: RecordForm, sample: Store) -> None:
    form.show_record(all_of(sample.read, Meeting)[0])
    for field in ("date", "body"):  # a line, and lines
        form.focus_on(field)
        editor = form.rows[field].editor
        held = Qt.KeyboardModifier.ControlModifier
        for typed in ("", "x"):
            QTest.keyClicks(editor, typed)
            asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, held)
            asked.ignore()
            QApplication.sendEvent(editor, asked)
            assert asked.isAccepted() == bool(typed), (field, typed)
        QTest.keyClick(editor, Qt.Key.Key_Escape)


def test_saying_which_paper_is_the_later_is_told(
    form: RecordForm, session: Session, sample: Store, qtbot: QtBot
) -> None:
    """By its day of issue, or by the paper in whose place it was issued, which is chosen by its file's name."""
    supplement = next(d for d in all_of(sample.read, Document) if d.doc_kind == "supplement")
    pack = next(d for d in all_of(sample.read, Document) if d.doc_kind == "agenda pack")
    form.show_record(supplement)
    assert form.rows["instead_of"].label.text() == "Issued in place of"
    for field, typed in (("issued", "20/9/2021"), ("instead_of", pack.name or "")):
        type_into(form, field, typed)
        with qtbot.waitSignal(session.ranked) as told:
            assert form.save_now()
        assert told.args == [supplement.id]
    assert getattr(sample.read.record(supplement.id), "instead_of", None) == pack.id
