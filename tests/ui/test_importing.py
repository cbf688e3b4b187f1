"""Papers into the window: from the menu, dropped, with a password, refused, cancelled, several, and undone."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands import importing
from cypsc_desktop.commands.exporting_marks import export_marks
from cypsc_desktop.commands.keeping import check
from cypsc_desktop.commands.making_marks import mark
from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.ui import importing as window_importing
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.frame.arrivals import cut_off
from cypsc_desktop.ui.importing import Waiting, sentence
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.widgets import notices
from cypsc_desktop.ui.widgets.notices import time_left
from tests.helpers.robots import ACTOR, ScriptedAsk, WindowRobot


@pytest.fixture
def locked(sample_papers: list[Path], tmp_path: Path) -> Path:
    """The pack under the password "larkmere"."""
    path = tmp_path / "locked.pdf"
    with pikepdf.open(sample_papers[1]) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="larkmere", owner="clerk"))
    return path


@pytest.fixture
def text_paper(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("A note of the visit\n\nWe saw the family hub.\n", encoding="utf-8")
    return path


def test_the_first_screen_offers_three_ways_to_begin(empty_desk: WindowRobot) -> None:
    start = empty_desk.window.start
    assert empty_desk.on_start_screen()
    assert [b.text() for b in (start.import_button, start.sample_button, start.library_button)] == [
        "Import an agenda pack",
        "Open the sample committee",
        "Open an existing library",
    ]
    assert start.import_button.hasFocus()
    assert not empty_desk.window.menus.export.isEnabled()
    assert not empty_desk.window.sidebar.isVisible()
    with empty_desk.qtbot.waitSignal(empty_desk.window.sample_wanted):
        start.sample_button.click()


def test_papers_chosen_in_the_menu_come_in_one_after_another(
    qtbot: QtBot, library: Path, sample_papers: list[Path], tmp_path: Path
) -> None:
    ask = ScriptedAsk(papers=[sample_papers])
    with WindowRobot(qtbot, library, ask=ask, settings=tmp_path / "window.ini") as desk:
        desk.window.start.import_button.click()
        desk.settle()
        assert not desk.on_start_screen()
        assert desk.front() == "confirm"
        assert "larkmere-supplement.pdf: Supplement of Scrutiny" in desk.toast()
        # undone one by one, and done again
        desk.click(desk.window.toast.button)
        desk.until(lambda: len(desk.store.read.records("document")) == 1)
        desk.until(lambda: desk.front() == "home")  # the supplement's checklist went with it
        desk.window.edits.undo()
        desk.until(desk.on_start_screen)
        assert desk.window.windowTitle() == "CYPSC Desktop"
        desk.window.edits.redo()
        desk.until(lambda: not desk.on_start_screen())
        assert len(desk.store.read.records("response")) == 3


def test_marks_that_came_in_are_seen_on_their_paper(desk: WindowRobot, tmp_path: Path) -> None:
    """A file of marks brings no paper to check: it leads to the paper that bears them, whether it brought any or not."""
    pack = next(d for d in desk.store.read.records("document") if d.doc_kind == "agenda pack")
    mark(desk.store, pack.id, 13, "highlight", actor=ACTOR, rects=[(72, 100, 300, 112)], comment="Before")
    path = tmp_path / "marks.xfdf"
    export_marks(desk.store.read, "annotations", path, person=ACTOR, entity=pack.id)
    for said, found in (("Before", "already"), ("After", "1 mark in it")):
        path.write_text(path.read_text(encoding="utf-8").replace("Before", said), encoding="utf-8")
        desk.go(Place("home"))
        desk.import_files(path)
        place = desk.place()
        assert place is not None
        assert (place.screen, place.subject, found in desk.toast()) == ("papers", pack.id, True)
    assert "other words there" in desk.toast()
    assert desk.screen("papers").view.active.paper is not None


def test_without_the_checklist_an_import_leads_to_its_meeting(
    empty_desk: WindowRobot, sample_papers: list[Path]
) -> None:
    empty_desk.settings.confirm_after_import = False
    empty_desk.import_files(sample_papers[0])
    assert empty_desk.front() == "meeting"
    other = empty_desk.window.toast.other
    assert other.text().startswith("Use its ")  # the committee's own sentences, learnt by one press
    empty_desk.click(other)
    assert "later agendas say the same" in empty_desk.toast()
    (body,) = empty_desk.store.read.records("committee")
    assert any(one["name"].startswith("purpose: apologies") for one in getattr(body, "wording", None) or ())
    assert other.text() == "Check what was read"
    empty_desk.click(other)
    assert empty_desk.front() == "confirm"


def test_the_same_paper_again_changes_nothing(desk: WindowRobot, sample_papers: list[Path]) -> None:
    desk.import_files(sample_papers[0])
    assert desk.toast() == "larkmere-agenda-pack.pdf is in the library already. Nothing has changed."


def test_a_dropped_file_is_named_before_it_is_let_go(empty_desk: WindowRobot, sample_papers: list[Path]) -> None:
    data = empty_desk.drag(sample_papers[1])
    assert empty_desk.window.arrivals.drop.text() == "Import larkmere-supplement.pdf into this library"
    assert empty_desk.window.arrivals.drop.isVisible()
    empty_desk.drop(data)
    assert not empty_desk.window.arrivals.drop.isVisible()
    assert not empty_desk.on_start_screen()


def test_several_files_are_counted_before_they_are_let_go(desk: WindowRobot, tmp_path: Path) -> None:
    desk.drag(tmp_path / "any.pdf", tmp_path / "other.pdf")
    assert desk.window.arrivals.drop.text() == "Import 2 files into this library"


def test_a_locked_paper_asks_for_its_password_once(qtbot: QtBot, library: Path, locked: Path, tmp_path: Path) -> None:
    ask = ScriptedAsk(password=["wrong", "larkmere"])
    with WindowRobot(qtbot, library, ask=ask, settings=tmp_path / "window.ini") as desk:
        desk.import_files(locked)
        first, second = (about for question, about in ask.asked if question == "password")
        assert first == ("locked.pdf", "This PDF needs a password. Enter it, or ask the clerk for an unlocked copy.")
        assert second[1] != first[1]
        assert not desk.on_start_screen()
        (document,) = desk.store.read.records("document")
        papers = desk.go(Place("papers", document.id, sheet=1))
        assert papers.place().sheet == 1  # the pages open with what the import was told


def test_a_locked_paper_without_its_password_leaves_nothing(
    qtbot: QtBot, library: Path, locked: Path, text_paper: Path, tmp_path: Path
) -> None:
    with WindowRobot(qtbot, library, ask=ScriptedAsk(password=[None]), settings=tmp_path / "window.ini") as desk:
        desk.import_files(locked, text_paper)
        names = [file.name for file in desk.store.read.records("document")]
        assert names == ["note.txt"]  # the next file in the row comes in all the same


def test_a_refused_paper_says_why_and_the_next_one_comes_in(
    empty_desk: WindowRobot, text_paper: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "broken.pdf"
    bad.write_bytes(b"%PDF-1.7\nnothing more")
    empty_desk.import_files(bad, text_paper)
    assert empty_desk.banner().startswith("broken.pdf: ")
    assert not empty_desk.on_start_screen()
    assert [file.name for file in empty_desk.store.read.records("document")] == ["note.txt"]


def test_every_refused_paper_of_several_is_told(
    qtbot: QtBot, library: Path, locked: Path, text_paper: Path, tmp_path: Path
) -> None:
    bad = [tmp_path / f"broken-{number}.pdf" for number in range(1, 6)]
    for path in bad:
        path.write_bytes(b"%PDF-1.7\nnothing more")
    with WindowRobot(qtbot, library, ask=ScriptedAsk(password=[None]), settings=tmp_path / "window.ini") as desk:
        desk.import_files(*bad[:2], locked, text_paper, *bad[2:])
        lines = desk.banner().splitlines()
        assert lines[0] == "6 files were not imported."
        assert [line.split(":")[0] for line in lines[1:3]] == ["broken-1.pdf", "broken-2.pdf"]
        assert lines[3] == "locked.pdf was not imported, because its password was not given."
        assert lines[-1] == "Also broken-4.pdf, broken-5.pdf."
        desk.import_files(bad[0])
        assert desk.banner().startswith("broken-1.pdf: ")  # what was refused before is not told again


def test_a_reason_that_names_the_file_is_told_as_it_is() -> None:
    assert sentence(UserError("env is a program, not a paper."), "env") == "env is a program, not a paper."
    assert sentence(UserError("This PDF is damaged."), "a.pdf") == "a.pdf: This PDF is damaged."


def test_files_are_looked_for_at_home_where_there_are_no_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "Documents"))
    assert Ask()._folder == str(Path.home())
    (tmp_path / "Documents").mkdir()
    assert Ask()._folder == str(tmp_path / "Documents")


def test_the_question_for_a_password_names_the_file(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def look(dialog: QDialog) -> int:
        asked.extend(label.text() for label in dialog.findChildren(QLabel))
        return int(QDialog.DialogCode.Rejected)

    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(QDialog, "exec", look)
    assert Ask().password(parent, "pack.pdf", "This PDF needs a password.") is None
    assert "pack.pdf: This PDF needs a password." in asked


class _Slow:
    """An import that waits in the middle until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.go = threading.Event(), threading.Event()
        real = importing.read_paper
        monkeypatch.setattr(importing, "read_paper", lambda *args, **named: self._read(real, *args, **named))

    def _read(self, real: Callable[..., Any], *args: Any, **named: Any) -> Any:
        for page in range(1, 30):
            named["progress"]("Reading pages", page, 30)
        self.reached.set()
        assert self.go.wait(20)
        if named["cancelled"]():
            raise Cancelled
        return real(*args, **named)


def test_progress_shows_and_cancel_leaves_nothing_behind(
    empty_desk: WindowRobot, sample_papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = check(empty_desk.store.folder)["digest"]
    slow = _Slow(monkeypatch)
    desk = empty_desk
    desk.window.arrivals.take(list(sample_papers))
    assert not desk.window.work.isVisible()  # quick work does not make the window flicker
    desk.until(desk.window.work.isVisible)
    desk.until(lambda: desk.window.work.stage.text() == "Reading pages, 29 of 30")
    assert desk.window.work.words.text() == "Importing larkmere-agenda-pack.pdf, 1 more to come"
    assert desk.window.work.bar.value() == 29
    desk.window.work.stop.click()
    assert desk.window.work.words.text() == "Stopping"
    assert not desk.window.work.stop.isEnabled()
    slow.go.set()
    desk.settle()
    assert not desk.window.work.isVisible()
    assert desk.toast() == "Stopped. Nothing of larkmere-agenda-pack.pdf was kept."
    assert desk.on_start_screen()
    assert check(desk.store.folder)["digest"] == before


def test_a_window_closed_while_importing_keeps_nothing_of_it(
    qtbot: QtBot, library: Path, sample_papers: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = _Slow(monkeypatch)
    with WindowRobot(qtbot, library, settings=tmp_path / "window.ini") as desk:
        desk.window.arrivals.take(list(sample_papers))
        assert slow.reached.wait(20)
        slow.go.set()
    checked = check(library)
    assert checked["ok"]
    assert not list((library / "files").glob("*/*"))
    with WindowRobot(qtbot, library, settings=tmp_path / "window.ini") as desk:
        desk.window.arrivals.catch_up()
        assert desk.banner() == (
            "larkmere-agenda-pack.pdf and larkmere-supplement.pdf were not imported to the end, because the program was "
            "closed first."
        )
        desk.click(desk.window.banner.button)
        desk.settle()
        assert len(desk.store.read.records("document")) == 2
        assert not desk.window.banner.isVisible()
    with WindowRobot(qtbot, library, settings=tmp_path / "window.ini") as desk:
        desk.window.arrivals.catch_up()
        assert not desk.window.banner.isVisible()


def test_a_screen_reader_hears_how_far_an_import_is(
    empty_desk: WindowRobot, sample_papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = _Slow(monkeypatch)
    said: list[str] = []
    for module in (window_importing, notices):
        monkeypatch.setattr(module, "announce", lambda _, text: said.append(text))
    window = empty_desk.window
    window.arrivals.take([sample_papers[0]])
    empty_desk.until(window.work.isVisible)
    for page in range(101):
        window.arrivals.imports._on_progress("Reading pages", page, 100)
    for page in (0, 100):
        window.arrivals.imports._on_progress("Indexing pages", page, 100)
    slow.go.set()
    empty_desk.settle()
    name = sample_papers[0].name
    assert said[:4] == [f"Importing {name}", *(f"Reading pages, {part} %" for part in (25, 50, 75))]
    assert said[4].startswith(f"{name}: ")  # what was found
    assert not [words for words in said[5:] if " to check" not in words]  # but what the checklist tells of itself


def test_what_was_cut_off_is_named(tmp_path: Path) -> None:
    files = [tmp_path / f"{letter}.pdf" for letter in "abcdef"]
    for path in files[1:]:
        path.touch()
    assert cut_off(files[1:2]) == "b.pdf was not imported to the end, because the program was closed first."
    assert cut_off(files) == (
        "a.pdf, b.pdf, c.pdf, d.pdf and 2 more were not imported to the end, because the program was closed first. a.pdf "
        "was moved since: import from the new place."
    )


def test_files_that_wait_survive_anything_in_the_settings(tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    waiting = Waiting(settings, tmp_path)
    assert waiting.files() == []
    waiting.keep([tmp_path / "a.pdf"])
    assert waiting.files() == [tmp_path / "a.pdf"]
    for kept in ("{", "3", '[4, "b.pdf"]'):
        settings.setValue(settings.allKeys()[0], kept)
        assert waiting.files() in ([], [Path("b.pdf")])
    waiting.keep([])
    assert settings.allKeys() == []


def test_a_fault_in_the_program_is_told_as_such(
    empty_desk: WindowRobot, sample_papers: list[Path], monkeypatch: pytest.MonkeyPatch, expect_log: Any
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    expect_log("work failed")
    monkeypatch.setattr(importing, "read_paper", fail)
    empty_desk.import_files(sample_papers[0])
    assert "fault in the program" in empty_desk.banner()
    assert empty_desk.on_start_screen()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (2, "About 5 seconds left"),
        (41, "About 40 seconds left"),
        (59, "About 1 minute left"),
        (170, "About 3 minutes left"),
    ],
)
def test_time_left_in_words(seconds: float, words: str) -> None:
    assert time_left(seconds) == words


def test_a_paper_whose_import_was_cut_off_is_indexed_when_the_window_opens(desk: WindowRobot, qtbot: QtBot) -> None:
    (pack,) = desk.session.read.records("document", doc_kind="agenda pack")
    sha256 = str(pack.sha256)
    desk.store.pages.forget(sha256)
    assert not desk.store.pages.indexed(sha256)
    desk.window.arrivals.imports.finish_indexing()
    qtbot.waitUntil(lambda: desk.store.pages.indexed(sha256), timeout=20_000)
    desk.settle()
    assert desk.session.read.search("recommended")
