"""The home screen's facts: which meeting comes next, what waits, and which recommendations nobody has answered."""

from datetime import date

import pytest

from cypsc_desktop.commands.editing import set_field
from cypsc_desktop.commands.home import home, letters_on, overdue, waiting
from cypsc_desktop.commands.making_marks import mark
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Document, Item, Meeting
from cypsc_desktop.store.store import Store
from tests.helpers.sample import ACTOR

LATE = date(2030, 1, 1)


def test_next_meeting_or_the_last_one(sample: Store) -> None:
    before = home(sample.read, today=date(2021, 1, 1))
    assert before.is_coming
    assert before.next
    assert before.items
    after = home(sample.read, today=LATE)
    assert not after.is_coming
    assert after.next == before.next


def test_another_committee_has_no_meeting(sample: Store) -> None:
    held = home(sample.read, today=LATE).next
    assert held
    assert home(sample.read, today=LATE, committee=held.committee).next == held
    assert home(sample.read, today=LATE, committee="committee-of-nobody").next is None


def test_unanswered_recommendations_are_overdue_until_a_reply_is_known(sample: Store) -> None:
    late = overdue(sample.read, today=LATE)
    assert late
    first = late[0]
    assert first.until
    assert (LATE - date.fromisoformat(first.until)).days == first.days
    assert not overdue(sample.read, today=date.fromisoformat(first.until))
    assert not overdue(sample.read, today=LATE, committee="committee-of-nobody")


def test_what_changed_since_last_time(sample: Store) -> None:
    none = waiting(sample.read, today=LATE)
    assert (none.changes, none.happened) == (0, ())
    item = sample.read.records("item")[0]
    set_field(sample, item.id, "title", "Another title", actor=ACTOR)
    told = waiting(sample.read, today=LATE, since="2000-01-01T00:00:00")
    assert told.changes >= 2
    assert told.happened[0].actor == ACTOR
    assert not waiting(sample.read, today=LATE, since="2999-01-01T00:00:00").changes


def test_of_the_years_before_nobody_reads_the_items(sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    past = [Meeting(id=made_id("meeting"), body="Harbour", date=f"20{year}-01-08") for year in range(10, 20)]
    with sample.change("Add", actor=ACTOR) as change:
        for one in past:
            change.add(one)
            change.add(Item(id=made_id("item"), meeting=one.id, number="1", title="Walls"))
    asked = []
    records = sample.read.records
    monkeypatch.setattr(
        sample.read,
        "records",
        lambda kind, **given: asked.append((kind, given.get("meeting"))) or records(kind, **given),
    )
    assert home(sample.read, today=date(2019, 6, 1)).is_coming
    assert asked
    assert not {meeting for _, meeting in asked} & {one.id for one in past}
    assert home(sample.read, today=date(2099, 1, 1)).is_coming is False


def test_letters_of_marks_by_sheet(store: Store) -> None:
    paper = Document(id=made_id("document"), name="p.pdf", sha256="ef" * 32, pages=4, format="pdf")
    with store.change("Paper", actor=ACTOR) as change:
        change.add(paper)
    for sheet, meaning, who in (
        (3, "data", ACTOR),
        (3, "question", ACTOR),
        (3, "data", ACTOR),
        (1, "praise", "Another"),
    ):
        mark(store, paper.id, sheet, "box", actor=who, rects=[(1, 2, 30, 40)], meaning=meaning)
    mark(store, paper.id, 2, "box", actor=ACTOR, rects=[(1, 2, 30, 40)])
    assert letters_on(store.read, paper.id, person=ACTOR) == {3: "QD"}
    assert letters_on(store.read, paper.id, person="Another") == {1: "P"}
