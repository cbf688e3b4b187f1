"""A library that is only looked at: reads as any, keeps nobody out, and nothing of it is ever written."""

from pathlib import Path

import pytest

from cypsc_desktop.store.looking import Looking
from cypsc_desktop.store.store import Store, restore
from tests.store.make import ITEM, add, document, item, meeting, put, value


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
