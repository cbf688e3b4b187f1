"""What a change writes, and what it does not."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from cypsc_desktop.model.changes import SAME, Op, Touched
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Finding, Item, Saving
from cypsc_desktop.store.store import Reader, Store
from tests.store.make import ITEM, MEETING, PACK, SUPPLEMENT, add, delete, document, item, meeting, origin, put, value


def rows(store: Store) -> int:
    return len(store.history())


def test_a_record_comes_back_as_it_was_written(store: Store) -> None:
    made = item(printed_pages=[15, 50], to_follow=True, at={"page": 2, "box": [72.5, 300, 520, 314]})
    saving = Saving(id=made_id("saving"), project="project-x", year="2021/22", amount=424)
    add(store, meeting(), made, saving)
    assert store.read.record(ITEM) == made
    assert store.read.record(saving.id) == saving
    assert store.read.records("saving")[0].amount == 424
    assert store.read.record("item-unknown") is None
    assert store.read.record("nothing") is None


def test_records_come_in_order_and_by_their_fields(store: Store) -> None:
    many = [Item(id=made_id("item"), meeting=MEETING, number=str(n), position=9 - n, to_follow=n > 4) for n in range(6)]
    add(store, meeting(), *many)
    assert [r.number for r in store.read.records("item")] == ["5", "4", "3", "2", "1", "0"]
    assert [r.number for r in store.read.records("item", meeting=MEETING, to_follow=True)] == ["5"]
    assert store.read.records("item", purpose=None, number="9") == []
    assert len(store.read.records("item", space="committee")) == 6
    with pytest.raises(KeyError):
        store.read.records("item", colour="red")


def test_records_are_found_by_a_list_or_mapping(store: Store) -> None:
    add(store, item(printed_pages=[1, 2]))
    assert store.read.records("item", printed_pages=[1, 2]) == [item(printed_pages=[1, 2])]


def test_nothing_is_written_when_nothing_differs(store: Store) -> None:
    add(store, meeting())
    before = rows(store)
    assert put(store, MEETING, "date", "2030-01-08") is None
    assert put(store, MEETING, "place", None) is None
    assert rows(store) == before


def test_nothing_is_written_when_the_block_raises(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.change("Add", actor="Ann") as change:
        _fail_after(change.add, meeting())
    assert rows(store) == 0
    assert store.read.record(MEETING) is None


def test_a_change_needs_a_label(store: Store) -> None:
    with pytest.raises(ValueError, match="label"), store.change("", actor="Ann"):
        pass


def test_a_change_is_barred_by_what_stands_when_it_is_written(store: Store) -> None:
    def at_the_quay(**edits: str) -> None:
        with store.change("Edit", actor="Ann") as change:
            change.unless(MEETING, "place", "Quay", "It is at the quay.")
            change.unless(made_id("meeting"), "place", "Quay", "There is none.")
            for field, text in edits.items():
                change.set(MEETING, field, text)

    add(store, meeting())
    at_the_quay(place="Quay")
    before = rows(store)
    with pytest.raises(UserError, match="quay"):
        at_the_quay(date="2031-01-08")
    assert rows(store) == before
    delete(store, MEETING)  # what does not show bars nothing
    at_the_quay(date="2031-01-08")
    assert rows(store) == before + 2


def test_a_new_record_is_created_as_it_is_added(store: Store) -> None:
    one, other = (Item(id=made_id("item"), meeting=MEETING, number="1", title="Dredger") for _ in range(2))
    with store.change("Create", actor="Ann") as change:
        change.create(one)
        change.create(replace(one, title="Pilot"))
        change.create(one)
    with store.change("Add", actor="Ann") as change:
        change.add(other)
    assert store.read.record(one.id) == one
    assert [(op.field, op.json, op.parents) for op in _ops(store, one.id)] == [
        (op.field, op.json, op.parents) for op in _ops(store, other.id)
    ]


def _ops(store: Store, entity: str) -> list[Op]:
    return [op for change in store.change_sets() for op in change.ops if op.entity == entity]


def test_a_change_says_what_it_touched(store: Store) -> None:
    with store.change("Add", actor="Ann") as change:
        change.add(meeting())
        change.add(item())
    assert change.group is not None
    assert change.touched == Touched({"meeting": frozenset({MEETING}), "item": frozenset({ITEM})})
    assert change.touched.ids("paper") == frozenset()


def test_listeners_are_told_after_the_commit_and_before_whoever_wrote_goes_on(store: Store) -> None:
    told = []

    def listen(touched: Touched) -> None:
        with Reader(store.folder) as another:
            told.append((touched, another.record(MEETING)))

    store.subscribe(listen)
    add(store, meeting())
    [(touched, seen)] = told
    assert touched.ids("meeting") == {MEETING}
    assert seen == meeting()


def test_changes_are_counted_by_what_they_touch(store: Store) -> None:
    add(store, meeting())
    add(store, item())
    put(store, ITEM, "purpose", "To agree")
    assert (store.changes_to({"meeting"}), store.changes_to({"item", "meeting"}), store.changes_to({"paper"})) == (
        1,
        3,
        0,
    )
    store.undo("Ann")
    assert store.changes_to({"item"}) == 3


def test_a_listener_that_fails_or_writes_stops_nobody(store: Store, expect_log: object) -> None:
    expect_log("a listener failed")

    def listen(_: Touched) -> None:
        put(store, MEETING, "place", "Quay")

    store.subscribe(listen)
    add(store, meeting())
    add(store, item())
    assert value(store, MEETING, "place") is None
    assert store.read.record(ITEM) is not None


def test_one_group_spans_the_spaces(store: Store) -> None:
    secret = replace(item(), id=made_id("item"), space="exempt:" + MEETING)
    add(store, meeting(), secret)
    assert {change.space for change in store.change_sets()} == {"committee", "exempt:" + MEETING}
    assert len({change.group for change in store.change_sets()}) == 1
    # A record lives in one space: later edits stay in it.
    with store.change("Edit", actor="Ann") as change:
        change.set(secret.id, "title", "Dredger", space="committee")
    assert store.read.record(secret.id) == replace(secret, title="Dredger")


def test_deleted_records_and_what_is_below_them_do_not_show(store: Store) -> None:
    finding = Finding(id=made_id("finding"), meeting=MEETING, document=document().id, message="odd")
    add(store, meeting(), item(), document(), finding)
    delete(store, MEETING)
    assert store.read.records("meeting") == store.read.records("item") == store.read.records("finding") == []
    assert store.read.record(ITEM) is None
    with store.change("Take back", actor="Ann") as change:
        change.undelete(MEETING)
    assert store.read.record(ITEM) == item()


def test_deleting_twice_writes_once(store: Store) -> None:
    add(store, meeting())
    delete(store, MEETING)
    before = rows(store)
    delete(store, MEETING)
    assert rows(store) == before


def test_an_edit_after_a_delete_brings_the_record_to_light(store: Store) -> None:
    add(store, meeting())
    delete(store, MEETING)
    put(store, MEETING, "place", "Quay", actor="Ben")
    assert value(store, MEETING, "place") == "Quay"
    assert "edited-while-deleted" in {finding["kind"] for finding in store.read.findings()}


def test_a_machine_value_never_counts_against_a_delete(store: Store) -> None:
    add(store, meeting(), item(), origin=origin())
    delete(store, ITEM)
    add(store, item(purpose="New"), origin=origin(SUPPLEMENT, kind="supplement", issued="2030-01-05"))
    assert store.read.record(ITEM) is None


def test_the_same_file_again_writes_nothing(store: Store) -> None:
    add(store, meeting(), item(purpose="To look"), origin=origin())
    before = store.check().digest
    assert add(store, meeting(), item(purpose="To look"), origin=origin()) is None
    assert add(store, meeting(), item(purpose="To look"), origin=origin(recogniser=2)) is None
    assert store.check().digest == before
    assert store.has_origin(PACK, 1)
    assert not store.has_origin(PACK, 9)


def test_a_better_recogniser_replaces_and_empties_what_it_read_before(store: Store) -> None:
    add(store, item(purpose="Wrongly read"), origin=origin())
    add(store, item(title="Harbour walls and gates"), origin=origin(recogniser=2))
    assert value(store, ITEM, "title") == "Harbour walls and gates"
    assert value(store, ITEM, "purpose") is None
    assert add(store, item(purpose="Wrongly read"), origin=origin()) is None


def test_a_better_recogniser_takes_back_records_that_are_not_there(store: Store) -> None:
    ghost, same = replace(item(), id=made_id("item")), replace(item(), id=made_id("item"), number="6")
    add(store, meeting(), item(), ghost, same, origin=origin())
    put(store, ghost.id, "purpose", "A note", actor="Ben")
    before = store.read.records("item")
    add(store, meeting(), item(), same, origin=origin(recogniser=2))
    assert store.read.record(same.id) == same
    assert value(store, ghost.id, "title") is None
    assert value(store, ghost.id, "purpose") == "A note"
    store.undo("Ben")
    assert store.read.record(ghost.id) is None
    store.redo("Ben")
    store.undo("Ann")
    assert store.read.records("item") == before


def test_what_only_a_pack_that_was_issued_again_says_does_not_show(store: Store) -> None:
    first = document(PACK, doc_kind="agenda pack", issued="2030-01-01")
    again = document(SUPPLEMENT, doc_kind="agenda pack", issued="2030-01-04")
    dropped = replace(item(), id=made_id("item"), number="6")
    add(store, meeting(), first, item(), dropped, origin=origin())
    add(store, meeting(), again, item(), origin=origin(SUPPLEMENT, issued="2030-01-04"), actor="Ben")
    assert [record.id for record in store.read.records("item")] == [ITEM]
    assert len(store.read.records("document")) == 2
    store.undo("Ben")
    assert len(store.read.records("item")) == 2


def test_a_person_is_stronger_than_any_paper(store: Store) -> None:
    add(store, item(), origin=origin())
    put(store, ITEM, "title", "Walls")
    later = origin(SUPPLEMENT, kind="supplement", issued="2031-01-01")
    add(store, item(title="Third title"), origin=later, actor="Ben")
    assert value(store, ITEM, "title") == "Walls"
    assert store.conflicts() == []
    store.undo("Ann")
    assert value(store, ITEM, "title") == "Third title"


def test_pack_and_supplement_give_the_same_in_either_order(store: Store, other: Store) -> None:
    pack = ((meeting(place="Hall"), item(to_follow=True)), origin())
    supplement = ((meeting(), item(to_follow=False)), origin(SUPPLEMENT, kind="supplement", issued="2030-01-05"))
    for made, papers in ((store, (pack, supplement)), (other, (supplement, pack))):
        for records, source in papers:
            add(made, *records, origin=source)
    assert store.read.records("item") == other.read.records("item") == [item(to_follow=False)]
    assert store.read.records("meeting") == other.read.records("meeting")


def test_text_keeps_every_character(store: Store) -> None:
    odd = 'naïve “quotes” \\ " \x00 \u2028 \ud83d\ude00 \ud800 end'
    add(store, item(title=odd))
    assert value(store, ITEM, "title") == 'naïve “quotes” \\ " \x00 \u2028 \U0001f600 \ufffd end'
    put(store, ITEM, "title", 'plain "quoted"')
    assert value(store, ITEM, "title") == 'plain "quoted"'


def test_an_empty_field_of_a_person_stays_empty(store: Store) -> None:
    add(store, item(purpose="Printed"), origin=origin())
    put(store, ITEM, "purpose", None)
    assert value(store, ITEM, "purpose") is None
    assert store.history(ITEM, limit=1)[0].before == "Printed"


@pytest.mark.parametrize(
    ("field", "wrong", "shown"),
    [
        ("title", 7, "7"), ("title", ["a"], '["a"]'), ("position", "soon", None), ("position", 2**70, None),
        ("position", True, None), ("to_follow", "yes", None),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_type_is_a_finding(store: Store, field: str, wrong: object, shown: object) -> None:
    add(store, meeting(), item())
    put(store, ITEM, field, wrong)
    assert value(store, ITEM, field) == shown
    assert [(f["kind"], f["field"]) for f in store.read.findings()] == [("wrong-type", field)]
    put(store, ITEM, field, None)
    assert store.read.findings() == []
    assert store.check().ok


def test_an_unknown_field_or_kind_is_kept_and_forwarded(store: Store, other: Store) -> None:
    add(store, item())
    with store.change("Later version", actor="Ann") as change:
        change.set(ITEM, "colour", "red")
        change.set(made_id("buoy"), "colour", "red")
        change.set("nonsense", "colour", "red")
    other.merge(store.change_sets())
    assert [row.after for row in other.history(limit=3)] == ["red"] * 3
    assert other.check().digest == store.check().digest
    assert store.check().ok


def test_a_record_may_begin_with_a_field_that_is_not_known_yet(store: Store) -> None:
    fresh = made_id("item")
    put(store, fresh, "colour", "red")
    assert store.read.record(fresh) == Item(id=fresh)
    assert store.check().ok


def test_what_proves_to_be_one_thing_shows_once_and_links_follow(store: Store) -> None:
    least, most = sorted([made_id("meeting"), made_id("meeting")])
    add(store, replace(meeting(), id=most), replace(item(), meeting=most))
    add(store, replace(meeting(place="Quay"), id=least))
    with store.change("Join", actor="Ann") as change:
        change.same(least, most)
    assert [record.id for record in store.read.records("meeting")] == [least]
    assert store.read.record(most) == store.read.record(least)
    assert value(store, ITEM, "meeting") == least
    # What comes later follows too, and joining again writes nothing.
    put(store, ITEM, "title", "Gates")
    put(store, ITEM, "meeting", most)
    put(store, most, "place", "Pier")
    assert value(store, ITEM, "meeting") == least
    assert value(store, least, "place") == "Pier"
    assert {row.entity for row in store.history(least)} == {least, most}
    with store.change("Join", actor="Ann") as change:
        change.same(most, least)
    assert change.group is None
    assert store.check().ok
    with pytest.raises(ValueError, match="kind"), store.change("Join", actor="Ann") as change:
        change.same(least, ITEM)


def test_joined_records_stay_joined(store: Store) -> None:
    a, b = made_id("item"), made_id("item")
    with store.change("Join", actor="Ann") as change:
        change.same(a, b)
    assert store.history(limit=1)[0].field == SAME
    assert change.group
    with pytest.raises(UserError, match="nothing to undo"):
        store.undo("Ann")
    with pytest.raises(UserError, match="stay joined"):
        store.revert(change.group, actor="Ann")


def test_heads_that_a_person_did_not_see_are_not_replaced(store: Store) -> None:
    add(store, item())
    seen = store.read.heads(ITEM, "title")
    put(store, ITEM, "title", "Ben's", actor="Ben")
    with store.change("Edit", actor="Ann") as change:
        change.set(ITEM, "title", "Ann's", seen=seen)
    assert {head.value for head in store.conflicts()[0].heads} == {"Ann's", "Ben's"}
    with store.change("Edit", actor="Ann") as change:
        change.set(ITEM, "title", "Both", seen=store.read.heads(ITEM, "title"))
    assert store.conflicts() == []


def _fail_after(step: Callable[..., None], *arguments: object) -> None:
    step(*arguments)
    raise ZeroDivisionError
