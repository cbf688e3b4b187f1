"""The search screen: typing finds, facets narrow, Enter goes there, and nothing found says how to widen."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.editing import set_field
from cypsc_desktop.commands.searching import Facet, Finds, Found, Group, Narrowing
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.find.facets import FacetModel
from cypsc_desktop.ui.find.recent import Recent
from cypsc_desktop.ui.find.results import Results, parted, rows_of
from cypsc_desktop.ui.find.screen import SearchScreen
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme


@pytest.fixture
def screen(qtbot: QtBot, sample: Store, tmp_path: Path) -> Iterator[SearchScreen]:
    jobs, session = Jobs(), Session(sample, "Ada")
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    with Renderer() as renderer:
        made = SearchScreen(session, jobs, Theme("light"), settings=settings, renderer=renderer)
        qtbot.addWidget(made)
        made.resize(1100, 640)
        made.show()
        yield made
        made.let_go()
        jobs.close()
    session.deleteLater()


WAIT_MS = 20_000  # the program's own patience is not what is tested: another process may have the machine


def until(qtbot: QtBot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)


def typed(screen: SearchScreen, qtbot: QtBot, words: str) -> None:
    screen.look_for(words)
    until(qtbot, lambda: screen.is_idle() and screen.count.text() != "")


def rows(screen: SearchScreen) -> list[str]:
    return [row.sort for n in range(screen.results.rowCount()) if (row := screen.results.row(n))]


def test_typing_finds_and_arrows_move_past_headings(screen: SearchScreen, qtbot: QtBot) -> None:
    qtbot.keyClicks(screen.field, "recommended")
    until(qtbot, lambda: screen.results.rowCount() > 0)
    assert "found" in screen.count.text()
    assert rows(screen)[0] == "heading"
    seen = []
    for _ in range(4):
        row = screen.list.current()
        assert row
        assert row.sort != "heading"
        seen.append(row)
        qtbot.keyClick(screen.field, Qt.Key.Key_Down)
    assert len(set(seen)) == 4
    qtbot.keyClick(screen.field, Qt.Key.Key_Up)
    assert screen.field.text() == "recommended"
    assert not screen.grab().isNull()


def test_enter_goes_to_a_record_and_to_a_line_on_its_page(screen: SearchScreen, qtbot: QtBot) -> None:
    typed(screen, qtbot, "recommended")
    wanted: list[Place] = []
    screen.wanted.connect(wanted.append)
    for n in range(screen.results.rowCount()):
        row = screen.results.row(n)
        if row and row.found:
            before = len(wanted)
            screen.list.press(n)
            until(qtbot, lambda before=before: len(wanted) > before)
            place = wanted[-1]
            if row.found.document:
                assert (place.screen, place.subject, place.sheet) == ("papers", row.found.document, row.found.sheet)
                assert place.box
                assert place.box[0] < place.box[2]
    assert {place.screen for place in wanted} > {"papers"}


def test_ctrl_enter_goes_to_the_printed_line(screen: SearchScreen, qtbot: QtBot, sample: Store) -> None:
    record = sample.read.records("recommendation")[0]
    words = " ".join(str(record.text).split()[:4])
    typed(screen, qtbot, f'"{words}"')
    at = next(n for n, row in enumerate(screen.results._rows) if row.found and row.found.entity == record.id)
    screen.list.choose(at)
    with qtbot.waitSignal(screen.wanted, timeout=WAIT_MS) as wanted:
        screen.line_action.trigger()
    assert wanted.args[0].screen == "papers"
    assert wanted.args[0].box


def test_facets_narrow_by_space_and_chips_let_go(screen: SearchScreen, qtbot: QtBot) -> None:
    typed(screen, qtbot, "the")
    every = screen.count.text()
    screen.facets.setFocus()
    qtbot.keyClick(screen.facets, Qt.Key.Key_Space)
    until(qtbot, lambda: screen.count.text() != every)
    line = screen.facets.facets.line(screen.facets.currentIndex().row())
    assert line
    assert line.chosen
    assert {row.group for row in screen.results._rows} == {line.value}
    (chip,) = screen.chips.findChildren(QPushButton)
    assert chip.accessibleName() == f"Remove filter Kind: {line.title}"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: screen.count.text() == every)
    assert not screen.narrowing().any()


def test_the_rest_of_a_kind_is_one_press_away(screen: SearchScreen, qtbot: QtBot) -> None:
    typed(screen, qtbot, "the")
    at = rows(screen).index("more")
    group = screen.results.row(at)
    assert group
    screen.list.press(at)
    until(qtbot, lambda: {row.group for row in screen.results._rows} == {group.group})


def test_nothing_found_says_how_to_widen(screen: SearchScreen, qtbot: QtBot) -> None:
    typed(screen, qtbot, "recommended zyxwvut")
    assert screen.count.text() == "Nothing found"
    (row,) = screen.empty.widget().findChildren(QPushButton)
    assert row.accessibleName().startswith("recommended: ")
    row.click()
    until(qtbot, lambda: screen.results.rowCount() > 0)
    assert screen.field.text() == "recommended"


def test_a_newer_search_takes_the_place_of_an_older(screen: SearchScreen, qtbot: QtBot) -> None:
    answers: list[str] = []
    screen.room.found.connect(lambda question, _: answers.append(question.words))
    longest = 0.0
    for n in range(1, len("recommended") + 1):
        begun = time.thread_time()
        screen.field.setText("recommended"[:n])
        longest = max(longest, time.thread_time() - begun)
    until(qtbot, lambda: bool(answers) and answers[-1] == "recommended")
    assert len(answers) < 4
    assert longest < 0.05  # a key does no searching itself


def test_what_narrows_is_counted_when_the_typing_rests(screen: SearchScreen, qtbot: QtBot) -> None:
    counted: list[str] = []
    screen.room.counted.connect(lambda question, _: counted.append(question.words))
    for words in ("the", "comm", "report"):
        with qtbot.waitSignal(screen.room.found, timeout=WAIT_MS):
            screen.field.setText(words)
        assert screen.results.rowCount() > 0
        assert counted == []
    until(qtbot, screen.is_idle)
    assert counted == ["report"]
    assert screen.facets.facets.rowCount() > 0


def test_finds_of_words_that_were_taken_away_do_not_come(screen: SearchScreen, qtbot: QtBot) -> None:
    screen.field.setText("the")
    screen.field.clear()
    until(qtbot, screen.is_idle)
    assert screen.results.rowCount() == 0
    assert screen.facets.facets.rowCount() == 0
    assert screen.stack.currentWidget() is screen.empty


def test_searches_that_led_somewhere_are_kept(screen: SearchScreen, qtbot: QtBot, tmp_path: Path) -> None:
    typed(screen, qtbot, "recommended")
    with qtbot.waitSignal(screen.wanted, timeout=WAIT_MS):
        qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    qtbot.keyClick(screen.field, Qt.Key.Key_Escape)
    assert screen.field.text() == ""
    names = [row.accessibleName() for row in screen.empty.widget().findChildren(QPushButton)]
    assert names == ["recommended", "Forget recent searches"]
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    assert Recent(settings).searches() == ["recommended"]
    screen.empty.widget().findChildren(QPushButton)[1].click()
    assert Recent(settings).searches() == []


def test_what_is_edited_is_found_at_once(screen: SearchScreen, qtbot: QtBot, sample: Store) -> None:
    typed(screen, qtbot, "recommended")
    record = sample.read.records("recommendation")[0]
    set_field(sample, record.id, "text", "That zebras be counted", actor="Ada")
    until(qtbot, lambda: bool(screen.room._stale))
    typed(screen, qtbot, "zebras")
    until(qtbot, lambda: screen.count.text() == "1 found")


def test_the_chosen_committee_narrows(screen: SearchScreen, qtbot: QtBot, sample: Store) -> None:
    committee = sample.read.records("committee")[0].id
    screen._session.choose_committee(committee)
    assert screen.narrowing().of("committee") == {committee}
    screen._session.choose_committee(None)
    assert not screen.narrowing().any()


def test_a_narrow_screen_keeps_the_facets_behind_a_button(screen: SearchScreen, qtbot: QtBot) -> None:
    typed(screen, qtbot, "the")
    assert screen.pane.isVisible()
    screen.resize(500, 500)
    assert not screen.pane.isVisible()
    screen.filters.click()
    assert screen.pane.isVisible()


def test_a_new_look_keeps_finds_and_words(screen: SearchScreen, qtbot: QtBot) -> None:
    typed(screen, qtbot, "the")
    held = screen.list.current()
    for theme in (Theme("dark", 2.0), Theme("contrast")):
        screen.set_theme(theme)
        assert not screen.grab().isNull()
    assert screen.list.current() == held


def test_models(qtmodeltester: ModelTester) -> None:
    found = Found("minutes", "section", "A", "«b» c", "2026-01-02", None, "page 3")
    model = Results()
    model.show(rows_of(Finds(9, (Group("minutes", "Minutes", 9, (found,)),)), {}))
    qtmodeltester.check(model)
    assert [model.row(n).sort for n in range(3)] == ["heading", "found", "more"]
    role = int(Qt.ItemDataRole.AccessibleTextRole)
    assert model.data(model.index(1), role) == "A, page 3, 2 Jan 2026, b c"
    assert (model.step(-1, 1), model.step(1, 1), model.step(2, 1), model.step(1, -1)) == (1, 2, None, None)
    facets = FacetModel()
    qtmodeltester.check(facets)
    facets.show({"year": tuple(Facet(str(n), str(n), n) for n in range(2000, 2020))}, Narrowing())
    qtmodeltester.check(facets)
    assert facets.rowCount() == 8
    facets.unfold("year")
    assert facets.rowCount() == 22


def test_recent_searches_survive_anything_in_the_file(tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "x.ini"), QSettings.Format.IniFormat)
    for kept in ("{", "3", '["", 4, "budget"]'):
        settings.setValue("search/recent", kept)
        assert Recent(settings).searches() in ([], ["budget"])


def test_matches_are_parted_from_the_text() -> None:
    assert parted("a «b» c «d»") == ("a b c d", [(2, 3), (6, 7)])


def test_a_find_has_a_menu_and_its_words_can_be_copied(screen: SearchScreen, qtbot: QtBot) -> None:
    typed(screen, qtbot, "recommended")
    assert [action.text().replace("&", "") for action in screen.list.actions()] == [
        "Open", "Go to the printed line", "Copy the words",
    ]  # fmt: skip
    with qtbot.waitSignal(screen.said, timeout=WAIT_MS):
        screen.copy_action.trigger()
    assert "recommended" in QApplication.clipboard().text()
