"""The core tasks through the whole program, by the keyboard alone and by the mouse alone, with every press counted."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.e2e.keystrokes import COUNTED, cell, table
from tests.e2e.tasks import TASKS, Places, Task
from tests.helpers.journey import Desk, Keyboard, Mouse

HANDS: dict[str, type[Keyboard] | type[Mouse]] = {"keyboard": Keyboard, "mouse": Mouse}


@pytest.fixture
def places(sample_papers: list[Path], sample_template: Path, tmp_path: Path) -> Places:
    other = tmp_path / "other library"
    shutil.copytree(sample_template, other)
    return Places(sample_papers[0], tmp_path / "responses.docx", other)


@pytest.mark.parametrize("hand", HANDS)
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.words.replace(" ", "-").replace(",", ""))
def test_core_task(
    qtbot: QtBot, library: Path, sample_folder: Path, places: Places, record_property: Callable[[str, object], None],
    task: Task, hand: str,
) -> None:  # fmt: skip
    desk = Desk(qtbot, "--library", str(library if task.empty else sample_folder), **task.answers(places))
    try:
        task.before(desk)
        person = HANDS[hand](desk)
        do: Callable[[Any, Any], None] = task.by_keys if hand == "keyboard" else task.by_mouse
        do(desk, person)
        task.done(desk, places)
    finally:
        desk.close()
    took = cell(person.count, hand)
    record_property(COUNTED, f"{task.words}|{hand}|{took}")
    assert table().get(task.words, {}).get(hand) == took, "run python -m tests.e2e.keystrokes"


def test_the_table_has_no_other_tasks() -> None:
    assert list(table()) == [task.words for task in TASKS]
