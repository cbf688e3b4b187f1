"""Marks turned into work and handed out: lines of enquiry, drafts, exports with and without what is private."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands import making_marks, marks, sharing_marks
from cypsc_desktop.commands.enquiries import enquiries_of
from cypsc_desktop.commands.from_marks import drafts_on
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui import theme as look
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.papers.screen import PapersScreen
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from tests.helpers.robots import ScriptedAsk
from tests.ui.marks.conftest import select_words
from tests.ui.papers.conftest import WAIT
from tests.ui.papers.test_screen import gone

WORDS = "stay with their carers"
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def ask() -> ScriptedAsk:
    return ScriptedAsk()


@pytest.fixture
def screen(
    qtbot: QtBot, qapp: QApplication, session: Session, renderer: Renderer, jobs: Jobs, notebook: QSettings,
    ask: ScriptedAsk,
) -> Iterator[PapersScreen]:  # fmt: skip
    theme = look.Theme("light")
    look.apply(qapp, theme)
    made = PapersScreen(session=session, jobs=jobs, renderer=renderer, theme=theme, ask=ask, settings=notebook)
    made.resize(1200, 700)
    qtbot.addWidget(made)
    made.show()
    session.changed.connect(made.refresh)
    yield made
    made.let_go()


@pytest.fixture
def paper(qtbot: QtBot, screen: PapersScreen, prose: str, store: Store) -> str:
    """A paper of a meeting, with a question on its first sheet."""
    meeting = Meeting(id=made_id("meeting"), date="2026-03-04", body="Panel")
    with store.change("Meeting", actor="Ada Clerk") as change:
        change.add(meeting)
        change.set(prose, "meeting", meeting.id)
    gone(qtbot, screen, Place("papers", prose, sheet=1))
    screen.view.active.area.setFocus()
    select_words(screen, WORDS)
    screen.marks.acts["question"].trigger()
    return prose


def test_from_a_mark_to_its_line_and_its_drafts(
    qtbot: QtBot, screen: PapersScreen, session: Session, store: Store, paper: str
) -> None:
    wanted: list[Place] = []
    done: list[str] = []
    screen.wanted.connect(wanted.append)
    screen.done.connect(done.append)
    area = screen.view.active.area
    qtbot.keyClick(area, Qt.Key.Key_Q, CTRL_SHIFT)
    (line,) = enquiries_of(store.read)
    assert line.enquiry.question == f"“{WORDS}”"
    assert not wanted
    marks.change_mark(store, line.enquiry.annotation or "", actor="Ada Clerk", comment="Until when?")
    assert enquiries_of(store.read)[0].enquiry.question == "Until when?"  # nobody had worded it
    qtbot.keyClick(area, Qt.Key.Key_Q, CTRL_SHIFT)
    assert wanted.pop() == Place("enquiries", line.enquiry.meeting, record=line.enquiry.id)
    qtbot.keyClick(area, Qt.Key.Key_C, CTRL_SHIFT)
    qtbot.keyClick(area, Qt.Key.Key_R, CTRL_SHIFT)
    assert [text.split(":")[0] for text in done] == [
        "Added to the lines of enquiry. Ctrl+Shift+Q again goes there.", "Draft conclusion made",
        "Draft recommendation made",
    ]  # fmt: skip
    (mark,) = marks.marks_of(store.read, document=paper)
    drafts = drafts_on(store.read, mark.mark.id)
    assert {draft.kind for draft in drafts} == {"conclusion", "recommendation"}
    details = screen.side.pane.details
    qtbot.waitUntil(lambda: len(details._links) == 3, timeout=WAIT)
    assert [link.whole.partition(":")[0] for link in details._links] == [
        "Line of enquiry", "Draft conclusion", "Draft recommendation",
    ]  # fmt: skip
    qtbot.mouseClick(details._links[1], Qt.MouseButton.LeftButton)
    assert (wanted[0].screen, wanted[0].part) == ("meeting", "conclusions")


def test_private_marks_go_out_only_by_name(
    qtbot: QtBot, screen: PapersScreen, session: Session, store: Store, paper: str, ask: ScriptedAsk, tmp_path: Path
) -> None:
    said: list[str] = []
    failed: list[str] = []
    screen.said.connect(said.append)
    screen.failed.connect(failed.append)
    assert screen.export_here()
    assert failed == [
        "The only mark is private. Share some, or choose “With the private marks of Ada Clerk” under More > Export marks."
    ]
    shared = making_marks.mark(
        store, paper, 2, "box", actor="Ada Clerk", rects=[(40, 40, 90, 60)], comment="For all to see"
    )
    sharing_marks.share(store, [shared.id], actor="Ada Clerk")
    qtbot.waitUntil(lambda: len(screen.side.listed()) == 2, timeout=WAIT)
    ask.answers["save_as"] = [
        tmp_path / "shared.md",
        tmp_path / "both.md",
        tmp_path / "marked.pdf",
        tmp_path / "flat.pdf",
    ]
    screen.export_here()
    qtbot.waitUntil(lambda: len(said) == 1, timeout=WAIT)
    text = (tmp_path / "shared.md").read_text("utf-8")
    assert "For all to see" in text
    assert WORDS not in text
    screen.out.acts["private"].trigger()
    assert said.pop() == "The private marks of Ada Clerk go out too in the next exports of marks."
    screen.export_here()
    qtbot.waitUntil(lambda: len(said) == 2, timeout=WAIT)
    assert WORDS in (tmp_path / "both.md").read_text("utf-8")
    for name in ("copy", "flat"):
        screen.out.acts[name].trigger()
        qtbot.waitUntil(lambda n=name: said[-1].startswith("Copy with 2 marks") and bool(n), timeout=WAIT)
        said.append("")
    assert (tmp_path / "marked.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "flat.pdf").read_bytes().startswith(b"%PDF")


def test_the_marks_of_the_meeting_go_out_where_they_are_listed(
    qtbot: QtBot, screen: PapersScreen, session: Session, paper: str, ask: ScriptedAsk, tmp_path: Path
) -> None:
    said: list[str] = []
    screen.said.connect(said.append)
    pane = screen.side.pane
    pane.scope.setCurrentIndex(pane.scope.findData("meeting"))
    qtbot.waitUntil(lambda: pane.count.text() == "1", timeout=WAIT)
    screen.out.acts["private"].setChecked(True)
    ask.answers["save_as"] = [tmp_path / "all.docx"]
    screen.export_here()
    qtbot.waitUntil(lambda: bool(said), timeout=WAIT)
    assert ask.asked[-1][1][1] == "marks-2026-03-04.docx"
    assert said == [f"1 mark written to {tmp_path / 'all.docx'}."]
