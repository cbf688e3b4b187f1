"""History by words, and taking back a step or one field of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.records import CellEdit, delete_records, edit_cells
from cypsc_desktop.commands.restoring import (
    changes_of,
    difference,
    latest_steps,
    record_changes,
    take_back,
    take_back_field,
)
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Response
from cypsc_desktop.store.store import Store
from tests.helpers.sample import ACTOR


@given(st.text(alphabet="ab c.\n", max_size=40), st.text(alphabet="ab c.\n", max_size=40))
def test_a_difference_tells_both_texts(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert "".join(p.text for p in pieces if p.how != "added") == before
    assert "".join(p.text for p in pieces if p.how != "removed") == after


def test_words_that_changed_are_told_whole() -> None:
    pieces = difference("The plan is agreed by Cabinet.", "The plan is noted by Cabinet.")
    assert [(p.how, p.text) for p in pieces] == [
        ("same", "The plan is "), ("removed", "agreed"), ("added", "noted"), ("same", " by Cabinet."),
    ]  # fmt: skip


def test_changes_parted_by_a_blank_alone_read_as_one() -> None:
    pieces = difference("Sunita Varley", "Jo Marsh")
    assert [(p.how, p.text) for p in pieces] == [("removed", "Sunita Varley"), ("added", "Jo Marsh")]


def edited(store: Store) -> tuple[Response, str]:
    """The first response after one step changed two of its fields and one of the next."""
    first, second = all_of(store.read, Response)[:2]
    edits = [
        CellEdit(first.id, "officer", "Jo Marsh"),
        CellEdit(first.id, "decision", "noted"),
        CellEdit(second.id, "officer", "Jo Marsh"),
    ]
    group = edit_cells(store, edits, label="Paste 3 cells", actor=ACTOR).group
    assert group
    return first, group


def test_history_of_a_record_and_of_a_step(sample: Store) -> None:
    first, group = edited(sample)
    latest = record_changes(sample.read, first.id)
    assert {(c.field, c.after) for c in latest if c.group == group} == {("officer", "Jo Marsh"), ("decision", "noted")}
    assert any(c.from_file for c in latest)
    assert len(changes_of(sample.read, group)) == 3
    step = latest_steps(sample.read)[0]
    assert (step.group, step.label, step.actor, step.fields, step.kinds) == (
        group,
        "Paste 3 cells",
        ACTOR,
        3,
        {"response": 2},
    )
    assert not step.undone
    older = latest_steps(sample.read, before=group)
    assert group not in [one.group for one in older]
    assert older[-1].source


def test_one_field_is_taken_back_and_the_rest_stays(sample: Store) -> None:
    first, group = edited(sample)
    change = next(c for c in record_changes(sample.read, first.id) if (c.group, c.field) == (group, "decision"))
    take_back_field(sample, change, actor="Bo Chair")
    now = next(r for r in all_of(sample.read, Response) if r.id == first.id)
    assert (now.decision, now.officer) == (first.decision, "Jo Marsh")
    assert latest_steps(sample.read)[0].label == "Take back: Paste 3 cells"
    with pytest.raises(UserError, match=r"The decision of this response was changed by Bo Chair on .* UTC since"):
        take_back_field(sample, change, actor=ACTOR)


def test_a_step_of_one_field_is_undone_whole(sample: Store) -> None:
    first = all_of(sample.read, Response)[0]
    group = edit_cells(sample, [CellEdit(first.id, "officer", "Jo Marsh")], label="Edit response", actor=ACTOR).group
    change = record_changes(sample.read, first.id)[0]
    assert take_back_field(sample, change, actor="Bo Chair") == "Edit response"
    assert latest_steps(sample.read)[0].reverts == group
    assert all_of(sample.read, Response)[0] == first


def test_a_step_is_taken_back_by_anyone_and_told_as_undone(sample: Store) -> None:
    first, group = edited(sample)
    assert take_back(sample, group, actor="Bo Chair") == "Paste 3 cells"
    assert next(r for r in all_of(sample.read, Response) if r.id == first.id) == first
    assert next(s for s in latest_steps(sample.read) if s.group == group).undone


def test_a_deleted_record_is_brought_back_first(sample: Store) -> None:
    first, group = edited(sample)
    change = next(c for c in record_changes(sample.read, first.id) if (c.group, c.field) == (group, "officer"))
    delete_records(sample, [first.id], actor=ACTOR)
    with pytest.raises(UserError, match="is in the bin"):
        take_back_field(sample, change, actor=ACTOR)
    assert record_changes(sample.read, first.id)[0].after == "in the bin"
