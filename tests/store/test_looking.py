"""A library that is only looked at: reads as any, keeps nobody out, and nothing of it is ever written."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cypsc_desktop.commands.importing import finish_indexing
from cypsc_desktop.commands.opening import open_or_read
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store.looking import Looking
from cypsc_desktop.store.store import Store, restore
from tests.helpers.disks import disk
from tests.store.make import ITEM, add, document, item, library, meeting, put, value


@pytest.fixture
def looking(store: Store, tmp_path: Path) -> Looking:
    add(store, meeting(), item())
    put(store, ITEM, "title", "Second")
    return Looking(store.folder, state=tmp_path / "library state")


def test_what_would_be_changed_is_dropped_while_somebody_else_writes(store: Store, looking: Looking) -> None:
    before = store.check()
    with looking, looking.change("Edit", actor="Ann") as change:
        change.set(ITEM, "title", "Third")
        assert [edit.json for edit in change.edits.values()] == ['"Third"']
        assert looking.undo_label("Ann") == "Set title"
        assert looking.redo_label("Ann") is None
        put(store, ITEM, "purpose", "Written meanwhile")
        assert value(looking, ITEM, "purpose") == "Written meanwhile"
        store.undo("Ann")
    after = store.check()
    assert (after.ok, value(store, ITEM, "title")) == (before.ok, "Second")


def test_nothing_is_written(store: Store, looking: Looking) -> None:
    with looking:
        for attempt in (
            lambda: looking.undo("Ann"),
            lambda: looking.drafts.put(ITEM, "title", "Half"),
            lambda: looking.pages.forget("1" * 64),
        ):
            with pytest.raises(RuntimeError, match="only looked at"):
                attempt()


def test_a_library_that_is_open_elsewhere_is_backed_up(store: Store, looking: Looking, tmp_path: Path) -> None:
    with looking:
        kept = looking.backup(tmp_path / "kept")
    restore(kept, tmp_path / "again")
    with Store.open(tmp_path / "again", state=tmp_path / "again state") as again:
        assert again.check() == store.check()


def test_who_has_not_written_here_has_nothing_to_undo(store: Store, looking: Looking, tmp_path: Path) -> None:
    looking.close()
    with Looking(store.folder, state=tmp_path / "another state") as other:
        assert other.undo_label("Ben") is None
    assert not (tmp_path / "another state").exists()


def test_files_whose_text_is_still_to_come_are_known(store: Store) -> None:
    paper = document()
    add(store, meeting(), paper)
    assert paper.sha256
    assert store.read.unindexed() == {paper.sha256}
    store.pages.index(paper.sha256, [(1, "1", "Harbour walls")])
    assert store.read.unindexed() == set()


@pytest.fixture
def locked_away(tmp_path: Path) -> Iterator[Path]:
    """A library, its WAL not folded in, on a file system that cannot be written."""
    with disk(tmp_path / "disk", "size=20m") as place:
        with library(tmp_path) as store:
            paper = tmp_path / "pack.pdf"
            paper.write_bytes(b"%PDF-1.7")
            add(store, meeting(), item(), document(store.files.add(paper)))
            put(store, ITEM, "title", "Second")
            shutil.copytree(store.folder, place / "library")
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        yield place / "library"


def test_where_nothing_can_be_written_a_library_opens_for_reading(locked_away: Path, tmp_path: Path) -> None:
    with open_or_read(locked_away) as store:
        assert store.read_only
        assert value(store, ITEM, "title") == "Second"
        assert store.check().ok
        store.subscribe(lambda _: None)
        assert store.undo_label("Ann") is None
        assert finish_indexing(store) == 0
        store.drafts.put(ITEM, "title", "Half")
        store.drafts.delete(ITEM, "title")
        assert store.drafts.all() == []
        for attempt in (
            lambda: put(store, ITEM, "title", "Third"),
            lambda: store.undo("Ann"),
            lambda: store.redo("Ann"),
            lambda: store.revert(store.history()[0].group, actor="Ann"),
            lambda: store.merge(store.change_sets()),
            lambda: store.purge([(ITEM, "title")], actor="Ann", label="Remove for good"),
            lambda: store.pages.index("1" * 64, [(1, "1", "walls")]),
            store.backup,
        ):
            with pytest.raises(UserError, match="open for reading only"):
                attempt()
        with pytest.raises(UserError, match="Nothing can be saved"):
            store.files.add(tmp_path / "pack.pdf")
        made = store.backup(tmp_path / "kept")
    restore(made, tmp_path / "elsewhere")
    with open_or_read(tmp_path / "elsewhere") as again:
        assert again.read_only is None
        assert value(again, ITEM, "title") == "Second"


def test_where_nothing_can_be_written_no_library_is_made(locked_away: Path) -> None:
    with pytest.raises(UserError, match="Nothing can be saved"):
        open_or_read(locked_away.parent / "none")
