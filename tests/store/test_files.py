"""Papers are kept once, whole, and leave no trace when they are refused."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store.files import Files
from cypsc_desktop.store.store import Store


def everything(store: Store) -> list[str]:
    return sorted(str(p.relative_to(store.files.folder)) for p in store.files.folder.rglob("*") if p.is_file())


def test_a_file_is_kept_once_under_its_hash(store: Store, paper: Path) -> None:
    sha256 = store.files.add(paper)
    assert sha256 == hashlib.sha256(paper.read_bytes()).hexdigest()
    assert store.files.path(sha256).read_bytes() == paper.read_bytes()
    assert store.files.has(sha256)
    assert not store.files.has("0" * 64)
    assert store.files.add(paper) == sha256
    assert everything(store) == [f"{sha256[:2]}/{sha256}"]
    assert store.files.all() == [sha256]


def test_a_file_that_is_not_kept_leaves_no_trace(store: Store, paper: Path) -> None:
    with store.files.incoming(paper) as blob:
        assert blob.path.read_bytes() == paper.read_bytes()
    assert everything(store) == []


def test_a_file_kept_by_what_then_fails_leaves_no_trace(store: Store, paper: Path) -> None:
    before = store.check()
    with pytest.raises(ZeroDivisionError), store.files.incoming(paper) as blob:
        _fail_after(blob.keep)
    assert everything(store) == []
    assert store.check() == before


def test_what_fails_takes_no_file_with_it_that_was_there_before(store: Store, paper: Path) -> None:
    sha256 = store.files.add(paper)
    with pytest.raises(ZeroDivisionError), store.files.incoming(paper) as blob:
        _fail_after(blob.keep)
    assert store.files.has(sha256)


def test_a_file_that_changed_while_it_was_read_is_refused(store: Store, paper: Path) -> None:
    with pytest.raises(UserError, match="was changed while it was read"), store.files.incoming(paper, sha256="0" * 64):
        pass
    assert everything(store) == []


@pytest.mark.parametrize("name", ["missing.pdf", "folder"])
def test_what_cannot_be_read_is_refused(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError, match="cannot be read"):
        store.files.add(tmp_path / name)
    assert everything(store) == []


def test_what_a_crash_left_half_copied_is_swept_away(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    (folder / "files" / "incoming").mkdir(parents=True)
    (folder / "files" / "incoming" / "half").write_bytes(b"half")
    with Store.open(folder, state=tmp_path / "state") as store:
        assert everything(store) == []


def test_a_folder_where_nothing_can_be_made_says_so(tmp_path: Path, paper: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OSError, match="taken"):
        Files(tmp_path / "taken").add(paper)


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights on Windows")
def test_a_full_disk_is_told_as_such(store: Store, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    paper = tmp_path / "paper"
    paper.write_bytes(b"x")
    (store.files.folder / "incoming").mkdir(parents=True)
    with pytest.raises(UserError, match="is full"):
        store.files._copy(paper, _Full())  # type: ignore[arg-type]


class _Full:
    """A path on a full disk."""

    def open(self, _: str) -> object:
        return open("/dev/full", "wb", buffering=0)  # noqa: PTH123


def _fail_after(step: Callable[[], None]) -> None:
    step()
    raise ZeroDivisionError
