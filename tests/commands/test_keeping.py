"""Where the library is, moving it, restoring it in its place, and what it takes."""

import shutil
from pathlib import Path

import pytest

from cypsc_desktop.commands import keeping, stored
from cypsc_desktop.commands.editing import set_field
from cypsc_desktop.commands.leaving import finish_move
from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.store import moving
from cypsc_desktop.store.store import Store
from tests.helpers.sample import ACTOR


def digest(folder: Path) -> str:
    checked = keeping.check(folder)
    assert checked["ok"], checked["findings"]
    return str(checked["digest"])


def edited(store: Store, text: str) -> str:
    record = store.read.records("recommendation")[0]
    set_field(store, record.id, "text", text, actor=ACTOR)
    return record.id


def test_a_library_is_moved_whole_and_its_old_folder_leads_there(sample_folder: Path, tmp_path: Path) -> None:
    with keeping.open_library(sample_folder) as store:
        edited(store, "Words")
        store.backup()
    (sample_folder / "my own notes.txt").write_text("mine")
    before, held = digest(sample_folder), keeping.backups_in(sample_folder)
    new = keeping.move_library(tmp_path / "other" / "library", sample_folder)
    assert digest(new) == before
    assert [b.papers for b in keeping.backups_in(new)] == [b.papers for b in held]
    assert keeping.verify_backup(new / "backups")
    # A backup's papers are the library's own, as they were: moving takes no more room.
    paper = next(path for path in (new / "backups" / "files").rglob("*") if path.is_file())
    assert paper.stat().st_nlink == 2
    assert sorted(path.name for path in sample_folder.iterdir()) == ["moved.json", "my own notes.txt"]
    assert not (new / "my own notes.txt").exists()
    assert keeping.whereabouts(sample_folder) == new
    with keeping.open_library(sample_folder) as store:
        assert store.folder == new
    with keeping.open_library(new) as store:
        assert store.undo_label(ACTOR)  # the move began a new name for this device; its steps are still this person's


def test_a_library_in_use_is_copied_and_what_came_after_is_brought_over(sample: Store, tmp_path: Path) -> None:
    new = keeping.copy_for_move(sample.folder, tmp_path / "new")
    record = edited(sample, "After the copy")
    with keeping.open_library(new) as moved:
        assert not finish_move(moved)  # the old library is still open
    edited(sample, "At the last moment")
    sample.close()
    keeping.settle(new)
    assert not (sample.folder / "library.db").exists()
    with keeping.open_library(new) as moved:
        assert getattr(moved.read.record(record), "text", None) == "At the last moment"
        assert moved.check().ok


def test_moving_twice_follows_both_notes(sample_folder: Path, tmp_path: Path) -> None:
    first = keeping.move_library(tmp_path / "first", sample_folder)
    second = keeping.move_library(tmp_path / "second", sample_folder)
    assert keeping.whereabouts(sample_folder) == keeping.whereabouts(first) == second
    shutil.rmtree(second)
    with pytest.raises(UserError, match="which is not there now"):
        keeping.open_library(sample_folder)
    with pytest.raises(UserError, match="which is not there now"):
        keeping.read_library(sample_folder)


def test_where_a_library_cannot_go(sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").touch()
    (tmp_path / "file").touch()
    for to, words in (
        (sample_folder, "already"), (sample_folder / "files" / "new", "inside the library"), (tmp_path / "full", "not empty"),
        (tmp_path / "file", "is a file"), (sample_folder.parent, "not empty"), (tmp_path / "OneDrive" / "x", "OneDrive"),
    ):  # fmt: skip
        with pytest.raises(UserError, match=words):
            keeping.move_library(to, sample_folder)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(UserError, match=r"not enough room in .*: the library needs .* 1 KB are free"):
        keeping.move_library(tmp_path / "new", sample_folder)
    assert digest(sample_folder)
    assert not (tmp_path / "new").exists()


def test_a_library_open_elsewhere_is_not_moved(sample: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is open in CYPSC Desktop"):
        keeping.move_library(tmp_path / "new", sample.folder)
    assert not (tmp_path / "new").exists()


def test_a_move_that_is_stopped_leaves_nothing(sample: Store, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        keeping.copy_for_move(sample.folder, tmp_path / "new", cancelled=lambda: True)
    assert not list(tmp_path.glob("new*"))
    assert sample.check().ok


def test_a_library_whose_paper_was_altered_stays(sample_folder: Path, tmp_path: Path) -> None:
    paper = next(path for path in (sample_folder / "files").rglob("*") if path.is_file())
    paper.write_bytes(b"altered")
    with pytest.raises(UserError):
        keeping.move_library(tmp_path / "new", sample_folder)
    assert (sample_folder / "library.db").exists()
    assert not list(tmp_path.glob("new*"))


def test_a_restore_in_place_backs_up_first_and_is_undone_by_restoring_back(sample: Store) -> None:
    old = keeping.back_up(sample)
    record = edited(sample, "Newer words")
    first = keeping.stage_restore(sample, old)
    assert first
    folder = sample.folder
    sample.close()
    keeping.swap_restore(folder)
    with keeping.open_library(folder) as restored:
        assert getattr(restored.read.record(record), "text", None) != "Newer words"
        assert restored.check().ok
    keeping.restore_backup(first, folder)
    with keeping.open_library(folder) as again:
        assert getattr(again.read.record(record), "text", None) == "Newer words"


def test_a_backup_becomes_a_library_elsewhere(sample: Store, tmp_path: Path) -> None:
    made = keeping.restore_elsewhere(keeping.back_up(sample), tmp_path / "second")
    assert digest(made) == sample.check().digest
    with pytest.raises(UserError, match="is not empty"):
        keeping.restore_elsewhere(sample.backups()[-1], made)


def test_backups_are_listed_newest_first_and_a_damaged_one_is_known(sample: Store) -> None:
    keeping.back_up(sample)
    edited(sample, "Words")
    keeping.back_up(sample)
    listed = keeping.backups_in(sample.folder)
    assert [b.when for b in listed] == sorted((b.when for b in listed), reverse=True)
    assert listed[0].changes == listed[1].changes + 1
    assert listed[0].size > listed[0].papers > 0
    database = listed[1].folder / "library.db"
    database.write_bytes(database.read_bytes()[:-4096])
    keeping.verify_backup(listed[0].folder)
    with pytest.raises(UserError, match="is damaged"):
        keeping.verify_backup(listed[1].folder)
    with pytest.raises(UserError, match="is damaged"):
        keeping.stage_restore(sample, listed[1].folder)
    assert not (sample.folder / "restoring").exists()


def test_what_can_be_opened_and_made(sample_folder: Path, tmp_path: Path) -> None:
    assert keeping.openable(sample_folder) == sample_folder
    with pytest.raises(UserError, match="holds no library"):
        keeping.openable(tmp_path)
    with keeping.open_library(sample_folder), pytest.raises(UserError, match="is open in CYPSC Desktop"):
        keeping.openable(sample_folder)
    made = keeping.make_library(tmp_path / "made")
    assert keeping.openable(made) == made
    with pytest.raises(UserError, match="holds a library already"):
        keeping.make_library(made)
    with pytest.raises(UserError, match="is not empty"):
        keeping.make_library(tmp_path)


def test_what_is_kept_is_counted_once(sample: Store) -> None:
    keeping.back_up(sample)
    (sample.folder / "cache" / "searchable").mkdir(parents=True)
    (sample.folder / "cache" / "searchable" / "x.pdf").write_bytes(b"x" * 1000)
    found = {kept.name: kept for kept in stored.kept_here(sample.folder)}
    papers = sum(path.stat().st_size for path in (sample.folder / "files").rglob("*") if path.is_file())
    assert found["papers"].size == papers
    assert 0 < found["backups"].size < papers + found["database"].size * 2
    assert (found["caches"].size, found["caches"].files) == (1000, 1)
    assert stored.clear_caches(sample.folder) == 1000
    assert {kept.name: kept for kept in stored.kept_here(sample.folder)}["caches"].size == 0


def test_sizes_in_words() -> None:
    assert [moving.megabytes(n) for n in (0, 1, 51_200, 3_400_000, 1_200_000_000)] == [
        "0 KB", "1 KB", "51 KB", "3.4 MB", "1.2 GB",
    ]  # fmt: skip
