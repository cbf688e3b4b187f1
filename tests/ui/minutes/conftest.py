"""The screen of the draft over the Harbour evening, taken once a module; each test has a copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.commands.minuting_notes import take_notes
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.minutes.screen import MinutesScreen
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme
from tests.minutes.harbour import ACTOR, MEETING, add_harbour, lines


class Answers(Ask):
    """Answers in the person's place."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[Path] = []
        self.to: Path | None = None

    def papers(self, parent: object) -> list[Path]:
        return self.files

    def returned(self, parent: object) -> Path | None:
        return self.files[0] if self.files else None

    def save_as(self, parent: object, title: str, name: str, filters: str) -> Path | None:
        return self.to


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the whole evening."""
    folder = tmp_path_factory.mktemp("harbour") / "library"
    with open_library(folder) as store:
        add_harbour(store)
        meeting = store.read.record(MEETING)
        assert isinstance(meeting, Meeting)
        take_notes(store, meeting, lines(), actor=ACTOR)
    return folder


@pytest.fixture
def store(evening: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(evening, tmp_path / "library")
    with open_library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication, store: Store, answers: Answers) -> Iterator[MinutesScreen]:
    session, jobs = Session(store, ACTOR), Jobs()
    made = MinutesScreen(session=session, jobs=jobs, theme=Theme("light"), ask=answers)
    qtbot.addWidget(made)
    session.changed.connect(made.refresh)  # as the frame does
    made.resize(1160, 690)
    made.show()
    made.go(Place("minutes", MEETING))
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.let_go()
    jobs.close()
    qapp.processEvents()
    session.blockSignals(True)
    session.deleteLater()
