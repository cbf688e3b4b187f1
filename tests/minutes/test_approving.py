"""Approving earlier minutes: the meeting that does resolves it under the item that is for it, whoever records it and where."""

from datetime import date

from cypsc_desktop.commands.minuting import open_live, take_line
from cypsc_desktop.commands.minuting_approving import Approval, approve, resolve_recorded, unapproved, unresolved
from cypsc_desktop.commands.minuting_draft import paragraphs, set_minutes_state
from cypsc_desktop.commands.minuting_notes import take_notes
from cypsc_desktop.commands.minuting_prepare import carried_forward
from cypsc_desktop.commands.minuting_unfinished import not_agreed
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Item, Meeting
from cypsc_desktop.store.store import Store
from tests.minutes.harbour import ACTOR, MEETING, add_november


def evening(store: Store) -> Meeting:
    found = store.read.record(MEETING)
    assert isinstance(found, Meeting)
    return found


def begun(store: Store) -> Meeting:
    """The meeting of November, that of September minuted."""
    take_notes(store, evening(store), [">start", ">1", "- here", ">end"], actor=ACTOR)
    found = store.read.record(add_november(store))
    assert isinstance(found, Meeting)
    return found


def test_an_approval_is_resolved_under_the_item_of_earlier_minutes(store: Store) -> None:
    """From the draft of what is approved and from the meeting that does, before the item, in it and after."""
    november = begun(store)
    with store.change("Agenda", actor=ACTOR) as change:
        for place, title in enumerate(("Apologies", "Minutes of the previous meeting", "Early help"), 1):
            change.add(Item(id=made_id("item"), meeting=november.id, number=str(place), title=title, position=place))
    set_minutes_state(
        store,
        open_live(store.read, evening(store)),
        "approved",
        actor=ACTOR,
        approved_at=november.id,
        amendments=["For six read five."],
    )
    resolve_recorded(store, evening(store), actor=ACTOR)
    assert not store.read.records("entry", meeting=november.id)  # nobody took its minutes yet

    at = open_live(store.read, november)
    assert [one.meeting.id for one in unresolved(store.read, at)] == [MEETING]
    assert carried_forward(store.read, november, today=date(2021, 11, 2)).is_approved
    for line in (">start", ">1", ">2", ">3"):
        take_line(store, at, line, actor=ACTOR, now="18:30")
    approve(store, unresolved(store.read, at), at=november, actor=ACTOR, live=at, now="18:40")
    assert unresolved(store.read, open_live(store.read, november)) == []

    def resolved() -> list[tuple[str | None, str | None]]:
        now = open_live(store.read, november).evening
        return [(now.number_of(e.item), e.text) for e in now.entries if e.sort == "resolution"]

    words = (
        "That the minutes of 14 September 2021 be approved as a true record, with this amendment: For six read five."
    )
    assert resolved() == [("2", words)]
    (said,) = (
        row
        for row in paragraphs(store.read, open_live(store.read, november))
        if row["title"] and "previous" in row["title"]
    )
    assert "be approved as a true record" in said["text"]
    assert not not_agreed(store.read, open_live(store.read, november))

    # a second set: from its own draft screen, one step of undo with the approval
    june = next(one for one in unapproved(store.read, november) if one.date == "2021-06-22")
    set_minutes_state(store, open_live(store.read, june), "approved", actor=ACTOR, approved_at=november.id)
    resolve_recorded(store, june, actor=ACTOR)
    resolve_recorded(store, june, actor=ACTOR)
    assert [number for number, _ in resolved()] == ["2", "2"]
    assert store.undo(ACTOR).label == "Minutes: approved"
    assert len(resolved()) == 1
    assert june in unapproved(store.read, november)


def test_the_item_of_earlier_minutes_is_gone_to_for_an_approval(store: Store) -> None:
    """Where the meeting has not come to it; and back."""
    november = begun(store)
    with store.change("Agenda", actor=ACTOR) as change:
        for place, title in enumerate(("Early help", "Minutes"), 1):
            change.add(Item(id=made_id("item"), meeting=november.id, number=str(place), title=title, position=place))
    at = open_live(store.read, november)
    for line in (">start", ">1"):
        take_line(store, at, line, actor=ACTOR, now="18:30")
    approve(store, [Approval(evening(store))], at=november, actor=ACTOR, live=at, now="18:40")
    assert [at.evening.number_of(e.item) for e in at.evening.entries if e.sort == "resolution"] == ["2"]
    assert at.evening.number_of(at.evening.item) == "1"
    assert open_live(store.read, november).evening.entries == at.evening.entries
