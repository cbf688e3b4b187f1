"""The history of a record and of the library, taking back, and the bin."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.bin import in_bin
from cypsc_desktop.commands.records import CellEdit, delete_records, edit_cells
from cypsc_desktop.commands.restoring import Changed
from cypsc_desktop.commands.showing import all_of
from cypsc_desktop.model.records import PlanAction, Project, Response
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.history.bin import BinPanel
from cypsc_desktop.ui.history.models import BinModel, EntryModel
from cypsc_desktop.ui.history.panel import HistoryPanel
from cypsc_desktop.ui.history.telling import Entry, as_html, as_text
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.helpers.sample import ACTOR

Make = Callable[[type[Any]], Any]


@pytest.fixture
def shown(qtbot: QtBot, session: Session) -> Make:
    def make(panel: type[Any]) -> Any:
        made = panel(session, Theme("light"))
        qtbot.addWidget(made)
        made.resize(1000, 600)
        made.show()
        made.refresh()
        return made

    return make


def first(store: Store) -> Response:
    return all_of(store.read, Response)[0]


def edited(store: Store) -> Response:
    record = first(store)
    edits = [CellEdit(record.id, "officer", "Jo Marsh"), CellEdit(record.id, "decision", "noted")]
    edit_cells(store, edits, label="Paste 2 cells", actor=ACTOR)
    return record


def test_a_record_tells_who_changed_which_words(shown: Make, sample: Store) -> None:
    before = edited(sample)
    panel = shown(HistoryPanel)
    panel.show_record(before)
    entry = panel.current()
    assert entry.title in ("Officer", "Decision")
    assert ACTOR in entry.detail
    assert "Paste 2 cells" in entry.detail
    assert panel.words.toPlainText()
    assert panel.words.accessibleDescription().startswith(f"{entry.title}: from ")


def test_one_field_is_taken_back_from_the_list(shown: Make, sample: Store, qtbot: QtBot) -> None:
    before = edited(sample)
    panel = shown(HistoryPanel)
    panel.show_record(before)
    row = next(n for n in range(panel.model.rowCount()) if panel.model.entry(n).title == "Decision")
    panel.list.setCurrentIndex(panel.model.index(row, 0))
    with qtbot.waitSignal(panel.said) as told:
        panel.field_button.click()
    assert told.args[0] == "Taken back: Paste 2 cells."
    assert (first(sample).decision, first(sample).officer) == (before.decision, "Jo Marsh")
    panel.list.setCurrentIndex(panel.model.index(panel.model.row_of(panel.model.entry(row + 1).key), 0))
    assert not panel.why.isVisible()


def test_a_refusal_stands_beside_the_button(shown: Make, sample: Store, qtbot: QtBot) -> None:
    before = edited(sample)
    edit_cells(sample, [CellEdit(before.id, "decision", "rejected")], label="Edit response", actor="Bo Chair")
    panel = shown(HistoryPanel)
    panel.show_library()
    panel.list.setCurrentIndex(panel.model.index(1, 0))
    with qtbot.waitSignal(panel.refused):
        panel.step_button.click()
    assert "was changed by Bo Chair" in panel.why.text()
    assert panel.why.isVisible()


def test_the_library_lists_steps_and_takes_one_back(shown: Make, sample: Store, qtbot: QtBot) -> None:
    before = edited(sample)
    panel = shown(HistoryPanel)
    panel.show_library()
    assert panel.current().title == "Paste 2 cells"
    assert "1 response" in panel.current().detail
    assert "Jo Marsh" in panel.words.toPlainText()
    panel.take_back()
    assert first(sample) == before
    titles = [panel.model.entry(n).title for n in range(panel.model.rowCount())]
    assert titles[:2] == ["Undo: Paste 2 cells", "Paste 2 cells (taken back)"]
    last = panel.model.rowCount() - 1
    panel.list.setCurrentIndex(panel.model.index(last, 0))
    assert panel.words.toPlainText().startswith("Read from a file")


def test_what_happens_meanwhile_comes_in_and_the_choice_stays(shown: Make, sample: Store, qtbot: QtBot) -> None:
    panel = shown(HistoryPanel)
    panel.show_library()
    chosen = panel.current()
    count = panel.model.rowCount()
    edited(sample)
    qtbot.waitUntil(lambda: panel.model.rowCount() == count + 1)
    assert panel.current() == chosen


def test_deleted_things_come_back_from_the_bin(shown: Make, sample: Store, qtbot: QtBot) -> None:
    records = all_of(sample.read, Response)
    panel = shown(BinPanel)
    assert panel.stack.currentIndex() == 1
    delete_records(sample, [r.id for r in records[:2]], actor="Bo Chair")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    assert panel.model.index(0, 3).data() == "Bo Chair"
    panel.table.setFocus()
    panel.table.selectAll()
    assert panel.button.text() == "Bring back 2"
    with qtbot.waitSignal(panel.said):
        panel.button.click()
    assert all_of(sample.read, Response) == records
    assert panel.stack.currentIndex() == 1
    assert in_bin(sample.read) == []


def test_the_bin_refuses_what_hangs_on_another(shown: Make, sample: Store, qtbot: QtBot) -> None:
    project = all_of(sample.read, Project)[0]
    action = all_of(sample.read, PlanAction, project=project.id)[0]
    delete_records(sample, [action.id], actor=ACTOR)
    delete_records(sample, [project.id], actor=ACTOR)
    panel = shown(BinPanel)
    panel.table.selectRow(1)
    with qtbot.waitSignal(panel.refused) as told:
        panel.bring_back()
    assert "Bring that back first" in told.args[0]


def test_enter_brings_back(shown: Make, sample: Store, qtbot: QtBot) -> None:
    delete_records(sample, [first(sample).id], actor=ACTOR)
    panel = shown(BinPanel)
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    with qtbot.waitSignal(panel.said):
        QTest.keyClick(panel.table, Qt.Key.Key_Return)


entries = st.lists(
    st.builds(Entry, key=st.text("ab", max_size=2), title=st.text(max_size=3), detail=st.just("d"), group=st.just("g")),
    max_size=6,
    unique_by=lambda entry: entry.key,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(first=entries, after=entries)
def test_entries_keep_qts_rules(qapp: object, qtmodeltester: Any, first: list[Entry], after: list[Entry]) -> None:
    model = EntryModel()
    qtmodeltester.check(model)
    for shown in (first, [*first, *after], after):
        model.show(shown)
        assert [model.entry(n) for n in range(model.rowCount())] == shown
    qtmodeltester.check(model)


def test_the_bin_keeps_qts_rules(qapp: object, sample: Store, qtmodeltester: Any) -> None:
    model = BinModel()
    qtmodeltester.check(model)
    delete_records(sample, [r.id for r in all_of(sample.read, Response)], actor=ACTOR)
    model.show(in_bin(sample.read))
    qtmodeltester.check(model)
    model.show([])
    assert model.rowCount() == 0


@given(before=st.text(max_size=30), after=st.text(max_size=30))
def test_any_words_are_told_and_none_is_markup(before: str, after: str) -> None:
    change = Changed("section-1", "text", "2026-11-22T09:00:00.000Z", "Ann", "Edit", before, after, "g", None, False)
    html = as_html([change], Theme("light"), {}, {})
    assert "<script" not in html
    assert as_text([change], {}).startswith("Text: from ")


def test_differences_are_more_than_a_colour() -> None:
    change = Changed(
        "section-1", "text", "2026-11-22T09:00:00.000Z", "Ann", "Edit", "be agreed", "be noted", "g", None, False
    )
    for scheme in ("light", "dark", "contrast"):
        html = as_html([change], Theme(scheme), {}, {})
        assert "font-weight:600;text-decoration:underline" in html
        assert "text-decoration:line-through" in html
