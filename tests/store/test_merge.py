"""Change sets from elsewhere: conflicts, wrong clocks, forks, damage, cancelling, and edits in between."""

import random
import threading
import time
from pathlib import Path

import pytest

from cypsc_desktop.model.changes import ChangeSet, Op, canonical, salts, value_hash
from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.store.store import Store
from tests.store.make import ITEM, MEETING, add, delete, item, library, meeting, origin, put, swap, value

_NOW = 2_000_000_000.0
_DAY = 24 * 3600


def sets(count: int, *, device: str = "far") -> list[ChangeSet]:
    """Edits made on another device, one a change set, each naming what it replaces."""
    dice, made, last = random.Random(count), [], {}
    items = [made_id("item") for _ in range(max(count // 10, 1))]
    for n in range(count):
        cell = dice.choice(items), dice.choice(["title", "purpose", "number"])
        text, salt = canonical(f"text {n}"), salts(1)[0]
        op = Op(*cell, (last[cell],) if cell in last else (), value_hash(salt, text), salt, text)
        made.append(
            ChangeSet("", f"{device}.1/committee", n + 1, n, "Far", "Edit", f"g{n}", None, None, (op,)).sealed()
        )
        last[cell] = f"{made[-1].id}:00000"
    return made


def test_both_values_of_a_concurrent_edit_are_kept(store: Store, other: Store) -> None:
    add(store, item())
    swap(store, other)
    put(store, ITEM, "title", "Ann's")
    time.sleep(0.002)  # within one millisecond chance decides which is the later
    put(other, ITEM, "title", "Ben's", actor="Ben")
    merged = store.merge(other.change_sets())
    assert (merged.changes, merged.conflicts, merged.touched.ids("item")) == (1, 1, {ITEM})
    swap(store, other)
    conflict = store.conflicts()[0]
    assert conflict == other.conflicts()[0]
    assert (conflict.entity, conflict.field, conflict.base) == (ITEM, "title", "Harbour walls")
    assert [(head.actor, head.value) for head in conflict.heads] == [("Ben", "Ben's"), ("Ann", "Ann's")]
    assert value(store, ITEM, "title") == "Ben's"
    # Saying again what shows ends the dispute.
    put(store, ITEM, "title", "Ben's")
    swap(store, other)
    assert store.conflicts() == other.conflicts() == []


def test_equal_concurrent_edits_are_one(store: Store, other: Store) -> None:
    add(store, item())
    swap(store, other)
    put(store, ITEM, "title", "Gates")
    put(other, ITEM, "title", "Gates", actor="Ben")
    swap(store, other)
    assert store.conflicts() == []


def test_a_delete_hides_only_what_it_saw(store: Store, other: Store) -> None:
    add(store, meeting(), item())
    swap(store, other)
    delete(store, ITEM)
    put(other, ITEM, "purpose", "Still wanted", actor="Ben")
    swap(store, other)
    for made in (store, other):
        assert value(made, ITEM, "purpose") == "Still wanted"
        assert [f["kind"] for f in made.read.findings()] == ["edited-while-deleted"]


def test_two_deletes_are_no_dispute(store: Store, other: Store) -> None:
    add(store, item())
    swap(store, other)
    delete(store, ITEM)
    delete(other, ITEM, actor="Ben")
    swap(store, other)
    assert store.conflicts() == []
    assert store.read.record(ITEM) is None


def test_a_child_that_a_delete_never_saw_is_a_finding(store: Store, other: Store) -> None:
    add(store, meeting())
    swap(store, other)
    delete(store, MEETING)
    add(other, item(), actor="Ben")
    swap(store, other)
    assert store.read.records("item") == []
    assert [(f["kind"], f["id"]) for f in store.read.findings()] == [("hidden-child", ITEM)]


def test_a_council_is_the_same_however_it_is_spelled(store: Store) -> None:
    for n, name in enumerate(("Harbour & Quay Council", "HARBOUR AND QUAY COUNCIL", "Harbour and Quay Council")):
        add(store, meeting(council=name), origin=origin(str(n) * 64))
    assert store.read.findings() == []
    add(store, meeting(council="Elsewhere"), origin=origin("9" * 64))
    found = store.read.findings()
    assert [f["kind"] for f in found] == ["two-councils"]
    assert "name Elsewhere and Harbour" in found[0]["message"]


def test_what_merging_breaks_is_found(store: Store, other: Store) -> None:
    add(store, meeting(), item())
    add(other, meeting(council="Elsewhere"), item(title="Walls"), origin=origin("8" * 64))
    add(other, meeting(council="Nowhere"), item(), origin=origin("9" * 64))
    twin = made_id("item")
    put(other, twin, "number", "5")
    put(other, twin, "meeting", MEETING)
    put(other, made_id("paper"), "item", made_id("item"))
    swap(store, other)
    assert sorted(f["kind"] for f in store.read.findings()) == ["dangling-link", "double-number", "two-councils"]
    put(store, MEETING, "council", "Elsewhere")
    assert "two-councils" not in {f["kind"] for f in store.read.findings()}


def test_arrival_in_any_order_and_grouping_gives_one_state(store: Store, other: Store) -> None:
    made = sets(400)
    store.merge(made)
    dice = random.Random(7)
    dice.shuffle(made)
    for start in range(0, 400, 61):
        other.merge(made[start : start + 80])
    other.merge(made, chunk=50)
    assert other.check() == store.check()
    assert store.check().ok
    assert other.merge(made).changes == 0


def test_progress_is_told_and_a_merge_can_be_stopped_and_taken_up(store: Store, other: Store) -> None:
    made, told = sets(1_000), []
    with pytest.raises(Cancelled):
        store.merge(made, progress=told.append, cancelled=lambda: len(told) == 2)
    assert told == sorted(told)
    assert 0 < len(list(store.change_sets())) < 1_000
    assert store.check().ok
    store.merge(made)
    other.merge(made)
    assert store.check() == other.check()


def test_an_edit_passes_a_long_merge(store: Store) -> None:
    waits, running = [], threading.Event()

    def merge() -> None:
        store.merge(sets(4_000), progress=lambda _: running.set())

    thread = threading.Thread(target=merge)
    thread.start()
    running.wait(30)
    while thread.is_alive():
        began = time.perf_counter()
        put(store, ITEM, "title", f"Edit {len(waits)}")
        waits.append(time.perf_counter() - began)
    thread.join()
    assert len(waits) > 1
    assert store.check().ok


def test_an_altered_change_set_is_refused(store: Store) -> None:
    good = sets(3)
    op = good[1].ops[0]
    bad_value = good[1]._replace(ops=(op._replace(json='"other"'),))
    bad_actor = good[1]._replace(actor="Eve")
    no_salt = good[1]._replace(ops=(op._replace(salt=None),))
    for bad in (bad_value, bad_actor, no_salt):
        with pytest.raises(UserError, match="damaged on the way"):
            store.merge([good[0], bad])
    assert store.check().ok


def test_a_value_that_did_not_come_along_shows_as_removed(store: Store) -> None:
    one = sets(1)[0]
    op = one.ops[0]
    store.merge([one._replace(ops=(op._replace(json=None, salt=None),))])
    assert value(store, op.entity, op.field) == "removed"


def test_change_sets_beyond_what_the_other_has(store: Store, other: Store) -> None:
    add(store, item())
    swap(store, other)
    tips = other.read.tips()
    put(store, ITEM, "title", "New")
    assert [change.label for change in store.change_sets(tips)] == ["Set title"]


def test_a_gap_in_a_stream_is_asked_for_again(store: Store) -> None:
    made = sets(5)
    store.merge([made[0], made[1], made[3]])
    assert store.read.tips() == {"far.1/committee": 2}


def test_a_wrong_clock_neither_hides_later_edits_nor_drags_the_others(tmp_path: Path) -> None:
    with (
        library(tmp_path, "a", now=lambda: _NOW) as right,
        library(tmp_path, "b", now=lambda: _NOW + 400 * _DAY) as ahead,
    ):
        add(ahead, item(title="From the future"), actor="Ben")
        right.merge(ahead.change_sets())
        put(right, ITEM, "title", "Corrected")
        swap(right, ahead)
        assert value(right, ITEM, "title") == value(ahead, ITEM, "title") == "Corrected"
        assert right.history(ITEM, limit=None)[-1].when < "2034"
        stamps = {change.actor: change.stamp for change in right.change_sets()}
        assert stamps["Ann"] >> 16 == int(_NOW * 1000)


def test_a_device_with_its_clock_ahead_is_shown(tmp_path: Path) -> None:
    with library(tmp_path, now=lambda: time.time() + 3 * _DAY) as ahead:
        add(ahead, meeting())
        assert [f["kind"] for f in ahead.read.findings()] == ["clock-ahead"]


def test_a_clock_set_back_after_a_wrong_start_is_believed_again(tmp_path: Path) -> None:
    with library(tmp_path, now=lambda: _NOW + 400 * _DAY) as store:
        add(store, item(title="Future"))
    with library(tmp_path, now=lambda: _NOW) as store:
        put(store, ITEM, "title", "Now")
        assert max(c.seq for c in store.change_sets()) == 2
        assert min(c.stamp for c in store.change_sets()) >> 16 == int(_NOW * 1000)
        assert value(store, ITEM, "title") == "Now"
        store.undo("Ann")
        assert value(store, ITEM, "title") == "Future"


def test_stamps_follow_what_was_taken_in_within_a_day(tmp_path: Path) -> None:
    with library(tmp_path, "a", now=lambda: _NOW) as a, library(tmp_path, "b", now=lambda: _NOW + 3600) as b:
        add(b, item(title="Hour ahead"), actor="Ben")
        a.merge(b.change_sets())
        put(a, ITEM, "purpose", "After")
        assert a.history(limit=1)[0].after == "After"


def test_a_forked_stream_is_kept_apart_and_shown(store: Store) -> None:
    first, second = sets(1), sets(1)
    assert first[0].id != second[0].id
    store.merge(first + second)
    assert len(list(store.change_sets())) == 2
    assert [f["kind"] for f in store.read.findings()] == ["forked-stream"]
    assert store.check().ok


def test_an_entity_in_two_spaces_belongs_to_the_narrower(store: Store, other: Store) -> None:
    for made, space in ((store, "committee"), (other, "exempt:x")):
        with made.change("Add", actor="Ann") as change:
            change.set(ITEM, "title", "Walls", space=space)
    swap(store, other)
    assert {made.read.record(ITEM).space for made in (store, other)} == {"exempt:x"}
    assert store.check().digest == other.check().digest
