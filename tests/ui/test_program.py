"""Start-up and end: which library, one window a library, themes that last, pictures of the screens, refusals."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop import app as program
from cypsc_desktop import paths
from cypsc_desktop.commands import opening
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.making_marks import mark
from cypsc_desktop.commands.marks import visible_marks
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.model.records import Annotation, Document
from cypsc_desktop.store.connection import Unwritable
from cypsc_desktop.ui.instance import Instance
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screens import SCREENS
from cypsc_desktop.ui.settings.choices import Settings
from tests.helpers.robots import ScriptedAsk

Started = Callable[..., program.Program]


@pytest.fixture
def started(qapp: QApplication, qtbot: QtBot) -> Iterator[Started]:
    """`started("--library", …)`: the program as the command line starts it, up to its event loop."""
    running: list[program.Program] = []

    def start(*words: str, ask: ScriptedAsk | None = None) -> program.Program:
        root = program.Program(qapp, program.parse(list(words)), ask or ScriptedAsk())
        running.append(root)
        assert root.prepare()
        assert root.window
        qtbot.waitUntil(root.window.is_idle, timeout=20_000)
        return root

    yield start
    for root in reversed(running):
        root.close()


def test_the_window_opens_on_the_library_that_is_named(started: Started, sample_folder: Path) -> None:
    root = started("--library", str(sample_folder))
    assert root.window
    assert root.window.isVisible()
    assert root.window.status.library.toolTip() == str(sample_folder)
    assert root.window.windowTitle().startswith("Home")


def test_the_last_library_is_opened_again(
    started: Started, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started("--library", str(sample_folder)).close()
    monkeypatch.delenv("CYPSC_LIBRARY")
    root = started()
    assert root.window
    assert root.window.status.library.toolTip() == str(sample_folder)


def test_the_sample_committee_is_made_and_opened(
    started: Started, sample_papers: list[Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    import cypsc_desktop.sample as sample

    monkeypatch.setattr(sample, "build_sample", lambda folder: sample_papers)
    root = started()
    mine = root.window
    assert mine
    assert mine.start.isVisible()
    mine.start.sample_button.click()
    qtbot.waitUntil(lambda: root.window is not mine, timeout=20_000)
    window = root.window
    assert window
    qtbot.waitUntil(lambda: window.is_idle() and window.toast.isVisible(), timeout=20_000)
    assert len(window.parts.session.read.records("response")) == 3
    assert window.windowTitle().startswith("Home")  # the tutorial begins there
    assert [window.tabs.tabText(tab) for tab in range(window.tabs.count())] == ["Home"]
    window.library_wanted.emit(None)  # back to the person's own
    assert root.window
    assert root.window.status.library.toolTip() == str(paths.data_folder())
    root.window.sample_wanted.emit()  # it is there already
    assert len(root.window.parts.session.read.records("response")) == 3


def test_a_folder_without_a_library_is_refused_and_the_present_one_stays(
    started: Started, sample_folder: Path, tmp_path: Path
) -> None:
    root = started("--library", str(sample_folder), ask=ScriptedAsk(library=[tmp_path]))
    window = root.window
    assert window
    window.choose_library()
    assert root.window is window
    assert "holds no library" in window.banner.words.text()


def test_the_way_back_from_another_library_is_the_one_that_was_named(
    started: Started, sample_folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "another"
    open_library(other).close()
    root = started("--library", str(sample_folder), ask=ScriptedAsk(library=[other]))
    assert root.window
    root.window.choose_library()
    assert root.window.status.library.toolTip() == str(other)
    root.window.open_own_library()
    assert root.window.status.library.toolTip() == str(sample_folder)


def test_a_library_open_elsewhere_is_refused(started: Started, sample_folder: Path, library: Path) -> None:
    root = started()
    with open_library(sample_folder):
        root.window.library_wanted.emit(sample_folder) if root.window else None
        assert root.window
        assert "open" in root.window.banner.words.text()
        assert root.window.status.library.toolTip() == str(library)


def test_a_second_start_hands_its_files_to_the_first(
    started: Started, library: Path, sample_papers: list[Path], qtbot: QtBot
) -> None:
    root = started()
    second = Instance(library)
    qtbot.waitUntil(lambda: second.hand_over([sample_papers[1]]))
    window = root.window
    assert window
    qtbot.waitUntil(lambda: not window.start.isVisible(), timeout=20_000)
    qtbot.waitUntil(window.is_idle, timeout=20_000)
    second.close()


def test_a_second_start_ends_when_the_first_has_taken_over(
    started: Started, library: Path, sample_papers: list[Path], qapp: QApplication, qtbot: QtBot
) -> None:
    root = started()
    qtbot.wait(100)
    second = program.Program(qapp, program.parse([str(sample_papers[1])]), ScriptedAsk())
    assert not second.prepare()
    second.close()
    window = root.window
    assert window
    qtbot.waitUntil(lambda: window.toast.isVisible() and window.is_idle(), timeout=20_000)
    assert "larkmere-supplement.pdf" in window.toast.words.text()


def test_a_second_start_brings_a_minimised_window_back(started: Started, library: Path, qtbot: QtBot) -> None:
    window = started().window
    assert window
    window.showMinimized()
    assert window.isMinimized()
    second = Instance(library)
    qtbot.waitUntil(lambda: second.hand_over([]), timeout=20_000)
    qtbot.waitUntil(lambda: not window.isMinimized(), timeout=20_000)
    assert window.isVisible()
    second.close()


def test_nobody_takes_files_for_a_library_that_is_not_open(qapp: QApplication, tmp_path: Path) -> None:
    assert not Instance(tmp_path).hand_over([])


def test_theme_and_text_size_last(started: Started, sample_folder: Path) -> None:
    root = started("--library", str(sample_folder))
    window = root.window
    assert window
    window.findChild(QAction, "theme dark").trigger()
    window.findChild(QAction, "text_size 150").trigger()
    assert root.window is window  # nothing is built anew
    assert window.parts.theme.scheme == "dark"
    assert window.font().pixelSize() >= 19
    root.close()
    again = started("--library", str(sample_folder))
    assert again.window
    assert again.window.parts.theme.scheme == "dark"
    assert again.window.parts.theme.scale == 1.5
    again.window.parts.settings.theme = "system"
    again.window.parts.settings.text_size = 100
    assert again.window.parts.theme.scale == 1.0


def test_a_look_for_this_run_is_not_kept(started: Started, sample_folder: Path) -> None:
    root = started("--library", str(sample_folder), "--theme", "contrast", "--text", "200")
    assert root.window
    assert (root.window.parts.theme.scheme, root.window.parts.theme.scale) == ("contrast", 2.0)
    root.close()
    again = started("--library", str(sample_folder))
    assert again.window
    assert again.window.parts.theme.scale == 1.0


def test_a_change_of_name_is_worn_at_once(started: Started, sample_folder: Path) -> None:
    root = started("--library", str(sample_folder))
    assert root.window
    root.window.parts.settings.name = "Rosa Field"
    assert root.window.parts.session.actor == "Rosa Field"
    assert root.window.sidebar.who.text() == "Rosa Field"


def test_private_marks_stay_with_whoever_takes_another_name(started: Started, sample_folder: Path) -> None:
    def marks(root: program.Program) -> list[str]:
        assert root.window
        session = root.window.parts.session
        return [one.id for one in visible_marks(session.read, person=session.actor)]

    root = started("--library", str(sample_folder))
    assert root.window
    session = root.window.parts.session
    pack = next(d for d in all_of(session.read, Document) if d.doc_kind == "agenda pack")
    box = [(72.0, 100.0, 300.0, 112.0)]
    first = mark(session.store, pack.id, 1, "box", actor=session.actor, rects=box).id
    for name in ("Rosa", "Rosa Field"):  # as it is typed
        root.window.parts.settings.name = name
    second = mark(session.store, pack.id, 2, "box", actor=session.actor, rects=box).id
    assert marks(root) == [first, second]
    authors = {one.id: one.author for one in all_of(session.read, Annotation)}
    assert (authors[first] != "Rosa Field", authors[second]) == (True, "Rosa Field")
    root.close()
    again = started("--library", str(sample_folder))
    assert marks(again) == [first, second]
    assert again.window
    again.window.parts.settings.reset(Settings.name)
    assert marks(again) == [first, second]
    again.close()
    assert marks(started("--library", str(sample_folder), "--actor", "Rosa Field")) == []  # another person, by name


@pytest.mark.parametrize(
    "words", [["--screen", "recommendations"], ["--screen", "papers", "--theme", "contrast", "--text", "200"]]
)
def test_pictures_of_the_screens(qapp: QApplication, sample_folder: Path, tmp_path: Path, words: list[str]) -> None:
    root = program.Program(
        qapp, program.parse(["--library", str(sample_folder), "--screenshot", str(tmp_path / "pictures"), *words]),
        ScriptedAsk(),
    )  # fmt: skip
    limit = QTimer(singleShot=True, interval=30_000)
    limit.timeout.connect(qapp.quit)
    limit.start()
    assert root.run() == 0
    limit.stop()
    root.close()
    picture = tmp_path / "pictures" / f"{words[1]}.png"
    assert picture.stat().st_size > 10_000
    assert [path.name for path in picture.parent.iterdir()] == [picture.name]


def test_a_picture_of_no_such_screen_is_refused(
    qapp: QApplication, sample_folder: Path, tmp_path: Path, expect_log: Any
) -> None:
    expect_log("no screen is called cellar")
    root = program.Program(
        qapp, program.parse(["--library", str(sample_folder), "--screenshot", str(tmp_path), "--screen", "cellar"]),
        ScriptedAsk(),
    )  # fmt: skip
    assert root.run() == 1
    root.close()


def test_a_library_that_cannot_be_written_opens_for_reading(
    started: Started, sample_folder: Path, sample_papers: list[Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever runs this may be allowed to write anywhere, so the refusal is played; see the store's tests for the real one."""

    def refuse(folder: Path | None = None, **_: object) -> None:
        raise Unwritable(f"Nothing can be saved in {folder}.")

    monkeypatch.setattr(opening, "open_library", refuse)
    before = {path: path.stat().st_mtime_ns for path in sample_folder.rglob("*")}
    root = started("--library", str(sample_folder))
    window = root.window
    assert window
    refusal = str(window.parts.session.refusal)
    assert refusal.startswith("This library is open for reading only")
    assert window.banner.words.text() == refusal
    assert window.status.saved.text() == "Open for reading only"
    edits, arrivals = window.edits, window.arrivals
    take = [
        arrivals.choose,
        lambda: arrivals.take(sample_papers),
        window.new_meeting,
        edits.save,
        edits.undo,
        edits.redo,
    ]
    for command in [*take, window.upkeep.back_up]:
        window.banner.hide()
        command()
        qtbot.waitUntil(window.banner.isVisible, timeout=20_000)
        assert window.banner.words.text() == refusal
    window.going.go(Place("meeting"))
    window.side.show_record(window.parts.session.read.records("item")[0].id)
    window.banner.hide()
    edits.delete_record()
    assert window.banner.words.text() == refusal
    for sort in SCREENS:
        window.show_screen(sort.name)
    qtbot.waitUntil(window.is_idle, timeout=20_000)
    root.close()
    assert before.items() <= {path: path.stat().st_mtime_ns for path in sample_folder.rglob("*")}.items()


@pytest.fixture
def shut(sample_folder: Path, tmp_path: Path) -> Path:
    """A folder whose library cannot be opened, whoever asks: its database is a folder."""
    folder = tmp_path / "shut"
    (folder / "library.db").mkdir(parents=True)
    return folder


def test_a_library_that_cannot_be_opened_leads_to_another_that_is_chosen(
    started: Started, sample_folder: Path, shut: Path
) -> None:
    ask = ScriptedAsk(tell=[None, None], library=[shut.parent, sample_folder])
    root = started("--library", str(shut), ask=ask)
    assert root.window
    assert root.window.status.library.toolTip() == str(sample_folder)
    first, second = (str(about[0]) for question, about in ask.asked if question == "tell")
    assert str(shut) in first
    assert first.endswith("choose the folder of another library, or an empty folder for a new one.")
    assert "holds no library" in second


def test_an_empty_folder_becomes_a_library_where_none_can_be_opened(
    started: Started, shut: Path, tmp_path: Path
) -> None:
    (new := tmp_path / "new").mkdir()
    root = started("--library", str(shut), ask=ScriptedAsk(tell=[None], library=[new]))
    assert root.window
    assert root.window.start.isVisible()
    assert (new / "library.db").is_file()


def test_nothing_opens_where_the_person_chooses_no_library(started: Started, shut: Path) -> None:
    with pytest.raises(program.Unopened):
        started("--library", str(shut), ask=ScriptedAsk(tell=[None], library=[None]))


def test_the_own_library_opens_where_the_last_one_cannot_be(
    started: Started, sample_folder: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started("--library", str(sample_folder)).close()
    monkeypatch.delenv("CYPSC_LIBRARY")
    monkeypatch.setattr(paths, "data_folder", lambda: library)
    with open_library(sample_folder):  # another program has it
        root = started()
    assert root.window
    assert root.window.status.library.toolTip() == str(library)
    assert root.window.banner.words.text().endswith("This is your own library.")


def test_a_database_from_a_newer_version_is_left_alone(started: Started, tmp_path: Path, sample_folder: Path) -> None:
    import sqlite3

    newer = tmp_path / "newer"
    shutil.copytree(sample_folder, newer)
    with sqlite3.connect(newer / "library.db") as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    root = started()
    assert root.window
    root.window.library_wanted.emit(newer)
    assert "newer version" in root.window.banner.words.text()
