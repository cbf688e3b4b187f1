"""The plan as a person follows it: kinds of progress, what is late, sums, and whose papers are shown."""

from datetime import date

import pytest

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.planning import (
    facts_of_projects,
    figure,
    findings_of_plan,
    is_late,
    papers_with,
    plan_rows,
    progress_of,
    sums_of,
)
from cypsc_desktop.commands.records import CellEdit, add_record, edit_cells
from cypsc_desktop.model.records import Meeting, PlanAction, Programme, Project, Saving
from cypsc_desktop.store.store import Store
from tests.helpers.sample import ACTOR


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Complete", "complete"), ("complete", "complete"), ("Completed", "complete"), ("Done 3/2", "complete"),
        ("Complete In progress", "in progress"), ("Not Started", "not started"), ("In consultation", "in progress"),
        ("partially complete", "in progress"), ("Delayed to May", "slipped"), ("", None), (None, None),
        ("Evidence seen", "complete"), ("Not yet complete", "in progress"),
    ],
)  # fmt: skip
def test_progress_is_read_and_never_rewritten(printed: str | None, kind: str | None) -> None:
    assert progress_of(printed) == kind


@pytest.mark.parametrize(
    ("due", "progress", "late"),
    [
        ("01/04/21", "In progress", True), ("01/04/21", "Complete", False), ("June 2021", None, False),
        ("April 21 and ongoing", None, False), ("(TBC)", None, False), (None, None, False), ("30 May 2021", "", True),
    ],
)  # fmt: skip
def test_an_action_is_late_once_its_whole_day_or_month_is_past(
    due: str | None, progress: str | None, late: bool
) -> None:
    action = PlanAction(id="plan_action-1", due=due, progress=progress)
    assert is_late(action, today=date(2021, 6, 30)) is late


def test_sums_by_year_and_by_project(sample: Store) -> None:
    savings = all_of(sample.read, Saving)
    sums = sums_of(savings)
    assert sums.total == sum(s.amount or 0 for s in savings)
    assert [year for year, _ in sums.years] == sorted({s.year or "no year" for s in savings})
    projects = all_of(sample.read, Project)
    facts = facts_of_projects(sample.read, projects)
    mine = [s for s in savings if s.project == projects[0].id]
    assert facts[f"{projects[0].id} total"] == figure(sum(s.amount or 0 for s in mine))
    edit_cells(sample, [CellEdit(mine[0].id, "amount", "1,000.5")], label="Edit", actor=ACTOR)
    after = facts_of_projects(sample.read, projects)[f"{projects[0].id} total"]
    assert after == figure(sum(s.amount or 0 for s in mine[1:]) + 1000.5)
    assert figure(1065.0) == "1,065"


def test_each_pack_has_its_own_plan_and_programme(sample: Store) -> None:
    having = papers_with(sample.read, "programme")
    other = next(m for m in all_of(sample.read, Meeting) if m.id != having[0].id)
    add_record(sample, "programme", {"meeting": other.id, "date": "1/1/2030", "items": "A\nB"}, actor=ACTOR)
    assert len(papers_with(sample.read, "programme")) == len(having) + 1
    mine = plan_rows(sample.read, "programme", meeting=other.id)
    assert [r.items for r in mine if isinstance(r, Programme)] == [["A", "B"]]
    assert len(plan_rows(sample.read, "programme")) == len(all_of(sample.read, Programme))
    assert len(plan_rows(sample.read, "saving")) == len(all_of(sample.read, Saving))
    assert plan_rows(sample.read, "plan_action", committee="committee-of-nobody") == []


def test_findings_about_figures_are_shown_until_they_are_settled(sample: Store) -> None:
    found = findings_of_plan(sample.read, meeting=None)
    for one in found:
        edit_cells(sample, [CellEdit(one.id, "settled", "yes")], label="Settle", actor=ACTOR)
    assert findings_of_plan(sample.read, meeting=None) == []
