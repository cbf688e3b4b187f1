"""Papers are kept once, whole, and leave no trace when they are refused."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store import copies
from cypsc_desktop.store.files import Files, Incoming
from cypsc_desktop.store.store import Reader, Store, restore
from tests.store.make import add, document, library, meeting, origin


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


def bring(store: Store, paper: Path, *, named: bool = True, then: Callable[[], object] = int) -> str:
    """Bring a paper in as an import does; returns its hash."""
    with store.files.incoming(paper) as blob, store.change("Import", actor="Ann", origin=origin(blob.sha256)) as change:
        change.add(document(blob.sha256) if named else meeting())
        change.keep(blob)
        then()
    return blob.sha256


def test_a_paper_comes_with_the_change_that_names_it(store: Store, paper: Path) -> None:
    sha256 = bring(store, paper)
    assert everything(store) == [f"{sha256[:2]}/{sha256}"]
    assert store.papers() == [sha256]
    assert store.check().ok


def test_a_paper_that_was_altered_is_whole_again_once_it_is_imported_again(store: Store, paper: Path) -> None:
    sha256 = bring(store, paper)
    for damaged in (b"", b"altered"):
        store.files.path(sha256).write_bytes(damaged)
        assert [found["kind"] for found in store.check().findings] == ["file-differs"]
        bring(store, paper)
        assert store.check().ok
    assert everything(store) == [f"{sha256[:2]}/{sha256}"]


def test_a_paper_that_no_record_names_is_not_kept(store: Store, paper: Path) -> None:
    bring(store, paper, named=False)
    assert everything(store) == []


def test_what_fails_before_it_is_written_leaves_no_paper(store: Store, paper: Path) -> None:
    before = store.check()
    with pytest.raises(ZeroDivisionError):
        bring(store, paper, then=lambda: 1 // 0)
    assert everything(store) == []
    assert store.check() == before


def test_a_commit_that_fails_leaves_no_paper_and_takes_none_that_was_there(
    store: Store, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = bring(store, paper)
    late = tmp_path / "late.pdf"
    late.write_bytes(b"%PDF-1.7 late")
    before = store.check()
    keep = Incoming.keep

    def then_fail(blob: Incoming, *, doubtful: bool) -> None:
        keep(blob, doubtful=doubtful)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Incoming, "keep", then_fail)
    for one in (late, paper):
        with pytest.raises(UserError, match="is full"):
            bring(store, one)
        assert store.files.all() == [there]
    assert store.check() == before


def test_a_paper_that_the_log_does_not_name_is_none_of_the_librarys(store: Store, paper: Path, tmp_path: Path) -> None:
    """What a kill between keeping a paper and its commit leaves behind."""
    add(store, meeting())
    before = store.check()
    stray = store.files.add(paper)
    store.files.doubt(stray)
    assert store.check() == before
    assert store.papers() == []
    made = store.backup()
    assert not Files(made.parent / "files").all()
    restore(made, tmp_path / "restored")
    with Reader.open(tmp_path / "restored") as restored:
        assert restored.check() == before
    store.close()
    with library(tmp_path) as again:
        assert everything(again) == []
        assert again.check() == before
        assert bring(again, paper) == stray
        assert again.files.has(stray)


def test_a_paper_stays_while_the_log_can_bring_its_record_back(store: Store, paper: Path, tmp_path: Path) -> None:
    sha256 = bring(store, paper)
    store.undo("Ann")
    store.close()
    with library(tmp_path) as again:
        assert again.papers() == [sha256]
        again.redo("Ann")
        assert again.check().ok


def test_of_a_paper_that_is_purged_nothing_is_kept_when_it_comes_again(store: Store, paper: Path) -> None:
    sha256 = bring(store, paper)
    store.purge([(document(sha256).id, "sha256")], actor="Ann", label="Remove for good")
    bring(store, paper)
    assert everything(store) == []


def test_a_purge_cut_off_before_the_paper_went_is_finished(
    store: Store, other: Store, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = bring(other, paper)
    store.merge(other.change_sets())
    store.files.add(paper)
    monkeypatch.setattr(copies, "drop", _fail)
    with pytest.raises(ZeroDivisionError):
        other.purge([(document(sha256).id, "sha256")], actor="Ann", label="Remove for good")
    with pytest.raises(ZeroDivisionError):
        store.merge(other.change_sets())
    for one, name in ((store, "library"), (other, "other")):
        assert one.files.has(sha256)
        one.close()
        with library(tmp_path, name) as again:
            assert everything(again) == []
            assert again.check().ok


def test_a_paper_without_a_mark_is_never_removed_for_want_of_a_name(store: Store, paper: Path, tmp_path: Path) -> None:
    """Should the program ever look for names in the wrong place, no library may lose its papers by that."""
    sha256 = store.files.add(paper)
    store.close()
    with library(tmp_path) as again:
        assert again.files.has(sha256)
        assert again.check().ok


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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told_as_such(store: Store, tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    paper.write_bytes(b"x")
    (store.files.folder / "incoming").mkdir(parents=True)
    with pytest.raises(UserError, match="is full"):
        store.files._copy(paper, _Full())


def _fail(*_: object) -> None:
    raise ZeroDivisionError


class _Full:
    """A path on a full disk."""

    def open(self, _: str) -> object:
        return Path("/dev/full").open("wb", buffering=0)
