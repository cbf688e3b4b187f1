"""Records by hand, over the sample: one step each, all of it or nothing, and one undo takes it back."""

import pytest

from cypsc_desktop.commands.editing import undo
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.naming import name_of, names_of
from cypsc_desktop.commands.records import (
    CellEdit,
    CellsRefused,
    add_record,
    addable_kinds,
    check_cell,
    counted,
    delete_records,
    edit_cells,
    move_records,
    read_pairs,
)
from cypsc_desktop.commands.showing import show
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import KINDS, Item, Meeting, Person, PlanAction, Project, Record, Response
from cypsc_desktop.store.store import Store
from tests.helpers.sample import ACTOR

PARENTS = {"person": Person, "meeting": Meeting, "item": Item, "project": Project}


def responses(store: Store) -> list[Response]:
    return all_of(store.read, Response)


def test_many_cells_are_one_step(sample: Store) -> None:
    before = show(sample.read, "responses")
    edits = [CellEdit(r.id, "officer", "Jo Marsh") for r in responses(sample)]
    edits += [CellEdit(r.id, "decision", "Withdrawn") for r in responses(sample)[:2]]
    done = edit_cells(sample, edits, label="Paste", actor=ACTOR)
    assert done.number == len(edits)
    assert {r.officer for r in responses(sample)} == {"Jo Marsh"}
    assert [r.decision for r in responses(sample)[:2]] == ["withdrawn"] * 2
    assert done.touched.ids("response") == {r.id for r in responses(sample)}
    assert undo(sample, actor=ACTOR) == "Paste"
    assert show(sample.read, "responses") == before


def test_what_does_not_fit_is_named_cell_by_cell_and_nothing_is_half_done(sample: Store) -> None:
    first, second = responses(sample)[:2]
    before, history = show(sample.read, "responses"), len(sample.history())
    edits = [
        CellEdit(first.id, "officer", "Jo Marsh"),
        CellEdit(first.id, "decision", "maybe"),
        CellEdit(second.id, "report_back", "2021-13-01"),
        CellEdit(second.id, "sha256", "x"),
        CellEdit("response-none", "officer", "x"),
    ]
    with pytest.raises(CellsRefused, match="4 values do not fit, so none of the 5 was changed") as refused:
        edit_cells(sample, edits, label="Paste", actor=ACTOR)
    assert [(cell.entity, cell.field) for cell in refused.value.cells] == [(e.entity, e.field) for e in edits[1:]]
    assert show(sample.read, "responses") == before
    assert len(sample.history()) == history


def test_what_stands_there_already_writes_nothing(sample: Store) -> None:
    first = responses(sample)[0]
    same = edit_cells(sample, [CellEdit(first.id, "report", first.report or "")], label="Edit", actor=ACTOR)
    assert (same.number, same.group) == (0, None)
    assert check_cell(sample.read, first, "decision", "maybe")
    assert check_cell(sample.read, first, "decision", "noted") is None


def test_emptying_and_links_by_name(sample: Store) -> None:
    first = responses(sample)[0]
    blank = [CellEdit(first.id, "officer", ""), CellEdit(first.id, "timetable", " ")]
    edit_cells(sample, blank, label="Empty 2 cells", actor=ACTOR)
    assert (responses(sample)[0].officer, responses(sample)[0].timetable) == (None, None)
    with pytest.raises(UserError, match="belongs to a meeting"):
        edit_cells(sample, [CellEdit(first.id, "meeting", "")], label="Empty cell", actor=ACTOR)
    projects, action = all_of(sample.read, Project), all_of(sample.read, PlanAction)[0]
    other = next(p for p in projects if p.id != action.project)
    edit_cells(sample, [CellEdit(action.id, "project", name_of(other))], label="Edit", actor=ACTOR)
    assert all_of(sample.read, PlanAction, id=action.id)[0].project == other.id
    with pytest.raises(UserError, match="Choose from: "):
        edit_cells(sample, [CellEdit(action.id, "project", "Nowhere")], label="Edit", actor=ACTOR)


@pytest.mark.parametrize("kind", addable_kinds())
def test_every_kind_is_made_by_hand_and_taken_back(sample: Store, kind: str) -> None:
    before = [r.id for r in sample.read.records(kind)]
    values = {
        name: all_of(sample.read, cls)[0].id
        for name, cls in PARENTS.items()
        if name in KINDS[kind].__dataclass_fields__
    }
    if kind == "committee":
        with pytest.raises(UserError, match="Give its name"):
            add_record(sample, kind, {}, actor=ACTOR)
        values = {"name": "Harbour Panel"}
    made = add_record(sample, kind, values, actor=ACTOR)
    assert made.id[len(kind) + 1 + 14] == "7"  # a UUIDv7
    found = sample.read.record(made.id)
    assert found == made
    if "position" in KINDS[kind].__dataclass_fields__ and "meeting" in values:
        assert [r.id for r in sample.read.records(kind, meeting=values["meeting"])][-1] == made.id
    undo(sample, actor=ACTOR)
    assert [r.id for r in sample.read.records(kind)] == before


def test_a_record_needs_what_it_belongs_to(sample: Store) -> None:
    with pytest.raises(UserError, match=r"A recommendation belongs to a meeting\. Say which meeting"):
        add_record(sample, "recommendation", {"text": "That"}, actor=ACTOR)
    with pytest.raises(UserError, match="comes with a file"):
        add_record(sample, "document", {}, actor=ACTOR)
    with pytest.raises(UserError, match="no kind of record 'thing'"):
        add_record(sample, "thing", {}, actor=ACTOR)
    with pytest.raises(CellsRefused, match="Choose from: awaiting"):
        add_record(sample, "response", {"decision": "perhaps"}, actor=ACTOR)


def test_a_record_behind_another(sample: Store) -> None:
    rows = responses(sample)
    made = add_record(sample, "response", {"meeting": rows[0].meeting or ""}, actor=ACTOR, after=rows[0].id)
    siblings = [r.id for r in all_of(sample.read, Response, meeting=rows[0].meeting)]
    assert siblings.index(made.id) == siblings.index(rows[0].id) + 1
    assert [one for one in siblings if one != made.id] == [r.id for r in rows if r.meeting == rows[0].meeting]


def test_rows_move_and_come_back(sample: Store) -> None:
    rows: list[Record] = sample.read.records("plan_action", project=all_of(sample.read, PlanAction)[0].project)
    order = [r.id for r in rows]
    wanted = [order[-1], *order[:-1]]
    move_records(sample, wanted, actor=ACTOR)
    project = all_of(sample.read, PlanAction)[0].project
    assert [r.id for r in sample.read.records("plan_action", project=project)] == wanted
    assert undo(sample, actor=ACTOR) == "Move plan action"
    assert [r.id for r in sample.read.records("plan_action", project=project)] == order
    with pytest.raises(UserError, match="no order of their own"):
        move_records(sample, [r.id for r in sample.read.records("person")], actor=ACTOR)


def test_several_are_deleted_in_one_step(sample: Store) -> None:
    ids = [r.id for r in responses(sample)]
    delete_records(sample, ids[:3], actor=ACTOR)
    assert [r.id for r in responses(sample)] == ids[3:]
    assert undo(sample, actor=ACTOR) == "Delete 3 responses"
    assert [r.id for r in responses(sample)] == ids


def test_names_to_choose_from(sample: Store) -> None:
    assert all(names_of(sample.read, kind) for kind in ("meeting", "person", "item", "project"))
    assert name_of(Response(id="response-1")) == "response"
    assert len(name_of(Response(id="response-1", recommendation="word " * 60))) <= 90


def test_pairs_of_a_command_line() -> None:
    assert read_pairs(["number=7", "report-back=2 Nov 2021", "text=a=b"]) == {
        "number": "7", "report_back": "2 Nov 2021", "text": "a=b",
    }  # fmt: skip
    with pytest.raises(UserError, match="Write it as field=value"):
        read_pairs(["number"])


def test_a_meeting_is_named_by_its_date(sample: Store) -> None:
    meeting = next(m for m in all_of(sample.read, Meeting) if m.date)
    made = add_record(sample, "recommendation", {"meeting": meeting.date or "", "text": "That"}, actor=ACTOR)
    assert getattr(sample.read.record(made.id), "meeting", None) == meeting.id


def test_deleting_a_meeting_raises_no_finding_for_what_went_with_it(sample: Store) -> None:
    before = len(sample.read.findings())
    meeting = next(m for m in sample.read.records("meeting") if sample.read.records("conclusion", meeting=m.id))
    delete_records(sample, [meeting.id], actor=ACTOR)
    assert len(sample.read.findings()) == before


@pytest.mark.parametrize(
    ("count", "noun", "label"),
    [
        (1, "line of enquiry", "Share line of enquiry"), (2, "line of enquiry", "Share 2 lines of enquiry"),
        (3, "reply", "Share 3 replies"), (2, "minutes", "Share 2 minutes"), (2, "version of a paper", "Share 2 versions of a paper"),
    ],
)  # fmt: skip
def test_how_many_are_said(count: int, noun: str, label: str) -> None:
    assert counted("Share", count, noun) == label
