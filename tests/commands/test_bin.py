"""The bin: who deleted what and when, and bringing it back."""

from datetime import UTC, datetime, timedelta

import pytest

from cypsc_desktop.commands.bin import bring_back, in_bin, show_bin
from cypsc_desktop.commands.editing import undo
from cypsc_desktop.commands.records import delete_records
from cypsc_desktop.commands.showing import all_of
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
