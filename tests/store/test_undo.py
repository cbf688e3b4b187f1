"""Undo and redo put heads back, as they were, or not at all."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store.store import Store
from tests.store.make import ITEM, MEETING, PACK, add, delete, item, library, meeting, origin, put, swap, value


def test_undo_and_redo_walk_back_and_forth(store: Store) -> None:
    add(store, item())
    put(store, ITEM, "title", "Second")
    put(store, ITEM, "title", "Third")
    assert (store.undo_label("Ann"), store.redo_label("Ann")) == ("Set title", None)
    assert store.undo("Ann").label == "Set title"
    assert value(store, ITEM, "title") == "Second"
    store.undo("Ann")
    assert value(store, ITEM, "title") == "Harbour walls"
    assert store.redo("Ann").label == "Set title"
    assert value(store, ITEM, "title") == "Second"
    store.redo("Ann")
    assert value(store, ITEM, "title") == "Third"
    with pytest.raises(UserError, match="nothing to do again"):
        store.redo("Ann")
    for _ in range(3):
        store.undo("Ann")
    assert store.read.record(ITEM) is None
    assert store.undo_label("Ann") is None
    with pytest.raises(UserError, match="nothing to undo"):
        store.undo("Ann")


def test_a_new_change_ends_redo(store: Store) -> None:
    add(store, item())
    put(store, ITEM, "title", "Second")
    store.undo("Ann")
    put(store, ITEM, "purpose", "New")
    assert store.redo_label("Ann") is None
    store.undo("Ann")
    assert value(store, ITEM, "purpose") is None


def test_changes_that_go_together_are_one_step(store: Store) -> None:
    add(store, item())
    with store.change("First", actor="Ann") as first:
        first.set(ITEM, "title", "Second")
    put(store, ITEM, "purpose", "Between")
    for title, actor in (("Third", "Ann"), ("Third", "Ann"), ("Fourth", "Ann")):
        with store.change("More", actor=actor) as more:
            more.joins = first.group
            more.set(ITEM, "title", title)
    assert store.undo_label("Ann") == "Set purpose"
    store.undo("Ann")
    assert store.undo("Ann").label == "First"
    assert value(store, ITEM, "title") == "Harbour walls"
    store.redo("Ann")
    assert value(store, ITEM, "title") == "Fourth"
    store.undo("Ann")
    with store.change("Late", actor="Ann") as late:  # what it would go with is undone: it stands by itself
        late.joins = first.group
        late.set(ITEM, "title", "Fifth")
    assert late.group != first.group
    assert store.undo("Ann").label == "Late"
    with store.change("Ben's", actor="Ben") as other:
        other.joins = first.group
        other.set(ITEM, "title", "Sixth")
    assert other.group != first.group


def test_undo_takes_back_only_this_persons_changes(store: Store) -> None:
    add(store, item(), actor="Ann")
    put(store, ITEM, "purpose", "Ben's", actor="Ben")
    with pytest.raises(UserError, match="nothing to undo"):
        store.undo("Cat")
    store.undo("Ben")
    assert value(store, ITEM, "purpose") is None


def test_undo_refuses_what_was_built_upon_and_says_by_whom(store: Store) -> None:
    add(store, item())
    put(store, ITEM, "title", "Ann's", actor="Ann")
    put(store, ITEM, "title", "Ben's", actor="Ben")
    before = store.check().digest
    with pytest.raises(UserError, match=r"The title of this item was changed by Ben on \d+ \w+ \d{4} at \d\d:\d\d UTC"):
        store.undo("Ann")
    assert store.check().digest == before
    store.undo("Ben")
    store.undo("Ann")
    assert value(store, ITEM, "title") == "Harbour walls"


def test_undo_refuses_all_of_a_group_or_none(store: Store) -> None:
    add(store, meeting(), item())
    with store.change("Two", actor="Ann") as change:
        change.set(ITEM, "title", "A")
        change.set(MEETING, "place", "B")
    put(store, ITEM, "title", "C", actor="Ben")
    with pytest.raises(UserError):
        store.undo("Ann")
    assert value(store, MEETING, "place") == "B"


def test_undoing_an_import_brings_back_the_file_before(store: Store) -> None:
    add(store, item(title="First reading"), origin=origin())
    add(store, item(title="Second reading"), origin=origin(recogniser=2))
    assert store.has_origin(PACK, 2)
    store.undo("Ann")
    assert value(store, ITEM, "title") == "First reading"
    assert not store.has_origin(PACK, 2)
    store.undo("Ann")
    assert store.read.record(ITEM) is None
    store.redo("Ann")
    assert value(store, ITEM, "title") == "First reading"
    assert store.has_origin(PACK, 1)
    assert add(store, item(title="First reading"), origin=origin()) is None


def test_undoing_an_edit_shows_the_paper_again_not_a_copy_of_it(store: Store) -> None:
    add(store, item(), origin=origin())
    put(store, ITEM, "title", "Mine")
    store.undo("Ann")
    add(store, item(title="Later paper"), origin=origin("3" * 64, issued="2031-01-01"))
    assert value(store, ITEM, "title") == "Later paper"


def test_undoing_a_delete_and_redoing_it(store: Store) -> None:
    add(store, item())
    delete(store, ITEM)
    store.undo("Ann")
    assert store.read.record(ITEM) == item()
    store.redo("Ann")
    assert store.read.record(ITEM) is None


def test_undoing_the_end_of_a_conflict_brings_all_of_it_back(store: Store, other: Store) -> None:
    add(store, item())
    swap(store, other)
    put(store, ITEM, "title", "Ann's")
    put(other, ITEM, "title", "Ben's", actor="Ben")
    swap(store, other)
    shown = value(store, ITEM, "title")
    put(store, ITEM, "title", "Agreed")
    assert store.conflicts() == []
    store.undo("Ann")
    assert {head.value for head in store.conflicts()[0].heads} == {"Ann's", "Ben's"}
    assert value(store, ITEM, "title") == shown
    store.redo("Ann")
    assert store.conflicts() == []
    assert value(store, ITEM, "title") == "Agreed"


def test_undo_refuses_what_was_purged(store: Store) -> None:
    add(store, item())
    put(store, ITEM, "title", "Second")
    put(store, ITEM, "title", "Third")
    digest = store.read.rows("SELECT value_hash FROM op WHERE json = '\"Second\"'")
    store.purge([], hashes=[digest[0][0]], actor="Ben", label="Remove for good")
    with pytest.raises(UserError, match="removed for good"):
        store.undo("Ann")


def test_any_group_can_be_reverted_by_anyone(store: Store) -> None:
    group = add(store, item())
    add(store, meeting())
    assert group is not None
    assert store.revert(group, actor="Ben").label == "Add"
    assert store.read.record(ITEM) is None
    assert store.undo_label("Ben") == "Add"
    store.undo("Ben")
    assert store.read.record(ITEM) == item()
    with pytest.raises(UserError, match="no change"):
        store.revert("group-x", actor="Ben")


def test_undo_refuses_a_cell_whose_later_value_was_withdrawn(store: Store, other: Store) -> None:
    """What stands there is neither the value to take back nor anyone's: there is nobody to name."""
    add(store, item())
    group = put(store, ITEM, "title", "Second")
    assert group is not None
    store.undo("Ann")
    with pytest.raises(UserError, match="changed"):
        store.revert(group, actor="Ben")


_CELLS = st.tuples(st.sampled_from([ITEM, MEETING]), st.sampled_from(["title", "place"]))
_EDITS = st.lists(st.tuples(st.booleans(), _CELLS, st.sampled_from(["a", "b", None])), max_size=6)


def _heads(store: Store) -> list[object]:
    """Every cell's heads by value and file: what a withdrawn head says is nothing."""
    return store.read.rows(
        "SELECT h.entity, h.field, group_concat(o.json, '|'), s.sha256 FROM (SELECT * FROM head h ORDER BY hash) h "
        "JOIN change_set c ON c.id = substr(h.op, 1, 32) JOIN op o ON o.change = c.number AND o.n = substr(h.op, 34) + 0 "
        "AND o.value_hash IS NOT NULL LEFT JOIN source s ON s.id = h.source GROUP BY 1, 2, 4 ORDER BY 1, 2, 4"
    )


def _explore(examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(before=_EDITS, last=st.lists(st.tuples(_CELLS, st.sampled_from(["x", "y", None])), min_size=1, max_size=4))
    def identity(
        before: list[tuple[bool, tuple[str, str], str | None]], last: list[tuple[tuple[str, str], str | None]]
    ) -> None:
        with (
            tempfile.TemporaryDirectory() as folder,
            library(Path(folder)) as store,
            library(Path(folder), "b") as other,
        ):
            add(store, item(), meeting(place="Hall"), origin=origin())
            swap(store, other)
            for mine, cell, text in before:
                put(store if mine else other, *cell, text, actor="Ben")
            swap(store, other)
            start = _heads(store)
            with store.change("Last", actor="Ann") as change:
                for cell, text in last:
                    change.set(*cell, text)
            if change.group is None:
                return
            done = _heads(store)
            for _ in range(2):
                store.undo("Ann")
                assert _heads(store) == start
                store.redo("Ann")
                assert _heads(store) == done
            assert store.check().ok

    identity()


@pytest.mark.timeout(3600)
def test_undo_and_redo_are_identity_over_heads(effort: Callable[..., int]) -> None:
    _explore(effort(sample=20, whole=400))


def test_the_history_of_a_cell_often_edited_and_taken_back_looks_at_each_op_once(store: Store) -> None:
    add(store, item())
    for n in range(40):
        put(store, ITEM, "title", f"After {n}")
        store.undo("Ann")
    asked: list[str] = []
    store.read.ask(lambda c: c.set_trace_callback(asked.append))
    rows = [row for row in store.history(ITEM) if row.field == "title"]
    store.read.ask(lambda c: c.set_trace_callback(None))
    assert len(asked) < 4 * len(rows)
    taken_back, edited = rows[:-1:2], rows[1:-1:2]
    assert [(row.before, row.after) for row in edited] == [("Harbour walls", f"After {n}") for n in range(39, -1, -1)]
    assert [(row.before, row.after) for row in taken_back] == [
        (f"After {n}", "Harbour walls") for n in range(39, -1, -1)
    ]
