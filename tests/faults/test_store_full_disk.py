"""A full disk: the change is refused with a sentence, and the library stays as it was."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store.store import Reader, Store
from tests.helpers.disks import disk
from tests.store.make import ITEM, add, item, library, put, value

_ROOT = Path(__file__).parents[2]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB."""
    with disk(tmp_path / "disk", "size=3m") as place:
        yield place


def _refusal(store: Store, text: str) -> str | None:
    try:
        put(store, ITEM, "purpose", text)
    except UserError as error:
        return str(error)
    return None


def _until_full(store: Store) -> int:
    for n in range(1, 10_000):
        refused = _refusal(store, f"{n} " + "x" * 40_000)
        if refused:
            assert "is full. Free some space" in refused
            return n
    raise AssertionError("the disk never filled")


def test_a_full_disk_loses_nothing_that_was_written(small_disk: Path) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * 300_000)
    with library(small_disk) as store:
        add(store, item())
        refused = _until_full(store)
        assert value(store, ITEM, "purpose").startswith(f"{refused - 1} ")
        assert len(store.history(ITEM)) == 4 + refused - 1
        assert _until_full(store) == 1
    with Reader.open(small_disk / "library") as reader:
        assert str(getattr(reader.record(ITEM), "purpose", "")).startswith(f"{refused - 1} ")
    filler.unlink()
    with library(small_disk) as store:
        assert store.check().ok
        assert value(store, ITEM, "purpose").startswith(f"{refused - 1} ")


def test_a_merge_that_meets_a_full_disk_can_be_done_again(small_disk: Path, tmp_path: Path) -> None:
    with library(tmp_path, "source") as source, library(small_disk) as store:
        for n in range(150):
            put(source, ITEM, "purpose", f"{n} " + "x" * 40_000)
        with pytest.raises(UserError, match="is full"):
            store.merge(source.change_sets())
        assert store.read.record(ITEM) is None or value(store, ITEM, "purpose") is not None
        assert store.read.rows("PRAGMA quick_check") == [("ok",)]


def test_a_backup_or_file_that_finds_no_room_leaves_nothing_behind(small_disk: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    paper.write_bytes(b"x" * 4_000_000)
    with library(small_disk) as store:
        for n in range(12):
            put(store, ITEM, "purpose", f"{n} " + "x" * 60_000)
        before = sorted(p.name for p in store.folder.rglob("*") if p.is_file())
        with pytest.raises(UserError, match="is full"):
            store.files.add(paper)
        filler = small_disk / "filler"
        filler.write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 300_000))
        with pytest.raises(UserError, match="is full"):
            store.backup()
        assert store.backups() == []
        assert sorted(p.name for p in store.folder.rglob("*") if p.is_file()) == before


def test_the_disk_filling_at_any_write_leaves_a_whole_library(tmp_path: Path, effort: Callable[..., int]) -> None:
    """The size of files is limited a little higher each time, so that the failing write moves along."""
    program = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from cypsc_desktop.model.errors import UserError; from tests.store.make import *\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "store = library(Path(sys.argv[1]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)\n"
        "n = 0\n"
        "try:\n"
        "    while n < 200:\n"
        "        put(store, ITEM, 'purpose', f'{n + 1} ' + 'x' * 3000); n += 1\n"
        "except UserError as error: print(n, error)\n"
        "import os; os._exit(0)\n"
    )
    pytest.importorskip("resource")
    with library(tmp_path, "empty") as store:
        add(store, item())
    for step in range(effort(sample=4, whole=60)):
        place = tmp_path / str(step)
        place.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", program, str(place), str(400_000 + step * 1_733)],
            cwd=_ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        count, _, said = done.stdout.partition(" ")
        assert "Free some space" in said or "failed to read or write" in said, done.stdout + done.stderr
        with library(place) as store:
            assert store.check().ok
            assert str(value(store, ITEM, "purpose") or "0").split()[0] == count
