"""One writing process a library, and nothing left locked by a process that died."""

import subprocess
import sys
from pathlib import Path

import pytest

from cypsc_desktop.store.lock import FileLock, Taken

HOLD = """
import sys, time
from pathlib import Path
from cypsc_desktop.store.lock import FileLock
held = FileLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_taken_at_once_or_not_at_all(tmp_path: Path) -> None:
    held = FileLock(tmp_path / "lock")
    with pytest.raises(Taken):
        FileLock(tmp_path / "lock")
    held.release()
    held.release()
    FileLock(tmp_path / "lock").release()


def test_the_system_drops_it_when_its_process_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "lock")], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(Taken):
            FileLock(tmp_path / "lock")
        process.kill()
    FileLock(tmp_path / "lock").release()


def test_programs_that_we_start_do_not_keep_it(tmp_path: Path) -> None:
    held = FileLock(tmp_path / "lock")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        held.release()
        FileLock(tmp_path / "lock").release()
        process.kill()


def test_no_folder_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        FileLock(tmp_path / "nowhere" / "lock")
