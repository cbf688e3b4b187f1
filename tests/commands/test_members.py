"""Terms entered and folded, the vote at a day, attendance by meeting, and two people who are one."""

import pytest

from cypsc_desktop.commands.editing import redo, undo
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.members import (
    alike,
    attendance_of,
    facts_of_people,
    join_people,
    people,
    span,
    terms_of,
)
from cypsc_desktop.commands.records import add_record
from cypsc_desktop.commands.showing import show
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Attendance, Committee, Meeting, Membership, Person
from cypsc_desktop.store.store import Store
from tests.helpers.sample import ACTOR


def member(store: Store) -> Membership:
    return next(m for m in all_of(store.read, Membership) if m.person and m.voting)


def test_seats_that_papers_print_are_a_term_until_one_is_entered(sample: Store) -> None:
    seat = member(sample)
    person = seat.person or ""
    day = next(m.date for m in all_of(sample.read, Meeting) if m.id == seat.meeting) or ""
    folded = terms_of(sample.read, person)
    assert [(t.seat, t.voting, t.entered) for t in folded] == [(seat.seat, seat.voting, None)]
    assert span(folded[0]).startswith("seen ")
    assert (folded[0].first, folded[0].last) == (day, day)
    committee = all_of(sample.read, Committee)[0].id
    told = {"person": person, "committee": committee, "voting": "education", "from_date": "1/5/2021"}
    first = add_record(sample, "term", {**told, "to_date": "30/4/2022"}, actor=ACTOR)
    second = add_record(sample, "term", {**told, "voting": "all", "from_date": "1/5/2022"}, actor=ACTOR)
    held = terms_of(sample.read, person)
    assert [t.entered.id if t.entered else "" for t in held] == [second.id, first.id]
    assert [span(t) for t in held] == ["since 1 May 2022", "1 May 2021 to 30 Apr 2022"]
    assert [t.voting for t in held] == ["all", "education"]


def test_attendance_counts_meetings_and_not_rows(sample: Store) -> None:
    row = next(a for a in all_of(sample.read, Attendance) if a.person and a.state == "present")
    person = row.person or ""
    before = attendance_of(sample.read, person)
    assert (before.present, before.of) == (1, 1)
    add_record(
        sample, "attendance", {"meeting": row.meeting or "", "person": person, "state": "apologies"}, actor=ACTOR
    )
    after = attendance_of(sample.read, person)
    assert (after.present, after.of, len(after.rows)) == (1, 1, 2)
    assert facts_of_people(sample.read)[f"{person} attended"] == "1 of 1"


def test_members_come_before_guests_and_committees_apart(sample: Store) -> None:
    found = people(sample.read)
    facts = facts_of_people(sample.read)
    seats = [facts[f"{p.id} seat"] for p in found]
    assert set(seats[seats.index("guest") :] if "guest" in seats else []) <= {"guest", ""}
    assert len(found) == len(all_of(sample.read, Person))
    assert people(sample.read, committee="committee-of-nobody") == []
    shown = {row["id"]: row for row in show(sample.read, "people")}
    for person in found:
        assert (shown[person.id]["office"] or "") == facts[f"{person.id} office"] or facts[f"{person.id} seat"] != ""


def test_two_people_become_one_with_all_that_names_them(sample: Store) -> None:
    seat = member(sample)
    kept = sample.read.record(seat.person or "")
    assert isinstance(kept, Person)
    first, *_, last = (kept.name or "").split()
    twin = add_record(sample, "person", {"name": f"{first[0]} {last}n", "aliases": "Old name"}, actor=ACTOR)
    assert twin.id in {p.id for p in alike(sample.read, kept.id)}
    add_record(
        sample, "attendance", {"meeting": seat.meeting or "", "person": twin.id, "state": "present"}, actor=ACTOR
    )
    before = attendance_of(sample.read, kept.id)
    join_people(sample, kept.id, twin.id, actor=ACTOR)
    one = sample.read.record(twin.id)
    assert isinstance(one, Person)
    assert one == sample.read.record(kept.id)
    assert (one.name, one.aliases) == (kept.name, [*(kept.aliases or []), f"{first[0]} {last}n", "Old name"])
    assert len(attendance_of(sample.read, one.id).rows) == len(before.rows) + 1
    assert terms_of(sample.read, one.id)
    assert sample.check().ok


def test_undo_passes_over_a_join_and_leaves_its_names_alone(sample: Store) -> None:
    first, second = all_of(sample.read, Person)[:2]
    add_record(sample, "person", {"name": "Somebody Else"}, actor=ACTOR)
    before = sample.undo_label(ACTOR)
    join_people(sample, first.id, second.id, actor=ACTOR)
    joined = sample.read.record(first.id)
    assert sample.undo_label(ACTOR) == before
    assert undo(sample, actor=ACTOR) == before
    assert sample.read.record(first.id) == joined
    assert sample.conflicts() == []
    group = next(row.group for row in sample.history() if row.label == "Join people")
    with pytest.raises(UserError, match="stay joined"):
        sample.revert(group, actor=ACTOR)
    assert redo(sample, actor=ACTOR) == before


def test_only_two_people_are_joined(sample: Store) -> None:
    person, meeting = all_of(sample.read, Person)[0], all_of(sample.read, Meeting)[0]
    with pytest.raises(UserError, match="themselves"):
        join_people(sample, person.id, person.id, actor=ACTOR)
    with pytest.raises(UserError, match="Only people"):
        join_people(sample, person.id, meeting.id, actor=ACTOR)
    assert join_people(sample, person.id, all_of(sample.read, Person)[1].id, actor=ACTOR, dry_run=True).kinds == {}
