"""The log a step at a time."""

from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Paper
from cypsc_desktop.store import binned, groups
from cypsc_desktop.store.store import Store
from tests.store.make import ITEM, MEETING, PACK, add, delete, item, meeting, origin, put


def test_steps_come_newest_first_with_what_they_touched(store: Store) -> None:
    first = add(store, meeting(), item(), origin=origin())
    second = put(store, ITEM, "title", "Walls", actor="Ben")
    store.undo("Ben")
    found = store.read.ask(lambda c: groups.groups(c, limit=10))
    assert [(g.actor, g.label, g.source, g.undone) for g in found] == [
        ("Ben", "Undo: Set title", None, False),
        ("Ben", "Set title", None, True),
        ("Ann", "Add", PACK, False),
    ]
    assert found[0].reverts == second
    assert found[2].kinds == {"meeting": 1, "item": 1}
    assert found[2].fields == 6
    assert found[1].when.endswith("Z")
    older = store.read.ask(lambda c: groups.groups(c, limit=1, before=second))
    assert [g.group for g in older] == [first]
    assert store.read.ask(lambda c: groups.entities_of(c, str(first), limit=9)) == [MEETING, ITEM]
    assert store.read.ask(lambda c: groups.entities_of(c, str(first), limit=1)) == [MEETING]


def test_the_bin_says_what_was_deleted_and_what_hides_with_it(store: Store) -> None:
    paper = Paper(id=made_id("paper"), item=ITEM, title="Report")
    add(store, meeting(), item(to_follow=True), paper)
    delete(store, ITEM)
    delete(store, MEETING, actor="Ben")
    found = store.read.ask(binned.binned)
    assert [(b.record.id, b.actor, b.label, b.below) for b in found] == [
        (MEETING, "Ben", "Delete", 2),
        (ITEM, "Ann", "Delete", 1),
    ]
    assert store.read.ask(lambda c: binned.binned(c, ITEM)) == found[1:]
    assert store.read.ask(lambda c: binned.binned(c, paper.id)) == []
    assert found[1].record == item(to_follow=True)
    assert store.read.ask(lambda c: [r.id for r in binned.hiding(c, paper)]) == [ITEM, MEETING]


def test_what_is_not_there_is_not_in_the_bin(store: Store) -> None:
    delete(store, ITEM)
    put(store, made_id("item"), "meeting", made_id("meeting"))
    assert store.read.ask(binned.binned) == []
    assert store.read.ask(lambda c: binned.hidden_record(c, "buoy-1")) is None
    orphan = store.read.records("item")[0]
    assert store.read.ask(lambda c: binned.hiding(c, orphan)) == []
