"""Killed while somebody types minutes in the window: no line that was acknowledged is lost, and of the one in hand at
most its last second. What comes back is what a restart shows."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from cypsc_desktop.commands.minuting import unfinished
from cypsc_desktop.commands.minuting_recover import under_way
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.model.records import Entry
from tests.minutes.harbour import MEETING, add_harbour, lines

_ROOT = Path(__file__).parents[2]
_SECONDS = 1.3  # a second, and what a busy machine adds to it


def test_killed_at_any_moment_of_an_evening(tmp_path: Path, effort: Callable[..., int]) -> None:
    dice = random.Random(5)
    for n in range(effort(sample=1, whole=200)):
        place = tmp_path / str(n)
        with open_library(place / "library") as store:
            add_harbour(store)
        acknowledged, typed = _evening_until_killed(place, dice.uniform(0.2, 4.0))
        with open_library(place / "library") as store:
            held = {e.text for e in store.read.records("entry") if isinstance(e, Entry)}
            lost = [text for text in acknowledged if text not in held]
            assert not lost, f"round {n}: {lost}"
            assert store.check().ok
            if acknowledged:
                found = under_way(store.read, now=datetime(2021, 9, 14, 18, 30, tzinfo=UTC))
                assert found is not None
                assert found.meeting.id == MEETING
            in_hand = unfinished(store)
            safe = [*(text or "" for text in held), in_hand[1].removeprefix("p.rw ") if in_hand else ""]
            old = [text.strip() for moment, text in typed if moment < typed[-1][0] - _SECONDS]
            assert not old or any(text.startswith(old[-1]) for text in safe), f"round {n}: {old[-1]!r}"


def _evening_until_killed(place: Path, after: float) -> tuple[list[str], list[tuple[float, str]]]:
    """Lines that Enter had come back from, and what stood in the capture line when."""
    ended = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CYPSC_STATE": str(place / "state")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.test_live_kill", str(place)],
        cwd=_ROOT,
        env=ended,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    told = process.stdout.read().splitlines()
    process.wait()
    process.stdout.close()
    kept = [line.removeprefix("kept ") for line in told if line.startswith("kept ") and line.endswith("\x00")]
    typed = [line.split(" ", 2)[1:] for line in told if line.startswith("typed ") and line.endswith("\x00")]
    return [line.rstrip("\x00") for line in kept], [(float(moment), text.rstrip("\x00")) for moment, text in typed]


def _type_for_ever(place: Path) -> None:
    """The victim: types an evening, over and over, and tells what was kept."""
    from PySide6.QtTest import QTest

    from tests.helpers.live_robot import LiveRobot

    app = QApplication([])
    with LiveRobot(None, place / "library", MEETING, state=place) as clerk:
        for line in ("+rw", "+so", ">start", ">1"):
            clerk.line(line)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        n = 0
        while True:
            for words in [text for text in lines() if len(text) > 20 and text[0].isalpha() and text[1] == "."]:
                n += 1
                text = f"{n} {words[5:]}"
                for letter in f"p.rw {text}":
                    QTest.keyClicks(clerk.screen.capture, letter)
                    app.processEvents()
                    if letter == " ":
                        time.sleep(0.02)
                        sys.stdout.write(f"typed {time.monotonic()} {clerk.text()[5:]}\x00\n")
                        sys.stdout.flush()
                clerk.enter()
                sys.stdout.write(f"kept {text.rstrip(' !')}\x00\n")
                sys.stdout.flush()


if __name__ == "__main__":
    _type_for_ever(Path(sys.argv[1]))
