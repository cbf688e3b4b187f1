"""The bin: who deleted what and when, and bringing it back."""

from datetime import UTC, datetime, timedelta

import pytest

from cypsc_desktop.commands.bin import DAYS, bring_back, in_bin, remove_for_good, show_bin
from cypsc_desktop.commands.editing import undo
from cypsc_desktop.commands.importing import finish_indexing
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.records import CellEdit, delete_records, edit_cells
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import PlanAction, Project, Response
from cypsc_desktop.store.store import Store
from tests.helpers.sample import ACTOR


def test_what_was_deleted_by_whom_and_when(sample: Store) -> None:
    assert in_bin(sample.read) == []
    first, second = all_of(sample.read, Response)[:2]
    delete_records(sample, [first.id], actor="Bo Chair")
    delete_records(sample, [second.id], actor=ACTOR)
    found = in_bin(sample.read)
    assert [(one.entity, one.actor) for one in found] == [(second.id, ACTOR), (first.id, "Bo Chair")]
    assert found[0].label == "Delete response"
    assert found[0].when.startswith(datetime.now(UTC).isoformat()[:10])
    assert (first.recommendation or "")[:40] in found[1].name
    assert show_bin(sample.read)[1]["id"] == first.id


def test_only_the_last_thirty_days_are_listed(sample: Store) -> None:
    delete_records(sample, [all_of(sample.read, Response)[0].id], actor=ACTOR)
    later = datetime.now(UTC) + timedelta(days=31)
    assert in_bin(sample.read, now=later) == []
    assert len(in_bin(sample.read, days=None, now=later)) == 1


def test_several_come_back_in_one_step(sample: Store) -> None:
    before = all_of(sample.read, Response)
    delete_records(sample, [r.id for r in before[:3]], actor=ACTOR)
    done = bring_back(sample, [r.id for r in before[:3]], actor=ACTOR)
    assert done.number == 3
    assert all_of(sample.read, Response) == before
    assert in_bin(sample.read) == []
    assert undo(sample, actor=ACTOR) == "Bring back 3 responses"
    assert len(in_bin(sample.read)) == 3


def test_what_hangs_below_is_counted_and_comes_with_its_parent(sample: Store) -> None:
    project = all_of(sample.read, Project)[0]
    actions = all_of(sample.read, PlanAction, project=project.id)
    delete_records(sample, [actions[0].id], actor=ACTOR)
    delete_records(sample, [project.id], actor=ACTOR)
    parent = next(one for one in in_bin(sample.read) if one.entity == project.id)
    assert parent.below >= len(actions)
    with pytest.raises(UserError, match="belongs to a project that is in the bin too"):
        bring_back(sample, [actions[0].id], actor=ACTOR)
    bring_back(sample, [actions[0].id, project.id], actor=ACTOR)
    assert all_of(sample.read, PlanAction, project=project.id) == actions


def test_what_is_not_there_is_said(sample: Store) -> None:
    with pytest.raises(UserError, match="is not in the bin"):
        bring_back(sample, [all_of(sample.read, Response)[0].id], actor=ACTOR)


def test_what_is_removed_for_good_is_gone_and_undo_passes_over_it(sample: Store) -> None:
    record = next(r for r in sample.read.records("recommendation") if len(str(getattr(r, "text", ""))) > 40)
    words = f'"{" ".join(str(getattr(record, "text", "")).split()[:4])}"'
    pages = len(sample.read.search(words))
    other = sample.read.records("response")[0]
    edit_cells(sample, [CellEdit(other.id, "officer", "Jo Marsh")], label="Edit response", actor=ACTOR)
    sample.backup()
    delete_records(sample, [record.id], actor="Bo Chair")
    with pytest.raises(UserError, match="is not in the bin"):
        remove_for_good(sample, [other.id], actor=ACTOR)
    assert remove_for_good(sample, [record.id], actor=ACTOR, dry_run=True).records == 1
    assert in_bin(sample.read)
    done = remove_for_good(sample, [record.id], actor=ACTOR)
    assert done.records == 1
    assert in_bin(sample.read) == []
    assert sample.check().ok
    assert len(sample.backups()) == 1  # the ones that held it went, a new one was made
    assert sample.undo(ACTOR).label == "Edit response"
    # The paper still prints it: once read again it is found as before.
    assert finish_indexing(sample) == done.papers
    assert len(sample.read.search(words)) == pages


def test_a_project_goes_with_its_actions(sample: Store) -> None:
    project = sample.read.records("project")[0]
    actions = sample.read.records("plan_action", project=project.id)
    delete_records(sample, [project.id], actor=ACTOR)
    (one,) = in_bin(sample.read)
    assert remove_for_good(sample, [project.id], actor=ACTOR).records == 1 + one.below
    assert actions
    assert not sample.read.records("plan_action", project=project.id)


def test_days_left(sample: Store) -> None:
    delete_records(sample, [sample.read.records("response")[0].id], actor=ACTOR)
    (one,) = in_bin(sample.read)
    assert one.days_left() == DAYS
    assert one.days_left(datetime.fromisoformat(one.when) + timedelta(days=12, hours=3)) == 18
