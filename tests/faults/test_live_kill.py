"""The window killed while somebody types minutes into it, again and again from where it stood: no line that was acknowledged
is lost or there twice, of the one in hand at most the last second goes, and the next start says how many there are."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cypsc_desktop.commands.minuting import unfinished
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.model.records import Entry
from tests.faults.minutes_window import line_of
from tests.minutes.harbour import add_harbour

_ROOT = Path(__file__).parents[2]
_SECONDS = 1.3  # a second, and what a busy machine adds to it
_EVENING = 20  # kills, then another evening begins


@dataclass
class Told:
    """What a window said before it was killed."""

    reopened: int = 0
    toast: str = ""
    found: str = ""
    kept: list[int] = field(default_factory=list)
    typed: list[tuple[float, str]] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)


@pytest.mark.timeout(3600)
def test_killed_at_any_moment_of_an_evening(tmp_path: Path, effort: Callable[..., int]) -> None:
    rounds = effort(sample=2, whole=200)
    kill_windows(tmp_path, rounds, seed=int(os.environ.get("CYPSC_KILLS", "5")), longest=4.0 if rounds > 2 else 1.0)


def kill_windows(place: Path, rounds: int, *, seed: int, longest: float) -> None:
    """Kill it so often, each time within so many seconds of typing."""
    dice = random.Random(seed)
    evening, kept, stood, in_hand = place / "evening", 0, 0, ""
    for n in range(rounds):
        if n % _EVENING == 0:
            shutil.rmtree(evening, ignore_errors=True)
            kept = stood = 0
            in_hand = ""
            with open_library(evening / "library") as store:
                add_harbour(store)
        told = _typed_until_killed(evening, dice.uniform(0.05, longest))
        assert told.strange == [], f"round {n}"
        assert (told.reopened, told.found) == (stood, in_hand), f"round {n}"
        if stood:  # the next start says how many there are
            assert told.toast.startswith(f"Recovered {stood} entries; last "), told.toast
            assert told.toast.endswith("; unfinished line restored.") == bool(in_hand), told.toast
        kept = max([kept, *told.kept])
        with open_library(evening / "library") as store:
            entries = [e for e in store.read.records("entry") if isinstance(e, Entry)]
            held = sorted(int((e.text or "").split()[0]) for e in entries if e.sort == "point")
            # Each once and in full; the next one where the kill came between its commit and the word of it.
            assert held in (list(range(1, kept + 1)), list(range(1, kept + 2))), f"round {n}: {kept} kept, held {held}"
            assert {e.text for e in entries if e.sort == "point"} == {line_of(number)[5:] for number in held}
            kept = len(held)
            assert store.check().ok
            found = unfinished(store)
            in_hand = found[1] if found else ""
            assert line_of(kept + 1).startswith(in_hand), f"round {n}: {in_hand!r}"
            old = [text for moment, text in told.typed if moment < told.typed[-1][0] - _SECONDS]
            safe = {*(line_of(number) for number in held), in_hand}
            assert not old or any(text.startswith(old[-1].rstrip()) for text in safe), f"round {n}: {old[-1]!r}"
            stood = sum(e.sort not in _UNSHOWN for e in entries)


_UNSHOWN = ("start", "item", "clock")


def _typed_until_killed(place: Path, after: float) -> Told:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.minutes_window", str(place)],
        cwd=_ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "CYPSC_STATE": str(place / "state")},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    assert first.startswith("reopened "), first
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    said = [first, *process.stdout.read().splitlines(keepends=True)]
    process.wait()
    process.stdout.close()
    told = Told()
    for line in said:
        if not line.endswith("\0\n"):
            continue  # half a word
        what, _, words = line[:-2].partition(" ")
        if what == "reopened":
            count, told.toast, told.found = [*words.split("\t"), ""][:3]
            told.reopened = int(count)
        elif what == "kept":
            told.kept.append(int(words))
        elif what == "typed":
            moment, _, text = words.partition(" ")
            told.typed.append((float(moment), text))
        else:
            told.strange.append(words)
    return told
