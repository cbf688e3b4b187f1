"""What is removed for good is gone from the log, the tables, the file and the backups, wherever it travels."""

from cypsc_desktop.store.store import Store
from tests.store.make import ITEM, MEETING, add, item, meeting, origin, put, swap, value

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
