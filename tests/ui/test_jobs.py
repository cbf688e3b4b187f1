"""Work beside the window: one answer each, none to whoever is gone, the newer of two with one key."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.ui.jobs import Job, Jobs


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


class Answers:
    def __init__(self) -> None:
        self.owner = QObject()
        self.done: list[Any] = []
        self.failed: list[BaseException] = []
        self.told: list[tuple[str, int, int]] = []

    def named(self) -> dict[str, Any]:
        return {"owner": self.owner, "on_done": self.done.append, "on_failed": self.failed.append}


def test_a_result_and_its_progress_come_back(jobs: Jobs, qtbot: QtBot) -> None:
    answers = Answers()

    def work(job: Job) -> int:
        job.progress("Reading", 1, 2)
        return 42

    jobs.run(work, on_progress=lambda *told: answers.told.append(told), **answers.named())
    assert jobs.busy()
    qtbot.waitUntil(lambda: answers.done == [42])
    assert answers.told == [("Reading", 1, 2)]
    assert not jobs.busy()
    assert not answers.failed


def test_work_that_ends_at_once_answers_only_after_run(jobs: Jobs, qtbot: QtBot) -> None:
    answers = Answers()
    for round_ in range(300):  # some of these have ended before their callback is set
        jobs.run(lambda _, round_=round_: round_, **answers.named())
        assert jobs.busy()
        assert round_ not in answers.done
    qtbot.waitUntil(lambda: len(answers.done) == 300)
    assert not jobs.busy()


def test_what_is_raised_comes_back_as_it_is(jobs: Jobs, qtbot: QtBot) -> None:
    answers = Answers()

    def work(job: Job) -> None:
        raise UserError("Mend it.")

    jobs.run(work, **answers.named())
    qtbot.waitUntil(lambda: bool(answers.failed))
    assert str(answers.failed[0]) == "Mend it."


def test_a_cancelled_job_says_so_once(jobs: Jobs, qtbot: QtBot) -> None:
    answers = Answers()
    go = Event()

    def work(job: Job) -> None:
        go.wait(10)
        job.progress("Too late", 1, 1)
        if job.cancelled():
            raise Cancelled

    job = jobs.run(work, on_progress=lambda *told: answers.told.append(told), **answers.named())
    job.cancel()
    go.set()
    qtbot.waitUntil(lambda: bool(answers.failed))
    assert isinstance(answers.failed[0], Cancelled)
    assert answers.told == []


def test_nobody_answers_an_owner_who_is_gone(jobs: Jobs, qtbot: QtBot) -> None:
    answers = Answers()
    go = Event()
    jobs.run(lambda _: go.wait(10), **answers.named())
    delete(answers.owner)
    go.set()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert not answers.done
    assert not answers.failed


def test_a_newer_job_with_the_key_takes_the_place(jobs: Jobs, qtbot: QtBot) -> None:
    answers = Answers()
    go = Event()

    def old(job: Job) -> str:
        go.wait(10)
        return "cancelled" if job.cancelled() else "old"

    jobs.run(old, key="pages", **answers.named())
    jobs.run(lambda _: "new", key="pages", **answers.named())
    qtbot.waitUntil(lambda: bool(answers.done))
    go.set()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert answers.done == ["new"]


def test_stopping_an_owner_waits_and_answers_no_more(jobs: Jobs, qtbot: QtBot) -> None:
    mine, theirs = Answers(), Answers()
    ended = Event()

    def work(job: Job) -> None:
        while not job.cancelled():
            ended.wait(0.01)
        ended.set()

    jobs.run(work, key="import", **mine.named())
    jobs.run(lambda _: "theirs", **theirs.named())
    jobs.stop(mine.owner)
    assert ended.is_set()
    qtbot.waitUntil(lambda: theirs.done == ["theirs"])
    QApplication.processEvents()
    assert not mine.done
    assert not mine.failed
    assert not jobs.busy()


def test_what_is_asked_for_after_the_end_is_neither_run_nor_answered(qapp: QApplication) -> None:
    answers = Answers()
    jobs = Jobs()
    jobs.close()
    ran: list[Job] = []
    asked = jobs.run(ran.append, on_progress=None, **answers.named())
    qapp.processEvents()
    assert asked.cancelled()
    assert not jobs.busy()
    assert (ran, answers.done, answers.failed) == ([], [], [])
    jobs.stop(answers.owner)  # an owner that goes afterwards waits for nothing
