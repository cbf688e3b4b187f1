"""Moving a library and restoring a backup, killed at any moment, on a full disk, and into a folder that cannot be written:
there is always one whole library, and it holds everything."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cypsc_desktop.commands import keeping
from cypsc_desktop.commands.editing import set_field
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store import backups
from tests.helpers.disks import disk
from tests.helpers.sample import ACTOR

_ROOT = Path(__file__).parents[2]
_MOVE = "import sys; from pathlib import Path; from cypsc_desktop.commands.keeping import move_library; "
_MOVE += "print('go', flush=True); move_library(Path(sys.argv[2]), Path(sys.argv[1]))"
_RESTORE = "import sys; from pathlib import Path; from cypsc_desktop.commands.keeping import restore_backup; "
_RESTORE += "print('go', flush=True); restore_backup(Path(sys.argv[2]), Path(sys.argv[1]))"


def _killed(program: str, *arguments: Path, after: float) -> bool:
    """Run a program and kill it so many seconds after it began its work; returns whether it was still at it."""
    child = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)], cwd=_ROOT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout
    child.stdout.readline()
    time.sleep(after)
    running = child.poll() is None
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    return running


def _text(folder: Path) -> str:
    with keeping.read_library(folder) as reader:
        return str(getattr(reader.records("recommendation")[0], "text", ""))


def _edit(folder: Path, text: str) -> None:
    with keeping.open_library(folder) as store:
        set_field(store, store.read.records("recommendation")[0].id, "text", text, actor=ACTOR)


def _takes(program: str, *arguments: Path) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, *map(str, arguments)], cwd=_ROOT, check=True, capture_output=True)
    return time.perf_counter() - begun


@pytest.mark.timeout(3600)
def test_a_move_killed_at_any_moment_leaves_one_whole_library(
    sample_folder: Path, tmp_path: Path, effort: Callable[..., int]
) -> None:
    with keeping.open_library(sample_folder) as store:
        store.backup()
    digest = keeping.check(sample_folder)["digest"]
    here, dice = sample_folder, random.Random(7)
    longest = 1.2
    for n in range(effort(sample=8, whole=150)):
        there = tmp_path / f"place {n}"
        _killed(_MOVE, here, there, after=dice.uniform(0, longest))
        found = keeping.whereabouts(here)
        checked = keeping.check(found)
        assert checked["ok"], checked["findings"]
        assert checked["digest"] == digest
        if (there / "library.db").exists() and found != there:
            # Both are whole; what the old one takes in meanwhile is not lost when the move goes on.
            _edit(here, f"Words {n}")
            found = keeping.move_library(there, here)
            assert found == there
            assert _text(found) == f"Words {n}"
            digest = keeping.check(found)["digest"]
        elif found != there:
            found = keeping.move_library(there, here)
        assert keeping.whereabouts(here) == there == found
        assert keeping.check(there)["digest"] == digest
        assert not list(tmp_path.glob("*.moving"))
        here = there


@pytest.mark.timeout(3600)
def test_a_restore_killed_at_any_moment_leaves_the_old_or_the_new(
    sample_folder: Path, tmp_path: Path, effort: Callable[..., int]
) -> None:
    _edit(sample_folder, "One")
    with keeping.open_library(sample_folder) as store:
        one = store.backup(tmp_path / "kept")
    _edit(sample_folder, "Two")
    with keeping.open_library(sample_folder) as store:
        two = store.backup(tmp_path / "kept")
    dice = random.Random(8)
    seen = set()
    for n in range(effort(sample=10, whole=200)):
        before = _text(sample_folder)
        wanted, words = (one, "One") if before == "Two" else (two, "Two")
        _killed(_RESTORE, sample_folder, wanted, after=dice.uniform(0.0, 0.5))
        with keeping.open_library(sample_folder) as store:
            assert store.check().ok
        now = _text(sample_folder)
        assert now in (before, words), n
        seen.add(now == words)
        assert not (sample_folder / "restoring").exists()
    assert seen


@pytest.mark.parametrize("step", range(6))
def test_a_restore_cut_off_at_each_step_of_its_swap_comes_to_its_end(
    sample_folder: Path, tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with keeping.open_library(sample_folder) as store:
        kept = store.backup(tmp_path / "kept")
    _edit(sample_folder, "Newer")
    backups.stage(kept, sample_folder)
    steps = iter(range(100))
    rename = Path.replace

    def cut_off(self: Path, target: Path) -> Path:
        if next(steps) == step:
            raise KeyboardInterrupt
        return rename(self, target)

    with monkeypatch.context() as cut:
        cut.setattr(Path, "replace", cut_off)
        with contextlib.suppress(KeyboardInterrupt):
            backups.recover(sample_folder)
    with keeping.open_library(sample_folder) as store:
        assert store.check().ok
    assert _text(sample_folder) != "Newer"
    assert not (sample_folder / "restoring").exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Another file system, of 1 MB."""
    with disk(tmp_path / "disk", "size=1m") as place:
        yield place


def test_a_full_disk_stops_a_move_and_the_old_stays(
    sample_folder: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = keeping.check(sample_folder)["digest"]
    with pytest.raises(UserError, match="not enough room"):
        keeping.move_library(small_disk / "library", sample_folder)
    usage = shutil.disk_usage(small_disk)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10**9))  # filled while it is copied
    with pytest.raises(UserError, match=r"is full\. Free some space"):
        keeping.move_library(small_disk / "library", sample_folder)
    assert not list(small_disk.iterdir())
    assert keeping.check(sample_folder)["digest"] == digest


def test_a_library_moves_to_another_disk_and_back(sample_folder: Path, tmp_path: Path) -> None:
    there = Path("/dev/shm")
    if not there.is_dir() or there.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is one file system only")
    folder = there / f"library of a test {os.getpid()}"
    digest = keeping.check(sample_folder)["digest"]
    try:
        keeping.move_library(folder, sample_folder)
        keeping.move_library(tmp_path / "back", folder)
        assert keeping.check(tmp_path / "back")["digest"] == digest
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_a_folder_that_cannot_be_written_is_refused(
    sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with disk(tmp_path / "read only", "ro") as place:
        for to in (place / "library", place):
            with pytest.raises(UserError, match=r"Ask for permission to write there|not enough room"):
                keeping.move_library(to, sample_folder)
        with keeping.open_library(sample_folder) as store, pytest.raises(UserError):
            store.backup(place)
        with keeping.open_library(sample_folder) as store:
            kept = store.backup()
        with pytest.raises(UserError):
            keeping.restore_elsewhere(kept, place / "library")
    assert keeping.check(sample_folder)["ok"]
