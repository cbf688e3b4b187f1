"""Live minutes under SIGKILL at any moment, on a full disk, and with a copy whose folder is gone: no line is lost."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cypsc_desktop.commands.keeping import read_library
from cypsc_desktop.commands.minuting import open_live, take_line, unfinished
from cypsc_desktop.commands.minuting_parts import finish_moves
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.commands.showing import show
from cypsc_desktop.minutes.evening import Evening
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Entry, Meeting
from tests.faults.test_store_full_disk import small_disk
from tests.minutes.harbour import ACTOR, MEETING, NOTES, add_harbour, lines
from tests.minutes.test_part_b import outside
from tests.minutes.test_take import without_ids

__all__ = ["small_disk"]
_ROOT = Path(__file__).parents[2]
_SLOWEST = 0.4  # seconds after which at the latest a round is ended


def said(entries: list[Entry]) -> list[tuple[object, ...]]:
    return [(e.sort, e.item, e.who, e.text, e.time, e.part, e.starred) for e in entries]


def killed(folder: Path, first: int, chance: random.Random) -> tuple[int, tuple[int, int] | None]:
    """Let it type from this line on and kill it: how many lines it told as taken, and the last letters told as kept."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.minutes_typing", str(folder), str(first)], stdout=subprocess.PIPE, text=True,
        cwd=_ROOT,
    )  # fmt: skip
    assert child.stdout
    child.stdout.readline()  # it has begun
    time.sleep(chance.uniform(0.0, _SLOWEST))
    os.kill(child.pid, signal.SIGKILL)
    told = child.stdout.read().splitlines()
    child.wait()
    child.stdout.close()
    taken, kept = first, None
    for word, number, *length in (line.split() for line in told if line.count(" ") >= 1 + line.startswith("kept")):
        if word == "taken":
            taken, kept = int(number) + 1, None
        elif length:
            kept = (int(number), int(length[0]))
    return taken, kept


def whole_lines(folder: Path, taken: int) -> int:
    """How many lines of the script the library holds: all that were told as taken, and the next one perhaps."""
    with read_library(folder) as reader:
        meeting = reader.record(MEETING)
        assert isinstance(meeting, Meeting)
        live = open_live(reader, meeting, scripted=True)
        held, apart = said(live.evening.entries), live.evening.empty()
    _play(apart, 0, taken)
    before = said(apart.entries)
    _play(apart, taken, taken + 1)
    assert held in (before, said(apart.entries)), f"after {taken} lines"
    return taken + 1 if held != before else taken


def _play(evening: Evening, first: int, last: int) -> None:
    from cypsc_desktop.commands.minuting import advance

    for line in lines()[first:last]:
        advance(evening, line, now="00:00")


@pytest.mark.timeout(3600)
def test_killed_at_any_moment_no_line_is_lost(tmp_path: Path, effort: Callable[..., int]) -> None:
    folder = tmp_path / "library"
    with open_library(folder) as store:
        add_harbour(store)
    chance = random.Random(5)
    rounds, at = effort(sample=5, whole=200), 0
    for _ in range(rounds):
        taken, kept = killed(folder, at, chance)
        at = whole_lines(folder, taken)
        with open_library(folder) as store:
            draft = unfinished(store)
            if kept and kept[0] == at:  # its line was not taken: what was told as kept is there, or more of it
                if draft is None and lines()[at].startswith("#"):
                    continue  # a remark leaves no trace: it may have been taken, and the word of it cut off
                assert draft, lines()[at]
                assert lines()[at].startswith(draft[1])
                assert len(draft[1]) >= kept[1]
        if at == len(lines()):  # once more from the beginning
            shutil.rmtree(folder)
            with open_library(folder) as store:
                add_harbour(store)
            at = 0
    with open_library(folder) as store:
        finish_moves(store, MEETING, actor=ACTOR)
        meeting = store.read.record(MEETING)
        assert isinstance(meeting, Meeting)
        live = open_live(store.read, meeting, scripted=True)
        for line in lines()[at:]:
            take_line(store, live, line, actor=ACTOR, now="00:00")
        golden = json.loads(NOTES.with_name("harbour.json").read_text(encoding="utf-8"))
        assert without_ids(show(store.read, "minutes", meeting)) == golden
        assert store.check().ok
        assert outside(store, "Oystergate") == []


def test_a_full_disk_in_the_middle_of_a_meeting(small_disk: Path) -> None:
    script = [f"q. {'long question ' * 300}{n}" for n in range(400)]
    with open_library(small_disk / "library") as store:
        add_harbour(store)
        meeting = store.read.record(MEETING)
        assert isinstance(meeting, Meeting)
        live = open_live(store.read, meeting)
        filler = small_disk / "filler"
        filler.write_bytes(b"x" * 400_000)
        take_line(store, live, ">6", actor=ACTOR, now="19:00")
        refused, held, left = "", said(live.evening.entries), list(script)
        while left and not refused:
            held = said(live.evening.entries)
            try:
                take_line(store, live, left[0], actor=ACTOR, now="19:00")
                left.pop(0)
            except UserError as error:
                refused = str(error)
        assert said(live.evening.entries) == held
        assert "is full" in refused
        assert said(open_live(store.read, meeting).evening.entries) == held
        filler.unlink()
        for line in left[:3]:  # the person frees some space, and the same line is taken
            take_line(store, live, line, actor=ACTOR, now="19:01")
        assert said(open_live(store.read, meeting).evening.entries) == said(live.evening.entries)
        assert len(live.evening.shown()) == len(script) - len(left) + 3
        assert store.check().ok


def test_a_clock_that_was_set_back_orders_nothing_anew(tmp_path: Path) -> None:
    """Lines stand as they were typed: a moment of the clock that is wrong, or a laptop that slept, moves none."""
    moments = (
        "2021-09-14T18:00:00.000Z",
        "2021-09-14T16:00:00.000Z",
        "2021-09-15T18:02:00.000Z",
        "2021-09-14T18:03:00.000Z",
    )
    with open_library(tmp_path / "library") as store:
        add_harbour(store)
        meeting = store.read.record(MEETING)
        assert isinstance(meeting, Meeting)
        live = open_live(store.read, meeting)
        for n, moment in enumerate(moments):
            take_line(store, live, f"note {n}", actor=ACTOR, now=f"19:0{n}", stamp=moment)
    with open_library(tmp_path / "library") as store:
        again = open_live(store.read, meeting).evening.shown()
        assert [(e.text, e.time, e.stamp) for e in again] == [
            (f"note {n}", f"19:0{n}", moment) for n, moment in enumerate(moments)
        ]
