"""Killed while writing, again and again: what was acknowledged is there, and nothing is half there."""

import contextlib
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cypsc_desktop.store import connection
from cypsc_desktop.store.store import Reader, Store
from tests.store.make import ITEM, add, item, library, put

_ROOT = Path(__file__).parents[2]

# Two fields in one change, acknowledged by a line on stdout: after a kill both or neither must stand.
_WRITER = """
import sys
from pathlib import Path
from tests.store.make import ITEM, library
with library(Path(sys.argv[1])) as store:
    n = int(sys.argv[2])
    while True:
        n += 1
        with store.change("Edit", actor="Ann") as change:
            change.set(ITEM, "title", f"{n} " + "x" * (n % 5000))
            change.set(ITEM, "purpose", f"{n}")
        sys.stdout.write(f"{n}\\n")
        sys.stdout.flush()
"""


def _writer(folder: Path, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITER, str(folder), str(last)]
    return subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.timeout(3600)
def test_no_acknowledged_change_is_lost_to_a_kill(tmp_path: Path, effort: Callable[..., int]) -> None:
    dice, last = random.Random(), 0
    with library(tmp_path) as store:
        add(store, item())
    for _ in range(effort(sample=6, whole=200)):
        child = _writer(tmp_path, last)
        assert child.stdout is not None
        assert child.stdout.readline()
        time.sleep(dice.uniform(0, 0.15))
        child.send_signal(signal.SIGKILL)
        told = child.stdout.read().split()
        child.wait()
        child.stdout.close()
        with Reader.open(tmp_path / "library") as reader:
            shown = reader.record(ITEM)
        assert shown is not None
        number = int(shown.purpose or 0)
        assert str(shown.title).split()[0] == str(number)
        # What was acknowledged, and at most the one change that was on its way.
        assert int(told[-1] if told else last + 1) <= number
        last = number
    with library(tmp_path) as store:
        assert store.check().ok
        assert len([row for row in store.history(ITEM) if row.field == "purpose"]) == last


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_an_fsync_lies_between_writing_and_acknowledging(tmp_path: Path) -> None:
    """A kill does not prove durability: the page cache outlives the process. The system calls do."""
    with library(tmp_path) as store:
        add(store, item())
    trace = tmp_path / "trace"
    program = _WRITER.replace("while True:", "for _ in range(5):")
    calls = "trace=pwrite64,write,fsync,fdatasync,openat,close"
    subprocess.run(
        ["strace", "-f", "-y", "-e", calls, "-o", trace, sys.executable, "-c", program, str(tmp_path), "0"],
        cwd=_ROOT, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    order = []
    for line in trace.read_text().splitlines():
        if re.search(r"pwrite64\(\d+<[^>]*library\.db-wal>", line):
            order.append("wal")
        elif re.search(r"f(data)?sync\(\d+<[^>]*library\.db-wal>", line):
            order.append("sync")
        elif re.search(r'write\(1<[^>]*>, "\d+\\n"', line):
            order.append("told")
    assert order.count("told") == 5
    before = "".join({"wal": "w", "sync": "s", "told": "t"}[step] for step in order)
    for part in before.split("t")[:5]:
        # A second one may come in between: of the room made in the WAL after the change before.
        assert re.search(r"ws+$", part), f"no fsync after the last write before an acknowledgement: {before}"


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """A copy of a library with ten changes in its WAL, as after a power cut."""
    with library(tmp_path) as store:
        add(store, item())
        for n in range(1, 11):
            put(store, ITEM, "purpose", str(n))
        shutil.copytree(store.folder, tmp_path / "crashed")
    (tmp_path / "crashed" / "library.db-shm").unlink()
    return tmp_path / "crashed"


def _opened(crashed: Path, place: Path, wal: bytes) -> int:
    """The change at which a copy with this WAL opens; the tables must be what its log says."""
    shutil.copytree(crashed, place)
    (place / "library.db-wal").write_bytes(wal)
    with Store.open(place, state=place.parent / "state") as store:
        assert store.check().ok
        shown = store.read.record(ITEM)
        changes = len(list(store.change_sets()))
    shutil.rmtree(place)
    if shown is None:
        assert changes == 0
        return -1
    number = int(getattr(shown, "purpose", None) or 0)
    assert changes == number + 1
    return number


def test_a_truncated_wal_opens_at_a_whole_change(crashed: Path, tmp_path: Path, effort: Callable[..., int]) -> None:
    wal = (crashed / "library.db-wal").read_bytes()
    used = len(wal.rstrip(b"\0"))  # beyond lies room for more
    lengths = sorted(random.Random(1).sample(range(used), effort(sample=12, whole=300)))
    reached = [_opened(crashed, tmp_path / "cut", wal[:length]) for length in [*lengths, len(wal)]]
    assert reached == sorted(reached)
    assert reached[-1] == 10


def test_a_torn_wal_opens_at_a_whole_change(crashed: Path, tmp_path: Path, effort: Callable[..., int]) -> None:
    wal = (crashed / "library.db-wal").read_bytes()
    dice, used = random.Random(2), len(wal.rstrip(b"\0"))
    for _ in range(effort(sample=12, whole=300)):
        start = dice.randrange(32, used)
        torn = bytearray(wal)
        torn[start : start + 512] = dice.randbytes(512)
        assert -1 <= _opened(crashed, tmp_path / "torn", bytes(torn)) <= 10


def test_a_reader_sees_whole_changes_while_another_process_writes(tmp_path: Path) -> None:
    with library(tmp_path) as store:
        add(store, item())
    child = _writer(tmp_path, 0)
    assert child.stdout is not None
    child.stdout.readline()
    try:
        with Reader.open(tmp_path / "library") as reader:
            for _ in range(50):
                shown = reader.records("item")[0]
                assert str(getattr(shown, "title", "")).split()[0] == getattr(shown, "purpose", "")
            assert reader.check().ok
            assert not reader.history(limit=5)[0].reverts
        with contextlib.closing(connection.reader(tmp_path / "library")) as reading, connection.snapshot(reading):
            count = reading.execute("SELECT count(*) FROM change_set").fetchone()
            for _ in range(3):
                child.stdout.readline()
            assert reading.execute("SELECT count(*) FROM change_set").fetchone() == count
    finally:
        child.kill()
        child.stdout.close()
        child.wait()
