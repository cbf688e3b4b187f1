"""The library screen: committees, backups, sizes, other libraries, and moving this one, each by what a person presses."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands import keeping
from cypsc_desktop.commands.committees import add_committee, committees
from cypsc_desktop.commands.editing import set_field, undo
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.library.reopening import Reopening
from cypsc_desktop.ui.library.screen import LibraryScreen
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme


@dataclass
class Answers(Ask):
    """Says what a test has put down beforehand."""

    folders: list[Path | None] = field(default_factory=list)

    def folder(self, parent: QWidget, title: str) -> Path | None:
        return self.folders.pop(0)

    def library(self, parent: QWidget) -> Path | None:
        return self.folders.pop(0)


@pytest.fixture
def ask() -> Answers:
    return Answers()


@pytest.fixture
def screen(qtbot: QtBot, sample: Store, tmp_path: Path, ask: Answers) -> Iterator[LibraryScreen]:
    jobs, session = Jobs(), Session(sample, "Ada")
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = LibraryScreen(session=session, jobs=jobs, theme=Theme("light"), ask=ask, settings=settings)
    qtbot.addWidget(made)
    made.resize(1100, 900)
    made.show()
    made.go(Place("library"))
    yield made
    made.let_go()
    jobs.close()
    session.deleteLater()


def press(screen: LibraryScreen, words: str, *, nth: int = 0) -> QAbstractButton:
    found = [one for one in screen.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    found[nth].click()
    return found[nth]


def refresh(screen: LibraryScreen) -> None:
    screen.committees.refresh()


def test_a_committee_is_added_renamed_and_shown_alone(screen: LibraryScreen, qtbot: QtBot, sample: Store) -> None:
    press(screen, "Add committee")
    field = screen.findChild(QLineEdit, "asked")
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "Panel")
    with qtbot.waitSignal(screen.done):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "Panel" in [body.name for body in committees(sample.read)]
    assert screen.focusWidget() is screen.committees.adding  # where the person was
    press(screen, "Rename")
    field = screen.findChild(QLineEdit, "asked")
    assert isinstance(field, QLineEdit)
    field.setText("panel")
    press(screen, "Rename", nth=1)
    assert "is another committee" in screen.committees.why.text()
    field.setText("Young People Panel")
    with qtbot.waitSignal(screen.done):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    undo(sample, actor="Ada")
    refresh(screen)
    first = committees(sample.read)[0]
    press(screen, "Show only this")
    assert screen._session.committee == first.id
    press(screen, "Show only this")
    assert screen._session.committee is None


def test_two_committees_are_joined_after_it_is_said_that_this_stays(
    screen: LibraryScreen, qtbot: QtBot, sample: Store
) -> None:
    add_committee(sample, "Panel", actor="Ada")
    refresh(screen)
    press(screen, "Join…")
    box = screen.findChild(QComboBox, "asked")
    assert isinstance(box, QComboBox)
    assert any(
        "Undo cannot part them" in text.text() for text in screen.committees.findChildren(type(screen.where.why))
    )
    box.setCurrentIndex(box.findText("Panel"))
    with qtbot.waitSignal(screen.said) as said:
        press(screen, "Join for good")
    assert "are one committee now" in said.args[0]
    assert "Panel" not in [body.name for body in committees(sample.read)]


def test_a_backup_is_made_verified_and_restored_here(screen: LibraryScreen, qtbot: QtBot, sample: Store) -> None:
    with qtbot.waitSignal(screen.said, timeout=20_000):
        press(screen, "Back up now")
    record = sample.read.records("recommendation")[0]
    set_field(sample, record.id, "text", "Newer", actor="Ada")
    press(screen, "Verify")
    qtbot.waitUntil(screen.is_idle, timeout=20_000)
    assert any("read again just now" in text.text() for text in screen.backups.findChildren(type(screen.where.why)))
    press(screen, "Restore…")
    wanted: list[Reopening] = []
    screen.library_wanted.connect(wanted.append)
    press(screen, "Restore here")
    qtbot.waitUntil(lambda: bool(wanted), timeout=20_000)
    assert wanted[0].folder == sample.folder
    assert "What stood here before is the backup" in wanted[0].words
    sample.close()
    wanted[0].between()
    with keeping.open_library(wanted[0].folder) as restored:
        assert restored.read.record(record.id) == record


def test_a_second_library_is_made_of_a_backup(
    screen: LibraryScreen, qtbot: QtBot, sample: Store, ask: Answers, tmp_path: Path
) -> None:
    sample.backup()
    screen.backups.refresh()
    ask.folders = [tmp_path]
    press(screen, "Restore…")
    with qtbot.waitSignal(screen.said, timeout=20_000):
        press(screen, "Restore into a new folder…")
    made = tmp_path / "CYPSC library"
    assert keeping.check(made)["ok"]
    with qtbot.waitSignal(screen.library_wanted) as wanted:
        press(screen, "Open")
    assert wanted.args[0] == made


def test_the_library_moves_and_the_window_is_to_open_it_there(
    screen: LibraryScreen, qtbot: QtBot, sample: Store, ask: Answers, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    ask.folders = [tmp_path / "elsewhere"]
    wanted: list[Path] = []
    screen.library_wanted.connect(wanted.append)
    press(screen, "Move this library…")
    record = sample.read.records("recommendation")[0]
    set_field(sample, record.id, "text", "While it moves", actor="Ada")
    qtbot.waitUntil(lambda: bool(wanted), timeout=30_000)
    new = wanted[0].folder
    sample.close()
    wanted[0].between()
    assert not (sample.folder / "library.db").exists()
    with keeping.open_library(new) as moved:
        assert getattr(moved.read.record(record.id), "text", "") == "While it moves"
    assert keeping.whereabouts(sample.folder) == new == tmp_path / "elsewhere"


def test_refused_folders_say_why_beside_the_buttons(
    screen: LibraryScreen, qtbot: QtBot, ask: Answers, tmp_path: Path, sample: Store
) -> None:
    other = tmp_path / "nothing"
    other.mkdir()
    for folder, words, why in (
        (other, "Open another library…", "holds no library"), (sample.folder, "New library…", "holds a library already"),
        (sample.folder / "files", "Move this library…", "lies inside the library itself"),
    ):  # fmt: skip
        ask.folders = [folder]
        with qtbot.waitSignal(screen.failed):
            press(screen, words)
        assert why in screen.where.why.text()
    ask.folders = [None, None, None]
    for words in ("Open another library…", "New library…", "Move this library…"):
        press(screen, words)
    ask.folders = [tmp_path / "made"]
    with qtbot.waitSignal(screen.library_wanted) as wanted:
        press(screen, "New library…")
    assert keeping.openable(wanted.args[0])


def test_what_is_kept_is_counted_beside_the_window_and_caches_go(
    screen: LibraryScreen, qtbot: QtBot, sample: Store
) -> None:
    (sample.folder / "cache").mkdir()
    (sample.folder / "cache" / "x").write_bytes(b"x" * 5000)
    screen.stored.refresh()
    qtbot.waitUntil(lambda: any(b.text() == "Clear" for b in screen.stored.findChildren(QPushButton)))
    assert "in all" in screen.stored.note.text()
    with qtbot.waitSignal(screen.said) as said:
        press(screen, "Clear")
    assert said.args[0].startswith("Caches cleared: 5 KB")


def test_check_says_that_it_is_whole(screen: LibraryScreen, qtbot: QtBot, sample: Store) -> None:
    with qtbot.waitSignal(screen.said, timeout=20_000) as said:
        press(screen, "Check the library")
    assert sample.check().digest[:12] in said.args[0]


def test_tab_goes_from_top_to_bottom_and_all_has_a_name(screen: LibraryScreen, qtbot: QtBot, sample: Store) -> None:
    add_committee(sample, "Panel", actor="Ada")
    sample.backup()
    screen.go(Place("library"))
    qtbot.waitUntil(lambda: "in all" in screen.stored.note.text())
    screen.grab()  # lays everything out
    stops = [stop for section in screen.parts.values() for stop in section.stops()]
    assert len(stops) > 10
    tops = [
        (stop.mapTo(screen.body, stop.rect().topLeft()).y() // 8, stop.mapTo(screen.body, stop.rect().topLeft()).x())
        for stop in stops
    ]
    assert tops == sorted(tops)
    following = stops[0]
    for stop in stops[1:]:
        following = following.nextInFocusChain()
        while following.focusPolicy() == Qt.FocusPolicy.NoFocus:
            following = following.nextInFocusChain()
        assert following is stop
    assert all(isinstance(stop, QAbstractButton) and (stop.accessibleName() or stop.text()) for stop in stops)


@pytest.mark.parametrize(("theme", "size"), [(Theme("dark"), (700, 500)), (Theme("contrast", 2.0), (900, 600))])
def test_it_wears_any_look(screen: LibraryScreen, theme: Theme, size: tuple[int, int]) -> None:
    screen.resize(*size)
    screen.set_theme(theme)
    assert not screen.grab().isNull()
