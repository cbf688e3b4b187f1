"""The search screen: typing finds, facets narrow, Enter goes there, and the finds are drawn with their matches."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.searching import Found
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.find.results import Results, marked
from cypsc_desktop.ui.find.screen import SearchScreen
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme


@pytest.fixture
def screen(qtbot: QtBot, sample: Store) -> Iterator[SearchScreen]:
    jobs, session = Jobs(), Session(sample, "Ada")
    made = SearchScreen(session, jobs, Theme("light"))
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    yield made
    jobs.close()


def test_typing_finds_and_enter_goes_there(screen: SearchScreen, qtbot: QtBot) -> None:
    qtbot.keyClicks(screen.field, "recommended")
    qtbot.waitUntil(lambda: screen.results.rowCount() > 0)
    assert "found" in screen.count.text()
    first = screen.list.currentIndex()
    qtbot.keyClick(screen.field, Qt.Key.Key_Down)
    assert screen.list.currentIndex().row() == first.row() + 1
    with qtbot.waitSignal(screen.wanted) as wanted:
        qtbot.keyClick(screen.field, Qt.Key.Key_Return)
    assert isinstance(wanted.args[0], Place)
    assert not screen.grab().isNull()


def test_facets_narrow(screen: SearchScreen, qtbot: QtBot) -> None:
    screen.look_for("the")
    qtbot.waitUntil(lambda: screen.kinds.count() > 2)
    every = screen.results.rowCount()
    screen.kinds.item(1).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: screen.results.rowCount() < every)
    kind = screen.kinds.item(1).data(int(Qt.ItemDataRole.UserRole))
    kinds = {f.kind for n in range(screen.results.rowCount()) if (f := screen.results.found(screen.results.index(n)))}
    assert kinds == {kind}
    screen.clear_filters()
    qtbot.waitUntil(lambda: screen.results.rowCount() == every)


def test_nothing_found_says_so(screen: SearchScreen, qtbot: QtBot) -> None:
    screen.look_for("zyxwvut")
    qtbot.waitUntil(lambda: "Nothing" in screen.count.text())


def test_results_model(qtmodeltester: ModelTester) -> None:
    model = Results()
    model.show([Found("page", "A", "«b»", "2026-01-02", None), Found("item", "C", "d", None, None)])
    qtmodeltester.check(model)
    assert model.data(model.index(0), int(Qt.ItemDataRole.AccessibleTextRole)) == "A, 2026-01-02, b"


def test_matches_are_bold_and_text_is_plain() -> None:
    assert marked("a <i> «b»\n c") == "a &lt;i&gt; <b>b</b> c"
