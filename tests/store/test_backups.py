"""A backup equals the library, a restored library equals the backup, and old ones make room by a rule."""

import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store import backups
from cypsc_desktop.store.store import Reader, Store, restore
from tests.store.make import ITEM, add, document, item, meeting, put, value


@pytest.fixture
def filled(store: Store, paper: Path) -> Store:
    sha256 = store.files.add(paper)
    add(store, meeting(), item(), document(sha256))
    return store


def test_a_restored_backup_equals_the_library(filled: Store, tmp_path: Path) -> None:
    before = filled.check()
    assert before.ok
    made = filled.backup()
    put(filled, ITEM, "title", "Later")
    restore(made, tmp_path / "restored")
    with Store.open(tmp_path / "restored", state=tmp_path / "state") as again:
        assert again.check() == before
        assert again.read.records("item") == [item()]
        assert again.files.path(again.files.all()[0]).read_bytes().startswith(b"%PDF")


def test_a_backup_shares_the_papers_but_a_restored_library_does_not(filled: Store, tmp_path: Path) -> None:
    made = filled.backup()
    sha256 = filled.files.all()[0]
    assert filled.files.path(sha256).samefile(made.parent / "files" / sha256[:2] / sha256)
    restore(made, tmp_path / "restored")
    kept = tmp_path / "restored" / "files" / sha256[:2] / sha256
    assert not kept.samefile(filled.files.path(sha256))


def test_where_the_disk_cannot_link_the_papers_are_copied(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    made = filled.backup(tmp_path / "elsewhere")
    restore(tmp_path / "elsewhere", tmp_path / "restored")
    with Reader.open(tmp_path / "restored") as again:
        assert again.check() == filled.check()
    assert made.parent == tmp_path / "elsewhere"


def test_restoring_keeps_the_library_that_was_there(filled: Store, tmp_path: Path) -> None:
    made = filled.backup(tmp_path / "elsewhere")
    put(filled, ITEM, "title", "Later")
    before = filled.check()
    filled.close()
    restore(made, filled.folder)
    with Store.open(filled.folder, state=tmp_path / "state") as again:
        assert value(again, ITEM, "title") == "Harbour walls"
    aside = next((filled.folder / "replaced").iterdir())
    with Reader.open(aside) as old:
        assert old.check() == before


def test_an_open_library_is_not_replaced(filled: Store) -> None:
    made = filled.backup()
    with pytest.raises(UserError, match="open in CYPSC Desktop"):
        restore(made, filled.folder)
    assert filled.check().ok


@pytest.mark.parametrize("part", ["library.db", "backup.json", "file", "file bytes"])
def test_a_damaged_backup_is_refused_and_changes_nothing(filled: Store, tmp_path: Path, part: str) -> None:
    made = filled.backup(tmp_path / "elsewhere")
    blob = next((made.parent / "files").glob("??/*"))
    if part == "library.db":
        raw = bytearray((made / part).read_bytes())
        raw[4096:8192] = b"\x55" * 4096
        (made / part).write_bytes(raw)
    elif part == "backup.json":
        (made / part).write_text("{}")
    elif part == "file":
        blob.unlink()
    else:
        blob.unlink()
        blob.write_bytes(b"other")
    with pytest.raises(UserError, match=r"is damaged\. Restore another"):
        restore(made, tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


def test_a_backup_of_other_content_is_refused(filled: Store, tmp_path: Path) -> None:
    made = filled.backup(tmp_path / "elsewhere")
    about = json.loads((made / "backup.json").read_text())
    (made / "backup.json").write_text(json.dumps({**about, "digest": "0" * 64}))
    with pytest.raises(UserError, match="damaged"):
        restore(made, tmp_path / "restored")


def test_a_folder_without_backups_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no backup"):
        restore(tmp_path, tmp_path / "restored")


def test_an_altered_paper_is_not_backed_up(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    path = filled.files.path(filled.files.all()[0])
    path.unlink()
    path.write_bytes(b"other")
    with pytest.raises(UserError, match="altered"):
        filled.backup(tmp_path / "elsewhere")
    assert list((tmp_path / "elsewhere").glob("2*")) == []


def test_a_backup_is_made_only_of_what_changed(store: Store, paper: Path) -> None:
    assert store.backup_if_changed() is None
    sha256 = store.files.add(paper)
    add(store, item(), document(sha256))
    store.files.path(sha256).unlink()
    first = store.backup_if_changed()
    assert first is not None
    assert store.backup_if_changed() is None
    store.files.add(paper)
    second = store.backup_if_changed()
    assert store.backups() == [first, second]


def test_old_backups_make_room_by_day_week_and_month(filled: Store, tmp_path: Path) -> None:
    made = filled.backup(tmp_path / "kept")
    now = datetime(2031, 6, 30, 12, tzinfo=UTC)
    for hours in range(0, 24 * 500, 6):
        place = made.parent / (now - timedelta(hours=hours)).strftime("%Y%m%dT%H%M%S%fZ")
        shutil.copytree(made, place, copy_function=os.link)
    shutil.rmtree(made)
    backups.rotate(made.parent, now=now)
    names = [path.name[:8] for path in backups.backups(made.parent)]
    last = [name for name in names if name >= "20310629"]
    assert len(last) == 4  # every one of the last 24 hours
    assert len(set(names)) == 12 + 7 + 8  # twelve days, and of ten weeks and nine months what no other covers
    assert min(names) == "20301031"
    assert (made.parent / "files").exists()


def test_papers_that_no_backup_holds_go(filled: Store, tmp_path: Path) -> None:
    made = filled.backup(tmp_path / "kept")
    shutil.rmtree(made)
    backups.drop_unused(made.parent)
    assert not list((made.parent / "files").glob("??/*"))
