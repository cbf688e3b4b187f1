"""A file is written whole or not at all, and what stands in the way is said with a way round it."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.output.document import Document
from cypsc_desktop.output.writers import FORMATS, disk, ending_of, render, write
from tests.output.samples import replies

posix = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "home")


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_is_written_and_replaced(ending: str, tmp_path: Path) -> None:
    to = tmp_path / f"minutes.{ending.upper()}"
    write(Document("Old", ()), to)
    write(replies(), to)
    assert to.read_bytes() == render(replies(), ending)
    assert names(tmp_path) == [to.name]


@pytest.mark.parametrize(("name", "said"), [("a.xls", "The ending .xls names no"), ("a", "a has no ending.")])
def test_an_unknown_ending_names_those_that_work(name: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        ending_of(Path(name))
    assert str(refused.value).startswith(said)
    assert ".xlsx, .docx, .pdf, .html, .csv, .ods, .odt, .json, .md or .txt." in str(refused.value)


@pytest.mark.parametrize("lock", [".~lock.minutes.docx#", "~$minutes.docx", "~$inutes.docx", "~$nutes.docx"])
def test_a_file_open_elsewhere_gets_the_sentence(lock: str, tmp_path: Path) -> None:
    to = tmp_path / "minutes.docx"
    to.write_bytes(b"old")
    (tmp_path / lock).touch()
    with pytest.raises(UserError) as refused:
        write(replies(), to)
    assert str(refused.value) == "minutes.docx is open in another program. Close it there, or save as minutes-2.docx."
    assert to.read_bytes() == b"old"
    (tmp_path / "minutes-2.docx").touch()
    with pytest.raises(UserError, match=r"save as minutes-3\.docx\."):
        write(replies(), to)


def test_a_file_that_windows_holds_gets_the_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    to = tmp_path / "minutes.docx"
    to.write_bytes(b"old")

    def held(self: Path, target: Path) -> Path:
        raise PermissionError(13, "The process cannot access the file", str(target))

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(
        UserError, match=r"^minutes\.docx is open in another program\. Close it there, or save as minutes-2\.docx\.$"
    ):
        write(replies(), to)
    assert (to.read_bytes(), names(tmp_path)) == (b"old", ["minutes.docx"])


def test_a_lock_without_a_file_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".~lock.minutes.csv#").touch()
    write(replies(), tmp_path / "minutes.csv")


def test_a_missing_folder_a_folder_and_a_long_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"The folder .*nowhere does not exist\. Make it, or choose another folder\."):
        write(replies(), tmp_path / "nowhere" / "a.csv")
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(UserError, match=r"b\.csv is a folder\. Choose another name\."):
        write(replies(), tmp_path / "b.csv")
    with pytest.raises(UserError, match="is too long"):
        write(replies(), tmp_path / ("n" * 300 + ".csv"))
    assert names(tmp_path) == ["b.csv"]


@posix
def test_a_folder_or_file_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked of the system as anybody but root would get it answered."""
    closed, kept = tmp_path / "closed", tmp_path / "kept.csv"
    closed.mkdir(mode=0o555)
    kept.write_bytes(b"old")
    kept.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda path, mode: bool(Path(path).stat().st_mode & stat.S_IWUSR))
    with pytest.raises(UserError, match=r"Files cannot be saved in the folder .*closed\. Choose a folder"):
        write(replies(), closed / "a.csv")
    with pytest.raises(UserError, match=r"kept\.csv is read-only\. Allow changes to it, or save as kept-2\.csv\."):
        write(replies(), kept)
    assert kept.read_bytes() == b"old"


@posix
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    to = tmp_path / "table.docx"
    to.write_bytes(b"old")
    done = _python(
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)); disk.put(b'x' * 100_000, Path(sys.argv[1]))",
        to,
    )
    assert "There is no room left for table.docx. table.docx is as it was. Free some space" in done.stderr
    assert (to.read_bytes(), names(tmp_path)) == (b"old", ["table.docx"])


@posix
def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    to, old, new = tmp_path / "table.csv", b"old" * 700_000, b"new" * 700_000
    to.write_bytes(old)
    put = "disk.put(b'{}' * 700_000, Path(sys.argv[1]))"
    code = f"while True:\n  {put.format('new')}\n  {put.format('old')}"
    for wait in (0.0, 0.003, 0.011, 0.019, 0.031):
        running = subprocess.Popen(
            [sys.executable, "-c", _CODE + "\nprint('go', flush=True)\n" + code, to], stdout=subprocess.PIPE
        )
        assert running.stdout
        running.stdout.readline()
        time.sleep(wait)
        running.send_signal(signal.SIGKILL)
        running.wait()
        running.stdout.close()
        assert to.read_bytes() in (old, new)


def test_leftovers_of_a_killed_program_are_swept_up_later(tmp_path: Path) -> None:
    for name, age in ((".cypsc-1-aaaa.part", 7200), (".cypsc-2-bbbb.part", 5)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    write(replies(), tmp_path / "a.csv")
    assert names(tmp_path) == [".cypsc-2-bbbb.part", "a.csv"]


def test_a_file_read_back_altered_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda self: b"altered")
    with pytest.raises(UserError, match="could not be written"):
        disk.put(b"content", tmp_path / "a.csv")
    assert names(tmp_path) == []


@posix
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    write(replies(), link)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert real.read_bytes() == render(replies(), "csv")


_CODE = "import sys\nfrom pathlib import Path\nfrom cypsc_desktop.output.writers import disk"


def _python(code: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", f"{_CODE}\n{code}", *arguments], capture_output=True, text=True)
