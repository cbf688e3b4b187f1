"""The history of a record and of the library, taking back, and the bin."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.bin import in_bin
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.records import CellEdit, delete_records, edit_cells
from cypsc_desktop.commands.restoring import Changed
from cypsc_desktop.model.records import PlanAction, Project, Response
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.history.bin_screen import BinScreen
from cypsc_desktop.ui.history.models import BinModel, HistoryModel, lines_of
from cypsc_desktop.ui.history.screen import HistoryScreen
from cypsc_desktop.ui.history.telling import Entry, as_html, as_text, count_of, day_words
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.helpers.sample import ACTOR

Show = Callable[..., HistoryScreen]


@pytest.fixture
def history(qtbot: QtBot, session: Session) -> Show:
    """``history(record)``: the screen with that record's history, or the library's."""

    def make(record: str | None = None) -> HistoryScreen:
        made = HistoryScreen(session, Theme("light"))
        qtbot.addWidget(made)
        made.resize(1100, 640)
        made.show()
        made.go(Place("history", record=record))
        return made

    return make


@pytest.fixture
def binned(qtbot: QtBot, session: Session) -> Iterator[BinScreen]:
    jobs = Jobs()
    made = BinScreen(session, Theme("light"), jobs=jobs)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.go(Place("bin"))
    yield made
    made.let_go()
    jobs.close()


def first(store: Store) -> Response:
    return all_of(store.read, Response)[0]


def edited(store: Store) -> Response:
    record = first(store)
    edits = [CellEdit(record.id, "officer", "Jo Marsh"), CellEdit(record.id, "decision", "noted")]
    edit_cells(store, edits, label="Paste 2 cells", actor=ACTOR)
    return record


def titles(screen: HistoryScreen) -> list[str]:
    return [entry.title for n in range(screen.model.rowCount()) if (entry := screen.model.entry(n))]


def choose(screen: HistoryScreen, title: str) -> None:
    row = next(n for n in range(screen.model.rowCount()) if (e := screen.model.entry(n)) and e.title == title)
    screen.list.setCurrentIndex(screen.model.index(row))


def test_a_record_tells_who_changed_which_words(history: Show, sample: Store) -> None:
    record = edited(sample)
    screen = history(record.id)
    entry = screen.current()
    assert entry
    assert (entry.title, entry.actor, set(entry.much.split(", "))) == ("Paste 2 cells", ACTOR, {"Officer", "Decision"})
    assert screen.model.line(0).title == "Today"
    assert "Jo Marsh" in screen.words.toPlainText()
    assert "from " in screen.words.accessibleDescription()
    assert titles(screen)[-1].startswith("Import ")  # what the file said is one line


def test_one_field_is_taken_back_by_its_link(history: Show, sample: Store, qtbot: QtBot) -> None:
    before = edited(sample)
    screen = history(before.id)
    at = next(n for n, change in enumerate(screen._told) if change.field == "decision")
    with qtbot.waitSignal(screen.done) as told:
        screen.words.anchorClicked.emit(QUrl(f"back:{at}"))
    assert told.args[0] == "Taken back: Paste 2 cells."
    assert (first(sample).decision, first(sample).officer) == (before.decision, "Jo Marsh")


def test_a_refusal_stands_beside_the_button(history: Show, sample: Store, qtbot: QtBot) -> None:
    before = edited(sample)
    edit_cells(sample, [CellEdit(before.id, "decision", "rejected")], label="Edit response", actor="Bo Chair")
    screen = history()
    choose(screen, "Paste 2 cells")
    with qtbot.assertNotEmitted(screen.failed):  # it is said once
        screen.step_button.click()
    assert "was changed by Bo Chair" in screen.why.text()
    assert screen.why.isVisible()
    choose(screen, "Edit response")
    assert not screen.why.isVisible()


def test_the_library_lists_steps_and_takes_one_back(history: Show, sample: Store) -> None:
    before = edited(sample)
    screen = history()
    entry = screen.current()
    assert entry
    assert entry.title == "Paste 2 cells"
    assert "Jo Marsh" in screen.words.toPlainText()
    assert screen.take_back()
    assert first(sample) == before
    assert titles(screen)[:2] == ["Undo: Paste 2 cells", "Paste 2 cells"]
    choose(screen, "Paste 2 cells")
    assert "taken back since" in screen.who.text()
    assert not screen.step_button.isEnabled()


def test_an_import_is_one_line_that_opens_to_counts_with_links(history: Show, sample: Store, qtbot: QtBot) -> None:
    screen = history()
    screen.list.setCurrentIndex(screen.model.index(screen.model.rowCount() - 1))
    assert "people" in screen.words.toPlainText()
    item = sample.read.records("item")[0]
    with qtbot.waitSignal(screen.wanted) as wanted:
        screen.words.anchorClicked.emit(QUrl(f"record:{item.id}"))
    assert wanted.args[0].screen == "meeting"
    with qtbot.waitSignal(screen.wanted):
        screen.go_action.trigger()


def test_filters_narrow_and_say_so(history: Show, sample: Store) -> None:
    edited(sample)
    edit_cells(sample, [CellEdit(first(sample).id, "officer", "Al")], label="Edit response", actor="Bo Chair")
    screen = history()
    every = len(titles(screen))
    screen.filters.person.setCurrentText("Bo Chair")
    assert titles(screen) == ["Edit response"]
    screen.filters.kind.setCurrentText("Saving")
    assert titles(screen) == []
    assert "Ask for everybody" in screen.empty.text()
    screen.filters.person.setCurrentIndex(0)
    assert all(title.startswith("Import") for title in titles(screen))
    screen.filters.clear()
    screen.filters.span.setCurrentText("Today")
    assert len(titles(screen)) == every


def test_what_happens_meanwhile_comes_in_and_the_choice_stays(history: Show, sample: Store, session: Session) -> None:
    screen = history()
    screen.list.setCurrentIndex(screen.model.index(screen.model.rowCount() - 1))
    chosen, count = screen.current(), len(titles(screen))
    edited(sample)
    screen.read_again()
    assert len(titles(screen)) == count + 1
    assert screen.current() == chosen


def test_older_steps_are_a_press_away(history: Show, sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cypsc_desktop.ui.history.screen._PAGE", 3)
    for n in range(8):
        edit_cells(sample, [CellEdit(first(sample).id, "officer", f"Jo {n}")], label=f"Edit {n}", actor=ACTOR)
    screen = history()
    assert titles(screen) == ["Edit 7", "Edit 6", "Edit 5"]
    screen._press(screen.model.rowCount() - 1)
    assert titles(screen)[:6] == [f"Edit {n}" for n in (7, 6, 5, 4, 3, 2)]
    entry = screen.current()
    assert entry
    assert entry.title == "Edit 4"


def test_a_deleted_record_is_told_to_be_in_the_bin(history: Show, sample: Store, qtbot: QtBot) -> None:
    record = first(sample)
    delete_records(sample, [record.id], actor=ACTOR)
    screen = history(record.id)
    assert "Moved to the bin" in screen.words.toPlainText()
    screen.go_to_record()
    assert "is in the bin" in screen.why.text()


@pytest.mark.parametrize("theme", [Theme("dark"), Theme("contrast", 2.0)])
def test_it_wears_any_look_at_any_width(history: Show, sample: Store, theme: Theme) -> None:
    edited(sample)
    screen = history()
    for width in (1366, 420):
        screen.resize(width, 600)
        screen.set_theme(theme)
        assert not screen.grab().isNull()


def test_deleted_things_come_back_from_the_bin(binned: BinScreen, sample: Store, qtbot: QtBot) -> None:
    records = all_of(sample.read, Response)
    assert binned.stack.currentIndex() == 1
    delete_records(sample, [r.id for r in records[:2]], actor="Bo Chair")
    binned.read_again()
    assert [binned.model.index(0, column).data() for column in (3, 4)] == ["Bo Chair", "30"]
    binned.table.selectAll()
    assert binned.button.text() == "Bring back 2"
    with qtbot.waitSignal(binned.done):
        binned.button.click()
    assert all_of(sample.read, Response) == records
    assert binned.stack.currentIndex() == 1
    assert in_bin(sample.read) == []


def test_one_that_comes_back_is_shown(binned: BinScreen, sample: Store, qtbot: QtBot) -> None:
    delete_records(sample, [first(sample).id], actor=ACTOR)
    binned.read_again()
    binned.table.setFocus()
    binned.table.setCurrentIndex(binned.model.index(0, 0))
    with qtbot.waitSignal(binned.wanted) as wanted:
        QTest.keyClick(binned.table, Qt.Key.Key_Return)
    assert wanted.args[0] == Place("recommendations", record=first(sample).id)


def test_the_bin_refuses_what_hangs_on_another(binned: BinScreen, sample: Store, qtbot: QtBot) -> None:
    project = all_of(sample.read, Project)[0]
    action = all_of(sample.read, PlanAction, project=project.id)[0]
    delete_records(sample, [action.id], actor=ACTOR)
    delete_records(sample, [project.id], actor=ACTOR)
    binned.read_again()
    binned.table.selectRow(1)
    binned.bring_back()
    assert "Bring that back first" in binned.why.text()


def test_the_bin_is_emptied_after_it_is_said_that_undo_cannot(binned: BinScreen, sample: Store, qtbot: QtBot) -> None:
    delete_records(sample, [r.id for r in all_of(sample.read, Response)[:2]], actor=ACTOR)
    binned.read_again()
    binned.empty_button.click()
    assert "Undo cannot bring this back" in binned.asked.text()
    binned.no.click()
    assert not binned.question.isVisible()
    assert len(in_bin(sample.read)) == 2
    binned.empty_button.click()
    with qtbot.waitSignal(binned.said, timeout=20_000) as said:
        binned.yes.click()
    assert said.args[0] == "2 records removed for good."
    assert in_bin(sample.read) == []
    assert binned.stack.currentIndex() == 1
    assert sample.check().ok


entries = st.lists(
    st.builds(
        Entry, key=st.text("ab", max_size=2), title=st.text(max_size=3), much=st.just("d"), actor=st.just("A"),
        group=st.just("g"), when=st.sampled_from(["2026-11-22T09:00:00.000Z", "2026-11-20T09:00:00.000Z"]),
    ),
    max_size=6, unique_by=lambda entry: entry.key,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(before=entries, after=entries)
def test_lines_keep_qts_rules(qapp: object, qtmodeltester: Any, before: list[Entry], after: list[Entry]) -> None:
    model = HistoryModel()
    qtmodeltester.check(model)
    for shown in (before, [*before, *after], after):
        model.show(lines_of(shown, date(2026, 11, 22), older=False))
        assert [entry for n in range(model.rowCount()) if (entry := model.entry(n))] == shown
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


def test_days_and_counts_in_words() -> None:
    today = date(2026, 11, 22)
    assert [day_words(day, today) for day in (today, date(2026, 11, 21), date(2021, 9, 14))] == [
        "Today", "Yesterday", "Tuesday 14 September 2021",
    ]  # fmt: skip
    assert [count_of(kind, n) for kind, n in (("person", 2), ("saving", 1), ("recommendation", 1200))] == [
        "2 people", "1 saving", "1,200 recommendations",
    ]  # fmt: skip


def test_an_empty_bin_says_so_and_offers_the_history(binned: BinScreen, qtbot: QtBot) -> None:
    binned.read_again()
    assert not binned.bar.isVisible()
    binned.focus_main()
    assert binned.history_button.hasFocus()
    with qtbot.waitSignal(binned.wanted) as wanted:
        binned.history_button.click()
    assert wanted.args[0] == Place("history")
