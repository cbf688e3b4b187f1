"""Reading a library: several records at once, records by their words, the log by steps and by people."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest

from cypsc_desktop.model.changes import CHECKED, ChangeSet, Op, canonical, value_hash
from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.store import backups, check, connection, groups, lock
from cypsc_desktop.store.store import Reader, Store
from tests.store.make import ITEM, MEETING, add, delete, document, item, library, meeting, origin, put, value


def test_several_records_are_read_at_once_by_any_of_their_ids(store: Store) -> None:
    twin = made_id("item")
    add(store, meeting(), item())
    put(store, twin, "purpose", "Also the walls")
    with store.change("Join", actor="Ann") as change:
        change.same(ITEM, twin)
    found = store.read.these([ITEM, twin, MEETING, made_id("item"), "nothing-00000000-0000-0000-0000-000000000000"])
    assert set(found) == {ITEM, twin, MEETING}
    assert found[ITEM] == found[twin] == store.read.record(twin)
    delete(store, MEETING)
    assert store.read.these([ITEM, MEETING]) == {}


def test_what_was_withdrawn_shows_in_history_as_what_stood_before(store: Store) -> None:
    add(store, item(), origin=origin())
    put(store, ITEM, "title", "Gates")
    store.undo("Ann")
    last = store.history(ITEM, limit=1)[0]
    assert (last.before, last.after, last.reverts is not None) == ("Gates", "Harbour walls", True)
    put(store, ITEM, "title", "Piers")
    store.undo("Ann")
    first, second = store.history(ITEM, limit=2)
    assert (first.before, second.after) == ("Piers", "Piers")
    assert value(store, ITEM, "title") == "Harbour walls"
    store.redo("Ann")
    assert value(store, ITEM, "title") == "Piers"


def test_everybody_who_changed_something_is_known(store: Store) -> None:
    add(store, item())
    put(store, ITEM, "title", "Gates", actor="Ben")
    assert store.read.ask(groups.actors) == ["Ann", "Ben"]


def test_a_step_of_which_only_a_part_stands_is_not_undone(store: Store) -> None:
    """A group that brought back both sides of a dispute, one of which somebody has settled since."""

    def made(seq: int, *ops: Op) -> ChangeSet:
        return ChangeSet("", "far.1/committee", seq, seq, "Far", "Edit", f"g{seq}", None, None, ops).sealed()

    def op(text: str, *parents: str) -> Op:
        return Op(ITEM, "title", parents, value_hash("s", canonical(text)), "s", canonical(text))

    both = made(1, op("a"), op("b"))
    store.merge([both, made(2, op("a", f"{both.id}:00001"))])
    with pytest.raises(UserError, match=r"was changed since, so this cannot be undone\. Edit it instead\.$"):
        store.revert("g1", actor="Ann")


def test_a_database_with_stray_pages_is_found_damaged(tmp_path: Path) -> None:
    with library(tmp_path) as store:
        add(store, item())
    with contextlib.closing(sqlite3.connect(tmp_path / "library" / "library.db", isolation_level=None)) as base:
        base.execute("PRAGMA writable_schema = ON")
        base.execute("DELETE FROM sqlite_master WHERE name = 'alias_canonical'")
    with Reader.open(tmp_path / "library") as reader:
        assert "damaged-database" in {finding["kind"] for finding in reader.check().findings}


def test_a_database_that_cannot_be_read_to_its_end_says_so(tmp_path: Path) -> None:
    with library(tmp_path) as store:
        for n in range(30):
            add(store, item(purpose=f"{n} " + "x" * 2_000))
    whole = (tmp_path / "library" / "library.db").read_bytes()
    told = set()
    for page in range(len(whole) // 4096 - 1, len(whole) // 4096 // 2, -3):
        (tmp_path / "library" / "library.db").write_bytes(
            whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :]
        )
        try:
            assert not check.check(tmp_path / "library").ok
        except UserError as error:
            told.add(str(error))
    assert told
    assert all("is damaged. Restore its newest backup" in one for one in told)


def test_a_backup_is_looked_at_without_restoring_it(store: Store, tmp_path: Path, paper: Path) -> None:
    sha256 = store.files.add(paper)
    add(store, document(sha256))
    kept = store.backup(tmp_path / "kept")
    assert backups.verify(tmp_path / "kept") == kept
    assert backups.papers_of(kept) == {sha256: paper.stat().st_size}
    backups.restore(kept, tmp_path / "again", dry_run=True)
    assert not (tmp_path / "again").exists()


def test_a_restore_is_stopped_or_cut_off_and_taken_up(store: Store, tmp_path: Path, paper: Path) -> None:
    add(store, item(), document(store.files.add(paper)))
    kept, place = store.backup(tmp_path / "kept"), tmp_path / "again"
    place.mkdir()
    backups.recover(place)
    with pytest.raises(Cancelled):
        backups.stage(kept, place, cancelled=lambda: True)
    assert list(place.iterdir()) == []
    (place / backups.RESTORING).mkdir()
    backups.recover(place)
    assert not (place / backups.RESTORING).exists()
    steps: list[tuple[str, int, int]] = []
    backups.stage(kept, place, progress=lambda *step: steps.append(step))
    assert steps == [("Restoring papers", 1, 1)]
    backups.recover(place)
    with Reader.open(place) as again:
        assert again.check() == store.check()
    shutil.rmtree(place)


def test_a_lock_that_the_disk_refuses_is_an_error_of_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(lock, "_lock", refuse)
    with pytest.raises(UserError, match="Nothing can be saved"):
        connection.lock(tmp_path)


def _without_an_index(database: Path) -> None:
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as base:
        base.execute("PRAGMA writable_schema = ON")
        base.execute("DELETE FROM sqlite_master WHERE name = 'op_cell'")


def test_after_a_crash_a_damaged_library_is_not_opened(tmp_path: Path) -> None:
    with library(tmp_path) as store:
        for n in range(30):
            add(store, item(purpose=f"{n}"))
    _without_an_index(tmp_path / "library" / "library.db")
    writing = connection.writer(tmp_path / "library")
    writing.execute("INSERT INTO about VALUES ('x', 'y')")
    shutil.copytree(tmp_path / "library", tmp_path / "crashed" / "library")
    writing.close()
    with pytest.raises(UserError, match="is damaged"):
        library(tmp_path / "crashed")


def test_a_backup_that_is_not_what_it_says_is_damaged(store: Store, tmp_path: Path, paper: Path) -> None:
    store.files.add(paper)
    first = store.backup(tmp_path / "kept")
    add(store, item())
    second = store.backup(tmp_path / "kept")
    shutil.copyfile(first / "library.db", second / "library.db")
    with pytest.raises(UserError, match="is damaged"):
        backups.verify(second)
    (second / "library.db").write_bytes(b"no database")
    with pytest.raises(UserError, match="is damaged"):
        backups.verify(second)


def test_a_backup_where_nothing_can_be_made_says_so(store: Store, tmp_path: Path) -> None:
    (tmp_path / "kept").symlink_to("/proc/self/no such folder")
    with pytest.raises((UserError, OSError)):
        store.backup(tmp_path / "kept")


def test_an_acceptance_shows_nothing_and_keeps_nothing_whole(store: Store) -> None:
    add(store, meeting(), item(), origin=origin())
    with store.change("Accept", actor="Ann") as change:
        change.set(ITEM, CHECKED, ["1" * 32])
    assert value(store, ITEM, "title") == "Harbour walls"
    assert store.check().ok
    add(store, meeting(), origin=origin())
    assert store.read.record(ITEM) is None


def test_what_a_person_worked_on_stays_whole_when_its_file_is_moved_elsewhere(store: Store) -> None:
    add(store, meeting(), item(), origin=origin())
    put(store, ITEM, "purpose", "To agree")
    add(store, meeting(), origin=origin())
    assert value(store, ITEM, "title") == "Harbour walls"


def test_what_was_written_since_is_told_by_cell(store: Store) -> None:
    add(store, item())
    last, cells = store.read.written_since(-1)
    assert (last, cells) == (1, set())
    assert store.read.written_since(last) == (1, set())
    put(store, ITEM, "purpose", "To agree")
    assert store.read.written_since(last) == (2, {(ITEM, "purpose")})
    assert store.read.keep(list) is store.read.keep(list)
