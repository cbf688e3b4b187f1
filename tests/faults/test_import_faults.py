"""An import that is killed, cancelled or runs out of disk leaves all of a paper in the library, or nothing of it."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep

import pytest

from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.store.files import Incoming
from cypsc_desktop.store.store import Store
from tests.helpers.cypsc import Cypsc
from tests.helpers.sample import ACTOR

resource = pytest.importorskip("resource", reason="limits on processes are not Windows'")


def traces(folder: Path) -> list[str]:
    """Blobs and temporary files under the library's files."""
    return sorted(str(p.relative_to(folder)) for p in (folder / "files").rglob("*") if p.is_file())


def cypsc_process(library: Path, *words: str | Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "cypsc_desktop.cli", "--library", str(library), *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.timeout(900)
def test_killed_imports(
    capsys: pytest.CaptureFixture[str], sample_papers: list[Path], tmp_path: Path, effort: Callable[..., int]
) -> None:
    chance = random.Random(7)
    first = Cypsc(capsys, tmp_path / "first")
    first("import", sample_papers[1])
    before = first.json("check")
    for n in range(effort(sample=2, whole=60)):
        cypsc = Cypsc(capsys, shutil.copytree(first.library, tmp_path / f"library-{n}"))
        process = cypsc_process(cypsc.library, "import", sample_papers[0])
        sleep(chance.uniform(0.3, 2.5))
        process.kill()
        process.wait()
        after = cypsc.json("check")
        assert after["ok"]
        if after["digest"] != before["digest"]:
            assert len(cypsc.json("show", "responses")) > 0
        cypsc("import", sample_papers[0])
        assert cypsc.json("check")["ok"]
        assert cypsc.json("search", "recommended")
        assert len(traces(cypsc.library)) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are not Windows'")
def test_interrupted_import_says_so_and_leaves_nothing(
    capsys: pytest.CaptureFixture[str], sample_papers: list[Path], tmp_path: Path
) -> None:
    cypsc = Cypsc(capsys, tmp_path / "library")
    cypsc("import", sample_papers[1])
    before, held = cypsc.json("check"), traces(cypsc.library)
    process = cypsc_process(cypsc.library, "import", sample_papers[0])
    sleep(0.5)
    process.send_signal(signal.SIGINT)
    process.wait()
    if cypsc.json("check") == before:
        assert traces(cypsc.library) == held


def test_cancel_leaves_nothing_behind(library: Path, sample_papers: list[Path]) -> None:
    with open_library(library) as store:
        before = store.check().digest
        for stop_at in (0, 1, 5):
            asked = 0

            def cancelled(stop_at: int = stop_at) -> bool:
                nonlocal asked
                asked += 1
                return asked > stop_at

            with pytest.raises(Cancelled):
                import_paper(store, sample_papers[0], actor=ACTOR, cancelled=cancelled)
            assert store.check().digest == before
            assert traces(library) == []
            assert not store.read.records("document")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_full_disk_leaves_the_library_as_it_was(
    store: Store, sample_papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.check().digest
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))  # the pack is larger than that
    try:
        with pytest.raises(UserError, match=r"disk|full|space"):
            import_paper(store, sample_papers[0], actor=ACTOR)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, previous)
    assert store.check().digest == before
    assert traces(store.folder) == []
    assert import_paper(store, sample_papers[0], actor=ACTOR).new


@contextlib.contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """A folder in which nothing can be written, not by the superuser either."""
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield
        folder.chmod(0o700)
        return
    if subprocess.run(["mount", "--bind", folder, folder], capture_output=True).returncode:
        pytest.skip("here the superuser may write everywhere")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_read_only_folder_is_refused(
    capsys: pytest.CaptureFixture[str], sample_folder: Path, sample_papers: list[Path], tmp_path: Path
) -> None:
    cypsc = Cypsc(capsys, sample_folder)
    before, held = cypsc.json("check"), everything(sample_folder)
    with unwritable(sample_folder):
        for command in (("import", sample_papers[0]), ("undo",), ("backup",)):
            cypsc(*command, code=1)
            assert "Nothing can be saved" in cypsc.err
        assert cypsc.json("search", "recommended")
        assert cypsc.json("check") == before
    assert everything(sample_folder) == held
    assert cypsc.json("check") == before


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_an_import_that_fails_when_it_is_written_leaves_no_backup(
    store: Store, sample_papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The backup before an import is made before it is known whether the import can be written."""
    import_paper(store, sample_papers[1], actor=ACTOR)
    before, held = store.check(), everything(store.folder / "files")
    monkeypatch.setattr(Incoming, "keep", _full)
    with pytest.raises(UserError, match="is full"):
        import_paper(store, sample_papers[0], actor=ACTOR)
    assert store.check() == before
    assert everything(store.folder / "files") == held
    assert everything(store.folder / "backups") == {}


def _full(*_: object, **__: object) -> None:
    raise UserError("The disk is full.")
