"""What is removed for good is gone from the log, the tables, the file and the backups, wherever it travels."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store import connection
from cypsc_desktop.store.files import searchable
from cypsc_desktop.store.store import Store, restore
from cypsc_desktop.store.writer import Writer
from tests.store.make import ITEM, MEETING, add, document, item, library, meeting, origin, put, swap, value

_SECRET = "Quentin Quayside of Pier Lane"


def _holds(store: Store) -> list[str]:
    """Files of the library that hold the secret's bytes."""
    return [p.name for p in store.folder.rglob("*") if p.is_file() and _SECRET.encode() in p.read_bytes()]


def test_a_purged_value_leaves_no_bytes_behind(store: Store) -> None:
    add(store, meeting(), item())
    put(store, ITEM, "title", _SECRET)
    put(store, ITEM, "title", "Redacted line")
    store.drafts.put(ITEM, "title", _SECRET)
    kept = store.backup()
    assert _holds(store)
    touched = store.purge([(ITEM, "title")], actor="Ann", label="Remove for good")
    assert touched.ids("item") == {ITEM}
    assert value(store, ITEM, "title") == "removed"
    assert _holds(store) == []
    assert not kept.exists()
    assert store.drafts.all() == []
    assert {row.after for row in store.history(ITEM) if row.field == "title"} == {None}
    assert store.check().ok


def test_a_purge_travels_and_meets_what_arrives_later(store: Store, other: Store, tmp_path: object) -> None:
    add(store, item(title=_SECRET))
    old = list(store.change_sets())
    other.merge(old)
    store.purge([(ITEM, "title")], actor="Ann", label="Remove for good")
    other.merge(store.change_sets())
    assert value(other, ITEM, "title") == "removed"
    assert other.check() == store.check()
    assert all(op.json is None for change in other.change_sets() for op in change.ops if op.field == "title")
    # A third library hears of the purge first, of the value later.
    with Store.open(store.folder.parent / "third", state=store.folder.parent / "third state") as third:
        third.merge([change for change in store.change_sets() if change.label == "Remove for good"])
        third.merge(old)
        assert value(third, ITEM, "title") == "removed"
        assert third.check() == store.check()


def test_a_new_value_takes_the_place_of_a_removed_one(store: Store, other: Store) -> None:
    add(store, item(title=_SECRET, position=3))
    store.purge([(ITEM, "title"), (ITEM, "position")], actor="Ann", label="Remove for good")
    assert value(store, ITEM, "position") is None
    put(store, ITEM, "title", "From Part B")
    swap(store, other)
    assert value(other, ITEM, "title") == "From Part B"


def test_the_same_file_does_not_bring_a_removed_value_back(store: Store) -> None:
    add(store, item(title=_SECRET), origin=origin())
    store.purge([(ITEM, "title")], actor="Ann", label="Remove for good")
    assert add(store, item(title=_SECRET), origin=origin()) is None
    assert value(store, ITEM, "title") == "removed"


def test_backups_without_the_value_stay(store: Store) -> None:
    add(store, meeting())
    kept = store.backup()
    put(store, MEETING, "place", _SECRET)
    store.purge([(MEETING, "place")], actor="Ann", label="Remove for good")
    assert store.backups() == [kept]


_PAGES = [
    (1, "1", f"Apology from {_SECRET}, who is ill"),
    (2, "2", f"and {_SECRET.upper()}"),
    (3, "3", "Dredging report"),
]


def _spread(store: Store) -> Path:
    """The secret in every place that a library has; returns a backup with it."""
    add(store, meeting(), item())
    put(store, ITEM, "title", _SECRET + " " + "and a long tail of words that fills pages " * 300)
    put(store, ITEM, "title", _SECRET)
    put(store, ITEM, "title", "Redacted line")
    store.drafts.put(ITEM, "title", "Half a line")
    store.drafts.put(MEETING, "place", f"As {_SECRET} said")
    store.drafts.put(MEETING, "clerk", "Another draft")
    store.pages.index("4" * 64, _PAGES)
    return store.backup()


def test_a_purge_clears_pages_index_and_drafts_that_repeat_the_value(store: Store) -> None:
    kept = _spread(store)
    assert len(store.read.rows("SELECT rowid FROM words WHERE words MATCH 'quayside'")) == 2
    store.purge([(ITEM, "title")], actor="Ann", label="Remove for good")
    assert [draft.text for draft in store.drafts.all()] == ["Another draft"]
    assert store.pages.text("4" * 64, 1) is None
    assert store.pages.text("4" * 64, 3) == "Dredging report"
    assert store.read.rows("SELECT rowid FROM words WHERE words MATCH 'quayside'") == []
    assert len(store.read.rows("SELECT rowid FROM words WHERE words MATCH 'dredging'")) == 1
    assert not kept.exists()
    assert _holds(store) == []
    raw = b"".join(p.read_bytes() for p in store.folder.rglob("*") if p.is_file())
    assert b"uentin" not in raw
    assert b"uayside" not in raw.lower()
    assert (store.check().ok, store.undo_label("Ann")) == (True, "Set title")


def test_a_purge_that_arrives_clears_as_much(store: Store, other: Store) -> None:
    add(store, meeting(), item())
    swap(store, other)
    put(store, ITEM, "title", _SECRET)
    swap(store, other)
    kept = _spread(other)
    swap(store, other)
    store.purge([(ITEM, "title")], actor="Ann", label="Remove for good")
    other.merge(store.change_sets())
    assert _holds(other) == []
    assert not kept.exists()
    assert other.check().ok


def test_a_removed_value_that_arrives_late_is_never_written(store: Store, other: Store) -> None:
    add(store, item(title=_SECRET))
    old = list(store.change_sets())
    store.purge([(ITEM, "title")], actor="Ann", label="Remove for good")
    other.merge([change for change in store.change_sets() if change.label == "Remove for good"])
    other.merge(old)
    assert value(other, ITEM, "title") == "removed"
    assert _holds(other) == []


def test_short_values_leave_the_pages_alone(store: Store) -> None:
    add(store, item(number="5", purpose="..., ----- .....", printed_pages=[1, 2]))
    store.pages.index("4" * 64, [(1, "1", "5 walls")])
    cells = [(ITEM, "number"), (ITEM, "purpose"), (ITEM, "printed_pages")]
    store.purge(cells, actor="Ann", label="Remove for good")
    assert store.pages.text("4" * 64, 1) == "5 walls"


def test_a_paper_that_only_purged_records_name_goes(store: Store, paper: Path) -> None:
    sha256 = store.files.add(paper)
    late = paper.with_name("late.pdf")
    late.write_bytes(b"%PDF-1.7 late")
    other = store.files.add(late)
    twice = document(sha256)
    add(store, meeting(), twice, document(other))
    store.pages.index(sha256, _PAGES)
    store.backup()
    read = [searchable(store.folder, one) for one in (sha256, other)]
    read[0].parent.mkdir(parents=True)
    for copy in read:
        copy.write_bytes(b"%PDF-1.7 read")
    store.purge([(document(other).id, "name"), (twice.id, "sha256")], actor="Ann", label="Remove for good")
    assert store.files.all() == [other]
    assert [copy.exists() for copy in read] == [False, True]
    assert not store.pages.indexed(sha256)
    assert store.read.page_text(sha256) == ""
    assert not list((store.folder / "backups" / "files").glob("??/*"))
    assert store.check().ok


def test_the_library_that_was_replaced_goes_too(store: Store, tmp_path: Path) -> None:
    add(store, meeting())
    clean = store.backup(tmp_path / "kept")
    put(store, ITEM, "title", _SECRET)
    late = store.backup(tmp_path / "late")
    store.close()
    for backup in (late, clean, late):
        restore(backup, store.folder)
    broken = store.folder / "replaced" / "20300101T000000000000Z"
    broken.mkdir()
    (broken / "library.db").write_bytes(b"no database")
    with library(tmp_path) as again:
        assert len(_holds(again)) > 1
        again.purge([(ITEM, "title")], actor="Ann", label="Remove for good")
        assert _holds(again) == []
        assert len(list((again.folder / "replaced").iterdir())) == 1


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Writer]:
    """A writer without its store, whose connection gives up at once."""
    library(tmp_path).close()
    writer = Writer(tmp_path / "library", lambda _: None)
    writer.run(lambda c: c.execute("INSERT INTO about VALUES ('a', 'b')").rowcount)
    writer.settle()
    yield writer
    writer.close()


def test_a_reader_in_the_way_of_clearing_is_told(bare: Writer, tmp_path: Path) -> None:
    with contextlib.closing(connection.reader(tmp_path / "library")) as reading, connection.snapshot(reading):
        reading.execute("SELECT * FROM about").fetchall()
        bare.run_behind(lambda c: c.execute("INSERT INTO about VALUES ('c', 'd')").rowcount)
        with pytest.raises(UserError, match="Close that program, then do it again"):
            bare.clean()
    bare.clean()
